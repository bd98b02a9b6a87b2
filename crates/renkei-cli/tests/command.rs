//! The command as scripts see it: what it writes, where, and with which exit status.
#![expect(clippy::unwrap_used, reason = "the helpers of tests say what they expect")]

use std::collections::BTreeMap;
use std::fs;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value;

/// The folder of the fixtures.
fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures").canonicalize().unwrap()
}

fn fixture(path: &str) -> String {
    fixtures().join(path).to_str().unwrap().to_owned()
}

/// All files below folders of the fixtures, in order, without the expected results beside them.
fn files(folders: &[&str]) -> Vec<PathBuf> {
    fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
        let mut entries: Vec<_> = fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
        entries.sort();
        for path in entries {
            if path.is_dir() { walk(&path, found) } else { found.push(path) }
        }
    }
    let mut found = Vec::new();
    folders.iter().for_each(|f| walk(&fixtures().join(f), &mut found));
    found.retain(|file| file.extension().is_none_or(|e| e != "json"));
    found
}

fn renkei() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_renkei"));
    for name in ["LC_ALL", "LC_MESSAGES", "LANG", "NO_COLOR"] {
        command.env_remove(name);
    }
    command
}

#[track_caller]
fn run(arguments: &[&str]) -> Output {
    renkei().args(arguments).stdin(Stdio::null()).output().unwrap()
}

/// Runs the command, expects a status, and returns what it wrote.
#[track_caller]
fn check(arguments: &[&str], status: i32) -> String {
    let output = run(arguments);
    let complaint = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(status), "{arguments:?}: {complaint}");
    String::from_utf8(output.stdout).unwrap()
}

fn stderr(arguments: &[&str]) -> String {
    String::from_utf8(run(arguments).stderr).unwrap()
}

