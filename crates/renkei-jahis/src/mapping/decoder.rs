use std::cmp::Ordering;

use renkei_core::ledger::{Entry, Fate};
use renkei_core::{Diagnostic, Location, SegmentPath, Sink};
use renkei_hl7v2::codes::ESCAPE_UNKNOWN;
use renkei_hl7v2::definition::{Field, SegmentDef};
use renkei_hl7v2::message::Level;
use renkei_hl7v2::structure::Group;
use renkei_hl7v2::{Message, Raw, Segment};
use renkei_model::exchange::Unmapped;
use renkei_model::value::{Blank, Part, Repetition, Text};

use super::{DataType, Hoist, Leaf, Mapper, Parts, Slot};
use crate::codes;

/// Reads a message into the model, and notes what it touched.
pub(crate) struct Decoder<'t, 'm> {
    message: &'m Message<'m>,
    group: Group<'t, 'm>,
    segment: Option<Segment<'m>>,
    /// The place of the segment mapped last.
    last: Option<usize>,
    /// Whether the current group said something that all groups have in common.
    hoisted: bool,
    state: State<'t, 'm>,
    /// Which fields were read, by their place in the message's index.
    touched: Vec<bool>,
}

/// What reading leaves behind, and space that is used again.
pub(crate) struct State<'t, 'm> {
    message: &'m Message<'m>,
    sink: &'t mut dyn Sink,
    unmapped: Vec<Unmapped>,
    scratch: Vec<Raw<'m>>,
    trace: Option<Trace>,
    path: SegmentPath,
}

/// The account while it is being made.
#[derive(Default)]
pub(crate) struct Trace {
    entries: Vec<Entry>,
    place: Vec<(&'static str, Option<usize>)>,
}

impl Trace {
    fn place(&self) -> Box<str> {
        let mut text = String::new();
        for (name, n) in &self.place {
            if name.is_empty() {
                continue;
            }
            if !text.is_empty() {
                text.push('.');
            }
            text.push_str(name);
            if let Some(n) = n {
                text.push_str(&format!("[{n}]"));
            }
        }
        text.into()
    }
}

impl<'t, 'm> Decoder<'t, 'm> {
    pub(crate) fn new(
        message: &'m Message<'m>,
        root: Group<'t, 'm>,
        trace: bool,
        sink: &'t mut dyn Sink,
    ) -> Self {
        Self {
            message,
            group: root,
            segment: None,
            last: None,
            hoisted: false,
            state: State::new(message, trace, sink),
            touched: Vec::new(),
        }
    }

    /// Ends reading: what was not touched is unmapped. Gives the unmapped values in the order of the message, and the
    /// entries of the account.
    pub(crate) fn finish(mut self) -> (Vec<Unmapped>, Vec<Entry>) {
        let message = self.message;
        for segment in message.segments().chain(message.envelope()) {
            // A line whose name is none may be the rest of a broken field: it is somebody's text.
            let named = segment.id().is_well_formed() && segment.name().bytes().len() == 3;
            if !named && !segment.name().is_empty() {
                self.state.keep(segment.name(), Some(segment.path()));
            }
            for field in segment.fields() {
                let index = segment.field_index(field.number());
                // What MSH-2 holds beyond the delimiters of any version is a broken header's text.
                let declares = segment.is_header() && field.number() <= 2;
                let delimiters = declares && field.bytes().len() <= 5;
                if delimiters || field.is_empty() || self.touched.get(index).copied().unwrap_or(false) {
                    continue;
                }
                self.state.path = field.path();
                self.state.residue(field.raw());
            }
        }
        for noise in message.noise() {
            self.state.keep(noise, None);
        }
        let State { mut unmapped, trace, .. } = self.state;
        unmapped.sort_by_key(|u| u.span);
        (unmapped, trace.map(|t| t.entries).unwrap_or_default())
    }

    fn touch(&mut self, index: usize) {
        if self.touched.len() <= index {
            self.touched.resize(index.saturating_add(64), false);
        }
        if let Some(touched) = self.touched.get_mut(index) {
            *touched = true;
        }
    }

    /// Says whether a segment has a field that was sent and not read yet.
    fn has_more(&self, segment: &Segment<'_>) -> bool {
        (1..=segment.field_count()).any(|n| {
            let touched = self.touched.get(segment.field_index(n)).copied().unwrap_or(false);
            !touched && !segment.is_empty_field(n)
        })
    }

