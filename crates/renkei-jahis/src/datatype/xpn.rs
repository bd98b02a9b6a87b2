use renkei_model::value::HumanName;

use super::{CWE, DR, DataType, ID, IS, ST, TS};
use crate::mapping::Parts;

/// A person's name (拡張人名): `患者^太郎^^^^^L^I`, one repetition a script. HL7 v2.5 2.A.88.
#[derive(Clone, Copy, Debug)]
pub enum XPN {}

impl DataType<HumanName> for XPN {
    fn map<P: Parts>(parts: &mut P, value: &mut HumanName) {
        family_name(parts, 1, value);
        parts.part::<ST, _>(2, "given", &mut value.given);
        parts.part::<ST, _>(3, "middle", &mut value.middle);
        parts.part::<ST, _>(4, "suffix", &mut value.suffix);
        parts.part::<ST, _>(5, "prefix", &mut value.prefix);
        parts.part::<IS, _>(6, "degree", &mut value.degree);
        parts.part::<ID, _>(7, "kind", &mut value.kind);
        parts.part::<ID, _>(8, "representation", &mut value.representation);
        parts.boxed("details", &mut value.details, |parts, details| {
            parts.part::<CWE, _>(9, "context", &mut details.context);
            parts.part::<DR, _>(10, "validity", &mut details.validity);
            parts.part::<ID, _>(11, "assembly_order", &mut details.assembly_order);
            parts.part::<TS, _>(12, "valid_from", &mut details.valid_from);
            parts.part::<TS, _>(13, "valid_until", &mut details.valid_until);
            parts.part::<ST, _>(14, "professional_suffix", &mut details.professional_suffix);
        });
    }
}

/// A family name (FN) in component `n`: in Japan its first sub-component only. HL7 v2.5 2.A.30.
pub(super) fn family_name<P: Parts>(parts: &mut P, n: u32, name: &mut HumanName) {
    parts.nested(n, |parts| {
        parts.part::<ST, _>(1, "family", &mut name.family);
        parts.boxed("details", &mut name.details, |parts, details| {
            parts.part::<ST, _>(2, "own_family_prefix", &mut details.own_family_prefix);
            parts.part::<ST, _>(3, "own_family", &mut details.own_family);
            parts.part::<ST, _>(4, "partner_family_prefix", &mut details.partner_family_prefix);
            parts.part::<ST, _>(5, "partner_family", &mut details.partner_family);
        });
    });
}
