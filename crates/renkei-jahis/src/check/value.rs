//! Values by their data type: forms, components, lengths, code tables.

use renkei_core::SegmentId;
use renkei_hl7v2::definition::{FieldDef, Usage};
use renkei_hl7v2::message::{Level, Raw, Segment};
use renkei_model::value::{DateTime, Time};

use super::form::{self, Stamp};
use super::walk::{Here, Walk};
use super::{NotChecked, codes};
use crate::datatype::{self, ComponentDef, DataTypeDef};
use crate::profile::NARROWED;
use crate::table;

/// Fields whose printed length everybody exceeds: value types and the name of ICD-10 have three letters, rates eight
/// digits.
const WIDENED: &[(SegmentId, u32)] = &[
    (SegmentId::from_name("DG1"), 2),
    (SegmentId::from_name("OBX"), 2),
    (SegmentId::from_name("PRB"), 17),
    (SegmentId::from_name("RXE"), 23),
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

/// Components that HL7 v2.5 requires and Japanese senders leave out: a name of one part, a timing in words, what an order
/// hangs on.
const LEFT_OUT: &[(&str, u32)] =
    &[("FN", 1), ("OSD", 1), ("OSD", 2), ("OSD", 4), ("OSD", 8), ("OSD", 10), ("RPT", 1)];

/// Returns the components of a data type; `None` for a primitive one, for one that is not known, and for an array of numbers
/// (NA), which is as long as it is.
pub(super) fn composite(data_type: &str) -> Option<&'static DataTypeDef> {
    match data_type {
        // Most fields are primitive, and need not be looked for.
        "ST" | "ID" | "IS" | "NM" | "SI" | "TX" | "FT" | "DT" | "TM" | "DTM" | "NA" => None,
        _ => datatype::as_read(data_type).filter(|def| !def.components.is_empty()),
    }
}

/// Fields that are number, code or text and no more, so that their length is the one the table gives.
fn is_simple(data_type: &str) -> bool {
    matches!(data_type, "ST" | "TX" | "FT" | "NM" | "SI" | "ID" | "IS")
}

