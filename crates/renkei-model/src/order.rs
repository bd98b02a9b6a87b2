//! What all orders share: numbers, the people behind them, timing.

use serde::{Deserialize, Deserializer, Serialize, Serializer, ser::SerializeStruct};

use crate::organization::Organization;
use crate::practitioner::Practitioner;
use crate::value::{
    Address, Blank, CodeableConcept, DateTime, Decimal, Field, Identifier, IdentifierPair, Location,
    Quantity, Telecom, Text, Time,
};

record! {
    /// What happens to an order, and its numbers.
    pub struct OrderIdentity {
        /// What happens (オーダ制御), HL7 table 0119: `NW` new, `CA` cancel, `PA` and `CH` in imaging trees, `SC` in results.
        pub control: Field<Text>,
        /// The number of the one who orders (依頼者オーダ番号).
        pub placer_number: Field<Identifier>,
        /// The number of the one who performs (実施者オーダ番号).
        pub filler_number: Field<Identifier>,
        /// The order of which this is a part (親).
        pub parent: Field<IdentifierPair>,
    }

    /// Who orders, when and where. Messages repeat it in every group; here it stands once, and a group that differs has
    /// its own.
    pub struct OrderHeader {
        /// The state of the order, HL7 table 0038: `CM` complete.
        pub status: Field<Text>,
        /// When it happened (トランザクション日時); the day of care of an order.
        pub transaction_at: Field<DateTime>,
        /// Who typed it (入力者).
        pub entered_by: Vec<Practitioner>,
        /// Who verified it (検証者).
        pub verified_by: Vec<Practitioner>,
        /// Who ordered it (依頼者).
        pub ordered_by: Vec<Practitioner>,
        /// Where it was typed (入力場所).
        pub entering_location: Field<Location>,
        /// Where to call back.
        pub callback: Vec<Telecom>,
        /// When it takes effect (オーダ有効日時).
        pub effective_at: Field<DateTime>,
        /// Why it is changed or cancelled.
        pub reason: Field<CodeableConcept>,
        /// The department of the one who typed it (入力組織).
        pub entering_organization: Field<CodeableConcept>,
        /// The terminal (入力装置).
        pub entering_device: Field<CodeableConcept>,
        /// The hospital (オーダ施設).
        pub ordering_facility: Vec<Organization>,
        /// The address of the hospital.
        pub facility_addresses: Vec<Address>,
        /// The telephone of the hospital.
        pub facility_telecoms: Vec<Telecom>,
        /// For an outpatient or inpatient (オーダタイプ), HL7 table 0482: `O`, `I`.
        pub kind: Field<CodeableConcept>,
        /// What is seldom sent.
        pub details: Option<Box<OrderHeaderDetails>>,
    }

    /// The seldom sent parts of an order header.
    pub struct OrderHeaderDetails {
        /// Which answer is expected, HL7 table 0121.
        pub response_flag: Field<Text>,
        /// Quantity and timing in the withdrawn form.
        pub legacy_timings: Vec<LegacyTiming>,
        /// Who controls it (実施者).
        pub action_by: Vec<Practitioner>,
        /// The notice to the beneficiary, HL7 table 0339.
        pub beneficiary_notice: Field<CodeableConcept>,
        /// The address of the one who ordered.
        pub provider_addresses: Vec<Address>,
        /// What the state is qualified by.
        pub status_modifier: Field<CodeableConcept>,
        /// Why the notice was overridden, HL7 table 0552.
        pub beneficiary_override: Field<CodeableConcept>,
        /// When the one who performs can do it.
        pub available_at: Field<DateTime>,
        /// Who may know of it, HL7 table 0177.
        pub confidentiality: Field<CodeableConcept>,
        /// How the one who typed was authorized, HL7 table 0483.
        pub authorization_mode: Field<CodeableConcept>,
    }

