//! Prescriptions and injections: what is ordered, and what was given.

use super::er7::{Er7, coded, inner, repeated};
use super::moment::Moment;
use super::scene::{Group, Scene};
use crate::random::Random;

/// A medicine that does not exist: number in HOT9, name, dosage form and unit, each by its MERIT-9 code with its name.
type Medicine = (&'static str, &'static str, (&'static str, &'static str), (&'static str, &'static str));

const TABLET: (&str, &str) = ("TAB", "錠剤");
const TAB: (&str, &str) = ("TAB", "錠");
const CAPSULE: (&str, &str) = ("CAP", "カプセル剤");
const CAP: (&str, &str) = ("CAP", "カプセル");
const POWDER: (&str, &str) = ("PWD", "散剤");
const MG: (&str, &str) = ("MG", "ミリグラム");
const G: (&str, &str) = ("G", "グラム");
const ML: (&str, &str) = ("ML", "ミリリットル");
const HON: (&str, &str) = ("HON", "本");
const SHT: (&str, &str) = ("SHT", "枚");
const AMP: (&str, &str) = ("AMP", "アンプル");
const BTL: (&str, &str) = ("BTL", "瓶");
const BAG: (&str, &str) = ("BAG", "袋");
const VIL: (&str, &str) = ("VIL", "バイアル");

const INTERNAL: &[Medicine] = &[
    ("199900101", "試薬錠Ａ２５０ｍｇ「連携」", TABLET, TAB),
    ("199900201", "試薬カプセルＢ１００ｍｇ「東京」", CAPSULE, CAP),
    ("199900601", "試薬糖質錠Ｆ５ｍｇ", TABLET, TAB),
    ("199900701", "試薬錠Ｇ２ｍｇ", TABLET, TAB),
    ("199900801", "試薬錠Ｈ１ｍｇ", TABLET, TAB),
    ("199901401", "試薬降圧錠Ｕ５ｍｇ「本」", TABLET, TAB),
    ("199901501", "試薬胃酸抑制カプセルＶ１５ｍｇ", CAPSULE, CAP),
    ("199901601", "試薬抗凝固錠Ｗ０．５ｍｇ「美」", TABLET, TAB),
    ("199901701", "試薬骨粗鬆症錠Ｘ１７．５ｍｇ", TABLET, TAB),
    ("199901801", "試薬甲状腺末錠Ｙ５０μｇ", TABLET, TAB),
    ("199901901", "試薬脂質低下錠Ｚ１０ｍｇ「期」", TABLET, TAB),
    ("199902001", "試薬放出制御カプセルＣＲ４０ｍｇ", CAPSULE, CAP),
];

/// Powders, ordered by the amount of what acts in them: so many milligrams a gram.
const POWDERS: &[(Medicine, i64)] = &[
    (("199900301", "試薬散Ｃ１０％「本」", POWDER, MG), 100),
    (("199902101", "試薬細粒Ｎ２０％", POWDER, MG), 200),
];

const AS_NEEDED: &[Medicine] = &[
    ("199900401", "鎮痛試薬錠Ｄ２５ｍｇ", TABLET, TAB),
    ("199902201", "試薬睡眠錠Ｌ０．２５ｍｇ", TABLET, TAB),
    ("199902301", "試薬制吐錠Ｍ５ｍｇ「愛」", TABLET, TAB),
];

const EXTERNAL: &[(Medicine, Way)] = &[
    (
        ("199900501", "試薬軟膏Ｅ０．１％", ("OIT", "軟膏・ゲル"), HON),
        ("2B74000000000000", "外用・塗布・１日４回", "77L", "左手"),
    ),
    (
        ("199902401", "試薬クリームＯ１％「摘」", ("CRM", "クリーム"), HON),
        ("2B72000000000000", "外用・塗布・１日２回", "820", "背中"),
    ),
    (
        ("199902501", "試薬テープＰ２０ｍｇ", ("TPE", "テープ・貼付剤"), SHT),
        ("2A71000000000000", "外用・貼付・１日１回", "95B", "両膝"),
    ),
    (
        ("199902601", "試薬点眼液Ｑ０．５％「宮」", ("LQD", "液剤"), HON),
        ("2H73000000000000", "外用・点眼・１日３回", "26B", "両眼"),
    ),
];

