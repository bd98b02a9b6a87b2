//! Writing text in a character set.

use std::fmt;

use super::iso_2022_jp::{ESC, SI, SO, Set, is_plain};
use super::{Charset, Shift, ascii_prefix, nho, tables};

/// How text is encoded.
///
/// The default is what SS-MIX2 asks for: ASCII and JIS X 0208 in ISO-2022-JP, and an error for everything else.
///
/// # Examples
///
/// ```
/// use renkei_core::charset::{Charset, EncodeOptions, Unmappable};
///
/// let options = EncodeOptions::new().unmappable(Unmappable::Nho);
/// let mut out = Vec::new();
/// Charset::Iso2022Jp.encode("㈱ﾔﾏﾀﾞ", &options, &mut out)?;
/// assert_eq!(Charset::Iso2022Jp.decode(&out).as_str(), "(株)ヤマダ");
/// # Ok::<(), renkei_core::charset::EncodeError>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct EncodeOptions {
    /// What to do with a character that the set can't hold.
    pub unmappable: Unmappable,
    /// Whether ISO-2022-JP (`ESC $ ( D`) and EUC-JP (8F) may use JIS X 0212.
    pub jis_x_0212: bool,
    /// Whether ISO-2022-JP may use the rows that NEC added to JIS X 0208 (13 and 89-92: ① ㈱ 髙).
    ///
    /// SS-MIX2 doesn't allow it, though many receivers read them. Shift_JIS and EUC-JP always use them.
    pub vendor_rows: bool,
}

impl EncodeOptions {
    /// Returns the strict options: the default.
    pub const fn new() -> Self {
        Self { unmappable: Unmappable::Error, jis_x_0212: false, vendor_rows: false }
    }

    /// Sets what to do with a character that the set can't hold.
    #[must_use]
    pub const fn unmappable(mut self, unmappable: Unmappable) -> Self {
        self.unmappable = unmappable;
        self
    }

    /// Sets whether JIS X 0212 may be used.
    #[must_use]
    pub const fn jis_x_0212(mut self, allowed: bool) -> Self {
        self.jis_x_0212 = allowed;
        self
    }

    /// Sets whether ISO-2022-JP may use the rows that NEC added.
    #[must_use]
    pub const fn vendor_rows(mut self, allowed: bool) -> Self {
        self.vendor_rows = allowed;
        self
    }
}

/// What to do with a character that the set can't hold. Each substitution is reported.
///
/// No substitute holds a byte of an HL7 delimiter. Where the set lacks the substitute too, as ASCII lacks 〓, it is `?`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Unmappable {
    /// Refuse the text.
    #[default]
    Error,
    /// Write the geta mark 〓.
    Geta,
    /// Write what the conversion table of the National Hospital Organization (国立病院機構) writes for vendor characters: ① as (1),
    /// ㎎ as mg, Ⅱ as II, ㈱ as (株), half-width katakana as full-width ones with their voicing marks joined; ■ for all others.
    Nho,
    /// Write what [`Unmappable::Nho`] writes, or the standard form of a variant (髙 as 高, 﨑 as 崎), or 〓.
    BestFit,
}

/// A place where something else was written than the text says.
///
/// `Debug` doesn't show the character.
#[derive(Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Substitution {
    /// The character that the set can't hold.
    pub character: char,
    /// Where it stands in the text, in bytes counted from zero.
    pub at: usize,
    /// How many bytes of the text were replaced: the character, and the voicing mark joined to it, if any.
    pub len: usize,
    /// What was written.
    pub replacement: &'static str,
}

impl fmt::Debug for Substitution {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Substitution").field("at", &self.at).field("len", &self.len).finish_non_exhaustive()
    }
}

/// A character that the set can't hold.
///
/// Neither `Display` nor `Debug` shows the character: it comes from somebody's record.
#[derive(Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("character {number} (byte {at}) can't be written in {charset}")]
pub struct EncodeError {
    charset: Charset,
    character: char,
    number: usize,
    at: usize,
}

