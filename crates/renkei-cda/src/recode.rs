//! A document in another encoding, with nothing else changed.

use std::ops::Range;

use renkei_core::charset::{EncodeOptions, Encoding, fold_spelling};
use renkei_core::ledger::Remark;
use renkei_core::{Charset, Code, Language, Path, Span};

use crate::codes;
use crate::document::{Document, pseudo_attribute};
use crate::encoding::declared_name;
use crate::error::Position;
use crate::signature;

/// How to write a document in another encoding.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct RecodeOptions {
    /// The encoding.
    pub encoding: Encoding,
    /// Whether a signed document may be written in another encoding, which can break its signature.
    pub breaks_signatures: bool,
}

impl RecodeOptions {
    /// Options to write in an encoding; a signed document is refused.
    pub const fn to(encoding: Encoding) -> Self {
        Self { encoding, breaks_signatures: false }
    }

    /// Sets whether signed documents are written too.
    #[must_use]
    pub const fn allow_breaking_signatures(mut self, allowed: bool) -> Self {
        self.breaks_signatures = allowed;
        self
    }
}

/// A document in another encoding.
#[derive(Clone, PartialEq, Eq)]
pub struct Recoded {
    bytes: Vec<u8>,
    remarks: Vec<Remark>,
}

impl Recoded {
    /// Returns the bytes.
    pub fn as_bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Returns the bytes and drops the rest.
    pub fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }

    /// Returns what is written otherwise than it was, beside the bytes of its characters: the declaration, and characters that the
    /// encoding lacks. Of places only the first thousand are named.
    pub fn remarks(&self) -> &[Remark] {
        &self.remarks
    }

    /// Says whether the document reads otherwise than before, which only its comments can.
    pub fn has_loss(&self) -> bool {
        self.remarks.iter().any(|remark| remark.code.severity > renkei_core::Severity::Info)
    }
}

/// Shows nothing of the document.
impl std::fmt::Debug for Recoded {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Recoded").field("bytes", &self.bytes.len()).field("remarks", &self.remarks).finish()
    }
}

/// Why a document can't be written in another encoding.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RecodeError {
    /// It is signed, and that its signature breaks was not allowed.
    #[error("the document is signed: in another encoding its signature may not hold")]
    Signed,
    /// A name has a character that the encoding lacks, and can't hold a reference to it.
    #[error("a name at {at} has a character that can't be written in {encoding}")]
    Name {
        /// Where.
        at: Position,
        /// The encoding.
        encoding: Encoding,
    },
    /// A processing instruction or a document type declaration has one.
    #[error("a processing instruction at {at} has a character that can't be written in {encoding}")]
    Instruction {
        /// Where.
        at: Position,
        /// The encoding.
        encoding: Encoding,
    },
}

impl RecodeError {
    /// Returns the message in a language; that in English is the one of `Display`.
    pub fn message(&self, language: Language) -> String {
        let place = |at: &Position| format!("{}行{}文字目", at.line, at.column);
        match self {
            _ if language == Language::English => self.to_string(),
            Self::Signed => {
                "電子署名があります。別の文字符号化では署名が無効になるおそれがあります".to_owned()
            }
            Self::Name { at, encoding } => format!("{}の名前に{encoding}で書けない文字があります", place(at)),
            Self::Instruction { at, encoding } => {
                format!("{}の処理命令に{encoding}で書けない文字があります", place(at))
            }
        }
    }
}

