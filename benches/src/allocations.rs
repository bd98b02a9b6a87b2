//! How often work allocates.
//!
//! Counting needs an allocator that counts, which a program has from the moment it names the crate `allocation_counter`. So this module does
//! not name it, and whoever counts brings the measure along: where times are taken, nothing must be counted.

use renkei::Charset;

use crate::Work;

/// The character sets that allocations are counted for: how a value is decoded decides whether it is borrowed.
pub const SAMPLES: [Charset; 2] = [Charset::Iso2022Jp, Charset::Utf8];

/// The name of the file of the most that a segment may take.
pub const BASELINE: &str = "allocations.toml";

/// What doing a work once allocates, on the thread that does it.
#[derive(Clone, Copy, Debug)]
pub struct Counted {
    allocations: f64,
    bytes: f64,
    messages: f64,
    segments: f64,
}

impl Counted {
    /// How often memory is taken for a message; memory that grows is taken anew.
    pub fn a_message(&self) -> f64 {
        self.allocations / self.messages
    }

    /// How often memory is taken for a segment.
    pub fn a_segment(&self) -> f64 {
        self.allocations / self.segments
    }

    /// How many bytes are taken for a message.
    pub fn bytes_a_message(&self) -> f64 {
        self.bytes / self.messages
    }
}

/// Counts the second time a work is done; the first fills buffers that are used again. The measure does what it is given, and returns how
/// often memory was taken meanwhile, and how many bytes.
pub fn count(work: &mut Work<'_>, measure: impl FnOnce(&mut dyn FnMut()) -> (u64, u64)) -> Counted {
    work.run();
    let (allocations, bytes) = measure(&mut || {
        work.run();
    });
    Counted {
        allocations: figure(allocations),
        bytes: figure(bytes),
        messages: figure(u64::try_from(work.messages).unwrap_or(u64::MAX)),
        segments: figure(u64::try_from(work.segments).unwrap_or(u64::MAX)),
    }
}

/// A count as a number to calculate with.
#[expect(
    clippy::as_conversions,
    clippy::cast_precision_loss,
    reason = "no count comes near the 53 bits that are exact"
)]
pub(crate) const fn figure(count: u64) -> f64 {
    count as f64
}
