//! `convert`: many inputs to the canonical model or onward.

use std::fs;
use std::io::{self, Write};
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use renkei::convert::{ConvertOptions, Event, Output, Summary, Target, convert};
use renkei::core::charset::EncodeOptions;
use renkei::input::{Input, Inputs};
use renkei::tables::Tables;
use renkei::{Language, Severity};

use crate::arguments::{Convert, Report};
use crate::atomic::{AtomicFile, Committer, Sink};
use crate::messages as m;
use crate::terminal::Terminal;
use crate::{Stop, status};

/// Failures listed one by one; beyond that they are counted, because a list of a million helps nobody.
const LISTED: u64 = 10_000;

/// Converts, reports, and returns the exit status.
pub(crate) fn run(task: Convert, terminal: &mut Terminal) -> Result<u8, Stop> {
    let mut read = task.read;
    if let Some(folder) = &task.tables {
        read = read.tables(tables(folder, terminal.language())?);
    }
    let separate = task.output.as_deref().is_some_and(is_folder);
    let mut options = ConvertOptions::default()
        .read(read.ledger(task.ledger.is_some() || task.deny_loss))
        .target(task.target)
        .threads(task.threads)
        .allow_breaking_signatures(task.break_signatures)
        .separate(separate);
    if let Some(charset) = task.charset_out {
        options = options.charset(charset, EncodeOptions::new().unmappable(task.unmappable));
    }
    if let Some(profile) = task.profile {
        options = options.profile(profile);
        options.encoding = EncodeOptions::new().unmappable(task.unmappable);
    }
    let place = match (task.output.as_deref(), separate) {
        (Some(folder), true) => Place::Folder(Box::new(Folder {
            folder: folder.to_owned(),
            given: task.inputs.clone(),
            target: task.target,
            made: PathBuf::new(),
            current: None,
            committer: Committer::default(),
            taken: false,
        })),
        (path, _) => Place::One(Sink::open(path)?),
    };
    let ledger = task.ledger.as_deref().map(|path| Sink::open(Some(path))).transpose()?;
    let mut output = Console { place, ledger, terminal, failures: 0 };
    let done = convert(Inputs::new(task.inputs), &options, &mut output);
    let Console { place, ledger, terminal, failures } = output;
    terminal.done();
    let summary = done?;
    let taken = match place {
        Place::One(sink) => {
            sink.finish()?;
            false
        }
        Place::Folder(place) => {
            place.committer.finish()?;
            place.taken
        }
    };
    ledger.map_or(Ok(()), Sink::finish)?;
    if let Some(count) = failures.checked_sub(LISTED).filter(|n| *n > 0) {
        terminal.error(&m::SUPPRESSED, &[("count", &count)]);
    }
    report(&summary, terminal);
    let lost = task.deny_loss && summary.loss;
    if lost {
        terminal.error(&m::LOSS, &[]);
    }
    Ok(match (summary.failed > 0, lost) {
        _ if taken => status::UNWRITTEN,
        (true, _) => status::UNREAD,
        (_, true) => status::FOUND,
        _ => status::DONE,
    })
}

/// Reads the code tables of a folder; a mistake in one is a mistake in the command line.
pub(crate) fn tables(folder: &Path, language: Language) -> Result<Arc<Tables>, Stop> {
    let tables = Tables::open(folder).map_err(|error| {
        let error = error.message(language);
        Stop::Usage(m::BAD_TABLES.fill(language, &[("error", &error)]))
    })?;
    Ok(Arc::new(tables))
}

/// Writes the account alone, for `trace`.
pub(crate) fn account(task: &Report, out: &mut Sink, terminal: &mut Terminal) -> io::Result<u8> {
    struct Account<'a> {
        out: &'a mut Sink,
        terminal: &'a mut Terminal,
    }
    impl Output for Account<'_> {
        fn write(&mut self, _: &[u8]) -> io::Result<()> {
            Ok(())
        }

        fn write_account(&mut self, bytes: &[u8]) -> io::Result<()> {
            self.out.write_all(bytes)
        }

        fn event(&mut self, event: Event) {
            tell(event, self.terminal);
        }
    }
    let options = ConvertOptions::default().read(task.read.clone().ledger(true)).threads(1);
    let inputs = Inputs::new(task.inputs.clone());
    let summary = convert(inputs, &options, &mut Account { out, terminal })?;
    Ok(if summary.failed > 0 { status::UNREAD } else { status::DONE })
}

/// Says whether an output is a folder: one that exists, or a name that ends in a slash.
pub(crate) fn is_folder(path: &Path) -> bool {
    path.is_dir() || path.as_os_str().as_encoded_bytes().ends_with(b"/")
}

/// Where results go.
enum Place {
    /// One file or standard output.
    One(Sink),
    /// A file for each input, at the same place below a folder.
    Folder(Box<Folder>),
}

struct Folder {
    folder: PathBuf,
    /// The inputs that were given, to see whether two have the same place.
    given: Vec<PathBuf>,
    target: Target,
    /// The folder that was last made sure of.
    made: PathBuf,
    current: Option<AtomicFile>,
    committer: Committer,
    /// Whether an input was left out because its place was taken.
    taken: bool,
}

