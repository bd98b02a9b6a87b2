use renkei_hl7v2::Delimiters;

/// Where a value stands in a segment, in numbers counted from one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Place {
    pub(super) field: u32,
    pub(super) repetition: u32,
    pub(super) component: u32,
    pub(super) subcomponent: u32,
}

impl Place {
    /// The first value of a field.
    pub(super) const fn of_field(field: u32) -> Self {
        Self { field, repetition: 1, component: 1, subcomponent: 1 }
    }
}

/// The values of a segment on their way into a message, each with its place.
///
/// Values may come in any order. No delimiter is written until all have come: then those between two values follow from their
/// places, and behind the last value there is none. That is how a reader finds the places, run backwards.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    bytes: Vec<u8>,
    values: Vec<Value>,
}

/// Encoded and escaped bytes. A piece that is kept as it was is one value, whatever delimiters of lower levels it holds.
#[derive(Clone, Copy, Debug)]
struct Value {
    place: Place,
    from: usize,
    to: usize,
}

impl Sheet {
    /// Returns how many values there are, to come back to.
    pub(super) const fn mark(&self) -> usize {
        self.values.len()
    }

    /// Says whether a value has come since a mark.
    pub(super) const fn has_since(&self, mark: usize) -> bool {
        self.values.len() > mark
    }

    /// Puts a value at a place, written by a function.
    pub(super) fn put<T>(&mut self, place: Place, write: impl FnOnce(&mut Vec<u8>) -> T) -> T {
        let from = self.bytes.len();
        let written = write(&mut self.bytes);
        self.values.push(Value { place, from, to: self.bytes.len() });
        written
    }

    /// Puts bytes at a place, where there are any.
    pub(super) fn put_bytes(&mut self, place: Place, bytes: &[u8]) {
        if !bytes.is_empty() {
            self.put(place, |out| out.extend_from_slice(bytes));
        }
    }

    /// Takes back what has come since a mark.
    pub(super) fn take_back(&mut self, mark: usize) {
        if let Some(first) = self.values.get(mark) {
            self.bytes.truncate(first.from);
        }
        self.values.truncate(mark);
    }

    /// Keeps those fields, of what has come since a mark, that a function is for; it is asked once for fields that came together.
    pub(super) fn retain_fields(&mut self, mark: usize, mut keep: impl FnMut(u32) -> bool) {
        let mut asked = None;
        let mut before = mark;
        self.values.retain(|value| {
            if let Some(fewer) = before.checked_sub(1) {
                before = fewer;
                return true;
            }
            match asked {
                Some((field, kept)) if field == value.place.field => kept,
                _ => asked.insert((value.place.field, keep(value.place.field))).1,
            }
        });
    }

    /// Writes what has come since a mark behind a place that is written already, and takes it from the sheet.
    pub(super) fn lay_out(&mut self, mark: usize, behind: Place, delimiters: &Delimiters, out: &mut Vec<u8>) {
        let values = self.values.get_mut(mark..).unwrap_or_default();
        if !values.is_sorted_by_key(|value| value.place) {
            // Of two values at one place the one that came first stays the first.
            values.sort_unstable_by_key(|value| (value.place, value.from));
        }
        let mut at = behind;
        for value in &*values {
            separate(at, value.place, delimiters, out);
            out.extend_from_slice(self.bytes.get(value.from..value.to).unwrap_or_default());
            at = value.place;
        }
        self.take_back(mark);
    }
}

/// Writes the delimiters between two places.
fn separate(mut at: Place, to: Place, delimiters: &Delimiters, out: &mut Vec<u8>) {
    let mut write = |delimiter: u8, from: u32, to: u32| {
        for _ in from..to {
            out.push(delimiter);
        }
    };
    if to.field != at.field {
        write(delimiters.field, at.field, to.field);
        at = Place::of_field(to.field);
    }
    if to.repetition != at.repetition {
        write(delimiters.repetition, at.repetition, to.repetition);
        (at.component, at.subcomponent) = (1, 1);
    }
    if to.component != at.component {
        write(delimiters.component, at.component, to.component);
        at.subcomponent = 1;
    }
    // Who declares no such delimiter is given no such place.
    if let Some(delimiter) = delimiters.subcomponent {
        write(delimiter, at.subcomponent, to.subcomponent);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(values: &[([u32; 4], &str)], expected: &str) {
        let mut sheet = Sheet::default();
        sheet.put_bytes(Place::of_field(9), b"before");
        let mark = sheet.mark();
        for ([field, repetition, component, subcomponent], text) in values.iter().copied() {
            let place = Place { field, repetition, component, subcomponent };
            sheet.put(place, |out| out.extend_from_slice(text.as_bytes()));
        }
        let mut out = b"ZX1".to_vec();
        sheet.lay_out(mark, Place::of_field(0), &Delimiters::default(), &mut out);
        assert_eq!(String::from_utf8(out).unwrap(), format!("ZX1{expected}"));
        assert!(!sheet.has_since(mark) && sheet.has_since(0));
    }

    #[test]
    fn delimiters_follow_from_places() {
        check(&[], "");
        check(&[([1, 1, 1, 1], "A")], "|A");
        check(&[([3, 1, 2, 1], "A"), ([3, 1, 2, 3], "B"), ([3, 1, 4, 1], "C")], "|||^A&&B^^C");
        check(&[([1, 1, 2, 2], "A"), ([1, 3, 2, 1], "B"), ([2, 2, 1, 2], "C")], "|^&A~~^B|~&C");
    }

    #[test]
    fn values_may_come_in_any_order() {
        check(&[([5, 1, 1, 1], "B"), ([2, 1, 3, 1], "A"), ([2, 1, 1, 1], "日本")], "||日本^^A|||B");
    }

    #[test]
    fn a_field_is_asked_for_once_and_left_out_whole() {
        let mut sheet = Sheet::default();
        let values = [(1, "A"), (2, "B"), (2, "C"), (3, "D")];
        for (n, (field, text)) in values.into_iter().enumerate() {
            let component = u32::try_from(n).unwrap() + 1;
            sheet.put_bytes(Place { component, ..Place::of_field(field) }, text.as_bytes());
        }
        let mut asked = Vec::new();
        sheet.retain_fields(1, |field| {
            asked.push(field);
            field != 2
        });
        assert_eq!(asked, [2, 3]);
        let mut out = Vec::new();
        sheet.lay_out(0, Place::of_field(1), &Delimiters::default(), &mut out);
        assert_eq!(out, b"A||^^^D");
    }
}
