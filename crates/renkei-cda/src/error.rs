use std::fmt;

use renkei_core::Language;
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

impl Error {
    /// Returns the message in a language; that in English is the one of `Display`.
    pub fn message(&self, language: Language) -> String {
        if language == Language::English {
            return self.to_string();
        }
        let place = |at: &Position| format!("{}行{}文字目", at.line, at.column);
        match self {
            Self::NoElement { length } => format!("{length}バイトの中に要素がありません"),
            Self::TooLarge { limit } => format!("文書が上限の{limit}バイトを超えています"),
            Self::TooManyElements { limit } => format!("要素数が上限の{limit}を超えています"),
            Self::TooDeep { at, limit } => {
                format!("{}で要素の入れ子が上限の{limit}段を超えています", place(at))
            }
            Self::Limit { what, at, limit } => {
                format!("{}で{}が上限の{limit}を超えています", place(at), in_japanese(what))
            }
            Self::Doctype { at } => {
                format!("{}に文書型宣言（DOCTYPE）があります。安全のため読み込みません", place(at))
            }
            Self::Entity { at } => format!("{}にXMLの5つ以外の実体参照があります", place(at)),
            Self::Version => "XML 1.0以外の版です".to_owned(),
            Self::Encoding => {
                "文字符号化に対応していません（対応: UTF-8、UTF-16、Shift_JIS、EUC-JP、ISO-2022-JP）"
                    .to_owned()
            }
            Self::Undecodable { offset, encoding } => format!("{offset}バイト目を{encoding}として読めません"),
            Self::IllFormed { problem, at } => {
                format!("{}でXMLの形式が正しくありません（{}）", place(at), in_japanese(problem))
            }
        }
    }
}

/// Returns what is wrong, or what is too much, in Japanese.
fn in_japanese(english: &'static str) -> &'static str {
    let known = WORDS.iter().find(|(word, _)| *word == english);
    known.map_or(english, |(_, japanese)| japanese)
}

/// What can be wrong in a text that is no XML, and what there can be too much of.
static WORDS: &[(&str, &str)] = &[
    ("a character that no document may hold", "文書で使えない文字"),
    ("a tag without its end", "終わりのないタグ"),
    ("an element without its end", "終了タグのない要素"),
    ("a reference outside the root element", "ルート要素の外の参照"),
    ("text outside the root element", "ルート要素の外の文字"),
    ("]]> in text", "本文中の ]]>"),
    ("an ampersand that begins no reference", "参照ではない &"),
    ("a reference to a character that no document may hold", "文書で使えない文字への参照"),
    ("a comment without its end", "終わりのないコメント"),
    ("-- in a comment", "コメント中の --"),
    ("a CDATA section outside the root element", "ルート要素の外のCDATAセクション"),
    ("a CDATA section without its end", "終わりのないCDATAセクション"),
    ("markup that can't be read", "解釈できないマークアップ"),
    ("a processing instruction without its end", "終わりのない処理命令"),
    ("an XML declaration that is not at the start", "先頭にないXML宣言"),
    ("a processing instruction without a proper name", "名前の正しくない処理命令"),
    ("an XML declaration that can't be read", "解釈できないXML宣言"),
    ("an XML declaration without a version", "版のないXML宣言"),
    ("a second root element", "2つ目のルート要素"),
    ("a name that is none", "名前として正しくない文字列"),
    ("no white space before an attribute", "属性の前に空白がない"),
    ("an attribute without a value", "値のない属性"),
    ("an attribute's value without quotation marks", "引用符のない属性値"),
    ("an attribute's value without its end", "終わりのない属性値"),
    ("< in an attribute's value", "属性値の中の <"),
    ("an attribute that stands twice", "重複する属性"),
    ("a namespace that can't be declared so", "正しくない名前空間宣言"),
    ("the end of an element that was not begun", "開始タグのない終了タグ"),
    ("the end of another element than the one that is open", "対応しない終了タグ"),
    ("a run of text", "文字列の長さ"),
    ("a comment", "コメントの長さ"),
    ("a CDATA section", "CDATAセクションの長さ"),
    ("a document type declaration", "文書型宣言の長さ"),
    ("a processing instruction", "処理命令の長さ"),
    ("a name", "名前の長さ"),
    ("attributes", "属性の数"),
    ("an attribute's value", "属性値の長さ"),
    ("declarations of namespaces in scope", "有効な名前空間宣言の数"),
    ("namespaces", "名前空間の数"),
];

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
