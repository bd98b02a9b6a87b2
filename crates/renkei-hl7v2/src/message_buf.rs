use std::fmt;
use std::ops::Range;

use renkei_core::charset::{Detection, EncodeError, EncodeOptions};
use renkei_core::location::Index as Nth;
use renkei_core::{Charset, SegmentId, SegmentPath, Sink};

use crate::delimiters::Delimiters;
use crate::edits::Edits;
use crate::error::Error;
use crate::escape::{LineBreak, Writer};
use crate::message::{Index, Message, ParseOptions, Raw, Syntax};

/// A message that is owned and can be edited; what an edit does not name keeps its bytes.
///
/// # Examples
///
/// ```
/// use renkei_hl7v2::MessageBuf;
///
/// let mut message = MessageBuf::parse(
///     b"MSH|^~\\&|HIS|||||||||2.5||||||~ISO IR87\rPID|||1||\x1b$BEl5~\x1b(B^A\r".to_vec(), &mut ())?;
/// message.set(&"PID-5.2".parse()?, "花子")?;
/// message.set(&"PID-8".parse()?, "F")?;
/// assert!(message.as_bytes().ends_with(b"PID|||1||\x1b$BEl5~\x1b(B^\x1b$B2V;R\x1b(B|||F\r"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone)]
pub struct MessageBuf {
    bytes: Vec<u8>,
    syntax: Syntax,
    detection: Detection,
    index: Index,
    options: ParseOptions,
    encoding: EncodeOptions,
}

impl MessageBuf {
    /// Reads a message and owns its bytes.
    ///
    /// # Errors
    ///
    /// As [`Message::parse`].
    pub fn parse(bytes: Vec<u8>, sink: &mut dyn Sink) -> Result<Self, Error> {
        Self::parse_with(bytes, ParseOptions::default(), sink)
    }

    /// Reads a message with options and owns its bytes.
    ///
    /// # Errors
    ///
    /// As [`Message::parse`].
    pub fn parse_with(bytes: Vec<u8>, options: ParseOptions, sink: &mut dyn Sink) -> Result<Self, Error> {
        let (syntax, detection, index) = Message::parse_with(&bytes, &options, sink)?.into_parts();
        Ok(Self { bytes, syntax, detection, index, options, encoding: EncodeOptions::default() })
    }

    /// Says what is to become of characters that the message's character set lacks; by default they are refused.
    pub fn set_encoding(&mut self, encoding: EncodeOptions) {
        self.encoding = encoding;
    }

