//! Runs every example on fixtures and looks at what it prints.

#![expect(clippy::unwrap_used, reason = "a test that can't run is a test that fails")]

use std::path::Path;
use std::process::Command;

const READ: &str = env!("CARGO_BIN_EXE_message_read");
const DRAFT: &str = env!("CARGO_BIN_EXE_draft_referral");
const EDIT: &str = env!("CARGO_BIN_EXE_field_edit");
const WALK: &str = env!("CARGO_BIN_EXE_storage_walk");
const CONVERT: &str = env!("CARGO_BIN_EXE_model_convert");
const SITE: &str = env!("CARGO_BIN_EXE_site_segment");
const STREAM: &str = env!("CARGO_BIN_EXE_socket_stream");

const PRESCRIPTION: &str = "hl7v2/omp_01/rde_typical.hl7";
const REPORT: &str = "hl7v2/oml_11/oul_typical.hl7";
const UPDATE: &str = "hl7v2/adt_00/a08_typical.hl7";

/// Runs a program in the folder of the fixtures and returns its output.
#[track_caller]
fn run(program: &str, arguments: &[&str]) -> Vec<u8> {
    let folder = renkei_fixtures::root();
    let output = Command::new(program).args(arguments).current_dir(folder).output().unwrap();
    let complaint = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{arguments:?}: {complaint}");
    output.stdout
}

/// Checks that a program prints all of these lines, blanks at both ends aside.
#[track_caller]
fn check(program: &str, arguments: &[&str], lines: &[&str]) {
    let output = String::from_utf8(run(program, arguments)).unwrap();
    for line in lines {
        assert!(output.lines().any(|l| l.trim() == *line), "no line {line:?} in:\n{output}");
    }
}

#[test]
fn results_and_medicines_are_read() {
    check(
        READ,
        &[REPORT],
        &[
            "OML-11 検体検査結果通知　患者 山本 日出子（ヤマモト ヒデコ）",
            "総蛋白: 7.2 g/dL [N]",
            "梅毒ＴＰ抗体: 1:64 [A]",
            "尿糖（定性）: (-) [N]",
            "沈渣コメント: 　扁平上皮細胞多数、細菌　（２＋）",
        ],
    );
    check(READ, &[PRESCRIPTION], &["Rp1 試薬錠Ａ２５０ｍｇ「連携」 1錠　内服・経口・１日３回朝昼夕食後"]);
}

#[test]
fn every_message_of_a_file_is_read() {
    let output = String::from_utf8(run(READ, &["framing/batch.hl7"])).unwrap();
    assert_eq!(output.matches("患者基本情報").count(), 2, "{output}");
}

#[test]
fn a_field_is_edited_and_nothing_else() {
    let before = renkei_fixtures::read(UPDATE);
    let after = run(EDIT, &[UPDATE, "PID-5.2", "花子"]);
    // 日出子 of the first repetition became 花子; the kana and the rest stayed.
    let old = b"^\x1b$BF|=P;R\x1b(B^";
    let at = before.windows(old.len()).position(|w| w == old).unwrap();
    let expected = [&before[..at], b"^\x1b$B2V;R\x1b(B^", &before[at + old.len()..]].concat();
    assert_eq!(after, expected);
}

#[test]
fn the_edited_message_goes_where_it_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let output = folder.path().join("edited.hl7");
    let printed = run(EDIT, &[UPDATE, "PID-8", "F", "-o", output.to_str().unwrap()]);
    assert!(printed.is_empty());
    // The sex is F already: text that reads the same changes nothing.
    assert_eq!(std::fs::read(output).unwrap(), renkei_fixtures::read(UPDATE));
}

#[test]
fn a_storage_is_listed_without_ids() {
    check(
        WALK,
        &["ssmix2/1319999999"],
        &[
            "OMP-01 20240401 有効  ***/***/**********/20240401/OMP-01/\
             **********_20240401_OMP-01_000000240401001_20240401103100123_01_1",
            "OML-11 検体検査結果通知: 4",
        ],
    );
    let output = String::from_utf8(run(WALK, &["ssmix2"])).unwrap();
    assert!(!output.contains("0000004567") && !output.contains("A01B234"), "{output}");
}

#[test]
fn a_changed_dose_changes_its_bytes_alone() {
    let length = renkei_fixtures::read(PRESCRIPTION).len();
    let kept = format!("{} of {length} bytes are as they were", length - 1);
    check(CONVERT, &[PRESCRIPTION, "2"], &["試薬錠Ａ２５０ｍｇ「連携」: 1 → 2", &kept]);
    let output = String::from_utf8(run(CONVERT, &[PRESCRIPTION, "2"])).unwrap();
    assert!(output.contains("RXE-3, bytes ") && output.contains(r#""1" became "2""#), "{output}");
}

#[test]
fn a_segment_of_a_site_is_read_and_written_in_its_place() {
    const NOTED: &str = "hl7v2/other/site_zx1.hl7";
    let printed = String::from_utf8(run(SITE, &[NOTED])).unwrap();
    let third = printed.lines().nth(2).unwrap();
    assert!(
        third.contains(r#""note":"一包化済・日本語ラベル""#) && third.contains(r#""family":"放射""#),
        "{third}"
    );

    // The second medicine has no ZX1 yet; the third has.
    let before = renkei_fixtures::read(NOTED);
    let new = b"ZX1|||\x1b$BJ4:U\x1b(B\r";
    let after = run(SITE, &[NOTED, "2", "粉砕"]);
    let at = after.windows(new.len()).position(|w| w == new).unwrap();
    assert_eq!([&after[..at], &after[at + new.len()..]].concat(), before);
    let lines: Vec<&[u8]> = after[..at].split(|b| *b == b'\r').collect();
    assert!(
        lines[lines.len() - 2].starts_with(b"RXR|")
            && lines.iter().filter(|l| l.starts_with(b"RXE|")).count() == 2
    );
    let same = run(SITE, &[NOTED, "3", "一包化済・日本語ラベル"]);
    assert_eq!(same, before);
}

#[test]
fn a_referral_is_drafted_from_a_storage() {
    let document = String::from_utf8(run(DRAFT, &["ssmix2", "0000004567", "20240415"])).unwrap();
    for part in ["<title>診療情報提供書（", "<title>傷病名</title>", "労作時胸部圧迫感", "γ－ＧＴＰ"]
    {
        assert!(document.contains(part), "no {part}");
    }
}

#[test]
fn a_stream_is_received_and_acknowledged() {
    check(
        STREAM,
        &[REPORT, PRESCRIPTION, "framing/batch.hl7"],
        &["medication_order 山本様: 6097 bytes", "AA 受信しました", "4 sent, 4 received"],
    );
}

#[test]
fn every_example_is_listed_and_run() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    let readme = std::fs::read_to_string(folder.join("README.md")).unwrap();
    for entry in std::fs::read_dir(folder).unwrap().flatten() {
        let name = entry.file_name().into_string().unwrap();
        if let Some(name) = name.strip_suffix(".rs") {
            assert!(readme.contains(&format!("| `{name}` |")), "{name} has no line in README.md");
        }
    }
}
