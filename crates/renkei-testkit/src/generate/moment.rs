use chrono::{Datelike as _, NaiveDate, NaiveDateTime, TimeDelta, Timelike as _};

/// A moment of local time, to the millisecond.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Moment(NaiveDateTime);

impl Moment {
    /// Midnight so many days after the first day of generated time: Monday, 1 January 2024.
    ///
    /// Generated time has its own beginning: the clock would make other bytes every day.
    pub(super) fn day(number: i64) -> Self {
        let first = NaiveDate::from_ymd_opt(2024, 1, 1).unwrap_or_default().and_time(chrono::NaiveTime::MIN);
        Self(first).later(number.saturating_mul(24 * 60))
    }

    /// So many minutes later.
    pub(super) fn later(self, minutes: i64) -> Self {
        self.by(TimeDelta::try_minutes(minutes))
    }

    /// So many milliseconds later.
    pub(super) fn later_by_millis(self, millis: i64) -> Self {
        self.by(TimeDelta::try_milliseconds(millis))
    }

    fn by(self, delta: Option<TimeDelta>) -> Self {
        Self(delta.and_then(|delta| self.0.checked_add_signed(delta)).unwrap_or(self.0))
    }

    /// `20240401`.
    pub(super) fn date(self) -> String {
        let day = self.0.date();
        format!("{:04}{:02}{:02}", day.year(), day.month(), day.day())
    }

    /// `202404011030`.
    pub(super) fn minute(self) -> String {
        format!("{}{:02}{:02}", self.date(), self.0.hour(), self.0.minute())
    }

    /// `20240401103000`.
    pub(super) fn second(self) -> String {
        format!("{}{:02}", self.minute(), self.0.second())
    }

    /// `20240401103000.123`, as MSH-7 has it.
    pub(super) fn millis(self) -> String {
        format!("{}.{:03}", self.second(), self.0.and_utc().timestamp_subsec_millis())
    }

    /// `20240401103000123`, as names of files have it.
    pub(super) fn stamp(self) -> String {
        format!("{}{:03}", self.second(), self.0.and_utc().timestamp_subsec_millis())
    }

    /// `2024`.
    pub(super) fn year(self) -> i64 {
        i64::from(self.0.date().year())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_written_as_messages_and_names_have_them() {
        let moment = Moment::day(59).later(10 * 60 + 31).later_by_millis(7_005);
        assert_eq!(moment.date(), "20240229");
        assert_eq!(moment.minute(), "202402291031");
        assert_eq!(moment.millis(), "20240229103107.005");
        assert_eq!(moment.stamp(), "20240229103107005");
        assert_eq!(moment.year(), 2024);
    }
}
