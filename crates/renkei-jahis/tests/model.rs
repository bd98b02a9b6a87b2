//! Law 4, round trip, from the side of the model: whatever text its values hold, writing and reading gives them back.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::arithmetic_side_effects,
    reason = "tests say what they expect"
)]

use proptest::prelude::*;
use proptest::sample::Index;
use renkei_core::Charset;
use renkei_hl7v2::{Message, MessageBuf};
use renkei_jahis::{DecodeOptions, EncodeOptions, decode_with, encode, update_with};
use renkei_model::Exchange;
use renkei_model::value::{Field, Identifier};
use serde_json::Value;

const SEEDS: &[(&str, &str)] = &[
    ("hl7v2/adt_00/a08_full.hl7", "ADT-00"),
    ("hl7v2/ppr_01/zd1_full.hl7", "PPR-01"),
    ("hl7v2/omp_01/rde_full.hl7", "OMP-01"),
    ("hl7v2/omp_01/rde_typical.hl7", "OMP-01"),
    ("hl7v2/oml_11/oul_full.hl7", "OML-11"),
    ("hl7v2/oml_11/oul_microbiology.hl7", "OML-11"),
    ("hl7v2/adt_42/a02_complete.hl7", "ADT-42"),
    ("hl7v2/adt_52/a03_complete.hl7", "ADT-52"),
    ("hl7v2/adt_61/a60_complete.hl7", "ADT-61"),
    ("hl7v2/omp_02/rde_complete.hl7", "OMP-02"),
    ("hl7v2/omp_11/ras_complete.hl7", "OMP-11"),
    ("hl7v2/omp_12/ras_complete.hl7", "OMP-12"),
    ("hl7v2/oml_01/oml_complete.hl7", "OML-01"),
    ("hl7v2/dispense/rds_o13_complete.hl7", ""),
    ("hl7v2/laboratory/oml_o21.hl7", ""),
    ("hl7v2/laboratory/oml_o35.hl7", ""),
    ("hl7v2/laboratory/orl_o34.hl7", ""),
    ("hl7v2/laboratory/oul_r21.hl7", ""),
    ("hl7v2/laboratory/oul_r23.hl7", ""),
    ("hl7v2/laboratory/oul_r24.hl7", ""),
    ("hl7v2/omd/omd_complete.hl7", "OMD"),
    ("hl7v2/omg_01/omg_complete.hl7", "OMG-01"),
    ("hl7v2/omg_03/omg_complete.hl7", "OMG-03"),
    ("hl7v2/omg_11/omi_complete.hl7", "OMG-11"),
    ("hl7v2/omg_12/omi_complete.hl7", "OMG-12"),
    ("hl7v2/omg_13/oru_complete.hl7", "OMG-13"),
    ("hl7v2/omg_13/oru_without_order.hl7", "OMG-13"),
    ("hl7v2/oru_r01/laboratory.hl7", "OMG-13"),
];

/// Text that hits delimiters as characters and as halves of kanji, line ends, blanks, and nothing in particular. Not the
/// text `""`: alone in a field it is the null, which the model has as a state of its own.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        "[東京日本入院期骨糖剤本まマボ＋う胞・Aa1|^~\\\\& ]{1,8}",
        "[ -~]{1,12}".prop_filter("the null is no text", |text| text != "\"\""),
        Just("\\.br\\".to_owned()),
        Just("一行目\n二行目".to_owned()),
        Just("\\X0D\\ \\F\\ \\".to_owned()),
        Just("00000000".to_owned()),
        Just("202404011030".to_owned()),
        Just("5.40".to_owned()),
    ]
}

/// The texts of an exchange that can be any text.
fn leaves<'v>(value: &'v mut Value, path: &str, found: &mut Vec<&'v mut Value>) {
    // What is not free text: types and kinds of content, what is understood, and what makes the message what it is.
    let fixed = [
        "/header/message_type",
        "/header/charset",
        "/header/version",
        "/content/type",
        "/content/kind",
        "/content/event",
        "/unmapped",
        "understood",
        "order_place",
        "/rp",
        "/administration",
        "/low",
        "/high",
        "stated_precision",
    ];
    if fixed.iter().any(|f| path.contains(f)) {
        return;
    }
    match value {
        Value::Object(map) => {
            for (key, inner) in map.iter_mut() {
                leaves(inner, &format!("{path}/{key}"), found);
            }
        }
        Value::Array(items) => {
            for item in items {
                leaves(item, &format!("{path}/"), found);
            }
        }
        Value::String(_) => found.push(value),
        _ => {}
    }
}

