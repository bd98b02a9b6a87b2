//! The folder of a medium, converted: each document says what it refers to and whether it is there, and what is referred to is no failure.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests say what they expect")]

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use renkei::convert::{ConvertOptions, Event, Output, Summary, Target, convert};
use renkei::input::{Input, Inputs};
use renkei::{LinkTarget, ReadOptions, tree};
use serde_json::Value;

#[derive(Default)]
struct Written {
    out: Vec<u8>,
    begun: Vec<String>,
    failed: Vec<String>,
    strays: Vec<String>,
    linked: Vec<String>,
}

impl Output for Written {
    fn begin(&mut self, input: &Input) -> io::Result<()> {
        self.begun.push(input.path.to_string());
        Ok(())
    }

    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.out.extend_from_slice(bytes);
        Ok(())
    }

    fn event(&mut self, event: Event) {
        match event {
            Event::Failed(failure) => self.failed.push(format!("{}: {}", failure.shown, failure.error)),
            Event::Stray(shown) => self.strays.push(shown.to_string()),
            Event::Linked(shown) => self.linked.push(shown.to_string()),
            _ => {}
        }
    }
}

fn run(path: impl Into<PathBuf>, options: &ConvertOptions) -> (Summary, Written) {
    let mut written = Written::default();
    let summary = convert(Inputs::new([path.into()]), options, &mut written).unwrap();
    (summary, written)
}

fn lines(written: &Written) -> Vec<Value> {
    let lines = written.out.split(|b| *b == b'\n').filter(|line| !line.is_empty());
    lines.map(|line| serde_json::from_slice(line).unwrap()).collect()
}

fn medium() -> PathBuf {
    renkei_fixtures::root().join("cda_medium")
}

/// A document that refers to files by links in its text.
fn document(addresses: &[&str]) -> String {
    let links: String = addresses.iter().map(|a| format!("<linkHtml href='{a}'>資料</linkHtml>")).collect();
    format!(
        "<ClinicalDocument xmlns='urn:hl7-org:v3'><component><structuredBody><component><section><text>{links}</text></section>\
         </component></structuredBody></component></ClinicalDocument>"
    )
}

/// Where the links of a line lead, each with its path.
fn targets(line: &Value) -> Vec<(&str, &str)> {
    let links = line["links"].as_array().unwrap().iter();
    links.map(|l| (l["target"].as_str().unwrap(), l["path"].as_str().unwrap_or_default())).collect()
}

fn codes(line: &Value) -> Vec<&str> {
    line["diagnostics"].as_array().unwrap().iter().map(|d| d["code"].as_str().unwrap()).collect()
}

#[test]
fn a_medium_is_what_stands_beside_it() {
    let (summary, written) = run(medium(), &ConvertOptions::default());
    let now = format!("{}\n", serde_json::to_string_pretty(&lines(&written)).unwrap());
    let path = renkei_fixtures::root().join("cda_medium.json");
    if std::env::var_os("RENKEI_UPDATE").is_some() {
        fs::write(&path, &now).unwrap();
    }
    assert!(fs::read_to_string(&path).unwrap_or_default() == now, "not as in cda_medium.json");

    assert_eq!((summary.inputs, summary.records, summary.failed, summary.linked), (4, 3, 1, 7));
    assert_eq!(
        written.begun,
        ["CDA/REFERRAL.XML", "CDA/SUMMARY.XML", "HL7/20240408.HL7", "IMAGE/SPARE.PNG"],
        "what is referred to twice is converted once"
    );
    assert_eq!(
        written.linked,
        [
            "DICOM/I0000001",
            "DICOMDIR",
            "DOC/ECG0408.PDF",
            "IMAGE/XP0408.PNG",
            "INDEX.HTM",
            "README.TXT",
            "XSL/CDA.XSL"
        ]
    );
    assert_eq!(
        written.failed,
        ["IMAGE/SPARE.PNG: holds no message, and no document of its folder refers to it"]
    );
}

#[test]
fn the_number_of_threads_makes_no_difference() {
    let root = tempfile::tempdir().unwrap();
    let large = [b"%PDF-1.7\n".as_slice(), &[b'x'; 3 << 20]].concat();
    for number in 0..40 {
        let folder = root.path().join(format!("{number:02}"));
        fs::create_dir(&folder).unwrap();
        fs::write(folder.join("b.xml"), document(&["a.pdf", "c.png", "../00/c.png"])).unwrap();
        fs::write(folder.join("c.png"), b"\x89PNG\r\n\x1a\n").unwrap();
        fs::write(folder.join("d.png"), b"\x89PNG\r\n\x1a\n").unwrap();
    }
    // Before the document that refers to it, and too large to be handed to a worker.
    fs::write(root.path().join("07/a.pdf"), large).unwrap();
    let told = |threads| {
        let (summary, written) = run(root.path(), &ConvertOptions::default().threads(threads));
        assert_eq!((summary.records, summary.failed, summary.linked), (40, 40, 41), "{threads} threads");
        (written.out, written.linked, written.failed)
    };
    let one = told(1);
    assert!(one == told(2) && one == told(3));
}

