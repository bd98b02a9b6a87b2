//! What people see while a command works: messages and progress, all on standard error.

use std::fmt::Display;
use std::io::{self, IsTerminal, Write};
use std::time::{Duration, Instant};

use clap::ArgMatches;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use renkei::read::{Error, Failure};
use renkei::{Language, Severity};

use crate::messages::{self as m, Words};

/// Standard error.
#[derive(Debug)]
pub(crate) struct Terminal {
    language: Language,
    color: bool,
    quiet: bool,
    show_values: bool,
    progress: Option<Progress>,
}

#[derive(Debug)]
struct Progress {
    bar: ProgressBar,
    begun: Instant,
    shown: bool,
}

impl Terminal {
    /// Reads the global options; says once that values are shown, where they are.
    pub(crate) fn new(language: Language, matches: &ArgMatches) -> Self {
        let is_terminal = io::stderr().is_terminal();
        let no_color = std::env::var_os("NO_COLOR").is_some_and(|v| !v.is_empty());
        let color = match matches.get_one::<String>("color").map(String::as_str) {
            Some("always") => true,
            Some("never") => false,
            _ => is_terminal && !no_color,
        };
        let quiet = matches.get_flag("quiet");
        let progress = (is_terminal && !quiet && !matches.get_flag("no-progress")).then(|| Progress {
            bar: ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden()),
            begun: Instant::now(),
            shown: false,
        });
        let show_values = matches.get_flag("show-values");
        let mut terminal = Self { language, color, quiet, show_values, progress };
        if show_values {
            terminal.warning(&m::VALUES_SHOWN, &[]);
        }
        terminal
    }

    /// Returns the language of messages.
    pub(crate) const fn language(&self) -> Language {
        self.language
    }

    /// Says whether patient ids and characters are shown.
    pub(crate) const fn shows_values(&self) -> bool {
        self.show_values
    }

    /// Returns the word for a severity.
    pub(crate) const fn severity(&self, severity: Severity) -> &'static str {
        m::severity(severity).text(self.language)
    }

    /// Reports a failure; not even `--quiet` hides it.
    pub(crate) fn error(&mut self, words: &Words, values: &[(&str, &dyn Display)]) {
        let label = m::ERROR.text(self.language);
        self.labelled("\u{1b}[1;31m", label, &words.fill(self.language, values));
    }

    /// Reports something to look at.
    pub(crate) fn warning(&mut self, words: &Words, values: &[(&str, &dyn Display)]) {
        if !self.quiet {
            let label = m::WARNING.text(self.language);
            self.labelled("\u{1b}[1;33m", label, &words.fill(self.language, values));
        }
    }

    /// Says something.
    pub(crate) fn say(&mut self, words: &Words, values: &[(&str, &dyn Display)]) {
        if !self.quiet {
            self.line(&words.fill(self.language, values));
        }
    }

    /// Reports an input, or a part of one, that could not be read.
    pub(crate) fn failure(&mut self, failure: &Failure) {
        let mut error = failure.error.message(self.language);
        if let (true, Error::Unencodable { source, .. }) = (self.show_values, &failure.error) {
            error = format!("{error} 「{}」", source.character());
        }
        let path: &str = if self.show_values { failure.path() } else { &failure.shown };
        match (path, failure.offset) {
            ("", _) => self.error(&m::USAGE, &[("why", &error)]),
            (_, 0) => self.error(&m::FAILED, &[("path", &path), ("error", &error)]),
            (_, offset) => {
                self.error(&m::FAILED_AT, &[("path", &path), ("offset", &offset), ("error", &error)])
            }
        }
    }

    fn labelled(&mut self, color: &str, label: &str, text: &str) {
        let line =
            if self.color { format!("{color}{label}\u{1b}[0m: {text}") } else { format!("{label}: {text}") };
        self.line(&line);
    }

    fn line(&mut self, line: &str) {
        let write = || {
            // Where standard error is closed there is nobody to tell.
            let _ = writeln!(io::stderr().lock(), "{line}");
        };
        match &self.progress {
            Some(progress) => progress.bar.suspend(write),
            None => write(),
        }
    }

    /// Shows how far the work is, once it takes longer than a second.
    pub(crate) fn progress(&mut self, inputs: u64, records: u64, bytes: u64) {
        let language = self.language;
        let Some(progress) = &mut self.progress else { return };
        if !progress.shown {
            if progress.begun.elapsed() < Duration::from_secs(1) {
                return;
            }
            progress.shown = true;
            progress.bar.set_style(ProgressStyle::default_spinner());
            progress.bar.set_draw_target(ProgressDrawTarget::stderr());
        }
        let size = bytes.checked_div(1_000_000).unwrap_or_default();
        let values: [(&str, &dyn Display); 3] = [("inputs", &inputs), ("records", &records), ("size", &size)];
        progress.bar.set_message(m::PROGRESS.fill(language, &values));
        progress.bar.tick();
    }

    /// Takes the progress away.
    pub(crate) fn done(&mut self) {
        if let Some(progress) = self.progress.take() {
            progress.bar.finish_and_clear();
        }
    }
}