impl EncodeError {
    /// Says that the character of `text` at byte `at` can't be written, for a layer that has rules of its own.
    pub fn new(text: &str, at: usize, charset: Charset) -> Self {
        let (before, after) = text.split_at_checked(at).unwrap_or((text, ""));
        let character = after.chars().next().unwrap_or(char::REPLACEMENT_CHARACTER);
        Self { charset, character, number: before.chars().count().saturating_add(1), at }
    }

    /// Returns the character.
    pub const fn character(&self) -> char {
        self.character
    }

    /// Returns which character of the text it is, counted from one.
    pub const fn number(&self) -> usize {
        self.number
    }

    /// Returns where it stands in the text, in bytes counted from zero.
    pub const fn at(&self) -> usize {
        self.at
    }

    /// Returns the set that can't hold it.
    pub const fn charset(&self) -> Charset {
        self.charset
    }
}

impl fmt::Debug for EncodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("EncodeError")
            .field("charset", &self.charset)
            .field("number", &self.number)
            .field("at", &self.at)
            .finish_non_exhaustive()
    }
}

/// The bytes of one character.
#[derive(Clone, Copy)]
enum Form {
    Single(u8),
    /// JIS X 0208, as bytes 21-7E.
    Kanji([u8; 2]),
    /// JIS X 0212, as bytes 21-7E.
    Supplementary([u8; 2]),
    /// Half-width katakana, as 21-5F.
    Katakana(u8),
    /// Two bytes of Shift_JIS.
    Pair([u8; 2]),
}

fn ascii(c: char) -> Option<u8> {
    u8::try_from(c).ok().filter(u8::is_ascii)
}

fn form(charset: Charset, c: char, options: &EncodeOptions) -> Option<Form> {
    if let Some(byte) = ascii(c) {
        // As text they would be read as a shift.
        let shifts = charset == Charset::Iso2022Jp && matches!(byte, ESC | SO | SI);
        return if shifts { None } else { Some(Form::Single(byte)) };
    }
    // No set has a code for the JIS spelling of its own, so that it needn't be tried first.
    let c = tables::fold_spelling(c);
    let supplementary = || {
        let code = tables::to_jis_x_0212().get(c).filter(|_| options.jis_x_0212)?;
        Some(Form::Supplementary(code))
    };
    match charset {
        // UTF-8 is copied as it is.
        Charset::Ascii | Charset::Utf8 => None,
        Charset::Iso2022Jp => tables::to_jis_x_0208()
            .get(c)
            .filter(|&[lead, _]| options.vendor_rows || tables::is_jis_x_0208_row(lead))
            .map(Form::Kanji)
            .or_else(supplementary),
        Charset::EucJp => tables::to_jis_x_0208()
            .get(c)
            .map(Form::Kanji)
            .or_else(|| tables::katakana_code(c).map(Form::Katakana))
            .or_else(supplementary),
        Charset::ShiftJis => tables::to_shift_jis()
            .get(c)
            .map(Form::Pair)
            .or_else(|| tables::katakana_code(c).map(Form::Katakana))
            .or(if c == '\u{80}' { Some(Form::Single(0x80)) } else { None }),
    }
}

pub(super) fn can_encode(charset: Charset, c: char, options: &EncodeOptions) -> bool {
    charset == Charset::Utf8 || form(charset, c, options).is_some()
}

struct Writer<'a> {
    charset: Charset,
    options: &'a EncodeOptions,
    /// The codes that nearly all characters have.
    codes: Option<&'static tables::Codes>,
    set: Set,
    out: &'a mut Vec<u8>,
}

impl<'a> Writer<'a> {
    fn new(charset: Charset, options: &'a EncodeOptions, out: &'a mut Vec<u8>) -> Self {
        let codes = match charset {
            Charset::Ascii | Charset::Utf8 => None,
            Charset::Iso2022Jp | Charset::EucJp => Some(tables::to_jis_x_0208()),
            Charset::ShiftJis => Some(tables::to_shift_jis()),
        };
        Self { charset, options, codes, set: Set::Ascii, out }
    }

