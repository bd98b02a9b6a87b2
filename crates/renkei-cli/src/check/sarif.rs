//! For code scanning: SARIF 2.1.0. Rules follow the results, so that a report of any size is written as it comes.

use std::io::{self, Write};

use renkei::check::{Report, Summary};
use renkei::read::Failure;
use renkei::{Diagnostic, Severity};
use serde_json::{Value, json};

use super::text::not_checked_always;
use super::{Context, Writer};
use crate::atomic::Sink;

#[derive(Default)]
pub(super) struct Sarif {
    begun: bool,
    failures: Vec<Value>,
}

/// Failures that are listed; beyond that they are counted on standard error alone.
const FAILURES: usize = 10_000;

impl Writer for Sarif {
    fn begin(&mut self, out: &mut Sink, _: &Context) -> io::Result<()> {
        out.write_all(
            b"{\"$schema\":\"https://json.schemastore.org/sarif-2.1.0.json\",\"version\":\"2.1.0\",\"runs\":[{\"results\":[",
        )
    }

    fn message(&mut self, report: &Report, out: &mut Sink, context: &Context) -> io::Result<()> {
        for finding in context.findings(report) {
            let comma = if std::mem::replace(&mut self.begun, true) { "," } else { "" };
            write!(out, "{comma}\n{}", result(report, finding, context))?;
        }
        Ok(())
    }

    fn failure(&mut self, failure: &Failure, _: &mut Sink, context: &Context) -> io::Result<()> {
        if self.failures.len() < FAILURES {
            self.failures.push(json!({
                "level": "error",
                "message": { "text": failure.error.message(context.language) },
                "locations": [{ "physicalLocation": {
                    "artifactLocation": { "uri": uri(context.path_of(failure)) },
                    "region": { "byteOffset": failure.offset, "byteLength": 0 },
                } }],
            }));
        }
        Ok(())
    }

    fn end(&mut self, summary: &Summary, profile: &str, out: &mut Sink, context: &Context) -> io::Result<()> {
        let language = context.language;
        let rules: Vec<Value> = summary
            .rules
            .values()
            .map(|tally| {
                let code = tally.code;
                json!({
                    "id": code.name,
                    "shortDescription": { "text": code.template(language) },
                    "help": { "text": code.help(language) },
                    "defaultConfiguration": { "level": level(code.severity) },
                    "properties": { "clause": code.clause },
                })
            })
            .collect();
        let always = not_checked_always(language).map(ToOwned::to_owned);
        let some = summary.not_checked.keys().map(|what| what.text(language));
        let not_checked: Vec<String> = always.into_iter().chain(some).collect();
        let rest = json!({
            "tool": { "driver": {
                "name": "renkei",
                "version": env!("CARGO_PKG_VERSION"),
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": rules,
            } },
            "invocations": [{
                "executionSuccessful": summary.failed == 0,
                "toolExecutionNotifications": std::mem::take(&mut self.failures),
            }],
            "properties": {
                "profile": profile,
                "inputs": summary.inputs,
                "messages": summary.messages,
                "notChecked": not_checked,
            },
        });
        let rest = rest.to_string();
        writeln!(out, "\n],{}]}}", rest.strip_prefix('{').unwrap_or_default())
    }
}

fn result(report: &Report, finding: &Diagnostic, context: &Context) -> Value {
    let mut place = json!({ "artifactLocation": { "uri": uri(context.path(report)) } });
    if let (Some((byte, length)), Some(place)) = (report.place(finding), place.as_object_mut()) {
        place.insert("region".to_owned(), json!({ "byteOffset": byte, "byteLength": length }));
    }
    let mut location = json!({ "physicalLocation": place });
    if let (Some(path), Some(location)) = (&finding.location.path, location.as_object_mut()) {
        location.insert(
            "logicalLocations".to_owned(),
            json!([{ "fullyQualifiedName": path.to_string(), "kind": "element" }]),
        );
    }
    json!({
        "ruleId": finding.code.name,
        "level": level(finding.severity),
        "message": { "text": finding.message(context.language) },
        "locations": [location],
        "properties": { "message": report.source.index, "kind": report.checked.kind },
    })
}

const fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Info => "note",
        Severity::Warning => "warning",
        Severity::Error => "error",
    }
}

/// A path as a URI reference (RFC 3986): everything but unreserved characters and slashes is written as bytes.
fn uri(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for byte in path.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' | b'*' => {
                out.push(char::from(byte));
            }
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_path_is_a_reference() {
        assert_eq!(super::uri("000/***/a b#1.hl7"), "000/***/a%20b%231.hl7");
        assert_eq!(super::uri("東"), "%E6%9D%B1");
    }
}