impl<'m> Walk<'m, '_> {
    /// One repetition of a field.
    pub(super) fn value(&mut self, here: &Here<'m>, row: &'static FieldDef) {
        if here.raw.is_null() {
            return;
        }
        self.typed(here, row.data_type, row.table);
        if is_simple(row.data_type)
            && row.length > 0
            && usize::try_from(row.length).is_ok_and(|most| here.raw.bytes().len() > most)
            // What is not in the table need not have the length of what is.
            && is_in_table(row.table, here.raw.bytes().trim_ascii()) != Some(false)
            && !WIDENED.contains(&(row.segment, row.number))
        {
            let count = here.raw.text().chars().count();
            if usize::try_from(row.length).is_ok_and(|most| count > most) {
                let args = [("count", count.into()), ("most", row.length.into())];
                self.report_here_with(&codes::VALUE_TOO_LONG, here, &args);
            }
        }
        match row.data_type {
            "CE" | "CWE" | "CNE" => self.coding(here, row),
            "XTN" => self.phone(here),
            "XAD" => self.address(here),
            "PL" | "LA2" => self.location(here, row),
            _ => {}
        }
        if self.kind.is_some()
            && let Some((_, _, known)) =
                NARROWED.iter().find(|(segment, number, _)| *segment == row.segment && *number == row.number)
        {
            let code = here.raw.bytes().trim_ascii();
            let in_table = is_in_table(row.table, code) != Some(false);
            if in_table && !known.iter().any(|known| known.as_bytes() == code) {
                self.report_here(&codes::CODE_OUTSIDE_PROFILE, here);
            }
        }
    }

    /// A piece of a known data type.
    pub(super) fn typed(&mut self, here: &Here<'m>, data_type: &'static str, table: u16) {
        match composite(data_type) {
            Some(def) => self.composite(here, def),
            None => self.primitive(here, data_type, table),
        }
    }

    fn composite(&mut self, here: &Here<'m>, def: &'static DataTypeDef) {
        let nested = here.raw.level() == Level::Component;
        let (mut number, mut last, mut first_beyond) = (0u32, 0u32, None);
        for piece in here.raw.pieces() {
            number = number.saturating_add(1);
            // A value that is one text has the path of what it is the whole of.
            let whole = piece.bytes().len() == here.raw.bytes().len();
            let path = match nested {
                _ if whole => here.path,
                false => here.path.with_component(number),
                true => here.path.with_subcomponent(number),
            };
            let inner = Here { raw: piece, path };
            let place = usize::try_from(number.saturating_sub(1)).unwrap_or(usize::MAX);
            let part = def.components.get(place);
            if piece.is_empty() {
                continue;
            }
            last = number;
            match part {
                Some(part) if !piece.is_null() => self.part(&inner, part, def, nested),
                Some(_) => {}
                None => {
                    first_beyond.get_or_insert(inner);
                }
            }
        }
        if let Some(beyond) = first_beyond {
            let args =
                [("type", def.name.into()), ("most", def.components.len().into()), ("count", last.into())];
            self.report_here_with(&codes::TOO_MANY_COMPONENTS, &beyond, &args);
        }
        if last > 0 {
            self.required_parts(here, def, nested);
        }
    }

    fn part(
        &mut self,
        inner: &Here<'m>,
        part: &'static ComponentDef,
        def: &'static DataTypeDef,
        nested: bool,
    ) {
        if !part.data_type.components.is_empty() {
            // A composite below the sub-component has no level left: its first part stands for it.
            if !nested {
                self.composite(inner, part.data_type);
            }
            return;
        }
        let data_type = part.data_type.name;
        self.primitive(inner, data_type, part.table);
        if !nested && !splits(def, inner) {
            let pieces = inner.raw.pieces().filter(|piece| !piece.is_empty()).count();
            if pieces > 1 {
                let args = [("type", data_type.into()), ("most", 1u32.into()), ("count", pieces.into())];
                self.report_here_with(&codes::TOO_MANY_COMPONENTS, inner, &args);
            }
        }
    }

    fn required_parts(&mut self, here: &Here<'m>, def: &'static DataTypeDef, nested: bool) {
        for number in def.components.iter().filter(|part| part.usage == Usage::R).map(|part| part.number) {
            let piece = here.raw.piece(number);
            if piece.is_none_or(|piece| piece.is_blank()) && !LEFT_OUT.contains(&(def.name, number)) {
                let path = match nested {
                    false => here.path.with_component(number),
                    true => here.path.with_subcomponent(number),
                };
                let missing = Here { raw: piece.unwrap_or(here.raw), path };
                self.report_here_with(&codes::COMPONENT_REQUIRED, &missing, &[("type", def.name.into())]);
            }
        }
    }

    fn primitive(&mut self, here: &Here<'m>, data_type: &'static str, table: u16) {
        let bytes = here.raw.bytes();
        // An array of numbers (NA) is as long as it is.
        if here.raw.level() == Level::Repetition && data_type != "NA" {
            let pieces = here.raw.pieces().filter(|piece| !piece.is_empty()).count();
            if pieces > 1 {
                let args = [("type", data_type.into()), ("most", 1u32.into()), ("count", pieces.into())];
                return self.report_here_with(&codes::TOO_MANY_COMPONENTS, here, &args);
            }
        }
        match data_type {
            "NM" if !form::is_number(bytes.trim_ascii()) => {
                let args = [("problem", "digits with a sign and a point at the most".into())];
                self.report_here_with(&crate::codes::INVALID_NUMBER, here, &args);
            }
            "SI" if form::digits(bytes) < bytes.len() => self.report_here(&codes::INVALID_SET_ID, here),
            "DT" | "DTM" | "TS" => self.time_stamp(here),
            "TM" if !form::is_time(bytes) => {
                let time = Time::from_hl7(here.raw.text().as_ref());
                let args = [("problem", time.problem().unwrap_or("not a time of day").into())];
                self.report_here_with(&crate::codes::INVALID_TIMESTAMP, here, &args);
            }
            "ID" | "IS" if table > 0 && is_in_table(table, bytes.trim_ascii()) == Some(false) => {
                let name = table::by_number(table).map_or("?", |table| table.id);
                self.report_here_with(&codes::CODE_UNKNOWN, here, &[("table", name.into())]);
            }
            _ => {}
        }
    }

    pub(super) fn time_stamp(&mut self, here: &Here<'m>) {
        match form::stamp(here.raw.bytes().trim_ascii()) {
            Stamp::Sound { offset: false, .. } => {}
            Stamp::Sound { .. } => {
                if self.is_ssmix2() {
                    self.report_here(&codes::OFFSET_GIVEN, here);
                }
            }
            Stamp::Glued => self.report_here(&codes::FRACTION_WITHOUT_POINT, here),
            Stamp::Hour(hour) => {
                self.report_here_with(&codes::HOUR_BEYOND_DAY, here, &[("hour", u32::from(hour).into())]);
            }
            Stamp::Wrong if is_worded(here) => self.report_here(&codes::ONSET_WORDED, here),
            Stamp::Wrong => {
                let written = DateTime::from_hl7(here.raw.text().as_ref());
                let args = [("problem", written.problem().unwrap_or("not a date and time").into())];
                self.report_here_with(&crate::codes::INVALID_TIMESTAMP, here, &args);
            }
        }
    }

    /// What begins must not end before.
    pub(super) fn periods(&mut self, segment: &Segment<'m>) {
        let id = segment.id();
        for (_, start, end) in PERIODS.iter().filter(|(segment, _, _)| *segment == id) {
            let time = |number| segment.field(number).and_then(|field| field.component(1));
            let (Some(from), Some(until), Some(field)) = (time(*start), time(*end), segment.field(*end))
            else {
                continue;
            };
            if form::is_before(until.bytes(), from.bytes()) {
                self.report_with(&codes::END_BEFORE_START, field.location(), &[("start", (*start).into())]);
            }
        }
        if id.as_bytes() == b"SPM"
            && let Some(field) = segment.field(17)
            && let (Some(from), Some(until)) = (field.component(1), field.component(2))
            && form::is_before(until.bytes(), from.bytes())
        {
            self.report_with(&codes::END_BEFORE_START, field.location(), &[("start", 17u32.into())]);
        }
    }

    /// A telephone number stands in XTN.12; where it was until v2.3, a Japanese receiver does not look.
    fn phone(&mut self, here: &Here<'m>) {
        let sent = |number| here.raw.component(number).filter(|part| !part.is_empty() && !part.is_null());
        let Some(first) = sent(1).filter(|_| sent(12).is_none()) else { return };
        if first.bytes().iter().any(u8::is_ascii_digit) {
            let part = Here { raw: first, path: here.path.with_component(1) };
            self.report_here(&codes::PHONE_MISPLACED, &part);
        }
    }

    fn address(&mut self, here: &Here<'m>) {
        let part = |number| here.raw.component(number).filter(|part| !part.is_empty() && !part.is_null());
        let abroad = part(6).is_some_and(|country| country.bytes() != b"JPN");
        let Some(code) = part(5).filter(|_| !abroad) else { return };
        let sound = match code.bytes().trim_ascii() {
            [area @ .., b'-', _, _, _, _] if area.len() == 3 => {
                code.bytes().trim_ascii().iter().filter(|b| b.is_ascii_digit()).count() == 7
            }
            digits => digits.len() == 7 && digits.iter().all(u8::is_ascii_digit),
        };
        if !sound {
            let part = Here { raw: code, path: here.path.with_component(5) };
            self.report_here(&codes::POSTAL_CODE_SHAPE, &part);
        }
    }

    fn location(&mut self, here: &Here<'m>, row: &'static FieldDef) {
        let located = crate::profile::LOCATED.contains(&(row.segment, row.number));
        let sent = |number| here.raw.component(number).is_some_and(|part| !part.is_empty());
        if self.is_ssmix2() && located && sent(1) && !sent(6) {
            let path = here.path.with_component(6);
            self.report_here(&codes::LOCATION_KIND_MISSING, &Here { raw: here.raw, path });
        }
    }

    /// Notes that a type in OBX-2 is not known.
    pub(super) fn unknown_value_type(&mut self) {
        self.not_checked(NotChecked::ValueType);
    }
}

/// When an allergy began is often known in words alone.
fn is_worded(here: &Here<'_>) -> bool {
    let onset = here.path.segment.as_bytes() == b"IAM" && here.path.field == Some(11);
    onset && !here.raw.bytes().first().is_some_and(u8::is_ascii_digit)
}

/// Parts of coded values may be divided: a suffix follows the code (`58368&7`), another the text.
fn splits(def: &DataTypeDef, here: &Here<'_>) -> bool {
    matches!(def.name, "CWE" | "CNE") && matches!(here.path.component, None | Some(1 | 2 | 4 | 5))
}

/// Says whether a closed table has a code; `None` where the table is open or not known.
pub(super) fn is_in_table(number: u16, code: &[u8]) -> Option<bool> {
    let table = table::by_number(number).filter(|table| table.closed)?;
    Some(table.rows.iter().any(|row| row.code.as_bytes() == code))
}

/// Returns a part of a piece as it stands, without blanks around it.
pub(super) fn part<'m>(raw: &Raw<'m>, number: u32) -> &'m [u8] {
    raw.component(number).map(|part| part.bytes().trim_ascii()).unwrap_or_default()
}
