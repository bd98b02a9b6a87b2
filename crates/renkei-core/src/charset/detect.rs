//! Guessing the character set of bytes.

use std::str::Utf8Error;
use std::sync::OnceLock;

use super::iso_2022_jp::{ESC, SI, SO, starts_with_escape_sequence};
use super::{Charset, ascii_prefix, euc_jp, shift_jis, tables};

/// What a guess about a character set rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Evidence {
    /// The byte order mark of UTF-8.
    Bom,
    /// A byte order mark of UTF-16, which is not read here: the bytes must be converted first.
    Utf16Bom,
    /// An escape sequence that designates a set.
    Designation,
    /// Katakana between SO and SI.
    ShiftOut,
    /// Bytes from 80 on that are valid UTF-8.
    ValidUtf8,
    /// Bytes from 80 on that read better as Shift_JIS.
    ShiftJisScore,
    /// Bytes from 80 on that read better as EUC-JP.
    EucJpScore,
    /// Nothing but ASCII.
    AsciiOnly,
}

impl Evidence {
    /// Says whether the set was only chosen as the likelier of two.
    pub const fn is_guess(self) -> bool {
        matches!(self, Self::ShiftJisScore | Self::EucJpScore)
    }
}

/// A guess about a character set; see [`Charset::detect`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Detection {
    /// The set.
    pub charset: Charset,
    /// What the guess rests on.
    pub evidence: Evidence,
}

/// Guesses the set of bytes of which it is known why they are not UTF-8, if they are not.
pub(super) fn detect(bytes: &[u8], error: Option<Utf8Error>) -> Detection {
    let (charset, evidence) = match bytes {
        // Editors put the mark before text of any kind: seven-bit text with designations stays what it is.
        [0xEF, 0xBB, 0xBF, rest @ ..] if rest.is_ascii() && has_designation(rest) => {
            (Charset::Iso2022Jp, Evidence::Designation)
        }
        [0xEF, 0xBB, 0xBF, ..] => (Charset::Utf8, Evidence::Bom),
        [0xFE, 0xFF, ..] | [0xFF, 0xFE, ..] => (Charset::Utf8, Evidence::Utf16Bom),
        _ if has_designation(bytes) => (Charset::Iso2022Jp, Evidence::Designation),
        _ if bytes.is_ascii() && has_shift_out(bytes) => (Charset::Iso2022Jp, Evidence::ShiftOut),
        _ if bytes.is_ascii() => (Charset::Ascii, Evidence::AsciiOnly),
        _ if is_utf8(bytes, error) => (Charset::Utf8, Evidence::ValidUtf8),
        _ if score(euc_jp::read, bytes) > score(shift_jis::read, bytes) => {
            (Charset::EucJp, Evidence::EucJpScore)
        }
        _ => (Charset::ShiftJis, Evidence::ShiftJisScore),
    };
    Detection { charset, evidence }
}

fn has_designation(bytes: &[u8]) -> bool {
    memchr::memchr_iter(ESC, bytes).any(|at| starts_with_escape_sequence(bytes.get(at..).unwrap_or_default()))
}

/// A stray control character is no katakana: SO must be followed by some, and by SI.
fn has_shift_out(bytes: &[u8]) -> bool {
    memchr::memchr_iter(SO, bytes).any(|at| {
        let run = bytes.get(at.saturating_add(1)..).unwrap_or_default();
        let length = run.iter().take_while(|b| matches!(b, 0x20..=0x5F)).count();
        length > 0 && run.get(length) == Some(&SI)
    })
}

/// Says whether bytes are UTF-8, perhaps cut off inside a character at the end, as the head of a file may be.
fn is_utf8(bytes: &[u8], error: Option<Utf8Error>) -> bool {
    error.is_none_or(|error| {
        let valid = bytes.get(..error.valid_up_to()).unwrap_or_default();
        error.error_len().is_none() && !valid.is_ascii()
    })
}

