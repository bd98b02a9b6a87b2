//! The tables, taken from encoding_rs the first time they are needed.

use std::sync::OnceLock;

use encoding_rs::{EUC_JP, Encoding, SHIFT_JIS};

/// What a cell without a character holds: U+FFFD, which is in none of the sets.
const NOTHING: char = char::REPLACEMENT_CHARACTER;

/// Rows of 94 cells.
pub(super) struct Plane {
    cells: Box<[char]>,
    /// The same as text, [`WIDE`] bytes a cell: the characters of that length, which nearly all are, and NUL for all else.
    text: Box<str>,
}

/// How many bytes nearly every character has in UTF-8.
const WIDE: usize = 3;

impl Plane {
    fn read(encoding: &'static Encoding, codes: impl Iterator<Item = (Option<u8>, u8, u8)>) -> Self {
        // One character a line: a cell that is not assigned spoils its own line alone.
        let mut bytes = Vec::with_capacity(4 * 120 * 94);
        for (prefix, lead, trail) in codes {
            bytes.extend(prefix);
            bytes.extend([lead, trail, b'\n']);
        }
        let (text, _) = encoding.decode_without_bom_handling(&bytes);
        let cells: Box<[char]> = text
            .lines()
            .map(|line| {
                let mut chars = line.chars();
                match (chars.next(), chars.next()) {
                    (Some(c), None) => c,
                    _ => NOTHING,
                }
            })
            .collect();
        let mut text = String::with_capacity(cells.len().saturating_mul(WIDE));
        for &c in &cells {
            match c {
                c if c != NOTHING && c.len_utf8() == WIDE => text.push(c),
                _ => text.push_str("\0\0\0"),
            }
        }
        Self { cells, text: text.into_boxed_str() }
    }

    /// Returns the character in a cell, counted from zero through all rows.
    #[inline]
    pub(super) fn at(&self, at: usize) -> Option<char> {
        self.cells.get(at).copied().filter(|c| *c != NOTHING)
    }

    /// Returns the characters of all cells in order.
    pub(super) fn cells(&self) -> impl Iterator<Item = Option<char>> {
        self.cells.iter().map(|c| Some(*c).filter(|c| *c != NOTHING))
    }

    /// Returns the character in a cell, counted from zero through all rows, as text, if it is one of three bytes.
    ///
    /// Text is copied faster than a character is taken apart.
    #[inline]
    pub(super) fn text_at(&self, at: usize) -> Option<&str> {
        wide(&self.text, at).filter(|text| !text.starts_with('\0'))
    }

    /// Returns the character of a pair of bytes 21-7E.
    #[inline]
    pub(super) fn pair(&self, lead: u8, trail: u8) -> Option<char> {
        self.at(SEVEN_BIT.place(lead, trail))
    }
}

/// Where in a plane the characters of pairs of bytes stand.
pub(super) struct Grid {
    /// By lead byte, the place of its first character.
    firsts: [u16; 256],
    /// By trail byte, how many places after that.
    steps: [u16; 256],
}

/// JIS X 0208 and JIS X 0212 as pairs of bytes 21-7E.
pub(super) static SEVEN_BIT: Grid = Grid::new([(0x21, 0x7E); 2], [(0x21, 0x7E); 2]);

/// The same as pairs of bytes A1-FE.
pub(super) static EIGHT_BIT: Grid = Grid::new([(0xA1, 0xFE); 2], [(0xA1, 0xFE); 2]);

/// The pairs of Shift_JIS, in which a lead byte covers two rows.
pub(super) static SHIFTED: Grid = Grid::new([(0x81, 0x9F), (0xE0, 0xFC)], [(0x40, 0x7E), (0x80, 0xFC)]);

impl Grid {
    /// The bytes are given by the first and the last of each of two ranges.
    const fn new(leads: [(u8, u8); 2], trails: [(u8, u8); 2]) -> Self {
        let (steps, width) = Self::number(trails, 1);
        let (firsts, _) = Self::number(leads, width);
        Self { firsts, steps }
    }

    /// Numbers the bytes from zero; returns the number after the last too. All others lead out of every plane.
    const fn number([(a, b), (c, d)]: [(u8, u8); 2], step: u16) -> ([u16; 256], u16) {
        let mut numbers = [u16::MAX; 256];
        let (mut byte, mut next) = (0u8, 0u16);
        let mut rest = numbers.as_mut_slice();
        while let [number, tail @ ..] = rest {
            if a <= byte && byte <= b || c <= byte && byte <= d {
                *number = next;
                next = next.saturating_add(step);
            }
            byte = byte.wrapping_add(1);
            rest = tail;
        }
        (numbers, next)
    }

