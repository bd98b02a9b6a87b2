use super::{Address, Designator, Identifier, Text};

record! {
    /// A place in a hospital (場所): a bed on a ward, or the clinic of a department.
    pub struct Location {
        /// The ward (病棟), or the department of a clinic (診療科).
        pub point_of_care: Option<Text>,
        /// The room (病室).
        pub room: Option<Text>,
        /// The bed (病床).
        pub bed: Option<Text>,
        /// The facility (施設).
        pub facility: Option<Box<Designator>>,
        /// The state of the place, HL7 table 0306.
        pub status: Option<Text>,
        /// The kind of place (所在場所型), HL7 table 0305: `N` ward, `C` clinic, `D` department.
        pub kind: Option<Text>,
        /// The building.
        pub building: Option<Text>,
        /// The floor.
        pub floor: Option<Text>,
        /// What is seldom sent.
        pub details: Option<Box<LocationDetails>>,
    }

    /// The seldom sent parts of a place.
    pub struct LocationDetails {
        /// The place in words.
        pub description: Option<Text>,
        /// One identifier for all of it.
        pub identifier: Identifier,
        /// Who assigns the identifiers.
        pub assigner: Option<Box<Designator>>,
        /// The address, where the place has one.
        pub address: Address,
    }
}
