use renkei_model::order::LineKey;
use renkei_model::value::Identifier;

use super::{DataType, ID, IS, ST};
use crate::mapping::Parts;

/// An entity identifier (実体識別子): `000000011000185`. HL7 v2.5 2.A.28.
#[derive(Clone, Copy, Debug)]
pub enum EI {}

impl DataType<Identifier> for EI {
    fn map<P: Parts>(parts: &mut P, value: &mut Identifier) {
        parts.part::<ST, _>(1, "value", &mut value.value);
        parts.boxed("assigner", &mut value.assigner, |parts, assigner| {
            parts.part::<IS, _>(2, "namespace", &mut assigner.namespace);
            parts.part::<ST, _>(3, "universal_id", &mut assigner.universal_id);
            parts.part::<ID, _>(4, "universal_id_kind", &mut assigner.universal_id_kind);
        });
    }
}

impl DataType<LineKey> for EI {
    fn map<P: Parts>(parts: &mut P, value: &mut LineKey) {
        parts.scope("as_sent", &mut value.as_sent, |parts, id| Self::map(parts, id));
    }
}
