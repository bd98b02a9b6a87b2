//! Japanese character sets: decoding that never fails, encoding that never substitutes in silence.
//!
//! In ISO-2022-JP every byte between `ESC $ B` and `ESC ( B` is half of a character, and 582 of the 6,879 characters of
//! JIS X 0208 hold the byte of an HL7 delimiter: 京 is `5~`, 本 is `K\`, 期 is `4|`. Shift_JIS has the same trouble in
//! its second bytes (ソ 表 能 タ). So a reader may ask two things of a [`Charset`]: how long the next [`Unit`] is and
//! whether it stands for itself ([`Charset::unit`]), and what bytes say ([`Charset::decode`]). The two always agree.
//!
//! ```
//! use renkei_core::charset::{Charset, EncodeOptions, Shift};
//!
//! let bytes = b"\x1b$BEl5~\x1b(B~A"; // 東京, a repetition separator, A
//! assert_eq!(Charset::Iso2022Jp.decode(bytes).as_str(), "東京~A");
//!
//! // Only one of the two bytes 7E is a separator.
//! let separators: Vec<usize> = Charset::Iso2022Jp
//!     .units(Shift::default(), bytes)
//!     .filter(|(at, unit)| unit.live && bytes[*at] == b'~')
//!     .map(|(at, _)| at)
//!     .collect();
//! assert_eq!(separators, [10]);
//!
//! let mut out = Vec::new();
//! Charset::Iso2022Jp.encode("東京~A", &EncodeOptions::default(), &mut out)?;
//! assert_eq!(out, bytes);
//! # Ok::<(), renkei_core::charset::EncodeError>(())
//! ```
//!
//! # What is read and written
//!
//! | Set | ISO-2022-JP reads | ISO-2022-JP writes | Shift_JIS | EUC-JP |
//! | --- | --- | --- | --- | --- |
//! | ASCII | `ESC ( B` | yes | both | both |
//! | JIS X 0201 Roman | `ESC ( J`, `ESC ( H`: 5C is ¥, 7E is ‾ | never | - | - |
//! | JIS X 0201 katakana | `ESC ( I`, SO and SI | never | both | both (8E) |
//! | JIS X 0208, rows 1-8 and 16-84 | `ESC $ B`, `ESC $ @`, `ESC $ ( B`, `ESC $ ( @`, after `ESC & @` or not | yes | both | both |
//! | NEC row 13 (① ㈱), NEC-selected IBM rows 89-92 (髙) | the same | on request | both; writes the IBM form | both |
//! | IBM rows 115-119 | - | - | both | - |
//! | user area F040-F9FC, as U+E000-U+E757 | - | - | both | - |
//! | JIS X 0212 | `ESC $ ( D` | on request | - | reads (8F); writes on request |
//! | JIS X 0213 plane 1 | `ESC $ ( O`, `ESC $ ( Q`: what JIS X 0208 and row 13 hold in the same place | never | - | - |
//! | JIS X 0213 plane 2 | `ESC $ ( P`: recognised, no character is read | never | - | - |
//!
//! The tables of 1978, 1983 and 1990 are read as one. Shift_JIS is what Windows calls code page 932. `ESC ) I` is
//! recognised and changes nothing, because SO reaches the katakana anyway.
//!
//! # Spelling
//!
//! Six characters have two Unicode spellings. Decoding gives the one of Windows and the WHATWG tables: U+FF5E, U+2225,
//! U+FF0D, U+FFE0, U+FFE1, U+FFE2. Encoding accepts the one of JIS as well (U+301C, U+2016, U+2212, U+00A2, U+00A3,
//! U+00AC), and U+2014 for U+2015. [`fold_spelling`] turns the second into the first.
//!
//! # Shift states
//!
//! A line starts in ASCII: CR, LF, VT (0B) and FS (1C) return to it from any state, because a sender that forgot to close
//! a double-byte run must not spoil the next segment. Any designation ends SO. Inside a double-byte run, spaces and
//! control characters stand for themselves and the run goes on after them.
//!
//! # What cannot be read
//!
//! Decoding puts U+FFFD for it and counts its bytes ([`Decoded::unreadable`]):
//!
//! - ISO-2022-JP: the ESC of an unknown escape sequence (what follows is read in the state before); in a double-byte
//!   run, a pair that no character has, and a first byte without a second; any byte from 80 on, one by one, except
//!   A1-DF in a katakana state, which are the same katakana in eight bits.
//! - Shift_JIS and EUC-JP: as in the WHATWG Encoding Standard: an ASCII byte after a first byte always stands for
//!   itself unless the two are a character.
//! - UTF-8: as [`String::from_utf8_lossy`]. ASCII: each byte from 80 on.
//!
//! ESC, CR and LF are never swallowed.

