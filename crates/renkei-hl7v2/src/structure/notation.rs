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
    dividers: Vec<Divider>,
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

    /// Tells what a required segment of a group keeps apart from what stands before it: were it left out, the next of these
    /// segments would be taken for a part of something earlier. Empty where nothing would go astray, and where the group has no
    /// such segment.
    ///
    /// The name of the whole message is empty. A group within another that occurs once at most can be asked for by either name.
    ///
    /// ```
    /// use renkei_core::SegmentId;
    /// let structure: renkei_hl7v2::structure::Structure =
    ///     "MSH [{NTE}] {ORDER( ORC [DETAIL( RXO RXR )] RXE {RXR} [{NTE}] )}".parse()?;
    /// let kept_apart = |id| structure.kept_apart("ORDER", SegmentId::from_name(id));
    /// assert_eq!(kept_apart("RXE"), ["RXE", "RXR"].map(SegmentId::from_name));
    /// // Without its first segment all of a repetition would go to the one before.
    /// assert_eq!(kept_apart("ORC"), ["ORC", "RXO", "RXR", "RXE", "NTE"].map(SegmentId::from_name));
    /// # Ok::<(), renkei_hl7v2::structure::ParseStructureError>(())
    /// ```
    pub fn kept_apart(&self, group: &str, by: SegmentId) -> &[SegmentId] {
        let found = self.dividers.iter().find(|d| d.id == by && *d.group == *group);
        found.map_or(&[], |divider| &divider.kept_apart)
    }
}

/// A required segment that keeps segments apart from what stands before it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Divider {
    group: Box<str>,
    id: SegmentId,
    kept_apart: Vec<SegmentId>,
}

/// Finds the dividers of a group and of the groups within.
fn divide(group: &str, elements: &[Element], repeats: bool, found: &mut Vec<Divider>) {
    let mut before = Before { segments: Vec::new(), open: Vec::new(), opened: !repeats };
    divide_after(group, elements, &mut before, found);
    for element in elements {
        divide_within(element, found);
    }
}

fn divide_within(element: &Element, found: &mut Vec<Divider>) {
    match &element.item {
        Item::Segment(_) => {}
        Item::Group(name, inner) if !name.is_empty() => divide(name, inner, true, found),
        Item::Group(_, inner) | Item::Choice(inner) => inner.iter().for_each(|e| divide_within(e, found)),
    }
}

/// What stands before an element of a group.
struct Before {
    segments: Vec<SegmentId>,
    /// Those since the last required one, and that one where it repeats: what may still be said.
    open: Vec<SegmentId>,
    /// Whether something required stands there, so that a repetition of the group has begun.
    opened: bool,
}

/// Walks a group, with the groups within that do not repeat.
fn divide_after(group: &str, elements: &[Element], before: &mut Before, found: &mut Vec<Divider>) {
    let mut rest = elements;
    while let Some((element, after)) = rest.split_first() {
        rest = after;
        match &element.item {
            Item::Segment(id) => {
                if !element.cardinality.optional {
                    let mut kept_apart = Vec::new();
                    collect(after, &mut kept_apart);
                    if before.opened {
                        kept_apart.retain(|id| before.segments.contains(id));
                    }
                    // Another repetition of the group may begin with these, and this one would take them.
                    kept_apart.append(&mut before.open);
                    kept_apart.insert(0, *id);
                    before.opened = true;
                    found.push(Divider { group: group.into(), id: *id, kept_apart });
                }
                before.segments.push(*id);
                if element.cardinality.optional || element.cardinality.repeats {
                    before.open.push(*id);
                }
            }
            Item::Group(_, inner) if !element.cardinality.repeats => {
                let opened = before.opened;
                divide_after(group, inner, before, found);
                before.opened = opened || !element.cardinality.optional && before.opened;
            }
            Item::Group(_, inner) | Item::Choice(inner) => {
                collect(inner, &mut before.segments);
                collect(inner, &mut before.open);
                before.opened |= !element.cardinality.optional;
            }
        }
    }
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
            Ok(("", elements)) => {
                let mut dividers = Vec::new();
                divide("", &elements, false, &mut dividers);
                Ok(Self { rules: Rules::new(&elements), dividers, elements })
            }
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
