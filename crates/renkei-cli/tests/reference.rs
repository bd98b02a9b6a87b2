//! `dump` against an independent reader, written from the specification alone, where it is at hand.

use std::path::Path;
use std::process::Command;

/// Every file that the reference reads otherwise: its name, the place of the first difference, and why the reference is wrong
/// there (charset.md and hl7v2-encoding.md are pages of the specification).
const DIFFERENT: &[(&str, &str, &str)] = &[
    ("euc_jp.hl7", "PID-11.8", "it does not know EUC-JP and reads the bytes as CP932"),
    ("so_si.hl7", "PID-5[2].1", "it does not know SO and SI (charset.md 2)"),
    ("so_si_delimiters.hl7", "PID-5[2].1", "it does not know SO and SI (charset.md 2)"),
    ("jis_x_0213.hl7", "PID-5.1", "it does not know the designations of JIS X 0213 (charset.md 2)"),
    (
        "odd_byte_before_escape.hl7",
        "PID-5.2",
        "it takes ESC for the second half of a character and loses the escape sequence",
    ),
    (
        "esc_inside_run.hl7",
        "PID-5.2",
        "it takes ESC for the second half of a character and loses the escape sequence",
    ),
    (
        "unterminated_in_field.hl7",
        "PID-5.2",
        "it takes a blank for half of a character and is one byte off from there",
    ),
    ("eight_bit_in_jis.hl7", "PID-11.8", "it takes two bytes over 7F for one character; neither is one"),
    (
        "lone_esc.hl7",
        "PID-13.12",
        "it gives a lone ESC as a control character; there is no text in it (charset.md 5)",
    ),
    (
        "bom_before_jis.hl7",
        "PID-11.8",
        "it takes a byte order mark for UTF-8 although escape sequences follow (charset.md 4)",
    ),
    ("nul_padding.hl7", "segments", "it takes NUL bytes for a segment"),
    ("mllp_noise.hl7", "segments", "it takes noise between two frames for a segment"),
    ("oul_escapes_contested.hl7", "OBX-5", "it does not accept \\x..\\ in lower case (hl7v2-encoding.md 3)"),
];

#[test]
fn the_reference_reader_reads_the_same() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let reader = root.join("../shared/tools/reference_reader.py");
    if !reader.exists() || Command::new("python3").arg("--version").output().is_err() {
        println!("skipped: no reference reader or no python3");
        return;
    }
    let samples = root.join("../shared/samples/hl7");
    let folders = ["hl7v2", "charset", "framing"].map(|folder| root.join("fixtures").join(folder));
    for folder in folders.into_iter().chain([samples]) {
        let output = Command::new("python3")
            .arg(&reader)
            .args(["compare", env!("CARGO_BIN_EXE_renkei")])
            .arg(&folder)
            .output()
            .unwrap();
        let report = String::from_utf8(output.stdout).unwrap();
        let explained = |line: &&str| {
            let file = line.split('\t').next().unwrap_or_default();
            DIFFERENT.iter().any(|(name, ..)| file.ends_with(&format!("/{name}")))
        };
        let different: Vec<&str> =
            report.lines().filter(|line| line.contains('\t')).filter(|line| !explained(line)).collect();
        assert!(different.is_empty(), "{}: {different:#?}", folder.display());
        assert!(report.contains("files read alike; 0 crashes, 0 refused"), "{}: {report}", folder.display());
    }
}