    /// Reads one segment with a function, and goes back to the segment that was current before.
    fn with_segment(&mut self, segment: Segment<'m>, map: impl FnOnce(&mut Self)) {
        let before = self.segment.replace(segment);
        self.last = Some(segment.number());
        self.state.path = segment.path();
        map(self);
        if let Some(before) = &before {
            self.state.path = before.path();
        }
        self.segment = before;
    }

    fn each<T: Default + PartialEq>(
        &mut self,
        segments: impl Iterator<Item = Segment<'m>>,
        name: &'static str,
        values: &mut Vec<T>,
        mut map: impl FnMut(&mut Self, &mut T),
    ) {
        for segment in segments {
            let mut value = T::default();
            self.state.enter(name, Some(values.len()));
            self.with_segment(segment, |m| map(m, &mut value));
            self.state.leave();
            // A segment of which nothing was understood is no value; what it holds is unmapped.
            if value != T::default() {
                values.push(value);
            }
        }
    }
}

impl Mapper for Decoder<'_, '_> {
    fn field<D, S: Slot<D>>(&mut self, field: Field<D>, name: &'static str, slot: &mut S) {
        let Some(segment) = self.segment else { return };
        let Some(found) = segment.field(field.def.number) else { return };
        if found.is_empty() {
            return;
        }
        self.touch(segment.field_index(field.def.number));
        self.state.path = found.path();
        if found.is_null() && slot.set_null() {
            self.state.enter(name, None);
            if let Some(leaf) = found.leaves().next() {
                self.state.mapped(&leaf, Text::NULL);
            }
            self.state.leave();
            return;
        }
        for (n, repetition) in found.repetitions().enumerate() {
            if n > 0 && !S::REPEATS {
                self.state.residue(repetition);
                continue;
            }
            self.state.enter(name, S::REPEATS.then_some(n));
            let mut parts = Read::new(&mut self.state, repetition);
            slot.item(n, &mut parts);
            parts.finish();
            self.state.leave();
        }
        slot.trim();
        self.state.path = segment.path();
    }

    fn boxed<T: Default + Blank>(
        &mut self,
        name: &'static str,
        value: &mut Option<Box<T>>,
        map: impl FnMut(&mut Self, &mut T),
    ) {
        // What is seldom sent comes last: where all that was sent is mapped already there is nothing to look for.
        if self.segment.is_some_and(|segment| !self.has_more(&segment)) {
            return;
        }
        let mut inner = value.take().map_or_else(T::default, |inner| *inner);
        self.scope(name, &mut inner, map);
        *value = if inner.is_blank() { None } else { Some(Box::new(inner)) };
    }

    fn scope<T>(&mut self, name: &'static str, value: &mut T, mut map: impl FnMut(&mut Self, &mut T)) {
        self.state.enter(name, None);
        map(self, value);
        self.state.leave();
    }

    fn segment(&mut self, def: &'static SegmentDef, mut map: impl FnMut(&mut Self)) {
        if let Some(segment) = self.group.segments().find(|s| s.id() == def.id) {
            self.with_segment(segment, |m| map(m));
        }
    }

    fn segments<T: Default + PartialEq + Clone>(
        &mut self,
        def: &'static SegmentDef,
        name: &'static str,
        values: &mut Vec<T>,
        map: impl FnMut(&mut Self, &mut T),
    ) {
        let found = self.group.segments().filter(|s| s.id() == def.id);
        self.each(found, name, values, map);
    }

    fn trailing<T: Default + PartialEq + Clone>(
        &mut self,
        def: &'static SegmentDef,
        name: &'static str,
        values: &mut Vec<T>,
        map: impl FnMut(&mut Self, &mut T),
    ) {
        let Some(next) = self.last.map(|n| n.saturating_add(1)) else { return };
        let message = self.message;
        let found = (next..).map_while(move |n| message.segment_at(n).filter(|s| s.id() == def.id));
        self.each(found, name, values, map);
    }

