//! HL7 escape sequences (HL7 v2.5 2.7): `\F\ \S\ \T\ \R\ \E\` for the delimiters, `\X..\` for bytes, and those that
//! have no text.
//!
//! Resolved here: the five delimiters and hexadecimal data, whose bytes are read in the message's own character set. Kept
//! as written: `\.br\` and the other formatting commands, `\H\`, `\N\`, `\C..\`, `\M..\`, `\Z..\`, and whatever is unknown
//! or not closed. [`formatted_text`] gives formatted text (FT, TX) its lines.
//!
//! In ISO-2022-JP the byte of `\` is also half of 本 and of 164 other kanji; escapes are looked for between characters only.

use std::borrow::Cow;

use renkei_core::Charset;
use renkei_core::charset::{EncodeError, EncodeOptions, Shift, Substitution};

use crate::delimiters::Delimiters;

/// What stands between two escape characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sequence<'a> {
    /// One of the delimiters.
    Delimiter(u8),
    /// Pairs of hexadecimal digits, without the `X`.
    Hex(&'a [u8]),
    /// A sequence of the standard that has no text: formatting, highlighting, a switch of character sets, a local one.
    Command,
    /// Anything else.
    Unknown,
}

impl<'a> Sequence<'a> {
    /// Reads what stands between two escape characters.
    ///
    /// # Examples
    ///
    /// ```
    /// use renkei_hl7v2::Delimiters;
    /// use renkei_hl7v2::escape::Sequence;
    ///
    /// let delimiters = Delimiters::default();
    /// assert_eq!(Sequence::read(b"T", &delimiters), Sequence::Delimiter(b'&'));
    /// assert_eq!(Sequence::read(b".br", &delimiters), Sequence::Command);
    /// assert_eq!(Sequence::read(b"5 re. ", &delimiters), Sequence::Unknown);
    /// ```
    pub fn read(body: &'a [u8], delimiters: &Delimiters) -> Self {
        let hex = |digits: &[u8]| {
            !digits.is_empty() && digits.len().is_multiple_of(2) && digits.iter().all(u8::is_ascii_hexdigit)
        };
        match body {
            b"F" => Self::Delimiter(delimiters.field),
            b"S" => Self::Delimiter(delimiters.component),
            b"R" => Self::Delimiter(delimiters.repetition),
            b"E" => delimiters.escape.map_or(Self::Unknown, Self::Delimiter),
            b"T" => delimiters.subcomponent.map_or(Self::Unknown, Self::Delimiter),
            b"H" | b"N" => Self::Command,
            [b'X' | b'x', digits @ ..] if hex(digits) => Self::Hex(digits),
            [b'C', digits @ ..] if digits.len() == 4 && hex(digits) => Self::Command,
            [b'M', digits @ ..] if (4..=6).contains(&digits.len()) && hex(digits) => Self::Command,
            [b'Z', ..] => Self::Command,
            [b'.', command @ ..] if is_format_command(command) => Self::Command,
            _ => Self::Unknown,
        }
    }
}

/// `.br`, `.sp3`, `.in+4`, `.ti-2`, `.sk 5`, `.fi`, `.nf`, `.ce`, in either case.
fn is_format_command(command: &[u8]) -> bool {
    let Some((name, number)) = command.split_at_checked(2) else { return false };
    let known = [b"br", b"sp", b"fi", b"nf", b"in", b"ti", b"sk", b"ce"];
    known.iter().any(|k| name.eq_ignore_ascii_case(*k))
        && number.iter().all(|b| b.is_ascii_digit() || matches!(b, b'+' | b'-' | b' '))
}

/// A part of a leaf: bytes that are text, or an escape sequence with its two escape characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part<'a> {
    /// Text, beginning in this shift state.
    Text(&'a [u8], Shift),
    /// An escape sequence: the whole of it, and what it means.
    Escape(&'a [u8], Sequence<'a>, Shift),
}

/// Cuts the bytes of a leaf into text and escape sequences; an escape character that is not closed is text.
pub fn parts<'a>(bytes: &'a [u8], charset: Charset, shift: Shift, delimiters: &Delimiters) -> Parts<'a> {
    Parts { rest: bytes, shift, charset, delimiters: *delimiters, escape: None }
}

/// An iterator over the [`Part`]s of a leaf.
#[derive(Clone, Debug)]
pub struct Parts<'a> {
    rest: &'a [u8],
    shift: Shift,
    charset: Charset,
    delimiters: Delimiters,
    /// The length of the escape sequence that the rest begins with, and the state after it.
    escape: Option<(usize, Shift)>,
}

