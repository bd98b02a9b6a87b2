//! What the codes of a line say, by the national tables.

use super::{AdministrationEvent, Component, MedicationLine, Route};
use crate::order::{LineKey, RepeatPattern};
use crate::value::{CodeableConcept, Decimal, KnownSystem, Quantity};

/// Who hands the medicines out (院内・院外), MERIT-9.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Dispensing {
    /// The hospital (院内処方).
    InHouse,
    /// A pharmacy outside, upon a prescription on paper (院外処方).
    External,
}

/// For whom a medicine is ordered (処方区分), MERIT-9.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Setting {
    /// An outpatient (外来処方).
    Outpatient,
    /// An inpatient (入院処方).
    Inpatient,
    /// A patient who goes home (退院処方).
    Discharge,
}

/// How a medicine is used (薬剤区分), JHSP0003.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MedicineClass {
    /// By mouth (内服).
    Oral,
    /// As needed (頓用).
    AsNeeded,
    /// On the outside (外用).
    External,
    /// Injected by the patient (自己注射).
    SelfInjection,
}

/// What the pharmacy does to a medicine (調剤特別指示), JHSP0002.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Preparation {
    /// It is packed for itself (別包).
    SeparatePack,
    /// What is taken together is packed together (一包化).
    OneDosePack,
    /// It is mixed with others (混合).
    Mix,
    /// It is crushed (粉砕).
    Crush,
}

/// One dose of a day whose doses are uneven (不均等投与).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnevenDose {
    /// Which dose of the day it is, counted from one in the order of the usage.
    pub number: u8,
    /// How much, in the unit of the dose.
    pub amount: Decimal,
}

/// On which side of the body (左右).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Side {
    /// Right (右).
    Right,
    /// Left (左).
    Left,
    /// Both (両).
    Both,
}

impl MedicationLine {
    /// Returns the number of the Rp (Rp番号).
    pub fn rp(&self) -> Option<u32> {
        self.key.value().and_then(LineKey::rp)
    }

    /// Returns the number of the administration (施用番号) of an injection.
    pub fn administration(&self) -> Option<u32> {
        self.key.value().and_then(LineKey::administration)
    }

    /// Returns the usage (用法): the first pattern of repetition.
    pub fn usage(&self) -> Option<&CodeableConcept> {
        self.patterns().next().map(|pattern| &pattern.code)
    }

    /// Returns the supplementary usages (補足用法): every other day, days of the week, days of the month.
    pub fn supplementary_usages(&self) -> impl Iterator<Item = &CodeableConcept> {
        self.patterns().skip(1).map(|pattern| &pattern.code)
    }

    fn patterns(&self) -> impl Iterator<Item = &RepeatPattern> {
        self.timings.iter().flat_map(|timing| &timing.repeats)
    }

    /// Returns the days of supply (投与日数), or whatever else the duration is counted in.
    pub fn duration(&self) -> Option<&Quantity> {
        self.timings.iter().find_map(|timing| timing.duration.value())
    }

    /// Returns how the medicine is used (薬剤区分).
    pub fn class(&self) -> Option<MedicineClass> {
        self.medicine_classes.iter().find_map(|class| {
            match coded(class, KnownSystem::JahisPrescription(3))? {
                "21" => Some(MedicineClass::Oral),
                "22" => Some(MedicineClass::AsNeeded),
                "23" => Some(MedicineClass::External),
                "24" => Some(MedicineClass::SelfInjection),
                _ => None,
            }
        })
    }

    /// Says whether it is given only as needed (頓用): by its class, or by a usage of that kind.
    pub fn is_as_needed(&self) -> bool {
        // The third character of a JAMI usage says by what it is timed: 5 is as needed.
        let jami = |code: &str| code.len() == 16 && code.as_bytes().get(2) == Some(&b'5');
        let usage = |code: &CodeableConcept| {
            coded(code, KnownSystem::JamiUsage).is_some_and(jami)
                || coded(code, KnownSystem::Mr9p).is_some_and(|code| code.starts_with("PRN"))
        };
        self.class() == Some(MedicineClass::AsNeeded)
            || self.classes.iter().any(|class| coded(class, KnownSystem::JahisInjection(1)) == Some("OTP"))
            || self.patterns().any(|pattern| usage(&pattern.code))
    }

