//! What the tables say of a field and of a value in it, put together once for all messages.

use std::sync::OnceLock;

use renkei_core::SegmentId;
use renkei_hl7v2::definition::{FieldDef, SegmentDef};

use super::shape::{self, Shape};
use crate::profile::{CONDITIONS, Condition, LOCATED, NARROWED, NULL_IS_A_VALUE};
use crate::segment;
use crate::table::{self, Table};

/// Fields whose printed length everybody exceeds: value types and the name of ICD-10 have three letters, rates eight
/// digits.
const WIDENED: &[(SegmentId, u32)] = &[
    (SegmentId::from_name("DG1"), 2),
    (SegmentId::from_name("OBX"), 2),
    (SegmentId::from_name("PRB"), 17),
    (SegmentId::from_name("RXE"), 23),
];

/// Fields whose code says what the segment is about: without its system it says nothing.
const IDENTIFYING: &[(SegmentId, u32)] = &[
    (SegmentId::from_name("AL1"), 3),
    (SegmentId::from_name("IAM"), 3),
    (SegmentId::from_name("OBR"), 4),
    (SegmentId::from_name("OBX"), 3),
    (SegmentId::from_name("ODS"), 3),
    (SegmentId::from_name("PRB"), 3),
    (SegmentId::from_name("RXA"), 5),
    (SegmentId::from_name("RXC"), 2),
    (SegmentId::from_name("RXE"), 2),
    (SegmentId::from_name("SPM"), 4),
    (SegmentId::from_name("ZE1"), 3),
    (SegmentId::from_name("ZPR"), 2),
];

/// Fields that say when something begins and ends.
const PERIODS: &[(SegmentId, u32, u32)] = &[
    (SegmentId::from_name("DB1"), 5, 6),
    (SegmentId::from_name("IN1"), 12, 13),
    (SegmentId::from_name("NK1"), 8, 9),
    (SegmentId::from_name("OBR"), 7, 8),
    (SegmentId::from_name("PRB"), 7, 9),
    (SegmentId::from_name("PV1"), 44, 45),
    (SegmentId::from_name("ROL"), 5, 6),
    (SegmentId::from_name("RXA"), 3, 4),
    (SegmentId::from_name("TQ1"), 7, 8),
    (SegmentId::from_name("ZI1"), 12, 13),
];

/// The rules of a segment.
pub(super) struct SegmentRules {
    pub(super) def: &'static SegmentDef,
    /// How many fields the segment has in HL7 v2.5.
    pub(super) length: u32,
    /// When fields must be sent.
    pub(super) conditions: Vec<&'static Condition>,
    /// Fields that say when something begins and ends.
    pub(super) periods: Vec<(u32, u32)>,
    /// The fields that the table has, in the order of their numbers.
    fields: Vec<FieldRules>,
}

/// The rules of a field.
pub(super) struct FieldRules {
    pub(super) row: &'static FieldDef,
    pub(super) value: ValueType,
    /// The most characters of the whole, where the table says so and senders keep to it.
    pub(super) most: Option<u32>,
    /// The closed table of the codes.
    pub(super) table: Option<&'static Table>,
    /// The codes that the profile takes.
    pub(super) narrowed: Option<&'static [&'static str]>,
    /// Whether the code says what the segment is about.
    pub(super) identifies: bool,
    /// Whether a location must say of what kind it is.
    pub(super) located: bool,
    /// Whether null is a value.
    pub(super) takes_null: bool,
}

/// What a value consists of.
#[derive(Clone, Copy)]
pub(super) enum ValueType {
    /// Components.
    Composite(&'static Shape),
    /// One text.
    Primitive(Primitive),
}

/// A type of one text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Primitive {
    pub(super) name: &'static str,
    pub(super) form: Form,
}

/// What the text of a primitive type looks like.
#[derive(Clone, Copy, Debug)]
pub(super) enum Form {
    /// Any text.
    Text,
    /// Numbers, as many as there are (NA).
    Array,
    /// A number.
    Number,
    /// A number without sign.
    SetId,
    /// A date, or date and time.
    Stamp,
    /// A time of day.
    Time,
    /// A code of a closed table.
    Code(&'static Table),
}

impl Primitive {
    /// The type of a name, with the number of its code table, or 0.
    pub(super) fn new(name: &'static str, table: u16) -> Self {
        let form = match name {
            "NA" => Form::Array,
            "NM" => Form::Number,
            "SI" => Form::SetId,
            "DT" | "DTM" | "TS" => Form::Stamp,
            "TM" => Form::Time,
            "ID" | "IS" => closed(table).map_or(Form::Text, Form::Code),
            _ => Form::Text,
        };
        Self { name, form }
    }
}

impl ValueType {
    /// The type of a name, with the number of its code table, or 0.
    pub(super) fn new(name: &'static str, table: u16) -> Self {
        shape::find(name).map_or_else(|| Self::Primitive(Primitive::new(name, table)), Self::Composite)
    }
}

impl SegmentRules {
    /// Returns the rules of a field; `None` where the table has no row of this number.
    pub(super) fn field(&self, number: u32) -> Option<&FieldRules> {
        let place = usize::try_from(number).ok()?.checked_sub(1)?;
        // Most tables have a row for every number.
        let at_its_place = self.fields.get(place).filter(|field| field.row.number == number);
        at_its_place.or_else(|| self.fields.iter().find(|field| field.row.number == number))
    }

