use std::cmp::Ordering;
use std::ops::Range;

use renkei_core::charset::{EncodeError, EncodeOptions};
use renkei_core::ledger::Remark;
use renkei_core::{Charset, SegmentId, SegmentPath};
use renkei_hl7v2::definition::{Field, FieldDef, SegmentDef};
use renkei_hl7v2::escape::LineBreak;
use renkei_hl7v2::structure::{Group, Structure};
use renkei_hl7v2::{Delimiters, Message, Raw, Segment, escape};
use renkei_model::value::Text;

use super::align::{Step, align};
use super::decoder::{order_in, read_field, trailing_in};
use super::write::Write;
use super::{Hoist, Listed, Mapper, Slot};
use crate::codes;
use crate::profile::{Kind, Presence};

/// Replacements in the bytes of a message, none of which overlap.
pub(crate) type Edits = Vec<(Range<usize>, Vec<u8>)>;

/// Writes the model into a message: a fresh one, or changes to one that is there.
///
/// A message that is there changes only where a value reads otherwise than the model says. Where a list has grown or
/// shrunk, its repetitions are told apart by their keys, and segments are added or removed.
pub(crate) struct Editor<'t, 'm> {
    /// The message that is changed, and the group of it that is current; none where everything is written afresh.
    old: Option<(&'m Message<'m>, Group<'t, 'm>)>,
    place: Place<'m>,
    /// Whether values are only read, to tell the repetitions of a list apart.
    probing: bool,
    /// Whether the current group said something that all groups have in common.
    hoisted: bool,
    /// The part of a profile that is written.
    rules: Option<&'static Kind>,
    /// The structure of the message, where it is known.
    structure: Option<&'t Structure>,
    /// The group that is written afresh, by name; that of the whole message is empty.
    group: &'static str,
    /// Required segments that say nothing, since the last line that was written.
    held_back: Vec<HeldBack<'t>>,
    /// Whether a segment is written into a group that was there without it: it said nothing of what is common then, and still
    /// says nothing.
    completing: bool,
    /// The place of the segment mapped last, where it was there before.
    last: Option<usize>,
    /// Where the next new segment goes, in bytes of the old message.
    insert_at: usize,
    /// Whether new segments go to the end of their groups.
    appending: bool,
    edits: Edits,
    /// What ends the lines of the message.
    terminator: &'static [u8],
    /// The end of the message, where its last segment has no terminator.
    unterminated: Option<usize>,
    state: WriteState,
}

/// A required segment without a value. It is written, empty, when the next line would be taken for a part of something earlier
/// without it.
struct HeldBack<'t> {
    id: SegmentId,
    kept_apart: &'t [SegmentId],
}

/// The segment that fields go to.
enum Place<'m> {
    Nowhere,
    /// One that is written afresh: its fields so far.
    Fresh(Vec<(u32, Vec<u8>)>),
    /// One that is there, and fields that it does not reach yet.
    There(Segment<'m>, Vec<(u32, Vec<u8>)>),
}

/// How leaves are written, and what came of it.
pub(crate) struct WriteState {
    charset: Charset,
    pub(super) delimiters: Delimiters,
    options: EncodeOptions,
    path: SegmentPath,
    pub(crate) error: Option<(SegmentPath, EncodeError)>,
    /// A place that can't be written, because the sender did not return to ASCII before or in it.
    pub(crate) shifted: Option<SegmentPath>,
    pub(crate) remarks: Vec<Remark>,
}

impl WriteState {
    pub(super) fn write(&mut self, text: &str, line_break: LineBreak) -> Vec<u8> {
        let mut out = Vec::with_capacity(text.len());
        // The null is written as such: its quotation marks are no text.
        if text == Text::NULL {
            out.extend_from_slice(b"\"\"");
            return out;
        }
        match escape::write(text, self.charset, &self.delimiters, line_break, &self.options, &mut out) {
            Ok(substitutions) => {
                for _ in substitutions {
                    self.remark(&codes::CHARACTER_SUBSTITUTED);
                }
            }
            Err(error) => {
                self.error.get_or_insert((self.path, error));
            }
        }
        out
    }

    pub(super) fn remark(&mut self, code: &'static renkei_core::Code) {
        let target = self.path.to_string().into();
        self.remarks.push(Remark { path: Some(self.path.into()), code, target });
    }
}

