//! Where things stand in the model, and how much of a kind is mapped.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use renkei_core::SegmentId;
use renkei_jahis::message::{self, MessageDef};
use renkei_jahis::{Survey, Surveyed, segment, survey};
use serde::Serialize;

/// A place in the model, and what is read into it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Placed {
    /// The place: `content.lines[].medication`. A list without a number may have any.
    pub place: String,
    /// The data kinds of which this is so, or the messages that are of no kind; empty where it is so of all that have the
    /// segment.
    pub of: Vec<&'static str>,
}

/// How much of a data kind is mapped.
#[derive(Clone, Debug)]
pub struct Coverage {
    /// The data kind, or the name of a message that is of none.
    pub name: &'static str,
    /// The message.
    pub message: &'static MessageDef,
    /// The fields that are mapped.
    pub mapped: usize,
    /// The fields of all tables that the structure of the message has a place for; the delimiters (MSH-1, MSH-2) aside.
    pub defined: usize,
    /// Segments of the structure without a table; they are kept as unmapped.
    pub without_table: Vec<SegmentId>,
}

struct Surveys {
    name: &'static str,
    message: &'static MessageDef,
    survey: Survey,
}

fn surveys() -> &'static [Surveys] {
    static SURVEYS: OnceLock<Vec<Surveys>> = OnceLock::new();
    SURVEYS.get_or_init(|| {
        let mut found = Vec::new();
        for message in message::ALL.iter().copied().filter(|def| !def.name.is_empty()) {
            let kinds: BTreeSet<&'static str> = message.types.iter().flat_map(|t| t.kinds).copied().collect();
            let of = |kind: Option<&'static str>| Surveys {
                name: kind.unwrap_or(message.name),
                message,
                survey: survey(message, kind),
            };
            if kinds.is_empty() {
                found.push(of(None));
            }
            found.extend(kinds.into_iter().map(|kind| of(Some(kind))));
        }
        found
    })
}

/// Tells how much of each data kind is mapped, by kind and message.
pub fn coverage() -> Vec<Coverage> {
    let of = |Surveys { name, message, survey }: &Surveys| {
        let structure = message.structure().map(|s| s.segments()).unwrap_or_default();
        let fields = structure.iter().filter_map(|id| segment::find(*id)).flat_map(|def| def.fields);
        // What MSH-1 and MSH-2 hold is syntax.
        let defined: BTreeSet<_> = fields
            .map(|field| (field.segment, field.number))
            .filter(|(id, number)| *id != SegmentId::MSH || *number > 2)
            .collect();
        Coverage {
            name,
            message,
            mapped: survey.fields().intersection(&defined).count(),
            defined: defined.len(),
            without_table: structure.into_iter().filter(|id| segment::find(*id).is_none()).collect(),
        }
    };
    let mut found: Vec<Coverage> = surveys().iter().map(of).collect();
    found.sort_by_key(|coverage| (coverage.name, coverage.message.name));
    found
}

/// Every field that is mapped in some message.
#[cfg(test)]
pub(super) fn fields() -> BTreeSet<(SegmentId, u32)> {
    surveys().iter().flat_map(|s| s.survey.fields()).collect()
}

/// Returns the places of the leaves that are meant: of each segment in each group the one place that holds them all.
pub(super) fn of(meant: impl Fn(&Surveyed) -> bool) -> Vec<Placed> {
    let mut found: Vec<Placed> = Vec::new();
    let mut having: BTreeSet<&'static str> = BTreeSet::new();
    for Surveys { name, survey, .. } in surveys() {
        let mut rest: Vec<&Surveyed> = survey.entries().iter().filter(|entry| meant(entry)).collect();
        while let Some(first) = rest.first().copied() {
            having.insert(name);
            let (same, others): (Vec<_>, Vec<_>) = rest.into_iter().partition(|e| e.groups == first.groups);
            rest = others;
            for place in common(&same) {
                match found.iter_mut().find(|placed| placed.place == place) {
                    Some(placed) if placed.of.contains(name) => {}
                    Some(placed) => placed.of.push(name),
                    None => found.push(Placed { place, of: vec![name] }),
                }
            }
        }
    }
    for placed in &mut found {
        if placed.of.len() == having.len() {
            placed.of.clear();
        }
    }
    found
}

/// The place that holds all of these; each of their places where they have nothing in common.
fn common(entries: &[&Surveyed]) -> Vec<String> {
    let mut places = entries.iter().map(|entry| entry.place.split('.').collect::<Vec<_>>());
    let Some(first) = places.next() else { return Vec::new() };
    let shared = places.fold(first.len(), |shared, place| {
        first.iter().zip(&place).take(shared).take_while(|(a, b)| a == b).count()
    });
    if shared > 0 {
        return vec![first.into_iter().take(shared).collect::<Vec<_>>().join(".")];
    }
    let each: BTreeSet<&str> = entries.iter().map(|entry| &*entry.place).collect();
    each.into_iter().map(str::to_owned).collect()
}
