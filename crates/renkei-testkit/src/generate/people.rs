//! Patients, staff, and where they are.

use super::er7::{coded, text};
use super::moment::Moment;
use super::words;
use crate::random::Random;

/// A patient: everything but the history.
pub(super) struct Patient {
    pub(super) id: String,
    family: (&'static str, &'static str),
    given: (&'static str, &'static str),
    pub(super) is_woman: bool,
    /// `19380721`.
    birth: String,
    birth_year: i64,
    /// The number of the address that holds; it changes when the patient moves.
    pub(super) address: u64,
    phone: u64,
    pub(super) height: i64,
    pub(super) weight: i64,
    blood: (&'static str, &'static str),
    pub(super) allergies: Vec<usize>,
    /// Places in the list of diseases, main one first.
    pub(super) diseases: Vec<usize>,
    random: Random,
}

impl Patient {
    /// Makes the patient of a number; the same for a seed, whatever else is made.
    pub(super) fn new(seed: u64, number: u64) -> Self {
        let mut random = Random::of(seed, 1, number);
        let is_woman = random.chance(52);
        let given = random.pick(if is_woman { words::WOMEN } else { words::MEN });
        // Hospitals see the old more often than the young.
        let age = if random.chance(75) { random.between(45, 92) } else { random.between(0, 60) };
        let birth_year = 2023_i64.saturating_sub(age);
        let birth = format!("{birth_year:04}{:02}{:02}", random.between(1, 12), random.between(1, 28));
        let child = age < 15;
        let many = random.size(0, 9);
        let allergies = some_of(&mut random, words::ALLERGENS.len(), many.saturating_sub(6));
        let count = if child { 1 } else { random.size(1, 6) };
        let diseases = some_of(&mut random, words::DISEASES.len(), count);
        // Ids are spread over the folders of a storage, as those of a hospital are after some years; 7919 shares no
        // factor with 10^10, so that no two numbers below that meet.
        let id = number.wrapping_add(1).wrapping_mul(7919).checked_rem(10_000_000_000).unwrap_or(number);
        Self {
            id: format!("{id:010}"),
            family: random.pick(words::FAMILY),
            given,
            is_woman,
            birth,
            birth_year,
            address: 0,
            phone: random.below(10_000),
            height: if child { random.between(60, 150) } else { random.between(145, 185) },
            weight: if child { random.between(60, 450) } else { random.between(380, 920) },
            blood: random.pick(&[("A", "A"), ("A", "A"), ("O", "O"), ("B", "B"), ("AB", "AB")]),
            allergies,
            diseases,
            random,
        }
    }

    /// XPN, twice: kanji and kana.
    pub(super) fn names(&self) -> String {
        let ((family, family_kana), (given, given_kana)) = (self.family, self.given);
        format!("{family}^{given}^^^^^L^I~{family_kana}^{given_kana}^^^^^L^P")
    }

    pub(super) fn birth(&self) -> &str {
        &self.birth
    }

    pub(super) const fn sex(&self) -> &'static str {
        if self.is_woman { "F" } else { "M" }
    }

    pub(super) const fn blood(&self) -> (&'static str, &'static str) {
        self.blood
    }

    /// Whole years, as far as the year alone says.
    pub(super) fn age(&self, at: Moment) -> i64 {
        at.year().saturating_sub(self.birth_year)
    }

    /// XAD: one address as a text, the way hospitals send it.
    pub(super) fn address(&self) -> String {
        let mut random = Random::of(self.random.clone().next(), 2, self.address);
        let place = random.pick(words::PLACES);
        let building = random.pick(words::BUILDINGS);
        let number = wide(random.between(1, 9));
        let lot = wide(random.between(1, 20));
        let room = if building.is_empty() {
            String::new()
        } else {
            format!("　{building}{}", wide(random.between(101, 909)))
        };
        format!("^^^^999-00{:02}^JPN^H^{place}{number}－{lot}{room}", random.between(1, 99))
    }

    /// XTN: a number in a range that no exchange has.
    pub(super) fn phone(&self, use_code: &str, equipment: &str, prefix: &str) -> String {
        format!("^{use_code}^{equipment}^^^^^^^^^{prefix}-0000-{:04}", self.phone)
    }

    /// NK1: name and relation of somebody near.
    pub(super) fn relative(&self) -> (String, String) {
        let mut random = self.random.clone();
        let man = random.chance(50);
        let (given, kana) = random.pick(if man { words::MEN } else { words::WOMEN });
        let relation = match (self.birth_year > 2005, man) {
            (true, true) => coded("FTH", "父", "HL70063"),
            (true, false) => coded("MTH", "母", "HL70063"),
            (false, _) => coded("CHD", "子", "HL70063"),
        };
        let (family, family_kana) = self.family;
        (format!("{family}^{given}^^^^^L^I~{family_kana}^{kana}^^^^^L^P"), relation)
    }

    /// The insurer: code, name, number; old people have their own scheme.
    pub(super) fn insurance(&self, at: Moment) -> Insurance {
        let mut random = self.random.clone();
        let number = format!("{:08}", random.below(100_000_000));
        let branch = if random.chance(50) { ("SEL", "本人") } else { ("FAM", "家族") };
        match self.age(at) {
            76.. => Insurance {
                kind: coded("39", "後期高齢者医療", "JHSD0001"),
                insurer: "39139999",
                name: "日本県後期高齢者医療広域連合",
                group: String::new(),
                number: wide_digits(&number),
                relation: coded("SEL", "本人", "HL70063"),
            },
            _ if random.chance(40) => Insurance {
                kind: coded("C0", "国民健康保険", "JHSD0001"),
                insurer: "139999",
                name: "連携区国民健康保険",
                group: "連携０１".to_owned(),
                number: wide_digits(&number),
                relation: coded("SEL", "本人", "HL70063"),
            },
            _ => Insurance {
                kind: coded("06", "組合管掌健康保険", "JHSD0001"),
                insurer: "06139999",
                name: "試薬工業健康保険組合",
                group: format!("本{}", wide(random.between(1, 99))),
                number: wide_digits(&number),
                relation: if branch.0 == "SEL" {
                    coded("SEL", "本人", "HL70063")
                } else {
                    coded("EXF", "家族", "HL70063")
                },
            },
        }
    }
}

