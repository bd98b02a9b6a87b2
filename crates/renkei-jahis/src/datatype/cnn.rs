use renkei_model::practitioner::Practitioner;

use super::{DataType, ID, IS, ST};
use crate::mapping::Parts;

/// A person's identifier and name in short (個人の複合ID番号と名前の簡略形), inside NDL only. HL7 v2.5 2.A.9.
#[derive(Clone, Copy, Debug)]
pub enum CNN {}

impl DataType<Practitioner> for CNN {
    fn map<P: Parts>(parts: &mut P, value: &mut Practitioner) {
        parts.scope("identifier", &mut value.identifier, |parts, id| {
            parts.part::<ST, _>(1, "value", &mut id.value);
            parts.boxed("assigner", &mut id.assigner, |parts, assigner| {
                parts.part::<IS, _>(9, "namespace", &mut assigner.namespace);
                parts.part::<ST, _>(10, "universal_id", &mut assigner.universal_id);
                parts.part::<ID, _>(11, "universal_id_kind", &mut assigner.universal_id_kind);
            });
        });
        parts.scope("name", &mut value.name, |parts, name| {
            parts.part::<ST, _>(2, "family", &mut name.family);
            parts.part::<ST, _>(3, "given", &mut name.given);
            parts.part::<ST, _>(4, "middle", &mut name.middle);
            parts.part::<ST, _>(5, "suffix", &mut name.suffix);
            parts.part::<ST, _>(6, "prefix", &mut name.prefix);
            parts.part::<IS, _>(7, "degree", &mut name.degree);
        });
        parts.part::<IS, _>(8, "source_table", &mut value.source_table);
    }
}
