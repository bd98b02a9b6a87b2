//! What a data type consists of, as HL7 v2.5 chapter 2.A prints it: the type of each component, `!` where it is required,
//! and the code table behind a slash.

use std::sync::OnceLock;

/// A composite data type.
#[derive(Debug)]
pub(super) struct Shape {
    pub(super) name: &'static str,
    pub(super) parts: Vec<Part>,
}

/// A component of a data type.
#[derive(Debug)]
pub(super) struct Part {
    pub(super) data_type: &'static str,
    pub(super) required: bool,
    /// The code table, or 0.
    pub(super) table: u16,
    /// The place of its own shape in the list, where it is composite: looked up once, not for every value.
    shape: Option<usize>,
}

impl Part {
    /// Returns the components of the component.
    pub(super) fn shape(&self) -> Option<&'static Shape> {
        shapes().get(self.shape?)
    }
}

/// The Japanese guidelines read every CE as CWE; components that HL7 v2.5 requires and Japan leaves out have no mark.
const PAGE: &[(&str, &str)] = &[
    ("AD", "ST ST ST ST ST ID ID/0190 ST"),
    ("AUI", "ST DT ST"),
    ("CNE", "ST! ST ID ST ST ID ST ST ST"),
    ("CNN", "ST ST ST ST ST ST IS IS IS ST ID"),
    ("CQ", "NM CWE"),
    ("CWE", "ST ST ID ST ST ID ST ST ST"),
    ("CX", "ST! ST ID HD ID HD DT DT CWE CWE"),
    ("DLD", "IS! TS"),
    ("DLN", "ST! IS DT"),
    ("DR", "TS TS"),
    ("ED", "HD ID! ID ID!/0299 TX!"),
    ("EI", "ST IS ST ID"),
    ("EIP", "EI EI"),
    ("ELD", "ST NM NM CWE"),
    ("ERL", "ST! NM! NM NM NM NM"),
    ("FC", "IS! TS"),
    ("FN", "ST ST ST ST ST"),
    ("HD", "IS ST ID"),
    ("JCC", "IS IS TX"),
    ("LA1", "IS IS IS HD IS IS IS IS AD"),
    ("LA2", "IS IS IS HD IS IS IS IS ST ST ST ST ST ID ID/0190 ST"),
    ("MO", "NM ID"),
    ("MOC", "MO CWE"),
    ("MSG", "ID! ID! ID!"),
    ("NDL", "CNN TS TS IS IS IS HD IS IS IS IS"),
    ("NR", "NM NM"),
    ("OSD", "ID ST IS ST IS ST NM ST ID ST ID"),
    ("PL", "IS IS IS HD IS IS IS IS ST EI HD"),
    ("PRL", "CWE! ST TX"),
    ("PT", "ID!/0103 ID/0207"),
    ("RI", "IS ST"),
    ("RP", "ST HD ID ID"),
    ("RPT", "CWE ID NM NM NM IS ID ID NM IS ST"),
    ("SAD", "ST ST ST"),
    ("SN", "ST NM ST NM"),
    ("SPS", "CWE CWE TX CWE CWE CWE CWE"),
    ("TQ", "CQ RI ST TS TS ST ST TX ID OSD CWE NM"),
    ("TS", "DTM! ID/0529"),
    ("VID", "ID! CWE CWE"),
    ("XAD", "SAD ST ST ST ST ID ID/0190 ST IS IS ID/0465 DR TS TS"),
    ("XCN", "ST FN ST ST ST ST IS IS HD ID/0200 ST ID ID HD ID/0465 CWE DR ID/0444 TS TS ST CWE CWE"),
    ("XON", "ST IS ST ST ID HD ID HD ID/0465 ST"),
    ("XPN", "FN ST ST ST ST IS ID/0200 ID/0465 CWE DR ID/0444 TS TS ST"),
    ("XTN", "ST ID/0201 ID/0202 ST NM NM NM NM ST ST ST ST"),
    ("ZRD", "ST ST IS NM CWE NM"),
];

/// Returns the components of a data type; `None` for a primitive one, and for one that is not known.
pub(super) fn find(data_type: &str) -> Option<&'static Shape> {
    shapes().get(place(data_type)?)
}

fn shapes() -> &'static [Shape] {
    static SHAPES: OnceLock<Vec<Shape>> = OnceLock::new();
    SHAPES.get_or_init(|| PAGE.iter().map(|(name, parts)| read(name, parts)).collect())
}

fn place(data_type: &str) -> Option<usize> {
    let name = match data_type.as_bytes() {
        // Most fields are primitive, and need not be looked for.
        b"ST" | b"ID" | b"IS" | b"NM" | b"SI" | b"TX" | b"FT" | b"DT" | b"TM" | b"DTM" => return None,
        b"CE" => "CWE",
        _ => data_type,
    };
    PAGE.binary_search_by_key(&name, |(name, _)| name).ok()
}

fn read(name: &'static str, parts: &'static str) -> Shape {
    let part = |word: &'static str| {
        let (word, table) = word.split_once('/').unwrap_or((word, "0"));
        let data_type = word.trim_end_matches('!');
        Part {
            data_type,
            required: data_type.len() < word.len(),
            table: table.parse().unwrap_or(0),
            shape: place(data_type),
        }
    };
    Shape { name, parts: parts.split(' ').map(part).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_part_is_known_and_the_list_is_in_order() {
        let primitives = ["DT", "DTM", "FT", "ID", "IS", "NM", "SI", "ST", "TM", "TX"];
        assert!(PAGE.is_sorted_by_key(|(name, _)| *name));
        for (name, _) in PAGE {
            for part in &find(name).unwrap().parts {
                assert!(primitives.contains(&part.data_type) || find(part.data_type).is_some(), "{name}");
            }
        }
    }

    #[test]
    fn every_data_type_of_the_segment_tables_is_known() {
        // An array of numbers (NA) has no fixed number of components.
        let primitives = ["DT", "DTM", "FT", "ID", "IS", "NA", "NM", "SI", "ST", "TM", "TX", "Varies"];
        for row in crate::segment::ALL.iter().flat_map(|def| def.fields) {
            let known = primitives.contains(&row.data_type) || find(row.data_type).is_some();
            assert!(known, "{}-{} is {}", row.segment, row.number, row.data_type);
        }
    }
}
