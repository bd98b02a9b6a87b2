//! Profiles: what a guideline makes of the base standard, as data.
//!
//! A profile says for each data kind which segments and fields must be sent, which may, and which are not used; under
//! which condition; which codes a field takes; and what the header says. The tables have the shape of the printed page
//! ([`Matrix`]): rows are fields, columns are data kinds, and a cell is `R`, `RE`, `O`, `C` or `N`. A cell that changed
//! with a version holds both values. What the sources don't say is `?`, and nothing is made of it.
//!
//! ```
//! use renkei_jahis::profile::{self, Presence};
//!
//! let profile = profile::by_name("ssmix2@1.2g").expect("a known profile");
//! let kind = profile.kind("OMP-01").expect("a data kind");
//! assert_eq!(kind.presence(*b"RXE", 2), Presence::Required);
//! // The number of refills came with 1.2h.
//! assert_eq!(kind.presence(*b"RXE", 12), Presence::Unused);
//! assert_eq!(profile::SSMIX2_1_2H.kind("OMP-01").expect("a kind").presence(*b"RXE", 12), Presence::Optional);
//! ```

mod condition;
mod kinds;
mod matrices;
mod matrix;

use std::fmt;
use std::sync::OnceLock;

use renkei_core::SegmentId;

pub use condition::{CONDITIONS, Condition, When};
pub use kinds::{ByGroup, KINDS, KindDef};
pub use matrix::{Cell, Matrix, Presence};

/// A version of the SS-MIX2 standardized storage specification.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Version {
    /// 1.2c, 2015.
    C,
    /// 1.2g, 2020.
    G,
    /// 1.2h.
    H,
}

/// What one guideline, in one version, makes of the base standard.
pub struct Profile {
    /// The name, as `ssmix2@1.2h`.
    pub name: &'static str,
    /// The English title.
    pub english: &'static str,
    /// The Japanese title.
    pub japanese: &'static str,
    /// The version of SS-MIX2; `None` is the base standard with nothing added.
    pub version: Option<Version>,
    compiled: OnceLock<Vec<Kind>>,
}

impl Profile {
    const fn new(
        name: &'static str,
        english: &'static str,
        japanese: &'static str,
        version: Option<Version>,
    ) -> Self {
        Self { name, english, japanese, version, compiled: OnceLock::new() }
    }

    /// Returns the rules of a data kind: `OMP-01`.
    pub fn kind(&self, name: &str) -> Option<&Kind> {
        let version = self.version?;
        let kinds =
            self.compiled.get_or_init(|| KINDS.iter().map(|def| Kind::compile(def, version)).collect());
        kinds.iter().find(|kind| kind.def.name == name)
    }
}

/// Shows the name.
impl fmt::Debug for Profile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Profile({})", self.name)
    }
}

/// SS-MIX2 1.2c of 2015.
pub static SSMIX2_1_2C: Profile = Profile::new(
    "ssmix2@1.2c",
    "SS-MIX2 standardized storage 1.2c",
    "SS-MIX2 標準化ストレージ仕様書 Ver.1.2c",
    Some(Version::C),
);
/// SS-MIX2 1.2g of 2020.
pub static SSMIX2_1_2G: Profile = Profile::new(
    "ssmix2@1.2g",
    "SS-MIX2 standardized storage 1.2g",
    "SS-MIX2 標準化ストレージ仕様書 Ver.1.2g",
    Some(Version::G),
);
/// SS-MIX2 1.2h, which is meant where no version is named.
pub static SSMIX2_1_2H: Profile = Profile::new(
    "ssmix2@1.2h",
    "SS-MIX2 standardized storage 1.2h",
    "SS-MIX2 標準化ストレージ仕様書 Ver.1.2h",
    Some(Version::H),
);
/// HL7 v2.5 as it is: its own usage of fields, and nothing that a Japanese guideline adds.
pub static HL7_2_5: Profile = Profile::new("hl7@2.5", "HL7 v2.5", "HL7 v2.5", None);

/// Every profile, in the order in which they are listed.
pub static ALL: &[&Profile] = &[&SSMIX2_1_2C, &SSMIX2_1_2G, &SSMIX2_1_2H, &HL7_2_5];

/// Returns the profile of a name; a name without a version means the newest.
pub fn by_name(name: &str) -> Option<&'static Profile> {
    match name {
        "ssmix2" => Some(&SSMIX2_1_2H),
        "hl7" => Some(&HL7_2_5),
        _ => ALL.iter().find(|profile| profile.name == name).copied(),
    }
}

/// The rules of one data kind in one version, ready to be asked.
#[derive(Debug)]
pub struct Kind {
    /// What the profile says of the kind as a whole.
    pub def: &'static KindDef,
    /// The segments that have a matrix, in the order of their names, and their fields from number one.
    segments: Vec<(SegmentId, Vec<Presence>)>,
}

impl Kind {
    fn compile(def: &'static KindDef, version: Version) -> Self {
        let mut segments: Vec<_> = matrices::ALL
            .iter()
            .filter_map(|matrix| Some((matrix.segment(), matrix.column(def.name, version)?)))
            .collect();
        segments.sort_by_key(|(id, _)| *id);
        Self { def, segments }
    }

