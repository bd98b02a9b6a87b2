//! The tables of the segments and their mappings, one file each.
//!
//! A table looks like the page that it was taken from; the mapping stands under it, one line a field.

pub mod evn;
pub mod msh;
pub mod pid;
