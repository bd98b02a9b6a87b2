//! Converting the pieces of an input.

use std::fs;
use std::io::{self, Write};
use std::sync::Arc;

use renkei_core::Ledger;
use renkei_core::ledger::Fate;
use renkei_hl7v2::message::Scratch;
use renkei_hl7v2::{Message, ParseOptions};
use renkei_jahis::DecodeOptions;
use renkei_jahis::overflow::Overflow;
use renkei_jahis::profile::Profile;
use serde::Serialize;
use serde_json::ser::Formatter;

use super::compact;
use super::order::{Order, Product};
use super::spill::{Joining, Spill, Spilled};
use super::{ConvertOptions, Event, Job, LARGE, Target, Work};
use crate::account::{Account, uniform};
use crate::check::check_frame;
use crate::codes;
use crate::input::Input;
use crate::read::{Error, Failure, Piece, Pieces, Place, read_record, wide};
use crate::recode;
use crate::record::Source;

/// Results above this are written before their job is done.
const PART: usize = 1 << 20;

/// Does jobs, one after the other.
pub(super) struct Worker<'a> {
    options: &'a ConvertOptions,
    scratch: Scratch,
    buffer: Vec<u8>,
}

/// A job under way.
struct Task<'t, 'o> {
    number: u64,
    order: &'t Order<'o>,
    product: Product,
}

impl<'a> Worker<'a> {
    pub(super) fn new(options: &'a ConvertOptions) -> Self {
        Self { options, scratch: Scratch::default(), buffer: Vec::new() }
    }

    pub(super) fn run(&mut self, job: Job, order: &Order<'_>) {
        let Job { number, input, first, last, work, cost } = job;
        let mut task = Task { number, order, product: Product { cost, ..Product::default() } };
        if first {
            task.product.begins.clone_from(&input);
        }
        match (work, &input) {
            (Work::Event(event), _) => task.event(event, input.is_none()),
            (Work::File, Some(input)) => self.file(input, &mut task),
            (Work::Pieces(bytes, pieces), Some(input)) => {
                let mut rest = bytes.as_slice();
                for (piece, length) in pieces {
                    let (bytes, after) = rest.split_at_checked(length).unwrap_or((rest, &[]));
                    rest = after;
                    self.piece(input, piece, bytes, &mut task);
                }
            }
            (_, None) => {}
        }
        if last {
            task.product.ends = input;
        }
        order.put(number, task.product);
    }

    fn file(&mut self, input: &Input, task: &mut Task<'_, '_>) {
        let read = input.file.as_ref().map_or_else(|| Ok(Vec::new()), fs::read);
        let bytes = match read {
            Ok(bytes) => bytes,
            Err(error) => return task.fail(input, 0, error.into()),
        };
        let mut pieces = Pieces::new(bytes.as_slice(), &self.options.read);
        let mut buffer = std::mem::take(&mut self.buffer);
        let mut any = false;
        loop {
            match pieces.next(&mut buffer) {
                Ok(Some(piece)) => {
                    any |= !matches!(piece, Piece::Rest { .. });
                    let bytes = if let Piece::Rest { .. } = piece { pieces.tail() } else { &buffer };
                    self.piece(input, piece, bytes, task);
                }
                Ok(None) => {
                    if !any {
                        task.fail(input, 0, Error::NoMessage { length: wide(bytes.len()) });
                    }
                    break;
                }
                Err(error) => {
                    task.fail(input, pieces.expected, error);
                    break;
                }
            }
        }
        self.buffer = buffer;
    }

    fn piece(&mut self, input: &Input, piece: Piece, bytes: &[u8], task: &mut Task<'_, '_>) {
        match piece {
            Piece::TooLarge { offset, limit } => task.fail(input, offset, Error::TooLarge { limit }),
            Piece::Rest { offset, length, reason } => {
                // Blank lines belong to the messages before them; alone they are nothing.
                if reason.is_none() && offset > 0 && self.options.target == Target::Hl7 {
                    task.product.out.extend_from_slice(bytes);
                }
                self.rest(input, offset, length, reason, task);
            }
            Piece::Frame(frame) => {
                let place = Place::new(input, frame, &self.options.read);
                let done = match self.options.target {
                    _ if self.options.check.is_some() => self.check(bytes, place, &input.shown, task),
                    Target::Hl7 => self.message(bytes, place, task),
                    Target::Ndjson | Target::Json => self.record(bytes, place, task),
                };
                let length = wide(bytes.len());
                match done {
                    Ok(()) => task.product.summary.bytes = task.product.summary.bytes.saturating_add(length),
                    // What follows the last message is not a message of its own.
                    Err(Error::NoMessage { .. }) if frame.index > 0 => {
                        let shown = Arc::clone(&input.shown);
                        task.product.events.push(Event::Rest { shown, offset: frame.offset, length });
                        let kept = self.options.target == Target::Hl7;
                        if kept {
                            task.product.out.extend_from_slice(bytes);
                        }
                        let reason = if kept { None } else { Some(&codes::NOT_A_MESSAGE) };
                        self.rest(input, frame.offset, length, reason, task);
                    }
                    Err(error) => {
                        task.fail(input, frame.offset, error);
                        self.rest(input, frame.offset, length, Some(&codes::NOT_A_MESSAGE), task);
                    }
                }
                if bytes.len() > LARGE {
                    // The index of a large message is not kept for the small ones after it.
                    self.scratch = Scratch::default();
                }
            }
        }
    }

