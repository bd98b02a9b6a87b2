//! Japanese clinical exchange formats in, one canonical model out: HL7 v2.5 as JAHIS writes it, SS-MIX2 storages, and documents
//! in CDA (診療情報提供書, 退院時サマリー).
//!
//! This crate finds out what an input is, cuts it into messages, reads each into an [`Exchange`], and
//! accounts for every byte on the way. Most programs need nothing else:
//!
//! ```
//! use renkei::{ReadOptions, records};
//!
//! let bytes = b"MSH|^~\\&|HIS|||||||||2.5||||||~ISO IR87\rPID|||0000123||\x1b$BEl5~\x1b(B^\x1b$B2V;R\x1b(B^^^^^L^I\r";
//! for record in records(&bytes[..], &ReadOptions::default()) {
//!     let record = record?;
//!     assert_eq!(record.exchange.patient.identifiers[0].value.as_deref(), Some("0000123"));
//!     assert_eq!(record.source.charset.name(), "ISO-2022-JP");
//!     // One line of JSON, as `renkei convert` writes it.
//!     assert!(serde_json::to_string(&record)?.starts_with(r#"{"source":{"path":"-","index":0,"#));
//! }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! - [`read`]: records from a reader, a file, a folder or a storage; [`Record`] and its JSON.
//! - [`json`]: records and exchanges as JSON, in bulk.
//! - [`detect`]: what format bytes or a folder have.
//! - [`convert`]: many inputs to one output, in parallel and in order, within bounded memory.
//! - [`diff`]: what differs in meaning between messages, files or trees.
//! - [`draft`]: a referral or discharge summary from what is stored of a patient.
//! - [`tables`]: a site's own code tables, and what they add to an exchange.
//! - [`check`]: inputs held against a profile.
//! - [`recode`]: a message in another character set, with nothing else changed.
//! - [`account`]: the ledger as JSON.
//! - [`explain`]: what a segment, field, table, kind or code is, and where it stands in the model.
//!
//! The layers below are here under their own names: [`core`], [`cda`], [`hl7v2`], [`jahis`], [`model`], [`ssmix2`].

pub mod account;
pub mod check;
pub mod codes;
mod consistency;
pub mod convert;
pub mod detect;
pub mod diff;
mod document;
pub mod draft;
pub mod explain;
pub mod input;
pub mod json;
mod medium;
pub mod read;
pub mod recode;
mod record;
pub mod tables;

pub use renkei_cda as cda;
pub use renkei_core as core;
pub use renkei_hl7v2 as hl7v2;
pub use renkei_jahis as jahis;
pub use renkei_model as model;
pub use renkei_ssmix2 as ssmix2;

pub use detect::Format;
pub use medium::{Link, LinkTarget};
pub use read::{Error, Failure, ReadOptions, Records, open, records, tree};
pub use record::{DiagnosticJson, Record, Source};
pub use renkei_core::{Charset, Diagnostic, Language, Ledger, SegmentPath, Severity, Sink, Span};
pub use renkei_hl7v2::{Message, MessageBuf};
pub use renkei_jahis::{decode, encode, update};
pub use renkei_model::{Content, Exchange};

/// The programs of the README and the cookbook compile.
#[cfg(doctest)]
mod documents {
    #[doc = include_str!("../../../README.md")]
    struct Readme;
    #[doc = include_str!("../../../docs/cookbook.md")]
    struct Cookbook;
}
