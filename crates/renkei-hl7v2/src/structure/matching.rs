use std::sync::Arc;

use renkei_core::{Diagnostic, SegmentId, Sink};

use super::notation::{Cardinality, Element, Item, Structure};
use super::tree::{Planted, Tree};
use crate::codes;
use crate::message::{Message, Segment};

impl Structure {
    /// Matches the segments of a message to groups.
    ///
    /// Each segment, in order, goes to the first of these places that takes it: further on in the innermost open group;
    /// further on in a group around it, closing what is inside; a new repetition of a group; the same places again,
    /// leaving out required segments that are missing; an earlier place in the innermost group that is still free (the
    /// group is then out of order); and if nothing takes it, the innermost open group as it stands. The header takes
    /// everything that precedes the rest.
    pub fn group<'m>(&self, message: &'m Message<'m>, sink: &mut dyn Sink) -> Tree<'m> {
        let rules = &self.rules;
        let mut matcher = Matcher {
            rules,
            tree: Planted::new(Arc::clone(&rules.names), message.segment_count()),
            open: Vec::with_capacity(MAX_DEPTH),
            taken: Vec::with_capacity(rules.groups.iter().map(Vec::len).sum()),
        };
        matcher.open(0, 0);
        for segment in message.segments() {
            matcher.place(&segment, sink);
        }
        matcher.close(0, sink);
        matcher.tree.grown(message)
    }
}

/// The structure with groups that do not repeat dissolved into the group around them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Rules {
    /// The names of the repeating groups; the first is the message, whose name is empty.
    names: Arc<[Box<str>]>,
    /// The first of them that has the name of each.
    first_named: Vec<usize>,
    /// What stands in each of them.
    groups: Vec<Vec<Slot>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Slot {
    what: What,
    optional: bool,
    repeats: bool,
    /// What may stand in the slot, and in those behind it in the group.
    takes: Names,
    rest: Names,
}

impl Slot {
    /// Makes a slot; what may stand behind it is told when all of the group are there.
    const fn new(what: What, optional: bool, repeats: bool, takes: Names) -> Self {
        Self { what, optional, repeats, takes, rest: Names(0) }
    }
}

/// A set of names, one of 64 bits each: a name whose bit is missing is not in the set, one whose bit is there may be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Names(u64);

impl Names {
    fn of(id: SegmentId) -> Self {
        let [a, b, c] = *id.as_bytes();
        // The top bits of a product depend on all of its factors.
        Self(1 << (u32::from_be_bytes([0, a, b, c]).wrapping_mul(0x9E37_79B9) >> 26))
    }

    const fn with(self, others: Self) -> Self {
        Self(self.0 | others.0)
    }