    /// Returns the uneven doses of a day (不均等投与), as their codes say them: `V14NNNNN` is four at the first time.
    ///
    /// They come as instructions (RXE-7); some senders put them among the supplementary usages, which are read too.
    ///
    /// ```
    /// use renkei_model::medication::MedicationLine;
    /// use renkei_model::value::CodeableConcept;
    ///
    /// let dose = |code: &str| CodeableConcept::new(code, "不均等", "JAMISDP01");
    /// let line = MedicationLine { instructions: vec![dose("V14NNNNN"), dose("V21.5NNN")], ..Default::default() };
    /// let doses: Vec<_> = line.uneven_doses().into_iter().map(|d| (d.number, d.amount.to_string())).collect();
    /// assert_eq!(doses, [(1, "4".to_owned()), (2, "1.5".to_owned())]);
    /// ```
    pub fn uneven_doses(&self) -> Vec<UnevenDose> {
        let codes = self.instructions.iter().chain(self.supplementary_usages());
        codes.filter_map(|code| uneven_dose(coded(code, KnownSystem::JamiUsage)?)).collect()
    }

    /// Returns who hands it out (院内・院外); orders of inpatients do not say.
    pub fn dispensing(&self) -> Option<Dispensing> {
        self.classes.iter().find_map(|class| match coded(class, KnownSystem::Mr9p)? {
            "OHI" => Some(Dispensing::InHouse),
            "OHO" => Some(Dispensing::External),
            _ => None,
        })
    }

    /// Returns for whom it is ordered (処方区分).
    pub fn setting(&self) -> Option<Setting> {
        self.classes.iter().find_map(|class| match coded(class, KnownSystem::Mr9p)? {
            "OHP" => Some(Setting::Outpatient),
            "IHP" => Some(Setting::Inpatient),
            "DCG" => Some(Setting::Discharge),
            _ => None,
        })
    }

    /// Says whether the patient brought the medicine along (持参薬), JHSP0007.
    pub fn is_brought_in(&self) -> bool {
        self.classes.iter().any(|class| coded(class, KnownSystem::JahisPrescription(7)) == Some("BDP"))
    }

    /// Returns what the pharmacy does to it (調剤特別指示), in the order sent.
    pub fn preparations(&self) -> Vec<Preparation> {
        let preparation = |code: &CodeableConcept| match coded(code, KnownSystem::JahisPrescription(2))? {
            "A" => Some(Preparation::SeparatePack),
            "B" => Some(Preparation::OneDosePack),
            "C" => Some(Preparation::Mix),
            "D" => Some(Preparation::Crush),
            _ => None,
        };
        self.instructions.iter().filter_map(preparation).collect()
    }
}

impl Route {
    /// Returns the side of the body: of its modifier, or the third character of a body site for external use (外用部位).
    pub fn side(&self) -> Option<Side> {
        let site = self.site.value().and_then(|site| coded(site, KnownSystem::JamiUsage));
        let modifier = self.site_modifier.value();
        match modifier.and_then(|modifier| coded(modifier, KnownSystem::Hl7Table(495))) {
            Some("R") => Some(Side::Right),
            Some("L") => Some(Side::Left),
            Some("B" | "BI") => Some(Side::Both),
            _ => match site.filter(|site| site.len() == 3)?.as_bytes().last()? {
                b'R' => Some(Side::Right),
                b'L' => Some(Side::Left),
                b'B' => Some(Side::Both),
                _ => None,
            },
        }
    }
}

impl Component {
    /// Says whether it is the base (基剤), into which the others go.
    pub fn is_base(&self) -> bool {
        self.role.as_str() == Some("B")
    }

    /// Says whether it is an additive (添加剤).
    pub fn is_additive(&self) -> bool {
        self.role.as_str() == Some("A")
    }

    /// Says whether it is a narcotic (麻薬), JHSI0005.
    pub fn is_narcotic(&self) -> bool {
        self.supplements.iter().any(|class| coded(class, KnownSystem::JahisInjection(5)) == Some("01"))
    }
}

impl AdministrationEvent {
    /// Says whether nothing was given: refused, or not administered (HL7 table 0322).
    pub fn is_not_given(&self) -> bool {
        matches!(self.completion.as_str(), Some("RE" | "NA"))
    }
}

