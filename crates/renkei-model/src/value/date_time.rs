use std::fmt;

use chrono::{
    DateTime as ChronoDateTime, Datelike, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, Timelike,
};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de, ser::SerializeMap};

use super::{Blank, Text};

/// How much of a date and time was said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Precision {
    /// The year.
    Year,
    /// The month.
    Month,
    /// The day.
    Day,
    /// The hour.
    Hour,
    /// The minute.
    Minute,
    /// The second.
    Second,
    /// A fraction of a second.
    Fraction,
}

impl Precision {
    /// Returns the letter of HL7 table 0529; a fraction counts as a second.
    pub const fn letter(self) -> &'static str {
        match self {
            Self::Year => "Y",
            Self::Month => "L",
            Self::Day => "D",
            Self::Hour => "H",
            Self::Minute => "M",
            Self::Second | Self::Fraction => "S",
        }
    }

    /// Returns how many digits say so much, a fraction not counted.
    const fn digits(self) -> usize {
        match self {
            Self::Year => 4,
            Self::Month => 6,
            Self::Day => 8,
            Self::Hour => 10,
            Self::Minute => 12,
            Self::Second | Self::Fraction => 14,
        }
    }

    /// Reads a letter of HL7 table 0529.
    pub fn from_letter(letter: &str) -> Option<Self> {
        Some(match letter {
            "Y" => Self::Year,
            "L" => Self::Month,
            "D" => Self::Day,
            "H" => Self::Hour,
            "M" => Self::Minute,
            "S" => Self::Second,
            _ => return None,
        })
    }
}

/// A date, or date and time, as precise as it was written, in the digits in which it was written.
///
/// `196704` stays a month, and `2011070100` an hour. What is no date (`00000000`, day 31 of a month of 30 days, hour 24)
/// is kept as sent, and [`problem`](Self::problem) says what is wrong with it. A time without an offset is local to the
/// facility that wrote it, never UTC.
///
/// In JSON a well-formed value is ISO 8601 of the same precision; anything else is `{"as_sent": "00000000"}`.
///
/// # Examples
///
/// ```
/// use renkei_model::value::{DateTime, Precision};
///
/// let birth = DateTime::from_hl7("196704");
/// assert_eq!((birth.precision(), birth.year(), birth.month()), (Some(Precision::Month), Some(1967), Some(4)));
/// assert_eq!(birth.to_iso().as_deref(), Some("1967-04"));
/// assert_eq!(birth.as_sent(), "196704");
///
/// let wrong = DateTime::from_hl7("20240431");
/// assert_eq!(wrong.problem(), Some("day 31 in a month of 30 days"));
/// assert_eq!(wrong.as_sent(), "20240431");
/// ```
#[derive(Clone, Default, PartialEq, Eq, Hash)]
pub struct DateTime {
    text: Text,
    stated: Option<Precision>,
    /// How precise the digits are, where they are well formed: read once, as whoever takes a date asks whether it is one, and so does
    /// whoever writes it.
    precision: Option<Precision>,
}

/// A time of day as it was written, with the same care as [`DateTime`].
///
/// ```
/// use renkei_model::value::Time;
///
/// assert_eq!(Time::from_hl7("0830").to_iso().as_deref(), Some("08:30"));
/// assert_eq!(Time::from_hl7("2460").problem(), Some("hour 24"));
/// ```
#[derive(Clone, Default, PartialEq, Eq, Hash)]
pub struct Time(Text);

/// The numbers in a date and time, as far as they were written.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub struct DateTimeParts {
    /// The year.
    pub year: u16,
    /// The month, 1 to 12.
    pub month: Option<u8>,
    /// The day, 1 to 31.
    pub day: Option<u8>,
    /// The hour; 24 to 47 in a value that is not well formed, counted from the start of the day.
    pub hour: Option<u8>,
    /// The minute.
    pub minute: Option<u8>,
    /// The second.
    pub second: Option<u8>,
    /// The fraction, in nanoseconds.
    pub nanosecond: Option<u32>,
    /// The offset from UTC, in minutes.
    pub offset: Option<i16>,
}

impl DateTimeParts {
    /// Returns how far the numbers go.
    const fn precision(&self) -> Precision {
        match self {
            Self { nanosecond: Some(_), .. } => Precision::Fraction,
            Self { second: Some(_), .. } => Precision::Second,
            Self { minute: Some(_), .. } => Precision::Minute,
            Self { hour: Some(_), .. } => Precision::Hour,
            Self { day: Some(_), .. } => Precision::Day,
            Self { month: Some(_), .. } => Precision::Month,
            _ => Precision::Year,
        }
    }
}