    /// Returns the place of a pair, counted from zero through all rows; that of bytes that are none is in no plane.
    #[inline]
    pub(super) fn place(&self, lead: u8, trail: u8) -> usize {
        let find =
            |numbers: &[u16; 256], byte| numbers.get(usize::from(byte)).copied().map_or(0, usize::from);
        find(&self.firsts, lead).wrapping_add(find(&self.steps, trail))
    }
}

fn shift_jis_leads() -> impl Iterator<Item = u8> {
    (0x81..=0x9F).chain(0xE0..=0xFC)
}

fn shift_jis_trails() -> impl Iterator<Item = u8> {
    (0x40..=0x7E).chain(0x80..=0xFC)
}

/// JIS X 0208 with the NEC rows, and above row 94 what Shift_JIS alone reaches: 120 rows, in the order of its codes.
pub(super) fn jis_x_0208() -> &'static Plane {
    static PLANE: OnceLock<Plane> = OnceLock::new();
    PLANE.get_or_init(|| {
        let codes =
            shift_jis_leads().flat_map(|lead| shift_jis_trails().map(move |trail| (None, lead, trail)));
        Plane::read(SHIFT_JIS, codes)
    })
}

/// JIS X 0212: 94 rows.
pub(super) fn jis_x_0212() -> &'static Plane {
    static PLANE: OnceLock<Plane> = OnceLock::new();
    PLANE.get_or_init(|| {
        let codes = (0xA1..=0xFE).flat_map(|lead| (0xA1..=0xFE).map(move |trail| (Some(0x8F), lead, trail)));
        Plane::read(EUC_JP, codes)
    })
}

/// From characters of the Basic Multilingual Plane to two-byte codes; there are no others in these sets. Both spellings
/// of the contested characters have the same code.
pub(super) struct Codes {
    codes: Box<[u16]>,
}

impl Codes {
    /// Where a character has several codes, the first counts whose lead byte is not excluded.
    fn invert(plane: &Plane, codes: impl Iterator<Item = u16>, excluded: impl Fn(u8) -> bool) -> Self {
        // 0 is no code.
        let mut all = vec![0; 0x1_0000].into_boxed_slice();
        for (&c, code) in plane.cells.iter().zip(codes) {
            let [lead, _] = code.to_be_bytes();
            if c != NOTHING
                && !excluded(lead)
                && let Some(place) = all.get_mut(index(c)).filter(|place| **place == 0)
            {
                *place = code;
            }
        }
        // No set has a code for the JIS spelling of its own.
        for spelling in CONTESTED {
            let code = all.get(index(fold_spelling(spelling))).copied().unwrap_or_default();
            if let Some(place) = all.get_mut(index(spelling)) {
                *place = code;
            }
        }
        Self { codes: all }
    }

    #[inline]
    pub(super) fn get(&self, c: char) -> Option<[u8; 2]> {
        let code = *self.codes.get(index(c))?;
        if code == 0 { None } else { Some(code.to_be_bytes()) }
    }
}

#[inline]
fn index(c: char) -> usize {
    usize::try_from(u32::from(c)).unwrap_or(usize::MAX)
}

fn seven_bit_codes() -> impl Iterator<Item = u16> {
    (0x21..=0x7E).flat_map(|lead| (0x21..=0x7E).map(move |trail| u16::from_be_bytes([lead, trail])))
}

/// Codes of JIS X 0208 and the NEC rows as pairs of bytes 21-7E.
pub(super) fn to_jis_x_0208() -> &'static Codes {
    static CODES: OnceLock<Codes> = OnceLock::new();
    CODES.get_or_init(|| Codes::invert(jis_x_0208(), seven_bit_codes(), |_| false))
}

/// Codes of JIS X 0212 as pairs of bytes 21-7E.
pub(super) fn to_jis_x_0212() -> &'static Codes {
    static CODES: OnceLock<Codes> = OnceLock::new();
    CODES.get_or_init(|| Codes::invert(jis_x_0212(), seven_bit_codes(), |_| false))
}

/// Codes of Shift_JIS. Windows writes the IBM form of what NEC selected (髙 is FBFC, not EEE0).
pub(super) fn to_shift_jis() -> &'static Codes {
    static CODES: OnceLock<Codes> = OnceLock::new();
    CODES.get_or_init(|| {
        let codes = shift_jis_leads()
            .flat_map(|lead| shift_jis_trails().map(move |trail| u16::from_be_bytes([lead, trail])));
        Codes::invert(jis_x_0208(), codes, |lead| matches!(lead, 0xED | 0xEE))
    })
}

