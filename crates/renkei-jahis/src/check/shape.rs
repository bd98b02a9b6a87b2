//! What a value of a composite data type consists of: the components of [`datatype`](crate::datatype), with all that is to be
//! asked of a component looked up once.

use std::sync::OnceLock;

use renkei_hl7v2::definition::Usage;

use super::rule::Primitive;
use crate::datatype::{self, ComponentDef, DataTypeDef};

/// Components that HL7 v2.5 requires and Japanese senders leave out: a name of one part, a timing in words, what an order
/// hangs on.
const LEFT_OUT: &[(&str, u32)] =
    &[("FN", 1), ("OSD", 1), ("OSD", 2), ("OSD", 4), ("OSD", 8), ("OSD", 10), ("RPT", 1)];

/// A composite data type.
#[derive(Debug)]
pub(super) struct Shape {
    pub(super) name: &'static str,
    pub(super) parts: Vec<Part>,
}

/// A component of a data type.
#[derive(Debug)]
pub(super) struct Part {
    /// What its text looks like, where it is one text.
    pub(super) primitive: Primitive,
    pub(super) required: bool,
    /// The place of its own shape in the list, where it is composite.
    shape: Option<usize>,
}

impl Part {
    fn new(data_type: &DataTypeDef, component: &ComponentDef, composites: &[&DataTypeDef]) -> Self {
        let name = component.data_type.name;
        let left_out = LEFT_OUT.contains(&(data_type.name, component.number));
        Self {
            primitive: Primitive::new(name, component.table),
            required: component.usage == Usage::R && !left_out,
            shape: composites.iter().position(|composite| composite.name == name),
        }
    }

    /// Returns the components of the component.
    pub(super) fn shape(&self) -> Option<&'static Shape> {
        shapes().get(self.shape?)
    }
}

/// Returns the components of a data type as the Japanese guidelines read it; `None` for a primitive one, for one that is not
/// known, and for an array of numbers (NA), which is as long as it is.
pub(super) fn find(data_type: &str) -> Option<&'static Shape> {
    let def = datatype::as_read(data_type).filter(|def| def.name != "NA")?;
    shapes().iter().find(|shape| shape.name == def.name)
}

fn shapes() -> &'static [Shape] {
    static SHAPES: OnceLock<Vec<Shape>> = OnceLock::new();
    SHAPES.get_or_init(|| {
        let composites: Vec<_> =
            datatype::ALL.iter().copied().filter(|def| !def.components.is_empty()).collect();
        let parts = |def: &DataTypeDef| {
            def.components.iter().map(|component| Part::new(def, component, &composites)).collect()
        };
        composites.iter().map(|def| Shape { name: def.name, parts: parts(def) }).collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_component_that_has_components_has_a_shape() {
        for shape in shapes() {
            let def = datatype::find(shape.name).unwrap();
            assert_eq!(shape.parts.len(), def.components.len());
            for (part, component) in shape.parts.iter().zip(def.components) {
                let inner = component.data_type;
                assert_eq!(
                    part.shape().map(|shape| shape.name),
                    (!inner.components.is_empty()).then_some(inner.name)
                );
            }
        }
        assert_eq!(find("CE").map(|shape| shape.name), Some("CWE"));
        assert!(find("NA").is_none() && find("ST").is_none() && find("QQ").is_none());
    }

    #[test]
    fn what_is_left_out_is_required_by_the_standard() {
        for (name, number) in LEFT_OUT {
            let component = datatype::find(name).and_then(|def| def.component(*number)).unwrap();
            assert_eq!(component.usage, Usage::R, "{name}.{number}");
        }
    }
}
