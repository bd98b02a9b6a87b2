//! Documents: referrals (HS008), what a hospital hands to the patient (HS007), discharge summaries (HS032).
//!
//! What they tell is the story of a patient as the messages have it, and what only a doctor writes. Other than messages they are written by
//! the encoder of `renkei-cda`: they try the readers of others, and how fast ours is, but not our mapping.

use renkei::cda::{self, DocumentKind, EncodeOptions, Encoding, ReferralDraft, SECTIONS, referral_from};
use renkei::jahis::DecodeOptions;
use renkei::model::document::{
    CareFacility, Document, DocumentEncounter, Entry, FamilyHistory, Markup, MarkupElement, Narrative, Party,
    Section, SocialHistory, Statement,
};
use renkei::model::organization::{Organization, OrganizationContact};
use renkei::model::value::{
    Address, CodeableConcept, DateTime, Designator, HumanName, Identifier, Period, Quantity, Representation,
    Telecom, Text,
};
use renkei::model::{Content, Exchange};
use renkei::{Charset, Message};

use super::moment::Moment;
use super::people::{Staff, Visit};
use super::story::{Teller, Told};
use super::words;
use super::{Generator, LineEnd, Options, scene};
use crate::random::Random;

/// The kinds of document, by the names that [`document_kind`] knows: 診療情報提供書 (HS008), 患者診療情報提供書 (HS007), 退院時サマリー
/// (HS032).
pub const DOCUMENT_KINDS: [(&str, DocumentKind); 3] = [
    ("cda-referral", DocumentKind::Referral),
    ("cda-patient-data", DocumentKind::PatientData),
    ("cda-discharge", DocumentKind::DischargeSummary),
];

/// Returns the kind of document of a name: `cda-referral`, `cda-patient-data`, `cda-discharge`.
pub fn document_kind(name: &str) -> Option<DocumentKind> {
    DOCUMENT_KINDS.iter().find(|(known, _)| *known == name).map(|(_, kind)| *kind)
}

/// A document that was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GeneratedDocument {
    /// The kind.
    pub kind: DocumentKind,
    /// The name of the kind: `cda-referral`.
    pub name: &'static str,
    /// The document.
    pub bytes: Vec<u8>,
    /// The folders of its file in an extended storage (拡張ストレージ), from the facility down; the last is the content folder (コンテンツ
    /// フォルダ). `main_document.xml` is the name of the file.
    pub folder: String,
}

/// What numbers of hospitals, people and documents stand under.
const DOCUMENTS: &str = "1.2.392.200250.9999.20";
const STAYS: &str = "1.2.392.200250.9999.21";
const OUTCOMES: &str = "1.2.392.200250.9999.22";
const WARDS: &str = "1.2.392.200250.9999.23";
const PATIENTS: &str = "1.2.392.100495.20.3.51.11319999999";
const STAFF: &str = "1.2.392.100495.20.3.41.11319999999";
const INSTITUTIONS: &str = "1.2.392.100495.20.3.23";
const DEPARTMENTS: &str = "1.2.392.100495.20.2.51";
const ICD10: &str = "2.16.840.1.113883.6.3";
const LOINC: &str = "2.16.840.1.113883.6.1";
const RELATIONS: &str = "2.16.840.1.113883.5.111";