/// The code of a system, where one is there.
fn coded(concept: &CodeableConcept, system: KnownSystem) -> Option<&str> {
    concept.find(system)?.code.as_deref()
}

fn uneven_dose(code: &str) -> Option<UnevenDose> {
    let mut rest = code.strip_prefix('V')?.chars();
    let number = u8::try_from(rest.next()?.to_digit(10)?).ok()?;
    let amount = Decimal::from(rest.as_str().trim_end_matches('N'));
    amount.is_well_formed().then_some(UnevenDose { number, amount })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::order::Timing;
    use crate::value::Field;

    fn line(
        instructions: &[(&str, &str)],
        classes: &[(&str, &str)],
        usages: &[(&str, &str)],
    ) -> MedicationLine {
        let concepts = |codes: &[(&str, &str)]| {
            codes
                .iter()
                .map(|(code, system)| CodeableConcept::new(*code, "表示", *system))
                .collect::<Vec<_>>()
        };
        let repeats =
            concepts(usages).into_iter().map(|code| RepeatPattern { code, ..Default::default() }).collect();
        MedicationLine {
            instructions: concepts(instructions),
            classes: concepts(classes),
            timings: vec![Timing { repeats, ..Default::default() }],
            ..Default::default()
        }
    }

    #[test]
    fn as_needed_is_said_in_several_places() {
        for (usage, system, expected) in [
            ("1050110020000000", "JAMISDP01", true),
            ("1013044400000000", "JAMISDP01", false),
            ("PRNpain", "MR9P", true),
            ("1050110020000000", "99XY1", false),
        ] {
            assert_eq!(line(&[], &[], &[(usage, system)]).is_as_needed(), expected, "{usage} {system}");
        }
        assert!(line(&[], &[("IHP", "MR9P"), ("OTP", "99I01")], &[]).is_as_needed());
        let class = CodeableConcept::new("22", "頓用", "JHSP0003");
        assert!(MedicationLine { medicine_classes: vec![class], ..Default::default() }.is_as_needed());
    }

    #[test]
    fn uneven_doses_are_read_from_either_place() {
        let doses = |line: &MedicationLine| {
            line.uneven_doses().into_iter().map(|d| (d.number, d.amount.to_string())).collect::<Vec<_>>()
        };
        let instructed =
            line(&[("B", "JHSP0002"), ("V14NNNNN", "JAMISDP01"), ("V2.5NNNN", "JAMISDP01")], &[], &[]);
        assert_eq!(doses(&instructed), [(1, "4".to_owned()), (2, ".5".to_owned())]);
        let timed = line(&[], &[], &[("1013044400000000", "JAMISDP01"), ("V31NNNNN", "JAMISDP01")]);
        assert_eq!(doses(&timed), [(3, "1".to_owned())]);
        assert_eq!(doses(&line(&[("VNNNNNNN", "JAMISDP01"), ("V1NNNNNN", "JAMISDP01")], &[], &[])), []);
    }

    #[test]
    fn classes_and_preparations_are_read_from_their_tables() {
        let line = line(
            &[("C", "JHSP0002"), ("D", "JHSP0002"), ("A", "99XY1")],
            &[("OHP", "MR9P"), ("OHO", "MR9P"), ("BDP", "JHSP0007")],
            &[],
        );
        assert_eq!(line.preparations(), [Preparation::Mix, Preparation::Crush]);
        assert_eq!(line.setting(), Some(Setting::Outpatient));
        assert_eq!(line.dispensing(), Some(Dispensing::External));
        assert!(line.is_brought_in());
    }

    #[test]
    fn the_side_is_said_by_a_modifier_or_by_the_site() {
        let concept = |code: &str, system: &str| Field::Value(CodeableConcept::new(code, "表示", system));
        let external = Route { site: concept("77L", "JAMISDP01"), ..Default::default() };
        assert_eq!(external.side(), Some(Side::Left));
        let middle = Route { site: concept("100", "JAMISDP01"), ..Default::default() };
        assert_eq!(middle.side(), None);
        let arm = Route {
            site: concept("ARM", "HL70550"),
            site_modifier: concept("R", "HL70495"),
            ..Default::default()
        };
        assert_eq!(arm.side(), Some(Side::Right));
    }
}
