use std::fmt;

use serde::{Deserialize, Serialize};

use super::{Blank, Text};

/// A number in its own spelling: `5.40` is not `5.4`, and `+3` and `.5` are what was written.
///
/// Text that is no number is kept too; [`is_well_formed`](Self::is_well_formed) tells. In JSON it is a string.
///
/// # Examples
///
/// ```
/// use renkei_model::value::Decimal;
///
/// let hba1c = Decimal::from("5.40");
/// assert_eq!(hba1c.as_str(), "5.40");
/// assert_eq!(hba1c.to_f64(), Some(5.4));
/// assert_eq!(hba1c.to_scaled(), Some((540, 2)));
/// assert!(!Decimal::from("約5").is_well_formed());
/// ```
#[derive(Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct Decimal(Text);

/// What stands where in a well-formed number.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct DecimalParts<'a> {
    /// The sign as written: `+`, `-` or none.
    pub sign: Option<char>,
    /// The digits before the point.
    pub whole: &'a str,
    /// The digits after the point; none when there is no point.
    pub fraction: Option<&'a str>,
}

impl Decimal {
    /// Returns the spelling.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Takes the spelling out.
    pub fn into_text(self) -> Text {
        self.0
    }

    /// Returns a text only where it is a well-formed number.
    pub(crate) fn spelled(text: &str) -> Option<&str> {
        DecimalParts::of(text).map(|_| text)
    }

    /// Returns sign, whole and fraction of a number that is well formed.
    pub fn parts(&self) -> Option<DecimalParts<'_>> {
        DecimalParts::of(self.as_str())
    }

    /// Says whether the spelling is a number as HL7 v2.5 writes one (type NM): an optional sign, digits, at most one
    /// point, no exponent and no thousands separator.
    pub fn is_well_formed(&self) -> bool {
        self.parts().is_some()
    }

    /// Returns the nearest floating point number, when the spelling is well formed.
    pub fn to_f64(&self) -> Option<f64> {
        self.parts().and_then(|_| self.0.parse().ok())
    }

    /// Returns the exact value as an integer and the number of digits behind the point, when it fits.
    pub fn to_scaled(&self) -> Option<(i128, u32)> {
        let parts = self.parts()?;
        let fraction = parts.fraction.unwrap_or_default();
        let mut value = 0i128;
        for digit in parts.whole.bytes().chain(fraction.bytes()) {
            value = value.checked_mul(10)?.checked_add(i128::from(digit.checked_sub(b'0')?))?;
        }
        let value = if parts.sign == Some('-') { value.checked_neg()? } else { value };
        Some((value, u32::try_from(fraction.len()).ok()?))
    }
}

impl<'a> DecimalParts<'a> {
    fn of(text: &'a str) -> Option<Self> {
        let sign = match text.as_bytes().first() {
            Some(b'+') => Some('+'),
            Some(b'-') => Some('-'),
            _ => None,
        };
        let unsigned = text.get(usize::from(sign.is_some())..)?;
        let digits = |s: &str| s.bytes().take_while(u8::is_ascii_digit).count();
        let (whole, rest) = unsigned.split_at_checked(digits(unsigned))?;
        let fraction = if rest.is_empty() { None } else { Some(rest.strip_prefix('.')?) };
        let length = fraction.map_or(0, str::len);
        let some = !whole.is_empty() || length > 0;
        (some && fraction.map_or(0, digits) == length).then_some(Self { sign, whole, fraction })
    }
}

impl fmt::Debug for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Decimal({} chars)", self.0.chars().count())
    }
}

impl fmt::Debug for DecimalParts<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DecimalParts").finish_non_exhaustive()
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl From<Text> for Decimal {
    fn from(text: Text) -> Self {
        Self(text)
    }
}

impl From<&str> for Decimal {
    fn from(text: &str) -> Self {
        Self(text.into())
    }
}

impl From<String> for Decimal {
    fn from(text: String) -> Self {
        Self(text.into())
    }
}

impl From<i64> for Decimal {
    fn from(number: i64) -> Self {
        Self(number.to_string().into())
    }
}

impl Blank for Decimal {
    fn is_blank(&self) -> bool {
        self.0.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn well_formed_numbers() {
        for (text, value) in [
            ("0", Some((0, 0))),
            ("5.40", Some((540, 2))),
            ("+3", Some((3, 0))),
            (".5", Some((5, 1))),
            ("5.", Some((5, 0))),
            ("-0.25", Some((-25, 2))),
            ("007", Some((7, 0))),
            ("", None),
            (".", None),
            ("-", None),
            ("1e3", None),
            ("1,000", None),
            ("1.2.3", None),
            (" 1", None),
            ("１", None),
            ("NaN", None),
            ("inf", None),
        ] {
            let decimal = Decimal::from(text);
            assert_eq!(decimal.to_scaled(), value, "{text}");
            assert_eq!(decimal.to_f64().is_some(), value.is_some(), "{text}");
            assert_eq!(decimal.is_well_formed(), value.is_some(), "{text}");
            assert_eq!(decimal.as_str(), text);
        }
    }
}
