//! Converting the pieces of an input.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Cursor, Read, Write};
use std::sync::Arc;

use renkei_core::ledger::{Fate, Remark};
use renkei_core::{Ledger, Severity};
use renkei_hl7v2::message::Scratch;
use renkei_hl7v2::{Message, ParseOptions};
use renkei_jahis::DecodeOptions;
use renkei_jahis::overflow::Overflow;
use renkei_jahis::profile::Profile;
use renkei_model::Exchange;
use serde::Serialize;
use serde_json::ser::Formatter;

use super::order::{Order, Product, Step};
use super::spill::{Joining, Spill, Spilled};
use super::{ConvertOptions, Event, Item, Job, LARGE, SHARE, Target, Work, document};
use crate::account::{Account, uniform};
use crate::check::{check_document, check_frame};
use crate::codes;
use crate::input::Input;
use crate::json;
use crate::read::{Error, Failure, Piece, Pieces, Place, read_record, wide};
use crate::recode;
use crate::record::Source;

/// Results above this are written before their job is done.
const PART: usize = 1 << 20;

/// Does jobs, one after the other, and uses its buffers again and again.
pub(super) struct Worker<'a> {
    options: &'a ConvertOptions,
    scratch: Scratch,
    /// A frame.
    buffer: Vec<u8>,
    /// A file; all of it is initialised, so that reading into it costs no more than reading.
    file: Vec<u8>,
    /// What the next result goes into.
    product: Product,
    /// Results above this are written before the input they are of has ended: early where there is nobody to wait for, so that they are still
    /// in the processor's cache.
    part: usize,
}

/// A job under way.
pub(super) struct Task<'t, 'o> {
    number: u64,
    order: &'t Order<'o>,
    pub(super) product: Product,
    /// Whether the output failed, so that there is no point in going on.
    stopped: bool,
}

impl<'a> Worker<'a> {
    pub(super) fn new(options: &'a ConvertOptions) -> Self {
        Self {
            options,
            scratch: Scratch::default(),
            buffer: Vec::new(),
            file: Vec::new(),
            product: Product::default(),
            part: if options.threads <= 1 { SHARE } else { PART },
        }
    }

    /// Does a job that was handed over.
    pub(super) fn run(&mut self, job: Job, order: &Order<'_>) {
        let Job { number, work, cost } = job;
        let mut task = self.begin(number, order);
        task.product.cost = cost;
        match work {
            Work::Items(items) => items.into_iter().for_each(|item| self.do_item(item, &mut task)),
            Work::Share { input, first, last, mut share } => {
                if first {
                    task.product.step(Step::Begin(Arc::clone(&input)));
                }
                let mut rest = share.bytes.as_slice();
                for (piece, length) in share.pieces.drain(..) {
                    let (bytes, after) = rest.split_at_checked(length).unwrap_or((rest, &[]));
                    rest = after;
                    self.piece(&input, piece, bytes, &mut task);
                }
                if let Some(failure) = share.failure.take() {
                    task.event(Event::Failed(failure), false);
                }
                if last {
                    task.product.step(Step::End(input));
                }
                order.give_back(share);
            }
        }
        self.product = order.put(number, task.product);
    }

    /// Does what there is to do about something that was found, as a job of its own.
    pub(super) fn item(&mut self, number: u64, item: Item, order: &Order<'_>) {
        let mut task = self.begin(number, order);
        self.do_item(item, &mut task);
        self.product = order.put(number, task.product);
    }

    /// Converts a message that is too large to be handed over.
    pub(super) fn alone(
        &mut self,
        number: u64,
        input: &Arc<Input>,
        first: bool,
        piece: Piece,
        bytes: &[u8],
        order: &Order<'_>,
    ) {
        let mut task = self.begin(number, order);
        if first {
            task.product.step(Step::Begin(Arc::clone(input)));
        }
        self.piece(input, piece, bytes, &mut task);
        self.product = order.put(number, task.product);
    }

    fn begin<'t, 'o>(&mut self, number: u64, order: &'t Order<'o>) -> Task<'t, 'o> {
        Task { number, order, product: std::mem::take(&mut self.product), stopped: false }
    }

