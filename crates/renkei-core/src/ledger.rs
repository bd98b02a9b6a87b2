//! The account of a conversion: where every byte of the source went.
//!
//! A [`Ledger`] is a list of entries in the order of the source that neither overlap nor leave a gap; each byte is
//! syntax, mapped, kept unmapped, or dropped for a stated reason, and nothing else. [`Ledger::verify`] says so.
//!
//! Bytes are those of the source as it stands in its file. Where a document is read in another encoding than UTF-8 its text is
//! transcoded first; the ledger counts the bytes that a text came from, so that the classes add up to the size of the file.

use std::fmt;
use std::ops::{Deref, Range};
use std::sync::Arc;

use crate::diagnostic::Code;
use crate::location::Path;
use crate::span::Span;

/// What became of some bytes of the source.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Fate {
    /// Delimiters, names of segments, framing, blank lines: what the format itself needs.
    Syntax,
    /// Read into the canonical model, at this place of it (`patient.names[0].family`).
    Mapped {
        /// The place in the model.
        to: ModelPlace,
    },
    /// Not known to the mapping; kept in the exchange's list of unmapped values.
    Unmapped,
    /// Left out of the target on purpose.
    Dropped {
        /// Why.
        reason: &'static Code,
    },
}

impl Fate {
    /// Returns the name of the class: `syntax`, `mapped`, `unmapped` or `dropped`.
    pub const fn class(&self) -> &'static str {
        match self {
            Self::Syntax => "syntax",
            Self::Mapped { .. } => "mapped",
            Self::Unmapped => "unmapped",
            Self::Dropped { .. } => "dropped",
        }
    }
}

/// A place in the model, as in the JSON of an exchange: `patient.names[0].family`. It is read as text.
///
/// The places of an [`Account`] share one text, so that a message of a thousand values has not a thousand pieces of memory.
#[derive(Clone)]
pub struct ModelPlace {
    text: Arc<str>,
    at: Range<u32>,
}

impl ModelPlace {
    fn within(text: &Arc<str>, at: Range<u32>) -> Self {
        Self { text: Arc::clone(text), at }
    }
}

impl Deref for ModelPlace {
    type Target = str;

    fn deref(&self) -> &str {
        let at = Span::new(self.at.start, self.at.end).range();
        self.text.get(at).unwrap_or_default()
    }
}

impl From<&str> for ModelPlace {
    fn from(text: &str) -> Self {
        Self { text: text.into(), at: 0..narrow(text.len()) }
    }
}

impl From<String> for ModelPlace {
    fn from(text: String) -> Self {
        Self::from(text.as_str())
    }
}

impl PartialEq for ModelPlace {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl Eq for ModelPlace {}

impl fmt::Display for ModelPlace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self)
    }
}

impl fmt::Debug for ModelPlace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&**self, f)
    }
}

