use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use renkei_core::ledger::Account;
use renkei_core::{Diagnostic, Sink};
use renkei_hl7v2::definition::{Field, SegmentDef};
use renkei_hl7v2::structure::Group;
use renkei_hl7v2::{Message, Segment};
use renkei_model::exchange::Unmapped;
use renkei_model::value::{Blank, Text};

use super::sent::{Fields, Sent};
use super::state::{Beside, State};
use super::values::Shape;
use super::{Hoist, Listed, Mapper, Slot, unboxed};
use crate::codes;
use crate::overflow::KEPT;

/// Reads a message into the model, and notes what it touched.
pub(crate) struct Decoder<'t, 'm> {
    message: &'m Message<'m>,
    group: Group<'t, 'm>,
    /// The fields of the current segment that were sent, and which of them were not read yet.
    sent: Sent<'m>,
    waiting: Fields,
    /// The place of the segment mapped last.
    last: Option<usize>,
    /// Whether the current group said something, for itself or for all.
    said: bool,
    /// The number of the current repetition of a group, and the highest so far; that of the message is 0.
    repetition: usize,
    repetitions: usize,
    /// The repetitions of which nothing was understood.
    silent: BTreeSet<usize>,
    state: State<'t, 'm>,
    /// The segments of which all fields were read.
    done: Done,
    /// Which fields were read of those that were mapped and have others.
    partly: BTreeMap<usize, Fields>,
    /// Which fields of the header were read, of which some are nobody's: those that declare delimiters.
    header: Fields,
    /// Which of those were read that a word has no bit for, by their place in the message's index.
    late: BTreeSet<usize>,
}

/// A set of segments, one bit each, by their place in the message; most messages have no more than one word holds.
struct Done {
    first: u64,
    more: Vec<u64>,
}

impl Done {
    fn new(segments: usize) -> Self {
        Self { first: 0, more: vec![0; segments.div_ceil(64).saturating_sub(1)] }
    }

    fn bit(segment: usize) -> u64 {
        u32::try_from(segment % 64).map_or(0, |bit| 1_u64.wrapping_shl(bit))
    }

    fn has(&self, segment: usize) -> bool {
        let word = match (segment / 64).checked_sub(1) {
            None => self.first,
            Some(n) => self.more.get(n).copied().unwrap_or_default(),
        };
        word & Self::bit(segment) != 0
    }

    fn add(&mut self, segment: usize) {
        let word = match (segment / 64).checked_sub(1) {
            None => Some(&mut self.first),
            Some(n) => self.more.get_mut(n),
        };
        if let Some(word) = word {
            *word |= Self::bit(segment);
        }
    }
}

impl<'t, 'm> Decoder<'t, 'm> {
    pub(crate) fn new<'b: 't>(
        message: &'m Message<'m>,
        root: Group<'t, 'm>,
        beside: Beside<'b>,
        sink: &'t mut dyn Sink,
    ) -> Self {
        let mut state = State::new(beside, sink);
        state.escape = message.delimiters().escape.map(char::from);
        // As much as most messages need.
        state.buffer.reserve_exact(1024);
        Self {
            message,
            group: root,
            last: None,
            said: false,
            repetition: 0,
            repetitions: 0,
            silent: BTreeSet::new(),
            state,
            done: Done::new(message.segment_count()),
            partly: BTreeMap::new(),
            header: Fields::default(),
            late: BTreeSet::new(),
            sent: Sent::with_space(),
            waiting: Fields::default(),
        }
    }

    /// Goes on with another tree of the same message.
    pub(crate) fn turn_to(&mut self, root: Group<'t, 'm>) {
        self.group = root;
        self.state.segment = None;
        self.sent.clear();
        self.waiting = Fields::default();
        self.last = None;
    }

    /// Ends reading: what was not touched is unmapped. Gives the unmapped values in the order of the message, and the
    /// account where it was kept.
    pub(crate) fn finish(mut self) -> (Vec<Unmapped>, Option<Account>) {
        let message = self.message;
        for segment in message.segments().chain(message.envelope()) {
            // A line whose name is none, or has not three characters, may be the rest of a broken field: it is somebody's text.
            if !segment.id().is_well_formed() {
                let name = segment.name();
                if !name.is_empty() {
                    self.state.keep(name, Some(segment.path()));
                }
            }
            let read = Some(segment.number()).filter(|_| !segment.is_envelope());
            let read = read.map_or_else(Fields::default, |n| self.read_of(n));
            if read.may_have(0) {
                continue;
            }
            segment.sent_pieces().for_each(|(n, field)| {
                if n < Fields::LAST && read.may_have(n) || self.late.contains(&segment.field_index(n)) {
                    return;
                }
                // What MSH-2 holds beyond the delimiters of any version is a broken header's text.
                if segment.is_header() && n <= 2 && field.bytes().len() <= 5 {
                    return;
                }
                (self.state.segment, self.state.field) = (Some(segment), n);
                self.state.residue(field);
            });
        }
        for noise in message.noise() {
            self.state.keep(noise, None);
        }
        let State { mut unmapped, account, .. } = self.state;
        unmapped.sort_by_key(|u| u.span);
        (unmapped, account)
    }

