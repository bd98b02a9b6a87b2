//! Guessing the character set of bytes.

use std::sync::OnceLock;

use super::iso_2022_jp::{ESC, SI, SO, starts_with_escape_sequence};
use super::tables::{self, EIGHT_BIT, Grid, SHIFTED};
use super::{Charset, ascii_prefix, euc_jp, shift_jis};

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

/// Guesses the set of bytes, which are this text if they are UTF-8.
pub(super) fn detect(bytes: &[u8], text: Option<&str>) -> Detection {
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
        _ if text.is_some() || is_cut_off(bytes) => (Charset::Utf8, Evidence::ValidUtf8),
        _ if reads_better_as_euc_jp(bytes) => (Charset::EucJp, Evidence::EucJpScore),
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

/// Says whether bytes are UTF-8 but for a character cut off at the end, as the head of a file may be.
fn is_cut_off(bytes: &[u8]) -> bool {
    std::str::from_utf8(bytes).is_err_and(|error| {
        let valid = bytes.get(..error.valid_up_to()).unwrap_or_default();
        error.error_len().is_none() && !valid.is_ascii()
    })
}

/// Weighs line by line how much like Japanese the bytes read, until there is no doubt.
fn reads_better_as_euc_jp(bytes: &[u8]) -> bool {
    let (mut euc_jp, mut shift_jis) = (0i64, 0i64);
    let mut rest = bytes;
    while !rest.is_empty() {
        let (line, tail) = memchr::memchr2(b'\r', b'\n', rest)
            .and_then(|end| rest.split_at_checked(end.saturating_add(1)))
            .unwrap_or((rest, &[]));
        euc_jp = euc_jp.saturating_add(score(line, &EIGHT_BIT, |_| false, euc_jp::read));
        shift_jis = shift_jis.saturating_add(score(line, &SHIFTED, shift_jis::is_katakana, shift_jis::read));
        if euc_jp.max(shift_jis) > 0 && euc_jp.min(shift_jis) < NONSENSE {
            break;
        }
        rest = tail;
    }
    euc_jp > shift_jis
}

/// The points of fifty bytes that can't be read: nobody writes so many into text that can be read otherwise.
const NONSENSE: i64 = -1000;

/// Weighs how much like Japanese the bytes read, in points per byte; ASCII doesn't count.
///
/// Nearly all characters are pairs in the grid, or single bytes that are katakana; `read` reads the others.
#[inline]
fn score(
    bytes: &[u8],
    grid: &Grid,
    is_katakana: impl Fn(u8) -> bool,
    read: impl Fn(&[u8]) -> (usize, Option<char>),
) -> i64 {
    let points = points();
    let known = |rest: &[u8]| match *rest {
        [byte, ..] if is_katakana(byte) => Some((1, KATAKANA)),
        [lead, trail, ..] => {
            points.get(grid.place(lead, trail)).filter(|here| **here != UNREADABLE).map(|here| (2, *here))
        }
        _ => None,
    };
    let mut total = 0i64;
    let mut rest = bytes;
    while let Some(first) = rest.first() {
        if first.is_ascii() {
            rest = rest.get(ascii_prefix(rest)..).unwrap_or_default();
            continue;
        }
        let (len, here) = known(rest).unwrap_or_else(|| {
            let (len, c) = read(rest);
            (len, c.map_or(UNREADABLE, points_of))
        });
        total = total.wrapping_add(i64::try_from(len).unwrap_or(1).wrapping_mul(i64::from(here)));
        rest = rest.get(len..).unwrap_or_default();
    }
    total
}

/// The points of bytes that can't be read.
const UNREADABLE: i8 = -20;

/// The points of half-width katakana.
const KATAKANA: i8 = 2;

/// The points of the characters of JIS X 0208 and what stands above it, by place in the plane.
fn points() -> &'static [i8] {
    static POINTS: OnceLock<Box<[i8]>> = OnceLock::new();
    POINTS.get_or_init(|| tables::jis_x_0208().cells().map(|c| c.map_or(UNREADABLE, points_of)).collect())
}

fn points_of(c: char) -> i8 {
    match c {
        '\u{3041}'..='\u{3096}'
        | '\u{30A1}'..='\u{30FC}'
        | '\u{FF10}'..='\u{FF5A}'
        | '\u{3000}'..='\u{3011}' => 4,
        '\u{FF61}'..='\u{FF9F}' => KATAKANA,
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
        // Lines are weighed until there is no doubt: a stray value in the first of them does not decide.
        for (charset, evidence, other) in [
            (Charset::ShiftJis, Evidence::ShiftJisScore, Charset::EucJp),
            (Charset::EucJp, Evidence::EucJpScore, Charset::ShiftJis),
        ] {
            let mut bytes = b"NTE|1||".to_vec();
            other.encode("山田 太郎", &EncodeOptions::new(), &mut bytes).unwrap();
            for _ in 0..20 {
                charset
                    .encode("\rNTE|2||糖尿病の疑い、経過観察。", &EncodeOptions::new(), &mut bytes)
                    .unwrap();
            }
            check(&bytes, charset, evidence);
        }
        // Half-width katakana in Shift_JIS are also pairs of EUC-JP.
        check(b"PID|\xd4\xcf\xc0\xde \xc0\xdb\xb3", Charset::ShiftJis, Evidence::ShiftJisScore);
    }
}
