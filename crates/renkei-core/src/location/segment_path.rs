use std::fmt;
use std::num::NonZeroU32;
use std::str::FromStr;

use nom::Parser as _;
use nom::branch::alt;
use nom::bytes::complete::take_while_m_n;
use nom::character::complete::{char, digit1};
use nom::combinator::{map, map_res, opt, value, verify};
use nom::sequence::{delimited, preceded};

use super::ParsePathError;

/// The three characters that name a segment: `PID`, `ZE1`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SegmentId([u8; 3]);

impl SegmentId {
    /// The message header.
    pub const MSH: Self = Self(*b"MSH");

    /// Makes a name from three bytes, whatever they are.
    pub const fn new(name: [u8; 3]) -> Self {
        Self(name)
    }

    /// Makes a name from text of three bytes; any other length gives `???`.
    pub const fn from_name(name: &str) -> Self {
        match name.as_bytes() {
            &[a, b, c] => Self([a, b, c]),
            _ => Self(*b"???"),
        }
    }

    /// Returns the three bytes.
    pub const fn as_bytes(&self) -> &[u8; 3] {
        &self.0
    }

    /// Says whether the name is a letter followed by two letters or digits, all upper case (HL7 v2.5 2.5.2).
    pub const fn is_well_formed(&self) -> bool {
        let [a, b, c] = self.0;
        a.is_ascii_uppercase()
            && (b.is_ascii_uppercase() || b.is_ascii_digit())
            && (c.is_ascii_uppercase() || c.is_ascii_digit())
    }

    /// Returns the name as text; one that is not well formed gives `???`, because it may be part of somebody's record.
    pub fn as_str(&self) -> &str {
        match std::str::from_utf8(&self.0) {
            Ok(name) if self.is_well_formed() => name,
            _ => "???",
        }
    }

    /// Says whether the name begins with `Z`: a segment that a site or a country defined.
    pub const fn is_local(&self) -> bool {
        self.0[0] == b'Z'
    }
}

impl fmt::Display for SegmentId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for SegmentId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Which one of several: not said (the first, or the only one), a one-based number, or all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Index {
    /// Nothing was said: the first.
    #[default]
    First,
    /// The one with this number, counted from one.
    Nth(NonZeroU32),
    /// Every one: `[*]`.
    All,
}

impl Index {
    /// Makes the index of the one-based number `n`; zero is taken as not said.
    pub const fn nth(n: u32) -> Self {
        match NonZeroU32::new(n) {
            Some(n) => Self::Nth(n),
            None => Self::First,
        }
    }

    /// Returns the one-based number, where one is meant.
    pub const fn number(self) -> Option<u32> {
        match self {
            Self::First => Some(1),
            Self::Nth(n) => Some(n.get()),
            Self::All => None,
        }
    }

    /// Says whether the one-based number `n` is meant.
    pub const fn matches(self, n: u32) -> bool {
        match self.number() {
            Some(number) => number == n,
            None => true,
        }
    }
}

impl fmt::Display for Index {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::First => Ok(()),
            Self::Nth(n) => write!(f, "[{n}]"),
            Self::All => f.write_str("[*]"),
        }
    }
}

/// A place in an HL7 message: segment, field, repetition, component, sub-component.
///
/// Written as in `PID-3[2].4.1`: the first component's… each number counts from one, an occurrence or repetition that
/// is the first may be left out, and `[*]` stands for all of them. The n-th occurrence counts the segments of that name.
///
/// # Examples
///
/// ```
/// use renkei_core::SegmentPath;
///
/// let path: SegmentPath = "PID-3[2].4.1".parse()?;
/// assert_eq!(path.field, Some(3));
/// assert_eq!(path.repetition.number(), Some(2));
/// assert_eq!(path.subcomponent, Some(1));
/// assert_eq!(SegmentPath::field("OBX", 3, 5).to_string(), "OBX[3]-5");
/// # Ok::<(), renkei_core::location::ParsePathError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SegmentPath {
    /// The name of the segment.
    pub segment: SegmentId,
    /// Which of the segments of that name.
    pub occurrence: Index,
    /// The field, counted from one; `None` is the segment itself.
    pub field: Option<u32>,
    /// Which repetition of the field.
    pub repetition: Index,
    /// The component, counted from one; `None` is the whole repetition.
    pub component: Option<u32>,
    /// The sub-component, counted from one; `None` is the whole component.
    pub subcomponent: Option<u32>,
}

impl SegmentPath {
    /// Makes the path of a whole segment; the occurrence counts from one.
    pub const fn segment(id: SegmentId, occurrence: u32) -> Self {
        Self {
            segment: id,
            occurrence: if occurrence <= 1 { Index::First } else { Index::nth(occurrence) },
            field: None,
            repetition: Index::First,
            component: None,
            subcomponent: None,
        }
    }

    /// Makes the path of a field from the segment's name, its occurrence and the field's number, both from one.
    pub const fn field(segment: &str, occurrence: u32, field: u32) -> Self {
        Self::segment(SegmentId::from_name(segment), occurrence).with_field(field)
    }

    /// Returns the path of a field of this segment, counted from one.
    #[must_use]
    pub const fn with_field(mut self, field: u32) -> Self {
        self.field = Some(field);
        self
    }

    /// Returns the path of a repetition of this field, counted from one.
    #[must_use]
    pub const fn with_repetition(mut self, repetition: u32) -> Self {
        self.repetition = if repetition <= 1 { Index::First } else { Index::nth(repetition) };
        self
    }

    /// Returns the path of a component of this repetition, counted from one.
    #[must_use]
    pub const fn with_component(mut self, component: u32) -> Self {
        self.component = Some(component);
        self
    }

