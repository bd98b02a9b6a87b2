use renkei_core::{Diagnostic, Sink, Span};

use crate::codes;

/// The five delimiters of a message, as MSH-1 and MSH-2 declare them (HL7 v2.5 2.5.4).
///
/// The default is `|^~\&`, which SS-MIX2 requires. A level that a message does not declare does not exist: without an
/// escape character nothing is unescaped, without a sub-component separator components have one part.
///
/// # Examples
///
/// ```
/// use renkei_hl7v2::Delimiters;
///
/// let delimiters = Delimiters::from_header(b"MSH$%~\\&$HIS", &mut ()).expect("a header");
/// assert_eq!((delimiters.field, delimiters.component), (b'$', b'%'));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Delimiters {
    /// Between fields.
    pub field: u8,
    /// Between components.
    pub component: u8,
    /// Between repetitions.
    pub repetition: u8,
    /// Around escape sequences, where the message has such a character.
    pub escape: Option<u8>,
    /// Between sub-components, where the message has such a character.
    pub subcomponent: Option<u8>,
}

impl Default for Delimiters {
    fn default() -> Self {
        Self { field: b'|', component: b'^', repetition: b'~', escape: Some(b'\\'), subcomponent: Some(b'&') }
    }
}

impl Delimiters {
    /// Reads the delimiters that a header segment (MSH, FHS, BHS) declares; `None` where it is too short to declare any.
    ///
    /// Component and repetition separators that are missing are taken as `^` and `~`; a fifth character, the truncation
    /// character of v2.7, is ignored.
    pub fn from_header(line: &[u8], sink: &mut dyn Sink) -> Option<Self> {
        let (&field, rest) = line.get(3..)?.split_first()?;
        let end = rest.iter().position(|&b| b == field).unwrap_or(rest.len());
        let declared = rest.get(..end).unwrap_or_default();
        let place = Span::from_usize(3, end.saturating_add(4));
        // A delimiter is one ASCII byte; anything else declares nothing.
        let nth = |n: usize| declared.get(n).copied().filter(u8::is_ascii_graphic);
        let delimiters = Self {
            field,
            component: nth(0).unwrap_or(b'^'),
            repetition: nth(1).unwrap_or(b'~'),
            escape: nth(2),
            subcomponent: nth(3),
        };
        let count = (0..4).filter(|&n| nth(n).is_some()).count();
        if count < 4 {
            sink.report(Diagnostic::new(&codes::DELIMITERS_MISSING, place).with("count", count));
        } else if delimiters != Self::default() {
            sink.report(Diagnostic::new(&codes::DELIMITERS_UNUSUAL, place));
        }
        if let Some(byte) = delimiters.duplicate() {
            sink.report(Diagnostic::new(&codes::DELIMITERS_AMBIGUOUS, place).with("byte", byte));
        }
        Some(delimiters)
    }

    /// Says whether a line begins a message: `MSH` and a field separator, which is an ASCII punctuation mark.
    pub fn begin_header(line: &[u8]) -> bool {
        line.strip_prefix(b"MSH").is_some_and(declares_separator)
    }

    /// Says whether a line begins a file or batch envelope: `FHS` or `BHS` and a field separator.
    pub fn begin_envelope(line: &[u8]) -> bool {
        line.strip_prefix(b"FHS").or_else(|| line.strip_prefix(b"BHS")).is_some_and(declares_separator)
    }

    /// Returns the delimiters that a writer can use: a level whose delimiter is that of a higher level too does not exist for
    /// it, and neither does an escape character that is a delimiter.
    #[must_use]
    pub(crate) fn for_writing(&self) -> Writable {
        let repetition = Some(self.repetition).filter(|d| *d != self.field);
        let component = Some(self.component).filter(|d| *d != self.field && *d != self.repetition);
        let above = [self.field, self.repetition, self.component];
        let subcomponent = self.subcomponent.filter(|d| !above.contains(d));
        let escape = self.escape.filter(|d| !above.contains(d) && Some(*d) != self.subcomponent);
        Writable { repetition, component, subcomponent, escape }
    }

    /// Says whether a byte is one of the delimiters.
    pub fn contains(&self, byte: u8) -> bool {
        [self.field, self.repetition, self.component].contains(&byte)
            || self.subcomponent == Some(byte)
            || self.escape == Some(byte)
    }

    fn duplicate(&self) -> Option<u8> {
        let all =
            [Some(self.field), Some(self.repetition), Some(self.component), self.subcomponent, self.escape];
        all.iter()
            .enumerate()
            .find_map(|(n, d)| d.filter(|_| all.iter().skip(n.saturating_add(1)).any(|o| o == d)))
    }
}

/// The delimiters below the field that are unambiguous.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Writable {
    pub(crate) repetition: Option<u8>,
    pub(crate) component: Option<u8>,
    pub(crate) subcomponent: Option<u8>,
    pub(crate) escape: Option<u8>,
}

fn declares_separator(rest: &[u8]) -> bool {
    rest.first().is_some_and(u8::is_ascii_punctuation)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(line: &[u8], expected: Option<(u8, [Option<u8>; 4])>, codes: &[&str]) {
        let mut found = Vec::new();
        let read = Delimiters::from_header(line, &mut found);
        assert_eq!(
            read.map(|d| (d.field, [Some(d.component), Some(d.repetition), d.escape, d.subcomponent])),
            expected
        );
        assert_eq!(found.iter().map(|d| d.code.name).collect::<Vec<_>>(), codes);
    }

    #[test]
    fn a_header_declares_what_it_declares() {
        check(b"MSH|^~\\&|HIS", Some((b'|', [Some(b'^'), Some(b'~'), Some(b'\\'), Some(b'&')])), &[]);
        check(b"MSH|^~\\&#|HIS", Some((b'|', [Some(b'^'), Some(b'~'), Some(b'\\'), Some(b'&')])), &[]);
        check(
            b"MSH$%*@!$",
            Some((b'$', [Some(b'%'), Some(b'*'), Some(b'@'), Some(b'!')])),
            &["delimiters-unusual"],
        );
        check(b"MSH|^|", Some((b'|', [Some(b'^'), Some(b'~'), None, None])), &["delimiters-missing"]);
        check(b"MSH||HIS", Some((b'|', [Some(b'^'), Some(b'~'), None, None])), &["delimiters-missing"]);
        check(b"MSH|", Some((b'|', [Some(b'^'), Some(b'~'), None, None])), &["delimiters-missing"]);
        check(
            b"MSH|^^\\&|",
            Some((b'|', [Some(b'^'), Some(b'^'), Some(b'\\'), Some(b'&')])),
            &["delimiters-unusual", "delimiters-ambiguous"],
        );
        check(b"MSH", None, &[]);
    }
}
