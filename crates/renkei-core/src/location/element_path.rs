use std::fmt;
use std::str::FromStr;

use nom::Parser as _;
use nom::bytes::complete::take_while1;
use nom::character::complete::{char, digit1};
use nom::combinator::{map_res, opt};
use nom::sequence::{delimited, preceded};

use super::ParsePathError;

/// A place in an XML document: local element names from the root, each with its one-based place among the siblings of
/// the same name, and an attribute at the end: `/ClinicalDocument/component[2]/@typeCode`.
///
/// # Examples
///
/// ```
/// use renkei_core::ElementPath;
///
/// let path: ElementPath = "/ClinicalDocument/recordTarget/patientRole/id[2]/@extension".parse()?;
/// assert_eq!(path.steps().len(), 4);
/// assert_eq!(path.attribute(), Some("extension"));
/// # Ok::<(), renkei_core::location::ParsePathError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct ElementPath {
    steps: Vec<(Box<str>, u32)>,
    attribute: Option<Box<str>>,
}

impl ElementPath {
    /// Adds a step: an element's local name and its place among its siblings of that name, counted from one.
    pub fn push(&mut self, name: &str, place: u32) {
        self.steps.push((name.into(), place.max(1)));
    }

    /// Removes the last step.
    pub fn pop(&mut self) {
        self.steps.pop();
    }

    /// Returns the path of an attribute of this element.
    #[must_use]
    pub fn with_attribute(mut self, name: &str) -> Self {
        self.attribute = Some(name.into());
        self
    }

    /// Returns the steps from the root: local name and one-based place.
    pub fn steps(&self) -> &[(Box<str>, u32)] {
        &self.steps
    }

    /// Returns the name of the attribute, where the path ends in one.
    pub fn attribute(&self) -> Option<&str> {
        self.attribute.as_deref()
    }
}

impl fmt::Display for ElementPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (name, place) in &self.steps {
            write!(f, "/{name}")?;
            if *place > 1 {
                write!(f, "[{place}]")?;
            }
        }
        match &self.attribute {
            Some(name) => write!(f, "/@{name}"),
            None if self.steps.is_empty() => f.write_str("/"),
            None => Ok(()),
        }
    }
}

impl FromStr for ElementPath {
    type Err = ParsePathError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let stopped = |rest: &str, expected| ParsePathError {
            at: text.chars().count().saturating_sub(rest.chars().count()).saturating_add(1),
            expected,
        };
        let mut path = Self::default();
        if text == "/" {
            return Ok(path);
        }
        let mut rest = text;
        while !rest.is_empty() {
            if let Ok((tail, name)) = attribute(rest) {
                if !tail.is_empty() {
                    return Err(stopped(tail, "the end of the path after an attribute"));
                }
                path.attribute = Some(name.into());
                break;
            }
            let (tail, (name, place)) =
                step(rest).map_err(|_| stopped(rest, "a slash and the name of an element"))?;
            path.push(name, place.unwrap_or(1));
            rest = tail;
        }
        if path.steps.is_empty() && path.attribute.is_none() {
            return Err(stopped(text, "a slash and the name of an element"));
        }
        Ok(path)
    }
}

type Parsed<'a, T> = nom::IResult<&'a str, T>;

fn name(input: &str) -> Parsed<'_, &str> {
    take_while1(|c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.')).parse(input)
}

fn attribute(input: &str) -> Parsed<'_, &str> {
    preceded((char('/'), char('@')), name).parse(input)
}

fn step(input: &str) -> Parsed<'_, (&str, Option<u32>)> {
    let place = delimited(
        char('['),
        map_res(digit1, |d: &str| d.parse::<std::num::NonZeroU32>().map(std::num::NonZeroU32::get)),
        char(']'),
    );
    preceded(char('/'), (name, opt(place))).parse(input)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_print_as_they_are_written() {
        for text in ["/", "/a", "/a/b[2]/c", "/ClinicalDocument/@root", "/a/@b"] {
            assert_eq!(text.parse::<ElementPath>().unwrap().to_string(), text);
        }
    }

    #[test]
    fn a_path_that_makes_no_sense_says_where() {
        let refused = |text: &str| text.parse::<ElementPath>().unwrap_err().at;
        assert_eq!(refused(""), 1);
        assert_eq!(refused("a"), 1);
        assert_eq!(refused("/a//b"), 3);
        assert_eq!(refused("/a/@b/c"), 6);
        assert_eq!(refused("/a[0]"), 3);
    }
}
