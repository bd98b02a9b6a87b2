use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use renkei_core::ledger::Account;
use renkei_core::{Diagnostic, Location, SegmentId, SegmentPath, Sink};
use renkei_hl7v2::codes::ESCAPE_UNKNOWN;
use renkei_hl7v2::definition::{Field, SegmentDef};
use renkei_hl7v2::message::{Level, Reading};
use renkei_hl7v2::structure::Group;
use renkei_hl7v2::{Message, Raw, Segment};
use renkei_model::exchange::Unmapped;
use renkei_model::value::{Blank, Part, Repetition, Text};

use super::sent::{Fields, Sent};
use super::slot::settle_null;
use super::values::{FEW, Shape, Values};
use super::{DataType, Hoist, Listed, Mapper, Parts, Slot, unboxed};
use crate::codes;
use crate::overflow::{KEPT, Overflow};

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

/// What reading leaves behind, and space that is used again.
pub(crate) struct State<'t, 'm> {
    /// The escape character of the message, where unknown sequences are to be reported.
    escape: Option<char>,
    sink: &'t mut dyn Sink,
    unmapped: Vec<Unmapped>,
    /// The values of the current field.
    values: Values<'m>,
    /// The value whose numbers were asked for last.
    numbered: Option<Numbered>,
    /// The repetition that is read: its first leaf, and its number, counted from zero.
    repetition: (usize, usize),
    /// Where text is decoded.
    buffer: String,
    /// The account, where it is kept.
    account: Option<Account>,
    /// What takes the elements of long lists, where they are not kept.
    overflow: Option<Spill<'t>>,
    /// Whether anybody asks for the place in the model.
    is_followed: bool,
    /// The place in the model, where the account or what overflows needs it.
    model: Whereabouts,
    /// The current segment, and the number of the current field in it.
    segment: Option<Segment<'m>>,
    field: u32,
}

/// A value of the current field and its numbers, those counted from one.
#[derive(Clone, Copy)]
struct Numbered {
    at: usize,
    repetition: u32,
    component: u32,
    subcomponent: u32,
}

impl Numbered {
    const FIRST: Self = Self { at: 0, repetition: 1, component: 1, subcomponent: 1 };

    /// Goes to the next leaf, with which a level begins.
    const fn step(&mut self, begins: Level) {
        self.at = self.at.saturating_add(1);
        match begins {
            Level::Subcomponent => self.subcomponent = self.subcomponent.saturating_add(1),
            Level::Component => (self.component, self.subcomponent) = (self.component.saturating_add(1), 1),
            Level::Repetition | Level::Field => {
                *self = Self { at: self.at, repetition: self.repetition.saturating_add(1), ..Self::FIRST };
            }
        }
    }
}

/// A place in the model, as it is written in an account: `content.lines[0].key`.
#[derive(Clone, Debug, Default)]
struct Whereabouts {
    text: String,
    /// How long the text was before each step.
    steps: Vec<usize>,
}

impl Whereabouts {
    /// Goes a step inward; one without a name stays where it is.
    fn enter(&mut self, name: &str, n: Option<usize>) {
        self.steps.push(self.text.len());
        if name.is_empty() {
            return;
        }
        if !self.text.is_empty() {
            self.text.push('.');
        }
        self.text.push_str(name);
        if let Some(n) = n {
            self.text.push('[');
            self.push_number(n);
            self.text.push(']');
        }
    }

    fn push_number(&mut self, n: usize) {
        let mut digits = [0u8; 20];
        let (mut rest, mut from) = (n, digits.len());
        loop {
            from = from.saturating_sub(1);
            if let Some(digit) = digits.get_mut(from) {
                *digit = b'0'.saturating_add(u8::try_from(rest % 10).unwrap_or(0));
            }
            rest /= 10;
            if rest == 0 || from == 0 {
                break;
            }
        }
        self.text.extend(digits.iter().skip(from).map(|digit| char::from(*digit)));
    }

    /// Goes so many steps outward.
    fn leave(&mut self, steps: usize) {
        let kept = self.steps.len().saturating_sub(steps);
        if let Some(length) = self.steps.get(kept) {
            self.text.truncate(*length);
        }
        self.steps.truncate(kept);
    }
}

/// Elements on their way out.
struct Spill<'t> {
    to: &'t mut dyn Overflow,
    /// Whether an element that will not be kept is being read: lists inside it go with it.
    leaving: bool,
    json: Vec<u8>,
}

