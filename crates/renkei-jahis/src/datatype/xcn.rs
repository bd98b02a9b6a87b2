use renkei_model::practitioner::Practitioner;

use super::xpn::family_name;
use super::{CWE, DR, DataType, HD, ID, IS, ST, TS};
use crate::mapping::Parts;

/// A person's identifier and name (個人の拡張複合ID番号と名前): `110^医師^一郎^^^^^^^L^^^^^I`. HL7 v2.5 2.A.86.
#[derive(Clone, Copy, Debug)]
pub enum XCN {}

impl DataType<Practitioner> for XCN {
    fn map<P: Parts>(parts: &mut P, value: &mut Practitioner) {
        parts.scope("identifier", &mut value.identifier, |parts, id| {
            parts.part::<ST, _>(1, "value", &mut id.value);
            parts.boxed_part::<HD, _>(9, "assigner", &mut id.assigner);
            parts.part::<ID, _>(13, "kind", &mut id.kind);
            parts.boxed("details", &mut id.details, |parts, details| {
                parts.part::<ST, _>(11, "check_digit", &mut details.check_digit);
                parts.part::<ID, _>(12, "check_digit_scheme", &mut details.check_digit_scheme);
                parts.boxed_part::<HD, _>(14, "facility", &mut details.facility);
                parts.part::<CWE, _>(22, "jurisdiction", &mut details.jurisdiction);
                parts.part::<CWE, _>(23, "department", &mut details.department);
            });
        });
        parts.scope("name", &mut value.name, |parts, name| {
            family_name(parts, 2, name);
            parts.part::<ST, _>(3, "given", &mut name.given);
            parts.part::<ST, _>(4, "middle", &mut name.middle);
            parts.part::<ST, _>(5, "suffix", &mut name.suffix);
            parts.part::<ST, _>(6, "prefix", &mut name.prefix);
            parts.part::<IS, _>(7, "degree", &mut name.degree);
            parts.part::<ID, _>(10, "kind", &mut name.kind);
            parts.part::<ID, _>(15, "representation", &mut name.representation);
            parts.boxed("details", &mut name.details, |parts, details| {
                parts.part::<CWE, _>(16, "context", &mut details.context);
                parts.part::<DR, _>(17, "validity", &mut details.validity);
                parts.part::<ID, _>(18, "assembly_order", &mut details.assembly_order);
                parts.part::<TS, _>(19, "valid_from", &mut details.valid_from);
                parts.part::<TS, _>(20, "valid_until", &mut details.valid_until);
                parts.part::<ST, _>(21, "professional_suffix", &mut details.professional_suffix);
            });
        });
        parts.part::<IS, _>(8, "source_table", &mut value.source_table);
    }
}