impl Parts<'_> {
    /// Finds the next live escape character from `from`, and the shift state after it.
    fn next_escape(&self, from: usize, mut shift: Shift) -> Option<(usize, Shift)> {
        let escape = self.delimiters.escape?;
        let mut at = from;
        loop {
            let rest = self.rest.get(at..).filter(|r| !r.is_empty())?;
            let unit = self.charset.unit(&mut shift, rest);
            if unit.live && rest.first() == Some(&escape) {
                return Some((at, shift));
            }
            at = at.saturating_add(unit.len.max(1));
        }
    }

    fn skip_bytes(&mut self, length: usize) {
        self.rest = self.rest.get(length..).unwrap_or_default();
    }
}

impl<'a> Iterator for Parts<'a> {
    type Item = Part<'a>;

    fn next(&mut self) -> Option<Part<'a>> {
        let whole: &'a [u8] = self.rest;
        if let Some((length, after)) = self.escape.take() {
            let shift = self.shift;
            self.shift = after;
            self.skip_bytes(length);
            let sequence = whole.get(..length)?;
            let body = sequence.get(1..length.saturating_sub(1)).unwrap_or_default();
            return Some(Part::Escape(sequence, Sequence::read(body, &self.delimiters), shift));
        }
        if whole.is_empty() {
            return None;
        }
        let shift = self.shift;
        let open = self.next_escape(0, shift);
        let closed =
            open.and_then(|(at, after)| Some((at, after, self.next_escape(at.saturating_add(1), after)?)));
        let Some((at, before, (end, after))) = closed else {
            self.rest = &[];
            return Some(Part::Text(whole, shift));
        };
        self.escape = Some((end.saturating_sub(at).saturating_add(1), after));
        if at == 0 {
            return self.next();
        }
        self.shift = before;
        self.skip_bytes(at);
        Some(Part::Text(whole.get(..at)?, shift))
    }
}

/// Returns the text of a leaf: decoded, with delimiters and hexadecimal data unescaped.
///
/// # Examples
///
/// ```
/// use renkei_core::Charset;
/// use renkei_hl7v2::{Delimiters, escape};
///
/// let read = |bytes| escape::text(bytes, Charset::Iso2022Jp, Default::default(), &Delimiters::default());
/// assert_eq!(read(b"A\\T\\B"), "A&B");
/// assert_eq!(read(b"\x1b$BF|K\\\x1b(B\\R\\"), "日本~");      // the \ inside 本 is no escape
/// assert_eq!(read(b"4\\5 re."), "4\\5 re.");
/// ```
pub fn text<'a>(bytes: &'a [u8], charset: Charset, shift: Shift, delimiters: &Delimiters) -> Cow<'a, str> {
    unescape(bytes, charset, shift, delimiters, false)
}

/// Returns the text of a leaf of formatted text (FT, TX): as [`text`], with line feeds for the commands that end a line
/// (`\.br\`, `\.sp\`, `\.ce\`).
pub fn formatted_text<'a>(
    bytes: &'a [u8],
    charset: Charset,
    shift: Shift,
    delimiters: &Delimiters,
) -> Cow<'a, str> {
    unescape(bytes, charset, shift, delimiters, true)
}

fn unescape<'a>(
    bytes: &'a [u8],
    charset: Charset,
    shift: Shift,
    delimiters: &Delimiters,
    formatted: bool,
) -> Cow<'a, str> {
    let may_escape = delimiters.escape.is_some_and(|e| memchr::memchr(e, bytes).is_some());
    if !may_escape {
        return charset.decode_from(shift, bytes).into_cow();
    }
    let mut out = String::with_capacity(bytes.len());
    for part in parts(bytes, charset, shift, delimiters) {
        match part {
            Part::Text(run, shift) => {
                charset.decode_into(shift, run, &mut out);
            }
            Part::Escape(_, Sequence::Delimiter(byte), _) => out.push(char::from(byte)),
            Part::Escape(_, Sequence::Hex(digits), _) => {
                charset.decode_into(Shift::default(), &from_hex(digits), &mut out);
            }
            Part::Escape(written, Sequence::Command, _) if formatted && ends_line(written) => out.push('\n'),
            Part::Escape(written, Sequence::Command | Sequence::Unknown, shift) => {
                charset.decode_into(shift, written, &mut out);
            }
        }
    }
    Cow::Owned(out)
}

/// Says whether a whole escape sequence is a command that ends a line, without a number behind it.
fn ends_line(written: &[u8]) -> bool {
    let body = written.get(1..written.len().saturating_sub(1)).unwrap_or_default();
    [b".br", b".sp", b".ce"].iter().any(|command| body.eq_ignore_ascii_case(*command))
}

fn from_hex(digits: &[u8]) -> Vec<u8> {
    let value = |b: u8| char::from(b).to_digit(16).and_then(|d| u8::try_from(d).ok()).unwrap_or(0);
    digits
        .chunks_exact(2)
        .map(|pair| pair.iter().fold(0u8, |sum, &b| sum.wrapping_shl(4) | value(b)))
        .collect()
}

