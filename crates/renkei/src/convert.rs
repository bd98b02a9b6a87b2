//! Converting many inputs: in parallel, in order, within bounded memory.
//!
//! One thread finds files and cuts streams, others read, decode and write, and what they make goes to one [`Output`] in the order of
//! the inputs, so that the bytes are the same whatever the number of threads. Small files go to a worker by dozens and large ones in
//! parts, so that handing over costs next to nothing. At most two MiB of sources and as much of results wait for each thread; a message
//! of more than one MiB is worked on alone and its result is written as it is made. With one thread there is nothing to hand over.
//!
//! ```
//! use renkei::convert::{ConvertOptions, Event, Output, convert};
//! use renkei::input::{Found, Input};
//! use std::io;
//!
//! #[derive(Default)]
//! struct Lines(Vec<u8>);
//! impl Output for Lines {
//!     fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
//!         self.0.extend_from_slice(bytes);
//!         Ok(())
//!     }
//! }
//!
//! # let folder = std::env::temp_dir().join(format!("renkei-doc-{}", std::process::id()));
//! # std::fs::create_dir_all(&folder)?;
//! # std::fs::write(folder.join("a.hl7"), b"MSH|^~\\&|HIS\rPID|||0000123\r")?;
//! let inputs = renkei::input::Inputs::new([folder.clone()]);
//! let mut lines = Lines::default();
//! let summary = convert(inputs, &ConvertOptions::default(), &mut lines)?;
//! assert_eq!((summary.inputs, summary.records, summary.failed), (1, 1, 0));
//! assert!(lines.0.starts_with(br#"{"source":{"path":"a.hl7","#));
//! # std::fs::remove_dir_all(&folder)?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod document;
mod order;
mod spill;
mod worker;

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, BufRead, BufReader};
use std::sync::{Arc, Mutex, PoisonError, mpsc};
use std::thread;

use renkei_core::charset::EncodeOptions;
use renkei_core::ledger::Totals;
use renkei_core::{Charset, Severity};
use renkei_jahis::profile::Profile;

use crate::check::Report;
use crate::input::{Found, Input};
use crate::read::{Error, Failure, Piece, Pieces, ReadOptions};

use order::Order;
use worker::Worker;

/// What to convert to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Target {
    /// The canonical model, one record a line.
    #[default]
    Ndjson,
    /// The canonical model, an array of records, indented.
    Json,
    /// HL7 v2.5: the very same bytes, the same message in another character set, or one written afresh in a profile.
    Hl7,
    /// CDA: the very same bytes of a document, the same document in another character set, or where it was in MML one written afresh from the
    /// model.
    Cda,
}

/// How to convert.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct ConvertOptions {
    /// How to read; its `ledger` says whether the account is kept and written.
    pub read: ReadOptions,
    /// What to convert to.
    pub target: Target,
    /// The character set of HL7 and CDA output; `None` leaves every byte as it is.
    pub charset: Option<Charset>,
    /// What becomes of characters that this set lacks.
    pub encoding: EncodeOptions,
    /// Whether a signed document may be written in another character set, which can break its signature.
    pub breaks_signatures: bool,
    /// The profile in which HL7 output is written afresh, from the model; `None` leaves every byte as it is.
    pub profile: Option<&'static Profile>,
    /// How many threads work; 0 and 1 work without starting any.
    pub threads: usize,
    /// Whether every input has an output of its own, so that each is a whole document.
    pub separate: bool,
    /// What to hold messages against; they are then checked and not converted.
    pub(crate) check: Option<renkei_jahis::check::CheckOptions>,
}

impl ConvertOptions {
    /// Sets how to read.
    #[must_use]
    pub fn read(mut self, read: ReadOptions) -> Self {
        self.read = read;
        self
    }

    /// Sets what to convert to.
    #[must_use]
    pub const fn target(mut self, target: Target) -> Self {
        self.target = target;
        self
    }

