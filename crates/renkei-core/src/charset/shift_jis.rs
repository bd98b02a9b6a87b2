//! Shift_JIS as Windows writes it, code page 932, read as the WHATWG Encoding Standard reads it.

use super::tables::{self, Plane, SHIFTED};
use super::{Unit, decode_runs};

pub(super) const fn is_lead(byte: u8) -> bool {
    matches!(byte, 0x81..=0x9F | 0xE0..=0xFC)
}

pub(super) const fn is_katakana(byte: u8) -> bool {
    matches!(byte, 0xA1..=0xDF)
}

/// Reads what stands at the start: how many bytes, and which character.
#[inline]
pub(super) fn read(rest: &[u8]) -> (usize, Option<char>) {
    match *rest {
        [] => (0, None),
        [byte @ 0..=0x80, ..] => (1, Some(char::from(byte))),
        [byte @ 0xA1..=0xDF, ..] => (1, tables::katakana(byte & 0x7F)),
        [0xA0 | 0xFD..=0xFF, ..] | [_] => (1, None),
        [lead, trail, ..] => match tables::jis_x_0208().at(SHIFTED.place(lead, trail)) {
            Some(c) => (2, Some(c)),
            // An ASCII byte after a stray lead byte may be a delimiter or the end of the line.
            None if trail.is_ascii() => (1, None),
            None => (2, None),
        },
    }
}

pub(super) fn unit(rest: &[u8]) -> Unit {
    match *rest {
        [first, ..] if first.is_ascii() => Unit::LIVE,
        // No need to know which character it is, or whether it is one.
        [lead, 0x80..=0xFF, ..] if is_lead(lead) => Unit::opaque(2),
        _ => Unit::opaque(read(rest).0.max(1)),
    }
}

/// Reads a character of three bytes in UTF-8 at the start, as nearly all are; returns it and what follows.
#[inline]
fn read_text<'r>(plane: &'static Plane, rest: &'r [u8]) -> Option<(&'static str, &'r [u8])> {
    match *rest {
        [kana @ 0xA1..=0xDF, ref tail @ ..] => Some((tables::katakana_text(kana & 0x7F)?, tail)),
        [lead, trail, ref tail @ ..] => Some((plane.text_at(SHIFTED.place(lead, trail))?, tail)),
        _ => None,
    }
}

pub(super) fn decode_into(bytes: &[u8], out: &mut String) -> usize {
    let plane = tables::jis_x_0208();
    decode_runs(bytes, out, |rest| read_text(plane, rest), read)
}
