//! Reading messages that are too long for a model of them.
//!
//! A laboratory message of a million results is a legal message, and a model of it takes many times its size. Whoever writes
//! the model out as it is read needs no more of a long list than its beginning: the rest goes to an [`Overflow`].
//!
//! # Examples
//!
//! ```
//! use renkei_hl7v2::Message;
//! use renkei_jahis::{DecodeOptions, decode_overflowing, overflow::{KEPT, Overflow}};
//! use renkei_model::Content;
//!
//! #[derive(Default)]
//! struct Count(usize);
//! impl Overflow for Count {
//!     fn take(&mut self, list: &str, element: &[u8]) {
//!         assert_eq!(list, "content.specimens[0].groups[0].items");
//!         assert!(element.starts_with(b"{"));
//!         self.0 += 1;
//!     }
//! }
//!
//! let mut bytes = b"MSH|^~\\&|LIS||||||OUL^R22^OUL_R22|1|P|2.5\rSPM|1\rOBR|1\r".to_vec();
//! for n in 0..2000 {
//!     bytes.extend(format!("OBX|{n}|NM|3A010000002327101^TP^JC10||7.2\r").bytes());
//! }
//! let message = Message::parse(&bytes, &mut ())?;
//! let mut rest = Count::default();
//! let exchange = decode_overflowing(&message, &DecodeOptions::default(), &mut rest, &mut ());
//! let Content::LabReport(report) = exchange.content else { panic!("a report") };
//! assert_eq!(report.specimens[0].groups[0].items.len(), KEPT);
//! assert_eq!(rest.0, 2000 - KEPT);
//! # Ok::<(), renkei_hl7v2::Error>(())
//! ```

pub use renkei_model::overflow::{KEPT, Overflow};
