//! What makes a program fail, made small and without anybody's data.
//!
//! Delta debugging (Zeller, Hildebrandt 2002) from the outside in: messages, segments, fields, repetitions, components,
//! characters. Values are replaced by others of the same length, kind of character by kind of character, wherever the failure
//! stays; so what is handed on to whoever mends the program says as little as it can of the patient it came from.

mod mask;
mod pieces;

use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::ops::Range;

pub use mask::mask;

/// What the program made of an input.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It failed.
    Fails,
    /// It did not fail.
    Passes,
    /// There is no time for this one or any other.
    Stop,
}

/// What is left of an input.
#[derive(Clone, PartialEq, Eq)]
pub struct Minimized {
    /// The smallest input that was found to fail.
    pub bytes: Vec<u8>,
    /// How often the program was asked.
    pub runs: u64,
    /// How many characters are the patient's own still, because the failure needs them, or time ran out.
    pub unmasked: usize,
    /// Whether nothing more could be taken away; otherwise the limit was reached.
    pub complete: bool,
}

/// Shows sizes, not the content.
impl std::fmt::Debug for Minimized {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Minimized")
            .field("bytes", &self.bytes.len())
            .field("runs", &self.runs)
            .field("unmasked", &self.unmasked)
            .field("complete", &self.complete)
            .finish()
    }
}

/// A change: bytes at a place, and what comes there.
pub(crate) type Edit = (Range<usize>, Vec<u8>);

/// Makes an input that fails smaller while it fails; `None` where it does not fail at all.
///
/// # Examples
///
/// ```
/// use renkei_testkit::minimize::{Verdict, minimize};
///
/// let long = b"MSH|^~\\&|HIS|A|GW|B|20240401103100\rPID|||0000123||Yamada^Hanako||19800231|F\rPV1||O\r";
/// // A program that can't stand a line that ends in F.
/// let mut ask = |bytes: &[u8]| match bytes.windows(3).any(|window| window == b"|F\r") {
///     true => Verdict::Fails,
///     false => Verdict::Passes,
/// };
/// let small = minimize(long, &mut ask).expect("an input that fails");
/// assert_eq!(small.bytes, b"|F\r");
/// ```
pub fn minimize(input: &[u8], ask: &mut dyn FnMut(&[u8]) -> Verdict) -> Option<Minimized> {
    let mut search = Search { current: input.to_vec(), ask, runs: 0, seen: HashSet::new(), stopped: false };
    if !search.asked(input) {
        return None;
    }
    loop {
        let before = search.current.clone();
        search.step();
        if search.stopped || search.current == before {
            break;
        }
    }
    let unmasked =
        pieces::characters(&search.current).iter().filter(|edit| differs(&search.current, edit)).count();
    Some(Minimized { bytes: search.current, runs: search.runs, unmasked, complete: !search.stopped })
}

/// Says whether an edit would change anything.
fn differs(bytes: &[u8], (range, with): &Edit) -> bool {
    bytes.get(range.clone()).is_some_and(|old| old != with.as_slice())
}

struct Search<'a> {
    /// The smallest input that fails.
    current: Vec<u8>,
    ask: &'a mut dyn FnMut(&[u8]) -> Verdict,
    runs: u64,
    /// What was asked already, by hash: programs are slow.
    seen: HashSet<u64>,
    stopped: bool,
}

impl Search<'_> {
    /// Asks the program, unless it was asked before; an answer that came before was that it passes.
    fn asked(&mut self, bytes: &[u8]) -> bool {
        let mut hasher = DefaultHasher::new();
        bytes.hash(&mut hasher);
        if self.stopped || !self.seen.insert(hasher.finish()) {
            return false;
        }
        match (self.ask)(bytes) {
            Verdict::Stop => {
                self.stopped = true;
                false
            }
            verdict => {
                self.runs = self.runs.saturating_add(1);
                verdict == Verdict::Fails
            }
        }
    }

    /// Goes once through all levels.
    fn step(&mut self) {
        for level in pieces::LEVELS {
            let edits = level(&self.current);
            self.reduce(edits);
        }
        let whole = pieces::values(&self.current);
        self.reduce(whole);
        let characters = pieces::characters(&self.current);
        self.reduce(characters);
    }

    /// Applies as many edits as the failure survives: all at once, then halves, quarters, down to single ones.
    fn reduce(&mut self, edits: Vec<Edit>) {
        let base = self.current.clone();
        let mut left: Vec<Edit> = edits.into_iter().filter(|edit| differs(&base, edit)).collect();
        let mut taken: Vec<Edit> = Vec::new();
        let mut size = left.len();
        while size > 0 && !self.stopped {
            let mut kept = Vec::with_capacity(left.len());
            for chunk in left.chunks(size) {
                let mut attempt = taken.clone();
                attempt.extend_from_slice(chunk);
                let candidate = applied(&base, &mut attempt);
                if self.asked(&candidate) {
                    self.current = candidate;
                    taken = attempt;
                } else {
                    kept.extend_from_slice(chunk);
                }
            }
            left = kept;
            size = size.min(left.len().saturating_mul(2)).wrapping_div(2);
        }
    }
}

/// The bytes with changes, which must not overlap.
fn applied(bytes: &[u8], edits: &mut [Edit]) -> Vec<u8> {
    edits.sort_by_key(|(range, _)| range.start);
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0usize;
    for (range, with) in edits.iter() {
        out.extend_from_slice(bytes.get(at..range.start).unwrap_or_default());
        out.extend_from_slice(with);
        at = range.end;
    }
    out.extend_from_slice(bytes.get(at..).unwrap_or_default());
    out
}

#[cfg(test)]
mod tests;
