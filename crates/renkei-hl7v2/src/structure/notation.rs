use std::fmt;
use std::str::FromStr;

use nom::Parser as _;
use nom::branch::alt;
use nom::bytes::complete::take_while1;
use nom::character::complete::{char, multispace0};
use nom::combinator::map;
use nom::multi::many1;
use nom::sequence::{delimited, preceded, terminated};
use renkei_core::SegmentId;

use super::matching::Rules;

/// How often an element may occur.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Cardinality {
    pub(super) optional: bool,
    pub(super) repeats: bool,
}

const ONCE: Cardinality = Cardinality { optional: false, repeats: false };

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Item {
    Segment(SegmentId),
    /// A group; the name of an unnamed one is empty.
    Group(Box<str>, Vec<Element>),
    /// One of several elements.
    Choice(Vec<Element>),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Element {
    pub(super) item: Item,
    pub(super) cardinality: Cardinality,
}

/// The structure of a message, read from the notation of the standard.
///
/// Prints as the notation that it was read from, with single blanks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Structure {
    elements: Vec<Element>,
    /// The same as the matcher wants it, made once for all messages.
    pub(super) rules: Rules,
}

/// Why a text is not the structure of a message.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a message structure from byte {at} on")]
pub struct ParseStructureError {
    /// Where it stopped making sense, in bytes counted from zero.
    pub at: usize,
}

/// Deeper nesting than any standard prints is refused.
const MAX_DEPTH: usize = 24;

impl Structure {
    /// Returns the names of the segments that the structure has a place for, each once, in order.
    pub fn segments(&self) -> Vec<SegmentId> {
        let mut found = Vec::new();
        collect(&self.elements, &mut found);
        found
    }

    /// Returns the segment that every repetition of a group begins with; `None` where the group may begin with another one.
    ///
    /// ```
    /// let structure: renkei_hl7v2::structure::Structure = "MSH {ORDER( [ORC] OBR {RESULT( OBX [NTE] )} )}".parse()?;
    /// assert_eq!(structure.opening("RESULT").map(|id| id.to_string()).as_deref(), Some("OBX"));
    /// assert_eq!(structure.opening("ORDER"), None);
    /// # Ok::<(), renkei_hl7v2::structure::ParseStructureError>(())
    /// ```
    pub fn opening(&self, group: &str) -> Option<SegmentId> {
        let first = find(&self.elements, group)?.first()?;
        match first.item {
            Item::Segment(id) if !first.cardinality.optional => Some(id),
            _ => None,
        }
    }
}

/// What stands in the group of a name.
fn find<'s>(elements: &'s [Element], group: &str) -> Option<&'s [Element]> {
    elements.iter().find_map(|element| match &element.item {
        Item::Segment(_) => None,
        Item::Group(name, inner) if **name == *group => Some(inner.as_slice()),
        Item::Group(_, inner) | Item::Choice(inner) => find(inner, group),
    })
}

fn collect(elements: &[Element], found: &mut Vec<SegmentId>) {
    for element in elements {
        match &element.item {
            // `ANYHL7SEGMENT` is no name.
            Item::Segment(id) if found.contains(id) || !id.is_well_formed() => {}
            Item::Segment(id) => found.push(*id),
            Item::Group(_, inner) | Item::Choice(inner) => collect(inner, found),
        }
    }
}

impl FromStr for Structure {
    type Err = ParseStructureError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let at = |rest: &str| ParseStructureError { at: text.len().saturating_sub(rest.len()) };
        let mut depth = 0usize;
        for (n, c) in text.char_indices() {
            match c {
                '(' | '[' | '{' => depth = depth.saturating_add(1),
                ')' | ']' | '}' => depth = depth.saturating_sub(1),
                _ => {}
            }
            if depth > MAX_DEPTH {
                return Err(ParseStructureError { at: n });
            }
        }
        match terminated(sequence, multispace0).parse(text) {
            Ok(("", elements)) => Ok(Self { rules: Rules::new(&elements), elements }),
            Ok((rest, _)) | Err(nom::Err::Error(nom::error::Error { input: rest, .. })) => Err(at(rest)),
            Err(_) => Err(at(text)),
        }
    }
}

type Parsed<'a, T> = nom::IResult<&'a str, T>;

