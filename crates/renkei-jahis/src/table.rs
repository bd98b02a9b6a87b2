//! Code tables (コード表): the small ones in full, that the tables of the segments name by number or a value by its system.
//!
//! Masters that are published and kept up to date elsewhere have no place here: JLAC10, HOT, MEDIS diseases, ICD-10, JANIS,
//! JJ1017. The texts are short labels of ours, not official wording.
//!
//! ```
//! use renkei_jahis::table;
//!
//! let order_control = table::by_number(119).expect("a table of HL7");
//! assert_eq!(order_control.find("NW").map(|row| row.japanese), Some("新規オーダ"));
//! assert!(order_control.closed && order_control.find("ZZ").is_none());
//!
//! // Several tables may share the name of one system.
//! let unit = table::by_system("MR9P").find_map(|table| table.find("TAB"));
//! assert_eq!(unit.map(|row| row.english), Some("tablet"));
//! ```

mod department;
mod insurance;
mod jahis;
mod jami;
mod medication;
mod merit9;
mod message;
mod order;
mod person;
mod problem;
mod result;
mod visit;

use std::sync::OnceLock;

/// A code table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Table {
    /// The name, which no other table has: `HL70001`, `JHSP0003`, `MR9P-UNIT`.
    pub id: &'static str,
    /// The number in HL7 v2.5, as the tables of the segments give it; 0 where the table is not one of HL7.
    pub number: u16,
    /// The names under which component 3 of a CWE says that a code is from this table, older spellings included; none
    /// where the codes are only parts of what is sent.
    pub systems: &'static [&'static str],
    /// The English title.
    pub english: &'static str,
    /// The Japanese title.
    pub japanese: &'static str,
    /// Where the table comes from.
    pub clause: &'static str,
    /// Whether a value outside the table is wrong. Not so where sites extend a table, where it isn't known in full, or where
    /// no Japanese guideline that we have seen repeats it.
    pub closed: bool,
    /// The codes, in the order of the source.
    pub rows: &'static [Row],
}

/// A code of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row {
    /// The code, as it is sent.
    pub code: &'static str,
    /// What it means, in English.
    pub english: &'static str,
    /// What it means, in Japanese.
    pub japanese: &'static str,
}

impl Table {
    /// Returns the row of a code; the case of letters counts.
    pub fn find(&self, code: &str) -> Option<&'static Row> {
        self.rows.iter().find(|row| row.code == code)
    }
}

/// Returns the table with a name, as in `HL70001`.
pub fn by_id(id: &str) -> Option<&'static Table> {
    ALL.iter().find(|table| table.id == id).copied()
}

/// Returns the table with a number of HL7, as in 119 for 0119.
pub fn by_number(number: u16) -> Option<&'static Table> {
    static NUMBERED: OnceLock<Vec<&'static Table>> = OnceLock::new();
    let numbered = NUMBERED.get_or_init(|| {
        let mut numbered: Vec<_> = ALL.iter().copied().filter(|table| table.number > 0).collect();
        numbered.sort_by_key(|table| table.number);
        numbered
    });
    let place = numbered.binary_search_by_key(&number, |table| table.number).ok()?;
    numbered.get(place).copied()
}

/// Returns the tables that a coding system names, as component 3 of a CWE has it: several for `MR9P`, none for a system that
/// is a master or a site's own.
pub fn by_system(system: &str) -> impl Iterator<Item = &'static Table> {
    ALL.iter().copied().filter(move |table| table.systems.contains(&system))
}

