//! `trace`: where every byte of a message went.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Write};

use renkei::core::Path;
use renkei::core::ledger::{Entry, Fate, Totals};
use renkei::input::Input;
use renkei::read::{self, ReadOptions};
use renkei::{Language, Record};

use crate::arguments::Report;
use crate::atomic::Sink;
use crate::messages as m;
use crate::terminal::Terminal;
use crate::{Stop, convert, each};

/// Writes the account of every message; what was sent is not shown.
pub(crate) fn run(task: &Report, terminal: &mut Terminal) -> Result<u8, Stop> {
    let mut out = Sink::open(task.output.as_deref())?;
    if task.json {
        let status = convert::account(task, &mut out, terminal)?;
        out.finish()?;
        return Ok(status);
    }
    let options = task.read.clone().ledger(true);
    let status = each::input(task, terminal, &mut |path, input, terminal| match &input.file {
        None => file(path, io::stdin().lock(), input, &options, &mut out, terminal),
        Some(name) => match File::open(name) {
            Ok(open) => {
                let mut open = BufReader::new(open);
                if open.fill_buf().is_ok_and(|head| input.is_linked(head)) {
                    return Ok(true);
                }
                file(path, open, input, &options, &mut out, terminal)
            }
            Err(error) => {
                let error = read::Error::from(error).message(terminal.language());
                terminal.error(&m::FAILED, &[("path", input.shown()), ("error", &error)]);
                Ok(false)
            }
        },
    })?;
    out.finish()?;
    Ok(status)
}

fn file(
    path: &str,
    reader: impl BufRead,
    input: Input,
    options: &ReadOptions,
    out: &mut dyn Write,
    terminal: &mut Terminal,
) -> io::Result<bool> {
    let language = terminal.language();
    let mut whole = true;
    let mut records = read::records_of(reader, input, options);
    for record in records.by_ref() {
        match record {
            Ok(record) => message(path, &record, language, out)?,
            Err(failure) => {
                whole = false;
                terminal.failure(&failure);
            }
        }
    }
    writeln!(out, "{path}: {}", totals(&records.totals(), language))?;
    Ok(whole)
}

fn message(path: &str, record: &Record, language: Language, out: &mut dyn Write) -> io::Result<()> {
    let Some(ledger) = &record.ledger else { return Ok(()) };
    let source = &record.source;
    let end = source.offset.saturating_add(source.length);
    let number = source.index.saturating_add(1);
    let kind = source.kind.as_deref().unwrap_or("-");
    let head = if source.is_document { &m::HEAD_TRACE_DOCUMENT } else { &m::HEAD_TRACE };
    let head = head.fill(
        language,
        &[
            ("path", &path),
            ("number", &number),
            ("start", &source.offset),
            ("end", &end),
            ("charset", &source.charset),
            ("kind", &kind),
        ],
    );
    writeln!(out, "{head}")?;
    // Paths in documents are longer than those in messages.
    let paths = ledger.entries().iter().filter_map(|entry| match &entry.path {
        Some(Path::Element(path)) => Some(path),
        _ => None,
    });
    let longest = paths.map(|path| path.to_string().chars().count()).max().unwrap_or_default();
    let width = longest.clamp(16, 72);
    for entry in ledger.entries() {
        let Entry { span, path, fate } = entry;
        let place = path.as_ref().map(ToString::to_string).unwrap_or_default();
        let (class, to) = match fate {
            Fate::Mapped { to } => (&m::CLASS_MAPPED, &**to),
            Fate::Unmapped => (&m::CLASS_UNMAPPED, ""),
            Fate::Dropped { reason } => (&m::CLASS_DROPPED, reason.name),
            _ => (&m::CLASS_SYNTAX, ""),
        };
        let class = class.text(language);
        let line = format!("  {:>14}  {place:<width$} {class:<9} {to}", span.to_string());
        writeln!(out, "{}", line.trim_end())?;
    }
    for remark in ledger.remarks() {
        let place = remark.path.as_ref().map(ToString::to_string).unwrap_or_default();
        writeln!(out, "  {:>14}  {place:<width$} {} {}", "", remark.code.name, remark.target)?;
    }
    Ok(())
}

fn totals(totals: &Totals, language: Language) -> String {
    m::TOTALS.fill(
        language,
        &[
            ("sum", &totals.sum()),
            ("syntax", &totals.syntax),
            ("mapped", &totals.mapped),
            ("unmapped", &totals.unmapped),
            ("dropped", &totals.dropped),
        ],
    )
}
