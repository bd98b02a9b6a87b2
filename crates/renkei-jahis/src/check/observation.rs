//! Observations: OBX-5 held against OBX-2 and OBX-11.

use renkei_hl7v2::message::{Level, Segment};

use super::codes;
use super::form;
use super::rule::{Primitive, ValueType};
use super::walk::{Here, Walk, is_sent};
use crate::profile::Presence;
use crate::table;

impl<'m> Walk<'m, '_> {
    pub(super) fn observation(&mut self, obx: &Segment<'m>) {
        let sent = is_sent(obx, 5);
        let value = obx.field(5).filter(|_| sent);
        let status = obx.field(11).map(|field| field.bytes().trim_ascii()).unwrap_or_default();
        let named = obx.field(2).filter(|field| !field.is_empty() && !field.is_null());
        let Some(named) = named else {
            let required = self.kind.is_some_and(|kind| kind.presence(*b"OBX", 2) == Presence::Required);
            if let Some(value) = value.filter(|_| !required) {
                self.report(&codes::VALUE_TYPE_MISSING, value.location());
            }
            return;
        };
        let type_name = named.bytes().trim_ascii();
        let known = table::by_number(125)
            .and_then(|table| table.rows.iter().find(|row| row.code.as_bytes() == type_name))
            .map(|row| row.code);
        let Some(data_type) = known.or_else(|| (type_name == b"ZRD").then_some("ZRD")) else {
            self.report_with(&codes::CODE_UNKNOWN, named.location(), &[("table", "HL70125".into())]);
            return self.unknown_value_type();
        };
        if self.is_kind(&["OML-01", "OML-11"]) && !matches!(data_type, "NM" | "ST" | "CWE") {
            let at = Here { raw: named.raw(), path: named.path() };
            self.value_type_outside(&at);
        }
        let Some(value) = value else { return };
        if status == b"X" {
            self.report(&codes::VALUE_WITHOUT_RESULT, value.location());
        }
        let mut number = 0u32;
        for raw in value.repetitions() {
            number = number.saturating_add(1);
            if raw.is_empty() || raw.is_null() {
                continue;
            }
            let here = Here { raw, path: value.path().with_repetition(number) };
            self.observed(&here, data_type);
        }
    }

    fn value_type_outside(&mut self, here: &Here<'m>) {
        self.report_here(&codes::VALUE_TYPE_OUTSIDE, here);
    }

    /// A value of the type that OBX-2 names.
    fn observed(&mut self, here: &Here<'m>, data_type: &'static str) {
        let bytes = here.raw.bytes();
        let fits = match data_type {
            "NM" => form::is_number(bytes.trim_ascii()),
            "SN" => {
                let part =
                    |n| here.raw.component(n).map(|part| part.bytes().trim_ascii()).unwrap_or_default();
                let comparator = matches!(part(1), b"" | b"<" | b">" | b"<=" | b">=" | b"=" | b"<>");
                let number = |bytes: &[u8]| bytes.is_empty() || form::is_number(bytes);
                comparator && number(part(2)) && number(part(4))
            }
            _ => true,
        };
        if !fits {
            return self.report_here_with(&codes::VALUE_TYPE_MISMATCH, here, &[("type", data_type.into())]);
        }
        match data_type {
            // A raw circumflex in a text makes components of it.
            "ST" | "TX" | "FT" => {
                if here.raw.level() == Level::Repetition {
                    self.undivided(here, Primitive::new(data_type, 0));
                }
            }
            // In OBX-5 a type and its old spelling are the same.
            "CF" | "CK" | "CN" | "CP" | "MA" | "NA" | "PN" | "TN" => self.unknown_value_type(),
            "TS" | "DT" => self.time_stamp(here),
            "NM" => {}
            _ => match ValueType::new(data_type, 0) {
                ValueType::Primitive(Primitive { name, .. }) if name != "TM" => self.unknown_value_type(),
                value => self.typed(here, value),
            },
        }
    }
}