fn seed(n: &Index) -> (Exchange, MessageBuf, DecodeOptions) {
    let (name, kind) = n.get(SEEDS);
    let options = DecodeOptions::of_kind(kind);
    let message = MessageBuf::parse(renkei_fixtures::read(name), &mut ()).unwrap();
    let mut exchange = decode_with(&message.as_message(), &options, &mut ());
    exchange.unmapped.clear();
    (exchange, message, options)
}

/// An exchange with some of its texts replaced.
fn changed(exchange: &Exchange, edits: &[(Index, String)]) -> Exchange {
    let mut value = serde_json::to_value(exchange).unwrap();
    {
        let mut found = Vec::new();
        leaves(&mut value, "", &mut found);
        for (at, text) in edits {
            **at.get_mut(&mut found) = Value::String(text.clone());
        }
    }
    // A text may be no value of its type in JSON; such a change is none.
    serde_json::from_value(value).unwrap_or_else(|_| exchange.clone())
}

/// Where two exchanges differ, as paths without values.
fn difference(a: &Exchange, b: &Exchange) -> String {
    fn walk(a: &Value, b: &Value, path: &str, out: &mut Vec<String>) {
        match (a, b) {
            (Value::Object(x), Value::Object(y)) => {
                for key in x.keys().chain(y.keys()) {
                    walk(&x[key.as_str()], y.get(key).unwrap_or(&Value::Null), &format!("{path}.{key}"), out);
                }
            }
            (Value::Array(x), Value::Array(y)) if x.len() == y.len() => {
                for (n, (x, y)) in x.iter().zip(y).enumerate() {
                    walk(x, y, &format!("{path}[{n}]"), out);
                }
            }
            _ if a != b => out.push(format!("{path}: {a} / {b}")),
            _ => {}
        }
    }
    let mut out = Vec::new();
    let (a, b) = (serde_json::to_value(a).unwrap(), serde_json::to_value(b).unwrap());
    let keys = |v: &Value| v.as_object().map(|m| m.keys().cloned().collect::<Vec<_>>()).unwrap_or_default();
    for key in keys(&a).into_iter().chain(keys(&b)) {
        walk(a.get(&key).unwrap_or(&Value::Null), b.get(&key).unwrap_or(&Value::Null), &key, &mut out);
    }
    out.dedup();
    out.join("\n")
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 192, ..ProptestConfig::default() })]

    #[test]
    fn what_is_written_is_read_back(
        n in any::<Index>(),
        edits in proptest::collection::vec((any::<Index>(), text()), 1..6),
        utf8 in any::<bool>(),
    ) {
        let (exchange, _, options) = seed(&n);
        let exchange = changed(&exchange, &edits);
        let charset = if utf8 { Charset::Utf8 } else { Charset::Iso2022Jp };
        let encoded = encode(&exchange, &EncodeOptions::default().charset(charset)).unwrap();
        let mut found = Vec::new();
        let mut again = decode_with(&encoded.message.as_message(), &options, &mut found);
        prop_assert!(again.unmapped.is_empty(), "{:?}", again.unmapped.iter().map(|u| &u.path).collect::<Vec<_>>());
        again.header.charsets.clone_from(&exchange.header.charsets);
        again.header.charset_handling = exchange.header.charset_handling.clone();
        prop_assert!(again == exchange, "{}", difference(&exchange, &again));
    }

    #[test]
    fn an_update_reads_as_the_model_and_touches_nothing_else(
        n in any::<Index>(),
        edits in proptest::collection::vec((any::<Index>(), text()), 1..4),
    ) {
        let (exchange, mut message, options) = seed(&n);
        let before = message.as_bytes().to_vec();
        let exchange = changed(&exchange, &edits);
        update_with(&mut message, &exchange, &options, Default::default(), &mut ()).unwrap();
        let mut again = decode_with(&message.as_message(), &options, &mut ());
        again.unmapped.clear();
        prop_assert!(again == exchange, "{}", difference(&exchange, &again));
        // Segments that do not hold a change keep their bytes. A common order header stands in every group of a message, and
        // a group whose key changes is another group.
        let lines = |bytes: &[u8]| bytes.split(|b| *b == b'\r').map(<[u8]>::to_vec).collect::<Vec<_>>();
        let (old, new) = (lines(&before), lines(message.as_bytes()));
        let touched = old.iter().filter(|line| !new.contains(line)).count();
        let groups = old.iter().filter(|line| line.starts_with(b"ORC")).count();
        let largest = old.split(|line| line.starts_with(b"ORC") || line.starts_with(b"SPM")).map(<[_]>::len).max();
        let most = edits.len() * (groups + largest.unwrap_or(0) + 1);
        prop_assert!(touched <= most, "{touched} segments for {} edits", edits.len());
    }

    #[test]
    fn groups_with_and_without_an_order_are_read_back(
        orders in proptest::collection::vec((0usize..5, 0usize..3), 1..5),
    ) {
        let heads = ["", "ORC|SC|1\r", "ORC|SC|1|||||||20240401\r", "ORC|SC|2|||||||20240402\r", "ORC|||||CM\r"];
        let tails = ["", "OBX|1|NM|32769^x^99MFR||67\r", "OBX\rNTE\r"];
        let mut text = String::from("MSH|^~\\&|ECG||||20240401||ORU^R01|1|P|2.5\rPID|||0000123\r");
        for (n, (head, tail)) in orders.iter().enumerate() {
            text.push_str(heads[*head]);
            text.push_str(&format!("OBR|{}|1||9A110^x^JC10\r", n + 1));
            text.push_str(tails[*tail]);
        }
        let options = DecodeOptions::default();
        renkei_jahis::laws::every_byte_is_accounted(text.as_bytes(), &options);
        renkei_jahis::laws::an_update_without_change_is_identical(text.as_bytes(), &options);
        renkei_jahis::laws::what_is_written_is_read_back(text.as_bytes(), &options);
    }
}