    /// Returns the path of a sub-component of this component, counted from one.
    #[must_use]
    pub const fn with_subcomponent(mut self, subcomponent: u32) -> Self {
        self.subcomponent = Some(subcomponent);
        self
    }

    /// Says whether `[*]` stands somewhere in the path.
    pub const fn has_wildcard(&self) -> bool {
        matches!(self.occurrence, Index::All) || matches!(self.repetition, Index::All)
    }
}

impl fmt::Display for SegmentPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.segment, self.occurrence)?;
        let Some(field) = self.field else { return Ok(()) };
        write!(f, "-{field}{}", self.repetition)?;
        let Some(component) = self.component else { return Ok(()) };
        write!(f, ".{component}")?;
        let Some(subcomponent) = self.subcomponent else { return Ok(()) };
        write!(f, ".{subcomponent}")
    }
}

impl FromStr for SegmentPath {
    type Err = ParsePathError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let stopped = |rest: &str, expected| ParsePathError {
            at: text.chars().count().saturating_sub(rest.chars().count()).saturating_add(1),
            expected,
        };
        let (rest, segment) = segment_id(text)
            .map_err(|_: Failure<'_>| stopped(text, "the three letters and digits of a segment's name"))?;
        let (rest, occurrence) = index(rest).map_err(|_| stopped(rest, "a number or * in brackets"))?;
        let mut path = Self { occurrence, ..Self::segment(segment, 1) };
        let rest = match number_after('-', rest).map_err(|_| stopped(rest, "the number of a field"))? {
            (rest, None) => rest,
            (rest, Some(field)) => {
                path.field = Some(field);
                let (rest, repetition) =
                    index(rest).map_err(|_| stopped(rest, "a number or * in brackets"))?;
                path.repetition = repetition;
                let (rest, component) =
                    number_after('.', rest).map_err(|_| stopped(rest, "the number of a component"))?;
                path.component = component;
                let (rest, subcomponent) = match component {
                    Some(_) => {
                        number_after('.', rest).map_err(|_| stopped(rest, "the number of a sub-component"))?
                    }
                    None => (rest, None),
                };
                path.subcomponent = subcomponent;
                rest
            }
        };
        if rest.is_empty() { Ok(path) } else { Err(stopped(rest, "the end of the path")) }
    }
}

type Failure<'a> = nom::Err<nom::error::Error<&'a str>>;
type Parsed<'a, T> = nom::IResult<&'a str, T>;

fn segment_id(input: &str) -> Parsed<'_, SegmentId> {
    let name = take_while_m_n(3, 3, |c: char| c.is_ascii_uppercase() || c.is_ascii_digit());
    verify(map(name, SegmentId::from_name), SegmentId::is_well_formed).parse(input)
}

/// `[3]`, `[*]`, or nothing.
fn index(input: &str) -> Parsed<'_, Index> {
    if !input.starts_with('[') {
        return Ok((input, Index::First));
    }
    delimited(char('['), alt((value(Index::All, char('*')), map(number, Index::nth))), char(']')).parse(input)
}

/// A mark and a number, or nothing; a mark without a number is a failure.
fn number_after(mark: char, input: &str) -> Parsed<'_, Option<u32>> {
    if input.starts_with(mark) {
        map(preceded(char(mark), number), Some).parse(input)
    } else {
        map(opt(nom::combinator::fail::<_, u32, _>()), |_| None).parse(input)
    }
}

fn number(input: &str) -> Parsed<'_, u32> {
    map_res(digit1, |digits: &str| digits.parse::<NonZeroU32>().map(NonZeroU32::get)).parse(input)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(written: &str, printed: &str) {
        let path: SegmentPath = written.parse().unwrap();
        assert_eq!(path.to_string(), printed);
    }

    #[test]
    fn paths_print_as_they_are_written() {
        for path in ["PID", "OBX[3]", "PID-3", "OBX[3]-5.1", "PID-3[2].4.1", "OBX[*]-5[*]", "ZE1[2]-9[3].5.2"]
        {
            check(path, path);
        }
        check("PID[1]-3[1]", "PID[1]-3[1]");
    }

    #[test]
    fn a_path_that_makes_no_sense_says_where() {
        let refused = |text: &str| text.parse::<SegmentPath>().unwrap_err().at;
        assert_eq!(refused(""), 1);
        assert_eq!(refused("pid-3"), 1);
        assert_eq!(refused("1E3-1"), 1);
        assert_eq!(refused("PID-"), 4);
        assert_eq!(refused("PID-0"), 4);
        assert_eq!(refused("PID-3[0]"), 6);
        assert_eq!(refused("PID-3.1.2.3"), 10);
        assert_eq!(refused("PID-3 "), 6);
        assert_eq!(refused("PID-99999999999"), 4);
    }

    #[test]
    fn a_name_that_is_not_a_segments_is_not_shown() {
        assert_eq!(SegmentId::new(*b"a\x1b$").to_string(), "???");
    }

    proptest! {
        #[test]
        fn printing_and_parsing_agree(
            id in "[A-Z][A-Z0-9]{2}",
            occurrence in 0u32..40,
            field in proptest::option::of(1u32..90),
            repetition in 0u32..9,
            component in proptest::option::of(1u32..30),
            subcomponent in proptest::option::of(1u32..9),
        ) {
            let component = field.and(component);
            let path = SegmentPath {
                segment: SegmentId::from_name(&id),
                occurrence: Index::nth(occurrence),
                field,
                repetition: if field.is_some() { Index::nth(repetition) } else { Index::First },
                component,
                subcomponent: component.and(subcomponent),
            };
            prop_assert_eq!(path.to_string().parse(), Ok(path));
        }

        #[test]
        fn no_text_makes_the_parser_panic(text in "\\PC{0,20}") {
            let _ = text.parse::<SegmentPath>();
        }
    }
}