    /// Accounts for bytes that are no message.
    fn rest(
        &self,
        input: &Input,
        offset: u64,
        length: u64,
        reason: Option<&'static renkei_core::Code>,
        task: &mut Task<'_, '_>,
    ) {
        let summary = &mut task.product.summary;
        summary.bytes = summary.bytes.saturating_add(length);
        summary.loss |= reason.is_some();
        if self.options.read.ledger {
            let ledger = uniform(length, reason);
            summary.totals.add(&ledger.totals());
            task.account(&Account::of_rest(&input.path, offset, length, &ledger));
        }
    }

    fn record(&mut self, bytes: &[u8], place: Place, task: &mut Task<'_, '_>) -> Result<(), Error> {
        let mut spill = Spill::default();
        // A site's code tables are applied to the model, so that all of it has to be there.
        let spills = bytes.len() > LARGE && self.options.read.tables.is_none();
        let overflow: Option<&mut dyn Overflow> = if spills { Some(&mut spill) } else { None };
        let record = read_record(bytes, place, &self.options.read, &mut self.scratch, overflow)?;
        let spilled = spill.finish()?;
        for found in &record.diagnostics {
            task.product.count(found.code.name, found.severity);
        }
        if self.options.target == Target::Json {
            task.product.out.extend_from_slice(b",\n");
            task.json(&record, spilled.as_ref(), serde_json::ser::PrettyFormatter::new());
        } else if bytes.len() > LARGE {
            task.json(&record, spilled.as_ref(), serde_json::ser::CompactFormatter);
            task.write(b"\n");
        } else {
            if let Err(error) = compact::write(&mut task.product.out, &record) {
                task.order.fail(error.into());
            }
            task.write(b"\n");
        }
        if let Some(ledger) = &record.ledger {
            task.ledger(&record.source, ledger, ledger.has_loss());
        }
        task.count_record();
        Ok(())
    }

    fn check(
        &mut self,
        bytes: &[u8],
        place: Place,
        shown: &Arc<str>,
        task: &mut Task<'_, '_>,
    ) -> Result<(), Error> {
        let Some(check) = &self.options.check else { return Ok(()) };
        let report = check_frame(bytes, place, shown, check, &self.options.read, &mut self.scratch)?;
        task.product.events.push(Event::Checked(Box::new(report)));
        task.count_record();
        Ok(())
    }

    fn message(&mut self, bytes: &[u8], place: Place, task: &mut Task<'_, '_>) -> Result<(), Error> {
        let parse: ParseOptions = self.options.read.parse_options();
        let mut found = renkei_core::Limit::new(Vec::new(), self.options.read.max_diagnostics);
        let message = Message::parse_into(bytes, &parse, &mut self.scratch, &mut found)?;
        for found in place.diagnostics.iter().chain(&found.into_inner()) {
            task.product.count(found.code.name, found.severity);
        }
        if let Some(profile) = self.options.profile {
            return afresh(&message, place, profile, self.options, task);
        }
        match self.options.charset {
            None => {
                task.write(bytes);
                if self.options.read.ledger {
                    let ledger = recode::as_it_is(&message);
                    task.ledger(&place.source(&message), &ledger, false);
                }
            }
            Some(charset) => {
                let recoded =
                    recode::recode_with(&message, charset, &self.options.encoding, self.options.read.ledger)?;
                task.write(recoded.message.as_bytes());
                for remark in recoded.ledger.remarks() {
                    task.product.count(remark.code.name, remark.code.severity);
                }
                task.product.summary.loss |= recoded.has_loss();
                if self.options.read.ledger {
                    task.ledger(&place.source(&message), &recoded.ledger, recoded.has_loss());
                }
            }
        }
        task.count_record();
        Ok(())
    }
}

