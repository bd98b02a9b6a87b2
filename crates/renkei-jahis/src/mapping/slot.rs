use renkei_model::value::{Blank, Field, Repetition, Repetitions};

use super::{DataType, Parts};

/// What a field can be mapped to: a single value in its three states, or a list.
pub trait Slot<D>: Default + PartialEq + Clone {
    /// Whether the slot takes more than one repetition.
    const REPEATS: bool;

    /// Returns how many repetitions are to be written.
    fn count(&self) -> usize;

    /// Says whether the whole is null.
    fn is_null(&self) -> bool {
        false
    }

    /// Makes the whole null, where it has that state; `false` where it has not.
    fn set_null(&mut self) -> bool {
        false
    }

    /// Makes room for so many repetitions.
    fn reserve(&mut self, count: usize) {
        let _ = count;
    }

    /// Maps the n-th repetition, counted from zero; one beyond the last is added.
    fn item<P: Parts>(&mut self, n: usize, parts: &mut P);

    /// Takes back what turned out to be blank at the end.
    fn trim(&mut self);
}

impl<D: DataType<T>, T: Default + Blank + PartialEq + Clone> Slot<D> for Field<T> {
    const REPEATS: bool = false;

    fn count(&self) -> usize {
        usize::from(self.is_value())
    }

    fn is_null(&self) -> bool {
        Field::is_null(self)
    }

    fn set_null(&mut self) -> bool {
        *self = Self::Null;
        true
    }

    fn item<P: Parts>(&mut self, _: usize, parts: &mut P) {
        D::map(parts, self.get_or_default());
    }

    fn trim(&mut self) {
        if self.value().is_some_and(Blank::is_blank) {
            *self = Self::Absent;
        }
    }
}

impl<D: DataType<T>, T: Default + Blank + PartialEq + Clone> Slot<D> for Option<Box<T>> {
    const REPEATS: bool = false;

    fn count(&self) -> usize {
        usize::from(self.is_some())
    }

    fn item<P: Parts>(&mut self, _: usize, parts: &mut P) {
        D::map(parts, self.get_or_insert_default());
    }

    fn trim(&mut self) {
        if self.as_ref().is_some_and(|inner| inner.as_ref().is_blank()) {
            *self = None;
        }
    }
}

impl<D: DataType<T>, T: Default + Blank + PartialEq + Clone> Slot<D> for Vec<T> {
    const REPEATS: bool = true;

    fn count(&self) -> usize {
        self.len()
    }

    fn reserve(&mut self, count: usize) {
        self.reserve_exact(count);
    }

    fn item<P: Parts>(&mut self, n: usize, parts: &mut P) {
        while self.len() <= n {
            self.push(T::default());
        }
        if let Some(item) = self.get_mut(n) {
            D::map(parts, item);
        }
    }

    fn trim(&mut self) {
        while self.last().is_some_and(Blank::is_blank) {
            self.pop();
        }
    }
}

impl<D: DataType<Repetition>> Slot<D> for Repetitions {
    const REPEATS: bool = true;

    fn count(&self) -> usize {
        self.len()
    }

    fn item<P: Parts>(&mut self, n: usize, parts: &mut P) {
        let mut item = self.iter().nth(n).cloned().unwrap_or_default();
        D::map(parts, &mut item);
        if n >= self.len() {
            self.push(item);
        }
    }

    fn trim(&mut self) {
        if self.iter().last().is_some_and(Repetition::is_empty) {
            let kept = self.iter().rposition_of_sent();
            *self = self.iter().take(kept).cloned().collect();
        }
    }
}

/// The number of repetitions up to the last that was sent.
trait Sent {
    fn rposition_of_sent(self) -> usize;
}

impl<'a, I: Iterator<Item = &'a Repetition>> Sent for I {
    fn rposition_of_sent(self) -> usize {
        let sent = self.zip(1usize..).filter(|(repetition, _)| !repetition.is_empty());
        sent.last().map_or(0, |(_, n)| n)
    }
}
