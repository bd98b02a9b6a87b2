//! Which encoding a document is in, and its text in UTF-8.

use std::borrow::Cow;

use renkei_core::charset::{EncodeOptions, Encoding, Evidence, Shift};
use renkei_core::{Charset, Diagnostic, Sink, Span};

use crate::codes;
use crate::document::pseudo_attribute;
use crate::error::Error;

/// Returns the name that a declaration has for an encoding.
pub(crate) const fn declared_name(encoding: Encoding) -> &'static str {
    match encoding {
        Encoding::Charset(Charset::Ascii) => "US-ASCII",
        Encoding::Charset(charset) => charset.name(),
        // The byte order mark says which of the two.
        Encoding::Utf16Le | Encoding::Utf16Be => "UTF-16",
    }
}

/// What the bytes and the declaration say of the encoding.
pub(crate) fn detect(bytes: &[u8], sink: &mut dyn Sink) -> Result<Encoding, Error> {
    match bytes {
        [0xFF, 0xFE, 0, 0, ..] | [0, 0, 0xFE, 0xFF, ..] => return Err(Error::Encoding),
        [0xFF, 0xFE, ..] | [b'<', 0, ..] => return Ok(Encoding::Utf16Le),
        [0xFE, 0xFF, ..] | [0, b'<', ..] => return Ok(Encoding::Utf16Be),
        _ => {}
    }
    let declared = declared_label(bytes);
    let known = declared.map(Encoding::for_label);
    let mismatch = |found: Encoding, declared: Option<Encoding>, sink: &mut dyn Sink| {
        let declared = declared.map_or("another encoding", declared_name);
        let span = Span::from_usize(0, bytes.len().min(80));
        let report = Diagnostic::new(&codes::ENCODING_MISDECLARED, span);
        sink.report(report.with("found", declared_name(found)).with("declared", declared));
    };
    if bytes.starts_with(b"\xEF\xBB\xBF") {
        let utf8 = Encoding::Charset(Charset::Utf8);
        if let Some(Some(other)) = known
            && !other.is_utf8()
        {
            mismatch(utf8, Some(other), sink);
        }
        return Ok(utf8);
    }
    let utf8 = Encoding::Charset(Charset::Utf8);
    let chosen = match known {
        // Sixteen bits a character can't begin with an ASCII byte that stands alone.
        Some(Some(Encoding::Utf16Le | Encoding::Utf16Be)) => {
            mismatch(utf8, known.flatten(), sink);
            utf8
        }
        Some(Some(encoding)) => encoding,
        Some(None) if bytes.is_ascii() && !bytes.contains(&0x1B) => {
            mismatch(utf8, None, sink);
            utf8
        }
        Some(None) => return Err(Error::Encoding),
        None => utf8,
    };
    if chosen.is_utf8()
        && let Some(evident) = evident(bytes)
    {
        mismatch(evident, Some(chosen), sink);
        return Ok(evident);
    }
    Ok(chosen)
}

/// What the bytes themselves say, where they can't be UTF-8. An editor that saved a file in the character set of its desktop
/// leaves the declaration as it was; a few bytes that happen to be katakana are no evidence.
fn evident(bytes: &[u8]) -> Option<Encoding> {
    let found = Charset::detect(bytes);
    let readable = || {
        let text = found.charset.decode(bytes);
        let wide = text.as_str().chars().filter(|c| ('\u{3000}'..'\u{A000}').contains(c)).count();
        text.is_clean() && wide >= 4
    };
    let possible = match found.evidence {
        Evidence::Designation => true,
        Evidence::ShiftJisScore | Evidence::EucJpScore => readable(),
        _ => false,
    };
    possible.then_some(Encoding::Charset(found.charset))
}

/// Returns the name of the encoding in the declaration, where there is a declaration and it has one.
fn declared_label(bytes: &[u8]) -> Option<&str> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let head = bytes.get(..bytes.len().min(512)).filter(|head| head.starts_with(b"<?xml"))?;
    let end = memchr::memmem::find(head, b"?>")?;
    let declaration = std::str::from_utf8(head.get(..end)?).ok()?;
    let rest = declaration.strip_prefix("<?xml")?;
    rest.get(pseudo_attribute(rest, "encoding")?)
}

