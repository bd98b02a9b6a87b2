//! The laws of the syntax layer as functions, shared by property tests and fuzz targets. Each panics where its law is broken.
#![expect(clippy::panic, reason = "a broken law is a panic: that is what tests and fuzz targets look for")]

use renkei_core::SegmentPath;

use crate::io::Reader;
use crate::message::Level;
use crate::{Message, MessageBuf};

/// Reading is total: no bytes make it panic, every view stays inside the message, every span holds the bytes it says.
pub fn reading_is_total(bytes: &[u8]) {
    let mut found = renkei_core::Limit::new(Vec::new(), 1000);
    let Ok(message) = Message::parse(bytes, &mut found) else { return };
    for segment in message.segments().chain(message.envelope()) {
        for field in segment.fields() {
            for leaf in field.leaves() {
                let text = leaf.text();
                if leaf.span().slice(bytes) != leaf.bytes() {
                    panic!("a leaf at {} is not what stands there", leaf.span());
                }
                drop(text);
            }
        }
    }
}

/// One cut: what is cut at once is what is cut level by level, one after the other or in one go, and text that is said to be the
/// bytes themselves is what is read.
pub fn leaves_are_the_last_pieces(bytes: &[u8]) {
    let Ok(message) = Message::parse(bytes, &mut ()) else { return };
    for segment in message.segments().chain(message.envelope()) {
        let numbered = (1..=segment.field_count()).map(|n| segment.field(n).map(|field| field.raw()));
        if !numbered.eq(segment.fields().map(|field| Some(field.raw()))) {
            panic!("the fields of {} are not those of their numbers", segment.path());
        }
        let numbered = segment.sent_fields().map(|n| (n, segment.sent(n)));
        if !numbered.eq(segment.sent_pieces().map(|(n, piece)| (n, Some(piece)))) {
            panic!("the pieces of {} are not its fields", segment.path());
        }
        let mut sent = Vec::new();
        for field in segment.fields() {
            let components = field.pieces().flat_map(|repetition| repetition.pieces());
            let by_level: Vec<_> = components.flat_map(|component| component.pieces()).collect();
            if !field.leaves().eq(by_level.iter().copied()) {
                panic!("{} is not cut alike at once and level by level", field.path());
            }
            let numbered = field.subcomponents();
            let by_number: Vec<_> = (0..numbered.len()).filter_map(|n| numbered.get(n)).collect();
            if by_number != by_level || numbered.get(by_level.len()).is_some() {
                panic!("the leaves of {} are not those of their numbers", field.path());
            }
            for part in field.repetitions() {
                let (outline, length) = (part.subcomponents().outline(0), part.subcomponents().len());
                let known = u64::MAX.checked_shl(u32::try_from(length).unwrap_or(u64::BITS)).unwrap_or(0);
                if (outline.sent | outline.repetitions | outline.subcomponents) & known != 0 {
                    panic!("the outline of a part of {} says something of what is behind it", field.path());
                }
            }
            for n in 0..numbered.len() {
                let outline = numbered.outline(n & !63);
                let has = |bits: u64| bits.rotate_right(u32::try_from(n & 63).unwrap_or(0)) & 1 != 0;
                let begins = |level| n > 0 && numbered.begins(n) == Some(level);
                if has(outline.sent) != numbered.was_sent(n)
                    || has(outline.repetitions) != begins(Level::Repetition)
                    || has(outline.subcomponents) != begins(Level::Subcomponent)
                {
                    panic!("the outline of {} is not that of its leaves", field.path());
                }
            }
            for (n, leaf) in by_level.iter().enumerate() {
                if numbered.was_sent(n) == leaf.is_empty() || numbered.as_text(n) != leaf.as_text() {
                    panic!("a leaf of {} is not what its number says", field.path());
                }
            }
            for leaf in &by_level {
                let decoded = leaf.charset().decode_from(leaf.shift(), leaf.bytes());
                if leaf.as_text().is_some_and(|text| text != decoded.as_str()) {
                    panic!("the text of a leaf of {} is not what is decoded", field.path());
                }
            }
            if !field.is_empty() {
                sent.extend(by_level);
            }
        }
        let mut leaves = Vec::new();
        segment.leaves().for_each(|leaf| leaves.push(leaf));
        if leaves != sent {
            panic!("the leaves of {} are not those of its fields", segment.path());
        }
    }
}

