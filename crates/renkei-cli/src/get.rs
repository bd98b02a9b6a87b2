//! `get`: the text at a path.

use std::io::Write;

use crate::Stop;
use crate::arguments::Get;
use crate::atomic::Sink;
use crate::each::{self, visible};
use crate::messages as m;
use crate::terminal::Terminal;

/// Writes one line for each place that the path names in each message; none where nothing is.
pub(crate) fn run(task: &Get, terminal: &mut Terminal) -> Result<u8, Stop> {
    let mut out = Sink::open(task.report.output.as_deref())?;
    let mut line = String::new();
    let mut found = false;
    let status = each::message(&task.report, terminal, &mut |seen| {
        for raw in seen.message.get_all(&task.path) {
            // An absent value has no line; `""` is a value, and an empty component among several is one as well.
            if raw.is_empty() && !task.path.has_wildcard() {
                continue;
            }
            found = true;
            line.clear();
            visible(&raw.text(), &mut line);
            line.push('\n');
            out.write_all(line.as_bytes())?;
        }
        Ok(())
    })?;
    out.finish()?;
    if !found {
        terminal.say(&m::NOTHING_AT, &[("path", &task.path)]);
    }
    Ok(status)
}