impl fmt::Debug for DateTimeParts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DateTimeParts").finish_non_exhaustive()
    }
}

/// The layout of a text: runs of digits, before anybody asks whether they make sense.
struct Layout<'a> {
    digits: &'a str,
    fraction: Option<&'a str>,
    offset: Option<&'a str>,
}

impl<'a> Layout<'a> {
    #[inline]
    fn of(text: &'a str) -> Result<Self, &'static str> {
        if text.is_empty() {
            return Err("empty");
        }
        let numeric = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
        if numeric(text) {
            // As nearly all are.
            return Ok(Self { digits: text, fraction: None, offset: None });
        }
        if !text.is_ascii() {
            return Err("not digits");
        }
        let (rest, offset) = match text.find(['+', '-']).and_then(|at| text.split_at_checked(at)) {
            Some((rest, offset)) => (rest, Some(offset)),
            None => (text, None),
        };
        let (digits, fraction) = match rest.split_once('.') {
            Some((digits, fraction)) => (digits, Some(fraction)),
            None => (rest, None),
        };
        if !numeric(digits) || !fraction.is_none_or(numeric) || digits.is_empty() {
            return Err("not digits");
        }
        if let Some(offset) = offset {
            let sane = offset.get(1..).is_some_and(|o| o.len() == 4 && numeric(o));
            if !sane {
                return Err("an offset that is not four digits");
            }
        }
        Ok(Self { digits, fraction, offset })
    }

    /// Returns the numbers made by two digits each.
    fn pairs(&self) -> impl Iterator<Item = u8> {
        // The digits of ASCII end in four bits that are their value.
        let value = |digit: &u8| digit & 0x0F;
        let (pairs, _) = self.digits.as_bytes().as_chunks();
        pairs.iter().map(move |[tens, ones]| value(tens).saturating_mul(10).saturating_add(value(ones)))
    }

    #[inline]
    fn offset_minutes(&self) -> Result<Option<i16>, &'static str> {
        let Some(offset) = self.offset else { return Ok(None) };
        let part = |range: std::ops::Range<usize>| offset.get(range).and_then(|s| s.parse::<i16>().ok());
        match (part(1..3), part(3..5)) {
            (Some(hours @ 0..=14), Some(minutes @ 0..=59)) => {
                let total = hours.saturating_mul(60).saturating_add(minutes);
                Ok(Some(if offset.starts_with('-') { total.saturating_neg() } else { total }))
            }
            _ => Err("an offset of more than 14 hours"),
        }
    }

    fn check_fraction(&self, seconds_written: bool) -> Result<(), &'static str> {
        match self.fraction {
            None => Ok(()),
            Some("") => Err("a point without a fraction"),
            Some(_) if !seconds_written => Err("a fraction without seconds"),
            Some(fraction) if fraction.len() > 4 => Err("more than four digits of fraction"),
            Some(_) => Ok(()),
        }
    }
}

fn nanoseconds(fraction: &str) -> Option<u32> {
    let digits = fraction.get(..fraction.len().min(9))?;
    let missing = u32::try_from(9usize.saturating_sub(digits.len())).ok()?;
    digits.parse::<u32>().ok()?.checked_mul(10u32.checked_pow(missing)?)
}

const fn month_length(year: u16, month: u8) -> u8 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => 29,
        2 => 28,
        _ => 31,
    }
}

fn check_day(day: u8, length: u8) -> Result<(), &'static str> {
    Err(match (day, length) {
        (0, _) => "day 00",
        (day, length) if day <= length => return Ok(()),
        (31, 30) => "day 31 in a month of 30 days",
        (31, 29) => "day 31 in a month of 29 days",
        (31, 28) => "day 31 in a month of 28 days",
        (30, 29) => "day 30 in a month of 29 days",
        (30, 28) => "day 30 in a month of 28 days",
        (29, _) => "day 29 in a month of 28 days",
        _ => "a day beyond 31",
    })
}

fn check_clock(hour: Option<u8>, minute: Option<u8>, second: Option<u8>) -> Result<(), &'static str> {
    match (hour, minute, second) {
        (Some(24), ..) => Err("hour 24"),
        (Some(25..=47), ..) => Err("an hour between 25 and 47"),
        (Some(48..), ..) => Err("an hour beyond 47"),
        (_, Some(60..), _) => Err("a minute beyond 59"),
        (.., Some(60..)) => Err("a second beyond 59"),
        _ => Ok(()),
    }
}

