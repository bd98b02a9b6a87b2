use std::cmp::Ordering;

use renkei_core::charset::{EncodeError, EncodeOptions};
use renkei_core::ledger::Remark;
use renkei_core::{Charset, SegmentId, SegmentPath};
use renkei_hl7v2::definition::{Field, SegmentDef};
use renkei_hl7v2::escape::{LineBreak, Writer};
use renkei_hl7v2::structure::{Group, Structure};
use renkei_hl7v2::{Delimiters, Edits, Message, Raw, Segment};
use renkei_model::value::Text;

use super::align::{Step, align};
use super::decoder::{order_in, trailing_in};
use super::sent::Sent;
use super::sheet::{self, Sheet};
use super::state::FieldReader;
use super::write::Write;
use super::{Hoist, Listed, Mapper, Slot};
use crate::codes;
use crate::profile::{Kind, Presence};

/// Writes the model into a message: a fresh one, or changes to one that is there.
///
/// A message that is there changes only where a value reads otherwise than the model says. Where a list has grown or
/// shrunk, its repetitions are told apart by their keys, and segments are added or removed.
pub(crate) struct Editor<'t, 'm> {
    /// The message that is changed, and the group of it that is current; none where everything is written afresh.
    old: Option<(&'m Message<'m>, Group<'t, 'm>)>,
    place: Place<'m>,
    /// The fields that were sent of the segment there.
    sent: Sent<'m>,
    /// Whether values are only read, to tell the repetitions of a list apart.
    probing: bool,
    /// Whether the current group said something, for itself or for all.
    said: bool,
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
    reader: FieldReader,
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
    /// One that is written afresh.
    Fresh,
    /// One that is there. What is left on the sheet when it ends are fields that it does not reach yet.
    There(Segment<'m>),
}

/// How values are written, and what came of it.
pub(crate) struct WriteState {
    writer: Writer,
    pub(super) sheet: Sheet,
    /// The parts, by number, that were mapped of the pieces that are written over others.
    pub(super) mapped: Vec<u32>,
    path: SegmentPath,
    pub(crate) error: Option<(SegmentPath, EncodeError)>,
    /// A place that can't be written, because the sender did not return to ASCII before or in it.
    pub(crate) shifted: Option<SegmentPath>,
    pub(crate) remarks: Vec<Remark>,
}

impl WriteState {
    /// Puts a text at a place, and bytes that stay behind it.
    pub(super) fn put_text(&mut self, place: sheet::Place, text: &str, line_break: LineBreak, rest: &[u8]) {
        // The null is written as such: its quotation marks are no text.
        if text.is_empty() || text == Text::NULL {
            if !text.is_empty() || !rest.is_empty() {
                self.sheet.put(place, |out| {
                    out.extend_from_slice(text.as_bytes());
                    out.extend_from_slice(rest);
                });
            }
            return;
        }
        let Self { writer, sheet, .. } = self;
        let written = sheet.put(place, |out| {
            let written = writer.write(text, line_break, out);
            out.extend_from_slice(rest);
            written
        });
        match written {
            Ok(substitutions) => {
                for _ in substitutions {
                    self.remark(&codes::CHARACTER_SUBSTITUTED);
                }
            }
            Err(error) => {
                self.error.get_or_insert((self.path, error));
            }
        }
    }

    /// The delimiters of the message.
    pub(super) const fn delimiters(&self) -> &Delimiters {
        self.writer.delimiters()
    }

    /// Writes what has come onto the sheet since a mark.
    fn lay_out(&mut self, mark: usize, behind: sheet::Place, out: &mut Vec<u8>) {
        self.sheet.lay_out(mark, behind, self.writer.delimiters(), out);
    }

