use std::sync::Arc;

use renkei_core::SegmentId;

use crate::message::{Message, Segment};

/// The segments of a message in their groups.
///
/// A tree is a list of its groups in the order in which they begin; every segment stands in exactly one, in the order of
/// the message. So a group takes a few words, and a message of a million segments can be grouped.
#[derive(Clone, Debug)]
pub struct Tree<'m> {
    message: &'m Message<'m>,
    planted: Planted,
}

/// A tree without its message, while it grows.
#[derive(Clone, Debug)]
pub(super) struct Planted {
    /// The names of all groups of the structure, of which the first is the message and has none.
    names: Arc<[Box<str>]>,
    nodes: Vec<Node>,
    /// How many segments the tree has.
    segments: u32,
    /// The segments that the structure has no place for, in order.
    strays: Vec<u32>,
}

/// A repetition of a group.
#[derive(Clone, Copy, Debug)]
struct Node {
    /// The place of the name in the list of names: the first, where groups in different places have the same.
    name: u32,
    /// The segments of the group and of all groups inside: the first, and the first after them.
    first: u32,
    end: u32,
    /// The place after the groups inside.
    next: u32,
}

impl Planted {
    /// Plants a tree; `groups` is how many groups it is expected to have.
    pub(super) fn new(names: Arc<[Box<str>]>, groups: usize) -> Self {
        let mut tree = Self { names, nodes: Vec::with_capacity(groups), segments: 0, strays: Vec::new() };
        tree.open(0);
        tree
    }

    /// Opens a group inside all that are open, and returns its place.
    pub(super) fn open(&mut self, name: usize) -> usize {
        let place = self.nodes.len();
        let first = self.segments;
        self.nodes.push(Node { name: narrow(name), first, end: first, next: narrow(place) });
        place
    }

    /// Puts the next segment of the message into the innermost open group.
    pub(super) const fn push_segment(&mut self) {
        self.segments = self.segments.saturating_add(1);
    }

    /// Notes that the structure has no place for the next segment.
    pub(super) fn stray(&mut self) {
        self.strays.push(self.segments);
    }

    /// Closes a group; those inside have been closed before.
    pub(super) fn close(&mut self, place: usize) {
        let next = narrow(self.nodes.len());
        if let Some(node) = self.nodes.get_mut(place) {
            node.end = self.segments;
            node.next = next;
        }
    }

    /// Ends growing.
    pub(super) const fn grown<'m>(self, message: &'m Message<'m>) -> Tree<'m> {
        Tree { message, planted: self }
    }
}

impl<'m> Tree<'m> {
    /// Makes a tree without groups: all segments stand at the root.
    pub fn flat(message: &'m Message<'m>) -> Self {
        let mut tree = Planted::new(Arc::default(), 1);
        tree.segments = narrow(message.segment_count());
        tree.close(0);
        tree.grown(message)
    }

    /// Returns the message itself as a group.
    pub const fn root(&self) -> Group<'_, 'm> {
        Group { tree: self, place: 0 }
    }
}

/// A repetition of a group, or the whole message.
#[derive(Clone, Copy, Debug)]
pub struct Group<'t, 'm> {
    tree: &'t Tree<'m>,
    place: u32,
}

impl<'t, 'm> Group<'t, 'm> {
    fn node(&self) -> Option<&'t Node> {
        self.tree.planted.nodes.get(wide(self.place))
    }

    /// Returns the name of the group; that of the message, and of a group without one, is empty.
    pub fn name(&self) -> &'t str {
        self.node().and_then(|node| self.tree.planted.names.get(wide(node.name))).map_or("", |name| name)
    }

    /// Returns the segments that stand directly in the group, in the order of the message.
    pub fn segments(&self) -> impl Iterator<Item = Segment<'m>> + use<'t, 'm> {
        let message = self.tree.message;
        self.numbers().filter_map(|number| message.segment_at(wide(number)))
    }

    /// Returns the segments that stand directly in the group and that the structure has a place for, in the order of the message.
    /// Those that a site adds (Z segments) count as having one.
    pub fn placed_segments(&self) -> impl Iterator<Item = Segment<'m>> + use<'t, 'm> {
        let message = self.tree.message;
        self.placed_numbers().filter_map(|number| message.segment_at(wide(number)))
    }

    /// Returns those of them that have a name.
    pub fn placed(&self, id: SegmentId) -> impl Iterator<Item = Segment<'m>> + use<'t, 'm> {
        let message = self.tree.message;
        let named = self.placed_numbers().filter(move |number| message.segment_id(wide(*number)) == Some(id));
        named.filter_map(|number| message.segment_at(wide(number)))
    }

    /// The places of the segments that stand directly in the group.
    fn numbers(&self) -> impl Iterator<Item = u32> + use<'t, 'm> {
        let nodes = &self.tree.planted.nodes;
        let (mut at, end, behind) = self.node().map_or((0, 0, 0), |node| (node.first, node.end, node.next));
        let mut inner = self.place.saturating_add(1);
        std::iter::from_fn(move || {
            while inner < behind
                && let Some(group) = nodes.get(wide(inner)).filter(|group| group.first <= at)
            {
                (at, inner) = (group.end, group.next);
            }
            let number = Some(at).filter(|at| *at < end)?;
            at = at.saturating_add(1);
            Some(number)
        })
    }

    fn placed_numbers(&self) -> impl Iterator<Item = u32> + use<'t, 'm> {
        let strays = &self.tree.planted.strays;
        self.numbers().filter(move |number| strays.is_empty() || strays.binary_search(number).is_err())
    }

    /// Returns the groups of a name that stand directly in this one, in the order of the message.
    pub fn groups(&self, name: &str) -> impl Iterator<Item = Self> + use<'t, 'm> {
        let wanted = self.tree.planted.names.iter().position(|known| **known == *name).map(narrow);
        self.inner().filter(move |group| wanted.is_some() && group.node().map(|node| node.name) == wanted)
    }

    /// Returns the places of the first and last segment of the group, groups inside included, counted from zero.
    pub fn extent(&self) -> Option<(usize, usize)> {
        let node = self.node()?;
        (node.first < node.end).then(|| (wide(node.first), wide(node.end.saturating_sub(1))))
    }

    /// The groups that stand directly in this one, whatever their names.
    pub(super) fn inner(&self) -> impl Iterator<Item = Self> + use<'t, 'm> {
        let tree = self.tree;
        let end = self.node().map_or(0, |node| node.next);
        let mut place = self.place.saturating_add(1);
        std::iter::from_fn(move || {
            let group = Group { tree, place };
            let node = group.node().filter(|_| place < end)?;
            place = node.next;
            Some(group)
        })
    }
}

fn narrow(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

fn wide(n: u32) -> usize {
    usize::try_from(n).unwrap_or(usize::MAX)
}
