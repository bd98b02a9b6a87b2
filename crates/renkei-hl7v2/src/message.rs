//! A message as it stands: bytes, delimiters, a character set, and an index of where segments and fields end.

mod index;
mod marks;
mod pieces;
mod raw;
mod segment;
mod syntax;

use std::borrow::Cow;
use std::fmt;

use renkei_core::charset::{Declaration, Detection, Evidence, Shift};
use renkei_core::{Charset, Diagnostic, Location, SegmentId, SegmentPath, Sink, Span};

use index::LineKind;
pub(crate) use index::{Index, is_line_end, line_end};
use marks::Marks;
pub use pieces::{Leaves, Outline, Pieces, Subcomponents};
pub use raw::{Level, Raw, Reading};
pub use segment::{Field, Fields, Segment, SentPieces};
pub(crate) use syntax::Syntax;

use crate::delimiters::Delimiters;
use crate::error::Error;

/// How to read a message.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct ParseOptions {
    /// The character set, where the caller knows better than the message; `None` finds it out.
    pub charset: Option<Charset>,
    /// The character set of a message that neither declares one nor shows which it is.
    pub default_charset: Charset,
    /// The most segments that a message may have, envelope lines included.
    pub max_segments: usize,
    /// The most bytes that a message may have; more than [`ParseOptions::LONGEST`] is no more than that.
    pub max_length: usize,
}

impl ParseOptions {
    /// The default for the most segments of a message: 4,194,304.
    pub const MAX_SEGMENTS: usize = 1 << 22;
    /// The default for the most bytes of a message: 256 MiB.
    pub const MAX_LENGTH: usize = 256 << 20;
    /// The most bytes that any message may have: 512 MiB, but for one.
    pub const LONGEST: usize = (512 << 20) - 1;

    /// The most bytes that a message may have by these options.
    pub(crate) fn length(&self) -> usize {
        self.max_length.min(Self::LONGEST)
    }
}

impl Default for ParseOptions {
    fn default() -> Self {
        Self {
            charset: None,
            default_charset: Charset::Ascii,
            max_segments: Self::MAX_SEGMENTS,
            max_length: Self::MAX_LENGTH,
        }
    }
}

/// One message, read without copying: a view over its bytes.
///
/// Reading always gives *a* parse once a header is found; what is irregular goes to the sink. The bytes may hold more
/// than the message itself: framing bytes, blank lines, the `FHS` and `BHS` lines of a batch before it and `BTS`, `FTS`
/// after it. All of them are part of the account; [`Message::envelope`] has the lines.
#[derive(Clone)]
pub struct Message<'a> {
    bytes: &'a [u8],
    /// The same as text, where they are known to be UTF-8: values that are ASCII are parts of it, in any character set.
    text: Option<&'a str>,
    syntax: Syntax,
    detection: Detection,
    index: Cow<'a, Index>,
    /// Whether a piece begins in another shift state than ASCII.
    is_shifted: bool,
}

impl<'a> Message<'a> {
    /// Reads a message with the default options.
    ///
    /// # Errors
    ///
    /// [`Error::MissingHeader`] where no line begins with MSH; the limits of [`ParseOptions`].
    pub fn parse(bytes: &'a [u8], sink: &mut dyn Sink) -> Result<Self, Error> {
        Self::parse_with(bytes, &ParseOptions::default(), sink)
    }

    /// Reads a message.
    ///
    /// # Errors
    ///
    /// As [`Message::parse`].
    pub fn parse_with(bytes: &'a [u8], options: &ParseOptions, sink: &mut dyn Sink) -> Result<Self, Error> {
        let mut index = Index::default();
        let (text, syntax, detection) = read(bytes, options, &mut index, sink)?;
        let is_shifted = index.marks().is_shifted();
        Ok(Self { bytes, text, syntax, detection, index: Cow::Owned(index), is_shifted })
    }

    /// Reads a message into an index that is used again, so that a stream of messages costs no allocation each.
    ///
    /// # Errors
    ///
    /// As [`Message::parse`].
    pub fn parse_into(
        bytes: &'a [u8],
        options: &ParseOptions,
        scratch: &'a mut Scratch,
        sink: &mut dyn Sink,
    ) -> Result<Self, Error> {
        let (text, syntax, detection) = read(bytes, options, &mut scratch.0, sink)?;
        let (index, is_shifted) = (&scratch.0, scratch.0.marks().is_shifted());
        Ok(Self { bytes, text, syntax, detection, index: Cow::Borrowed(index), is_shifted })
    }

