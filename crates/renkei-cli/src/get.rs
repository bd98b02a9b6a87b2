//! `get`: the text at a path.

use std::io::Write;

use crate::Stop;
use crate::arguments::{Get, Place};
use crate::atomic::Sink;
use crate::document;
use crate::each::{self, One, visible};
use crate::messages as m;
use crate::terminal::Terminal;

/// Writes one line for each place that the path names in each message or document; none where nothing is.
pub(crate) fn run(task: &Get, terminal: &mut Terminal) -> Result<u8, Stop> {
    let mut out = Sink::open(task.report.output.as_deref())?;
    let mut line = String::new();
    let mut found = false;
    let mut show = |text: &str| {
        found = true;
        line.clear();
        visible(text, &mut line);
        line.push('\n');
        out.write_all(line.as_bytes())
    };
    let status = each::one(&task.report, terminal, &mut |one| {
        match (one, &task.path) {
            (One::Message(seen), Place::Segment(path)) => {
                for raw in seen.message.get_all(path) {
                    // An absent value has no line; `""` is a value, and an empty component among several is one as well.
                    if !raw.is_empty() || path.has_wildcard() {
                        show(&raw.text())?;
                    }
                }
            }
            (One::Document(seen), Place::Element(path)) => {
                for text in document::values(seen.document, path) {
                    if !text.is_empty() || path.has_wildcard() {
                        show(&text)?;
                    }
                }
            }
            // The path is of the other format; what is meant is not there.
            (One::Message(_), Place::Element(_)) | (One::Document(_), Place::Segment(_)) => {}
        }
        Ok(())
    })?;
    out.finish()?;
    if !found {
        terminal.say(&m::NOTHING_AT, &[("path", &task.path)]);
    }
    Ok(status)
}