#[test]
fn lines_that_come_and_go_leave_the_others_alone() {
    let options = DecodeOptions::of_kind("OMP-01");
    let bytes = renkei_fixtures::read("hl7v2/omp_01/rde_typical.hl7");
    let mut message = MessageBuf::parse(bytes.clone(), &mut ()).unwrap();
    let whole = decode_with(&message.as_message(), &options, &mut ());
    let renkei_model::Content::MedicationOrder(order) = &whole.content else { panic!("a prescription") };
    let mut fewer = whole.clone();
    let renkei_model::Content::MedicationOrder(changed) = &mut fewer.content else {
        panic!("a prescription")
    };
    changed.lines.remove(2);
    update_with(&mut message, &fewer, &options, Default::default(), &mut ()).unwrap();
    assert_eq!(decode_with(&message.as_message(), &options, &mut ()), fewer);
    let lines = |bytes: &[u8]| bytes.split(|b| *b == b'\r').map(<[u8]>::to_vec).collect::<Vec<_>>();
    let (old, new) = (lines(&bytes), lines(message.as_bytes()));
    assert!(new.iter().all(|line| old.contains(line)), "no segment that stays is changed");
    assert_eq!(old.len() - new.len(), 4, "ORC, RXE, TQ1 and RXR of the line are gone");

    // And back again: the line is written afresh, in its place.
    update_with(&mut message, &whole, &options, Default::default(), &mut ()).unwrap();
    let again = decode_with(&message.as_message(), &options, &mut ());
    assert_eq!(again, whole);
    assert_eq!(order.lines.len(), changed_lines(&again));
}

fn changed_lines(exchange: &Exchange) -> usize {
    match &exchange.content {
        renkei_model::Content::MedicationOrder(order) => order.lines.len(),
        _ => 0,
    }
}

#[test]
fn a_message_written_afresh_is_conformant_to_its_structure() {
    for (name, kind) in SEEDS {
        let message = MessageBuf::parse(renkei_fixtures::read(name), &mut ()).unwrap();
        let options = DecodeOptions::of_kind(kind);
        let exchange = decode_with(&message.as_message(), &options, &mut ());
        let encoded = encode(&exchange, &EncodeOptions::default()).unwrap();
        let mut found: Vec<renkei_core::Diagnostic> = Vec::new();
        let bytes = encoded.message.as_bytes().to_vec();
        let fresh = Message::parse(&bytes, &mut found).unwrap();
        decode_with(&fresh, &options, &mut found);
        let structural: Vec<_> = found.iter().filter(|d| d.code.name.starts_with("structure")).collect();
        assert!(structural.is_empty(), "{name}: {structural:?}");
    }
}