    /// Sets the character set of HL7 and CDA output; the options are for HL7, since in a document a character that the set lacks becomes a
    /// reference.
    #[must_use]
    pub const fn charset(mut self, charset: Charset, encoding: EncodeOptions) -> Self {
        self.charset = Some(charset);
        self.encoding = encoding;
        self
    }

    /// Sets whether signed documents are written in another character set too.
    #[must_use]
    pub const fn allow_breaking_signatures(mut self, allowed: bool) -> Self {
        self.breaks_signatures = allowed;
        self
    }

    /// Sets the profile of HL7 output.
    #[must_use]
    pub const fn profile(mut self, profile: &'static Profile) -> Self {
        self.profile = Some(profile);
        self
    }

    /// Sets how many threads work.
    #[must_use]
    pub const fn threads(mut self, threads: usize) -> Self {
        self.threads = threads;
        self
    }

    /// Sets whether every input has an output of its own.
    #[must_use]
    pub const fn separate(mut self, separate: bool) -> Self {
        self.separate = separate;
        self
    }
}

/// Takes what a conversion makes, in the order of the inputs.
pub trait Output: Send {
    /// An input begins; what is written until its end belongs to it.
    ///
    /// # Errors
    ///
    /// Any error ends the conversion.
    fn begin(&mut self, input: &Input) -> io::Result<()> {
        let _ = input;
        Ok(())
    }

    /// Takes a part of the result.
    ///
    /// # Errors
    ///
    /// Any error ends the conversion.
    fn write(&mut self, bytes: &[u8]) -> io::Result<()>;

    /// Takes a part of the account: lines of JSON, see [`account`](crate::account).
    ///
    /// # Errors
    ///
    /// Any error ends the conversion.
    fn write_account(&mut self, bytes: &[u8]) -> io::Result<()> {
        let _ = bytes;
        Ok(())
    }

    /// An input ends; `read` says whether all of it could be read.
    ///
    /// # Errors
    ///
    /// Any error ends the conversion.
    fn end(&mut self, input: &Input, read: bool) -> io::Result<()> {
        let _ = (input, read);
        Ok(())
    }

    /// Something happened that people may want to know.
    fn event(&mut self, event: Event) {
        let _ = event;
    }
}

/// Something that happened on the way.
#[derive(Debug)]
#[non_exhaustive]
pub enum Event {
    /// An input or a part of it could not be read.
    Failed(Failure),
    /// A file of a storage was passed over, because it is no message; its path is masked.
    Stray(Arc<str>),
    /// A file is no input of its own, because a document refers to it, or because every medium has it; its path is masked.
    Linked(Arc<str>),
    /// Bytes after the last message of a file belong to none; the path is masked.
    Rest {
        /// The file.
        shown: Arc<str>,
        /// Where they begin.
        offset: u64,
        /// How many they are.
        length: u64,
    },
    /// A message was checked; only where inputs are checked.
    Checked(Box<Report>),
    /// How far the conversion is.
    Progress {
        /// Inputs done.
        inputs: u64,
        /// Records written.
        records: u64,
        /// Bytes read.
        bytes: u64,
    },
}

/// What a conversion did.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Summary {
    /// Inputs that were read or tried.
    pub inputs: u64,
    /// Inputs of which something could not be read.
    pub failed: u64,
    /// Files of storages that are no messages.
    pub strays: u64,
    /// Files that are no inputs of their own, because documents refer to them, or because every medium has them.
    pub linked: u64,
    /// Records, messages or documents written.
    pub records: u64,
    /// Documents among what was read of them.
    pub documents: u64,
    /// Bytes read.
    pub bytes: u64,
    /// How the bytes add up; only where the account is kept.
    pub totals: Totals,
    /// Whether anything was dropped or substituted.
    pub loss: bool,
    /// How often each code was reported, by name.
    pub diagnostics: BTreeMap<&'static str, (Severity, u64)>,
}