fn lines(text: &str) -> Vec<Value> {
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn a_storage_is_one_line_a_file() {
    let tree = fixture("ssmix2/1319999999");
    let out = lines(&check(&["convert", &tree], 0));
    let expected: Vec<String> = files(&["ssmix2/1319999999"])
        .iter()
        .map(|f| f.strip_prefix(&tree).unwrap().to_str().unwrap().to_owned())
        .collect();
    let mut found: Vec<&str> = out.iter().map(|l| l["source"]["path"].as_str().unwrap()).collect();
    found.sort_unstable();
    let mut sorted: Vec<&str> = expected.iter().map(String::as_str).collect();
    sorted.sort_unstable();
    assert_eq!(found, sorted);
    for line in &out {
        let path = line["source"]["path"].as_str().unwrap();
        let kind = path.rsplit('/').nth(1).unwrap();
        assert_eq!(line["source"]["kind"], kind);
        for key in ["header", "patient", "content", "unmapped", "diagnostics"] {
            assert!(!line[key].is_null(), "{key} of {path}");
        }
        assert_eq!(line["source"]["length"], fs::metadata(Path::new(&tree).join(path)).unwrap().len());
    }
}

#[test]
fn the_output_does_not_depend_on_the_number_of_threads() {
    let all = fixtures();
    let all = all.to_str().unwrap();
    for target in ["ndjson", "json", "hl7"] {
        let of = |threads| run(&["convert", all, "--to", target, "--threads", threads]);
        let (one, four) = (of("1"), of("4"));
        assert!(!one.stdout.is_empty());
        assert_eq!(one.stdout, four.stdout, "{target}");
        assert_eq!(one.stderr, four.stderr, "{target}");
        assert_eq!(one.status.code(), four.status.code());
    }
}

#[test]
fn the_account_of_every_file_adds_up_to_its_size() {
    let folder = tempfile::tempdir().unwrap();
    let ledger = folder.path().join("ledger.ndjson");
    let all = fixtures();
    run(&["convert", all.to_str().unwrap(), "--ledger", ledger.to_str().unwrap(), "-o", "/dev/null"]);
    let mut sums: BTreeMap<String, u64> = BTreeMap::new();
    for line in lines(&fs::read_to_string(ledger).unwrap()) {
        let of = |class: &str| line["totals"][class].as_u64().unwrap();
        let sum = of("syntax") + of("mapped") + of("unmapped") + of("dropped");
        let entries = line["entries"].as_array().unwrap();
        let spans: Vec<(u64, u64)> = entries
            .iter()
            .map(|e| (e["span"][0].as_u64().unwrap(), e["span"][1].as_u64().unwrap()))
            .collect();
        let mut at = 0;
        for (start, end) in spans {
            assert_eq!(start, at, "{}", line["source"]);
            at = end;
        }
        assert_eq!(at, sum);
        assert_eq!(line["source"]["length"], sum);
        *sums.entry(line["source"]["path"].as_str().unwrap().to_owned()).or_default() += sum;
    }
    assert!(sums.len() > 150, "{}", sums.len());
    for (path, sum) in sums {
        assert_eq!(fs::metadata(all.join(&path)).unwrap().len(), sum, "{path}");
    }
}

#[test]
fn hl7_to_hl7_is_the_same_bytes() {
    let mut compared = 0;
    for file in files(&["hl7v2", "charset", "framing", "malformed", "ssmix2"]) {
        let output = run(&["convert", file.to_str().unwrap(), "--to", "hl7"]);
        if output.status.code() == Some(3) {
            assert!(output.stdout.is_empty(), "{}", file.display());
            continue;
        }
        compared += 1;
        assert!(output.stdout == fs::read(&file).unwrap(), "{}", file.display());
    }
    assert!(compared > 120, "{compared}");
}

#[test]
fn a_message_in_another_character_set_says_the_same() {
    let folder = tempfile::tempdir().unwrap();
    for file in files(&["hl7v2"]) {
        let name = file.to_str().unwrap();
        for charset in ["UTF-8", "Shift_JIS", "EUC-JP"] {
            let there = folder.path().join("there.hl7");
            let there = there.to_str().unwrap();
            let arguments = [
                "convert",
                name,
                "--to",
                "hl7",
                "--charset-out",
                charset,
                "--unmappable",
                "best-fit",
                "-o",
                there,
            ];
            check(&arguments, 0);
            let segments = |path: &str| {
                let dumped = check(&["dump", "--format", "json", path], 0);
                let mut all =
                    lines(&dumped.chars().map(renkei::core::charset::fold_spelling).collect::<String>());
                for segment in all.iter_mut().flat_map(|m| m["segments"].as_array_mut().unwrap()) {
                    segment["offset"] = Value::Null;
                    if segment["id"] == "MSH" {
                        // The declaration of the character set, and with it perhaps the number of fields.
                        let fields = segment["fields"].as_array_mut().unwrap();
                        fields.resize(21, Value::Array(Vec::new()));
                        fields[17] = Value::Null;
                        fields[19] = Value::Null;
                    }
                }
                all.into_iter().map(|m| m["segments"].clone()).collect::<Vec<_>>()
            };
            // Text in hexadecimal data is spelled with the other set's bytes, but reads alike.
            if !name.contains("contested") {
                assert!(segments(name) == segments(there), "{name} in {charset}");
            }
        }
    }
}

#[test]
fn what_cannot_be_written_is_refused_or_counted_as_loss() {
    let file = fixture("charset/vendor_kanji.hl7");
    let jis = ["convert", &file, "--to", "hl7", "--charset-out", "ISO-2022-JP"];
    let complaint = stderr(&jis);
    assert_eq!(run(&jis).status.code(), Some(3));
    assert!(complaint.contains("PID-5") && !complaint.contains('髙'), "{complaint}");
    let shown = stderr(&[&jis[..], &["--show-values"]].concat());
    assert!(shown.contains('髙'), "{shown}");
    assert_eq!(shown.matches("--show-values").count(), 1);
    let fit = [&jis[..], &["--unmappable", "best-fit"]].concat();
    check(&fit, 0);
    check(&[&fit[..], &["--deny-loss"]].concat(), 1);
    check(&["convert", &file, "--deny-loss"], 0);
}

#[test]
fn failures_are_listed_and_do_not_stop_the_others() {
    let folder = tempfile::tempdir().unwrap();
    let good = fixture("charset/utf_8.hl7");
    fs::copy(&good, folder.path().join("b.hl7")).unwrap();
    fs::write(folder.path().join("a.txt"), "nothing").unwrap();
    fs::write(folder.path().join("c.xml"), "<!DOCTYPE a><ClinicalDocument/>").unwrap();
    let tree = folder.path().to_str().unwrap();
    let output = run(&["convert", tree, "/nowhere/at/all"]);
    assert_eq!(output.status.code(), Some(3));
    assert_eq!(lines(std::str::from_utf8(&output.stdout).unwrap()).len(), 1);
    let complaint = String::from_utf8(output.stderr).unwrap();
    for expected in [
        "a.txt: holds no message",
        "c.xml: the document can't be read: a document type declaration",
        "/nowhere/at/all: ",
    ] {
        assert!(complaint.contains(expected), "{complaint}");
    }
    // What is no message in a storage is passed over, and said.
    let deviant = fixture("ssmix2_deviant/1319999999");
    let complaint = stderr(&["convert", &deviant]);
    assert!(complaint.contains("passed over"), "{complaint}");
}

#[test]
fn exit_statuses_are_as_documented() {
    let good = fixture("charset/utf_8.hl7");
    check(&["convert", &good], 0);
    check(&["--help"], 0);
    check(&["convert"], 2);
    check(&["convert", &good, "--to", "parquet"], 2);
    check(&["convert", &good, "--charset-out", "utf8"], 2);
    check(&["get", "pid", &good], 2);
    check(&["dump", &fixture("malformed/no_header.bin")], 3);
    check(&["convert", &good, "--from", "cda"], 3);
    check(&["convert", &good, "-o", "/nowhere/at/all.ndjson"], 4);
    check(&["convert", &good, "--ledger", "/nowhere/at/all.ndjson"], 4);
    check(&["dump", &good, "-o", "/nowhere/at/all.ndjson"], 4);
}

#[test]
fn messages_and_help_are_japanese_where_asked_for() {
    let bad = fixture("malformed/no_header.bin");
    assert!(stderr(&["convert", &bad, "--lang", "ja"]).contains("メッセージがありません"));
    assert!(stderr(&["convert", &bad]).contains("holds no message"));
    let with_locale = |name: &str, value: &str| {
        let output =
            renkei().env("LANG", "en_US.UTF-8").env(name, value).args(["convert", &bad]).output().unwrap();
        String::from_utf8(output.stderr).unwrap()
    };
    assert!(with_locale("LANG", "ja_JP.UTF-8").contains("エラー"));
    assert!(with_locale("LC_ALL", "ja_JP.UTF-8").contains("エラー"));
    assert!(with_locale("LC_ALL", "C").contains("error"));
    assert!(check(&["--lang", "ja", "--help"], 0).contains("日本の医療情報交換規格"));
    assert!(check(&["convert", "--help", "--lang=ja"], 0).contains("全バイトの行き先"));
}

fn leaves(value: &Value, found: &mut std::collections::BTreeSet<String>) {
    match value {
        Value::Array(values) => values.iter().for_each(|v| leaves(v, found)),
        Value::String(text) => {
            found.insert(text.clone());
        }
        _ => {}
    }
}

#[test]
fn nothing_of_a_record_is_on_standard_error() {
    let all = fixtures();
    let all = all.to_str().unwrap();
    let mut values = std::collections::BTreeSet::new();
    let dumped = String::from_utf8(run(&["dump", "--format", "json", all]).stdout).unwrap();
    let messages = dumped.lines().filter(|line| line.contains("\"segments\":["));
    for message in lines(&messages.collect::<Vec<_>>().join("\n")) {
        for segment in message["segments"].as_array().unwrap().iter().filter(|s| s["id"] == "PID") {
            for field in [3, 5, 6, 9, 11, 13, 19] {
                leaves(&segment["fields"][field - 1], &mut values);
            }
        }
    }
    // What is shorter, or one of the codes between names, is nobody's.
    values.retain(|v| v.chars().count() >= if v.is_ascii() { 6 } else { 2 });
    assert!(values.len() > 100, "{}", values.len());
    for arguments in [
        &["convert"][..],
        &["convert", "--lang", "ja", "--to", "hl7", "--charset-out", "ISO-2022-JP"],
        &["dump"],
        &["charset"],
        &["trace", "--lang", "ja"],
    ] {
        let complaint = stderr(&[arguments, &[all]].concat());
        assert!(!complaint.is_empty());
        for value in &values {
            assert!(!complaint.contains(value.as_str()), "{arguments:?} {value}: {complaint}");
        }
    }
    // Nor is the id in the path.
    for tree in ["ssmix2_deviant", "ssmix2_deviant/1319999999"] {
        let complaint = stderr(&["convert", &fixture(tree)]);
        assert!(complaint.contains("***"), "{complaint}");
        for file in files(&["ssmix2_deviant"]) {
            let name = file.file_name().unwrap().to_str().unwrap();
            let patient = name.split('_').next().unwrap();
            assert!(
                patient.len() < 5 || patient.contains('.') || !complaint.contains(patient),
                "{complaint}"
            );
        }
    }
}

#[test]
fn standard_input_is_an_input() {
    let bytes = fs::read(fixture("framing/two_messages.hl7")).unwrap();
    let pipe = |arguments: &[&str]| {
        let mut child = renkei()
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        child.stdin.take().unwrap().write_all(&bytes).unwrap();
        child.wait_with_output().unwrap()
    };
    let output = pipe(&["convert", "-"]);
    let found = lines(std::str::from_utf8(&output.stdout).unwrap());
    assert_eq!(found.len(), 2);
    assert_eq!((&found[1]["source"]["path"], &found[1]["source"]["index"]), (&"-".into(), &1.into()));
    assert_eq!(pipe(&["convert", "-", "--to", "hl7"]).stdout, bytes);
    assert_eq!(pipe(&["get", "MSH-12", "-"]).stdout, b"2.5\n2.5\n");
}

#[test]
fn a_closed_pipe_ends_quietly() {
    let folder = tempfile::tempdir().unwrap();
    let large = folder.path().join("large.hl7");
    let one = fs::read(fixture("hl7v2/adt_00/a08_full.hl7")).unwrap();
    fs::write(&large, one.repeat(400)).unwrap();
    let large = large.to_str().unwrap();
    for arguments in
        [&["convert"][..], &["convert", "--threads", "4"], &["dump"], &["get", "PID-5"], &["trace"]]
    {
        let mut child = renkei()
            .args([arguments, &[large]].concat())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut out = child.stdout.take().unwrap();
        out.read_exact(&mut [0; 10]).unwrap();
        drop(out);
        let output = child.wait_with_output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{arguments:?}");
        assert_eq!(String::from_utf8_lossy(&output.stderr), "", "{arguments:?}");
    }
}

#[test]
fn an_output_file_appears_when_it_is_complete() {
    let folder = tempfile::tempdir().unwrap();
    let place = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let good = fixture("charset/utf_8.hl7");
    let listing = || {
        let mut names: Vec<_> = fs::read_dir(folder.path())
            .unwrap()
            .map(|e| e.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    };
    check(&["convert", &good, "-o", &place("a.ndjson"), "--ledger", &place("a.ledger")], 0);
    assert_eq!(listing(), ["a.ledger", "a.ndjson"]);
    assert_eq!(fs::read_to_string(place("a.ndjson")).unwrap(), check(&["convert", &good], 0));
    // An existing file is replaced as a whole, and kept where the command makes no sense.
    check(&["convert", &fixture("charset/ascii.hl7"), "-o", &place("a.ndjson")], 0);
    assert!(fs::read_to_string(place("a.ndjson")).unwrap().contains("ascii.hl7"));
    check(&["convert", &good, "--to", "hl7", "--charset-out", "latin1", "-o", &place("a.ndjson")], 2);
    assert!(fs::read_to_string(place("a.ndjson")).unwrap().contains("ascii.hl7"));
    assert_eq!(listing(), ["a.ledger", "a.ndjson"]);
}

#[test]
fn two_inputs_with_one_place_do_not_become_one_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    for (at, sender) in [("a/x.hl7", "A"), ("b/x.hl7", "B"), ("b/y.hl7", "B"), ("c/x.hl7", "C")] {
        fs::create_dir_all(folder.path().join(at).parent().unwrap()).unwrap();
        fs::write(path(at), format!("MSH|^~\\&|{sender}\rPID|||0000123\r")).unwrap();
    }
    let out = path("out/");
    let arguments = ["convert", &path("a"), &path("b"), &path("c/x.hl7"), "--to", "hl7", "-o", &out];
    let output = run(&arguments);
    assert_eq!(output.status.code(), Some(4));
    let complaint = String::from_utf8(output.stderr).unwrap();
    assert_eq!(complaint.matches("x.hl7 is not written").count(), 2, "{complaint}");
    assert!(complaint.contains("output-taken"), "{complaint}");
    let written: Vec<_> = fs::read_dir(&out).unwrap().map(|e| e.unwrap().file_name()).collect();
    assert_eq!(written.len(), 2, "{written:?}");
    assert!(fs::read_to_string(path("out/x.hl7")).unwrap().contains("|A\r"), "the first stays");
    assert!(fs::read_to_string(path("out/y.hl7")).unwrap().contains("|B\r"));
}

#[test]
fn a_folder_of_results_mirrors_the_folder_of_inputs() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("out/");
    let out = format!("{}/", out.to_str().unwrap().trim_end_matches('/'));
    let tree = fixture("ssmix2/1319999999");
    check(&["convert", &tree, "--to", "hl7", "-o", &out, "--threads", "3"], 0);
    for file in files(&["ssmix2/1319999999"]) {
        let copy = Path::new(&out).join(file.strip_prefix(&tree).unwrap());
        assert_eq!(fs::read(&file).unwrap(), fs::read(copy).unwrap());
    }
    check(&["convert", &fixture("framing/two_messages.hl7"), "--to", "json", "-o", &out], 0);
    let two: Value =
        serde_json::from_slice(&fs::read(Path::new(&out).join("two_messages.hl7.json")).unwrap()).unwrap();
    assert_eq!(two.as_array().unwrap().len(), 2);
}

