use std::collections::HashMap;

use renkei_core::charset::Shift;
use renkei_core::{Charset, Diagnostic, Location, SegmentId, SegmentPath, Sink, Span};

use super::ParseOptions;
use super::scan::Syntax;
use crate::codes;
use crate::delimiters::Delimiters;
use crate::error::Error;

/// Where lines and fields end. One pass over the bytes makes it; nothing is decoded or copied.
///
/// The ends of all fields of all lines stand in one list. The first end of a line is that of its name; field n of a
/// segment lies between ends n - 1 and n. In the header segments, whose field 1 is the separator, it is one less.
#[derive(Clone, Debug, Default)]
pub(crate) struct Index {
    lines: Vec<Line>,
    ends: Vec<u32>,
    /// Fields that begin in another shift state than ASCII, because the sender did not return to it: position in `ends`
    /// and state, in order. Legal messages have none.
    shifts: Vec<(u32, Shift)>,
    /// The lines that declare delimiters of their own, FHS and BHS, by where they begin.
    envelopes: Vec<(u32, Syntax)>,
    first_segment: usize,
    segment_count: usize,
}

/// What a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum LineKind {
    /// A segment of the message, the header among them.
    Segment,
    /// A line of the file or batch around it.
    Envelope,
    /// Text before the header or after the trailer.
    Noise,
}

/// Which part of the bytes a line is in.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Before,
    Message,
    After,
}

/// A line: from the first byte of its name to before its terminator.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Line {
    pub(crate) start: u32,
    pub(crate) end: u32,
    /// The position of its first end in the list, and that after its last.
    pub(crate) first_end: u32,
    pub(crate) last_end: u32,
    pub(crate) occurrence: u32,
    pub(crate) id: SegmentId,
    pub(crate) kind: LineKind,
}

impl Index {
    pub(crate) fn lines(&self) -> &[Line] {
        &self.lines
    }

    /// The lines from the header on that are segments of the message; they stand together.
    pub(crate) fn segments(&self) -> &[Line] {
        let end = self.first_segment.saturating_add(self.segment_count);
        self.lines.get(self.first_segment..end).unwrap_or_default()
    }

    /// The ends of a line: of its name, then of its fields.
    pub(crate) fn ends(&self, line: &Line) -> &[u32] {
        let wide = |n| usize::try_from(n).unwrap_or(usize::MAX);
        self.ends.get(wide(line.first_end)..wide(line.last_end)).unwrap_or_default()
    }

    /// The shift state in which the piece before the n-th end of a line begins.
    pub(crate) fn shift(&self, line: &Line, n: usize) -> Shift {
        if self.shifts.is_empty() {
            return Shift::default();
        }
        let at = line.first_end.saturating_add(u32::try_from(n).unwrap_or(u32::MAX));
        let found = self.shifts.binary_search_by_key(&at, |(position, _)| *position);
        found.ok().and_then(|n| self.shifts.get(n)).map_or_else(Shift::default, |(_, shift)| *shift)
    }

    /// How the bytes of an envelope line are to be read, where it declares that.
    pub(crate) fn envelope_syntax(&self, line: &Line) -> Option<&Syntax> {
        self.envelopes.iter().find(|(start, _)| *start == line.start).map(|(_, syntax)| syntax)
    }

