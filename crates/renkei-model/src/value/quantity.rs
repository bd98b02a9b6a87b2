use super::{CodeableConcept, Coding, Decimal, Field, Text};

record! {
    /// A number with its unit (数量と単位).
    pub struct Quantity {
        /// The number.
        pub value: Option<Decimal>,
        /// What stands before the number: `<`, `>=`.
        pub comparator: Option<Text>,
        /// The unit; `5^d` has the bare code `d`.
        pub unit: CodeableConcept,
    }

    /// An amount whose number and unit are sent, or left out, each for itself.
    pub struct Amount {
        /// The number; null when it can't be stated.
        pub value: Field<Decimal>,
        /// The unit.
        pub unit: Field<CodeableConcept>,
    }

    /// A number in parts: `<^0.02`, `^1^:^64`, `^2^+`.
    pub struct StructuredNumber {
        /// What stands before: `<`, `>=`.
        pub comparator: Option<Text>,
        /// The first number.
        pub first: Option<Decimal>,
        /// What stands between or after: `-`, `:`, `/`, `+`.
        pub separator: Option<Text>,
        /// The second number.
        pub second: Option<Decimal>,
    }

    /// A sum of money (金額).
    pub struct Money {
        /// The sum.
        pub amount: Option<Decimal>,
        /// The currency: `JPY`.
        pub currency: Option<Text>,
    }

    /// A charge (課金).
    pub struct Charge {
        /// The sum.
        pub money: Money,
        /// What is charged for.
        pub code: CodeableConcept,
    }
}

impl Quantity {
    /// Makes a quantity with the bare code of a unit.
    pub fn new(value: impl Into<Decimal>, unit: impl Into<Text>) -> Self {
        Self { value: Some(value.into()), unit: CodeableConcept::bare(unit), ..Self::default() }
    }
}

impl Amount {
    /// Makes an amount.
    pub fn new(value: impl Into<Decimal>, unit: Coding) -> Self {
        Self { value: Field::Value(value.into()), unit: Field::Value(unit.into()) }
    }
}
