//! `convert --to cda --document …`: the draft of a document from what is stored of a patient.

use std::io::Write;
use std::path::PathBuf;
use std::time::{SystemTime, UNIX_EPOCH};

use renkei::ReadOptions;
use renkei::cda::{DocumentKind, Encoding, ReferralDraft};
use renkei::convert::Event;
use renkei::draft::{DraftError, DraftOptions, draft, inputs};
use renkei::model::document::Party;
use renkei::model::organization::Organization;
use renkei::model::value::{DateTime, HumanName, Identifier, Period};

use crate::atomic::Sink;
use crate::messages as m;
use crate::terminal::Terminal;
use crate::{Stop, status};

/// What is asked for beside the inputs.
#[derive(Debug)]
pub(crate) struct Draft {
    pub(crate) inputs: Vec<PathBuf>,
    pub(crate) read: ReadOptions,
    pub(crate) kind: DocumentKind,
    pub(crate) patient: Option<String>,
    /// As in HL7: `20240415`.
    pub(crate) at: Option<String>,
    pub(crate) purpose: Option<String>,
    pub(crate) author: Option<String>,
    pub(crate) facility: Option<String>,
    pub(crate) recipient: Option<String>,
    pub(crate) encoding: Encoding,
    pub(crate) output: Option<PathBuf>,
}

/// Writes the draft, says what a doctor has to write, and returns the exit status.
pub(crate) fn run(task: Draft, terminal: &mut Terminal) -> Result<u8, Stop> {
    let language = terminal.language();
    let at = task.at.map_or_else(now, DateTime::from_hl7);
    let number = format!("DRAFT-{}", at.as_sent());
    let mut about = ReferralDraft::new(Identifier::new(number.as_str()), at);
    about.purpose = task.purpose.map(Into::into);
    let facility = task.facility.as_deref().map(Organization::new);
    if facility.is_some() || task.author.is_some() {
        let names = task.author.as_deref().map(name).into_iter().collect();
        // A moment begins and ends at once.
        let at = Some(about.written_at.clone());
        let time = Some(Period { start: at.clone(), end: at });
        about.author = Some(Party { time, names, organization: facility, ..Party::default() });
    }
    about.recipient = task
        .recipient
        .as_deref()
        .map(|facility| Party { organization: Some(Organization::new(facility)), ..Party::default() });
    let mut options = DraftOptions::new(task.kind, about).read(task.read).encoding(task.encoding);
    if let Some(id) = &task.patient {
        options = options.patient(id);
    }
    let mut failed = false;
    let made = draft(inputs(task.inputs, task.patient.as_deref()), &options, &mut |event| match event {
        Event::Failed(failure) => {
            failed = true;
            terminal.failure(&failure);
        }
        Event::Stray(path) => terminal.warning(&m::STRAY, &[("path", &path)]),
        _ => {}
    });
    let made = match made {
        Ok(made) => made,
        Err(error) => {
            let why = error.message(language);
            if matches!(error, DraftError::SeveralPatients { .. }) {
                return Err(Stop::Usage(why));
            }
            terminal.error(&m::USAGE, &[("why", &why)]);
            return Ok(status::UNREAD);
        }
    };
    let mut out = Sink::open(task.output.as_deref())?;
    out.write_all(made.document.as_bytes())?;
    out.finish()?;
    for found in &made.diagnostics {
        terminal.say(&m::NOTE, &[("text", &found.message(language))]);
    }
    terminal.say(&m::DRAFTED, &[("count", &made.messages)]);
    Ok(if failed { status::UNREAD } else { status::DONE })
}

/// A name with a blank between its parts, or the whole of it as one.
fn name(text: &str) -> HumanName {
    let mut parts = text.splitn(2, [' ', '\u{3000}']);
    let family = parts.next().unwrap_or_default();
    let given = parts.next().map(|given| given.trim().into());
    HumanName {
        family: Some(family.into()),
        given,
        kind: Some("L".into()),
        representation: Some("I".into()),
        ..HumanName::default()
    }
}

/// The time of day in Japan, to the second.
fn now() -> DateTime {
    const JAPAN: u64 = 9 * 3600;
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    let seconds = i64::try_from(since.as_secs().saturating_add(JAPAN)).unwrap_or_default();
    let there = chrono::DateTime::from_timestamp(seconds, 0).unwrap_or_default();
    DateTime::from_hl7(format!("{}+0900", there.format("%Y%m%d%H%M%S")))
}
