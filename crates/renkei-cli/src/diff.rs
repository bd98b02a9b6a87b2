//! `diff`: what two messages, files or trees say otherwise.

use std::io::{self, Write};

use renkei::core::Path;
use renkei::diff::{self, Difference, Event, Summary};
use renkei::{Language, Record};
use serde_json::{Value, json};

use crate::arguments::Diff;
use crate::atomic::Sink;
use crate::each::visible;
use crate::messages as m;
use crate::terminal::Terminal;
use crate::{Stop, status};

/// Writes every difference and ends with a summary; values are shown on request only.
pub(crate) fn run(task: &Diff, terminal: &mut Terminal) -> Result<u8, Stop> {
    let mut out = Sink::open(task.output.as_deref())?;
    let language = terminal.language();
    let show = Show { values: terminal.shows_values(), json: task.json, language };
    let mut failures = Vec::new();
    let summary = diff::trees(task.a.clone(), task.b.clone(), &task.options, &mut |event| {
        if let Event::Failed { failure, .. } = event {
            failures.push(failure);
            return Ok(());
        }
        show.event(&event, &mut out)
    })?;
    for failure in &failures {
        terminal.failure(failure);
    }
    if !task.json {
        writeln!(out, "{}", total(&summary, language))?;
    }
    out.finish()?;
    Ok(if summary.failed > 0 {
        status::UNREAD
    } else if summary.differs() {
        status::FOUND
    } else {
        status::DONE
    })
}

struct Show {
    values: bool,
    json: bool,
    language: Language,
}

impl Show {
    fn event(&self, event: &Event<'_>, out: &mut dyn Write) -> io::Result<()> {
        match event {
            Event::Differ { records, found } => {
                if !self.json {
                    let [a, b] = records.map(|record| self.path(record));
                    let number = records[0].source.index.saturating_add(1);
                    let head = match (records[0].source.is_document, a == b) {
                        (false, true) => &m::HEAD_DIFF,
                        (false, false) => &m::HEAD_DIFF_TWO,
                        (true, true) => &m::HEAD_DIFF_DOCUMENT,
                        (true, false) => &m::HEAD_DIFF_DOCUMENTS,
                    };
                    writeln!(
                        out,
                        "{}",
                        head.fill(self.language, &[("a", &a), ("b", &b), ("number", &number)])
                    )?;
                }
                found.iter().try_for_each(|difference| self.difference(*records, difference, out))
            }
            Event::Alone { side, record } => {
                self.alone(*side, &self.path(record), Some(record.source.index), out)
            }
            Event::FileAlone { side, input } => {
                let path = if self.values { &input.path } else { input.shown() };
                self.alone(*side, path, None, out)
            }
            _ => Ok(()),
        }
    }

    fn path(&self, record: &Record) -> String {
        if self.values { record.source.path.to_string() } else { diff::shown(record).to_string() }
    }

    /// A file, or a message of one, that the other side has not.
    fn alone(&self, side: usize, path: &str, index: Option<u64>, out: &mut dyn Write) -> io::Result<()> {
        if self.json {
            let change = if side == 0 { "removed" } else { "added" };
            let key = if side == 0 { "a" } else { "b" };
            return writeln!(out, "{}", json!({key: path, "index": index, "change": change}));
        }
        let words = match (side, index) {
            (0, None) => &m::ONLY_FIRST,
            (_, None) => &m::ONLY_SECOND,
            (0, Some(_)) => &m::MESSAGE_ONLY_FIRST,
            (_, Some(_)) => &m::MESSAGE_ONLY_SECOND,
        };
        let number = index.unwrap_or_default().saturating_add(1);
        writeln!(out, "{}", words.fill(self.language, &[("path", &path), ("number", &number)]))
    }

    fn difference(&self, records: [&Record; 2], found: &Difference, out: &mut dyn Write) -> io::Result<()> {
        let [a, b] = &found.paths;
        let text = |path: &Option<Path>| path.as_ref().map(ToString::to_string);
        if self.json {
            let [x, y] = records;
            let mut line = json!({
                "a": self.path(x), "b": self.path(y), "index": x.source.index, "change": found.change.name(),
                "place": found.place, "paths": [text(a), text(b)],
            });
            if self.values
                && let Some(line) = line.as_object_mut()
            {
                line.insert("values".to_owned(), found.values.clone().into_iter().collect());
            }
            return writeln!(out, "{line}");
        }
        let path = match (text(a), text(b)) {
            (Some(a), Some(b)) if a != b => format!("{a} / {b}"),
            (a, b) => a.or(b).unwrap_or_default(),
        };
        let word = match found.change {
            diff::Change::Changed => &m::CHANGED,
            diff::Change::Removed => &m::REMOVED,
            diff::Change::Added => &m::ADDED,
        };
        let line = format!("  {:<8} {path:<16} {}", word.text(self.language), found.place);
        writeln!(out, "{}", line.trim_end())?;
        if self.values {
            for (sign, value) in ['-', '+'].iter().zip(&found.values) {
                if let Some(value) = value {
                    let mut text = String::new();
                    visible(&plain(value), &mut text);
                    writeln!(out, "      {sign} {text}")?;
                }
            }
        }
        Ok(())
    }
}

/// A text as it is, anything else as JSON.
fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

fn total(summary: &Summary, language: Language) -> String {
    let Summary { files, messages, documents, different, differences, alone, .. } = summary;
    let [first, second] = alone;
    let compared = m::counted(*messages, *documents, language);
    m::DIFF_TOTAL.fill(
        language,
        &[
            ("files", files),
            ("compared", &compared),
            ("different", different),
            ("differences", differences),
            ("first", first),
            ("second", second),
        ],
    )
}