    /// Reads all lines of the bytes.
    pub(crate) fn read(
        &mut self,
        bytes: &[u8],
        charset: Charset,
        delimiters: &Delimiters,
        options: &ParseOptions,
        sink: &mut dyn Sink,
    ) -> Result<(), Error> {
        self.lines.clear();
        self.ends.clear();
        self.shifts.clear();
        self.envelopes.clear();
        self.first_segment = 0;
        self.segment_count = 0;
        let mut seen = Seen::default();
        let mut occurrences: HashMap<SegmentId, u32> = HashMap::new();
        let mut part = Part::Before;
        let mut at = if bytes.starts_with(BYTE_ORDER_MARK) { BYTE_ORDER_MARK.len() } else { 0 };
        if at > 0 {
            sink.report(Diagnostic::new(&codes::BYTE_ORDER_MARK, Span::from_usize(0, at)));
        }
        while let Some(rest) = bytes.get(at..).filter(|r| !r.is_empty()) {
            let Some(first) = rest.first().copied() else { break };
            if is_line_end(first) {
                seen.terminator(bytes, at);
                at = at.saturating_add(1);
                continue;
            }
            if part == Part::Before && Delimiters::begin_header(rest) {
                part = Part::Message;
                self.first_segment = self.lines.len();
            }
            let kind = if Delimiters::begin_envelope(rest) || is_trailer(rest, delimiters.field) {
                if part == Part::Message {
                    part = Part::After;
                }
                LineKind::Envelope
            } else if part == Part::Message {
                LineKind::Segment
            } else {
                LineKind::Noise
            };
            let separator = match kind {
                LineKind::Envelope if Delimiters::begin_envelope(rest) => {
                    rest.get(3).copied().unwrap_or(delimiters.field)
                }
                _ => delimiters.field,
            };
            let line_start = narrow(at);
            let first_end = narrow(self.ends.len());
            let length = self.read_line(rest, line_start, charset, separator, &mut seen);
            let end = at.saturating_add(length);
            let line = rest.get(..length).unwrap_or_default();
            if line.iter().all(u8::is_ascii_whitespace) {
                // A blank line holds nothing.
                self.ends.truncate(usize::try_from(first_end).unwrap_or(usize::MAX));
                at = end;
                continue;
            }
            let name_end = self.ends.get(usize::try_from(first_end).unwrap_or(usize::MAX)).copied();
            let name = Span::new(line_start, name_end.unwrap_or(line_start));
            let id = match name.slice(bytes) {
                &[a, b, c] => SegmentId::new([a, b, c]),
                _ => SegmentId::from_name(""),
            };
            let occurrence = occurrences.entry(id).or_insert(0);
            *occurrence = occurrence.saturating_add(1);
            let line = Line {
                start: line_start,
                end: narrow(end),
                first_end,
                last_end: narrow(self.ends.len()),
                occurrence: *occurrence,
                id,
                kind,
            };
            if self.lines.len() >= options.max_segments {
                return Err(Error::TooManySegments { limit: options.max_segments });
            }
            if kind == LineKind::Envelope
                && let Some(own) = Delimiters::from_header(rest.get(..length).unwrap_or_default(), &mut ())
                && Delimiters::begin_envelope(rest)
            {
                self.envelopes.push((line_start, Syntax::new(charset, own)));
            }
            report_line(&line, &mut seen, sink);
            self.lines.push(line);
            if kind == LineKind::Segment {
                self.segment_count = self.segment_count.saturating_add(1);
            }
            at = end;
        }
        seen.report(sink);
        Ok(())
    }

    /// Reads one line and pushes the ends of its name and fields; returns its length without the terminator.
    fn read_line(
        &mut self,
        rest: &[u8],
        start: u32,
        charset: Charset,
        separator: u8,
        seen: &mut Seen,
    ) -> usize {
        let push = |ends: &mut Vec<u32>, at: usize| ends.push(start.saturating_add(narrow(at)));
        if charset.transparent() {
            for (at, &byte) in rest.iter().enumerate() {
                if byte == separator {
                    push(&mut self.ends, at);
                } else if is_line_end(byte) {
                    push(&mut self.ends, at);
                    return at;
                }
            }
            push(&mut self.ends, rest.len());
            return rest.len();
        }
        let mut shift = Shift::default();
        let mut at = 0usize;
        while let Some(unread) = rest.get(at..) {
            // Bytes that stand for themselves, up to the next one that matters.
            let plain = if shift.is_start() { plain_length(unread, separator) } else { 0 };
            at = at.saturating_add(plain);
            let Some(unread) = rest.get(at..).filter(|r| !r.is_empty()) else { break };
            let Some(byte) = unread.first().copied() else { break };
            if is_line_end(byte) {
                break;
            }
            if byte == separator && shift.is_start() {
                push(&mut self.ends, at);
                at = at.saturating_add(1);
                continue;
            }
            if shift.is_double_byte() && byte > 0x20 {
                // No byte of a double-byte run is a delimiter: on to what ends it.
                let run = unread.iter().position(|b| *b <= 0x20).unwrap_or(unread.len());
                at = at.saturating_add(run);
                continue;
            }
            let unit = charset.unit(&mut shift, unread);
            if unit.live && byte == separator {
                push(&mut self.ends, at);
                self.shifts.push((narrow(self.ends.len()), shift));
            }
            at = at.saturating_add(unit.len.max(1));
        }
        if shift.is_double_byte() {
            seen.unterminated = Some(start.saturating_add(narrow(at)));
        }
        push(&mut self.ends, at);
        at
    }
}