#[test]
fn json_is_one_array() {
    let array: Value =
        serde_json::from_str(&check(&["convert", &fixture("ssmix2"), "--to", "json"], 0)).unwrap();
    let flat = lines(&check(&["convert", &fixture("ssmix2")], 0));
    assert_eq!(array, Value::Array(flat));
    let none = run(&["convert", &fixture("malformed/empty.bin"), "--to", "json"]);
    assert_eq!(serde_json::from_slice::<Value>(&none.stdout).unwrap(), Value::Array(Vec::new()));
}

#[test]
fn get_prints_one_line_a_place() {
    let file = fixture("charset/iso_2022_jp.hl7");
    let file = file.as_str();
    assert_eq!(check(&["get", "PID-5.1", file], 0), "東京\n");
    assert_eq!(check(&["get", "PID-99", file], 0), "");
    assert!(stderr(&["get", "PID-99", file]).contains("nothing at PID-99"));
    assert_eq!(stderr(&["get", "PID-99", file, "--quiet"]), "");
    let report = fixture("hl7v2/oml_11/oul_typical.hl7");
    assert_eq!(check(&["get", "OBX[*]-3.1", &report], 0).lines().count(), 30);
}

#[test]
fn trace_accounts_for_the_whole_file_without_showing_it() {
    let file = fixture("hl7v2/adt_00/a08_typical.hl7");
    let size = fs::metadata(&file).unwrap().len();
    let text = check(&["trace", &file], 0);
    assert!(text.lines().last().unwrap().contains(&format!("{size} bytes")), "{text}");
    assert!(text.contains("patient.names"), "{text}");
    let family = check(&["get", "PID-5.1", &file], 0);
    assert!(!text.contains(family.trim()));
    let json = lines(&check(&["trace", "--format", "json", &file], 0));
    assert_eq!(json[0]["source"]["length"], size);
    assert!(check(&["trace", &file, "--lang", "ja"], 0).contains("対応"));
}

