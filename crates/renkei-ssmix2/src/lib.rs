//! SS-MIX2 storages (SS-MIX2 ストレージ): walking them, reading their names, and saying where the two disagree.
//!
//! A Japanese hospital that keeps an SS-MIX2 storage writes every order, result and move of a patient as one HL7 v2.5
//! message in a file of its own, below `<id 1-3>/<id 4-6>/<patient id>/<date>/<data kind>/`. The name of the file repeats the
//! patient's id (患者ID), the date (診療日) and the data kind (データ種別), and adds the order number (オーダNo), the moment
//! of sending (発生日時), the department (診療科コード) and the condition flag (コンディションフラグ), which tells the current
//! version from superseded and deleted ones. The extended storage (拡張ストレージ) has folders of documents with names of the
//! same seven parts. This crate reads folders and names; what stands in the files is the business of others.
//!
//! ```
//! use renkei_ssmix2::{EntryKind, Storage};
//!
//! # let folder = tempfile::tempdir()?;
//! # let kind = folder.path().join("000/000/0000004567/20240401/OMP-01");
//! # std::fs::create_dir_all(&kind)?;
//! # std::fs::write(kind.join("0000004567_20240401_OMP-01_000000240401001_20240401103100123_01_1"), b"MSH|")?;
//! # let root = folder.path();
//! let storage = Storage::open(root)?;
//! let mut message = Vec::new();
//! for entry in storage.walk() {
//!     let entry = entry?;
//!     for problem in entry.diagnostics() {
//!         eprintln!("{problem}");
//!     }
//!     if let EntryKind::Message(name) = entry.kind() {
//!         let bytes = entry.read(&mut message, 16 << 20)?;
//!         println!("{} of {}: {bytes} bytes", name.kind_text(), name.date_text());
//!     }
//! }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! - [`Storage`] opens a root, any folder below one, a plain folder or a single file; [`Walk`] goes through it in a stable
//!   order, one folder in memory at a time, and never leaves it: links are reported, not followed.
//! - [`EntryName`] is the name of a file with its seven parts, read from both ends; it prints as it was read.
//! - [`DataKind`] lists the 26 data kinds, [`MESSAGE_KINDS`] the 36 kinds of message that they hold.
//! - [`codes`] lists what is reported. No diagnostic, error or `Debug` shows the id of a patient.

pub mod codes;
mod data_kind;
mod entry_name;
#[doc(hidden)]
pub mod laws;
mod masking;
mod storage;

pub use data_kind::{Action, DataKind, MESSAGE_KINDS, MessageKind, ParseDataKindError};
pub use entry_name::{
    CareDate, ConditionFlag, EntryName, Identity, ParseEntryNameError, ParseTimeError, Timestamp,
};
pub use storage::{
    Entry, EntryKind, Levels, OpenError, Storage, StorageError, StorageOptions, StrayReason, Walk, WalkError,
};