/// A way to apply: usage of JAMI with its text, and the site with its text.
type Way = (&'static str, &'static str, &'static str, &'static str);

/// Usages of JAMI: code, text, doses a day.
const USAGES: &[(&str, &str, i64)] = &[
    ("1011000400000000", "内服・経口・１日１回朝食後", 1),
    ("1011000400000000", "内服・経口・１日１回朝食後", 1),
    ("1012040400000000", "内服・経口・１日２回朝夕食後", 2),
    ("1013044400000000", "内服・経口・１日３回朝昼夕食後", 3),
    ("1013044400000000", "内服・経口・１日３回朝昼夕食後", 3),
];

const PRN: &[(&str, &str)] = &[
    ("1050110020000000", "内服・経口・疼痛時　１日２回まで"),
    ("1050610020000000", "内服・経口・不眠時　１日２回まで"),
    ("1050470020000000", "内服・経口・吐き気時　１日２回まで"),
];

/// One Rp: medicines that are taken together.
struct Rp {
    usage: (&'static str, &'static str),
    /// Days, for what is taken every day.
    days: i64,
    start: Moment,
    medicines: Vec<Dose>,
    class: (&'static str, &'static str),
    route: (&'static str, &'static str),
    site: Option<(&'static str, &'static str)>,
    /// What is said with it: TQ1-11.
    remark: &'static str,
    /// How often at the most, for what is taken as needed.
    times: i64,
}

struct Dose {
    medicine: Medicine,
    /// RXE-3 and RXE-4 as they are written.
    least: String,
    most: String,
    dispensed: String,
    dispensed_unit: (&'static str, &'static str),
    daily: String,
    instructions: Vec<String>,
}

const INNER: (&str, &str) = ("21", "内服");
const NEEDED: (&str, &str) = ("22", "頓用");
const OUTER: (&str, &str) = ("23", "外用");

/// Draws a prescription: three to eight Rp.
fn prescription(random: &mut Random, start: Moment, inpatient: bool) -> Vec<Rp> {
    let count = random.size(3, 8);
    let days = if inpatient { 7 } else { random.pick(&[7i64, 14, 14, 28, 28, 28, 30, 56]) };
    let mut order: Vec<Medicine> = INTERNAL.to_vec();
    (0..count)
        .map(|_| match random.below(10) {
            0 => powder(random, start, days),
            1 => as_needed(random, start),
            2 => external(random, start),
            _ => internal(random, start, days, &mut order),
        })
        .collect()
}

fn internal(random: &mut Random, start: Moment, days: i64, left: &mut Vec<Medicine>) -> Rp {
    let (code, text, times) = random.pick(USAGES);
    let count = if random.chance(30) { random.size(2, 3) } else { 1 };
    let mut medicines = Vec::new();
    for _ in 0..count {
        if left.is_empty() {
            left.extend_from_slice(INTERNAL);
        }
        let medicine = left.swap_remove(random.size(0, left.len().saturating_sub(1)));
        medicines.push(swallowed(random, medicine, times, days));
    }
    Rp {
        usage: (code, text),
        days,
        start,
        medicines,
        class: INNER,
        route: ("PO", "口"),
        site: None,
        remark: "",
        times: 0,
    }
}

/// A dose: the same every time, half a tablet, or uneven over the day.
fn swallowed(random: &mut Random, medicine: Medicine, times: i64, days: i64) -> Dose {
    let unit = medicine.3;
    let mut instructions = Vec::new();
    if times == 3 && random.chance(10) {
        // Uneven doses: least and most, and what is taken when.
        for (code, text) in [
            ("V12NNNNN", "不均等・１回目・２錠"),
            ("V21NNNNN", "不均等・２回目・１錠"),
            ("V31NNNNN", "不均等・３回目・１錠"),
        ] {
            instructions.push(coded(code, text, "JAMISDP01"));
        }
        return Dose {
            medicine,
            least: "1".to_owned(),
            most: "2".to_owned(),
            dispensed: days.saturating_mul(4).to_string(),
            dispensed_unit: unit,
            daily: "4".to_owned(),
            instructions,
        };
    }
    let halves = if unit == TAB && random.chance(10) { 1 } else { random.between(1, 2).saturating_mul(2) };
    if random.chance(10) {
        instructions.push(coded("01", "１回目から服用", "JHSP0005"));
    }
    if random.chance(10) {
        instructions.push(coded("B", "一包化指示", "JHSP0002"));
    }
    if random.chance(5) {
        instructions.push(coded("", "２週目以降は半錠へ漸減", "JHSIC009"));
    }
    let daily = halves.saturating_mul(times);
    Dose {
        medicine,
        least: half(halves),
        most: String::new(),
        dispensed: half(daily.saturating_mul(days)),
        dispensed_unit: unit,
        daily: half(daily),
        instructions,
    }
}