#[test]
fn charset_says_what_the_bytes_are_and_what_would_break() {
    let of = |name: &str| lines(&check(&["charset", "--format", "json", &fixture(name)], 0)).remove(0);
    let jis = of("charset/iso_2022_jp.hl7");
    assert_eq!((&jis["charset"], &jis["evidence"]), (&"ISO-2022-JP".into(), &"escape-sequences".into()));
    assert_eq!(jis["agrees"], true);
    assert!(jis["would_be_split"].as_array().unwrap().iter().any(|s| s["delimiter"] == "~"));
    let utf8 = of("charset/utf_8_declared_ir87.hl7");
    assert_eq!((&utf8["charset"], &utf8["agrees"]), (&"UTF-8".into(), &false.into()));
    assert_eq!(utf8["would_be_split"], Value::Array(Vec::new()));
    let counted = |name: &str, kind: &str| of(name)["characters"][kind].as_u64().unwrap();
    assert!(counted("charset/nec_row_13.hl7", "nec_row_13") >= 3);
    assert!(counted("charset/vendor_kanji.hl7", "ibm_extension") >= 3);
    assert!(counted("charset/vendor_kanji_cp932.hl7", "ibm_extension") >= 3);
    assert!(counted("charset/jis_x_0212.hl7", "jis_x_0212") >= 2);
    assert!(counted("charset/katakana.hl7", "half_width_katakana") >= 5);
    assert_eq!(counted("charset/iso_2022_jp.hl7", "ibm_extension"), 0);
    assert!(of("charset/unassigned_pairs.hl7")["unreadable_bytes"].as_u64().unwrap() >= 4);
    assert!(check(&["charset", &fixture("charset/shift_jis.hl7"), "--lang", "ja"], 0).contains("根拠"));
}

#[test]
fn completions_and_manual_pages_come_from_the_command_line() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        assert!(check(&["completions", shell], 0).contains("renkei"));
    }
    assert!(check(&["man"], 0).contains(".TH renkei"));
    assert!(check(&["man", "convert"], 0).contains("deny"));
    check(&["man", "nothing"], 2);
}

/// A copy of a fixture with its segments changed.
fn changed(
    folder: &Path,
    name: &str,
    source: &str,
    change: impl Fn(usize, Vec<u8>) -> Option<Vec<u8>>,
) -> String {
    let bytes = fs::read(fixture(source)).unwrap();
    let segments = bytes.split(|b| *b == b'\r').map(<[u8]>::to_vec).enumerate();
    let kept: Vec<Vec<u8>> = segments.filter_map(|(n, segment)| change(n, segment)).collect();
    let file = folder.join(name);
    // Other line ends are no difference.
    fs::write(&file, kept.join(&b'\n')).unwrap();
    file.to_str().unwrap().to_owned()
}

#[test]
fn what_is_spelled_otherwise_does_not_differ() {
    let folder = tempfile::tempdir().unwrap();
    let report = fixture("hl7v2/oml_11/oul_typical.hl7");
    let utf8 = folder.path().join("utf8.hl7");
    check(&["convert", &report, "--to", "hl7", "--charset-out", "utf8", "-o", utf8.to_str().unwrap()], 0);
    let out = check(&["diff", &report, utf8.to_str().unwrap()], 0);
    assert_eq!(out.lines().count(), 1, "{out}");
    check(&["diff", &fixture("ssmix2"), &fixture("ssmix2")], 0);
}

