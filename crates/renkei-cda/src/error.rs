use std::fmt;

use renkei_core::charset::Encoding;

/// A place in the bytes of a document.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Position {
    /// The byte, counted from zero; in a document that was transcoded, the byte of the text in UTF-8.
    pub offset: usize,
    /// The line, counted from one.
    pub line: usize,
    /// The character in the line, counted from one.
    pub column: usize,
}

impl Position {
    /// Finds line and column of a byte.
    pub(crate) fn of(text: &[u8], offset: usize) -> Self {
        let before = text.get(..offset).unwrap_or(text);
        let start = memchr::memrchr(b'\n', before).map_or(0, |at| at.saturating_add(1));
        let line = memchr::memchr_iter(b'\n', before).count().saturating_add(1);
        let is_start = |b: &&u8| !matches!(b, 0x80..=0xBF);
        let column = before.get(start..).unwrap_or_default().iter().filter(is_start).count();
        Self { offset, line, column: column.saturating_add(1) }
    }
}

impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}, column {} (byte {})", self.line, self.column, self.offset)
    }
}

/// Why bytes are not a document that is read here.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// There is no element.
    #[error("no element in the {length} bytes of the input")]
    NoElement {
        /// How many bytes were looked at.
        length: usize,
    },
    /// The document is longer than the limits allow.
    #[error("a document of more than {limit} bytes; raise the limit to read it")]
    TooLarge {
        /// The limit in bytes.
        limit: usize,
    },
    /// The document has more elements than the limits allow.
    #[error("a document of more than {limit} elements; raise the limit to read it")]
    TooManyElements {
        /// The limit.
        limit: usize,
    },
    /// Elements are nested deeper than the limits allow.
    #[error("elements nested deeper than {limit} at {at}")]
    TooDeep {
        /// Where.
        at: Position,
        /// The limit.
        limit: usize,
    },
    /// Something else is more than the limits allow.
    #[error("{what} beyond the limit of {limit} at {at}")]
    Limit {
        /// What: `attributes`, `a name`.
        what: &'static str,
        /// Where.
        at: Position,
        /// The limit.
        limit: usize,
    },
    /// There is a document type declaration. Clinical documents need none, and every attack by entities begins with one.
    #[error("a document type declaration (DOCTYPE) at {at}, which is never read")]
    Doctype {
        /// Where.
        at: Position,
    },
    /// A reference to an entity that XML itself does not define.
    #[error("a reference to an entity that is not one of the five of XML at {at}")]
    Entity {
        /// Where.
        at: Position,
    },
    /// The declaration asks for another version of XML than 1.0.
    #[error("another version of XML than 1.0")]
    Version,
    /// The declaration names an encoding that is not read here, and the bytes give no better advice.
    #[error("an encoding that is not read here: expected UTF-8, UTF-16, Shift_JIS, EUC-JP or ISO-2022-JP")]
    Encoding,
    /// Bytes can't be read in the encoding of the document.
    #[error("byte {offset} can't be read in {encoding}")]
    Undecodable {
        /// The byte, counted from zero, in the source.
        offset: usize,
        /// The encoding.
        encoding: Encoding,
    },
    /// The text is not well-formed XML.
    #[error("not well-formed XML: {problem} at {at}")]
    IllFormed {
        /// What is wrong.
        problem: &'static str,
        /// Where.
        at: Position,
    },
}

/// Why an edit was refused; the document is then as it was.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum EditError {
    /// Nothing stands at the path.
    #[error("there is no element at this path")]
    NoElement,
    /// The element holds other elements, so that its text is not one text.
    #[error("the element holds other elements")]
    NotText,
    /// The text holds a character that XML has no form for.
    #[error("character {number} of the text can't be written in XML")]
    Character {
        /// Which character of the text it is, counted from one.
        number: usize,
    },
    /// The document is signed: an edit would break the signature.
    #[error("the document is signed; an edit breaks the signature")]
    Signed,
    /// The place is in a shift state of ISO-2022-JP, so that what follows would be read otherwise.
    #[error("the place is not in the start state of the character set")]
    Shifted,
    /// What comes out is no document any more, or one beyond the limits.
    #[error("the edited document can't be read")]
    Unreadable(#[from] Error),
}