/// A place that is known in the source and in the text, and from which both can be walked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Milestone {
    source: usize,
    text: usize,
}

/// Which byte of the source a byte of the text comes from; empty where the two are the same.
#[derive(Clone, Debug, Default)]
pub(crate) struct SourceMap {
    milestones: Vec<Milestone>,
}

const STRIDE: usize = 4096;

/// Decodes a document.
pub(crate) fn decode(
    bytes: &[u8],
    encoding: Encoding,
    lossy: bool,
) -> Result<(Cow<'_, str>, SourceMap), Error> {
    let undecodable = |offset| Error::Undecodable { offset, encoding };
    match encoding {
        Encoding::Charset(Charset::Utf8 | Charset::Ascii) => match std::str::from_utf8(bytes) {
            Ok(text) => Ok((Cow::Borrowed(text), SourceMap::default())),
            // What is put for unreadable bytes has another length, which the map has to know.
            Err(_) if lossy => decode_charset(bytes, Charset::Utf8, true, undecodable),
            Err(error) => Err(undecodable(error.valid_up_to())),
        },
        Encoding::Charset(charset) => decode_charset(bytes, charset, lossy, undecodable),
        Encoding::Utf16Le => decode_utf16(bytes, u16::from_le_bytes, lossy, undecodable),
        Encoding::Utf16Be => decode_utf16(bytes, u16::from_be_bytes, lossy, undecodable),
    }
}

fn decode_charset(
    bytes: &[u8],
    charset: Charset,
    lossy: bool,
    undecodable: impl Fn(usize) -> Error,
) -> Result<(Cow<'static, str>, SourceMap), Error> {
    let mut out = String::new();
    let mut map = SourceMap::default();
    let mut at = 0;
    // Every character set returns to its start state at the end of a line: lines can be read by themselves.
    while let Some(rest) = bytes.get(at..).filter(|rest| !rest.is_empty()) {
        map.milestones.push(Milestone { source: at, text: out.len() });
        let from = STRIDE.min(rest.len());
        let end = memchr::memchr(b'\n', rest.get(from..).unwrap_or_default())
            .map_or(rest.len(), |line| line.saturating_add(from).saturating_add(1));
        let chunk = rest.get(..end).unwrap_or(rest);
        if charset.decode_into(Shift::default(), chunk, &mut out) > 0 && !lossy {
            let mut units = charset.units(Shift::default(), chunk);
            let mut shift = units.shift();
            while let Some((offset, unit)) = units.next() {
                let bytes = chunk.get(offset..).and_then(|rest| rest.get(..unit.len)).unwrap_or_default();
                if !charset.decode_from(shift, bytes).is_clean() {
                    return Err(undecodable(at.saturating_add(offset)));
                }
                shift = units.shift();
            }
            return Err(undecodable(at));
        }
        at = at.saturating_add(end);
    }
    Ok((Cow::Owned(out), map))
}

fn decode_utf16(
    bytes: &[u8],
    unit: fn([u8; 2]) -> u16,
    lossy: bool,
    undecodable: impl Fn(usize) -> Error,
) -> Result<(Cow<'static, str>, SourceMap), Error> {
    let (pairs, rest) = bytes.as_chunks::<2>();
    if !rest.is_empty() && !lossy {
        return Err(undecodable(bytes.len().saturating_sub(1)));
    }
    let mut out = String::with_capacity(bytes.len());
    let mut map = SourceMap::default();
    let (mut at, mut next) = (0usize, 0usize);
    for decoded in char::decode_utf16(pairs.iter().map(|pair| unit(*pair))) {
        if at >= next {
            map.milestones.push(Milestone { source: at, text: out.len() });
            next = at.saturating_add(STRIDE);
        }
        let c = match decoded {
            Ok(c) => c,
            Err(_) if lossy => char::REPLACEMENT_CHARACTER,
            Err(_) => return Err(undecodable(at)),
        };
        out.push(c);
        at = at.saturating_add(c.len_utf16().saturating_mul(2));
    }
    Ok((Cow::Owned(out), map))
}

