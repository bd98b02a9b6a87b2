//! Set ids of segments that follow one another.

use renkei_core::SegmentId;
use renkei_hl7v2::message::Segment;

use super::form;

/// Segments whose set ids count; others number by other rules, or by none.
const COUNTED: &[&[u8; 3]] = &[b"AL1", b"DG1", b"IAM", b"IN1", b"NK1", b"OBX", b"ZI1", b"ZPD"];
/// Segments that may stand between two of a run.
const BETWEEN: &[&[u8; 3]] = &[b"IN2", b"IN3", b"NTE", b"ROL", b"SID", b"TCD"];

/// The run of segments that is open.
#[derive(Default)]
pub(super) struct Runs<'m> {
    open: Option<Run<'m>>,
    /// The last number of the run before, of the same segment.
    before: Option<(SegmentId, u32)>,
}

struct Run<'m> {
    first: Segment<'m>,
    count: u32,
    least: u32,
    most: u32,
    /// The numbers as bits, for those below 128.
    bits: u128,
    sound: bool,
}

impl<'m> Runs<'m> {
    /// Takes the next segment; gives the run that it ends where the numbers have gaps or repeat.
    pub(super) fn note(&mut self, segment: &Segment<'m>) -> Option<(Segment<'m>, u32)> {
        let id = segment.id();
        if self.open.is_some() && BETWEEN.contains(&id.as_bytes()) {
            return None;
        }
        let ended = match &self.open {
            Some(run) if run.first.id() == id => None,
            _ => self.close(),
        };
        if COUNTED.contains(&id.as_bytes()) {
            let field = segment.field(1).filter(|field| !field.is_empty());
            let bytes = field.map(|field| field.bytes()).unwrap_or_default();
            let sound = !bytes.is_empty() && form::digits(bytes) == bytes.len();
            let number = form::number(bytes);
            let fresh = Run { first: *segment, count: 0, least: number, most: number, bits: 0, sound: true };
            let run = self.open.get_or_insert(fresh);
            let bit = 1u128.checked_shl(number).unwrap_or(0);
            run.sound &= sound && run.bits & bit == 0;
            // Where no numbers are sent there is nothing to count.
            run.sound |= bytes.is_empty() && run.bits == 0;
            run.bits |= if sound { bit } else { 0 };
            run.count = run.count.saturating_add(1);
            run.least = run.least.min(number);
            run.most = run.most.max(number);
        }
        ended
    }

    /// Ends the run.
    pub(super) fn close(&mut self) -> Option<(Segment<'m>, u32)> {
        let run = self.open.take()?;
        let id = run.first.id();
        let last = self.before.replace((id, run.most)).filter(|(before, _)| *before == id);
        if run.most == 0 {
            return None;
        }
        let next = last.map_or(1, |(_, last)| last.saturating_add(1));
        let whole = run.most.saturating_sub(run.least).saturating_add(1) == run.count;
        let begun = run.least == 1 || run.least == next;
        (!(run.sound && whole && begun)).then_some((run.first, run.count))
    }
}