#[test]
fn a_side_that_is_not_there_takes_no_counterpart_away() {
    for there in ["hl7v2/adt_00/a08_typical.hl7", "ssmix2"] {
        for arguments in [["diff", &fixture(there), "nowhere"], ["diff", "nowhere", &fixture(there)]] {
            let out = check(&arguments, 3);
            assert!(out.starts_with("compared: 0 files") && out.lines().count() == 1, "{out}");
            assert_eq!(stderr(&arguments).lines().count(), 1);
        }
    }
}

#[test]
fn a_result_that_is_gone_is_one_difference() {
    let folder = tempfile::tempdir().unwrap();
    let source = "hl7v2/oml_11/oul_typical.hl7";
    let bytes = fs::read(fixture(source)).unwrap();
    let third = bytes.split(|b| *b == b'\r').position(|segment| segment.starts_with(b"OBX|3|")).unwrap();
    let without_third = |n: usize, segment: Vec<u8>| (n != third).then_some(segment);
    let file = changed(folder.path(), "b.hl7", source, without_third);
    let found = lines(&check(&["diff", &fixture(source), &file, "--format", "json"], 1));
    assert_eq!(found.len(), 1);
    assert_eq!(found[0]["change"], "removed");
    assert_eq!(found[0]["paths"], serde_json::json!(["OBX[3]", null]));
    assert_eq!(found[0]["place"], "content.specimens[0].groups[0].items[2]");
    // The other way round it was added; ignored, nothing differs.
    let added = lines(&check(&["diff", &file, &fixture(source), "--format", "json"], 1));
    assert_eq!(added[0]["change"], "added");
    check(&["diff", &fixture(source), &file, "--ignore", "OBX[*]"], 0);
    check(&["diff", &fixture(source), &file, "--ignore", "content.specimens.groups.items"], 0);
}

#[test]
fn a_changed_name_is_shown_on_request_only() {
    let folder = tempfile::tempdir().unwrap();
    let source = "hl7v2/adt_00/a08_typical.hl7";
    let file = folder.path().join("b.hl7");
    let bytes = fs::read(fixture(source)).unwrap();
    let old = b"\x1b$BF|=P;R\x1b(B";
    let at = bytes.windows(old.len()).position(|w| w == old).unwrap();
    fs::write(&file, [&bytes[..at], b"\x1b$B2V;R\x1b(B", &bytes[at + old.len()..]].concat()).unwrap();
    let file = file.to_str().unwrap();
    let silent = check(&["diff", &fixture(source), file], 1);
    assert!(silent.contains("PID-5.2") && !silent.contains("花子"), "{silent}");
    let shown = check(&["diff", &fixture(source), file, "--show-values", "--lang", "ja"], 1);
    assert!(shown.contains("- 日出子\n      + 花子") && shown.contains("変更"), "{shown}");
}

#[test]
fn files_of_storages_belong_together_whenever_they_were_written() {
    let folder = tempfile::tempdir().unwrap();
    let source = fixture("ssmix2/1319999999");
    let copy = |file: &Path, name: &str| {
        let inner = file.strip_prefix(&source).unwrap().parent().unwrap();
        let target = folder.path().join("1319999999").join(inner);
        fs::create_dir_all(&target).unwrap();
        fs::copy(file, target.join(name)).unwrap();
    };
    let all = files(&["ssmix2/1319999999"]);
    let mut left_out = 0;
    for file in &all {
        let name = file.file_name().unwrap().to_str().unwrap();
        // Written again ten years later, and one not at all.
        let mut parts: Vec<&str> = name.split('_').collect();
        let later = parts[4].replacen("202", "203", 1);
        parts[4] = &later;
        if name.contains("_OMP-01_") && left_out == 0 {
            left_out = 1;
        } else {
            copy(file, &parts.join("_"));
        }
    }
    let root = folder.path().join("1319999999");
    let out = check(&["diff", &source, root.to_str().unwrap()], 1);
    let last = out.lines().last().unwrap();
    assert!(last.starts_with(&format!("compared: {} files", all.len() - 1)), "{out}");
    assert!(last.contains("different: 0") && last.ends_with("first side: 1, on the second: 0"), "{out}");
    assert_eq!(out.lines().count(), 2, "{out}");
    check(&["diff", &source, "/nowhere/at/all"], 3);
}

#[test]
fn a_thing_is_explained_in_both_languages_and_as_json() {
    let english = check(&["--lang", "en", "explain", "PID-8"], 0);
    assert!(english.starts_with("PID-8  Administrative Sex (性別)\n"), "{english}");
    assert!(
        english.contains("  model       patient.sex\n") && english.contains("  F  female (女性)\n"),
        "{english}"
    );
    let japanese = check(&["--lang", "ja", "explain", "PID-8"], 0);
    assert!(japanese.starts_with("PID-8  性別 (Administrative Sex)\n"), "{japanese}");
    assert!(
        japanese.contains("  モデル      patient.sex\n") && japanese.contains("  F  女性 (female)\n"),
        "{japanese}"
    );
    let json = lines(&check(&["explain", "--format", "json", "PID-8", "OMP-01"], 0));
    assert_eq!(json.len(), 2);
    assert_eq!((&json[0]["what"], &json[0]["table"]), (&Value::from("field"), &Value::from(1)));
    assert_eq!(json[1]["lines"][0]["name"], "RDE^O11^RDE_O11");
}

#[test]
fn a_thing_that_nobody_knows_is_a_mistake_with_a_suggestion() {
    let arguments = ["--lang", "en", "explain", "invalid-timestmp"];
    assert_eq!(check(&arguments, 2), "");
    assert!(stderr(&arguments).contains("is one of these meant: invalid-timestamp"));
}