mod declaration;
mod detect;
mod encode;
mod encoding;
mod euc_jp;
mod iso_2022_jp;
#[doc(hidden)]
pub mod laws;
mod nho;
mod shift_jis;
mod tables;

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use encoding_rs::UTF_8;

pub use declaration::{Declaration, DeclaredSet, Switching};
pub use detect::{Detection, Evidence};
pub use encode::{EncodeError, EncodeOptions, Substitution, Unmappable};
pub use encoding::Encoding;
pub use tables::fold_spelling;

/// A character set that Japanese messages are written in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Charset {
    /// ASCII (ISO-IR 6) alone.
    #[default]
    Ascii,
    /// ISO-2022-JP with all its designations.
    Iso2022Jp,
    /// Shift_JIS as Windows writes it (CP932).
    ShiftJis,
    /// EUC-JP with JIS X 0212.
    EucJp,
    /// UTF-8.
    Utf8,
}

/// The shift state at a place in the bytes: which set the next byte belongs to.
///
/// The default is the state at the start of a line: ASCII. Only ISO-2022-JP has others.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Shift {
    set: iso_2022_jp::Set,
    shifted_out: bool,
}

impl Shift {
    /// Says whether this is the state at the start of a line.
    pub fn is_start(self) -> bool {
        self == Self::default()
    }

    /// Says whether bytes 21-7E come in pairs here, so that a delimiter byte is no delimiter.
    pub fn is_double_byte(self) -> bool {
        !self.shifted_out && self.set.is_double_byte()
    }
}

/// How many bytes the next unit has, and whether it is one byte that stands for itself (and so may be a delimiter).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unit {
    /// The number of bytes: at least 1.
    pub len: usize,
    /// Whether the unit is a single byte that stands for itself.
    pub live: bool,
}

impl Unit {
    const LIVE: Self = Self { len: 1, live: true };

    const fn opaque(len: usize) -> Self {
        Self { len, live: false }
    }
}

/// An iterator over the units of some bytes, each with its offset; made by [`Charset::units`].
#[derive(Clone)]
pub struct Units<'a> {
    charset: Charset,
    shift: Shift,
    bytes: &'a [u8],
    at: usize,
}

impl Units<'_> {
    /// Returns the shift state at the next unit.
    pub const fn shift(&self) -> Shift {
        self.shift
    }
}

impl Iterator for Units<'_> {
    type Item = (usize, Unit);

    fn next(&mut self) -> Option<Self::Item> {
        let at = self.at;
        let rest = self.bytes.get(at..).filter(|rest| !rest.is_empty())?;
        let unit = self.charset.unit(&mut self.shift, rest);
        self.at = at.saturating_add(unit.len);
        Some((at, unit))
    }
}

impl std::iter::FusedIterator for Units<'_> {}

impl fmt::Debug for Units<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { charset, shift, bytes, at } = self;
        f.debug_struct("Units")
            .field("charset", charset)
            .field("shift", shift)
            .field("at", at)
            .field("len", &bytes.len())
            .finish()
    }
}

/// Decoded text, and how much could not be read.
///
/// `Debug` shows lengths, never the text.
#[derive(Clone, PartialEq, Eq)]
pub struct Decoded<'a> {
    text: Cow<'a, str>,
    unreadable: usize,
}

