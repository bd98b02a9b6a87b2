//! The draft of a referral or discharge summary from what is stored of a patient.
//!
//! Everything that the inputs hold of one patient is read; what was deleted or replaced in a storage is left out by its flag. The
//! document says itself that it is a draft, and what a doctor has to write.
//!
//! ```
//! use renkei::draft::{DraftOptions, draft, inputs};
//! use renkei::cda::{DocumentKind, ReferralDraft};
//! use renkei::model::value::{DateTime, Identifier};
//!
//! # let folder = std::env::temp_dir().join(format!("renkei-draft-{}", std::process::id()));
//! # std::fs::create_dir_all(&folder)?;
//! # std::fs::write(folder.join("a.hl7"), "MSH|^~\\&|HIS|||||||ADT^A08|1|P|2.5||||||UNICODE UTF-8\rPID|||0000123||東京^花子^^^^^L^I||19560229|F\r")?;
//! let about = ReferralDraft::new(Identifier::new("REF-1"), DateTime::from_hl7("20240415"));
//! let options = DraftOptions::new(DocumentKind::Referral, about).patient("0000123");
//! let made = draft(inputs([folder.clone()], Some("0000123")), &options, &mut |_| ())?;
//! let text = made.document.as_document();
//! assert_eq!(text.value(&"/ClinicalDocument/title".parse()?).as_deref(), Some("診療情報提供書（下書き）"));
//! assert_eq!(made.messages, 1);
//! # std::fs::remove_dir_all(&folder)?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, BufReader};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use renkei_cda::{DocumentBuf, DocumentKind, EncodeError, EncodeOptions, ReferralDraft};
use renkei_core::charset::Encoding;
use renkei_core::ledger::Remark;
use renkei_core::{Diagnostic, Language};
use renkei_model::{Content, Exchange};
use renkei_ssmix2::{ConditionFlag, EntryName};

use crate::convert::Event;
use crate::input::{Found, Input, Inputs};
use crate::read::{self, Failure, ReadOptions};
use crate::record::Record;

/// What to put together, and how.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct DraftOptions {
    /// How to read the inputs.
    pub read: ReadOptions,
    /// The patient's id (患者ID) as it is stored; `None` where the inputs hold one patient.
    pub patient: Option<Arc<str>>,
    /// What kind of document it is.
    pub kind: DocumentKind,
    /// What the inputs don't say.
    pub about: ReferralDraft,
    /// The encoding of the document.
    pub encoding: Encoding,
}

impl DraftOptions {
    /// A document of a kind, in UTF-8.
    pub fn new(kind: DocumentKind, about: ReferralDraft) -> Self {
        let encoding = Encoding::Charset(renkei_core::Charset::Utf8);
        Self { read: ReadOptions::default(), patient: None, kind, about, encoding }
    }

    /// Sets how to read the inputs.
    #[must_use]
    pub fn read(mut self, read: ReadOptions) -> Self {
        self.read = read;
        self
    }

    /// Sets the patient's id.
    #[must_use]
    pub fn patient(mut self, id: &str) -> Self {
        self.patient = Some(id.into());
        self
    }

    /// Sets the encoding of the document.
    #[must_use]
    pub const fn encoding(mut self, encoding: Encoding) -> Self {
        self.encoding = encoding;
        self
    }
}

/// A draft that was put together.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Draft {
    /// The document.
    pub document: DocumentBuf,
    /// The document as the model has it.
    pub exchange: Exchange,
    /// What a doctor has to write.
    pub diagnostics: Vec<Diagnostic>,
    /// What was added by name, and what a document has no place for.
    pub remarks: Vec<Remark>,
    /// How many messages it was made from.
    pub messages: u64,
}

/// Why no draft could be made. Says nothing of the patient.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum DraftError {
    /// There is no message about the patient.
    #[error("no message about this patient was found")]
    NoPatient,
    /// The inputs hold several patients, and none was named.
    #[error("the inputs hold messages about {count} patients; name one")]
    SeveralPatients {
        /// How many.
        count: usize,
    },
    /// Only referrals and discharge summaries are put together.
    #[error("no draft of this kind of document can be put together")]
    Kind,
    /// The document can't be written.
    #[error("the document can't be written: {0}")]
    Unwritable(#[from] EncodeError),
}

impl DraftError {
    /// Returns the message in a language; that in English is the one of `Display`.
    pub fn message(&self, language: Language) -> String {
        if language == Language::English {
            return self.to_string();
        }
        match self {
            Self::NoPatient => "この患者のメッセージが見つかりません".to_owned(),
            Self::SeveralPatients { count } => {
                format!("{count}名の患者のメッセージがあります。患者を指定してください")
            }
            Self::Kind => "この種類の文書の下書きは作成できません".to_owned(),
            Self::Unwritable(error) => format!("文書を出力できません: {error}"),
        }
    }
}

