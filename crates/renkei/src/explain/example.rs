//! Values that nobody sent.

use renkei_hl7v2::definition::FieldDef;
use renkei_jahis::datatype::ComponentDef;
use renkei_jahis::table;

/// Values of fields whose data type alone would give a poor one.
static FIELDS: &[(&str, &str)] = &[
    ("MSH-1", "|"),
    ("MSH-2", r"^~\&"),
    ("MSH-10", "20240401093000001"),
    ("MSH-17", "JPN"),
    ("MSH-18", "~ISO IR87"),
    ("MSH-21", "SS-MIX2_1.20^SS-MIX2^1.2.392.200250.2.1.100.1.2.120^ISO"),
    ("PID-1", "0001"),
    ("PID-8", "F"),
    ("NK1-3", "SEL^本人^HL70063"),
    ("PV1-1", "0001"),
    ("PV1-3", "32^302^1^^^N"),
    ("PV1-10", "01"),
    ("OBX-2", "NM"),
    ("OBX-3", "3A010000002327101^総蛋白^JC10"),
    ("OBX-5", "7.2"),
    ("OBX-6", "g/dL^g/dL^ISO+"),
    ("OBX-7", "6.5-8.2"),
    ("OBX-11", "F"),
    ("RXE-5", "TAB^錠^MR9P"),
    ("RXE-6", "TAB^錠剤^MR9P"),
    ("RXE-11", "TAB^錠^MR9P"),
    ("RXE-19", "3^TAB&錠&MR9P"),
    ("RXE-21", "OHP^外来処方^MR9P~OHO^院外処方^MR9P"),
    ("RXE-27", "21^内服^JHSP0003"),
    ("SPM-4", "023^血清^JC10"),
    ("IN1-2", "C0^国民健康保険^JHSD0001"),
];

/// Values of data types.
static TYPES: &[(&str, &str)] = &[
    ("ST", "東京"),
    ("TX", "経過良好"),
    ("FT", r"昼食後に採血\.br\再検あり"),
    ("NM", "12.5"),
    ("SI", "1"),
    ("DT", "20240401"),
    ("TM", "0930"),
    ("DTM", "20240401093000"),
    ("TS", "20240401093000"),
    ("GTS", "20240401"),
    ("Varies", "7.2"),
    ("CX", "9999013^^^^PI"),
    ("XPN", "東京^花子^^^^^L^I~トウキョウ^ハナコ^^^^^L^P"),
    ("FN", "東京"),
    ("XCN", "110^医師^一郎^^^^^^^L^^^^^I"),
    ("XAD", "^^^^420-8601^JPN^H^静岡県静岡市葵区追手町9番6号"),
    ("SAD", "追手町9番6号"),
    ("AD", "追手町9番6号^^静岡市^静岡県^420-8601^JPN^H"),
    ("XTN", "^PRN^PH^^^^^^^^^054-000-0000"),
    ("XON", "登呂病院"),
    ("PL", "32^302^1^^^N"),
    ("EI", "000000011000185"),
    ("HD", "HIS"),
    ("EIP", "000000011000185"),
    ("CQ", "5^d"),
    ("DR", "20240401^20240405"),
    ("RPT", "1013044400000000&内服・経口・１日３回朝昼夕食後&JAMISDP01"),
    ("TQ", "^TID^D5^20240401"),
    ("RI", "TID"),
    ("OSD", "S^1^^2"),
    ("MSG", "ADT^A08^ADT_A01"),
    ("PT", "P"),
    ("VID", "2.5"),
    ("SN", ">^100"),
    ("NA", "2^7"),
    ("NR", "1.2^2.0"),
    ("ED", "^AP^PDF^Base64^JVBERi0xLjQK"),
    ("RP", "report.pdf^PACS^AP^PDF"),
    ("PRL", "6B010000009974114&培養同定菌名&JC10^1^E.coli"),
    ("SPS", "023&血清&JC10"),
    ("LA1", "09A^021^4^^^N"),
    ("LA2", "09A^021^4^^^N"),
    ("JCC", "01^1^医師"),
    ("NDL", "110&医師&一郎^20240401"),
    ("CNN", "110^医師^一郎"),
    ("DLD", "01^20240405"),
    ("DLN", "301234567890^13"),
    ("FC", "01^20240401"),
    ("AUI", "12345^20240401"),
    ("CP", "1000&JPY"),
    ("MO", "1000^JPY"),
    ("MOC", "1000&JPY"),
    ("ELD", "PID^1^7^102"),
    ("ERL", "PID^1^7"),
    ("ZRD", "01^造影剤^99XYZ^1^AMP&管&MR9P"),
];