/// Messages above this are worked on alone.
const LARGE: usize = 1 << 20;
/// Messages of one file are shared out in parts of about this size.
const SHARE: usize = 128 << 10;
/// So many small files at most go to a worker at once: enough that handing over does not count, few enough that none waits at the end.
const FILES: usize = 32;

/// Converts inputs, and says what was done. Inputs that can't be read are an [`Event`] each, and do not stop the others.
///
/// # Errors
///
/// Those of the output; what was written until then is in order.
pub fn convert(
    inputs: impl IntoIterator<Item = Found>,
    options: &ConvertOptions,
    output: &mut dyn Output,
) -> io::Result<Summary> {
    let order = Order::new(output, options);
    if options.threads <= 1 {
        let mut worker = Worker::new(options);
        for (number, found) in (0..).zip(inputs) {
            if order.is_broken() {
                break;
            }
            worker.item(number, found.into(), &order);
        }
    } else {
        // Each worker has one job at hand and one waiting.
        let (sender, receiver) = mpsc::sync_channel(options.threads);
        let receiver = Mutex::new(receiver);
        thread::scope(|scope| {
            for _ in 0..options.threads {
                scope.spawn(|| {
                    let mut worker = Worker::new(options);
                    loop {
                        let job = receiver.lock().unwrap_or_else(PoisonError::into_inner).recv();
                        let Ok(job) = job else { break };
                        worker.run(job, &order);
                    }
                });
            }
            let own = Worker::new(options);
            let mut feed = Feed { order: &order, options, own, sender, next: 0, batch: Vec::new(), size: 0 };
            feed.inputs(inputs);
        });
    }
    order.finish()
}

/// A piece of work; results are put in order by `number`.
struct Job {
    number: u64,
    work: Work,
    /// How many bytes wait for it.
    cost: usize,
}

enum Work {
    /// What was found, one after the other.
    Items(Vec<Item>),
    /// A part of an input; it begins and ends with this job where `first` and `last` say so.
    Share { input: Arc<Input>, first: bool, last: bool, share: Share },
}

/// Something that was found.
enum Item {
    /// A file, or standard input, to read.
    Input(Input),
    /// A file that is not read; a document may refer to it.
    Stray(Input),
    /// Nothing but something to say.
    Event(Event),
}

impl From<Found> for Item {
    fn from(found: Found) -> Self {
        match found {
            Found::Input(input) => Self::Input(input),
            Found::Stray(input) => Self::Stray(input),
            Found::Unreadable(shown, error) => Self::Event(Event::Failed(Failure::unreachable(shown, error))),
        }
    }
}

/// A part of an input: pieces, whose bytes stand one after the other, and in the end why no more could be read.
#[derive(Default)]
struct Share {
    bytes: Vec<u8>,
    pieces: Vec<(Piece, usize)>,
    failure: Option<Failure>,
}

impl Share {
    fn clear(&mut self) {
        self.bytes.clear();
        self.pieces.clear();
        self.failure = None;
        self.bytes.shrink_to(SHARE.saturating_mul(2));
    }
}

/// Makes jobs of inputs for the workers.
struct Feed<'a, 'o> {
    order: &'a Order<'o>,
    options: &'a ConvertOptions,
    own: Worker<'a>,
    sender: mpsc::SyncSender<Job>,
    next: u64,
    /// Small things that are handed over together, and how many bytes the files among them have as far as that is known.
    batch: Vec<Item>,
    size: usize,
}

impl Feed<'_, '_> {
    fn inputs(&mut self, inputs: impl IntoIterator<Item = Found>) {
        for found in inputs {
            if self.order.is_broken() {
                return;
            }
            match found.into() {
                Item::Input(input) if !input.is_small(LARGE) => {
                    self.batch();
                    self.stream(input);
                }
                item => {
                    if let Item::Input(Input { size: Some(size), .. }) = &item {
                        self.size = self.size.saturating_add(usize::try_from(*size).unwrap_or(LARGE));
                    }
                    self.batch.push(item);
                    if self.batch.len() >= FILES || self.size >= SHARE {
                        self.batch();
                    }
                }
            }
        }
        self.batch();
    }