    pub(crate) fn from_parts(
        bytes: &'a [u8],
        syntax: &Syntax,
        detection: Detection,
        index: &'a Index,
    ) -> Self {
        let (syntax, is_shifted) = (syntax.clone(), index.marks().is_shifted());
        Self { bytes, text: None, syntax, detection, index: Cow::Borrowed(index), is_shifted }
    }

    /// Where the pieces of fields end, and what is known of them.
    #[inline]
    fn marks(&self) -> &Marks {
        self.index.marks()
    }

    /// The shift state in which a piece begins: nearly always ASCII.
    #[inline]
    fn shift(&self, start: u32) -> Shift {
        if self.is_shifted { self.index.marks().shift(start) } else { Shift::default() }
    }

    pub(crate) fn into_parts(self) -> (Syntax, Detection, Index) {
        (self.syntax, self.detection, self.index.into_owned())
    }

    /// Returns all bytes that were given, framing and envelope included.
    pub const fn bytes(&self) -> &'a [u8] {
        self.bytes
    }

    /// Returns the character set that the message is read in.
    pub const fn charset(&self) -> Charset {
        self.syntax.charset
    }

    /// Returns what the bytes themselves say about their character set.
    pub const fn detection(&self) -> &Detection {
        &self.detection
    }

    /// Returns the delimiters that MSH-1 and MSH-2 declare.
    pub const fn delimiters(&self) -> Delimiters {
        self.syntax.delimiters
    }

    /// Returns the span from the header to the end of the last segment, its terminator included.
    pub fn span(&self) -> Span {
        let lines = self.index.segments();
        let first = lines.first().map_or(0, |l| l.start);
        let last = lines.last().map_or(first, |l| l.end);
        let terminated =
            usize::try_from(last).ok().and_then(|at| self.bytes.get(at..)).map_or(0, |rest| match rest {
                [b'\r', b'\n', ..] => 2,
                [b'\r' | b'\n', ..] => 1,
                _ => 0,
            });
        Span::new(first, last.saturating_add(terminated))
    }

    /// Returns the bytes that end the first segment: `CR`, `LF`, `CRLF`, or nothing where the header is all there is.
    pub fn terminator(&self) -> &'static str {
        let end = self.segments().next().map_or(0, |s| s.span().range().end);
        match self.bytes.get(end..) {
            Some([b'\r', b'\n', ..]) => "CRLF",
            Some([b'\r', ..]) => "CR",
            Some([b'\n', ..]) => "LF",
            _ => "",
        }
    }

    /// Returns the segments in order, from the header on.
    pub fn segments(&self) -> impl ExactSizeIterator<Item = Segment<'_>> + Clone {
        self.index.segments().iter().map(|line| Segment::new(self, line))
    }

    /// Returns the lines of the envelope: FHS and BHS before the message, BTS and FTS after it.
    pub fn envelope(&self) -> impl Iterator<Item = Segment<'_>> + Clone {
        self.lines(LineKind::Envelope)
    }

    /// Returns the lines outside the message that are no envelope either.
    pub fn noise(&self) -> impl Iterator<Item = Raw<'_>> + Clone {
        self.lines(LineKind::Noise).map(|line| line.whole())
    }

    fn lines(&self, kind: LineKind) -> impl Iterator<Item = Segment<'_>> + Clone {
        let lines = self.index.lines().iter().filter(move |line| line.kind == kind);
        lines.map(|line| Segment::new(self, line))
    }

    /// Returns how many segments the message has, from the header on.
    pub fn segment_count(&self) -> usize {
        self.index.segments().len()
    }

    /// Returns the segment at a place in the message, counted from zero at the header.
    pub fn segment_at(&self, n: usize) -> Option<Segment<'_>> {
        self.index.segments().get(n).map(|line| Segment::new(self, line))
    }

    /// Returns the name of the segment at a place, as [`Message::segment_at`] counts.
    pub(crate) fn segment_id(&self, n: usize) -> Option<SegmentId> {
        self.index.segments().get(n).map(|line| line.id)
    }

    /// Returns a segment by name and occurrence, counted from one among the segments of that name.
    pub fn segment(&self, id: SegmentId, occurrence: u32) -> Option<Segment<'_>> {
        self.segments().find(|s| s.id() == id && s.occurrence() == occurrence)
    }

    /// Returns what stands at a path: a field, repetition, component or sub-component. A path with `[*]` gives the first.
    pub fn get(&self, path: &SegmentPath) -> Option<Raw<'_>> {
        self.get_all(path).next()
    }

    /// Returns everything that stands at a path, in the order of the message.
    pub fn get_all<'m>(&'m self, path: &SegmentPath) -> impl Iterator<Item = Raw<'m>> + use<'a, 'm> {
        let path = *path;
        self.segments()
            .filter(move |s| s.id() == path.segment && path.occurrence.matches(s.occurrence()))
            .flat_map(move |s| {
                let whole = if path.field.is_none() { Some(s.whole()) } else { None };
                let field = path.field.and_then(|n| s.field(n)).map(|f| *f);
                whole.into_iter().chain(field.into_iter().flat_map(move |f| at_path(f, &path)))
            })
    }

    /// Returns the message type (MSH-9).
    pub fn message_type(&self) -> MessageType<'_> {
        let field = self.segments().next().and_then(|msh| msh.sent(9));
        let repetition = field.and_then(|field| field.pieces().next());
        let mut components = repetition.into_iter().flat_map(|repetition| repetition.pieces());
        // As a mapping reads it: a letter may be declared to separate sub-components.
        let mut part = || {
            let first = components.next().and_then(|component| component.pieces().next());
            first.map_or(Cow::Borrowed(""), |first| first.text())
        };
        MessageType { code: part(), event: part(), structure: part() }
    }

    /// Returns the path of a piece, as short as it can be written: a field that is one text has no component.
    pub fn path_of(&self, raw: &Raw<'_>) -> Option<SegmentPath> {
        let mut path = self.locate(raw.span().start())?;
        let n = self.index.lines().partition_point(|line| line.end < raw.span().start());
        let line = self.index.lines().get(n)?;
        let field = Segment::new(self, line).field(path.field?)?;
        let repetition = field.piece(path.repetition.number()?)?;
        let component = repetition.piece(path.component?)?;
        if raw.level() != Level::Subcomponent || component.pieces().nth(1).is_none() {
            path.subcomponent = None;
            if raw.level() < Level::Component || repetition.pieces().nth(1).is_none() {
                path.component = None;
            }
        }
        Some(path)
    }

    /// Returns the path of the sub-component that holds a byte of the message.
    pub fn locate(&self, at: u32) -> Option<SegmentPath> {
        let n = self.index.lines().partition_point(|line| line.end < at);
        let line = self.index.lines().get(n).filter(|line| line.start <= at)?;
        let segment = Segment::new(self, line);
        Some(segment.locate(at))
    }
}

