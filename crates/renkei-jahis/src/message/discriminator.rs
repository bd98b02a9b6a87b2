//! What a message is about, where its type does not say: RDE^O11 is a prescription or an injection, OMG^O19 an order of
//! radiology, endoscopy or physiology. SS-MIX2 標準化ストレージ仕様書 データ種別一覧.
//!
//! A caller who knows the data kind says it; otherwise the first test of the message type that holds decides, and where
//! none does the message stays of unknown kind and is filed, with a diagnostic, under the first that its type allows.
//!
//! A medicine is read otherwise in a prescription than in an injection, so that the message itself is asked before. What
//! an examination is of, the codes of what was read tell: a message written from them tells the same.

use renkei_core::{Diagnostic, SegmentPath, Sink};
use renkei_hl7v2::{Message, Raw, Segment};
use renkei_model::imaging::ImagingKind;
use renkei_model::medication::MedicationKind;
use renkei_model::observation::{ObservationReport, ReportKind};
use renkei_model::request::Request;
use renkei_model::value::{CodeableConcept, Field, KnownSystem};
use renkei_model::{Content, Exchange};

use crate::codes;

/// What a message is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Domain {
    Prescription,
    Injection,
    Radiology,
    Endoscopy,
    Physiology,
    Laboratory,
    VitalSigns,
}

use Domain::{Endoscopy, Injection, Laboratory, Physiology, Prescription, Radiology, VitalSigns};

/// A message type that does not say what it is about.
struct Shared {
    code: &'static str,
    event: &'static str,
    /// The data kinds; the first is what is assumed where nothing tells them apart.
    kinds: &'static [(Domain, &'static str)],
    /// What tells them apart, in this order.
    tests: Tests,
}