/// Where to, besides the model, a message is read.
#[derive(Default)]
pub(crate) struct Beside<'t> {
    pub(crate) account: bool,
    pub(crate) overflow: Option<&'t mut dyn Overflow>,
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
            // A line whose name is none may be the rest of a broken field: it is somebody's text.
            if !segment.id().is_well_formed() || segment.name().bytes().len() != 3 {
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
        values.push(T::default());
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

impl<'t, 'm> State<'t, 'm> {
    fn new<'b: 't>(beside: Beside<'b>, sink: &'t mut dyn Sink) -> Self {
        Self {
            escape: None,
            sink,
            unmapped: Vec::new(),
            values: Values::default(),
            numbered: None,
            repetition: (0, 0),
            buffer: String::new(),
            is_followed: beside.account || beside.overflow.is_some(),
            account: beside.account.then(Account::default),
            overflow: beside.overflow.map(|to| Spill { to, leaving: false, json: Vec::new() }),
            model: Whereabouts::default(),
            segment: None,
            field: 1,
        }
    }

    /// Goes into a place of the model, by its name below the current one.
    #[inline]
    fn enter(&mut self, name: &'static str, n: Option<usize>) {
        if self.is_followed {
            self.model.enter(name, n);
        }
    }

    #[inline]
    fn leave(&mut self) {
        if self.is_followed {
            self.model.leave(1);
        }
    }

    /// Goes to the next element of a list, of which so many are kept; says whether the element will leave the model.
    fn begin(&mut self, name: &'static str, kept: usize, beyond: &mut usize) -> bool {
        self.enter(name, Some(kept.saturating_add(*beyond)));
        let Some(spill) = self.overflow.as_mut().filter(|spill| kept >= KEPT && !spill.leaving) else {
            return false;
        };
        spill.leaving = true;
        true
    }

    /// Ends an element that does not stay in the model, and is none where nothing of it was understood.
    fn leave_model<T: Listed>(&mut self, name: &'static str, value: Option<T>, beyond: &mut usize) {
        let Some(spill) = &mut self.overflow else { return };
        spill.leaving = false;
        if let Some(value) = value {
            *beyond = beyond.saturating_add(1);
            spill.json.clear();
            // A model value has no map with other keys than text, which is all that JSON could refuse.
            let _ = serde_json::to_writer(&mut spill.json, &value);
            self.model.enter(name, None);
            spill.to.take(&self.model.text, &spill.json);
            self.model.leave(1);
        }
    }

    /// Reads the field whose values it went to, repetition by repetition; what nothing asks for is kept as unmapped.
    fn read<D, S: Slot<D>>(&mut self, shape: Shape, name: &'static str, slot: &mut S) {
        if shape.begins_quoted && self.read_null(name, slot) {
            return;
        }
        slot.reserve(shape.repetitions);
        if self.values.is_one() {
            self.enter(name, S::REPEATS.then_some(0));
            slot.item(0, &mut One { state: self, at: 0 });
            self.leave();
        } else {
            self.items(shape, name, slot);
        }
        slot.trim();
        if shape.begins_quoted {
            self.settle_null(slot);
        }
        if self.values.wait() {
            self.keep_waiting();
        }
    }

    /// Reads a field that is null as a whole, where it is and the slot has that state.
    #[cold]
    fn read_null<D, S: Slot<D>>(&mut self, name: &'static str, slot: &mut S) -> bool {
        let is_null = self.values.whole().is_some_and(|raw| raw.is_null()) && slot.set_null();
        if is_null {
            self.enter(name, None);
            self.mapped(0, 0, true);
            self.leave();
        }
        is_null
    }

    #[cold]
    fn settle_null<D, S: Slot<D>>(&self, slot: &mut S) {
        if let Some(raw) = self.values.whole() {
            settle_null(raw, slot);
        }
    }

    /// Reads the repetitions of the current field, as many as the slot takes.
    fn items<D, S: Slot<D>>(&mut self, shape: Shape, name: &'static str, slot: &mut S) {
        let mut from = 0;
        for n in (0..shape.repetitions).take(if S::REPEATS { usize::MAX } else { 1 }) {
            let (to, is_flat) = if shape.repetitions == 1 {
                (self.values.len(), shape.is_flat)
            } else {
                self.values.repetition(from)
            };
            self.repetition = (from, n);
            self.enter(name, S::REPEATS.then_some(n));
            slot.item(n, &mut Read { state: self, from, to, is_flat });
            self.leave();
            from = to;
        }
    }

    /// Goes to the values of another field, which was sent.
    fn split(&mut self, field: Raw<'m>) -> Shape {
        (self.numbered, self.repetition) = (None, (0, 0));
        self.values.turn_to(field)
    }

    /// Keeps what was not asked for.
    #[cold]
    fn keep_waiting(&mut self) {
        for at in 0..self.values.len() {
            if self.values.waits(at)
                && let Some(raw) = self.values.get(at)
            {
                let path = self.locate(at);
                self.keep(raw, Some(path));
            }
        }
    }

    /// Reports what keeps a value from being understood.
    #[inline]
    fn look_at<V: super::Leaf>(&mut self, at: usize, value: &V) {
        if let (Some((code, word)), Some(raw)) = (value.problem(), self.values.get(at)) {
            let location = Location::segment(self.locate(at), raw.span());
            self.sink.report(Diagnostic::new(code, location).with("problem", word));
        }
    }

    /// Notes that a leaf went into the model.
    #[inline]
    fn mapped(&mut self, at: usize, unreadable: usize, is_resolved: bool) {
        if unreadable > 0 || !is_resolved || self.account.is_some() {
            self.note(at, unreadable, is_resolved);
        }
    }

    /// Notes what there is to say of a leaf that went into the model.
    #[cold]
    fn note(&mut self, at: usize, unreadable: usize, is_resolved: bool) {
        let Some(raw) = self.values.get(at) else { return };
        if unreadable > 0 {
            let path = self.locate(at);
            let location = Location::segment(path, raw.span());
            self.sink.report(
                Diagnostic::new(&renkei_core::codes::UNDECODABLE_BYTES, location).with("count", unreadable),
            );
            // The text in the model is what could be read; the bytes themselves are kept beside it.
            self.keep(raw, Some(path));
            return;
        }
        let count = if is_resolved { 0 } else { raw.unknown_escapes() };
        if count > 0 {
            let location = Location::segment(self.locate(at), raw.span());
            self.sink.report(Diagnostic::new(&ESCAPE_UNKNOWN, location).with("count", count));
        }
        let path = self.locate(at);
        if let Some(account) = &mut self.account {
            account.mapped(raw.span(), Some(path.into()), &self.model.text);
        }
    }

    /// Keeps all values of a field that nothing was mapped to.
    fn residue(&mut self, field: Raw<'m>) {
        self.split(field);
        self.keep_waiting();
    }

    fn keep(&mut self, leaf: Raw<'m>, path: Option<SegmentPath>) {
        let bytes = (leaf.unreadable() > 0).then(|| hex(leaf.bytes()));
        self.unmapped.push(Unmapped {
            path: path.map(|p| p.to_string()).unwrap_or_default(),
            span: [leaf.span().start(), leaf.span().end()],
            text: leaf.text().as_ref().into(),
            bytes,
        });
        if let Some(account) = &mut self.account {
            account.unmapped(leaf.span(), path.map(Into::into));
        }
    }

    /// The numbers of a leaf, counted on from one whose numbers are known: so that all of a field cost no more than its length.
    fn number(&mut self, at: usize) -> Numbered {
        let (first, before) = self.repetition;
        let repetition = u32::try_from(before).unwrap_or(u32::MAX).saturating_add(1);
        let first = Numbered { at: first, repetition, ..Numbered::FIRST };
        let known = [self.numbered, Some(first)].into_iter().flatten().find(|known| known.at <= at);
        let mut numbers = known.unwrap_or(Numbered::FIRST);
        while numbers.at < at
            && let Some(begins) = self.values.begins(numbers.at.saturating_add(1))
        {
            numbers.step(begins);
        }
        self.numbered = Some(numbers);
        numbers
    }

    /// The path of a value of the current field, as short as it can be written: a field that is one text has no component.
    fn locate(&mut self, at: usize) -> SegmentPath {
        let path = self.segment.map_or(SegmentPath::segment(SegmentId::MSH, 1), |segment| segment.path());
        let path = path.with_field(self.field);
        let Numbered { repetition, component, subcomponent, .. } = self.number(at);
        let next = self.values.begins(at.saturating_add(1));
        let is_subcomponent = !self.values.begins_component(at) || next == Some(Level::Subcomponent);
        let mut path = path.with_repetition(repetition);
        if component > 1 || is_subcomponent || next == Some(Level::Component) {
            path = path.with_component(component);
        }
        if is_subcomponent {
            path = path.with_subcomponent(subcomponent);
        }
        path
    }

    /// Reads a value into a leaf of the model.
    fn leaf<V: super::Leaf>(&mut self, at: usize, value: &mut V) {
        if !self.values.take(at) {
            return;
        }
        match self.values.as_text(at) {
            Some(text) if value.set_text(text) => {
                self.look_at(at, value);
                self.mapped(at, 0, true);
            }
            _ => self.decoded(at, value),
        }
    }

    /// Reads a value that has to be decoded.
    #[inline(never)]
    fn decoded<V: super::Leaf>(&mut self, at: usize, value: &mut V) {
        let Some(raw) = self.values.get(at) else { return };
        let read = raw.decode_in(&mut self.buffer);
        let (unreadable, is_resolved) = (read.unreadable, is_resolved(&read, self.escape));
        if value.set_text(read.text) {
            self.look_at(at, value);
            self.mapped(at, unreadable, is_resolved);
        } else {
            let path = self.locate(at);
            self.keep(raw, Some(path));
        }
    }

    /// Reads a value as formatted text.
    fn formatted(&mut self, at: usize, value: &mut Text) {
        let Some(raw) = self.values.get(at) else { return };
        if !self.values.take(at) {
            return;
        }
        let text = raw.formatted_text();
        let unreadable = if text.contains(char::REPLACEMENT_CHARACTER) { raw.unreadable() } else { 0 };
        let is_resolved =
            is_resolved(&Reading { text: &text, unreadable, is_unescaped: false }, self.escape);
        self.mapped(at, unreadable, is_resolved);
        *value = Text::new(text);
    }

    /// The text of a leaf that is mapped as sent.
    fn sent(&mut self, at: usize) -> Text {
        let Some(raw) = Some(at).filter(|at| self.values.take(*at)).and_then(|at| self.values.get(at)) else {
            return Text::default();
        };
        let read = raw.text_in(&mut self.buffer);
        let (text, unreadable) = (Text::new(read.text), read.unreadable);
        let is_resolved = is_resolved(&read, self.escape);
        self.mapped(at, unreadable, is_resolved);
        text
    }
}

/// Says whether no escape character stands in a text: what has no meaning stays in it, escape characters and all.
#[inline]
fn is_resolved(read: &Reading<'_>, escape: Option<char>) -> bool {
    read.is_unescaped || !escape.is_some_and(|escape| read.text.contains(escape))
}

fn hex(bytes: &[u8]) -> Text {
    Text::new(bytes.iter().map(|b| format!("{b:02X}")).collect::<String>())
}

/// One value of a field while it is read: those leaves of the field that are part of it.
pub(crate) struct Read<'r, 't, 'm> {
    state: &'r mut State<'t, 'm>,
    /// The first of its leaves, and the first after them.
    from: usize,
    to: usize,
    /// Whether each of its pieces is one leaf: always, but for repetitions with a component that has others inside.
    is_flat: bool,
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
    fn leaf<V: super::Leaf>(&mut self, value: &mut V) {
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
    state: &'r mut State<'t, 'm>,
    at: usize,
}

impl One<'_, '_, '_> {
    #[inline(always)]
    fn waits(&self) -> bool {
        self.state.values.waits_among_few(self.at)
    }
}

impl Parts for One<'_, '_, '_> {
    #[inline]
    fn leaf<V: super::Leaf>(&mut self, value: &mut V) {
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

/// Reads single fields and notes nothing, in space that is used again.
#[derive(Default)]
pub(crate) struct FieldReader {
    buffer: String,
}

impl FieldReader {
    /// Reads one field that was sent.
    pub(crate) fn read<D, S: Slot<D>>(&mut self, field: Raw<'_>) -> S {
        let mut slot = S::default();
        let mut nobody = ();
        let mut state = State::new(Beside::default(), &mut nobody);
        std::mem::swap(&mut state.buffer, &mut self.buffer);
        let shape = state.split(field);
        state.read::<D, S>(shape, "", &mut slot);
        std::mem::swap(&mut state.buffer, &mut self.buffer);
        slot
    }
}
