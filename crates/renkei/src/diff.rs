//! What differs in meaning between two messages, files or trees.
//!
//! Two messages are held against each other as exchanges, so that spelling makes no difference: character set, line ends,
//! escapes, trailing delimiters, and how the character set was declared. Elements of lists are told apart by what they are
//! (the code of a result, the number of an order), so that one more result is one difference.
//!
//! ```
//! use renkei::diff::{Change, Options, exchanges};
//! use renkei::{ReadOptions, records};
//!
//! let read = |text: &str| records(text.as_bytes(), &ReadOptions::default().ledger(true)).next().unwrap().unwrap();
//! let a = read("MSH|^~\\&|HIS||||||||2.5||||||UNICODE UTF-8\rPID|||0000123||東京^花子^^^^^L^I||19700203|F\r");
//! let b = read("MSH|^~\\&|HIS||||||||2.5||||||UNICODE UTF-8\nPID|||0000123||東京^華子^^^^^L^I||19700203|F||\n");
//! let found = exchanges(&a, &b, &Options::default());
//! assert_eq!(found.len(), 1);
//! assert_eq!((found[0].change, found[0].place.as_str()), (Change::Changed, "patient.names[0].given"));
//! assert_eq!(found[0].paths[0].as_ref().unwrap().to_string(), "PID-5.2");
//! ```

mod compare;
mod pairs;

use std::fmt;
use std::fs::File;
use std::io::{self, BufReader};
use std::path::PathBuf;
use std::sync::Arc;

use renkei_core::ledger::Fate;
use renkei_core::{Ledger, Path, SegmentPath};

use crate::input::Input;
use crate::read::{self, Failure, ReadOptions};
use crate::record::Record;

use pairs::Pairs;

/// How to compare.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Options {
    /// How to read both sides.
    pub read: ReadOptions,
    /// What is not compared.
    pub ignored: Vec<Ignored>,
}

impl Options {
    /// Sets how to read.
    #[must_use]
    pub fn read(mut self, read: ReadOptions) -> Self {
        self.read = read;
        self
    }

    /// Leaves something out of the comparison.
    #[must_use]
    pub fn ignore(mut self, what: Ignored) -> Self {
        self.ignored.push(what);
        self
    }
}

/// A place that is not compared: of the message (`MSH-7`, `OBX[*]-14`, `NTE[*]`), of the document
/// (`/ClinicalDocument/effectiveTime`), or of the model (`header.sent_at`, `content.lines[*].notes`), with all that is below it.
/// In a place of a document or of the model a list without an index means all its elements.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ignored {
    /// A place of a message.
    Segment(SegmentPath),
    /// A place of a document.
    Element(String),
    /// A place of the model.
    Model(String),
}

impl std::str::FromStr for Ignored {
    type Err = std::convert::Infallible;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text.starts_with('/') {
            return Ok(Self::Element(text.to_owned()));
        }
        // Places of the model are written in small letters.
        let path = text.parse().ok().filter(|_| text.starts_with(|c: char| c.is_ascii_uppercase()));
        Ok(path.map_or_else(|| Self::Model(text.to_owned()), Self::Segment))
    }
}

impl Ignored {
    fn covers(&self, place: &str, paths: &[Option<Path>; 2]) -> bool {
        let any = |pattern: &str| paths.iter().flatten().any(|found| is_below(pattern, &found.to_string()));
        match self {
            Self::Model(pattern) => is_below(pattern, place),
            Self::Element(pattern) => any(pattern),
            Self::Segment(path) => any(&path.to_string()),
        }
    }
}

/// Says whether a place is the one of the pattern or below it.
fn is_below(pattern: &str, place: &str) -> bool {
    let (mut pattern, mut place) = (pattern, place);
    loop {
        if pattern.is_empty() {
            return place.is_empty() || place.starts_with(['.', '[', '-', '/']);
        }
        if let Some(rest) = pattern.strip_prefix("[*]") {
            // The first occurrence is written without an index.
            let indexed = place.strip_prefix('[').and_then(|rest| rest.split_once(']')).map(|(_, rest)| rest);
            (pattern, place) = (rest, indexed.unwrap_or(place));
            continue;
        }
        match (pattern.chars().next(), place.chars().next()) {
            (Some(a), Some(b)) if a == b => {
                pattern = pattern.get(a.len_utf8()..).unwrap_or_default();
                place = place.get(b.len_utf8()..).unwrap_or_default();
            }
            // A pattern that names no element means all.
            (_, Some('[')) => match place.split_once(']') {
                Some((_, rest)) => place = rest,
                None => return false,
            },
            _ => return false,
        }
    }
}