/// A number of halves.
fn half(halves: i64) -> String {
    let whole = halves.wrapping_div(2);
    if halves.wrapping_rem(2) == 0 { whole.to_string() } else { format!("{whole}.5") }
}

fn powder(random: &mut Random, start: Moment, days: i64) -> Rp {
    let (code, text, times) = random.pick(USAGES);
    let place = random.size(0, POWDERS.len().saturating_sub(1));
    let (medicine, strength) = POWDERS.get(place).copied().unwrap_or_default();
    let dose = strength.wrapping_div(2);
    let halves = times.saturating_mul(days);
    let dose = Dose {
        medicine,
        least: dose.to_string(),
        most: String::new(),
        dispensed: half(halves),
        dispensed_unit: G,
        daily: dose.saturating_mul(times).to_string(),
        instructions: vec![coded("B", "一包化指示", "JHSP0002")],
    };
    Rp {
        usage: (code, text),
        days,
        start,
        medicines: vec![dose],
        class: INNER,
        route: ("PO", "口"),
        site: None,
        remark: "",
        times: 0,
    }
}

fn as_needed(random: &mut Random, start: Moment) -> Rp {
    let place = random.size(0, AS_NEEDED.len().saturating_sub(1));
    let medicine = AS_NEEDED.get(place).copied().unwrap_or_default();
    let times = random.pick(&[5i64, 10, 10, 14]);
    let dose = Dose {
        medicine,
        least: "1".to_owned(),
        most: String::new(),
        dispensed: times.to_string(),
        dispensed_unit: TAB,
        daily: String::new(),
        instructions: Vec::new(),
    };
    Rp {
        usage: PRN.get(place).copied().unwrap_or_default(),
        days: 0,
        start,
        medicines: vec![dose],
        class: NEEDED,
        route: ("PO", "口"),
        site: None,
        remark: "1日2回まで・8時間以上あける",
        times,
    }
}

fn external(random: &mut Random, start: Moment) -> Rp {
    let place = random.size(0, EXTERNAL.len().saturating_sub(1));
    let (medicine, (code, text, site, name)) = EXTERNAL.get(place).copied().unwrap_or_default();
    let count = random.between(1, 3);
    let count = if medicine.3 == SHT { count.saturating_mul(7) } else { count };
    let dose = Dose {
        medicine,
        // How much is put on at a time nobody can say: null (JAHIS 処方データ交換規約 RXE-3).
        least: "\"\"".to_owned(),
        most: String::new(),
        dispensed: count.to_string(),
        dispensed_unit: medicine.3,
        daily: String::new(),
        instructions: Vec::new(),
    };
    Rp {
        usage: (code, text),
        days: 0,
        start,
        medicines: vec![dose],
        class: OUTER,
        route: ("AP", "外用"),
        site: Some((site, name)),
        remark: "",
        times: 0,
    }
}

fn medicine_of((code, name, _, _): Medicine) -> String {
    coded(code, name, "HOT9")
}

fn merit((code, name): (&str, &str)) -> String {
    coded(code, name, "MR9P")
}

