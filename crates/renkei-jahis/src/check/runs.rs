//! Set ids of segments that follow one another.

use renkei_hl7v2::message::Segment;

use super::form;

/// Segments whose set ids count; others number by other rules, or by none.
const COUNTED: &[&[u8; 3]] = &[b"AL1", b"DG1", b"IAM", b"IN1", b"NK1", b"OBX", b"ZI1", b"ZPD"];
/// Segments that may stand between two of a run.
const BETWEEN: &[&[u8; 3]] = &[b"IN2", b"IN3", b"NTE", b"ROL", b"SID", b"TCD"];

/// What is wrong with the numbers of a run.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Fault {
    /// Some number between the first and the last did not come.
    Gap,
    /// Some number came twice.
    Repeated,
}

/// The run of segments that is open. Where it begins to count is the sender's affair: published examples begin at 2, and
/// hospitals count on through the message.
#[derive(Default)]
pub(super) struct Runs<'m> {
    open: Option<Run<'m>>,
}

struct Run<'m> {
    first: Segment<'m>,
    count: u32,
    least: u32,
    most: u32,
    /// The numbers as bits, for those below 128.
    bits: u128,
    repeated: bool,
    /// Whether every segment has a number.
    numbered: bool,
}

impl<'m> Runs<'m> {
    /// Takes the next segment; gives the first segment of the run that it ends, and how many there were, where something is
    /// wrong with their numbers.
    pub(super) fn note(&mut self, segment: &Segment<'m>) -> Option<(Segment<'m>, u32, Fault)> {
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
            let number = form::number(bytes);
            let run = self.open.get_or_insert(Run {
                first: *segment,
                count: 0,
                least: number,
                most: number,
                bits: 0,
                repeated: false,
                numbered: true,
            });
            let bit = 1u128.checked_shl(number).unwrap_or(0);
            run.repeated |= run.bits & bit != 0;
            run.numbered &= !bytes.is_empty() && form::digits(bytes) == bytes.len();
            run.bits |= bit;
            run.count = run.count.saturating_add(1);
            run.least = run.least.min(number);
            run.most = run.most.max(number);
        }
        ended
    }

    /// Ends the run.
    pub(super) fn close(&mut self) -> Option<(Segment<'m>, u32, Fault)> {
        let run = self.open.take().filter(|run| run.numbered)?;
        let between = run.most.saturating_sub(run.least).saturating_add(1);
        let fault = match run.repeated {
            true => Fault::Repeated,
            false if between > run.count => Fault::Gap,
            false => return None,
        };
        Some((run.first, run.count, fault))
    }
}
