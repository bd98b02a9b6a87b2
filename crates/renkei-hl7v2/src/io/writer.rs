use std::io::{self, Write};

/// What goes around messages in a stream.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Framing {
    /// Nothing: one message after the other, each ending with CR.
    #[default]
    Bare,
    /// A batch: BHS before the first message, BTS with their number after the last (HL7 v2.5 2.10.3).
    Batch,
    /// The frame of the minimal lower layer protocol: 0B before each message, 1C 0D after it (HL7 v2.5 Appendix C).
    Mllp,
}

/// Writes messages into a stream.
///
/// # Examples
///
/// ```
/// use renkei_hl7v2::io::{Framing, Writer};
///
/// let mut writer = Writer::new(Vec::new(), Framing::Mllp);
/// writer.write_message(b"MSH|^~\\&|A\rPID|1\r")?;
/// assert_eq!(writer.finish()?, b"\x0bMSH|^~\\&|A\rPID|1\r\x1c\r");
/// # Ok::<(), std::io::Error>(())
/// ```
#[derive(Debug)]
pub struct Writer<W> {
    inner: W,
    framing: Framing,
    written: u64,
}

impl<W: Write> Writer<W> {
    /// Makes a writer.
    pub const fn new(inner: W, framing: Framing) -> Self {
        Self { inner, framing, written: 0 }
    }

    /// Writes one message: its segments, with or without the last CR.
    ///
    /// # Errors
    ///
    /// Those of the stream.
    pub fn write_message(&mut self, message: &[u8]) -> io::Result<()> {
        match self.framing {
            Framing::Bare => {}
            Framing::Batch if self.written == 0 => self.inner.write_all(b"BHS|^~\\&\r")?,
            Framing::Batch => {}
            Framing::Mllp => self.inner.write_all(&[0x0B])?,
        }
        self.inner.write_all(message)?;
        if !message.ends_with(b"\r") && !message.ends_with(b"\n") {
            self.inner.write_all(b"\r")?;
        }
        if self.framing == Framing::Mllp {
            self.inner.write_all(&[0x1C, b'\r'])?;
        }
        self.written = self.written.saturating_add(1);
        Ok(())
    }

    /// Writes bytes as they are, for frames that bring their own framing.
    ///
    /// # Errors
    ///
    /// Those of the stream.
    pub fn write_frame(&mut self, frame: &[u8]) -> io::Result<()> {
        self.inner.write_all(frame)
    }

    /// Writes what closes the stream, flushes it and returns it.
    ///
    /// # Errors
    ///
    /// Those of the stream.
    pub fn finish(mut self) -> io::Result<W> {
        if self.framing == Framing::Batch {
            if self.written == 0 {
                self.inner.write_all(b"BHS|^~\\&\r")?;
            }
            self.inner.write_all(format!("BTS|{}\r", self.written).as_bytes())?;
        }
        self.inner.flush()?;
        Ok(self.inner)
    }

    /// Returns the inner writer.
    pub const fn get_ref(&self) -> &W {
        &self.inner
    }

    /// Returns the inner writer for changes.
    pub const fn get_mut(&mut self) -> &mut W {
        &mut self.inner
    }

    /// Returns the inner writer without closing the stream.
    pub fn into_inner(self) -> W {
        self.inner
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_framing_can_be_read_again() {
        for framing in [Framing::Bare, Framing::Batch, Framing::Mllp] {
            let mut writer = Writer::new(Vec::new(), framing);
            writer.write_message(b"MSH|^~\\&|A\r").unwrap();
            writer.write_message(b"MSH|^~\\&|B").unwrap();
            let stream = writer.finish().unwrap();
            let frames = super::super::Reader::new(stream.as_slice()).frames().map(Result::unwrap);
            let senders: Vec<String> = frames
                .map(|(_, bytes)| {
                    let message = crate::Message::parse(&bytes, &mut ()).unwrap();
                    message.get(&"MSH-3".parse().unwrap()).unwrap().text().into_owned()
                })
                .collect();
            assert_eq!(senders, ["A", "B"], "{framing:?}");
        }
    }
}
