use renkei_model::value::{Blank, Part, Repetition, Text};

use super::state::State;
use super::values::FEW;
use super::{DataType, Leaf, Parts, unboxed};

/// One value of a field while it is read: those leaves of the field that are part of it.
pub(crate) struct Read<'r, 't, 'm> {
    pub(super) state: &'r mut State<'t, 'm>,
    /// The first of its leaves, and the first after them.
    pub(super) from: usize,
    pub(super) to: usize,
    /// Whether each of its pieces is one leaf: always, but for repetitions with a component that has others inside.
    pub(super) is_flat: bool,
}

impl<'t, 'm> Read<'_, 't, 'm> {
    /// The values of the n-th piece, counted from one, where something was sent in it.
    #[inline(always)]
    fn piece(&self, n: u32) -> Option<(usize, usize)> {
        if !self.is_flat {
            return self.component(n);
        }
        let at = self.from.wrapping_add(usize::try_from(n).ok()?).wrapping_sub(1);
        (at < self.to && self.state.values.was_sent(at)).then(|| (at, at.wrapping_add(1)))
    }

    #[inline(never)]
    fn component(&self, n: u32) -> Option<(usize, usize)> {
        let values = self.state.values.component(self.from..self.to, n)?;
        Some((values.start, values.end))
    }

    /// Says whether a value was sent and not asked for yet.
    fn has_more(&self) -> bool {
        self.state.values.any_waits(self.from..self.to)
    }

    /// Says whether any value of the n-th piece, counted from one, was sent and not asked for yet.
    #[inline(always)]
    fn waits(&self, n: u32) -> bool {
        match usize::try_from(n) {
            Ok(n) if self.is_flat && self.to <= FEW => {
                let at = self.from.wrapping_add(n).wrapping_sub(1);
                at < self.to && self.state.values.waits_among_few(at)
            }
            _ => self.piece(n).is_some_and(|(from, to)| self.state.values.any_waits(from..to)),
        }
    }

    /// Maps a part that was sent.
    #[inline(never)]
    fn sent<D: DataType<V>, V>(&mut self, n: u32, name: &'static str, value: &mut V) {
        let Some((from, to)) = self.piece(n) else { return };
        self.state.enter(name, None);
        if to.saturating_sub(from) == 1 && from < FEW {
            D::map(&mut One { state: self.state, at: from }, value);
        } else {
            D::map(&mut Read { state: self.state, from, to, is_flat: true }, value);
        }
        self.state.leave();
    }
}

impl Parts for Read<'_, '_, '_> {
    fn leaf<V: Leaf>(&mut self, value: &mut V) {
        if self.from < self.to {
            self.state.leaf(self.from, value);
        }
    }

    fn formatted(&mut self, value: &mut Text) {
        if self.from < self.to {
            self.state.formatted(self.from, value);
        }
    }

    /// Most parts are not sent: those must cost next to nothing.
    #[inline(always)]
    fn part<D: DataType<V>, V>(&mut self, n: u32, name: &'static str, value: &mut V) {
        if self.waits(n) {
            self.sent::<D, V>(n, name, value);
        }
    }

    fn boxed_part<D: DataType<T>, T: Default + Blank>(
        &mut self,
        n: u32,
        name: &'static str,
        value: &mut Option<Box<T>>,
    ) {
        if self.waits(n) {
            unboxed(value, |inner| self.sent::<D, T>(n, name, inner));
        }
    }

    fn boxed<T: Default + Blank>(
        &mut self,
        name: &'static str,
        value: &mut Option<Box<T>>,
        map: impl FnMut(&mut Self, &mut T),
    ) {
        // As for fields: what is seldom sent comes last.
        if self.has_more() {
            unboxed(value, |inner| self.scope(name, inner, map));
        }
    }

    fn nested(&mut self, n: u32, mut map: impl FnMut(&mut Self)) {
        if self.waits(n)
            && let Some((from, to)) = self.piece(n)
        {
            let around = (self.from, self.to, self.is_flat);
            (self.from, self.to, self.is_flat) = (from, to, true);
            map(self);
            (self.from, self.to, self.is_flat) = around;
        }
    }

    fn scope<T>(&mut self, name: &'static str, value: &mut T, mut map: impl FnMut(&mut Self, &mut T)) {
        self.state.enter(name, None);
        map(self, value);
        self.state.leave();
    }

    fn item<T>(
        &mut self,
        name: &'static str,
        n: usize,
        value: &mut T,
        mut map: impl FnMut(&mut Self, &mut T),
    ) {
        if !self.state.values.wait() {
            return;
        }
        self.state.enter(name, Some(n));
        map(self, value);
        self.state.leave();
    }

    fn tree(&mut self, value: &mut Repetition) {
        if self.to.saturating_sub(self.from) == 1 {
            *value = Repetition::Text(self.state.sent(self.from));
            return;
        }
        let behind = self.from.saturating_add(1)..self.to;
        let components = behind.filter(|at| self.state.values.begins_component(*at)).count();
        let mut parts: Vec<Part> = Vec::with_capacity(components.saturating_add(1));
        let mut texts: Vec<Text> = Vec::new();
        for at in self.from..self.to {
            let next = at.saturating_add(1);
            let is_last = next == self.to || self.state.values.begins_component(next);
            let text = self.state.sent(at);
            if is_last && texts.is_empty() {
                parts.push(Part::Text(text));
            } else {
                texts.push(text);
                if is_last {
                    parts.push(Part::from_texts(std::mem::take(&mut texts)));
                }
            }
        }
        *value = Repetition::from_parts(parts);
    }
}

