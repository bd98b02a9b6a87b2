//! What a message says about its character sets: MSH-18 and MSH-20.

use super::Charset;

/// A value of MSH-18: HL7 table 0211, and the names that senders use beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum DeclaredSet {
    /// `ASCII`, `ISO IR6`, or an empty repetition.
    Ascii,
    /// `ISO IR14`: JIS X 0201 Roman.
    JisX0201Roman,
    /// `ISO IR13`: JIS X 0201 katakana. Not a value of the table; it comes from DICOM.
    JisX0201Katakana,
    /// `ISO IR87`: JIS X 0208, the value of Japanese messages.
    JisX0208,
    /// `ISO IR159`: JIS X 0212.
    JisX0212,
    /// ISO-2022-JP by its own name, or by the older values `JIS X 0202` and `JAS2020`.
    Iso2022Jp,
    /// Shift_JIS by one of its names. Not a value of the table.
    ShiftJis,
    /// EUC-JP by one of its names. Not a value of the table.
    EucJp,
    /// `UNICODE UTF-8`, or the withdrawn `UNICODE`: a message whose header can be read is in no wider form.
    Utf8,
    /// `UNICODE UTF-16`: not read here.
    Utf16,
    /// `UNICODE UTF-32`: not read here.
    Utf32,
    /// `8859/1` to `8859/16`, by part: not read here.
    Iso8859(u8),
    /// `GB 18030-2000`: not read here.
    Gb18030,
    /// `KS X 1001`: not read here.
    KsX1001,
    /// `CNS 11643-1992`: not read here.
    Cns11643,
    /// `BIG-5`: not read here.
    Big5,
    /// A value that no table has.
    Unknown,
}

impl DeclaredSet {
    /// Reads one repetition of MSH-18; says also whether it is spelled as in HL7 table 0211.
    ///
    /// # Examples
    ///
    /// ```
    /// use renkei_core::charset::DeclaredSet;
    ///
    /// assert_eq!(DeclaredSet::read(b"ISO IR87"), (DeclaredSet::JisX0208, true));
    /// assert_eq!(DeclaredSet::read(b"ISOIR87"), (DeclaredSet::JisX0208, false));
    /// ```
    pub fn read(value: &[u8]) -> (Self, bool) {
        match Self::as_printed(value) {
            Some(set) => (set, true),
            None => (Self::in_other_words(value), false),
        }
    }

    /// Reads a value of HL7 table 0211 as printed. `ISO IR6` is from later versions; `UNICODE` was withdrawn.
    fn as_printed(value: &[u8]) -> Option<Self> {
        Some(match value {
            b"" | b"ASCII" | b"ISO IR6" => Self::Ascii,
            b"ISO IR87" => Self::JisX0208,
            b"ISO IR14" => Self::JisX0201Roman,
            b"ISO IR159" => Self::JisX0212,
            b"UNICODE UTF-8" | b"UNICODE" => Self::Utf8,
            b"UNICODE UTF-16" => Self::Utf16,
            b"UNICODE UTF-32" => Self::Utf32,
            b"GB 18030-2000" => Self::Gb18030,
            b"KS X 1001" => Self::KsX1001,
            b"CNS 11643-1992" => Self::Cns11643,
            b"BIG-5" => Self::Big5,
            b"8859/15" => Self::Iso8859(15),
            [b'8', b'8', b'5', b'9', b'/', part @ b'1'..=b'9'] => Self::Iso8859(part.saturating_sub(b'0')),
            _ => return None,
        })
    }

    /// Reads a value that is spelled otherwise, or is another name.
    fn in_other_words(value: &[u8]) -> Self {
        match normalized(value).as_slice() {
            b"" | b"ASCII" | b"USASCII" | b"ISOIR6" | b"ISO2022IR6" => Self::Ascii,
            b"ISOIR14" | b"ISO2022IR14" => Self::JisX0201Roman,
            b"ISOIR13" | b"ISO2022IR13" => Self::JisX0201Katakana,
            b"ISOIR87" | b"ISO2022IR87" => Self::JisX0208,
            b"ISOIR159" | b"ISO2022IR159" => Self::JisX0212,
            b"JISX0202" | b"JAS2020" => Self::Iso2022Jp,
            b"UNICODE" | b"ISOIR192" => Self::Utf8,
            b"UNICODEUTF16" | b"UTF16" => Self::Utf16,
            b"UNICODEUTF32" | b"UTF32" => Self::Utf32,
            b"GB180302000" | b"GB18030" => Self::Gb18030,
            b"KSX1001" => Self::KsX1001,
            b"CNS116431992" | b"CNS11643" => Self::Cns11643,
            b"BIG5" => Self::Big5,
            other => match other.strip_prefix(b"ISO").unwrap_or(other).strip_prefix(b"8859") {
                Some([b'/', part @ ..] | part) => iso_8859_part(part).map_or(Self::Unknown, Self::Iso8859),
                None => match std::str::from_utf8(other).ok().and_then(Charset::for_label) {
                    Some(Charset::Ascii) => Self::Ascii,
                    Some(Charset::Iso2022Jp) => Self::Iso2022Jp,
                    Some(Charset::ShiftJis) => Self::ShiftJis,
                    Some(Charset::EucJp) => Self::EucJp,
                    Some(Charset::Utf8) => Self::Utf8,
                    None => Self::Unknown,
                },
            },
        }
    }

