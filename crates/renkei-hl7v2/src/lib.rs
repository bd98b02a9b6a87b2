//! HL7 v2.5 in its delimiter encoding (ER7, 区切り文字形式): reading without copying, editing without loss, writing.
//!
//! A message is a list of segments that end with CR; a segment is a name and fields between `|`; fields repeat with `~`
//! and split into components with `^` and sub-components with `&`. In Japan the text between them is ISO-2022-JP, where
//! the bytes of all five delimiters are also halves of everyday kanji, so this crate finds delimiters with the character
//! set in hand and hands out text only when asked.
//!
//! ```
//! use renkei_hl7v2::Message;
//!
//! let bytes = b"MSH|^~\\&|HIS|||||||||2.5||||||~ISO IR87\rPID|0001||0000123||\x1b$BEl5~\x1b(B^\x1b$B2V;R\x1b(B\r";
//! let message = Message::parse(bytes, &mut ())?;
//! let name = message.get(&"PID-5".parse()?).expect("the patient has a name");
//! assert_eq!(name.component(1).expect("a family name").text(), "東京");
//! assert_eq!(name.component(2).expect("a given name").text(), "花子");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! - [`Message`] borrows its bytes; [`MessageBuf`] owns and edits them, and leaves alone what it is not told to change.
//! - [`io::Reader`] cuts files, batches and MLLP streams into messages; [`io::Writer`] puts them together again.
//! - [`structure`] reads the abstract message syntax of the standard and matches segments to groups, with recovery.
//! - [`definition`] gives the tables of a guideline the shape of its printed page.
//!
//! Fields, repetitions, components and sub-components count from one; spans count bytes from zero.

pub mod codes;
pub mod definition;
mod delimiters;
mod edits;
mod error;
pub mod escape;
pub mod io;
#[doc(hidden)]
pub mod laws;
pub mod message;
mod message_buf;
pub mod structure;

pub use delimiters::Delimiters;
pub use edits::Edits;
pub use error::Error;
pub use message::{Field, Message, MessageType, ParseOptions, Raw, Segment};
pub use message_buf::{EditError, MessageBuf};
