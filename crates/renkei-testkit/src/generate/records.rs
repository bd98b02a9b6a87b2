//! Allergies, diseases and meals.

use super::er7::{Er7, coded, text};
use super::scene::Scene;
use super::words;
use crate::random::Random;

/// ADT^A60: all allergies; the first time added, later unchanged.
pub(super) fn allergies(m: &mut Er7, scene: &Scene<'_>) {
    let Scene { patient, visit, event, .. } = *scene;
    m.segment("EVN")
        .at(2, scene.sent.later(-5).second())
        .at(5, visit.clerk.kanji())
        .at(7, super::scene::FACILITY);
    scene.subject(m);
    // A message of allergies has one at least.
    let place = usize::try_from(patient.age(event).unsigned_abs()).unwrap_or(0);
    let spare = place.checked_rem(words::ALLERGENS.len()).unwrap_or(0);
    let places = if patient.allergies.is_empty() { vec![spare] } else { patient.allergies.clone() };
    let action = if scene.order.revision == 0 { "A^追加^HL70323" } else { "X^変更なし^HL70323" };
    let known = places.iter().filter_map(|place| words::ALLERGENS.get(*place));
    for (number, (kind, kind_name, code, name, system, reaction)) in (1u32..).zip(known) {
        let mut random = Random::of(scene.order.content, 11, u64::from(number));
        let severity =
            random.pick(&["SV^重度^HL70128", "MO^中等度^HL70128", "MI^軽度^HL70128", "U^不明^HL70128"]);
        let year = event.year().saturating_sub(random.between(1, 12));
        let since = random.pick(&["小学校低学年の頃", "入院中に判明", "外来受診時", "成人後"]);
        m.segment("IAM")
            .at(1, number.to_string())
            .at(2, coded(kind, kind_name, "HL70127"))
            .at(3, coded(code, name, system))
            .at(4, severity)
            .at(5, text(reaction))
            .at(6, action)
            .at(7, format!("AL{}{number:02}^HIS001", patient.id))
            .at(11, year.to_string())
            .at_if(random.chance(50), 12, since)
            .at(17, "C^確定^HL70438")
            .at(18, visit.doctor.kanji());
    }
}

/// PPR^ZD1: all diseases of the patient in one message, since version 1.2.
pub(super) fn diseases(m: &mut Er7, scene: &Scene<'_>) {
    let Scene { patient, visit, event, .. } = *scene;
    scene.patient(m, false);
    // The diseases of a patient come one by one.
    let known = usize::try_from(scene.order.revision).unwrap_or(usize::MAX).saturating_add(1);
    let known = if scene.order.revision == 0 { patient.diseases.len() } else { known };
    for (place, number) in patient.diseases.iter().take(known.max(1)).zip(1u64..) {
        let Some((code, name, icd, passing)) = words::DISEASES.get(*place).copied() else { continue };
        let mut random = Random::of(scene.order.content, 12, number);
        let id = format!("{}{number:05}", patient.id);
        let since = event.later(random.between(3, 900).saturating_mul(-24 * 60));
        let suspected = random.chance(15);
        let over = passing && !suspected && random.chance(60);
        let ended = if over { event.later(-24 * 60) } else { event };
        let full = if suspected { format!("{name}の疑い") } else { name.to_owned() };
        m.segment("PRB")
            .at(1, if number == 1 { "AD" } else { "UP" })
            .at(2, scene.sent.later(-5).second())
            .at(3, coded(code, name, "MDCDX2"))
            .at(4, &id)
            .at(7, since.date())
            .at_if(over, 9, ended.date())
            .at(10, format!("{icd}^^I10^O^外来時^JHSD0004^2013"))
            .at_if(suspected, 13, "1^疑いあり^JHSD0005")
            .at_if(over, 14, "F^治癒^HL70241")
            .at_if(over, 15, ended.date())
            .at(16, since.date())
            .at(17, text(&full))
            .at_if(number == 1, 18, "1^主診断^JHSD0007");
        let modifier = if suspected { "8002^の疑い^MDCDX2" } else { "" };
        m.segment("ZPR").at(2, coded(code, name, "MDCDX2")).at(3, modifier);
        if number == 1 {
            let insurance = patient.insurance(event);
            m.segment("ZI1")
                .at(1, "1")
                .at(2, insurance.kind)
                .at(3, insurance.insurer)
                .at(4, insurance.name)
                .at(10, insurance.group)
                .at(11, insurance.number)
                .at(15, "13")
                .at(17, insurance.relation);
        }
        m.segment("ORC")
            .at(1, "NW")
            .at(2, &id)
            .at(12, visit.doctor.both())
            .at(17, visit.service())
            .at(29, visit.order_type());
    }
}

/// Diets: code and name.
const DIETS: &[(&str, &str)] = &[
    ("0101", "常食１８００"),
    ("0102", "常食１６００"),
    ("0201", "糖尿病食１６００"),
    ("0301", "減塩食（塩分６ｇ未満）"),
    ("0401", "全粥食"),
    ("9901", "絶食"),
];

/// OMD^O03: what the patient is to eat from the next meal on.
pub(super) fn meals(m: &mut Er7, scene: &Scene<'_>) {
    let mut random = scene.content();
    scene.subject(m);
    super::visits::allergies(m, scene.patient);
    scene.order(m, &super::scene::Group::new(scene));
    let (code, name) = random.pick(DIETS);
    // From breakfast of the next day on.
    let from = format!("{}08", scene.order.placed.later(24 * 60).date());
    m.segment("TQ1").at(1, "1").at(3, "TID&１日３回&HL70335").at(7, from).at(9, "R^ルーチン^HL70485");
    m.segment("ODS").at(1, "D").at(3, coded(code, name, "99XY3"));
    m.at_if(
        random.chance(40),
        4,
        random.pick(&["塩分６ｇ未満~減塩・糖質制限", "魚は骨なし", "本人希望によりパン食は不可"]),
    );
    if code == "9901" {
        return;
    }
    if random.chance(60) {
        m.segment("ODS").at(1, "P").at(3, "S02^主食：軟飯^99XY9~S03^副食：一口大^99XY9");
    }
    if random.chance(30) {
        m.segment("ODS").at(1, "S").at(2, "01^午後の間食^99XYA").at(3, "8001^牛乳２００ｍＬ^99XY3");
    }
}