    /// Which fields of a segment were read.
    fn read_of(&self, number: usize) -> Fields {
        if number == 0 {
            self.header
        } else if self.done.has(number) {
            Fields::ALL
        } else {
            self.partly.get(&number).copied().unwrap_or_default()
        }
    }

    /// Reads one segment with a function, and goes back to the segment that was current before.
    fn with_segment(&mut self, segment: Segment<'m>, map: impl FnOnce(&mut Self)) {
        let number = segment.number();
        let outer = self.sent.enter(&segment);
        let sent = self.sent.fields();
        let read = self.read_of(number);
        let waiting = if read.may_have(0) { Fields::default() } else { sent.without(read) };
        let around = (self.state.segment.replace(segment), std::mem::replace(&mut self.waiting, waiting));
        self.last = Some(number);
        map(self);
        let read = sent.without(self.waiting);
        match number {
            0 => self.header = read,
            _ if self.waiting.is_empty() => self.done.add(number),
            _ => drop(self.partly.insert(number, read)),
        }
        (self.state.segment, self.waiting) = around;
        self.sent.leave(outer);
    }

    /// Reads a field of the current segment that was sent.
    fn read<D, S: Slot<D>>(&mut self, n: u32, name: &'static str, slot: &mut S) {
        let Some(shape) = self.turn_to_field(n) else { return };
        self.state.read(shape, name, slot);
        self.said |= slot.count() > 0 || slot.is_null();
    }

    /// Goes to the values of a field of the current segment.
    #[inline(never)]
    fn turn_to_field(&mut self, n: u32) -> Option<Shape> {
        if n < Fields::LAST {
            self.waiting = self.waiting.without(Fields::of(n));
        } else if let Some(segment) = self.state.segment {
            // Which of them wait is not known.
            self.late.insert(segment.field_index(n));
        }
        let raw = self.sent.get(n)?;
        self.state.field = n;
        Some(self.state.split(raw))
    }

    fn each<T: Listed>(
        &mut self,
        segments: impl Iterator<Item = Segment<'m>>,
        name: &'static str,
        values: &mut Vec<T>,
        mut map: impl FnMut(&mut Self, &mut T),
    ) {
        let mut beyond = 0;
        let said = self.said;
        let mut any = false;
        for segment in segments {
            self.said = false;
            self.element(name, values, &mut beyond, |m, value| m.with_segment(segment, |m| map(m, value)));
            any |= self.said;
        }
        self.said = said | any;
    }

    /// Reads an element of a list. One of which nothing was understood is no value; what it holds is unmapped.
    fn element<T: Listed>(
        &mut self,
        name: &'static str,
        values: &mut Vec<T>,
        beyond: &mut usize,
        map: impl FnOnce(&mut Self, &mut T),
    ) {
        let kept = values.len();
        let leaves = self.state.begin(name, kept, beyond);
        // Made where it stays: what is pushed is made elsewhere and moved.
        values.resize_with(kept.saturating_add(1), T::default);
        if let Some(value) = values.last_mut() {
            map(self, value);
        }
        self.state.leave();
        if leaves {
            self.state.leave_model(name, values.pop().filter(|_| self.said), beyond);
        } else if !self.said {
            values.truncate(kept);
        }
    }
}

impl Mapper for Decoder<'_, '_> {
    /// Most fields of a table are not sent: those must cost next to nothing.
    #[inline(always)]
    fn field<D, S: Slot<D>>(&mut self, field: Field<D>, name: &'static str, slot: &mut S) {
        if self.sent.fields().may_have(field.def.number) {
            self.read(field.def.number, name, slot);
        }
    }

    fn boxed<T: Default + Blank>(
        &mut self,
        name: &'static str,
        value: &mut Option<Box<T>>,
        map: impl FnMut(&mut Self, &mut T),
    ) {
        // What is seldom sent comes last: where all that was sent is mapped already there is nothing to look for.
        if self.state.segment.is_some() && self.waiting.is_empty() {
            return;
        }
        unboxed(value, |inner| self.scope(name, inner, map));
    }