    /// Writes ASCII that needs no thought.
    #[inline]
    fn write_ascii(&mut self, text: &[u8]) {
        self.designate(Set::Ascii);
        self.out.extend_from_slice(text);
    }

    /// Writes as many of the characters as have codes of two bytes; returns how many bytes of the text that are.
    #[inline]
    fn write_pairs(&mut self, text: &str) -> usize {
        let Some(codes) = self.codes else { return 0 };
        let mut rest = text.chars();
        loop {
            let read = text.len().saturating_sub(rest.as_str().len());
            let Some([lead, trail]) = rest.next().and_then(|c| codes.get(c)) else { return read };
            match self.charset {
                Charset::Iso2022Jp if tables::is_jis_x_0208_row(lead) || self.options.vendor_rows => {
                    self.designate(Set::Kanji);
                    self.out.extend_from_slice(&[lead, trail]);
                }
                Charset::Iso2022Jp => return read,
                Charset::EucJp => self.out.extend_from_slice(&[lead | 0x80, trail | 0x80]),
                _ => self.out.extend_from_slice(&[lead, trail]),
            }
        }
    }

    /// Writes a character, if the set has it.
    fn write(&mut self, c: char) -> bool {
        let Some(form) = form(self.charset, c, self.options) else { return false };
        if self.charset == Charset::Iso2022Jp {
            self.designate(match form {
                Form::Kanji(_) => Set::Kanji,
                Form::Supplementary(_) => Set::Supplementary,
                _ => Set::Ascii,
            });
        }
        let high = if self.charset == Charset::Iso2022Jp { 0 } else { 0x80 };
        match form {
            Form::Single(byte) => self.out.push(byte),
            Form::Pair(pair) => self.out.extend(pair),
            Form::Kanji(pair) => self.out.extend(pair.map(|byte| byte | high)),
            Form::Supplementary(pair) => {
                if self.charset == Charset::EucJp {
                    self.out.push(0x8F);
                }
                self.out.extend(pair.map(|byte| byte | high));
            }
            Form::Katakana(code) => {
                if self.charset == Charset::EucJp {
                    self.out.push(0x8E);
                }
                self.out.push(code | high);
            }
        }
        true
    }

    #[inline]
    fn designate(&mut self, set: Set) {
        if self.set != set {
            self.set = set;
            self.out.extend_from_slice(match set {
                Set::Kanji => b"\x1b$B",
                Set::Supplementary => b"\x1b$(D",
                _ => b"\x1b(B",
            });
        }
    }

    fn can_write(&self, text: &str) -> bool {
        text.chars().all(|c| can_encode(self.charset, c, self.options))
    }

    /// Finds the substitute for the start of `rest`: how many bytes of it go, and what comes instead.
    fn substitute(&self, rest: &str) -> Option<(usize, &'static str)> {
        let c = rest.chars().next()?;
        let (found, mark) = match self.options.unmappable {
            Unmappable::Error => return None,
            Unmappable::Geta => (None, "〓"),
            Unmappable::Nho => (nho::convert(rest), "■"),
            Unmappable::BestFit => {
                (nho::convert(rest).or_else(|| Some((c.len_utf8(), nho::variant(c)?))), "〓")
            }
        };
        let mark = if self.can_write(mark) { mark } else { "?" };
        Some(found.filter(|(_, text)| self.can_write(text)).unwrap_or((c.len_utf8(), mark)))
    }
}

