//! ISO-2022-JP with all the designations met in the field.

use super::tables::{self, SEVEN_BIT};
use super::{Shift, Unit, push_or_mark, push_seven_bit, utf8};

pub(super) const ESC: u8 = 0x1B;
pub(super) const SO: u8 = 0x0E;
pub(super) const SI: u8 = 0x0F;

/// What is designated to G0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(super) enum Set {
    #[default]
    Ascii,
    /// JIS X 0201 Roman.
    Roman,
    /// JIS X 0201 katakana.
    Katakana,
    /// JIS X 0208 of any year.
    Kanji,
    /// JIS X 0212.
    Supplementary,
    /// JIS X 0213 plane 1.
    Plane1,
    /// JIS X 0213 plane 2.
    Plane2,
}

impl Set {
    pub(super) const fn is_double_byte(self) -> bool {
        matches!(self, Self::Kanji | Self::Supplementary | Self::Plane1 | Self::Plane2)
    }
}

impl Shift {
    /// Returns the set that bytes 21-7E are read in.
    const fn in_force(self) -> Set {
        if self.shifted_out { Set::Katakana } else { self.set }
    }

    const fn designate(set: Set) -> Self {
        Self { set, shifted_out: false }
    }
}

/// Returns the length of the escape sequence at the start, and the set it designates to G0, if any.
fn escape_sequence(rest: &[u8]) -> Option<(usize, Option<Set>)> {
    Some(match rest {
        [ESC, b'(', b'B', ..] => (3, Some(Set::Ascii)),
        // ISO-IR 11 is Swedish; old software means JIS X 0201 by it.
        [ESC, b'(', b'J' | b'H', ..] => (3, Some(Set::Roman)),
        [ESC, b'(', b'I', ..] => (3, Some(Set::Katakana)),
        [ESC, b'$', b'B' | b'@', ..] => (3, Some(Set::Kanji)),
        [ESC, b'$', b'(', b'B' | b'@', ..] => (4, Some(Set::Kanji)),
        [ESC, b'$', b'(', b'D', ..] => (4, Some(Set::Supplementary)),
        [ESC, b'$', b'(', b'O' | b'Q', ..] => (4, Some(Set::Plane1)),
        [ESC, b'$', b'(', b'P', ..] => (4, Some(Set::Plane2)),
        // "The 1990 revision follows", and katakana to G1, where SO finds it: neither changes what is in force.
        [ESC, b'&', b'@', ..] | [ESC, b')', b'I', ..] => (3, None),
        _ => return None,
    })
}

/// Says whether a known escape sequence stands at the start.
pub(super) fn starts_with_escape_sequence(rest: &[u8]) -> bool {
    escape_sequence(rest).is_some()
}

/// Says whether ASCII bytes are their own text: nothing shifts before or in them.
pub(super) fn is_plain(shift: Shift, bytes: &[u8]) -> bool {
    bytes.is_empty() || shift.in_force() == Set::Ascii && memchr::memchr3(ESC, SO, SI, bytes).is_none()
}

#[inline]
pub(super) fn unit(shift: &mut Shift, rest: &[u8]) -> Unit {
    let Some(&first) = rest.first() else { return Unit::opaque(1) };
    match first {
        ESC => match escape_sequence(rest) {
            Some((len, set)) => {
                *shift = set.map_or(*shift, Shift::designate);
                Unit::opaque(len)
            }
            None => Unit::opaque(1),
        },
        SO | SI => {
            shift.shifted_out = first == SO;
            Unit::opaque(1)
        }
        b'\r' | b'\n' | 0x0B | 0x1C => {
            *shift = Shift::default();
            Unit::LIVE
        }
        0..=0x20 => Unit::LIVE,
        0x80.. => Unit::opaque(1),
        0x21..=0x7F => match shift.in_force() {
            Set::Ascii | Set::Roman => Unit::LIVE,
            Set::Katakana if first <= 0x5F => Unit::opaque(1),
            Set::Katakana => Unit::LIVE,
            Set::Kanji | Set::Supplementary | Set::Plane1 | Set::Plane2 => match rest {
                [0x21..=0x7E, 0x21..=0x7E, ..] => Unit::opaque(2),
                _ => Unit::opaque(1),
            },
        },
    }
}

