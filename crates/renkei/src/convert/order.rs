//! Putting results into the order of the inputs.

use std::collections::BTreeMap;
use std::io;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

use renkei_core::Severity;

use super::{ConvertOptions, Event, Output, Share, Summary, Target};
use crate::input::Input;

/// Results that wait for their turn may take so many bytes a thread; and so may the sources of jobs that are not done.
const WAITING: usize = 2 << 20;
/// So many results may wait, whatever their size.
const RESULTS: usize = 32;
/// So many events may wait with a result.
const STEPS: usize = 1024;
/// Buffers that come back are kept up to this size each.
const KEPT: usize = 2 << 20;

/// What a job made.
#[derive(Default)]
pub(super) struct Product {
    pub(super) out: Vec<u8>,
    pub(super) account: Vec<u8>,
    /// What happened, and how much of the result and of the account was there by then.
    steps: Vec<(Step, usize, usize)>,
    pub(super) summary: Summary,
    /// What was reserved for the job.
    pub(super) cost: usize,
}

/// What happens while a result is made, beside its bytes.
pub(super) enum Step {
    Begin(Arc<Input>),
    /// Something to tell; of no input where it is alone.
    Event {
        event: Event,
        alone: bool,
    },
    End(Arc<Input>),
}

impl Product {
    fn size(&self) -> usize {
        self.out.len().saturating_add(self.account.len())
    }

    /// Says whether there are more than so many bytes, or more events than should wait.
    pub(super) fn is_more_than(&self, bytes: usize) -> bool {
        self.size() > bytes || self.steps.len() > STEPS
    }

    pub(super) fn step(&mut self, step: Step) {
        self.steps.push((step, self.out.len(), self.account.len()));
    }

    pub(super) fn count(&mut self, name: &'static str, severity: Severity) {
        let count = self.summary.diagnostics.entry(name).or_insert((severity, 0));
        count.1 = count.1.saturating_add(1);
    }

    /// Makes it empty and keeps its memory, unless that is much.
    fn clear(&mut self) {
        for buffer in [&mut self.out, &mut self.account] {
            buffer.clear();
            buffer.shrink_to(KEPT);
        }
        self.steps.clear();
        self.summary = Summary::default();
        self.cost = 0;
    }
}

/// The one place where results meet. Whoever brings the result whose turn it is writes it, and those after it that are there already; the
/// others go on meanwhile.
pub(super) struct Order<'o> {
    queue: Mutex<Queue>,
    changed: Condvar,
    /// Only the job whose turn it is comes here.
    writer: Mutex<Writer<'o>>,
    /// How many bytes may wait.
    waiting: usize,
    /// So many buffers of a kind are kept to be used again; where more were needed for a while, the others go.
    spare: usize,
}

#[derive(Default)]
struct Queue {
    /// The number of the job whose result comes next.
    next: u64,
    ready: BTreeMap<u64, Product>,
    ready_bytes: usize,
    reserved: usize,
    /// Whether somebody is writing what comes next.
    writing: bool,
    broken: bool,
    /// How many wait for a change.
    waiting: usize,
    /// Buffers to be used again.
    products: Vec<Product>,
    shares: Vec<Share>,
}

struct Writer<'o> {
    output: &'o mut dyn Output,
    target: Target,
    separate: bool,
    /// Whether nothing stands in the array yet.
    fresh: bool,
    /// Whether something of the current input could not be read.
    failed: bool,
    summary: Summary,
    error: Option<io::Error>,
}

impl<'o> Order<'o> {
    pub(super) fn new(output: &'o mut dyn Output, options: &ConvertOptions) -> Self {
        let writer = Writer {
            output,
            target: options.target,
            separate: options.separate,
            fresh: true,
            failed: false,
            summary: Summary::default(),
            error: None,
        };
        // One for each thread, and one on its way.
        let spare = options.threads.saturating_add(1);
        let waiting = WAITING.saturating_mul(options.threads);
        Self { queue: Mutex::default(), changed: Condvar::new(), writer: Mutex::new(writer), waiting, spare }
    }

