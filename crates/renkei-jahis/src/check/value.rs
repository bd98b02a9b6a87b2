//! Values by their data type: forms, components, lengths, code tables.

use std::ops::Range;

use renkei_hl7v2::message::{Level, Raw, Segment};
use renkei_model::value::{DateTime, Time};

use super::form::{self, Stamp};
use super::rule::{self, FieldRules, Form, Primitive, SegmentRules, ValueType};
use super::shape::{Part, Shape};
use super::walk::{Here, Walk};
use super::{NotChecked, codes};

/// The pieces of a value, cut once: their places in the walk's list of pieces.
pub(super) type Pieces = Range<usize>;

impl<'m> Walk<'m, '_> {
    /// One repetition of a field.
    pub(super) fn value(&mut self, here: &Here<'m>, rules: &'static FieldRules) {
        if here.raw.is_null() {
            return;
        }
        match rules.value {
            ValueType::Composite(shape) => {
                let parts = self.cut(&here.raw);
                self.composite(here, shape, &parts);
                match rules.row.data_type {
                    "CE" | "CWE" | "CNE" => self.coding(here, rules, &parts),
                    "XTN" => self.phone(here, &parts),
                    "XAD" => self.address(here, &parts),
                    "PL" | "LA2" => self.location(here, rules, &parts),
                    _ => {}
                }
                self.pieces.truncate(parts.start);
            }
            ValueType::Primitive(primitive) => {
                self.primitive(here, primitive);
                self.length(here, rules);
            }
        }
        if self.kind.is_some()
            && let Some(known) = rules.narrowed
        {
            let code = here.raw.bytes().trim_ascii();
            let in_table = rules.table.is_none_or(|table| rule::has(table, code));
            if in_table && !known.iter().any(|known| known.as_bytes() == code) {
                self.report_here(&codes::CODE_OUTSIDE_PROFILE, here);
            }
        }
    }

    fn length(&mut self, here: &Here<'m>, rules: &FieldRules) {
        let bytes = here.raw.bytes();
        let Some(most) = rules.most else { return };
        let exceeds = |count: usize| usize::try_from(most).is_ok_and(|most| count > most);
        if !exceeds(bytes.len())
            // What is not in the table need not have the length of what is.
            || rules.table.is_some_and(|table| !rule::has(table, bytes.trim_ascii()))
        {
            return;
        }
        let count = here.raw.text().chars().count();
        if exceeds(count) {
            let args = [("count", count.into()), ("most", most.into())];
            self.report_here_with(&codes::VALUE_TOO_LONG, here, &args);
        }
    }

    /// A value of a type that another field names.
    pub(super) fn typed(&mut self, here: &Here<'m>, value: ValueType) {
        match value {
            ValueType::Composite(shape) => {
                let parts = self.cut(&here.raw);
                self.composite(here, shape, &parts);
                self.pieces.truncate(parts.start);
            }
            ValueType::Primitive(primitive) => self.primitive(here, primitive),
        }
    }

    /// Cuts a piece into those of the next lower level, and puts them at the end of the list.
    fn cut(&mut self, raw: &Raw<'m>) -> Pieces {
        let start = self.pieces.len();
        self.pieces.extend(raw.pieces());
        start..self.pieces.len()
    }

    /// Returns one of the pieces of a value, counted from one.
    pub(super) fn piece(&self, pieces: &Pieces, number: u32) -> Option<Raw<'m>> {
        let place = usize::try_from(number.checked_sub(1)?).ok()?.checked_add(pieces.start)?;
        self.pieces.get(place).copied().filter(|_| place < pieces.end)
    }

    /// Says how many pieces of the next lower level are not empty; that need not be told exactly where none is or one.
    fn count(&self, raw: &Raw<'m>) -> usize {
        let delimiters = self.message.delimiters();
        let delimiter = match raw.level() {
            Level::Field => Some(delimiters.repetition),
            Level::Repetition => Some(delimiters.component),
            Level::Component => delimiters.subcomponent,
            Level::Subcomponent => None,
        };
        // Half of a kanji may look like a delimiter, but without a delimiter there is one piece.
        if delimiter.is_none_or(|delimiter| !raw.bytes().contains(&delimiter)) {
            return 1;
        }
        raw.pieces().filter(|piece| !piece.is_empty()).count()
    }

    fn composite(&mut self, here: &Here<'m>, shape: &'static Shape, parts: &Pieces) {
        let nested = here.raw.level() == Level::Component;
        let (mut number, mut last, mut first_beyond) = (0u32, 0u32, None);
        for place in parts.clone() {
            number = number.saturating_add(1);
            let Some(piece) = self.pieces.get(place).copied().filter(|piece| !piece.is_empty()) else {
                continue;
            };
            // A value that is one text has the path of what it is the whole of.
            let whole = piece.bytes().len() == here.raw.bytes().len();
            let path = match nested {
                _ if whole => here.path,
                false => here.path.with_component(number),
                true => here.path.with_subcomponent(number),
            };
            let inner = Here { raw: piece, path };
            last = number;
            match shape.parts.get(place.saturating_sub(parts.start)) {
                Some(part) if !piece.is_null() => self.part(&inner, part, shape, nested),
                Some(_) => {}
                None => {
                    first_beyond.get_or_insert(inner);
                }
            }
        }
        if let Some(beyond) = first_beyond {
            let args =
                [("type", shape.name.into()), ("most", shape.parts.len().into()), ("count", last.into())];
            self.report_here_with(&codes::TOO_MANY_COMPONENTS, &beyond, &args);
        }
        if last > 0 {
            self.required_parts(here, shape, nested, parts);
        }
    }

    fn part(&mut self, inner: &Here<'m>, part: &'static Part, shape: &'static Shape, nested: bool) {
        match part.shape() {
            // A composite below the sub-component has no level left: its first part stands for it.
            Some(_) if nested => return,
            Some(inside) => return self.typed(inner, ValueType::Composite(inside)),
            None => {}
        }
        self.primitive(inner, part.primitive);
        if !nested && !splits(shape, inner) {
            self.undivided(inner, part.primitive);
        }
    }

    /// What is one text has no parts; says whether that is so.
    pub(super) fn undivided(&mut self, here: &Here<'m>, primitive: Primitive) -> bool {
        let pieces = self.count(&here.raw);
        if pieces > 1 {
            let args = [("type", primitive.name.into()), ("most", 1u32.into()), ("count", pieces.into())];
            self.report_here_with(&codes::TOO_MANY_COMPONENTS, here, &args);
        }
        pieces <= 1
    }

    fn required_parts(&mut self, here: &Here<'m>, shape: &'static Shape, nested: bool, parts: &Pieces) {
        for (_, number) in shape.parts.iter().zip(1u32..).filter(|(part, _)| part.required) {
            let piece = self.piece(parts, number);
            if piece.is_none_or(|piece| piece.is_blank()) {
                let path = match nested {
                    false => here.path.with_component(number),
                    true => here.path.with_subcomponent(number),
                };
                let missing = Here { raw: piece.unwrap_or(here.raw), path };
                self.report_here_with(&codes::COMPONENT_REQUIRED, &missing, &[("type", shape.name.into())]);
            }
        }
    }

    fn primitive(&mut self, here: &Here<'m>, primitive: Primitive) {
        let bytes = here.raw.bytes();
        // An array of numbers is as long as it is.
        if here.raw.level() == Level::Repetition
            && !matches!(primitive.form, Form::Array)
            && !self.undivided(here, primitive)
        {
            return;
        }
        match primitive.form {
            Form::Number if !form::is_number(bytes.trim_ascii()) => {
                let args = [("problem", "digits with a sign and a point at the most".into())];
                self.report_here_with(&crate::codes::INVALID_NUMBER, here, &args);
            }
            Form::SetId if form::digits(bytes) < bytes.len() => {
                self.report_here(&codes::INVALID_SET_ID, here);
            }
            Form::Stamp => self.time_stamp(here),
            Form::Time if !form::is_time(bytes) => {
                let time = Time::from_hl7(here.raw.text().as_ref());
                let args = [("problem", time.problem().unwrap_or("not a time of day").into())];
                self.report_here_with(&crate::codes::INVALID_TIMESTAMP, here, &args);
            }
            Form::Code(table) if !rule::has(table, bytes.trim_ascii()) => {
                self.report_here_with(&codes::CODE_UNKNOWN, here, &[("table", table.id.into())]);
            }
            _ => {}
        }
    }

    pub(super) fn time_stamp(&mut self, here: &Here<'m>) {
        match form::stamp(here.raw.bytes().trim_ascii()) {
            Stamp::Sound { offset: false, .. } => {}
            Stamp::Sound { .. } => {
                if self.is_ssmix2() {
                    self.report_here(&codes::OFFSET_GIVEN, here);
                }
            }
            Stamp::Glued => self.report_here(&codes::FRACTION_WITHOUT_POINT, here),
            Stamp::Hour(hour) => {
                self.report_here_with(&codes::HOUR_BEYOND_DAY, here, &[("hour", u32::from(hour).into())]);
            }
            Stamp::Wrong if is_worded(here) => self.report_here(&codes::ONSET_WORDED, here),
            Stamp::Wrong => {
                let written = DateTime::from_hl7(here.raw.text().as_ref());
                let args = [("problem", written.problem().unwrap_or("not a date and time").into())];
                self.report_here_with(&crate::codes::INVALID_TIMESTAMP, here, &args);
            }
        }
    }

    /// What begins must not end before.
    pub(super) fn periods(&mut self, segment: &Segment<'m>, rules: &SegmentRules) {
        for (start, end) in &rules.periods {
            let time = |number| segment.field(number).and_then(|field| field.component(1));
            let (Some(from), Some(until), Some(field)) = (time(*start), time(*end), segment.field(*end))
            else {
                continue;
            };
            if form::is_before(until.bytes(), from.bytes()) {
                self.report_with(&codes::END_BEFORE_START, field.location(), &[("start", (*start).into())]);
            }
        }
        if segment.id().as_bytes() == b"SPM"
            && let Some(field) = segment.field(17)
            && let (Some(from), Some(until)) = (field.component(1), field.component(2))
            && form::is_before(until.bytes(), from.bytes())
        {
            self.report_with(&codes::END_BEFORE_START, field.location(), &[("start", 17u32.into())]);
        }
    }

    /// A telephone number stands in XTN.12; where it was until v2.3, a Japanese receiver does not look.
    fn phone(&mut self, here: &Here<'m>, parts: &Pieces) {
        let sent = |number| self.piece(parts, number).filter(|part| !part.is_empty() && !part.is_null());
        let Some(first) = sent(1).filter(|_| sent(12).is_none()) else { return };
        if first.bytes().iter().any(u8::is_ascii_digit) {
            let part = Here { raw: first, path: here.path.with_component(1) };
            self.report_here(&codes::PHONE_MISPLACED, &part);
        }
    }

    fn address(&mut self, here: &Here<'m>, parts: &Pieces) {
        let part = |number| self.piece(parts, number).filter(|part| !part.is_empty() && !part.is_null());
        let abroad = part(6).is_some_and(|country| country.bytes() != b"JPN");
        let Some(code) = part(5).filter(|_| !abroad) else { return };
        let sound = match code.bytes().trim_ascii() {
            [area @ .., b'-', _, _, _, _] if area.len() == 3 => {
                code.bytes().trim_ascii().iter().filter(|b| b.is_ascii_digit()).count() == 7
            }
            digits => digits.len() == 7 && digits.iter().all(u8::is_ascii_digit),
        };
        if !sound {
            let part = Here { raw: code, path: here.path.with_component(5) };
            self.report_here(&codes::POSTAL_CODE_SHAPE, &part);
        }
    }

    fn location(&mut self, here: &Here<'m>, rules: &FieldRules, parts: &Pieces) {
        let sent = |number| self.piece(parts, number).is_some_and(|part| !part.is_empty());
        if self.is_ssmix2() && rules.located && sent(1) && !sent(6) {
            let path = here.path.with_component(6);
            self.report_here(&codes::LOCATION_KIND_MISSING, &Here { raw: here.raw, path });
        }
    }

    /// Notes that a type in OBX-2 is not known.
    pub(super) fn unknown_value_type(&mut self) {
        self.not_checked(NotChecked::ValueType);
    }
}

/// When an allergy began is often known in words alone.
fn is_worded(here: &Here<'_>) -> bool {
    let onset = here.path.segment.as_bytes() == b"IAM" && here.path.field == Some(11);
    onset && !here.raw.bytes().first().is_some_and(u8::is_ascii_digit)
}

/// Parts of coded values may be divided: a suffix follows the code (`58368&7`), another the text.
fn splits(shape: &Shape, here: &Here<'_>) -> bool {
    matches!(shape.name, "CWE" | "CNE") && matches!(here.path.component, None | Some(1 | 2 | 4 | 5))
}

/// Returns a part of a piece as it stands, without blanks around it.
pub(super) fn part<'m>(raw: &Raw<'m>, number: u32) -> &'m [u8] {
    raw.component(number).map(|part| part.bytes().trim_ascii()).unwrap_or_default()
}