impl<'t, 'm> Editor<'t, 'm> {
    /// Writes a fresh message.
    pub(crate) const fn fresh(
        structure: Option<&'t Structure>,
        charset: Charset,
        delimiters: Delimiters,
        options: EncodeOptions,
    ) -> Self {
        Self {
            old: None,
            place: Place::Nowhere,
            probing: false,
            hoisted: false,
            completing: false,
            rules: None,
            structure,
            group: "",
            held_back: Vec::new(),
            last: None,
            insert_at: 0,
            appending: false,
            edits: Vec::new(),
            terminator: b"\r",
            unterminated: None,
            state: WriteState {
                charset,
                delimiters,
                options,
                path: SegmentPath::segment(SegmentId::MSH, 1),
                error: None,
                shifted: None,
                remarks: Vec::new(),
            },
        }
    }

    /// Changes a message that is there.
    pub(crate) fn change(
        message: &'m Message<'m>,
        root: Group<'t, 'm>,
        structure: Option<&'t Structure>,
        options: EncodeOptions,
    ) -> Self {
        let mut editor = Self::fresh(structure, message.charset(), message.delimiters(), options);
        editor.old = Some((message, root));
        editor.insert_at = message.segment_at(0).map_or(0, |s| after(message, &s));
        editor.terminator = match message.terminator() {
            "LF" => b"\n",
            "CRLF" => b"\r\n",
            _ => b"\r",
        };
        let end = message.segments().last().map(|s| s.span().range().end);
        let terminated = |end: usize| matches!(message.bytes().get(end), Some(b'\r' | b'\n'));
        editor.unterminated = end.filter(|end| !terminated(*end));
        editor
    }

    /// Leaves out what a profile does not use.
    pub(crate) const fn follow(&mut self, rules: Option<&'static Kind>) {
        self.rules = rules;
    }

    /// Puts what is new at the end of its group, whatever else stands there.
    pub(crate) const fn append(mut self) -> Self {
        self.appending = true;
        self
    }

    /// The edits that make the message, and what came of writing them.
    pub(crate) fn finish(self) -> (Edits, WriteState) {
        (self.edits, self.state)
    }

    /// Writes a new segment where the next one goes; one without fields is held back.
    fn add(&mut self, def: &SegmentDef, map: impl FnOnce(&mut Self)) {
        if self.probing {
            return;
        }
        if self.appending
            && let Some((message, group)) = self.old
            && let Some(last) = group.extent().and_then(|(_, last)| message.segment_at(last))
        {
            self.insert_at = after(message, &last);
        }
        let around = (std::mem::replace(&mut self.place, Place::Fresh(Vec::new())), self.old.take());
        self.state.path = SegmentPath::segment(def.id, 1);
        let completing = std::mem::replace(&mut self.completing, around.1.is_some());
        map(self);
        self.completing = completing;
        let place = std::mem::replace(&mut self.place, around.0);
        self.old = around.1;
        let Place::Fresh(mut fields) = place else { return };
        self.leave_out(def.id, &mut fields);
        match self.line(def.id, fields) {
            Some(line) => self.put_line(def.id, line),
            None => self.hold_back(def.id),
        }
    }

    /// Puts a new line where the next one goes, after what must keep it apart from the lines before.
    fn put_line(&mut self, id: SegmentId, line: Vec<u8>) {
        let held_back = std::mem::take(&mut self.held_back);
        let dividers = held_back.into_iter().filter(|held| held.kept_apart.contains(&id));
        for mut line in dividers.map(|held| held.id.as_bytes().to_vec()).chain([line]) {
            let end = self.terminator;
            // After a last segment without terminator the new one brings it along in front.
            if self.unterminated == Some(self.insert_at) {
                line.splice(0..0, end.iter().copied());
            } else {
                line.extend_from_slice(end);
            }
            self.edits.push((self.insert_at..self.insert_at, line));
        }
    }

    /// Notes that a segment of the group that is written afresh says nothing.
    fn hold_back(&mut self, id: SegmentId) {
        let Some(structure) = self.structure else { return };
        if self.probing || self.old.is_some() || self.rules.is_some_and(|rules| !rules.allows(id)) {
            return;
        }
        let kept_apart = structure.kept_apart(self.group, id);
        if !kept_apart.is_empty() {
            self.held_back.push(HeldBack { id, kept_apart });
        }
    }

