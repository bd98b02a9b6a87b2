//! The laws of documents as functions, shared by property tests and fuzz targets. Each panics where its law is broken.
#![expect(clippy::panic, reason = "a broken law is a panic: that is what tests and fuzz targets look for")]

use renkei_core::Charset;
use renkei_core::charset::Encoding;
use renkei_core::ledger::Fate;
use renkei_model::Content;

use crate::document::{Document, Element, Node, ParseOptions};
use crate::{
    DecodeOptions, DocumentBuf, EncodeError, EncodeOptions, Limits, RecodeOptions, decode, decode_traced,
    encode, recode,
};

/// Limits for inputs of a fuzzer, which are short.
pub fn limits() -> Limits {
    Limits { size: 1 << 20, elements: 1 << 16, ..Limits::default() }
}

fn options() -> ParseOptions {
    ParseOptions { lossy: false, skip_doctype: true, ..ParseOptions::with_limits(limits()) }
}

/// Reading is total: no bytes make it panic, every view stays inside the document, every element is found at its path.
pub fn reading_is_total(bytes: &[u8]) {
    let lossy = ParseOptions { lossy: true, ..options() };
    drop(Document::parse_with(bytes, &lossy, &mut ()));
    let Ok(document) = Document::parse_with(bytes, &options(), &mut ()) else { return };
    let text = document.text();
    for (n, element) in document.elements().enumerate() {
        let mut at = element.inner_span().start();
        for content in element.contents() {
            if content.span().start() != at || content.span().is_empty() {
                panic!("what stands in an element does not follow on what stands before it");
            }
            at = content.span().end();
            drop(content.text());
            if let Node::Element(child) = content
                && child.parent() != Some(element)
            {
                panic!("a child has another parent");
            }
        }
        if at != element.inner_span().end() {
            panic!("what stands in an element does not fill it");
        }
        for attribute in element.attributes() {
            if text.get(attribute.span().range()) != Some(attribute.raw()) {
                panic!("an attribute is not what stands there");
            }
            drop(attribute.value());
        }
        if element.index() >= 64 || n != usize::try_from(element.index()).unwrap_or(usize::MAX) {
            continue;
        }
        if document.get(&element.path()) != Some(element) {
            panic!("an element is not at its path");
        }
        if document.element_at(element.span().start()) != Some(element) {
            panic!("an element is not at its place");
        }
        let span = document.source_span(element.span());
        if !document.encoding().is_utf8() && span.slice(bytes).is_empty() {
            panic!("an element has no bytes");
        }
    }
}

/// Same bytes: a document that is read and written unchanged is the document.
pub fn unchanged_is_identical(bytes: &[u8]) {
    if let Ok(document) = DocumentBuf::parse_with(bytes.to_vec(), options(), &mut ())
        && document.as_bytes() != bytes
    {
        panic!("an unchanged document has other bytes");
    }
}

/// An edit changes its place and nothing else, and what was written is read back.
pub fn an_edit_stays_in_its_place(bytes: &[u8], element: usize, attribute: Option<usize>, text: &str) {
    let Ok(mut buf) = DocumentBuf::parse_with(bytes.to_vec(), options(), &mut ()) else { return };
    buf.allow_breaking_signatures(true);
    let before = buf.clone();
    let old = before.as_document();
    let element = element.checked_rem(old.element_count()).unwrap_or(0);
    let Some(element) = old.elements().nth(element) else { return };
    let mut path = element.path();
    if let Some(number) = attribute {
        let names: Vec<_> =
            element.attributes().map(|a| a.qualified()).filter(|n| !n.contains("xmlns")).collect();
        let name = number
            .checked_rem(names.len().saturating_add(1))
            .and_then(|n| names.get(n))
            .unwrap_or(&"extension");
        path = path.with_attribute(name);
    }
    if buf.set(&path, text).is_err() {
        if buf.as_bytes() != bytes {
            panic!("a refused edit changed the document");
        }
        return;
    }
    let new = buf.as_document();
    let Some(read) = new.value(&path) else { panic!("what was written is not found") };
    if folded(&read) != folded(text) {
        panic!("what is read is not what was written");
    }
    let span = old.source_span(Element::span(element)).range();
    let head = bytes.iter().zip(buf.as_bytes()).take_while(|(a, b)| a == b).count();
    let tail = bytes.iter().rev().zip(buf.as_bytes().iter().rev()).take_while(|(a, b)| a == b).count();
    if bytes != buf.as_bytes() && (head < span.start || bytes.len().saturating_sub(tail) > span.end.max(head))
    {
        panic!("an edit changed bytes outside its element");
    }
    if new.element_count() != old.element_count() {
        panic!("an edit of text made or removed elements");
    }
}