    fn do_item(&mut self, item: Item, task: &mut Task<'_, '_>) {
        match item {
            Item::Event(event) => task.event(event, true),
            Item::Stray(input) => {
                let shown = Arc::clone(input.shown());
                let linked = input.belongs() == Some(true);
                task.event(if linked { Event::Linked(shown) } else { Event::Stray(shown) }, true);
            }
            Item::Input(input) => {
                let input = Arc::new(input);
                match input.file.as_ref().map(File::open) {
                    None => self.stream(&input, io::stdin().lock(), task),
                    Some(Ok(file)) => self.file(&input, file, task),
                    Some(Err(error)) => task.unreadable(&input, error),
                }
            }
        }
    }

    /// Reads a file: at once where it is small, which takes no more calls of the system than there must be.
    fn file(&mut self, input: &Arc<Input>, mut file: File, task: &mut Task<'_, '_>) {
        if !input.is_small(LARGE) {
            return self.stream(input, BufReader::with_capacity(64 << 10, file), task);
        }
        let mut bytes = std::mem::take(&mut self.file);
        let mut length = 0;
        let done = loop {
            if length == bytes.len() {
                if length > LARGE {
                    break Ok(false);
                }
                bytes.resize(length.saturating_mul(4).clamp(SHARE, LARGE.saturating_add(1)), 0);
            }
            match file.read(bytes.get_mut(length..).unwrap_or_default()) {
                Ok(0) => break Ok(true),
                Ok(read) => length = length.saturating_add(read),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => break Err(error),
            }
        };
        let head = bytes.get(..length).unwrap_or_default();
        match done {
            Ok(true) => self.stream(input, head, task),
            // It is larger than it seemed. What comes after it has to wait, so this may as well.
            Ok(false) => {
                task.order.wait_for(task.number);
                let rest = BufReader::with_capacity(64 << 10, file);
                self.stream(input, Cursor::new(head).chain(rest), task);
            }
            Err(error) => task.unreadable(input, error),
        }
        self.file = bytes;
    }

    /// Converts a stream, message by message; it is an input of its own, unless it belongs to a document.
    fn stream(&mut self, input: &Arc<Input>, mut reader: impl BufRead, task: &mut Task<'_, '_>) {
        if reader.fill_buf().is_ok_and(|head| input.is_linked(head)) {
            return task.event(Event::Linked(Arc::clone(input.shown())), true);
        }
        task.product.step(Step::Begin(Arc::clone(input)));
        self.messages(input, reader, task);
        task.product.step(Step::End(Arc::clone(input)));
    }

