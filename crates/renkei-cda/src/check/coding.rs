//! Codes and identifiers: their systems, and how they are written.

use renkei_core::Arg;

use super::{Checker, codes};
use crate::document::Element;

/// A code system and its codes, where there are few; no codes means any.
type System = (&'static str, &'static [&'static str]);

/// The systems that the codes of an element are taken from.
const SYSTEMS: &[(&str, &[System])] = &[
    ("confidentialityCode", &[("2.16.840.1.113883.5.25", &[])]),
    (
        "administrativeGenderCode",
        &[
            ("2.16.840.1.113883.5.1", &["M", "F", "UN"]),
            // Health check-ups count (特定健診).
            ("1.2.392.200119.6.1104", &["1", "2"]),
        ],
    ),
    ("maritalStatusCode", &[("2.16.840.1.113883.5.2", &[])]),
    ("interpretationCode", &[("2.16.840.1.113883.5.83", &[])]),
];

/// Elements whose code is taken from a fixed table and has no system.
const PLAIN: &[(&str, &[&str])] = &[
    ("realmCode", &["JP"]),
    ("signatureCode", &["S", "I", "X"]),
    (
        "statusCode",
        &[
            "active",
            "completed",
            "aborted",
            "cancelled",
            "held",
            "new",
            "suspended",
            "nullified",
            "obsolete",
            "normal",
        ],
    ),
];

/// Elements whose code means nothing without its system.
const CODED: &[&str] = &[
    "code",
    "value",
    "translation",
    "interpretationCode",
    "methodCode",
    "targetSiteCode",
    "routeCode",
    "approachSiteCode",
    "confidentialityCode",
    "administrativeGenderCode",
    "maritalStatusCode",
    "dischargeDispositionCode",
];

impl<'d> Checker<'d, '_> {
    pub(super) fn coding(&mut self, element: Element<'d>) {
        let name = element.name();
        for attribute in ["root", "codeSystem"] {
            if let Some(found) = element.find(attribute)
                && !is_identifier(found.raw())
            {
                let code = &codes::OID_FORM;
                self.report_with(code, element, &[("attribute", Arg::Word(attribute))]);
            }
        }
        let Some(code) = element.attribute("code") else { return };
        let system = element.attribute("codeSystem");
        if CODED.contains(&name) && system.is_none() && element.find("codeSystemName").is_none() {
            self.report(&codes::CODE_WITHOUT_SYSTEM, element);
        }
        if let Some((_, known)) = PLAIN.iter().find(|(of, _)| *of == name)
            && !known.contains(&&*code)
        {
            self.report(&codes::CODE_UNKNOWN, element);
        }
        let systems = SYSTEMS.iter().find(|(of, _)| *of == name).map(|(_, systems)| *systems);
        if let (Some(systems), Some(system)) = (systems, &system) {
            match systems.iter().find(|(of, _)| *of == &**system) {
                None => {
                    let expected = systems.first().map_or("", |(of, _)| of);
                    let rule = &codes::CODE_SYSTEM;
                    self.report_with(rule, element, &[("expected", Arg::Word(expected))]);
                }
                Some((_, known)) if !known.is_empty() && !known.contains(&&*code) => {
                    self.report(&codes::CODE_UNKNOWN, element);
                }
                Some(_) => {}
            }
        }
    }
}

/// Says whether a text is an object identifier, a UUID, or a name that HL7 reserves (CDA R2 data types, UID).
fn is_identifier(text: &str) -> bool {
    let arc = |arc: &str| {
        !arc.is_empty() && arc.bytes().all(|b| b.is_ascii_digit()) && (arc == "0" || !arc.starts_with('0'))
    };
    let oid = text.starts_with(['0', '1', '2']) && text.contains('.') && text.split('.').all(arc);
    let mut groups = text.split('-').map(str::len);
    let hexadecimal = text.bytes().all(|b| b.is_ascii_hexdigit() || b == b'-');
    let uuid = hexadecimal && [8, 4, 4, 4, 12].into_iter().all(|length| groups.next() == Some(length));
    let mut letters = text.bytes();
    let reserved = letters.next().is_some_and(|b| b.is_ascii_alphabetic())
        && letters.all(|b| b.is_ascii_alphanumeric() || b == b'-');
    oid || uuid || reserved
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn object_identifiers_are_told_from_what_looks_like_them() {
        for sound in
            ["1.2.392.200119.5.3.1", "2.16.840.1.113883.6.1", "3F2504E0-4F89-11D3-9A0C-0305E82C3301", "LOINC"]
        {
            assert!(is_identifier(sound), "{sound}");
        }
        for wrong in ["", "1", "1.2.", "1..2", "1.02", "urn:oid:1.2.3", "1.2.392 .1", "9.1"] {
            assert!(!is_identifier(wrong), "{wrong}");
        }
    }
}
