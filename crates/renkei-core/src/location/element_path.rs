use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use nom::Parser as _;
use nom::branch::alt;
use nom::bytes::complete::take_while1;
use nom::character::complete::{char, digit1};
use nom::combinator::{map_res, opt, value};
use nom::sequence::{delimited, preceded};

use super::ParsePathError;

/// A place in an XML document: local element names from the root, each with its one-based place among the siblings of
/// the same name, and an attribute at the end: `/ClinicalDocument/component[2]/@typeCode`. `[*]` means all of them, in paths that ask.
///
/// # Examples
///
/// ```
/// use renkei_core::ElementPath;
///
/// let path: ElementPath = "/ClinicalDocument/recordTarget/patientRole/id[2]/@extension".parse()?;
/// assert_eq!(path.steps().last(), Some(("id", 2)));
/// assert_eq!(path.attribute(), Some("extension"));
/// # Ok::<(), renkei_core::location::ParsePathError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct ElementPath {
    /// As it prints; empty for the root. A ledger has one for each value, so it is one piece that can be shared.
    text: Arc<str>,
}

impl ElementPath {
    /// Returns the path of an attribute of this element.
    #[must_use]
    pub fn with_attribute(&self, name: &str) -> Self {
        Self { text: format!("{}/@{name}", self.element()).into() }
    }

    /// Returns the steps from the root: local name and one-based place; 0 stands for all places (`[*]`).
    pub fn steps(&self) -> impl Iterator<Item = (&str, u32)> {
        self.element().split('/').skip(1).map(|step| {
            let indexed = step.strip_suffix(']').and_then(|step| step.rsplit_once('['));
            let (name, place) = indexed.unwrap_or((step, "1"));
            (name, if place == "*" { 0 } else { place.parse().unwrap_or(1) })
        })
    }

    /// Says whether a step of the path means all elements of its name.
    pub fn has_wildcard(&self) -> bool {
        self.text.contains("[*]")
    }

    /// Returns the name of the attribute, where the path ends in one.
    pub fn attribute(&self) -> Option<&str> {
        self.text.split_once("/@").map(|(_, name)| name)
    }

    fn element(&self) -> &str {
        self.text.split_once("/@").map_or(&*self.text, |(element, _)| element)
    }
}

/// Makes the path of an element from its steps: local name and one-based place, or 0 for all.
impl<'a> FromIterator<(&'a str, u32)> for ElementPath {
    fn from_iter<I: IntoIterator<Item = (&'a str, u32)>>(steps: I) -> Self {
        let mut text = String::new();
        for (name, place) in steps {
            push(&mut text, name, place);
        }
        Self { text: text.into() }
    }
}

fn push(text: &mut String, name: &str, place: u32) {
    text.push('/');
    text.push_str(name);
    match place {
        0 => text.push_str("[*]"),
        1 => {}
        _ => text.push_str(&format!("[{place}]")),
    }
}

impl fmt::Display for ElementPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(if self.text.is_empty() { "/" } else { &self.text })
    }
}

impl FromStr for ElementPath {
    type Err = ParsePathError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let stopped = |rest: &str, expected| ParsePathError {
            at: text.chars().count().saturating_sub(rest.chars().count()).saturating_add(1),
            expected,
        };
        if text == "/" {
            return Ok(Self::default());
        }
        let mut path = String::with_capacity(text.len());
        let mut rest = text;
        while !rest.is_empty() {
            if let Ok((tail, name)) = attribute(rest) {
                if !tail.is_empty() {
                    return Err(stopped(tail, "the end of the path after an attribute"));
                }
                path.push_str("/@");
                path.push_str(name);
                break;
            }
            let (tail, (name, place)) =
                step(rest).map_err(|_| stopped(rest, "a slash and the name of an element"))?;
            push(&mut path, name, place.unwrap_or(1));
            rest = tail;
        }
        if path.is_empty() {
            return Err(stopped(text, "a slash and the name of an element"));
        }
        Ok(Self { text: path.into() })
    }
}

type Parsed<'a, T> = nom::IResult<&'a str, T>;

fn is_name(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.') || !c.is_ascii() && !c.is_whitespace()
}

fn name(input: &str) -> Parsed<'_, &str> {
    take_while1(is_name).parse(input)
}

/// An attribute is named as it is written, prefix included.
fn attribute(input: &str) -> Parsed<'_, &str> {
    preceded((char('/'), char('@')), take_while1(|c| is_name(c) || c == ':')).parse(input)
}

fn step(input: &str) -> Parsed<'_, (&str, Option<u32>)> {
    let number = map_res(digit1, |d: &str| d.parse::<std::num::NonZeroU32>().map(std::num::NonZeroU32::get));
    let place = delimited(char('['), alt((value(0, char('*')), number)), char(']'));
    preceded(char('/'), (name, opt(place))).parse(input)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_print_as_they_are_written() {
        for text in [
            "/",
            "/a",
            "/a/b[2]/c",
            "/ClinicalDocument/@root",
            "/a/@b",
            "/a/@xsi:type",
            "/a[*]/b/@c",
            "/処方/薬[12]",
        ] {
            assert_eq!(text.parse::<ElementPath>().unwrap().to_string(), text);
        }
        assert_eq!("/a[1]/b".parse::<ElementPath>().unwrap().to_string(), "/a/b");
    }

    #[test]
    fn a_path_is_its_steps() {
        for text in ["/", "/a", "/a/b[2]/c", "/a/b[*]"] {
            let path: ElementPath = text.parse().unwrap();
            assert_eq!(path.steps().collect::<ElementPath>(), path);
            let attribute = path.with_attribute("b");
            assert_eq!(attribute.attribute(), Some("b"));
            assert_eq!(attribute.steps().collect::<ElementPath>(), path);
            assert_eq!(attribute.with_attribute("c").attribute(), Some("c"));
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
