//! For people: what is wrong and where, then how to mend it, then what was not checked.

use std::fmt::Display;
use std::io::{self, Write};

use renkei::check::{Report, Summary};
use renkei::core::Path;
use renkei::{Language, Severity};

use super::{Context, Writer};
use crate::atomic::Sink;
use crate::messages::{self as m, Words};

pub(super) struct Text;

impl Writer for Text {
    fn message(&mut self, report: &Report, out: &mut Sink, context: &Context) -> io::Result<()> {
        let mut findings = context.findings(report).peekable();
        if findings.peek().is_none() {
            return Ok(());
        }
        let number = report.source.index.saturating_add(1);
        let kind = report.source.kind.as_deref().unwrap_or("-");
        let values: [(&str, &dyn Display); 3] =
            [("path", &context.path(report)), ("number", &number), ("kind", &kind)];
        let head = if report.source.is_document { &m::CHECK_DOCUMENT } else { &m::CHECK_MESSAGE };
        line(out, context, head, &values)?;
        for finding in findings {
            let severity = m::severity(finding.severity).text(context.language);
            write!(out, "  ")?;
            // A place in the storage is the file, which was named.
            if let Some(place @ (Path::Segment(_) | Path::Element(_))) = &finding.location.path {
                write!(out, "{place} ")?;
            }
            if let Some((byte, _)) = report.place(finding) {
                write!(out, "{} ", m::CHECK_BYTE.fill(context.language, &[("byte", &byte)]))?;
            }
            writeln!(out, "{severity}: {} [{}]", finding.message(context.language), finding.code.name)?;
        }
        writeln!(out)
    }

    fn end(&mut self, summary: &Summary, profile: &str, out: &mut Sink, context: &Context) -> io::Result<()> {
        let listed: Vec<_> = summary.rules.values().filter(|tally| tally.severity >= context.least).collect();
        if !listed.is_empty() {
            line(out, context, &m::CHECK_RULES, &[])?;
            for tally in listed {
                let code = tally.code;
                let severity = m::severity(tally.severity).text(context.language);
                let values: [(&str, &dyn Display); 3] =
                    [("code", &code.name), ("severity", &severity), ("count", &tally.count)];
                line(out, context, &m::CHECK_RULE, &values)?;
                writeln!(out, "    {}", code.help(context.language))?;
                writeln!(out, "    {}", code.clause)?;
            }
            writeln!(out)?;
        }
        let count = |severity| summary.count(severity);
        let checked = m::counted(summary.messages, summary.documents, context.language);
        // It is one of messages, and makes no difference to documents.
        let of_messages = summary.documents == 0 || summary.messages > summary.documents;
        let profile = m::CHECK_PROFILE.fill(context.language, &[("profile", &profile)]);
        let profile = if of_messages { profile } else { String::new() };
        let values: [(&str, &dyn Display); 7] = [
            ("inputs", &summary.inputs),
            ("checked", &checked),
            ("profile", &profile),
            ("errors", &count(Severity::Error)),
            ("warnings", &count(Severity::Warning)),
            ("infos", &count(Severity::Info)),
            ("deviant", &summary.deviant),
        ];
        line(out, context, &m::CHECK_SUMMARY, &values)?;
        if summary.failed > 0 {
            line(out, context, &m::CHECK_FAILED, &[("failed", &summary.failed)])?;
        }
        writeln!(out)?;
        line(out, context, &m::CHECK_NOT_CHECKED, &[])?;
        for what in not_checked_always(context.language) {
            writeln!(out, "  {what}")?;
        }
        for (what, count) in &summary.not_checked {
            let values: [(&str, &dyn Display); 2] =
                [("what", &what.text(context.language)), ("count", count)];
            line(out, context, &m::CHECK_UNCHECKED, &values)?;
        }
        Ok(())
    }
}

fn line(out: &mut Sink, context: &Context, words: &Words, values: &[(&str, &dyn Display)]) -> io::Result<()> {
    writeln!(out, "{}", words.fill(context.language, values))
}

/// What no check of messages can check.
pub(super) fn not_checked_always(language: Language) -> [&'static str; 2] {
    [m::CHECK_NEVER_SENSE.text(language), m::CHECK_NEVER_LINKS.text(language)]
}
