//! The laws of the mapping as functions, shared by property tests and fuzz targets. Each panics where its law is broken.
#![expect(clippy::panic, reason = "a broken law is a panic: that is what tests and fuzz targets look for")]

use renkei_core::Path;
use renkei_core::charset::EncodeOptions as CharsetOptions;
use renkei_core::ledger::Fate;
use renkei_hl7v2::{Message, MessageBuf};

use crate::check::{CheckOptions, check};
use crate::message::{kind_of, untell};
use crate::{DecodeOptions, EncodeOptions, decode_traced, decode_with, encode, update_with};

/// Accounted: every byte of a message is in exactly one class, and what the ledger calls unmapped is in the list.
pub fn every_byte_is_accounted(bytes: &[u8], options: &DecodeOptions) {
    let Ok(message) = Message::parse(bytes, &mut ()) else { return };
    let (exchange, ledger) = decode_traced(&message, options, &mut ());
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
    // Syntax is delimiters, control bytes, and for each line a name of three characters; the header declares delimiters.
    for entry in ledger.entries().iter().filter(|entry| entry.fate == Fate::Syntax) {
        let bytes = entry.span.slice(bytes);
        let delimiters = message.delimiters();
        let control = |b: &u8| b.is_ascii_control() || *b == b' ';
        let lines = bytes.iter().filter(|b| control(b)).count().saturating_add(1);
        let others = bytes.iter().filter(|b| !control(b) && !delimiters.contains(**b)).count();
        let envelope = message.envelope().next().is_some();
        if others > lines.saturating_mul(3).saturating_add(8) && !envelope {
            panic!("{others} bytes of text count as syntax in {lines} lines");
        }
    }
}

/// Same bytes: a message that is updated with what it says itself is the message.
pub fn an_update_without_change_is_identical(bytes: &[u8], options: &DecodeOptions) {
    let Ok(mut message) = MessageBuf::parse(bytes.to_vec(), &mut ()) else { return };
    let exchange = decode_with(&message.as_message(), options, &mut ());
    match update_with(&mut message, &exchange, options, CharsetOptions::default(), &mut ()) {
        Ok(_) if message.as_bytes() == bytes => {}
        Ok(_) => {
            let at = message.as_bytes().iter().zip(bytes).take_while(|(a, b)| a == b).count();
            panic!("an update without change changed the message at byte {at}");
        }
        Err(error) => panic!("an update without change failed: {error}"),
    }
}

/// Round trip: what is written from the model reads as the model.
pub fn what_is_written_is_read_back(bytes: &[u8], options: &DecodeOptions) {
    let Ok(message) = Message::parse(bytes, &mut ()) else { return };
    let mut exchange = decode_with(&message, options, &mut ());
    // Unmapped values belong to the message they came from.
    exchange.unmapped.clear();
    let write = EncodeOptions::default().charset(renkei_core::Charset::Utf8);
    let Ok(encoded) = encode(&exchange, &write) else { return };
    // What kind a message is of is a guess where nobody says it, from all that the message holds: the second reader is told.
    let mut unsure = Vec::new();
    let kind = kind_of(&message, &exchange, &mut unsure).filter(|_| unsure.is_empty());
    let options = kind.map_or_else(|| options.clone(), DecodeOptions::of_kind);
    let mut again = decode_with(&encoded.message.as_message(), &options, &mut ());
    if kind.is_none() {
        untell(&mut exchange.content);
        untell(&mut again.content);
    }
    // The declaration of the character set follows what was written.
    exchange.header.charsets.clone_from(&again.header.charsets);
    exchange.header.charset_handling = again.header.charset_handling.clone();
    exchange.header.version = again.header.version.clone();
    exchange.header.message_type = again.header.message_type.clone();
    if again != exchange {
        panic!("what was written does not read as the model");
    }
}

/// Placed: whatever a check finds lies in the message, in a segment that is there, and a second check finds the same.
pub fn every_finding_has_a_place(bytes: &[u8], options: &CheckOptions) {
    let Ok(message) = Message::parse(bytes, &mut ()) else { return };
    let mut found = Vec::new();
    check(&message, options, &mut found);
    for finding in &found {
        if let Some(span) = finding.location.span
            && usize::try_from(span.end()).unwrap_or(usize::MAX) > bytes.len()
        {
            panic!("{} lies outside the message", finding.code.name);
        }
        if let Some(Path::Segment(path)) = finding.location.path
            && message.segment(path.segment, path.occurrence.number().unwrap_or(1)).is_none()
        {
            panic!("{} is at {path}, which is not there", finding.code.name);
        }
    }
    let mut again = Vec::new();
    check(&message, options, &mut again);
    if again != found {
        panic!("a second check finds something else");
    }
}
