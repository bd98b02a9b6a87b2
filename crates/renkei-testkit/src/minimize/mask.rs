//! Text that says nothing, of the same length.

use renkei::Charset;

/// Returns what stands for a character that nobody is to read: another of its kind with the same number of bytes. `None` for
/// what tells nothing as it is: blanks, signs, and what can't be read.
///
/// A kanji whose byte is a delimiter is replaced by one that has the same byte in the same place, because readers that fail
/// on such bytes are what these files are for.
pub fn mask(charset: Charset, double_byte: bool, unit: &[u8]) -> Option<Vec<u8>> {
    match unit {
        [byte] if !double_byte => single(*byte),
        [first, second] if double_byte && charset == Charset::Iso2022Jp => {
            let (first, second) = pair(*first, *second)?;
            Some(vec![first, second])
        }
        [first, second] if charset == Charset::EucJp && *first >= 0xA1 => {
            let (first, second) = pair(first & 0x7F, second & 0x7F)?;
            Some(vec![first | 0x80, second | 0x80])
        }
        [first, second] if charset == Charset::ShiftJis => sjis(*first, *second),
        _ if charset == Charset::Utf8 => utf8(unit),
        _ => None,
    }
}

fn single(byte: u8) -> Option<Vec<u8>> {
    match byte {
        b'0'..=b'9' => Some(vec![b'1']),
        b'A'..=b'Z' => Some(vec![b'A']),
        b'a'..=b'z' => Some(vec![b'a']),
        _ => None,
    }
}

const fn is_delimiter(byte: u8) -> bool {
    matches!(byte, b'|' | b'^' | b'~' | b'\\' | b'&')
}

/// JIS X 0208 by row and cell, each from 21: rows of digits and letters, kana, kanji.
fn pair(first: u8, second: u8) -> Option<(u8, u8)> {
    let cell = if is_delimiter(second) { Some(second) } else { None };
    Some(match (first, second) {
        (0x23, 0x30..=0x39) => (first, 0x31),
        (0x23, 0x41..=0x5A) => (first, cell.unwrap_or(0x41)),
        (0x23, 0x61..=0x7A) => (first, cell.unwrap_or(0x61)),
        (0x24 | 0x25, _) => (first, cell.unwrap_or(0x22)),
        // Every cell of row 30 is a kanji, and so is the first of every row of kanji.
        (0x30..=0x74, _) => (if is_delimiter(first) { first } else { 0x30 }, cell.unwrap_or(0x21)),
        _ => return None,
    })
}

fn sjis(first: u8, second: u8) -> Option<Vec<u8>> {
    Some(match (first, second) {
        (0x82, 0x4F..=0x58) => vec![first, 0x50],
        (0x82, 0x60..=0x79) => vec![first, 0x60],
        (0x82, 0x81..=0x9A) => vec![first, 0x81],
        (0x82, 0x9F..) => vec![first, 0xA0],
        (0x83, 0x40..=0x96) => vec![first, if is_delimiter(second) { second } else { 0x41 }],
        // Row 89 has a kanji in every place.
        (0x88..=0x9F | 0xE0..=0xEA, _) => vec![0x89, if is_delimiter(second) { second } else { 0x9F }],
        _ => return None,
    })
}

fn utf8(unit: &[u8]) -> Option<Vec<u8>> {
    let mut characters = std::str::from_utf8(unit).ok()?.chars();
    let (one, None) = (characters.next()?, characters.next()) else { return None };
    let stands = match one {
        '０'..='９' => '１',
        'Ａ'..='Ｚ' => 'Ａ',
        'ａ'..='ｚ' => 'ａ',
        'ぁ'..='ん' => 'あ',
        'ァ'..='ヶ' => 'ア',
        '\u{4E00}'..='\u{9FFF}' => '亜',
        _ => return None,
    };
    let text = stands.to_string().into_bytes();
    (text.len() == unit.len()).then_some(text)
}

#[cfg(test)]
mod tests {
    use renkei::core::charset::{EncodeOptions, Shift};

    use super::*;

    /// A text, masked in every character set: what is read then.
    #[track_caller]
    fn check(text: &str, expected: &str) {
        for charset in [Charset::Utf8, Charset::EucJp] {
            assert_eq!(masked(charset, text), expected, "{charset}");
        }
    }

    fn masked(charset: Charset, text: &str) -> String {
        let mut bytes = Vec::new();
        charset.encode(text, &EncodeOptions::new(), &mut bytes).unwrap();
        let (mut shift, mut rest, mut out) = (Shift::default(), bytes.as_slice(), Vec::new());
        while !rest.is_empty() {
            let double = shift.is_double_byte();
            let unit = charset.unit(&mut shift, rest);
            let piece = &rest[..unit.len];
            let stands = mask(charset, double && shift.is_double_byte() && piece[0] != 0x1b, piece);
            out.extend(stands.unwrap_or_else(|| piece.to_vec()));
            rest = &rest[unit.len..];
        }
        assert_eq!(out.len(), bytes.len());
        let decoded = charset.decode(&out);
        assert!(decoded.is_clean());
        decoded.into_string()
    }

    #[test]
    fn each_kind_of_character_has_one_that_stands_for_it() {
        check("Yamada 0123", "Aaaaaa 1111");
        check("田中ヒロシ、さくら　１２Ｂ", "亜亜アアア、あああ　１１Ａ");
    }

    #[test]
    fn a_delimiter_within_a_character_stays_one() {
        // 京 is 35 7E and 本 4B 5C in JIS, 表 95 5C in Shift_JIS.
        let masked_jis = masked(Charset::Iso2022Jp, "東京本");
        assert_ne!(masked_jis, "東京本");
        let mut bytes = Vec::new();
        Charset::Iso2022Jp.encode(&masked_jis, &EncodeOptions::new(), &mut bytes).unwrap();
        assert_eq!(bytes, b"\x1b$B\x30\x21\x30\x7e\x30\x5c\x1b(B");
        let mut bytes = Vec::new();
        Charset::ShiftJis
            .encode(&masked(Charset::ShiftJis, "表ソ田"), &EncodeOptions::new(), &mut bytes)
            .unwrap();
        assert_eq!(bytes, b"\x89\x5c\x83\x5c\x89\x9f");
    }

    #[test]
    fn what_stands_for_a_character_stands_for_itself() {
        for charset in [Charset::Iso2022Jp, Charset::ShiftJis, Charset::EucJp, Charset::Utf8] {
            let once = masked(charset, "東京都本町12-3 Ab 入院期 αβ ソノ表 ぁ");
            assert_eq!(masked(charset, &once), once, "{charset}");
        }
    }
}
