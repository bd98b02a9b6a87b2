use serde::{Deserialize, Deserializer, Serialize, Serializer, ser::SerializeStruct};

use super::understood::{plain, split_range};
use crate::value::{Blank, Decimal, Text};

/// A reference range, in the sender's words; the bounds are read only where the words fit.
///
/// # Examples
///
/// ```
/// use renkei_model::observation::ReferenceRange;
///
/// let range = ReferenceRange::from("6.6-8.1");
/// assert_eq!(range.low().as_ref().map(|d| d.as_str()), Some("6.6"));
/// assert_eq!(range.high().as_ref().map(|d| d.as_str()), Some("8.1"));
/// assert_eq!(ReferenceRange::from("陰性").low(), None);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReferenceRange(Text);

impl ReferenceRange {
    /// Returns the words.
    pub fn text(&self) -> &Text {
        &self.0
    }

    /// Returns both bounds, where the words are `low-high`, `<high`, `<=high`, `>low` or `>=low`.
    pub fn bounds(&self) -> (Option<Decimal>, Option<Decimal>) {
        let text = plain(&self.0);
        let (low, high) = bounds(&text);
        (low.map(Decimal::from), high.map(Decimal::from))
    }

    /// Returns the lower bound.
    pub fn low(&self) -> Option<Decimal> {
        self.bounds().0
    }

    /// Returns the upper bound.
    pub fn high(&self) -> Option<Decimal> {
        self.bounds().1
    }
}

/// Returns the spellings of both bounds in words without blanks.
fn bounds(text: &str) -> (Option<&str>, Option<&str>) {
    if let Some(high) = text.strip_prefix("<=").or_else(|| text.strip_prefix(['<', '≦', '≤'])) {
        (None, Decimal::spelled(high))
    } else if let Some(low) = text.strip_prefix(">=").or_else(|| text.strip_prefix(['>', '≧', '≥'])) {
        (Decimal::spelled(low), None)
    } else if let Some((low, high)) = split_range(text) {
        (Some(low), Some(high))
    } else {
        (None, None)
    }
}

impl From<Text> for ReferenceRange {
    fn from(text: Text) -> Self {
        Self(text)
    }
}

impl From<&str> for ReferenceRange {
    fn from(text: &str) -> Self {
        Self(text.into())
    }
}

impl Blank for ReferenceRange {
    fn is_blank(&self) -> bool {
        self.0.is_empty()
    }
}

impl Serialize for ReferenceRange {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let words = plain(&self.0);
        let (low, high) = bounds(&words);
        let mut out = serializer.serialize_struct("ReferenceRange", 3)?;
        out.serialize_field("text", &self.0)?;
        if let Some(low) = low {
            out.serialize_field("low", low)?;
        }
        if let Some(high) = high {
            out.serialize_field("high", high)?;
        }
        out.end()
    }
}

/// The JSON form; the bounds are for reading only.
#[derive(Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, rename = "ReferenceRange")]
struct Written {
    /// The range in the sender's words.
    text: Text,
    /// The lower bound, as understood.
    #[cfg(feature = "schema")]
    #[serde(skip_deserializing, skip_serializing_if = "Option::is_none")]
    low: Option<Decimal>,
    /// The upper bound, as understood.
    #[cfg(feature = "schema")]
    #[serde(skip_deserializing, skip_serializing_if = "Option::is_none")]
    high: Option<Decimal>,
}

impl<'de> Deserialize<'de> for ReferenceRange {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Self(Written::deserialize(deserializer)?.text))
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for ReferenceRange {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "ReferenceRange".into()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        Written::json_schema(generator)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bounds_are_read_only_where_the_words_fit() {
        for (text, low, high) in [
            ("6.6-8.1", Some("6.6"), Some("8.1")),
            (".10-.20", Some(".10"), Some(".20")),
            ("１３－３０", Some("13"), Some("30")),
            ("<5.0", None, Some("5.0")),
            (">= 40", Some("40"), None),
            ("0.00～0.14", Some("0.00"), Some("0.14")),
            ("  -", None, None),
            ("(-)", None, None),
            ("陰性", None, None),
            ("男 13-17 女 11-15", None, None),
            ("", None, None),
        ] {
            let range = ReferenceRange::from(text);
            let bounds = range.bounds();
            let spelled = (bounds.0.as_ref().map(Decimal::as_str), bounds.1.as_ref().map(Decimal::as_str));
            assert_eq!(spelled, (low, high), "{text}");
            let json = serde_json::to_string(&range).unwrap();
            assert_eq!(serde_json::from_str::<ReferenceRange>(&json).unwrap(), range, "{json}");
        }
    }
}
