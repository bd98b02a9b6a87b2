//! What can be taken away from an input, level by level, and what can be replaced.

use std::ops::Range;

use renkei::core::charset::Shift;
use renkei::hl7v2::Segment;
use renkei::hl7v2::io::Reader;
use renkei::hl7v2::message::Raw;
use renkei::{Charset, Message};

use super::Edit;
use super::mask::mask;

/// What could be changed in an input.
pub(super) type Level = fn(&[u8]) -> Vec<Edit>;

/// Ways to make an input smaller, the coarse ones first.
pub(super) const LEVELS: &[Level] = &[
    messages,
    lines,
    fields,
    repetitions,
    components,
    subcomponents,
    tails,
    text,
    runs,
    blocks::<64>,
    blocks::<8>,
    blocks::<1>,
];

fn cut(range: Range<usize>) -> Edit {
    (range, Vec::new())
}

/// The frames of a stream: where each begins, and its bytes.
fn frames(bytes: &[u8]) -> Vec<(usize, Vec<u8>)> {
    let frames = Reader::new(bytes).frames().filter_map(Result::ok);
    frames.filter_map(|(frame, bytes)| Some((usize::try_from(frame.offset).ok()?, bytes))).collect()
}

fn moved(range: Range<usize>, by: usize) -> Range<usize> {
    range.start.saturating_add(by)..range.end.saturating_add(by)
}

fn messages(bytes: &[u8]) -> Vec<Edit> {
    let frames = frames(bytes);
    frames.into_iter().map(|(start, frame)| cut(start..start.saturating_add(frame.len()))).collect()
}

/// Lines, message or not: CR and LF are never a part of a character.
fn lines(bytes: &[u8]) -> Vec<Edit> {
    let mut edits = Vec::new();
    let mut start = 0usize;
    for line in bytes.split_inclusive(|byte| matches!(byte, b'\r' | b'\n')) {
        let end = start.saturating_add(line.len());
        edits.push(cut(start..end));
        start = end;
    }
    edits
}

/// Calls back for every segment of every message, with where its message begins.
fn each_segment(bytes: &[u8], each: &mut dyn FnMut(usize, &Message<'_>, &Segment<'_>)) {
    for (start, frame) in frames(bytes) {
        if let Ok(message) = Message::parse(&frame, &mut ()) {
            for segment in message.segments() {
                each(start, &message, &segment);
            }
        }
    }
}

/// Calls back for every field that is not empty and does not declare the delimiters.
fn each_field(bytes: &[u8], each: &mut dyn FnMut(usize, &Message<'_>, Raw<'_>)) {
    each_segment(bytes, &mut |start, message, segment| {
        for field in segment.fields() {
            if !(field.is_empty() || segment.is_header() && field.number() <= 2) {
                each(start, message, field.raw());
            }
        }
    });
}

fn fields(bytes: &[u8]) -> Vec<Edit> {
    let mut edits = Vec::new();
    each_field(bytes, &mut |start, _, field| edits.push(cut(moved(field.span().range(), start))));
    edits
}

/// Pieces of a value but the first, each with the delimiter before it.
fn joined(start: usize, whole: Raw<'_>, edits: &mut Vec<Edit>) {
    let pieces: Vec<Range<usize>> = whole.pieces().map(|piece| piece.span().range()).collect();
    for (piece, before) in pieces.iter().skip(1).zip(&pieces) {
        edits.push(cut(moved(before.end..piece.end, start)));
    }
}

fn repetitions(bytes: &[u8]) -> Vec<Edit> {
    let mut edits = Vec::new();
    each_field(bytes, &mut |start, _, field| joined(start, field, &mut edits));
    edits
}

fn components(bytes: &[u8]) -> Vec<Edit> {
    let mut edits = Vec::new();
    each_field(bytes, &mut |start, _, field| {
        for repetition in field.pieces() {
            let parts = repetition.pieces().filter(|part| !part.is_empty());
            edits.extend(parts.map(|part| cut(moved(part.span().range(), start))));
        }
    });
    edits
}

fn subcomponents(bytes: &[u8]) -> Vec<Edit> {
    let mut edits = Vec::new();
    each_field(bytes, &mut |start, _, field| {
        let leaves = field.leaves().filter(|leaf| !leaf.is_empty());
        edits.extend(leaves.map(|leaf| cut(moved(leaf.span().range(), start))));
    });
    edits
}

/// Delimiters with nothing behind them, at the end of a segment or a field.
fn tails(bytes: &[u8]) -> Vec<Edit> {
    let mut edits = Vec::new();
    each_segment(bytes, &mut |start, message, segment| {
        let delimiters = message.delimiters();
        let span = segment.span().range();
        let last = segment.fields().filter(|field| !field.is_empty()).last();
        let kept = last.map_or(span.start.saturating_add(3), |field| field.raw().span().range().end);
        if kept < span.end {
            edits.push(cut(moved(kept..span.end, start)));
        }
        for field in segment.fields().filter(|field| !segment.is_header() || field.number() > 2) {
            let raw = field.raw();
            let range = raw.span().range();
            let filled = raw.leaves().filter(|leaf| !leaf.is_empty()).last();
            let kept = filled.map_or(range.start, |leaf| leaf.span().range().end);
            let rest = bytes.get(moved(kept..range.end, start)).unwrap_or_default();
            let live = |byte: &u8| {
                *byte == delimiters.component
                    || *byte == delimiters.repetition
                    || Some(*byte) == delimiters.subcomponent
            };
            if !rest.is_empty() && rest.iter().all(live) {
                edits.push(cut(moved(kept..range.end, start)));
            }
        }
    });
    edits
}