    const fn may_have(self, name: Self) -> bool {
        self.0 & name.0 != 0
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum What {
    Segment(SegmentId),
    Group(usize),
}

impl Rules {
    pub(super) fn new(elements: &[Element]) -> Self {
        let mut names = vec![Box::default()];
        let mut groups = vec![Vec::new()];
        let slots = flatten(elements, false, &mut names, &mut groups);
        if let Some(root) = groups.first_mut() {
            *root = slots;
        }
        for slots in &mut groups {
            let mut rest = Names::default();
            for slot in slots.iter_mut().rev() {
                rest = rest.with(slot.takes);
                slot.rest = rest;
            }
        }
        let first = |name: &str| names.iter().position(|known| **known == *name).unwrap_or_default();
        let first_named = names.iter().map(|name| first(name)).collect();
        Self { names: names.into(), first_named, groups }
    }

    fn slots(&self, group: usize) -> &[Slot] {
        self.groups.get(group).map_or(&[], Vec::as_slice)
    }

    /// The slot path by which a segment can begin a group: strictly, or with required segments missing.
    fn entry(&self, group: usize, wanted: &Wanted, depth: usize) -> Option<Route> {
        if depth >= MAX_DEPTH {
            return None;
        }
        for (slot, n) in self.slots(group).iter().zip(0..) {
            if let Some(route) = self.by(slot, n, wanted, depth.saturating_add(1)) {
                return Some(route);
            }
            if !slot.optional && !wanted.lenient {
                return None;
            }
        }
        None
    }

    /// The slot path by which a slot that is free, the n-th of its group, takes a segment.
    fn by(&self, slot: &Slot, n: usize, wanted: &Wanted, depth: usize) -> Option<Route> {
        if !slot.takes.may_have(wanted.name) {
            return None;
        }
        match slot.what {
            What::Segment(id) => (id == wanted.id).then(|| Route::of(n)),
            What::Group(inner) => Some(self.entry(inner, wanted, depth)?.behind(n)),
        }
    }
}

/// A segment that looks for its place.
struct Wanted {
    id: SegmentId,
    name: Names,
    /// Whether required segments before it may be missing.
    lenient: bool,
}

/// The slots of a group; the groups that repeat in it are added to the list.
fn flatten(
    elements: &[Element],
    optional_around: bool,
    names: &mut Vec<Box<str>>,
    groups: &mut Vec<Vec<Slot>>,
) -> Vec<Slot> {
    let mut slots = Vec::with_capacity(elements.len());
    for element in elements {
        let Cardinality { optional, repeats } = element.cardinality;
        let optional = optional || optional_around;
        match &element.item {
            Item::Segment(id) => {
                slots.push(Slot::new(What::Segment(*id), optional, repeats, Names::of(*id)));
            }
            Item::Choice(inner) => slots.extend(flatten(inner, true, names, groups)),
            Item::Group(name, inner) if repeats => {
                let number = groups.len();
                names.push(name.clone());
                groups.push(Vec::new());
                let inner = flatten(inner, false, names, groups);
                let takes = inner.iter().fold(Names::default(), |all, slot| all.with(slot.takes));
                if let Some(group) = groups.get_mut(number) {
                    *group = inner;
                }
                slots.push(Slot::new(What::Group(number), optional, repeats, takes));
            }
            // What is required inside an optional group is required only with the group.
            Item::Group(_, inner) => slots.extend(flatten(inner, optional, names, groups)),
        }
    }
    slots
}

/// The slots by which a segment is reached, from the outermost group inward: so many bits each, the lowest that of the first.
#[derive(Clone, Copy)]
struct Route {
    slots: u128,
    length: usize,
}

/// Repeating groups inside each other; no standard nests them deeper.
const MAX_DEPTH: usize = 8;

impl Route {
    /// No group has so many slots that one needs more bits.
    const WIDTH: u32 = 12;
    const SLOT: u128 = (1 << Self::WIDTH) - 1;

    fn of(slot: usize) -> Self {
        Self { slots: Self::bits(slot), length: 1 }
    }

    /// The route with a slot in front.
    fn behind(self, slot: usize) -> Self {
        Self { slots: self.slots << Self::WIDTH | Self::bits(slot), length: self.length.saturating_add(1) }
    }

    fn bits(slot: usize) -> u128 {
        u128::try_from(slot).map_or(Self::SLOT, |slot| slot.min(Self::SLOT))
    }

    fn slots(&self) -> impl Iterator<Item = usize> {
        let mut left = self.slots;
        (0..self.length).map(move |_| {
            let slot = usize::try_from(left & Self::SLOT).unwrap_or_default();
            left >>= Self::WIDTH;
            slot
        })
    }
}

/// An open repetition of a group.
#[derive(Default)]
struct Open {
    /// The place of the repetition in the tree.
    node: usize,
    group: usize,
    /// Whether the last that came into the group is a segment of its own.
    ends_in_segment: bool,
    /// The slot that took the last segment in order.
    cursor: usize,
    /// Where the counts of its slots begin in the list of the matcher.
    counts: usize,
    /// Slots of required segments that were left out; they may still come, out of order.
    missing: Vec<(usize, Diagnostic)>,
}

struct Matcher<'r> {
    rules: &'r Rules,
    tree: Planted,
    open: Vec<Open>,
    /// How many segments or groups each slot of each open group has taken.
    taken: Vec<u32>,
}

impl Matcher<'_> {
    /// Opens a repetition of a group inside all that are open.
    fn open(&mut self, node: usize, group: usize) {
        let counts = self.taken.len();
        self.taken.resize(counts.saturating_add(self.rules.slots(group).len()), 0);
        self.open.push(Open { node, group, counts, ..Open::default() });
    }

    fn taken(&self, open: &Open, slot: usize) -> u32 {
        self.taken.get(open.counts.saturating_add(slot)).copied().unwrap_or(0)
    }

    /// Counts what a slot of the innermost open group takes.
    fn take(&mut self, slot: usize) {
        let counts = self.open.last().map_or(0, |open| open.counts);
        if let Some(count) = self.taken.get_mut(counts.saturating_add(slot)) {
            *count = count.saturating_add(1);
        }
    }

