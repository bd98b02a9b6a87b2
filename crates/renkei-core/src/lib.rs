//! Coordinates, diagnostics, ledgers and Japanese character sets: what every renkei crate shares.
//!
//! Japanese clinical messages are bytes in ISO-2022-JP, Shift_JIS, EUC-JP or UTF-8, in which the bytes of the
//! delimiters may also be halves of kanji. This crate knows how to tell the two apart ([`charset`]), how to say
//! *where* something is ([`Span`], [`SegmentPath`]), how to say *what* is wrong without saying whose data it is
//! ([`Diagnostic`]), and how to account for every byte of a source ([`Ledger`]). It does no I/O.
//!
//! ```
//! use renkei_core::{Charset, SegmentPath};
//!
//! // 東京 in ISO-2022-JP: the byte 7E (`~`) is half of 京, not a repetition separator.
//! let text = Charset::Iso2022Jp.decode(b"\x1b$BEl5~\x1b(B");
//! assert_eq!(text.as_str(), "東京");
//!
//! let path: SegmentPath = "OBX[3]-5.1".parse()?;
//! assert_eq!(path.to_string(), "OBX[3]-5.1");
//! # Ok::<(), renkei_core::location::ParsePathError>(())
//! ```
//!
//! Indices in paths are one-based, as in the standards; spans are half-open ranges of bytes, counted from zero.

pub mod charset;
pub mod codes;
pub mod diagnostic;
pub mod ledger;
pub mod location;
mod span;

pub use charset::Charset;
pub use diagnostic::{Arg, Code, Diagnostic, Language, Limit, Severity, Sink};
pub use ledger::Ledger;
pub use location::{ElementPath, EntryPath, Location, Path, SegmentId, SegmentPath};
pub use span::Span;
