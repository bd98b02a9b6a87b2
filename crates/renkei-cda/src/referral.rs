//! The draft of a referral or a discharge summary from what a storage holds of a patient.

use std::collections::HashMap;

use renkei_core::{Diagnostic, Location, Sink};
use renkei_model::allergy::Allergy;
use renkei_model::condition::Condition;
use renkei_model::document::{
    Document, Entry, ExternalReference, OtherStatement, Panel, Party, Section, Statement,
};
use renkei_model::encounter::Encounter;
use renkei_model::medication::{MedicationKind, MedicationLine, MedicationOrder};
use renkei_model::observation::Observation;
use renkei_model::organization::{Organization, OrganizationContact};
use renkei_model::patient::Patient;
use renkei_model::value::{CodeableConcept, DateTime, Field, Identifier, Text};
use renkei_model::{Content, Exchange};

use crate::codes;
use crate::datatype::identifier;
use crate::section::DocumentKind;

/// What a storage does not know of a referral or discharge summary, and how much of the past to put in.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct ReferralDraft {
    /// The identifier of the document.
    pub id: Identifier,
    /// When it is written; it decides what is current.
    pub written_at: DateTime,
    /// Who writes it, for which hospital.
    pub author: Option<Party>,
    /// To whom it goes.
    pub recipient: Option<Party>,
    /// Why the patient is sent (紹介目的).
    pub purpose: Option<Text>,
    /// How many reports of results to put in, the newest first.
    pub reports: usize,
}

impl ReferralDraft {
    /// A draft with an identifier, written at a time.
    pub fn new(id: Identifier, written_at: DateTime) -> Self {
        Self { id, written_at, author: None, recipient: None, purpose: None, reports: 3 }
    }
}

/// Puts together the draft of a referral (診療情報提供書) from the exchanges of one patient: basic data, current and past diseases,
/// allergies, current medication, the newest results, and where the images are.
///
/// Nothing is made up. The purpose, the course and the findings are for the doctor to write, and a report says so. Lists that
/// messages send whole (diseases, allergies) are taken from the newest message; prescriptions count as current while their days
/// last, and where that can't be told, if they are of the newest order; what was cancelled or deleted is left out.
///
/// # Examples
///
/// ```
/// use renkei_cda::{EncodeOptions, ReferralDraft, encode, referral_from};
/// use renkei_model::allergy::{Allergies, Allergy};
/// use renkei_model::value::{CodeableConcept, DateTime, Identifier};
/// use renkei_model::{Content, Exchange};
///
/// let allergy = Allergy { substance: CodeableConcept::new("J9FC11160000", "小麦", "J-FAGY").into(), ..Allergy::default() };
/// let known = Exchange {
///     content: Content::Allergies(Allergies { entries: vec![allergy] }),
///     ..Exchange::default()
/// };
/// let draft = ReferralDraft::new(Identifier::new("REF-1"), DateTime::from_hl7("20240412"));
/// let referral = referral_from(&[known], &draft, &mut ());
/// let document = encode(&referral, &EncodeOptions::default())?;
/// assert!(document.as_document().text().contains("小麦"));
/// # Ok::<(), renkei_cda::EncodeError>(())
/// ```
pub fn referral_from(exchanges: &[Exchange], draft: &ReferralDraft, sink: &mut dyn Sink) -> Exchange {
    document_from(DocumentKind::Referral, exchanges, draft, sink)
}