#[inline]
pub(super) fn decode_into(shift: Shift, bytes: &[u8], out: &mut String) -> usize {
    // Nearly always kanji begin at once, and nothing follows them.
    if let [ESC, b'$', b'B', run @ ..] = bytes
        && shift == Shift::default()
    {
        let (rest, lost) = decode_pairs(tables::jis_x_0208(), run, out);
        return match rest {
            [ESC, b'(', b'B'] => lost,
            _ => decode_runs(Shift::designate(Set::Kanji), rest, out).saturating_add(lost),
        };
    }
    decode_runs(shift, bytes, out)
}

fn decode_runs(mut shift: Shift, bytes: &[u8], out: &mut String) -> usize {
    // Nearly always there are seven bits: what stands between shifts is then text already, and need not be looked at again.
    let seven_bit = || utf8(bytes).filter(|text| text.is_ascii());
    let mut text = None;
    let mut unreadable = 0usize;
    let mut rest = bytes;
    loop {
        let lost;
        (rest, lost) = match (shift.in_force(), rest) {
            (_, []) => return unreadable,
            // Nearly always kanji begin here, and end before ASCII begins again.
            (Set::Ascii, [ESC, b'$', b'B', run @ ..]) => {
                let (tail, lost) = decode_pairs(tables::jis_x_0208(), run, out);
                match tail {
                    [ESC, b'(', b'B', tail @ ..] => (tail, lost),
                    _ => {
                        shift = Shift::designate(Set::Kanji);
                        (tail, lost)
                    }
                }
            }
            (Set::Kanji, [0x21..=0x7E, 0x21..=0x7E, ..]) => decode_pairs(tables::jis_x_0208(), rest, out),
            (Set::Supplementary, [0x21..=0x7E, 0x21..=0x7E, ..]) => {
                decode_pairs(tables::jis_x_0212(), rest, out)
            }
            (Set::Ascii, [first, ..]) if !matches!(*first, ESC | SO | SI) => {
                let length = memchr::memchr3(ESC, SO, SI, rest).unwrap_or(rest.len());
                let (run, tail) = rest.split_at_checked(length).unwrap_or((rest, &[]));
                let at = bytes.len().saturating_sub(rest.len());
                let text = text.get_or_insert_with(seven_bit);
                match text.and_then(|text| text.get(at..at.saturating_add(length))) {
                    Some(run) => {
                        out.push_str(run);
                        (tail, 0)
                    }
                    None => (tail, push_seven_bit(run, out)),
                }
            }
            (before, _) => {
                let unit = unit(&mut shift, rest);
                let (piece, tail) = rest.split_at_checked(unit.len).unwrap_or((rest, &[]));
                (tail, decode_unit(before, piece, out))
            }
        };
        unreadable = unreadable.saturating_add(lost);
    }
}

/// Reads pairs as long as there are any; returns what follows, and how many bytes were unreadable.
#[inline]
fn decode_pairs<'b>(plane: &tables::Plane, mut rest: &'b [u8], out: &mut String) -> (&'b [u8], usize) {
    let mut unreadable = 0usize;
    while let [lead, trail, tail @ ..] = rest {
        match (plane.text_at(SEVEN_BIT.place(*lead, *trail)), rest) {
            (Some(text), _) => out.push_str(text),
            (None, [0x21..=0x7E, 0x21..=0x7E, ..]) => {
                let lost = push_or_mark(plane.pair(*lead, *trail), 2, out);
                unreadable = unreadable.saturating_add(lost);
            }
            _ => break,
        }
        rest = tail;
    }
    (rest, unreadable)
}

fn decode_unit(set: Set, unit: &[u8], out: &mut String) -> usize {
    let c = match *unit {
        [] | [SO | SI] | [ESC, _, ..] => return 0,
        [ESC] => None,
        [byte @ 0..=0x20] => Some(char::from(byte)),
        [byte] => match set {
            Set::Roman if byte == b'\\' => Some('¥'),
            Set::Roman if byte == b'~' => Some('‾'),
            Set::Katakana if matches!(byte, 0x21..=0x5F | 0xA1..=0xDF) => tables::katakana(byte & 0x7F),
            Set::Ascii | Set::Roman | Set::Katakana if byte.is_ascii() => Some(char::from(byte)),
            _ => None,
        },
        [lead, trail, ..] => match set {
            Set::Kanji => tables::jis_x_0208().pair(lead, trail),
            Set::Supplementary => tables::jis_x_0212().pair(lead, trail),
            // Rows 89-92 hold other characters there than the ones NEC put in them.
            Set::Plane1 if tables::is_jis_x_0208_row(lead) || lead == 0x2D => {
                tables::jis_x_0208().pair(lead, trail)
            }
            _ => None,
        },
    };
    push_or_mark(c, unit.len(), out)
}
