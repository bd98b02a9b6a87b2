//! Shift_JIS as Windows writes it, code page 932, read as the WHATWG Encoding Standard reads it.

use super::{Unit, ascii_prefix, push_ascii, push_or_mark, tables};

pub(super) const fn is_lead(byte: u8) -> bool {
    matches!(byte, 0x81..=0x9F | 0xE0..=0xFC)
}

#[inline]
fn pair(lead: u8, trail: u8) -> Option<char> {
    let first = match lead {
        0x81..=0x9F => lead.wrapping_sub(0x81),
        0xE0..=0xFC => lead.wrapping_sub(0xC1),
        _ => return None,
    };
    let second = match trail {
        0x40..=0x7E => trail.wrapping_sub(0x40),
        0x80..=0xFC => trail.wrapping_sub(0x41),
        _ => return None,
    };
    // A lead byte covers two rows.
    tables::jis_x_0208().at(usize::from(first).wrapping_mul(188).wrapping_add(usize::from(second)))
}

/// Reads what stands at the start: how many bytes, and which character.
#[inline]
pub(super) fn read(rest: &[u8]) -> (usize, Option<char>) {
    match *rest {
        [] => (0, None),
        [byte @ 0..=0x80, ..] => (1, Some(char::from(byte))),
        [byte @ 0xA1..=0xDF, ..] => (1, tables::katakana(byte & 0x7F)),
        [0xA0 | 0xFD..=0xFF, ..] | [_] => (1, None),
        [lead, trail, ..] => match pair(lead, trail) {
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