    fn messages(&mut self, input: &Input, reader: impl BufRead, task: &mut Task<'_, '_>) {
        let mut pieces = Pieces::new(reader, &self.options.read);
        let mut buffer = std::mem::take(&mut self.buffer);
        let mut any = false;
        while !task.stopped {
            match pieces.next(&mut buffer) {
                Ok(Some(piece)) => {
                    any |= !matches!(piece, Piece::Rest { .. });
                    let bytes = if let Piece::Rest { .. } = piece { pieces.tail() } else { &buffer };
                    self.piece(input, piece, bytes, task);
                    if buffer.len() > LARGE {
                        buffer = Vec::new();
                    }
                    task.hand_on(self.part);
                }
                Ok(None) => {
                    if !any {
                        task.fail(input, 0, Error::NoMessage { length: pieces.consumed() });
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
            Piece::Frame(frame) | Piece::Document(frame) => {
                let place = Place::new(input, frame, &self.options.read);
                let is_document = matches!(piece, Piece::Document(_));
                let done = match self.options.target {
                    _ if self.options.check.is_some() => {
                        self.check(bytes, is_document, place, input.shown(), task)
                    }
                    Target::Hl7 if is_document => Err(Error::Unwritable { content: "document" }),
                    Target::Hl7 => self.message(bytes, place, task),
                    Target::Cda if is_document => document::write(bytes, place, self.options, task),
                    Target::Cda => Err(Error::NotADocument),
                    Target::Ndjson | Target::Json => self.record(bytes, is_document, place, task),
                };
                let length = wide(bytes.len());
                match done {
                    Ok(()) => task.product.summary.bytes = task.product.summary.bytes.saturating_add(length),
                    // What follows the last message is not a message of its own.
                    Err(Error::NoMessage { .. }) if frame.index > 0 => {
                        let shown = Arc::clone(input.shown());
                        task.event(Event::Rest { shown, offset: frame.offset, length }, false);
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

    fn record(
        &mut self,
        bytes: &[u8],
        is_document: bool,
        place: Place,
        task: &mut Task<'_, '_>,
    ) -> Result<(), Error> {
        let mut spill = Spill::default();
        // A site's code tables are applied to the model, so that all of it has to be there.
        let spills = bytes.len() > LARGE && self.options.read.tables.is_none();
        let overflow: Option<&mut dyn Overflow> = if spills { Some(&mut spill) } else { None };
        let record = if is_document {
            crate::document::read(bytes, place, &self.options.read, overflow)?
        } else {
            read_record(bytes, place, &self.options.read, &mut self.scratch, overflow)?
        };
        let spilled = spill.finish()?;
        for found in &record.diagnostics {
            task.product.count(found.code.name, found.severity);
        }
        let large = bytes.len() > SHARE;
        if self.options.target == Target::Json {
            task.product.out.extend_from_slice(b",\n");
            task.json(&record, large, spilled.as_ref(), serde_json::ser::PrettyFormatter::new());
        } else if large || spilled.is_some() {
            task.json(&record, large, spilled.as_ref(), serde_json::ser::CompactFormatter);
            task.product.out.push(b'\n');
        } else {
            if let Err(error) = json::write(&mut task.product.out, &record) {
                task.order.fail(error);
            }
            task.product.out.push(b'\n');
        }
        if let Some(ledger) = &record.ledger {
            task.ledger(&record.source, ledger, ledger.has_loss());
        }
        task.count_record(is_document);
        Ok(())
    }

    fn check(
        &mut self,
        bytes: &[u8],
        is_document: bool,
        place: Place,
        shown: &Arc<str>,
        task: &mut Task<'_, '_>,
    ) -> Result<(), Error> {
        let Some(check) = &self.options.check else { return Ok(()) };
        let read = &self.options.read;
        let report = if is_document {
            check_document(bytes, place, shown, check, read)?
        } else {
            check_frame(bytes, place, shown, check, read, &mut self.scratch)?
        };
        task.event(Event::Checked(Box::new(report)), false);
        task.count_record(is_document);
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
        let traced = self.options.read.ledger;
        let (remarks, ledger) = match self.options.charset {
            None => {
                task.write(bytes);
                (Vec::new(), traced.then(|| recode::as_it_is(&message)))
            }
            Some(charset) => {
                let recoded = recode::recode_with(&message, charset, &self.options.encoding, traced)?;
                task.write(recoded.message.as_bytes());
                (recoded.ledger.remarks().to_vec(), traced.then_some(recoded.ledger))
            }
        };
        task.finish_written(&remarks, ledger.map(|ledger| (place.source(&message), ledger)), false);
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
    let ledger = ledger.map(|ledger| (place.source(message), ledger));
    task.finish_afresh(&exchange, &encoded.remarks, ledger, false);
    Ok(())
}

/// The account of what is written afresh: what the model has no place for is left out.
fn without_unmapped(ledger: &Ledger) -> Ledger {
    let entries = ledger.entries().iter().cloned().map(|mut entry| {
        if entry.fate == Fate::Unmapped {
            entry.fate = Fate::Dropped { reason: &codes::NOT_WRITTEN };
        }
        entry
    });
    Ledger::balance(ledger.length(), entries.collect())
}

impl Task<'_, '_> {
    fn fail(&mut self, input: &Input, offset: u64, error: Error) {
        self.event(Event::Failed(Failure::new(input, offset, error)), false);
    }

    /// An input of which nothing can be read.
    fn unreadable(&mut self, input: &Arc<Input>, error: io::Error) {
        self.product.step(Step::Begin(Arc::clone(input)));
        self.fail(input, 0, error.into());
        self.product.step(Step::End(Arc::clone(input)));
    }

    /// Passes an event on; one without an input counts as an input of its own.
    fn event(&mut self, event: Event, alone: bool) {
        let summary = &mut self.product.summary;
        match &event {
            Event::Failed(_) if alone => {
                summary.inputs = summary.inputs.saturating_add(1);
                summary.failed = summary.failed.saturating_add(1);
            }
            Event::Stray(_) => summary.strays = summary.strays.saturating_add(1),
            Event::Linked(_) => summary.linked = summary.linked.saturating_add(1),
            _ => {}
        }
        self.product.step(Step::Event { event, alone });
    }

    /// Adds up what was written as it stands in the model: what the model has no place for is left out.
    pub(super) fn finish_afresh(
        &mut self,
        exchange: &Exchange,
        remarks: &[Remark],
        account: Option<(Source, Ledger)>,
        is_document: bool,
    ) {
        if !exchange.unmapped.is_empty() {
            self.product.count(codes::NOT_WRITTEN.name, codes::NOT_WRITTEN.severity);
            self.product.summary.loss = true;
        }
        let account = account.map(|(source, ledger)| {
            let mut ledger = without_unmapped(&ledger);
            remarks.iter().for_each(|remark| ledger.remark(remark.clone()));
            (source, ledger)
        });
        self.finish_written(remarks, account, is_document);
    }

    /// Adds up what was written: what is to be said of it, whether that is a loss, and the account if it is kept.
    pub(super) fn finish_written(
        &mut self,
        remarks: &[Remark],
        account: Option<(Source, Ledger)>,
        is_document: bool,
    ) {
        for Remark { code, .. } in remarks {
            self.product.count(code.name, code.severity);
            self.product.summary.loss |= code.severity > Severity::Info;
        }
        if let Some((source, ledger)) = account {
            self.ledger(&source, &ledger, false);
        }
        self.count_record(is_document);
    }

    pub(super) fn count_record(&mut self, is_document: bool) {
        let summary = &mut self.product.summary;
        summary.documents = summary.documents.saturating_add(u64::from(is_document));
        summary.records = summary.records.saturating_add(1);
    }

    /// Writes what is made so far where that is more than so many bytes or events.
    fn hand_on(&mut self, limit: usize) {
        if self.product.is_more_than(limit) {
            self.stopped |= self.order.put_part(self.number, &mut self.product).is_err();
        }
    }

    fn json(
        &mut self,
        value: &impl Serialize,
        large: bool,
        spilled: Option<&Spilled>,
        formatter: impl Formatter,
    ) {
        let order = self.order;
        let done = if large {
            let formatter = Joining::new(formatter, spilled);
            let part = Part { task: self, account: false };
            value.serialize(&mut serde_json::Serializer::with_formatter(part, formatter))
        } else {
            let out = Bytes(&mut self.product.out);
            value.serialize(&mut serde_json::Serializer::with_formatter(out, formatter))
        };
        // What can fail is the output, which knows it already, or reading what was spilled.
        if let Err(error) = done {
            self.stopped = true;
            order.fail(error.into());
        }
    }

    pub(super) fn ledger(&mut self, source: &Source, ledger: &Ledger, loss: bool) {
        self.product.summary.totals.add(&ledger.totals());
        self.product.summary.loss |= loss;
        self.account(&Account::of_message(source, ledger));
    }

    fn account(&mut self, account: &Account<'_>) {
        let _ = serde_json::to_writer(Part { task: self, account: true }, account);
        self.product.account.push(b'\n');
    }

    pub(super) fn write(&mut self, bytes: &[u8]) {
        let _ = Part { task: self, account: false }.write_all(bytes);
    }
}

/// Collects a result. JSON is written in many pieces of which most are one byte long, which is not worth a copy of memory.
struct Bytes<'b>(&'b mut Vec<u8>);

impl Write for Bytes<'_> {
    #[inline]
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.write_all(bytes)?;
        Ok(bytes.len())
    }

    #[inline]
    fn write_all(&mut self, bytes: &[u8]) -> io::Result<()> {
        match bytes {
            [byte] => self.0.push(*byte),
            _ => self.0.extend_from_slice(bytes),
        }
        Ok(())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
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
