//! Named defects: what is wrong, where, and which rule finds it.

mod change;
mod list;

use renkei::core::SegmentPath;

use crate::Sample;
pub use change::Change;
pub use list::ALL;

/// A defect that a sound file can be given.
#[derive(Clone, Copy, Debug)]
pub struct Defect {
    /// The name: `birth-date-impossible`.
    pub name: &'static str,
    /// What is wrong, in English.
    pub english: &'static str,
    /// What is wrong, in Japanese.
    pub japanese: &'static str,
    /// The name of the rule that finds it.
    pub code: &'static str,
    /// The data kinds whose files can have it; none for all.
    pub kinds: &'static [&'static str],
    /// The change.
    pub change: Change,
    /// Where the rule finds it; empty where that is the place of the change.
    pub found_at: &'static str,
}

/// A file with a defect.
#[derive(Clone, Debug)]
pub struct Spoilt {
    /// The file.
    pub sample: Sample,
    /// Where the defect is found, where that is a place in the message.
    pub place: Option<SegmentPath>,
}

impl Defect {
    /// Spoils a file; `None` where the file has nothing that this defect could spoil.
    ///
    /// The same file gives the same bytes every time.
    pub fn apply(&self, sample: &Sample) -> Option<Spoilt> {
        if !self.kinds.is_empty() {
            let kind = sample.kind()?;
            self.kinds.iter().find(|known| **known == kind)?;
        }
        let (spoilt, place) = self.change.apply(sample)?;
        let named = Some(self.found_at).filter(|path| !path.is_empty());
        let place = match named {
            Some(path) => path.parse().ok(),
            None => place,
        };
        (spoilt != *sample).then_some(Spoilt { sample: spoilt, place })
    }
}

/// Returns the defect of a name.
pub fn by_name(name: &str) -> Option<&'static Defect> {
    ALL.iter().find(|defect| defect.name == name)
}

#[cfg(test)]
mod tests;