#[test]
fn code_tables_add_what_they_know_and_the_account_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let ledger = folder.path().join("account.ndjson");
    let order = fixture("hl7v2/omp_01/rde_typical.hl7");
    let plain = lines(&check(&["convert", &order], 0)).remove(0);
    let tables = fixture("tables");
    let arguments = ["convert", &order, "--tables", &tables, "--ledger", ledger.to_str().unwrap()];
    let line = lines(&check(&arguments, 0)).remove(0);

    let substance = &line["patient"]["allergies"][0]["substance"]["codings"];
    assert_eq!(substance[0], plain["patient"]["allergies"][0]["substance"]["codings"][0]);
    assert_eq!((&substance[1]["code"], &substance[1]["system"]), (&"199900901".into(), &"HOT9".into()));
    let device = &line["content"]["header"]["entering_device"]["codings"][0];
    assert_eq!(device["display"], "外来端末１（内科, 窓口）");

    let told =
        line["diagnostics"].as_array().unwrap().iter().find(|d| d["code"] == "coded-by-table").unwrap();
    let account = lines(&fs::read_to_string(&ledger).unwrap()).remove(0);
    let remarks = account["remarks"].as_array().unwrap();
    let places: Vec<&str> = remarks
        .iter()
        .filter(|remark| remark["code"] == "coded-by-table")
        .map(|remark| remark["target"].as_str().unwrap())
        .collect();
    assert!(told["message"].as_str().unwrap().starts_with(&format!("{} values", places.len())), "{told}");
    let leaf = |place: &str| {
        let pointer = place.replace('[', ".").replace(']', "");
        let pointer: String = pointer.split('.').map(|step| format!("/{step}")).collect();
        (line.pointer(&pointer).cloned(), plain.pointer(&pointer).cloned())
    };
    for place in places {
        let (with, without) = leaf(place);
        assert!(with.is_some() && without.is_none(), "{place}: {with:?}, {without:?}");
    }
}

#[test]
fn a_mistake_in_a_code_table_is_told_before_anything_is_converted() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("codes.tsv"), "system\tcode\tvalid_from\n99A\t1\t2024\n").unwrap();
    let order = fixture("hl7v2/omp_01/rde_typical.hl7");
    let tables = folder.path().to_str().unwrap();
    let arguments = ["--lang", "en", "convert", &order, "--tables", tables];
    assert_eq!(check(&arguments, 2), "");
    let told = stderr(&arguments);
    assert!(told.contains("codes.tsv, line 2: valid_from is not a date"), "{told}");
    assert_eq!(check(&["convert", &order, "--tables", &fixture("hl7v2")], 2), "");
    assert_eq!(check(&["convert", &order, "--tables", tables, "--to", "hl7"], 2), "");
}

#[test]
fn a_sites_tables_say_which_local_codes_exist() {
    let folder = tempfile::tempdir().unwrap();
    let order = fixture("hl7v2/omp_01/rde_typical.hl7");
    let tables = folder.path().to_str().unwrap();
    // The message has the allergen 99XYZ 1.
    fs::write(folder.path().join("allergens.tsv"), "system\tcode\n99XYZ\t1\n").unwrap();
    let without = check(&["check", &order, "--lang", "en"], 0);
    assert!(without.contains("codes of local systems (99xxx): no table was given"), "{without}");
    check(&["check", &order, "--tables", tables], 0);
    fs::write(folder.path().join("allergens.tsv"), "system\tcode\n99XYZ\t2\n").unwrap();
    let with = check(&["check", &order, "--lang", "en", "--tables", tables], 1);
    assert!(with.contains("AL1-3.1") && with.contains("[code-not-given]"), "{with}");
    check(&["check", &order, "--tables", &fixture("hl7v2")], 2);
}

#[test]
fn a_message_is_written_afresh_in_a_profile() {
    let folder = tempfile::tempdir().unwrap();
    let order = fixture("hl7v2/omp_01/rde_full.hl7");
    let written = folder.path().join("order.hl7");
    let ledger = folder.path().join("ledger.ndjson");
    let (out, account) = (written.to_str().unwrap(), ledger.to_str().unwrap());
    check(
        &[
            "convert",
            &order,
            "--to",
            "hl7",
            "--profile",
            "ssmix2@1.2g",
            "--kind",
            "OMP-01",
            "-o",
            out,
            "--ledger",
            account,
        ],
        0,
    );
    let text = check(&["get", "RXE-12", &order], 0);
    assert!(!text.trim().is_empty(), "the fixture has refills");
    // The number of refills came with 1.2h; the medicine is there in both.
    assert_eq!(check(&["get", "RXE-12", out], 0), "");
    assert_eq!(check(&["get", "RXE-2.2", out], 0), check(&["get", "RXE-2.2", &order], 0));
    let found = check(&["check", out, "--kind", "OMP-01", "--profile", "ssmix2@1.2g", "--format", "json"], 0);
    assert!(!found.contains("field-unused") && !found.contains("segment-unlisted"), "{found}");
    let account = fs::read_to_string(&ledger).unwrap();
    assert!(account.contains("not-in-profile") && account.contains("RXE-12"), "{account}");
    // Leaving out is loss.
    check(
        &["convert", &order, "--to", "hl7", "--profile", "ssmix2@1.2g", "--kind", "OMP-01", "--deny-loss"],
        1,
    );
    check(&["convert", &order, "--profile", "ssmix2@1.2g"], 2);
}

#[test]
fn a_document_is_converted_like_a_message() {
    let document = fixture("cda/referral_full.xml");
    let line = &lines(&check(&["convert", &document], 0))[0];
    assert_eq!(line["source"]["kind"], "57133-1");
    assert_eq!(line["content"]["type"], "document");
    // By its standard input, by its name, among messages.
    let bytes = fs::read(&document).unwrap();
    for arguments in [&["convert", "-"][..], &["convert", "-", "--from", "cda"]] {
        let mut child =
            renkei().args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        child.stdin.take().unwrap().write_all(&bytes).unwrap();
        let mut out = String::new();
        child.stdout.take().unwrap().read_to_string(&mut out).unwrap();
        assert!(child.wait().unwrap().success());
        assert_eq!(lines(&out)[0]["content"], line["content"]);
    }
    let both = lines(&check(&["convert", &document, &fixture("charset/utf_8.hl7")], 0));
    assert_eq!(both.len(), 2);
    assert_eq!(check(&["convert", &document, "--to", "cda"], 0).as_bytes(), bytes);
    check(&["convert", &document, "--deny-loss"], 0);
    let output = run(&["convert", &fixture("charset/utf_8.hl7"), "--to", "cda"]);
    assert_eq!(output.status.code(), Some(3));
}

