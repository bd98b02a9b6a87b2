use std::fmt;
use std::str::FromStr;

use nom::Parser as _;
use nom::bytes::complete::{take_till1, take_while_m_n};
use nom::character::complete::char;
use nom::combinator::all_consuming;
use nom::sequence::terminated;
use renkei_core::{Diagnostic, EntryPath, Location, Path, Sink, Span};

use crate::data_kind::is_kind_shaped;
use crate::{DataKind, codes, masking};

/// The name of a file of the standardized storage, or of a content folder (コンテンツフォルダ) of the extended one.
///
/// Seven parts between underscores: patient id, date, data kind, order number, timestamp, department, condition flag
/// (SS-MIX2 標準化ストレージ仕様書, ファイル命名規則). The first three are read from the left and the last three from the right,
/// so that an order number with underscores does no harm. What deviates is read as far as it can be, and [`check`] says so. A
/// name prints as it was read; `Debug` masks the id.
///
/// [`check`]: EntryName::check
///
/// # Examples
///
/// ```
/// use renkei_ssmix2::{ConditionFlag, DataKind, EntryName};
///
/// let name: EntryName = "0000123_20240401_OMP-02_000000240401010_20240401080000004_01_1".parse()?;
/// assert_eq!(name.kind(), Some(DataKind::Omp02));
/// assert_eq!(name.key(), "000000240401010");
/// assert_eq!(name.department(), Some("01"));
/// assert_eq!(name.flag(), ConditionFlag::Current);
/// # Ok::<(), renkei_ssmix2::ParseEntryNameError>(())
/// ```
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct EntryName {
    text: Box<str>,
    id: Span,
    date: Span,
    kind: Span,
    known_kind: Option<DataKind>,
    key: Span,
    timestamp: Span,
    department: Option<Span>,
    flag: ConditionFlag,
    extension: Option<Span>,
}

/// Why a text is not the name of a storage entry. Says nothing of the text but its number of parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not the name of a storage entry: {parts} parts between underscores, and not the seven expected")]
pub struct ParseEntryNameError {
    /// How many parts between underscores the text has.
    pub parts: usize,
}

impl FromStr for EntryName {
    type Err = ParseEntryNameError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        read(text).ok_or_else(|| ParseEntryNameError { parts: text.split('_').count() })
    }
}

/// Offsets are 32 bits wide; no file system has names near this long.
const MAX_LENGTH: usize = 4096;

fn read(text: &str) -> Option<EntryName> {
    // A name is one level of a path, whatever wrote it.
    if text.len() > MAX_LENGTH || text.contains(['/', '\\', '\0']) {
        return None;
    }
    let (rest, (id, date, kind)) = (part, part, part).parse(text).ok()?;
    if !is_date_shaped(date) && !is_kind_shaped(kind) {
        return None;
    }
    let (rest, last) = rest.rsplit_once('_')?;
    let (flag, extension) = flag_and_extension(last)?;
    let (before, department) = rest.rsplit_once('_')?;
    let (key, timestamp, department) = if is_long_number(department) {
        (before, department, None)
    } else {
        let (key, timestamp) = before.rsplit_once('_')?;
        (key, timestamp, Some(department))
    };
    // Every part is a slice of the text, so its place is the distance between the two.
    let place = |part: &str| {
        let start = part.as_ptr().addr().saturating_sub(text.as_ptr().addr());
        Span::from_usize(start, start.saturating_add(part.len()))
    };
    Some(EntryName {
        text: text.into(),
        id: place(id),
        date: place(date),
        kind: place(kind),
        known_kind: DataKind::from_name_ignoring_case(kind),
        key: place(key),
        timestamp: place(timestamp),
        department: department.map(place),
        flag,
        extension: extension.map(place),
    })
}

fn part(input: &str) -> nom::IResult<&str, &str> {
    terminated(take_till1(|c| c == '_'), char('_')).parse(input)
}