    /// Leaves out the fields that the profile does not use, or all where it does not use the segment.
    fn leave_out(&mut self, id: SegmentId, fields: &mut Vec<(u32, Vec<u8>)>) {
        let Some(rules) = self.rules else { return };
        fields.retain(|(_, bytes)| !bytes.is_empty());
        if !rules.allows(id) {
            if !fields.is_empty() {
                self.state.path = SegmentPath::segment(id, 1);
                self.state.remark(&codes::NOT_IN_PROFILE);
                fields.clear();
            }
            return;
        }
        let state = &mut self.state;
        fields.retain(|(number, _)| {
            let unused = rules.presence(*id.as_bytes(), *number) == Presence::Unused;
            if unused {
                state.path = SegmentPath::segment(id, 1).with_field(*number);
                state.remark(&codes::NOT_IN_PROFILE);
            }
            !unused
        });
    }

    fn line(&self, id: SegmentId, mut fields: Vec<(u32, Vec<u8>)>) -> Option<Vec<u8>> {
        fields.retain(|(_, bytes)| !bytes.is_empty());
        fields.sort_by_key(|(n, _)| *n);
        let mut line = id.as_bytes().to_vec();
        let mut at = 0;
        if id == SegmentId::MSH {
            let d = &self.state.delimiters;
            let declared = [Some(d.field), Some(d.component), Some(d.repetition), d.escape, d.subcomponent];
            line.extend(declared.into_iter().flatten());
            at = 2;
        } else if fields.is_empty() {
            return None;
        }
        self.join(&mut line, at, fields);
        Some(line)
    }

    /// Writes fields behind the field with the number `at`.
    fn join(&self, line: &mut Vec<u8>, mut at: u32, fields: Vec<(u32, Vec<u8>)>) {
        for (n, bytes) in fields {
            let missing = usize::try_from(n.saturating_sub(at)).unwrap_or(0);
            line.extend(std::iter::repeat_n(self.state.delimiters.field, missing));
            line.extend(bytes);
            at = n;
        }
    }

    /// Changes a segment that is there.
    fn alter(&mut self, segment: Segment<'m>, map: impl FnOnce(&mut Self)) {
        let around = std::mem::replace(&mut self.place, Place::There(segment, Vec::new()));
        map(self);
        let place = std::mem::replace(&mut self.place, around);
        self.last = Some(segment.number());
        if self.probing {
            return;
        }
        if let Place::There(_, mut beyond) = place {
            beyond.retain(|(_, bytes)| !bytes.is_empty());
            beyond.sort_by_key(|(n, _)| *n);
            if !beyond.is_empty() {
                if segment.fields().last().is_some_and(|last| !last.ends_in_start()) {
                    self.state.shifted.get_or_insert(segment.path());
                    return;
                }
                let end = segment.span().range().end;
                let mut tail = Vec::new();
                self.join(&mut tail, segment.field_count(), beyond);
                self.edits.push((end..end, tail));
            }
        }
        if let Some((message, _)) = self.old {
            self.insert_at = self.insert_at.max(after(message, &segment));
        }
    }

    fn remove(&mut self, first: usize, last: usize) {
        let Some((message, _)) = self.old else { return };
        for segment in (first..=last).filter_map(|n| message.segment_at(n)) {
            let end = after(message, &segment);
            self.edits.push((segment.span().range().start..end, Vec::new()));
            self.insert_at = self.insert_at.max(end);
        }
    }

