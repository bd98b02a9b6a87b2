use serde::{Deserialize, Serialize};

use super::{CodeableConcept, DateTime, Period, Text};

/// The script in which a name is written (名前表記), HL7 table 0465.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Representation {
    /// Kanji (漢字).
    Ideographic,
    /// Kana (カナ).
    Phonetic,
    /// Latin letters.
    Alphabetic,
    /// Not said, or not in the table.
    #[default]
    Unspecified,
}

record! {
    /// A person's name in one script (氏名); the other scripts are names of their own beside it.
    pub struct HumanName {
        /// The family name (姓). Some senders put the whole name here.
        pub family: Option<Text>,
        /// The given name (名).
        pub given: Option<Text>,
        /// Further given names.
        pub middle: Option<Text>,
        /// What follows the name.
        pub suffix: Option<Text>,
        /// What precedes the name.
        pub prefix: Option<Text>,
        /// The degree (学位), HL7 table 0360.
        pub degree: Option<Text>,
        /// The kind of name (名前タイプ), HL7 table 0200: `L` legal.
        pub kind: Option<Text>,
        /// The script as sent, HL7 table 0465: `I`, `P`, `A`; see [`representation`](HumanName::representation).
        pub representation: Option<Text>,
        /// What is seldom sent.
        pub details: Option<Box<NameDetails>>,
    }

    /// The seldom sent parts of a name.
    pub struct NameDetails {
        /// The name as a whole, from senders that don't divide it.
        pub whole: Option<Text>,
        /// The prefix of the own family name.
        pub own_family_prefix: Option<Text>,
        /// The own family name, where another is borne.
        pub own_family: Option<Text>,
        /// The prefix of the partner's family name.
        pub partner_family_prefix: Option<Text>,
        /// The partner's family name.
        pub partner_family: Option<Text>,
        /// The context in which the name is used, HL7 table 0448.
        pub context: CodeableConcept,
        /// When the name is valid, in the withdrawn form of a range.
        pub validity: Period,
        /// The order in which the parts are shown, HL7 table 0444.
        pub assembly_order: Option<Text>,
        /// Since when the name is valid.
        pub valid_from: Option<DateTime>,
        /// Until when the name is valid.
        pub valid_until: Option<DateTime>,
        /// A suffix that tells the profession.
        pub professional_suffix: Option<Text>,
    }
}

impl HumanName {
    /// Makes a legal name in one script.
    pub fn new(family: impl Into<Text>, given: impl Into<Text>, representation: Representation) -> Self {
        let code = match representation {
            Representation::Ideographic => Some("I"),
            Representation::Phonetic => Some("P"),
            Representation::Alphabetic => Some("A"),
            Representation::Unspecified => None,
        };
        Self {
            family: Some(family.into()),
            given: Some(given.into()),
            kind: Some("L".into()),
            representation: code.map(Text::from),
            ..Self::default()
        }
    }

    /// Tells the script.
    ///
    /// ```
    /// use renkei_model::value::{HumanName, Representation};
    ///
    /// let name = HumanName::new("ヤマダ", "タロウ", Representation::Phonetic);
    /// assert_eq!(name.representation.as_deref(), Some("P"));
    /// assert_eq!(name.representation(), Representation::Phonetic);
    /// ```
    pub fn representation(&self) -> Representation {
        match self.representation.as_deref().map(str::trim) {
            Some("I") => Representation::Ideographic,
            Some("P") => Representation::Phonetic,
            Some("A") => Representation::Alphabetic,
            _ => Representation::Unspecified,
        }
    }
}