fn flag_and_extension(last: &str) -> Option<(ConditionFlag, Option<&str>)> {
    let (flag, extension) = match last.split_once('.') {
        Some((flag, extension)) => (flag, Some(extension)),
        None => (last, None),
    };
    let mut characters = flag.chars();
    let flag = characters.next().map_or(ConditionFlag::Missing, ConditionFlag::from_char);
    let plain = |e: &str| (1..=8).contains(&e.len()) && e.bytes().all(|b| b.is_ascii_alphanumeric());
    (characters.next().is_none() && extension.is_none_or(plain)).then_some((flag, extension))
}

/// Where a department should stand and as many digits as a time of day with seconds has, the department is missing: codes have
/// at most five characters.
fn is_long_number(text: &str) -> bool {
    text.len() >= 14 && text.bytes().all(|b| b.is_ascii_digit())
}

/// Says whether a text is a hyphen or eight digits.
pub(crate) fn is_date_shaped(text: &str) -> bool {
    text == "-" || (text.len() == 8 && text.bytes().all(|b| b.is_ascii_digit()))
}

impl EntryName {
    /// Returns the name as it is, id included.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Returns the patient's id (患者ID), in the stored form: fixed width, leading zeros kept.
    pub fn patient_id(&self) -> &str {
        self.part(self.id)
    }

    /// Returns the date (診療日), or `None` where it is neither a day of the calendar nor a hyphen.
    pub fn date(&self) -> Option<CareDate> {
        self.date_text().parse().ok()
    }

    /// Returns the date as it is written.
    pub fn date_text(&self) -> &str {
        self.part(self.date)
    }

    /// Returns the data kind (データ種別), or `None` where it is none of the 26; upper and lower case are the same.
    pub fn kind(&self) -> Option<DataKind> {
        self.known_kind
    }

    /// Returns the data kind as it is written.
    pub fn kind_text(&self) -> &str {
        self.part(self.kind)
    }

    /// Returns the order number (オーダNo), fifteen nines where there is none, or the specific key (特定キー) of a content folder.
    pub fn key(&self) -> &str {
        self.part(self.key)
    }

    /// Returns the moment of sending (発生日時), or `None` where it is not 14 to 17 digits.
    pub fn timestamp(&self) -> Option<Timestamp> {
        self.timestamp_text().parse().ok()
    }

    /// Returns the moment of sending as it is written.
    pub fn timestamp_text(&self) -> &str {
        self.part(self.timestamp)
    }

    /// Returns the code of the department (診療科コード), or `None` where the name has a hyphen, nothing, or no such part.
    pub fn department(&self) -> Option<&str> {
        self.department_text().filter(|d| !matches!(*d, "" | "-"))
    }

    /// Returns the department as it is written, or `None` where the name lacks the part.
    pub fn department_text(&self) -> Option<&str> {
        self.department.map(|d| self.part(d))
    }

    /// Returns the condition flag (コンディションフラグ).
    pub fn flag(&self) -> ConditionFlag {
        self.flag
    }

    /// Returns the extension without its dot; sound names have none.
    pub fn extension(&self) -> Option<&str> {
        self.extension.map(|e| self.part(e))
    }

