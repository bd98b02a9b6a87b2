//! Order numbers: within a group, between groups, and within ORC-4.

use renkei_hl7v2::message::Segment;

use super::codes;
use super::walk::{Here, Walk};
use super::{form, value::part};

/// What is known of the orders of a message so far.
#[derive(Default)]
pub(super) struct Orders<'m> {
    /// ORC-2 of the first group.
    first: Option<&'m [u8]>,
    /// ORC-1 of the group that is open.
    control: Option<&'m [u8]>,
    /// The numbers of the group that is open, from ORC-2 and OBR-2.
    order: Option<&'m [u8]>,
    request: Option<Here<'m>>,
    /// The numbers of all groups, for children to name.
    numbers: Vec<&'m [u8]>,
}

impl<'m> Orders<'m> {
    /// Returns ORC-1 of the group that is open.
    pub(super) const fn control(&self) -> Option<&'m [u8]> {
        self.control
    }

    pub(super) fn order(&mut self, walk: &mut Walk<'m, '_>, orc: &Segment<'m>) {
        if self.order.is_some() {
            self.request = None;
        }
        let Some(field) = orc.field(2) else { return };
        let here = Here { raw: field.raw(), path: field.path() };
        let number = part(&field, 1);
        self.control = orc.field(1).map(|field| field.bytes().trim_ascii());
        self.order = Some(number);
        if let Some(request) = self.request {
            compare(walk, number, &request);
        }
        if number.is_empty() {
            return;
        }
        if !self.numbers.contains(&number) {
            self.numbers.push(number);
        }
        match self.first {
            None => {
                self.first = Some(number);
                let keyed = walk.kind.is_some_and(|kind| kind.def.name.starts_with("OM"));
                if keyed && number.len() != 15 {
                    let args = [("count", number.len().into())];
                    walk.report_here_with(&codes::ORDER_NUMBER_LENGTH, &here, &args);
                }
            }
            Some(first) if first != number && walk.kind.is_some_and(|kind| kind.def.one_order) => {
                walk.report_here(&codes::ORDER_NUMBER_DIFFERS, &here);
            }
            Some(_) => {}
        }
        group_number(walk, orc, number);
        self.parent(walk, orc);
    }

    pub(super) fn request(&mut self, walk: &mut Walk<'m, '_>, obr: &Segment<'m>) {
        if self.request.is_some() {
            self.order = None;
            self.control = None;
        }
        let Some(field) = obr.field(2) else { return };
        let here = Here { raw: field.raw(), path: field.path() };
        self.request = Some(here);
        if let Some(order) = self.order {
            compare(walk, order, &here);
        }
    }

    /// A child names a group that came before.
    fn parent(&self, walk: &mut Walk<'m, '_>, orc: &Segment<'m>) {
        // Where the tree is not sent as a whole, the parent is in another message.
        if self.control != Some(b"CH") || !walk.is_kind(&["OMG-01", "OMG-02", "OMG-11", "OMG-12"]) {
            return;
        }
        let Some(field) = orc.field(8) else { return };
        let parent = field.subcomponent(1).map(|part| part.bytes().trim_ascii()).unwrap_or_default();
        if !parent.is_empty() && !self.numbers.contains(&parent) {
            walk.report_here(&codes::PARENT_ORDER_UNKNOWN, &Here { raw: field.raw(), path: field.path() });
        }
    }
}

fn compare<'m>(walk: &mut Walk<'m, '_>, order: &[u8], request: &Here<'m>) {
    let requested = part(&request.raw, 1);
    if !order.is_empty() && !requested.is_empty() && order != requested {
        walk.report_here(&codes::ORDER_NUMBER_MISMATCH, request);
    }
}

/// ORC-4 of medication: an Rp number; order and Rp number; in injections order, Rp and administration number.
fn group_number<'m>(walk: &mut Walk<'m, '_>, orc: &Segment<'m>, order: &[u8]) {
    let injection = walk.is_kind(&["OMP-02", "OMP-12"]);
    let guessed = !walk.is_kind_said();
    if !injection && !walk.is_kind(&["OMP-01", "OMP-11"]) {
        return;
    }
    let Some(field) = orc.field(4).filter(|field| !field.is_empty() && !field.is_null()) else { return };
    let here = Here { raw: field.raw(), path: field.path() };
    let all = part(&field, 1);
    let is_number = |text: &[u8]| !text.is_empty() && form::digits(text) == text.len();
    let mut parts = all.rsplit(|b| *b == b'_');
    let sound = match all.iter().filter(|b| **b == b'_').count() {
        0 => {
            return if injection || !is_number(all) {
                walk.report_here(&codes::GROUP_NUMBER_FORM, &here)
            };
        }
        // A guess may take a prescription for an injection.
        1 => (guessed || !injection) && parts.next().is_some_and(is_number),
        2 => parts.next().is_some_and(is_number) && parts.next().is_some_and(is_number),
        _ => false,
    };
    if !sound {
        walk.report_here(&codes::GROUP_NUMBER_FORM, &here);
    } else if parts.next() != Some(order) {
        walk.report_here(&codes::GROUP_NUMBER_MISMATCH, &here);
    }
}