    /// Returns the set that a message with this value alone is read in.
    pub const fn charset(self) -> Option<Charset> {
        match self {
            Self::Ascii => Some(Charset::Ascii),
            Self::JisX0201Roman
            | Self::JisX0201Katakana
            | Self::JisX0208
            | Self::JisX0212
            | Self::Iso2022Jp => Some(Charset::Iso2022Jp),
            Self::ShiftJis => Some(Charset::ShiftJis),
            Self::EucJp => Some(Charset::EucJp),
            Self::Utf8 => Some(Charset::Utf8),
            _ => None,
        }
    }
}

/// Upper case, without blanks, `-` and `_`.
pub(super) fn normalized(value: &[u8]) -> Vec<u8> {
    value.iter().filter(|b| !matches!(b, b' ' | b'-' | b'_')).map(u8::to_ascii_uppercase).collect()
}

fn iso_8859_part(digits: &[u8]) -> Option<u8> {
    let part = std::str::from_utf8(digits).ok()?.parse().ok()?;
    (1..=16).contains(&part).then_some(part)
}

/// What MSH-18 (文字セット) says: the set of the text, and those that escape sequences may reach.
///
/// An empty first repetition means ASCII, so that `~ISO IR87` declares ASCII and JIS X 0208 (HL7 v2.5 2.15.9.18).
///
/// # Examples
///
/// ```
/// use renkei_core::charset::{Charset, Declaration};
///
/// let ss_mix2 = Declaration::parse([b"".as_slice(), b"ISO IR87"]);
/// assert_eq!(ss_mix2.charset(), Some(Charset::Iso2022Jp));
/// assert!(!ss_mix2.is_irregular());
///
/// let western = Declaration::parse([b"8859/1".as_slice()]);
/// assert_eq!(western.charset(), None);
/// assert!(western.is_unknown());
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Declaration {
    sets: Vec<DeclaredSet>,
    declared: bool,
    irregular: bool,
}

impl Declaration {
    /// Reads the repetitions of MSH-18.
    pub fn parse<'a>(repetitions: impl IntoIterator<Item = &'a [u8]>) -> Self {
        let mut declaration = Self::default();
        for value in repetitions {
            let (set, regular) = DeclaredSet::read(value);
            declaration.declared |= !value.is_empty();
            declaration.irregular |= !regular;
            declaration.sets.push(set);
        }
        // A double-byte set is reached by an escape sequence; it can't be the one that the header itself is in.
        declaration.irregular |=
            matches!(declaration.sets.first(), Some(DeclaredSet::JisX0208 | DeclaredSet::JisX0212));
        declaration
    }

    /// Returns the set that the message is read in, or nothing when none is declared or none of them is read here.
    ///
    /// Any set of the ISO 2022 family, in any repetition, makes it ISO-2022-JP, which tells the sets apart by their escape
    /// sequences. But a first repetition that names UTF-8, Shift_JIS or EUC-JP counts, whatever follows.
    pub fn charset(&self) -> Option<Charset> {
        if !self.declared {
            return None;
        }
        let first = self.sets.first().and_then(|set| set.charset());
        match first {
            Some(Charset::Utf8 | Charset::ShiftJis | Charset::EucJp) => first,
            _ if self.sets.iter().any(|set| set.charset() == Some(Charset::Iso2022Jp)) => {
                Some(Charset::Iso2022Jp)
            }
            Some(Charset::Ascii) => {
                self.sets.iter().filter_map(|set| set.charset()).find(|c| *c != Charset::Ascii).or(first)
            }
            _ => first,
        }
    }

    /// Returns what each repetition names.
    pub fn sets(&self) -> &[DeclaredSet] {
        &self.sets
    }

    /// Says whether nothing is declared: the field is absent, or all of its repetitions are empty.
    pub const fn is_empty(&self) -> bool {
        !self.declared
    }

    /// Says whether a repetition names a set that is not read here, or none at all.
    pub fn is_unknown(&self) -> bool {
        self.sets.iter().any(|set| set.charset().is_none())
    }

    /// Says whether a spelling is not the one of HL7 table 0211 (`ISOIR87`, `iso ir87`, `ISO 2022 IR 87`, `SJIS`), or the
    /// first repetition names a double-byte set (`ISO IR87` instead of `~ISO IR87`).
    pub const fn is_irregular(&self) -> bool {
        self.irregular
    }
}

