use std::fmt;

use super::Charset;

/// What a text is written in: one of the character sets of messages, or UTF-16, which documents come in as well.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Encoding {
    /// One of the character sets of messages; of documents, UTF-8 is the norm.
    Charset(Charset),
    /// UTF-16, the low byte first.
    Utf16Le,
    /// UTF-16, the high byte first.
    Utf16Be,
}

impl Encoding {
    /// Returns the usual name: that of the character set, `UTF-16LE` or `UTF-16BE`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Charset(charset) => charset.name(),
            Self::Utf16Le => "UTF-16LE",
            Self::Utf16Be => "UTF-16BE",
        }
    }

    /// Finds the encoding for the name in a declaration; UTF-16 without a byte order mark has the high byte first.
    ///
    /// # Examples
    ///
    /// ```
    /// use renkei_core::Charset;
    /// use renkei_core::charset::Encoding;
    ///
    /// assert_eq!(Encoding::for_label("x-sjis-cp932"), Some(Encoding::Charset(Charset::ShiftJis)));
    /// assert_eq!(Encoding::for_label("utf-16le"), Some(Encoding::Utf16Le));
    /// assert_eq!(Encoding::for_label("UTF-7"), None);
    /// ```
    pub fn for_label(label: &str) -> Option<Self> {
        let label = label.trim();
        let is = |name: &str| label.eq_ignore_ascii_case(name);
        if is("utf-16le") {
            Some(Self::Utf16Le)
        } else if is("utf-16") || is("utf-16be") {
            Some(Self::Utf16Be)
        } else if is("x-sjis-cp932") || is("x-ms-cp932") {
            Some(Self::Charset(Charset::ShiftJis))
        } else {
            Charset::for_label(label).map(Self::Charset)
        }
    }

    /// Returns the character set, where it is one of those of messages.
    pub const fn charset(self) -> Option<Charset> {
        match self {
            Self::Charset(charset) => Some(charset),
            Self::Utf16Le | Self::Utf16Be => None,
        }
    }

    /// Says whether the bytes are the text in UTF-8, so that nothing is transcoded.
    pub const fn is_utf8(self) -> bool {
        matches!(self, Self::Charset(Charset::Utf8 | Charset::Ascii))
    }
}

impl From<Charset> for Encoding {
    fn from(charset: Charset) -> Self {
        Self::Charset(charset)
    }
}

impl fmt::Display for Encoding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}
