//! Laboratory: orders and results by specimen.

use super::er7::{Er7, coded};
use super::moment::Moment;
use super::scene::{Group, Order, Scene};
use crate::random::Random;

/// An item that is a number: JLAC10, name, local code and name, unit and its name, decimals, and the reference interval in
/// units of the last decimal.
type Item =
    (&'static str, &'static str, (&'static str, &'static str), (&'static str, &'static str), u32, i64, i64);

const G_DL: (&str, &str) = ("g/dL", "g/dL");
const MG_DL: (&str, &str) = ("mg/dL", "mg/dL");
const U_L: (&str, &str) = ("u/L", "U/L");
const MEQ: (&str, &str) = ("meq/L", "mEq/L");
const PERCENT: (&str, &str) = ("%", "％");
const NG_ML: (&str, &str) = ("ng/mL", "ng/mL");

/// Reference intervals are those that Japanese laboratories have in common, rounded.
const CHEMISTRY: &[Item] = &[
    ("3A010000002327101", "総蛋白", ("10222", "ＴＰ"), G_DL, 1, 66, 81),
    ("3A015000002327101", "アルブミン", ("10223", "ＡＬＢ"), G_DL, 1, 41, 51),
    ("3J010000002327101", "総ビリルビン", ("10224", "Ｔ－Ｂｉｌ"), MG_DL, 1, 4, 15),
    ("3B035000002327201", "ＡＳＴ（ＧＯＴ）", ("10207", "ＡＳＴ（ＧＯＴ）"), U_L, 0, 13, 30),
    ("3B045000002327201", "ＡＬＴ（ＧＰＴ）", ("10208", "ＡＬＴ（ＧＰＴ）"), U_L, 0, 10, 42),
    ("3B050000002327201", "ＬＤ", ("10211", "ＬＤ"), U_L, 0, 124, 222),
    ("3B070000002327101", "ＡＬＰ", ("10209", "ＡＬＰ"), U_L, 0, 38, 113),
    ("3B090000002327101", "γ－ＧＴＰ", ("10210", "γ－ＧＴＰ"), U_L, 0, 13, 64),
    ("3B110000002327201", "コリンエステラーゼ", ("10212", "ＣｈＥ"), U_L, 0, 240, 486),
    ("3B160000002327201", "アミラーゼ", ("10213", "ＡＭＹ"), U_L, 0, 44, 132),
    ("3B010000002327201", "ＣＫ", ("10214", "ＣＫ"), U_L, 0, 59, 248),
    ("3C025000002327201", "尿素窒素", ("10231", "ＢＵＮ"), MG_DL, 1, 80, 200),
    ("3C015000002327101", "クレアチニン", ("10232", "ＣＲＥ"), MG_DL, 2, 65, 107),
    ("3C020000002327101", "尿酸", ("10233", "ＵＡ"), MG_DL, 1, 37, 78),
    ("3F050000002327101", "総コレステロール", ("10260", "Ｔ－ＣＨＯ"), MG_DL, 0, 142, 248),
    ("3F015000002327101", "中性脂肪", ("10261", "ＴＧ"), MG_DL, 0, 40, 234),
    ("3F070000002327101", "ＨＤＬコレステロール", ("10262", "ＨＤＬ－Ｃ"), MG_DL, 0, 38, 90),
    ("3F077000002327101", "ＬＤＬコレステロール", ("10263", "ＬＤＬ－Ｃ"), MG_DL, 0, 65, 163),
    ("3D010000002227201", "血糖", ("10251", "グルコース"), MG_DL, 0, 73, 109),
    ("3H010000002326101", "ナトリウム", ("10240", "Ｎａ"), MEQ, 0, 138, 145),
    ("3H015000002326101", "カリウム", ("10241", "Ｋ"), MEQ, 1, 36, 48),
    ("3H020000002326101", "クロール", ("10242", "Ｃｌ"), MEQ, 0, 101, 108),
    ("3H030000002327101", "カルシウム", ("10243", "Ｃａ"), MG_DL, 1, 88, 101),
    ("3H040000002327101", "無機リン", ("10244", "ＩＰ"), MG_DL, 1, 27, 46),
    ("3I010000002327101", "鉄", ("10245", "Ｆｅ"), ("ug/dL", "μg/dL"), 0, 40, 188),
    ("5C070000002306201", "ＣＲＰ", ("10301", "ＣＲＰ"), MG_DL, 2, 0, 14),
    ("4A055000002305201", "甲状腺刺激ホルモン", ("10501", "ＴＳＨ"), ("uu/mL", "μU/mL"), 2, 50, 500),
    ("5D010000002305101", "癌胎児性抗原", ("10601", "ＣＥＡ"), NG_ML, 1, 0, 50),
];

