//! Checking many inputs against a profile: in parallel, in order, within bounded memory.
//!
//! The rules for one message are those of [`renkei_jahis::check`]; here they meet what only files and storages show: names,
//! flags, several messages of one file. Nothing is decoded into the model.
//!
//! ```
//! use renkei::check::{CheckOptions, Output, Report, check};
//! use renkei::input::Inputs;
//! use std::io;
//!
//! #[derive(Default)]
//! struct Codes(Vec<&'static str>);
//! impl Output for Codes {
//!     fn report(&mut self, report: &Report) -> io::Result<()> {
//!         self.0.extend(report.findings.iter().map(|finding| finding.code.name));
//!         Ok(())
//!     }
//! }
//!
//! # let folder = std::env::temp_dir().join(format!("renkei-check-{}", std::process::id()));
//! # std::fs::create_dir_all(&folder)?;
//! # std::fs::write(folder.join("a.hl7"), b"MSH|^~\\&|HIS||||20240401103100||ADT^A08^ADT_A01|1|P|2.5\rPID|||0000123\r")?;
//! let mut found = Codes::default();
//! let summary = check(Inputs::new([folder.clone()]), &CheckOptions::default(), &mut found)?;
//! assert_eq!((summary.inputs, summary.messages, summary.failed), (1, 1, 0));
//! assert!(found.0.contains(&"field-required"));
//! assert!(summary.has_findings());
//! # std::fs::remove_dir_all(&folder)?;
//! # Ok::<(), io::Error>(())
//! ```

use std::collections::{BTreeMap, HashSet};
use std::hash::{BuildHasher, RandomState};
use std::io::{self, BufRead};
use std::sync::Arc;

use renkei_core::{Code, Diagnostic, Limit, Location, SegmentPath, Severity};
use renkei_hl7v2::Message;
use renkei_hl7v2::message::Scratch;
use renkei_jahis::check::{Checked, KnownCodes, NotChecked};
use renkei_jahis::profile::{self, Profile};

use crate::convert::{self, ConvertOptions, Event};
use crate::input::{Found, Input};
use crate::read::{Error, Failure, Piece, Pieces, Place, ReadOptions, finish};
use crate::record::Source;
use crate::{codes, consistency, document};

/// How to check.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct CheckOptions {
    /// How to read; its `ledger` is of no account here.
    pub read: ReadOptions,
    /// What to hold messages against.
    pub profile: &'static Profile,
    /// Codes beyond those of [`renkei_jahis::table`].
    pub codes: Option<Arc<dyn KnownCodes>>,
    /// How many threads work; 0 and 1 work without starting any.
    pub threads: usize,
}

impl Default for CheckOptions {
    fn default() -> Self {
        Self { read: ReadOptions::default(), profile: &profile::SSMIX2_1_2H, codes: None, threads: 0 }
    }
}

impl CheckOptions {
    /// Sets how to read.
    #[must_use]
    pub fn read(mut self, read: ReadOptions) -> Self {
        self.read = read;
        self
    }

    /// Sets the profile.
    #[must_use]
    pub const fn profile(mut self, profile: &'static Profile) -> Self {
        self.profile = profile;
        self
    }

    /// Sets codes beyond those of [`renkei_jahis::table`].
    #[must_use]
    pub fn codes(mut self, codes: Arc<dyn KnownCodes>) -> Self {
        self.codes = Some(codes);
        self
    }

    fn of_message(&self) -> renkei_jahis::check::CheckOptions {
        let mut check = renkei_jahis::check::CheckOptions::default().profile(self.profile);
        check.codes.clone_from(&self.codes);
        check
    }

    /// Sets how many threads work.
    #[must_use]
    pub const fn threads(mut self, threads: usize) -> Self {
        self.threads = threads;
        self
    }
}

/// What was found in one message.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Report {
    /// Where the message came from. Its path names the patient; see `shown`.
    pub source: Source,
    /// The path as people may see it: what names a patient is masked.
    pub shown: Arc<str>,
    /// What was held against what, and what was not.
    pub checked: Checked,
    /// What was found, in the order in which it was met; places count from the beginning of the frame.
    pub findings: Vec<Diagnostic>,
    neighbours: Neighbours,
}

impl Report {
    /// Returns the worst that was found.
    pub fn worst(&self) -> Option<Severity> {
        self.findings.iter().map(|finding| finding.severity).max()
    }

