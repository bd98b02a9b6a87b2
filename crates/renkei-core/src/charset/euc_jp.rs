//! EUC-JP with half-width katakana (8E) and JIS X 0212 (8F), read as the WHATWG Encoding Standard reads it.

use super::tables::{self, EIGHT_BIT, Plane};
use super::{Unit, decode_runs};

/// Reads what stands at the start: how many bytes, and which character.
#[inline]
pub(super) fn read(rest: &[u8]) -> (usize, Option<char>) {
    match *rest {
        [] => (0, None),
        [byte @ 0..=0x7F, ..] => (1, Some(char::from(byte))),
        [lead @ 0xA1..=0xFE, trail @ 0xA1..=0xFE, ..] => {
            (2, tables::jis_x_0208().pair(lead & 0x7F, trail & 0x7F))
        }
        [0x8E, kana @ 0xA1..=0xDF, ..] => (2, tables::katakana(kana & 0x7F)),
        [0x8F, lead @ 0xA1..=0xFE, trail @ 0xA1..=0xFE, ..] => {
            (3, tables::jis_x_0212().pair(lead & 0x7F, trail & 0x7F))
        }
        // An ASCII byte ends what is not complete; any other byte belongs to it.
        [0x8F, 0xA1..=0xFE, 0x80..=0xFF, ..] => (3, None),
        [0x8F, 0xA1..=0xFE, ..] => (2, None),
        [0x8E | 0x8F | 0xA1..=0xFE, 0x80..=0xFF, ..] => (2, None),
        _ => (1, None),
    }
}

pub(super) fn unit(rest: &[u8]) -> Unit {
    let (len, _) = read(rest);
    match rest.first() {
        Some(first) if first.is_ascii() => Unit::LIVE,
        _ => Unit::opaque(len.max(1)),
    }
}

/// Reads a character of three bytes in UTF-8 at the start, as nearly all are; returns it and what follows.
#[inline]
fn read_text<'r>(plane: &'static Plane, rest: &'r [u8]) -> Option<(&'static str, &'r [u8])> {
    match *rest {
        [0x8E, kana @ 0xA1..=0xDF, ref tail @ ..] => Some((tables::katakana_text(kana & 0x7F)?, tail)),
        [lead, trail, ref tail @ ..] => Some((plane.text_at(EIGHT_BIT.place(lead, trail))?, tail)),
        _ => None,
    }
}

pub(super) fn decode_into(bytes: &[u8], out: &mut String) -> usize {
    let plane = tables::jis_x_0208();
    decode_runs(bytes, out, |rest| read_text(plane, rest), read)
}