    /// Returns the message as a view.
    pub fn as_message(&self) -> Message<'_> {
        Message::from_parts(&self.bytes, &self.syntax, self.detection, &self.index)
    }

    /// Returns the bytes, framing and envelope included.
    pub fn as_bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Returns the bytes and drops the rest.
    pub fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }

    /// Returns the character set that text is written in.
    pub const fn charset(&self) -> Charset {
        self.syntax.charset
    }

    /// Returns the delimiters of the message.
    pub const fn delimiters(&self) -> Delimiters {
        self.syntax.delimiters
    }

    /// Writes text at a path; delimiters in it are escaped, separators that are missing before it are added.
    ///
    /// A path to a whole field or component makes it that one text. Text that reads as what stands there already
    /// changes nothing.
    ///
    /// # Errors
    ///
    /// [`EditError`]: the segment is not there, the path names no single place, the text can't be written.
    pub fn set(&mut self, path: &SegmentPath, text: &str) -> Result<(), EditError> {
        let mut bytes = Vec::with_capacity(text.len());
        let writer = Writer::new(self.syntax.charset, self.syntax.delimiters, self.encoding);
        writer.write(text, LineBreak::Hex, &mut bytes)?;
        self.set_bytes(path, &bytes)
    }

    /// Writes the HL7 null `""` at a path: delete, or can't be stated.
    ///
    /// # Errors
    ///
    /// As [`MessageBuf::set`].
    pub fn set_null(&mut self, path: &SegmentPath) -> Result<(), EditError> {
        self.set_bytes(path, b"\"\"")
    }

    /// Writes bytes at a path as they are: encoded, escaped and with delimiters already.
    ///
    /// # Errors
    ///
    /// As [`MessageBuf::set`]; bytes with a line end are refused, because they would make another segment.
    pub fn set_bytes(&mut self, path: &SegmentPath, bytes: &[u8]) -> Result<(), EditError> {
        if bytes.iter().any(|b| crate::message::is_line_end(*b)) {
            return Err(EditError::LineEnd);
        }
        let place = self.place(path)?;
        if place.padding.is_empty() && self.bytes.get(place.range.clone()) == Some(bytes) {
            return Ok(());
        }
        if bytes.is_empty() && place.range.is_empty() {
            return Ok(());
        }
        let mut replacement = place.padding;
        replacement.extend_from_slice(bytes);
        self.splice(place.range, &replacement)
    }

    /// Adds a segment without fields after the segment with this place (counted from zero at the header), and returns its
    /// place. A place beyond the end adds it at the end.
    ///
    /// # Errors
    ///
    /// [`EditError::TooLarge`] where the message would grow beyond its limits.
    pub fn insert_segment(&mut self, after: usize, id: SegmentId) -> Result<usize, EditError> {
        let lines = self.index.segments();
        let after = after.min(lines.len().saturating_sub(1));
        let end = lines.get(after).map_or(0, |line| usize::try_from(line.end).unwrap_or(usize::MAX));
        let mut new = self.terminator(end).unwrap_or(b"\r").to_vec();
        new.extend_from_slice(id.as_bytes());
        self.splice(end..end, &new)?;
        Ok(after.saturating_add(1))
    }

    /// Adds a segment given as bytes, name included and terminator not, after the segment with this place.
    ///
    /// # Errors
    ///
    /// As [`MessageBuf::insert_segment`]; bytes with a line end are refused.
    pub fn insert_segment_bytes(&mut self, after: usize, bytes: &[u8]) -> Result<usize, EditError> {
        if bytes.iter().any(|b| crate::message::is_line_end(*b)) {
            return Err(EditError::LineEnd);
        }
        let lines = self.index.segments();
        let after = after.min(lines.len().saturating_sub(1));
        let end = lines.get(after).map_or(0, |line| usize::try_from(line.end).unwrap_or(usize::MAX));
        let mut new = self.terminator(end).unwrap_or(b"\r").to_vec();
        new.extend_from_slice(bytes);
        self.splice(end..end, &new)?;
        Ok(after.saturating_add(1))
    }

    /// Replaces the bytes of a whole segment, name included, terminator not; its place counts from zero at the header.
    ///
    /// # Errors
    ///
    /// [`EditError::NoSegment`] where there is none; bytes with a line end are refused.
    pub fn replace_segment(&mut self, number: usize, bytes: &[u8]) -> Result<(), EditError> {
        if bytes.iter().any(|b| crate::message::is_line_end(*b)) {
            return Err(EditError::LineEnd);
        }
        let line = self.index.segments().get(number).copied().ok_or(EditError::NoSegment)?;
        let range = renkei_core::Span::new(line.start, line.end).range();
        if self.bytes.get(range.clone()) == Some(bytes) {
            return Ok(());
        }
        self.splice(range, bytes)
    }

    /// Removes the segment with this place, counted from zero at the header, together with its terminator.
    ///
    /// # Errors
    ///
    /// [`EditError::NoSegment`] where there is none; the header can't be removed.
    pub fn remove_segment(&mut self, number: usize) -> Result<(), EditError> {
        let line = self.index.segments().get(number).filter(|_| number > 0).ok_or(EditError::NoSegment)?;
        let start = usize::try_from(line.start).unwrap_or(usize::MAX);
        let end = usize::try_from(line.end).unwrap_or(usize::MAX);
        let terminator = self.terminator(end).map_or(0, <[u8]>::len);
        self.splice(start..end.saturating_add(terminator), &[])
    }

    /// Makes several edits at once, none of which overlap. Several at one place are made in the order in which they were
    /// collected.
    ///
    /// # Errors
    ///
    /// [`EditError::Overlap`] where two ranges overlap or one lies outside the message; the limits.
    pub fn apply(&mut self, edits: Edits) -> Result<(), EditError> {
        let bytes = edits.make(&self.bytes).ok_or(EditError::Overlap)?;
        self.become_bytes(bytes)
    }

    /// The line end that follows a line.
    fn terminator(&self, end: usize) -> Option<&'static [u8]> {
        match self.bytes.get(end..)? {
            [b'\r', b'\n', ..] => Some(b"\r\n"),
            [b'\r', ..] => Some(b"\r"),
            [b'\n', ..] => Some(b"\n"),
            _ => None,
        }
    }

    /// Finds the bytes of a path, and the separators that are missing before it.
    fn place(&self, path: &SegmentPath) -> Result<Place, EditError> {
        let number = path.field.ok_or(EditError::NotAField)?;
        let occurrence = path.occurrence.number().ok_or(EditError::NotOnePlace)?;
        let repetition = path.repetition.number().ok_or(EditError::NotOnePlace)?;
        let message = self.as_message();
        let segment = message.segment(path.segment, occurrence).ok_or(EditError::NoSegment)?;
        if number == 0 || (segment.is_header() && number <= 2) {
            return Err(EditError::Delimiters);
        }
        let end_of_segment = segment.span().end();
        // What follows a place that ends in another state would be read otherwise once the place is written over.
        let safe = |raw: &Raw<'_>| {
            raw.shift().is_start() && (raw.span().end() == end_of_segment || raw.ends_in_start())
        };
        let Some(field) = segment.field(number) else {
            if segment.fields().last().is_some_and(|last| !last.ends_in_start()) {
                return Err(EditError::Shifted);
            }
            let end = segment.span().range().end;
            // The first separator of a header is a field itself, and comes even where the line ends after its name.
            let count = segment.field_count().max(u32::from(segment.is_header()));
            let missing = number.saturating_sub(count);
            let mut padding = vec![self.syntax.delimiters.field; wide(missing)];
            self.pad(&mut padding, path, repetition)?;
            return Ok(Place { range: end..end, padding });
        };
        let mut raw = *field;
        let whole = path.component.is_none() && path.repetition == Nth::First;
        if whole {
            if !safe(&raw) {
                return Err(EditError::Shifted);
            }
            return Ok(Place { range: raw.span().range(), padding: Vec::new() });
        }
        let usable = self.syntax.delimiters.for_writing();
        let steps = [
            (Some(repetition), usable.repetition),
            (path.component, usable.component),
            (path.subcomponent, usable.subcomponent),
        ];
        for (depth, (n, separator)) in steps.into_iter().enumerate() {
            let Some(n) = n else { break };
            match raw.piece(n) {
                Some(piece) => raw = piece,
                None => {
                    let separator = separator.ok_or(EditError::NoSeparator)?;
                    let end = raw.span().range().end;
                    let there = u32::try_from(raw.pieces().count()).unwrap_or(u32::MAX);
                    if !raw.shift().is_start() || !raw.ends_in_start() {
                        return Err(EditError::Shifted);
                    }
                    let mut padding = vec![separator; wide(n.saturating_sub(there))];
                    for (n, separator) in steps.into_iter().skip(depth.saturating_add(1)) {
                        let Some(n) = n else { break };
                        self.repeat(&mut padding, separator, n)?;
                    }
                    return Ok(Place { range: end..end, padding });
                }
            }
        }
        if !safe(&raw) {
            return Err(EditError::Shifted);
        }
        Ok(Place { range: raw.span().range(), padding: Vec::new() })
    }

    fn pad(&self, padding: &mut Vec<u8>, path: &SegmentPath, repetition: u32) -> Result<(), EditError> {
        let usable = self.syntax.delimiters.for_writing();
        self.repeat(padding, usable.repetition, repetition)?;
        self.repeat(padding, usable.component, path.component.unwrap_or(1))?;
        self.repeat(padding, usable.subcomponent, path.subcomponent.unwrap_or(1))
    }

    fn repeat(&self, padding: &mut Vec<u8>, separator: Option<u8>, n: u32) -> Result<(), EditError> {
        if n > 1 {
            let separator = separator.ok_or(EditError::NoSeparator)?;
            padding.extend(std::iter::repeat_n(separator, wide(n.saturating_sub(1))));
        }
        Ok(())
    }

    fn splice(&mut self, range: Range<usize>, replacement: &[u8]) -> Result<(), EditError> {
        let mut edits = Edits::default();
        edits.replace(range, |out| out.extend_from_slice(replacement));
        self.apply(edits)
    }

    /// Takes edited bytes in the place of those that are there.
    fn become_bytes(&mut self, bytes: Vec<u8>) -> Result<(), EditError> {
        if bytes.len() > self.options.length() {
            return Err(EditError::TooLarge { limit: self.options.length() });
        }
        // What is there is read as before; an edit does not change how.
        let is_text =
            |bytes: &[u8]| self.syntax.charset == Charset::Utf8 && std::str::from_utf8(bytes).is_ok();
        let read = self.index.read(&bytes, &self.syntax, is_text(&bytes), &self.options, &mut ());
        match read {
            Ok(()) => self.bytes = bytes,
            // The message stays as it was, and so must its index.
            Err(_) => {
                let is_text = is_text(&self.bytes);
                self.index.read(&self.bytes, &self.syntax, is_text, &self.options, &mut ()).unwrap_or(());
            }
        }
        read.map_err(|_| EditError::TooLarge { limit: self.options.max_segments })
    }
}