/// RDE^O11 of a prescription.
pub(super) fn prescribed(m: &mut Er7, scene: &Scene<'_>) {
    let inpatient = scene.visit.inpatient;
    scene.subject(m);
    super::visits::allergies(m, scene.patient);
    let start = scene.order.placed;
    let category = match inpatient {
        true => ["IHP^入院処方^MR9P", "XTR^臨時処方^MR9P"],
        false => ["OHP^外来処方^MR9P", "OHO^院外処方^MR9P"],
    };
    for (rp, number) in revised(scene, start).iter().zip(1u32..) {
        let group_number = format!("{}_{number:02}", scene.order.number);
        for dose in &rp.medicines {
            scene.order(m, &Group { group: &group_number, ..Group::new(scene) });
            let dosed = dose.least != "\"\"";
            let daily = if dose.daily.is_empty() {
                String::new()
            } else {
                format!("{}^{}", dose.daily, inner(dose.medicine.3.0, dose.medicine.3.1, "MR9P"))
            };
            m.segment("RXE")
                .at(2, medicine_of(dose.medicine))
                .at(3, &dose.least)
                .at(4, &dose.most)
                .at(5, if dosed { merit(dose.medicine.3) } else { "\"\"".to_owned() })
                .at(6, merit(dose.medicine.2))
                .at(7, repeated(&dose.instructions))
                .at(10, &dose.dispensed)
                .at(11, merit(dose.dispensed_unit))
                .at_if(!inpatient && rp.days >= 28, 12, "1")
                .at(15, format!("{}{number:02}", scene.order.number))
                .at(19, daily)
                .at(21, repeated(category))
                .at(27, coded(rp.class.0, rp.class.1, "JHSP0003"));
            let days = if rp.days > 0 { format!("{}^D&日&ISO+", rp.days) } else { String::new() };
            let times = if rp.times > 0 { rp.times.to_string() } else { String::new() };
            m.segment("TQ1")
                .at(1, "1")
                .at(3, inner(rp.usage.0, rp.usage.1, "JAMISDP01"))
                .at(6, days)
                .at(7, rp.start.date())
                .at(11, rp.remark)
                .at(14, times);
            route(m, rp);
        }
    }
}

/// What is ordered. A change brings another Rp.
fn revised(scene: &Scene<'_>, start: Moment) -> Vec<Rp> {
    let mut random = scene.content();
    let mut all = prescription(&mut random, start, scene.visit.inpatient);
    if scene.order.revision > 0 {
        let mut random = Random::of(scene.order.content, 5, scene.order.revision);
        all.truncate(7);
        all.push(external(&mut random, start));
    }
    all
}

fn route(m: &mut Er7, rp: &Rp) {
    let site = rp.site.map(|(code, name)| coded(code, name, "JAMISDP01")).unwrap_or_default();
    m.segment("RXR").at(1, coded(rp.route.0, rp.route.1, "HL70162")).at(2, site);
}

/// RAS^O17 of a prescription: what was taken in the first two days.
///
/// Allergies are left out: HL7 v2.5 has AL1 before PV1 in this structure, and SS-MIX2 behind it.
pub(super) fn taken(m: &mut Er7, scene: &Scene<'_>) {
    scene.subject(m);
    let mut random = Random::of(scene.order.content, 6, 0);
    for (rp, number) in revised(scene, scene.order.placed).iter().zip(1u32..) {
        let group_number = format!("{}_{number:02}", scene.order.number);
        scene.order(m, &Group { group: &group_number, ..Group::new(scene) });
        let times = if number == 1 { 2i64 } else { random.between(1, 2) };
        for (time, sub) in (0..times).zip(1u32..) {
            let at = scene.event.later(time.saturating_mul(12 * 60));
            let refused = time > 0 && random.chance(5);
            for dose in &rp.medicines {
                // An amount that can't be stated is 999 (JAHIS 処方データ交換規約 RXA-6).
                let amount = match dose.least.as_str() {
                    _ if refused => "0",
                    "\"\"" => "999",
                    amount => amount,
                };
                let unit = if amount == "999" { String::new() } else { merit(dose.medicine.3) };
                m.segment("RXA")
                    .at(1, "0")
                    .at(2, sub.to_string())
                    .at(3, at.second())
                    .at(4, at.second())
                    .at(5, medicine_of(dose.medicine))
                    .at(6, amount)
                    .at(7, unit)
                    .at_if(refused, 9, coded("", "食事がとれず中止", "JHSIC002"))
                    .at(10, scene.visit.nurse.kanji())
                    .at(11, scene.visit.location())
                    .at_if(refused, 18, "03^経口摂取不可^99XY5")
                    .at(20, if refused { "NA" } else { "CP" })
                    .at(22, at.later(10).second());
            }
            route(m, rp);
        }
    }
}

/// Fluids: number, name, unit, millilitres.
const FLUIDS: &[(&str, &str, (&str, &str), i64)] = &[
    ("199901001", "試薬輸液Ｓ５００ｍＬ", HON, 500),
    ("199902701", "試薬維持液Ｔ２００ｍＬ「満」", BAG, 200),
    ("199901201", "試薬食塩液５０ｍＬ", BTL, 50),
    ("199902801", "試薬糖液５％１００ｍＬ", BTL, 100),
];