/// How text is written into a leaf.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum LineBreak {
    /// A line feed is written as hexadecimal data, `\X0A\`: every type of field.
    #[default]
    Hex,
    /// A line feed is written as `\.br\`: formatted text (FT, TX).
    Command,
}

/// Writes texts as the bytes of leaves: delimiters and control characters are escaped, the rest is encoded.
///
/// What is read back equals the text. A character that a message without an escape character can't hold is an error of
/// the same kind as one that the character set lacks.
///
/// # Examples
///
/// ```
/// use renkei_core::Charset;
/// use renkei_hl7v2::Delimiters;
/// use renkei_hl7v2::escape::{LineBreak, Writer};
///
/// let writer = Writer::new(Charset::Iso2022Jp, Delimiters::default(), Default::default());
/// let mut out = b"NTE|1||".to_vec();
/// writer.write("血圧 120^80", LineBreak::Hex, &mut out)?;
/// assert_eq!(out, b"NTE|1||\x1b$B7l05\x1b(B 120\\S\\80");
/// # Ok::<(), renkei_core::charset::EncodeError>(())
/// ```
#[derive(Clone, Debug)]
pub struct Writer {
    charset: Charset,
    delimiters: Delimiters,
    options: EncodeOptions,
    /// What each byte of a text asks for: one look at every byte tells how the text is to be written.
    asks: [u8; 256],
}

/// What a byte of a text asks for: nothing, where it is written as it is.
mod asks {
    /// It is a delimiter or a control character.
    pub(super) const ESCAPE: u8 = 1;
    /// It is a part of a character that is not ASCII.
    pub(super) const ENCODING: u8 = 2;
}

impl Writer {
    /// Makes a writer for a message.
    pub fn new(charset: Charset, delimiters: Delimiters, options: EncodeOptions) -> Self {
        let mut asks = [0; 256];
        for (asks, byte) in asks.iter_mut().zip(0u8..=u8::MAX) {
            *asks = match byte {
                0x80.. => asks::ENCODING,
                ..0x20 | 0x7F => asks::ESCAPE,
                _ if delimiters.contains(byte) => asks::ESCAPE,
                _ => 0,
            };
        }
        Self { charset, delimiters, options, asks }
    }

    /// Returns the delimiters that are escaped.
    pub const fn delimiters(&self) -> &Delimiters {
        &self.delimiters
    }

    /// Appends a text to `out`, and returns what was substituted, as far as the options allow it.
    ///
    /// # Errors
    ///
    /// [`EncodeError`] says which character can't be written, and where; `out` is then as it was.
    pub fn write(
        &self,
        text: &str,
        line_break: LineBreak,
        out: &mut Vec<u8>,
    ) -> Result<Vec<Substitution>, EncodeError> {
        let asked = text.bytes().fold(0, |asked, byte| asked | self.asked(byte));
        if asked == 0 {
            out.extend_from_slice(text.as_bytes());
            return Ok(Vec::new());
        }
        if asked & asks::ESCAPE == 0 {
            return self.charset.encode(text, &self.options, out);
        }
        let escaped = self.escaped(text, line_break)?;
        self.charset.encode(&escaped, &self.options, out)
    }

    fn asked(&self, byte: u8) -> u8 {
        self.asks.get(usize::from(byte)).copied().unwrap_or(0)
    }

    /// The text with its escape sequences, still to be encoded.
    fn escaped(&self, text: &str, line_break: LineBreak) -> Result<String, EncodeError> {
        let Self { charset, delimiters, options, .. } = self;
        let mut escaped = String::with_capacity(text.len().saturating_add(16));
        for (at, c) in text.char_indices() {
            let Some(b) = u8::try_from(c).ok().filter(|b| self.asked(*b) == asks::ESCAPE) else {
                escaped.push(c);
                continue;
            };
            let refused = || EncodeError::new(text, at, *charset);
            let escape = delimiters.for_writing().escape.map(char::from).ok_or_else(refused)?;
            // ESC, SO and SI switch sets where they stand, and in hexadecimal data too.
            if !charset.can_encode(c, options) {
                return Err(refused());
            }
            let start = escaped.len().saturating_add(1);
            escaped.push(escape);
            if b == delimiters.field {
                escaped.push('F');
            } else if b == delimiters.component {
                escaped.push('S');
            } else if b == delimiters.repetition {
                escaped.push('R');
            } else if Some(b) == delimiters.escape {
                escaped.push('E');
            } else if Some(b) == delimiters.subcomponent {
                escaped.push('T');
            } else if b == b'\n' && line_break == LineBreak::Command {
                escaped.push_str(".br");
            } else {
                escaped.push_str(&format!("X{b:02X}"));
            }
            // Letters and digits that are delimiters themselves can't stand in an escape sequence.
            if escaped.bytes().skip(start).any(|b| delimiters.contains(b)) {
                return Err(refused());
            }
            escaped.push(escape);
        }
        Ok(escaped)
    }
}
