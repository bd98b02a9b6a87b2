use serde::{Deserialize, Deserializer, Serialize, Serializer, ser::SerializeStruct};

use super::understood::{self, Understood};
use crate::value::{
    Attachment, Blank, CodeableConcept, Decimal, Designator, Field, Reference, Repetition, Repetitions, Text,
};

/// The value of an observation: every part as sent, and what is understood of it.
///
/// The declared type says how to read the parts, so both stand here together. Nothing is trimmed: in the Japanese form
/// of structured numbers the leading blanks of ` 2 +` and `  -` carry meaning.
///
/// In JSON a value is `{"declared_type": "ST", "as_sent": ["< 0.02"], "understood": {"kind": "comparison", …}}`;
/// `understood` is for reading only, and is left out where it would add nothing.
///
/// # Examples
///
/// ```
/// use renkei_model::observation::{ObservedValue, Understood};
///
/// let value = ObservedValue::new("NM", "7.2");
/// assert_eq!(value.understood(), Understood::Numeric { value: "7.2".into() });
/// assert_eq!(value.text(), Some("7.2"));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ObservedValue {
    /// The type that the sender declares, HL7 table 0125: `NM`, `ST`, `CWE`. Orders leave it out.
    pub declared_type: Field<Text>,
    /// The repetitions as sent, with all their parts.
    pub as_sent: Repetitions,
}

impl ObservedValue {
    /// Makes a value of one text.
    pub fn new(declared_type: &str, text: &str) -> Self {
        Self { declared_type: declared_type.into(), as_sent: Repetitions::from(text) }
    }

    /// Returns the text, when there is one repetition and it has no parts.
    pub fn text(&self) -> Option<&str> {
        self.as_sent.single()?.as_text().map(Text::as_str)
    }

    /// Returns the number, when the value is one.
    pub fn number(&self) -> Option<Decimal> {
        match self.understood() {
            Understood::Numeric { value } => Some(value),
            _ => None,
        }
    }

    /// Returns the codes, when the declared type is one of codes.
    pub fn concepts(&self) -> Vec<CodeableConcept> {
        match self.understood() {
            Understood::Coded { concepts } => concepts,
            _ => Vec::new(),
        }
    }

    /// Returns the files that travel inside, when the declared type is `ED`.
    pub fn attachments(&self) -> Vec<Attachment> {
        if self.declared_type.as_str() != Some("ED") {
            return Vec::new();
        }
        let attachment = |sent: &Repetition| Attachment {
            source: designator(sent, 1),
            media_type: sent.part(2).cloned(),
            media_subtype: sent.part(3).cloned(),
            encoding: sent.part(4).cloned(),
            data: sent.part(5).cloned(),
        };
        self.as_sent.iter().map(attachment).collect()
    }

    /// Returns the files that lie elsewhere, when the declared type is `RP`.
    pub fn references(&self) -> Vec<Reference> {
        if self.declared_type.as_str() != Some("RP") {
            return Vec::new();
        }
        let reference = |sent: &Repetition| Reference {
            pointer: sent.part(1).cloned(),
            application: designator(sent, 2),
            media_type: sent.part(3).cloned(),
            media_subtype: sent.part(4).cloned(),
        };
        self.as_sent.iter().map(reference).collect()
    }

    /// Returns what is understood of the value, by its declared type (JAHIS 臨床検査データ交換規約, 5.1).
    ///
    /// Text is read as a number, comparison, judgement, ratio or range only when all of it has that form. Where no type
    /// is declared but a value was sent, it is read as text.
    pub fn understood(&self) -> Understood {
        understood::understand(self.declared_type.as_str().unwrap_or_default(), &self.as_sent)
    }
}

fn designator(sent: &Repetition, number: usize) -> Option<Box<Designator>> {
    let designator = Designator {
        namespace: sent.subpart(number, 1).cloned(),
        universal_id: sent.subpart(number, 2).cloned(),
        universal_id_kind: sent.subpart(number, 3).cloned(),
    };
    (!designator.is_blank()).then(|| Box::new(designator))
}

