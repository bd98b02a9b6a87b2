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
use crate::atomic::{AtomicFile, Sink};
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
        .separate(separate);
    if let Some(charset) = task.charset_out {
        options = options.charset(charset, EncodeOptions::new().unmappable(task.unmappable));
    }
    if let Some(profile) = task.profile {
        options = options.profile(profile);
        options.encoding = EncodeOptions::new().unmappable(task.unmappable);
    }
    let place = match (task.output.as_deref(), separate) {
        (Some(folder), true) => {
            Place::Folder { folder: folder.to_owned(), target: task.target, current: None }
        }
        (path, _) => Place::One(Sink::open(path)?),
    };
    let ledger = task.ledger.as_deref().map(|path| Sink::open(Some(path))).transpose()?;
    let mut output = Console { place, ledger, terminal, failures: 0 };
    let done = convert(Inputs::new(task.inputs), &options, &mut output);
    let Console { place, ledger, terminal, failures } = output;
    terminal.done();
    let summary = done?;
    if let Place::One(sink) = place {
        sink.finish()?;
    }
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
    Folder { folder: PathBuf, target: Target, current: Option<AtomicFile> },
}

struct Console<'a> {
    place: Place,
    ledger: Option<Sink>,
    terminal: &'a mut Terminal,
    failures: u64,
}

impl Output for Console<'_> {
    fn begin(&mut self, input: &Input) -> io::Result<()> {
        let Place::Folder { folder, target, current } = &mut self.place else { return Ok(()) };
        let path = below(folder, input, *target)?;
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent)?;
        }
        *current = Some(AtomicFile::create(&path)?);
        Ok(())
    }

    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        match &mut self.place {
            Place::One(sink) => sink.write_all(bytes),
            Place::Folder { current: Some(file), .. } => file.write_all(bytes),
            Place::Folder { .. } => Ok(()),
        }
    }

    fn write_account(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.ledger.as_mut().map_or(Ok(()), |sink| sink.write_all(bytes))
    }

    fn end(&mut self, _: &Input, read: bool) -> io::Result<()> {
        let Place::Folder { current, .. } = &mut self.place else { return Ok(()) };
        match current.take() {
            Some(file) if read => file.commit(),
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

/// Returns the file for an input, which never lies outside the folder.
pub(crate) fn below(folder: &Path, input: &Input, target: Target) -> io::Result<PathBuf> {
    let name = if input.file.is_none() { "stdin" } else { &input.path };
    let relative = Path::new(name);
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
            [("severity", &severity.name()), ("code", code), ("count", count)];
        terminal.say(&m::REPORTED, &values);
    }
    if summary.inputs > 1 || summary.failed > 0 {
        let Summary { inputs, records, failed, .. } = summary;
        terminal.say(&m::SUMMARY, &[("inputs", inputs), ("records", records), ("failed", failed)]);
    }
}