/// Puts together the draft of a discharge summary (退院時サマリー), as [`referral_from`] does that of a referral: the newest stay, the
/// diseases as diagnoses at discharge, allergies, results, medication. The course, the state at discharge and the plan are for the
/// doctor to write.
///
/// # Examples
///
/// ```
/// use renkei_cda::{ReferralDraft, discharge_from};
/// use renkei_model::encounter::Encounter;
/// use renkei_model::value::{DateTime, Field, Identifier};
/// use renkei_model::{Content, Exchange};
///
/// let stay = Encounter {
///     class: "I".into(),
///     admitted_at: Field::Value(DateTime::from_hl7("20240401")),
///     discharged_at: vec![DateTime::from_hl7("20240412")],
///     ..Encounter::default()
/// };
/// let known = Exchange { encounter: Some(stay), ..Exchange::default() };
/// let draft = ReferralDraft::new(Identifier::new("DS-1"), DateTime::from_hl7("20240415"));
/// let summary = discharge_from(&[known], &draft, &mut ());
/// let Content::Document(document) = &summary.content else { panic!("no document") };
/// assert_eq!(document.title.as_deref(), Some("退院時サマリー（下書き）"));
/// assert_eq!(summary.encounter.unwrap().discharged_at[0].as_sent(), "20240412");
/// ```
pub fn discharge_from(exchanges: &[Exchange], draft: &ReferralDraft, sink: &mut dyn Sink) -> Exchange {
    document_from(DocumentKind::DischargeSummary, exchanges, draft, sink)
}

fn document_from(
    kind: DocumentKind,
    exchanges: &[Exchange],
    draft: &ReferralDraft,
    sink: &mut dyn Sink,
) -> Exchange {
    let discharge = kind == DocumentKind::DischargeSummary;
    // In the order of time, as far as it is known; of the same time, in the order given.
    let mut all: Vec<&Exchange> = exchanges.iter().collect();
    all.sort_by_key(|exchange| sent(exchange));
    let facility = all.iter().rev().find_map(|e| e.header.sending_facility.value());
    let facility = facility.and_then(|facility| facility.namespace.clone());
    let mut patient = patient(&all);
    if let Some(number) = facility.as_deref().filter(|number| is_institution(number)) {
        // The sender of a message assigns the ids in it that name no other issuer.
        let own = patient.identifiers.iter_mut().filter(|id| id.assigner.is_none());
        for id in own {
            id.assigner = identifier(&format!("{PATIENTS}{number}"), "").assigner;
        }
    }
    let (current, past) = conditions(&all);
    let mut sections = Vec::new();
    if let Some(purpose) = draft.purpose.as_ref().filter(|_| !discharge) {
        sections.push(written("purpose", purpose.clone()));
    }
    let insurance: Vec<Entry> =
        patient.coverages.iter().map(|c| entry(Statement::Coverage(Box::new(c.clone())))).collect();
    let (allergies, results) = (allergies(&all), results(&all, draft.reports));
    let (medications, images) = (medications(&all, &draft.written_at), images(&all));
    let groups = if discharge {
        vec![
            ("allergies", allergies),
            ("past_history", past),
            ("hospital_results", results),
            ("discharge_diagnosis", current),
            ("discharge_medications", medications),
            ("attachments", images),
        ]
    } else {
        vec![
            ("insurance", insurance),
            ("problems", current),
            ("allergies", allergies),
            ("past_history", past),
            ("results", results),
            ("medications", medications),
            ("attachments", images),
        ]
    };
    sections.extend(groups.into_iter().filter(|(_, e)| !e.is_empty()).map(|(kind, e)| section(kind, e)));
    let open: Vec<&'static str> = if discharge {
        vec!["入院経過", "退院時の状態", "退院時方針"]
    } else {
        let purpose = draft.purpose.is_none().then_some("紹介目的");
        purpose.into_iter().chain(["症状経過", "治療経過"]).collect()
    };
    for part in &open {
        sink.report(Diagnostic::new(&codes::DRAFT_ONLY, Location::UNKNOWN).with("part", *part));
    }
    let note = format!("下書き：診療記録から自動作成しました。{}は医師が記入してください。", open.join("、"));
    sections.push(written("remarks", note.into()));
    let author = draft.author.as_ref().and_then(|author| author.organization.clone());
    let custodian = author.or_else(|| facility.as_deref().map(organization));
    let document = Document {
        id: draft.id.clone(),
        title: Some(format!("{}（下書き）", kind.title()).into()),
        effective_at: Field::Value(draft.written_at.clone()),
        authors: draft.author.clone().into_iter().collect(),
        recipients: draft.recipient.clone().into_iter().collect(),
        custodian,
        sections,
        ..Document::default()
    };
    let encounter = all.iter().rev().filter(|_| discharge).find_map(|e| stay(e)).cloned();
    let content = Content::Document(Box::new(document));
    let mut made = Exchange { patient, encounter, content, ..Exchange::default() };
    made.header.sent_at = Field::Value(draft.written_at.clone());
    made
}

