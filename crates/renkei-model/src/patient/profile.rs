use crate::observation::{Observation, Qualitative, Understood};
use crate::patient::Patient;
use crate::value::{CodeableConcept, KnownSystem};

/// A blood group (血液型), as far as it is known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BloodGroup {
    /// The group of the ABO system.
    pub abo: Option<AboGroup>,
    /// The rhesus factor.
    pub rh: Option<RhFactor>,
}

/// A group of the ABO system (血液型-ABO式).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AboGroup {
    /// A.
    A,
    /// B.
    B,
    /// O.
    O,
    /// AB.
    Ab,
}

/// The rhesus factor (血液型-Rh式).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RhFactor {
    /// Rh positive.
    Positive,
    /// Rh negative.
    Negative,
}

/// An infection that the patient was examined for (感染症).
#[derive(Clone, Copy, Debug)]
pub struct Infection<'a> {
    /// What was sent.
    pub observation: &'a Observation,
    /// Whether it was found; none where the value does not say so in a way that is understood.
    pub result: Option<Qualitative>,
}

impl Patient {
    /// Returns the blood group that comes with the patient: JLAC10 `5H010` and `5H020` (SS-MIX2 標準化ストレージ仕様書,
    /// ADT-00, OBX). Of several observations the last that is understood counts.
    ///
    /// ```
    /// use renkei_model::observation::Observation;
    /// use renkei_model::patient::{AboGroup, Patient, RhFactor};
    /// use renkei_model::value::CodeableConcept;
    ///
    /// let abo = CodeableConcept::new("5H010000001999911", "血液型-ABO式", "JC10");
    /// let rh = CodeableConcept::new("5H020000001999911", "血液型-Rh式", "JC10");
    /// let patient = Patient {
    ///     observations: vec![Observation::new(abo, "ST", "AB型"), Observation::new(rh, "CWE", "+")],
    ///     ..Default::default()
    /// };
    /// let group = patient.blood_group();
    /// assert_eq!((group.abo, group.rh), (Some(AboGroup::Ab), Some(RhFactor::Positive)));
    /// ```
    pub fn blood_group(&self) -> BloodGroup {
        BloodGroup {
            abo: self.measured("5H010").filter_map(|o| AboGroup::of(&value(o)?)).last(),
            rh: self.measured("5H020").filter_map(|o| RhFactor::of(&value(o)?)).last(),
        }
    }

    /// Returns the last height (身長) that comes with the patient: JLAC10 `9N001`; its unit stands beside it.
    pub fn height(&self) -> Option<&Observation> {
        self.measured("9N001").last()
    }

    /// Returns the last weight (体重) that comes with the patient: JLAC10 `9N006`; its unit stands beside it.
    pub fn weight(&self) -> Option<&Observation> {
        self.measured("9N006").last()
    }

    /// Returns the infections that come with the patient: JLAC10 classes `5E` and `5F`, and the question whether there is any
    /// (LOINC `67188-3`), in the order sent.
    pub fn infections(&self) -> Vec<Infection<'_>> {
        let infectious = |o: &&Observation| {
            o.code.value().is_some_and(|code| {
                code.jlac10().is_some_and(|c| c.analyte.starts_with("5E") || c.analyte.starts_with("5F"))
                    || code.find(KnownSystem::Loinc).is_some_and(|c| c.code.as_deref() == Some("67188-3"))
            })
        };
        let found = self.observations.iter().filter(infectious);
        found.map(|observation| Infection { observation, result: result(observation) }).collect()
    }

    /// The observations of an analyte, by the first five characters of its JLAC10 code.
    fn measured<'a>(&'a self, analyte: &'a str) -> impl Iterator<Item = &'a Observation> {
        let is = move |o: &&Observation| {
            o.code.value().and_then(CodeableConcept::jlac10).is_some_and(|c| c.analyte == analyte)
        };
        self.observations.iter().filter(is)
    }
}