#[test]
fn a_referral_in_mml_is_read_like_a_document() {
    for name in ["referral_2_3.xml", "referral_3_0.xml", "referral_4.xml"] {
        let document = fixture(&format!("mml/{name}"));
        for arguments in [&["convert", &document][..], &["convert", &document, "--from", "mml"]] {
            let line = &lines(&check(arguments, 0))[0];
            assert_eq!(line["content"]["type"], "document");
            assert_eq!(line["patient"]["names"][0]["family"], "東京", "{name}");
        }
        // In the encoding that the document has.
        let written = run(&["convert", &document, "--to", "cda"]);
        assert_eq!(written.status.code(), Some(0), "{name}");
        assert!(String::from_utf8_lossy(&written.stdout).contains("<ClinicalDocument"), "{name}");
        assert!(check(&["dump", &document], 0).contains("    MmlHeader"), "{name}");
        assert!(
            check(&["get", "/Mml/MmlBody/MmlModuleItem/docInfo/title", &document], 0)
                .contains("診療情報提供書")
        );
        assert!(check(&["trace", &document], 0).contains("/Mml/MmlBody"));
        // There are no rules for it, and that is said. The old one declares no prefixes.
        let status = i32::from(name == "referral_2_3.xml");
        assert!(check(&["check", &document], status).contains("mml-unchecked"), "{name}");
    }
}

#[test]
fn the_account_of_a_document_adds_up_to_its_file() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["referral_full.xml", "referral_shift_jis.xml", "patient_data_utf_16.xml"] {
        let document = fixture(&format!("cda/{name}"));
        let ledger = folder.path().join("ledger.ndjson");
        check(&["convert", &document, "--ledger", ledger.to_str().unwrap()], 0);
        let account = &lines(&fs::read_to_string(&ledger).unwrap())[0];
        let spans = account["entries"].as_array().unwrap().iter().map(|e| &e["span"]);
        let sum: u64 = spans.map(|s| s[1].as_u64().unwrap() - s[0].as_u64().unwrap()).sum();
        assert_eq!(sum, fs::metadata(&document).unwrap().len(), "{name}");
        let traced = check(&["trace", &document], 0);
        assert!(traced.contains(&format!(": {sum} bytes:")), "{name}");
    }
}

#[test]
fn a_document_is_shown_as_a_tree() {
    let document = fixture("cda/referral_shift_jis.xml");
    let tree = check(&["dump", &document], 0);
    assert!(tree.contains("ClinicalDocument {urn:hl7-org:v3}"), "{tree}");
    assert!(tree.contains("  title: 診療情報提供書\n"), "{tree}");
    let json = &lines(&check(&["dump", &document, "--format", "json"], 0))[0];
    assert_eq!(json["charset"], "Shift_JIS");
    let root = &json["root"];
    assert_eq!((&root["name"], &root["namespace"]), (&"ClinicalDocument".into(), &"urn:hl7-org:v3".into()));
    // Every element and attribute stands where it says, in the bytes of the file.
    let bytes = fs::read(&document).unwrap();
    let mut open = vec![root];
    let mut count = 0;
    while let Some(element) = open.pop() {
        let span = |value: &Value| {
            let at = |n: usize| usize::try_from(value["span"][n].as_u64().unwrap()).unwrap();
            &bytes[at(0)..at(1)]
        };
        assert!(span(element).starts_with(b"<") && span(element).ends_with(b">"));
        for attribute in element["attributes"].as_array().unwrap() {
            let text = renkei::Charset::ShiftJis.decode(span(attribute));
            assert_eq!(text.as_str(), attribute["value"].as_str().unwrap());
        }
        count += 1;
        open.extend(element["content"].as_array().unwrap().iter().filter(|node| node.get("name").is_some()));
    }
    assert!(count > 50);
}

#[test]
fn a_place_of_a_document_is_written_as_a_path() {
    let document = fixture("cda/referral_full.xml");
    let get = |path: &str| check(&["get", path, &document], 0);
    assert_eq!(get("/ClinicalDocument/title"), "診療情報提供書\n");
    assert_eq!(get("/ClinicalDocument/recordTarget/patientRole/patient/name"), "東京 花子\n");
    assert_eq!(get("/ClinicalDocument/recordTarget/patientRole/patient/name[2]/family"), "トウキョウ\n");
    assert_eq!(get("/ClinicalDocument/id/@extension"), "REF-0017-2\n");
    assert_eq!(
        get("/ClinicalDocument/recordTarget/patientRole/patient/name[*]/family"),
        "東京\nトウキョウ\nTokyo\n"
    );
    assert_eq!(get("/ClinicalDocument/nothing"), "");
    assert_eq!(get("PID-5"), "");
    check(&["get", "/ClinicalDocument//title", &document], 2);
}

#[test]
fn the_encoding_of_a_document_is_told_with_its_evidence() {
    for (name, charset, evidence) in [
        ("referral_full.xml", "UTF-8", "declaration"),
        ("referral_shift_jis.xml", "Shift_JIS", "declaration"),
        ("discharge_iso_2022_jp.xml", "ISO-2022-JP", "declaration"),
        ("patient_data_utf_16.xml", "UTF-16LE", "byte-order-mark"),
    ] {
        let out = check(&["charset", &fixture(&format!("cda/{name}")), "--format", "json"], 0);
        let line = &lines(&out)[0];
        assert_eq!((&line["charset"], &line["evidence"]), (&charset.into(), &evidence.into()), "{name}");
        assert_eq!(line["agrees"], true, "{name}");
        check(&["charset", &fixture(&format!("cda/{name}"))], 0);
    }
}