    /// Hands over what is there. The workers read the files, so that nothing of them waits here.
    fn batch(&mut self) {
        self.size = 0;
        if !self.batch.is_empty() {
            let items = std::mem::replace(&mut self.batch, Vec::with_capacity(FILES));
            self.submit(Work::Items(items), 0);
        }
    }

    /// Cuts a large input here and shares its messages out.
    fn stream(&mut self, input: Input) {
        match input.file.as_ref().map(File::open) {
            None => self.pieces(input, io::stdin().lock()),
            Some(Ok(file)) => {
                let mut file = BufReader::with_capacity(64 << 10, file);
                if file.fill_buf().is_ok_and(|head| input.is_linked(head)) {
                    let event = Event::Linked(Arc::clone(input.shown()));
                    return self.submit(Work::Items(vec![Item::Event(event)]), 0);
                }
                self.pieces(input, file);
            }
            // The worker finds out the same, and says it.
            Some(Err(_)) => self.submit(Work::Items(vec![Item::Input(input)]), 0),
        }
    }

    fn pieces(&mut self, input: Input, reader: impl BufRead) {
        let input = Arc::new(input);
        let mut pieces = Pieces::new(reader, &self.options.read);
        let mut buffer = Vec::new();
        let mut share = self.order.reserve(0);
        let (mut first, mut any) = (true, false);
        loop {
            if self.order.is_broken() {
                return;
            }
            let piece = match pieces.next(&mut buffer) {
                Ok(Some(piece)) => piece,
                Ok(None) if any => break,
                Ok(None) => {
                    let nothing = Error::NoMessage { length: pieces.consumed() };
                    share.failure = Some(Failure::new(&input, 0, nothing));
                    break;
                }
                Err(error) => {
                    share.failure = Some(Failure::new(&input, pieces.expected, error));
                    break;
                }
            };
            any |= !matches!(piece, Piece::Rest { .. });
            let bytes = match piece {
                Piece::Frame(_) | Piece::Document(_) if buffer.len() > LARGE => {
                    if !share.pieces.is_empty() {
                        share = self.share(&input, std::mem::take(&mut first), share);
                    }
                    self.alone(&input, std::mem::take(&mut first), piece, &buffer);
                    // Nothing large is kept beside the small messages after it.
                    buffer = Vec::new();
                    continue;
                }
                Piece::Frame(_) | Piece::Document(_) => buffer.as_slice(),
                // Blank lines at the end are written as they are.
                Piece::Rest { reason: None, .. } => pieces.tail(),
                _ => &[],
            };
            share.bytes.extend_from_slice(bytes);
            share.pieces.push((piece, bytes.len()));
            if share.bytes.len() >= SHARE || share.pieces.len() >= 4096 {
                share = self.share(&input, std::mem::take(&mut first), share);
            }
        }
        let cost = share.bytes.len();
        drop(self.order.reserve(cost));
        self.submit(Work::Share { input, first, last: true, share }, cost);
    }

    /// Hands a part over, and returns an empty one.
    fn share(&mut self, input: &Arc<Input>, first: bool, share: Share) -> Share {
        let cost = share.bytes.len();
        let empty = self.order.reserve(cost);
        self.submit(Work::Share { input: Arc::clone(input), first, last: false, share }, cost);
        empty
    }

    fn submit(&mut self, work: Work, cost: usize) {
        let number = self.number();
        // The workers outlive the sender.
        let _ = self.sender.send(Job { number, work, cost });
    }

    /// Waits until everything else is done, and then works here.
    fn alone(&mut self, input: &Arc<Input>, first: bool, piece: Piece, bytes: &[u8]) {
        let number = self.number();
        self.order.wait_for(number);
        self.own.alone(number, input, first, piece, bytes, self.order);
    }

    fn number(&mut self) -> u64 {
        let number = self.next;
        self.next = number.saturating_add(1);
        number
    }
}