/// Shows the kind, size and character set, not the content.
impl fmt::Debug for Message<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Message")
            .field("length", &self.bytes.len())
            .field("segments", &self.segment_count())
            .field("charset", &self.syntax.charset)
            .finish_non_exhaustive()
    }
}

/// Space for reading that is kept from one message to the next.
#[derive(Clone, Debug, Default)]
pub struct Scratch(Index);

/// What MSH-9 says a message is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MessageType<'a> {
    /// The message code: `ADT`.
    pub code: Cow<'a, str>,
    /// The trigger event: `A08`.
    pub event: Cow<'a, str>,
    /// The message structure, where it is given: `ADT_A01`.
    pub structure: Cow<'a, str>,
}

impl MessageType<'_> {
    /// Says whether the message has this code and event.
    pub fn is(&self, code: &str, event: &str) -> bool {
        self.code == code && self.event == event
    }
}

fn at_path<'a>(field: Raw<'a>, path: &SegmentPath) -> impl Iterator<Item = Raw<'a>> + use<'a> {
    let path = *path;
    // A path that names only the field means the field whole.
    let whole = path.component.is_none() && path.repetition == renkei_core::location::Index::First;
    let pieces = if whole { None } else { Some(field.pieces()) };
    whole.then_some(field).into_iter().chain(
        pieces
            .into_iter()
            .flatten()
            .zip(1u32..)
            .filter(move |(_, n)| path.repetition.matches(*n))
            .filter_map(move |(repetition, _)| {
                let Some(component) = path.component else { return Some(repetition) };
                let component = repetition.component(component)?;
                match path.subcomponent {
                    Some(n) => component.subcomponent(n),
                    None => Some(component),
                }
            }),
    )
}