#[test]
fn a_group_without_an_order_is_given_none() {
    let message = MessageBuf::parse(renkei_fixtures::read("hl7v2/oru_r01/laboratory.hl7"), &mut ()).unwrap();
    let exchange = decode_with(&message.as_message(), &DecodeOptions::default(), &mut ());
    let renkei_model::Content::ObservationReport(report) = &exchange.content else { panic!("a report") };
    let headers: Vec<_> = report.groups.iter().map(|group| group.header.is_some()).collect();
    assert_eq!(headers, [false, true], "the header of the first group is no one else's");
    let written = encode(&exchange, &EncodeOptions::default()).unwrap().message;
    let lines = written.as_bytes().split(|b| *b == b'\r');
    let orders: Vec<_> = lines.filter(|l| l.starts_with(b"ORC") || l.starts_with(b"OBR")).collect();
    let names: Vec<_> = orders.iter().map(|line| &line[..3]).collect();
    assert_eq!(names, [b"ORC", b"OBR", b"OBR"]);
}

#[test]
fn a_second_patient_is_not_mixed_with_the_first() {
    let bytes = b"MSH|^~\\&|LIS||||20240401||ORU^R01|1|P|2.5\rPID|||0000123\rOBR|1|A1||1^x^99O03\rOBX|1|NM|1^x^L||1\r\
        PID|||0000456\rOBR|1|B1||1^x^99O03\rOBX|1|NM|1^x^L||2\r";
    let mut found: Vec<renkei_core::Diagnostic> = Vec::new();
    let mut message = MessageBuf::parse(bytes.to_vec(), &mut ()).unwrap();
    let exchange = decode_with(&message.as_message(), &DecodeOptions::default(), &mut found);
    assert_eq!(exchange.patient.identifiers.len(), 1);
    let renkei_model::Content::ObservationReport(report) = &exchange.content else { panic!("a report") };
    assert_eq!(report.groups.len(), 1);
    assert!(exchange.unmapped.iter().any(|u| u.path == "PID[2]-3"), "{:?}", exchange.unmapped);
    assert_eq!(found.iter().map(|d| d.code.name).collect::<Vec<_>>(), ["group-repeated"]);
    // What is added belongs to the first patient, and stands there.
    let mut more = exchange.clone();
    let renkei_model::Content::ObservationReport(report) = &mut more.content else { panic!("a report") };
    let items = &mut report.groups[0].items;
    items.push(items[0].clone());
    items[1].set_id = "2".into();
    update_with(&mut message, &more, &DecodeOptions::default(), Default::default(), &mut ()).unwrap();
    let lines: Vec<_> = message.as_bytes().split(|b| *b == b'\r').map(|line| line.get(..5)).collect();
    assert_eq!(lines[4], Some(&b"OBX|2"[..]));
    assert_eq!(lines[5], Some(&b"PID||"[..]));
}

#[test]
fn an_insurance_is_one_over_its_segments() {
    let head = "MSH|^~\\&|HIS001|1319999999|||20240401||ADT^A08^ADT_A01|1|P|2.5|||||JPN|UNICODE UTF-8\rPID|||0000123\rPV1|1|O\r";
    let first = "IN1|1|06^組合管掌健康保険^JHSD0001|06139999\r";
    let third = "IN3|1|C001\r";
    let bytes = format!("{head}{first}{third}IN1|2|54^難病医療^JHSD0001|54139999\rIN2|K0777|000-00-0000\r");
    let mut message = MessageBuf::parse(bytes.clone().into_bytes(), &mut ()).unwrap();
    let exchange = decode_with(&message.as_message(), &DecodeOptions::default(), &mut ());
    let unmapped: Vec<_> = exchange.unmapped.iter().map(|u| u.path.as_str()).collect();
    assert_eq!(unmapped, ["IN3-1", "IN3-2", "IN2-2"]);
    let numbers = |n: usize| {
        let details = exchange.patient.coverages[n].details.as_deref();
        details.map(|details| details.employee_numbers[0].as_str().unwrap().to_owned())
    };
    assert_eq!((numbers(0), numbers(1)), (None, Some("K0777".to_owned())));
    // What is added gets its own segment, in its place before IN3.
    let mut more = exchange.clone();
    let details = more.patient.coverages[0].details.get_or_insert_default();
    details.member_number = Field::from(Identifier::from("MB01"));
    update_with(&mut message, &more, &DecodeOptions::default(), Default::default(), &mut ()).unwrap();
    let second = format!("IN2|{}MB01\r", "|".repeat(60));
    let expected = bytes.replace(third, &format!("{second}{third}"));
    assert_eq!(std::str::from_utf8(message.as_bytes()), Ok(expected.as_str()));
}
