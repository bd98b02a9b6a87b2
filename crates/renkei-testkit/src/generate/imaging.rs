//! Radiology, endoscopy and physiology: orders, and what was done.

use renkei::ssmix2::DataKind;

use super::er7::{Er7, coded};
use super::moment::Moment;
use super::scene::{Group, Order, Scene};
use super::words;
use crate::random::Random;

/// A department that examines.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Domain {
    Radiology,
    Endoscopy,
}

/// An examination: the service as a whole, the modality, and its parts.
#[derive(Clone, Copy)]
struct Examination {
    service: (&'static str, &'static str),
    modality: &'static str,
    parts: &'static [(&'static str, &'static str)],
}

/// JJ1017: sixteen digits for the order, thirty-two for each exposure.
const RADIOLOGY: &[Examination] = &[
    Examination {
        service: ("1000000000000000", "Ｘ線単純撮影"),
        modality: "CR",
        parts: &[
            ("10000002000102000000010000000000", "胸部.Ｘ線単純撮影.立位正面(A→P)"),
            ("10000002000106000000010000000000", "胸部.Ｘ線単純撮影.立位側面(L→R)"),
            ("10000002500202000000010000000000", "腹部.Ｘ線単純撮影.臥位正面(A→P)"),
        ],
    },
    Examination {
        service: ("6000000000000000", "Ｘ線ＣＴ検査"),
        modality: "CT",
        parts: &[
            ("60000002000200000000000000000000", "胸部.ＣＴ.単純"),
            ("60000002500200000000000000000000", "腹部.ＣＴ.単純"),
            ("60000001000200000000000000000000", "頭部.ＣＴ.単純"),
        ],
    },
    Examination {
        service: ("7000000000000000", "ＭＲ検査"),
        modality: "MR",
        parts: &[
            ("70000006010200000000000000000000", "脳.ＭＲＩ.単純"),
            ("70000002500200000000000000000000", "腹部.ＭＲＩ.単純"),
        ],
    },
];

/// LENDO: eleven digits.
const ENDOSCOPY: &[Examination] = &[
    Examination {
        service: ("11000000000", "検査.上部.-.-.-.-"),
        modality: "ES",
        parts: &[
            ("11000000100", "検査.上部.-.-.上部通常内視鏡.-"),
            ("11020001401", "検査.上部.胃.-.上部通常内視鏡.生検採取"),
        ],
    },
    Examination {
        service: ("12000000000", "検査.下部.-.-.-.-"),
        modality: "ES",
        parts: &[("12000000200", "検査.下部.-.-.下部通常内視鏡.-")],
    },
];

impl Domain {
    const fn list(self) -> &'static [Examination] {
        match self {
            Self::Radiology => RADIOLOGY,
            Self::Endoscopy => ENDOSCOPY,
        }
    }

    const fn system(self) -> &'static str {
        match self {
            Self::Radiology => "JJ1017",
            Self::Endoscopy => "LENDO",
        }
    }
}

/// What is ordered: the parts, when, and why.
struct Request {
    examination: Examination,
    parts: Vec<(&'static str, &'static str)>,
    when: Moment,
    reason: &'static str,
}

fn request(domain: Domain, order: &Order) -> Request {
    let mut random = Random::new(order.content);
    let when = scheduled(domain, order);
    let place = random.size(0, domain.list().len().saturating_sub(1));
    let nothing = Examination { service: ("", ""), modality: "", parts: &[] };
    let examination = domain.list().get(place).copied().unwrap_or(nothing);
    let count = random.size(1, 3);
    let parts = random.choose(examination.parts, count).into_iter().copied().collect();
    Request { examination, parts, when, reason: random.pick(words::REASONS) }
}

/// When an examination is to be: the same day for a picture, days later for an endoscopy.
pub(super) fn scheduled(domain: Domain, order: &Order) -> Moment {
    let mut random = Random::of(order.content, 8, 0);
    match domain {
        Domain::Radiology => order.placed.later(random.between(20, 180)),
        Domain::Endoscopy => order.placed.later(random.between(1, 14).saturating_mul(24 * 60)),
    }
}

/// OMG^O19: the order as a whole (NW), the parent (PA) and a child (CH) for each part.
pub(super) fn ordered(m: &mut Er7, scene: &Scene<'_>, domain: Domain) {
    let request = request(domain, scene.order);
    scene.subject(m);
    super::visits::allergies(m, scene.patient);
    tree(m, scene, domain, &request, &mut |_, _| {});
}

