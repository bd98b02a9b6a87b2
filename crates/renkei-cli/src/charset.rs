//! `charset`: what the bytes really are.

use std::io::{self, Write};

use renkei::cda::Encoding;
use renkei::core::charset::{Declaration, EncodeOptions, Evidence, Shift};
use renkei::{Charset, Language, Message, SegmentPath};
use serde_json::{Value, json};

use crate::Stop;
use crate::arguments::Report;
use crate::atomic::Sink;
use crate::document;
use crate::each::{self, One, Seen, SeenDocument, visible};
use crate::messages::{self as m, Words};
use crate::terminal::Terminal;

/// Reports on the character set of every message and document.
pub(crate) fn run(task: &Report, terminal: &mut Terminal) -> Result<u8, Stop> {
    let mut out = Sink::open(task.output.as_deref())?;
    let language = terminal.language();
    let given = task.read.charset.is_some();
    let status = each::one(task, terminal, &mut |one| {
        let seen = match one {
            One::Message(seen) => seen,
            One::Document(seen) => {
                let found = Found::of(seen, given);
                return if task.json {
                    found.json(seen, &mut out)
                } else {
                    found.text(seen, language, &mut out)
                };
            }
        };
        let report = Findings::of(seen.message, given);
        if task.json { json_line(seen, &report, &mut out) } else { text(seen, &report, language, &mut out) }
    })?;
    out.finish()?;
    Ok(status)
}

/// Kinds of characters, and how many there are.
const KINDS: usize = 9;
static NAMES: [(&str, &Words); KINDS] = [
    ("ascii", &m::CH_ASCII),
    ("jis_x_0201_roman", &m::CH_ROMAN),
    ("half_width_katakana", &m::CH_KATAKANA),
    ("jis_x_0208", &m::CH_JIS_X_0208),
    ("nec_row_13", &m::CH_ROW_13),
    ("ibm_extension", &m::CH_IBM),
    ("jis_x_0212", &m::CH_JIS_X_0212),
    ("user_defined", &m::CH_USER),
    ("other_unicode", &m::CH_OTHER),
];

#[derive(Clone, Copy)]
enum Kind {
    Ascii,
    Roman,
    Katakana,
    JisX0208,
    Row13,
    Ibm,
    JisX0212,
    User,
    Other,
}

struct Findings {
    evidence: (&'static str, &'static Words),
    declared: String,
    declared_charset: Option<Charset>,
    handling: String,
    agrees: bool,
    used: [u64; KINDS],
    unreadable: u64,
    split: Vec<Split>,
}

/// Bytes that look like a delimiter and are part of a character.
struct Split {
    delimiter: u8,
    count: u64,
    paths: Vec<String>,
    /// Where the value that the last path names ends; what lies before it needs no new path.
    named_to: u32,
}

/// How many places are named.
const PLACES: usize = 3;

impl Findings {
    fn of(message: &Message<'_>, given: bool) -> Self {
        let at = |n| message.get(&SegmentPath::field("MSH", 1, n));
        let declared = at(18).map(|raw| raw.text().into_owned()).unwrap_or_default();
        let sets = at(18).map(|raw| raw.bytes()).unwrap_or_default();
        let repetition = message.delimiters().repetition;
        let declared_charset = Declaration::parse(sets.split(|b| *b == repetition)).charset();
        let evidence = message.detection().evidence;
        let agrees = declared_charset == Some(message.charset())
            || evidence == Evidence::AsciiOnly && !given && declared_charset.is_some();
        let delimiters = message.delimiters();
        let levels = [
            Some(delimiters.field),
            Some(delimiters.component),
            Some(delimiters.repetition),
            delimiters.escape,
            delimiters.subcomponent,
        ];
        let split = levels.into_iter().flatten();
        let mut findings = Self {
            evidence: if given { ("given", &m::EV_GIVEN) } else { words(evidence) },
            declared,
            declared_charset,
            handling: at(20).map(|raw| raw.text().into_owned()).unwrap_or_default(),
            agrees,
            used: [0; KINDS],
            unreadable: 0,
            split: split
                .map(|delimiter| Split { delimiter, count: 0, paths: Vec::new(), named_to: 0 })
                .collect(),
        };
        for segment in message.segments() {
            findings.count(message, segment.span().start(), segment.whole().bytes());
        }
        findings
    }