    fn new(def: &'static SegmentDef) -> Self {
        let periods = PERIODS.iter().filter(|(segment, _, _)| *segment == def.id);
        Self {
            def,
            length: length_of(def),
            conditions: CONDITIONS.iter().filter(|condition| condition.segment == def.id).collect(),
            periods: periods.map(|(_, start, end)| (*start, *end)).collect(),
            fields: def.fields.iter().map(FieldRules::new).collect(),
        }
    }
}

impl FieldRules {
    fn new(row: &'static FieldDef) -> Self {
        let place = (row.segment, row.number);
        let narrowed = NARROWED.iter().find(|(segment, number, _)| (*segment, *number) == place);
        let limited = row.length > 0 && is_simple(row.data_type) && !WIDENED.contains(&place);
        Self {
            row,
            value: ValueType::new(row.data_type, row.table),
            most: limited.then_some(row.length),
            table: closed(row.table),
            narrowed: narrowed.map(|(_, _, codes)| *codes),
            identifies: IDENTIFYING.contains(&place),
            located: LOCATED.contains(&place),
            takes_null: NULL_IS_A_VALUE.contains(&place),
        }
    }
}

/// Returns the rules of a segment.
pub(super) fn of(id: SegmentId) -> Option<&'static SegmentRules> {
    static ALL: OnceLock<Vec<SegmentRules>> = OnceLock::new();
    let all = ALL.get_or_init(|| {
        let mut all: Vec<_> = segment::ALL.iter().map(|def| SegmentRules::new(def)).collect();
        all.sort_by_key(|rules| rules.def.id);
        all
    });
    let place = all.binary_search_by_key(&id, |rules| rules.def.id).ok()?;
    all.get(place)
}

/// Returns the table of a number, where a code outside of it is wrong.
fn closed(number: u16) -> Option<&'static Table> {
    table::by_number(number).filter(|table| table.closed)
}

/// Says whether a table has a code.
pub(super) fn has(table: &Table, code: &[u8]) -> bool {
    table.rows.iter().any(|row| row.code.as_bytes() == code)
}

/// Fields that are number, code or text and no more, so that their length is the one the table gives.
fn is_simple(data_type: &str) -> bool {
    matches!(data_type, "ST" | "TX" | "FT" | "NM" | "SI" | "ID" | "IS")
}

/// How many fields a segment has in HL7 v2.5, where the table has rows for those alone that Japan uses.
fn length_of(def: &SegmentDef) -> u32 {
    let last = def.fields.last().map_or(0, |row| row.number);
    let whole = match def.id.as_bytes() {
        b"DG1" => 21,
        b"GT1" => 55,
        b"IN1" | b"ZI1" => 53,
        b"IN2" => 72,
        b"IN3" => 25,
        b"INV" => 20,
        b"PV2" => 49,
        b"SAC" => 44,
        _ => 0,
    };
    last.max(whole)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_of_a_list_is_in_a_table() {
        let listed = WIDENED.iter().chain(IDENTIFYING).chain(LOCATED).chain(NULL_IS_A_VALUE).copied();
        let periods = PERIODS.iter().flat_map(|(segment, start, end)| [(*segment, *start), (*segment, *end)]);
        let narrowed = NARROWED.iter().map(|(segment, number, _)| (*segment, *number));
        for (segment, number) in listed.chain(periods).chain(narrowed) {
            assert!(of(segment).and_then(|rules| rules.field(number)).is_some(), "{segment}-{number}");
        }
    }

    #[test]
    fn every_segment_and_field_is_found() {
        for def in segment::ALL {
            let rules = of(def.id).unwrap();
            for row in def.fields {
                assert_eq!(rules.field(row.number).unwrap().row, row);
            }
        }
        assert!(of(SegmentId::from_name("QQQ")).is_none());
    }
}
