//! The account of a conversion: where every byte of the source went.
//!
//! A [`Ledger`] is a list of entries in the order of the source that neither overlap nor leave a gap; each byte is
//! syntax, mapped, kept unmapped, or dropped for a stated reason, and nothing else. [`Ledger::verify`] says so.
//!
//! Bytes are those of the source as it stands in its file. Where a document is read in another encoding than UTF-8 its text is
//! transcoded first; the ledger counts the bytes that a text came from, so that the classes add up to the size of the file.

use std::fmt;

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
        /// The place in the model, as in the JSON of an exchange.
        to: Box<str>,
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
        // Entries are many times the size of what they are sorted by.
        let spans = entries.iter().map(|entry| entry.span).zip(0usize..);
        let mut order: Vec<(Span, usize)> = spans.filter(|(span, _)| !span.is_empty()).collect();
        order.sort_unstable();
        let mut entries: Vec<Option<Entry>> = entries.into_iter().map(Some).collect();
        let mut all = Vec::with_capacity(order.len().saturating_mul(2).saturating_add(1));
        let mut at = 0;
        let syntax = |from, to| Entry { span: Span::new(from, to), path: None, fate: Fate::Syntax };
        for (span, place) in order {
            if span.start() > at {
                all.push(syntax(at, span.start()));
            }
            at = at.max(span.end());
            all.extend(entries.get_mut(place).and_then(Option::take));
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
    fn bytes_counted_twice_are_found() {
        let ledger = Ledger::balance(10, vec![unmapped(2, 5), unmapped(4, 6)]);
        assert_eq!(ledger.verify(), Err(Imbalance::Overlap(Span::new(4, 5))));
        let beyond = Ledger::balance(3, vec![unmapped(2, 5)]);
        assert!(beyond.verify().is_err());
    }
}
