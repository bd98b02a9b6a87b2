//! Writing documents.

use renkei_cda::{DecodeOptions, Document, EncodeOptions, RecodeOptions, Recoded};
use renkei_core::charset::Encoding;
use renkei_core::ledger::Fate;
use renkei_core::{Ledger, Limit};
use renkei_model::Content;

use super::ConvertOptions;
use super::worker::Task;
use crate::document;
use crate::read::{Error, Place};

/// Writes a document: as it is, in another character set, or from the model where it is in MML.
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
    let encoding = options.charset.map_or_else(|| document.encoding(), Encoding::from);
    if document.is_mml() {
        return afresh(&document, encoding, place, options, task);
    }
    let (written, remarks) = match options.charset {
        None => (None, Vec::new()),
        Some(_) => {
            let recode = RecodeOptions::to(encoding).allow_breaking_signatures(options.breaks_signatures);
            let recoded = renkei_cda::recode(&document, &recode)?;
            let remarks = recoded.remarks().to_vec();
            (Some(recoded), remarks)
        }
    };
    task.write(written.as_ref().map_or(bytes, Recoded::as_bytes));
    let account = options.read.ledger.then(|| {
        let mut ledger = as_it_is(&document);
        remarks.iter().for_each(|remark| ledger.remark(remark.clone()));
        (document::source(place, &document, None), ledger)
    });
    task.finish_written(&remarks, account, true);
    Ok(())
}

/// Writes a document from the model.
fn afresh(
    document: &Document<'_>,
    encoding: Encoding,
    place: Place,
    options: &ConvertOptions,
    task: &mut Task<'_, '_>,
) -> Result<(), Error> {
    let (exchange, ledger) = renkei_cda::decode_traced(document, &DecodeOptions::default(), &mut ());
    if !matches!(exchange.content, Content::Document(_)) {
        return Err(Error::NoReferral);
    }
    let encoded = renkei_cda::encode_with(&exchange, &EncodeOptions::default().encoding(encoding))?;
    task.write(encoded.document.as_bytes());
    let account = options.read.ledger.then(|| (document::source(place, document, Some(&exchange)), ledger));
    task.finish_afresh(&exchange, &encoded.remarks, account, true);
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
