use std::io::{self, BufRead};

use crate::delimiters::Delimiters;
use crate::message::{ParseOptions, is_line_end, line_end};

/// Cuts a stream into messages: one file with one message or many, a batch (FHS, BHS), an MLLP connection.
///
/// A frame is all that belongs to one message: framing bytes and envelope lines before it, the message, and what follows
/// up to the next one. Frames partition the stream: written one after the other, with the [`tail`](Reader::tail) at the
/// end, they are the stream again.
///
/// # Examples
///
/// ```
/// use renkei_hl7v2::Message;
/// use renkei_hl7v2::io::Reader;
///
/// let stream = b"\x0bMSH|^~\\&|A\rPID|1\r\x1c\r\x0bMSH|^~\\&|B\r\x1c\r";
/// let mut reader = Reader::new(&stream[..]);
/// let mut buffer = Vec::new();
/// let mut senders = Vec::new();
/// while let Some(frame) = reader.read_frame(&mut buffer)? {
///     let message = Message::parse(&buffer, &mut ())?;
///     senders.push((frame.offset, message.get(&"MSH-3".parse()?).unwrap().text().into_owned()));
/// }
/// assert_eq!(senders, [(0, "A".into()), (20, "B".into())]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct Reader<R> {
    inner: R,
    max_message: usize,
    /// Bytes of the stream already cut off.
    offset: u64,
    index: u64,
    /// A line already taken from the stream that belongs to the next frame.
    carry: Vec<u8>,
    tail: Vec<u8>,
    done: bool,
    /// The frame was too large: go on at the next one; says whether a line has just ended.
    skipping: Option<bool>,
}

/// One frame of a stream; its bytes are in the caller's buffer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Frame {
    /// Where the frame begins in the stream, in bytes counted from zero.
    pub offset: u64,
    /// How many frames came before it.
    pub index: u64,
}

/// Why no frame could be read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ReadError {
    /// The stream itself failed.
    #[error("the input can't be read")]
    Io(#[from] io::Error),
    /// A message is longer than the limit; the next call goes on with the message after it.
    #[error("the message at byte {offset} is longer than {limit} bytes; raise the limit to read it")]
    TooLarge {
        /// Where the message begins in the stream.
        offset: u64,
        /// The limit in bytes.
        limit: usize,
    },
}

/// Makes a [`Reader`].
#[derive(Clone, Debug)]
pub struct ReaderBuilder {
    max_message: usize,
}

impl Default for ReaderBuilder {
    fn default() -> Self {
        Self { max_message: ParseOptions::MAX_LENGTH }
    }
}

impl ReaderBuilder {
    /// Sets the most bytes that a frame may have; 256 MiB unless set.
    #[must_use]
    pub const fn max_message(mut self, bytes: usize) -> Self {
        self.max_message = bytes;
        self
    }

    /// Makes the reader.
    pub const fn build_from_reader<R: BufRead>(&self, inner: R) -> Reader<R> {
        Reader {
            inner,
            max_message: self.max_message,
            offset: 0,
            index: 0,
            carry: Vec::new(),
            tail: Vec::new(),
            done: false,
            skipping: None,
        }
    }
}

impl<R: BufRead> Reader<R> {
    /// Makes a reader with the default limits.
    pub fn new(inner: R) -> Self {
        ReaderBuilder::default().build_from_reader(inner)
    }

    /// Reads the next frame into the buffer, which is cleared first and can be used again and again; `None` at the end.
    ///
    /// A frame that began with the start byte of MLLP (0B) ends with its end byte (1C), without waiting for what follows.
    ///
    /// # Errors
    ///
    /// [`ReadError`]; after [`ReadError::TooLarge`] reading can go on.
    pub fn read_frame(&mut self, buffer: &mut Vec<u8>) -> Result<Option<Frame>, ReadError> {
        buffer.clear();
        if let Some(at_line_start) = self.skipping.take() {
            self.skip(at_line_start)?;
        }
        buffer.append(&mut self.carry);
        let mut frame = Shape::of(buffer);
        let start = self.offset;
        while !self.done {
            let line_start = buffer.len();
            let end = self.read_line(buffer)?;
            if buffer.len() > self.max_message {
                // What was read of a line must not be taken for the next one.
                self.offset = start.saturating_add(length(buffer.len()));
                self.skipping = Some(end.is_some());
                buffer.clear();
                return Err(ReadError::TooLarge { offset: start, limit: self.max_message });
            }
            let line = buffer.get(line_start..).unwrap_or_default();
            if frame.has_header && begins_frame(line) {
                self.carry.extend_from_slice(line);
                buffer.truncate(line_start);
                break;
            }
            frame.add(line);
            if frame.is_mllp && frame.has_header && end == Some(0x1C) {
                break;
            }
        }
        if buffer.is_empty() {
            return Ok(None);
        }
        if self.done && self.carry.is_empty() && !frame.has_header && buffer.iter().all(|b| is_blank(*b)) {
            self.tail.append(buffer);
            return Ok(None);
        }
        let found = Frame { offset: start, index: self.index };
        self.offset = start.saturating_add(length(buffer.len()));
        self.index = self.index.saturating_add(1);
        Ok(Some(found))
    }

