//! `check`: inputs held against a profile.

mod json;
mod junit;
mod sarif;
mod text;

use std::io;

use renkei::Severity;
use renkei::check::{self, CheckOptions, Report, Summary};
use renkei::convert::Event;
use renkei::input::{Input, Inputs};
use renkei::read::Failure;

use crate::arguments::Check;
use crate::atomic::Sink;
use crate::messages as m;
use crate::terminal::Terminal;
use crate::{Stop, convert, status};

/// How a report is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Format {
    Text,
    Json,
    Sarif,
    Junit,
}

/// What reports are written with.
pub(super) struct Context {
    pub(super) language: renkei::Language,
    pub(super) show_values: bool,
    /// Findings below this are counted and not listed.
    pub(super) least: Severity,
}

impl Context {
    /// Returns the path to show.
    fn path<'r>(&self, report: &'r Report) -> &'r str {
        if self.show_values { &report.source.path } else { &report.shown }
    }

    /// Returns the findings to list.
    fn findings<'r>(&self, report: &'r Report) -> impl Iterator<Item = &'r renkei::Diagnostic> + Clone {
        let least = self.least;
        report.findings.iter().filter(move |finding| finding.severity >= least)
    }

    /// Returns the path of an input that could not be read.
    fn path_of<'f>(&self, failure: &'f Failure) -> &'f str {
        if self.show_values { failure.path() } else { &failure.shown }
    }
}

/// A way to write a report.
pub(super) trait Writer: Send {
    /// What stands before everything.
    fn begin(&mut self, _: &mut Sink, _: &Context) -> io::Result<()> {
        Ok(())
    }

    /// One message.
    fn message(&mut self, report: &Report, out: &mut Sink, context: &Context) -> io::Result<()>;

    /// An input that could not be read.
    fn failure(&mut self, _: &Failure, _: &mut Sink, _: &Context) -> io::Result<()> {
        Ok(())
    }

    /// An input ends.
    fn input(&mut self, _: &mut Sink, _: &Context) -> io::Result<()> {
        Ok(())
    }

    /// What stands after everything.
    fn end(&mut self, summary: &Summary, profile: &str, out: &mut Sink, context: &Context) -> io::Result<()>;
}

struct Console<'a> {
    out: &'a mut Sink,
    writer: Box<dyn Writer>,
    context: Context,
    terminal: &'a mut Terminal,
}

impl check::Output for Console<'_> {
    fn report(&mut self, report: &Report) -> io::Result<()> {
        self.writer.message(report, self.out, &self.context)
    }

    fn failed(&mut self, failure: &Failure) -> io::Result<()> {
        self.terminal.failure(failure);
        self.writer.failure(failure, self.out, &self.context)
    }

    fn end(&mut self, _: &Input) -> io::Result<()> {
        self.writer.input(self.out, &self.context)
    }

    fn event(&mut self, event: Event) {
        match event {
            Event::Stray(path) => self.terminal.warning(&m::STRAY, &[("path", &path)]),
            Event::Rest { shown, offset, length } => {
                let values: [(&str, &dyn std::fmt::Display); 3] =
                    [("path", &shown), ("offset", &offset), ("length", &length)];
                self.terminal.warning(&m::REST, &values);
            }
            Event::Progress { inputs, records, bytes } => self.terminal.progress(inputs, records, bytes),
            _ => {}
        }
    }
}

/// Checks, reports, and returns the exit status.
pub(crate) fn run(task: Check, terminal: &mut Terminal) -> Result<u8, Stop> {
    let language = terminal.language();
    let tables = task.tables.as_deref().map(|folder| convert::tables(folder, language)).transpose()?;
    let mut out = Sink::open(task.output.as_deref())?;
    let context =
        Context { language: terminal.language(), show_values: terminal.shows_values(), least: task.least };
    let writer: Box<dyn Writer> = match task.format {
        Format::Text => Box::new(text::Text),
        Format::Json => Box::new(json::Json),
        Format::Sarif => Box::new(sarif::Sarif::default()),
        Format::Junit => Box::new(junit::Junit::default()),
    };
    let mut options = CheckOptions::default().read(task.read).profile(task.profile).threads(task.threads);
    if let Some(tables) = tables {
        options = options.codes(tables);
    }
    let mut console = Console { out: &mut out, writer, context, terminal };
    console.writer.begin(console.out, &console.context)?;
    let done = check::check(Inputs::new(task.inputs), &options, &mut console);
    let Console { out: place, mut writer, context, terminal } = console;
    terminal.done();
    let summary = done?;
    writer.end(&summary, task.profile.name, place, &context)?;
    out.finish()?;
    Ok(match (summary.failed > 0, summary.has_findings()) {
        (true, _) => status::UNREAD,
        (_, true) => status::FOUND,
        _ => status::DONE,
    })
}
