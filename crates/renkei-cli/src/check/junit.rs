//! For test runners: JUnit XML, a suite for each input and a case for each message.

use std::fmt::Write as _;
use std::io::{self, Write};

use renkei::Severity;
use renkei::check::{Report, Summary};
use renkei::read::Failure;

use super::text::not_checked_always;
use super::{Context, Writer};
use crate::atomic::Sink;

/// The cases of the input at hand, which are written once they can be counted.
#[derive(Default)]
pub(super) struct Junit {
    name: String,
    cases: String,
    tests: u64,
    failures: u64,
    errors: u64,
}

/// Cases above so many bytes are written as a suite, however many follow.
const PART: usize = 4 << 20;

impl Junit {
    fn flush(&mut self, out: &mut Sink) -> io::Result<()> {
        let Self { name, cases, tests, failures, errors } = std::mem::take(self);
        if tests == 0 {
            return Ok(());
        }
        write!(
            out,
            "  <testsuite name=\"{}\" tests=\"{tests}\" failures=\"{failures}\" errors=\"{errors}\">\n{cases}  </testsuite>\n",
            escaped(&name)
        )
    }

    fn named(&mut self, name: &str, out: &mut Sink) -> io::Result<()> {
        if self.name != name || self.cases.len() > PART {
            self.flush(out)?;
            self.name.push_str(name);
        }
        self.tests = self.tests.saturating_add(1);
        Ok(())
    }
}

impl Writer for Junit {
    fn begin(&mut self, out: &mut Sink, _: &Context) -> io::Result<()> {
        out.write_all(b"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"renkei check\">\n")
    }

    fn message(&mut self, report: &Report, out: &mut Sink, context: &Context) -> io::Result<()> {
        let path = context.path(report);
        self.named(path, out)?;
        let number = report.source.index.saturating_add(1);
        let kind = report.source.kind.as_deref().unwrap_or("-");
        let name =
            if report.source.is_document { "document".to_owned() } else { format!("message {number}") };
        let open = format!("    <testcase classname=\"{}\" name=\"{name} ({kind})\"", escaped(path));
        self.cases.push_str(&open);
        let mut remarks = String::new();
        let mut findings = String::new();
        let mut first = None;
        let mut count = 0u64;
        for finding in context.findings(report) {
            let mut line = format!("{}: {}", finding.severity.name(), finding.message(context.language));
            if let Some(place) = &finding.location.path {
                let _ = write!(line, " {place}");
            }
            if let Some((byte, _)) = report.place(finding) {
                let _ = write!(line, " (byte {byte})");
            }
            let _ = writeln!(line, " [{}]", finding.code.name);
            if finding.severity == Severity::Info {
                remarks.push_str(&line);
            } else {
                first.get_or_insert(finding);
                count = count.saturating_add(1);
                let _ =
                    write!(line, "  {}\n  {}\n", finding.code.help(context.language), finding.code.clause);
                findings.push_str(&line);
            }
        }
        if first.is_none() && remarks.is_empty() {
            self.cases.push_str("/>\n");
            return Ok(());
        }
        self.cases.push_str(">\n");
        if let Some(first) = first {
            self.failures = self.failures.saturating_add(1);
            let more = if count > 1 { format!(" (+{})", count.saturating_sub(1)) } else { String::new() };
            let said = format!("{}{more}", first.message(context.language));
            let _ = writeln!(
                self.cases,
                "      <failure type=\"{}\" message=\"{}\">{}</failure>",
                first.code.name,
                escaped(&said),
                escaped(&findings)
            );
        }
        if !remarks.is_empty() {
            let _ = writeln!(self.cases, "      <system-out>{}</system-out>", escaped(&remarks));
        }
        self.cases.push_str("    </testcase>\n");
        Ok(())
    }

    fn failure(&mut self, failure: &Failure, out: &mut Sink, context: &Context) -> io::Result<()> {
        let path = context.path_of(failure);
        self.named(path, out)?;
        self.errors = self.errors.saturating_add(1);
        let _ = writeln!(
            self.cases,
            "    <testcase classname=\"{}\" name=\"byte {}\">\n      <error type=\"unreadable\" message=\"{}\"/>\n    </testcase>",
            escaped(path),
            failure.offset,
            escaped(&failure.error.message(context.language))
        );
        Ok(())
    }

    fn input(&mut self, out: &mut Sink, _: &Context) -> io::Result<()> {
        self.flush(out)
    }

    fn end(&mut self, summary: &Summary, profile: &str, out: &mut Sink, context: &Context) -> io::Result<()> {
        self.flush(out)?;
        let always = not_checked_always(context.language).map(ToOwned::to_owned);
        let some = summary.not_checked.keys().map(|what| what.text(context.language));
        // A suite without cases, because JUnit has no other place for what is true of the whole run.
        writeln!(
            out,
            "  <testsuite name=\"not checked ({profile})\" tests=\"0\" failures=\"0\" errors=\"0\">"
        )?;
        write!(out, "    <system-out>")?;
        for what in always.into_iter().chain(some) {
            writeln!(out, "{}", escaped(&what))?;
        }
        writeln!(out, "</system-out>\n  </testsuite>\n</testsuites>")
    }
}

/// Text as it may stand in XML: markup is escaped, and what XML 1.0 has no characters for is left out.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' | '\t' => out.push(c),
            '\u{fffe}' | '\u{ffff}' => {}
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    #[test]
    fn markup_is_escaped() {
        assert_eq!(super::escaped("a<b>&\"c\"\u{1b}\n東"), "a&lt;b&gt;&amp;&quot;c&quot;\n東");
    }
}
