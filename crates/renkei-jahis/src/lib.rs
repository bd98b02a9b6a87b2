//! The message tables of the JAHIS and SS-MIX2 guidelines, and the mapping between HL7 v2.5 and the canonical model.
//!
//! Each segment has one file in which its table, as the guideline prints it, and its mapping stand together; each message
//! has one file with its structure and the order in which its segments are mapped. The same functions read ([`decode`]),
//! write ([`encode`]), change what is there ([`update`]) and account for every byte ([`trace`]).
//!
//! ```
//! use renkei_hl7v2::Message;
//! use renkei_jahis::decode;
//! use renkei_model::value::Representation;
//!
//! let bytes = b"MSH|^~\\&|HIS|||||||||2.5||||||~ISO IR87\rEVN||20240401\r\
//!     PID|||0000123||\x1b$BEl5~\x1b(B^\x1b$B2V;R\x1b(B^^^^^L^I||19700203|F\r";
//! let message = Message::parse(bytes, &mut ())?;
//! let exchange = decode(&message, &mut ());
//! let name = exchange.patient.name(Representation::Ideographic).expect("a kanji name");
//! assert_eq!(name.family.as_deref(), Some("東京"));
//! assert!(exchange.unmapped.is_empty());
//! # Ok::<(), renkei_hl7v2::Error>(())
//! ```
//!
//! What no mapping reads is in [`Exchange::unmapped`](renkei_model::Exchange), with its path and bytes; nothing is lost.

pub mod check;
pub mod codes;
mod convert;
pub mod datatype;
#[doc(hidden)]
pub mod laws;
pub mod mapping;
pub mod message;
pub mod overflow;
pub mod profile;
pub mod segment;
pub mod table;

pub use mapping::surveyor::{Survey, Surveyed, survey};
pub use mapping::walker::concepts;

pub use convert::{
    DecodeOptions, EncodeOptions, Encoded, Error, Extension, decode, decode_extended, decode_overflowing,
    decode_traced, decode_with, encode, encode_extended, trace, trace_extended, update, update_extended,
    update_with,
};
