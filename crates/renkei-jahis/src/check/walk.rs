//! One pass over the segments and fields of a message.

use std::borrow::Cow;
use std::sync::Arc;

use renkei_core::{Arg, Charset, Code, Diagnostic, Location, SegmentId, SegmentPath, Severity, Sink};
use renkei_hl7v2::Message;
use renkei_hl7v2::definition::{FieldDef, Usage};
use renkei_hl7v2::message::{Raw, Segment};
use renkei_model::Exchange;

use super::order::Orders;
use super::rule::{self, FieldRules, SegmentRules};
use super::runs::{Fault, Runs};
use super::{CheckOptions, Checked, KnownCodes, NotChecked, codes, header};
use crate::mapping::sent::Fields;
use crate::message;
use crate::profile::{Condition, KINDS, Kind, Presence, Profile, When};

/// What is known while a message is gone through.
pub(super) struct Walk<'m, 's> {
    pub(super) message: &'m Message<'m>,
    pub(super) profile: &'static Profile,
    pub(super) codes: Option<Arc<dyn KnownCodes>>,
    pub(super) kind: Option<&'static Kind>,
    said: bool,
    /// The kinds that messages of this type may have, where it was told by the content which of them: what another does not
    /// ask for is not missed.
    siblings: Vec<&'static Kind>,
    pub(super) event: Cow<'m, str>,
    sink: &'s mut dyn Sink,
    not_checked: Vec<NotChecked>,
    /// Segments that came, each name once.
    seen: Vec<SegmentId>,
    /// Fields and segments of which it was said that the profile does not use them.
    unused: Vec<(SegmentId, u32)>,
    /// The group that is open: its first segment and what came since.
    group: Option<(Segment<'m>, Vec<SegmentId>)>,
    runs: Runs<'m>,
    orders: Orders<'m>,
    /// The pieces of the values that are looked at, the innermost last.
    pub(super) pieces: Vec<Raw<'m>>,
    /// A value decoded, to look at; kept so that its space is.
    pub(super) text: String,
}

/// A value under examination: its piece and the path of what it is part of.
#[derive(Clone, Copy)]
pub(super) struct Here<'m> {
    pub(super) raw: Raw<'m>,
    pub(super) path: SegmentPath,
}

impl Here<'_> {
    fn location(&self) -> Location {
        Location::segment(self.path, self.raw.span())
    }
}

impl<'m, 's> Walk<'m, 's> {
    pub(super) fn new(message: &'m Message<'m>, options: &CheckOptions, sink: &'s mut dyn Sink) -> Self {
        let mut walk = Self {
            message,
            profile: options.profile,
            codes: options.codes.clone(),
            kind: None,
            said: false,
            siblings: Vec::new(),
            event: message.message_type().event,
            sink,
            not_checked: Vec::new(),
            seen: Vec::new(),
            unused: Vec::new(),
            group: None,
            runs: Runs::default(),
            orders: Orders::default(),
            pieces: Vec::new(),
            text: String::new(),
        };
        walk.kind = walk.find_kind(options.kind.as_deref());
        walk
    }

    pub(super) fn run(mut self) -> Checked {
        if self.profile.version.is_some() && self.kind.is_none() {
            self.not_checked(NotChecked::Kind);
        }
        self.structure();
        if self.profile.version.is_some() {
            header::check(&mut self);
        }
        header::terminators(&mut self);
        let message = self.message;
        let mut before: Option<Segment<'m>> = None;
        for segment in message.segments() {
            self.segment(&segment, before.as_ref());
            before = Some(segment);
        }
        self.close_group();
        self.flush_runs();
        self.missing_segments();
        Checked {
            profile: self.profile,
            kind: self.kind.map(|kind| kind.def.name),
            not_checked: self.not_checked,
        }
    }

    pub(super) fn report(&mut self, code: &'static Code, at: impl Into<Location>) {
        self.sink.report(Diagnostic::new(code, at));
    }

    pub(super) fn report_here(&mut self, code: &'static Code, here: &Here<'_>) {
        self.report(code, here.location());
    }