    fn place(&mut self, segment: &Segment<'_>, sink: &mut dyn Sink) {
        let id = segment.id();
        for lenient in [false, true] {
            let wanted = Wanted { id, name: Names::of(id), lenient };
            for depth in (0..self.open.len()).rev() {
                if let Some(route) = self.forward(depth, &wanted) {
                    return self.accept(depth, &route, segment, sink);
                }
                // OBR right after an ORC that came too early is the OBR of that ORC, not that of the next one.
                let earlier = if lenient { self.earlier(depth, id) } else { self.awaited(depth, id) };
                if let Some(slot) = earlier {
                    return self.accept_late(depth, slot, segment, sink);
                }
            }
        }
        sink.report(Diagnostic::new(&codes::STRUCTURE_UNEXPECTED, segment.location()).with("segment", id));
        if !id.as_bytes().starts_with(b"Z") {
            self.tree.stray();
        }
        self.push_segment();
    }

    /// The slots, from an open group inward, by which a segment goes on in order.
    fn forward(&self, depth: usize, wanted: &Wanted) -> Option<Route> {
        let open = self.open.get(depth)?;
        let slots = self.rules.slots(open.group).get(open.cursor..)?;
        let counts = self.taken.get(open.counts.saturating_add(open.cursor)..)?;
        for ((slot, taken), n) in slots.iter().zip(counts).zip(open.cursor..) {
            if !slot.rest.may_have(wanted.name) {
                return None;
            }
            let is_empty = *taken == 0;
            if (slot.repeats || is_empty)
                && let Some(route) = self.rules.by(slot, n, wanted, 0)
            {
                return Some(route);
            }
            if !slot.optional && is_empty && !wanted.lenient {
                return None;
            }
        }
        None
    }

    /// A slot before the cursor that a segment can still fill.
    fn earlier(&self, depth: usize, id: SegmentId) -> Option<usize> {
        let open = self.open.get(depth)?;
        let slots = self.rules.slots(open.group).iter().enumerate().take(open.cursor);
        slots
            .filter(|(n, slot)| slot.repeats || self.taken(open, *n) == 0)
            .find(|(_, slot)| matches!(slot.what, What::Segment(s) if s == id))
            .map(|(n, _)| n)
    }

    /// A required slot that was left out, while only segments have followed in its group.
    fn awaited(&self, depth: usize, id: SegmentId) -> Option<usize> {
        // Nearly always nothing was left out.
        let open = self.open.get(depth).filter(|open| open.ends_in_segment && !open.missing.is_empty())?;
        let slot = self.earlier(depth, id)?;
        open.missing.iter().any(|(n, _)| *n == slot).then_some(slot)
    }

    fn accept_late(&mut self, depth: usize, slot: usize, segment: &Segment<'_>, sink: &mut dyn Sink) {
        self.close(depth.saturating_add(1), sink);
        self.take(slot);
        if let Some(open) = self.open.last_mut() {
            open.missing.retain(|(n, _)| *n != slot);
        }
        self.push_segment();
        let late = Diagnostic::new(&codes::STRUCTURE_ORDER, segment.location());
        sink.report(late.with("segment", segment.id()));
    }

    /// Closes the groups from a depth inward, and says what they lack.
    fn close(&mut self, depth: usize, sink: &mut dyn Sink) {
        for open in self.open.drain(depth.min(self.open.len())..).rev() {
            self.tree.close(open.node);
            self.taken.truncate(open.counts);
            for (_, diagnostic) in open.missing {
                sink.report(diagnostic);
            }
        }
    }

    fn accept(&mut self, depth: usize, route: &Route, segment: &Segment<'_>, sink: &mut dyn Sink) {
        self.close(depth.saturating_add(1), sink);
        let last = route.length.saturating_sub(1);
        for (step, slot) in route.slots().enumerate() {
            let Some(open) = self.open.last_mut() else { return };
            let slots = self.rules.slots(open.group);
            let counts = self.taken.get(open.counts..).unwrap_or_default();
            for n in open.cursor..slot {
                if let (Some(skipped), Some(0)) = (slots.get(n), counts.get(n))
                    && let What::Segment(id) = skipped.what
                    && !skipped.optional
                {
                    let here = Diagnostic::new(&codes::STRUCTURE_MISSING, segment.location());
                    open.missing.push((n, here.with("segment", id)));
                }
            }
            open.cursor = slot;
            open.ends_in_segment = false;
            let inner = match slots.get(slot).map(|slot| slot.what) {
                Some(What::Group(group)) if step < last => Some(group),
                _ => None,
            };
            self.take(slot);
            match inner {
                Some(group) => {
                    let named = self.rules.first_named.get(group).copied().unwrap_or(group);
                    let node = self.tree.open(named);
                    self.open(node, group);
                }
                None => self.push_segment(),
            }
        }
    }