impl<'a> Decoded<'a> {
    /// Returns the text, with U+FFFD where bytes could not be read.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Returns the text, borrowed from the bytes where it could be.
    pub fn into_cow(self) -> Cow<'a, str> {
        self.text
    }

    /// Returns the text as a string of its own.
    pub fn into_string(self) -> String {
        self.text.into_owned()
    }

    /// Returns the number of input bytes that could not be read.
    ///
    /// This may be more than the number of U+FFFD put for them: an unassigned pair is two bytes and one U+FFFD. U+FFFD
    /// that UTF-8 text holds itself doesn't count.
    pub const fn unreadable(&self) -> usize {
        self.unreadable
    }

    /// Says whether every byte could be read.
    pub const fn is_clean(&self) -> bool {
        self.unreadable == 0
    }
}

impl AsRef<str> for Decoded<'_> {
    fn as_ref(&self) -> &str {
        self.as_str()
    }
}

impl fmt::Debug for Decoded<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Decoded")
            .field("len", &self.text.len())
            .field("borrowed", &matches!(self.text, Cow::Borrowed(_)))
            .field("unreadable", &self.unreadable)
            .finish()
    }
}

impl Charset {
    /// All character sets.
    pub const ALL: [Self; 5] = [Self::Ascii, Self::Iso2022Jp, Self::ShiftJis, Self::EucJp, Self::Utf8];

