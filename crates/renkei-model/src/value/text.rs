use std::{borrow::Cow, fmt, ops::Deref};

use compact_str::CompactString;
use serde::{Deserialize, Serialize};

use super::Blank;

/// A piece of text as it was sent; up to 24 bytes stand inline, without a heap allocation.
///
/// `Debug` prints the number of characters, never the characters: a text may be a patient's name.
///
/// # Examples
///
/// ```
/// use renkei_model::value::Text;
///
/// let city = Text::from("東京");
/// assert_eq!(city, "東京");
/// assert_eq!(city.to_string(), "東京");
/// assert_eq!(format!("{city:?}"), "Text(2 chars)");
/// ```
#[derive(Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Text(CompactString);

impl Text {
    /// What stands in a component that was sent as null: two quotation marks.
    pub const NULL: &'static str = "\"\"";

    /// Makes a text.
    #[inline]
    pub fn new(text: impl AsRef<str>) -> Self {
        Self(CompactString::new(text))
    }

    /// Makes a text at compile time; at most 24 bytes.
    pub const fn from_static(text: &'static str) -> Self {
        Self(CompactString::const_new(text))
    }

    /// Returns the characters.
    #[inline]
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }

    /// Says whether the text is the two quotation marks that stand for null inside a composite value.
    pub fn is_null(&self) -> bool {
        self.0 == Self::NULL
    }
}

impl Deref for Text {
    type Target = str;

    fn deref(&self) -> &str {
        self.as_str()
    }
}

impl AsRef<str> for Text {
    fn as_ref(&self) -> &str {
        self.as_str()
    }
}

impl std::borrow::Borrow<str> for Text {
    fn borrow(&self) -> &str {
        self.as_str()
    }
}

impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self)
    }
}

impl fmt::Debug for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Text({} chars)", self.chars().count())
    }
}

impl From<&str> for Text {
    #[inline]
    fn from(text: &str) -> Self {
        Self(CompactString::new(text))
    }
}

impl From<String> for Text {
    fn from(text: String) -> Self {
        Self(CompactString::from(text))
    }
}

impl From<Cow<'_, str>> for Text {
    fn from(text: Cow<'_, str>) -> Self {
        Self(CompactString::from(text))
    }
}

impl From<Text> for String {
    fn from(text: Text) -> Self {
        text.0.into_string()
    }
}

impl PartialEq<str> for Text {
    fn eq(&self, other: &str) -> bool {
        self.as_str() == other
    }
}

impl PartialEq<&str> for Text {
    fn eq(&self, other: &&str) -> bool {
        self.as_str() == *other
    }
}

impl Blank for Text {
    fn is_blank(&self) -> bool {
        self.is_empty()
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Text {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Text".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "string" })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kanji_names_need_no_heap() {
        assert_eq!(size_of::<Text>(), 24);
        assert_eq!(size_of::<Option<Text>>(), 24);
    }

    #[test]
    fn debug_counts_characters_and_shows_none() {
        assert_eq!(format!("{:?}", Text::from("山田 太郎")), "Text(5 chars)");
    }

    #[test]
    fn two_quotation_marks_are_null() {
        assert!(Text::from("\"\"").is_null());
        assert!(!Text::from("\"").is_null());
    }
}
