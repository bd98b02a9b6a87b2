//! Which elements stand in which, in which order, how often (normative schema of CDA R2, POCD_MT000040).

use renkei_core::Arg;

use super::{Checker, codes};
use crate::document::{Element, HL7};

/// What may stand in an element, in the order of the schema: `?` at most once, `!` once, `+` at least once, `*` as often as one
/// likes. Where one of several may stand, each is listed.
struct Class {
    /// The name of the element, and of the one around it where that makes a difference.
    name: &'static str,
    inside: &'static str,
    content: &'static str,
}

macro_rules! classes {
    ($($name:literal $(in $inside:literal)? : $content:literal;)*) => {
        const CLASSES: &[Class] = &[$(Class { name: $name, inside: concat!($($inside)?), content: $content }),*];
    };
}

const STATEMENTS: &str = "act? encounter? observation? observationMedia? organizer? procedure? regionOfInterest? \
                          substanceAdministration? supply?";

classes! {
    "ClinicalDocument": "realmCode* typeId! templateId* id! code! title? effectiveTime! confidentialityCode! languageCode? setId? \
        versionNumber? copyTime? recordTarget+ author+ dataEnterer? informant* custodian! informationRecipient* \
        legalAuthenticator? authenticator* participant* inFulfillmentOf* documentationOf* relatedDocument* authorization* \
        componentOf? component!";
    "recordTarget": "patientRole!";
    "patientRole": "id+ addr* telecom* patient? providerOrganization?";
    "patient": "id? name* administrativeGenderCode? birthTime? maritalStatusCode? religiousAffiliationCode? raceCode? \
        ethnicGroupCode? guardian* birthplace? languageCommunication*";
    "guardian": "id* code? addr* telecom* guardianPerson? guardianOrganization?";
    "author": "functionCode? time! assignedAuthor!";
    "assignedAuthor": "id+ code? addr* telecom* assignedPerson? assignedAuthoringDevice? representedOrganization?";
    "assignedAuthoringDevice": "code? manufacturerModelName? softwareName? asMaintainedEntity*";
    "representedOrganization": "id* name* telecom* addr* standardIndustryClassCode? asOrganizationPartOf?";
    "receivedOrganization": "id* name* telecom* addr* standardIndustryClassCode? asOrganizationPartOf?";
    "providerOrganization": "id* name* telecom* addr* standardIndustryClassCode? asOrganizationPartOf?";
    "asOrganizationPartOf": "id* code? statusCode? effectiveTime? wholeOrganization?";
    "custodian": "assignedCustodian!";
    "assignedCustodian": "representedCustodianOrganization!";
    "representedCustodianOrganization": "id+ name? telecom? addr?";
    "informationRecipient" in "ClinicalDocument": "intendedRecipient!";
    "intendedRecipient": "id* addr* telecom* informationRecipient? receivedOrganization?";
    "legalAuthenticator": "time! signatureCode! assignedEntity!";
    "authenticator": "time! signatureCode! assignedEntity!";
    "dataEnterer": "time? assignedEntity!";
    "assignedEntity": "id+ code? addr* telecom* assignedPerson? representedOrganization?";
    "participant" in "ClinicalDocument": "functionCode? time? associatedEntity!";
    "associatedEntity": "id* code? addr* telecom* associatedPerson? scopingOrganization?";
    "inFulfillmentOf": "order!";
    "documentationOf": "serviceEvent!";
    "serviceEvent": "id* code? effectiveTime? performer*";
    "performer" in "serviceEvent": "functionCode? time? assignedEntity!";
    "relatedDocument": "parentDocument!";
    "parentDocument": "id+ code? text? setId? versionNumber?";
    "componentOf": "encompassingEncounter!";
    "encompassingEncounter": "id* code? effectiveTime! dischargeDispositionCode? responsibleParty? encounterParticipant* location?";
    "responsibleParty": "assignedEntity!";
    "encounterParticipant": "time? assignedEntity!";
    "location" in "encompassingEncounter": "healthCareFacility!";
    "healthCareFacility": "id* code? location? serviceProviderOrganization?";
    "component" in "ClinicalDocument": "nonXMLBody? structuredBody?";
    "nonXMLBody": "text! confidentialityCode? languageCode?";
    "structuredBody": "confidentialityCode? languageCode? component+";
    "component" in "structuredBody": "section!";
    "component" in "section": "section!";
    "section": "id? code? title? text? confidentialityCode? languageCode? subject? author* informant* entry* component*";
    "entry": "";
    "component" in "organizer": "sequenceNumber? seperatableInd?";
    "entryRelationship": "sequenceNumber? seperatableInd?";
    "observation": "id* code! derivationExpr? text? statusCode? effectiveTime? priorityCode? repeatNumber? languageCode? value* \
        interpretationCode* methodCode* targetSiteCode* subject? specimen* performer* author* informant* participant* \
        entryRelationship* reference* precondition* referenceRange*";
    "referenceRange": "observationRange!";
    "observationRange": "code? text? value? interpretationCode?";
    "specimen": "specimenRole!";
    "specimenRole": "id* specimenPlayingEntity?";
    // The ministry's prescriptions have the dose of a day behind the largest one (電子処方箋CDA記述仕様).
    "substanceAdministration": "id* code? text? statusCode? effectiveTime* priorityCode? repeatNumber? routeCode? \
        approachSiteCode* doseQuantity? rateQuantity? maxDoseQuantity? doseCheckQuantity* administrationUnitCode? subject? \
        specimen* consumable! performer* author* informant* participant* entryRelationship* reference* precondition*";
    "consumable": "manufacturedProduct!";
    "manufacturedProduct": "id* manufacturedLabeledDrug? manufacturedMaterial? manufacturerOrganization?";
    "manufacturedLabeledDrug": "code? name?";
    "manufacturedMaterial": "code? name? lotNumberText?";
    "supply": "id* code? text? statusCode? effectiveTime* priorityCode* repeatNumber? independentInd? quantity? expectedUseTime? \
        subject? specimen* product? performer* author* informant* participant* entryRelationship* reference* precondition*";
    "procedure": "id* code? text? statusCode? effectiveTime? priorityCode? languageCode? methodCode* approachSiteCode* \
        targetSiteCode* subject? specimen* performer* author* informant* participant* entryRelationship* reference* precondition*";
    "act": "id* code! text? statusCode? effectiveTime? priorityCode? languageCode? subject? specimen* performer* author* \
        informant* participant* entryRelationship* reference* precondition*";
    "encounter": "id* code? text? statusCode? effectiveTime? priorityCode? subject? specimen* performer* author* informant* \
        participant* entryRelationship* reference* precondition*";
    "organizer": "id* code? statusCode! effectiveTime? subject? specimen* performer* author* informant* participant* reference* \
        precondition* component*";
    "observationMedia": "id* languageCode? value! subject? specimen* performer* author* informant* participant* \
        entryRelationship* reference* precondition*";
    "externalDocument": "id* code? text? setId? versionNumber?";
    "participantRole": "id* code? addr* telecom* playingDevice? playingEntity? scopingEntity?";
}

