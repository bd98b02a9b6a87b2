//! Cutting streams into messages, and putting messages into streams.

mod reader;
mod writer;

pub use reader::{Frame, Frames, ReadError, Reader, ReaderBuilder};
pub use writer::{Framing, Writer};