/// OMI^Z23: the same tree with what was done.
pub(super) fn performed(m: &mut Er7, scene: &Scene<'_>, domain: Domain) {
    let request = request(domain, scene.order);
    scene.subject(m);
    let number = &scene.order.number;
    let id = scene.order.content.wrapping_rem(1_000_000_000);
    let modality = coded(request.examination.modality, "", "DCM");
    let room = scene.order.content.wrapping_rem(3).saturating_add(1);
    tree(m, scene, domain, &request, &mut |m, part| {
        if let Part::Child(place, (code, name)) = part {
            let rays = matches!(request.examination.modality, "CR" | "CT");
            executed(m, scene, &coded(code, name, domain.system()), *place, rays);
        }
        m.segment("IPC")
            .at(1, format!("A{number}"))
            .at(2, format!("RP{number}"))
            .at(3, format!("1.2.392.999.80.{}.{id}", scene.event.date()))
            .at(4, format!("SPS{number}"))
            .at(5, &modality)
            .at_if(domain == Domain::Radiology, 8, format!("R{room:02}^第{room}撮影室^99XY6"))
            .at(9, format!("RENKEI_{}", request.examination.modality));
    });
}

/// A group of the tree.
enum Part {
    Whole,
    Parent,
    Child(u32, (&'static str, &'static str)),
}

fn tree(
    m: &mut Er7,
    scene: &Scene<'_>,
    domain: Domain,
    request: &Request,
    each: &mut dyn FnMut(&mut Er7, &Part),
) {
    let done = matches!(scene.kind.code, "OMI");
    let service = coded(request.examination.service.0, request.examination.service.1, domain.system());
    let parts = request.parts.iter().zip(1u32..).map(|(part, number)| Part::Child(number, *part));
    for part in [Part::Whole, Part::Parent].into_iter().chain(parts) {
        let child = match part {
            Part::Child(number, _) => numbered(&scene.order.number, number),
            _ => String::new(),
        };
        let (control, number, parent, service) = match &part {
            Part::Whole => (scene.control(), scene.order.number.as_str(), "", service.clone()),
            Part::Parent => ("PA", scene.order.number.as_str(), "", service.clone()),
            Part::Child(_, (code, name)) => {
                ("CH", child.as_str(), scene.order.number.as_str(), coded(code, name, domain.system()))
            }
        };
        // A withdrawal is said of every group (ORC-1 CA), since the parts go with the whole.
        let control = if scene.order.cancelled { "CA" } else { control };
        let parent_of = if control == "CH" { parent } else { "" };
        scene.order(m, &Group { control, number, parent: parent_of, ..Group::new(scene) });
        m.segment("TQ1").at(1, "1").at(7, request.when.second()).at(9, "R^ルーチン^HL70485");
        m.segment("OBR")
            .at(2, number)
            .at(4, service)
            .at_if(done, 7, scene.event.second())
            .at(16, scene.visit.doctor.kanji())
            .at_if(done, 22, scene.sent.later(-1).second())
            .at_if(done, 25, "F")
            .at(29, parent_of)
            .at_if(matches!(part, Part::Parent), 36, request.when.second());
        if matches!(part, Part::Parent) {
            findings(m, scene, domain, request);
        }
        each(m, &part);
    }
}

/// The number of a part: that of the order, whose first digit is 0, with the part in its place.
fn numbered(order: &str, part: u32) -> String {
    let number =
        order.parse::<u64>().unwrap_or(0).saturating_add(u64::from(part).saturating_mul(100_000_000_000_000));
    format!("{number:015}")
}

/// What those who examine must know.
fn findings(m: &mut Er7, scene: &Scene<'_>, domain: Domain, request: &Request) {
    let weight = scene.patient.weight;
    let kilograms = format!("{}.{}", weight.wrapping_div(10), weight.wrapping_rem(10));
    m.segment("OBX").at(1, "1").at(2, "NM").at(3, "01-02^体重^JSHR001").at(5, kilograms);
    m.at(6, "kg^kg^ISO+").at(11, "F");
    let reason = super::er7::text(request.reason);
    let (code, name) = match domain {
        Domain::Radiology => ("MS3-34", "臨床病名"),
        Domain::Endoscopy => ("MS3-04", "内視鏡検査理由"),
    };
    m.segment("OBX").at(1, "2").at(2, "TX").at(3, coded(code, name, "JSHR")).at(5, reason).at(11, "F");
    if domain == Domain::Endoscopy {
        m.segment("OBX").at(1, "3").at(2, "TX").at(3, "MS3-24^外来所見^JSHR");
        m.at(5, "２日前より心窩部痛が続く。").at(11, "F");
    }
}