    /// Puts the next segment of the message into the innermost open group.
    fn push_segment(&mut self) {
        self.tree.push_segment();
        if let Some(open) = self.open.last_mut() {
            open.ends_in_segment = true;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::structure::Group;

    const OUL: &str = "MSH [{SFT}] [NTE] [PATIENT( PID [PD1] [{NTE}] )] [VISIT( PV1 [PV2] )] {SPECIMEN( SPM [{OBX}] \
        [{CONTAINER( SAC [INV] )}] {ORDER( OBR [ORC] [{NTE}] [{TIMING_QTY( TQ1 [{TQ2}] )}] \
        [{RESULT( OBX [TCD] [{SID}] [{NTE}] )}] [{CTI}] )} )} [DSC]";
    const RDE: &str =
        "MSH [PATIENT( PID [VISIT( PV1 )] [{AL1}] )] {ORDER( ORC RXE [{NTE}] {TQ1} {RXR} [{RXC}] )}";

    fn print(group: &Group<'_, '_>, out: &mut String) {
        let segments = group.segments().map(|s| (s.number(), format!("{} ", s.id())));
        let groups = group.inner().map(|inner| {
            let mut text = format!("{}( ", inner.name());
            print(&inner, &mut text);
            (inner.extent().unwrap().0, text + ") ")
        });
        let mut children: Vec<_> = segments.chain(groups).collect();
        children.sort();
        out.extend(children.into_iter().map(|(_, text)| text));
    }

    #[track_caller]
    fn check(structure: &str, segments: &str, expected: &str, codes: &[&str]) {
        let structure: Structure = structure.parse().unwrap();
        let bytes: String = segments
            .split(' ')
            .map(|id| if id == "MSH" { "MSH|^~\\&|\r".to_owned() } else { format!("{id}|1\r") })
            .collect();
        let message = Message::parse(bytes.as_bytes(), &mut ()).unwrap();
        let mut found: Vec<Diagnostic> = Vec::new();
        let tree = structure.group(&message, &mut found);
        let mut printed = String::new();
        print(&tree.root(), &mut printed);
        assert_eq!(printed.trim_end(), expected);
        assert_eq!(found.iter().map(|d| d.code.name).collect::<Vec<_>>(), codes);
    }

    #[test]
    fn groups_nest_as_the_standard_says() {
        check(
            OUL,
            "MSH PID PV1 SPM OBR ORC OBX OBX NTE OBR ORC SPM OBX OBR OBX",
            "MSH PID PV1 SPECIMEN( SPM ORDER( OBR ORC RESULT( OBX ) RESULT( OBX NTE ) ) ORDER( OBR ORC ) ) \
             SPECIMEN( SPM OBX ORDER( OBR RESULT( OBX ) ) )",
            &[],
        );
    }

    #[test]
    fn an_order_before_its_request_is_one_group() {
        check(
            OUL,
            "MSH PID SPM ORC OBR OBX ORC OBR OBX OBX",
            "MSH PID SPECIMEN( SPM ORDER( ORC OBR RESULT( OBX ) ) ORDER( ORC OBR RESULT( OBX ) RESULT( OBX ) ) )",
            &["structure-order", "structure-order"],
        );
    }

    #[test]
    fn what_is_missing_is_said_and_what_is_there_is_reached() {
        check(
            RDE,
            "MSH PID ORC RXE RXR ORC RXE TQ1",
            "MSH PID ORDER( ORC RXE RXR ) ORDER( ORC RXE TQ1 )",
            &["structure-missing"],
        );
        check(
            RDE,
            "MSH PID ORC RXE TQ1 RXR ZZ1 NTE OBX RXR AL1",
            "MSH PID ORDER( ORC RXE TQ1 RXR ZZ1 NTE OBX RXR ) AL1",
            &["structure-unexpected", "structure-order", "structure-unexpected", "structure-order"],
        );
        check(RDE, "MSH XXX PID", "MSH XXX PID", &["structure-unexpected"]);
        check(RDE, "MSH MSH", "MSH MSH", &["structure-unexpected"]);
    }
}