    fn groups<T: Default + PartialEq + Clone>(
        &mut self,
        group: &'static str,
        name: &'static str,
        values: &mut Vec<T>,
        _: impl Fn(&T) -> Option<Text>,
        mut map: impl FnMut(&mut Self, &mut T),
    ) {
        let around = self.group;
        let hoisted = self.hoisted;
        for inner in around.groups(group) {
            let mut value = T::default();
            self.state.enter(name, Some(values.len()));
            self.hoisted = false;
            self.group = inner;
            map(self, &mut value);
            self.state.leave();
            // What all of it says may stand in the place of what is common.
            if value != T::default() || self.hoisted {
                values.push(value);
            }
        }
        self.group = around;
        self.hoisted = hoisted;
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

    fn hoisted<T: Default + PartialEq + Clone>(
        &mut self,
        name: &'static str,
        hoist: Hoist<'_, T>,
        own: &mut Option<Box<T>>,
        mut map: impl FnMut(&mut Self, &mut T),
    ) {
        // Where the value will stand is known only when it has been read.
        let mark = self.state.trace.as_ref().map_or(0, |trace| trace.entries.len());
        let outer = self.state.trace.as_mut().map(|trace| {
            let inner = trace.place.clone();
            trace.place.truncate(inner.len().saturating_sub(hoist.out));
            inner
        });
        self.state.enter(name, None);
        let mut value = T::default();
        map(self, &mut value);
        self.state.leave();
        let out = self.state.trace.as_ref().map(Trace::place);
        if let (Some(trace), Some(inner)) = (&mut self.state.trace, outer) {
            trace.place = inner;
        }
        self.hoisted |= value != T::default();
        if !*hoist.said {
            *hoist.common = value;
            *hoist.said = true;
        } else if value != *hoist.common {
            *own = Some(Box::new(value));
            if let (Some(trace), Some(out)) = (&mut self.state.trace, out) {
                let own = trace.place();
                for entry in trace.entries.iter_mut().skip(mark) {
                    if let Fate::Mapped { to } = &mut entry.fate
                        && let Some(rest) = to.strip_prefix(&*out)
                    {
                        *to = format!("{own}{rest}").into();
                    }
                }
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
    fn new(message: &'m Message<'m>, trace: bool, sink: &'t mut dyn Sink) -> Self {
        Self {
            message,
            sink,
            unmapped: Vec::new(),
            scratch: Vec::new(),
            trace: trace.then(Trace::default),
            path: SegmentPath::segment(renkei_core::SegmentId::MSH, 1),
        }
    }

    /// Goes into a place of the model, by its name below the current one.
    fn enter(&mut self, name: &'static str, n: Option<usize>) {
        if let Some(trace) = &mut self.trace {
            trace.place.push((name, n));
        }
    }

    fn leave(&mut self) {
        if let Some(trace) = &mut self.trace {
            trace.place.pop();
        }
    }

    /// Notes that a leaf went into the model, as this text.
    fn mapped(&mut self, leaf: &Raw<'m>, text: &str) {
        // What can't be read is U+FFFD in the text, but a sender may have written that too.
        let unreadable = if text.contains(char::REPLACEMENT_CHARACTER) { leaf.unreadable() } else { 0 };
        if unreadable > 0 {
            let path = self.locate(leaf);
            let location = Location::segment(path, leaf.span());
            self.sink.report(
                Diagnostic::new(&renkei_core::codes::UNDECODABLE_BYTES, location).with("count", unreadable),
            );
            // The text in the model is what could be read; the bytes themselves are kept beside it.
            self.keep(*leaf, Some(path));
            return;
        }
        // What has no meaning stays in the text, escape characters and all.
        let escape = self.message.delimiters().escape.map(char::from);
        if escape.is_some_and(|escape| text.contains(escape)) {
            let count = leaf.unknown_escapes();
            if count > 0 {
                let location = Location::segment(self.locate(leaf), leaf.span());
                self.sink.report(Diagnostic::new(&ESCAPE_UNKNOWN, location).with("count", count));
            }
        }
        if let Some(trace) = &mut self.trace {
            let fate = Fate::Mapped { to: trace.place() };
            let path = self.message.path_of(leaf).or(Some(self.path));
            trace.entries.push(Entry { span: leaf.span(), path, fate });
        }
    }

    /// Keeps all leaves of a piece that nothing was mapped to.
    fn residue(&mut self, raw: Raw<'m>) {
        for leaf in raw.leaves().filter(|leaf| !leaf.is_empty()) {
            let path = self.locate(&leaf);
            self.keep(leaf, Some(path));
        }
    }

    fn keep(&mut self, leaf: Raw<'m>, path: Option<SegmentPath>) {
        let bytes = (leaf.unreadable() > 0).then(|| hex(leaf.bytes()));
        self.unmapped.push(Unmapped {
            path: path.map(|p| p.to_string()).unwrap_or_default(),
            span: [leaf.span().start(), leaf.span().end()],
            text: leaf.text().as_ref().into(),
            bytes,
        });
        if let Some(trace) = &mut self.trace {
            trace.entries.push(Entry { span: leaf.span(), path, fate: Fate::Unmapped });
        }
    }

    /// The path of a leaf of the current field, as short as it can be written.
    fn locate(&self, leaf: &Raw<'m>) -> SegmentPath {
        self.message.path_of(leaf).unwrap_or(self.path)
    }
}

fn hex(bytes: &[u8]) -> Text {
    Text::new(bytes.iter().map(|b| format!("{b:02X}")).collect::<String>())
}

/// One value of a field while it is read.
pub(crate) struct Read<'r, 't, 'm> {
    state: &'r mut State<'t, 'm>,
    raw: Raw<'m>,
    /// Where the pieces stand in the scratch space, once the value is split.
    pieces: Option<(usize, usize)>,
    /// Which pieces were asked for, by their place counted from zero; data types have fewer than 64.
    seen: u64,
    /// Whether the value was read as one text.
    whole: bool,
}

impl<'r, 't, 'm> Read<'r, 't, 'm> {
    fn new(state: &'r mut State<'t, 'm>, raw: Raw<'m>) -> Self {
        Self { state, raw, pieces: None, seen: 0, whole: false }
    }

    /// Splits the value, once: where its pieces stand in the scratch space, and how many there are.
    fn split(&mut self) -> (usize, usize) {
        *self.pieces.get_or_insert_with(|| {
            let base = self.state.scratch.len();
            self.state.scratch.extend(self.raw.pieces());
            (base, self.state.scratch.len().saturating_sub(base))
        })
    }

    /// Says whether a piece was sent and not asked for yet.
    fn has_more(&mut self) -> bool {
        let (base, length) = self.split();
        let pieces = self.state.scratch.iter().skip(base).take(length);
        pieces.zip(0u32..).any(|(piece, n)| {
            let seen = 1u64.checked_shl(n).unwrap_or(0) & self.seen != 0;
            !seen && !piece.is_empty()
        })
    }

    fn piece(&mut self, n: u32) -> Option<Raw<'m>> {
        let (base, length) = self.split();
        let at = usize::try_from(n.checked_sub(1)?).ok()?;
        if at >= length {
            return None;
        }
        self.seen |= 1u64.checked_shl(u32::try_from(at).ok()?).unwrap_or(0);
        self.state.scratch.get(base.saturating_add(at)).copied().filter(|piece| !piece.is_empty())
    }

    /// Ends reading: pieces that were not asked for are kept as unmapped.
    fn finish(self) {
        let Some((base, length)) = self.pieces else {
            if !self.whole {
                self.state.residue(self.raw);
            }
            return;
        };
        for n in 0..length {
            let seen = u32::try_from(n).ok().and_then(|n| 1u64.checked_shl(n)).unwrap_or(0) & self.seen != 0;
            let piece = self.state.scratch.get(base.saturating_add(n)).copied();
            if let Some(piece) = piece.filter(|piece| !seen && !piece.is_empty()) {
                self.state.residue(piece);
            }
        }
        self.state.scratch.truncate(base);
    }

    /// The first leaf below the value; the others are kept as unmapped.
    fn first_leaf(&mut self) -> Raw<'m> {
        self.whole = true;
        let mut raw = self.raw;
        while raw.level() != Level::Subcomponent {
            let mut pieces = raw.pieces();
            let first = pieces.next();
            for other in pieces.filter(|piece| !piece.is_empty()) {
                self.state.residue(other);
            }
            let Some(first) = first else { break };
            raw = first;
        }
        raw
    }
}

impl Parts for Read<'_, '_, '_> {
    fn leaf<V: Leaf>(&mut self, value: &mut V) {
        let leaf = self.first_leaf();
        if leaf.is_empty() {
            return;
        }
        let text = leaf.text();
        if !value.set_text(&text) {
            self.state.residue(leaf);
            return;
        }
        if let Some((code, word)) = value.problem() {
            let location = Location::segment(self.state.locate(&leaf), leaf.span());
            self.state.sink.report(Diagnostic::new(code, location).with("problem", word));
        }
        self.state.mapped(&leaf, &text);
    }

