use renkei_model::value::{DateTime, Precision};

use super::{DT, DataType, ID};
use crate::mapping::{Leaf, Parts};

/// A date and time (日時): `YYYY[MM[DD[HH[MM[SS[.S[S[S[S]]]]]]]]]`, without zone in Japan; the second component, the degree
/// of precision, is withdrawn. HL7 v2.5 2.A.77.
#[derive(Clone, Copy, Debug)]
pub enum TS {}

impl DataType<DateTime> for TS {
    fn map<P: Parts>(parts: &mut P, value: &mut DateTime) {
        parts.part::<DT, _>(1, "", value);
        let mut stated = Stated(value.stated_precision());
        parts.part::<ID, _>(2, "stated_precision", &mut stated);
        if stated.0 != value.stated_precision() {
            *value = std::mem::take(value).with_stated_precision(stated.0);
        }
    }
}

/// A letter of table 0529.
struct Stated(Option<Precision>);

impl Leaf for Stated {
    fn text(&self) -> &str {
        self.0.map_or("", Precision::letter)
    }

    fn set_text(&mut self, text: &str) -> bool {
        self.0 = Precision::from_letter(text);
        self.0.is_some()
    }
}
