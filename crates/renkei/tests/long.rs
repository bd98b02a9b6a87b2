//! A message or document too long for its model to be kept is written as the model would be.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests say what they expect")]

use std::io;

use renkei::convert::{ConvertOptions, Output, Target, convert};
use renkei::input::Inputs;
use renkei::{ReadOptions, records};
use serde_json::Value;

#[derive(Default)]
struct Bytes(Vec<u8>);

impl Output for Bytes {
    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.0.extend_from_slice(bytes);
        Ok(())
    }
}

/// Two requests with some thousand results each, some with notes, and a segment that nobody knows.
fn message() -> Vec<u8> {
    let mut bytes =
        b"MSH|^~\\&|LIS||||||OUL^R22^OUL_R22|1|P|2.5||||||~ISO IR87\rPID|||0000123\rSPM|1\r".to_vec();
    for request in 1..=2 {
        bytes.extend(format!("OBR|{request}|||R{request}\r").bytes());
        for n in 1..=9000 {
            bytes.extend(
                format!("OBX|{n}|ST|3A010000002327101^\x1b$BAmCAGr\x1b(B^JC10||\x1b$BEl5~\x1b(B {n}\r")
                    .bytes(),
            );
            if n % 1000 == 0 {
                bytes.extend(b"NTE|1|L|\x1b$BF~1!\x1b(B\rZZZ|1\r");
            }
        }
    }
    bytes
}

/// A document with some thousand entries in two sections, one of them with a table that is as long, and elements that nobody knows.
fn document() -> Vec<u8> {
    let mut text = String::from("<ClinicalDocument xmlns='urn:hl7-org:v3'><component><structuredBody>");
    for section in ["検査結果", "処方"] {
        text.push_str("<component><section><title>");
        text.push_str(section);
        text.push_str("</title><text><table><tbody>");
        for n in 0..3000 {
            text.push_str(&format!("<tr><td>東京</td><td>{n}</td></tr>"));
        }
        text.push_str("</tbody></table></text>");
        for n in 0..3000 {
            text.push_str(&format!(
                "<entry><observation classCode='OBS' moodCode='EVN'><code code='3B035' displayName='ＡＳＴ'/>\
                 <value xsi:type='PQ' xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' value='{n}' unit='U/L'/>\
                 <unknown>京都</unknown></observation></entry>"
            ));
        }
        text.push_str("</section></component>");
    }
    text.push_str("</structuredBody></component></ClinicalDocument>");
    text.into_bytes()
}

/// Writes an input in every way that spills, and holds it against the record; gives the record to look at.
fn check(bytes: &[u8], name: &str, look: impl Fn(&Value)) {
    assert!(bytes.len() > 1 << 20, "long enough to be worked on alone");
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join(name);
    std::fs::write(&file, bytes).unwrap();
    let record = records(bytes, &ReadOptions::default()).next().unwrap().unwrap();
    let mut expected = serde_json::to_value(&record).unwrap();
    expected["source"]["path"] = name.into();
    for (target, threads) in [(Target::Ndjson, 1), (Target::Ndjson, 2), (Target::Json, 1)] {
        let options = ConvertOptions::default().target(target).threads(threads);
        let mut out = Bytes::default();
        convert(Inputs::new([file.clone()]), &options, &mut out).unwrap();
        let written: Value = serde_json::from_slice(&out.0).unwrap();
        let written = if target == Target::Json { written[0].clone() } else { written };
        look(&written);
        assert!(written == expected, "{target:?} with {threads} threads");
    }
}

#[test]
fn the_rests_of_long_lists_are_written_where_they_belong() {
    check(&message(), "long.hl7", |written| {
        let items = &written["content"]["specimens"][0]["groups"][1]["items"];
        assert_eq!(items.as_array().map(Vec::len), Some(9000));
        assert_eq!(items[8999]["value"]["as_sent"][0], "東京 9000");
    });
}

#[test]
fn the_entries_of_a_long_document_are_written_where_they_belong() {
    check(&document(), "long.xml", |written| {
        for section in 0..2 {
            let entries = &written["content"]["sections"][section]["entries"];
            assert_eq!(entries.as_array().map(Vec::len), Some(3000));
        }
        assert_eq!(written["unmapped"].as_array().map(Vec::len), Some(6000));
    });
}
