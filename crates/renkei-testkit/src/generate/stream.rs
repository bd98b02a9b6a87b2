use std::io::{self, Write};

use super::{LineEnd, scene::FACILITY};

/// What goes around the messages of a stream.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Framing {
    /// Nothing.
    #[default]
    Bare,
    /// A file of batches of at most a hundred messages, with their counts (FHS, BHS, BTS, FTS; HL7 v2.5 2.10.3).
    Batch,
    /// The frame of the minimal lower layer protocol (HL7 v2.5 Appendix C).
    Mllp,
}

/// How many messages a batch has at the most.
const IN_A_BATCH: u64 = 100;

/// Writes messages into one stream.
///
/// ```
/// use renkei_testkit::generate::{Framing, LineEnd, Stream};
///
/// let mut stream = Stream::new(Vec::new(), Framing::Batch, LineEnd::Cr);
/// stream.write(b"MSH|^~\\&|HIS001\r")?;
/// assert!(stream.finish()?.ends_with(b"MSH|^~\\&|HIS001\rBTS|1\rFTS|1\r"));
/// # Ok::<(), std::io::Error>(())
/// ```
#[derive(Debug)]
pub struct Stream<W> {
    inner: W,
    framing: Framing,
    line_end: LineEnd,
    in_batch: u64,
    batches: u64,
}

impl<W: Write> Stream<W> {
    /// Begins a stream; the line end is that of the envelopes, and should be that of the messages.
    pub const fn new(inner: W, framing: Framing, line_end: LineEnd) -> Self {
        Self { inner, framing, line_end, in_batch: 0, batches: 0 }
    }

    fn line(&mut self, text: &str) -> io::Result<()> {
        self.inner.write_all(text.as_bytes())?;
        self.inner.write_all(self.line_end.bytes())
    }

    /// Writes a message with the end of its last segment.
    ///
    /// # Errors
    ///
    /// Those of the inner writer.
    pub fn write(&mut self, message: &[u8]) -> io::Result<()> {
        match self.framing {
            Framing::Bare => self.inner.write_all(message),
            Framing::Mllp => {
                self.inner.write_all(&[0x0B])?;
                self.inner.write_all(message)?;
                self.inner.write_all(&[0x1C, b'\r'])
            }
            Framing::Batch => {
                if self.batches == 0 {
                    self.line(&format!("FHS|^~\\&|HIS001|{FACILITY}|GW|RCV"))?;
                }
                if self.in_batch == IN_A_BATCH {
                    self.close()?;
                }
                if self.in_batch == 0 {
                    self.batches = self.batches.saturating_add(1);
                    self.line(&format!("BHS|^~\\&|HIS001|{FACILITY}|GW|RCV"))?;
                }
                self.in_batch = self.in_batch.saturating_add(1);
                self.inner.write_all(message)
            }
        }
    }

    fn close(&mut self) -> io::Result<()> {
        if self.in_batch > 0 {
            self.line(&format!("BTS|{}", self.in_batch))?;
            self.in_batch = 0;
        }
        Ok(())
    }

    /// Closes what is open, and returns the inner writer.
    ///
    /// # Errors
    ///
    /// Those of the inner writer.
    pub fn finish(mut self) -> io::Result<W> {
        self.close()?;
        if self.batches > 0 {
            self.line(&format!("FTS|{}", self.batches))?;
        }
        self.inner.flush()?;
        Ok(self.inner)
    }
}
