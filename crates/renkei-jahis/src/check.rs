//! Conformance: a message held against a profile.
//!
//! [`check`] goes once through the segments and fields of a message, without decoding it into the model, and reports what
//! deviates from HL7 v2.5, the JAHIS guidelines and a [`Profile`]: structure, required fields, forms of values, code
//! tables, conditions, and what must agree within a message. Each rule has a code of its own ([`codes`]) with the clause
//! that it comes from. What a message made it impossible to check is in [`Checked`], so that silence is not taken for
//! soundness.
//!
//! ```
//! use renkei_hl7v2::Message;
//! use renkei_jahis::check::{CheckOptions, check};
//!
//! let bytes = b"MSH|^~\\&|HIS||||20240401||ADT^A08^ADT_A01|1|P|2.5||||||~ISO IR87\r\
//!     EVN||20240401\rPID|||0000123||Renkei^Taro^^^^^L^A||19500231|M\rPV1||O\r";
//! let message = Message::parse(bytes, &mut ())?;
//! let mut found = Vec::new();
//! let checked = check(&message, &CheckOptions::default(), &mut found);
//! assert_eq!(checked.kind, Some("ADT-00"));
//! let said: Vec<String> = found.iter().map(ToString::to_string).collect();
//! assert!(said[0].starts_with("warning: MSH-7 is not given to the second at MSH-7"));
//! assert!(said.iter().any(|s| s.contains("not a date or time: day 31 in a month of 28 days at PID-7")));
//! assert!(said.iter().any(|s| s.contains("field is required where MSH-9.2 = A08, and is empty or missing at PID-33")));
//! # Ok::<(), renkei_hl7v2::Error>(())
//! ```

pub mod codes;
mod coding;
mod form;
mod header;
mod observation;
mod order;
mod patient;
mod rule;
mod runs;
mod shape;
mod value;
mod walk;

use std::fmt;
use std::sync::Arc;

use renkei_core::{Language, SegmentId, Sink};
use renkei_hl7v2::Message;
use renkei_model::value::Text;

use crate::profile::{self, Profile};

/// Code tables from elsewhere: masters, and a site's own.
pub trait KnownCodes: fmt::Debug + Send + Sync {
    /// Says whether a code of a system exists; `None` where nothing is known of the system. The facility is MSH-4, since two
    /// hospitals may use one local name (99xxx) for different tables.
    fn knows(&self, system: &str, facility: Option<&str>, code: &str) -> Option<bool>;
}

/// How to check.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct CheckOptions {
    /// What to hold messages against.
    pub profile: &'static Profile,
    /// The data kind (データ種別) that the message is known to have, from its place in a storage: `OMP-01`.
    pub kind: Option<Text>,
    /// Codes beyond the tables of [`table`](crate::table).
    pub codes: Option<Arc<dyn KnownCodes>>,
}

impl Default for CheckOptions {
    fn default() -> Self {
        Self { profile: &profile::SSMIX2_1_2H, kind: None, codes: None }
    }
}

impl CheckOptions {
    /// Sets the profile.
    #[must_use]
    pub const fn profile(mut self, profile: &'static Profile) -> Self {
        self.profile = profile;
        self
    }

    /// Sets the data kind.
    #[must_use]
    pub fn kind(mut self, kind: &str) -> Self {
        self.kind = Some(kind.into());
        self
    }

    /// Sets codes beyond the tables of [`table`](crate::table).
    #[must_use]
    pub fn codes(mut self, codes: Arc<dyn KnownCodes>) -> Self {
        self.codes = Some(codes);
        self
    }
}

/// What was held against what, and what was not.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Checked {
    /// The profile.
    pub profile: &'static Profile,
    /// The data kind whose rules were applied.
    pub kind: Option<&'static str>,
    /// What was not checked, each once, in the order in which it was met.
    pub not_checked: Vec<NotChecked>,
}

impl Checked {
    /// Nothing was held against the profile: what was checked is no message.
    pub const fn without_rules(profile: &'static Profile) -> Self {
        Self { profile, kind: None, not_checked: Vec::new() }
    }
}

/// Something that could not be checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum NotChecked {
    /// Which fields must be sent: the data kind is not known.
    Kind,
    /// The order of segments: no structure is known for the message type.
    Structure,
    /// The content of a segment: it is in no table.
    Segment(SegmentId),
    /// Whether a conditional field should have been sent: the sources don't state the condition.
    Condition(SegmentId, u32),
    /// Whether the profile uses a field: the sources don't say.
    Usage(SegmentId, u32),
    /// Whether codes of a system exist: the master is published elsewhere.
    Codes(&'static str),
    /// Whether codes of local systems (99xxx) exist.
    LocalCodes,
    /// A value whose data type is not known.
    ValueType,
}

impl NotChecked {
    /// Says what was not checked, in a language.
    pub fn text(self, language: Language) -> String {
        let english = language == Language::English;
        match self {
            Self::Kind if english => "which fields must be sent: the data kind is not known".into(),
            Self::Kind => "項目の必須・任意（データ種別が不明）".into(),
            Self::Structure if english => {
                "the order of segments: no structure is known for this message type".into()
            }
            Self::Structure => "セグメントの順序（メッセージ構造の定義なし）".into(),
            Self::Segment(id) if english => format!("the content of segment {id}: there is no table of it"),
            Self::Segment(id) => format!("セグメント{id}の内容（定義表なし）"),
            Self::Condition(id, n) if english => {
                format!("conditional usage of {id}-{n}: the sources don't state the condition")
            }
            Self::Condition(id, n) => format!("{id}-{n}の条件付き必須（条件の記載なし）"),
            Self::Usage(id, n) if english => format!("usage of {id}-{n}: the sources don't say"),
            Self::Usage(id, n) => format!("{id}-{n}の必須・任意（記載なし）"),
            Self::Codes(system) if english => format!("codes of {system}: the master is not part of renkei"),
            Self::Codes(system) => format!("{system}のコード（マスタを含まないため）"),
            Self::LocalCodes if english => "codes of local systems (99xxx): no table was given".into(),
            Self::LocalCodes => "施設独自（99xxx）のコード（表の指定なし）".into(),
            Self::ValueType if english => "values in OBX-5 of a type that is not known".into(),
            Self::ValueType => "値型が不明なOBX-5の値".into(),
        }
    }
}

/// In English.
impl fmt::Display for NotChecked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text(Language::English))
    }
}

/// Holds a message against a profile. What was odd about the bytes themselves was reported when the message was read.
pub fn check(message: &Message<'_>, options: &CheckOptions, sink: &mut dyn Sink) -> Checked {
    walk::Walk::new(message, options, sink).run()
}

#[cfg(test)]
mod tests;