fn narrow(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

/// What became of the values of a source, noted while it is read, in any order.
///
/// # Examples
///
/// ```
/// use renkei_core::ledger::{Account, Fate};
/// use renkei_core::{SegmentPath, Span};
///
/// let mut account = Account::default();
/// account.mapped(Span::new(8, 10), Some(SegmentPath::field("PID", 1, 8).into()), "patient.sex");
/// account.unmapped(Span::new(4, 6), None);
/// let ledger = account.balance(12);
/// assert_eq!(ledger.verify(), Ok(()));
/// assert_eq!(ledger.entries()[3].fate, Fate::Mapped { to: "patient.sex".into() });
/// ```
#[derive(Debug, Default)]
pub struct Account {
    notes: Vec<Note>,
    /// The places in the model, one after the other.
    places: String,
}

/// A value, and where in [`Account::places`] its place stands; none where it was not mapped.
#[derive(Debug)]
struct Note {
    span: Span,
    path: Option<Path>,
    place: Option<Range<u32>>,
}

impl Account {
    /// Notes that bytes were read into the model, and where to.
    pub fn mapped(&mut self, span: Span, path: Option<Path>, to: &str) {
        let place = Some(self.place(&[to]));
        self.notes.push(Note { span, path, place });
    }

    /// Notes that bytes are kept without being understood.
    pub fn unmapped(&mut self, span: Span, path: Option<Path>) {
        self.notes.push(Note { span, path, place: None });
    }

    /// Returns how many notes there are, to come back to.
    pub const fn mark(&self) -> usize {
        self.notes.len()
    }

    /// Says that what was noted since a mark to stand in one place stands in another.
    pub fn moved(&mut self, mark: usize, from: &str, to: &str) {
        let mut notes = std::mem::take(&mut self.notes);
        for note in notes.iter_mut().skip(mark) {
            let Some(at) = &note.place else { continue };
            let place = self.places.get(Span::new(at.start, at.end).range()).unwrap_or_default();
            if let Some(rest) = place.strip_prefix(from) {
                let rest = rest.to_owned();
                note.place = Some(self.place(&[to, &rest]));
            }
        }
        self.notes = notes;
    }

    /// Makes the ledger of a source of `length` bytes; what was not noted is syntax.
    pub fn balance(self, length: u32) -> Ledger {
        let places: Arc<str> = self.places.into();
        let order = in_order(self.notes.iter().map(|note| note.span));
        let mut notes = self.notes;
        Ledger::fill(length, &order, |n| {
            let note = notes.get_mut(n)?;
            let fate = match note.place.take() {
                Some(at) => Fate::Mapped { to: ModelPlace::within(&places, at) },
                None => Fate::Unmapped,
            };
            Some(Entry { span: note.span, path: note.path.take(), fate })
        })
    }

    /// Adds the text of a place, given in pieces.
    fn place(&mut self, pieces: &[&str]) -> Range<u32> {
        let from = narrow(self.places.len());
        pieces.iter().for_each(|piece| self.places.push_str(piece));
        from..narrow(self.places.len())
    }
}

/// One run of bytes and what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The bytes, relative to the start of the account.
    pub span: Span,
    /// Where they stand, where the format gives them a path.
    pub path: Option<Path>,
    /// What became of them.
    pub fate: Fate,
}

/// Something of the target that has no origin in the source, or that was changed on the way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    /// The place in the source or target it concerns.
    pub path: Option<Path>,
    /// What happened: a named default, a substitution, a choice.
    pub code: &'static Code,
    /// Where in the target, as text.
    pub target: Box<str>,
}

/// How many bytes each class got.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// Bytes of delimiters and framing.
    pub syntax: u64,
    /// Bytes read into the model.
    pub mapped: u64,
    /// Bytes kept without being understood.
    pub unmapped: u64,
    /// Bytes left out.
    pub dropped: u64,
}

impl Totals {
    /// Returns the sum of the classes: the length of the source, when the ledger is in order.
    pub const fn sum(&self) -> u64 {
        self.syntax.saturating_add(self.mapped).saturating_add(self.unmapped).saturating_add(self.dropped)
    }

    /// Adds the figures of another account to these.
    pub const fn add(&mut self, other: &Self) {
        self.syntax = self.syntax.saturating_add(other.syntax);
        self.mapped = self.mapped.saturating_add(other.mapped);
        self.unmapped = self.unmapped.saturating_add(other.unmapped);
        self.dropped = self.dropped.saturating_add(other.dropped);
    }
}

/// Why a ledger does not account for its source.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Imbalance {
    /// Bytes that no entry accounts for.
    #[error("bytes {0} are not accounted for")]
    Gap(Span),
    /// Bytes that two entries account for.
    #[error("bytes {0} are accounted for twice")]
    Overlap(Span),
}

/// The spans that are not empty, in order, and which of all they are: entries are many times the size of what they are sorted by.
fn in_order(spans: impl Iterator<Item = Span>) -> Vec<(Span, usize)> {
    let mut order: Vec<(Span, usize)> = spans.zip(0usize..).filter(|(span, _)| !span.is_empty()).collect();
    order.sort_unstable();
    order
}

/// The account of one source: entries in order, without gap or overlap.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ledger {
    length: u32,
    entries: Vec<Entry>,
    remarks: Vec<Remark>,
}

impl Ledger {
    /// Makes the account of a source of `length` bytes from entries in any order; what no entry covers is syntax.
    ///
    /// Entries that overlap are kept as they are: [`Ledger::verify`] finds them.
    pub fn balance(length: u32, entries: Vec<Entry>) -> Self {
        let order = in_order(entries.iter().map(|entry| entry.span));
        let mut entries: Vec<Option<Entry>> = entries.into_iter().map(Some).collect();
        Self::fill(length, &order, |n| entries.get_mut(n).and_then(Option::take))
    }

