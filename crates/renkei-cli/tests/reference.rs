//! `dump` against an independent reader, written from the specification alone, where it is at hand.

use std::path::Path;
use std::process::Command;

/// Files that the reference reads otherwise, because it knows less: EUC-JP, SO and SI, JIS X 0213, odd bytes in a run, escape
/// sequences that are none, byte order marks before other sets, padding, noise, bytes over 7F, and hexadecimal data in lower case.
const DIFFERENT: &[&str] = &[
    "euc_jp.hl7",
    "so_si.hl7",
    "so_si_delimiters.hl7",
    "jis_x_0213.hl7",
    "odd_byte_before_escape.hl7",
    "unterminated_in_field.hl7",
    "eight_bit_in_jis.hl7",
    "lone_esc.hl7",
    "esc_inside_run.hl7",
    "bom_before_jis.hl7",
    "nul_padding.hl7",
    "mllp_noise.hl7",
    "oul_escapes_contested.hl7",
];

#[test]
fn the_reference_reader_reads_the_same() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let reader = root.join("../shared/tools/reference_reader.py");
    if !reader.exists() || Command::new("python3").arg("--version").output().is_err() {
        println!("skipped: no reference reader or no python3");
        return;
    }
    for folder in ["hl7v2", "charset", "framing"] {
        let output = Command::new("python3")
            .arg(&reader)
            .args(["compare", env!("CARGO_BIN_EXE_renkei")])
            .arg(root.join("fixtures").join(folder))
            .output()
            .unwrap();
        let report = String::from_utf8(output.stdout).unwrap();
        let different: Vec<&str> = report
            .lines()
            .filter(|line| line.contains('\t'))
            .filter(|line| {
                !DIFFERENT.iter().any(|name| line.split('\t').next().unwrap().ends_with(&format!("/{name}")))
            })
            .collect();
        assert!(different.is_empty(), "{folder}: {different:#?}");
        assert!(report.contains("files read alike; 0 crashes, 0 refused"), "{folder}: {report}");
    }
}