    /// Returns what identifies the record of which this is a version.
    pub fn identity(&self) -> Identity<'_> {
        Identity {
            patient_id: self.patient_id(),
            date: self.date_text(),
            kind: self.kind().map_or_else(|| self.kind_text(), |kind| kind.as_str()),
            key: self.key(),
        }
    }

    /// Says whether two names are versions of one record: timestamp, department and flag do not count.
    pub fn is_same_record(&self, other: &Self) -> bool {
        self.identity() == other.identity()
    }

    /// Returns the name as people may see it: the id is masked when it is printed.
    pub fn shown_path(&self) -> EntryPath {
        masking::shown(std::iter::once(self.as_str()), false)
    }

    /// Reports what deviates from the rules for names of the standardized storage.
    pub fn check(&self, sink: &mut dyn Sink) {
        self.check_as(Storage::Standardized, sink);
    }

    /// Reports what deviates from the rules for names of content folders, which have kinds and keys of their own.
    pub fn check_content_folder(&self, sink: &mut dyn Sink) {
        self.check_as(Storage::Extended, sink);
    }

    fn check_as(&self, storage: Storage, sink: &mut dyn Sink) {
        let standardized = storage == Storage::Standardized;
        let mut say = |mut d: Diagnostic| {
            d.location = Location { path: Some(Path::Entry(self.shown_path())), span: None };
            sink.report(d);
        };
        let length = self.patient_id().chars().count();
        if !(6..=15).contains(&length) {
            say(found(&codes::ENTRY_ID_LENGTH).with("count", length));
        }
        match (self.date(), self.kind()) {
            (None, _) => say(found(&codes::ENTRY_DATE_INVALID)),
            (Some(CareDate::Day { .. }), Some(kind)) if kind.is_dateless() => {
                say(found(&codes::ENTRY_DATE_UNEXPECTED).with("kind", kind.as_str()));
            }
            (Some(CareDate::Dateless), Some(kind)) if !kind.is_dateless() => {
                say(found(&codes::ENTRY_DATE_MISSING).with("kind", kind.as_str()));
            }
            _ => {}
        }
        match self.kind() {
            None if standardized => say(found(&codes::ENTRY_KIND_UNKNOWN)),
            Some(kind) if kind.as_str() != self.kind_text() => say(found(&codes::ENTRY_KIND_CASE)),
            _ => {}
        }
        let length = self.key().chars().count();
        if self.key().contains('_') {
            say(found(&codes::ENTRY_KEY_UNDERSCORE));
        } else if standardized && length != 15 {
            say(found(&codes::ENTRY_KEY_LENGTH).with("count", length));
        }
        let digits = self.timestamp_text();
        if !digits.bytes().all(|b| b.is_ascii_digit())
            || self.timestamp().is_some_and(|t| !t.is_in_calendar())
        {
            say(found(&codes::ENTRY_TIMESTAMP_INVALID));
        } else if digits.len() != 17 {
            say(found(&codes::ENTRY_TIMESTAMP_LENGTH).with("count", digits.len()));
        }
        match self.department_text().map(|d| d.chars().count()) {
            None | Some(0) => say(found(&codes::ENTRY_DEPARTMENT_MISSING)),
            Some(length @ 6..) => say(found(&codes::ENTRY_DEPARTMENT_LENGTH).with("count", length)),
            Some(_) => {}
        }
        match self.flag {
            ConditionFlag::Other(_) => say(found(&codes::ENTRY_FLAG_UNKNOWN)),
            ConditionFlag::Missing => say(found(&codes::ENTRY_FLAG_MISSING)),
            ConditionFlag::Deleted | ConditionFlag::Current | ConditionFlag::Superseded => {}
        }
        if self.extension.is_some() {
            say(found(&codes::ENTRY_EXTENSION));
        }
    }

    fn part(&self, span: Span) -> &str {
        self.text.get(span.range()).unwrap_or_default()
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Storage {
    Standardized,
    Extended,
}

fn found(code: &'static renkei_core::Code) -> Diagnostic {
    Diagnostic::new(code, Location::UNKNOWN)
}

/// Prints the name as it was read, id included: it is the way to the file.
impl fmt::Display for EntryName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl fmt::Debug for EntryName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "EntryName({})", self.shown_path())
    }
}

/// The condition flag (コンディションフラグ): which version of its record a file is.
///
/// Files of older practice have `0` where `2` is meant, so a deleted file may also be a superseded one; look for a current
/// file of the same record. A file with `0` may hold the withdrawn content or the message that withdrew it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ConditionFlag {
    /// `0`: deleted (削除・無効).
    Deleted,
    /// `1`: valid and newest (有効).
    Current,
    /// `2`: valid once, replaced by a newer version (旧データ).
    Superseded,
    /// A flag that the specification does not know.
    Other(char),
    /// The name ends where the flag should be.
    Missing,
}

impl ConditionFlag {
    /// Returns the flag that a character stands for.
    pub const fn from_char(c: char) -> Self {
        match c {
            '0' => Self::Deleted,
            '1' => Self::Current,
            '2' => Self::Superseded,
            other => Self::Other(other),
        }
    }

    /// Returns the character in the name, or `None` for a missing flag.
    pub const fn as_char(self) -> Option<char> {
        match self {
            Self::Deleted => Some('0'),
            Self::Current => Some('1'),
            Self::Superseded => Some('2'),
            Self::Other(other) => Some(other),
            Self::Missing => None,
        }
    }
}

