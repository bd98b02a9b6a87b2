use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{Blank, Text};

/// The three states of a single value: not sent, sent as null, sent.
///
/// A null says "delete what you have", or, for a dose, "can't be stated": an ointment has no dose per time. In JSON an
/// absent field has no key, a null is `null`, and a value is itself.
///
/// # Examples
///
/// ```
/// use renkei_model::value::{Decimal, Field};
///
/// let dose: Field<Decimal> = Field::Value("0.5".into());
/// assert_eq!(dose.value().map(Decimal::as_str), Some("0.5"));
/// assert!(Field::<Decimal>::default().is_absent());
/// assert_eq!(Field::<Decimal>::Null.value(), None);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field<T> {
    /// Nothing was sent: keep what is stored.
    #[default]
    Absent,
    /// A null was sent: delete what is stored, or the value can't be stated.
    Null,
    /// A value was sent.
    Value(T),
}

impl<T> Field<T> {
    /// Says whether nothing was sent.
    pub const fn is_absent(&self) -> bool {
        matches!(self, Self::Absent)
    }

    /// Says whether a null was sent.
    pub const fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }

    /// Says whether a value was sent.
    pub const fn is_value(&self) -> bool {
        matches!(self, Self::Value(_))
    }

    /// Returns the value that was sent.
    pub const fn value(&self) -> Option<&T> {
        match self {
            Self::Value(value) => Some(value),
            Self::Absent | Self::Null => None,
        }
    }

    /// Returns the value that was sent, to change it.
    pub const fn value_mut(&mut self) -> Option<&mut T> {
        match self {
            Self::Value(value) => Some(value),
            Self::Absent | Self::Null => None,
        }
    }

    /// Returns the value that was sent, by value.
    pub fn into_value(self) -> Option<T> {
        match self {
            Self::Value(value) => Some(value),
            Self::Absent | Self::Null => None,
        }
    }

    /// Returns the value, putting the default there first unless a value was sent.
    #[expect(clippy::unreachable, reason = "a value was put there in the line before")]
    pub fn get_or_default(&mut self) -> &mut T
    where
        T: Default,
    {
        if !self.is_value() {
            *self = Self::Value(T::default());
        }
        match self {
            Self::Value(value) => value,
            Self::Absent | Self::Null => unreachable!(),
        }
    }

    /// Applies `change` to a value that was sent.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Field<U> {
        match self {
            Self::Absent => Field::Absent,
            Self::Null => Field::Null,
            Self::Value(value) => Field::Value(change(value)),
        }
    }

    /// Returns the same state with a reference to the value.
    pub const fn as_ref(&self) -> Field<&T> {
        match self {
            Self::Absent => Field::Absent,
            Self::Null => Field::Null,
            Self::Value(value) => Field::Value(value),
        }
    }

    /// Returns the state and leaves the field absent.
    #[must_use]
    pub fn take(&mut self) -> Self {
        std::mem::replace(self, Self::Absent)
    }
}

impl Field<Text> {
    /// Returns the characters that were sent.
    pub fn as_str(&self) -> Option<&str> {
        self.value().map(Text::as_str)
    }
}

impl<T> From<T> for Field<T> {
    fn from(value: T) -> Self {
        Self::Value(value)
    }
}

impl From<&str> for Field<Text> {
    fn from(value: &str) -> Self {
        Self::Value(value.into())
    }
}

impl<T> Blank for Field<T> {
    fn is_blank(&self) -> bool {
        self.is_absent()
    }
}

impl<T: Serialize> Serialize for Field<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Absent | Self::Null => serializer.serialize_none(),
            Self::Value(value) => serializer.serialize_some(value),
        }
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Field<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Option::deserialize(deserializer)?.map_or(Self::Null, Self::Value))
    }
}

#[cfg(feature = "schema")]
impl<T: schemars::JsonSchema> schemars::JsonSchema for Field<T> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        format!("Field_of_{}", T::schema_name()).into()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        <Option<T>>::json_schema(generator)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
    #[serde(default)]
    struct Holder {
        #[serde(skip_serializing_if = "Field::is_absent")]
        dose: Field<Text>,
    }

    #[test]
    fn json_keeps_the_three_states_apart() {
        for (dose, json) in [
            (Field::Absent, "{}"),
            (Field::Null, r#"{"dose":null}"#),
            (Field::from("0.5"), r#"{"dose":"0.5"}"#),
            (Field::from(""), r#"{"dose":""}"#),
        ] {
            let holder = Holder { dose };
            assert_eq!(serde_json::to_string(&holder).unwrap(), json);
            assert_eq!(serde_json::from_str::<Holder>(json).unwrap(), holder);
        }
    }

    #[test]
    fn a_value_can_be_put_where_none_was_sent() {
        let mut field = Field::<Text>::Null;
        *field.get_or_default() = "錠".into();
        assert_eq!(field.take(), Field::from("錠"));
        assert!(field.is_absent());
    }
}
