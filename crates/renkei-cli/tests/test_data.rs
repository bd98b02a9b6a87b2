//! `generate`, `mutate` and `minimize` as scripts see them.
#![expect(clippy::unwrap_used, reason = "the helpers of tests say what they expect")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value;

fn run(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_renkei"));
    command.args(["--lang", "en"]).args(arguments).stdin(Stdio::null()).output().unwrap()
}

/// Runs the command, expects a status, and returns what it wrote to both.
#[track_caller]
fn check(arguments: &[&str], status: i32) -> (Vec<u8>, String) {
    let output = run(arguments);
    let complaint = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(status), "{arguments:?}: {complaint}");
    (output.stdout, complaint)
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() { folders.push(path) } else { found.push(path) }
        }
    }
    found.sort();
    found
}

fn count(bytes: &[u8], word: &[u8]) -> usize {
    bytes.windows(word.len()).filter(|window| *window == word).count()
}

#[test]
fn a_stream_has_as_many_messages_as_were_asked_for_and_is_the_same_again() {
    let once = check(&["generate", "--seed", "5", "--count", "20"], 0).0;
    assert_eq!(count(&once, b"MSH|^~\\&|"), 20);
    assert_eq!(check(&["generate", "--seed", "5", "--count", "20"], 0).0, once);
    assert_ne!(check(&["generate", "--seed", "6", "--count", "20"], 0).0, once);
    // Fewer are the first of more.
    assert!(once.starts_with(&check(&["generate", "--seed", "5", "--count", "7"], 0).0));
}

#[test]
fn options_say_what_is_made_and_how_it_is_written() {
    let made = check(&["generate", "--count", "4", "--kind", "ADT^A11", "--kind", "OMD"], 0).0;
    assert_eq!((count(&made, b"|ADT^A11^ADT_A09|"), count(&made, b"|OMD^O03^OMD_O03|")), (2, 2));
    let utf8 = check(&["generate", "--count", "2", "--charset", "utf8", "--line-end", "crlf"], 0).0;
    assert!(std::str::from_utf8(&utf8).unwrap().contains("|UNICODE UTF-8"));
    assert_eq!(count(&utf8, b"\r\n"), count(&utf8, b"\r"));
    let batch = check(&["generate", "--count", "3", "--framing", "batch"], 0).0;
    assert!(batch.starts_with(b"FHS|") && batch.ends_with(b"\rBTS|3\rFTS|1\r"));
    let mllp = check(&["generate", "--count", "3", "--framing", "mllp"], 0).0;
    assert_eq!(count(&mllp, b"\r\x1c\r"), 3);
    let old = check(&["generate", "--kind", "OML-11", "--profile", "ssmix2@1.2c"], 0).0;
    assert_eq!(count(&old, b"SS-MIX2_1.20"), 0);
}

#[test]
fn a_storage_is_found_clean_by_the_check() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("storage");
    let root = root.to_str().unwrap();
    check(&["generate", "--seed", "8", "--count", "300", "--storage", "-o", root], 0);
    assert_eq!(files(Path::new(root)).len(), 300);
    let report = String::from_utf8(check(&["check", root, "--format", "json"], 0).0).unwrap();
    let summary: Value = serde_json::from_str(report.lines().last().unwrap()).unwrap();
    assert_eq!(summary["summary"]["messages"], 300);
    assert_eq!(summary["summary"]["rules"], serde_json::json!({}));
    // What is there is never mixed with another storage.
    check(&["generate", "--storage", "-o", root], 2);
}

#[test]
fn what_makes_no_sense_is_refused() {
    for arguments in [
        ["generate", "--kind", "OMP-99"].as_slice(),
        &["generate", "--charset", "ascii"],
        &["generate", "--storage"],
        &["generate", "--storage", "--kind", "OMD", "-o", "x"],
        &["mutate", "x"],
        &["mutate", "--defect", "random"],
        &["mutate", "--defect", "no-such-defect", "x"],
        &["mutate", "--defect", "random", "--format", "json", "x"],
        &["minimize", "x"],
    ] {
        check(arguments, 2);
    }
}

