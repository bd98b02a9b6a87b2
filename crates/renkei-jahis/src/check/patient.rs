//! The patient: names, and what must agree with the header.

use renkei_hl7v2::message::Segment;

use super::codes;
use super::form::{self, Stamp};
use super::value::part;
use super::walk::{Here, Walk, is_sent};

impl<'m> Walk<'m, '_> {
    pub(super) fn patient(&mut self, pid: &Segment<'m>) {
        self.names(pid);
        let birth = pid.field(7).map(|field| part(&field, 1)).unwrap_or_default();
        let header = self.message.segments().next();
        let sent = header.and_then(|msh| msh.field(7)).map(|field| part(&field, 1)).unwrap_or_default();
        if let Some(field) = pid.field(7)
            && form::is_before(sent, birth)
        {
            self.report(&codes::BIRTH_AFTER_MESSAGE, field.location());
        }
        let is_date = |number| {
            let field = pid.field(number).filter(|field| field.bytes().len() >= 8)?;
            matches!(form::stamp(field.bytes()), Stamp::Sound { .. }).then_some(field)
        };
        if !is_sent(pid, 7)
            && let Some(field) = is_date(8).or_else(|| is_date(9))
        {
            self.report(&codes::PATIENT_FIELDS_SHIFTED, field.location());
        }
    }

    fn names(&mut self, pid: &Segment<'m>) {
        let Some(field) = pid.field(5).filter(|field| !field.is_null()) else { return };
        let mut number = 0u32;
        for raw in field.repetitions() {
            number = number.saturating_add(1);
            if raw.is_blank() || raw.is_null() {
                continue;
            }
            let here = Here { raw, path: field.path().with_repetition(number) };
            match (part(&raw, 7), part(&raw, 8)) {
                (b"I" | b"P" | b"A", b"") => self.report_here(&codes::NAME_CODE_MISPLACED, &here),
                (_, b"") => self.report_here(&codes::NAME_REPRESENTATION, &here),
                _ => {}
            }
            if part(&raw, 2).is_empty() && !part(&raw, 1).is_empty() {
                self.report_here(&codes::NAME_UNDIVIDED, &here);
            }
        }
    }
}
