//! What other crates do with the same messages.
//!
//! They read text, so the bytes are decoded first, by `encoding_rs`, in their time. In their favour: escape sequences are
//! resolved only in values that have any, and what one of them prepares for that is prepared beforehand.

use std::borrow::Cow;
use std::sync::LazyLock;

use renkei::Charset;
use rusthl7::escape_sequence::EscapeSequence;

/// A reader of other people: adds up the lengths of all values of a message, as text.
pub type Peer = fn(&[u8], Charset) -> usize;

/// Every peer by the name of its crate.
pub const PEERS: [(&str, Peer); 2] = [("hl7-parser", hl7_parser), ("rust-hl7", rust_hl7)];

/// Returns the codec of a character set that people would take.
pub const fn codec(charset: Charset) -> &'static encoding_rs::Encoding {
    match charset {
        Charset::ShiftJis => encoding_rs::SHIFT_JIS,
        Charset::EucJp => encoding_rs::EUC_JP,
        Charset::Iso2022Jp => encoding_rs::ISO_2022_JP,
        _ => encoding_rs::UTF_8,
    }
}

/// Decodes a message as people would who have no reader for its character set.
pub fn decode(message: &[u8], charset: Charset) -> Cow<'_, str> {
    codec(charset).decode_without_bom_handling(message).0
}

/// The first fields of a header declare delimiters, and are not made of them.
const DECLARATIONS: usize = 2;

fn hl7_parser(message: &[u8], charset: Charset) -> usize {
    let text = decode(message, charset);
    let Ok(message) = hl7_parser::Message::parse(&text) else { return 0 };
    let mut length = 0_usize;
    for segment in message.segments() {
        let skipped = if segment.name == "MSH" { DECLARATIONS } else { 0 };
        for field in segment.fields().skip(skipped) {
            for component in field.repeats().flat_map(|repeat| repeat.components()) {
                for value in component.subcomponents() {
                    let value = value.raw_value();
                    let here = if value.contains('\\') {
                        message.separators.decode(value).to_string().len()
                    } else {
                        value.len()
                    };
                    length = length.saturating_add(here);
                }
            }
        }
    }
    length
}

/// Made once: it compiles a regular expression.
static ESCAPES: LazyLock<EscapeSequence> =
    LazyLock::new(|| EscapeSequence::new(rusthl7::separators::Separators::default()));

fn rust_hl7(message: &[u8], charset: Charset) -> usize {
    let text = decode(message, charset);
    let Ok(message) = rusthl7::message::Message::try_from(text.as_ref()) else { return 0 };
    let mut length = 0_usize;
    for segment in &message.segments {
        let name = segment.fields.first().map_or("", |name| name.source);
        // The separator after the header's name is not a field of its own here; a segment's name is one.
        let skipped = if name == "MSH" { DECLARATIONS } else { 1 };
        for field in segment.fields.iter().skip(skipped) {
            for value in field.subcomponents.iter().flatten().flatten() {
                // In a value with a command of layout (`\.br\`) it cuts a character in two and panics: left as it stands.
                let resolved = value.contains('\\') && !value.contains("\\.");
                let here = if resolved { ESCAPES.decode(*value).len() } else { value.len() };
                length = length.saturating_add(here);
            }
        }
    }
    length
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::{CHARSETS, fixed, samples_of};
    use crate::groups::lex;

    #[test]
    fn everyone_reads_the_same_values() {
        for sample in samples_of(&CHARSETS, 100).unwrap().into_iter().chain(fixed(&CHARSETS).unwrap()) {
            // A command of layout is no text, so that ours leaves it as it stands; others make line ends of it, or nothing.
            let has_layout = |message: &[u8]| memchr::memmem::find(message, b"\\.").is_some();
            let plain: Vec<_> = sample.messages.iter().filter(|message| !has_layout(message)).collect();
            assert!(plain.len() * 10 >= sample.messages.len() * 8, "{}", sample.title());
            for message in plain {
                let ours = lex::values(message);
                assert!(ours > 0);
                for (name, read) in PEERS {
                    assert_eq!(read(message, sample.charset), ours, "{name}, {}", sample.title());
                }
            }
        }
    }
}