    /// Returns the usual name: `ASCII`, `ISO-2022-JP`, `Shift_JIS`, `EUC-JP` or `UTF-8`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Ascii => "ASCII",
            Self::Iso2022Jp => "ISO-2022-JP",
            Self::ShiftJis => "Shift_JIS",
            Self::EucJp => "EUC-JP",
            Self::Utf8 => "UTF-8",
        }
    }

    /// Finds the set for a name that people use, in any case, with or without blanks, `-` and `_`.
    ///
    /// For the values of MSH-18 see [`Declaration`], which knows more of them.
    ///
    /// # Examples
    ///
    /// ```
    /// use renkei_core::Charset;
    ///
    /// assert_eq!(Charset::for_label("cp932"), Some(Charset::ShiftJis));
    /// assert_eq!(Charset::for_label("euc_jp"), Some(Charset::EucJp));
    /// assert_eq!(Charset::for_label("ISO-8859-1"), None);
    /// ```
    pub fn for_label(label: &str) -> Option<Self> {
        Some(match declaration::normalized(label.as_bytes()).as_slice() {
            b"ASCII" | b"USASCII" | b"ISOIR6" | b"7BIT" => Self::Ascii,
            b"ISO2022JP" | b"CSISO2022JP" | b"ISO2022JP1" | b"ISO2022JPEXT" | b"ISO2022" | b"JIS"
            | b"JIS7" | b"ISOIR87" | b"ISO2022IR87" => Self::Iso2022Jp,
            b"SHIFTJIS" | b"SJIS" | b"XSJIS" | b"CSSHIFTJIS" | b"CP932" | b"MS932" | b"WINDOWS932"
            | b"WINDOWS31J" | b"CSWINDOWS31J" | b"MSKANJI" => Self::ShiftJis,
            b"EUCJP" | b"XEUCJP" | b"EUC" | b"UJIS" | b"EUCJPMS" | b"EUCJPWIN" => Self::EucJp,
            b"UTF8" | b"UNICODEUTF8" => Self::Utf8,
            _ => return None,
        })
    }

    /// Decodes bytes that begin in the start state.
    ///
    /// The text is borrowed when the bytes are ASCII without escape sequences, or valid UTF-8 in UTF-8.
    ///
    /// # Examples
    ///
    /// ```
    /// use renkei_core::Charset;
    ///
    /// assert_eq!(Charset::ShiftJis.decode(b"\x83^\x83\x8d\x83E").as_str(), "タロウ");
    ///
    /// let torn = Charset::Iso2022Jp.decode(b"\x1b$BEl5"); // the second half of 京 is missing
    /// assert_eq!((torn.as_str(), torn.unreadable()), ("東\u{FFFD}", 1));
    /// ```
    pub fn decode(self, bytes: &[u8]) -> Decoded<'_> {
        self.decode_from(Shift::default(), bytes)
    }

    /// Decodes bytes that begin in a shift state, as a part of a longer run does.
    pub fn decode_from(self, shift: Shift, bytes: &[u8]) -> Decoded<'_> {
        let borrowed = match self {
            Self::Utf8 => utf8(bytes),
            Self::Iso2022Jp if !iso_2022_jp::is_plain(shift, bytes) => None,
            _ if bytes.is_ascii() => utf8(bytes),
            _ => None,
        };
        if let Some(text) = borrowed {
            return Decoded { text: Cow::Borrowed(text), unreadable: 0 };
        }
        let mut out = String::new();
        let unreadable = self.decode_into(shift, bytes, &mut out);
        Decoded { text: Cow::Owned(out), unreadable }
    }

    /// Decodes bytes that begin in a shift state, appends the text to `out`, and returns the number of bytes that could
    /// not be read.
    #[inline]
    pub fn decode_into(self, shift: Shift, bytes: &[u8], out: &mut String) -> usize {
        // Two bytes become three at most, except for half-width katakana; `push` takes care of those.
        out.reserve(bytes.len().saturating_add(bytes.len() / 2));
        if self == Self::Iso2022Jp {
            iso_2022_jp::decode_into(shift, bytes, out)
        } else {
            self.decode_unshifted(bytes, out)
        }
    }

    /// Decodes bytes that begin in ASCII, nearly always of a character set that knows no shifts.
    fn decode_unshifted(self, bytes: &[u8], out: &mut String) -> usize {
        match self {
            Self::Ascii => push_seven_bit(bytes, out),
            Self::Iso2022Jp => iso_2022_jp::decode_into(Shift::default(), bytes, out),
            Self::ShiftJis => shift_jis::decode_into(bytes, out),
            Self::EucJp => euc_jp::decode_into(bytes, out),
            Self::Utf8 => {
                if let Some(text) = utf8(bytes) {
                    out.push_str(text);
                    return 0;
                }
                let mut unreadable = 0usize;
                for chunk in bytes.utf8_chunks() {
                    out.push_str(chunk.valid());
                    if !chunk.invalid().is_empty() {
                        out.push(char::REPLACEMENT_CHARACTER);
                        unreadable = unreadable.saturating_add(chunk.invalid().len());
                    }
                }
                unreadable
            }
        }
    }

    /// Returns the next unit of `rest`, which begins where a unit begins and in this shift state, and moves the state on.
    ///
    /// A unit is a character, an escape sequence, SO, SI, or what cannot be read. Escape sequences, SO and SI change the
    /// state; so do the ends of lines. The unit of no bytes at all is one byte long and not live.
    pub fn unit(self, shift: &mut Shift, rest: &[u8]) -> Unit {
        let Some(first) = rest.first() else { return Unit::opaque(1) };
        match self {
            Self::Iso2022Jp => iso_2022_jp::unit(shift, rest),
            _ if first.is_ascii() => Unit::LIVE,
            Self::Ascii => Unit::opaque(1),
            Self::ShiftJis => shift_jis::unit(rest),
            Self::EucJp => euc_jp::unit(rest),
            Self::Utf8 => {
                let head = rest.get(..4).unwrap_or(rest);
                let chunk = head.utf8_chunks().next();
                let len = chunk.map_or(1, |chunk| {
                    chunk.valid().chars().next().map_or(chunk.invalid().len(), char::len_utf8)
                });
                Unit::opaque(len.max(1))
            }
        }
    }

    /// Returns an iterator over the units of `bytes`, which begin in a shift state.
    pub const fn units(self, shift: Shift, bytes: &[u8]) -> Units<'_> {
        Units { charset: self, shift, bytes, at: 0 }
    }

    /// Says whether ASCII bytes always stand for themselves, so that delimiters can be found without looking at units.
    pub const fn transparent(self) -> bool {
        matches!(self, Self::Ascii | Self::EucJp | Self::Utf8)
    }

    /// Says whether some ASCII byte of `bytes`, which begin in the start state, may not stand for itself.
    ///
    /// This is cheap: it looks for ESC, SO and SI in ISO-2022-JP, for first bytes in Shift_JIS, for nothing elsewhere.
    pub fn needs_units(self, bytes: &[u8]) -> bool {
        match self {
            Self::Ascii | Self::EucJp | Self::Utf8 => false,
            Self::Iso2022Jp => {
                memchr::memchr3(iso_2022_jp::ESC, iso_2022_jp::SO, iso_2022_jp::SI, bytes).is_some()
            }
            Self::ShiftJis => !bytes.is_ascii() && bytes.iter().any(|&b| shift_jis::is_lead(b)),
        }
    }

    /// Encodes text, appends the bytes to `out`, and returns what was substituted, as far as the options allow it.
    ///
    /// ISO-2022-JP holds ASCII and JIS X 0208 alone unless the options ask for more; a run of kanji is between `ESC $ B`
    /// and `ESC ( B`, and the bytes begin and end in ASCII. The characters ESC, SO and SI can't be written in it.
    ///
    /// # Errors
    ///
    /// The first character that the set can't hold, when the options don't name a substitute; `out` is as it was.
    ///
    /// # Examples
    ///
    /// ```
    /// use renkei_core::charset::{Charset, EncodeOptions, Unmappable};
    ///
    /// let mut out = Vec::new();
    /// let error = Charset::Iso2022Jp.encode("山田 髙子", &EncodeOptions::default(), &mut out).unwrap_err();
    /// assert_eq!(error.to_string(), "character 4 (byte 7) can't be written in ISO-2022-JP");
    /// assert!(out.is_empty());
    ///
    /// let options = EncodeOptions::new().unmappable(Unmappable::BestFit);
    /// let substitutions = Charset::Iso2022Jp.encode("山田 髙子", &options, &mut out)?;
    /// assert_eq!((substitutions[0].at, substitutions[0].replacement), (7, "高"));
    /// assert_eq!(Charset::Iso2022Jp.decode(&out).as_str(), "山田 高子");
    /// # Ok::<(), renkei_core::charset::EncodeError>(())
    /// ```
    pub fn encode(
        self,
        text: &str,
        options: &EncodeOptions,
        out: &mut Vec<u8>,
    ) -> Result<Vec<Substitution>, EncodeError> {
        encode::encode(self, text, options, out)
    }

    /// Says whether the set, with these options, has a code for a character, so that nothing need be substituted.
    pub fn can_encode(self, c: char, options: &EncodeOptions) -> bool {
        encode::can_encode(self, c, options)
    }

    /// Guesses the set that bytes are written in, and says from what.
    ///
    /// A byte order mark decides; then escape sequences, and SO; then bytes from 80 on, as UTF-8 where they are valid,
    /// as Shift_JIS or EUC-JP by what reads better where they are not. ISO-2022-JP is valid UTF-8 and valid ASCII as
    /// well, which is why escape sequences come first.
    ///
    /// # Examples
    ///
    /// ```
    /// use renkei_core::charset::{Charset, Evidence};
    ///
    /// let found = Charset::detect(b"PID|||9999013||\x83^\x83\x8d\x83E");
    /// assert_eq!((found.charset, found.evidence), (Charset::ShiftJis, Evidence::ShiftJisScore));
    /// ```
    pub fn detect(bytes: &[u8]) -> Detection {
        Self::detect_text(bytes).0
    }

    /// Guesses the set as [`Charset::detect`] does, and returns the bytes as text where they are UTF-8 (ASCII and ISO-2022-JP
    /// are, as bytes): who needs both looks for errors once.
    pub fn detect_text(bytes: &[u8]) -> (Detection, Option<&str>) {
        let text = utf8(bytes);
        (detect::detect(bytes, text), text)
    }

    /// Returns the repetitions of MSH-18 that declare this set, or nothing where HL7 table 0211 has no value for it.
    ///
    /// ASCII is declared by an empty field. Shift_JIS and EUC-JP have no value: a message in them can't say so, and a
    /// writer should choose another set; [`Declaration`] understands the names that senders make up.
    ///
    /// # Examples
    ///
    /// ```
    /// use renkei_core::Charset;
    ///
    /// let repetitions = Charset::Iso2022Jp.declared_as().unwrap_or_default();
    /// assert_eq!(repetitions.join("~"), "~ISO IR87");
    /// ```
    pub const fn declared_as(self) -> Option<&'static [&'static str]> {
        match self {
            Self::Ascii => Some(&[]),
            Self::Iso2022Jp => Some(&["", "ISO IR87"]),
            Self::Utf8 => Some(&["UNICODE UTF-8"]),
            Self::ShiftJis | Self::EucJp => None,
        }
    }
}

