use std::collections::HashMap;
use std::ops::Range;

use renkei_core::{Diagnostic, Location, SegmentId, SegmentPath, Sink, Span};

use super::ParseOptions;
use super::marks::{Cut, Marks};
use super::syntax::Syntax;
use crate::codes;
use crate::delimiters::Delimiters;
use crate::error::Error;

/// Where lines and fields end, and what each line is. One pass over the bytes finds the first, one over the lines the
/// second; nothing is decoded or copied.
///
/// The cuts of all lines stand in one list. The first that ends a field of a line is that of its name; field n of a segment lies
/// between the ends n - 1 and n, and its sub-components between the cuts from the one to the other. In the header segments, whose field 1 is the
/// separator, it is one less.
#[derive(Clone, Debug, Default)]
pub(crate) struct Index {
    marks: Marks,
    lines: Vec<Line>,
    /// How the lines are read that declare delimiters of their own, FHS and BHS, by their first cut: behind all others.
    envelopes: Vec<(u32, Syntax)>,
    /// The first of these cuts.
    own_cuts: u32,
    /// Of the lines with many cuts, by the first of them, where it is written down which end a field.
    long: Vec<(u32, Range<usize>)>,
    ends: Vec<u32>,
    occurrences: Occurrences,
    first_segment: usize,
    segment_count: usize,
}

/// From how many cuts on it takes too long to go from field to field each time.
const LONG: u32 = 128;

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
    /// Its first cut, and its last.
    pub(crate) first_cut: u32,
    pub(crate) last_cut: u32,
    /// How many segments of the message stand before it.
    pub(crate) number: u32,
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

    /// Where the pieces of fields end, and what is known of them.
    #[inline]
    pub(super) const fn marks(&self) -> &Marks {
        &self.marks
    }

    /// The cuts of a line.
    #[inline]
    pub(super) fn cuts(&self, line: &Line) -> &[Cut] {
        self.marks.cuts().get(wide(line.first_cut)..=wide(line.last_cut)).unwrap_or_default()
    }

    /// Which of the cuts end the name of a line, then its fields, where that is written down because it would take long to find it out.
    #[inline]
    pub(super) fn listed_ends(&self, line: &Line) -> Option<&[u32]> {
        if line.last_cut.saturating_sub(line.first_cut) < LONG { None } else { self.find_ends(line) }
    }

    #[cold]
    fn find_ends(&self, line: &Line) -> Option<&[u32]> {
        let n = self.long.binary_search_by_key(&line.first_cut, |(first, _)| *first).ok()?;
        let (_, ends) = self.long.get(n)?;
        self.ends.get(ends.clone())
    }

    /// Writes down which of the cuts of a long line end its fields.
    #[cold]
    fn list_ends(&mut self, first: u32, last: u32) {
        let begin = self.ends.len();
        let cuts = self.marks.cuts().get(wide(first)..=wide(last)).unwrap_or_default();
        self.ends.reserve(cuts.len() / 2);
        self.ends.extend(cuts.iter().zip(first..).filter(|(cut, _)| cut.ends_field()).map(|(_, n)| n));
        self.long.push((first, begin..self.ends.len()));
    }

    /// How the line of a cut is to be read, where it declares that for itself.
    #[inline]
    pub(super) fn own_syntax(&self, cut: u32) -> Option<&Syntax> {
        if cut < self.own_cuts { None } else { self.envelope_syntax(cut) }
    }

    #[cold]
    fn envelope_syntax(&self, cut: u32) -> Option<&Syntax> {
        self.envelopes.iter().rfind(|(first, _)| *first <= cut).map(|(_, syntax)| syntax)
    }

    /// Reads all lines of the bytes. `is_text` says that they are UTF-8 without an error, and to be read as such.
    pub(crate) fn read(
        &mut self,
        bytes: &[u8],
        syntax: &Syntax,
        is_text: bool,
        options: &ParseOptions,
        sink: &mut dyn Sink,
    ) -> Result<(), Error> {
        self.lines.clear();
        self.envelopes.clear();
        self.long.clear();
        self.ends.clear();
        self.occurrences.clear();
        self.first_segment = 0;
        self.segment_count = 0;
        let delimiters = &syntax.delimiters;
        let mut seen = Seen::default();
        let mut part = Part::Before;
        let mut start = if bytes.starts_with(BYTE_ORDER_MARK) { BYTE_ORDER_MARK.len() } else { 0 };
        if start > 0 {
            sink.report(Diagnostic::new(&codes::BYTE_ORDER_MARK, Span::from_usize(0, start)));
        }
        self.marks.scan(bytes, start, syntax, is_text);
        self.own_cuts = narrow(self.marks.cuts().len());
        let mut next = 1;
        for n in 0..self.marks.breaks.len() {
            let last = self.marks.breaks.get(n).copied().unwrap_or_default();
            let end = self.marks.get(last).map_or(bytes.len(), |cut| wide(cut.at()));
            let (line, at) = (bytes.get(start..end).unwrap_or_default(), narrow(start));
            let (mut first_cut, mut last_cut) = (next, last);
            seen.terminator(bytes, end);
            next = last.saturating_add(1);
            start = end.saturating_add(1);
            // A blank line holds nothing.
            if line.first().is_none_or(u8::is_ascii_whitespace) && line.trim_ascii().is_empty() {
                continue;
            }
            if part == Part::Before && Delimiters::begin_header(line) {
                part = Part::Message;
                self.first_segment = self.lines.len();
            }
            let (begins_envelope, ends_envelope) = match line {
                [b'F' | b'B', b'H', b'S', ..] => (Delimiters::begin_envelope(line), false),
                [b'F' | b'B', b'T', b'S', rest @ ..] => {
                    (false, rest.first().is_none_or(|byte| *byte == delimiters.field))
                }
                _ => (false, false),
            };
            let kind = if begins_envelope || ends_envelope {
                if part == Part::Message {
                    part = Part::After;
                }
                LineKind::Envelope
            } else if part == Part::Message {
                LineKind::Segment
            } else {
                LineKind::Noise
            };
            if begins_envelope
                && let Some(own) = Delimiters::from_header(line, &mut ())
                && own != *delimiters
            {
                let own = Syntax::new(syntax.charset, own);
                first_cut = self.marks.begin(wide(at));
                last_cut = self.marks.reread(bytes, wide(at)..end, &own, is_text);
                self.envelopes.push((first_cut, own));
            }
            let cuts = self.marks.cuts().get(wide(first_cut)..).unwrap_or_default();
            let name_end = cuts.iter().find(|cut| cut.ends_field()).map_or(at, |cut| cut.at());
            let id = match Span::new(at, name_end).slice(bytes) {
                &[a, b, c] => SegmentId::new([a, b, c]),
                _ => SegmentId::from_name(""),
            };
            if last_cut.saturating_sub(first_cut) >= LONG {
                self.list_ends(first_cut, last_cut);
            }
            let line = Line {
                start: at,
                end: narrow(end),
                first_cut,
                last_cut,
                number: narrow(self.segment_count),
                occurrence: self.occurrences.next(id),
                id,
                kind,
            };
            if self.lines.len() >= options.max_segments {
                return Err(Error::TooManySegments { limit: options.max_segments });
            }
            if self.marks.unclosed.binary_search(&line.end).is_ok() {
                let place = Location::segment(line.path(), Span::new(line.start, line.end));
                sink.report(Diagnostic::new(&renkei_core::codes::UNTERMINATED_RUN, place));
            }
            report_line(&line, &mut seen, sink);
            self.lines.push(line);
            if kind == LineKind::Segment {
                self.segment_count = self.segment_count.saturating_add(1);
            }
        }
        seen.report(sink);
        Ok(())
    }
}

