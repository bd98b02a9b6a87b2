//! The fuzz targets as ordinary functions: each takes any bytes and panics where a law of the library is broken.
//!
//! ```sh
//! CARGO_PROFILE_RELEASE_LTO=false cargo +nightly fuzz run --fuzz-dir fuzz --features harness TARGET
//! ```
//!
//! searches for inputs; `cargo test -p renkei-fuzz` replays what was found, every fixture and some seeded noise, on a stable
//! toolchain. An input that once broke a law stays in `corpus/TARGET/` or among the fixtures.

use renkei_cda::laws as cda_laws;
use renkei_core::charset::laws as charset_laws;
use renkei_core::location::{ElementPath, SegmentPath};
use renkei_hl7v2::laws as hl7_laws;
use renkei_hl7v2::structure::Structure;
use renkei_jahis::DecodeOptions;
use renkei_jahis::check::CheckOptions;

/// A fuzz target: its name, which is that of its corpus too, and its function.
pub type Target = (&'static str, fn(&[u8]));

/// Every target.
pub const TARGETS: &[Target] = &[
    ("charset", charset),
    ("check", check),
    ("conversion", conversion),
    ("document", document),
    ("escape", escape),
    ("file_name", file_name),
    ("framing", framing),
    ("lexer", lexer),
    ("path", path),
    ("structure", structure),
    ("xml", xml),
];

/// Decoding is total, units agree with text, and what is encoded reads back.
pub fn charset(data: &[u8]) {
    charset_laws::decoding_is_total(data);
    charset_laws::units_agree_with_text(data);
    charset_laws::encoding_reads_back(&String::from_utf8_lossy(data));
}

/// A message is held against every profile, as every kind: whatever is found has a place in it.
pub fn check(data: &[u8]) {
    let (choice, message) = data.split_first().unwrap_or((&0, data));
    let kinds = renkei_jahis::profile::KINDS;
    let mut options = CheckOptions::default();
    if let Some(kind) = kinds.get(usize::from(*choice) % 32) {
        options = options.kind(kind.name);
    }
    for profile in renkei_jahis::profile::ALL {
        renkei_jahis::laws::every_finding_has_a_place(message, &options.clone().profile(profile));
    }
}

/// A message goes into the model and back: every byte is accounted for, an update without change is identical, and what is
/// written reads as it was.
pub fn conversion(data: &[u8]) {
    let (kind, message) = data.split_first().unwrap_or((&0, data));
    let kinds: Vec<&str> =
        renkei_jahis::message::ALL.iter().flat_map(|def| def.types).flat_map(|t| t.kinds).copied().collect();
    // Below the number of kinds the byte names one, and above it none is known.
    let options = kinds
        .get(usize::from(*kind))
        .map_or_else(DecodeOptions::default, |kind| DecodeOptions::of_kind(kind));
    renkei_jahis::laws::every_byte_is_accounted(message, &options);
    renkei_jahis::laws::an_update_without_change_is_identical(message, &options);
    renkei_jahis::laws::what_is_written_is_read_back(message, &options);
}

/// A document goes into the model and back: every byte is accounted for, and what is written reads as it was.
pub fn document(data: &[u8]) {
    cda_laws::every_byte_is_accounted(data);
    cda_laws::what_is_written_is_read_back(data);
    // The bytes as names and values of a document, which noise alone seldom is.
    let text: String = String::from_utf8_lossy(data).replace(['<', '&', '\0'], " ");
    let head = "<ClinicalDocument xmlns='urn:hl7-org:v3'><component><structuredBody><component><section>";
    let tail = "</section></component></structuredBody></component></ClinicalDocument>";
    let section = format!(
        "{head}<code code='{}'/><title>{text}</title><text>{text}</text>{tail}",
        text.replace('\'', "")
    );
    cda_laws::every_byte_is_accounted(section.as_bytes());
    cda_laws::what_is_written_is_read_back(section.as_bytes());
}

/// Escape sequences: text that is written into a message, with any delimiters, is read back, beside any other text.
pub fn escape(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let parts: Vec<&str> = text.split('\u{1}').collect();
    for header in [
        &b"MSH|^~\\&|A|||||||||2.5||||||~ISO IR87\r"[..],
        b"MSH|^~\\&|A|||||||||2.5||||||UNICODE UTF-8\r",
        b"MSH$%*@!$A$$$$$$$$$2.5$$$$$$UNICODE UTF-8\r",
        b"MSH|^~|A|||||||||2.5\r",
    ] {
        hl7_laws::splitting_is_kanji_safe(header, &parts);
    }
}

/// File names of a storage print as they are read.
pub fn file_name(data: &[u8]) {
    renkei_ssmix2::laws::entry_names_print_as_read(&String::from_utf8_lossy(data));
}

/// Frames partition a stream.
pub fn framing(data: &[u8]) {
    hl7_laws::frames_partition(data);
}

/// Reading is total, and what is not changed keeps its bytes; an edit changes its place only.
pub fn lexer(data: &[u8]) {
    hl7_laws::reading_is_total(data);
    hl7_laws::leaves_are_the_last_pieces(data);
    hl7_laws::unchanged_is_identical(data);
    // The first bytes name a place; the rest is a message.
    let (place, message) = data.split_at_checked(6).unwrap_or((data, &[]));
    let n = |at: usize| u32::from(place.get(at).copied().unwrap_or(0));
    let segment = ["MSH", "PID", "OBX", "ZZZ"][usize::from(place.first().copied().unwrap_or(0)) % 4];
    let path = SegmentPath::field(segment, n(1) % 4, n(2) % 40)
        .with_repetition(n(3) % 4)
        .with_component(n(4) % 12 + 1)
        .with_subcomponent(n(5) % 4 + 1);
    hl7_laws::an_edit_stays_in_its_place(message, &path, "東京|^~\\&\r");
}

/// Paths print as they are read.
pub fn path(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    if let Ok(path) = text.parse::<SegmentPath>() {
        assert_eq!(path.to_string().parse(), Ok(path));
    }
    if let Ok(path) = text.parse::<ElementPath>() {
        assert_eq!(path.to_string().parse(), Ok(path));
    }
}

/// Structures print as they are read, and match any message.
pub fn structure(data: &[u8]) {
    let (notation, message) = match data.iter().position(|b| *b == 0) {
        Some(at) => (&data[..at], &data[at + 1..]),
        None => (data, &[][..]),
    };
    let Ok(structure) = String::from_utf8_lossy(notation).parse::<Structure>() else { return };
    assert_eq!(structure.to_string().parse().as_ref(), Ok(&structure));
    if let Ok(message) = renkei_hl7v2::Message::parse(message, &mut ()) {
        let tree = structure.group(&message, &mut ());
        let count = tree.root().extent().map_or(0, |(_, last)| last + 1);
        assert!(count <= message.segment_count());
    }
}

/// Documents: reading is total, what is not changed keeps its bytes, and an edit changes its place only.
pub fn xml(data: &[u8]) {
    cda_laws::reading_is_total(data);
    cda_laws::unchanged_is_identical(data);
    cda_laws::recoded_reads_the_same(data);
    let (place, document) = data.split_at_checked(2).unwrap_or((data, &[]));
    let n = |at: usize| usize::from(place.get(at).copied().unwrap_or(0));
    let attribute = (n(1) % 2 == 1).then_some(n(1) / 2);
    cda_laws::an_edit_stays_in_its_place(document, n(0), attribute, "東京<&>\n");
    cda_laws::an_edit_stays_in_its_place(data, n(0), attribute, "東京<&>\n");
}