impl Generator {
    /// Makes document `number`, counted from zero: about somebody of whom the messages of this seed tell as well.
    ///
    /// Of the options the seed and the character set matter. The same seed makes the same bytes on every machine.
    ///
    /// # Errors
    ///
    /// Where the character set lacks Japanese characters.
    ///
    /// # Examples
    ///
    /// ```
    /// use renkei::cda::DocumentKind;
    /// use renkei_testkit::generate::{Generator, Options};
    ///
    /// let generator = Generator::new(Options::default().seed(7).charset(renkei::Charset::Utf8));
    /// let referral = generator.document(DocumentKind::Referral, 3)?;
    /// assert!(String::from_utf8_lossy(&referral.bytes).contains("<title>診療情報提供書</title>"));
    /// # Ok::<(), renkei::cda::EncodeError>(())
    /// ```
    pub fn document(&self, kind: DocumentKind, number: u64) -> Result<GeneratedDocument, cda::EncodeError> {
        let Options { seed, charset, .. } = self.options;
        let mut random = Random::of(seed, 40, number);
        // The messages are only read again, so their character set and line ends do not matter.
        let told =
            Self::new(Options { charset: Charset::Utf8, line_end: LineEnd::Cr, ..self.options.clone() })
                .told(
                    number,
                    u64::MAX,
                    if kind == DocumentKind::DischargeSummary { Teller::stay } else { Teller::life },
                );
        let Told { files, visit, last } = told;
        let exchanges: Vec<Exchange> =
            files.iter().flatten().filter_map(|file| read(&file.sample.bytes, file.kind)).collect();
        let written = last.later(random.between(20, 90));
        let number = format!("{:07}{}", number, kind_letter(kind));
        let mut draft = ReferralDraft::new(identifier(DOCUMENTS, &format!("D{number}")), time(written));
        let author = party(visit.doctor, written, hospital(Some(&visit)));
        draft.author = Some(author.clone());
        draft.reports = random.size(2, 5);
        if kind == DocumentKind::Referral {
            draft.recipient = Some(recipient(seed, &mut random));
            draft.purpose = Some(random.pick(words::PURPOSES).into());
        }
        let mut exchange = referral_from(&exchanges, &draft, &mut ());
        for known in &mut exchange.patient.identifiers {
            known.assigner.get_or_insert_with(|| Box::new(assigner(PATIENTS)));
        }
        let id =
            exchange.patient.identifiers.first().and_then(Identifier::as_str).unwrap_or_default().to_owned();
        if let Content::Document(content) = &mut exchange.content {
            content.title = Some(kind.title().into());
            content.custodian = Some(hospital(None));
            content.legal_authenticator =
                Some(Party { signature: Some("S".into()), organization: None, ..author });
            sections(content, kind, &mut random);
            if kind == DocumentKind::DischargeSummary {
                content.encounter = Some(Box::new(stay(&visit, last, &number, &mut random)));
            }
        }
        let options = EncodeOptions::of_kind(kind).encoding(Encoding::Charset(charset));
        let bytes = cda::encode(&exchange, &options)?.into_bytes();
        let name = DOCUMENT_KINDS.iter().find(|(_, known)| *known == kind).map_or("", |(name, _)| name);
        Ok(GeneratedDocument { kind, name, bytes, folder: folder(kind, &id, &number, &visit, written) })
    }
}

fn read(bytes: &[u8], kind: &renkei::ssmix2::MessageKind) -> Option<Exchange> {
    let message = Message::parse(bytes, &mut ()).ok()?;
    Some(renkei::jahis::decode_with(&message, &DecodeOptions::of_kind(kind.data_kind.as_str()), &mut ()))
}

const fn kind_letter(kind: DocumentKind) -> char {
    match kind {
        DocumentKind::Referral => '1',
        DocumentKind::PatientData => '2',
        DocumentKind::DischargeSummary => '3',
    }
}

/// The folders of an extended storage. The data-type folder (データ種別フォルダ) has the local code, and where there is one the standard code of
/// the kind of document.
fn folder(kind: DocumentKind, id: &str, number: &str, visit: &Visit, written: Moment) -> String {
    let (code, data_type) = match kind {
        DocumentKind::Referral => ("L-REFERRAL", "L-REFERRAL^診療情報提供書^99ZZZ^57133-1^紹介状^LN"),
        DocumentKind::PatientData => ("L-PATIENT-DATA", "L-PATIENT-DATA^患者診療情報提供書^99ZZZ"),
        DocumentKind::DischargeSummary => {
            ("L-DISCHARGE", "L-DISCHARGE^退院時サマリー^99ZZZ^18842-5^退院時サマリー^LN")
        }
    };
    let (first, rest) = id.split_at_checked(3).unwrap_or((id, ""));
    let (second, _) = rest.split_at_checked(3).unwrap_or((rest, ""));
    let (date, stamp, department) = (written.date(), written.stamp(), visit.department.0);
    let key = format!("{number:0>15}");
    format!(
        "{}/{first}/{second}/{id}/{date}/{data_type}/{id}_{date}_{code}_{key}_{stamp}_{department}_1",
        scene::FACILITY
    )
}

fn time(at: Moment) -> DateTime {
    DateTime::from_hl7(format!("{}+0900", at.second()))
}

fn assigner(root: &'static str) -> Designator {
    Designator {
        universal_id: Some(root.into()),
        universal_id_kind: Some("ISO".into()),
        ..Designator::default()
    }
}

fn identifier(root: &'static str, value: &str) -> Identifier {
    Identifier { assigner: Some(Box::new(assigner(root))), ..Identifier::new(value) }
}

