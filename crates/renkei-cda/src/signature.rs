//! Signatures: that they are there and what they say they cover; none is ever verified here.

use crate::document::{Document, XMLDSIG};

/// Says whether the document holds an XML signature.
pub(crate) fn is_signed(document: &Document<'_>) -> bool {
    document.tree.namespaces.iter().any(|n| &**n == XMLDSIG)
        && document.elements().any(|element| element.is(XMLDSIG, "Signature"))
}