/// Attributes that an element must have, and the values that the schema fixes.
const ATTRIBUTES: &[(&str, &str, &[&str])] = &[
    ("observation", "classCode", &[]),
    ("observation", "moodCode", &["INT", "DEF", "EVN", "GOL", "PRMS", "PRP", "RQO"]),
    ("substanceAdministration", "classCode", &["SBADM"]),
    ("substanceAdministration", "moodCode", &["INT", "EVN", "PRMS", "PRP", "RQO"]),
    ("supply", "classCode", &["SPLY"]),
    ("supply", "moodCode", &["INT", "EVN", "PRMS", "PRP", "RQO"]),
    ("procedure", "classCode", &[]),
    ("procedure", "moodCode", &[]),
    ("act", "classCode", &[]),
    ("act", "moodCode", &[]),
    ("encounter", "moodCode", &[]),
    ("organizer", "classCode", &["BATTERY", "CLUSTER"]),
    ("organizer", "moodCode", &[]),
    ("observationMedia", "moodCode", &[]),
    (
        "entryRelationship",
        "typeCode",
        &["XCRPT", "COMP", "RSON", "SPRT", "CAUS", "GEVL", "MFST", "REFR", "SAS", "SUBJ"],
    ),
    ("relatedDocument", "typeCode", &["RPLC", "APND", "XFRM"]),
    ("encounterParticipant", "typeCode", &["ADM", "ATND", "CON", "DIS", "REF"]),
    ("associatedEntity", "classCode", &[]),
];

/// The same, where the attribute may be left out.
const OPTIONAL: &[(&str, &str, &[&str])] = &[
    ("ClinicalDocument", "classCode", &["DOCCLIN"]),
    ("ClinicalDocument", "moodCode", &["EVN"]),
    ("informationRecipient", "typeCode", &["PRCP", "TRC"]),
    ("entry", "typeCode", &["COMP", "DRIV"]),
];

/// What every class but the document itself may begin with.
const INFRASTRUCTURE: &[&str] = &["realmCode", "typeId", "templateId"];