/// The date of a path (診療日).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum CareDate {
    /// A hyphen: the kind has no date.
    Dateless,
    /// A day of the calendar.
    Day {
        /// The year, 1 to 9999.
        year: u16,
        /// The month, 1 to 12.
        month: u8,
        /// The day of the month, from 1.
        day: u8,
    },
}

/// Why a text is not a date or timestamp of a storage.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not {expected}")]
pub struct ParseTimeError {
    /// What would have been read.
    pub expected: &'static str,
}

impl FromStr for CareDate {
    type Err = ParseTimeError;

    /// Reads `YYYYMMDD` or `-`.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text == "-" {
            return Ok(Self::Dateless);
        }
        match all_consuming((number(4), number(2), number(2))).parse(text) {
            Ok((_, (year, month, day))) if is_day(year, month, day) => {
                Ok(Self::Day { year, month: narrow(month), day: narrow(day) })
            }
            _ => Err(ParseTimeError { expected: "a day as YYYYMMDD, or a hyphen" }),
        }
    }
}

impl fmt::Display for CareDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Dateless => f.write_str("-"),
            Self::Day { year, month, day } => write!(f, "{year:04}{month:02}{day:02}"),
        }
    }
}

/// Reads a number of so many ASCII digits.
fn number<'a>(digits: usize) -> impl nom::Parser<&'a str, Output = u16, Error = nom::error::Error<&'a str>> {
    take_while_m_n(digits, digits, |c: char| c.is_ascii_digit()).map_res(str::parse)
}

fn narrow(n: u16) -> u8 {
    u8::try_from(n).unwrap_or(u8::MAX)
}

fn is_day(year: u16, month: u16, day: u16) -> bool {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let last = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        _ => return false,
    };
    year > 0 && (1..=last).contains(&day)
}

/// The moment of sending in a name (発生日時): local time without a zone, `YYYYMMDDHHMMSSFFF`.
///
/// Names with 14 to 16 digits are met; the digits that are missing count as zero. Timestamps order by the moment, then by the
/// number of digits.
///
/// # Examples
///
/// ```
/// use renkei_ssmix2::Timestamp;
///
/// let early: Timestamp = "20240401103100".parse()?;
/// let late: Timestamp = "20240401103100123".parse()?;
/// assert!(early < late);
/// assert_eq!(early.to_string(), "20240401103100");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Timestamp {
    padded: u64,
    digits: u8,
}

impl Timestamp {
    /// Returns the seventeen digits as a number; digits that are not written are zero.
    pub const fn as_number(self) -> u64 {
        self.padded
    }

    /// Returns how many digits are written, 14 to 17.
    pub const fn digits(self) -> u8 {
        self.digits
    }

    /// Says whether the digits are a day of the calendar and a time of day.
    pub fn is_in_calendar(self) -> bool {
        let text = format!("{:017}", self.padded);
        let mut read =
            all_consuming((number(4), number(2), number(2), number(2), number(2), number(2), number(3)));
        matches!(read.parse(&text), Ok((_, (year, month, day, hour, minute, second, _)))
            if is_day(year, month, day) && hour < 24 && minute < 60 && second < 60)
    }
}

impl FromStr for Timestamp {
    type Err = ParseTimeError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let wrong = ParseTimeError { expected: "a timestamp of 14 to 17 digits" };
        if !(14..=17).contains(&text.len()) || !text.bytes().all(|b| b.is_ascii_digit()) {
            return Err(wrong);
        }
        let padded = format!("{text:0<17}").parse().map_err(|_| wrong)?;
        Ok(Self { padded, digits: u8::try_from(text.len()).unwrap_or(17) })
    }
}

/// Prints the digits as they were written.
impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = format!("{:017}", self.padded);
        f.write_str(text.get(..usize::from(self.digits)).unwrap_or(&text))
    }
}