    /// Writes a list of segments over the segments that are there.
    fn list<T: Listed>(
        &mut self,
        def: &'static SegmentDef,
        found: &[Segment<'m>],
        values: &mut Vec<T>,
        mut map: impl FnMut(&mut Self, &mut T),
    ) {
        // A segment of which nothing is understood is no value, and stays as it is.
        let mut olds: Vec<T> = Vec::with_capacity(found.len());
        let mut known: Vec<Segment<'m>> = Vec::with_capacity(found.len());
        self.probe(|m| {
            for segment in found {
                let mut value = T::default();
                m.alter(*segment, |m| map(m, &mut value));
                if value != T::default() {
                    olds.push(value);
                    known.push(*segment);
                }
            }
        });
        if self.probing {
            *values = olds;
            self.last = found.last().map(Segment::number).or(self.last);
            return;
        }
        if values.is_empty() {
            self.hold_back(def.id);
        }
        let steps = align(&olds, values, |_| None);
        let found = known;
        for step in steps {
            match step {
                Step::Change(old, new) => {
                    if let (Some(segment), Some(value)) = (found.get(old), values.get_mut(new)) {
                        self.alter(*segment, |m| map(m, value));
                    }
                }
                Step::Add(new) => {
                    if let Some(value) = values.get_mut(new) {
                        self.add(def, |m| map(m, value));
                    }
                }
                Step::Remove(old) => {
                    if let Some(segment) = found.get(old) {
                        self.remove(segment.number(), segment.number());
                    }
                }
            }
        }
    }

    /// Writes a group afresh.
    fn open(&mut self, group: &'static str, map: impl FnOnce(&mut Self)) {
        let around = std::mem::replace(&mut self.group, group);
        map(self);
        self.group = around;
    }

    /// Runs a function that only reads.
    fn probe<T>(&mut self, run: impl FnOnce(&mut Self) -> T) -> T {
        let before = (self.probing, self.last);
        self.probing = true;
        let value = run(self);
        (self.probing, self.last) = before;
        value
    }

    /// Writes a value over what a field holds.
    fn write<D, S: Slot<D>>(&mut self, old: Option<Raw<'m>>, slot: &mut S) -> Vec<u8> {
        if slot.is_null() {
            return b"\"\"".to_vec();
        }
        let old = old.filter(|raw| !raw.is_null());
        let mut repetitions: Vec<Vec<u8>> = Vec::new();
        // What was there and is no more is written over with nothing, so that what nothing was mapped to stays.
        let mut nothing = S::default();
        let (slot, count) = match slot.count() {
            0 => (&mut nothing, usize::from(old.is_some() && !S::REPEATS)),
            count => (slot, count),
        };
        for n in 0..count {
            let before = old.and_then(|raw| raw.pieces().nth(n));
            let mut parts = Write::new(&mut self.state, before, renkei_hl7v2::message::Level::Repetition);
            slot.item(n, &mut parts);
            repetitions.push(parts.finish());
        }
        if let Some(old) = old.filter(|_| !S::REPEATS) {
            repetitions.extend(old.pieces().skip(count).map(|raw| raw.bytes().to_vec()));
        }
        while repetitions.last().is_some_and(Vec::is_empty) {
            repetitions.pop();
        }
        repetitions.join(&self.state.delimiters.repetition)
    }

    fn put(&mut self, def: &FieldDef, bytes: Vec<u8>) {
        match &mut self.place {
            Place::Fresh(fields) | Place::There(_, fields) => fields.push((def.number, bytes)),
            Place::Nowhere => {}
        }
    }
}

impl Mapper for Editor<'_, '_> {
    fn field<D, S: Slot<D>>(&mut self, field: Field<D>, _: &'static str, slot: &mut S) {
        let def = field.def;
        let segment = match &self.place {
            Place::Nowhere => return,
            Place::Fresh(_) => None,
            Place::There(segment, _) => Some(*segment),
        };
        let found = segment.and_then(|s| s.field(def.number));
        self.state.path = segment.map_or(self.state.path, |s| s.path()).with_field(def.number);
        if self.probing {
            if let Some(found) = &found {
                *slot = read_field(found);
            }
            return;
        }
        match (self.old, found) {
            (Some(_), Some(found)) => {
                // "Unchanged" means that it reads the same, not that it is spelled the same.
                if read_field::<D, S>(&found) == *slot {
                    return;
                }
                let last = segment.is_some_and(|s| s.span().end() == found.span().end());
                if !found.shift().is_start() || !(last || found.ends_in_start()) {
                    self.state.shifted.get_or_insert(self.state.path);
                    return;
                }
                let bytes = self.write::<D, S>(Some(found.raw()), slot);
                if bytes != found.bytes() {
                    self.edits.push((found.span().range(), bytes));
                }
            }
            // What is absent and was absent needs no writing.
            _ if slot.count() == 0 && !slot.is_null() => {}
            _ => {
                let bytes = self.write::<D, S>(None, slot);
                self.put(def, bytes);
            }
        }
    }

    fn scope<T>(&mut self, _: &'static str, value: &mut T, mut map: impl FnMut(&mut Self, &mut T)) {
        map(self, value);
    }

    fn segment(&mut self, def: &'static SegmentDef, mut map: impl FnMut(&mut Self)) {
        match self.old.and_then(|(_, group)| group.segments().find(|s| s.id() == def.id)) {
            Some(segment) => self.alter(segment, |m| map(m)),
            None => self.add(def, |m| map(m)),
        }
    }

