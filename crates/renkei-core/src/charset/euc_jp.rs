//! EUC-JP with half-width katakana (8E) and JIS X 0212 (8F), read as the WHATWG Encoding Standard reads it.

use super::{Unit, ascii_prefix, push_ascii, push_or_mark, tables};

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

pub(super) fn decode_into(bytes: &[u8], out: &mut String) -> usize {
    let mut unreadable = 0usize;
    let mut rest = bytes;
    while !rest.is_empty() {
        let (head, tail) = rest.split_at_checked(ascii_prefix(rest)).unwrap_or((rest, &[]));
        push_ascii(head, out);
        rest = tail;
        while !rest.first().is_none_or(u8::is_ascii) {
            let (len, c) = read(rest);
            unreadable = unreadable.saturating_add(push_or_mark(c, len, out));
            rest = rest.get(len..).unwrap_or_default();
        }
    }
    unreadable
}
