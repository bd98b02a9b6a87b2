//! A message too long for its model to be kept is written as the model would be.

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

#[test]
fn the_rests_of_long_lists_are_written_where_they_belong() {
    let bytes = message();
    assert!(bytes.len() > 1 << 20, "long enough to be worked on alone");
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("long.hl7");
    std::fs::write(&file, &bytes).unwrap();
    let record = records(&bytes[..], &ReadOptions::default()).next().unwrap().unwrap();
    let mut expected = serde_json::to_value(&record).unwrap();
    expected["source"]["path"] = "long.hl7".into();
    for (target, threads) in [(Target::Ndjson, 1), (Target::Ndjson, 2), (Target::Json, 1)] {
        let options = ConvertOptions::default().target(target).threads(threads);
        let mut out = Bytes::default();
        convert(Inputs::new([file.clone()]), &options, &mut out).unwrap();
        let written: Value = serde_json::from_slice(&out.0).unwrap();
        let written = if target == Target::Json { written[0].clone() } else { written };
        let items = &written["content"]["specimens"][0]["groups"][1]["items"];
        assert_eq!(items.as_array().map(Vec::len), Some(9000));
        assert_eq!(items[8999]["value"]["as_sent"][0], "東京 9000");
        assert!(written == expected, "{target:?} with {threads} threads");
    }
}