const ADDITIVES: &[Medicine] = &[
    ("199901101", "試薬注Ｔ５０ｍｇ", ("INJ", "注射剤"), AMP),
    ("199902901", "試薬抗生剤静注用１ｇ「京」", ("INJ", "注射剤"), VIL),
    ("199903001", "試薬ビタミン注射液２０ｍＬ", ("INJ", "注射剤"), AMP),
    ("199903101", "試薬利尿注２０ｍｇ「折」", ("INJ", "注射剤"), AMP),
];

/// A mixture that is given one or more times.
struct Mixture {
    fluid: (&'static str, &'static str, (&'static str, &'static str), i64),
    additives: Vec<(Medicine, i64)>,
    /// How long one administration takes, in hours.
    hours: i64,
    /// When each begins, in minutes from the order.
    starts: Vec<i64>,
}

/// Draws an injection order: one to four mixtures.
fn injections(random: &mut Random) -> Vec<Mixture> {
    let count = random.size(1, 4);
    (0..count)
        .map(|_| {
            let place = random.size(0, FLUIDS.len().saturating_sub(1));
            let fluid = FLUIDS.get(place).copied().unwrap_or_default();
            let many = random.size(0, 2);
            let additives = random.choose(ADDITIVES, many).into_iter().copied();
            let additives: Vec<_> = additives.collect();
            let additives = additives.into_iter().map(|medicine| (medicine, random.between(1, 2))).collect();
            let hours = match fluid.3 {
                500 => random.pick(&[4i64, 5, 8]),
                200 => 2,
                _ => 1,
            };
            let times = random.between(1, 2);
            let starts = (0..times).map(|time| time.saturating_mul(12 * 60).saturating_add(120)).collect();
            Mixture { fluid, additives, hours, starts }
        })
        .collect()
}

/// Goes through the administrations of an order: mixture, its number, the number of the administration, and its time.
fn administrations(mixtures: &[Mixture]) -> impl Iterator<Item = (&Mixture, u32, u32, i64)> {
    let all = mixtures.iter().zip(1u32..);
    let all =
        all.flat_map(|(mixture, number)| mixture.starts.iter().map(move |start| (mixture, number, *start)));
    all.zip(1u32..).map(|((mixture, number, start), time)| (mixture, number, time, start))
}

fn infusion(m: &mut Er7, drip: bool) {
    let way = if drip { "102^点滴静注（末梢）^99ILL" } else { "101^静注（末梢）^99ILL" };
    m.segment("RXR")
        .at(1, "IV^静脈内^HL70162")
        .at(2, "ARM^腕^HL70550")
        .at_if(drip, 3, "IVP^点滴ポンプ^HL70164")
        .at(4, way)
        .at(5, "01^主管^99ILL")
        .at(6, "L^左^HL70495");
}

/// RDE^O11 of an injection.
pub(super) fn injected(m: &mut Er7, scene: &Scene<'_>) {
    let mut random = scene.content();
    let mixtures = injections(&mut random);
    scene.subject(m);
    super::visits::allergies(m, scene.patient);
    for (mixture, number, time, start) in administrations(&mixtures) {
        let group_number = format!("{}_{number:02}_{time:03}", scene.order.number);
        scene.order(m, &Group { group: &group_number, ..Group::new(scene) });
        let volume = mixture.fluid.3;
        let rate = volume.checked_div(mixture.hours).unwrap_or(volume);
        let begins = scene.order.placed.later(start);
        m.segment("RXE")
            .at(2, "00^一般^JHSI0002")
            .at(3, volume.to_string())
            .at(5, merit(ML))
            .at(6, merit(("INJ", "注射剤")))
            .at_if(mixture.hours > 1, 7, coded("", "一定速度で・刺入部の発赤に注意", "JHSIC003"))
            .at(15, format!("{}-{number:03}", scene.order.placed.date()))
            .at(21, "IHP^入院処方^MR9P~FTP^定時処方^JHSI0001")
            .at(22, format!("H{}", mixture.hours))
            .at(23, rate.to_string())
            .at(24, "ml/hr^ミリリットル／時間^ISO+")
            .at(27, "02^点滴^JHSI0009")
            .at(42, scene.visit.location());
        m.segment("TQ1")
            .at(1, "1")
            .at(7, begins.minute())
            .at(8, begins.later(mixture.hours.saturating_mul(60)).minute())
            .at(9, "R^ルーチン^HL70485")
            .at(13, format!("{}^hr", mixture.hours));
        infusion(m, mixture.hours > 1);
        let (code, name, unit, _) = mixture.fluid;
        m.segment("RXC").at(1, "B").at(2, coded(code, name, "HOT9")).at(3, "1").at(4, merit(unit));
        for (medicine, amount) in &mixture.additives {
            m.segment("RXC").at(1, "A").at(2, medicine_of(*medicine)).at(3, amount.to_string());
            m.at(4, merit(medicine.3));
        }
        let weight = scene.patient.weight;
        m.segment("OBX").at(1, "1").at(2, "NM").at(3, "3141-9^体重^LN");
        m.at(5, format!("{}.{}", weight.wrapping_div(10), weight.wrapping_rem(10)));
        m.at(6, "kg^kg^ISO+").at(11, "F").at(14, scene.order.placed.date());
    }
}