/// Reads lines into the index and finds out how the message is written.
fn read<'a>(
    bytes: &'a [u8],
    options: &ParseOptions,
    index: &mut Index,
    sink: &mut dyn Sink,
) -> Result<(Option<&'a str>, Syntax, Detection), Error> {
    if bytes.len() > options.length() {
        return Err(Error::TooLarge { limit: options.length() });
    }
    let header = index::find_header(bytes).ok_or(Error::MissingHeader { searched: bytes.len() })?;
    let line = bytes.get(header..).unwrap_or_default();
    let line = line.get(..index::line_length(line)).unwrap_or_default();
    let mut found: Vec<Diagnostic> = Vec::new();
    let delimiters = Delimiters::from_header(line, &mut found).unwrap_or_default();
    for mut diagnostic in found {
        let shifted = diagnostic.location.span.map(|s| s.shifted(u32::try_from(header).unwrap_or(u32::MAX)));
        diagnostic.location = Location { path: Some(path_of_msh_2()), span: shifted };
        sink.report(diagnostic);
    }

    let (detection, text) = Charset::detect_text(bytes);
    let charset = match options.charset {
        Some(charset) => charset,
        None => choose(options, &declaration(line, &delimiters, detection.charset), &detection, sink),
    };
    let syntax = Syntax::new(charset, delimiters);
    index.read(bytes, &syntax, charset == Charset::Utf8 && text.is_some(), options, sink)?;
    Ok((text, syntax, detection))
}

fn path_of_msh_2() -> renkei_core::Path {
    renkei_core::Path::Segment(SegmentPath::field("MSH", 1, 2))
}

/// Reads MSH-18 of a header line; its bytes are ASCII, whatever the message's character set.
///
/// Text may precede it, in MSH-12, and have delimiters as halves of characters: 日 is 46 7C.
fn declaration(line: &[u8], delimiters: &Delimiters, charset: Charset) -> Declaration {
    // MSH-1 is the separator itself.
    const BEFORE_MSH_18: usize = 17;
    let separator = delimiters.field;
    let field = if charset.needs_units(line) {
        let units = charset.units(Shift::default(), line);
        let live = units.filter(|(at, unit)| unit.live && line.get(*at) == Some(&separator));
        let mut separators = live.map(|(at, _)| at).skip(BEFORE_MSH_18.saturating_sub(1));
        let start = separators.next().map_or(line.len(), |at| at.saturating_add(1));
        line.get(start..separators.next().unwrap_or(line.len())).unwrap_or_default()
    } else {
        let rest = behind(BEFORE_MSH_18, separator, line);
        rest.split(|b| *b == separator).next().unwrap_or_default()
    };
    Declaration::parse(field.split(|b| *b == delimiters.repetition))
}

/// Returns what stands behind the n-th byte of a value, counted from one; nothing where there are fewer.
fn behind(n: usize, value: u8, bytes: &[u8]) -> &[u8] {
    let (mut left, mut rest) = (n, bytes);
    // Chunks that don't hold the n-th are only counted, which is done by whole vectors.
    while let Some((chunk, tail)) = rest.split_first_chunk::<16>() {
        let count = chunk.iter().fold(0u8, |count, byte| count.wrapping_add(u8::from(*byte == value)));
        match left.checked_sub(usize::from(count)) {
            None | Some(0) => break,
            Some(fewer) => (left, rest) = (fewer, tail),
        }
    }
    let at = memchr::memchr_iter(value, rest).nth(left.saturating_sub(1));
    at.and_then(|at| rest.get(at.saturating_add(1)..)).unwrap_or_default()
}