    fn lock(&self) -> MutexGuard<'_, Queue> {
        self.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn writer(&self) -> MutexGuard<'_, Writer<'o>> {
        self.writer.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn wait_while<'q>(
        &self,
        mut queue: MutexGuard<'q, Queue>,
        condition: impl Fn(&Queue) -> bool,
    ) -> MutexGuard<'q, Queue> {
        while !queue.broken && condition(&queue) {
            queue.waiting = queue.waiting.saturating_add(1);
            queue = self.changed.wait(queue).unwrap_or_else(PoisonError::into_inner);
            queue.waiting = queue.waiting.saturating_sub(1);
        }
        queue
    }

    /// Wakes those who wait, if there are any: asking the system to do so is not free.
    fn tell(&self, queue: &Queue) {
        if queue.waiting > 0 {
            self.changed.notify_all();
        }
    }

    /// Says whether the output failed, so that there is no point in going on.
    pub(super) fn is_broken(&self) -> bool {
        self.lock().broken
    }

    /// Ends the conversion: a result can't be made whole. The first error counts.
    pub(super) fn fail(&self, error: io::Error) {
        self.writer().error.get_or_insert(error);
        let mut queue = self.lock();
        queue.broken = true;
        self.tell(&queue);
    }

    /// Waits until so many bytes more may wait, and returns buffers for the next share.
    pub(super) fn reserve(&self, cost: usize) -> Share {
        let full = |q: &Queue| q.reserved > 0 && q.reserved.saturating_add(cost) > self.waiting;
        let mut queue = self.wait_while(self.lock(), full);
        queue.reserved = queue.reserved.saturating_add(cost);
        queue.shares.pop().unwrap_or_default()
    }

    /// Takes the buffers of a share back.
    pub(super) fn give_back(&self, mut share: Share) {
        share.clear();
        let mut queue = self.lock();
        if queue.shares.len() < self.spare {
            queue.shares.push(share);
        }
    }

    /// Waits until it is this job's turn.
    pub(super) fn wait_for(&self, number: u64) {
        drop(self.wait_while(self.lock(), |q| q.next != number));
    }

    /// Takes the result of a job: writes it when its turn has come, keeps it for a while otherwise. Returns an empty one.
    pub(super) fn put(&self, number: u64, product: Product) -> Product {
        let size = product.size();
        // The job whose turn it is never waits, so this ends.
        let full = |q: &Queue| {
            let much = q.ready_bytes > 0 && q.ready_bytes.saturating_add(size) > self.waiting;
            q.next != number && (much || q.ready.len() >= RESULTS)
        };
        let mut queue = self.wait_while(self.lock(), full);
        queue.ready_bytes = queue.ready_bytes.saturating_add(size);
        queue.ready.insert(number, product);
        if !queue.writing {
            while let Some(mut product) = {
                let next = queue.next;
                queue.ready.remove(&next)
            } {
                queue.writing = true;
                let broken = queue.broken;
                drop(queue);
                let written = broken || self.writer().write(&mut product);
                queue = self.lock();
                queue.broken |= !written;
                queue.next = queue.next.saturating_add(1);
                queue.ready_bytes = queue.ready_bytes.saturating_sub(product.size());
                queue.reserved = queue.reserved.saturating_sub(product.cost);
                product.clear();
                if queue.products.len() < self.spare {
                    queue.products.push(product);
                }
                self.tell(&queue);
            }
            queue.writing = false;
        }
        queue.products.pop().unwrap_or_default()
    }

    /// Writes what a job has made so far, after waiting for its turn.
    pub(super) fn put_part(&self, number: u64, product: &mut Product) -> io::Result<()> {
        self.wait_for(number);
        if self.is_broken() || !self.writer().write(product) {
            self.lock().broken = true;
            return Err(io::ErrorKind::BrokenPipe.into());
        }
        let cost = product.cost;
        product.clear();
        product.cost = cost;
        Ok(())
    }

    /// Ends the output.
    pub(super) fn finish(self) -> io::Result<Summary> {
        let mut writer = self.writer.into_inner().unwrap_or_else(PoisonError::into_inner);
        if !writer.separate && writer.error.is_none() {
            writer.close()?;
        }
        match writer.error {
            Some(error) => Err(error),
            None => Ok(writer.summary),
        }
    }
}

