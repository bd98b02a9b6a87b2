//! The forms of primitive values: dates, times, numbers. Everything here looks at bytes and allocates nothing.

/// What a date and time looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stamp {
    /// A date, or date and time.
    Sound {
        /// Whether an offset from UTC follows.
        offset: bool,
        /// How many digits stand before the fraction.
        digits: usize,
    },
    /// Seconds are followed by digits of a fraction without a point.
    Glued,
    /// All is well but the hour.
    Hour(u8),
    /// It is not a date and time.
    Wrong,
}

/// Looks at a DTM (HL7 v2.5 2.A.22): `YYYY[MM[DD[HH[MM[SS[.S[S[S[S]]]]]]]]][+/-ZZZZ]`.
pub(super) fn stamp(bytes: &[u8]) -> Stamp {
    let digits = digits(bytes);
    let rest = bytes.get(digits..).unwrap_or_default();
    let (fraction, rest) = match rest {
        [b'.', rest @ ..] => {
            let count = self::digits(rest);
            (Some(count), rest.get(count..).unwrap_or_default())
        }
        _ => (None, rest),
    };
    let offset = match rest {
        [] => false,
        [b'+' | b'-', zone @ ..] if zone.len() == 4 && zone.iter().all(u8::is_ascii_digit) => true,
        _ => return Stamp::Wrong,
    };
    let glued = (15..=18).contains(&digits) && fraction.is_none();
    let length = matches!(digits, 4 | 6 | 8 | 10 | 12 | 14) || glued;
    let fractional = fraction.is_none_or(|count| digits == 14 && (1..=4).contains(&count));
    if !length || !fractional {
        return Stamp::Wrong;
    }
    let part = |at: usize, count: usize| number(bytes.get(at..at.saturating_add(count)).unwrap_or_default());
    let has = |count: usize| digits >= count;
    let (year, month, day) = (part(0, 4), part(4, 2), part(6, 2));
    let dated = year > 0
        && (!has(6) || (1..=12).contains(&month))
        && (!has(8) || (1..=days(year, month)).contains(&day));
    let minutes = (!has(12) || part(10, 2) <= 59) && (!has(14) || part(12, 2) <= 59);
    if !dated || !minutes {
        return Stamp::Wrong;
    }
    match part(8, 2) {
        hour if has(10) && (24..=47).contains(&hour) => Stamp::Hour(u8::try_from(hour).unwrap_or(u8::MAX)),
        hour if has(10) && hour > 47 => Stamp::Wrong,
        _ if glued => Stamp::Glued,
        _ => Stamp::Sound { offset, digits },
    }
}

/// Says whether a time of day is one (TM, HL7 v2.5 2.A.75): `HH[MM[SS[.S[S[S[S]]]]]][+/-ZZZZ]`.
pub(super) fn is_time(bytes: &[u8]) -> bool {
    // A time is the end of a date and time.
    let mut whole = [b'0'; 40];
    let Some(place) = whole.get_mut(8..8usize.saturating_add(bytes.len())) else { return false };
    place.copy_from_slice(bytes);
    if let Some(date) = whole.get_mut(..8) {
        date.copy_from_slice(b"20000101");
    }
    let length = 8usize.saturating_add(bytes.len());
    bytes.len() >= 2 && matches!(stamp(whole.get(..length).unwrap_or_default()), Stamp::Sound { .. })
}

/// Says whether a number is one (NM, HL7 v2.5 2.A.47): sign, digits, point, digits; a digit at least.
pub(super) fn is_number(bytes: &[u8]) -> bool {
    let bytes = match bytes {
        [b'+' | b'-', rest @ ..] => rest,
        all => all,
    };
    let whole = digits(bytes);
    let fraction = match bytes.get(whole..) {
        Some([b'.', rest @ ..]) if digits(rest) == rest.len() => rest.len(),
        Some([]) => 0,
        _ => return false,
    };
    whole > 0 || fraction > 0
}

/// Says whether an end lies before a start, as far as both are precise.
pub(super) fn is_before(end: &[u8], start: &[u8]) -> bool {
    let length = digits(end).min(digits(start)).min(14);
    length >= 4 && end.get(..length) < start.get(..length)
}

/// Returns how many digits bytes begin with.
pub(super) fn digits(bytes: &[u8]) -> usize {
    bytes.iter().take_while(|b| b.is_ascii_digit()).count()
}

/// Returns the number that digits are; 0 for none.
pub(super) fn number(digits: &[u8]) -> u32 {
    let digit = |b: &u8| u32::from(b.saturating_sub(b'0'));
    digits.iter().fold(0u32, |n, b| n.saturating_mul(10).saturating_add(digit(b)))
}

const fn days(year: u32, month: u32) -> u32 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => 29,
        2 => 28,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Stamp) {
        assert_eq!(stamp(text.as_bytes()), expected, "{text}");
    }

    #[test]
    fn dates_are_days_of_the_calendar() {
        check("2024", Stamp::Sound { offset: false, digits: 4 });
        check("20240229", Stamp::Sound { offset: false, digits: 8 });
        check("20230229", Stamp::Wrong);
        check("20240431", Stamp::Wrong);
        check("20241301", Stamp::Wrong);
        check("00000000", Stamp::Wrong);
        check("99999999", Stamp::Wrong);
        check("2024040", Stamp::Wrong);
        check("令和六年", Stamp::Wrong);
        check("", Stamp::Wrong);
    }

    #[test]
    fn times_of_day_are_those_of_a_day() {
        check("20240401103100.1234+0900", Stamp::Sound { offset: true, digits: 14 });
        check("202404012430", Stamp::Hour(24));
        check("202404014730", Stamp::Hour(47));
        check("202404014830", Stamp::Wrong);
        check("202404011061", Stamp::Wrong);
        check("20240401103100123", Stamp::Glued);
        check("202404011031.5", Stamp::Wrong);
        assert!(is_time(b"0900") && is_time(b"23") && is_time(b"103100.12"));
        assert!(!is_time(b"2400") && !is_time(b"9") && !is_time(b"9:00") && !is_time(&[b'1'; 60]));
    }

    #[test]
    fn numbers_have_digits_and_one_point() {
        for sound in ["1", "-25", "+0.5", ".5", "5.", "007"] {
            assert!(is_number(sound.as_bytes()), "{sound}");
        }
        for wrong in ["", "-", ".", "1,000", "1e3", "< 5", "１", "1.2.3", " 1"] {
            assert!(!is_number(wrong.as_bytes()), "{wrong}");
        }
    }

    #[test]
    fn times_are_compared_as_far_as_both_go() {
        assert!(is_before(b"20240331", b"20240401103000"));
        assert!(!is_before(b"20240401", b"20240401103000"));
        assert!(!is_before(b"", b"20240401"));
    }
}
