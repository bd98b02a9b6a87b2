//! Finding the counterpart of each file.

use std::cmp::Ordering;
use std::iter::Peekable;
use std::path::PathBuf;

use crate::input::{Found, Input, Inputs};
use crate::read::Failure;

/// Two files that belong together, or one without a counterpart.
#[derive(Debug)]
pub(super) enum Pair {
    Both(Box<Input>, Box<Input>),
    /// A file of the first side (0) or the second (1).
    Alone(usize, Box<Input>),
    Failed(usize, Failure),
}

/// An iterator over the files of two sides, each with its counterpart.
///
/// Both sides are walked in their fixed order and held against each other as they come, so that memory does not grow with
/// the number of files.
#[derive(Debug)]
pub(super) struct Pairs {
    sides: [Peekable<Inputs>; 2],
    /// Whether both sides are single files, which belong together whatever they are called.
    single: bool,
    /// The files of each side whose turn it is.
    waiting: [Vec<Input>; 2],
    ready: std::collections::VecDeque<Pair>,
}

impl Pairs {
    /// Makes the iterator over two files or two folders; `-` is standard input. Where a side is not there at all, that is
    /// all there is to say: no file of the other has lost its counterpart.
    pub(super) fn new(a: PathBuf, b: PathBuf) -> Self {
        let single = !a.is_dir() && !b.is_dir();
        let is_there = |path: &PathBuf| path.as_os_str() == "-" || path.exists();
        let both = is_there(&a) && is_there(&b);
        let sides = [a, b].map(|path| {
            let said = both || !is_there(&path);
            Inputs::new(said.then_some(path)).peekable()
        });
        Self { sides, single, waiting: Default::default(), ready: std::collections::VecDeque::new() }
    }

    /// Takes the files of a side that come next and have one key; strays of a storage are no messages and have no part in it.
    fn take(&mut self, side: usize) -> Vec<Input> {
        let mut taken: Vec<Input> = Vec::new();
        let Some(inputs) = self.sides.get_mut(side) else { return taken };
        loop {
            match inputs.peek() {
                Some(Found::Stray(_)) => {
                    inputs.next();
                }
                Some(Found::Unreadable(..)) => {
                    if let Some(Found::Unreadable(shown, error)) = inputs.next() {
                        self.ready.push_back(Pair::Failed(side, Failure::unreachable(shown, error)));
                    }
                }
                Some(Found::Input(input)) => {
                    if taken.first().is_some_and(|first| order(first, input).is_ne()) {
                        return taken;
                    }
                    if let Some(Found::Input(input)) = inputs.next() {
                        taken.push(input);
                    }
                }
                None => return taken,
            }
        }
    }

    /// Pairs files of one key: by department, and within it in the order in which they were written.
    fn pair(&mut self, olds: Vec<Input>, mut news: Vec<Input>) {
        for old in olds {
            let same = news.iter().position(|new| self.single || department(new) == department(&old));
            self.ready.push_back(match same {
                Some(n) => Pair::Both(Box::new(old), Box::new(news.remove(n))),
                None => Pair::Alone(0, Box::new(old)),
            });
        }
        self.ready.extend(news.into_iter().map(|new| Pair::Alone(1, Box::new(new))));
    }
}

impl Iterator for Pairs {
    type Item = Pair;

    fn next(&mut self) -> Option<Pair> {
        loop {
            if let Some(pair) = self.ready.pop_front() {
                return Some(pair);
            }
            for side in 0..2 {
                if self.waiting.get(side).is_some_and(Vec::is_empty) {
                    let taken = self.take(side);
                    if let Some(waiting) = self.waiting.get_mut(side) {
                        *waiting = taken;
                    }
                }
            }
            let [old, new] = &mut self.waiting;
            let order = match (old.first(), new.first()) {
                // What could not be read comes first.
                (None, None) if self.ready.is_empty() => return None,
                (None, None) => continue,
                (Some(_), None) => Ordering::Less,
                (None, Some(_)) => Ordering::Greater,
                (Some(_), Some(_)) if self.single => Ordering::Equal,
                (Some(old), Some(new)) => order(old, new),
            };
            let olds = if order.is_le() { std::mem::take(old) } else { Vec::new() };
            let news = if order.is_ge() { std::mem::take(new) } else { Vec::new() };
            self.pair(olds, news);
        }
    }
}

fn department(input: &Input) -> Option<&str> {
    input.name.as_ref().and_then(|name| name.department_text())
}

/// The order in which files are walked, versions of one record of a storage being equal.
fn order(a: &Input, b: &Input) -> Ordering {
    fn key(input: &Input) -> (Vec<&str>, String) {
        let mut levels: Vec<&str> = input.path.split('/').collect();
        let last = levels.pop().unwrap_or_default();
        let name = input.name.as_ref().map_or_else(
            || last.to_owned(),
            |name| {
                let record = name.identity();
                format!("{}_{}_{}_{}_", record.patient_id, record.date, record.kind, record.key)
            },
        );
        (levels, name)
    }
    key(a).cmp(&key(b))
}
