use renkei_hl7v2::Raw;
use renkei_model::value::{Blank, Field, Repetition, Repetitions, Text};

use super::{DataType, Leaf, Parts};

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
        // Made where it stays: what is pushed is made elsewhere and moved.
        if self.len() <= n {
            self.resize_with(n.saturating_add(1), T::default);
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

/// Makes a field null of which nothing was understood but that its first part is null, as in `""^""^ISO+` where the model knows
/// one part. Written again it could not be told from null.
pub(crate) fn settle_null<D, S: Slot<D>>(field: Raw<'_>, slot: &mut S) {
    if !field.begins_null() {
        return;
    }
    let mut null = S::default();
    if null.set_null() {
        let mut first = S::default();
        first.item(0, &mut FirstIsNull { here: true });
        if *slot == first {
            *slot = null;
        }
    }
}

/// Parts of which the first is null and others are absent.
struct FirstIsNull {
    here: bool,
}

impl Parts for FirstIsNull {
    fn leaf<V: Leaf>(&mut self, value: &mut V) {
        if self.here {
            value.set_text(Text::NULL);
        }
    }

    fn formatted(&mut self, value: &mut Text) {
        self.leaf(value);
    }

    fn part<D: DataType<V>, V>(&mut self, n: u32, _: &'static str, value: &mut V) {
        self.nested(n, |parts| D::map(parts, value));
    }

    fn nested(&mut self, n: u32, mut map: impl FnMut(&mut Self)) {
        let around = self.here;
        self.here = around && n == 1;
        map(self);
        self.here = around;
    }

    fn scope<T>(&mut self, _: &'static str, value: &mut T, mut map: impl FnMut(&mut Self, &mut T)) {
        map(self, value);
    }

    fn item<T>(&mut self, _: &'static str, _: usize, value: &mut T, mut map: impl FnMut(&mut Self, &mut T)) {
        map(self, value);
    }

    fn tree(&mut self, _: &mut Repetition) {}
}