#[test]
fn a_content_folder_is_the_root_of_its_own_references() {
    let root = tempfile::tempdir().unwrap();
    let kind = root.path().join("000/042/0000420817/20240412/^紹介状^^57133-1^紹介状^LN");
    let folder = |key: &str| kind.join(format!("0000420817_20240412_57133-1_{key}_20240412173005123_01_1"));
    for (key, addresses) in [
        (
            "REF-0017",
            ["files/scan.pdf", "../0000420817_20240412_57133-1_REF-0018_20240412173005123_01_1/scan.pdf"],
        ),
        ("REF-0018", ["files/missing.pdf", "%2e%2e/%2e%2e/x"]),
    ] {
        fs::create_dir_all(folder(key).join("files")).unwrap();
        fs::write(folder(key).join("main.xml"), document(&addresses)).unwrap();
        fs::write(folder(key).join("files/scan.pdf"), b"%PDF-1.4\n").unwrap();
    }
    for (given, at) in [(root.path().to_owned(), 0), (kind.clone(), 0), (folder("REF-0018"), 1)] {
        for threads in [1, 2] {
            let (summary, written) = run(&given, &ConvertOptions::default().threads(threads));
            let read = lines(&written);
            assert_eq!((summary.failed, summary.strays), (0, 1), "{given:?}: {:?}", written.failed);
            assert_eq!(usize::try_from(summary.linked).unwrap(), read.len() - 1);
            let above = |line: &Value| {
                line["source"]["path"].as_str().unwrap().strip_suffix("main.xml").unwrap().to_owned()
            };
            if at == 0 {
                let scan = format!("{}files/scan.pdf", above(&read[0]));
                assert_eq!(targets(&read[0]), [("file", scan.as_str()), ("outside", "")]);
            }
            let second = read.last().unwrap();
            let missing = format!("{}files/missing.pdf", above(second));
            assert_eq!(targets(second), [("missing", missing.as_str()), ("outside", "")]);
            assert!(codes(second).starts_with(&["file-missing", "reference-outside"]), "{:?}", codes(second));
            assert!(written.strays.iter().all(|path| !path.contains("0000420817")), "{:?}", written.strays);
        }
    }
}

#[test]
fn a_document_beside_a_storage_refers_to_what_is_in_it() {
    let root = tempfile::tempdir().unwrap();
    let name = "0000123_20240401_OMP-01_000000240401001_20240401103100123_01_1";
    let message = format!("DATA/000/012/0000123/20240401/OMP-01/{name}");
    fs::create_dir_all(root.path().join(&message).parent().unwrap()).unwrap();
    fs::write(root.path().join(&message), b"MSH|^~\\&|HIS\rPID|||0000123\r").unwrap();
    fs::create_dir(root.path().join("CDA")).unwrap();
    fs::write(root.path().join("CDA/main.xml"), document(&[&format!("../{message}"), "../../x"])).unwrap();
    fs::write(root.path().join("a.pdf"), b"%PDF-1.4\n").unwrap();
    let (summary, written) = run(root.path(), &ConvertOptions::default());
    assert_eq!((summary.records, summary.failed, summary.strays), (2, 0, 1), "{:?}", written.failed);
    let read = lines(&written);
    let found = read.iter().find(|line| line.get("links").is_some()).unwrap();
    assert_eq!(targets(found), [("file", message.as_str()), ("outside", "")]);
}

#[cfg(unix)]
#[test]
fn a_link_of_the_file_system_is_no_file_of_the_folder() {
    use std::os::unix::fs::symlink;
    let outside = tempfile::tempdir().unwrap();
    fs::write(outside.path().join("secret.pdf"), b"%PDF-1.4").unwrap();
    let root = tempfile::tempdir().unwrap();
    symlink(outside.path(), root.path().join("DOC")).unwrap();
    symlink(outside.path().join("secret.pdf"), root.path().join("b.pdf")).unwrap();
    fs::write(root.path().join("a.xml"), document(&["DOC/secret.pdf", "b.pdf"])).unwrap();
    let (summary, written) = run(root.path(), &ConvertOptions::default());
    let read = lines(&written);
    assert_eq!(targets(&read[0]), [("missing", "DOC/secret.pdf"), ("missing", "b.pdf")]);
    assert_eq!((summary.records, summary.failed, summary.strays, summary.linked), (1, 0, 2, 0));
}

