//! Checks of files and storages: what only names and neighbours show.
#![allow(clippy::unwrap_used, reason = "tests say what they expect")]

use std::io;

use renkei::Severity;
use renkei::check::{CheckOptions, Output, Report, Summary, check};
use renkei::input::Inputs;

#[derive(Default)]
struct Reports(Vec<Report>);

impl Output for Reports {
    fn report(&mut self, report: &Report) -> io::Result<()> {
        self.0.push(report.clone());
        Ok(())
    }
}

fn run(path: std::path::PathBuf, threads: usize) -> (Summary, Vec<Report>) {
    let mut reports = Reports::default();
    let options = CheckOptions::default().threads(threads);
    let summary = check(Inputs::new([path]), &options, &mut reports).unwrap();
    (summary, reports.0)
}

fn alarms(reports: &[Report]) -> Vec<String> {
    let lines = reports.iter().flat_map(|report| {
        let findings = report.findings.iter().filter(|finding| finding.severity > Severity::Info);
        findings.map(|finding| format!("{}: {finding}", report.shown))
    });
    lines.collect()
}

#[test]
fn a_clean_storage_has_no_findings() {
    let (summary, reports) = run(renkei_fixtures::root().join("ssmix2"), 2);
    let files = renkei_fixtures::files("ssmix2").len();
    assert_eq!((summary.messages, summary.failed), (u64::try_from(files).unwrap(), 0));
    assert!(!summary.has_findings(), "{:#?}", alarms(&reports));
    assert!(!summary.not_checked.is_empty());
}

#[test]
fn a_deviant_storage_is_found_to_be_one() {
    let (summary, _) = run(renkei_fixtures::root().join("ssmix2_deviant"), 2);
    for code in [
        "content-patient-mismatch",
        "content-date-mismatch",
        "kind-mismatch",
        "entry-id-mismatch",
        "entry-kind-mismatch",
        "entry-timestamp-length",
        "entry-flag-unknown",
        "line-end",
        "charset-misdeclared",
        "charset-unexpected",
        "charset-spelling",
        "coding-system-spelling",
        "field-required",
        "field-unused",
        "file-of-several",
        "fraction-without-point",
        "hour-beyond-day",
        "name-code-misplaced",
        "name-undivided",
        "patient-fields-shifted",
        "trailing-blank",
    ] {
        assert!(summary.rules.contains_key(code), "{code} is not among {:?}", summary.rules.keys());
    }
    assert!(summary.has_findings());
}

#[test]
fn the_report_is_the_same_whatever_the_number_of_threads() {
    let said = |threads| {
        let (_, reports) = run(renkei_fixtures::root(), threads);
        reports.iter().map(|report| format!("{} {:?}", report.shown, report.findings)).collect::<Vec<_>>()
    };
    assert_eq!(said(1), said(4));
}

/// Checks a file with some bytes, whose name is its own.
fn file(name: &str, bytes: &[u8]) -> Summary {
    let folder = std::env::temp_dir().join(format!("renkei-check-{name}-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join(name), bytes).unwrap();
    let (summary, _) = run(folder.clone(), 1);
    std::fs::remove_dir_all(&folder).unwrap();
    summary
}

#[test]
fn what_shows_beside_other_messages_is_found() {
    let one = renkei_fixtures::read("hl7v2/adt_00/a08_typical.hl7");
    let two = [one.as_slice(), b"\r", &one].concat();
    assert!(file("twice", &two).rules.contains_key("control-id-repeated"));
    assert!(!file("once", &one).rules.contains_key("control-id-repeated"));

    let batch = |count: &str| {
        let trailer = format!("BTS|{count}\rFTS|1\r");
        [b"FHS|^~\\&\rBHS|^~\\&\r".as_slice(), &one, trailer.as_bytes()].concat()
    };
    assert!(!file("sound", &batch("1")).rules.contains_key("batch-count"));
    assert!(file("lost", &batch("2")).rules.contains_key("batch-count"));
}