impl Folder {
    fn begin(&mut self, input: &Input, terminal: &mut Terminal) -> io::Result<()> {
        if is_taken(&self.given, input, terminal) {
            self.taken = true;
            return Ok(());
        }
        let path = below(&self.folder, input, self.target)?;
        if let Some(parent) = path.parent()
            && parent != self.made
        {
            fs::create_dir_all(parent)?;
            parent.clone_into(&mut self.made);
        }
        self.current = Some(AtomicFile::create(&path)?);
        Ok(())
    }
}

/// Says whether the place of an input below the folder of results is that of an earlier one, and tells so. Nothing has to be remembered for
/// it, however many files there are.
pub(crate) fn is_taken(given: &[PathBuf], input: &Input, terminal: &mut Terminal) -> bool {
    let earlier = given.get(..input.given).unwrap_or_default();
    let taken = earlier.iter().any(|given| has_place(given, input));
    if taken {
        let path: &str = if terminal.shows_values() { &input.path } else { input.shown() };
        terminal.error(&m::OUTPUT_TAKEN, &[("path", &path)]);
    }
    taken
}

/// Says whether a given input has something at the place of another's file, so that both would be written to one file.
fn has_place(given: &Path, input: &Input) -> bool {
    let name = place(input);
    if given.as_os_str() == "-" {
        return name == Path::new(STDIN);
    }
    if given.is_dir() {
        return fs::symlink_metadata(given.join(name)).is_ok_and(|found| found.is_file());
    }
    given.file_name().is_some_and(|given| name == Path::new(given))
}

struct Console<'a> {
    place: Place,
    ledger: Option<Sink>,
    terminal: &'a mut Terminal,
    failures: u64,
}

impl Output for Console<'_> {
    fn begin(&mut self, input: &Input) -> io::Result<()> {
        match &mut self.place {
            Place::One(_) => Ok(()),
            Place::Folder(place) => place.begin(input, self.terminal),
        }
    }

    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        match &mut self.place {
            Place::One(sink) => sink.write_all(bytes),
            Place::Folder(place) => place.current.as_mut().map_or(Ok(()), |file| file.write_all(bytes)),
        }
    }

    fn write_account(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.ledger.as_mut().map_or(Ok(()), |sink| sink.write_all(bytes))
    }

    fn end(&mut self, _: &Input, read: bool) -> io::Result<()> {
        let Place::Folder(place) = &mut self.place else { return Ok(()) };
        match place.current.take() {
            Some(file) if read => place.committer.commit(file),
            // A file that could not be read whole has no result: half of one would look like all of it.
            _ => Ok(()),
        }
    }

    fn event(&mut self, event: Event) {
        if let Event::Failed(_) = event {
            self.failures = self.failures.saturating_add(1);
            if self.failures > LISTED {
                return;
            }
        }
        tell(event, self.terminal);
    }
}

/// What standard input is called in a folder of results.
const STDIN: &str = "stdin";

/// Returns where the result of an input belongs below a folder.
fn place(input: &Input) -> PathBuf {
    match &input.file {
        None => STDIN.into(),
        // The path is text, and would be the same for names that are not.
        Some(file) if input.path.contains('\u{FFFD}') => {
            let levels: Vec<Component<'_>> =
                file.components().rev().take(input.path.split('/').count()).collect();
            levels.into_iter().rev().collect()
        }
        Some(_) => Path::new(&*input.path).into(),
    }
}

/// Returns the file for an input, which never lies outside the folder.
pub(crate) fn below(folder: &Path, input: &Input, target: Target) -> io::Result<PathBuf> {
    let relative = place(input);
    if !relative.components().all(|c| matches!(c, Component::Normal(_))) {
        return Err(io::ErrorKind::InvalidInput.into());
    }
    let mut path = folder.join(relative).into_os_string();
    match target {
        Target::Ndjson => path.push(".ndjson"),
        Target::Json => path.push(".json"),
        _ => {}
    }
    Ok(path.into())
}

fn tell(event: Event, terminal: &mut Terminal) {
    match event {
        Event::Failed(failure) => terminal.failure(&failure),
        Event::Stray(path) => terminal.warning(&m::STRAY, &[("path", &path)]),
        Event::Rest { shown, offset, length } => {
            terminal.warning(&m::REST, &[("path", &shown), ("offset", &offset), ("length", &length)]);
        }
        Event::Progress { inputs, records, bytes } => terminal.progress(inputs, records, bytes),
        _ => {}
    }
}

fn report(summary: &Summary, terminal: &mut Terminal) {
    let worse = |s: &Severity| *s > Severity::Info;
    let reported = summary.diagnostics.iter().filter(|(_, (severity, _))| worse(severity));
    for (code, (severity, count)) in reported {
        let values: [(&str, &dyn std::fmt::Display); 3] =
            [("severity", &terminal.severity(*severity)), ("code", code), ("count", count)];
        terminal.say(&m::REPORTED, &values);
    }
    if summary.inputs > 1 || summary.failed > 0 {
        let Summary { inputs, records, documents, failed, .. } = summary;
        let records = m::counted(*records, *documents, terminal.language());
        terminal.say(&m::SUMMARY, &[("inputs", inputs), ("records", &records), ("failed", failed)]);
    }
    if summary.linked > 0 {
        terminal.say(&m::LINKED, &[("count", &summary.linked)]);
    }
}