/// Every table: those of HL7 by what they are about, then the Japanese ones.
pub static ALL: &[&Table] = &[
    &person::SEX,
    &person::MARITAL_STATUS,
    &person::RELATIONSHIP,
    &person::YES_NO,
    &person::ADDRESS_TYPE,
    &person::NAME_TYPE,
    &person::TELECOM_USE,
    &person::TELECOM_EQUIPMENT,
    &person::IDENTIFIER_TYPE,
    &person::ORGANIZATION_NAME_TYPE,
    &person::DISABLED_PERSON,
    &person::RELATIONSHIP_TO_INSURED,
    &person::NAME_ASSEMBLY_ORDER,
    &person::IDENTITY_RELIABILITY,
    &person::REPRESENTATION,
    &person::EXPANDED_YES_NO,
    &message::EVENT_TYPE,
    &message::ACKNOWLEDGMENT_CODE,
    &message::MESSAGE_TYPE,
    &message::PROCESSING_ID,
    &message::VERSION_ID,
    &message::COMMENT_SOURCE,
    &message::ACCEPT_CONDITION,
    &message::PROCESSING_MODE,
    &message::CHARACTER_SET,
    &message::UNIVERSAL_ID_TYPE,
    &message::MESSAGE_STRUCTURE,
    &message::CHARSET_HANDLING,
    &message::ERROR_CONDITION,
    &message::COMMENT_TYPE,
    &message::ERROR_SEVERITY,
    &visit::PATIENT_CLASS,
    &visit::ADMISSION_TYPE,
    &visit::EVENT_REASON,
    &visit::DISCHARGE_DISPOSITION,
    &visit::BED_STATUS,
    &visit::LOCATION_TYPE,
    &department::DEPARTMENT,
    &order::ORDER_STATUS,
    &order::ORDER_CONTROL,
    &order::RESPONSE_FLAG,
    &order::DIET_TYPE,
    &order::TRAY_TYPE,
    &order::TRANSPORT_ARRANGED,
    &order::ESCORT_REQUIRED,
    &order::REPEAT_PATTERN,
    &order::CONJUNCTION,
    &order::ORDER_TYPE,
    &order::PRIORITY,
    &order::CALENDAR_ALIGNMENT,
    &order::CYCLE_EVENT,
    &order::PRECISION,
    &result::SPECIMEN_ACTION,
    &result::DIAGNOSTIC_SERVICE,
    &result::ABNORMAL_FLAG,
    &result::NATURE_OF_ABNORMAL_TESTING,
    &result::OBSERVATION_STATUS,
    &result::RESULT_STATUS,
    &result::TRANSPORTATION_MODE,
    &result::VALUE_TYPE,
    &result::DATA_TYPE,
    &result::ENCODING,
    &result::SPECIMEN_ROLE,
    &result::CONTAINER_STATUS,
    &result::REJECT_REASON,
    &result::SPECIMEN_QUALITY,
    &result::SPECIMEN_CONDITION,
    &result::SPECIMEN_CHILD_ROLE,
    &result::RESULT_HANDLING,
    &result::BODY_SITE_MODIFIER,
    &result::BLOOD_GROUP,
    &medication::ROUTE,
    &medication::DEVICE,
    &medication::METHOD,
    &medication::COMPONENT_TYPE,
    &medication::SUBSTITUTION,
    &medication::DISPENSE_METHOD,
    &medication::COMPLETION_STATUS,
    &medication::ACTION,
    &medication::CONTROLLED_SUBSTANCE,
    &medication::FORMULARY_STATUS,
    &medication::PHARMACY_ORDER_TYPE,
    &problem::ALLERGEN_TYPE,
    &problem::ALLERGY_SEVERITY,
    &problem::SENSITIVITY,
    &problem::ALLERGY_STATUS,
    &problem::CONFIDENTIALITY,
    &problem::SEGMENT_ACTION,
    &problem::DIAGNOSIS_CLASSIFICATION,
    &problem::OUTCOME,
    &problem::PROBLEM_ACTION,
    &problem::PROVIDER_ROLE,
    &problem::DIAGNOSIS_TIME,
    &problem::SUSPECTED,
    &problem::MAIN_DISEASE,
    &insurance::INSURANCE_KIND,
    &insurance::PLAN_TYPE,
    &jahis::DISPENSING_INSTRUCTION,
    &jahis::MEDICINE_CLASS,
    &jahis::FIRST_DOSE,
    &jahis::BROUGHT_IN,
    &jahis::INJECTION_CATEGORY,
    &jahis::INJECTION_TYPE,
    &jahis::INJECTION_METHOD,
    &jahis::ANTICANCER,
    &jahis::CONTROLLED_DRUG,
    &jahis::DELIVERY,
    &merit9::CATEGORY,
    &merit9::FORM,
    &merit9::UNIT,
    &merit9::AS_NEEDED,
    &jami::BASIC_USAGE,
    &jami::USAGE_DETAIL,
    &jami::CONDITION,
    &jami::BODY_SITE,
    &jami::SIDE,
];

/// Declares a code table: constant, name, whether it is `closed` or `open`, English and Japanese title, the coding systems
/// that mean it, the clause, and a row for each code.
macro_rules! table {
    ($constant:ident $id:literal $kind:ident $english:literal $japanese:literal
        systems [$($system:literal)*] clause $clause:literal;
        $($code:literal $row_english:literal $row_japanese:literal;)*) => {
        #[doc = concat!($id, ": ", $english, " (", $japanese, ").")]
        pub(super) static $constant: crate::table::Table = crate::table::Table {
            id: $id,
            number: crate::table::number($id),
            systems: &[$($system),*],
            english: $english,
            japanese: $japanese,
            clause: $clause,
            closed: crate::table::$kind,
            rows: &[$(crate::table::Row {
                code: $code,
                english: $row_english,
                japanese: $row_japanese,
            }),*],
        };
    };
}
use table;

#[expect(non_upper_case_globals, reason = "a word in the head of a table")]
const closed: bool = true;
#[expect(non_upper_case_globals, reason = "a word in the head of a table")]
const open: bool = false;

/// The number of a table of HL7 from its name: four digits after `HL7`.
const fn number(id: &str) -> u16 {
    match id.as_bytes() {
        [b'H', b'L', b'7', digits @ ..] => match std::str::from_utf8(digits) {
            Ok(digits) => renkei_hl7v2::definition::table_number(digits),
            Err(_) => 0,
        },
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn every_table_has_a_name_and_rows_of_its_own() {
        let mut names = HashSet::new();
        let mut numbers = HashSet::new();
        for table in ALL {
            assert!(names.insert(table.id), "{} twice", table.id);
            assert!(table.number == 0 || numbers.insert(table.number), "{} twice", table.number);
            assert!(!table.rows.is_empty(), "{} is empty", table.id);
            assert!(!table.clause.is_empty(), "{} cites nothing", table.id);
            let mut codes = HashSet::new();
            for row in table.rows {
                assert!(codes.insert(row.code), "{} has {} twice", table.id, row.code);
                assert!(!row.english.is_empty() && !row.japanese.is_empty(), "{}: {}", table.id, row.code);
            }
        }
    }

    #[test]
    fn a_table_of_hl7_is_found_by_its_number_and_by_its_system() {
        for table in ALL.iter().filter(|table| table.id.starts_with("HL7")) {
            assert_eq!(table.id, format!("HL7{:04}", table.number));
            assert_eq!(by_number(table.number), Some(*table));
            assert_eq!(by_system(table.id).next(), Some(*table));
        }
        assert_eq!(by_number(0), None);
        assert_eq!(by_number(9999), None);
    }

    #[test]
    fn a_system_that_is_a_master_or_a_sites_own_has_no_table() {
        for system in ["JC10", "HOT9", "MDCDX2", "I10", "JANIS", "JJ1017", "99XY1", ""] {
            assert_eq!(by_system(system).count(), 0, "{system}");
        }
        assert_eq!(by_system("MR9P").count(), 4);
    }
}