/// A character: where it is, and whether it is one of two bytes in a shift state.
struct Character {
    range: Range<usize>,
    double: bool,
    /// Whether it is one, and not an escape sequence.
    is_text: bool,
}

/// A value of a message.
struct Value<'a> {
    charset: Charset,
    /// The state in which it begins.
    shift: Shift,
    bytes: &'a [u8],
    /// Where it begins in the input.
    start: usize,
    /// Whether it may hold something of a patient.
    personal: bool,
}

/// The values of all messages, or the lines of what is none.
fn each_value(bytes: &[u8], each: &mut dyn FnMut(&Value<'_>)) {
    let mut any = false;
    each_segment(bytes, &mut |start, message, segment| {
        any = true;
        for field in segment.fields() {
            let raw = field.raw();
            let declares = segment.is_header() && matches!(field.number(), 1 | 2);
            // What a header says of the message itself: type, processing, version, character sets, profile.
            let technical = segment.is_header() && matches!(field.number(), 9 | 11 | 12 | 15..=21);
            if declares {
                continue;
            }
            for leaf in raw.leaves().filter(|leaf| !leaf.is_empty() && !leaf.is_null()) {
                each(&Value {
                    charset: message.charset(),
                    shift: leaf.shift(),
                    bytes: leaf.bytes(),
                    start: leaf.span().range().start.saturating_add(start),
                    personal: !technical,
                });
            }
        }
    });
    if !any {
        // No message: lines of text in whatever set they are.
        let charset = Charset::detect(bytes).charset;
        let mut start = 0usize;
        for line in bytes.split_inclusive(|byte| matches!(byte, b'\r' | b'\n')) {
            each(&Value { charset, shift: Shift::default(), bytes: line, start, personal: true });
            start = start.saturating_add(line.len());
        }
    }
}

/// The characters of a value.
fn walk(value: &Value<'_>) -> Vec<Character> {
    let mut found = Vec::new();
    let mut shift = value.shift;
    let mut at = 0usize;
    while let Some(rest) = value.bytes.get(at..).filter(|rest| !rest.is_empty()) {
        let before = shift;
        let unit = value.charset.unit(&mut shift, rest);
        let length = unit.len.clamp(1, rest.len());
        let first = rest.first().copied().unwrap_or(0);
        let range = moved(at..at.saturating_add(length), value.start);
        let is_text = !matches!(first, 0x1B | 0x0E | 0x0F | b'\r' | b'\n');
        found.push(Character { range, double: before.is_double_byte() && length == 2, is_text });
        at = at.saturating_add(length);
    }
    found
}

/// The characters of all values, one by one.
fn text(bytes: &[u8]) -> Vec<Edit> {
    let mut edits = Vec::new();
    each_value(bytes, &mut |value| {
        let characters = walk(value).into_iter().filter(|character| character.is_text);
        edits.extend(characters.map(|character| cut(character.range)));
    });
    edits
}

/// Escape sequences of ISO-2022-JP that switch to a set and back with nothing between.
fn runs(bytes: &[u8]) -> Vec<Edit> {
    let empty = bytes.windows(6).enumerate();
    let empty = empty.filter(|(_, w)| matches!(w, [0x1B, b'$', b'@' | b'B', 0x1B, b'(', b'B' | b'J']));
    empty.map(|(at, _)| cut(at..at.saturating_add(6))).collect()
}

/// Blocks of bytes, where there is no message that says what they are.
fn blocks<const SIZE: usize>(bytes: &[u8]) -> Vec<Edit> {
    let mut any = false;
    each_segment(bytes, &mut |_, _, _| any = true);
    if any {
        return Vec::new();
    }
    let starts = (0..bytes.len()).step_by(SIZE);
    starts.map(|start| cut(start..start.saturating_add(SIZE).min(bytes.len()))).collect()
}

/// Every value, to be replaced as a whole.
pub(super) fn values(bytes: &[u8]) -> Vec<Edit> {
    let mut edits = Vec::new();
    each_value(bytes, &mut |value| {
        if value.personal {
            let end = value.start.saturating_add(value.bytes.len());
            let mut whole = Vec::with_capacity(value.bytes.len());
            let mut at = value.start;
            for (range, stands) in masked(value) {
                whole.extend_from_slice(bytes.get(at..range.start).unwrap_or_default());
                whole.extend_from_slice(&stands);
                at = range.end;
            }
            whole.extend_from_slice(bytes.get(at..end).unwrap_or_default());
            edits.push((value.start..end, whole));
        }
    });
    edits
}

/// Every character of a value that can be replaced by another.
pub(super) fn characters(bytes: &[u8]) -> Vec<Edit> {
    let mut edits = Vec::new();
    each_value(bytes, &mut |value| {
        if value.personal {
            edits.extend(masked(value));
        }
    });
    edits
}

fn masked(value: &Value<'_>) -> Vec<Edit> {
    let characters = walk(value).into_iter().filter(|character| character.is_text);
    let replaced = characters.filter_map(|character| {
        let start = character.range.start.checked_sub(value.start)?;
        let end = character.range.end.checked_sub(value.start)?;
        let stands = mask(value.charset, character.double, value.bytes.get(start..end)?)?;
        Some((character.range, stands))
    });
    replaced.collect()
}