/// The stay of an exchange that tells of its end.
fn stay(exchange: &Exchange) -> Option<&Encounter> {
    exchange.encounter.as_ref().filter(|encounter| {
        encounter.admitted_at.is_value() && encounter.discharged_at.iter().any(|at| !at.as_sent().is_empty())
    })
}

/// The patients of a medical institution, whose ten digits follow.
const PATIENTS: &str = "1.2.392.100495.20.3.51.1";

/// Says whether a name is the ten digits of a medical institution: prefecture, table of fees, institution (都道府県番号, 点数表番号,
/// 医療機関コード).
fn is_institution(name: &str) -> bool {
    name.len() == 10 && name.bytes().all(|b| b.is_ascii_digit())
}

/// The organisation that a message names as its sender.
fn organization(name: &str) -> Organization {
    let parts = name.split_at_checked(2).zip(name.get(2..3)).zip(name.get(3..));
    let Some((((prefecture, _), table), institution)) = parts.filter(|_| is_institution(name)) else {
        return Organization { identifier: Identifier::new(name), ..Organization::default() };
    };
    let of = |arc: &str, number: &str| identifier(&format!("1.2.392.100495.20.3.{arc}"), number);
    let contact = OrganizationContact {
        identifiers: vec![of("21", prefecture), of("22", table)],
        ..OrganizationContact::default()
    };
    Organization {
        identifier: of("23", institution),
        contact: Some(Box::new(contact)),
        ..Organization::default()
    }
}

/// When an exchange was sent, in digits that can be compared.
fn sent(exchange: &Exchange) -> String {
    exchange.header.sent_at.value().map(digits).unwrap_or_default()
}

fn digits(at: &DateTime) -> String {
    at.as_sent().chars().take_while(char::is_ascii_digit).collect()
}

fn section(kind: &'static str, entries: Vec<Entry>) -> Section {
    Section { kind: Some(kind.into()), entries, ..Section::default() }
}

/// A section of words alone.
fn written(kind: &'static str, text: Text) -> Section {
    let mut section = section(kind, Vec::new());
    section.narrative.content = vec![crate::narrative::text(text.clone())];
    section.narrative.text = Some(text);
    section
}

fn entry(statement: Statement) -> Entry {
    Entry { statement: Some(statement), ..Entry::default() }
}

/// The patient as the newest update says; what a document has no place for is left behind.
fn patient(all: &[&Exchange]) -> Patient {
    let update = all.iter().rev().find(|e| matches!(e.content, Content::PatientUpdate));
    let newest = update.or_else(|| all.last());
    newest.map(|exchange| exchange.patient.clone()).unwrap_or_default()
}

/// Says whether an entry of a list was deleted.
fn deleted(action: Option<&str>) -> bool {
    matches!(action, Some("DE" | "D" | "DELETE" | "X"))
}

/// The diseases of the newest message of each entry: those that go on, and those that ended.
fn conditions(all: &[&Exchange]) -> (Vec<Entry>, Vec<Entry>) {
    let mut order: Vec<Text> = Vec::new();
    let mut newest: HashMap<Text, &Condition> = HashMap::new();
    for exchange in all {
        let Content::Conditions(list) = &exchange.content else { continue };
        for (n, condition) in list.entries.iter().enumerate() {
            let id = condition.id.value().and_then(|id| id.value.clone());
            let key = id.unwrap_or_else(|| {
                let name = condition.name.as_str().unwrap_or_default();
                let code = condition.code.value().and_then(CodeableConcept::code).unwrap_or_default();
                let known = !(name.is_empty() && code.is_empty());
                if known {
                    format!("{name}\t{code}").into()
                } else {
                    format!("{}\t{n}", sent(exchange)).into()
                }
            });
            if newest.insert(key.clone(), condition).is_none() {
                order.push(key);
            }
        }
    }
    let kept = order.iter().filter_map(|key| newest.get(key)).filter(|c| !deleted(c.action.as_str()));
    let (past, current): (Vec<&Condition>, Vec<&Condition>) = kept.partition(|c| c.ended_at.is_value());
    let entries = |list: Vec<&Condition>, status: &'static str| {
        list.into_iter()
            .map(|condition| {
                let mut entry = entry(Statement::Condition(Box::new(condition.clone())));
                entry.status = Some(status.into());
                entry
            })
            .collect()
    };
    (entries(current, "active"), entries(past, "completed"))
}