    /// Reads all frames, each into a buffer of its own.
    pub const fn frames(self) -> Frames<R> {
        Frames { reader: self }
    }

    /// Returns what followed the last frame: blank lines and framing bytes; complete once the end is reached.
    pub fn tail(&self) -> &[u8] {
        &self.tail
    }

    /// Returns the inner reader.
    pub const fn get_ref(&self) -> &R {
        &self.inner
    }

    /// Returns the inner reader for changes; what was read ahead stays with this one.
    pub const fn get_mut(&mut self) -> &mut R {
        &mut self.inner
    }

    /// Returns the inner reader and drops what was read ahead.
    pub fn into_inner(self) -> R {
        self.inner
    }

    /// Reads up to and including the next line end; stops early where the frame is too large already.
    fn read_line(&mut self, buffer: &mut Vec<u8>) -> Result<Option<u8>, io::Error> {
        loop {
            let chunk = match self.inner.fill_buf() {
                Ok(chunk) => chunk,
                Err(e) if e.kind() == io::ErrorKind::Interrupted => continue,
                Err(e) => return Err(e),
            };
            if chunk.is_empty() {
                self.done = true;
                return Ok(None);
            }
            let found = line_end(chunk);
            let mut used = found.map_or(chunk.len(), |at| at.saturating_add(1));
            let end = found.and_then(|at| chunk.get(at)).copied();
            // The CR that closes an MLLP frame is taken with it where it is there already.
            if end == Some(0x1C) && chunk.get(used) == Some(&b'\r') {
                used = used.saturating_add(1);
            }
            buffer.extend_from_slice(chunk.get(..used).unwrap_or_default());
            self.inner.consume(used);
            if end.is_some() || buffer.len() > self.max_message {
                return Ok(end);
            }
        }
    }

    /// Goes on to the line that begins the next frame, keeping nothing.
    fn skip(&mut self, mut at_start: bool) -> Result<(), io::Error> {
        let mut line = Vec::new();
        while !self.done {
            line.clear();
            let end = self.read_line(&mut line)?;
            if at_start && begins_frame(&line) {
                self.carry = line;
                break;
            }
            self.offset = self.offset.saturating_add(length(line.len()));
            at_start = end.is_some();
        }
        Ok(())
    }
}

fn begins_frame(line: &[u8]) -> bool {
    Delimiters::begin_header(line) || Delimiters::begin_envelope(line)
}

fn is_blank(byte: u8) -> bool {
    is_line_end(byte) || byte.is_ascii_whitespace()
}

fn length(n: usize) -> u64 {
    u64::try_from(n).unwrap_or(u64::MAX)
}

/// What a frame holds so far.
#[derive(Clone, Copy, Default)]
struct Shape {
    has_header: bool,
    is_mllp: bool,
}

impl Shape {
    fn of(line: &[u8]) -> Self {
        let mut shape = Self::default();
        if !line.is_empty() {
            shape.add(line);
        }
        shape
    }

    fn add(&mut self, line: &[u8]) {
        let line = line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(line);
        self.is_mllp |= !self.has_header && line.first() == Some(&0x0B);
        self.has_header |= Delimiters::begin_header(line);
    }
}

/// An iterator over the frames of a stream, made by [`Reader::frames`].
#[derive(Debug)]
pub struct Frames<R> {
    reader: Reader<R>,
}

impl<R: BufRead> Iterator for Frames<R> {
    type Item = Result<(Frame, Vec<u8>), ReadError>;

