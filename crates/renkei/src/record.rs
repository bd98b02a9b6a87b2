use std::fmt;
use std::sync::Arc;

use renkei_core::charset::Encoding;
use renkei_core::{Diagnostic, Language, Ledger};
use renkei_model::Exchange;
use serde::ser::{SerializeSeq, SerializeStruct};
use serde::{Serialize, Serializer};

use crate::input::masked;
use crate::medium::Link;

/// Where an exchange came from.
///
/// In JSON: `{"path":…,"index":…,"offset":…,"kind":…,"charset":…,"length":…}`, all always there; `kind` may be `null`.
#[derive(Clone, PartialEq, Eq)]
pub struct Source {
    /// The path relative to the input that was given; `-` for standard input.
    pub path: Arc<str>,
    /// The number of the message in the file, counted from zero.
    pub index: u64,
    /// Where the message's frame begins in the file, in bytes counted from zero: its framing bytes and batch header
    /// included. Spans of diagnostics, unmapped values and ledger entries count from here.
    pub offset: u64,
    /// The data kind (データ種別): `OMP-01`, where name or content tell.
    pub kind: Option<Arc<str>>,
    /// The character set that the message, or the encoding that the document, was read in.
    pub charset: Encoding,
    /// The length of the frame in bytes.
    pub length: u64,
    /// Whether it is a document, which is a whole file; not in the JSON, whose content says it.
    pub is_document: bool,
}

impl Serialize for Source {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut out = serializer.serialize_struct("Source", 6)?;
        out.serialize_field("path", &*self.path)?;
        out.serialize_field("index", &self.index)?;
        out.serialize_field("offset", &self.offset)?;
        out.serialize_field("kind", &self.kind.as_deref())?;
        out.serialize_field("charset", self.charset.name())?;
        out.serialize_field("length", &self.length)?;
        out.end()
    }
}

/// Shows the path masked.
impl fmt::Debug for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Source")
            .field("path", &masked(&self.path))
            .field("index", &self.index)
            .field("offset", &self.offset)
            .field("kind", &self.kind)
            .field("charset", &self.charset)
            .field("length", &self.length)
            .finish()
    }
}

/// One exchange that was read: where from, what it says, what was odd about it, where its bytes went.
///
/// Its JSON is a line of `renkei convert`: `source`, `links` of a document that has some, the fields of the exchange, `unmapped` and
/// `diagnostics`, the last two always there. The ledger is not part of it.
///
/// # Examples
///
/// ```
/// use renkei::{ReadOptions, records};
///
/// let record = records(&b"MSH|^~\\&|HIS\rPID|||0000123\r"[..], &ReadOptions::default()).next().unwrap()?;
/// let json = serde_json::to_value(&record)?;
/// assert_eq!(json["source"]["charset"], "ASCII");
/// assert_eq!(json["patient"]["identifiers"][0]["value"], "0000123");
/// assert!(json["unmapped"].is_array() && json["diagnostics"].is_array());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Record {
    /// Where it came from.
    pub source: Source,
    /// What a document refers to in its folder, in the order in which it does; empty where it was not read from a folder.
    pub links: Vec<Link>,
    /// What it says.
    pub exchange: Exchange,
    /// What was odd.
    pub diagnostics: Vec<Diagnostic>,
    /// Where every byte of the frame went, where [`ReadOptions::ledger`](crate::ReadOptions::ledger) asks for it.
    pub ledger: Option<Ledger>,
}

impl Serialize for Record {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let encounter = self.exchange.encounter.as_ref();
        let mut out = serializer.serialize_struct("Record", 8)?;
        out.serialize_field("source", &self.source)?;
        if self.links.is_empty() {
            out.skip_field("links")?;
        } else {
            out.serialize_field("links", &self.links)?;
        }
        out.serialize_field("header", &self.exchange.header)?;
        out.serialize_field("patient", &self.exchange.patient)?;
        match encounter {
            Some(encounter) => out.serialize_field("encounter", encounter)?,
            None => out.skip_field("encounter")?,
        }
        out.serialize_field("content", &self.exchange.content)?;
        out.serialize_field("unmapped", &self.exchange.unmapped)?;
        out.serialize_field("diagnostics", &Diagnostics(&self.diagnostics))?;
        out.end()
    }
}

struct Diagnostics<'a>(&'a [Diagnostic]);

impl Serialize for Diagnostics<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut out = serializer.serialize_seq(Some(self.0.len()))?;
        for diagnostic in self.0 {
            out.serialize_element(&DiagnosticJson::new(diagnostic))?;
        }
        out.end()
    }
}

/// A diagnostic as JSON: `{"code":…,"severity":…,"path":…,"span":[start,end],"message":…}`.
///
/// `path` and `span` are `null` where they are not known. The message is English unless asked otherwise: data do not depend
/// on the language of whoever makes them.
///
/// # Examples
///
/// ```
/// use renkei::core::{Diagnostic, Span, codes};
/// use renkei::DiagnosticJson;
///
/// let found = Diagnostic::new(&codes::UNDECODABLE_BYTES, Span::new(3, 5)).with("count", 2u32);
/// assert_eq!(
///     serde_json::to_string(&DiagnosticJson::new(&found))?,
///     r#"{"code":"undecodable-bytes","severity":"warning","path":null,"span":[3,5],"message":"2 bytes can't be read in the character set"}"#,
/// );
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct DiagnosticJson<'a> {
    diagnostic: &'a Diagnostic,
    language: Language,
}

impl<'a> DiagnosticJson<'a> {
    /// Shows a diagnostic in English.
    pub const fn new(diagnostic: &'a Diagnostic) -> Self {
        Self { diagnostic, language: Language::English }
    }

    /// Shows a diagnostic in a language.
    pub const fn in_language(diagnostic: &'a Diagnostic, language: Language) -> Self {
        Self { diagnostic, language }
    }
}

impl Serialize for DiagnosticJson<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let location = &self.diagnostic.location;
        let mut out = serializer.serialize_struct("Diagnostic", 5)?;
        out.serialize_field("code", self.diagnostic.code.name)?;
        out.serialize_field("severity", self.diagnostic.severity.name())?;
        out.serialize_field("path", &location.path.as_ref().map(ToString::to_string))?;
        out.serialize_field("span", &location.span.map(|s| [s.start(), s.end()]))?;
        out.serialize_field("message", &self.diagnostic.message(self.language))?;
        out.end()
    }
}
