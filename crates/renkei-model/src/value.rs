//! The values of which everything else is made: text, numbers, dates, codes, names.
//!
//! A value keeps its spelling; what is understood stands beside it, never instead of it. A single value of a record is a
//! [`Field`], which knows *absent*, *null* and *value*; inside a composite value a part is an `Option`, and a part sent as
//! null is the text [`Text::NULL`].

mod address;
mod attachment;
mod blank;
mod coding;
mod date_time;
mod decimal;
mod field;
mod identifier;
mod jj1017;
mod jlac10;
mod location;
mod name;
mod quantity;
mod sent;
mod telecom;
mod text;

pub use address::{Address, AddressDetails};
pub use attachment::{Attachment, Reference};
pub use blank::Blank;
pub use coding::{CodeSystem, CodeableConcept, Coding, CodingSuffix, KnownSystem};
pub use date_time::{DateTime, DateTimeParts, Period, Precision, Time};
pub use decimal::{Decimal, DecimalParts};
pub use field::Field;
pub use identifier::{Designator, Identifier, IdentifierDetails, IdentifierPair};
pub use jj1017::{Jj1017, Jj1017Detail};
pub use jlac10::Jlac10;
pub use location::{Location, LocationDetails};
pub use name::{HumanName, NameDetails, Representation};
pub use quantity::{Amount, Charge, Money, Quantity, StructuredNumber};
pub use sent::{Part, Repetition, Repetitions};
pub use telecom::{Telecom, TelecomDetails};
pub use text::Text;