    /// Returns the fields of a segment from number one; `None` where the profile has no table of it for this kind.
    pub fn fields(&self, segment: SegmentId) -> Option<&[Presence]> {
        let place = self.segments.binary_search_by_key(&segment, |(id, _)| *id).ok()?;
        self.segments.get(place).map(|(_, fields)| fields.as_slice())
    }

    /// Returns whether a field must be sent, numbered from one.
    pub fn presence(&self, segment: [u8; 3], field: u32) -> Presence {
        let Some(fields) = self.fields(SegmentId::new(segment)) else { return Presence::Unknown };
        let place = usize::try_from(field).ok().and_then(|n| n.checked_sub(1));
        // Rows that the page leaves out are not used.
        place.and_then(|n| fields.get(n)).copied().unwrap_or(Presence::Unused)
    }

    /// Says whether the profile's grammar of this kind names a segment.
    pub fn allows(&self, segment: SegmentId) -> bool {
        self.def.allows(segment)
    }
}

/// The codes to which SS-MIX2 narrows a field: segment, field and codes.
///
/// SS-MIX2 標準化ストレージ仕様書; the order controls are those that storages hold.
pub static NARROWED: &[(SegmentId, u32, &[&str])] = &[
    (SegmentId::from_name("ORC"), 1, &["NW", "CA", "SC", "PA", "CH", "RE"]),
    (SegmentId::from_name("PV1"), 2, &["I", "O"]),
];

/// Fields whose location must say of what kind it is, in component 6 (SS-MIX2 標準化ストレージ仕様書, PL.6, table 0305).
pub static LOCATED: &[(SegmentId, u32)] = &[
    (SegmentId::from_name("ORC"), 13),
    (SegmentId::from_name("PV1"), 3),
    (SegmentId::from_name("PV1"), 6),
    (SegmentId::from_name("PV2"), 1),
    (SegmentId::from_name("RXA"), 11),
    (SegmentId::from_name("RXE"), 42),
];

/// Fields in which null (`""`) is a value: the dose of external use can't be stated (JAHIS 処方データ交換規約).
pub static NULL_IS_A_VALUE: &[(SegmentId, u32)] =
    &[(SegmentId::from_name("RXE"), 3), (SegmentId::from_name("RXE"), 5)];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_matrix_can_be_read_and_names_only_known_kinds() {
        for matrix in matrices::ALL {
            assert_eq!(matrix.problem(), None, "{}", matrix.segment());
            for column in matrix.columns() {
                let known = column == "*" || KINDS.iter().any(|kind| kind.name == column);
                assert!(known, "{} has a column {column}", matrix.segment());
            }
        }
    }

    #[test]
    fn every_segment_of_a_grammar_has_a_matrix_and_a_base_table() {
        for def in KINDS {
            let kind = SSMIX2_1_2H.kind(def.name).unwrap();
            for id in def.segments() {
                assert!(kind.fields(id).is_some(), "{} in {}", id, def.name);
            }
        }
    }

    /// The cell of a page: profile, kind, segment, field, presence.
    #[track_caller]
    fn check(profile: &Profile, kind: &str, segment: [u8; 3], field: u32, expected: Presence) {
        assert_eq!(profile.kind(kind).unwrap().presence(segment, field), expected);
    }

    #[test]
    fn cells_are_those_of_the_page() {
        use Presence::{Conditional, Empty, Optional, Required, Unused};
        check(&SSMIX2_1_2H, "OMP-01", *b"ORC", 4, Required);
        check(&SSMIX2_1_2H, "OMD", *b"ORC", 4, Unused);
        check(&SSMIX2_1_2C, "OML-11", *b"ORC", 5, Empty);
        check(&SSMIX2_1_2C, "OMD", *b"ORC", 5, Unused);
        check(&SSMIX2_1_2G, "OMD", *b"ORC", 5, Optional);
        check(&SSMIX2_1_2H, "OML-11", *b"OBX", 2, Conditional);
        check(&SSMIX2_1_2C, "OML-11", *b"OBX", 7, Unused);
        check(&SSMIX2_1_2G, "OML-11", *b"OBX", 7, Optional);
        check(&SSMIX2_1_2H, "ADT-00", *b"PID", 8, Required);
        check(&SSMIX2_1_2H, "ADT-22", *b"EVN", 7, Empty);
        check(&SSMIX2_1_2G, "OMP-02", *b"RXE", 31, Optional);
        check(&SSMIX2_1_2C, "OMP-02", *b"RXE", 31, Unused);
        check(&SSMIX2_1_2H, "OMP-11", *b"PV1", 17, Unused);
        check(&SSMIX2_1_2H, "OML-11", *b"PV1", 17, Optional);
    }

    #[test]
    fn a_name_without_a_version_is_the_newest() {
        assert_eq!(by_name("ssmix2").map(|p| p.name), Some("ssmix2@1.2h"));
        assert!(by_name("ssmix2@9").is_none());
        assert!(HL7_2_5.kind("OMP-01").is_none());
    }
}