    pub(super) fn remark(&mut self, code: &'static renkei_core::Code) {
        let target = self.path.to_string().into();
        self.remarks.push(Remark { path: Some(self.path.into()), code, target });
    }
}

impl<'t, 'm> Editor<'t, 'm> {
    /// Writes a fresh message.
    pub(crate) fn fresh(
        structure: Option<&'t Structure>,
        charset: Charset,
        delimiters: Delimiters,
        options: EncodeOptions,
    ) -> Self {
        Self {
            old: None,
            place: Place::Nowhere,
            sent: Sent::default(),
            probing: false,
            said: false,
            completing: false,
            rules: None,
            structure,
            group: "",
            held_back: Vec::new(),
            last: None,
            insert_at: 0,
            appending: false,
            edits: Edits::default(),
            reader: FieldReader::default(),
            terminator: b"\r",
            unterminated: None,
            state: WriteState {
                writer: Writer::new(charset, delimiters, options),
                sheet: Sheet::default(),
                mapped: Vec::new(),
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
        editor.sent = Sent::with_space();
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
        let around = (std::mem::replace(&mut self.place, Place::Fresh), self.old.take());
        let mark = self.state.sheet.mark();
        self.state.path = SegmentPath::segment(def.id, 1);
        let completing = std::mem::replace(&mut self.completing, around.1.is_some());
        map(self);
        self.completing = completing;
        (self.place, self.old) = around;
        self.leave_out(def.id, mark);
        if def.id == SegmentId::MSH || self.state.sheet.has_since(mark) {
            self.put_line(def.id, mark);
        } else {
            self.hold_back(def.id);
        }
    }

    /// Puts a new line where the next one goes, after what must keep it apart from the lines before.
    fn put_line(&mut self, id: SegmentId, mark: usize) {
        let mut held_back = std::mem::take(&mut self.held_back);
        if !held_back.is_empty() {
            // What is written after all must itself be kept apart from what is before it.
            let mut following = vec![id];
            held_back.reverse();
            held_back.retain(|held| {
                let divides = following.iter().any(|id| held.kept_apart.contains(id));
                if divides {
                    following.push(held.id);
                }
                divides
            });
            for held in held_back.drain(..).rev() {
                self.line(held.id, self.state.sheet.mark());
            }
        }
        self.held_back = held_back;
        self.line(id, mark);
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
    fn leave_out(&mut self, id: SegmentId, mark: usize) {
        let Some(rules) = self.rules else { return };
        if !rules.allows(id) {
            if self.state.sheet.has_since(mark) {
                self.state.path = SegmentPath::segment(id, 1);
                self.state.remark(&codes::NOT_IN_PROFILE);
                self.state.sheet.take_back(mark);
            }
            return;
        }
        let mut unused = Vec::new();
        self.state.sheet.retain_fields(mark, |number| {
            let is_used = rules.presence(*id.as_bytes(), number) != Presence::Unused;
            if !is_used {
                unused.push(number);
            }
            is_used
        });
        for number in unused {
            self.state.path = SegmentPath::segment(id, 1).with_field(number);
            self.state.remark(&codes::NOT_IN_PROFILE);
        }
    }

    /// Writes a line with what has come onto the sheet since a mark.
    fn line(&mut self, id: SegmentId, mark: usize) {
        let (state, end) = (&mut self.state, self.terminator);
        // After a last segment without terminator the new one brings it along in front.
        let (before, after) =
            if self.unterminated == Some(self.insert_at) { (end, &b""[..]) } else { (&b""[..], end) };
        self.edits.replace(self.insert_at..self.insert_at, |out| {
            out.extend_from_slice(before);
            out.extend_from_slice(id.as_bytes());
            let mut written = 0;
            if id == SegmentId::MSH {
                let d = state.delimiters();
                let declared =
                    [Some(d.field), Some(d.component), Some(d.repetition), d.escape, d.subcomponent];
                out.extend(declared.into_iter().flatten());
                written = 2;
            }
            state.lay_out(mark, sheet::Place::of_field(written), out);
            out.extend_from_slice(after);
        });
    }

    /// Changes a segment that is there.
    fn alter(&mut self, segment: Segment<'m>, map: impl FnOnce(&mut Self)) {
        let around = std::mem::replace(&mut self.place, Place::There(segment));
        let outer = self.sent.enter(&segment);
        let mark = self.state.sheet.mark();
        map(self);
        self.sent.leave(outer);
        self.place = around;
        self.last = Some(segment.number());
        if self.probing {
            return;
        }
        if self.state.sheet.has_since(mark) {
            if segment.fields().last().is_some_and(|last| !last.ends_in_start()) {
                self.state.shifted.get_or_insert(segment.path());
                return;
            }
            let end = segment.span().range().end;
            let last = sheet::Place::of_field(segment.field_count());
            let Self { edits, state, .. } = self;
            edits.replace(end..end, |out| state.lay_out(mark, last, out));
        }
        if let Some((message, _)) = self.old {
            self.insert_at = self.insert_at.max(after(message, &segment));
        }
    }

    fn remove(&mut self, first: usize, last: usize) {
        let Some((message, _)) = self.old else { return };
        for segment in (first..=last).filter_map(|n| message.segment_at(n)) {
            let end = after(message, &segment);
            self.edits.replace(segment.span().range().start..end, |_| ());
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
        if found.is_empty() && !self.probing {
            if values.is_empty() {
                self.hold_back(def.id);
            }
            values.iter_mut().for_each(|value| self.add(def, |m| map(m, value)));
            return;
        }
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
        // What trails these segments does so whether they were understood or not.
        self.last = found.last().map(Segment::number).or(self.last);
        if self.probing {
            *values = olds;
            return;
        }
        let steps = align(&olds, values, |_| None);
        let (found, last) = (known, self.last);
        for step in steps {
            match step {
                Step::Change(old, new) => {
                    if let (Some(segment), Some(value)) = (found.get(old), values.get_mut(new)) {
                        // What reads the same as a whole has no field that reads otherwise.
                        let is_same = olds.get(old) == Some(value);
                        self.alter(*segment, |m| {
                            if !is_same {
                                map(m, value)
                            }
                        });
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
        self.last = last;
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

    /// Puts the value of a field on the sheet, over what it holds.
    fn write<D, S: Slot<D>>(&mut self, number: u32, old: Option<Raw<'m>>, slot: &mut S) {
        let place = sheet::Place::of_field(number);
        if slot.is_null() {
            self.state.sheet.put_bytes(place, b"\"\"");
            return;
        }
        let old = old.filter(|raw| !raw.is_null());
        // What was there and is no more is written over with nothing, so that what nothing was mapped to stays.
        let mut nothing = S::default();
        let (slot, count) = match slot.count() {
            0 => (&mut nothing, usize::from(old.is_some() && !S::REPEATS)),
            count => (slot, count),
        };
        let mut before = old.iter().flat_map(Raw::pieces);
        for (n, repetition) in (0..count).zip(1u32..) {
            let place = sheet::Place { repetition, ..place };
            let mut parts = Write::new(&mut self.state, place, before.next());
            slot.item(n, &mut parts);
            parts.finish();
        }
        if !S::REPEATS {
            let rest = u32::try_from(count).unwrap_or(u32::MAX).saturating_add(1);
            for (piece, repetition) in before.zip(rest..) {
                self.state.sheet.put_bytes(sheet::Place { repetition, ..place }, piece.bytes());
            }
        }
    }
}

impl Mapper for Editor<'_, '_> {
    fn field<D, S: Slot<D>>(&mut self, field: Field<D>, _: &'static str, slot: &mut S) {
        let number = field.def.number;
        let segment = match &self.place {
            Place::Nowhere => return,
            Place::Fresh => None,
            Place::There(segment) => Some(*segment),
        };
        let sent = segment.and_then(|_| self.sent.get(number));
        if self.probing {
            if let Some(sent) = sent {
                *slot = self.reader.read(sent);
                self.said |= slot.count() > 0 || slot.is_null();
            }
            return;
        }
        // What is absent and was absent needs no writing.
        if sent.is_none() && slot.count() == 0 && !slot.is_null() {
            return;
        }
        // "Unchanged" means that it reads the same, not that it is spelled the same.
        if sent.is_some_and(|sent| self.reader.read::<D, S>(sent) == *slot) {
            return;
        }
        self.state.path = segment.map_or(self.state.path, |s| s.path()).with_field(number);
        match segment.and_then(|s| s.field(number)) {
            Some(found) => {
                let last = segment.is_some_and(|s| s.span().end() == found.span().end());
                if !found.shift().is_start() || !(last || found.ends_in_start()) {
                    self.state.shifted.get_or_insert(self.state.path);
                    return;
                }
                let mark = self.state.sheet.mark();
                self.write::<D, S>(number, Some(found.raw()), slot);
                let Self { edits, state, .. } = self;
                let field = sheet::Place::of_field(number);
                edits.replace(found.span().range(), |out| state.lay_out(mark, field, out));
                if edits.last() == Some(found.bytes()) {
                    edits.truncate(edits.len().saturating_sub(1));
                }
            }
            None => self.write::<D, S>(number, None, slot),
        }
    }

    fn scope<T>(&mut self, _: &'static str, value: &mut T, mut map: impl FnMut(&mut Self, &mut T)) {
        map(self, value);
    }

    fn segment(&mut self, def: &'static SegmentDef, mut map: impl FnMut(&mut Self)) {
        match self.old.and_then(|(_, group)| group.placed(def.id).next()) {
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
        let found: Vec<Segment<'_>> = self
            .old
            .iter()
            .flat_map(|(_, group)| group.placed_segments())
            .filter(|s| s.id() == def.id)
            .collect();
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
            let mut said = self.said;
            self.probe(|m| {
                for inner in &found {
                    let mut value = T::default();
                    m.old = around.map(|(message, _)| (message, *inner));
                    m.said = false;
                    map(m, &mut value);
                    said |= m.said;
                    if m.said {
                        olds.push(value);
                        known.push(*inner);
                    }
                }
            });
            self.said = said;
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
                    if olds.get(old) != Some(value) {
                        self.old = around.map(|(message, _)| (message, *inner));
                        map(self, value);
                        self.old = around;
                    }
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
        // Where the group is not there yet it is written afresh; what stands around it is none of its segments.
        self.old = found;
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
            // What the repetition says for itself is compared with what is common in the model.
            *own = (value != *hoist.common).then(|| Box::new(value));
            return;
        }
        if self.completing && own.is_none() {
            return;
        }
        map(self, own.as_deref_mut().unwrap_or(hoist.common));
    }

    fn skips_absent(&self) -> bool {
        // Outside of a segment absence counts: a required one is held back.
        matches!(self.place, Place::Fresh)
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