impl SourceMap {
    /// Begins a walk; asked for places in ascending order it goes through the source once.
    pub(crate) fn walk<'m>(&'m self, source: &'m [u8], encoding: Encoding) -> Walk<'m> {
        Walk { map: self, source, encoding, at: Milestone::default(), shift: Shift::default() }
    }
}

/// A walk through source and text side by side.
pub(crate) struct Walk<'m> {
    map: &'m SourceMap,
    source: &'m [u8],
    encoding: Encoding,
    at: Milestone,
    shift: Shift,
}

impl Walk<'_> {
    /// Returns the byte of the source at which the byte of the text begins, and the shift state there.
    pub(crate) fn source(&mut self, text: usize) -> (usize, Shift) {
        let milestones = &self.map.milestones;
        if milestones.is_empty() {
            return (text, Shift::default());
        }
        let passed = milestones.partition_point(|m| m.text <= text);
        let last = passed.checked_sub(1).and_then(|n| milestones.get(n)).copied().unwrap_or_default();
        if self.at.text > text || last.text > self.at.text {
            self.at = last;
            self.shift = Shift::default();
        }
        while self.at.text < text && self.step() {}
        (self.at.source, self.shift)
    }

    /// Goes on over what has no text of its own, such as escape sequences.
    pub(crate) fn close(&mut self) -> (usize, Shift) {
        loop {
            let (before, shift) = (self.at, self.shift);
            if !self.step() || self.at.text > before.text {
                (self.at, self.shift) = (before, shift);
                return (self.at.source, self.shift);
            }
        }
    }

    fn step(&mut self) -> bool {
        let rest = self.source.get(self.at.source..).unwrap_or_default();
        let (source, text) = match self.encoding {
            Encoding::Charset(charset) => {
                let before = self.shift;
                let unit = charset.unit(&mut self.shift, rest);
                let bytes = rest.get(..unit.len).unwrap_or(rest);
                (unit.len, charset.decode_from(before, bytes).as_str().len())
            }
            Encoding::Utf16Le | Encoding::Utf16Be => {
                let swap = self.encoding == Encoding::Utf16Be;
                let units = rest.as_chunks::<2>().0.iter();
                let units = units
                    .map(|pair| if swap { u16::from_be_bytes(*pair) } else { u16::from_le_bytes(*pair) });
                let c = char::decode_utf16(units).next().map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER));
                c.map_or((2, 1), |c| (c.len_utf16().saturating_mul(2), c.len_utf8()))
            }
        };
        self.at.source = self.at.source.saturating_add(source);
        self.at.text = self.at.text.saturating_add(text);
        !rest.is_empty()
    }
}

/// Encodes escaped text; a character that the encoding lacks becomes a reference, so that nothing is substituted.
pub(crate) fn encode(text: &str, encoding: Encoding, out: &mut Vec<u8>) {
    let units = |swap: fn(u16) -> [u8; 2], out: &mut Vec<u8>| out.extend(text.encode_utf16().flat_map(swap));
    match encoding {
        Encoding::Utf16Le => units(u16::to_le_bytes, out),
        Encoding::Utf16Be => units(u16::to_be_bytes, out),
        Encoding::Charset(charset) => {
            // A reader of ISO-2022-JP need not know the rows that NEC added.
            let options = EncodeOptions::new();
            let mut spelled = String::with_capacity(text.len());
            for c in text.chars() {
                if charset.can_encode(c, &options) {
                    spelled.push(c);
                } else {
                    spelled.push_str(&format!("&#x{:X};", u32::from(c)));
                }
            }
            if charset.encode(&spelled, &options, out).is_err() {
                out.extend_from_slice(spelled.as_bytes());
            }
        }
    }
}
