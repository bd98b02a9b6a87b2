//! Meals of inpatients (食事).

use crate::observation::{Note, Observation};
use crate::order::{LineKey, OrderHeader, OrderIdentity, Timing};
use crate::value::{CodeableConcept, Field, Text};

record! {
    /// A diet order (食事オーダ).
    pub struct DietOrder {
        /// What happens to the order, and its numbers.
        pub identity: OrderIdentity,
        /// Who ordered, when, where.
        pub header: OrderHeader,
        /// The groups, in the order sent.
        pub groups: Vec<DietGroup>,
    }

    /// What is ordered for the same meals.
    pub struct DietGroup {
        /// The number of the group.
        pub key: Field<LineKey>,
        /// The numbers of this group, where they differ from those of the order.
        pub identity: Option<Box<OrderIdentity>>,
        /// The header of this group, where it differs from the common one.
        pub header: Option<Box<OrderHeader>>,
        /// From which meal to which, and how often.
        pub timings: Vec<Timing>,
        /// Meals, supplements, preferences.
        pub lines: Vec<DietLine>,
        /// Trays.
        pub trays: Vec<Tray>,
        /// What was observed.
        pub observations: Vec<Observation>,
        /// Notes.
        pub notes: Vec<Note>,
    }

    /// A meal, supplement or preference.
    pub struct DietLine {
        /// `D` diet, `S` supplement, `P` preference (タイプ), HL7 table 0159.
        pub kind: Field<Text>,
        /// At which meals (サービス時間帯).
        pub periods: Vec<CodeableConcept>,
        /// What (食事コード); there is no national table.
        pub codes: Vec<CodeableConcept>,
        /// What in words: `塩分６ｇ未満`.
        pub instructions: Vec<Text>,
    }

    /// What is said of the tray (配膳).
    pub struct Tray {
        /// The kind, HL7 table 0160: early, late, none.
        pub kind: Field<CodeableConcept>,
        /// At which meals.
        pub periods: Vec<CodeableConcept>,
        /// What in words.
        pub instruction: Field<Text>,
    }
}
