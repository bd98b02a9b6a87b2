//! Converting many inputs: in parallel, in order, within bounded memory.
//!
//! Jobs go to workers, and what they make goes to one [`Output`] in the order of the inputs, so that the bytes are the same
//! whatever the number of threads. At most a few MiB of sources and results wait at any time; a message larger than that is
//! worked on alone and its result is written as it is made.
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

mod compact;
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
}

/// How to convert.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct ConvertOptions {
    /// How to read; its `ledger` says whether the account is kept and written.
    pub read: ReadOptions,
    /// What to convert to.
    pub target: Target,
    /// The character set of HL7 output; `None` leaves every byte as it is.
    pub charset: Option<Charset>,
    /// What becomes of characters that this set lacks.
    pub encoding: EncodeOptions,
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

    /// Sets the character set of HL7 output.
    #[must_use]
    pub const fn charset(mut self, charset: Charset, encoding: EncodeOptions) -> Self {
        self.charset = Some(charset);
        self.encoding = encoding;
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
    /// Records or messages written.
    pub records: u64,
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
        let mut feed = Feed { order: &order, options, own: Worker::new(options), sender: None, next: 0 };
        feed.inputs(inputs);
    } else {
        // Each worker has one job at hand and one waiting.
        let (sender, receiver) = mpsc::sync_channel(options.threads.saturating_mul(2));
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
            let mut feed = Feed { order: &order, options, own, sender: Some(sender), next: 0 };
            feed.inputs(inputs);
        });
    }
    order.finish()
}

/// A piece of work; results are put in order by `number`.
pub(crate) struct Job {
    number: u64,
    input: Option<Arc<Input>>,
    /// Whether the input begins and ends with this job.
    first: bool,
    last: bool,
    work: Work,
    /// How many bytes wait for it.
    cost: usize,
}

pub(crate) enum Work {
    /// Read the whole file.
    File,
    /// Convert these pieces of the input, whose bytes stand one after the other.
    Pieces(Vec<u8>, Vec<(Piece, usize)>),
    /// Nothing but something to say.
    Event(Event),
}

/// Makes jobs of inputs.
struct Feed<'a, 'o> {
    order: &'a Order<'o>,
    options: &'a ConvertOptions,
    own: Worker<'a>,
    sender: Option<mpsc::SyncSender<Job>>,
    next: u64,
}

impl Feed<'_, '_> {
    fn inputs(&mut self, inputs: impl IntoIterator<Item = Found>) {
        for found in inputs {
            if self.order.is_broken() {
                break;
            }
            match found {
                Found::Stray(shown) => self.submit(None, true, true, Work::Event(Event::Stray(shown)), 0),
                Found::Unreadable(shown, error) => {
                    let failure = Failure::unreachable(shown, error);
                    self.submit(None, true, true, Work::Event(Event::Failed(failure)), 0);
                }
                Found::Input(input) => {
                    let small = input.size.and_then(|s| usize::try_from(s).ok()).filter(|s| *s <= LARGE);
                    match small {
                        Some(size) if input.file.is_some() => {
                            self.submit(Some(Arc::new(input)), true, true, Work::File, size);
                        }
                        _ => self.stream(input),
                    }
                }
            }
        }
        self.sender = None;
    }

    /// Cuts a large input here and shares its messages out.
    fn stream(&mut self, input: Input) {
        let input = Arc::new(input);
        match input.file.as_ref().map(File::open) {
            None => self.pieces(&input, io::stdin().lock()),
            Some(Ok(file)) => self.pieces(&input, BufReader::with_capacity(64 << 10, file)),
            Some(Err(error)) => {
                let failure = Failure::new(&input, 0, error.into());
                self.submit(Some(input), true, true, Work::Event(Event::Failed(failure)), 0);
            }
        }
    }

    fn pieces(&mut self, input: &Arc<Input>, reader: impl BufRead) {
        let mut pieces = Pieces::new(reader, &self.options.read);
        let mut buffer = Vec::new();
        let (mut bytes, mut list): (Vec<u8>, Vec<(Piece, usize)>) = (Vec::new(), Vec::new());
        let (mut first, mut any) = (true, false);
        let failed = loop {
            if self.order.is_broken() {
                return;
            }
            let piece = match pieces.next(&mut buffer) {
                Ok(Some(piece)) => piece,
                Ok(None) if any => break None,
                Ok(None) => break Some((0, Error::NoMessage { length: pieces.consumed() })),
                Err(error) => break Some((pieces.expected, error)),
            };
            any |= !matches!(piece, Piece::Rest { .. });
            let length = match piece {
                Piece::Frame(_) => buffer.len(),
                _ => 0,
            };
            if length > LARGE {
                self.hand_over(input, &mut first, &mut bytes, &mut list);
                // Alone, so that nothing large waits beside it.
                let alone = Work::Pieces(std::mem::take(&mut buffer), vec![(piece, length)]);
                self.alone(input, first, alone);
                first = false;
                continue;
            }
            let length = match piece {
                Piece::Frame(_) => {
                    bytes.extend_from_slice(&buffer);
                    length
                }
                // Blank lines at the end are written as they are.
                Piece::Rest { reason: None, .. } => {
                    bytes.extend_from_slice(pieces.tail());
                    pieces.tail().len()
                }
                _ => 0,
            };
            list.push((piece, length));
            if bytes.len() >= SHARE || list.len() >= 4096 {
                self.hand_over(input, &mut first, &mut bytes, &mut list);
            }
        };
        self.hand_over(input, &mut first, &mut bytes, &mut list);
        let work = match failed {
            None => Work::Pieces(Vec::new(), Vec::new()),
            Some((offset, error)) => Work::Event(Event::Failed(Failure::new(input, offset, error))),
        };
        self.submit(Some(Arc::clone(input)), first, true, work, 0);
    }

    fn hand_over(
        &mut self,
        input: &Arc<Input>,
        first: &mut bool,
        bytes: &mut Vec<u8>,
        list: &mut Vec<(Piece, usize)>,
    ) {
        if list.is_empty() {
            return;
        }
        let cost = bytes.len();
        let work = Work::Pieces(std::mem::take(bytes), std::mem::take(list));
        self.submit(Some(Arc::clone(input)), std::mem::take(first), false, work, cost);
    }

    fn submit(&mut self, input: Option<Arc<Input>>, first: bool, last: bool, work: Work, cost: usize) {
        let job = Job { number: self.next, input, first, last, work, cost };
        self.next = self.next.saturating_add(1);
        match &self.sender {
            None => self.own.run(job, self.order),
            Some(sender) => {
                self.order.reserve(cost);
                // The workers outlive the sender.
                let _ = sender.send(job);
            }
        }
    }

    /// Waits until everything else is done, and then works here.
    fn alone(&mut self, input: &Arc<Input>, first: bool, work: Work) {
        let job =
            Job { number: self.next, input: Some(Arc::clone(input)), first, last: false, work, cost: 0 };
        self.next = self.next.saturating_add(1);
        self.order.wait_for(job.number);
        self.own.run(job, self.order);
    }
}
