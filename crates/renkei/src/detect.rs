//! What an input is: a message, a document, a storage.

use std::fmt;
use std::fs;
use std::path::Path;
use std::str::FromStr;

use renkei_hl7v2::Delimiters;
use renkei_ssmix2::EntryName;

use crate::input::SsMix2Name;

/// A format that clinical data come in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Format {
    /// HL7 v2.5 with delimiters: one message, several, a batch, an MLLP stream.
    Hl7,
    /// A folder that is an SS-MIX2 storage or a part of one.
    SsMix2,
    /// A CDA R2 document.
    Cda,
    /// A document in MML, of which the referral is read.
    Mml,
    /// FHIR, in JSON or XML. Recognised, not read yet.
    Fhir,
    /// XML of another kind. Recognised, not read.
    Xml,
}

impl Format {
    /// Returns the name, as `--from` takes it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Hl7 => "hl7",
            Self::SsMix2 => "ssmix2",
            Self::Cda => "cda",
            Self::Mml => "mml",
            Self::Fhir => "fhir",
            Self::Xml => "xml",
        }
    }

    /// Says whether this version reads the format.
    pub const fn is_supported(self) -> bool {
        matches!(self, Self::Hl7 | Self::SsMix2 | Self::Cda | Self::Mml)
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// The name of a format that is not known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a format; expected hl7, ssmix2, cda, mml or fhir")]
pub struct UnknownFormat;

impl FromStr for Format {
    type Err = UnknownFormat;

    fn from_str(name: &str) -> Result<Self, UnknownFormat> {
        let all = [Self::Hl7, Self::SsMix2, Self::Cda, Self::Mml, Self::Fhir];
        all.into_iter().find(|f| f.name() == name).ok_or(UnknownFormat)
    }
}

/// Finds the format of bytes from their beginning; `None` where nothing tells.
///
/// A message is found after a byte order mark, framing bytes, blank lines and batch headers; whether one follows other
/// text only reading tells.
///
/// # Examples
///
/// ```
/// use renkei::{Format, detect};
///
/// assert_eq!(detect::bytes(b"\x0bMSH|^~\\&|HIS"), Some(Format::Hl7));
/// assert_eq!(detect::bytes(b"<?xml version=\"1.0\"?><ClinicalDocument xmlns=\"urn:hl7-org:v3\">"), Some(Format::Cda));
/// assert_eq!(detect::bytes(b"\x89PNG"), None);
/// ```
pub fn bytes(head: &[u8]) -> Option<Format> {
    if matches!(head, [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] | [b'<', 0, ..] | [0, b'<', ..]) {
        // Sixteen bits a character: nothing but a document comes so.
        let mml = || renkei_cda::detect_mml(head).then_some(Format::Mml);
        return renkei_cda::detect(head).then_some(Format::Cda).or_else(mml);
    }
    let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head);
    let blank = |b: &u8| b.is_ascii_whitespace() || matches!(b, 0x0B | 0x1C);
    let start = head.iter().position(|b| !blank(b))?;
    let head = head.get(start..).unwrap_or_default();
    if Delimiters::begin_header(head) || Delimiters::begin_envelope(head) {
        return Some(Format::Hl7);
    }
    let head = head.get(..head.len().min(4096)).unwrap_or_default();
    let has = |word: &[u8]| head.windows(word.len()).any(|w| w == word);
    match head.first() {
        Some(b'<') if has(b"Mml") && renkei_cda::detect_mml(head) => Some(Format::Mml),
        Some(b'<') if has(b"ClinicalDocument") => Some(Format::Cda),
        Some(b'<') if has(b"http://hl7.org/fhir") => Some(Format::Fhir),
        Some(b'<') if head.starts_with(b"<?xml") || has(b"xmlns") => Some(Format::Xml),
        Some(b'{') if has(b"\"resourceType\"") => Some(Format::Fhir),
        _ => None,
    }
}

/// Says whether a folder is an SS-MIX2 storage, a part of one, or holds one: a file with a name of the grammar stands in a
/// folder of its data kind, or a content folder (コンテンツフォルダ) in a data-type folder.
///
/// Looks at a few hundred names at most, however large the folder is.
pub fn is_storage(folder: &Path) -> bool {
    let mut budget = 400usize;
    probe(folder, 9, &mut budget)
}

fn probe(folder: &Path, depth: usize, budget: &mut usize) -> bool {
    let Some(depth) = depth.checked_sub(1) else { return false };
    let Ok(entries) = fs::read_dir(folder) else { return false };
    let mut folders = Vec::new();
    for entry in entries.flatten() {
        let Some(left) = budget.checked_sub(1) else { return false };
        *budget = left;
        let Ok(kind) = entry.file_type() else { continue };
        if kind.is_dir() {
            // Parts of a data-type folder (データ種別フォルダ) are joined by `^`.
            let name = entry.file_name();
            let above = folder.file_name().and_then(|n| n.to_str()).is_some_and(|n| n.contains('^'));
            if above && name.to_str().is_some_and(|name| name.parse::<EntryName>().is_ok()) {
                return true;
            }
            folders.push(entry.path());
            // What lies deep tells more than what lies wide.
            if folders.len() >= 8 {
                break;
            }
        } else if let Some(name) = entry.file_name().to_str().and_then(SsMix2Name::read) {
            let parent = folder.file_name().and_then(|n| n.to_str());
            if parent == Some(name.kind) {
                return true;
            }
        }
    }
    folders.iter().any(|folder| probe(folder, depth, budget))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(head: &[u8], expected: Option<Format>) {
        assert_eq!(bytes(head), expected);
    }

    #[test]
    fn a_message_is_found_behind_what_stands_before_it() {
        for before in [&b""[..], b"\xef\xbb\xbf", b"\x0b", b"\r\n\r\n", b"  \r", b"FHS|^~\\&\rBHS|^~\\&\r"] {
            check(&[before, b"MSH|^~\\&|HIS\r"].concat(), Some(Format::Hl7));
        }
        check(b"MSHIELD", None);
        check(b"", None);
        check(b"\r\r", None);
    }

    #[test]
    fn documents_are_told_apart() {
        check(b"<?xml version='1.0'?>\n<ClinicalDocument>", Some(Format::Cda));
        check(b"<Bundle xmlns=\"http://hl7.org/fhir\">", Some(Format::Fhir));
        check(b"{\n  \"resourceType\": \"Bundle\"", Some(Format::Fhir));
        check(b"<?xml version='1.0'?><a/>", Some(Format::Xml));
        let wide = |text: &str| text.encode_utf16().flat_map(u16::to_be_bytes).collect::<Vec<u8>>();
        check(&wide("<ClinicalDocument xmlns='urn:hl7-org:v3'>"), Some(Format::Cda));
        check(
            b"<?xml version='1.0'?><!DOCTYPE Mml SYSTEM 'mml.dtd'>\n<Mml version='2.3'>",
            Some(Format::Mml),
        );
        check(&wide("<Mml version='3.0'>"), Some(Format::Mml));
        check(b"<?xml version='1.0'?><!-- Mml --><ClinicalDocument>", Some(Format::Cda));
        check(&wide("<a>"), None);
        check(b"{}", None);
    }

    #[test]
    fn names_are_those_of_the_command_line() {
        assert_eq!("ssmix2".parse(), Ok(Format::SsMix2));
        assert_eq!("HL7".parse::<Format>(), Err(UnknownFormat));
        assert_eq!("xml".parse::<Format>(), Err(UnknownFormat));
    }
}