fn allergies(all: &[&Exchange]) -> Vec<Entry> {
    let list = all.iter().rev().find_map(|exchange| match &exchange.content {
        Content::Allergies(list) => Some(list.entries.as_slice()),
        _ => None,
    });
    // Older senders put them beside the patient.
    let beside = || {
        let update = all.iter().rev().find(|e| matches!(e.content, Content::PatientUpdate))?;
        Some(update.patient.allergies.as_slice())
    };
    let list = list.or_else(beside).unwrap_or_default();
    let kept = list.iter().filter(|a: &&Allergy| !deleted(a.action.value().and_then(CodeableConcept::code)));
    kept.map(|allergy| entry(Statement::Allergy(Box::new(allergy.clone())))).collect()
}

/// Says whether an order was cancelled.
fn cancelled(order: &MedicationOrder) -> bool {
    matches!(order.identity.control.as_str(), Some("CA" | "DC" | "OC"))
}

/// The lines of prescriptions whose days are not over.
fn medications(all: &[&Exchange], today: &DateTime) -> Vec<Entry> {
    let mut orders: Vec<&MedicationOrder> = Vec::new();
    for exchange in all {
        let Content::MedicationOrder(order) = &exchange.content else { continue };
        if order.kind == MedicationKind::Injection {
            continue;
        }
        // A later message about the same order takes the place of the earlier one.
        if let Some(number) = order.identity.placer_number.value() {
            orders.retain(|earlier| earlier.identity.placer_number.value() != Some(number));
        }
        if !cancelled(order) {
            orders.push(order);
        }
    }
    let mut found = Vec::new();
    let last = orders.len().saturating_sub(1);
    for (n, order) in orders.iter().enumerate() {
        for line in &order.lines {
            if lasts(line, order, today).unwrap_or(n == last) {
                let mut line = line.clone();
                // The number of the order is no number of the Rp; documents have only the latter.
                if let Some(rp) = line.key.value().and_then(|key| key.rp()) {
                    line.key = Field::Value(rp.to_string().as_str().into());
                }
                found.push(entry(Statement::Medication(Box::new(line))));
            }
        }
    }
    found
}

/// Says whether a line lasts until a day; nothing where its beginning or its days are not known.
fn lasts(line: &MedicationLine, order: &MedicationOrder, today: &DateTime) -> Option<bool> {
    let timing = line.timings.first()?;
    let start = timing.start.value().or(order.header.transaction_at.value())?.to_naive_date()?;
    let today = today.to_naive_date()?;
    let end = match (timing.end.value(), timing.duration.value()) {
        (Some(end), _) => end.to_naive_date()?,
        (None, Some(days)) if matches!(days.unit.code(), Some("D" | "d" | "日")) => {
            let days: usize = days.value.as_ref()?.as_str().parse().ok()?;
            start.iter_days().nth(days.checked_sub(1)?.min(3650))?
        }
        _ => return None,
    };
    Some(end >= today)
}