    fn next(&mut self) -> Option<Self::Item> {
        let mut buffer = Vec::new();
        match self.reader.read_frame(&mut buffer) {
            Ok(Some(frame)) => Some(Ok((frame, buffer))),
            Ok(None) => None,
            Err(e) => {
                if matches!(e, ReadError::Io(_)) {
                    self.reader.done = true;
                }
                Some(Err(e))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(stream: &[u8], expected: &[&[u8]]) {
        // Whatever the size of the reads, the frames are the same and make up the stream.
        for capacity in [1, 2, 3, 7, 4096] {
            let mut reader = Reader::new(io::BufReader::with_capacity(capacity, stream));
            let mut buffer = Vec::new();
            let mut found = Vec::new();
            let mut at = 0u64;
            while let Some(frame) = reader.read_frame(&mut buffer).unwrap() {
                assert_eq!(frame.offset, at);
                at = at.saturating_add(length(buffer.len()));
                found.push(buffer.clone());
            }
            let tail = reader.tail().to_vec();
            assert_eq!(found.iter().flatten().chain(&tail).copied().collect::<Vec<_>>(), stream);
            if capacity == 4096 {
                assert_eq!(found, expected);
            } else {
                assert_eq!(found.len(), expected.len(), "reads of {capacity} bytes");
            }
        }
    }

    #[test]
    fn a_stream_is_cut_before_each_header() {
        check(b"MSH|^~\\&|A\rPID|1\rMSH|^~\\&|B\r", &[b"MSH|^~\\&|A\rPID|1\r", b"MSH|^~\\&|B\r"]);
        check(b"MSH|^~\\&|A\r\nPID|1\r\n\r\nMSH|^~\\&|B", &[b"MSH|^~\\&|A\r\nPID|1\r\n\r\n", b"MSH|^~\\&|B"]);
        check(b"\xef\xbb\xbfMSH|^~\\&|A\rMSHIELD|B\r", &[b"\xef\xbb\xbfMSH|^~\\&|A\rMSHIELD|B\r"]);
    }

    #[test]
    fn an_envelope_belongs_to_the_message_after_it_and_a_trailer_to_the_one_before() {
        check(
            b"FHS|^~\\&\rBHS|^~\\&\rMSH|^~\\&|A\rMSH|^~\\&|B\rBTS|2\rFTS|1\rFHS|^~\\&\rMSH|^~\\&|C\r",
            &[
                b"FHS|^~\\&\rBHS|^~\\&\rMSH|^~\\&|A\r",
                b"MSH|^~\\&|B\rBTS|2\rFTS|1\r",
                b"FHS|^~\\&\rMSH|^~\\&|C\r",
            ],
        );
    }

    #[test]
    fn a_framed_message_ends_with_its_frame() {
        check(
            b"\x0bMSH|^~\\&|A\r\x1c\r\x0bMSH|^~\\&|B\r\x1c\r",
            &[b"\x0bMSH|^~\\&|A\r\x1c\r", b"\x0bMSH|^~\\&|B\r\x1c\r"],
        );
        check(b"MSH|^~\\&|A\r\x1c", &[b"MSH|^~\\&|A\r\x1c"]);
    }

    #[test]
    fn what_holds_no_message_is_a_frame_unless_it_is_blank() {
        check(b"", &[]);
        check(b"\r\n \r", &[]);
        check(b"hello\r", &[b"hello\r"]);
    }

    #[test]
    fn a_message_that_is_too_large_does_not_hide_the_next() {
        let stream = [b"MSH|^~\\&|A\r".as_slice(), &[b'x'; 300], b"\rMSH|^~\\&|B\rPID|1\r"].concat();
        for capacity in [5, 64, 4096] {
            let inner = io::BufReader::with_capacity(capacity, stream.as_slice());
            let mut reader = ReaderBuilder::default().max_message(100).build_from_reader(inner);
            let mut buffer = Vec::new();
            assert!(matches!(
                reader.read_frame(&mut buffer),
                Err(ReadError::TooLarge { offset: 0, limit: 100 })
            ));
            let frame = reader.read_frame(&mut buffer).unwrap().unwrap();
            assert_eq!(buffer, b"MSH|^~\\&|B\rPID|1\r");
            assert_eq!(frame.offset, 312);
            assert_eq!(reader.read_frame(&mut buffer).unwrap(), None);
        }
    }
}