pub(super) fn encode(
    charset: Charset,
    text: &str,
    options: &EncodeOptions,
    out: &mut Vec<u8>,
) -> Result<Vec<Substitution>, EncodeError> {
    let plain =
        text.is_ascii() && (charset != Charset::Iso2022Jp || is_plain(Shift::default(), text.as_bytes()));
    if plain || charset == Charset::Utf8 {
        out.extend_from_slice(text.as_bytes());
        return Ok(Vec::new());
    }
    let start = out.len();
    out.reserve(text.len());
    let mut substitutions = Vec::new();
    let mut writer = Writer::new(charset, options, out);
    // As text, ESC, SO and SI would be read as shifts.
    let has_shifts = charset == Charset::Iso2022Jp && memchr::memchr3(ESC, SO, SI, text.as_bytes()).is_some();
    let mut at = 0usize;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let ascii = if has_shifts { 0 } else { ascii_prefix(rest.as_bytes()) };
        if ascii > 0 {
            writer.write_ascii(rest.as_bytes().get(..ascii).unwrap_or_default());
            at = at.saturating_add(ascii);
            continue;
        }
        let pairs = writer.write_pairs(rest);
        if pairs > 0 {
            at = at.saturating_add(pairs);
            continue;
        }
        // The character has another form, or none.
        let Some(character) = rest.chars().next() else { break };
        if writer.write(character) {
            at = at.saturating_add(character.len_utf8());
            continue;
        }
        let Some((len, replacement)) = writer.substitute(rest) else {
            out.truncate(start);
            return Err(EncodeError::new(text, at, charset));
        };
        for c in replacement.chars() {
            writer.write(c);
        }
        substitutions.push(Substitution { character, at, len, replacement });
        at = at.saturating_add(len);
    }
    writer.designate(Set::Ascii);
    Ok(substitutions)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(charset: Charset, options: EncodeOptions, text: &str, expected: &[u8], substituted: usize) {
        let mut out = b"PID|".to_vec();
        let substitutions = charset.encode(text, &options, &mut out).unwrap();
        assert_eq!(out.strip_prefix(b"PID|").unwrap(), expected, "{text} in {charset}");
        assert_eq!(substitutions.len(), substituted, "{text} in {charset}");
    }

    fn refused(charset: Charset, options: EncodeOptions, text: &str, number: usize) {
        let mut out = b"PID|".to_vec();
        let error = charset.encode(text, &options, &mut out).unwrap_err();
        assert_eq!((error.number(), error.charset()), (number, charset), "{text}");
        assert_eq!(out, b"PID|", "{text}");
    }

    #[test]
    fn runs_are_short_and_end_in_ascii() {
        let strict = EncodeOptions::new();
        check(Charset::Iso2022Jp, strict, "", b"", 0);
        check(Charset::Iso2022Jp, strict, "A", b"A", 0);
        check(Charset::Iso2022Jp, strict, "東京", b"\x1b$BEl5~\x1b(B", 0);
        check(Charset::Iso2022Jp, strict, "山田 太郎^A", b"\x1b$B;3ED\x1b(B \x1b$BB@O:\x1b(B^A", 0);
        let more = strict.jis_x_0212(true);
        check(Charset::Iso2022Jp, more, "東丂京", b"\x1b$BEl\x1b$(D0!\x1b$B5~\x1b(B", 0);
        check(Charset::EucJp, more, "東丂", b"\xc5\xec\x8f\xb0\xa1", 0);
    }

    #[test]
    fn both_spellings_have_the_same_code() {
        for (pair, code) in [
            ("〜～", "!A"),
            ("‖∥", "!B"),
            ("−－", "!]"),
            ("¢￠", "!q"),
            ("£￡", "!r"),
            ("¬￢", "\"L"),
            ("—―", "!="),
        ] {
            let expected = format!("\x1b$B{code}{code}\x1b(B");
            check(Charset::Iso2022Jp, EncodeOptions::new(), pair, expected.as_bytes(), 0);
        }
        check(Charset::ShiftJis, EncodeOptions::new(), "〜～−－", b"\x81\x60\x81\x60\x81\x7c\x81\x7c", 0);
    }

    #[test]
    fn what_jis_x_0208_lacks_is_refused() {
        for text in [
            "①", "髙", "﨑", "德", "ｱ", "¥", "‾", "丂", "㈱", "\u{1b}", "\u{e}", "é", "𠮷", "\u{FFFD}",
            "\u{0}é",
        ] {
            let number = text.chars().count();
            refused(Charset::Iso2022Jp, EncodeOptions::new(), text, number);
        }
        refused(Charset::Iso2022Jp, EncodeOptions::new(), "山田 髙子", 4);
        refused(Charset::ShiftJis, EncodeOptions::new(), "A¥", 2);
        refused(Charset::EucJp, EncodeOptions::new(), "丂", 1);
        refused(Charset::Ascii, EncodeOptions::new(), "東", 1);
        check(Charset::Iso2022Jp, EncodeOptions::new().vendor_rows(true), "髙", b"\x1b$B|b\x1b(B", 0);
    }

    #[test]
    fn vendor_characters_have_their_windows_codes() {
        for (text, code) in [
            ("髙", &[0xFB, 0xFC]),
            ("﨑", &[0xFA, 0xB1]),
            ("①", &[0x87, 0x40]),
            ("Ⅰ", &[0x87, 0x54]),
            ("∵", &[0x81, 0xE6]),
            ("￢", &[0x81, 0xCA]),
            ("\u{E000}", &[0xF0, 0x40]),
            ("\u{E757}", &[0xF9, 0xFC]),
        ] {
            check(Charset::ShiftJis, EncodeOptions::new(), text, code, 0);
        }
        check(Charset::EucJp, EncodeOptions::new(), "髙ｱ", b"\xfc\xe2\x8e\xb1", 0);
    }

    #[test]
    fn substitutes_are_those_asked_for() {
        fn text(unmappable: Unmappable, text: &str) -> String {
            let mut out = Vec::new();
            let options = EncodeOptions::new().unmappable(unmappable);
            Charset::Iso2022Jp.encode(text, &options, &mut out).unwrap();
            Charset::Iso2022Jp.decode(&out).into_string()
        }
        assert_eq!(text(Unmappable::Geta, "①髙é"), "〓〓〓");
        assert_eq!(text(Unmappable::Nho, "①⑳Ⅱⅸ㎎㎡№㈱㍻㌘∑髙"), "(1)(20)IIixmgm*2No.(株)平成グラムΣ■");
        assert_eq!(text(Unmappable::Nho, "ﾀﾞﾊﾟｳﾞｱﾞﾞｰ｡"), "ダパヴア゛゛ー。");
        assert_eq!(text(Unmappable::BestFit, "髙﨑德濵㈲é"), "高崎徳浜(有)〓");
        check(Charset::Ascii, EncodeOptions::new().unmappable(Unmappable::BestFit), "①髙é", b"(1)??", 3);
        check(Charset::ShiftJis, EncodeOptions::new().unmappable(Unmappable::Nho), "ｱé", b"\xb1\x81\xa1", 1);
    }

    #[test]
    fn a_joined_voicing_mark_is_part_of_the_substitution() {
        let mut out = Vec::new();
        let options = EncodeOptions::new().unmappable(Unmappable::Nho);
        let found = Charset::Iso2022Jp.encode("Aﾀﾞ①", &options, &mut out).unwrap();
        let found: Vec<_> = found.iter().map(|s| (s.character, s.at, s.len, s.replacement)).collect();
        assert_eq!(found, [('ﾀ', 1, 6, "ダ"), ('①', 7, 3, "(1)")]);
    }

    #[test]
    fn neither_error_nor_substitution_shows_the_character() {
        let mut out = Vec::new();
        let error = Charset::Iso2022Jp.encode("髙", &EncodeOptions::new(), &mut out).unwrap_err();
        assert_eq!(error.character(), '髙');
        let options = EncodeOptions::new().unmappable(Unmappable::BestFit);
        let found = Charset::Iso2022Jp.encode("髙", &options, &mut out).unwrap();
        let shown = format!("{error} {error:?} {found:?}");
        assert!(!shown.contains('髙') && !shown.contains('高') && !shown.contains("9AD9"), "{shown}");
    }
}