/// Reads a text; the flag says whether only well-formed ones are wanted.
fn read(text: &str, strict: bool) -> Result<DateTimeParts, &'static str> {
    let layout = Layout::of(text)?;
    if layout.digits.len() > 4 && layout.digits.bytes().all(|b| b == b'0') {
        return Err("zero-filled");
    }
    if layout.digits.len() > 4 && layout.digits.bytes().all(|b| b == b'9') {
        return Err("nine-filled");
    }
    let glued = matches!(layout.digits.len(), 15..=18);
    match layout.digits.len() {
        4 | 6 | 8 | 10 | 12 | 14 => {}
        15..=18 if strict => return Err("a fraction without a point"),
        15..=18 => {}
        _ => return Err("a wrong number of digits"),
    }
    let mut pairs = layout.pairs();
    let (century, year) = pairs.next().zip(pairs.next()).ok_or("not digits")?;
    let year = u16::from(century).saturating_mul(100).saturating_add(u16::from(year));
    if year == 0 {
        return Err("year 0000");
    }
    let [month, day, hour, minute, second] = std::array::from_fn(|_| pairs.next());
    match month {
        Some(0) => return Err("month 00"),
        Some(13) => return Err("month 13"),
        Some(14..) => return Err("a month beyond 12"),
        _ => {}
    }
    if let (Some(month), Some(day)) = (month, day) {
        check_day(day, month_length(year, month))?;
    }
    match check_clock(hour, minute, second) {
        Err(problem) if strict || hour.is_some_and(|h| h > 47) => return Err(problem),
        Err(problem) if minute > Some(59) || second > Some(59) => return Err(problem),
        _ => {}
    }
    if strict {
        layout.check_fraction(second.is_some())?;
    }
    let fraction = if glued { layout.digits.get(14..) } else { layout.fraction };
    let offset = layout.offset_minutes()?;
    let nanosecond = fraction.and_then(nanoseconds);
    Ok(DateTimeParts { year, month, day, hour, minute, second, nanosecond, offset })
}

/// How precise digits alone are that say a day and nothing finer than a second, as nearly all do. `None` says nothing.
fn plainly(text: &str) -> Option<Precision> {
    let (pairs, rest) = text.as_bytes().as_chunks();
    let precision = match pairs.len() {
        4 => Precision::Day,
        5 => Precision::Hour,
        6 => Precision::Minute,
        7 => Precision::Second,
        _ => return None,
    };
    // Nothing is said of what was not sent: 0 is fine, but for the day.
    let number = |n: usize| {
        let [tens, ones] = pairs.get(n).copied().unwrap_or([b'0'; 2]);
        (tens & 0x0F).wrapping_mul(10).wrapping_add(ones & 0x0F)
    };
    let year = u16::from(number(0)).wrapping_mul(100).wrapping_add(u16::from(number(1)));
    let (month, day) = (number(2), number(3));
    let is_plain = rest.is_empty()
        && text.bytes().fold(true, |digits, byte| digits & byte.is_ascii_digit())
        && year > 0
        && (1..=12).contains(&month)
        && (1..=month_length(year, month)).contains(&day)
        && number(4) < 24
        && number(5) < 60
        && number(6) < 60;
    is_plain.then_some(precision)
}

/// Reads a time of day; the year of the result means nothing.
fn read_time(text: &str) -> Result<DateTimeParts, &'static str> {
    let layout = Layout::of(text)?;
    if !matches!(layout.digits.len(), 2 | 4 | 6) {
        return Err("a wrong number of digits");
    }
    let mut pairs = layout.pairs();
    let [hour, minute, second] = std::array::from_fn(|_| pairs.next());
    check_clock(hour, minute, second)?;
    layout.check_fraction(second.is_some())?;
    let offset = layout.offset_minutes()?;
    let nanosecond = layout.fraction.and_then(nanoseconds);
    Ok(DateTimeParts { hour, minute, second, nanosecond, offset, ..DateTimeParts::default() })
}

/// The marks of ISO 8601, and where between them each pair of digits belongs.
struct Form<const PAIRS: usize> {
    marks: [u8; 32],
    places: [usize; PAIRS],
}