#[test]
fn beside_a_file_that_was_named_nothing_is_looked_at() {
    let (summary, written) = run(medium().join("CDA/REFERRAL.XML"), &ConvertOptions::default());
    let read = lines(&written);
    assert!(read[0].get("links").is_none());
    assert_eq!(codes(&read[0]).iter().filter(|code| **code == "reference-outside").count(), 3);
    assert_eq!((summary.records, summary.linked), (1, 0));
    let (summary, written) = run(medium().join("IMAGE/XP0408.PNG"), &ConvertOptions::default());
    assert_eq!((summary.failed, summary.linked), (1, 0));
    assert!(written.failed[0].contains("no line begins with MSH"), "{:?}", written.failed);
}

#[test]
fn where_there_is_no_document_a_file_that_is_no_message_is_a_failure() {
    let root = tempfile::tempdir().unwrap();
    fs::write(root.path().join("README.TXT"), "説明").unwrap();
    fs::write(root.path().join("a.hl7"), b"MSH|^~\\&|HIS\rPID|||0000123\r").unwrap();
    let (summary, written) = run(root.path(), &ConvertOptions::default());
    assert_eq!((summary.records, summary.failed, summary.linked), (1, 1, 0));
    assert!(written.failed[0].contains("no line begins with MSH in 6 bytes"), "{:?}", written.failed);
}

#[test]
fn a_file_that_a_document_refers_to_is_read_where_it_is_a_message() {
    let root = tempfile::tempdir().unwrap();
    let message = b"From the laboratory:\rMSH|^~\\&|HIS\rPID|||0000123\r";
    fs::write(root.path().join("later.txt"), message).unwrap();
    fs::write(
        root.path().join("broken.xml"),
        "<ClinicalDocument xmlns='urn:hl7-org:v3'><a></ClinicalDocument>",
    )
    .unwrap();
    fs::write(root.path().join("main.xml"), document(&["broken.xml", "later.txt", "#here", ""])).unwrap();
    let (summary, written) = run(root.path(), &ConvertOptions::default());
    assert_eq!((summary.records, summary.failed, summary.linked), (2, 1, 0), "{:?}", written.failed);
    assert!(written.failed[0].starts_with("broken.xml: the document can't be read"), "{:?}", written.failed);
}

#[test]
fn every_target_and_every_reader_takes_a_medium_so() {
    for (target, records, failed) in [(Target::Json, 3, 1), (Target::Hl7, 1, 3), (Target::Cda, 2, 2)] {
        let (summary, _) = run(medium(), &ConvertOptions::default().target(target));
        assert_eq!((summary.records, summary.failed, summary.linked), (records, failed, 7), "{target:?}");
    }
    let (mut read, mut failed) = (Vec::new(), 0);
    for record in tree(medium(), &ReadOptions::default()) {
        match record {
            Ok(record) => read.push(record),
            Err(_) => failed += 1,
        }
    }
    assert_eq!((read.len(), failed), (3, 1));
    let missing = LinkTarget::Missing { path: "DOC/MISSING.PDF".into() };
    assert_eq!(read[0].links[2].target, missing);
    let shown = format!("{:?}", read[0].links);
    assert!(!shown.contains("DOC") && !shown.contains("passwd") && !shown.contains("noto"), "{shown}");
}

#[test]
fn a_check_looks_for_the_files_too() {
    use renkei::check::{CheckOptions, Report, check};
    #[derive(Default)]
    struct Reports(Vec<(String, Vec<&'static str>)>);
    impl renkei::check::Output for Reports {
        fn report(&mut self, report: &Report) -> io::Result<()> {
            let codes = report.findings.iter().map(|found| found.code.name).collect();
            self.0.push((report.shown.to_string(), codes));
            Ok(())
        }
    }
    let mut reports = Reports::default();
    let inputs = Inputs::new([Path::new(&medium()).to_owned()]);
    let summary = check(inputs, &CheckOptions::default(), &mut reports).unwrap();
    assert_eq!((summary.messages, summary.failed, summary.linked), (3, 1, 7));
    let (path, codes) = &reports.0[0];
    assert_eq!(path, "CDA/REFERRAL.XML");
    let count = |code: &str| codes.iter().filter(|found| **found == code).count();
    assert_eq!((count("file-missing"), count("file-kind"), count("reference-outside")), (1, 1, 3));
}