    /// Returns the place of a finding in the file: the first byte, counted from zero, and how many bytes.
    pub fn place(&self, finding: &Diagnostic) -> Option<(u64, u32)> {
        let span = finding.location.span?;
        Some((self.source.offset.saturating_add(u64::from(span.start())), span.len()))
    }
}

/// What is to be held against the other messages of a file.
#[derive(Clone, Debug, Default)]
struct Neighbours {
    /// A hash of MSH-10, where it is sent, and where it stands.
    control_id: Option<(u64, Location)>,
    /// Whether a batch begins before the message.
    begins_batch: bool,
    /// What the batch trailer behind the message says of the number of messages.
    batch_count: Option<(u64, Location)>,
    /// Whether the file is one of a storage.
    stored: bool,
}

/// Takes what a check finds, in the order of the inputs.
pub trait Output: Send {
    /// Takes what was found in one message, be it nothing.
    ///
    /// # Errors
    ///
    /// Any error ends the check.
    fn report(&mut self, report: &Report) -> io::Result<()>;

    /// An input, or a part of one, could not be read.
    ///
    /// # Errors
    ///
    /// Any error ends the check.
    fn failed(&mut self, failure: &Failure) -> io::Result<()> {
        let _ = failure;
        Ok(())
    }

    /// An input ends.
    ///
    /// # Errors
    ///
    /// Any error ends the check.
    fn end(&mut self, input: &Input) -> io::Result<()> {
        let _ = input;
        Ok(())
    }

    /// Something else happened that people may want to know.
    fn event(&mut self, event: Event) {
        let _ = event;
    }
}

/// What a check found, all in all.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Summary {
    /// Inputs that were read or tried.
    pub inputs: u64,
    /// Inputs of which something could not be read.
    pub failed: u64,
    /// Files of storages that are no messages; they were not checked.
    pub strays: u64,
    /// Files that are no inputs of their own, because documents refer to them.
    pub linked: u64,
    /// Messages and documents that were checked.
    pub messages: u64,
    /// Documents among them.
    pub documents: u64,
    /// Messages and documents with a warning or an error.
    pub deviant: u64,
    /// Findings by the name of their rule.
    pub rules: BTreeMap<&'static str, Tally>,
    /// What was not checked, and in how many messages.
    pub not_checked: BTreeMap<NotChecked, u64>,
}

/// How often a rule was broken.
#[derive(Clone, Copy, Debug)]
pub struct Tally {
    /// The rule.
    pub code: &'static Code,
    /// The worst severity with which it was reported.
    pub severity: Severity,
    /// How often.
    pub count: u64,
}

impl Summary {
    /// Says whether there is a warning or an error; remarks alone are no findings.
    pub const fn has_findings(&self) -> bool {
        self.deviant > 0
    }

    /// Counts the findings of a severity.
    pub fn count(&self, severity: Severity) -> u64 {
        let of = self.rules.values().filter(|tally| tally.severity == severity);
        of.fold(0, |sum, tally| sum.saturating_add(tally.count))
    }

    fn add(&mut self, report: &Report) {
        self.messages = self.messages.saturating_add(1);
        self.documents = self.documents.saturating_add(u64::from(report.source.is_document));
        if report.worst() > Some(Severity::Info) {
            self.deviant = self.deviant.saturating_add(1);
        }
        for finding in &report.findings {
            let fresh = Tally { code: finding.code, severity: finding.severity, count: 0 };
            let tally = self.rules.entry(finding.code.name).or_insert(fresh);
            tally.severity = tally.severity.max(finding.severity);
            tally.count = tally.count.saturating_add(1);
        }
        for what in &report.checked.not_checked {
            let count = self.not_checked.entry(*what).or_insert(0);
            *count = count.saturating_add(1);
        }
    }
}

/// Checks inputs, and says what was found. Inputs that can't be read are passed to the output, and do not stop the others.
///
/// # Errors
///
/// Those of the output.
pub fn check(
    inputs: impl IntoIterator<Item = Found>,
    options: &CheckOptions,
    output: &mut dyn Output,
) -> io::Result<Summary> {
    let mut convert = ConvertOptions::default().read(options.read.clone()).threads(options.threads);
    convert.read.ledger = false;
    convert.check = Some(options.of_message());
    let mut follow = Follow::new(output);
    let done = convert::convert(inputs, &convert, &mut follow)?;
    let Follow { mut summary, error, .. } = follow;
    if let Some(error) = error {
        return Err(error);
    }
    summary.inputs = done.inputs;
    summary.failed = done.failed;
    summary.strays = done.strays;
    summary.linked = done.linked;
    Ok(summary)
}