/// What the bytes show, then what MSH-18 says, then the default.
fn choose(
    options: &ParseOptions,
    declaration: &Declaration,
    detection: &Detection,
    sink: &mut dyn Sink,
) -> Charset {
    if detection.evidence == Evidence::AsciiOnly {
        return declaration.charset().unwrap_or(options.default_charset);
    }
    let declared = declaration.charset();
    if declared != Some(detection.charset) {
        let path = SegmentPath::field("MSH", 1, 18);
        let word = match declared {
            Some(charset) => charset.name(),
            None if declaration.is_unknown() => "something unknown",
            None => "nothing",
        };
        sink.report(
            Diagnostic::new(&renkei_core::codes::CHARSET_MISDECLARED, path)
                .with("found", detection.charset.name())
                .with("declared", word),
        );
    }
    detection.charset
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn parse(bytes: &[u8]) -> (Message<'_>, Vec<&'static str>) {
        let mut found = Vec::new();
        let message = Message::parse(bytes, &mut found).unwrap();
        (message, found.iter().map(|d: &Diagnostic| d.code.name).collect())
    }

    #[track_caller]
    fn text(message: &Message<'_>, path: &str) -> Option<String> {
        message.get(&path.parse().unwrap()).map(|raw| raw.text().into_owned())
    }

    const HEADER: &[u8] = b"MSH|^~\\&|HIS|||||||||2.5||||||~ISO IR87\r";

    #[test]
    fn fields_of_the_header_count_the_separator() {
        let (message, found) = parse(HEADER);
        assert_eq!(text(&message, "MSH-1").as_deref(), Some("|"));
        assert_eq!(text(&message, "MSH-2").as_deref(), Some("^~\\&"));
        assert_eq!(text(&message, "MSH-2.1").as_deref(), Some("^~\\&"));
        assert_eq!(text(&message, "MSH-3").as_deref(), Some("HIS"));
        assert_eq!(text(&message, "MSH-12").as_deref(), Some("2.5"));
        assert_eq!(text(&message, "MSH-18[2]").as_deref(), Some("ISO IR87"));
        assert_eq!(text(&message, "MSH-19"), None);
        assert_eq!(message.charset(), Charset::Iso2022Jp);
        assert!(found.is_empty(), "{found:?}");
    }

    #[test]
    fn a_delimiter_inside_kanji_is_not_a_delimiter() {
        let bytes = [HEADER, b"PID|||1||\x1b$BF|K\\F~1!\x1b(B^A~B^\x1b$BEl5~\x1b(B&C|x\r"].concat();
        let (message, _) = parse(&bytes);
        assert_eq!(text(&message, "PID-5.1").as_deref(), Some("日本入院"));
        assert_eq!(text(&message, "PID-5.2").as_deref(), Some("A"));
        assert_eq!(text(&message, "PID-5[2].2.1").as_deref(), Some("東京"));
        assert_eq!(text(&message, "PID-5[2].2.2").as_deref(), Some("C"));
        assert_eq!(text(&message, "PID-6").as_deref(), Some("x"));
    }

    /// Lines with many fields, of which it is written down where they end, are read as others are.
    #[test]
    fn long_lines_are_read_as_short_ones_are() {
        for fields in [1, 20, 31, 32, 33, 63, 64, 65, 66, 300] {
            let line: String =
                (1..=fields).map(|n| if n % 3 == 0 { "|".to_owned() } else { format!("|{n}^b~c") }).collect();
            let bytes = [HEADER, b"PID", line.as_bytes(), b"\rPV1|1|I\r"].concat();
            crate::laws::leaves_are_the_last_pieces(&bytes);
            let (message, _) = parse(&bytes);
            let pid = message.segment_at(1).unwrap();
            assert_eq!(pid.field_count(), fields);
            for n in 1..=fields {
                let expected = if n % 3 == 0 { String::new() } else { n.to_string() };
                assert_eq!(text(&message, &format!("PID-{n}.1")).unwrap(), expected);
            }
            assert!(pid.field(fields + 1).is_none());
            assert_eq!(text(&message, "PV1-2").as_deref(), Some("I"));
        }
    }

    #[test]
    fn kanji_before_the_declaration_does_not_hide_it() {
        // 日本 in MSH-12: its first byte pair is 46 7C.
        let header = b"MSH|^~\\&|H|||||||||2.5^JPN&\x1b$BF|K\\\x1b(B||||||~ISO IR87||ISO 2022-1994\r";
        assert_eq!(parse(header).1, [""; 0]);
    }

    #[test]
    fn a_run_that_is_not_closed_ends_with_its_segment() {
        let bytes = [HEADER, b"PID|||\x1b$B4N\rPV1|1|I\r"].concat();
        let (message, found) = parse(&bytes);
        assert_eq!(text(&message, "PID-3").as_deref(), Some("肝"));
        assert_eq!(text(&message, "PV1-2").as_deref(), Some("I"));
        assert_eq!(found, ["unterminated-run"]);
    }

    #[test]
    fn occurrences_count_by_name() {
        let bytes = [HEADER, b"OBX|1||A\rNTE|1\rOBX|2||B\rOBX|3||C\r"].concat();
        let (message, _) = parse(&bytes);
        assert_eq!(text(&message, "OBX[2]-3").as_deref(), Some("B"));
        let all: Vec<_> =
            message.get_all(&"OBX[*]-3".parse().unwrap()).map(|r| r.text().into_owned()).collect();
        assert_eq!(all, ["A", "B", "C"]);
        assert_eq!(text(&message, "OBX[4]-3"), None);
    }

    #[test]
    fn a_byte_is_located() {
        let bytes = [HEADER, b"PID|||1||A^B~C^D&E\r"].concat();
        let (message, _) = parse(&bytes);
        for path in [
            "PID-3.1.1",
            "PID-5.1.1",
            "PID-5.2.1",
            "PID-5[2].1.1",
            "PID-5[2].2.1",
            "PID-5[2].2.2",
            "MSH-3.1.1",
        ] {
            let raw = message.get(&path.parse().unwrap()).unwrap();
            assert_eq!(message.locate(raw.span().start()).unwrap().to_string(), path);
        }
    }

    #[test]
    fn framing_and_envelope_are_not_content() {
        let bytes = [
            b"\xef\xbb\xbf\x0bFHS|^~\\&|A\rBHS|^~\\&|B\r".as_slice(),
            b"MSH|^~\\&|C\r",
            b"PID|1\rBTS|1\r\x1c\r",
        ]
        .concat();
        let (message, found) = parse(&bytes);
        assert_eq!(message.segments().map(|s| s.id().to_string()).collect::<Vec<_>>(), ["MSH", "PID"]);
        assert_eq!(message.envelope().map(|s| s.id().to_string()).collect::<Vec<_>>(), ["FHS", "BHS", "BTS"]);
        let bhs = message.envelope().nth(1).unwrap();
        assert_eq!(bhs.field(3).unwrap().text(), "B");
        assert_eq!(found, ["charset-misdeclared", "byte-order-mark", "framing-bytes"]);
    }

    #[test]
    fn line_ends_of_other_systems_are_read_and_reported() {
        let bytes = b"MSH|^~\\&|HIS\r\nPID|1\nPV1|1\n\n";
        let (message, found) = parse(bytes);
        assert_eq!(message.segment_count(), 3);
        assert_eq!(text(&message, "PID-1").as_deref(), Some("1"));
        assert_eq!(found, ["line-end"]);
    }

    #[test]
    fn without_a_header_there_is_no_message() {
        assert_eq!(Message::parse(b"PID|1\r", &mut ()).unwrap_err(), Error::MissingHeader { searched: 6 });
        assert_eq!(Message::parse(b"", &mut ()).unwrap_err(), Error::MissingHeader { searched: 0 });
        assert_eq!(Message::parse(b"MSH", &mut ()).unwrap_err(), Error::MissingHeader { searched: 3 });
    }

    #[test]
    fn a_null_is_not_an_empty_field() {
        let bytes = [HEADER, b"PID|\"\"||^^|\r"].concat();
        let (message, _) = parse(&bytes);
        let pid = message.segment(SegmentId::from_name("PID"), 1).unwrap();
        assert!(pid.field(1).unwrap().is_null());
        assert!(pid.field(2).unwrap().is_empty());
        assert!(pid.field(3).unwrap().is_blank() && !pid.field(3).unwrap().is_empty());
        assert!(pid.field(9).is_none());
    }
}