enum Tests {
    /// Before the message is read.
    Message(&'static [(Domain, OfMessage)]),
    /// After it was read.
    Content(&'static [(Domain, OfContent)]),
}

type OfMessage = fn(&Message<'_>) -> bool;
type OfContent = fn(&Content) -> bool;

static SHARED: &[Shared] = &[
    Shared {
        code: "RDE",
        event: "O11",
        kinds: &[(Prescription, "OMP-01"), (Injection, "OMP-02")],
        tests: Tests::Message(&[(Injection, orders_injection), (Prescription, orders_prescription)]),
    },
    Shared {
        code: "RAS",
        event: "O17",
        kinds: &[(Prescription, "OMP-11"), (Injection, "OMP-12")],
        // What was given and shows no sign of an injection was taken otherwise.
        tests: Tests::Message(&[
            (Injection, orders_injection),
            (Injection, gave_injection),
            (Prescription, gave_anything),
        ]),
    },
    Shared {
        code: "OMG",
        event: "O19",
        kinds: &[(Radiology, "OMG-01"), (Endoscopy, "OMG-02"), (Physiology, "OMG-03")],
        tests: Tests::Content(&[
            (Endoscopy, is_endoscopy),
            (Radiology, is_radiology),
            (Physiology, is_physiology),
        ]),
    },
    Shared {
        code: "OMI",
        event: "Z23",
        kinds: &[(Radiology, "OMG-11"), (Endoscopy, "OMG-12")],
        tests: Tests::Content(&[(Endoscopy, is_endoscopy), (Radiology, is_radiology)]),
    },
    Shared {
        code: "OMI",
        event: "O23",
        kinds: &[(Radiology, "OMG-11"), (Endoscopy, "OMG-12")],
        tests: Tests::Content(&[(Endoscopy, is_endoscopy), (Radiology, is_radiology)]),
    },
    Shared {
        code: "ORU",
        event: "R01",
        // Readings and laboratory results come by the same type, but are no data kind of the standardized storage.
        kinds: &[(Physiology, "OMG-13")],
        tests: Tests::Content(&[
            (Physiology, is_physiology),
            (Endoscopy, is_endoscopy),
            (Radiology, is_radiology),
            (Radiology, reports_images),
            (Laboratory, reports_laboratory),
        ]),
    },
    Shared {
        code: "ORU",
        event: "R30",
        kinds: &[],
        tests: Tests::Content(&[(VitalSigns, reports_vital_signs)]),
    },
];

fn shared(message: &Message<'_>) -> Option<&'static Shared> {
    let found = message.message_type();
    SHARED.iter().find(|shared| found.is(shared.code, shared.event))
}

/// Says in an exchange what is known of a message before its segments are read: what it is about, as far as the caller or the message says.
pub(crate) fn begin(message: &Message<'_>, kind: Option<&str>, exchange: &mut Exchange) {
    let Some(shared) = shared(message) else { return };
    let said = shared.kinds.iter().find(|(_, known)| kind == Some(known)).map(|(domain, _)| *domain);
    let domain = match shared.tests {
        Tests::Message(tests) => said.or_else(|| first(tests.iter().map(|(d, test)| (*d, test(message))))),
        Tests::Content(_) => said,
    };
    exchange.content = match shared.code {
        "RDE" => Content::MedicationOrder(Box::default()),
        "RAS" => Content::MedicationAdministration(Box::default()),
        "OMG" => Content::ImagingOrder(Box::default()),
        "OMI" => Content::ImagingPerformed(Box::default()),
        _ => Content::ObservationReport(Box::default()),
    };
    tell(&mut exchange.content, domain);
}

/// Tells what a message is about from what was read of it, where neither the caller nor the message said it before.
pub(crate) fn settle(message: &Message<'_>, content: &mut Content) {
    if let Some(Shared { tests: Tests::Content(tests), .. }) = shared(message)
        && domain_of(content).is_none()
    {
        let domain = first(tests.iter().map(|(domain, test)| (*domain, test(content))));
        tell(content, domain);
    }
}

/// The domain of the first test that holds.
fn first(mut tests: impl Iterator<Item = (Domain, bool)>) -> Option<Domain> {
    tests.find(|(_, holds)| *holds).map(|(domain, _)| domain)
}

/// Takes back what was told or guessed.
pub(crate) fn untell(content: &mut Content) {
    tell(content, None);
}

/// Says in the content what it is about.
fn tell(content: &mut Content, domain: Option<Domain>) {
    match content {
        Content::MedicationOrder(order) => order.kind = medication(domain),
        Content::MedicationAdministration(administration) => administration.kind = medication(domain),
        Content::ImagingOrder(order) => order.kind = imaging(domain),
        Content::ImagingPerformed(performed) => performed.kind = imaging(domain),
        Content::ObservationReport(content) => content.kind = report(domain),
        _ => {}
    }
}

/// Tells the data kind of a message without a storage, from its type and content; with a diagnostic where it is a guess.
///
/// `None` where the message has no data kind, as a reading of images or an acknowledgement.
pub fn kind_of(message: &Message<'_>, exchange: &Exchange, sink: &mut dyn Sink) -> Option<&'static str> {
    let Some(shared) = shared(message) else {
        let found = message.message_type();
        let mut types = super::ALL.iter().flat_map(|def| def.types);
        return match types.find(|t| t.is(&found.code, &found.event)).map(|t| t.kinds) {
            Some([kind]) => Some(kind),
            _ => None,
        };
    };
    match domain_of(&exchange.content) {
        Some(domain) => shared.kinds.iter().find(|(known, _)| *known == domain).map(|(_, kind)| *kind),
        None => {
            let (_, kind) = shared.kinds.first()?;
            let place = SegmentPath::field("MSH", 1, 9);
            sink.report(Diagnostic::new(&codes::KIND_UNCERTAIN, place).with("kind", *kind));
            Some(kind)
        }
    }
}

const fn medication(domain: Option<Domain>) -> MedicationKind {
    match domain {
        Some(Prescription) => MedicationKind::Prescription,
        Some(Injection) => MedicationKind::Injection,
        _ => MedicationKind::Unknown,
    }
}

const fn imaging(domain: Option<Domain>) -> ImagingKind {
    match domain {
        Some(Radiology) => ImagingKind::Radiology,
        Some(Endoscopy) => ImagingKind::Endoscopy,
        Some(Physiology) => ImagingKind::Physiology,
        _ => ImagingKind::Unknown,
    }
}

const fn report(domain: Option<Domain>) -> ReportKind {
    match domain {
        Some(Radiology) => ReportKind::Radiology,
        Some(Endoscopy) => ReportKind::Endoscopy,
        Some(Physiology) => ReportKind::Physiology,
        Some(Laboratory) => ReportKind::Laboratory,
        Some(VitalSigns) => ReportKind::VitalSigns,
        _ => ReportKind::Unknown,
    }
}

/// What the content itself says it is about.
fn domain_of(content: &Content) -> Option<Domain> {
    let medication = |kind| match kind {
        MedicationKind::Prescription => Some(Prescription),
        MedicationKind::Injection => Some(Injection),
        MedicationKind::Unknown => None,
    };
    let imaging = |kind| match kind {
        ImagingKind::Radiology => Some(Radiology),
        ImagingKind::Endoscopy => Some(Endoscopy),
        ImagingKind::Physiology => Some(Physiology),
        _ => None,
    };
    match content {
        Content::MedicationOrder(order) => medication(order.kind),
        Content::MedicationAdministration(administration) => medication(administration.kind),
        Content::ImagingOrder(order) => imaging(order.kind),
        Content::ImagingPerformed(performed) => imaging(performed.kind),
        Content::ObservationReport(report) => match report.kind {
            ReportKind::Physiology => Some(Physiology),
            ReportKind::Radiology => Some(Radiology),
            ReportKind::Endoscopy => Some(Endoscopy),
            ReportKind::Laboratory => Some(Laboratory),
            ReportKind::VitalSigns => Some(VitalSigns),
            _ => None,
        },
        _ => None,
    }
}

/// Says whether a segment of a name fits.
fn any(message: &Message<'_>, name: &str, fits: impl Fn(&Segment<'_>) -> bool) -> bool {
    message.segments().any(|segment| segment.id().as_bytes() == name.as_bytes() && fits(&segment))
}

/// Says whether a component of the first repetition of a field was sent and fits; both are counted from one.
fn has(segment: &Segment<'_>, field: u32, component: u32, fits: impl Fn(&str) -> bool) -> bool {
    segment.sent(field).is_some_and(|field| part(field.piece(1), component, fits))
}

/// Says whether the n-th part of a piece, counted from one, was sent and fits.
fn part(piece: Option<Raw<'_>>, n: u32, fits: impl Fn(&str) -> bool) -> bool {
    let part = piece.and_then(|piece| piece.piece(n)).filter(|part| !part.is_empty());
    part.is_some_and(|part| fits(part.text().trim()))
}

/// Says whether a medicine class (RXE-27) is of a code system.
fn has_class(message: &Message<'_>, system: &str) -> bool {
    // It stands far behind in long segments, and most messages name it nowhere.
    memchr::memmem::find(message.bytes(), system.as_bytes()).is_some()
        && any(message, "RXE", |rxe| {
            let mut classes = rxe.sent(27).into_iter().flat_map(|field| field.pieces());
            classes.any(|class| part(Some(class), 3, |found| found == system))
        })
}

/// Components, the code systems and the dosage form of the injection tables, an administration number.
fn orders_injection(message: &Message<'_>) -> bool {
    let administration = |number: &str| {
        let mut parts = number.rsplit('_');
        let digits = |part: Option<&str>, n| {
            part.is_some_and(|p| p.len() == n && p.bytes().all(|b| b.is_ascii_digit()))
        };
        digits(parts.next(), 3) && digits(parts.next(), 2) && parts.next().is_some()
    };
    // A segment that is there only because it is required says nothing.
    any(message, "RXC", |rxc| rxc.sent(1).is_some() || rxc.sent(2).is_some())
        || any(message, "RXE", |rxe| {
            has(rxe, 2, 3, |system| matches!(system, "99I02" | "JHSI0002"))
                || has(rxe, 6, 1, |form| form == "INJ")
        })
        || has_class(message, "JHSI0009")
        || any(message, "ORC", |orc| has(orc, 4, 1, administration))
}

/// The medicine class of the prescription table, a usage by mouth or from outside, a code of a national medicine table.
fn orders_prescription(message: &Message<'_>) -> bool {
    let is_usage = |repetition: Raw<'_>| {
        let code = repetition.piece(1);
        part(code, 3, |system| system == "JAMISDP01") && part(code, 1, |code| code.starts_with(['1', '2']))
    };
    any(message, "TQ1", |tq1| tq1.sent(3).into_iter().flat_map(|field| field.pieces()).any(is_usage))
        || any(message, "RXE", |rxe| has(rxe, 2, 3, |system| system.starts_with("HOT") || system == "YJ"))
        || has_class(message, "JHSP0003")
}

/// A rate, or a route that needs a needle.
fn gave_injection(message: &Message<'_>) -> bool {
    let needle = |route: &str| matches!(route, "IV" | "IM" | "SC" | "ID" | "IA" | "EP" | "IT");
    any(message, "RXA", |rxa| has(rxa, 12, 1, |rate| !rate.is_empty()))
        || any(message, "RXR", |rxr| has(rxr, 1, 1, needle))
}

fn gave_anything(message: &Message<'_>) -> bool {
    any(message, "RXA", |rxa| rxa.sent(1).is_some() || rxa.sent(5).is_some())
}

/// What was asked for, in every group.
fn requests(content: &Content) -> Vec<&Request> {
    match content {
        Content::ImagingOrder(order) => order.groups.iter().map(|group| &group.request).collect(),
        Content::ImagingPerformed(performed) => performed.groups.iter().map(|group| &group.request).collect(),
        Content::ObservationReport(report) => report.groups.iter().map(|group| &group.request).collect(),
        _ => Vec::new(),
    }
}

/// Says whether a code fits, with the table that it is of.
fn coded(concept: &Field<CodeableConcept>, fits: impl Fn(&str, KnownSystem) -> bool) -> bool {
    let codings = concept.value().into_iter().flat_map(CodeableConcept::codings);
    codings.into_iter().any(|c| fits(c.code.as_deref().unwrap_or_default().trim(), c.known_system()))
}

fn requested(content: &Content, fits: impl Fn(&str, KnownSystem) -> bool) -> bool {
    requests(content).iter().any(|request| coded(&request.code, &fits))
}

fn observed(content: &Content, fits: impl Fn(&str, KnownSystem) -> bool) -> bool {
    let Content::ObservationReport(report) = content else { return false };
    report.groups.iter().flat_map(|group| &group.items).any(|item| coded(&item.code, &fits))
}

fn in_section(content: &Content, sections: &[&str]) -> bool {
    let section =
        |request: &&Request| request.section.as_str().is_some_and(|id| sections.contains(&id.trim()));
    requests(content).iter().any(section)
}

fn is_endoscopy(content: &Content) -> bool {
    requested(content, |_, system| system == KnownSystem::Lendo)
}

fn is_radiology(content: &Content) -> bool {
    requested(content, |_, system| system == KnownSystem::Jj1017)
}

/// JLAC10 class 9 is physiology; waveform items are measured nowhere else.
fn is_physiology(content: &Content) -> bool {
    requested(content, |code, system| system == KnownSystem::Jlac10 && code.starts_with('9'))
        || observed(content, |_, system| system == KnownSystem::Mfer)
}

/// The sections of table 0074 that make images, or the LOINC code of a diagnostic imaging study.
fn reports_images(content: &Content) -> bool {
    let study = |code: &str, system| system == KnownSystem::Loinc && code == "18748-4";
    in_section(content, &["RAD", "RX", "XRC", "RUS", "VUS", "OUS", "CT", "NMR", "NMS", "RT", "CTH"])
        || requested(content, study)
        || observed(content, study)
}

/// A specimen, a section of table 0074 that examines specimens, or an item of JLAC10 of any class but 9.
fn reports_laboratory(content: &Content) -> bool {
    let class = |code: &str, system| {
        system == KnownSystem::Jlac10 && code.starts_with(|c: char| ('1'..='8').contains(&c))
    };
    let specimens =
        |report: &ObservationReport| report.groups.iter().any(|group| !group.specimens.is_empty());
    matches!(content, Content::ObservationReport(report) if specimens(report))
        || in_section(content, &["LAB", "CH", "HM", "MB", "MCB", "MYC", "VR", "IMM", "SR", "TX", "BG", "BLB"])
        || requested(content, class)
        || observed(content, class)
}

/// Temperature, respiration, pulse (`9P`), blood pressure (`9A75`, `9A76`), oxygen saturation (`3H065`).
fn reports_vital_signs(content: &Content) -> bool {
    observed(content, |code, system| {
        system == KnownSystem::Jlac10
            && ["9P", "9A75", "9A76", "3H065"].iter().any(|item| code.starts_with(item))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::DecodeOptions;

    #[track_caller]
    fn check(code: &str, segments: &str, said: Option<&str>, kind: Option<&str>, diagnostics: &[&str]) {
        let bytes = format!("MSH|^~\\&|HIS||||||{code}|||2.5\r{}\r", segments.replace(' ', "\r"));
        let message = Message::parse(bytes.as_bytes(), &mut ()).unwrap();
        let options = said.map_or_else(DecodeOptions::default, DecodeOptions::of_kind);
        let exchange = crate::decode_with(&message, &options, &mut ());
        let mut found: Vec<Diagnostic> = Vec::new();
        assert_eq!(kind_of(&message, &exchange, &mut found), kind, "{code} {segments}");
        assert_eq!(found.iter().map(|d| d.code.name).collect::<Vec<_>>(), diagnostics, "{code} {segments}");
    }

    #[test]
    fn the_message_tells_its_kind() {
        for (code, segments, kind) in [
            ("RDE^O11", "RXC|B|1", "OMP-02"),
            ("RDE^O11", "RXE||00^注射^99I02", "OMP-02"),
            ("RDE^O11", "RXE||1^x^L||||INJ", "OMP-02"),
            ("RDE^O11", "ORC|NW|1||000000240401003_01_001", "OMP-02"),
            ("RDE^O11", "RXE||103835401^x^HOT9", "OMP-01"),
            ("RDE^O11", "TQ1|||1013044400000000&内服&JAMISDP01", "OMP-01"),
            ("RDE^O11", "RXE|||||||||||||||||||||||||||21^院外^JHSP0003", "OMP-01"),
            ("RAS^O17", "RXA|0|1 RXR|IV", "OMP-12"),
            ("RAS^O17", "RXA|0|1||||||||||50^mL", "OMP-12"),
            ("RAS^O17", "RXA|0|1 RXR|PO", "OMP-11"),
            ("OMG^O19", "OBR|||1|1000000000000000^胸部^JJ1017", "OMG-01"),
            ("OMG^O19", "OBR||1||1^x^L^1000000000000000^胸部^JJ1017-16", "OMG-01"),
            ("OMG^O19", "OBR||1||11000000000^上部^LENDO", "OMG-02"),
            ("OMG^O19", "OBR||1||9A110^心電図^JC10", "OMG-03"),
            ("OMG^O19", "OBR||1||9A110^心電図^JLAC10", "OMG-03"),
            ("OMI^Z23", "OBR||1||1000000000000000^胸部^JJ1017", "OMG-11"),
            ("OMI^O23", "OBR||1||11000000000^上部^LENDO", "OMG-12"),
            ("ORU^R01", "OBR||1||9A110^心電図^JC10", "OMG-13"),
            ("ORU^R01", "OBR||1||E1^x^99O04 OBX|1|NM|32769^心拍数^99MFR", "OMG-13"),
            ("ADT^A08", "PID|1", "ADT-00"),
        ] {
            check(code, segments, None, Some(kind), &[]);
        }
    }

    #[test]
    fn what_has_no_data_kind_is_given_none() {
        check("ORU^R01", "OBR||1||6000000000000000^ＣＴ^JJ1017", None, None, &[]);
        check("ORU^R01", "OBR||1||18748-4^x^LN", None, None, &[]);
        check("ORU^R01", "OBR||1||1^x^99O03 OBX|1|NM|3A010000002327101^総蛋白^JC10", None, None, &[]);
        check("ORU^R30", "OBX|1|NM|9P100000000000001^体温^JC10", None, None, &[]);
        check("ACK", "MSA|AA", None, None, &[]);
    }

    #[test]
    fn an_unsure_kind_is_reported() {
        for (code, kind) in [("RDE^O11", "OMP-01"), ("OMG^O19", "OMG-01"), ("OMI^Z23", "OMG-11")] {
            check(code, "OBR||1||1^x^99X01", None, Some(kind), &["kind-uncertain"]);
        }
        // JLAC10 is laboratory as well, unless its class is 9.
        check("OMG^O19", "OBR||1||3A010^総蛋白^JC10", None, Some("OMG-01"), &["kind-uncertain"]);
        check("ORU^R01", "OBR||1||1^x^99X01", None, Some("OMG-13"), &["kind-uncertain"]);
    }

    #[test]
    fn the_caller_knows_better() {
        check("RDE^O11", "RXC|B|1", Some("OMP-01"), Some("OMP-01"), &[]);
        check("OMG^O19", "OBR||1||11000000000^上部^LENDO", Some("OMG-03"), Some("OMG-03"), &[]);
        check("OMI^Z23", "OBR||1||1^x^99X01", Some("OMG-12"), Some("OMG-12"), &[]);
        // A kind that the message type does not allow decides nothing.
        check("OMI^Z23", "OBR||1||11000000000^上部^LENDO", Some("OMP-01"), Some("OMG-12"), &[]);
    }

    #[test]
    fn the_table_agrees_with_the_messages() {
        for shared in SHARED {
            let types = || crate::message::ALL.iter().flat_map(|def| def.types);
            let found = types().find(|t| t.code == shared.code && t.event == shared.event).unwrap();
            let kinds: Vec<_> = shared.kinds.iter().map(|(_, kind)| *kind).collect();
            assert_eq!(found.kinds, kinds, "{}^{}", shared.code, shared.event);
        }
    }
}