/// Same bytes: a message that is read and written unchanged is the message.
pub fn unchanged_is_identical(bytes: &[u8]) {
    if let Ok(message) = MessageBuf::parse(bytes.to_vec(), &mut ())
        && message.as_bytes() != bytes
    {
        panic!("an unchanged message has other bytes");
    }
}

/// Frames partition a stream: one after the other, with the tail, they are the stream.
pub fn frames_partition(bytes: &[u8]) {
    let mut reader = Reader::new(bytes);
    let mut buffer = Vec::new();
    let mut all = Vec::with_capacity(bytes.len());
    while let Ok(Some(frame)) = reader.read_frame(&mut buffer) {
        if frame.offset != u64::try_from(all.len()).unwrap_or(u64::MAX) {
            panic!("a frame is said to begin at {}, and does at {}", frame.offset, all.len());
        }
        all.extend_from_slice(&buffer);
    }
    all.extend_from_slice(reader.tail());
    if all != bytes {
        panic!("the frames are not the stream: {} bytes of {}", all.len(), bytes.len());
    }
}

/// An edit changes its place and nothing else, and what was written is read back.
pub fn an_edit_stays_in_its_place(bytes: &[u8], path: &SegmentPath, text: &str) {
    let Ok(before) = MessageBuf::parse(bytes.to_vec(), &mut ()) else { return };
    let mut after = before.clone();
    if after.set(path, text).is_err() {
        if after.as_bytes() != before.as_bytes() {
            panic!("a refused edit changed the message");
        }
        return;
    }
    let read = after.as_message().get(path).map_or_else(String::new, |raw| raw.text().into_owned());
    if folded(&read) != folded(text) {
        panic!("what is read at {path} is not what was written");
    }
    let (old, new) = (before.as_bytes(), after.as_bytes());
    let head = old.iter().zip(new).take_while(|(a, b)| a == b).count();
    let tail = old.iter().rev().zip(new.iter().rev()).take_while(|(a, b)| a == b).count();
    let Some(segment) =
        before.as_message().segment(path.segment, path.occurrence.number().unwrap_or(1)).map(|s| s.span())
    else {
        return;
    };
    let changed_from = head;
    let changed_to = old.len().saturating_sub(tail);
    if old != new
        && (changed_from < segment.range().start || changed_to.min(old.len()) > segment.range().end.max(head))
    {
        panic!("an edit of {path} changed bytes outside its segment");
    }
}

/// The six characters that Microsoft and JIS spell differently, in one spelling.
fn folded(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '\u{301C}' => '\u{FF5E}',
            '\u{2016}' => '\u{2225}',
            '\u{2212}' => '\u{FF0D}',
            '\u{A2}' => '\u{FFE0}',
            '\u{A3}' => '\u{FFE1}',
            '\u{AC}' => '\u{FFE2}',
            '\u{2014}' => '\u{2015}',
            c => c,
        })
        .collect()
}

/// Kanji-safe: splitting bytes, then decoding, equals decoding, then splitting characters.
///
/// `parts` become the components of a field, written in the message's character set; each is read back whole.
pub fn splitting_is_kanji_safe(message: &[u8], parts: &[&str]) {
    let Ok(mut message) = MessageBuf::parse(message.to_vec(), &mut ()) else { return };
    let at = |n: usize| {
        SegmentPath::field("MSH", 1, 3).with_component(u32::try_from(n).unwrap_or(u32::MAX).saturating_add(1))
    };
    let mut written = Vec::new();
    for (n, part) in parts.iter().enumerate() {
        if message.set(&at(n), part).is_ok() {
            written.push((n, folded(part)));
        }
    }
    for (n, part) in written {
        let read = message.as_message().get(&at(n)).map_or_else(String::new, |raw| raw.text().into_owned());
        if folded(&read) != part {
            panic!("component {} of {} is not read back", n.saturating_add(1), parts.len());
        }
    }
}