/// What MSH-20 says: how the text switches between sets (HL7 table 0356).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Switching {
    /// Empty: it doesn't, or the sender doesn't say.
    #[default]
    None,
    /// `ISO 2022-1994`, also spelled `ISO2022-1994`: by the escape sequences of ISO 2022.
    Iso2022,
    /// `2.3`: by the HL7 escape sequences `\C..\` and `\M..\`.
    Hl7,
    /// Something else.
    Unknown,
}

impl Switching {
    /// Reads MSH-20.
    pub fn parse(value: &[u8]) -> Self {
        match normalized(value).as_slice() {
            b"" => Self::None,
            b"ISO20221994" | b"ISO2022" => Self::Iso2022,
            b"2.3" => Self::Hl7,
            _ => Self::Unknown,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(field: &str, charset: Option<Charset>, irregular: bool, unknown: bool) {
        let declaration = Declaration::parse(field.split('~').map(str::as_bytes));
        assert_eq!(declaration.charset(), charset, "{field}");
        assert_eq!(declaration.is_irregular(), irregular, "{field}");
        assert_eq!(declaration.is_unknown(), unknown, "{field}");
    }

    #[test]
    fn the_value_of_japanese_messages_is_read_in_all_its_spellings() {
        let jis = Some(Charset::Iso2022Jp);
        check("~ISO IR87", jis, false, false);
        check("~ISO IR87~ISO IR159", jis, false, false);
        check("ASCII~ISO IR87", jis, false, false);
        check("ISO IR14~ISO IR87", jis, false, false);
        check("~ISOIR87", jis, true, false);
        check("~iso ir87", jis, true, false);
        check("ISO IR87", jis, true, false);
        check("~ISO 2022 IR 87", jis, true, false);
        check("ISO IR13~ISO IR87", jis, true, false);
        check("~ISO-2022-JP", jis, true, false);
        check("8859/1~ISO IR87", jis, false, true);
        check("~ISO IR87~X", jis, true, true);
    }

    #[test]
    fn other_sets_are_read_or_refused() {
        check("", None, false, false);
        check("~", None, false, false);
        check("ASCII", Some(Charset::Ascii), false, false);
        check("ISO IR6", Some(Charset::Ascii), false, false);
        check("UNICODE UTF-8", Some(Charset::Utf8), false, false);
        check("UTF-8", Some(Charset::Utf8), true, false);
        check("SJIS", Some(Charset::ShiftJis), true, false);
        check("Shift_JIS", Some(Charset::ShiftJis), true, false);
        check("~EUC-JP", Some(Charset::EucJp), true, false);
        check("8859/15", None, false, true);
        check("ISO-8859-1", None, true, true);
        check("BIG-5", None, false, true);
        check("UNICODE UTF-16", None, false, true);
        check("\u{FF33}", None, true, true);
    }

    /// The values of HL7 table 0211 as printed.
    const TABLE_0211: [&[u8]; 23] = [
        b"ASCII",
        b"8859/1",
        b"8859/2",
        b"8859/3",
        b"8859/4",
        b"8859/5",
        b"8859/6",
        b"8859/7",
        b"8859/8",
        b"8859/9",
        b"8859/15",
        b"ISO IR6",
        b"ISO IR14",
        b"ISO IR87",
        b"ISO IR159",
        b"GB 18030-2000",
        b"KS X 1001",
        b"CNS 11643-1992",
        b"BIG-5",
        b"UNICODE",
        b"UNICODE UTF-8",
        b"UNICODE UTF-16",
        b"UNICODE UTF-32",
    ];

    #[test]
    fn the_whole_table_is_known() {
        for value in TABLE_0211 {
            let (set, as_printed) = DeclaredSet::read(value);
            assert!(as_printed && set != DeclaredSet::Unknown, "{value:?}");
            let spelled = String::from_utf8_lossy(value).to_lowercase();
            assert_eq!(
                DeclaredSet::read(spelled.as_bytes()),
                (set, spelled.as_bytes() == value),
                "{value:?}"
            );
        }
        assert_eq!(DeclaredSet::read(b"8859/17").0, DeclaredSet::Unknown);
        assert_eq!(DeclaredSet::read(b"8859/9").0, DeclaredSet::Iso8859(9));
    }

    #[test]
    fn what_is_written_is_read_back() {
        for charset in Charset::ALL {
            let Some(repetitions) = charset.declared_as() else { continue };
            let declaration = Declaration::parse(repetitions.iter().map(|r| r.as_bytes()));
            assert_eq!(declaration.charset().unwrap_or_default(), charset);
            assert!(!declaration.is_irregular());
        }
    }

    #[test]
    fn switching_is_read_in_both_spellings() {
        assert_eq!(Switching::parse(b"ISO 2022-1994"), Switching::Iso2022);
        assert_eq!(Switching::parse(b"ISO2022-1994"), Switching::Iso2022);
        assert_eq!(Switching::parse(b"2.3"), Switching::Hl7);
        assert_eq!(Switching::parse(b""), Switching::None);
    }
}