const BLOOD: &[Item] = &[
    ("2A010000001930101", "白血球数", ("20101", "ＷＢＣ"), (".10*3/uL", "×10*3/μL"), 1, 33, 86),
    ("2A020000001930101", "赤血球数", ("20102", "ＲＢＣ"), (".10*6/uL", "×10*6/μL"), 2, 386, 555),
    ("2A030000001928201", "ヘモグロビン", ("20103", "Ｈｂ"), G_DL, 1, 116, 168),
    ("2A040000001930102", "ヘマトクリット", ("20107", "Ｈｔ"), PERCENT, 1, 351, 501),
    ("2A060000001930101", "ＭＣＶ", ("20108", "ＭＣＶ"), ("fL", "fL"), 1, 836, 982),
    ("2A070000001930101", "ＭＣＨ", ("20109", "ＭＣＨ"), ("pg", "pg"), 1, 275, 332),
    ("2A080000001930101", "ＭＣＨＣ", ("20110", "ＭＣＨＣ"), G_DL, 1, 317, 353),
    ("2A050000001930101", "血小板数", ("20104", "ＰＬＴ"), (".10*4/uL", "×10*4/μL"), 1, 158, 348),
    ("2A160000001930151", "好中球", ("20105", "好中球"), PERCENT, 1, 400, 750),
    ("2A160000001930156", "リンパ球", ("20111", "リンパ球"), PERCENT, 1, 180, 490),
    ("3D046000001990602", "ＨｂＡ１ｃ（ＮＧＳＰ）", ("20106", "ＨｂＡ１ｃ（ＮＧＳＰ）"), PERCENT, 1, 49, 60),
];

const COAGULATION: &[Item] = &[
    ("2B030000002231157", "プロトロンビン時間（ＩＮＲ）", ("20301", "ＰＴ－ＩＮＲ"), ("", ""), 2, 85, 115),
    (
        "2B020000002231151",
        "活性化部分トロンボプラスチン時間",
        ("20302", "ＡＰＴＴ"),
        ("s", "秒"),
        1,
        240,
        390,
    ),
    ("2B140000002206201", "Ｄダイマー", ("20303", "ＤＤ"), ("ug/mL", "μg/mL"), 1, 0, 10),
];

const URINE: &[Item] = &[
    ("1A030000000190101", "尿比重", ("10014", "比重"), ("", ""), 3, 1005, 1030),
    ("1A035000000190101", "尿ｐＨ", ("10018", "ｐＨ"), ("", ""), 1, 50, 75),
];

/// Items that are words: JLAC10, name, local code and name. Results have two leading characters, by the rule of the
/// National Hospital Organization.
const DIPSTICK: &[(&str, &str, (&str, &str))] = &[
    ("1A010000000190111", "尿蛋白（定性）", ("10011", "蛋白")),
    ("1A020000000190111", "尿糖（定性）", ("10012", "糖")),
    ("1A100000000190111", "尿潜血（定性）", ("10013", "潜血")),
    ("1A060000000190111", "ケトン体（定性）", ("10019", "ケトン体")),
];

/// A specimen: material by JLAC10 and locally, and what is measured in it.
struct Specimen {
    material: (&'static str, &'static str),
    local: (&'static str, &'static str),
    panel: (&'static str, &'static str),
    items: &'static [Item],
    words: &'static [(&'static str, &'static str, (&'static str, &'static str))],
    /// How many of the items at least are asked for.
    least: usize,
}