/// A document in another encoding reads the same, comments aside, and is the same again in its own where no character had to be spelled
/// otherwise.
pub fn recoded_reads_the_same(bytes: &[u8]) {
    let Ok(document) = Document::parse_with(bytes, &options(), &mut ()) else { return };
    for target in [Charset::Ascii, Charset::Iso2022Jp, Charset::ShiftJis, Charset::EucJp, Charset::Utf8]
        .map(Encoding::Charset)
        .into_iter()
        .chain([Encoding::Utf16Le, Encoding::Utf16Be])
    {
        let way = |encoding| RecodeOptions::to(encoding).allow_breaking_signatures(true);
        let Ok(recoded) = recode(&document, &way(target)) else { continue };
        let Ok(read) = Document::parse_with(recoded.as_bytes(), &options(), &mut ()) else {
            // A longer text may be beyond the limits.
            if recoded.as_bytes().len() <= bytes.len() {
                panic!("what was written in {target} can't be read");
            }
            continue;
        };
        let same_encoding = read.encoding() == target || target == Encoding::Charset(Charset::Ascii);
        if !same_encoding {
            panic!("what was written in {target} is taken for {}", read.encoding());
        }
        if read.element_count() != document.element_count() {
            panic!("what was written in {target} has other elements");
        }
        for (old, new) in document.elements().zip(read.elements()) {
            let attributes = old.attributes().map(|a| (a.qualified(), a.value()));
            let same = (old.prefix(), old.name()) == (new.prefix(), new.name())
                && attributes.eq(new.attributes().map(|a| (a.qualified(), a.value())))
                && old.text() == new.text();
            if !same {
                panic!("an element reads otherwise in {target}");
            }
        }
        let declared = |code| code == &crate::codes::ENCODING_DECLARED;
        if recoded.remarks().iter().all(|remark| declared(remark.code)) {
            let Ok(back) = recode(&read, &way(document.encoding())) else {
                panic!("there is no way back from {target}")
            };
            let own = ParseOptions { encoding: Some(document.encoding()), ..options() };
            let Ok(back) = Document::parse_with(back.as_bytes(), &own, &mut ()) else {
                panic!("what came back from {target} can't be read")
            };
            let body = |text: &str| {
                let text = text.trim_start_matches('\u{FEFF}');
                let end = text.starts_with("<?xml").then(|| text.find("?>")).flatten();
                text.get(end.map_or(0, |end| end.saturating_add(2))..).unwrap_or_default().to_owned()
            };
            if body(back.text()) != body(document.text()) {
                panic!("there and back by {target} is not the same");
            }
        }
    }
}

/// Accounted: every byte of a document is in exactly one class, and what the ledger calls unmapped is in the list.
pub fn every_byte_is_accounted(bytes: &[u8]) {
    let Ok(document) = Document::parse_with(bytes, &options(), &mut ()) else { return };
    let mut found = renkei_core::Limit::new(Vec::new(), 1000);
    let (exchange, ledger) = decode_traced(&document, &DecodeOptions::default(), &mut found);
    if let Err(imbalance) = ledger.verify() {
        panic!("{imbalance}");
    }
    if ledger.totals().sum() != u64::try_from(bytes.len()).unwrap_or(u64::MAX) {
        panic!("{} of {} bytes are accounted for", ledger.totals().sum(), bytes.len());
    }
    let unmapped = ledger.entries().iter().filter(|e| e.fate == Fate::Unmapped).count();
    if unmapped != exchange.unmapped.len() {
        panic!("{unmapped} entries are unmapped, and the exchange lists {}", exchange.unmapped.len());
    }
    if decode(&document, &mut ()) != exchange {
        panic!("a reading with an account reads otherwise");
    }
    // What is unmapped reads at its path and stands at its span.
    for value in exchange.unmapped.iter().filter(|value| !value.path.contains('(')).take(50) {
        let Ok(path) = value.path.parse() else { continue };
        if document.value(&path).is_none_or(|text| !text.contains(value.text.as_str())) {
            panic!("what is unmapped is not at its path");
        }
    }
}

/// Round trip: what is written from the model reads as the model, and is written the same again.
pub fn what_is_written_is_read_back(bytes: &[u8]) {
    let Ok(document) = Document::parse_with(bytes, &options(), &mut ()) else { return };
    let mut exchange = decode(&document, &mut ());
    let Content::Document(content) = &mut exchange.content else { return };
    // Unmapped values and signatures belong to the document they came from.
    content.signature = None;
    exchange.unmapped.clear();
    let written = match encode(&exchange, &EncodeOptions::default()) {
        Ok(written) => written,
        Err(EncodeError::Unreadable(error)) => panic!("what was written can't be read: {error}"),
        Err(_) => return,
    };
    let once = decode(&written.as_document(), &mut ());
    if !once.unmapped.is_empty() {
        panic!(
            "what was written is not read: {}",
            once.unmapped.iter().map(|u| &*u.path).collect::<Vec<_>>().join(" ")
        );
    }
    let mut wanted = exchange.clone();
    if let Content::Document(content) = &mut wanted.content {
        crate::convert::complete(content, &exchange, &EncodeOptions::default());
    }
    if once.patient != wanted.patient {
        panic!("the patient is not read back: {}", first_difference(&wanted.patient, &once.patient));
    }
    if once.content != wanted.content {
        panic!("the document is not read back: {}", first_difference(&wanted.content, &once.content));
    }
    let Ok(again) = encode(&once, &EncodeOptions::default()) else {
        panic!("what was read can't be written")
    };
    if again.as_bytes() != written.as_bytes() {
        panic!("what was written and read is written otherwise");
    }
}

/// Says where two values differ, by the names of their parts; `Debug` shows no text of a record.
fn first_difference(a: &impl std::fmt::Debug, b: &impl std::fmt::Debug) -> String {
    let (a, b) = (format!("{a:#?}"), format!("{b:#?}"));
    let mut path: Vec<(usize, &str)> = Vec::new();
    for (left, right) in a.lines().zip(b.lines()) {
        let name = left.trim_start();
        let indent = left.len().saturating_sub(name.len());
        path.retain(|(outer, _)| *outer < indent);
        path.push((indent, name));
        if left != right {
            let names: Vec<&str> = path.iter().map(|(_, name)| *name).collect();
            return format!("{} is {}", names.join(" "), right.trim());
        }
    }
    "in characters alone".to_owned()
}

/// The six characters that Microsoft and JIS spell differently, in one spelling.
fn folded(text: &str) -> String {
    let fold = renkei_core::charset::fold_spelling;
    // JIS writes U+2014 where others write U+2015.
    text.chars().map(|c| if c == '\u{2014}' { '\u{2015}' } else { fold(c) }).collect()
}