    fn scope<T>(&mut self, name: &'static str, value: &mut T, mut map: impl FnMut(&mut Self, &mut T)) {
        self.state.enter(name, None);
        map(self, value);
        self.state.leave();
    }

    fn segment(&mut self, def: &'static SegmentDef, mut map: impl FnMut(&mut Self)) {
        if let Some(segment) = self.group.placed(def.id).next() {
            self.with_segment(segment, |m| map(m));
        }
    }

    fn segments<T: Listed>(
        &mut self,
        def: &'static SegmentDef,
        name: &'static str,
        values: &mut Vec<T>,
        map: impl FnMut(&mut Self, &mut T),
    ) {
        let found = self.group.placed(def.id);
        self.each(found, name, values, map);
    }

    fn trailing<T: Listed>(
        &mut self,
        def: &'static SegmentDef,
        name: &'static str,
        values: &mut Vec<T>,
        map: impl FnMut(&mut Self, &mut T),
    ) {
        let found = trailing_in(&self.group, self.last, def);
        self.each(found, name, values, map);
    }

    fn groups<T: Listed>(
        &mut self,
        group: &'static str,
        name: &'static str,
        values: &mut Vec<T>,
        _: impl Fn(&T) -> Option<Text>,
        mut map: impl FnMut(&mut Self, &mut T),
    ) {
        let around = (self.group, self.repetition);
        let mut beyond = 0;
        let mut said = self.said;
        values.reserve_exact(around.0.groups(group).take(KEPT).count());
        for inner in around.0.groups(group) {
            self.said = false;
            self.group = inner;
            self.repetitions = self.repetitions.saturating_add(1);
            let number = self.repetitions;
            self.repetition = number;
            self.element(name, values, &mut beyond, &mut map);
            if !self.said {
                self.silent.insert(number);
            }
            said |= self.said;
        }
        (self.group, self.repetition) = around;
        self.said = said;
    }

    fn first(&mut self, group: &'static str, mut map: impl FnMut(&mut Self)) {
        let around = self.group;
        let mut found = around.groups(group);
        let Some(inner) = found.next() else { return };
        self.group = inner;
        map(self);
        self.group = around;
        if let Some((first, _)) = found.next().and_then(|more| more.extent())
            && let Some(segment) = self.message.segment_at(first)
        {
            let repeated = Diagnostic::new(&codes::GROUP_REPEATED, segment.location());
            self.state.sink.report(repeated.with("group", group));
        }
    }

    fn hoisted<T: Listed>(
        &mut self,
        name: &'static str,
        hoist: Hoist<'_, T>,
        own: &mut Option<Box<T>>,
        mut map: impl FnMut(&mut Self, &mut T),
    ) {
        // Where the value will stand is known only when it has been read.
        let mark = self.state.account.as_ref().map_or(0, Account::mark);
        let inner = self.state.model.clone();
        self.state.model.leave(hoist.out);
        self.state.enter(name, None);
        let mut value = T::default();
        map(self, &mut value);
        self.state.leave();
        let outer = std::mem::replace(&mut self.state.model, inner);
        // A repetition that turned out to be none does not say what is common.
        if hoist.said.is_none_or(|n| self.silent.contains(&n)) {
            *hoist.common = value;
            *hoist.said = Some(self.repetition);
        } else if value != *hoist.common {
            *own = Some(Box::new(value));
            if let Some(account) = &mut self.state.account {
                account.moved(mark, &outer.text, &self.state.model.text);
            }
        }
    }

    fn order_of(&self, first: &'static SegmentDef, second: &'static SegmentDef) -> Option<Ordering> {
        order_in(&self.group, first, second)
    }

    fn is_reading(&self) -> bool {
        true
    }
}

/// The segments of a name that directly follow a segment, as far as they stand in the group itself.
pub(crate) fn trailing_in<'t, 'm>(
    group: &Group<'t, 'm>,
    last: Option<usize>,
    def: &'static SegmentDef,
) -> impl Iterator<Item = Segment<'m>> + use<'t, 'm> {
    let next = last.map_or(usize::MAX, |last| last.saturating_add(1));
    let following = group.placed_segments().skip_while(move |segment| segment.number() < next);
    following
        .zip(next..)
        .map_while(|(segment, n)| (segment.id() == def.id && segment.number() == n).then_some(segment))
}

/// How two segments of a group stand to each other.
pub(crate) fn order_in(group: &Group<'_, '_>, first: &SegmentDef, second: &SegmentDef) -> Option<Ordering> {
    let place = |def: &SegmentDef| group.placed(def.id).next().map(|s| s.number());
    match (place(first)?, place(second)) {
        (a, Some(b)) => Some(a.cmp(&b)),
        (_, None) => Some(Ordering::Greater),
    }
}