/// Writes a document in another encoding. Markup, white space, references and comments stay as they are written, and the declaration
/// names the new encoding; a document that is in this encoding and says so keeps its bytes.
///
/// A character that the encoding lacks becomes a reference in text and in attributes, and so that it can, a CDATA section is closed before
/// it and opened after it: the document reads the same. Nothing is substituted: of the characters that Microsoft and JIS spell differently
/// (`〜` and `～`) the spelling that the encoding does not have is such a character. In a comment it is spelled like a reference, which a
/// reader does not undo, and that is a remark.
///
/// # Errors
///
/// [`RecodeError`]: the document is signed, or a name or a processing instruction has a character that the encoding lacks.
///
/// # Examples
///
/// ```
/// use renkei_cda::{Document, Encoding, Limits, RecodeOptions, recode};
/// use renkei_core::Charset;
///
/// let xml = "<?xml version='1.0' encoding='UTF-8'?><a  n = '東京'>髙橋 &amp; 𠮷田</a>";
/// let document = Document::parse(xml.as_bytes(), &Limits::default(), &mut ())?;
/// let recoded = recode(&document, &RecodeOptions::to(Encoding::Charset(Charset::ShiftJis)))?;
/// assert_eq!(
///     Charset::ShiftJis.decode(recoded.as_bytes()).as_str(),
///     "<?xml version='1.0' encoding='Shift_JIS'?><a  n = '東京'>髙橋 &amp; &#x20BB7;田</a>"
/// );
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn recode(document: &Document<'_>, options: &RecodeOptions) -> Result<Recoded, RecodeError> {
    let target = options.encoding;
    let all = document.text();
    let text = all.strip_prefix('\u{FEFF}').unwrap_or(all);
    let declaration = Declaration::of(text, target);
    let same = document.encoding() == target;
    let is_declared = declaration.is_as_written(text);
    if same && is_declared {
        return Ok(Recoded { bytes: document.bytes().to_vec(), remarks: Vec::new() });
    }
    if signature::is_signed(document) && !options.breaks_signatures {
        return Err(RecodeError::Signed);
    }
    let mut writer = Writer {
        document,
        target,
        before: all.len().saturating_sub(text.len()),
        text,
        out: Vec::with_capacity(all.len()),
        remarks: Vec::new(),
        paths_left: 1000,
    };
    if same {
        // Its bytes are what they should be; only what it says of them is not.
        writer.keep(&declaration);
    } else {
        writer.begin();
        writer.declare(&declaration);
        writer.rest(declaration.end)?;
    }
    let Writer { out: bytes, mut remarks, .. } = writer;
    if !is_declared {
        let code = &codes::ENCODING_DECLARED;
        remarks.insert(0, Remark { path: None, code, target: "?xml".into() });
    }
    Ok(Recoded { bytes, remarks })
}

/// The declaration at the beginning of a text, and what it has to say.
struct Declaration {
    /// What is put where: the place in the text, which may be empty.
    at: Range<usize>,
    new: String,
    /// Where the declaration ends; nothing after it is changed.
    end: usize,
}

impl Declaration {
    fn of(text: &str, target: Encoding) -> Self {
        let name = declared_name(target);
        // What says nothing is in UTF-8, or has a byte order mark.
        let needed = !target.is_utf8() && matches!(target, Encoding::Charset(_));
        let head = text.strip_prefix("<?xml").filter(|rest| rest.starts_with(char::is_whitespace));
        let Some(raw) = head.and_then(|rest| rest.split_once("?>")).map(|(raw, _)| raw) else {
            let new =
                if needed { format!("<?xml version=\"1.0\" encoding=\"{name}\"?>") } else { String::new() };
            return Self { at: 0..0, new, end: 0 };
        };
        let shifted = |n: usize| n.saturating_add("<?xml".len());
        let end = shifted(raw.len()).saturating_add("?>".len());
        if let Some(at) = pseudo_attribute(raw, "encoding") {
            let label = raw.get(at.clone()).unwrap_or_default();
            let new = if denotes(label, target) { label } else { name };
            return Self { at: shifted(at.start)..shifted(at.end), new: new.to_owned(), end };
        }
        let version = pseudo_attribute(raw, "version").map_or(0, |at| at.end.saturating_add(1));
        let new = if needed { format!(" encoding=\"{name}\"") } else { String::new() };
        Self { at: shifted(version)..shifted(version), new, end }
    }

    fn is_as_written(&self, text: &str) -> bool {
        text.get(self.at.clone()) == Some(&self.new)
    }
}

