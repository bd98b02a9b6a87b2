//! For teams that test what reads Japanese clinical messages: sound files made from a seed, files spoilt on purpose, and files
//! that make a program fail, made small.
//!
//! - [`generate`]: messages, streams and storages about invented people.
//! - [`defect`] and [`mutate`]: named defects, given or drawn.
//! - [`minimize`]: the least that still fails, without the patient's data.
//!
//! A [`Defect`] has a name, changes one thing of a sound file, the same way every time, and is found by one rule of
//! [`renkei::check`]. Not every defect fits every file: what is not there can't be spoilt.
//!
//! ```
//! use renkei_testkit::{Sample, defect};
//!
//! let sound = Sample::message(b"MSH|^~\\&|HIS||||20240401103100||ADT^A08^ADT_A01|1|P|2.5\rPID|||0000123||||19800101|F\r");
//! let defect = defect::by_name("birth-date-impossible").expect("a defect of this name");
//! let spoilt = defect.apply(&sound).expect("a message with a birth date");
//! assert_eq!(spoilt.place.map(|path| path.to_string()).as_deref(), Some("PID-7"));
//! assert!(spoilt.sample.bytes.ends_with(b"PID|||0000123||||19800231|F\r"));
//! assert_eq!(defect.code, "invalid-timestamp");
//! ```

pub mod defect;
pub mod generate;
pub mod minimize;
pub mod mutate;
mod random;
mod sample;

pub use defect::{Defect, Spoilt};
pub use sample::Sample;
