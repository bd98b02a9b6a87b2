//! Recoverable problems: what was found, where, and what to do, without a byte of anybody's record.
//!
//! A [`Diagnostic`] points at the problem and names its [`Code`]; the code holds the words, in English and Japanese.
//! What varies is an [`Arg`], and an `Arg` can't hold text from the input: only numbers, single bytes, words of ours and
//! segment names. So a diagnostic can be logged anywhere.
//!
//! ```
//! use renkei_core::{Diagnostic, Language, Location, Span, codes};
//!
//! let mut found = Vec::new();
//! renkei_core::Sink::report(
//!     &mut found,
//!     Diagnostic::new(&codes::UNDECODABLE_BYTES, Location::at(Span::new(17, 19))).with("count", 2u32),
//! );
//! assert_eq!(found[0].message(Language::English), "2 bytes can't be read in the character set");
//! assert_eq!(found[0].message(Language::Japanese), "文字集合として読めないバイトが2個あります");
//! ```

use std::fmt;

use crate::location::{Location, SegmentId};

/// A language in which messages can be shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    /// English.
    #[default]
    English,
    /// Japanese.
    Japanese,
}

/// How much a problem matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Worth knowing; nothing is wrong.
    Info,
    /// Read, but not as the standard or guideline says; a reader with less patience may fail.
    Warning,
    /// Part of the input could not be understood; it is kept as it stands.
    Error,
}

impl Severity {
    /// Returns the name used in reports: `info`, `warning` or `error`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// One kind of problem: a stable name, and the words for it.
///
/// Codes are `static` items made with [`codes!`](crate::codes!); each crate has its own table in a module named `codes`.
#[derive(Debug)]
pub struct Code {
    /// The stable name, as in `invalid-timestamp`.
    pub name: &'static str,
    /// How much a problem of this kind matters unless the reporter says otherwise.
    pub severity: Severity,
    /// The message in English, with the names of arguments in braces: lowercase, no full stop.
    pub english: &'static str,
    /// The message in Japanese.
    pub japanese: &'static str,
    /// What to do about it, in English.
    pub help: &'static str,
    /// What to do about it, in Japanese.
    pub help_japanese: &'static str,
    /// The standard or guideline and section that the rule comes from.
    pub clause: &'static str,
}

impl Code {
    /// Returns the message template in a language.
    pub const fn template(&self, language: Language) -> &'static str {
        match language {
            Language::English => self.english,
            Language::Japanese => self.japanese,
        }
    }

    /// Returns what to do about it, in a language.
    pub const fn help(&self, language: Language) -> &'static str {
        match language {
            Language::English => self.help,
            Language::Japanese => self.help_japanese,
        }
    }
}

impl PartialEq for Code {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl Eq for Code {}

/// Declares a table of [`Code`]s and the list `ALL` of them.
///
/// One row reads: the constant, the name and severity, the message and the help in both languages, and the clause.
/// `codes! { NAME "name" Warning "english" "日本語" help "…" "…" clause "…"; }` gives
/// `pub static NAME: Code` and an entry in `pub static ALL: &[&Code]`.
#[macro_export]
macro_rules! codes {
    ($($constant:ident $name:literal $severity:ident
        $english:literal $japanese:literal
        help $help:literal $help_japanese:literal
        clause $clause:literal;)*) => {
        $(
            #[doc = concat!("`", $name, "`: ", $english, ". ", $japanese, ". (", $clause, ")")]
            pub static $constant: $crate::Code = $crate::Code {
                name: $name,
                severity: $crate::Severity::$severity,
                english: $english,
                japanese: $japanese,
                help: $help,
                help_japanese: $help_japanese,
                clause: $clause,
            };
        )*
        /// All codes of this table, in the order of the table.
        pub static ALL: &[&$crate::Code] = &[$(&$constant),*];
    };
}

/// What varies in a message. None of the variants can hold text from the input.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Arg {
    /// A count, length, position or limit.
    Number(u64),
    /// One of our own words, or a name from a standard.
    Word(&'static str),
    /// A single byte, shown as two hexadecimal digits.
    Byte(u8),
    /// The name of a segment; one that is not three letters and digits is shown as `???`.
    Segment(SegmentId),
}

impl fmt::Display for Arg {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(n) => n.fmt(f),
            Self::Word(w) => f.write_str(w),
            Self::Byte(b) => write!(f, "{b:02X}"),
            Self::Segment(id) => id.fmt(f),
        }
    }
}

impl From<u32> for Arg {
    fn from(n: u32) -> Self {
        Self::Number(u64::from(n))
    }
}

impl From<u64> for Arg {
    fn from(n: u64) -> Self {
        Self::Number(n)
    }
}

impl From<usize> for Arg {
    fn from(n: usize) -> Self {
        Self::Number(u64::try_from(n).unwrap_or(u64::MAX))
    }
}

impl From<u8> for Arg {
    fn from(b: u8) -> Self {
        Self::Byte(b)
    }
}

impl From<&'static str> for Arg {
    fn from(w: &'static str) -> Self {
        Self::Word(w)
    }
}

impl From<SegmentId> for Arg {
    fn from(id: SegmentId) -> Self {
        Self::Segment(id)
    }
}