/// Writes a message afresh, from the model, in a profile; what the model or the profile has no place for is dropped.
fn afresh(
    message: &Message<'_>,
    place: Place,
    profile: &'static Profile,
    options: &ConvertOptions,
    task: &mut Task<'_, '_>,
) -> Result<(), Error> {
    let decode = place.kind.as_deref().map_or_else(DecodeOptions::default, DecodeOptions::of_kind);
    let (exchange, ledger) = if options.read.ledger {
        let (exchange, ledger) = renkei_jahis::decode_traced(message, &decode, &mut ());
        (exchange, Some(ledger))
    } else {
        (renkei_jahis::decode_with(message, &decode, &mut ()), None)
    };
    let encode = renkei_jahis::EncodeOptions::default()
        .charset(options.charset.unwrap_or_else(|| message.charset()))
        .encoding(options.encoding)
        .profile(profile, place.kind.as_deref());
    let encoded = renkei_jahis::encode(&exchange, &encode)?;
    task.write(encoded.message.as_bytes());
    for remark in &encoded.remarks {
        task.product.count(remark.code.name, remark.code.severity);
    }
    if !exchange.unmapped.is_empty() {
        task.product.count(codes::NOT_WRITTEN.name, codes::NOT_WRITTEN.severity);
    }
    let loss = !exchange.unmapped.is_empty()
        || encoded.remarks.iter().any(|remark| remark.code.severity > renkei_core::Severity::Info);
    task.product.summary.loss |= loss;
    if let Some(ledger) = ledger {
        let entries = ledger.entries().iter().cloned().map(|mut entry| {
            if entry.fate == Fate::Unmapped {
                entry.fate = Fate::Dropped { reason: &codes::NOT_WRITTEN };
            }
            entry
        });
        let mut ledger = Ledger::balance(ledger.length(), entries.collect());
        encoded.remarks.into_iter().for_each(|remark| ledger.remark(remark));
        task.ledger(&place.source(message), &ledger, loss);
    }
    task.count_record();
    Ok(())
}

impl Task<'_, '_> {
    fn fail(&mut self, input: &Input, offset: u64, error: Error) {
        self.product.failed = true;
        self.product.events.push(Event::Failed(Failure::new(input, offset, error)));
    }

    /// Passes an event on; one without an input counts as an input of its own.
    fn event(&mut self, event: Event, alone: bool) {
        let summary = &mut self.product.summary;
        match &event {
            Event::Failed(_) if alone => {
                summary.inputs = 1;
                summary.failed = 1;
            }
            Event::Failed(_) => self.product.failed = true,
            Event::Stray(_) => summary.strays = 1,
            _ => {}
        }
        self.product.events.push(event);
    }

    fn count_record(&mut self) {
        let summary = &mut self.product.summary;
        summary.records = summary.records.saturating_add(1);
    }

    fn json(&mut self, value: &impl Serialize, spilled: Option<&Spilled>, formatter: impl Formatter) {
        let order = self.order;
        let part = Part { task: self, account: false };
        let done = match spilled {
            Some(spilled) => {
                let formatter = Joining::new(formatter, spilled);
                value.serialize(&mut serde_json::Serializer::with_formatter(part, formatter))
            }
            None => value.serialize(&mut serde_json::Serializer::with_formatter(part, formatter)),
        };
        // What can fail is the output, which knows it already, or reading what was spilled.
        if let Err(error) = done {
            order.fail(error.into());
        }
    }

    fn ledger(&mut self, source: &Source, ledger: &Ledger, loss: bool) {
        self.product.summary.totals.add(&ledger.totals());
        self.product.summary.loss |= loss;
        self.account(&Account::of_message(source, ledger));
    }

    fn account(&mut self, account: &Account<'_>) {
        let _ = serde_json::to_writer(Part { task: self, account: true }, account);
        self.product.account.push(b'\n');
    }

    fn write(&mut self, bytes: &[u8]) {
        let _ = Part { task: self, account: false }.write_all(bytes);
    }
}

/// Collects a result, and writes it in parts when it is large.
struct Part<'p, 't, 'o> {
    task: &'p mut Task<'t, 'o>,
    account: bool,
}

impl Write for Part<'_, '_, '_> {
    #[inline]
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        // A long text is taken in parts too.
        let bytes = bytes.get(..PART).unwrap_or(bytes);
        let product = &mut self.task.product;
        let out = if self.account { &mut product.account } else { &mut product.out };
        out.extend_from_slice(bytes);
        if out.len() > PART {
            self.task.order.put_part(self.task.number, &mut self.task.product)?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