const SPECIMENS: &[Specimen] = &[
    Specimen {
        material: ("023", "血清"),
        local: ("01", "血清"),
        panel: ("E002", "生化学的検査"),
        items: CHEMISTRY,
        words: &[],
        least: 14,
    },
    Specimen {
        material: ("019", "全血（添加物入り）"),
        local: ("05", "ＥＤＴＡ全血"),
        panel: ("E001", "血液学的検査"),
        items: BLOOD,
        words: &[],
        least: 6,
    },
    Specimen {
        material: ("022", "血漿"),
        local: ("06", "クエン酸血漿"),
        panel: ("E004", "凝固・線溶検査"),
        items: COAGULATION,
        words: &[],
        least: 2,
    },
    Specimen {
        material: ("001", "尿"),
        local: ("03", "随時尿"),
        panel: ("E003", "尿一般検査"),
        items: URINE,
        words: DIPSTICK,
        least: 2,
    },
];

/// One result that is asked for.
enum Asked {
    Number(&'static Item),
    Word(&'static (&'static str, &'static str, (&'static str, &'static str))),
}

/// What is asked for, by specimen.
struct Request {
    specimens: Vec<(&'static Specimen, Vec<Asked>)>,
}

impl Request {
    /// Draws what is asked for: 20 to 40 items, in serum and blood always, in plasma and urine often.
    fn draw(random: &mut Random) -> Self {
        let mut specimens = Vec::new();
        for (number, specimen) in SPECIMENS.iter().enumerate() {
            if number > 1 && !random.chance(40) {
                continue;
            }
            let count = random.size(specimen.least, specimen.items.len());
            let numbers = random.choose(specimen.items, count).into_iter().map(Asked::Number);
            let items = numbers.chain(specimen.words.iter().map(Asked::Word)).collect();
            specimens.push((specimen, items));
        }
        Self { specimens }
    }
}

impl Asked {
    /// OBX-3: the item in JLAC10, and by its local code.
    fn code(&self) -> String {
        let (code, name, (local, short)) = match self {
            Self::Number((code, name, local, ..)) | Self::Word((code, name, local)) => (code, name, *local),
        };
        format!("{}^{}", coded(code, name, "JC10"), coded(local, short, "99X03"))
    }
}

/// Every so many orders is one of microbiology.
fn is_culture(random: &mut Random) -> bool {
    random.chance(8)
}

/// When the specimens of an order are collected.
pub(super) fn collected(order: &Order) -> Moment {
    order.placed.later(Random::of(order.content, 8, 2).between(10, 60))
}

/// OML^O33: the order.
pub(super) fn order(m: &mut Er7, scene: &Scene<'_>) {
    let mut random = scene.content();
    let collected = collected(scene.order);
    scene.subject(m);
    super::visits::allergies(m, scene.patient);
    if is_culture(&mut random) {
        specimen(m, "1", "", "061^喀痰^JC10^21^喀痰^99Z01", &collected.minute());
        group(m, scene, &coded("6B010000006174100", "培養同定（一般細菌）", "JC10"), collected);
        item(m, 1, &coded("6B010000006174114", "培養同定菌名", "JC10"));
        return;
    }
    let request = Request::draw(&mut random);
    for ((kind, items), number) in request.specimens.iter().zip(1u32..) {
        specimen(m, &number.to_string(), "", &material(kind), &collected.minute());
        group(m, scene, &coded(kind.panel.0, kind.panel.1, "99O03"), collected);
        for (asked, number) in items.iter().zip(1u32..) {
            item(m, number, &asked.code());
        }
    }
}

fn material(kind: &Specimen) -> String {
    format!(
        "{}^{}",
        coded(kind.material.0, kind.material.1, "JC10"),
        coded(kind.local.0, kind.local.1, "99Z01")
    )
}

fn specimen(m: &mut Er7, number: &str, id: &str, material: &str, collected: &str) {
    m.segment("SPM").at(1, number).at(2, id).at(4, material).at(17, collected);
}

fn group(m: &mut Er7, scene: &Scene<'_>, service: &str, collected: Moment) {
    scene.order(m, &Group::new(scene));
    m.segment("TQ1").at(1, "1").at(7, scene.order.placed.date()).at(9, "R^ルーチン^HL70485");
    m.segment("OBR")
        .at(1, "1")
        .at(2, &scene.order.number)
        .at(4, service)
        .at(7, collected.minute())
        .at(16, scene.visit.doctor.kanji());
}

/// An item of an order: a result that has none yet.
fn item(m: &mut Er7, number: u32, code: &str) {
    m.segment("OBX").at(1, number.to_string()).at(3, code).at(11, "O");
}

/// OUL^R22: the results. A later revision corrects one of them.
pub(super) fn result(m: &mut Er7, scene: &Scene<'_>) {
    let mut random = scene.content();
    scene.subject(m);
    let id = format!("{}{:06}", scene.event.date(), scene.order.content.wrapping_rem(1_000_000));
    if is_culture(&mut random) {
        return culture(m, scene, &id, &mut random);
    }
    let request = Request::draw(&mut random);
    let corrected = random.below(10).saturating_add(1);
    for ((kind, items), number) in request.specimens.iter().zip(1u32..) {
        let id = format!("{id}{number:02}");
        specimen(m, &number.to_string(), &id, &material(kind), &scene.event.minute());
        request_of(m, scene, "1", &id, &coded(kind.panel.0, kind.panel.1, "99O03"), "CH");
        for (asked, place) in items.iter().zip(1u32..) {
            let mut value = asked.draw(&mut random);
            if number == 1 && scene.order.revision > 0 && u64::from(place) == corrected {
                value = asked.draw(&mut Random::of(scene.order.content, 4, scene.order.revision));
                value.status = if value.value.is_empty() { "X" } else { "C" };
            }
            value.write(m, place, &asked.code(), scene.event);
        }
    }
}

fn request_of(m: &mut Er7, scene: &Scene<'_>, number: &str, id: &str, service: &str, section: &str) {
    result_of(m, scene, number, id, service, section, "");
}

fn result_of(
    m: &mut Er7,
    scene: &Scene<'_>,
    number: &str,
    id: &str,
    service: &str,
    section: &str,
    parent: &str,
) {
    m.segment("OBR")
        .at(1, number)
        .at(2, &scene.order.number)
        .at(3, id)
        .at(4, service)
        .at(7, scene.event.minute())
        .at(8, scene.event.minute())
        .at(16, scene.visit.doctor.kanji())
        .at(22, scene.sent.later(-1).second())
        .at(24, section)
        .at(25, "F")
        .at(26, parent);
    let group =
        Group { control: "SC", filler: id, status: "CM", time: scene.sent.later(-1), ..Group::new(scene) };
    scene.order(m, &group);
}

/// A result.
struct Value {
    value_type: &'static str,
    value: String,
    unit: (&'static str, &'static str),
    range: String,
    flag: &'static str,
    status: &'static str,
}

impl Asked {
    /// Draws a result: four of five normal, one of a hundred not to be had.
    fn draw(&self, random: &mut Random) -> Value {
        let hundredth = random.below(100);
        let place = random.next();
        match self {
            Self::Number((_, _, _, unit, decimals, low, high)) => {
                let (low, high, decimals) = (*low, *high, *decimals);
                let spread = high.saturating_sub(low).max(1);
                let draw = |least: i64, most: i64| Random::new(place).between(least, most);
                let number = match hundredth {
                    0..80 => draw(low, high),
                    80..90 => draw(high, high.saturating_add(spread)),
                    90..95 => draw(low.saturating_sub(spread.wrapping_div(3)), low),
                    95..97 => {
                        draw(high.saturating_add(spread), high.saturating_add(spread.saturating_mul(4)))
                    }
                    97..98 => draw(low.saturating_sub(spread), low.saturating_sub(spread.wrapping_div(2))),
                    _ => low,
                }
                .max(0);
                let flag = flag(number, low, high);
                let range = format!("{}-{}", decimal(low, decimals), decimal(high, decimals));
                let value = decimal(number, decimals);
                let value = match hundredth {
                    // Beyond what can be measured, above and, where the scale begins at nothing, below.
                    98 if low > 0 => {
                        let most = decimal(high.saturating_mul(10), decimals);
                        return Value::new("ST", format!("> {most}"), *unit, range, ">", "F");
                    }
                    98 => {
                        return Value::new(
                            "ST",
                            format!("< {}", decimal(1, decimals)),
                            *unit,
                            range,
                            "N",
                            "F",
                        );
                    }
                    99 => return Value::new("", String::new(), *unit, range, "", "X"),
                    _ => value,
                };
                Value::new("NM", value, *unit, range, flag, "F")
            }
            Self::Word(_) => {
                let (value, flag) = match hundredth {
                    0..78 => ("  -", "N"),
                    78..86 => ("  +-", "A"),
                    86..93 => (" 1 +", "A"),
                    93..97 => (" 2 +", "A"),
                    97..99 => (" 3 +", "AA"),
                    _ => ("", ""),
                };
                let missing = value.is_empty();
                let (value_type, status) = if missing { ("", "X") } else { ("ST", "F") };
                Value::new(value_type, value.to_owned(), ("", ""), "  -".to_owned(), flag, status)
            }
        }
    }
}

/// Table 0078, by how far a value lies outside the interval.
fn flag(number: i64, low: i64, high: i64) -> &'static str {
    let spread = high.saturating_sub(low);
    match number {
        n if n < low.saturating_sub(spread.wrapping_div(2)) => "LL",
        n if n < low => "L",
        n if n > high.saturating_add(spread) => "HH",
        n if n > high => "H",
        _ => "N",
    }
}

/// A number of so many decimals.
fn decimal(number: i64, decimals: u32) -> String {
    let length = usize::try_from(decimals).unwrap_or(0);
    if length == 0 {
        return number.to_string();
    }
    let digits = format!("{number:0width$}", width = length.saturating_add(1));
    match digits.split_at_checked(digits.len().saturating_sub(length)) {
        Some((whole, fraction)) => format!("{whole}.{fraction}"),
        None => digits,
    }
}

impl Value {
    const fn new(
        value_type: &'static str,
        value: String,
        unit: (&'static str, &'static str),
        range: String,
        flag: &'static str,
        status: &'static str,
    ) -> Self {
        Self { value_type, value, unit, range, flag, status }
    }

    fn write(&self, m: &mut Er7, number: u32, code: &str, collected: Moment) {
        let unit =
            if self.unit.0.is_empty() { String::new() } else { coded(self.unit.0, self.unit.1, "ISO+") };
        m.segment("OBX")
            .at(1, number.to_string())
            .at(2, self.value_type)
            .at(3, code)
            .at(5, &self.value)
            .at(6, unit)
            .at(7, &self.range)
            .at(8, self.flag)
            .at(11, self.status)
            .at(14, collected.minute());
    }
}

/// Organisms and drugs, by the codes of JANIS.
const ORGANISMS: &[(&str, &str)] = &[
    ("2001", "Escherichia coli"),
    ("1303", "Staphylococcus aureus (MRSA)"),
    ("1301", "Staphylococcus aureus"),
    ("4001", "Pseudomonas aeruginosa"),
    ("2151", "Klebsiella pneumoniae"),
];
const DRUGS: &[(&str, &str)] = &[
    ("1266", "PIPC（ピペラシリン）"),
    ("1586", "CAZ（セフタジジム）"),
    ("2301", "VCM（バンコマイシン）"),
    ("2616", "LZD（リネゾリド）"),
    ("2501", "LVFX（レボフロキサシン）"),
];

/// A culture: organisms, and what they are susceptible to.
fn culture(m: &mut Er7, scene: &Scene<'_>, id: &str, random: &mut Random) {
    specimen(m, "1", id, "061^喀痰^JC10^21^喀痰^99Z01", &scene.event.minute());
    let culture = coded("6B010000006174100", "培養同定（一般細菌）", "JC10");
    request_of(m, scene, "1", id, &culture, "MB");
    let count = random.size(1, 2);
    let found = random.choose(ORGANISMS, count);
    let mut number = 0u32;
    for ((code, name), group) in found.iter().zip(1u32..) {
        for (value_type, item, value) in [
            ("CWE", coded("6B010000006174114", "培養同定菌名", "JC10"), coded(code, name, "JANIS")),
            (
                "ST",
                coded("6B010000006174112", "培養同定菌量", "JC10"),
                format!(" {} +", random.between(1, 3)),
            ),
        ] {
            number = number.saturating_add(1);
            m.segment("OBX").at(1, number.to_string()).at(2, value_type).at(3, item).at(4, group.to_string());
            m.at(5, value).at(11, "F").at(14, scene.event.minute());
        }
    }
    for ((_, name), group) in found.iter().zip(1u32..) {
        let parent = format!("6B010000006174114&培養同定菌名&JC10^{group}^{name}");
        let service = coded("6C010000008076200", "薬剤感受性検査－ＭＩＣ", "JC10");
        let request = group.saturating_add(1).to_string();
        result_of(m, scene, &request, id, &service, "MB", &parent);
        let tested = random.size(3, DRUGS.len());
        let mut number = 0u32;
        for ((code, drug), pair) in random.choose(DRUGS, tested).into_iter().zip(1u32..) {
            let step = random.size(0, 7);
            let mic = ["<= 0.5", "1", "2", "4", "8", "16", "32", ">= 64"].get(step).copied().unwrap_or("1");
            let (value_type, judged) = match step {
                0 => ("ST", "S"),
                1 | 2 => ("NM", "S"),
                3 => ("NM", "I"),
                7 => ("ST", "R"),
                _ => ("NM", "R"),
            };
            for (value_type, item, value, unit, flag) in [
                ("CWE", coded("6C010000008076214", "薬剤名", "JC10"), coded(code, drug, "JANIS"), "", ""),
                (
                    value_type,
                    coded("6C010000008076205", "ＭＩＣ値", "JC10"),
                    mic.to_owned(),
                    "ug/mL^μg/mL^ISO+",
                    judged,
                ),
            ] {
                number = number.saturating_add(1);
                m.segment("OBX")
                    .at(1, number.to_string())
                    .at(2, value_type)
                    .at(3, item)
                    .at(4, pair.to_string());
                m.at(5, value).at(6, unit).at(8, flag).at(11, "F").at(14, scene.event.minute());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_their_decimals() {
        assert_eq!(decimal(72, 1), "7.2");
        assert_eq!(decimal(7, 2), "0.07");
        assert_eq!(decimal(0, 2), "0.00");
        assert_eq!(decimal(210, 0), "210");
    }

    #[test]
    fn a_flag_says_on_which_side_and_how_far() {
        let flags = [1, 60, 66, 81, 90, 200].map(|n| flag(n, 66, 81));
        assert_eq!(flags, ["LL", "L", "N", "N", "H", "HH"]);
    }

    #[test]
    fn a_panel_has_twenty_to_forty_items() {
        for seed in 0..500 {
            let request = Request::draw(&mut Random::new(seed));
            let count: usize = request.specimens.iter().map(|(_, items)| items.len()).sum();
            assert!((20..=48).contains(&count), "{count}");
        }
    }

    #[test]
    fn every_code_of_an_item_has_seventeen_digits_and_stands_once() {
        let numbers = SPECIMENS.iter().flat_map(|s| s.items).map(|item| item.0);
        let mut codes: Vec<_> = numbers.chain(DIPSTICK.iter().map(|item| item.0)).collect();
        assert!(codes.iter().all(|code| code.len() == 17));
        let all = codes.len();
        codes.sort_unstable();
        codes.dedup();
        assert_eq!(codes.len(), all);
    }
}