/// The newest reports, each as a panel.
fn results(all: &[&Exchange], most: usize) -> Vec<Entry> {
    let mut seen: Vec<Identifier> = Vec::new();
    let mut taken: Vec<Vec<&Observation>> = Vec::new();
    let reports = all.iter().rev().filter_map(|exchange| {
        // A report of the same order that came later has taken the place of this one.
        let number = match &exchange.content {
            Content::LabReport(report) => report.specimens.iter().flat_map(|s| &s.groups).next(),
            Content::ObservationReport(report) => report.groups.first(),
            _ => None,
        };
        let number = number.and_then(|group| group.identity.placer_number.value());
        if let Some(number) = number {
            if seen.contains(number) {
                return None;
            }
            seen.push(number.clone());
        }
        let items: Vec<&Observation> = match &exchange.content {
            Content::LabReport(report) => report.results().collect(),
            Content::ObservationReport(report) => report.groups.iter().flat_map(|g| &g.items).collect(),
            _ => return None,
        };
        // The same report comes under more than one kind of data.
        if items.is_empty() || taken.contains(&items) {
            return None;
        }
        taken.push(items.clone());
        let known = |o: &&&Observation| !o.value.as_sent.is_empty();
        let entries: Vec<Entry> = items
            .iter()
            .filter(known)
            .map(|o| entry(Statement::Observation(Box::new((**o).clone()))))
            .collect();
        let at = items.iter().find_map(|o| o.effective_at.value()).or(exchange.header.sent_at.value());
        let effective_at = at.map_or(Field::Absent, |at| Field::Value(at.clone()));
        (!entries.is_empty()).then(|| {
            let panel = Panel { kind: Some("BATTERY".into()), effective_at, entries, ..Panel::default() };
            entry(Statement::Panel(Box::new(panel)))
        })
    });
    reports.take(most).collect()
}

/// What a modality of DICOM is in Japanese (PS3.3 C.7.3.1.1.1).
fn modality(code: &str) -> &'static str {
    match code {
        "CR" | "DX" => "単純Ｘ線撮影",
        "CT" => "ＣＴ検査",
        "MR" => "ＭＲＩ検査",
        "US" => "超音波検査",
        "ES" => "内視鏡検査",
        "XA" => "血管造影検査",
        "RF" => "Ｘ線透視検査",
        "MG" => "乳房Ｘ線撮影",
        "NM" => "核医学検査",
        "PT" => "ＰＥＴ検査",
        "ECG" => "心電図検査",
        _ => "画像検査",
    }
}

/// Where the images are: the study of each examination that was done.
fn images(all: &[&Exchange]) -> Vec<Entry> {
    let mut found: Vec<Entry> = Vec::new();
    for exchange in all {
        let Content::ImagingPerformed(performed) = &exchange.content else { continue };
        for group in &performed.groups {
            for study in &group.studies {
                let Some(uid) = study.study_uid.value().and_then(|id| id.value.clone()) else { continue };
                let mut identifiers = vec![crate::datatype::identifier(&uid, "")];
                for id in &mut identifiers {
                    id.value = None;
                }
                identifiers.extend(study.accession.value().cloned());
                let done = group.executions.iter().find_map(|e| e.procedure.value());
                let code = done.or(group.request.code.value()).or(study.modality.value()).cloned();
                let header = group.header.as_deref().unwrap_or(&performed.header);
                let at = [&group.request.started_at, &header.transaction_at, &exchange.header.sent_at];
                let file = ExternalReference {
                    relation: Some("REFR".into()),
                    identifiers,
                    media_type: Some("application/dicom".into()),
                    ..ExternalReference::default()
                };
                let known = |entry: &Entry| entry.documents.iter().any(|d| d.identifiers == file.identifiers);
                if found.iter().any(known) {
                    continue;
                }
                let effective_at = at.into_iter().find(|at| at.is_value()).cloned().unwrap_or_default();
                let kind = Some(Text::from_static("act"));
                let statement = OtherStatement { kind, code, effective_at, ..OtherStatement::default() };
                let mut entry = entry(Statement::Other(Box::new(statement)));
                let modality =
                    study.modality.value().and_then(CodeableConcept::code).map_or("画像検査", modality);
                entry.text = Some(format!("{modality} {uid}").into());
                entry.documents.push(file);
                found.push(entry);
            }
        }
    }
    found
}