/// What IN1 says.
pub(super) struct Insurance {
    pub(super) kind: String,
    pub(super) insurer: &'static str,
    pub(super) name: &'static str,
    pub(super) group: String,
    pub(super) number: String,
    pub(super) relation: String,
}

/// Places in a list of a length.
fn some_of(random: &mut Random, length: usize, count: usize) -> Vec<usize> {
    let places: Vec<usize> = (0..length).collect();
    random.choose(&places, count).into_iter().copied().collect()
}

/// A number in full-width digits.
pub(super) fn wide(number: i64) -> String {
    wide_digits(&number.to_string())
}

fn wide_digits(digits: &str) -> String {
    let wide = |c: char| c.to_digit(10).and_then(|n| char::from_u32(n.saturating_add(0xFF10))).unwrap_or(c);
    digits.chars().map(wide).collect()
}

/// Somebody who works here.
#[derive(Clone, Copy)]
pub(super) struct Staff {
    id: u64,
    family: (&'static str, &'static str),
    given: (&'static str, &'static str),
}

impl Staff {
    /// The number in the hospital's list.
    pub(super) fn number(self) -> String {
        format!("{:04}", self.id)
    }

    /// Family name and given name, in kanji and in kana.
    pub(super) const fn spelled(self) -> [(&'static str, &'static str); 2] {
        [(self.family.0, self.given.0), (self.family.1, self.given.1)]
    }

    /// Makes a member of the staff: `1` doctors, `2` those who enter orders, `3` nurses, `4` pharmacists, `5` technicians.
    pub(super) fn new(seed: u64, trade: u64, number: u64) -> Self {
        let mut random = Random::of(seed, 3, trade.saturating_mul(1000).saturating_add(number));
        let given = if random.chance(50) { random.pick(words::WOMEN) } else { random.pick(words::MEN) };
        let id = trade.saturating_mul(1000).saturating_add(number).saturating_add(1);
        Self { id, family: random.pick(words::FAMILY), given }
    }

    /// XCN, in kanji.
    pub(super) fn kanji(self) -> String {
        format!("{}^{}^{}^^^^^^^L^^^^^I", self.id, text(self.family.0), text(self.given.0))
    }

    /// XCN, twice: kanji and kana.
    pub(super) fn both(self) -> String {
        format!("{}~^{}^{}^^^^^^^L^^^^^P", self.kanji(), self.family.1, self.given.1)
    }
}

/// A visit: where the patient is, and who looks after them.
#[derive(Clone)]
pub(super) struct Visit {
    pub(super) inpatient: bool,
    /// When it began.
    pub(super) begun: Moment,
    /// Code, name and ward.
    pub(super) department: (&'static str, &'static str, &'static str),
    pub(super) room: i64,
    pub(super) bed: i64,
    /// Where the patient was before, or will be.
    pub(super) other: Option<Box<Visit>>,
    pub(super) doctor: Staff,
    pub(super) clerk: Staff,
    pub(super) nurse: Staff,
}

impl Visit {
    pub(super) fn new(seed: u64, inpatient: bool, begun: Moment, random: &mut Random) -> Self {
        let place = random.below(u64::try_from(words::DEPARTMENTS.len()).unwrap_or(1));
        let department = usize::try_from(place).ok().and_then(|place| words::DEPARTMENTS.get(place)).copied();
        let crew = random.below(4).saturating_add(place.saturating_mul(4));
        Self {
            inpatient,
            begun,
            department: department.unwrap_or_default(),
            room: random.between(1, 20),
            bed: random.between(1, 4),
            other: None,
            doctor: Staff::new(seed, 1, crew),
            clerk: Staff::new(seed, 2, crew),
            nurse: Staff::new(seed, 3, crew),
        }
    }

    /// PL: ward, room and bed, or the clinic.
    pub(super) fn location(&self) -> String {
        let (code, _, ward) = self.department;
        if self.inpatient {
            format!("{ward}^{ward}{:02}^{}^^^N", self.room, self.bed)
        } else {
            format!("{code}^^^^^C")
        }
    }

    /// CWE: the department.
    pub(super) fn service(&self) -> String {
        let (code, name, _) = self.department;
        coded(code, name, "HL70069")
    }

    /// Table 0482.
    pub(super) fn order_type(&self) -> String {
        if self.inpatient {
            coded("I", "入院患者オーダ", "HL70482")
        } else {
            coded("O", "外来患者オーダ", "HL70482")
        }
    }
}