/// A value of a field, with repetitions where it repeats.
pub(super) fn of_field(field: &FieldDef) -> String {
    let name = super::field_name(field);
    if let Some((_, text)) = FIELDS.iter().find(|(known, _)| *known == name) {
        return (*text).to_owned();
    }
    let text = of_type(field.data_type, field.table);
    match text.split_once('~') {
        Some((first, _)) if !field.repeats => first.to_owned(),
        _ => text,
    }
}

/// A value of a component, whose own parts are sub-components.
pub(super) fn of_component(component: &ComponentDef) -> String {
    let text = of_type(component.data_type.name, component.table);
    let first = text.split_once('~').map_or(text.as_str(), |(first, _)| first);
    first.replace('^', "&")
}

/// A value of a data type; a coded one takes the first code of its table.
pub(super) fn of_type(data_type: &str, number: u16) -> String {
    let table = table::by_number(number);
    let row = table.and_then(|table| table.rows.first());
    match (data_type, row) {
        ("CWE" | "CE" | "CNE", Some(row)) => {
            let system = table.and_then(|table| table.systems.first()).copied().unwrap_or_default();
            format!("{}^{}^{system}", row.code, row.japanese)
        }
        ("CWE" | "CE" | "CNE", None) => "001^例示^99XYZ".to_owned(),
        ("ID" | "IS" | "ST", Some(row)) => row.code.to_owned(),
        ("ID" | "IS", None) => "01".to_owned(),
        _ => TYPES.iter().find(|(name, _)| *name == data_type).map_or("", |(_, text)| text).to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use renkei_hl7v2::Message;
    use renkei_jahis::{datatype, message, segment, survey};

    use super::*;

    #[test]
    fn every_data_type_has_an_example_that_it_has_components_for() {
        for def in datatype::ALL {
            let text = of_type(def.name, 0);
            assert!(!text.is_empty(), "{}", def.name);
            let first = text.split_once('~').map_or(text.as_str(), |(first, _)| first);
            let count = if def.components.is_empty() { 1 } else { def.components.len() };
            assert!(first.split('^').count() <= count, "{}: {text}", def.name);
        }
    }

    #[test]
    fn every_example_is_read_without_a_complaint() {
        let mut read = 0;
        for def in message::ALL.iter().filter(|def| !def.name.is_empty()) {
            let kind = def.types[0];
            let surveyed = survey(def, None).fields();
            for field in segment::ALL.iter().flat_map(|def| def.fields) {
                if field.segment.as_str() == "MSH" || !surveyed.contains(&(field.segment, field.number)) {
                    continue;
                }
                let bars = "|".repeat(field.number.try_into().unwrap());
                let text = of_field(field);
                let bytes = format!(
                    "MSH|^~\\&|||||||{}^{}|1|P|2.5||||||UNICODE UTF-8\r{}{bars}{text}\r",
                    kind.code, kind.event, field.segment
                );
                let message = Message::parse(bytes.as_bytes(), &mut ()).unwrap();
                let mut found = Vec::new();
                renkei_jahis::decode(&message, &mut found);
                let complaint = found.iter().find(|d| d.code.name.starts_with("invalid-"));
                assert!(complaint.is_none(), "{}: {text}", super::super::field_name(field));
                read += 1;
            }
        }
        assert!(read > 0);
    }
}
