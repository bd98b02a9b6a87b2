use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{Blank, Text};

/// One repetition of a value whose type another field declares, as sent: a text, or parts.
///
/// In JSON a text is a string, and parts are a list: `"7.2"`, `["1","(-)","99X04"]`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(untagged)]
pub enum Repetition {
    /// A single text.
    Text(Text),
    /// Several parts, or one that has parts itself.
    Parts(Vec<Part>),
}

/// One part of a repetition, as sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(untagged)]
pub enum Part {
    /// A single text; empty for a part that was not sent.
    Text(Text),
    /// Parts of the part.
    Parts(Vec<Text>),
}

impl Default for Repetition {
    fn default() -> Self {
        Self::Text(Text::default())
    }
}

impl Default for Part {
    fn default() -> Self {
        Self::Text(Text::default())
    }
}

impl Repetition {
    /// Makes a repetition of parts; a single plain one becomes a text, so that equal values are equal.
    pub fn from_parts(mut parts: Vec<Part>) -> Self {
        match (parts.pop(), parts.is_empty()) {
            (None, _) => Self::default(),
            (Some(Part::Text(text)), true) => Self::Text(text),
            (Some(last), _) => {
                parts.push(last);
                Self::Parts(parts)
            }
        }
    }

    /// Returns a part, counted from one, as text: the whole text, or its first part.
    pub fn part(&self, number: usize) -> Option<&Text> {
        self.subpart(number, 1)
    }

    /// Returns a part of a part, both counted from one.
    pub fn subpart(&self, number: usize, sub: usize) -> Option<&Text> {
        let found = match (self, number) {
            (Self::Text(text), 1) if sub == 1 => Some(text),
            (Self::Text(_), _) => None,
            (Self::Parts(parts), _) => match (parts.get(number.checked_sub(1)?)?, sub) {
                (Part::Text(text), 1) => Some(text),
                (Part::Text(_), _) => None,
                (Part::Parts(texts), _) => texts.get(sub.checked_sub(1)?),
            },
        };
        found.filter(|text| !text.is_empty())
    }

    /// Returns the text of a repetition that is nothing else.
    pub const fn as_text(&self) -> Option<&Text> {
        match self {
            Self::Text(text) => Some(text),
            Self::Parts(_) => None,
        }
    }

    /// Returns the number of parts.
    pub const fn len(&self) -> usize {
        match self {
            Self::Text(_) => 1,
            Self::Parts(parts) => parts.len(),
        }
    }

    /// Says whether nothing was sent.
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Text(text) => text.is_empty(),
            Self::Parts(parts) => parts.is_empty(),
        }
    }
}

impl Part {
    /// Makes a part of parts; a single one becomes a text, so that equal values are equal.
    pub fn from_texts(mut texts: Vec<Text>) -> Self {
        match (texts.pop(), texts.is_empty()) {
            (None, _) => Self::default(),
            (Some(text), true) => Self::Text(text),
            (Some(last), false) => {
                texts.push(last);
                Self::Parts(texts)
            }
        }
    }
}

impl From<&str> for Repetition {
    fn from(text: &str) -> Self {
        Self::Text(text.into())
    }
}

impl From<Text> for Repetition {
    fn from(text: Text) -> Self {
        Self::Text(text)
    }
}

/// The repetitions of a value, as sent; the usual single one needs no heap.
///
/// # Examples
///
/// ```
/// use renkei_model::value::{Repetition, Repetitions};
///
/// let mut value = Repetitions::from("7.2");
/// value.push(Repetition::from("7.3"));
/// assert_eq!(value.len(), 2);
/// assert_eq!(value.iter().filter_map(Repetition::as_text).map(|t| t.as_str()).collect::<Vec<_>>(), ["7.2", "7.3"]);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Repetitions {
    first: Option<Repetition>,
    rest: Vec<Repetition>,
}

impl Repetitions {
    /// Adds a repetition.
    pub fn push(&mut self, repetition: Repetition) {
        if self.first.is_none() {
            self.first = Some(repetition);
        } else {
            self.rest.push(repetition);
        }
    }

    /// Returns the first repetition.
    pub const fn first(&self) -> Option<&Repetition> {
        self.first.as_ref()
    }

    /// Returns the only repetition, when there is one and no more.
    pub const fn single(&self) -> Option<&Repetition> {
        if self.rest.is_empty() { self.first.as_ref() } else { None }
    }

    /// Returns the repetitions in order.
    pub fn iter(&self) -> impl Iterator<Item = &Repetition> {
        self.first.iter().chain(&self.rest)
    }

    /// Returns the number of repetitions.
    pub fn len(&self) -> usize {
        usize::from(self.first.is_some()).saturating_add(self.rest.len())
    }

    /// Says whether nothing was sent.
    pub const fn is_empty(&self) -> bool {
        self.first.is_none()
    }
}

impl FromIterator<Repetition> for Repetitions {
    fn from_iter<I: IntoIterator<Item = Repetition>>(repetitions: I) -> Self {
        let mut repetitions = repetitions.into_iter();
        Self { first: repetitions.next(), rest: repetitions.collect() }
    }
}

impl From<&str> for Repetitions {
    fn from(text: &str) -> Self {
        Self { first: Some(text.into()), rest: Vec::new() }
    }
}

impl From<Repetition> for Repetitions {
    fn from(repetition: Repetition) -> Self {
        Self { first: Some(repetition), rest: Vec::new() }
    }
}

impl Blank for Repetitions {
    fn is_blank(&self) -> bool {
        self.is_empty()
    }
}

impl Serialize for Repetitions {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter())
    }
}

impl<'de> Deserialize<'de> for Repetitions {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Vec::deserialize(deserializer)?.into_iter().collect())
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Repetitions {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Repetitions".into()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        <Vec<Repetition>>::json_schema(generator)
    }
}