impl fmt::Display for Charset {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// A name that is not one of a character set read here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a known character set: expected iso-2022-jp, shift_jis (cp932), euc-jp, utf-8 or ascii")]
pub struct UnknownCharset;

impl FromStr for Charset {
    type Err = UnknownCharset;

    fn from_str(label: &str) -> Result<Self, UnknownCharset> {
        Self::for_label(label).ok_or(UnknownCharset)
    }
}

/// Returns bytes as text, if they are UTF-8: as `std` does, but by whole vectors.
fn utf8(bytes: &[u8]) -> Option<&str> {
    match UTF_8.decode_without_bom_handling_and_without_replacement(bytes) {
        Some(Cow::Borrowed(text)) => Some(text),
        _ => None,
    }
}

/// Returns how many bytes at the start are ASCII.
#[inline]
fn ascii_prefix(bytes: &[u8]) -> usize {
    const HIGH: u64 = 0x8080_8080_8080_8080;
    let (words, tail) = bytes.as_chunks::<8>();
    for (word, at) in words.iter().zip((0..).step_by(8)) {
        let high = u64::from_le_bytes(*word) & HIGH;
        if high != 0 {
            return usize::try_from(high.trailing_zeros() / 8).map_or(at, |n| n.saturating_add(at));
        }
    }
    let before = bytes.len().saturating_sub(tail.len());
    before.saturating_add(tail.iter().take_while(|b| b.is_ascii()).count())
}

/// Appends bytes that are known to be ASCII.
fn push_ascii(bytes: &[u8], out: &mut String) {
    match utf8(bytes) {
        Some(text) => out.push_str(text),
        None => out.push_str(&String::from_utf8_lossy(bytes)),
    }
}

/// Appends bytes that are ASCII or else unreadable one by one; returns the number of the latter.
fn push_seven_bit(bytes: &[u8], out: &mut String) -> usize {
    let mut unreadable = 0usize;
    let mut rest = bytes;
    while let Some((head, tail)) = rest.split_at_checked(ascii_prefix(rest)).filter(|_| !rest.is_empty()) {
        push_ascii(head, out);
        rest = match tail {
            [_, tail @ ..] => {
                out.push(char::REPLACEMENT_CHARACTER);
                unreadable = unreadable.saturating_add(1);
                tail
            }
            [] => tail,
        };
    }
    unreadable
}

/// Decodes runs of ASCII and of other characters in turn; returns the number of bytes that could not be read.
///
/// `read` reads what stands at the start: how many bytes, and which character. `read_text` reads the same, if it can, and is
/// asked first: it returns the character as text, and what follows.
#[inline]
fn decode_runs<'b>(
    bytes: &'b [u8],
    out: &mut String,
    read_text: impl Fn(&'b [u8]) -> Option<(&'static str, &'b [u8])>,
    read: impl Fn(&'b [u8]) -> (usize, Option<char>),
) -> usize {
    let mut unreadable = 0usize;
    let mut rest = bytes;
    loop {
        while let Some((text, tail)) = read_text(rest) {
            out.push_str(text);
            rest = tail;
        }
        rest = match rest.split_at_checked(ascii_prefix(rest)) {
            _ if rest.is_empty() => return unreadable,
            Some((ascii, tail)) if !ascii.is_empty() => {
                push_ascii(ascii, out);
                tail
            }
            _ => {
                let (len, c) = read(rest);
                unreadable = unreadable.saturating_add(push_or_mark(c, len, out));
                rest.get(len..).unwrap_or_default()
            }
        };
    }
}

/// Appends a character, or U+FFFD for `len` unreadable bytes; returns the number of those.
#[inline]
fn push_or_mark(c: Option<char>, len: usize, out: &mut String) -> usize {
    out.push(c.unwrap_or(char::REPLACEMENT_CHARACTER));
    if c.is_some() { 0 } else { len }
}

#[cfg(test)]
mod tests;
