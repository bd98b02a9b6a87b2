use renkei_model::value::Designator;

use super::{DataType, ID, IS, ST};
use crate::mapping::Parts;

/// A hierarchic designator (階層的指定子); in Japan the first component only. HL7 v2.5 2.A.33.
#[derive(Clone, Copy, Debug)]
pub enum HD {}

impl DataType<Designator> for HD {
    fn map<P: Parts>(parts: &mut P, value: &mut Designator) {
        parts.part::<IS, _>(1, "namespace", &mut value.namespace);
        parts.part::<ST, _>(2, "universal_id", &mut value.universal_id);
        parts.part::<ID, _>(3, "universal_id_kind", &mut value.universal_id_kind);
    }
}