/// Says whether the name of an encoding is one of this.
fn denotes(label: &str, target: Encoding) -> bool {
    let is_wide = |encoding| matches!(encoding, Encoding::Utf16Le | Encoding::Utf16Be);
    // The byte order mark says which of the two.
    Encoding::for_label(label).is_some_and(|known| known == target || is_wide(known) && is_wide(target))
}

/// What a piece of a document is, as far as it decides how a character can be written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// Text or the value of an attribute, which hold references.
    Text,
    CData,
    Comment,
    /// The rest of a tag.
    Name,
    /// A processing instruction, or a document type declaration.
    Instruction,
}

struct Writer<'w, 'd> {
    document: &'w Document<'d>,
    target: Encoding,
    text: &'w str,
    /// How many bytes stand before the text, which is a byte order mark.
    before: usize,
    out: Vec<u8>,
    remarks: Vec<Remark>,
    /// How many more remarks get a path, which takes time to find.
    paths_left: u32,
}

impl Writer<'_, '_> {
    fn begin(&mut self) {
        match self.target {
            Encoding::Utf16Le => self.out.extend_from_slice(b"\xFF\xFE"),
            Encoding::Utf16Be => self.out.extend_from_slice(b"\xFE\xFF"),
            Encoding::Charset(_) => {}
        }
    }

    /// Writes text that every encoding has.
    fn plain(&mut self, text: &str) {
        match self.target {
            Encoding::Charset(_) => self.out.extend_from_slice(text.as_bytes()),
            Encoding::Utf16Le => self.out.extend(text.encode_utf16().flat_map(u16::to_le_bytes)),
            Encoding::Utf16Be => self.out.extend(text.encode_utf16().flat_map(u16::to_be_bytes)),
        }
    }

    fn declare(&mut self, declaration: &Declaration) {
        let text = self.text;
        self.plain(text.get(..declaration.at.start).unwrap_or_default());
        self.plain(&declaration.new);
        self.plain(text.get(declaration.at.end..declaration.end).unwrap_or_default());
    }

    /// Writes the bytes as they are, and the declaration as it should be.
    fn keep(&mut self, declaration: &Declaration) {
        let place = |n: usize| n.saturating_add(self.before);
        let span = Span::from_usize(place(declaration.at.start), place(declaration.at.end));
        let range = self.document.source_span(span).range();
        let bytes = self.document.bytes();
        self.out.extend_from_slice(bytes.get(..range.start).unwrap_or_default());
        self.plain(&declaration.new);
        self.out.extend_from_slice(bytes.get(range.end..).unwrap_or_default());
    }