fn sequence(input: &str) -> Parsed<'_, Vec<Element>> {
    many1(preceded(multispace0, element)).parse(input)
}

fn element(input: &str) -> Parsed<'_, Element> {
    let close = |c| preceded(multispace0, char(c));
    alt((
        map(delimited(char('['), sequence, close(']')), |inner| {
            bracketed(inner, Cardinality { optional: true, ..ONCE })
        }),
        map(delimited(char('{'), sequence, close('}')), |inner| {
            bracketed(inner, Cardinality { repeats: true, ..ONCE })
        }),
        named,
    ))
    .parse(input)
}

/// Brackets around one element say how often it occurs; around several they make an unnamed group.
fn bracketed(mut inner: Vec<Element>, around: Cardinality) -> Element {
    let alone = inner.len() == 1;
    match inner.pop() {
        Some(element) if alone => Element {
            cardinality: Cardinality {
                optional: element.cardinality.optional || around.optional,
                repeats: element.cardinality.repeats || around.repeats,
            },
            ..element
        },
        last => {
            inner.extend(last);
            Element { item: Item::Group("".into(), inner), cardinality: around }
        }
    }
}

fn named(input: &str) -> Parsed<'_, Element> {
    let (rest, name) =
        take_while1(|c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_').parse(input)?;
    if let Ok((rest, _)) = char::<_, nom::error::Error<&str>>('(').parse(rest) {
        let (rest, inner) = terminated(sequence, preceded(multispace0, char(')'))).parse(rest)?;
        let item = if name == "CHOICE" { Item::Choice(inner) } else { Item::Group(name.into(), inner) };
        return Ok((rest, Element { item, cardinality: ONCE }));
    }
    if !SegmentId::from_name(name).is_well_formed() && name != "ANYHL7SEGMENT" {
        return Err(nom::Err::Error(nom::error::Error::new(input, nom::error::ErrorKind::Tag)));
    }
    // Any segment at all is what the matcher does with segments it does not expect.
    let id = if name.len() == 3 { SegmentId::from_name(name) } else { SegmentId::new(*b"???") };
    Ok((rest, Element { item: Item::Segment(id), cardinality: ONCE }))
}

impl fmt::Display for Structure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        print(&self.elements, f)
    }
}

fn print(elements: &[Element], f: &mut fmt::Formatter<'_>) -> fmt::Result {
    for (n, element) in elements.iter().enumerate() {
        if n > 0 {
            f.write_str(" ")?;
        }
        let Cardinality { optional, repeats } = element.cardinality;
        if optional {
            f.write_str("[")?;
        }
        if repeats {
            f.write_str("{")?;
        }
        match &element.item {
            Item::Segment(id) if id.is_well_formed() => write!(f, "{id}")?,
            Item::Segment(_) => f.write_str("ANYHL7SEGMENT")?,
            Item::Group(name, inner) if name.is_empty() => print(inner, f)?,
            Item::Group(name, inner) => {
                write!(f, "{name}( ")?;
                print(inner, f)?;
                f.write_str(" )")?;
            }
            Item::Choice(inner) => {
                f.write_str("CHOICE( ")?;
                print(inner, f)?;
                f.write_str(" )")?;
            }
        }
        if repeats {
            f.write_str("}")?;
        }
        if optional {
            f.write_str("]")?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_notation_prints_as_it_is_read() {
        for text in [
            "MSH EVN PID",
            "MSH [{SFT}] EVN PID [PD1] [{ROL}]",
            "MSH [PATIENT( PID [{NTE}] )] {ORDER( ORC [RXO {RXR}] RXE )}",
            "PID [{PROBLEM( PRB [{ROL [{VAR}]}] CHOICE( OBR ANYHL7SEGMENT ) )}]",
        ] {
            assert_eq!(text.parse::<Structure>().unwrap().to_string(), text);
        }
    }

    #[test]
    fn what_is_no_structure_says_where() {
        let refused = |text: &str| text.parse::<Structure>().unwrap_err().at;
        assert_eq!(refused(""), 0);
        assert_eq!(refused("MSH msh"), 4);
        assert_eq!(refused("MSH ]"), 4);
        assert!(refused("MSH [PID") < 8);
        assert_eq!(refused(&"[".repeat(40)), 24);
    }
}