/// Weighs how much like Japanese the bytes read, in points per byte; ASCII doesn't count.
fn score(read: impl Fn(&[u8]) -> (usize, Option<char>), bytes: &[u8]) -> i64 {
    let points = points();
    let mut total = 0i64;
    let mut rest = bytes.get(ascii_prefix(bytes)..).unwrap_or_default();
    while !rest.is_empty() {
        let (len, c) = read(rest);
        let here = c.and_then(|c| points.get(usize::try_from(u32::from(c)).ok()?)).map_or(UNREADABLE, |p| *p);
        total = total.saturating_add(i64::try_from(len).unwrap_or(1).saturating_mul(i64::from(here)));
        rest = rest.get(len.max(1)..).unwrap_or_default();
        if rest.first().is_some_and(u8::is_ascii) {
            rest = rest.get(ascii_prefix(rest)..).unwrap_or_default();
        }
    }
    total
}

/// The points of bytes that can't be read.
const UNREADABLE: i8 = -20;

/// The points of the characters of the Basic Multilingual Plane; there are no others in these sets.
fn points() -> &'static [i8] {
    static POINTS: OnceLock<Box<[i8]>> = OnceLock::new();
    POINTS.get_or_init(|| (0..=u16::MAX).map(|c| char::from_u32(c.into()).map_or(0, points_of)).collect())
}

fn points_of(c: char) -> i8 {
    match c {
        '\u{3041}'..='\u{3096}'
        | '\u{30A1}'..='\u{30FC}'
        | '\u{FF10}'..='\u{FF5A}'
        | '\u{3000}'..='\u{3011}' => 4,
        '\u{FF61}'..='\u{FF9F}' => 2,
        '\u{80}'..='\u{9F}' | '\u{E000}'..='\u{F8FF}' => -8,
        c => match tables::to_jis_x_0208().get(c) {
            // JIS level 1, the kanji in use.
            Some([0x30..=0x4F, _]) => 4,
            Some([0x21..=0x28 | 0x50..=0x74, _]) => 1,
            _ => 0,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::charset::EncodeOptions;

    fn check(bytes: &[u8], charset: Charset, evidence: Evidence) {
        assert_eq!(Charset::detect(bytes), Detection { charset, evidence }, "{bytes:x?}");
    }

    #[test]
    fn marks_and_escapes_decide() {
        check(b"\xEF\xBB\xBFMSH|", Charset::Utf8, Evidence::Bom);
        check(b"\xFF\xFEM\0", Charset::Utf8, Evidence::Utf16Bom);
        check(b"PID|\x1b$BEl5~\x1b(B", Charset::Iso2022Jp, Evidence::Designation);
        check(b"PID|\x0e64\x0f", Charset::Iso2022Jp, Evidence::ShiftOut);
        check(b"PID|\x0e", Charset::Ascii, Evidence::AsciiOnly);
        check(b"PID|\x1b", Charset::Ascii, Evidence::AsciiOnly);
        check(b"", Charset::Ascii, Evidence::AsciiOnly);
        check("東京".as_bytes(), Charset::Utf8, Evidence::ValidUtf8);
        check(&"東京".as_bytes()[..4], Charset::Utf8, Evidence::ValidUtf8);
    }

    #[test]
    fn japanese_text_is_told_apart() {
        for text in [
            "東京",
            "山田 太郎",
            "ヤマダ タロウ",
            "やまだ たろう",
            "入院日",
            "血糖",
            "糖尿病の疑い、経過観察。",
            "白血球数",
            "ヘモグロビンＡ１ｃ",
            "渡邊 亮",
            "東京都千代田区霞が関１−２−３",
        ] {
            for (charset, evidence) in
                [(Charset::ShiftJis, Evidence::ShiftJisScore), (Charset::EucJp, Evidence::EucJpScore)]
            {
                let mut bytes = b"PID|||9999013||".to_vec();
                charset.encode(text, &EncodeOptions::new(), &mut bytes).unwrap();
                check(&bytes, charset, evidence);
            }
        }
        // Half-width katakana in Shift_JIS are also pairs of EUC-JP.
        check(b"PID|\xd4\xcf\xc0\xde \xc0\xdb\xb3", Charset::ShiftJis, Evidence::ShiftJisScore);
    }
}