/// What became of a value from the first side to the second.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// It is another one.
    Changed,
    /// It is there on the first side only.
    Removed,
    /// It is there on the second side only.
    Added,
}

impl Change {
    /// Returns the name used in reports: `changed`, `removed` or `added`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Changed => "changed",
            Self::Removed => "removed",
            Self::Added => "added",
        }
    }
}

/// A value that differs. `Debug` shows where, not what.
#[derive(Clone, PartialEq)]
pub struct Difference {
    /// What became of it.
    pub change: Change,
    /// The place in the model, as in the JSON of an exchange; of the first side, where it is there.
    pub place: String,
    /// Where it stands in the messages or documents of the first and the second side, where they say so; needs the ledgers of the
    /// records.
    pub paths: [Option<Path>; 2],
    /// The value on the first and the second side, as JSON.
    pub values: [Option<serde_json::Value>; 2],
}

impl fmt::Debug for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.change.name(), self.place)
    }
}

/// Compares two records. Where the messages stand is found by their ledgers; without them differences have no paths.
pub fn exchanges(a: &Record, b: &Record, options: &Options) -> Vec<Difference> {
    let mut found = compare::exchanges(&a.exchange, &b.exchange);
    let ledgers = [a.ledger.as_ref(), b.ledger.as_ref()];
    for difference in &mut found {
        for (path, (ledger, place)) in
            difference.difference.paths.iter_mut().zip(ledgers.iter().zip(&difference.places))
        {
            *path = place.as_ref().and_then(|place| stands(*ledger, place));
        }
    }
    let mut found: Vec<Difference> = found.into_iter().map(|found| found.difference).collect();
    if ledgers.iter().all(Option::is_some) {
        leave_out_readings(&mut found);
    }
    found.retain(|d| !options.ignored.iter().any(|i| i.covers(&d.place, &d.paths)));
    found
}

/// Leaves out what is a reading of a value that differs itself: the number in a text, the limits of a range. No bytes of the
/// message are its own.
fn leave_out_readings(found: &mut Vec<Difference>) {
    fn around(place: &str) -> &str {
        place.rsplit_once('.').map_or("", |(around, _)| around)
    }
    let sent: Vec<String> =
        found.iter().filter(|d| d.paths.iter().any(Option::is_some)).map(|d| d.place.clone()).collect();
    found.retain(|d| {
        let (inner, outer) = (around(&d.place), around(around(&d.place)));
        let is_reading = [inner, outer]
            .into_iter()
            .any(|around| around.contains('.') && sent.iter().any(|place| is_below(around, place)));
        d.paths.iter().any(Option::is_some) || !is_reading
    });
}

/// Where a place of the model stands in the message: the field or segment that all of it comes from, or the first of several. In
/// a document it is the element that holds all of it.
fn stands(ledger: Option<&Ledger>, place: &str) -> Option<Path> {
    if let Some(path) = place.strip_prefix("unmapped:") {
        return parse(path);
    }
    let mapped = || {
        let entries = ledger.map(Ledger::entries).unwrap_or_default().iter();
        entries.filter_map(|entry| match (&entry.fate, &entry.path) {
            (Fate::Mapped { to }, Some(path)) => Some((&**to, path)),
            _ => None,
        })
    };
    let mut paths = mapped().filter(|(to, _)| is_below(place, to)).map(|(_, path)| path);
    let Some(first) = paths.next().cloned() else {
        // The text of a section is read as a whole: its parts have no place of their own.
        let is_around = |(to, path): &(&str, &Path)| matches!(path, Path::Element(_)) && is_below(to, place);
        let mut around = mapped().filter(is_around).map(|(_, path)| path);
        let first = around.next()?.clone();
        return around.try_fold(first, |all, next| common(&all, next));
    };
    let whole = paths.try_fold(first.clone(), |all, next| common(&all, next));
    whole.or_else(|| parse(first.to_string().split('-').next()?))
}