const DATE_TIME: Form<7> =
    Form { marks: *b"....-..-..T..:..:...............", places: [0, 2, 5, 8, 11, 14, 17] };
const TIME: Form<3> = Form { marks: *b"..:..:..........................", places: [0, 3, 6] };

/// The digits of a well-formed text with the marks of ISO 8601 between them: `2024-04-01T10:31:00.1234+09:00` at the longest.
struct Iso {
    bytes: [u8; 32],
    length: usize,
}

impl Iso {
    /// Puts the text, which begins with so many digits, into a form.
    fn of<const PAIRS: usize>(text: &str, digits: usize, form: &Form<PAIRS>) -> Self {
        let mut iso = Self { bytes: form.marks, length: 0 };
        let (digits, rest) = text.as_bytes().split_at_checked(digits).unwrap_or_default();
        for (pair, place) in digits.as_chunks::<2>().0.iter().zip(form.places) {
            iso.length = place;
            iso.push(*pair);
        }
        for (at, byte) in rest.iter().enumerate() {
            // An offset has five bytes, a sign and two pairs.
            if at.saturating_add(2) == rest.len() && rest.iter().any(|b| matches!(b, b'+' | b'-')) {
                iso.push([b':']);
            }
            iso.push([*byte]);
        }
        iso
    }

    fn push<const N: usize>(&mut self, bytes: [u8; N]) {
        if let Some(place) = self.bytes.get_mut(self.length..).and_then(<[u8]>::first_chunk_mut) {
            *place = bytes;
            self.length = self.length.saturating_add(N);
        }
    }

    fn as_str(&self) -> &str {
        self.bytes.get(..self.length).and_then(|bytes| std::str::from_utf8(bytes).ok()).unwrap_or_default()
    }
}

/// Takes the marks of ISO 8601 out again; the caller checks that it was ISO 8601.
fn without_marks(text: &str) -> String {
    let offset_at = text.len().checked_sub(6).filter(|at| {
        let tail = text.get(*at..).unwrap_or_default();
        tail.starts_with(['+', '-']) && tail.as_bytes().get(3) == Some(&b':')
    });
    let (main, offset) = offset_at.and_then(|at| text.split_at_checked(at)).unwrap_or((text, ""));
    let digits = main.chars().filter(|c| !matches!(c, '-' | ':' | 'T'));
    digits.chain(offset.chars().filter(|c| *c != ':')).collect()
}

impl DateTime {
    /// Takes a date and time as HL7 v2.5 writes them, `YYYY[MM[DD[HH[MM[SS[.S[S[S[S]]]]]]]]][+/-ZZZZ]`, or whatever was
    /// sent in its place.
    pub fn from_hl7(text: impl Into<Text>) -> Self {
        let text = text.into();
        let precision = plainly(&text).or_else(|| read(&text, true).ok().map(|parts| parts.precision()));
        Self { text, stated: None, precision }
    }

    /// Reads ISO 8601 as [`to_iso`](Self::to_iso) writes it.
    pub fn from_iso(text: &str) -> Option<Self> {
        let value = Self::from_hl7(without_marks(text));
        (value.to_iso().as_deref() == Some(text)).then_some(value)
    }

    /// Returns the value with the precision that the sender stated beside it (the withdrawn second component of the
    /// HL7 type TS, table 0529). It is kept, and changes nothing.
    #[must_use]
    pub fn with_stated_precision(self, stated: Option<Precision>) -> Self {
        Self { stated, ..self }
    }

    /// Returns the precision that the sender stated beside the digits.
    pub const fn stated_precision(&self) -> Option<Precision> {
        self.stated
    }

    /// Returns the digits as sent.
    pub fn as_sent(&self) -> &str {
        &self.text
    }