    /// When something is to be done, and how often (タイミング・数量).
    pub struct Timing {
        /// The number of the entry.
        pub set_id: Field<Text>,
        /// How much, or how many times.
        pub quantity: Field<Quantity>,
        /// The usage (用法) first, then supplementary ones (補足用法).
        pub repeats: Vec<RepeatPattern>,
        /// Times of day.
        pub explicit_times: Vec<Time>,
        /// Intervals.
        pub relative_times: Vec<Quantity>,
        /// For how long; days of supply (投与日数).
        pub duration: Field<Quantity>,
        /// When it starts.
        pub start: Field<DateTime>,
        /// When it ends.
        pub end: Field<DateTime>,
        /// How urgent it is, HL7 table 0485: `R`, `S`.
        pub priorities: Vec<CodeableConcept>,
        /// The condition in words.
        pub condition: Field<Text>,
        /// The instruction in words: `1日2回まで`.
        pub instruction: Field<Text>,
        /// How it goes with the next one, HL7 table 0427.
        pub conjunction: Field<Text>,
        /// How long one time lasts.
        pub occurrence_duration: Field<Quantity>,
        /// How many times in all (頓服回数).
        pub total_occurrences: Field<Decimal>,
    }

    /// A usage or other pattern of repetition (用法).
    pub struct RepeatPattern {
        /// The code: a JAMI usage, a fuzzy time of day, a PRN condition.
        pub code: CodeableConcept,
        /// What is seldom sent.
        pub details: Option<Box<RepeatDetails>>,
    }

    /// The seldom sent parts of a pattern of repetition.
    pub struct RepeatDetails {
        /// What it is aligned with, HL7 table 0527.
        pub calendar_alignment: Option<Text>,
        /// Where the phase begins.
        pub phase_start: Option<Decimal>,
        /// Where the phase ends.
        pub phase_end: Option<Decimal>,
        /// The length of a period.
        pub period: Option<Decimal>,
        /// The unit of the period.
        pub period_unit: Option<Text>,
        /// Whether the institution sets the time.
        pub institution_specified: Option<Text>,
        /// The event it goes by, HL7 table 0528.
        pub event: Option<Text>,
        /// The distance from the event.
        pub event_offset: Option<Decimal>,
        /// The unit of the distance.
        pub event_offset_unit: Option<Text>,
        /// The timing in the language of HL7 v3.
        pub general_timing: Option<Text>,
    }

    /// Quantity and timing in the form that HL7 v2.5 withdrew.
    pub struct LegacyTiming {
        /// How much.
        pub quantity: Quantity,
        /// The pattern of repetition.
        pub pattern: Option<Text>,
        /// The times of day.
        pub explicit_interval: Option<Text>,
        /// For how long.
        pub duration: Option<Text>,
        /// When it starts.
        pub start: Option<DateTime>,
        /// When it ends.
        pub end: Option<DateTime>,
        /// How urgent it is.
        pub priority: Option<Text>,
        /// The condition in words.
        pub condition: Option<Text>,
        /// The instruction in words.
        pub text: Option<Text>,
        /// How it goes with the next one.
        pub conjunction: Option<Text>,
        /// Which order it follows.
        pub sequence: Option<Box<OrderSequence>>,
        /// How long one time lasts.
        pub occurrence_duration: CodeableConcept,
        /// How many times in all.
        pub total_occurrences: Option<Decimal>,
    }

    /// Which order comes before, in the withdrawn form.
    pub struct OrderSequence {
        /// Sequential or cyclical, HL7 table 0524.
        pub kind: Option<Text>,
        /// The number of the one who orders, with its assigner.
        pub placer_number: Identifier,
        /// The number of the one who performs, with its assigner.
        pub filler_number: Identifier,
        /// The condition.
        pub condition: Option<Text>,
        /// How often at most.
        pub maximum_repeats: Option<Decimal>,
    }

    /// A clinical trial to which an order belongs (治験).
    pub struct Trial {
        /// The identifier that the sponsor gave.
        pub study_id: Field<Identifier>,
        /// The phase.
        pub phase: Field<CodeableConcept>,
        /// The point in time that the plan names.
        pub time_point: Field<CodeableConcept>,
    }
}