    /// Writes what follows on a place, piece by piece; that the document was read makes sure that each has its end.
    fn rest(&mut self, from: usize) -> Result<(), RecodeError> {
        let text = self.text;
        let charset = match self.target {
            Encoding::Charset(charset) if charset != Charset::Utf8 => charset,
            // It has every character.
            _ => {
                self.plain(text.get(from..).unwrap_or_default());
                return Ok(());
            }
        };
        let mut at = from;
        while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
            let until =
                |mark: &str| rest.find(mark).map_or(rest.len(), |found| found.saturating_add(mark.len()));
            let (kind, length) = if !rest.starts_with('<') {
                (Kind::Text, rest.find('<').unwrap_or(rest.len()))
            } else if rest.starts_with("<!--") {
                (Kind::Comment, until("-->"))
            } else if rest.starts_with("<![CDATA[") {
                (Kind::CData, until("]]>"))
            } else if rest.starts_with("<?") {
                (Kind::Instruction, until("?>"))
            } else {
                let kind = if rest.starts_with("<!") { Kind::Instruction } else { Kind::Name };
                let end = self.tag(charset, kind, at)?;
                at = end;
                continue;
            };
            let end = at.saturating_add(length);
            self.piece(charset, kind, at, end)?;
            at = end;
        }
        Ok(())
    }

    /// Writes a tag, whose values hold references, and returns where it ends.
    fn tag(&mut self, charset: Charset, kind: Kind, from: usize) -> Result<usize, RecodeError> {
        let (text, mut at) = (self.text, from);
        loop {
            let rest = text.get(at..).unwrap_or_default();
            let Some(mark) = rest.find(['"', '\'', '>']) else {
                self.piece(charset, kind, at, text.len())?;
                return Ok(text.len());
            };
            let quote = rest.get(mark..).and_then(|rest| rest.chars().next()).unwrap_or('>');
            let value = at.saturating_add(mark).saturating_add(1);
            self.piece(charset, kind, at, value)?;
            if quote == '>' {
                return Ok(value);
            }
            let length = text.get(value..).and_then(|rest| rest.find(quote)).unwrap_or_default();
            at = value.saturating_add(length).saturating_add(1);
            let values = if kind == Kind::Name { Kind::Text } else { kind };
            self.piece(charset, values, value, at)?;
        }
    }

    fn piece(&mut self, charset: Charset, kind: Kind, from: usize, to: usize) -> Result<(), RecodeError> {
        let text = self.text.get(from..to).unwrap_or_default();
        if text.is_ascii() {
            self.plain(text);
            return Ok(());
        }
        let options = EncodeOptions::new();
        let fits = |c: char| c.is_ascii() || fits(c, charset, &options);
        let lacking = text.char_indices().find(|(_, c)| !fits(*c));
        let Some((lacking, _)) = lacking else {
            return self.encode(text, charset, from);
        };
        let place = from.saturating_add(lacking);
        let at = || Position::of(self.text.as_bytes(), place);
        let (code, [open, close]): (&'static Code, _) = match kind {
            Kind::Name => return Err(RecodeError::Name { at: at(), encoding: self.target }),
            Kind::Instruction => return Err(RecodeError::Instruction { at: at(), encoding: self.target }),
            Kind::Text => (&codes::CHARACTER_REFERENCE, ["", ""]),
            Kind::CData => (&codes::CHARACTER_REFERENCE, ["]]>", "<![CDATA["]),
            Kind::Comment => (&codes::COMMENT_RESPELLED, ["", ""]),
        };
        let mut spelled = String::with_capacity(text.len());
        let mut within = false;
        for c in text.chars() {
            if fits(c) == within {
                spelled.push_str(if within { close } else { open });
                within = !within;
            }
            if within {
                spelled.push_str(&format!("&#x{:X};", u32::from(c)));
            } else {
                spelled.push(c);
            }
        }
        self.remark(code, place);
        self.encode(&spelled, charset, from)
    }

    /// Writes text of which every character was looked at.
    fn encode(&mut self, text: &str, charset: Charset, from: usize) -> Result<(), RecodeError> {
        let done = charset.encode(text, &EncodeOptions::new(), &mut self.out);
        done.map(drop).map_err(|_| RecodeError::Name {
            at: Position::of(self.text.as_bytes(), from),
            encoding: self.target,
        })
    }

    fn remark(&mut self, code: &'static Code, place: usize) {
        let left = self.paths_left.checked_sub(1);
        let offset = u32::try_from(place.saturating_add(self.before)).unwrap_or(u32::MAX);
        let element = left.and_then(|_| self.document.element_at(offset));
        self.paths_left = left.unwrap_or_default();
        let path = element.map(|element| {
            let attribute = element.attributes().find(|attribute| attribute.span().range().contains(&place));
            let path = element.path();
            Path::Element(match attribute {
                Some(attribute) => path.with_attribute(attribute.qualified()),
                None => path,
            })
        });
        let target = path.as_ref().map(ToString::to_string).unwrap_or_default().into();
        let remark = Remark { path, code, target };
        if self.remarks.last() != Some(&remark) {
            self.remarks.push(remark);
        }
    }
}

/// Says whether a character is read back as it is.
fn fits(c: char, charset: Charset, options: &EncodeOptions) -> bool {
    fold_spelling(c) == c && charset.can_encode(c, options)
}