    /// Says what keeps the value from being a date; nothing when it is well formed.
    pub fn problem(&self) -> Option<&'static str> {
        if self.is_well_formed() { None } else { read(&self.text, true).err() }
    }

    /// Says whether the value is a date, or date and time, that exists.
    pub const fn is_well_formed(&self) -> bool {
        self.precision.is_some()
    }

    /// Returns the numbers of a well-formed value.
    pub fn parts(&self) -> Option<DateTimeParts> {
        if self.is_well_formed() { read(&self.text, true).ok() } else { None }
    }

    /// Returns the numbers of a value that can be understood although it is not well formed: hours 24 to 47, counted
    /// from the start of the day, and fractions written without a point (`20240401103045123`).
    pub fn parts_lenient(&self) -> Option<DateTimeParts> {
        read(&self.text, false).ok()
    }

    /// Returns how precise a well-formed value is.
    pub const fn precision(&self) -> Option<Precision> {
        self.precision
    }

    /// Returns the year of a well-formed value.
    pub fn year(&self) -> Option<u16> {
        self.parts().map(|p| p.year)
    }

    /// Returns the month of a well-formed value, 1 to 12.
    pub fn month(&self) -> Option<u8> {
        self.parts()?.month
    }

    /// Returns the day of a well-formed value, 1 to 31.
    pub fn day(&self) -> Option<u8> {
        self.parts()?.day
    }

    /// Returns the hour of a well-formed value, 0 to 23.
    pub fn hour(&self) -> Option<u8> {
        self.parts()?.hour
    }

    /// Returns the minute of a well-formed value.
    pub fn minute(&self) -> Option<u8> {
        self.parts()?.minute
    }

    /// Returns the second of a well-formed value.
    pub fn second(&self) -> Option<u8> {
        self.parts()?.second
    }

    /// Returns the offset from UTC of a well-formed value, in minutes.
    pub fn offset(&self) -> Option<i16> {
        self.parts()?.offset
    }

    /// Returns ISO 8601 of the same precision, when the value is well formed.
    pub fn to_iso(&self) -> Option<String> {
        self.iso().map(|iso| iso.as_str().to_owned())
    }

    fn iso(&self) -> Option<Iso> {
        self.precision.map(|precision| Iso::of(&self.text, precision.digits(), &DATE_TIME))
    }

    /// Returns the day, when the value is well formed and says one.
    pub fn to_naive_date(&self) -> Option<NaiveDate> {
        let parts = self.parts()?;
        NaiveDate::from_ymd_opt(i32::from(parts.year), u32::from(parts.month?), u32::from(parts.day?))
    }

    /// Returns the local date and time, when the value is well formed and says at least the hour; what it does not say
    /// counts as zero.
    pub fn to_naive_date_time(&self) -> Option<NaiveDateTime> {
        let parts = self.parts()?;
        let or_zero = |n: Option<u8>| u32::from(n.unwrap_or_default());
        self.to_naive_date()?.and_hms_nano_opt(
            u32::from(parts.hour?),
            or_zero(parts.minute),
            or_zero(parts.second),
            parts.nanosecond.unwrap_or_default(),
        )
    }

    /// Returns the instant, taking `local` for the offset where none was sent.
    pub fn to_instant(&self, local: FixedOffset) -> Option<ChronoDateTime<FixedOffset>> {
        let offset = match self.offset() {
            Some(minutes) => FixedOffset::east_opt(i32::from(minutes).saturating_mul(60))?,
            None => local,
        };
        self.to_naive_date_time()?.and_local_timezone(offset).single()
    }
}

impl From<NaiveDate> for DateTime {
    fn from(date: NaiveDate) -> Self {
        Self::from_hl7(format!("{:04}{:02}{:02}", date.year(), date.month(), date.day()))
    }
}

impl From<NaiveDateTime> for DateTime {
    /// Writes seconds, and milliseconds when there are any.
    fn from(at: NaiveDateTime) -> Self {
        let form = if at.nanosecond() >= 1_000_000 { "%Y%m%d%H%M%S%.3f" } else { "%Y%m%d%H%M%S" };
        Self::from_hl7(at.format(form).to_string())
    }
}

impl From<ChronoDateTime<FixedOffset>> for DateTime {
    fn from(at: ChronoDateTime<FixedOffset>) -> Self {
        let local = Self::from(at.naive_local());
        Self::from_hl7(format!("{}{}", local.text, at.format("%z")))
    }
}

impl From<&str> for DateTime {
    fn from(text: &str) -> Self {
        Self::from_hl7(text)
    }
}

impl Time {
    /// Takes a time of day as HL7 v2.5 writes it, `HH[MM[SS[.S[S[S[S]]]]]][+/-ZZZZ]`, or whatever was sent in its place.
    pub fn from_hl7(text: impl Into<Text>) -> Self {
        Self(text.into())
    }

    /// Reads ISO 8601 as [`to_iso`](Self::to_iso) writes it.
    pub fn from_iso(text: &str) -> Option<Self> {
        let value = Self::from_hl7(without_marks(text));
        (value.to_iso().as_deref() == Some(text)).then_some(value)
    }