#[test]
fn documents_are_compared_in_meaning() {
    let folder = tempfile::tempdir().unwrap();
    let document = fixture("cda/referral_full.xml");
    check(&["diff", &document, &document], 0);
    let text = fs::read_to_string(&document).unwrap();
    let other = folder.path().join("other.xml");
    fs::write(&other, text.replacen("労作時胸部圧迫感", "安静時胸部圧迫感", 1).replace("\n", "\r\n"))
        .unwrap();
    let found = check(&["diff", &document, other.to_str().unwrap(), "--format", "json"], 1);
    let paths: Vec<String> =
        lines(&found).iter().map(|l| l["paths"][0].as_str().unwrap_or("").to_owned()).collect();
    assert!(
        paths
            .iter()
            .any(|p| p.starts_with("/ClinicalDocument/component/structuredBody/component[2]/section/text")),
        "{found}"
    );
    check(&["diff", &document, other.to_str().unwrap(), "--ignore", "/ClinicalDocument/component"], 0);
}

#[test]
fn documents_are_checked_by_their_own_rules() {
    let folder = tempfile::tempdir().unwrap();
    let document = fixture("cda/referral_full.xml");
    check(&["check", &document], 0);
    let text = fs::read_to_string(&document).unwrap();
    let spoilt = folder.path().join("spoilt.xml");
    fs::write(&spoilt, text.replacen("#dx1", "#dx9", 1)).unwrap();
    let found = check(&["check", spoilt.to_str().unwrap()], 1);
    assert!(found.contains("/section/entry/observation/text/reference"), "{found}");
    assert!(found.contains("[reference-unresolved]"), "{found}");
    let sarif = check(&["check", spoilt.to_str().unwrap(), "--format", "sarif"], 1);
    assert!(sarif.contains("reference-unresolved"));
}

#[test]
fn a_referral_is_drafted_from_a_storage() {
    let storage = fixture("ssmix2");
    let draft = ["convert", &storage, "--to", "cda", "--document", "referral", "--at", "20240410"];
    let named =
        [&draft[..], &["--patient", "0000004567", "--facility", "東京見本病院", "--author", "見本 一郎"]]
            .concat();
    let document = check(&named, 0);
    assert!(document.contains("<title>診療情報提供書（下書き）</title>"), "{document}");
    assert!(document.contains("東京見本病院") && document.contains("<family>見本</family>"), "{document}");
    assert_eq!(check(&named, 0), document, "the same input and time give the same bytes");
    let said = stderr(&named);
    assert!(said.contains("紹介目的") && said.contains("draft made from"), "{said}");
    let several = run(&draft);
    assert_eq!(several.status.code(), Some(2));
    assert!(String::from_utf8(several.stderr).unwrap().contains("3 patients"));
    check(&["convert", &storage, "--document", "referral"], 2);
    check(&["convert", &storage, "--to", "cda", "--patient", "0000004567"], 2);
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("draft.xml");
    check(&[&named[..], &["-o", out.to_str().unwrap()]].concat(), 0);
    check(&["check", out.to_str().unwrap(), "--severity", "error"], 1);
}

#[test]
fn what_documents_consist_of_is_explained() {
    for thing in ["allergies", "48765-2", "57133-1", "2.16.840.1.113883.6.1", "section-required"] {
        assert!(check(&["explain", thing], 0).lines().count() > 2, "{thing}");
    }
}

#[test]
fn a_document_is_called_one() {
    let (document, other) = (fixture("cda/referral_full.xml"), fixture("cda/discharge_full.xml"));
    for arguments in [
        vec!["dump", &document],
        vec!["trace", &document],
        vec!["check", &other],
        vec!["diff", &document, &other],
        vec!["convert", &document, &other],
    ] {
        for (language, document, message, one) in
            [("en", "document", "message ", "1 documents"), ("ja", "文書", "メッセージ1", "文書1 ")]
        {
            let done = renkei().args(["--lang", language]).args(&arguments).output().unwrap();
            // What was not checked is told of messages too.
            let out = String::from_utf8_lossy(&done.stdout);
            let out = if arguments[0] == "convert" { "" } else { out.split("\n\n").next().unwrap() };
            let said = format!("{out}{}", String::from_utf8_lossy(&done.stderr));
            assert!(!said.contains(message) && !said.contains(one), "{arguments:?}: {said}");
            let named = matches!(arguments[0], "check" | "diff" | "convert");
            assert!(!named || said.contains(document), "{arguments:?}: {said}");
        }
    }
}

#[test]
fn a_medium_is_converted_into_a_folder() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("out");
    fs::create_dir(&out).unwrap();
    for threads in ["1", "2"] {
        let done = renkei()
            .args(["convert", &fixture("cda_medium"), "--threads", threads, "-o", out.to_str().unwrap()])
            .output()
            .unwrap();
        assert_eq!(done.status.code(), Some(3), "a picture belongs to nothing");
        let said = String::from_utf8_lossy(&done.stderr);
        assert!(said.contains("IMAGE/SPARE.PNG: holds no message, and no document of its folder"), "{said}");
        assert!(said.contains("4 inputs, 1 message, 2 documents, 1 failed\n7 files belong to documents\n"));
        assert!(!said.contains("passwd") && !said.contains("noto"), "{said}");
    }
    let files = |folder: &str| {
        let files = fs::read_dir(out.join(folder)).into_iter().flatten().flatten();
        let mut names: Vec<_> = files.map(|file| file.file_name().into_string().unwrap()).collect();
        names.sort();
        names
    };
    assert_eq!(files("CDA"), ["REFERRAL.XML.ndjson", "SUMMARY.XML.ndjson"]);
    assert_eq!(files("HL7"), ["20240408.HL7.ndjson"]);
    assert_eq!(files("DOC"), [""; 0], "what belongs to a document has no result of its own");
    // Nothing is said of what a command only shows, but of what it can't.
    let done = renkei().args(["dump", &fixture("cda_medium")]).output().unwrap();
    assert_eq!(String::from_utf8_lossy(&done.stderr).lines().count(), 1);
}