impl Writer<'_> {
    /// Writes a result, and says whether that could be done.
    fn write(&mut self, product: &mut Product) -> bool {
        if self.error.is_none() {
            self.error = self.try_write(product).err();
        }
        self.error.is_none()
    }

    fn try_write(&mut self, product: &mut Product) -> io::Result<()> {
        self.add(&product.summary);
        let (mut out, mut account) = (0, 0);
        let mut steps = std::mem::take(&mut product.steps);
        for (step, out_end, account_end) in steps.drain(..) {
            self.bytes(&product.out, out, out_end)?;
            self.account(&product.account, account, account_end)?;
            (out, account) = (out_end, account_end);
            self.step(step)?;
        }
        product.steps = steps;
        self.bytes(&product.out, out, product.out.len())?;
        self.account(&product.account, account, product.account.len())?;
        let Summary { inputs, records, bytes, .. } = self.summary;
        self.output.event(Event::Progress { inputs, records, bytes });
        Ok(())
    }

    fn bytes(&mut self, all: &[u8], from: usize, to: usize) -> io::Result<()> {
        let Some(bytes) = all.get(from..to).filter(|bytes| !bytes.is_empty()) else { return Ok(()) };
        if self.target == Target::Json && self.fresh {
            // Every record begins with the comma that stands between it and the one before.
            self.fresh = false;
            self.output.write(b"[")?;
            return self.output.write(bytes.get(1..).unwrap_or_default());
        }
        self.output.write(bytes)
    }

    fn account(&mut self, all: &[u8], from: usize, to: usize) -> io::Result<()> {
        match all.get(from..to) {
            Some(bytes) if !bytes.is_empty() => self.output.write_account(bytes),
            _ => Ok(()),
        }
    }

    fn step(&mut self, step: Step) -> io::Result<()> {
        match step {
            Step::Begin(input) => {
                self.failed = false;
                self.summary.inputs = self.summary.inputs.saturating_add(1);
                if self.separate {
                    self.fresh = true;
                }
                self.output.begin(&input)
            }
            Step::Event { event, alone } => {
                self.failed |= matches!(event, Event::Failed(_)) && !alone;
                self.output.event(event);
                Ok(())
            }
            Step::End(input) => {
                if self.separate {
                    self.close()?;
                }
                self.output.end(&input, !self.failed)?;
                self.summary.failed = self.summary.failed.saturating_add(u64::from(self.failed));
                Ok(())
            }
        }
    }

    fn close(&mut self) -> io::Result<()> {
        if self.target == Target::Json {
            let begin: &[u8] = if self.fresh { b"[" } else { b"" };
            self.output.write(begin)?;
            self.output.write(b"\n]\n")?;
        }
        Ok(())
    }

    fn add(&mut self, part: &Summary) {
        let all = &mut self.summary;
        all.inputs = all.inputs.saturating_add(part.inputs);
        all.failed = all.failed.saturating_add(part.failed);
        all.strays = all.strays.saturating_add(part.strays);
        all.linked = all.linked.saturating_add(part.linked);
        all.records = all.records.saturating_add(part.records);
        all.documents = all.documents.saturating_add(part.documents);
        all.bytes = all.bytes.saturating_add(part.bytes);
        all.totals.add(&part.totals);
        all.loss |= part.loss;
        for (name, (severity, count)) in &part.diagnostics {
            let known = all.diagnostics.entry(name).or_insert((*severity, 0));
            known.1 = known.1.saturating_add(*count);
        }
    }
}
