//! `renkei check`: exit statuses, and reports that other programs read.
#![expect(clippy::unwrap_used, reason = "the helpers of tests say what they expect")]

use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::Value;

fn fixture(path: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures").join(path);
    path.canonicalize().unwrap().to_str().unwrap().to_owned()
}

/// Runs `check` with arguments, expects a status, and returns what it wrote.
#[track_caller]
fn check(arguments: &[&str], status: i32) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_renkei"));
    for name in ["LC_ALL", "LC_MESSAGES", "LANG", "NO_COLOR"] {
        command.env_remove(name);
    }
    let output = command.arg("check").args(arguments).stdin(Stdio::null()).output().unwrap();
    let complaint = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(status), "{arguments:?}: {complaint}");
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn the_status_says_whether_anything_was_found() {
    // Remarks alone are no findings.
    let clean = check(&[&fixture("hl7v2/omp_01/rde_typical.hl7")], 0);
    assert!(
        clean.contains("PV1-1 (byte 408) info: the profile does not use this field [field-unused]"),
        "{clean}"
    );
    check(&[&fixture("ssmix2")], 0);
    check(&[&fixture("hl7v2/adt_00/a08_nulls.hl7")], 1);
    check(&[&fixture("malformed/no_header.bin"), &fixture("hl7v2/adt_00/a08_nulls.hl7")], 3);
    check(&["--profile", "ssmix2@0", &fixture("ssmix2")], 2);
    check(&["--kind", "OMP-99", &fixture("ssmix2")], 2);
}

#[test]
fn a_text_says_what_where_by_which_rule_how_to_mend_and_what_was_not_checked() {
    let nulls = fixture("hl7v2/adt_00/a08_nulls.hl7");
    let english = check(&["--severity", "warning", &nulls], 1);
    let expected = "\
a08_nulls.hl7, message 1, data kind ADT-00
  PID-33 (byte 373) warning: the field is required where MSH-9.2 = A08, and is empty or missing [field-conditional]
  DB1-4 (byte 597) warning: a required field is null (\"\") [null-not-allowed]

Rules:
  field-conditional (warning, 1)
    the sender must send a value where the condition holds
    SS-MIX2 標準化ストレージ仕様書 項目定義表 (C)
";
    assert!(english.starts_with(expected), "{english}");
    assert!(english.contains("\nNot checked:\n  whether values make clinical sense\n"), "{english}");
    let japanese = check(&["--lang", "ja", &nulls], 1);
    assert!(
        japanese.contains("  DB1-4 (597バイト目) 警告: 必須項目がNULL値(\"\")です [null-not-allowed]\n"),
        "{japanese}"
    );
    assert!(japanese.contains("\n検査していないこと:\n"), "{japanese}");
}

#[test]
fn json_is_one_object_a_message_and_one_that_sums_up() {
    let out = check(&["--format", "json", &fixture("ssmix2_deviant")], 3);
    let lines: Vec<Value> = out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let (last, messages) = lines.split_last().unwrap();
    let summary = &last["summary"];
    assert_eq!(summary["messages"], messages.len());
    assert_eq!(summary["profile"], "ssmix2@1.2h");
    let count = |severity: &str| {
        let all = messages.iter().flat_map(|m| m["findings"].as_array().unwrap());
        all.filter(|finding| finding["severity"] == severity).count()
    };
    assert_eq!(summary["findings"]["error"], count("error"));
    assert_eq!(summary["rules"]["line-end"]["severity"], "warning");
    for finding in messages.iter().flat_map(|m| m["findings"].as_array().unwrap()) {
        let fields: Vec<&String> = finding.as_object().unwrap().keys().collect();
        assert_eq!(fields, ["code", "severity", "path", "span", "message"]);
    }
}

#[test]
fn sarif_names_a_rule_for_every_result() {
    let out = check(&["--format", "sarif", &fixture("ssmix2_deviant")], 3);
    let log: Value = serde_json::from_str(&out).unwrap();
    assert_eq!(log["version"], "2.1.0");
    let run = &log["runs"][0];
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    let results = run["results"].as_array().unwrap();
    assert!(results.len() > 50);
    for result in results {
        assert!(rules.iter().any(|rule| rule["id"] == result["ruleId"]));
        assert!(["note", "warning", "error"].contains(&result["level"].as_str().unwrap()));
        let place = &result["locations"][0]["physicalLocation"];
        assert!(!place["artifactLocation"]["uri"].as_str().unwrap().contains(' '));
    }
    assert_eq!(run["invocations"][0]["executionSuccessful"], false);
    assert!(!run["properties"]["notChecked"].as_array().unwrap().is_empty());
    // Nothing found is a report too.
    let clean = check(&["--format", "sarif", &fixture("hl7v2/adt_00/a23_delete.hl7")], 0);
    assert_eq!(
        serde_json::from_str::<Value>(&clean).unwrap()["runs"][0]["results"],
        Value::Array(Vec::new())
    );
}

#[test]
fn junit_has_a_case_for_every_message() {
    let out = check(&["--format", "junit", &fixture("ssmix2_deviant")], 3);
    assert_eq!(out.matches("<testcase ").count(), 46 + 2);
    assert_eq!(out.matches("<error ").count(), 2);
    assert_eq!(out.matches("<testsuite ").count(), out.matches("</testsuite>").count());
    assert_eq!(out.matches("<failure ").count(), out.matches("</failure>").count());
    assert!(out.starts_with("<?xml ") && out.ends_with("</testsuites>\n"));
}

#[test]
fn a_report_shows_ids_only_when_asked() {
    let folder = fixture("ssmix2_deviant");
    for format in ["text", "json", "sarif", "junit"] {
        let out = check(&["--format", format, &folder], 3);
        assert!(!out.contains("0000906") && out.contains("***"), "{format}");
        assert!(check(&["--format", format, "--show-values", &folder], 3).contains("0000906"), "{format}");
    }
}