fn parse(text: &str) -> Option<Path> {
    if text.starts_with('/') {
        text.parse().ok().map(Path::Element)
    } else {
        text.parse().ok().map(Path::Segment)
    }
}

/// The narrowest place that holds both; none where they are of two segments.
fn common(a: &Path, b: &Path) -> Option<Path> {
    let (mut a, b) = (a.to_string(), b.to_string());
    if a.starts_with('/') {
        while b.strip_prefix(&a).is_none_or(|rest| !(rest.is_empty() || rest.starts_with('/'))) {
            a.truncate(a.rfind('/')?);
        }
    } else {
        while !is_below(&a, &b) {
            a.truncate(a.rfind(['.', '-', '['])?);
        }
    }
    parse(&a)
}

/// Something found while comparing two inputs.
#[derive(Debug)]
#[non_exhaustive]
pub enum Event<'a> {
    /// Two messages differ.
    Differ {
        /// The first and the second message.
        records: [&'a Record; 2],
        /// How.
        found: &'a [Difference],
    },
    /// A message is on one side only.
    Alone {
        /// On the first side (0) or the second (1).
        side: usize,
        /// The message.
        record: &'a Record,
    },
    /// A file is on one side only.
    FileAlone {
        /// On the first side (0) or the second (1).
        side: usize,
        /// The file.
        input: &'a Input,
    },
    /// Something could not be read.
    Failed {
        /// On the first side (0) or the second (1).
        side: usize,
        /// What, and why.
        failure: Failure,
    },
}

/// What a comparison found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Summary {
    /// Files that are on both sides.
    pub files: u64,
    /// Files on the first and on the second side only.
    pub alone: [u64; 2],
    /// Messages and documents that were compared.
    pub messages: u64,
    /// Documents among them.
    pub documents: u64,
    /// Messages and documents that differ, those on one side only included.
    pub different: u64,
    /// Differences in them.
    pub differences: u64,
    /// Files, or parts of them, that could not be read.
    pub failed: u64,
}

impl Summary {
    /// Says whether anything differs.
    pub const fn differs(&self) -> bool {
        self.different > 0 || self.alone[0] > 0 || self.alone[1] > 0
    }
}

