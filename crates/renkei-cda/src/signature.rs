//! Signatures: that they are there and what they say they cover; none is ever verified here.

use renkei_model::document::SignatureFacts;
use renkei_model::value::{DateTime, Field, Text};

use crate::document::{Document, Element, XMLDSIG};

/// Returns the first XML signature.
fn find<'d>(document: &'d Document<'_>) -> Option<Element<'d>> {
    let possible = document.tree.namespaces.iter().any(|n| &**n == XMLDSIG);
    document.elements().filter(|_| possible).find(|element| element.is(XMLDSIG, "Signature"))
}

/// Says whether the document holds an XML signature.
pub(crate) fn is_signed(document: &Document<'_>) -> bool {
    find(document).is_some()
}

/// Says what a signature says of itself.
pub(crate) fn facts(document: &Document<'_>) -> Option<SignatureFacts> {
    let signature = find(document)?;
    let all = || signature.descendants();
    let text = |name: &str| all().find(|e| e.name() == name).map(|e| Text::from(e.text().trim()));
    let xades = all().any(|e| e.name() == "QualifyingProperties");
    let covers = all().filter(|e| e.is(XMLDSIG, "Reference")).map(|e| {
        // An empty address is the document that the signature stands in.
        e.attribute("URI").map(Text::from).unwrap_or_default()
    });
    // XAdES writes ISO 8601; the digits are the same.
    let signed_at = text("SigningTime").and_then(|at| DateTime::from_iso(&at));
    Some(SignatureFacts {
        form: Some(if xades { "XAdES".into() } else { "XML Signature".into() }),
        signed_at: signed_at.map_or(Field::Absent, Field::Value),
        signer: text("X509SubjectName"),
        issuer: text("X509IssuerName"),
        covers: covers.collect(),
    })
}