const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// Finds the first line that begins a message.
pub(crate) fn find_header(bytes: &[u8]) -> Option<usize> {
    let skip = if bytes.starts_with(BYTE_ORDER_MARK) { BYTE_ORDER_MARK.len() } else { 0 };
    let mut at = skip;
    loop {
        let rest = bytes.get(at..).filter(|r| !r.is_empty())?;
        if Delimiters::begin_header(rest) {
            return Some(at);
        }
        at = at.saturating_add(line_length(rest)).saturating_add(1);
    }
}

/// The number of bytes before the next line end.
pub(crate) fn line_length(rest: &[u8]) -> usize {
    rest.iter().position(|b| is_line_end(*b)).unwrap_or(rest.len())
}

/// CR ends a segment; LF is met in files from other systems; VT and FS are the frame of MLLP.
pub(crate) const fn is_line_end(byte: u8) -> bool {
    matches!(byte, b'\r' | b'\n' | 0x0B | 0x1C)
}

fn is_trailer(rest: &[u8], separator: u8) -> bool {
    let rest = rest.strip_prefix(b"BTS").or_else(|| rest.strip_prefix(b"FTS"));
    rest.is_some_and(|r| r.first().is_none_or(|b| *b == separator || is_line_end(*b)))
}

/// The number of bytes before the next separator, control byte (line end, escape sequence) or byte from 80 on.
fn plain_length(rest: &[u8], separator: u8) -> usize {
    rest.iter().position(|b| *b == separator || !(0x20..0x80).contains(b)).unwrap_or(rest.len())
}

fn narrow(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

/// What the lines had in common, said once for the message.
#[derive(Default)]
struct Seen {
    line_feed: Option<u32>,
    carriage_return_line_feed: bool,
    framing: Option<u32>,
    unterminated: Option<u32>,
    noise: bool,
    bad_name: bool,
}

impl Seen {
    fn terminator(&mut self, bytes: &[u8], at: usize) {
        match bytes.get(at) {
            Some(b'\n') => {
                let follows = at.checked_sub(1).and_then(|before| bytes.get(before)) == Some(&b'\r');
                self.carriage_return_line_feed |= follows;
                self.line_feed.get_or_insert(narrow(at));
            }
            Some(0x0B | 0x1C) => {
                self.framing.get_or_insert(narrow(at));
            }
            _ => {}
        }
    }

    fn report(&self, sink: &mut dyn Sink) {
        if let Some(at) = self.line_feed {
            let found = if self.carriage_return_line_feed { "CR LF" } else { "LF" };
            let place = Span::new(at, at.saturating_add(1));
            sink.report(Diagnostic::new(&codes::LINE_END, place).with("found", found));
        }
        if let Some(at) = self.framing {
            sink.report(Diagnostic::new(&codes::FRAMING_BYTES, Span::new(at, at.saturating_add(1))));
        }
    }
}

fn report_line(line: &Line, seen: &mut Seen, sink: &mut dyn Sink) {
    let span = Span::new(line.start, line.end);
    let path = SegmentPath::segment(line.id, line.occurrence);
    if let Some(at) = seen.unterminated.take() {
        let place = Location::segment(path, Span::new(line.start, at));
        sink.report(Diagnostic::new(&renkei_core::codes::UNTERMINATED_RUN, place));
    }
    if line.kind == LineKind::Noise && !seen.noise {
        seen.noise = true;
        sink.report(Diagnostic::new(&codes::TEXT_OUTSIDE_MESSAGE, span));
    } else if line.kind == LineKind::Segment && !line.id.is_well_formed() && !seen.bad_name {
        seen.bad_name = true;
        sink.report(Diagnostic::new(&codes::SEGMENT_NAME, Location::segment(path, span)));
    }
}