    fn segments<T: Listed>(
        &mut self,
        def: &'static SegmentDef,
        _: &'static str,
        values: &mut Vec<T>,
        map: impl FnMut(&mut Self, &mut T),
    ) {
        let found: Vec<Segment<'_>> =
            self.old.iter().flat_map(|(_, group)| group.segments()).filter(|s| s.id() == def.id).collect();
        self.list(def, &found, values, map);
    }

    fn trailing<T: Listed>(
        &mut self,
        def: &'static SegmentDef,
        _: &'static str,
        values: &mut Vec<T>,
        map: impl FnMut(&mut Self, &mut T),
    ) {
        let found: Vec<Segment<'_>> =
            self.old.iter().flat_map(|(_, group)| trailing_in(group, self.last, def)).collect();
        self.list(def, &found, values, map);
    }

    fn groups<T: Listed>(
        &mut self,
        group: &'static str,
        _: &'static str,
        values: &mut Vec<T>,
        key: impl Fn(&T) -> Option<Text>,
        mut map: impl FnMut(&mut Self, &mut T),
    ) {
        let around = self.old;
        let found: Vec<Group<'_, '_>> = around.iter().flat_map(|(_, inner)| inner.groups(group)).collect();
        let mut olds: Vec<T> = Vec::new();
        let mut known: Vec<Group<'_, '_>> = Vec::new();
        if !found.is_empty() {
            let hoisted = self.hoisted;
            self.probe(|m| {
                for inner in &found {
                    let mut value = T::default();
                    m.old = around.map(|(message, _)| (message, *inner));
                    m.hoisted = false;
                    map(m, &mut value);
                    if value != T::default() || m.hoisted {
                        olds.push(value);
                        known.push(*inner);
                    }
                }
            });
            self.hoisted = hoisted;
            self.old = around;
        }
        let found = known;
        if self.probing {
            *values = olds;
            return;
        }
        for step in align(&olds, values, key) {
            match step {
                Step::Change(old, new) => {
                    let (Some(inner), Some(value)) = (found.get(old), values.get_mut(new)) else { continue };
                    self.old = around.map(|(message, _)| (message, *inner));
                    map(self, value);
                    self.old = around;
                    if let (Some((message, _)), Some((_, last))) = (around, inner.extent())
                        && let Some(last) = message.segment_at(last)
                    {
                        self.insert_at = self.insert_at.max(after(message, &last));
                    }
                }
                Step::Add(new) => {
                    let Some(value) = values.get_mut(new) else { continue };
                    self.old = None;
                    self.last = None;
                    self.open(group, |m| map(m, value));
                    self.old = around;
                }
                Step::Remove(old) => {
                    if let Some((first, last)) = found.get(old).and_then(|inner| inner.extent()) {
                        self.remove(first, last);
                    }
                }
            }
        }
    }

    fn first(&mut self, group: &'static str, map: impl FnMut(&mut Self)) {
        let around = self.old;
        let found =
            around.and_then(|(message, outer)| outer.groups(group).next().map(|inner| (message, inner)));
        // Where the group is not there yet, it is written into the one around it.
        self.old = found.or(around);
        self.open(group, map);
        self.old = around;
    }

    fn hoisted<T: Listed>(
        &mut self,
        _: &'static str,
        hoist: Hoist<'_, T>,
        own: &mut Option<Box<T>>,
        mut map: impl FnMut(&mut Self, &mut T),
    ) {
        if self.probing {
            let mut value = T::default();
            map(self, &mut value);
            self.hoisted |= value != T::default();
            // What the repetition says for itself is compared with what is common in the model.
            *own = (value != *hoist.common).then(|| Box::new(value));
            return;
        }
        if self.completing && own.is_none() {
            return;
        }
        let mut value = own.as_deref().unwrap_or(hoist.common).clone();
        map(self, &mut value);
    }

    fn order_of(&self, first: &'static SegmentDef, second: &'static SegmentDef) -> Option<Ordering> {
        self.old.and_then(|(_, group)| order_in(&group, first, second))
    }

    fn is_reading(&self) -> bool {
        self.probing
    }
}

/// The byte after a segment and its terminator.
fn after(message: &Message<'_>, segment: &Segment<'_>) -> usize {
    let end = segment.span().range().end;
    let terminator = match message.bytes().get(end..) {
        Some([b'\r', b'\n', ..]) => 2,
        Some([b'\r' | b'\n', ..]) => 1,
        _ => 0,
    };
    end.saturating_add(terminator)
}