impl AboGroup {
    fn of(text: &str) -> Option<Self> {
        match text.trim_end_matches('型') {
            "A" => Some(Self::A),
            "B" => Some(Self::B),
            "O" => Some(Self::O),
            "AB" => Some(Self::Ab),
            _ => None,
        }
    }
}

impl RhFactor {
    fn of(text: &str) -> Option<Self> {
        let text = text.trim_start_matches("Rh").trim_start_matches("RH").trim_start_matches(['D', 'o']);
        let inner = text.strip_prefix('(').and_then(|t| t.strip_suffix(')')).unwrap_or(text);
        match inner {
            "+" | "陽性" => Some(Self::Positive),
            "-" | "陰性" => Some(Self::Negative),
            _ => None,
        }
    }
}

/// The code of a value, or its text, in half width and without blanks.
fn value(observation: &Observation) -> Option<String> {
    if let Some(code) = observation.value.concepts().first().and_then(CodeableConcept::code) {
        return Some(crate::observation::plain(code).into_owned());
    }
    observation.value.text().map(|text| crate::observation::plain(text).into_owned())
}

fn result(observation: &Observation) -> Option<Qualitative> {
    if let Understood::Qualitative { result } = observation.value.understood() {
        return Some(result);
    }
    match value(observation)?.as_str() {
        "Y" | "+" | "あり" => Some(Qualitative::Positive),
        "N" | "-" | "なし" => Some(Qualitative::Negative),
        "+-" | "±" => Some(Qualitative::PlusMinus),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn patient(items: &[(&str, &str, &str, &str)]) -> Patient {
        let observation = |(code, system, declared, value): &(&str, &str, &str, &str)| {
            Observation::new(CodeableConcept::new(*code, "項目", *system), declared, value)
        };
        Patient { observations: items.iter().map(observation).collect(), ..Default::default() }
    }

    #[test]
    fn blood_groups_are_understood_however_they_are_spelled() {
        for (text, abo) in
            [("A", AboGroup::A), ("Ｂ型", AboGroup::B), (" O", AboGroup::O), ("AB", AboGroup::Ab)]
        {
            for declared in ["CWE", "ST"] {
                let patient = patient(&[("5H010000009199911", "JC10", declared, text)]);
                assert_eq!(patient.blood_group().abo, Some(abo), "{declared} {text}");
            }
        }
        for (text, rh) in [
            ("+", RhFactor::Positive),
            ("Rh(+)", RhFactor::Positive),
            ("RhD-", RhFactor::Negative),
            ("陰性", RhFactor::Negative),
        ] {
            let patient = patient(&[("5H020000001999911", "JC10", "ST", text)]);
            assert_eq!(patient.blood_group().rh, Some(rh), "{text}");
        }
        let unsure = patient(&[("5H010000001999911", "JC10", "ST", "判定保留")]);
        assert_eq!(unsure.blood_group(), BloodGroup::default());
    }

    #[test]
    fn a_later_blood_group_replaces_an_earlier_one() {
        let code = "5H010000001999911";
        let patient =
            patient(&[(code, "JC10", "ST", "A"), (code, "JC10", "ST", "O"), (code, "JC10", "ST", "再検")]);
        assert_eq!(patient.blood_group().abo, Some(AboGroup::O));
    }

    #[test]
    fn infections_are_found_by_their_class() {
        let patient = patient(&[
            ("9N001000000000001", "JC10", "NM", "148.2"),
            ("5F016141002302311", "JC10", "ST", "  -"),
            ("5F360149502302311", "JC10", "ST", "陽性"),
            ("5E071000002302311", "JC10", "ST", "検査中"),
            ("67188-3", "LN", "CWE", "Y"),
        ]);
        let results: Vec<_> = patient.infections().iter().map(|i| i.result).collect();
        let (negative, positive) = (Some(Qualitative::Negative), Some(Qualitative::Positive));
        assert_eq!(results, [negative, positive, None, positive]);
        assert_eq!(patient.height().and_then(|o| o.value.text()), Some("148.2"));
        assert!(patient.weight().is_none());
    }
}
