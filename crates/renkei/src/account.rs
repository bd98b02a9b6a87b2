//! The account of a conversion as JSON: one object for each stretch of a source, its entries in order.
//!
//! ```json
//! {"source":{"path":"a.hl7","index":0,"offset":0,"kind":"ADT-00","charset":"ISO-2022-JP","length":812},
//!  "totals":{"syntax":102,"mapped":690,"unmapped":20,"dropped":0},
//!  "entries":[{"span":[0,9],"path":null,"class":"syntax"},
//!             {"span":[9,12],"path":"MSH-3","class":"mapped","to":"header.sending_application.name"}],
//!  "remarks":[{"path":"MSH-18","code":"declaration-changed","target":"MSH-18"}]}
//! ```
//!
//! Spans count from `offset`, in bytes of the file, also where a document is in another encoding than UTF-8. A stretch that is no message (blank lines after the last one, bytes that are no message) has
//! an object of its own whose `index`, `kind` and `charset` are `null`; so the totals of all objects of a file add up to its
//! size. `to` stands with the class `mapped`, `reason` with `dropped`. Runs of syntax have no path. The path
//! of a value in a document is that of its element or attribute: `/ClinicalDocument/recordTarget/patientRole/id/@extension`.

use std::sync::Arc;

use renkei_core::ledger::{Entry, Fate, Remark, Totals};
use renkei_core::{Code, Ledger, Span};
use serde::ser::{SerializeSeq, SerializeStruct};
use serde::{Serialize, Serializer};

use crate::record::Source;

/// One object of the account.
#[derive(Clone, Copy, Debug)]
pub struct Account<'a> {
    stretch: Stretch<'a>,
    ledger: &'a Ledger,
}

#[derive(Clone, Copy, Debug)]
enum Stretch<'a> {
    Message(&'a Source),
    Rest { path: &'a str, offset: u64, length: u64 },
}

impl<'a> Account<'a> {
    /// The account of a message.
    pub const fn of_message(source: &'a Source, ledger: &'a Ledger) -> Self {
        Self { stretch: Stretch::Message(source), ledger }
    }

    /// The account of bytes of a file that are no message.
    pub const fn of_rest(path: &'a str, offset: u64, length: u64, ledger: &'a Ledger) -> Self {
        Self { stretch: Stretch::Rest { path, offset, length }, ledger }
    }
}

/// Makes the ledger of bytes that share one fate.
pub(crate) fn uniform(length: u64, dropped: Option<&'static Code>) -> Ledger {
    let length = u32::try_from(length).unwrap_or(u32::MAX);
    let entries = dropped
        .map(|reason| Entry { span: Span::new(0, length), path: None, fate: Fate::Dropped { reason } })
        .into_iter()
        .collect();
    Ledger::balance(length, entries)
}

impl Serialize for Account<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut out = serializer.serialize_struct("Account", 4)?;
        match self.stretch {
            Stretch::Message(source) => out.serialize_field("source", source)?,
            Stretch::Rest { path, offset, length } => {
                out.serialize_field("source", &Rest { path, offset, length })?;
            }
        }
        out.serialize_field("totals", &TotalsJson(self.ledger.totals()))?;
        out.serialize_field("entries", &Entries(self.ledger.entries()))?;
        out.serialize_field("remarks", &Remarks(self.ledger.remarks()))?;
        out.end()
    }
}

struct Rest<'a> {
    path: &'a str,
    offset: u64,
    length: u64,
}

impl Serialize for Rest<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let none: Option<Arc<str>> = None;
        let none = none.as_deref();
        let mut out = serializer.serialize_struct("Source", 6)?;
        out.serialize_field("path", self.path)?;
        out.serialize_field("index", &none)?;
        out.serialize_field("offset", &self.offset)?;
        out.serialize_field("kind", &none)?;
        out.serialize_field("charset", &none)?;
        out.serialize_field("length", &self.length)?;
        out.end()
    }
}

/// Totals as JSON.
pub(crate) struct TotalsJson(pub(crate) Totals);

impl Serialize for TotalsJson {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut out = serializer.serialize_struct("Totals", 4)?;
        out.serialize_field("syntax", &self.0.syntax)?;
        out.serialize_field("mapped", &self.0.mapped)?;
        out.serialize_field("unmapped", &self.0.unmapped)?;
        out.serialize_field("dropped", &self.0.dropped)?;
        out.end()
    }
}

struct Entries<'a>(&'a [Entry]);

impl Serialize for Entries<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut out = serializer.serialize_seq(Some(self.0.len()))?;
        for entry in self.0 {
            out.serialize_element(&EntryJson(entry))?;
        }
        out.end()
    }
}

struct EntryJson<'a>(&'a Entry);

impl Serialize for EntryJson<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Entry { span, path, fate } = self.0;
        let mut out = serializer.serialize_struct("Entry", 4)?;
        out.serialize_field("span", &[span.start(), span.end()])?;
        out.serialize_field("path", &path.as_ref().map(ToString::to_string))?;
        out.serialize_field("class", fate.class())?;
        match fate {
            Fate::Mapped { to } => out.serialize_field("to", &**to)?,
            Fate::Dropped { reason } => out.serialize_field("reason", reason.name)?,
            _ => {}
        }
        out.end()
    }
}

struct Remarks<'a>(&'a [Remark]);

impl Serialize for Remarks<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut out = serializer.serialize_seq(Some(self.0.len()))?;
        for remark in self.0 {
            out.serialize_element(&RemarkJson(remark))?;
        }
        out.end()
    }
}

struct RemarkJson<'a>(&'a Remark);

impl Serialize for RemarkJson<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut out = serializer.serialize_struct("Remark", 3)?;
        out.serialize_field("path", &self.0.path.as_ref().map(ToString::to_string))?;
        out.serialize_field("code", self.0.code.name)?;
        out.serialize_field("target", &*self.0.target)?;
        out.end()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_that_are_no_message_have_an_account_too() {
        let ledger = uniform(7, Some(&crate::codes::NOT_A_MESSAGE));
        let json = serde_json::to_value(Account::of_rest("a.hl7", 80, 7, &ledger)).unwrap();
        assert_eq!(json["source"]["offset"], 80);
        assert_eq!(json["source"]["index"], serde_json::Value::Null);
        assert_eq!(json["totals"]["dropped"], 7);
        assert_eq!(json["entries"][0]["reason"], "not-a-message");
        assert_eq!(uniform(3, None).totals().syntax, 3);
    }
}
