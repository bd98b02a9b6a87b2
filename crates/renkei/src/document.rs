//! Documents in CDA and MML as records.

use renkei_cda::{Document, DocumentKind, Limits, ParseOptions, detect_mml};
use renkei_core::charset::Encoding;
use renkei_core::{Diagnostic, Limit, Location, Sink};
use renkei_model::overflow::Overflow;
use renkei_model::{Content, Exchange};
use renkei_ssmix2::EntryName;

use crate::codes;
use crate::medium::Link;
use crate::read::{Error, Place, ReadOptions, apply_tables, finish, wide};
use crate::record::{Record, Source};

/// The options with which a document is parsed: the limit of size is that of messages, the encoding the one that was given. A document
/// type declaration is passed over in MML alone, where 2.3 prescribes one.
fn parse_options(bytes: &[u8], options: &ReadOptions) -> ParseOptions {
    let mut parse = ParseOptions::with_limits(Limits { size: options.max_message, ..Limits::default() });
    parse.encoding = options.charset.map(Encoding::from);
    parse.skip_doctype = detect_mml(bytes);
    parse
}

/// Parses a document; what is odd about it is told in places of the file.
pub(crate) fn parse<'a>(
    bytes: &'a [u8],
    options: &ReadOptions,
    sink: &mut dyn Sink,
) -> Result<Document<'a>, Error> {
    let mut found = Vec::new();
    let document = Document::parse_with(bytes, &parse_options(bytes, options), &mut found)?;
    for diagnostic in found {
        // What the declaration says was found in the bytes, all else in the text.
        let in_bytes = diagnostic.code == &renkei_cda::codes::ENCODING_MISDECLARED;
        sink.report(if in_bytes { diagnostic } else { in_source(&document, diagnostic) });
    }
    Ok(document)
}

/// Turns a place in the text of a document into one of its file.
fn in_source(document: &Document<'_>, mut diagnostic: Diagnostic) -> Diagnostic {
    if let Some(span) = &mut diagnostic.location.span {
        *span = document.source_span(*span);
    }
    diagnostic
}

/// Reads a document into a record; where no account is kept the rests of long lists go to `overflow`.
pub(crate) fn read(
    bytes: &[u8],
    mut place: Place,
    options: &ReadOptions,
    overflow: Option<&mut dyn Overflow>,
) -> Result<Record, Error> {
    let mut sink = Limit::new(std::mem::take(&mut place.diagnostics), options.max_diagnostics);
    let document = parse(bytes, options, &mut sink)?;
    let decode = renkei_cda::DecodeOptions::default();
    let links = links(&document, &place, &mut sink);
    let mut report = |found| tell(&document, links.is_some(), found, &mut sink);
    let (mut exchange, mut ledger) = if options.ledger {
        let (exchange, ledger) = renkei_cda::decode_traced(&document, &decode, &mut report);
        (exchange, Some(ledger))
    } else if let Some(overflow) = overflow {
        (renkei_cda::decode_overflowing(&document, &decode, overflow, &mut report), None)
    } else {
        (renkei_cda::decode_with(&document, &decode, &mut report), None)
    };
    if let Some(name) = &place.name {
        compare(name, &exchange, &mut sink);
    }
    apply_tables(options, &mut exchange, &mut ledger, &mut sink);
    let source = source(place, &document, Some(&exchange));
    let links = links.unwrap_or_default();
    Ok(Record { source, links, exchange, diagnostics: finish(sink), ledger })
}

/// Returns what a document refers to in its folder, if it lies in one; what is wrong with that is reported.
pub(crate) fn links(document: &Document<'_>, place: &Place, sink: &mut dyn Sink) -> Option<Vec<Link>> {
    let within = place.within.as_ref()?;
    within.links(document, &place.path, &mut |found| sink.report(in_source(document, found)))
}

/// Reports what was found in the text of a document. Where its references were followed to the files, what the address alone says of one
/// was said, and is not repeated.
pub(crate) fn tell(document: &Document<'_>, followed: bool, found: Diagnostic, sink: &mut dyn Sink) {
    if !followed || found.code != &renkei_cda::codes::REFERENCE_OUTSIDE {
        sink.report(in_source(document, found));
    }
}

/// Says where a document came from.
pub(crate) fn source(place: Place, document: &Document<'_>, exchange: Option<&Exchange>) -> Source {
    let kind = place.kind.as_deref().map(standard_code);
    let kind = kind.or_else(|| exchange.and_then(kind_of));
    Source {
        path: place.path,
        index: place.frame.index,
        offset: place.frame.offset,
        kind: kind.map(Into::into),
        charset: document.encoding(),
        length: wide(document.bytes().len()),
        is_document: true,
    }
}

/// The standard code of a data-type folder (データ種別フォルダ), which has up to six parts; its local code where it has none.
fn standard_code(kind: &str) -> &str {
    let mut parts = kind.split('^');
    let local = parts.next().unwrap_or(kind);
    parts.nth(2).filter(|code| !code.is_empty()).unwrap_or(local)
}

/// The code under which the extended storage files such a document (標準文書コード表).
fn kind_of(exchange: &Exchange) -> Option<&'static str> {
    let Content::Document(document) = &exchange.content else { return None };
    match DocumentKind::of(document)? {
        DocumentKind::Referral => Some("57133-1"),
        DocumentKind::DischargeSummary => Some("18842-5"),
        DocumentKind::PatientData => None,
    }
}

/// Holds a document against the name of its content folder.
pub(crate) fn compare(name: &EntryName, exchange: &Exchange, sink: &mut dyn Sink) {
    let ids = &exchange.patient.identifiers;
    let is_patient = |id: &renkei_model::value::Identifier| id.value.as_deref() == Some(name.patient_id());
    if !ids.is_empty() && !ids.iter().any(is_patient) {
        sink.report(Diagnostic::new(&codes::CONTENT_PATIENT_MISMATCH, Location::UNKNOWN));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_data_type_folder_stands_for_its_standard_code() {
        for (kind, code) in [
            ("L12345^入院診療録^99ZZZ^11506-3^経過記録^LN", "11506-3"),
            ("^（紹介状）^^57133-1^紹介状^LN", "57133-1"),
            ("L-OBSERVATIONS^OBSERVATIONS^99ZL01", "L-OBSERVATIONS"),
            ("18842-5", "18842-5"),
        ] {
            assert_eq!(standard_code(kind), code);
        }
    }
}