    /// Returns the digits as sent.
    pub fn as_sent(&self) -> &str {
        &self.0
    }

    /// Says what keeps the value from being a time of day; nothing when it is well formed.
    pub fn problem(&self) -> Option<&'static str> {
        read_time(&self.0).err()
    }

    /// Returns the hour of a well-formed value.
    pub fn hour(&self) -> Option<u8> {
        read_time(&self.0).ok()?.hour
    }

    /// Returns the minute of a well-formed value.
    pub fn minute(&self) -> Option<u8> {
        read_time(&self.0).ok()?.minute
    }

    /// Returns the second of a well-formed value.
    pub fn second(&self) -> Option<u8> {
        read_time(&self.0).ok()?.second
    }

    /// Returns ISO 8601 of the same precision, when the value is well formed.
    pub fn to_iso(&self) -> Option<String> {
        self.iso().map(|iso| iso.as_str().to_owned())
    }

    fn iso(&self) -> Option<Iso> {
        let is_digit = |byte: &u8| byte.is_ascii_digit();
        read_time(&self.0)
            .is_ok()
            .then(|| Iso::of(&self.0, self.0.bytes().take_while(is_digit).count(), &TIME))
    }

    /// Returns the local time of day, when the value is well formed; what it does not say counts as zero.
    pub fn to_naive_time(&self) -> Option<NaiveTime> {
        let parts = read_time(&self.0).ok()?;
        let or_zero = |n: Option<u8>| u32::from(n.unwrap_or_default());
        NaiveTime::from_hms_nano_opt(
            u32::from(parts.hour?),
            or_zero(parts.minute),
            or_zero(parts.second),
            parts.nanosecond.unwrap_or_default(),
        )
    }
}

impl From<&str> for Time {
    fn from(text: &str) -> Self {
        Self::from_hl7(text)
    }
}

impl fmt::Debug for DateTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "DateTime({} chars)", self.text.chars().count())
    }
}

impl fmt::Debug for Time {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Time({} chars)", self.0.chars().count())
    }
}

impl Blank for DateTime {
    fn is_blank(&self) -> bool {
        self.text.is_empty() && self.stated.is_none()
    }
}

impl Blank for Time {
    fn is_blank(&self) -> bool {
        self.0.is_empty()
    }
}

impl Serialize for DateTime {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match (self.iso(), self.stated) {
            (Some(iso), None) => serializer.serialize_str(iso.as_str()),
            (_, stated) => {
                let mut map = serializer.serialize_map(None)?;
                map.serialize_entry("as_sent", &self.text)?;
                if let Some(stated) = stated {
                    map.serialize_entry("stated_precision", &stated)?;
                }
                map.end()
            }
        }
    }
}

impl Serialize for Time {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.iso() {
            Some(iso) => serializer.serialize_str(iso.as_str()),
            None => {
                let mut map = serializer.serialize_map(Some(1))?;
                map.serialize_entry("as_sent", &self.0)?;
                map.end()
            }
        }
    }
}

/// Reads either form of JSON.
struct Written<T>(fn(&str) -> Option<T>, fn(Text, Option<Precision>) -> T);

impl<'de, T> de::Visitor<'de> for Written<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ISO 8601, or an object with the text as sent")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<T, E> {
        Ok(self.0(text).unwrap_or_else(|| self.1(text.into(), None)))
    }

    fn visit_map<A: de::MapAccess<'de>>(self, mut map: A) -> Result<T, A::Error> {
        let (mut as_sent, mut stated) = (Text::default(), None);
        while let Some(key) = map.next_key::<Text>()? {
            match key.as_str() {
                "as_sent" => as_sent = map.next_value()?,
                "stated_precision" => stated = map.next_value()?,
                _ => {
                    map.next_value::<de::IgnoredAny>()?;
                }
            }
        }
        Ok(self.1(as_sent, stated))
    }
}

impl<'de> Deserialize<'de> for DateTime {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Written(Self::from_iso, |text, stated| {
            Self::from_hl7(text).with_stated_precision(stated)
        }))
    }
}

impl<'de> Deserialize<'de> for Time {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Written(Self::from_iso, |text, _| Self(text)))
    }
}

record! {
    /// A stretch of time.
    pub struct Period {
        /// When it starts.
        pub start: Option<DateTime>,
        /// When it ends.
        pub end: Option<DateTime>,
    }
}

#[cfg(feature = "schema")]
mod schema {
    use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

