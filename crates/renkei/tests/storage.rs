//! What a storage's paths say, held against the messages in it.
#![allow(clippy::unwrap_used, reason = "tests say what they expect")]

use std::collections::BTreeSet;
use std::{fs, io};

use renkei::convert::{ConvertOptions, Event, Output, Target, convert};
use renkei::input::{Input, Inputs};
use renkei::{ReadOptions, Record, tree};

fn records(folder: &str) -> Vec<Record> {
    let records = tree(renkei_fixtures::root().join(folder), &ReadOptions::default());
    records.filter_map(Result::ok).collect()
}

fn codes(records: &[Record]) -> BTreeSet<&'static str> {
    records.iter().flat_map(|record| &record.diagnostics).map(|diagnostic| diagnostic.code.name).collect()
}

#[test]
fn a_clean_storage_gives_no_false_alarm() {
    let records = records("ssmix2");
    assert_eq!(records.len(), renkei_fixtures::files("ssmix2").len(), "one exchange a file");
    let alarms: Vec<_> = codes(&records)
        .into_iter()
        .filter(|code| {
            code.starts_with("entry-") || code.starts_with("content-") || code.starts_with("kind-")
        })
        .collect();
    assert!(alarms.is_empty(), "{alarms:?}");
}

#[test]
fn a_deviant_storage_is_read_and_its_deviations_are_said() {
    let found = codes(&records("ssmix2_deviant"));
    for code in [
        "content-patient-mismatch",
        "content-date-mismatch",
        "kind-mismatch",
        "entry-id-mismatch",
        "entry-kind-mismatch",
        "entry-timestamp-length",
        "entry-department-missing",
        "entry-flag-unknown",
        "entry-kind-unknown",
        "line-end",
        "charset-misdeclared",
        "invalid-timestamp",
    ] {
        assert!(found.contains(code), "{code} is not among {found:?}");
    }
}

#[test]
fn the_account_of_a_storage_adds_up() {
    let mut options = ReadOptions::default();
    options.ledger = true;
    for folder in ["ssmix2", "ssmix2_deviant"] {
        for record in tree(renkei_fixtures::root().join(folder), &options).filter_map(Result::ok) {
            let ledger = record.ledger.unwrap();
            assert_eq!(ledger.verify(), Ok(()));
            assert_eq!(u64::from(ledger.length()), record.source.length);
        }
    }
}

/// What an output is told, in order.
#[derive(Default, PartialEq, Eq)]
struct Told(Vec<u8>);

impl Output for Told {
    fn begin(&mut self, input: &Input) -> io::Result<()> {
        self.0.extend_from_slice(format!("<{}>\n", input.shown()).as_bytes());
        Ok(())
    }

    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.0.extend_from_slice(bytes);
        Ok(())
    }

    fn end(&mut self, input: &Input, read: bool) -> io::Result<()> {
        self.0.extend_from_slice(format!("</{} {read}>\n", input.path).as_bytes());
        Ok(())
    }

    fn event(&mut self, event: Event) {
        if !matches!(event, Event::Progress { .. }) {
            self.0.extend_from_slice(format!("{event:?}\n").as_bytes());
        }
    }
}

#[test]
fn files_of_any_size_are_converted_in_order_by_any_number_of_threads() {
    let root = tempfile::tempdir().unwrap();
    let write = |name: &str, bytes: &[u8]| {
        let folder = root.path().join("000/012/0000123/20240401/OML-11");
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join(name), bytes).unwrap();
    };
    let message = renkei_fixtures::read("hl7v2/oml_11/oul_typical.hl7");
    let name = |n: u32| format!("0000123_20240401_OML-11_{n:015}_20240401103100123_01_1");
    for n in 0..150 {
        match n {
            // More than one file should be; nothing says so before it is read.
            40 | 99 => write(&name(n), &message.repeat(300)),
            // One message that is too large to be handed over.
            70 => write(&name(n), &[message.as_slice(), &b"NTE|1||x\r".repeat(200_000)].concat()),
            7 | 120 => write(&name(n), b"no message"),
            33 => write("readme.txt", b"not for us"),
            _ => write(&name(n), &message),
        }
    }
    for separate in [false, true] {
        for target in [Target::Ndjson, Target::Json, Target::Hl7] {
            let told = |threads| {
                let mut told = Told::default();
                let options = ConvertOptions::default().target(target).threads(threads).separate(separate);
                let summary = convert(Inputs::new([root.path().into()]), &options, &mut told).unwrap();
                assert_eq!((summary.inputs, summary.failed, summary.strays), (149, 2, 1));
                assert_eq!(summary.records, 145 + 600);
                told
            };
            let one = told(1);
            for threads in [2, 5] {
                assert!(one == told(threads), "{target:?}, {threads} threads");
            }
        }
    }
}