    fn formatted(&mut self, value: &mut Text) {
        let leaf = self.first_leaf();
        if leaf.is_empty() {
            return;
        }
        let text = leaf.formatted_text();
        self.state.mapped(&leaf, &text);
        *value = Text::new(text);
    }

    fn part<D: DataType<V>, V>(&mut self, n: u32, name: &'static str, value: &mut V) {
        let Some(piece) = self.piece(n) else { return };
        self.state.enter(name, None);
        let mut inner = Read::new(&mut *self.state, piece);
        D::map(&mut inner, value);
        inner.finish();
        self.state.leave();
    }

    fn boxed<T: Default + Blank>(
        &mut self,
        name: &'static str,
        value: &mut Option<Box<T>>,
        map: impl FnMut(&mut Self, &mut T),
    ) {
        // As for fields: what is seldom sent comes last.
        if !self.has_more() {
            return;
        }
        let mut inner = value.take().map_or_else(T::default, |inner| *inner);
        self.scope(name, &mut inner, map);
        *value = if inner.is_blank() { None } else { Some(Box::new(inner)) };
    }

    fn nested(&mut self, n: u32, mut map: impl FnMut(&mut Self)) {
        let Some(piece) = self.piece(n) else { return };
        // The same cursor, for a moment at the part.
        let around = (self.raw, self.pieces.take(), self.seen, self.whole);
        self.raw = piece;
        self.seen = 0;
        self.whole = false;
        map(self);
        Read {
            state: &mut *self.state,
            raw: self.raw,
            pieces: self.pieces,
            seen: self.seen,
            whole: self.whole,
        }
        .finish();
        (self.raw, self.pieces, self.seen, self.whole) = around;
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
        self.state.enter(name, Some(n));
        map(self, value);
        self.state.leave();
    }