    pub(super) fn report_with(
        &mut self,
        code: &'static Code,
        at: impl Into<Location>,
        args: &[(&'static str, Arg)],
    ) {
        let start = Diagnostic::new(code, at);
        self.sink.report(args.iter().fold(start, |diagnostic, (name, arg)| diagnostic.with(name, *arg)));
    }

    pub(super) fn report_here_with(
        &mut self,
        code: &'static Code,
        here: &Here<'_>,
        args: &[(&'static str, Arg)],
    ) {
        self.report_with(code, here.location(), args);
    }

    pub(super) fn not_checked(&mut self, what: NotChecked) {
        if !self.not_checked.contains(&what) {
            self.not_checked.push(what);
        }
    }

    /// Says whether the message is held against SS-MIX2, as against the base standard alone.
    pub(super) fn is_ssmix2(&self) -> bool {
        self.profile.version.is_some()
    }

    /// Says whether the data kind was said, as against told by the content.
    pub(super) const fn is_kind_said(&self) -> bool {
        self.said
    }

    /// Says whether the data kind is one of these.
    pub(super) fn is_kind(&self, kinds: &[&str]) -> bool {
        self.kind.is_some_and(|kind| kinds.contains(&kind.def.name))
    }

    /// The kind whose rules apply: the one that was said, or the one that type and content tell.
    fn find_kind(&mut self, said: Option<&str>) -> Option<&'static Kind> {
        self.profile.version?;
        let found = self.message.message_type();
        let holds =
            |name: &str| self.profile.kind(name).filter(|kind| kind.def.holds(&found.code, &found.event));
        let place = SegmentPath::field("MSH", 1, 9);
        let said = said.and_then(|said| self.profile.kind(said));
        if let Some(kind) = said {
            if kind.def.holds(&found.code, &found.event) {
                self.said = true;
                return Some(kind);
            }
            self.sink
                .report(Diagnostic::new(&crate::codes::KIND_MISMATCH, place).with("kind", kind.def.name));
        }
        let mut kinds = KINDS.iter().filter(|def| def.holds(&found.code, &found.event));
        let Some(first) = kinds.next() else {
            // Out of a storage a message of another kind is nothing bad; it is only not checked against the profile.
            let mut other = Diagnostic::new(&codes::MESSAGE_TYPE_UNEXPECTED, place);
            if said.is_none() {
                other.severity = Severity::Info;
            }
            self.sink.report(other);
            return None;
        };
        if kinds.next().is_none() {
            return holds(first.name);
        }
        self.siblings = KINDS.iter().filter_map(|def| holds(def.name)).collect();
        let told = match (&*found.code, self.service_system()) {
            ("OMG", Some(system)) => Some(match system {
                System::Radiology => "OMG-01",
                System::Endoscopy => "OMG-02",
                System::Physiology => "OMG-03",
            }),
            ("OMI", Some(System::Radiology)) => Some("OMG-11"),
            ("OMI", Some(System::Endoscopy)) => Some("OMG-12"),
            ("OMG" | "OMI", _) => None,
            _ => {
                let mut begun = Exchange::default();
                message::begin(self.message, None, &mut begun);
                message::kind_of(self.message, &begun, &mut *self.sink)
            }
        };
        told.and_then(holds)
    }

    /// What the coding system of the requested services says of the department (order-common 7).
    fn service_system(&self) -> Option<System> {
        let mut requests = self.message.segments().filter(|s| s.id().as_bytes() == b"OBR");
        requests.find_map(|obr| {
            let field = obr.field(4)?;
            let code = field.component(1)?.bytes();
            match field.component(3)?.bytes().trim_ascii() {
                b"LENDO" => Some(System::Endoscopy),
                b"JC10" | b"JLAC10" if code.first() == Some(&b'9') => Some(System::Physiology),
                system if system.starts_with(b"JJ1017") => Some(System::Radiology),
                _ => None,
            }
        })
    }

    /// Holds the order of segments against the structure of the message.
    fn structure(&mut self) {
        let found = self.message.message_type();
        let of_type = |def: &&&message::MessageDef| def.types.iter().any(|t| t.is(&found.code, &found.event));
        let structure = message::ALL.iter().find(of_type).and_then(|def| def.structure());
        let Some(structure) = structure else {
            self.not_checked(NotChecked::Structure);
            return;
        };
        let kind = self.kind;
        let sink = &mut *self.sink;
        structure.group(self.message, &mut |diagnostic: Diagnostic| {
            // What the profile requires as well is reported once, by its own rule.
            let named = diagnostic.args().find_map(|(_, arg)| match arg {
                Arg::Segment(id) => Some(id),
                _ => None,
            });
            let missing = diagnostic.code == &renkei_hl7v2::codes::STRUCTURE_MISSING;
            if !(missing && named.zip(kind).is_some_and(|(id, kind)| requires(kind, id, self.message))) {
                sink.report(diagnostic);
            }
        });
    }

    fn segment(&mut self, segment: &Segment<'m>, before: Option<&Segment<'m>>) {
        let id = segment.id();
        if !self.seen.contains(&id) {
            self.seen.push(id);
            self.first_of_its_name(segment);
        }
        let same = before.is_some_and(|before| {
            before.id() == id
                && before.whole().bytes() == segment.whole().bytes()
                && segment.field_count() > 1
        });
        if same {
            self.report(&codes::SEGMENT_REPEATED, segment.location());
        }
        self.open_group(segment);
        self.note_run(segment);
        let Some(rules) = rule::of(id) else { return };
        self.end_of(segment);
        self.fields(segment, rules);
        match id.as_bytes() {
            b"PID" => self.patient(segment),
            b"OBX" => self.observation(segment),
            b"ORC" => self.order(segment),
            b"OBR" => self.request(segment),
            _ => {}
        }
        self.periods(segment, rules);
    }

    fn first_of_its_name(&mut self, segment: &Segment<'m>) {
        let id = segment.id();
        if rule::of(id).is_none() {
            self.not_checked(NotChecked::Segment(id));
            if !id.is_local() && id.is_well_formed() {
                self.report_with(&codes::SEGMENT_UNKNOWN, segment.location(), &[("segment", id.into())]);
            }
        } else if let Some(kind) = self.kind.filter(|kind| !kind.allows(id)) {
            let args = [("segment", id.into()), ("kind", kind.def.name.into())];
            self.report_with(&codes::SEGMENT_UNLISTED, segment.location(), &args);
        }
    }

    /// Blanks and delimiters at the end of a segment.
    fn end_of(&mut self, segment: &Segment<'m>) {
        let bytes = segment.whole().bytes();
        let blanks = bytes.iter().rev().take_while(|b| **b == b' ').count();
        let bytes = bytes.get(..bytes.len().saturating_sub(blanks)).unwrap_or_default();
        if blanks > 0 {
            self.report(&codes::TRAILING_BLANK, segment.location());
        }
        let separator = self.message.delimiters().field;
        let trailing = bytes.iter().rev().take_while(|b| **b == separator).count();
        if trailing <= 1 {
            return;
        }
        // Any byte may be half of a kanji.
        let last = segment.field_count();
        let live = (0..trailing)
            .all(|n| segment.is_empty_field(last.saturating_sub(u32::try_from(n).unwrap_or(u32::MAX))));
        if live {
            self.report_with(&codes::TRAILING_DELIMITERS, segment.location(), &[("count", trailing.into())]);
        }
    }

    fn fields(&mut self, segment: &Segment<'m>, rules: &'static SegmentRules) {
        let id = segment.id();
        let presences = self.kind.and_then(|kind| kind.fields(id));
        let length = rules.length;
        let mut sent = Fields::default();
        for (number, raw) in segment.sent_pieces() {
            if says_something(&raw) {
                sent = sent.with(number);
            }
            let here = Here { raw, path: segment.path().with_field(number) };
            if number > length {
                let args = [("segment", id.into()), ("count", length.into())];
                self.report_here_with(&codes::FIELD_BEYOND_TABLE, &here, &args);
                break;
            }
            let presence = presences.map(|p| at(p, number));
            if presence == Some(Presence::Unused) && !self.unused.contains(&(id, number)) && !raw.is_blank() {
                self.unused.push((id, number));
                self.report_here(&codes::FIELD_UNUSED, &here);
            }
            if presence == Some(Presence::Unknown) {
                self.not_checked(NotChecked::Usage(id, number));
            }
            if let Some(rules) = rules.field(number) {
                self.field(segment, &here, rules, is_required(presence, rules.row));
            }
        }
        match presences {
            Some(presences) => {
                for (presence, number) in presences.iter().zip(1u32..) {
                    if matches!(presence, Presence::Required | Presence::Conditional) {
                        self.asked(segment, sent, rules, number, *presence);
                    }
                }
                // The list of what a message holds at least asks for more than the table of the segment.
                for condition in &rules.conditions {
                    if at(presences, condition.field) == Presence::Optional {
                        self.asked(segment, sent, rules, condition.field, Presence::Conditional);
                    }
                }
            }
            None => {
                for row in rules.def.fields.iter().filter(|row| row.usage == Usage::R) {
                    self.asked(segment, sent, rules, row.number, Presence::Required);
                }
            }
        }
    }

    /// Reports a field that should be there and isn't, of a segment of which these were sent.
    fn asked(
        &mut self,
        segment: &Segment<'m>,
        sent: Fields,
        rules: &SegmentRules,
        number: u32,
        presence: Presence,
    ) {
        if sent.may_have(number) && (number < Fields::LAST || is_sent(segment, number)) {
            return;
        }
        let path = segment.path().with_field(number);
        let span = segment.field(number).map_or_else(|| segment.span(), |field| field.span());
        let place = Location::segment(path, span);
        if presence == Presence::Required {
            let name = *segment.id().as_bytes();
            let asked = |kind: &&Kind| kind.presence(name, number) == Presence::Required;
            if self.siblings.iter().all(asked) {
                self.report(&codes::FIELD_REQUIRED, place);
            }
            return;
        }
        match rules.conditions.iter().find(|condition| condition.field == number) {
            None => self.not_checked(NotChecked::Condition(segment.id(), number)),
            Some(condition) if self.holds(condition, segment) => {
                let args = [("condition", condition.signs.into())];
                self.report_with(&codes::FIELD_CONDITIONAL, place, &args);
            }
            Some(_) => {}
        }
    }

    fn holds(&self, condition: &Condition, segment: &Segment<'m>) -> bool {
        let code = |number| segment.field(number).map(|field| field.bytes().trim_ascii());
        let is = |code: &[u8], codes: &[&str]| codes.iter().any(|c| c.as_bytes() == code);
        match condition.when {
            When::Event(events) => events.iter().any(|event| *event == self.event),
            When::Sent(number) => is_sent(segment, number),
            When::Is(number, codes) => code(number).is_some_and(|code| is(code, codes)),
            When::IsNot(number, codes) => {
                code(number).is_some_and(|code| !code.is_empty() && !is(code, codes))
            }
            When::Repeats => {
                let next = self.message.segment_at(segment.number().saturating_add(1));
                next.is_some_and(|next| next.id() == segment.id())
            }
            When::May => false,
            When::Control(codes) => self.orders.control().is_some_and(|code| is(code, codes)),
        }
    }

    fn field(&mut self, segment: &Segment<'m>, here: &Here<'m>, rules: &'static FieldRules, required: bool) {
        let (row, raw) = (rules.row, here.raw);
        if raw.is_null() {
            if required && !rules.takes_null {
                self.report_here(&codes::NULL_NOT_ALLOWED, here);
            }
            return;
        }
        if raw.bytes().iter().all(|b| *b == b' ') {
            // Blanks at the end of a segment are padding, which is reported for the segment.
            if raw.span().end() < segment.span().end() {
                self.report_here(&codes::FIELD_BLANK, here);
            }
            return;
        }
        self.characters(here);
        let is_header = matches!((row.segment.as_bytes(), row.number), (b"MSH", 1 | 2));
        if is_header || (row.segment.as_bytes() == b"OBX" && row.number == 5) {
            return;
        }
        let mut count = 0u32;
        for repetition in raw.pieces() {
            count = count.saturating_add(1);
            if !repetition.is_empty() {
                let path = here.path.with_repetition(count);
                self.value(&Here { raw: repetition, path }, rules);
            }
        }
        if count > 1 && !row.repeats {
            self.report_here_with(&codes::TOO_MANY_REPETITIONS, here, &[("count", count.into())]);
        }
    }

    /// Characters that can't be read, that the profile does not have, and escapes that mean nothing.
    fn characters(&mut self, here: &Here<'m>) {
        let raw = here.raw;
        if self.message.delimiters().escape.is_some_and(|escape| raw.bytes().contains(&escape)) {
            let count = raw.unknown_escapes();
            if count > 0 && here.path.field != Some(2) {
                self.report_here_with(&codes::ESCAPE_UNRESOLVED, here, &[("count", count.into())]);
            }
        }
        if raw.shift().is_start() && !raw.charset().needs_units(raw.bytes()) && raw.bytes().is_ascii() {
            return;
        }
        let mut text = std::mem::take(&mut self.text);
        text.clear();
        let unreadable = raw.charset().decode_into(raw.shift(), raw.bytes(), &mut text);
        if unreadable > 0 {
            let args = [("count", unreadable.into())];
            self.report_here_with(&renkei_core::codes::UNDECODABLE_BYTES, here, &args);
        } else if self.is_ssmix2() {
            let strict = renkei_core::charset::EncodeOptions::new();
            let outside = |c: &char| !c.is_ascii() && !Charset::Iso2022Jp.can_encode(*c, &strict);
            let count = text.chars().filter(outside).count();
            if count > 0 {
                self.report_here_with(&codes::CHARACTER_OUTSIDE, here, &[("count", count.into())]);
            }
        }
        self.text = text;
    }

    /// Begins a group where the profile says that this segment begins one.
    fn open_group(&mut self, segment: &Segment<'m>) {
        let Some(kind) = self.kind else { return };
        let id = segment.id();
        if kind.def.by_group.iter().any(|group| group.anchor == id) {
            self.close_group();
            self.group = Some((*segment, Vec::new()));
        } else if let Some((_, since)) = &mut self.group {
            since.push(id);
        }
    }

    fn close_group(&mut self) {
        let Some((anchor, since)) = self.group.take() else { return };
        let Some(kind) = self.kind else { return };
        let groups = kind.def.by_group.iter().filter(|group| group.anchor == anchor.id());
        for required in groups.flat_map(|group| group.requires).filter(|id| !since.contains(id)) {
            if !self.siblings.iter().all(|kind| kind.allows(*required)) {
                continue;
            }
            self.report_with(&codes::SEGMENT_REQUIRED, anchor.location(), &[("segment", (*required).into())]);
        }
    }

    fn missing_segments(&mut self) {
        let Some(kind) = self.kind else { return };
        for required in kind.def.requires {
            if !self.seen.contains(required) {
                let at = SegmentPath::segment(SegmentId::MSH, 1);
                let place = Location::segment(at, self.message.span());
                self.report_with(&codes::SEGMENT_REQUIRED, place, &[("segment", (*required).into())]);
            }
        }
    }

    fn note_run(&mut self, segment: &Segment<'m>) {
        if let Some(found) = self.runs.note(segment) {
            self.report_run(found);
        }
    }

    fn flush_runs(&mut self) {
        if let Some(found) = self.runs.close() {
            self.report_run(found);
        }
    }

    fn report_run(&mut self, (segment, count, fault): (Segment<'m>, u32, Fault)) {
        let path = segment.path().with_field(1);
        let span = segment.field(1).map_or_else(|| segment.span(), |field| field.span());
        let args = [("count", count.into()), ("segment", segment.id().into())];
        let code = match fault {
            Fault::Gap => &codes::SET_ID_GAP,
            Fault::Repeated => &codes::SET_ID_REPEATED,
        };
        self.report_with(code, Location::segment(path, span), &args);
    }

    fn order(&mut self, segment: &Segment<'m>) {
        let mut orders = std::mem::take(&mut self.orders);
        orders.order(self, segment);
        self.orders = orders;
    }

    fn request(&mut self, segment: &Segment<'m>) {
        let mut orders = std::mem::take(&mut self.orders);
        orders.request(self, segment);
        self.orders = orders;
    }
}

enum System {
    Radiology,
    Endoscopy,
    Physiology,
}

/// Says whether a rule of the profile finds that a segment is missing: from a group, or from the whole message.
fn requires(kind: &Kind, id: SegmentId, message: &Message<'_>) -> bool {
    let nowhere = || message.segments().all(|segment| segment.id() != id);
    kind.def.requires.contains(&id) && nowhere()
        || kind.def.by_group.iter().any(|group| group.requires.contains(&id))
}

fn is_required(presence: Option<Presence>, row: &FieldDef) -> bool {
    presence.map_or(row.usage == Usage::R, |presence| presence == Presence::Required)
}

fn at(presences: &[Presence], number: u32) -> Presence {
    let place = usize::try_from(number).ok().and_then(|n| n.checked_sub(1));
    place.and_then(|n| presences.get(n)).copied().unwrap_or(Presence::Unused)
}

/// Says whether something stands in a field: more than blanks and delimiters.
pub(super) fn is_sent(segment: &Segment<'_>, number: u32) -> bool {
    segment.sent(number).is_some_and(|field| says_something(&field))
}

fn says_something(field: &Raw<'_>) -> bool {
    match field.bytes().first() {
        Some(first) if first.is_ascii_alphanumeric() => true,
        _ => field.leaves().any(|leaf| !leaf.bytes().trim_ascii().is_empty()),
    }
}