    fn count(&mut self, message: &Message<'_>, start: u32, bytes: &[u8]) {
        let charset = message.charset();
        let mut shift = Shift::default();
        let mut text = String::new();
        let mut at = 0usize;
        let mut supplementary = false;
        while let Some(rest) = bytes.get(at..).filter(|r| !r.is_empty()) {
            let before = shift;
            let unit = charset.unit(&mut shift, rest);
            let piece = rest.get(..unit.len).unwrap_or(rest);
            if let [0x1B, b'$' | b'(', ..] = piece {
                supplementary = piece.ends_with(b"$(D");
            }
            text.clear();
            let unreadable = charset.decode_into(before, piece, &mut text);
            self.unreadable = self.unreadable.saturating_add(u64::try_from(unreadable).unwrap_or(u64::MAX));
            if unreadable == 0 {
                for c in text.chars() {
                    let kind = match (charset, piece.len()) {
                        (Charset::Iso2022Jp, 2) if supplementary => Kind::JisX0212,
                        _ => Kind::of(charset, before, piece, c),
                    };
                    if let Some(used) = self.used.get_mut(kind.place()) {
                        *used = used.saturating_add(1);
                    }
                }
            }
            if !unit.live {
                self.collide(message, start, at, piece);
            }
            at = at.saturating_add(unit.len.max(1));
        }
    }

    fn collide(&mut self, message: &Message<'_>, start: u32, at: usize, piece: &[u8]) {
        for byte in piece {
            let Some(split) = self.split.iter_mut().find(|s| s.delimiter == *byte) else { continue };
            split.count = split.count.saturating_add(1);
            let place = start.saturating_add(u32::try_from(at).unwrap_or(u32::MAX));
            if split.paths.len() < PLACES && place >= split.named_to {
                let Some(path) = message.locate(place) else { continue };
                let end = message.get(&path).map_or(0, |raw| raw.span().end());
                split.named_to = end.max(place.saturating_add(1));
                split.paths.push(path.to_string());
            }
        }
    }
}

/// What is found in a document, in which no byte is a delimiter that could be split at.
struct Found<'d> {
    evidence: (&'static str, &'static Words),
    declared: Option<&'d str>,
    agrees: bool,
    used: [u64; KINDS],
}

impl<'d> Found<'d> {
    fn of(seen: &SeenDocument<'d>, given: bool) -> Self {
        let document = seen.document;
        let declared = document::declared(document);
        let known = declared.and_then(Encoding::for_label);
        let is_wide = |encoding| matches!(encoding, Encoding::Utf16Le | Encoding::Utf16Be);
        // The byte order mark says which of the two orders it is; where nothing is declared it is UTF-8.
        let agrees = known.is_some_and(|known| {
            known == document.encoding() || is_wide(known) && is_wide(document.encoding())
        }) || declared.is_none() && document.encoding().is_utf8();
        let mut used = [0u64; KINDS];
        for c in document.text().chars() {
            let kind = Kind::of(Charset::Utf8, Shift::default(), &[], c);
            if let Some(used) = used.get_mut(kind.place()) {
                *used = used.saturating_add(1);
            }
        }
        let evidence = if given { ("given", &m::EV_GIVEN) } else { document::evidence(document) };
        Self { evidence, declared, agrees, used }
    }

    fn json(&self, seen: &SeenDocument<'_>, out: &mut dyn Write) -> io::Result<()> {
        let characters: serde_json::Map<String, Value> = NAMES
            .iter()
            .zip(self.used)
            .map(|((name, _), count)| ((*name).to_owned(), json!(count)))
            .collect();
        let line = json!({
            "source": seen.path,
            "index": 0,
            "offset": 0,
            "length": seen.document.bytes().len(),
            "charset": seen.document.encoding().name(),
            "evidence": self.evidence.0,
            "declared": self.declared.unwrap_or_default(),
            "declared_charset": self.declared.and_then(Encoding::for_label).map(Encoding::name),
            "agrees": self.agrees,
            "characters": characters,
        });
        serde_json::to_writer(&mut *out, &line)?;
        out.write_all(b"\n")
    }