/// Says whether a pair of bytes 21-7E lies in the rows that JIS X 0208 itself fills: 1-8 and 16-84.
pub(super) const fn is_jis_x_0208_row(lead: u8) -> bool {
    matches!(lead, 0x21..=0x28 | 0x30..=0x74)
}

/// Returns the half-width katakana with the seven-bit code 21-5F.
#[inline]
pub(super) fn katakana(code: u8) -> Option<char> {
    if !matches!(code, 0x21..=0x5F) {
        return None;
    }
    char::from_u32(u32::from(code).saturating_add(0xFF40))
}

/// Returns the half-width katakana with the seven-bit code 21-5F as text.
#[inline]
pub(super) fn katakana_text(code: u8) -> Option<&'static str> {
    wide(KATAKANA, usize::from(code.wrapping_sub(0x21)))
}

const KATAKANA: &str = "｡｢｣､･ｦｧｨｩｪｫｬｭｮｯｰｱｲｳｴｵｶｷｸｹｺｻｼｽｾｿﾀﾁﾂﾃﾄﾅﾆﾇﾈﾉﾊﾋﾌﾍﾎﾏﾐﾑﾒﾓﾔﾕﾖﾗﾘﾙﾚﾛﾜﾝﾞﾟ";

/// Returns the piece of [`WIDE`] bytes at a place, if no character lies across its borders.
#[inline]
fn wide(text: &str, at: usize) -> Option<&str> {
    let start = at.wrapping_mul(WIDE);
    text.get(start..start.wrapping_add(WIDE))
}

/// Returns the seven-bit code of a half-width katakana.
pub(super) fn katakana_code(c: char) -> Option<u8> {
    if !matches!(c, '\u{FF61}'..='\u{FF9F}') {
        return None;
    }
    u8::try_from(u32::from(c).checked_sub(0xFF40)?).ok()
}

/// The JIS spelling of the contested characters.
const CONTESTED: [char; 7] =
    ['\u{301C}', '\u{2016}', '\u{2212}', '\u{00A2}', '\u{00A3}', '\u{00AC}', '\u{2014}'];

/// Turns the JIS spelling of the contested characters into the one that decoding gives; others stay.
///
/// # Examples
///
/// ```
/// use renkei_core::charset::fold_spelling;
///
/// assert_eq!(fold_spelling('\u{301C}'), '\u{FF5E}'); // 〜 wave dash, ～ full-width tilde
/// assert_eq!(fold_spelling('東'), '東');
/// ```
pub const fn fold_spelling(c: char) -> char {
    match c {
        '\u{301C}' => '\u{FF5E}',
        '\u{2016}' => '\u{2225}',
        '\u{2212}' => '\u{FF0D}',
        '\u{00A2}' => '\u{FFE0}',
        '\u{00A3}' => '\u{FFE1}',
        '\u{00AC}' => '\u{FFE2}',
        '\u{2014}' => '\u{2015}',
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn jis_x_0208_has_6879_characters_and_582_of_them_hold_a_delimiter_byte() {
        let pairs = || {
            (0x21..=0x7E)
                .flat_map(|lead| (0x21..=0x7E).map(move |trail| [lead, trail]))
                .filter(|&[lead, trail]| is_jis_x_0208_row(lead) && jis_x_0208().pair(lead, trail).is_some())
        };
        assert_eq!(pairs().count(), 6879);
        let holds = |pair: &[u8; 2]| pair.iter().any(|b| b"|^~\\&".contains(b));
        assert_eq!(pairs().filter(holds).count(), 582);
        for (delimiter, count) in [(b'|', 68), (b'^', 165), (b'~', 69), (b'\\', 165), (b'&', 123)] {
            assert_eq!(pairs().filter(|pair| pair.contains(&delimiter)).count(), count, "{delimiter:#x}");
        }
    }

    #[test]
    fn the_rows_are_those_of_euc_jp() {
        for lead in 0x21..=0x7Eu8 {
            for trail in 0x21..=0x7Eu8 {
                let bytes = [lead | 0x80, trail | 0x80];
                let expected = EUC_JP.decode_without_bom_handling_and_without_replacement(&bytes);
                let found = jis_x_0208().pair(lead, trail).map(String::from);
                assert_eq!(found.as_deref(), expected.as_deref(), "{lead:02x}{trail:02x}");
            }
        }
    }

    #[test]
    fn jis_x_0212_has_6067_characters() {
        assert_eq!(jis_x_0212().cells.len(), 94 * 94);
        assert_eq!(jis_x_0212().cells.iter().filter(|c| **c != NOTHING).count(), 6067);
        assert_eq!(jis_x_0208().cells.len(), 120 * 94);
    }
}