    /// Makes the account from entries by their numbers, in this order; what is between them is syntax.
    fn fill(length: u32, order: &[(Span, usize)], mut entry: impl FnMut(usize) -> Option<Entry>) -> Self {
        let mut all = Vec::with_capacity(order.len().saturating_mul(2).saturating_add(1));
        let mut at = 0;
        let syntax = |from, to| Entry { span: Span::new(from, to), path: None, fate: Fate::Syntax };
        for (span, n) in order {
            if span.start() > at {
                all.push(syntax(at, span.start()));
            }
            at = at.max(span.end());
            all.extend(entry(*n));
        }
        if at < length {
            all.push(syntax(at, length));
        }
        Self { length, entries: all, remarks: Vec::new() }
    }

    /// Returns the number of bytes of the source.
    pub const fn length(&self) -> u32 {
        self.length
    }

    /// Returns the entries in the order of the source.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// Returns what the target holds that the source does not, or holds otherwise.
    pub fn remarks(&self) -> &[Remark] {
        &self.remarks
    }

    /// Adds a remark.
    pub fn remark(&mut self, remark: Remark) {
        self.remarks.push(remark);
    }

    /// Adds up the classes.
    pub fn totals(&self) -> Totals {
        let mut totals = Totals::default();
        for entry in &self.entries {
            let class = match entry.fate {
                Fate::Syntax => &mut totals.syntax,
                Fate::Mapped { .. } => &mut totals.mapped,
                Fate::Unmapped => &mut totals.unmapped,
                Fate::Dropped { .. } => &mut totals.dropped,
            };
            *class = class.saturating_add(u64::from(entry.span.len()));
        }
        totals
    }

    /// Says whether anything was left out.
    pub fn has_loss(&self) -> bool {
        self.entries.iter().any(|e| matches!(e.fate, Fate::Dropped { .. }))
    }

    /// Checks that every byte of the source stands in exactly one entry.
    ///
    /// # Errors
    ///
    /// The first gap or overlap.
    pub fn verify(&self) -> Result<(), Imbalance> {
        let mut at = 0;
        for entry in &self.entries {
            let (start, end) = (entry.span.start(), entry.span.end());
            if start > at {
                return Err(Imbalance::Gap(Span::new(at, start)));
            }
            if start < at {
                return Err(Imbalance::Overlap(Span::new(start, at.min(end))));
            }
            at = end;
        }
        match at.cmp(&self.length) {
            std::cmp::Ordering::Less => Err(Imbalance::Gap(Span::new(at, self.length))),
            std::cmp::Ordering::Equal => Ok(()),
            std::cmp::Ordering::Greater => Err(Imbalance::Overlap(Span::new(self.length, at))),
        }
    }
}

impl fmt::Display for Totals {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} bytes: {} syntax, {} mapped, {} unmapped, {} dropped",
            self.sum(),
            self.syntax,
            self.mapped,
            self.unmapped,
            self.dropped
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unmapped(start: u32, end: u32) -> Entry {
        Entry { span: Span::new(start, end), path: None, fate: Fate::Unmapped }
    }

    #[test]
    fn what_no_entry_covers_is_syntax() {
        let ledger = Ledger::balance(10, vec![unmapped(6, 8), unmapped(2, 4)]);
        assert_eq!(ledger.verify(), Ok(()));
        assert_eq!(ledger.totals(), Totals { syntax: 6, unmapped: 4, ..Totals::default() });
        assert_eq!(ledger.totals().sum(), 10);
    }

    #[test]
    fn a_value_whose_place_is_known_late_is_moved() {
        let mut account = Account::default();
        account.mapped(Span::new(0, 1), None, "content.header.status");
        let mark = account.mark();
        account.mapped(Span::new(2, 3), None, "content.header.status");
        account.unmapped(Span::new(3, 4), None);
        account.moved(mark, "content", "content.lines[1]");
        let ledger = account.balance(4);
        let places: Vec<&str> = ledger
            .entries()
            .iter()
            .filter_map(|entry| match &entry.fate {
                Fate::Mapped { to } => Some(&**to),
                _ => None,
            })
            .collect();
        assert_eq!(places, ["content.header.status", "content.lines[1].header.status"]);
    }

    #[test]
    fn bytes_counted_twice_are_found() {
        let ledger = Ledger::balance(10, vec![unmapped(2, 5), unmapped(4, 6)]);
        assert_eq!(ledger.verify(), Err(Imbalance::Overlap(Span::new(4, 5))));
        let beyond = Ledger::balance(3, vec![unmapped(2, 5)]);
        assert!(beyond.verify().is_err());
    }
}