fn wide(n: u32) -> usize {
    // A path from the outside may name any number; no message has so many separators.
    usize::try_from(n).unwrap_or(usize::MAX).min(100_000)
}

/// Where an edit goes.
struct Place {
    range: Range<usize>,
    padding: Vec<u8>,
}

/// Shows the size and character set, not the content.
impl fmt::Debug for MessageBuf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.as_message().fmt(f)
    }
}

impl From<Message<'_>> for MessageBuf {
    fn from(message: Message<'_>) -> Self {
        let bytes = message.bytes().to_vec();
        let (syntax, detection, index) = message.into_parts();
        Self {
            bytes,
            syntax,
            detection,
            index,
            options: ParseOptions::default(),
            encoding: EncodeOptions::default(),
        }
    }
}

/// Why an edit is refused; the message is then as it was.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum EditError {
    /// The segment that the path names is not there.
    #[error("the segment is not there; insert it first")]
    NoSegment,
    /// The path names a segment, not a field.
    #[error("the path names a whole segment; name a field")]
    NotAField,
    /// The path has `[*]` in it.
    #[error("the path names several places; name one")]
    NotOnePlace,
    /// MSH-1 and MSH-2 can't be changed without changing every delimiter.
    #[error("MSH-1 and MSH-2 declare the delimiters and can't be edited")]
    Delimiters,
    /// The message declares no separator for the level.
    #[error("the message declares no separator for this level")]
    NoSeparator,
    /// The place stands in a shift state other than ASCII, because the sender did not return to it before the delimiter.
    #[error("the place begins in a shift state other than ASCII; edit the whole field")]
    Shifted,
    /// Two edits concern the same bytes.
    #[error("two edits concern the same bytes")]
    Overlap,
    /// The bytes hold a line end.
    #[error("the bytes hold a line end and would make another segment")]
    LineEnd,
    /// The message would grow beyond its limit.
    #[error("the message would grow beyond its limit of {limit}")]
    TooLarge {
        /// The limit in bytes or segments.
        limit: usize,
    },
    /// A character can't be written in the message's character set.
    #[error(transparent)]
    Unencodable(#[from] EncodeError),
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEADER: &[u8] = b"MSH|^~\\&|HIS|||||||||2.5||||||~ISO IR87\r";

    #[track_caller]
    fn check(before: &[u8], path: &str, text: &str, after: &[u8]) {
        let mut message = MessageBuf::parse([HEADER, before].concat(), &mut ()).unwrap();
        let path = path.parse().unwrap();
        message.set(&path, text).unwrap();
        let expected = [HEADER, after].concat();
        assert_eq!(
            String::from_utf8_lossy(message.as_bytes()),
            String::from_utf8_lossy(&expected),
            "{path} = {text}"
        );
        assert_eq!(message.as_message().get(&path).map_or_else(String::new, |r| r.text().into_owned()), text);
    }

    #[test]
    fn an_edit_changes_only_its_place() {
        check(b"PID|1||2||A^B~C^D|\rPV1|1\r", "PID-5[2].2", "X", b"PID|1||2||A^B~C^X|\rPV1|1\r");
        check(b"PID|1||2||A^B~C^D|\rPV1|1\r", "PID-5", "X", b"PID|1||2||X|\rPV1|1\r");
        check(b"PID|1\r", "PID-5.2", "X", b"PID|1||||^X\r");
        check(b"PID|1\r", "PID-5[2].1.2", "X", b"PID|1||||~&X\r");
        check(b"PID|1|A\r", "PID-2.3", "X", b"PID|1|A^^X\r");
        check(b"PID|1|A^B\r", "PID-2.2.3", "X", b"PID|1|A^B&&X\r");
        check(b"PID|1|A^B|C\r", "PID-2.1", "", b"PID|1|^B|C\r");
        check(b"PID|1\r", "PID-9.3", "", b"PID|1\r");
    }

    #[test]
    fn text_is_escaped_and_encoded() {
        check(b"PID|||\r", "PID-3", "a|b^c~d\\e&f", b"PID|||a\\F\\b\\S\\c\\R\\d\\E\\e\\T\\f\r");
        check(b"PID|||\r", "PID-3.2", "東京", b"PID|||^\x1b$BEl5~\x1b(B\r");
        check(b"NTE|1||\r", "NTE-3", "a\nb", b"NTE|1||a\\X0A\\b\r");
    }

    #[test]
    fn segments_come_and_go_with_their_line_ends() {
        let bytes = b"MSH|^~\\&|A\nPID|1\nPV1|1";
        let mut message = MessageBuf::parse(bytes.to_vec(), &mut ()).unwrap();
        let at = message.insert_segment(1, SegmentId::from_name("NTE")).unwrap();
        assert_eq!(at, 2);
        message.set(&"NTE-3".parse().unwrap(), "x").unwrap();
        assert_eq!(message.as_bytes(), b"MSH|^~\\&|A\nPID|1\nNTE|||x\nPV1|1");
        message.remove_segment(1).unwrap();
        message.remove_segment(1).unwrap();
        assert_eq!(message.as_bytes(), b"MSH|^~\\&|A\nPV1|1");
        assert_eq!(message.remove_segment(0), Err(EditError::NoSegment));
    }

    #[test]
    fn what_makes_no_sense_is_refused_and_changes_nothing() {
        let bytes = [HEADER, b"PID|1\r"].concat();
        let mut message = MessageBuf::parse(bytes.clone(), &mut ()).unwrap();
        let mut refused = |path: &str, text: &str| message.set(&path.parse().unwrap(), text).unwrap_err();
        assert_eq!(refused("PV1-2", "I"), EditError::NoSegment);
        assert_eq!(refused("PID", "I"), EditError::NotAField);
        assert_eq!(refused("PID[*]-3", "I"), EditError::NotOnePlace);
        assert_eq!(refused("MSH-2", "^"), EditError::Delimiters);
        assert!(matches!(refused("PID-5", "髙"), EditError::Unencodable(_)));
        assert_eq!(message.as_bytes(), bytes);
    }
}
