//! Lists that are too long for a model of them.
//!
//! A message of a million results is a legal message, and a document of a hundred thousand entries a legal document; a model of it
//! takes many times its size. Whoever writes the model out as it is read needs no more of a long list than its beginning: the rest
//! goes to an [`Overflow`], element by element, as JSON.

/// How many elements of a list are kept in the model before the rest overflows.
pub const KEPT: usize = 1024;

/// Takes the elements of long lists, as JSON; the mappings that read into the model call it.
pub trait Overflow {
    /// Takes the next element of a list. `list` is the list's place in the exchange, as in a ledger.
    ///
    /// All elements of one list come in order; those of two lists may come in turns.
    fn take(&mut self, list: &str, element: &[u8]);
}
