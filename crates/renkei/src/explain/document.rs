//! What documents consist of: kinds of document, sections, object identifiers.

use renkei_cda::{DocumentKind, OIDS, OidDef, SECTIONS, SectionDef};

use super::place::Placed;
use super::{Explanation, What, line, new};

const STANDARDS: &str = "HL7J-CDA-005 (HS008); HL7J-CDA-007 (HS032); LOINC";

/// The kinds of document, by code or title.
const KINDS: [(DocumentKind, &str, &[&str], &str); 3] = [
    (DocumentKind::Referral, "referral", &["MD0020730", "57133-1"], "HL7J-CDA-005 (HS008)"),
    (DocumentKind::PatientData, "data handed to the patient", &["34133-9"], "HL7J-CDA-001 (HS007)"),
    (DocumentKind::DischargeSummary, "discharge summary", &["18842-5"], "HL7J-CDA-007 (HS032)"),
];

/// Everything of documents that has this name.
pub(super) fn find(name: &str) -> Vec<Explanation> {
    let same = |other: &str| other.eq_ignore_ascii_case(name);
    let mut found: Vec<Explanation> = KINDS
        .iter()
        .filter(|(kind, _, codes, _)| same(kind.title()) || codes.iter().any(|code| same(code)))
        .map(|(kind, english, codes, clause)| {
            let mut out = new(What::Document, kind.title(), english, kind.title(), clause);
            out.places = vec![Placed { place: "content.code".to_owned(), of: Vec::new() }];
            out.lines =
                codes.iter().map(|code| line(What::Code, *code, english, kind.title(), None)).collect();
            out
        })
        .collect();
    let is_section = |def: &&SectionDef| {
        same(def.kind)
            || same(def.title)
            || def.codes.iter().any(|code| same(code))
            || def.titles.iter().any(|title| same(title))
    };
    found.extend(SECTIONS.iter().filter(is_section).map(section));
    if name.contains('.') {
        found.extend(OidDef::find(name).map(system));
    }
    found
}

/// Every name that [`find`] knows first.
pub(super) fn names() -> impl Iterator<Item = String> {
    let kinds = KINDS.iter().map(|(kind, ..)| kind.title().to_owned());
    let sections = SECTIONS.iter().map(|def| def.kind.to_owned());
    kinds.chain(sections).chain(OIDS.iter().map(|def| def.oid.to_owned()))
}

fn section(def: &SectionDef) -> Explanation {
    let mut out = new(What::Section, def.kind, def.name, def.title, STANDARDS);
    out.example = def.codes.first().map(|code| {
        format!("<code code=\"{code}\" codeSystem=\"2.16.840.1.113883.6.1\"/><title>{}</title>", def.title)
    });
    out.places = vec![Placed { place: "content.sections[]".to_owned(), of: Vec::new() }];
    let titles = std::iter::once(&def.title).chain(def.titles);
    out.lines = titles.map(|title| line(What::Section, *title, def.name, def.title, None)).collect();
    out.lines.extend(def.codes.iter().map(|code| line(What::Code, *code, def.name, def.title, None)));
    let others = def.others.iter().map(|(system, code)| format!("{code} ({system})"));
    out.lines.extend(others.map(|code| line(What::Code, code, def.name, def.title, None)));
    out
}

fn system(def: &OidDef) -> Explanation {
    let mut out =
        new(What::System, def.oid, def.english, def.japanese, "HL7J-CDA-005; 電子処方箋CDA記述仕様; JAHIS");
    // What numbers people, institutions and cards stands in identifiers, all else in codes.
    let roots = [
        "1.2.392.100495.20.3.",
        "1.2.392.200250.",
        "1.2.392.200119.6.101",
        "2.16.840.1.113883.1.3",
        "2.16.840.1.113883.2.",
    ];
    let attribute = if roots.iter().any(|root| def.oid.starts_with(root)) { "root" } else { "codeSystem" };
    out.example = Some(format!("{attribute}=\"{}\"", def.oid));
    out
}