impl<'d> Checker<'d, '_> {
    /// The order and number of what stands in an element, and its attributes.
    pub(super) fn shape(&mut self, element: Element<'d>) {
        let name = element.name();
        let parent = element.parent().map_or("", Element::name);
        let fits = |class: &&Class| class.name == name && (class.inside.is_empty() || class.inside == parent);
        if let Some(class) = CLASSES.iter().find(fits) {
            self.content(element, class);
        }
        if element.find("nullFlavor").is_none() {
            for (_, attribute, allowed) in ATTRIBUTES.iter().filter(|(of, ..)| *of == name) {
                match element.find(attribute) {
                    None => {
                        let args = [("attribute", Arg::Word(attribute))];
                        let code = &codes::ATTRIBUTE_MISSING;
                        self.report_with(code, element, &args);
                    }
                    Some(found) => self.fixed(element, attribute, found.raw(), allowed),
                }
            }
        }
        for (_, attribute, allowed) in OPTIONAL.iter().filter(|(of, ..)| *of == name) {
            if let Some(found) = element.find(attribute) {
                self.fixed(element, attribute, found.raw(), allowed);
            }
        }
    }

    fn fixed(&mut self, at: Element<'_>, attribute: &'static str, value: &str, allowed: &[&str]) {
        if !allowed.is_empty() && !allowed.contains(&value) {
            let code = &codes::ATTRIBUTE_VALUE;
            self.report_with(code, at, &[("attribute", Arg::Word(attribute))]);
        }
    }

    fn content(&mut self, element: Element<'d>, class: &Class) {
        let statements =
            if matches!(class.name, "entry" | "entryRelationship" | "component") { STATEMENTS } else { "" };
        let slots: Vec<(&'static str, char)> = class
            .content
            .split_whitespace()
            .chain(statements.split_whitespace())
            .filter_map(|slot| slot.split_at_checked(slot.len().saturating_sub(1)))
            .map(|(name, often)| (name, often.chars().next().unwrap_or('*')))
            .collect();
        let mut counts = vec![0u32; slots.len()];
        let mut late = vec![false; slots.len()];
        let mut at = 0usize;
        for child in element.children().filter(|child| child.namespace() == Some(HL7)) {
            let Some(slot) = slots.iter().position(|(name, _)| *name == child.name()) else {
                if !INFRASTRUCTURE.contains(&child.name()) {
                    self.report(&codes::ELEMENT_UNEXPECTED, child);
                }
                continue;
            };
            let (name, often) = slots.get(slot).copied().unwrap_or_default();
            let args = [("element", Arg::Word(name))];
            let count = counts.get_mut(slot).map_or(0, |count| {
                *count = count.saturating_add(1);
                *count
            });
            if count == 2 && matches!(often, '?' | '!') {
                // The patient of a second record target is told elsewhere.
                let code = &codes::ELEMENT_REPEATED;
                self.report_with(code, child, &args);
            }
            let told = late.get_mut(slot).is_none_or(|late| slot >= at || std::mem::replace(late, true));
            if !told {
                let code = &codes::ELEMENT_ORDER;
                self.report_with(code, child, &args);
            }
            at = at.max(slot);
        }
        // What is said to be unknown need not be complete.
        if element.find("nullFlavor").is_some() {
            return;
        }
        for ((name, often), count) in slots.iter().zip(&counts) {
            let told = class.name == "ClinicalDocument" && TOLD.contains(name);
            if *count == 0 && matches!(often, '!' | '+') && !told {
                let code = &codes::ELEMENT_MISSING;
                self.report_with(code, element, &[("element", Arg::Word(name))]);
            }
        }
        let choice = matches!(class.name, "entry" | "entryRelationship")
            || class.name == "component" && matches!(class.inside, "organizer" | "ClinicalDocument");
        let chosen = slots
            .iter()
            .zip(&counts)
            .any(|((name, _), count)| *count > 0 && !matches!(*name, "sequenceNumber" | "seperatableInd"));
        if choice && !chosen {
            self.report(&codes::ELEMENT_EMPTY, element);
        }
    }
}

/// Parts of the header that reading misses already.
const TOLD: &[&str] = &["id", "code", "effectiveTime", "recordTarget", "author", "custodian", "component"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_slot_says_how_often() {
        for class in CLASSES {
            for slot in class.content.split_whitespace().chain(STATEMENTS.split_whitespace()) {
                assert!(slot.ends_with(['?', '!', '+', '*']), "{}: {slot}", class.name);
            }
        }
    }
}
