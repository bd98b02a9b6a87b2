use renkei_core::ledger::Account;
use renkei_core::{Diagnostic, Location, SegmentId, SegmentPath, Sink};
use renkei_hl7v2::codes::ESCAPE_UNKNOWN;
use renkei_hl7v2::message::{Level, Reading};
use renkei_hl7v2::{Raw, Segment};
use renkei_model::exchange::Unmapped;
use renkei_model::value::Text;

use super::read::{One, Read};
use super::slot::settle_null;
use super::values::{Shape, Values};
use super::{Leaf, Listed, Slot};
use crate::overflow::{KEPT, Overflow};

/// What reading leaves behind, and space that is used again.
pub(crate) struct State<'t, 'm> {
    /// The escape character of the message, where unknown sequences are to be reported.
    pub(super) escape: Option<char>,
    pub(super) sink: &'t mut dyn Sink,
    pub(super) unmapped: Vec<Unmapped>,
    /// The values of the current field.
    pub(super) values: Values<'m>,
    /// The value whose numbers were asked for last.
    numbered: Option<Numbered>,
    /// The repetition that is read: its first leaf, and its number, counted from zero.
    repetition: (usize, usize),
    /// Where text is decoded.
    pub(super) buffer: String,
    /// The account, where it is kept.
    pub(super) account: Option<Account>,
    /// What takes the elements of long lists, where they are not kept.
    overflow: Option<Spill<'t>>,
    /// Whether anybody asks for the place in the model.
    is_followed: bool,
    /// The place in the model, where the account or what overflows needs it.
    pub(super) model: Whereabouts,
    /// The current segment, and the number of the current field in it.
    pub(super) segment: Option<Segment<'m>>,
    pub(super) field: u32,
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
pub(super) struct Whereabouts {
    pub(super) text: String,
    /// How long the text was before each step.
    steps: Vec<usize>,
}

impl Whereabouts {
    /// Goes a step inward; one without a name stays where it is.
    pub(super) fn enter(&mut self, name: &str, n: Option<usize>) {
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
    pub(super) fn leave(&mut self, steps: usize) {
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

impl<'t, 'm> State<'t, 'm> {
    pub(super) fn new<'b: 't>(beside: Beside<'b>, sink: &'t mut dyn Sink) -> Self {
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
    pub(super) fn enter(&mut self, name: &'static str, n: Option<usize>) {
        if self.is_followed {
            self.model.enter(name, n);
        }
    }

    #[inline]
    pub(super) fn leave(&mut self) {
        if self.is_followed {
            self.model.leave(1);
        }
    }

    /// Goes to the next element of a list, of which so many are kept; says whether the element will leave the model.
    pub(super) fn begin(&mut self, name: &'static str, kept: usize, beyond: &mut usize) -> bool {
        self.enter(name, Some(kept.saturating_add(*beyond)));
        let Some(spill) = self.overflow.as_mut().filter(|spill| kept >= KEPT && !spill.leaving) else {
            return false;
        };
        spill.leaving = true;
        true
    }

    /// Ends an element that does not stay in the model, and is none where nothing of it was understood.
    pub(super) fn leave_model<T: Listed>(
        &mut self,
        name: &'static str,
        value: Option<T>,
        beyond: &mut usize,
    ) {
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
    pub(super) fn read<D, S: Slot<D>>(&mut self, shape: Shape, name: &'static str, slot: &mut S) {
        if shape.begins_quoted && self.read_null(name, slot) {
            return;
        }
        slot.reserve(shape.repetitions());
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
        for n in (0..shape.repetitions()).take(if S::REPEATS { usize::MAX } else { 1 }) {
            let (to, is_flat) = if shape.repetitions() == 1 {
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
    #[inline(always)]
    pub(super) fn split(&mut self, field: Raw<'m>) -> Shape {
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
    fn look_at<V: Leaf>(&mut self, at: usize, value: &V) {
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
    pub(super) fn residue(&mut self, field: Raw<'m>) {
        self.split(field);
        self.keep_waiting();
    }

    pub(super) fn keep(&mut self, leaf: Raw<'m>, path: Option<SegmentPath>) {
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
    pub(super) fn leaf<V: Leaf>(&mut self, at: usize, value: &mut V) {
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
    fn decoded<V: Leaf>(&mut self, at: usize, value: &mut V) {
        let Some(read) = self.values.decode_in(at, &mut self.buffer) else { return };
        let (unreadable, is_resolved) = (read.unreadable, is_resolved(&read, self.escape));
        if value.set_text(read.text) {
            self.look_at(at, value);
            self.mapped(at, unreadable, is_resolved);
        } else if let Some(raw) = self.values.get(at) {
            let path = self.locate(at);
            self.keep(raw, Some(path));
        }
    }

    /// Reads a value as formatted text.
    pub(super) fn formatted(&mut self, at: usize, value: &mut Text) {
        let Some(raw) = self.values.get(at) else { return };
        if !self.values.take(at) {
            return;
        }
        let text = raw.formatted_text();
        let unreadable = if text.contains(char::REPLACEMENT_CHARACTER) { raw.unreadable() } else { 0 };
        let is_resolved = is_resolved(&Reading { text: &text, unreadable, is_unescaped: false }, self.escape);
        self.mapped(at, unreadable, is_resolved);
        *value = Text::new(text);
    }

    /// The text of a leaf that is mapped as sent.
    pub(super) fn sent(&mut self, at: usize) -> Text {
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