/// Finds the files to read for a patient: in a storage those below the folders of that patient alone, however large it is; elsewhere
/// all of them.
pub fn inputs<I>(paths: I, patient: Option<&str>) -> Inputs
where
    I: IntoIterator<Item = PathBuf>,
{
    let narrowed = |path: PathBuf| {
        let found = patient.map(|id| folders(&path, id)).unwrap_or_default();
        if found.is_empty() { vec![path] } else { found }
    };
    Inputs::new(paths.into_iter().flat_map(narrowed))
}

/// The folders of a patient in a storage, or in the storages one level below.
fn folders(path: &Path, id: &str) -> Vec<PathBuf> {
    let plain = !id.is_empty() && id.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'));
    if !plain || !path.is_dir() {
        return Vec::new();
    }
    let part = |from: usize| id.chars().skip(from).take(3).collect::<String>();
    let below = |root: &Path| root.join(part(0)).join(part(3)).join(id);
    let nested = fs::read_dir(path).into_iter().flatten().flatten();
    let nested =
        nested.filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_dir())).map(|entry| entry.path());
    let mut found: Vec<PathBuf> =
        std::iter::once(path.to_owned()).chain(nested).map(|root| below(&root)).collect();
    found.retain(|folder| folder.is_dir());
    found.sort();
    found
}

/// Reads what the inputs hold of a patient and puts the draft together. What can't be read is an [`Event`] each and is left out.
///
/// # Errors
///
/// [`DraftError`]: nothing is known of the patient, or the document can't be written.
pub fn draft(
    inputs: impl IntoIterator<Item = Found>,
    options: &DraftOptions,
    tell: &mut dyn FnMut(Event),
) -> Result<Draft, DraftError> {
    let mut exchanges: Vec<Exchange> = Vec::new();
    let mut patients: BTreeSet<String> = BTreeSet::new();
    for found in inputs {
        let input = match found {
            Found::Input(input) => input,
            Found::Stray(input) => {
                tell(Event::Stray(Arc::clone(input.shown())));
                continue;
            }
            Found::Unreadable(shown, error) => {
                tell(Event::Failed(Failure::unreachable(shown, error)));
                continue;
            }
        };
        if input.name.as_deref().is_some_and(|name| !counts(name, options.patient.as_deref())) {
            continue;
        }
        for record in records(input, &options.read) {
            match record {
                Ok(record) => {
                    let Some(patient) = patient_of(&record, options.patient.as_deref()) else { continue };
                    patients.insert(patient);
                    if !matches!(record.exchange.content, Content::Document(_)) {
                        exchanges.push(record.exchange);
                    }
                }
                Err(failure) => tell(Event::Failed(failure)),
            }
        }
    }
    if patients.len() > 1 {
        return Err(DraftError::SeveralPatients { count: patients.len() });
    }
    if exchanges.is_empty() {
        return Err(DraftError::NoPatient);
    }
    let mut diagnostics = Vec::new();
    let exchange = match options.kind {
        DocumentKind::Referral => renkei_cda::referral_from(&exchanges, &options.about, &mut diagnostics),
        DocumentKind::DischargeSummary => {
            renkei_cda::discharge_from(&exchanges, &options.about, &mut diagnostics)
        }
        DocumentKind::PatientData => return Err(DraftError::Kind),
    };
    let encode = EncodeOptions::of_kind(options.kind).encoding(options.encoding);
    let encoded = renkei_cda::encode_with(&exchange, &encode)?;
    Ok(Draft {
        document: encoded.document,
        exchange,
        diagnostics,
        remarks: encoded.remarks,
        messages: read::wide(exchanges.len()),
    })
}

/// Says whether a file of a storage is current and about the patient.
fn counts(name: &EntryName, patient: Option<&str>) -> bool {
    !matches!(name.flag(), ConditionFlag::Deleted | ConditionFlag::Superseded)
        && patient.is_none_or(|id| id == name.patient_id())
}

fn records(input: Input, options: &ReadOptions) -> Box<dyn Iterator<Item = Result<Record, Failure>>> {
    match input.file.as_ref().map(File::open) {
        None => Box::new(read::records_of(BufReader::new(io::stdin()), input, options)),
        Some(Ok(file)) => Box::new(read::records_of(BufReader::new(file), input, options)),
        Some(Err(error)) => Box::new(std::iter::once(Err(Failure::new(&input, 0, error.into())))),
    }
}

/// The id under which a message has its patient: the one asked for, where it is among them.
fn patient_of(record: &Record, wanted: Option<&str>) -> Option<String> {
    let mut ids = record.exchange.patient.identifiers.iter().filter_map(|id| id.value.as_deref());
    match wanted {
        Some(wanted) => ids.find(|id| *id == wanted).map(str::to_owned),
        None => ids.next().map(str::to_owned),
    }
}
