//! Message structures in the notation of the standard, and the matching of segments to groups.
//!
//! HL7 prints the structure of a message as `MSH [{NTE}] {ORDER( ORC RXE {TQ1} )}`: brackets for optional, braces for
//! repeating, a name and parentheses for a group (HL7 v2.5 2.6, abstract message syntax). [`Structure`] reads that
//! notation; [`Structure::group`] matches the segments of a message to it and always gives a tree: a segment out of place
//! is reported and stays reachable in the group it stands in.
//!
//! Only groups that repeat become nodes of the tree. Groups that occur once at the most (`PATIENT`, `PATIENT_VISIT`) exist
//! in the notation for the reader's sake; their segments stand directly in the group around them.
//!
//! ```
//! use renkei_hl7v2::Message;
//! use renkei_hl7v2::structure::Structure;
//!
//! let structure: Structure = "MSH [PATIENT( PID [VISIT( PV1 )] )] {ORDER( ORC RXE {TQ1} {RXR} )}".parse()?;
//! let message = Message::parse(b"MSH|^~\\&|\rPID|1\rORC|NW\rRXE|1\rTQ1|1\rRXR|1\rORC|NW\rRXE|2\rTQ1|1\rRXR|1\r", &mut ())?;
//! let tree = structure.group(&message, &mut ());
//! assert_eq!(tree.root().groups("ORDER").count(), 2);
//! assert_eq!(tree.root().segments().count(), 2);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod matching;
mod notation;
mod tree;

pub use notation::{ParseStructureError, Structure};
pub use tree::{Group, Tree};
