//! For programs: one object a message, and a last one that sums up. `docs/check.md` says what the fields are.

use std::io::{self, Write};

use renkei::check::{Report, Summary};
use renkei::{DiagnosticJson, Severity};
use serde_json::{Map, Value, json};

use super::text::not_checked_always;
use super::{Context, Writer};
use crate::atomic::Sink;

pub(super) struct Json;

impl Writer for Json {
    fn message(&mut self, report: &Report, out: &mut Sink, context: &Context) -> io::Result<()> {
        let findings: Vec<_> = context
            .findings(report)
            .map(|finding| DiagnosticJson::in_language(finding, context.language))
            .collect();
        let not_checked: Vec<String> =
            report.checked.not_checked.iter().map(|what| what.text(context.language)).collect();
        let line = json!({
            "file": context.path(report),
            "index": report.source.index,
            "offset": report.source.offset,
            "length": report.source.length,
            "kind": report.checked.kind,
            "charset": report.source.charset.name(),
            "findings": findings,
            "not_checked": not_checked,
        });
        writeln!(out, "{line}")
    }

    fn end(&mut self, summary: &Summary, profile: &str, out: &mut Sink, context: &Context) -> io::Result<()> {
        let rules: Map<String, Value> = summary
            .rules
            .values()
            .map(|tally| {
                let code = tally.code;
                let rule = json!({
                    "severity": tally.severity.name(),
                    "count": tally.count,
                    "help": code.help(context.language),
                    "clause": code.clause,
                });
                (code.name.to_owned(), rule)
            })
            .collect();
        let always = not_checked_always(context.language);
        let never = always.iter().map(|what| json!({ "what": what, "messages": summary.messages }));
        let some = summary
            .not_checked
            .iter()
            .map(|(what, count)| json!({ "what": what.text(context.language), "messages": count }));
        let line = json!({
            "summary": {
                "profile": profile,
                "inputs": summary.inputs,
                "failed": summary.failed,
                "strays": summary.strays,
                "linked": summary.linked,
                "messages": summary.messages,
                "documents": summary.documents,
                "deviant": summary.deviant,
                "findings": {
                    "error": summary.count(Severity::Error),
                    "warning": summary.count(Severity::Warning),
                    "info": summary.count(Severity::Info),
                },
                "rules": rules,
                "not_checked": never.chain(some).collect::<Vec<_>>(),
            },
        });
        writeln!(out, "{line}")
    }
}