/// Checks the messages of one stream whose name and place are known: a file, or something that is not one yet.
///
/// # Errors
///
/// Those of the output.
///
/// # Examples
///
/// ```
/// use renkei::check::{CheckOptions, Output, Report, check_stream};
/// use renkei::input::Input;
/// use std::io;
///
/// struct Ignore;
/// impl Output for Ignore {
///     fn report(&mut self, _: &Report) -> io::Result<()> {
///         Ok(())
///     }
/// }
///
/// let bytes = b"MSH|^~\\&|HIS||||20240401103100||ADT^A08^ADT_A01|1|P|2.5\rPID|||0000123\r";
/// let summary = check_stream(&bytes[..], Input::stdin(), &CheckOptions::default(), &mut Ignore)?;
/// assert!(summary.rules.contains_key("segment-required"));
/// # Ok::<(), io::Error>(())
/// ```
pub fn check_stream<R: BufRead>(
    reader: R,
    input: Input,
    options: &CheckOptions,
    output: &mut dyn Output,
) -> io::Result<Summary> {
    let mut follow = Follow::new(output);
    let mut pieces = Pieces::new(reader, &options.read);
    let (mut buffer, mut scratch) = (Vec::new(), Scratch::default());
    let check = options.of_message();
    let fail = |follow: &mut Follow<'_>, offset, error| {
        follow.summary.failed = 1;
        follow.output.failed(&Failure::new(&input, offset, error))
    };
    let mut any = false;
    loop {
        match pieces.next(&mut buffer) {
            Ok(Some(Piece::Rest { .. })) => {}
            Ok(Some(Piece::TooLarge { offset, limit })) => {
                any = true;
                fail(&mut follow, offset, Error::TooLarge { limit })?;
            }
            Ok(Some(piece @ (Piece::Frame(frame) | Piece::Document(frame)))) => {
                any = true;
                let place = Place::new(&input, frame, &options.read);
                let shown = input.shown();
                let checked = match piece {
                    Piece::Document(_) => check_document(&buffer, place, shown, &check, &options.read),
                    _ => check_frame(&buffer, place, shown, &check, &options.read, &mut scratch),
                };
                match checked {
                    Ok(report) => follow.checked(report)?,
                    Err(Error::NoMessage { .. }) if frame.index > 0 => {}
                    Err(error) => fail(&mut follow, frame.offset, error)?,
                }
            }
            Ok(None) => break,
            Err(error) => {
                any = true;
                fail(&mut follow, pieces.expected, error)?;
                break;
            }
        }
    }
    if !any {
        fail(&mut follow, 0, Error::NoMessage { length: pieces.consumed() })?;
    }
    follow.output.end(&input)?;
    follow.summary.inputs = 1;
    Ok(follow.summary)
}

/// Control ids of one file that are remembered, so that a stream without end does not fill the memory.
const REMEMBERED: usize = 1 << 20;

/// Takes the reports of messages in order, and adds what shows only beside the others.
struct Follow<'a> {
    output: &'a mut dyn Output,
    summary: Summary,
    error: Option<io::Error>,
    hasher: RandomState,
    ids: HashSet<u64>,
    in_batch: u64,
    in_file: u64,
}

impl<'a> Follow<'a> {
    fn new(output: &'a mut dyn Output) -> Self {
        Self {
            output,
            summary: Summary::default(),
            error: None,
            hasher: RandomState::new(),
            ids: HashSet::new(),
            in_batch: 0,
            in_file: 0,
        }
    }

    fn checked(&mut self, mut report: Report) -> io::Result<()> {
        self.in_file = self.in_file.saturating_add(1);
        let Neighbours { control_id, begins_batch, batch_count, stored } =
            std::mem::take(&mut report.neighbours);
        if let Some((id, place)) = control_id {
            let id = self.hasher.hash_one(id);
            let room = self.ids.len() < REMEMBERED;
            if self.ids.contains(&id) {
                report.findings.push(Diagnostic::new(&codes::CONTROL_ID_REPEATED, place));
            } else if room {
                self.ids.insert(id);
            }
        }
        if stored && self.in_file == 2 {
            let place = SegmentPath::segment(renkei_core::SegmentId::MSH, 1);
            report.findings.push(Diagnostic::new(&codes::FILE_OF_SEVERAL, place));
        }
        if begins_batch {
            self.in_batch = 0;
        }
        self.in_batch = self.in_batch.saturating_add(1);
        if let Some((declared, place)) = batch_count
            && declared != self.in_batch
        {
            let found = Diagnostic::new(&codes::BATCH_COUNT, place);
            report.findings.push(found.with("declared", declared).with("count", self.in_batch));
        }
        self.summary.add(&report);
        self.output.report(&report)
    }