    impl JsonSchema for super::DateTime {
        fn schema_name() -> std::borrow::Cow<'static, str> {
            "DateTime".into()
        }

        fn json_schema(_: &mut SchemaGenerator) -> Schema {
            json_schema!({
                "description": "A date, or date and time, as precise as it was written",
                "anyOf": [
                    { "type": "string", "description": "ISO 8601: 1967-04, 2011-07-01T00, 2024-04-01T10:30:45.123+09:00",
                      "pattern": "^\\d{4}(-\\d\\d(-\\d\\d(T\\d\\d(:\\d\\d(:\\d\\d(\\.\\d{1,4})?)?)?)?)?)?([+-]\\d\\d:\\d\\d)?$" },
                    { "type": "object", "description": "what was sent is no date", "required": ["as_sent"],
                      "properties": { "as_sent": { "type": "string" }, "stated_precision": { "type": "string" } } }
                ]
            })
        }
    }

    impl JsonSchema for super::Time {
        fn schema_name() -> std::borrow::Cow<'static, str> {
            "Time".into()
        }

        fn json_schema(_: &mut SchemaGenerator) -> Schema {
            json_schema!({
                "description": "A time of day, as precise as it was written",
                "anyOf": [
                    { "type": "string", "pattern": "^\\d\\d(:\\d\\d(:\\d\\d(\\.\\d{1,4})?)?)?([+-]\\d\\d:\\d\\d)?$" },
                    { "type": "object", "required": ["as_sent"], "properties": { "as_sent": { "type": "string" } } }
                ]
            })
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check(text: &str, expected: Result<&str, &str>) {
        let value = DateTime::from_hl7(text);
        assert_eq!(value.as_sent(), text);
        assert_eq!(value.problem(), expected.err(), "{text}");
        assert_eq!(value.to_iso().as_deref(), expected.ok(), "{text}");
        assert_same(&value);
    }

    fn assert_same(value: &DateTime) {
        let json = serde_json::to_string(value).unwrap();
        let back: DateTime = serde_json::from_str(&json).unwrap();
        assert_eq!(back.as_sent(), value.as_sent(), "{json}");
        assert_eq!(&back, value);
    }

    #[test]
    fn well_formed_values_become_iso_8601() {
        for (text, iso) in [
            ("1967", "1967"),
            ("196704", "1967-04"),
            ("20240401", "2024-04-01"),
            ("2011070100", "2011-07-01T00"),
            ("202404011030", "2024-04-01T10:30"),
            ("20240401103045", "2024-04-01T10:30:45"),
            ("20240401103045.1", "2024-04-01T10:30:45.1"),
            ("20240401103045.1230", "2024-04-01T10:30:45.1230"),
            ("20240401103045.123+0900", "2024-04-01T10:30:45.123+09:00"),
            ("2024040110-0330", "2024-04-01T10-03:30"),
            ("2024-0400", "2024-04:00"),
            ("20240229", "2024-02-29"),
        ] {
            check(text, Ok(iso));
        }
    }

    #[test]
    fn what_is_no_date_is_kept_and_named() {
        for (text, problem) in [
            ("", "empty"),
            ("00000000", "zero-filled"),
            ("99999999", "nine-filled"),
            ("20241301", "month 13"),
            ("20240001", "month 00"),
            ("20240400", "day 00"),
            ("20240431", "day 31 in a month of 30 days"),
            ("20230229", "day 29 in a month of 28 days"),
            ("20240230", "day 30 in a month of 29 days"),
            ("2024040124", "hour 24"),
            ("202404012530", "an hour between 25 and 47"),
            ("202404014830", "an hour beyond 47"),
            ("202404011060", "a minute beyond 59"),
            ("20240401103060", "a second beyond 59"),
            ("20240401103045123", "a fraction without a point"),
            ("20240401103045.12345", "more than four digits of fraction"),
            ("2024040110.5", "a fraction without seconds"),
            ("20240401103045.", "a point without a fraction"),
            ("2024041", "a wrong number of digits"),
            ("2024-04", "an offset that is not four digits"),
            ("2024-04-01", "an offset that is not four digits"),
            ("2024-04-01T10:30:45", "an offset that is not four digits"),
            ("20240401+1500", "an offset of more than 14 hours"),
            ("令和6年4月1日", "not digits"),
            ("unknown", "not digits"),
        ] {
            check(text, Err(problem));
        }
    }

    #[test]
    fn an_hour_beyond_the_day_can_still_be_read() {
        let parts = DateTime::from_hl7("202404012515").parts_lenient().unwrap();
        assert_eq!((parts.day, parts.hour, parts.minute), (Some(1), Some(25), Some(15)));
        let parts = DateTime::from_hl7("20240401103045123").parts_lenient().unwrap();
        assert_eq!((parts.second, parts.nanosecond), (Some(45), Some(123_000_000)));
        assert_eq!(DateTime::from_hl7("00000000").parts_lenient(), None);
    }

    #[test]
    fn text_that_only_looks_like_iso_goes_through_as_sent() {
        let json = serde_json::to_string(&DateTime::from_hl7("2024-04-01")).unwrap();
        assert_eq!(json, r#"{"as_sent":"2024-04-01"}"#);
        let json = serde_json::to_string(&DateTime::from_hl7("20240401")).unwrap();
        assert_eq!(json, r#""2024-04-01""#);
    }

    #[test]
    fn a_stated_precision_is_kept() {
        let value = DateTime::from_hl7("199601").with_stated_precision(Precision::from_letter("L"));
        assert_eq!(
            serde_json::to_string(&value).unwrap(),
            r#"{"as_sent":"199601","stated_precision":"month"}"#
        );
        assert_same(&value);
    }

    #[test]
    fn edges_to_chrono() {
        let at = DateTime::from_hl7("202404011030");
        assert_eq!(at.to_naive_date_time().unwrap().to_string(), "2024-04-01 10:30:00");
        let tokyo = FixedOffset::east_opt(9 * 3600).unwrap();
        assert_eq!(at.to_instant(tokyo).unwrap().to_rfc3339(), "2024-04-01T10:30:00+09:00");
        assert_eq!(DateTime::from_hl7("20240401").to_naive_date_time(), None);
        assert_eq!(DateTime::from(at.to_instant(tokyo).unwrap()).as_sent(), "20240401103000+0900");
        assert_eq!(DateTime::from(NaiveDate::from_ymd_opt(2024, 4, 1).unwrap()).as_sent(), "20240401");
    }

    #[test]
    fn times_of_day() {
        for (text, iso) in [
            ("08", Some("08")),
            ("0830", Some("08:30")),
            ("083015.5+0900", Some("08:30:15.5+09:00")),
            ("2400", None),
            ("8:30", None),
        ] {
            let time = Time::from_hl7(text);
            assert_eq!(time.to_iso().as_deref(), iso, "{text}");
            let json = serde_json::to_string(&time).unwrap();
            assert_eq!(serde_json::from_str::<Time>(&json).unwrap(), time, "{json}");
        }
    }

    proptest! {
        #[test]
        fn what_is_plain_is_read_alike(text in "[0-9]{2}[0-9]{2}[01][0-9][0-3][0-9]([0-2][0-9]([0-6][0-9]([0-6][0-9])?)?)?|[0-9]{0,16}|[0-9.+]{8}") {
            let read = read(&text, true).ok().map(|parts| parts.precision());
            if matches!(text.len(), 8 | 10 | 12 | 14) && text.bytes().all(|b| b.is_ascii_digit()) {
                prop_assert_eq!(plainly(&text), read);
            } else {
                prop_assert_eq!(plainly(&text), None);
            }
        }

        #[test]
        fn json_gives_back_every_text(text in ".{0,30}") {
            assert_same(&DateTime::from_hl7(text.as_str()));
        }

        #[test]
        fn json_gives_back_everything_that_looks_like_a_date(text in "[0-9]{0,18}([-:T.+][0-9]{1,5}){0,4}") {
            assert_same(&DateTime::from_hl7(text.as_str()));
            let time = Time::from_hl7(text.as_str());
            let json = serde_json::to_string(&time).unwrap();
            prop_assert_eq!(serde_json::from_str::<Time>(&json).unwrap(), time);
        }

        #[test]
        fn what_chrono_knows_is_well_formed(days in 0u64..80_000, seconds in 0u32..86_400) {
            let start = NaiveDate::from_ymd_opt(1868, 1, 1).unwrap();
            let date = start.checked_add_days(chrono::Days::new(days)).unwrap();
            let at = date.and_time(NaiveTime::from_num_seconds_from_midnight_opt(seconds, 0).unwrap());
            prop_assert_eq!(DateTime::from(at).to_naive_date_time(), Some(at));
        }
    }
}