/// ZE1, and what belongs to it: the exposure of a picture, the findings of an endoscopy.
fn executed(m: &mut Er7, scene: &Scene<'_>, service: &str, part: u32, rays: bool) {
    let mut random = Random::of(scene.order.content, 10, u64::from(part));
    let technician = super::people::Staff::new(scene.order.content.wrapping_rem(5), 5, random.below(8));
    let picture = scene.kind.data_kind == DataKind::Omg11;
    m.segment("ZE1").at(1, "1").at(2, "RS").at(3, service).at(4, "1").at_if(picture, 6, "TC-01^EM-01").at_if(
        picture,
        7,
        technician.kanji(),
    );
    if rays {
        m.segment("ZE2")
            .at(1, "1")
            .at(2, format!("{}^kV", random.between(70, 130)))
            .at(3, format!("{}^mA", random.pick(&[100i64, 160, 200, 250])))
            .at(4, format!("{}^cm", random.pick(&[100i64, 120, 180])))
            .at(5, format!("{}^msec", random.between(10, 80)))
            .at(6, "1");
    }
    if picture {
        return;
    }
    let begin = scene.event;
    let doctor = scene.visit.doctor.kanji();
    let steps = [
        ("XCN", "DR-02.EM-01^正従業員の実施医師^JSHR", doctor),
        ("TS", "TM-P1^開始時間^JSHR", begin.second()),
        ("TS", "TM-P2^終了時間^JSHR", begin.later(random.between(8, 40)).second()),
        ("CWE", "DE-06^内視鏡^JSHR", "4999000067938^試験用内視鏡Ａ型^JAN".to_owned()),
    ];
    for ((value_type, item, value), number) in steps.into_iter().zip(1u32..) {
        m.segment("OBX").at(1, number.to_string()).at(2, value_type).at(3, item).at(5, value).at(11, "F");
    }
}

/// When an examination of physiology is done.
pub(super) fn measured_at(order: &Order) -> Moment {
    let mut random = Random::of(order.content, 8, 1);
    order.placed.later(random.between(30, 240))
}

const ECG: &str = "9A110^標準１２誘導心電図^JC10^E1001^心電図^99O04";

/// OMG^O19 of physiology.
pub(super) fn physiology_ordered(m: &mut Er7, scene: &Scene<'_>) {
    let mut random = scene.content();
    let reason = super::er7::text(random.pick(words::REASONS));
    scene.subject(m);
    super::visits::allergies(m, scene.patient);
    scene.order(m, &Group::new(scene));
    let when = measured_at(scene.order);
    m.segment("TQ1").at(1, "1").at(2, "1").at(7, when.second()).at(9, "R^ルーチン^HL70485");
    m.segment("OBR").at(1, "1").at(2, &scene.order.number).at(4, ECG).at(13, &reason);
    m.at(16, scene.visit.doctor.kanji());
    m.segment("OBX").at(1, "1").at(2, "TX").at(3, "9A100&IMP^心電図所見^JC10").at(5, reason).at(11, "F");
}

/// ORU^R01: report, measurements, and where the wave form is.
pub(super) fn physiology_measured(m: &mut Er7, scene: &Scene<'_>) {
    let mut random = scene.content();
    let reason = super::er7::text(random.pick(words::REASONS));
    let filler = format!("ECG{}", scene.order.number);
    scene.subject(m);
    let done = scene.sent.later(-1);
    scene.order(m, &Group { control: "SC", filler: &filler, status: "CM", time: done, ..Group::new(scene) });
    m.segment("OBR")
        .at(1, "1")
        .at(2, &scene.order.number)
        .at(3, &filler)
        .at(4, ECG)
        .at(7, scene.event.second())
        .at(13, reason)
        .at(16, scene.visit.doctor.kanji())
        .at(22, done.second())
        .at(24, "EC")
        .at(25, "F");
    let rate = random.between(52, 104);
    let qtc = random.between(380, 470);
    let amplitude = format!("{}.{:03}", random.between(0, 2), random.between(100, 999));
    let axis = random.between(-30, 90);
    let report = random.pick(&[
        "正常洞調律。",
        "正常洞調律。~ＱＴｃ正常上限。\\.br\\経過観察",
        "心房細動。~時々心室性期外収縮",
        "左室肥大の疑い。\\.br\\前回（入院時）と著変なし",
    ]);
    let values = [
        ("TX", "9A100&IMP^心電図所見^JC10", "1", report.to_owned(), ""),
        ("NM", "32769^心拍数^99MFR", "2", rate.to_string(), "bpm"),
        ("NM", "59136^ＱＴｃ時間&Bazett^99MFR", "2", qtc.to_string(), "msec"),
        ("NM", "58368&7^Ｒ振幅&V5^99MFR", "2", amplitude, "mV"),
        ("NM", "32774^ＱＲＳ軸^99MFR", "2", axis.to_string(), "degree"),
        ("RP", "9A110&WAV^波形^JC10", "3", format!("{filler}.mwf^ECG001^Application^MFER"), ""),
    ];
    for ((value_type, item, group, value, unit), number) in values.into_iter().zip(1u32..) {
        m.segment("OBX")
            .at(1, number.to_string())
            .at(2, value_type)
            .at(3, item)
            .at(4, group)
            .at(5, value)
            .at(6, unit)
            .at(11, "F")
            .at(14, scene.event.second());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_have_the_length_of_their_system() {
        for examination in RADIOLOGY {
            assert_eq!(examination.service.0.len(), 16);
            assert!(examination.parts.iter().all(|part| part.0.len() == 32));
        }
        for examination in ENDOSCOPY {
            assert!(examination.parts.iter().chain([&examination.service]).all(|part| part.0.len() == 11));
        }
    }

    #[test]
    fn parts_have_numbers_of_their_own() {
        assert_eq!(numbered("024040100000007", 2), "224040100000007");
    }
}