    fn attempt(&mut self, done: io::Result<()>) {
        if let Err(error) = done {
            self.error.get_or_insert(error);
        }
    }
}

impl convert::Output for Follow<'_> {
    fn begin(&mut self, _: &Input) -> io::Result<()> {
        self.ids.clear();
        self.in_batch = 0;
        self.in_file = 0;
        Ok(())
    }

    fn write(&mut self, _: &[u8]) -> io::Result<()> {
        Ok(())
    }

    fn end(&mut self, input: &Input, _: bool) -> io::Result<()> {
        match self.error.take() {
            Some(error) => Err(error),
            None => self.output.end(input),
        }
    }

    fn event(&mut self, event: Event) {
        if self.error.is_some() {
            return;
        }
        let done = match event {
            Event::Checked(report) => self.checked(*report),
            Event::Failed(failure) => self.output.failed(&failure),
            other => {
                self.output.event(other);
                Ok(())
            }
        };
        self.attempt(done);
    }
}

/// Checks one frame.
pub(crate) fn check_frame(
    bytes: &[u8],
    mut place: Place,
    shown: &Arc<str>,
    check: &renkei_jahis::check::CheckOptions,
    options: &ReadOptions,
    scratch: &mut Scratch,
) -> Result<Report, Error> {
    let mut sink = Limit::new(std::mem::take(&mut place.diagnostics), options.max_diagnostics);
    let message = Message::parse_into(bytes, &options.parse_options(), scratch, &mut sink)?;
    let mut check = check.clone();
    check.kind = place.kind.as_deref().map(Into::into);
    let checked = renkei_jahis::check::check(&message, &check, &mut sink);
    let mut neighbours = neighbours(&message);
    if let Some(name) = &place.name {
        neighbours.stored = true;
        consistency::check(name, &message, &mut sink);
    }
    let mut source = place.source(&message);
    source.kind = checked.kind.map(Into::into).or(source.kind);
    Ok(Report { source, shown: Arc::clone(shown), checked, findings: finish(sink), neighbours })
}

/// Checks a document: by the rules of its kind, whatever the profile of messages.
pub(crate) fn check_document(
    bytes: &[u8],
    mut place: Place,
    shown: &Arc<str>,
    check: &renkei_jahis::check::CheckOptions,
    options: &ReadOptions,
) -> Result<Report, Error> {
    let mut sink = Limit::new(std::mem::take(&mut place.diagnostics), options.max_diagnostics);
    let name = place.name.clone();
    let document = document::parse(bytes, options, &mut sink)?;
    let links = document::links(&document, &place, &mut sink);
    let mut report = |found| document::tell(&document, links.is_some(), found, &mut sink);
    let exchange = renkei_cda::check::check(&document, &renkei_cda::DecodeOptions::default(), &mut report);
    if let Some(name) = &name {
        document::compare(name, &exchange, &mut sink);
    }
    let source = document::source(place, &document, Some(&exchange));
    Ok(Report {
        source,
        shown: Arc::clone(shown),
        checked: Checked::without_rules(check.profile),
        findings: finish(sink),
        neighbours: Neighbours::default(),
    })
}

fn neighbours(message: &Message<'_>) -> Neighbours {
    let mut found = Neighbours::default();
    let control = message.segments().next().and_then(|msh| msh.field(10));
    if let Some(id) = control.filter(|id| !id.is_blank()) {
        let mut hash = std::hash::DefaultHasher::new();
        std::hash::Hash::hash(id.bytes().trim_ascii(), &mut hash);
        found.control_id = Some((std::hash::Hasher::finish(&hash), id.location()));
    }
    for line in message.envelope() {
        match line.id().as_bytes() {
            b"BHS" => found.begins_batch = true,
            b"BTS" => {
                let count = line.field(1).filter(|count| !count.is_empty());
                found.batch_count = count.and_then(|c| Some((c.text().trim().parse().ok()?, c.location())));
            }
            _ => {}
        }
    }
    found
}