/// A value of a field that is one leaf, one of the first [`FEW`]: it is its own first part, and has no other.
pub(crate) struct One<'r, 't, 'm> {
    pub(super) state: &'r mut State<'t, 'm>,
    pub(super) at: usize,
}

impl One<'_, '_, '_> {
    #[inline(always)]
    fn waits(&self) -> bool {
        self.state.values.waits_among_few(self.at)
    }
}

impl Parts for One<'_, '_, '_> {
    #[inline]
    fn leaf<V: Leaf>(&mut self, value: &mut V) {
        self.state.leaf(self.at, value);
    }

    fn formatted(&mut self, value: &mut Text) {
        self.state.formatted(self.at, value);
    }

    #[inline(always)]
    fn part<D: DataType<V>, V>(&mut self, n: u32, name: &'static str, value: &mut V) {
        if n == 1 && self.waits() {
            self.state.enter(name, None);
            D::map(self, value);
            self.state.leave();
        }
    }

    #[inline(always)]
    fn boxed_part<D: DataType<T>, T: Default + Blank>(
        &mut self,
        n: u32,
        name: &'static str,
        value: &mut Option<Box<T>>,
    ) {
        if n == 1 && self.waits() {
            unboxed(value, |inner| self.part::<D, T>(n, name, inner));
        }
    }

    #[inline(always)]
    fn boxed<T: Default + Blank>(
        &mut self,
        name: &'static str,
        value: &mut Option<Box<T>>,
        map: impl FnMut(&mut Self, &mut T),
    ) {
        if self.waits() {
            unboxed(value, |inner| self.scope(name, inner, map));
        }
    }

    #[inline(always)]
    fn nested(&mut self, n: u32, mut map: impl FnMut(&mut Self)) {
        if n == 1 && self.waits() {
            map(self);
        }
    }

    #[inline(always)]
    fn scope<T>(&mut self, name: &'static str, value: &mut T, mut map: impl FnMut(&mut Self, &mut T)) {
        self.state.enter(name, None);
        map(self, value);
        self.state.leave();
    }

    #[inline(always)]
    fn item<T>(
        &mut self,
        name: &'static str,
        n: usize,
        value: &mut T,
        mut map: impl FnMut(&mut Self, &mut T),
    ) {
        if self.waits() {
            self.state.enter(name, Some(n));
            map(self, value);
            self.state.leave();
        }
    }

    fn tree(&mut self, value: &mut Repetition) {
        *value = Repetition::Text(self.state.sent(self.at));
    }
}
