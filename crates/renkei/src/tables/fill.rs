//! What tables add to an exchange.

use renkei_model::Exchange;
use renkei_model::value::{Blank, CodeableConcept, Coding, Text};

use super::{Lookup, Row, Tables};

/// A value of the model that comes from a table, not from the message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filled {
    /// The place of the value: `content.lines[0].medication.codings[1].code`.
    pub place: Box<str>,
}

impl Tables {
    /// Adds to the coded values of an exchange what the tables know of them, and says what was added: a text where a code
    /// has none, and the standard code beside a local one where the other place is empty. Nothing sent is changed.
    ///
    /// A facility is known by the name or the universal identifier in MSH-4, a day by MSH-7.
    pub fn fill(&self, exchange: &mut Exchange) -> Vec<Filled> {
        let facility = exchange.facility();
        let names: Vec<Text> = [
            facility.and_then(|facility| facility.namespace.clone()),
            facility.and_then(|facility| facility.universal_id.clone()),
        ]
        .into_iter()
        .flatten()
        .collect();
        let sent = exchange.header.sent_at.value().and_then(|at| at.to_naive_date());
        let day = sent.map(|day| day.format("%Y%m%d").to_string());
        let find = |coding: &Coding| -> Option<&Row> {
            let (system, code) = (coding.system.as_ref()?.as_str(), coding.code.as_deref()?);
            let known = |facility: Option<&str>| match self.lookup_on(
                system.trim(),
                facility,
                code.trim(),
                day.as_deref(),
            ) {
                Lookup::Known(row) => Some(row),
                Lookup::UnknownCode | Lookup::UnknownSystem => None,
            };
            names.iter().find_map(|name| known(Some(name.as_str()))).or_else(|| known(None))
        };
        let mut filled = Vec::new();
        renkei_jahis::concepts(exchange, &mut |place, concept| {
            one(concept, &find, &mut |rest| {
                filled.push(Filled { place: format!("{place}.codings{rest}").into() });
            });
        });
        filled
    }
}

fn one<'t>(
    concept: &mut CodeableConcept,
    find: &impl Fn(&Coding) -> Option<&'t Row>,
    filled: &mut dyn FnMut(&str),
) {
    let CodeableConcept { codings: [first, alternate], .. } = concept;
    for (n, coding) in [&mut *first, &mut *alternate].into_iter().enumerate() {
        let blank = coding.display.as_deref().is_none_or(str::is_empty);
        if blank && let Some(display) = find(coding).and_then(|row| row.display.as_deref()) {
            coding.display = Some(display.into());
            filled(&format!("[{n}].display"));
        }
    }
    let (n, local, empty) = match (first.is_blank(), alternate.is_blank()) {
        (false, true) => (1, first, alternate),
        (true, false) => (0, alternate, first),
        _ => return,
    };
    if let Some(target) = find(local).and_then(|row| row.target.as_ref()) {
        *empty = Coding {
            code: Some((&*target.code).into()),
            display: target.display.as_deref().map(Into::into),
            system: Some((&*target.system).into()),
            ..Coding::default()
        };
        filled(&format!("[{n}].code"));
        if target.display.is_some() {
            filled(&format!("[{n}].display"));
        }
        filled(&format!("[{n}].system"));
    }
}

#[cfg(test)]
mod tests {
    use renkei_hl7v2::Message;
    use renkei_model::value::CodeableConcept;

    use super::*;

    const TABLE: &str = "system,code,display,facility,target_system,target_code,target_display\n\
        99XY4,01,ペニシリン,HOSPITAL,J-FAGY,X01,ペニシリン系\n\
        99XY4,02,そば,,,,\n";

    #[track_caller]
    fn check(al1: &str, facility: &str, expected: [&str; 2], places: &[&str]) {
        let bytes = format!(
            "MSH|^~\\&|HIS|{facility}|||20240401||ADT^A08|1|P|2.5||||||UNICODE UTF-8\rPID|||1\rAL1|1|DA|{al1}\r"
        );
        let mut exchange = renkei_jahis::decode(&Message::parse(bytes.as_bytes(), &mut ()).unwrap(), &mut ());
        let mut tables = Tables::default();
        tables.add("allergens.csv", TABLE.as_bytes()).unwrap();
        let filled = tables.fill(&mut exchange);
        let text = |coding: &Coding| {
            [&coding.code, &coding.display]
                .map(|part| part.as_deref().unwrap_or_default().to_owned())
                .into_iter()
                .chain(coding.system.as_ref().map(|system| system.as_str().to_owned()))
                .collect::<Vec<_>>()
                .join("^")
        };
        let substance: &CodeableConcept = exchange.patient.allergies[0].substance.value().unwrap();
        assert_eq!(substance.codings.each_ref().map(text), expected, "{al1}");
        let found: Vec<&str> = filled.iter().map(|f| &*f.place).collect();
        let places: Vec<String> =
            places.iter().map(|p| format!("patient.allergies[0].substance.codings{p}")).collect();
        assert_eq!(found, places, "{al1}");
    }

    #[test]
    fn a_local_code_gets_the_standard_one_beside_it() {
        let target = "X01^ペニシリン系^J-FAGY";
        let added = ["[1].code", "[1].display", "[1].system"];
        check("01^PC^99XY4", "HOSPITAL", ["01^PC^99XY4", target], &added);
        check(
            "^^^01^PC^99XY4",
            "HOSPITAL",
            [target, "01^PC^99XY4"],
            &["[0].code", "[0].display", "[0].system"],
        );
        let all = ["[0].display", "[1].code", "[1].display", "[1].system"];
        check("01^^99XY4", "HOSPITAL", ["01^ペニシリン^99XY4", target], &all);
        check("01^^99XY4", "^HOSPITAL^ISO", ["01^ペニシリン^99XY4", target], &all);
    }

    #[test]
    fn what_was_sent_stays_and_what_is_unknown_gets_nothing() {
        check("01^PC^99XY4^Y^その他^99Y", "HOSPITAL", ["01^PC^99XY4", "Y^その他^99Y"], &[]);
        check("01^^99XY4", "OTHER", ["01^^99XY4", "^"], &[]);
        check("02^^99XY4", "OTHER", ["02^そば^99XY4", "^"], &["[0].display"]);
        check("99^x^99XY4", "HOSPITAL", ["99^x^99XY4", "^"], &[]);
        check("01^PC", "HOSPITAL", ["01^PC", "^"], &[]);
    }
}