#[test]
fn a_defect_is_put_in_and_found_by_its_rule() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let (sound, spoilt) = (at("sound.hl7"), at("spoilt.hl7"));
    check(&["generate", "--count", "5", "-o", &sound], 0);
    let arguments = ["mutate", &sound, "--defect", "sex-unknown-code", "-o", &spoilt];
    let (_, said) = check(&arguments, 0);
    assert_eq!(said.lines().count(), 5);
    assert!(
        said.contains("sex-unknown-code (PID-8 is no code of its table) at PID-8, found by code-unknown")
    );
    let report = String::from_utf8(check(&["check", &spoilt], 1).0).unwrap();
    assert_eq!(report.matches("PID-8").count(), 5, "{report}");
    let json = check(&[arguments.as_slice(), &["--format", "json"]].concat(), 0).0;
    let line: Value = serde_json::from_slice(json.split(|byte| *byte == b'\n').next().unwrap()).unwrap();
    assert_eq!((&line["defect"], &line["path"]), (&"sex-unknown-code".into(), &"PID-8".into()));
    // The input is never written over, and what fits nothing is no success.
    check(&["mutate", &sound, "--defect", "random", "-o", &sound], 2);
    check(&["mutate", &sound, "--defect", "frame-left-over", "--defect", "random", "-o", &spoilt], 0);
    fs::write(at("none.txt"), "no message\r").unwrap();
    check(&["mutate", &at("none.txt"), "--defect", "sex-unknown-code", "-o", &at("out")], 1);
    let list = String::from_utf8(check(&["mutate", "--list"], 0).0).unwrap();
    assert!(list.lines().count() >= 100 && list.contains("MSH-9が空"));
}

#[test]
fn a_storage_is_spoilt_file_by_file() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    check(&["generate", "--count", "40", "--storage", "-o", &at("sound")], 0);
    let out = format!("{}/", at("spoilt"));
    check(&["mutate", &at("sound"), "--defect", "name-with-unknown-flag", "-o", &out], 0);
    let (sound, spoilt) = (files(&folder.path().join("sound")), files(&folder.path().join("spoilt")));
    assert_eq!(sound.len(), spoilt.len());
    assert!(spoilt.iter().all(|file| file.to_str().unwrap().ends_with("_9")));
}

#[test]
#[cfg(unix)]
fn an_input_is_made_small_while_the_command_fails() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let (long, spoilt, small) = (at("long.hl7"), at("spoilt.hl7"), at("small.hl7"));
    check(&["generate", "--kind", "OML-11", "-o", &long], 0);
    check(&["mutate", &long, "--defect", "status-unknown", "-o", &spoilt], 0);
    let run =
        format!("{} check {{}} --profile hl7 | grep -q HL70085; test $? -ne 0", env!("CARGO_BIN_EXE_renkei"));
    let before = fs::read(&spoilt).unwrap();
    let (_, said) = check(&["minimize", &spoilt, "--run", &run, "-o", &small], 0);
    assert!(said.contains(&format!("{} bytes made", before.len())), "{said}");
    let after = fs::read_to_string(&small).unwrap();
    // The status that is no code is all that the result needs.
    assert!(
        after.starts_with("MSH|^~\\&") && after.ends_with("\rOBX|||||||||||Q\r") == after.contains('Q'),
        "{after}"
    );
    assert!(after.len() < 60, "{after}");
    assert_eq!(fs::read(&spoilt).unwrap(), before);
    // Nothing else was written.
    assert_eq!(files(folder.path()).len(), 3);
    check(&["minimize", &long, "--run", "true", "-o", &small], 1);
    check(&["minimize", &at("nowhere"), "--run", "false"], 3);
    // The same failure, not another: 7 on the whole, 3 on less.
    check(&["generate", "--kind", "ADT^A23", "-o", &long], 0);
    let size = fs::metadata(&long).unwrap().len();
    let run = format!("test $(wc -c < {{}}) -ge {size} && exit 7; exit 3");
    check(&["minimize", &long, "--run", &run, "-o", &small], 0);
    assert_eq!(fs::metadata(&small).unwrap().len(), size);
    check(&["minimize", &long, "--run", &run, "--any-status", "-o", &small], 0);
    assert_eq!(fs::metadata(&small).unwrap().len(), 0);
    let (_, said) = check(&["minimize", &long, "--run", &run, "--max-runs", "1", "-o", &small], 0);
    assert!(said.contains("the limit was reached"));
}

#[test]
fn documents_are_made_one_to_a_file_or_to_a_content_folder() {
    let one = check(&["generate", "--kind", "cda-discharge", "--seed", "2"], 0).0;
    assert!(std::str::from_utf8(&one).unwrap().contains("<title>退院時サマリー</title>"));
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let kinds = ["--kind", "cda-referral", "--kind", "cda-patient-data", "--count", "6"];
    let make = |more: &[&str]| check(&[["generate"].as_slice(), &kinds, more].concat(), 0);
    let said = make(&["-o", &path("flat/")]).1;
    assert!(said.starts_with("6 documents, "), "{said}");
    let names: Vec<_> =
        files(&folder.path().join("flat")).iter().map(|f| f.file_name().unwrap().to_owned()).collect();
    assert_eq!(names[0], "cda-patient-data_00000001.xml");
    assert_eq!(names.len(), 6);
    make(&["--storage", "-o", &path("root")]);
    let stored = files(&folder.path().join("root"));
    assert_eq!(stored.len(), 6);
    assert!(stored.iter().all(|file| file.ends_with("main_document.xml")));
    check(&["generate", "--kind", "cda-referral", "--count", "2"], 2);
    check(&["generate", "--kind", "cda-referral", "--kind", "OMP-01", "-o", &path("flat/")], 2);
}