    fn text(&self, seen: &SeenDocument<'_>, language: Language, out: &mut dyn Write) -> io::Result<()> {
        let t = |words: &'static Words| words.text(language);
        document::head(seen, language, out)?;
        let encoding = seen.document.encoding();
        writeln!(out, "  {}: {encoding} ({}: {})", t(&m::CS_IS), t(&m::CS_EVIDENCE), t(self.evidence.1))?;
        let mut declared = String::new();
        visible(self.declared.unwrap_or_default(), &mut declared);
        let judged = match (declared.is_empty(), self.agrees) {
            (true, _) => t(&m::CS_NOTHING),
            (false, true) => t(&m::CS_AGREES),
            (false, false) => t(&m::CS_DISAGREES),
        };
        let declared = if declared.is_empty() { String::new() } else { format!("{declared} ") };
        writeln!(out, "  {}: {declared}({judged})", t(&m::CS_XML))?;
        writeln!(out, "  {}:", t(&m::CS_USED))?;
        for ((_, words), count) in NAMES.iter().zip(self.used).filter(|(_, count)| *count > 0) {
            writeln!(out, "    {}: {count}", words.text(language))?;
        }
        Ok(())
    }
}

impl Kind {
    /// Says where a character belongs, from its bytes where they tell more than the character.
    fn of(charset: Charset, shift: Shift, bytes: &[u8], c: char) -> Self {
        match (charset, bytes) {
            (Charset::Iso2022Jp, [0x2D, _]) if shift.is_double_byte() => {
                return Self::Row13;
            }
            (Charset::Iso2022Jp, [0x79..=0x7C, _]) if shift.is_double_byte() => {
                return Self::Ibm;
            }
            (Charset::Iso2022Jp, [0x5C | 0x7E]) if !c.is_ascii() => return Self::Roman,
            (Charset::ShiftJis, [0x87, _]) | (Charset::EucJp, [0xAD, _]) => return Self::Row13,
            (Charset::ShiftJis, [0xED | 0xEE | 0xFA..=0xFC, _]) | (Charset::EucJp, [0xF9..=0xFC, _]) => {
                return Self::Ibm;
            }
            (Charset::EucJp, [0x8F, ..]) => return Self::JisX0212,
            _ => {}
        }
        let strict = EncodeOptions::new();
        match c {
            _ if c.is_ascii() => Self::Ascii,
            '\u{FF61}'..='\u{FF9F}' => Self::Katakana,
            '\u{E000}'..='\u{F8FF}' => Self::User,
            _ if Charset::Iso2022Jp.can_encode(c, &strict) => Self::JisX0208,
            _ => {
                let mut vendor = Vec::new();
                let encoded = Charset::ShiftJis.encode(c.encode_utf8(&mut [0; 4]), &strict, &mut vendor);
                match (encoded, vendor.as_slice()) {
                    (Ok(_), [0x87, _]) => Self::Row13,
                    (Ok(_), [_, _]) => Self::Ibm,
                    _ if Charset::Iso2022Jp.can_encode(c, &strict.jis_x_0212(true)) => Self::JisX0212,
                    _ => Self::Other,
                }
            }
        }
    }

    const fn place(self) -> usize {
        match self {
            Self::Ascii => 0,
            Self::Roman => 1,
            Self::Katakana => 2,
            Self::JisX0208 => 3,
            Self::Row13 => 4,
            Self::Ibm => 5,
            Self::JisX0212 => 6,
            Self::User => 7,
            Self::Other => 8,
        }
    }
}

