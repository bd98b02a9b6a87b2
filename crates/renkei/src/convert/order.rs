//! Putting results into the order of the inputs.

use std::collections::BTreeMap;
use std::io;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

use renkei_core::Severity;

use super::{ConvertOptions, Event, Output, Summary, Target};
use crate::input::Input;

/// Results that wait for their turn may take so many bytes; and so may the sources of jobs that are not done.
const WAITING: usize = 4 << 20;

/// What a job made.
#[derive(Default)]
pub(super) struct Product {
    pub(super) begins: Option<Arc<Input>>,
    pub(super) ends: Option<Arc<Input>>,
    pub(super) out: Vec<u8>,
    pub(super) account: Vec<u8>,
    pub(super) events: Vec<Event>,
    pub(super) summary: Summary,
    pub(super) failed: bool,
    /// What was reserved for the job.
    pub(super) cost: usize,
}

impl Product {
    fn size(&self) -> usize {
        self.out.len().saturating_add(self.account.len())
    }

    pub(super) fn count(&mut self, name: &'static str, severity: Severity) {
        let count = self.summary.diagnostics.entry(name).or_insert((severity, 0));
        count.1 = count.1.saturating_add(1);
    }
}

/// The one place where results meet.
pub(super) struct Order<'o> {
    state: Mutex<State<'o>>,
    changed: Condvar,
}

struct State<'o> {
    output: &'o mut dyn Output,
    target: Target,
    separate: bool,
    /// The number of the job whose result comes next.
    next: u64,
    ready: BTreeMap<u64, Product>,
    ready_bytes: usize,
    reserved: usize,
    /// Whether nothing stands in the array yet.
    fresh: bool,
    failed: bool,
    summary: Summary,
    error: Option<io::Error>,
    broken: bool,
}

impl<'o> Order<'o> {
    pub(super) fn new(output: &'o mut dyn Output, options: &ConvertOptions) -> Self {
        let state = State {
            output,
            target: options.target,
            separate: options.separate,
            next: 0,
            ready: BTreeMap::new(),
            ready_bytes: 0,
            reserved: 0,
            fresh: true,
            failed: false,
            summary: Summary::default(),
            error: None,
            broken: false,
        };
        Self { state: Mutex::new(state), changed: Condvar::new() }
    }

    fn lock(&self) -> MutexGuard<'_, State<'o>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn wait_while<'s>(
        &'s self,
        state: MutexGuard<'s, State<'o>>,
        condition: impl FnMut(&mut State<'o>) -> bool,
    ) -> MutexGuard<'s, State<'o>> {
        self.changed.wait_while(state, condition).unwrap_or_else(PoisonError::into_inner)
    }

    /// Says whether the output failed, so that there is no point in going on.
    pub(super) fn is_broken(&self) -> bool {
        self.lock().broken
    }

    /// Ends the conversion: a result can't be made whole. The first error counts.
    pub(super) fn fail(&self, error: io::Error) {
        self.lock().attempt(|_| Err(error));
        self.changed.notify_all();
    }

    /// Waits until so many bytes more may wait.
    pub(super) fn reserve(&self, cost: usize) {
        let full =
            |s: &mut State<'_>| !s.broken && s.reserved > 0 && s.reserved.saturating_add(cost) > WAITING;
        let mut state = self.wait_while(self.lock(), full);
        state.reserved = state.reserved.saturating_add(cost);
    }

    /// Waits until it is this job's turn.
    pub(super) fn wait_for(&self, number: u64) {
        drop(self.wait_while(self.lock(), |s| !s.broken && s.next != number));
    }

    /// Takes the result of a job: writes it when its turn has come, keeps it for a while otherwise.
    pub(super) fn put(&self, number: u64, product: Product) {
        let size = product.size();
        // The job whose turn it is never waits, so this ends.
        let full = |s: &mut State<'_>| {
            !s.broken && s.next != number && s.ready_bytes > 0 && s.ready_bytes.saturating_add(size) > WAITING
        };
        let mut state = self.wait_while(self.lock(), full);
        if state.next == number {
            state.write(product);
            state.next = state.next.saturating_add(1);
            loop {
                let next = state.next;
                let Some(product) = state.ready.remove(&next) else { break };
                state.ready_bytes = state.ready_bytes.saturating_sub(product.size());
                state.write(product);
                state.next = next.saturating_add(1);
            }
        } else {
            state.ready_bytes = state.ready_bytes.saturating_add(size);
            state.ready.insert(number, product);
        }
        drop(state);
        self.changed.notify_all();
    }

    /// Writes what a job has made so far, after waiting for its turn.
    pub(super) fn put_part(&self, number: u64, product: &mut Product) -> io::Result<()> {
        let mut state = self.wait_while(self.lock(), |s| !s.broken && s.next != number);
        let part = Product {
            begins: product.begins.take(),
            out: std::mem::take(&mut product.out),
            account: std::mem::take(&mut product.account),
            ..Product::default()
        };
        state.write(part);
        if state.broken { Err(io::ErrorKind::BrokenPipe.into()) } else { Ok(()) }
    }

    /// Ends the output.
    pub(super) fn finish(self) -> io::Result<Summary> {
        let mut state = self.state.into_inner().unwrap_or_else(PoisonError::into_inner);
        if !state.separate {
            state.attempt(State::close);
        }
        match state.error {
            Some(error) => Err(error),
            None => Ok(state.summary),
        }
    }
}

impl State<'_> {
    fn attempt(&mut self, action: impl FnOnce(&mut Self) -> io::Result<()>) {
        if self.broken {
            return;
        }
        if let Err(error) = action(self) {
            self.broken = true;
            self.error = Some(error);
        }
    }

    fn write(&mut self, product: Product) {
        self.reserved = self.reserved.saturating_sub(product.cost);
        self.attempt(move |state| state.try_write(product));
    }

    fn try_write(&mut self, product: Product) -> io::Result<()> {
        if let Some(input) = &product.begins {
            self.failed = false;
            self.summary.inputs = self.summary.inputs.saturating_add(1);
            if self.separate {
                self.fresh = true;
            }
            self.output.begin(input)?;
        }
        self.failed |= product.failed;
        if self.target == Target::Json && self.fresh && !product.out.is_empty() {
            // Every record begins with the comma that stands between it and the one before.
            self.fresh = false;
            self.output.write(b"[")?;
            self.output.write(product.out.get(1..).unwrap_or_default())?;
        } else if !product.out.is_empty() {
            self.output.write(&product.out)?;
        }
        if !product.account.is_empty() {
            self.output.write_account(&product.account)?;
        }
        self.add(&product.summary);
        for event in product.events {
            self.output.event(event);
        }
        if let Some(input) = &product.ends {
            if self.separate {
                self.close()?;
            }
            self.output.end(input, !self.failed)?;
            if self.failed {
                self.summary.failed = self.summary.failed.saturating_add(1);
            }
            let Summary { inputs, records, bytes, .. } = self.summary;
            self.output.event(Event::Progress { inputs, records, bytes });
        }
        Ok(())
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
        all.records = all.records.saturating_add(part.records);
        all.bytes = all.bytes.saturating_add(part.bytes);
        all.totals.add(&part.totals);
        all.loss |= part.loss;
        for (name, (severity, count)) in &part.diagnostics {
            let known = all.diagnostics.entry(name).or_insert((*severity, 0));
            known.1 = known.1.saturating_add(*count);
        }
    }
}