impl Line {
    const fn path(&self) -> SegmentPath {
        SegmentPath::segment(self.id, self.occurrence)
    }
}

/// Counts the segments of each name.
///
/// A message has few names: a short list is faster than a table. However many there are, the work for one stays the same.
#[derive(Clone, Debug, Default)]
struct Occurrences {
    few: Vec<(u32, u32)>,
    many: HashMap<u32, u32>,
}

impl Occurrences {
    const FEW: usize = 16;

    fn clear(&mut self) {
        self.few.clear();
        self.many.clear();
    }

    /// Counts one more, and returns how many there are now.
    #[inline]
    fn next(&mut self, id: SegmentId) -> u32 {
        let [a, b, c] = *id.as_bytes();
        // A number is compared at once.
        let name = u32::from_be_bytes([0, a, b, c]);
        match self.few.iter_mut().find(|(few, _)| *few == name) {
            Some((_, count)) => {
                *count = count.saturating_add(1);
                *count
            }
            None => self.first_or_many(name),
        }
    }

    fn first_or_many(&mut self, name: u32) -> u32 {
        if self.few.len() < Self::FEW {
            self.few.push((name, 1));
            return 1;
        }
        let count = self.many.entry(name).or_default();
        *count = count.saturating_add(1);
        *count
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
    line_end(rest).unwrap_or(rest.len())
}

/// Finds the next line end. No byte ends the search inside a block, so that the compiler looks at all of a block at once.
pub(crate) fn line_end(bytes: &[u8]) -> Option<usize> {
    const BLOCK: usize = 16;
    let is_inside =
        |block: &&[u8; BLOCK]| !block.iter().fold(false, |found, byte| found | is_line_end(*byte));
    let blocks = bytes.as_chunks().0.iter().take_while(is_inside).count();
    let passed = blocks.saturating_mul(BLOCK);
    let at = bytes.get(passed..)?.iter().position(|byte| is_line_end(*byte))?;
    Some(passed.saturating_add(at))
}

/// CR ends a segment; LF is met in files from other systems; VT and FS are the frame of MLLP.
pub(crate) const fn is_line_end(byte: u8) -> bool {
    // Without a branch, so that many bytes can be asked at once.
    (byte == b'\r') | (byte == b'\n') | (byte == 0x0B) | (byte == 0x1C)
}

fn wide(n: u32) -> usize {
    usize::try_from(n).unwrap_or(usize::MAX)
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
    if line.kind == LineKind::Noise && !seen.noise {
        seen.noise = true;
        sink.report(Diagnostic::new(&codes::TEXT_OUTSIDE_MESSAGE, span));
    } else if line.kind == LineKind::Segment && !line.id.is_well_formed() && !seen.bad_name {
        seen.bad_name = true;
        sink.report(Diagnostic::new(&codes::SEGMENT_NAME, Location::segment(line.path(), span)));
    }
}