/// Compares two files, or all files of two trees, and tells what differs as it goes. In storages a file's counterpart is
/// that of the same patient, date, data kind, order and department, whenever it was written; elsewhere the one of the same path.
/// Messages of a file belong together by their control ids (MSH-10), within a window of 64 messages, or by their order.
///
/// # Errors
///
/// Those that `each` returns; it is not called again.
pub fn trees(
    a: PathBuf,
    b: PathBuf,
    options: &Options,
    each: &mut dyn FnMut(Event<'_>) -> io::Result<()>,
) -> io::Result<Summary> {
    let mut summary = Summary::default();
    for pair in Pairs::new(a, b) {
        match pair {
            pairs::Pair::Both(a, b) => {
                summary.files = summary.files.saturating_add(1);
                files(&a, &b, options, &mut summary, each)?;
            }
            pairs::Pair::Alone(side, input) => {
                if let Some(count) = summary.alone.get_mut(side) {
                    *count = count.saturating_add(1);
                }
                each(Event::FileAlone { side, input: &input })?;
            }
            pairs::Pair::Failed(side, failure) => {
                summary.failed = summary.failed.saturating_add(1);
                each(Event::Failed { side, failure })?;
            }
        }
    }
    Ok(summary)
}

/// How many messages are looked ahead for one with the same control id.
const WINDOW: usize = 64;

fn files(
    a: &Input,
    b: &Input,
    options: &Options,
    summary: &mut Summary,
    each: &mut dyn FnMut(Event<'_>) -> io::Result<()>,
) -> io::Result<()> {
    let mut sides = [Side::open(a, 0, options), Side::open(b, 1, options)];
    loop {
        for side in &mut sides {
            for failure in side.fill(1) {
                summary.failed = summary.failed.saturating_add(1);
                each(Event::Failed { side: side.number, failure })?;
            }
        }
        let [a, b] = &mut sides;
        let step = match (a.waiting.front(), b.waiting.front()) {
            (None, None) => return Ok(()),
            (Some(_), None) => Step::Alone(0),
            (None, Some(_)) => Step::Alone(1),
            (Some(x), Some(y)) if control_id(x) == control_id(y) => Step::Both,
            (Some(_), Some(_)) => {
                for side in [&mut *a, &mut *b] {
                    for failure in side.fill(WINDOW) {
                        summary.failed = summary.failed.saturating_add(1);
                        each(Event::Failed { side: side.number, failure })?;
                    }
                }
                let here = |waiting: &std::collections::VecDeque<Record>, other: Option<&Record>| {
                    let id = other.and_then(control_id);
                    id.and_then(|id| waiting.iter().position(|record| control_id(record) == Some(id)))
                };
                match (here(&b.waiting, a.waiting.front()), here(&a.waiting, b.waiting.front())) {
                    (Some(_), None) => Step::Alone(1),
                    (None, Some(_)) => Step::Alone(0),
                    (Some(before), Some(after)) if before < after => Step::Alone(1),
                    (Some(_), Some(_)) => Step::Alone(0),
                    (None, None) => Step::Both,
                }
            }
        };
        match step {
            Step::Alone(side) => {
                let record = sides.get_mut(side).and_then(|side| side.waiting.pop_front());
                summary.different = summary.different.saturating_add(1);
                if let Some(record) = &record {
                    each(Event::Alone { side, record })?;
                }
            }
            Step::Both => {
                let [a, b] = &mut sides;
                let (Some(a), Some(b)) = (a.waiting.pop_front(), b.waiting.pop_front()) else { continue };
                summary.messages = summary.messages.saturating_add(1);
                summary.documents = summary.documents.saturating_add(u64::from(a.source.is_document));
                let found = exchanges(&a, &b, options);
                if !found.is_empty() {
                    summary.different = summary.different.saturating_add(1);
                    let count = u64::try_from(found.len()).unwrap_or(u64::MAX);
                    summary.differences = summary.differences.saturating_add(count);
                    each(Event::Differ { records: [&a, &b], found: &found })?;
                }
            }
        }
    }
}

enum Step {
    Both,
    Alone(usize),
}

fn control_id(record: &Record) -> Option<&str> {
    record.exchange.header.control_id.as_str()
}

type Stream = Box<dyn Iterator<Item = Result<Record, Failure>>>;

/// The messages of one file.
struct Side {
    number: usize,
    records: Stream,
    waiting: std::collections::VecDeque<Record>,
}

impl Side {
    fn open(input: &Input, number: usize, options: &Options) -> Self {
        let read = options.read.clone().ledger(true);
        let records: Stream = match input.file.as_ref().map(File::open) {
            None => Box::new(read::records_of(BufReader::new(io::stdin()), input.clone(), &read)),
            Some(Ok(file)) => Box::new(read::records_of(BufReader::new(file), input.clone(), &read)),
            Some(Err(error)) => Box::new(std::iter::once(Err(Failure::new(input, 0, error.into())))),
        };
        Self { number, records, waiting: std::collections::VecDeque::new() }
    }

    /// Reads on until so many messages wait; gives what could not be read.
    fn fill(&mut self, count: usize) -> Vec<Failure> {
        let mut failures = Vec::new();
        while self.waiting.len() < count {
            match self.records.next() {
                Some(Ok(record)) => self.waiting.push_back(record),
                Some(Err(failure)) => failures.push(failure),
                None => break,
            }
        }
        failures
    }
}

/// The path of a record as people may see it.
pub fn shown(record: &Record) -> Arc<str> {
    crate::input::masked(&record.source.path).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_covers_what_is_below_it() {
        for (pattern, place, covered) in [
            ("MSH-7", "MSH-7", true),
            ("MSH-7", "MSH-7.1", true),
            ("MSH-7", "MSH-70", false),
            ("OBX[*]-14", "OBX[12]-14", true),
            ("OBX[*]-14", "OBX-14.1", true),
            ("OBX[*]-14", "OBX-15", false),
            ("OBX[2]-14", "OBX[3]-14", false),
            ("NTE[*]", "NTE[3]-3", true),
            ("content.lines[*].notes", "content.lines[3].notes[0].text", true),
            ("content.lines.notes", "content.lines[3].notes", true),
            ("content.lines[2]", "content.lines[3].notes", false),
            ("header.sent_at", "header.sent_at", true),
            ("header.sent", "header.sent_at", false),
        ] {
            assert_eq!(is_below(pattern, place), covered, "{pattern} {place}");
        }
    }
}
