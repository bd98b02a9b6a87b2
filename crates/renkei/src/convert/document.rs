//! Writing documents.

use renkei_cda::{DecodeOptions, Document, EncodeOptions};
use renkei_core::charset::Encoding;
use renkei_core::ledger::Fate;
use renkei_core::{Ledger, Limit, Severity};
use renkei_model::Content;

use super::ConvertOptions;
use super::worker::{Task, without_unmapped};
use crate::codes;
use crate::document;
use crate::read::{Error, Place};

/// Writes a document: as it is, or from the model where another character set is wanted or it is in MML.
pub(super) fn write(
    bytes: &[u8],
    place: Place,
    options: &ConvertOptions,
    task: &mut Task<'_, '_>,
) -> Result<(), Error> {
    let mut found = Limit::new(Vec::new(), options.read.max_diagnostics);
    let document = document::parse(bytes, &options.read, &mut found)?;
    for found in place.diagnostics.iter().chain(&found.into_inner()) {
        task.product.count(found.code.name, found.severity);
    }
    let charset = options.charset.map(Encoding::from);
    let Some(encoding) = charset.or_else(|| document.is_mml().then(|| document.encoding())) else {
        task.write(bytes);
        if options.read.ledger {
            let ledger = as_it_is(&document);
            task.ledger(&document::source(place, &document, None), &ledger, false);
        }
        task.count_record(true);
        return Ok(());
    };
    let (exchange, ledger) = renkei_cda::decode_traced(&document, &DecodeOptions::default(), &mut ());
    if document.is_mml() && !matches!(exchange.content, Content::Document(_)) {
        return Err(Error::NoReferral);
    }
    let encode = EncodeOptions::default().encoding(encoding);
    let encoded = renkei_cda::encode_with(&exchange, &encode)?;
    task.write(encoded.document.as_bytes());
    for remark in &encoded.remarks {
        task.product.count(remark.code.name, remark.code.severity);
    }
    if !exchange.unmapped.is_empty() {
        task.product.count(codes::NOT_WRITTEN.name, codes::NOT_WRITTEN.severity);
    }
    let loss = !exchange.unmapped.is_empty()
        || encoded.remarks.iter().any(|remark| remark.code.severity > Severity::Info);
    task.product.summary.loss |= loss;
    if options.read.ledger {
        let mut ledger = without_unmapped(&ledger);
        encoded.remarks.into_iter().for_each(|remark| ledger.remark(remark));
        task.ledger(&document::source(place, &document, Some(&exchange)), &ledger, loss);
    }
    task.count_record(true);
    Ok(())
}

/// The account of a document of which every byte stays: each value goes to where it was.
fn as_it_is(document: &Document<'_>) -> Ledger {
    let ledger = renkei_cda::trace(document, &DecodeOptions::default());
    let entries = ledger.entries().iter().filter(|entry| entry.fate != Fate::Syntax).cloned();
    let kept = entries.map(|mut entry| {
        let to = entry.path.as_ref().map(ToString::to_string).unwrap_or_default().into();
        entry.fate = Fate::Mapped { to };
        entry
    });
    Ledger::balance(ledger.length(), kept.collect())
}