fn words(evidence: Evidence) -> (&'static str, &'static Words) {
    match evidence {
        Evidence::Bom => ("byte-order-mark", &m::EV_BOM),
        Evidence::Utf16Bom => ("utf-16-byte-order-mark", &m::EV_UTF16),
        Evidence::Designation => ("escape-sequences", &m::EV_DESIGNATION),
        Evidence::ShiftOut => ("shift-out", &m::EV_SHIFT_OUT),
        Evidence::ValidUtf8 => ("valid-utf-8", &m::EV_UTF8),
        Evidence::ShiftJisScore => ("shift-jis-score", &m::EV_SJIS),
        Evidence::EucJpScore => ("euc-jp-score", &m::EV_EUC),
        _ => ("ascii-only", &m::EV_ASCII),
    }
}

fn json_line(seen: &Seen<'_>, found: &Findings, out: &mut dyn Write) -> io::Result<()> {
    let (offset, length) = seen.place();
    let characters: serde_json::Map<String, Value> =
        NAMES.iter().zip(found.used).map(|((name, _), count)| ((*name).to_owned(), json!(count))).collect();
    let split: Vec<Value> = found
        .split
        .iter()
        .filter(|s| s.count > 0)
        .map(
            |s| json!({"delimiter": char::from(s.delimiter).to_string(), "count": s.count, "paths": s.paths}),
        )
        .collect();
    let line = json!({
        "source": seen.path,
        "index": seen.index,
        "offset": offset,
        "length": length,
        "charset": seen.message.charset().name(),
        "evidence": found.evidence.0,
        "declared": found.declared,
        "declared_charset": found.declared_charset.map(Charset::name),
        "handling": found.handling,
        "agrees": found.agrees,
        "characters": characters,
        "unreadable_bytes": found.unreadable,
        "would_be_split": split,
    });
    serde_json::to_writer(&mut *out, &line)?;
    out.write_all(b"\n")
}

fn text(seen: &Seen<'_>, found: &Findings, language: Language, out: &mut dyn Write) -> io::Result<()> {
    let t = |words: &'static Words| words.text(language);
    let (start, length) = seen.place();
    let head = m::HEAD_MESSAGE.fill(
        language,
        &[
            ("path", &seen.path),
            ("number", &seen.index.saturating_add(1)),
            ("start", &start),
            ("end", &start.saturating_add(u64::from(length))),
            ("charset", &seen.message.charset()),
            ("terminator", &seen.message.terminator()),
        ],
    );
    writeln!(out, "{head}")?;
    writeln!(
        out,
        "  {}: {} ({}: {})",
        t(&m::CS_IS),
        seen.message.charset(),
        t(&m::CS_EVIDENCE),
        t(found.evidence.1)
    )?;
    let mut declared = String::new();
    visible(&found.declared, &mut declared);
    let judged = match (found.declared.is_empty(), found.agrees) {
        (true, _) => t(&m::CS_NOTHING),
        (false, true) => t(&m::CS_AGREES),
        (false, false) => t(&m::CS_DISAGREES),
    };
    let declared = if declared.is_empty() { String::new() } else { format!("{declared} ") };
    writeln!(out, "  {}: {declared}({judged})", t(&m::CS_DECLARED))?;
    writeln!(out, "  {}:", t(&m::CS_USED))?;
    for ((_, words), count) in NAMES.iter().zip(found.used).filter(|(_, count)| *count > 0) {
        writeln!(out, "    {}: {count}", words.text(language))?;
    }
    if found.unreadable > 0 {
        writeln!(out, "  {}: {}", t(&m::CS_UNREADABLE), found.unreadable)?;
    }
    if found.split.iter().all(|s| s.count == 0) {
        return writeln!(out, "  {}: {}", t(&m::CS_SPLIT), t(&m::CS_NO_SPLIT));
    }
    writeln!(out, "  {}:", t(&m::CS_SPLIT))?;
    for split in found.split.iter().filter(|s| s.count > 0) {
        let paths = split.paths.join(", ");
        let places = m::CS_AT.fill(language, &[("count", &split.count), ("paths", &paths)]);
        writeln!(out, "    {}: {places}", char::from(split.delimiter))?;
    }
    Ok(())
}