/// When the first mixture begins: the date of the path.
pub(super) fn first_injection(order: &super::scene::Order) -> Moment {
    order.placed.later(120)
}

/// RAS^O17 of an injection.
pub(super) fn infused(m: &mut Er7, scene: &Scene<'_>) {
    let mut random = scene.content();
    let mixtures = injections(&mut random);
    scene.subject(m);
    let mut random = Random::of(scene.order.content, 7, 0);
    for (mixture, number, time, start) in administrations(&mixtures) {
        let group_number = format!("{}_{number:02}_{time:03}", scene.order.number);
        scene.order(m, &Group { group: &group_number, ..Group::new(scene) });
        let volume = mixture.fluid.3;
        let rate = volume.checked_div(mixture.hours).unwrap_or(volume);
        let begins = scene.order.placed.later(start);
        let ends = begins.later(mixture.hours.saturating_mul(60));
        let stopped = time > 1 && random.chance(8);
        let (code, name, unit, _) = mixture.fluid;
        let fluid = (coded(code, name, "HOT9"), 1i64, merit(unit));
        let others = mixture.additives.iter();
        let others = others.map(|(medicine, amount)| (medicine_of(*medicine), *amount, merit(medicine.3)));
        for (medicine, amount, unit) in std::iter::once(fluid).chain(others) {
            m.segment("RXA")
                .at(1, "0")
                .at(2, "1")
                .at(3, begins.second())
                .at(4, if stopped { begins.later(5) } else { ends }.second())
                .at(5, medicine)
                .at(6, if stopped { "0".to_owned() } else { amount.to_string() })
                .at(7, unit)
                .at_if(stopped, 9, coded("", "抜去のため中止", "JHSIC002"))
                .at(10, scene.visit.nurse.kanji())
                .at(11, scene.visit.location())
                .at_if(!stopped, 12, format!("{rate}ml/hr"))
                .at_if(stopped, 18, "03^患者拒否^99XY5")
                .at(20, if stopped { "NA" } else { "CP" })
                .at(22, ends.later(10).second());
        }
        infusion(m, mixture.hours > 1);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halves_are_written_as_decimals() {
        assert_eq!([half(1), half(2), half(49)], ["0.5", "1", "24.5"]);
    }

    #[test]
    fn a_prescription_has_three_to_eight_rp_and_each_a_medicine() {
        for seed in 0..300 {
            let all = prescription(&mut Random::new(seed), Moment::day(0), seed % 2 == 0);
            assert!((3..=8).contains(&all.len()));
            assert!(all.iter().all(|rp| !rp.medicines.is_empty() && !rp.usage.0.is_empty()));
        }
    }

    #[test]
    fn no_two_medicines_have_one_number_and_all_are_invented() {
        let all = INTERNAL.iter().chain(AS_NEEDED).chain(ADDITIVES).map(|m| m.0);
        let all = all.chain(POWDERS.iter().map(|m| m.0.0)).chain(EXTERNAL.iter().map(|m| m.0.0));
        let mut all: Vec<_> = all.chain(FLUIDS.iter().map(|m| m.0)).collect();
        assert!(all.iter().all(|code| code.len() == 9 && code.starts_with("1999")));
        let count = all.len();
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), count);
    }
}