impl Blank for ObservedValue {
    fn is_blank(&self) -> bool {
        self.declared_type.is_absent() && self.as_sent.is_empty()
    }
}

impl Serialize for ObservedValue {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut out = serializer.serialize_struct("ObservedValue", 3)?;
        if !self.declared_type.is_absent() {
            out.serialize_field("declared_type", &self.declared_type)?;
        }
        if !self.as_sent.is_empty() {
            out.serialize_field("as_sent", &self.as_sent)?;
        }
        let understood = self.understood();
        if !matches!(understood, Understood::Text | Understood::Missing) {
            out.serialize_field("understood", &understood)?;
        }
        out.end()
    }
}

/// The JSON form; `understood` is for reading only.
#[derive(Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, rename = "ObservedValue")]
struct Written {
    /// The type that the sender declares, HL7 table 0125.
    #[serde(skip_serializing_if = "Field::is_absent")]
    declared_type: Field<Text>,
    /// The repetitions as sent: a text, or a list of parts, each.
    #[serde(skip_serializing_if = "Blank::is_blank")]
    as_sent: Repetitions,
    /// What is understood of the value.
    #[cfg(feature = "schema")]
    #[serde(skip_deserializing, skip_serializing_if = "Option::is_none")]
    understood: Option<Understood>,
}

impl<'de> Deserialize<'de> for ObservedValue {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let written = Written::deserialize(deserializer)?;
        Ok(Self { declared_type: written.declared_type, as_sent: written.as_sent })
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for ObservedValue {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "ObservedValue".into()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        Written::json_schema(generator)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::Part;

    #[test]
    fn json_shows_what_is_understood_and_reads_what_was_sent() {
        let coded = Repetition::Parts(vec![
            Part::Text("1".into()),
            Part::Text("(-)".into()),
            Part::Text("99X04".into()),
        ]);
        for (value, json) in [
            (ObservedValue::default(), "{}"),
            (
                ObservedValue::new("NM", "7.2"),
                r#"{"declared_type":"NM","as_sent":["7.2"],"understood":{"kind":"numeric","value":"7.2"}}"#,
            ),
            (
                ObservedValue::new("ST", "< 0.02"),
                r#"{"declared_type":"ST","as_sent":["< 0.02"],"understood":{"kind":"comparison","comparator":"<","value":"0.02"}}"#,
            ),
            (
                ObservedValue::new("ST", " 2 +"),
                r#"{"declared_type":"ST","as_sent":[" 2 +"],"understood":{"kind":"semi_quantitative","grade":"2"}}"#,
            ),
            (
                ObservedValue::new("TX", "正常洞調律。"),
                r#"{"declared_type":"TX","as_sent":["正常洞調律。"]}"#,
            ),
            (
                ObservedValue { declared_type: "CWE".into(), as_sent: coded.into() },
                r#"{"declared_type":"CWE","as_sent":[["1","(-)","99X04"]],"understood":{"kind":"coded","concepts":[{"codings":[{"code":"1","display":"(-)","system":"99X04"}]}]}}"#,
            ),
        ] {
            assert_eq!(serde_json::to_string(&value).unwrap(), json);
            assert_eq!(serde_json::from_str::<ObservedValue>(json).unwrap(), value);
        }
    }

    #[test]
    fn a_waveform_can_be_taken_out() {
        let parts = ["", "Application", "MFER", "Base64", "QUJD"].map(|p| Part::Text(p.into()));
        let value = ObservedValue {
            declared_type: "ED".into(),
            as_sent: Repetition::from_parts(parts.into()).into(),
        };
        assert_eq!(value.attachments()[0].data.as_deref(), Some("QUJD"));
        assert_eq!(
            serde_json::to_value(value.understood()).unwrap(),
            serde_json::json!({"kind": "attachment", "media_type": "Application", "media_subtype": "MFER", "encoding": "Base64", "length": 4})
        );
    }
}
