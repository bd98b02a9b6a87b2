//! What is measured, once, for everything that measures it.
//!
//! A [`Work`] is a piece of work over some bytes: a limit, what a peer does, or what we do. The modules of [`groups`] list them. Times are
//! taken of them by `groups.rs` (criterion) and `--bin table`, allocations by `--bin allocations`, instructions by
//! `--bin instructions`; so all four speak of the same work.

pub mod allocations;
pub mod baseline;
pub mod corpus;
pub mod groups;
pub mod instructions;
pub mod limits;
pub mod peers;
mod work;

pub use corpus::{Sample, samples};
pub use work::{By, Work};

/// Whatever keeps a measure from being taken.
pub type Error = Box<dyn std::error::Error>;