/// A problem that did not stop us: its kind, its place, and what varies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// The kind of problem.
    pub code: &'static Code,
    /// How much it matters here.
    pub severity: Severity,
    /// Where it is.
    pub location: Location,
    args: [Option<(&'static str, Arg)>; 3],
}

impl Diagnostic {
    /// Makes a diagnostic with the severity that its code has by default.
    pub fn new(code: &'static Code, location: impl Into<Location>) -> Self {
        Self { code, severity: code.severity, location: location.into(), args: [None; 3] }
    }

    /// Adds an argument of the message; a message has at most three, and a fourth is ignored.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<Arg>) -> Self {
        if let Some(free) = self.args.iter_mut().find(|a| a.is_none()) {
            *free = Some((name, value.into()));
        }
        self
    }

    /// Returns the arguments in the order in which they were given.
    pub fn args(&self) -> impl Iterator<Item = (&'static str, Arg)> + '_ {
        self.args.iter().flatten().copied()
    }

    /// Returns the message in a language, without the place.
    pub fn message(&self, language: Language) -> String {
        let template = self.code.template(language);
        let mut out = String::with_capacity(template.len().saturating_add(16));
        let mut rest = template;
        while let Some((before, after)) = rest.split_once('{') {
            out.push_str(before);
            let Some((name, tail)) = after.split_once('}') else {
                rest = after;
                break;
            };
            match self.args().find(|(n, _)| *n == name) {
                Some((_, value)) => out.push_str(&value.to_string()),
                None => out.push('?'),
            }
            rest = tail;
        }
        out.push_str(rest);
        out
    }
}

/// Prints `warning: message at PID-7 (byte 120..128) [invalid-timestamp]`, in English.
impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.severity.name(), self.message(Language::English))?;
        if !self.location.is_unknown() {
            write!(f, " at {}", self.location)?;
        }
        write!(f, " [{}]", self.code.name)
    }
}

/// Where diagnostics go; the caller decides what becomes of them.
///
/// `()` ignores them, `Vec` keeps all, `Option` keeps the first, a closure does as it likes, and [`Limit`] puts a bound
/// before any of them.
pub trait Sink {
    /// Takes one diagnostic.
    fn report(&mut self, diagnostic: Diagnostic);
}

impl Sink for () {
    fn report(&mut self, _: Diagnostic) {}
}

impl Sink for Vec<Diagnostic> {
    fn report(&mut self, diagnostic: Diagnostic) {
        self.push(diagnostic);
    }
}

impl Sink for Option<Diagnostic> {
    fn report(&mut self, diagnostic: Diagnostic) {
        self.get_or_insert(diagnostic);
    }
}

impl<F: FnMut(Diagnostic)> Sink for F {
    fn report(&mut self, diagnostic: Diagnostic) {
        self(diagnostic);
    }
}

/// Passes on at most so many diagnostics and counts the rest, so that a hostile message can't fill the memory.
#[derive(Debug)]
pub struct Limit<S> {
    inner: S,
    left: usize,
    suppressed: usize,
}

impl<S: Sink> Limit<S> {
    /// Passes at most `most` diagnostics on to `inner`.
    pub const fn new(inner: S, most: usize) -> Self {
        Self { inner, left: most, suppressed: 0 }
    }

    /// Returns how many diagnostics were not passed on.
    pub const fn suppressed(&self) -> usize {
        self.suppressed
    }

    /// Returns the inner sink.
    pub fn into_inner(self) -> S {
        self.inner
    }
}

impl<S: Sink> Sink for Limit<S> {
    fn report(&mut self, diagnostic: Diagnostic) {
        if let Some(left) = self.left.checked_sub(1) {
            self.left = left;
            self.inner.report(diagnostic);
        } else {
            self.suppressed = self.suppressed.saturating_add(1);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Span;
    use crate::codes;

    fn sample() -> Diagnostic {
        Diagnostic::new(&codes::UNDECODABLE_BYTES, Span::new(3, 5)).with("count", 2u32)
    }

    #[test]
    fn a_sink_is_whatever_the_caller_likes() {
        let mut first: Option<Diagnostic> = None;
        first.report(sample());
        first.report(sample().with("extra", 1u32));
        assert_eq!(first.as_ref().map(|d| d.args().count()), Some(1));

        let mut seen = 0;
        let mut count = |_| seen += 1;
        count.report(sample());
        assert_eq!(seen, 1);

        let mut limited = Limit::new(Vec::new(), 2);
        for _ in 0..5 {
            limited.report(sample());
        }
        assert_eq!(limited.suppressed(), 3);
        assert_eq!(limited.into_inner().len(), 2);
    }

    #[test]
    fn a_diagnostic_prints_its_place_and_code() {
        assert_eq!(
            sample().to_string(),
            "warning: 2 bytes can't be read in the character set at byte 3..5 [undecodable-bytes]"
        );
    }

    #[test]
    fn every_brace_in_a_template_is_closed_in_both_languages() {
        for code in codes::ALL {
            for language in [Language::English, Language::Japanese] {
                let t = code.template(language);
                assert_eq!(t.matches('{').count(), t.matches('}').count(), "{}", code.name);
            }
        }
    }
}