/// What identifies a record of the storage: patient, date, data kind and order number, whatever the version.
///
/// A known kind counts in its own spelling, so that `omp-01` and `OMP-01` are the same. `Debug` shows no id.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Identity<'a> {
    /// The patient's id.
    pub patient_id: &'a str,
    /// The date as written, or `-`.
    pub date: &'a str,
    /// The data kind.
    pub kind: &'a str,
    /// The order number.
    pub key: &'a str,
}

impl fmt::Debug for Identity<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Identity")
            .field("patient_id", &format_args!("{} characters", self.patient_id.chars().count()))
            .field("date", &self.date)
            .field("kind", &self.kind)
            .field("key", &format_args!("{} characters", self.key.chars().count()))
            .finish()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn name(text: &str) -> EntryName {
        text.parse().unwrap()
    }

    /// Reads a name and compares key, timestamp, department, flag and the names of the codes.
    fn check(text: &str, parts: (&str, &str, Option<&str>, ConditionFlag), codes: &[&str]) {
        let name = name(text);
        assert_eq!((name.key(), name.timestamp_text(), name.department(), name.flag()), parts, "{text}");
        let mut found = Vec::new();
        name.check(&mut found);
        assert_eq!(found.iter().map(|d| d.code.name).collect::<Vec<_>>(), codes, "{text}");
        assert_eq!(name.to_string(), text);
        crate::laws::entry_names_print_as_read(text);
    }

    #[test]
    fn deviations_are_read_and_reported() {
        use ConditionFlag::{Current, Missing, Other, Superseded};
        const KEY: &str = "000000240401901";
        const TIME: &str = "20240401103100123";
        for (text, parts, codes) in [
            (
                "0000123_20240401_OMP-01_000000240401901_20240401103100123_01_1",
                (KEY, TIME, Some("01"), Current),
                &[][..],
            ),
            (
                "0000123_-_ADT-00_999999999999999_20240401103100123_-_2",
                ("999999999999999", TIME, None, Superseded),
                &[],
            ),
            (
                "0000123_20240401_OMD_000000240401901_20240401103100123_N01-A_1",
                (KEY, TIME, Some("N01-A"), Current),
                &[],
            ),
            (
                "0000123_20240401_OMP-01_000000240401901_20240401103100_01_1",
                (KEY, "20240401103100", Some("01"), Current),
                &["entry-timestamp-length"],
            ),
            (
                "0000123_20240401_OMP-01_000000240401901_202404011031001_1",
                (KEY, "202404011031001", None, Current),
                &["entry-timestamp-length", "entry-department-missing"],
            ),
            (
                "0000123_20240401_OMP-01_000000240401901_20240401103100123__1",
                (KEY, TIME, None, Current),
                &["entry-department-missing"],
            ),
            (
                "0000123_20240401_OMP-01_000000240401901_01_001_20240401103100123_01_1",
                ("000000240401901_01_001", TIME, Some("01"), Current),
                &["entry-key-underscore"],
            ),
            (
                "0000123_20240401_omp-01_000000240401901_20240401103100123_01_1",
                (KEY, TIME, Some("01"), Current),
                &["entry-kind-case"],
            ),
            (
                "0000123_20240401_OML-12_000000240401901_20240401103100123_01_1",
                (KEY, TIME, Some("01"), Current),
                &["entry-kind-unknown"],
            ),
            (
                "0000123_20240401_OMP-01_000000240401901_20240401103100123_01_9",
                (KEY, TIME, Some("01"), Other('9')),
                &["entry-flag-unknown"],
            ),
            (
                "0000123_20240401_OMP-01_000000240401901_20240401103100123_01_",
                (KEY, TIME, Some("01"), Missing),
                &["entry-flag-missing"],
            ),
            (
                "0000123_20240401_OMP-01_000000240401901_20240401103100123_01_1.hl7",
                (KEY, TIME, Some("01"), Current),
                &["entry-extension"],
            ),
            (
                "0000123_20240230_OMP-01_000000240401901_20240401243000000_01_1",
                (KEY, "20240401243000000", Some("01"), Current),
                &["entry-date-invalid", "entry-timestamp-invalid"],
            ),
            (
                "0000123_20240401_ADT-00_000000240401901_20240401103100123_-_1",
                (KEY, TIME, None, Current),
                &["entry-date-unexpected"],
            ),
            (
                "99998_-_OMP-01_1_x_内科一二三四_1",
                ("1", "x", Some("内科一二三四"), Current),
                &[
                    "entry-id-length",
                    "entry-date-missing",
                    "entry-key-length",
                    "entry-timestamp-invalid",
                    "entry-department-length",
                ],
            ),
        ] {
            check(text, parts, codes);
        }
    }

    #[test]
    fn names_of_content_folders_are_read_loosely() {
        let ecg = name("1234567890_20231205_LJCS-100D_20231205101112.94.14239.1002_20231205112233_200_1");
        assert_eq!((ecg.kind_text(), ecg.key()), ("LJCS-100D", "20231205101112.94.14239.1002"));
        let vitals =
            name("0123456789_20160101_L-OBSERVATIONS^OBSERVATIONS^99ZL01_000000020160101_201601011500321_1");
        assert_eq!((vitals.department_text(), vitals.timestamp().map(Timestamp::digits)), (None, Some(15)));
        let mut found = Vec::new();
        vitals.check_content_folder(&mut found);
        assert_eq!(found.len(), 2);
    }

    #[test]
    fn what_is_no_name_is_refused_without_being_quoted() {
        for text in [
            "",
            "_",
            "readme",
            "memo.txt",
            "______",
            "IMG_2024_01_02_03_04_5",
            "0000123_20240401_OMP-01_1_1",
            "0000123_20240401_OMP-01_000000240401901_20240401103100123_01_1~",
            "0000123_20240401_OMP-01_000000240401901_20240401103100123_01_12",
            "../0000123_20240401_OMP-01_000000240401901_20240401103100123_01_1",
        ] {
            let error = text.parse::<EntryName>().unwrap_err();
            assert!(!error.to_string().contains("0000123"), "{text}");
        }
    }

    #[test]
    fn versions_of_a_record_are_the_same_record() {
        let old = name("0000123_20240401_OML-11_000000240401007_20240403150000006_01_2");
        let new = name("0000123_20240401_oml-11_000000240401007_20240404150000500_24_1");
        assert!(old.is_same_record(&new));
        assert!(old.timestamp() < new.timestamp());
        assert!(!old.is_same_record(&name("0000124_20240401_OML-11_000000240401007_20240403150000006_01_2")));
    }

    #[test]
    fn no_debug_shows_the_id() {
        let name = name("0000123_20240401_OML-11_000000000000123_20240403150000006_01_2");
        for shown in [format!("{name:?}"), format!("{:?}", name.identity())] {
            assert!(!shown.contains("0000123"), "{shown}");
        }
    }

    #[test]
    fn dates_are_days_of_the_calendar() {
        for (text, good) in [
            ("20240229", true),
            ("20230229", false),
            ("20000229", true),
            ("19000229", false),
            ("-", true),
            ("20241301", false),
            ("00000000", false),
            ("2024040", false),
            ("202404011", false),
            ("２０２４０４０１", false),
            ("+2240401", false),
        ] {
            let read = text.parse::<CareDate>();
            assert_eq!(read.is_ok(), good, "{text}");
            if let Ok(date) = read {
                assert_eq!(date.to_string(), text);
            }
        }
    }

    proptest! {
        #[test]
        fn any_text_prints_as_read(text in "\\PC{0,80}") {
            crate::laws::entry_names_print_as_read(&text);
        }

        #[test]
        fn texts_like_names_print_as_read(
            text in "[A-Z0-9東]{0,16}_(-|[0-9]{7,9})_([A-Za-z]{3}(-[0-9]{2})?|L\\^京)_[0-9A_.]{0,20}_[0-9x]{0,18}(_[A-Z0-9-]{0,6})?_[0-9a京]{0,2}(\\.[a-z7]{0,9})?"
        ) {
            crate::laws::entry_names_print_as_read(&text);
        }

        #[test]
        fn timestamps_print_as_read(text in "[0-9]{13,18}") {
            if let Ok(timestamp) = text.parse::<Timestamp>() {
                prop_assert_eq!(timestamp.to_string(), text);
            }
        }
    }
}