    fn tree(&mut self, value: &mut Repetition) {
        self.whole = true;
        let mut parts: Vec<Part> = Vec::new();
        for component in self.raw.pieces() {
            let mut leaves = component.pieces();
            let first = leaves.next().map(|leaf| self.state.sent(&leaf)).unwrap_or_default();
            let mut texts: Vec<Text> = Vec::new();
            for leaf in leaves {
                if texts.is_empty() {
                    texts.push(first.clone());
                }
                texts.push(self.state.sent(&leaf));
            }
            parts.push(if texts.is_empty() { Part::Text(first) } else { Part::from_texts(texts) });
        }
        *value = Repetition::from_parts(parts);
    }
}

impl<'m> State<'_, 'm> {
    /// The text of a leaf that is mapped as sent.
    fn sent(&mut self, leaf: &Raw<'m>) -> Text {
        if leaf.is_empty() {
            return Text::default();
        }
        let text = leaf.text();
        self.mapped(leaf, &text);
        Text::new(text)
    }
}

/// How two segments of a group stand to each other.
pub(crate) fn order_in(group: &Group<'_, '_>, first: &SegmentDef, second: &SegmentDef) -> Option<Ordering> {
    let place = |def: &SegmentDef| group.segments().find(|s| s.id() == def.id).map(|s| s.number());
    match (place(first)?, place(second)) {
        (a, Some(b)) => Some(a.cmp(&b)),
        (_, None) => Some(Ordering::Greater),
    }
}

/// Reads one field, noting nothing.
pub(crate) fn read_field<'m, D, S: Slot<D>>(message: &'m Message<'m>, field: &renkei_hl7v2::Field<'m>) -> S {
    let mut slot = S::default();
    if field.is_empty() || (field.is_null() && slot.set_null()) {
        return slot;
    }
    let mut nobody = ();
    let mut state = State::new(message, false, &mut nobody);
    for (n, repetition) in field.repetitions().enumerate().take(if S::REPEATS { usize::MAX } else { 1 }) {
        let mut parts = Read::new(&mut state, repetition);
        slot.item(n, &mut parts);
        parts.finish();
    }
    slot.trim();
    slot
}
