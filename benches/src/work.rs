//! A piece of work that can be measured.

use std::fmt;
use std::hint::black_box;

use crate::Sample;

/// Who does a piece of work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// Nobody reads with less: what moves must be copied, whoever looks for something must look at every byte.
    Limit,
    /// Another crate, doing what we do.
    Peer(&'static str),
    /// We.
    Renkei,
}

/// A piece of work over a sample, to be done as often as wanted.
pub struct Work<'a> {
    /// Who does it.
    pub by: By,
    /// What is done.
    pub name: &'static str,
    /// How many bytes of input are gone over.
    pub bytes: usize,
    /// How many messages or files.
    pub messages: usize,
    /// How many segments; none where the input is no message.
    pub segments: usize,
    run: Box<dyn FnMut() -> usize + 'a>,
}

impl<'a> Work<'a> {
    /// Work that is done to each of these things, one for each message of the sample. It returns how much it made, so that no compiler
    /// leaves it out, and nothing where it failed.
    pub fn over<T: 'a>(
        sample: &Sample,
        by: By,
        name: &'static str,
        mut things: Vec<T>,
        mut each: impl FnMut(&mut T) -> usize + 'a,
    ) -> Self {
        Self::whole(sample, by, name, move || {
            let mut made = 0_usize;
            for thing in &mut things {
                match each(black_box(thing)) {
                    0 => return 0,
                    more => made = made.saturating_add(more),
                }
            }
            made
        })
    }

    /// Work that is done to the bytes of each message of the sample.
    pub fn bytes(
        sample: &'a Sample,
        by: By,
        name: &'static str,
        mut each: impl FnMut(&'a [u8]) -> usize + 'a,
    ) -> Self {
        let messages: Vec<&[u8]> = sample.messages.iter().map(Vec::as_slice).collect();
        Self::over(sample, by, name, messages, move |message| each(message))
    }

    /// Work that is done to the whole sample at once.
    pub fn whole(sample: &Sample, by: By, name: &'static str, run: impl FnMut() -> usize + 'a) -> Self {
        Self {
            by,
            name,
            bytes: sample.bytes(),
            messages: sample.messages.len(),
            segments: sample.segments(),
            run: Box::new(run),
        }
    }

    /// Does the work once and returns how much it made; nothing where it failed.
    pub fn run(&mut self) -> usize {
        black_box((self.run)())
    }

    /// What is done and who does it, where that is not us: `hl7-parser: every value, text`.
    pub fn title(&self) -> String {
        match self.by {
            By::Limit => format!("limit: {}", self.name),
            By::Peer(peer) => format!("{peer}: {}", self.name),
            By::Renkei => self.name.to_owned(),
        }
    }
}

impl fmt::Debug for Work<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Work")
            .field("title", &self.title())
            .field("bytes", &self.bytes)
            .finish_non_exhaustive()
    }
}