fn party(person: Staff, at: Moment, organization: Organization) -> Party {
    let [kanji, kana] = person.spelled();
    Party {
        time: Some(Period { start: Some(time(at)), end: Some(time(at)) }),
        identifiers: vec![identifier(STAFF, &person.number())],
        names: vec![
            HumanName { kind: None, ..HumanName::new(kanji.0, kanji.1, Representation::Ideographic) },
            HumanName { kind: None, ..HumanName::new(kana.0, kana.1, Representation::Phonetic) },
        ],
        organization: Some(organization),
        ..Party::default()
    }
}

/// The hospital of all that is made, and the department where one is meant.
fn hospital(visit: Option<&Visit>) -> Organization {
    organization(
        "連携記念病院",
        "9999999",
        "東京都連携区本町１－２－３",
        "03-0000-1000",
        visit.map(|visit| visit.department),
    )
}

fn organization(
    name: &'static str,
    number: &str,
    address: &'static str,
    phone: &'static str,
    department: Option<(&'static str, &'static str, &'static str)>,
) -> Organization {
    let department = department.map(|(code, name, _)| CodeableConcept::new(code, name, DEPARTMENTS));
    let contact = OrganizationContact {
        department,
        addresses: vec![Address { whole: Some(address.into()), ..Address::default() }],
        telecoms: vec![Telecom::phone(phone, "WPN")],
        ..OrganizationContact::default()
    };
    Organization {
        identifier: identifier(INSTITUTIONS, number),
        contact: Some(Box::new(contact)),
        ..Organization::new(name)
    }
}

/// A doctor of another hospital.
fn recipient(seed: u64, random: &mut Random) -> Party {
    let (name, number, address, phone) = random.pick(words::HOSPITALS);
    let place = random.size(0, words::DEPARTMENTS.len().saturating_sub(1));
    let department = words::DEPARTMENTS.get(place).copied();
    let [kanji, _] = Staff::new(seed, 4, random.below(40)).spelled();
    Party {
        role: Some(CodeableConcept::bare("PRCP")),
        names: vec![HumanName {
            kind: None,
            ..HumanName::new(kanji.0, kanji.1, Representation::Ideographic)
        }],
        organization: Some(organization(name, number, address, phone, department)),
        ..Party::default()
    }
}

/// The stay that a discharge summary tells of.
fn stay(visit: &Visit, left: Moment, number: &str, random: &mut Random) -> DocumentEncounter {
    let (code, outcome) =
        random.pick(&[("1", "治癒・軽快"), ("1", "治癒・軽快"), ("2", "寛解"), ("4", "不変"), ("6", "転医")]);
    let (_, department, ward) = visit.department;
    let period = Period {
        start: Some(DateTime::from_hl7(visit.begun.date())),
        end: Some(DateTime::from_hl7(left.date())),
    };
    let responsible = party(visit.doctor, left, hospital(Some(visit)));
    DocumentEncounter {
        identifiers: vec![identifier(STAYS, &format!("A{number}"))],
        code: Some(CodeableConcept::new("IMP", "入院", "2.16.840.1.113883.5.4")),
        period: Some(period),
        disposition: Some(CodeableConcept::new(code, outcome, OUTCOMES)),
        responsible: Some(Party { time: None, organization: None, ..responsible }),
        facility: Some(CareFacility {
            identifiers: vec![identifier(WARDS, ward)],
            name: Some(format!("{ward}病棟（{department}）").into()),
            ..CareFacility::default()
        }),
        ..DocumentEncounter::default()
    }
}

/// Adds what doctors write, calls the sections what documents of the kind call them, and puts them in order.
fn sections(content: &mut Document, kind: DocumentKind, random: &mut Random) {
    let is_discharge = kind == DocumentKind::DischargeSummary;
    if is_discharge {
        for section in &mut content.sections {
            let name = match section.kind.as_deref() {
                Some("problems") => "discharge_diagnosis",
                Some("results") => "hospital_results",
                Some("medications") => "discharge_medications",
                _ => continue,
            };
            section.kind = Some(name.into());
        }
    }
    let list = &mut content.sections;
    let add =
        |list: &mut Vec<Section>, kind: &'static str, sentences: &[&str]| list.push(written(kind, sentences));
    let complaint = random.pick(words::COMPLAINTS);
    let (_, disease, ..) = random.pick(words::DISEASES);
    let since = random.pick(words::BEGINNINGS);
    let first = format!("{since}より{complaint}が出現した。");
    add(list, "present_illness", &[&first, random.pick(words::BEFORE), random.pick(words::FINDINGS)]);
    add(list, "physical_findings", &[random.pick(words::FINDINGS), random.pick(words::FINDINGS)]);
    add(list, "chief_complaint", &[complaint]);
    if is_discharge {
        add(list, "admission", &["予定入院", "独歩で来院した。"]);
        add(list, "admission_diagnosis", &[disease]);
        add(list, "admission_reason", &[random.pick(words::PURPOSES)]);
        let course: Vec<&str> = random.choose(words::COURSES, 4).into_iter().copied().collect();
        add(list, "hospital_course", &course);
        add(list, "discharge_state", &[random.pick(words::STATES)]);
        add(list, "plan", &[random.pick(words::PLANS), random.pick(words::PLANS)]);
    } else {
        let course: Vec<&str> = random.choose(words::COURSES, 2).into_iter().copied().collect();
        add(list, "clinical_course", &course);
        add(list, "remarks", &[random.pick(words::PLANS)]);
    }
    // What the messages do not tell of, as a doctor says it.
    let told = |list: &[Section], kind| list.iter().any(|section| section.kind.as_deref() == Some(kind));
    let (problems, medications) = if is_discharge {
        ("discharge_diagnosis", "discharge_medications")
    } else {
        ("problems", "medications")
    };
    for (kind, sentence) in [(problems, disease), (medications, "処方なし")] {
        if !told(list, kind) {
            add(list, kind, &[sentence]);
        }
    }
    if random.chance(60) || !told(list, "past_history") {
        list.push(family(random));
    }
    list.push(habits(random));
    let place = |section: &Section| SECTIONS.iter().position(|def| Some(def.kind) == section.kind.as_deref());
    list.sort_by_key(place);
}

fn section(kind: &'static str) -> Section {
    Section { kind: Some(kind.into()), ..Section::default() }
}

/// A section of text, a paragraph for each sentence.
fn written(kind: &'static str, sentences: &[&str]) -> Section {
    let paragraph = |sentence: &&str| {
        let text = Markup::Text(Text::from(*sentence));
        Markup::Element(Box::new(MarkupElement {
            name: "paragraph".into(),
            content: vec![text],
            ..MarkupElement::default()
        }))
    };
    let content = sentences.iter().map(paragraph).collect();
    Section { narrative: Narrative { text: Some(sentences.join("\n").into()), content }, ..section(kind) }
}

fn completed(statement: Statement) -> Entry {
    Entry { statement: Some(statement), status: Some("completed".into()), ..Entry::default() }
}

/// Diseases of the family.
fn family(random: &mut Random) -> Section {
    let count = random.size(1, 2);
    let mut entries = Vec::with_capacity(count);
    for (code, name) in random.choose(&[("FTH", "父"), ("MTH", "母"), ("SIB", "兄弟姉妹")], count) {
        let (_, disease, icd, _) = random.pick(words::DISEASES);
        let age = Quantity {
            value: Some(random.between(35, 80).into()),
            unit: CodeableConcept::bare("a"),
            ..Quantity::default()
        };
        let history = FamilyHistory {
            relationship: CodeableConcept::new(*code, *name, RELATIONS),
            condition: CodeableConcept::new(icd, disease, ICD10),
            onset_age: Some(age),
            ..FamilyHistory::default()
        };
        entries.push(completed(Statement::FamilyHistory(Box::new(history))));
    }
    Section { entries, ..section("family_history") }
}

/// Smoking and drinking.
fn habits(random: &mut Random) -> Section {
    let smoking = random.pick(&["喫煙歴なし", "禁煙（10年前まで1日20本）", "1日10本", "1日20本、40年間"]);
    let drinking = random.pick(&["機会飲酒", "飲酒なし", "ビール350mLを毎日", "日本酒1合を週3日"]);
    let entry = |code, name, answer: &'static str| {
        let history = SocialHistory {
            code: CodeableConcept::new(code, name, LOINC),
            answer: Some(answer.into()),
            ..SocialHistory::default()
        };
        completed(Statement::SocialHistory(Box::new(history)))
    };
    let entries = vec![entry("72166-2", "喫煙歴", smoking), entry("11331-6", "飲酒", drinking)];
    Section { entries, ..section("social_history") }
}