/// The number that groups lines of an order (依頼者グループ番号): the Rp of a prescription, Rp and administration of an
/// injection, a group of laboratory tests.
///
/// The number stands as sent; what is understood of it stands beside it, in JSON too.
///
/// # Examples
///
/// ```
/// use renkei_model::order::LineKey;
///
/// let key = LineKey::from("000000240401003_02_003");
/// assert_eq!((key.rp(), key.administration()), (Some(2), Some(3)));
/// assert_eq!(LineKey::from("1").rp(), Some(1));
/// assert_eq!(LineKey::from("A-1").rp(), None);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LineKey {
    /// The number as sent.
    pub as_sent: Identifier,
}

impl LineKey {
    /// Returns the parts of the number: of one part, the Rp; of two, order and Rp; of three, the administration too.
    fn parts(&self) -> (Option<u32>, Option<u32>) {
        let value = self.as_sent.as_str().unwrap_or_default().trim();
        let number = |part: &str| {
            let digits = !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
            digits.then(|| part.parse().ok()).flatten()
        };
        let mut parts = value.split('_');
        match (parts.next(), parts.next(), parts.next(), parts.next()) {
            (Some(rp), None, ..) => (number(rp), None),
            (Some(_), Some(rp), None, _) => (number(rp), None),
            (Some(_), Some(rp), Some(administration), None) => match number(rp) {
                Some(rp) => (Some(rp), number(administration)),
                None => (None, None),
            },
            _ => (None, None),
        }
    }

    /// Returns the number of the Rp (Rp番号).
    pub fn rp(&self) -> Option<u32> {
        self.parts().0
    }

    /// Returns the number of the administration (施用番号); it is unique in the order, not in the Rp.
    pub fn administration(&self) -> Option<u32> {
        self.parts().1
    }
}

impl From<Identifier> for LineKey {
    fn from(as_sent: Identifier) -> Self {
        Self { as_sent }
    }
}

impl From<&str> for LineKey {
    fn from(value: &str) -> Self {
        Self { as_sent: value.into() }
    }
}

impl Blank for LineKey {
    fn is_blank(&self) -> bool {
        self.as_sent.is_blank()
    }
}

impl Serialize for LineKey {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (rp, administration) = self.parts();
        let mut out = serializer.serialize_struct("LineKey", 3)?;
        out.serialize_field("as_sent", &self.as_sent)?;
        if let Some(rp) = rp {
            out.serialize_field("rp", &rp)?;
        }
        if let Some(administration) = administration {
            out.serialize_field("administration", &administration)?;
        }
        out.end()
    }
}

/// The JSON form; `rp` and `administration` are for reading only.
#[derive(Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, rename = "LineKey")]
struct WrittenKey {
    /// The number as sent.
    as_sent: Identifier,
    /// The number of the Rp, as understood.
    #[cfg(feature = "schema")]
    #[serde(skip_deserializing, skip_serializing_if = "Option::is_none")]
    rp: Option<u32>,
    /// The number of the administration, as understood.
    #[cfg(feature = "schema")]
    #[serde(skip_deserializing, skip_serializing_if = "Option::is_none")]
    administration: Option<u32>,
}

impl<'de> Deserialize<'de> for LineKey {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Self { as_sent: WrittenKey::deserialize(deserializer)?.as_sent })
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for LineKey {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "LineKey".into()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        WrittenKey::json_schema(generator)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_number_of_a_line_is_read_and_kept() {
        for (value, rp, administration) in [
            ("1", Some(1), None),
            ("12345678_01", Some(1), None),
            ("123456789012345_01_001", Some(1), Some(1)),
            ("123_x_001", None, None),
            ("123_01_x", Some(1), None),
            ("1_2_3_4", None, None),
            ("", None, None),
            ("A001", None, None),
            ("+1", None, None),
        ] {
            let key = LineKey::from(value);
            assert_eq!((key.rp(), key.administration()), (rp, administration), "{value}");
            let json = serde_json::to_string(&key).unwrap();
            assert_eq!(serde_json::from_str::<LineKey>(&json).unwrap(), key, "{json}");
        }
        assert_eq!(
            serde_json::to_string(&LineKey::from("7_01_002")).unwrap(),
            r#"{"as_sent":{"value":"7_01_002"},"rp":1,"administration":2}"#
        );
    }
}
