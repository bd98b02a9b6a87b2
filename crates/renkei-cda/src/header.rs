//! The header: the document, the patient, and everybody who has to do with it (CDA-XSD, Appendix A of the project's notes).

use renkei_model::document::{
    CareFacility, Device, Document, DocumentEncounter, Party, RelatedDocument, ServiceEvent,
};
use renkei_model::organization::Organization;
use renkei_model::patient::{Contact, Patient, PatientDetails};
use renkei_model::value::{Blank, Field, Identifier, Text};

use crate::codes;
use crate::datatype::{ad, cd, cs, ii, ivl, organization, part, pn, st, tel, time, ts};
use crate::mapping::Mapper;

/// The kinds of the type identifier: of the standard, and of the Japanese schema of 2010.
const TYPE_IDS: [(&str, &str); 2] =
    [("2.16.840.1.113883.1.3", "POCD_HD000040"), ("2.16.840.1.113883.2.2.3.2", "POCD_HD000040JP00")];

/// What the header says, up to the body.
pub(crate) fn header<M: Mapper>(m: &mut M, document: &mut Document, patient: &mut Patient, of_2010: bool) {
    m.one("realmCode", "content.realm", &mut document.realm, cs);
    m.within("typeId", "", &mut (), |m, ()| type_id(m, of_2010));
    m.list("templateId", "content.templates", &mut document.templates, ii);
    m.required("id", "content.id", &mut document.id, ii);
    m.required("code", "content.code", &mut document.code, cd);
    part(m, "title", "content.title", &mut document.title);
    time(m, "effectiveTime", "content.effective_at", &mut document.effective_at);
    if m.is_reading() || document.confidentiality.is_some() {
        m.one("confidentialityCode", "content.confidentiality", &mut document.confidentiality, cd);
    } else {
        m.required("confidentialityCode", "", &mut (), |_, ()| {});
    }
    m.one("languageCode", "content.language", &mut document.language, cs);
    m.one("setId", "content.set_id", &mut document.set_id, ii);
    m.one("versionNumber", "content.version", &mut document.version, number);
    m.required("recordTarget", "", &mut (patient, &mut document.provider), |m, (patient, provider)| {
        m.required("patientRole", "patient", *patient, |m, patient| patient_role(m, patient, provider));
    });
    required_list(m, "author", "content.authors", &mut document.authors, author);
    m.one("dataEnterer", "content.enterer", &mut document.enterer, |m, party| {
        m.one("time", "time", &mut party.time, ivl);
        m.required("assignedEntity", "", party, assigned_entity);
    });
    m.list("informant", "content.informants", &mut document.informants, informant);
    m.required("custodian", "", &mut document.custodian, |m, custodian| {
        m.required("assignedCustodian", "", custodian, |m, custodian| {
            let mut organization = custodian.take().unwrap_or_default();
            m.required(
                "representedCustodianOrganization",
                "content.custodian",
                &mut organization,
                custodian_organization,
            );
            *custodian = (!organization.is_blank()).then_some(organization);
        });
    });
    m.list("informationRecipient", "content.recipients", &mut document.recipients, recipient);
    m.one(
        "legalAuthenticator",
        "content.legal_authenticator",
        &mut document.legal_authenticator,
        authenticator,
    );
    m.list("authenticator", "content.authenticators", &mut document.authenticators, authenticator);
    m.list("participant", "content.participants", &mut document.participants, participant);
    m.list("inFulfillmentOf", "content.fulfils", &mut document.fulfils, |m, id| {
        m.within("order", "", id, |m, id| m.within("id", "", id, ii));
    });
    m.list("documentationOf", "content.service_events", &mut document.service_events, |m, event| {
        m.within("serviceEvent", "", event, service_event);
    });
    m.list("relatedDocument", "content.related", &mut document.related, related_document);
    m.list("authorization", "content.consents", &mut document.consents, |m, code| {
        m.within("consent", "", code, |m, code| {
            m.within("code", "", code, cd);
            m.within("statusCode", "", code, |m, code| completed(m, !code.is_blank()));
        });
    });
    let mut encounter = document.encounter.take().map(|e| *e);
    m.within("componentOf", "", &mut encounter, |m, encounter| {
        m.one("encompassingEncounter", "content.encounter", encounter, encompassing_encounter);
    });
    document.encounter = encounter.map(Box::new);
}

/// Elements of which the schema requires at least one.
fn required_list<M: Mapper, T: Default + Blank>(
    m: &mut M,
    name: &'static str,
    place: &'static str,
    list: &mut Vec<T>,
    map: impl Fn(&mut M, &mut T),
) {
    if m.is_reading() || !list.is_empty() {
        m.list(name, place, list, &map);
    } else {
        m.required(name, place, &mut T::default(), &map);
    }
}

/// The elements of identifiers, of which the schema requires at least one.
fn ids<M: Mapper>(m: &mut M, place: &'static str, ids: &mut Vec<Identifier>) {
    required_list(m, "id", place, ids, ii);
}

/// A status that the schema has only one word for.
fn completed<M: Mapper>(m: &mut M, wanted: bool) {
    if m.is_reading() {
        m.fixed("code", "completed");
    } else if wanted {
        m.attribute("code", "", &mut Some(Text::from_static("completed")));
    }
}

fn type_id<M: Mapper>(m: &mut M, of_2010: bool) {
    let Some(element) = m.element() else {
        let [usual, other] = TYPE_IDS;
        let (root, extension) = if of_2010 { other } else { usual };
        let (mut root, mut extension) = (Some(Text::from(root)), Some(Text::from(extension)));
        m.attribute("root", "", &mut root);
        m.attribute("extension", "", &mut extension);
        return;
    };
    let known = TYPE_IDS.into_iter().find(|(root, extension)| {
        element.attribute("root").as_deref() == Some(root)
            && element.attribute("extension").as_deref() == Some(extension)
    });
    match known {
        Some((root, extension)) => {
            m.fixed("root", root);
            m.fixed("extension", extension);
        }
        None => m.report(&codes::TYPE_UNKNOWN, &[]),
    }
}

fn number<M: Mapper>(m: &mut M, value: &mut Text) {
    let mut text = (!value.is_empty()).then(|| value.clone());
    m.attribute("value", "", &mut text);
    *value = text.unwrap_or_default();
}

fn patient_role<M: Mapper>(m: &mut M, patient: &mut Patient, provider: &mut Option<Organization>) {
    ids(m, "identifiers", &mut patient.identifiers);
    m.list("addr", "addresses", &mut patient.addresses, ad);
    if m.is_reading() {
        // Which list a number belongs to, its use tells.
        let at_work = |e: crate::document::Element<'_>| e.attribute("use").as_deref() == Some("WP");
        m.only(at_work).list("telecom", "work_telecoms", &mut patient.work_telecoms, tel);
    }
    m.list("telecom", "home_telecoms", &mut patient.home_telecoms, tel);
    if !m.is_reading() {
        m.list("telecom", "work_telecoms", &mut patient.work_telecoms, tel);
    }
    m.within("patient", "", patient, person);
    m.one("providerOrganization", "content.provider", provider, organization);
}

fn person<M: Mapper>(m: &mut M, patient: &mut Patient) {
    m.list("name", "names", &mut patient.names, pn);
    sex(m, &mut patient.sex);
    m.one("birthTime", "birth_date", &mut patient.birth_date, |m, date| {
        ts(m, date);
        if m.is_reading() && date.is_blank() {
            // Some senders put the date between the tags.
            let mut text = None;
            m.text("", &mut text);
            if let Some(text) = text {
                *date = renkei_model::value::DateTime::from_hl7(text);
                m.report(&codes::VALUE_IN_TEXT, &[]);
            }
        }
    });
    m.one("maritalStatusCode", "marital_status", &mut patient.marital_status, cd);
    let details = patient.details.get_or_insert_default();
    m.one("religiousAffiliationCode", "details.religion", &mut details.religion, cd);
    m.list("guardian", "contacts", &mut patient.contacts, guardian);
    m.within("birthplace", "", details.as_mut(), |m, details| {
        m.within("place", "", details, |m, details| {
            m.within("addr", "details", details, |m, details| {
                m.one("city", "birth_place", &mut details.birth_place, st);
                let mut text = None;
                if m.is_reading() {
                    m.text("birth_place", &mut text);
                }
                if let Some(text) = text {
                    details.birth_place = Field::Value(text);
                }
            });
        });
    });
    m.within("languageCommunication", "details", details.as_mut(), |m, details| {
        m.one("languageCode", "language", &mut details.language, |m, language| {
            let [first, _] = &mut language.codings;
            m.attribute("code", "codings[0].code", &mut first.code);
        });
    });
    if patient.details.as_deref().is_none_or(PatientDetails::is_blank) {
        patient.details = None;
    }
}

/// The sex (AdministrativeGender): `UN` is neither, as messages say `O`; check-ups write 1 and 2; unknown has no code but a flavour.
fn sex<M: Mapper>(m: &mut M, sex: &mut Field<Text>) {
    const SYSTEM: &str = "2.16.840.1.113883.5.1";
    const CHECK_UP: &str = "1.2.392.200119.6.1104";
    let unknown = sex.as_str() == Some("U") || sex.is_null();
    if !m.is_reading() && sex.is_absent() {
        return;
    }
    m.within("administrativeGenderCode", "sex", sex, |m, sex| {
        if unknown {
            m.fixed("nullFlavor", "UNK");
            return;
        }
        let check_up = m.element().is_some_and(|e| e.attribute("codeSystem").as_deref() == Some(CHECK_UP));
        let mut code = sex.as_str().map(|sex| Text::from(if sex == "O" { "UN" } else { sex }));
        m.attribute("code", "", &mut code);
        m.fixed("codeSystem", SYSTEM);
        if !m.is_reading() {
            return;
        }
        m.fixed("codeSystem", CHECK_UP);
        m.fixed("codeSystemName", "AdministrativeGender");
        for word in ["男性", "女性", "男", "女"] {
            m.fixed("displayName", word);
        }
        m.fixed("nullFlavor", "UNK");
        *sex = match (code.as_deref(), check_up) {
            (Some("1"), true) => "M".into(),
            (Some("2"), true) => "F".into(),
            (Some("UN"), _) => "O".into(),
            (Some(code), _) => code.into(),
            (None, _) => "U".into(),
        };
    });
}

fn guardian<M: Mapper>(m: &mut M, contact: &mut Contact) {
    m.one("code", "relationship", &mut contact.relationship, cd);
    m.list("addr", "addresses", &mut contact.addresses, ad);
    m.list("telecom", "home_telecoms", &mut contact.home_telecoms, tel);
    m.list("telecom", "work_telecoms", &mut contact.work_telecoms, tel);
    if m.is_reading() || !contact.names.is_empty() || contact.organizations.is_empty() {
        m.within("guardianPerson", "", contact, |m, contact| m.list("name", "names", &mut contact.names, pn));
    }
    if m.is_reading() || contact.names.is_empty() {
        m.list("guardianOrganization", "organizations", &mut contact.organizations, organization);
    }
}

/// Who wrote it, as a person or a device.
pub(crate) fn author<M: Mapper>(m: &mut M, party: &mut Party) {
    m.one("functionCode", "role", &mut party.role, cd);
    if m.is_reading() || party.time.is_some() {
        m.one("time", "time", &mut party.time, ivl);
    } else {
        m.required("time", "", &mut (), |_, ()| {});
    }
    m.required("assignedAuthor", "", party, |m, party| {
        ids(m, "identifiers", &mut party.identifiers);
        m.one("code", "profession", &mut party.profession, cd);
        m.list("addr", "addresses", &mut party.addresses, ad);
        m.list("telecom", "telecoms", &mut party.telecoms, tel);
        m.within("assignedPerson", "", party, |m, party| m.list("name", "names", &mut party.names, pn));
        if m.is_reading() || party.names.is_empty() {
            m.one("assignedAuthoringDevice", "device", &mut party.device, |m, device: &mut Device| {
                m.one("code", "code", &mut device.code, cd);
                part(m, "manufacturerModelName", "model", &mut device.model);
                part(m, "softwareName", "software", &mut device.software);
            });
        }
        m.one("representedOrganization", "organization", &mut party.organization, organization);
    });
}

/// Somebody in an organisation.
pub(crate) fn assigned_entity<M: Mapper>(m: &mut M, party: &mut Party) {
    ids(m, "identifiers", &mut party.identifiers);
    m.one("code", "profession", &mut party.profession, cd);
    m.list("addr", "addresses", &mut party.addresses, ad);
    m.list("telecom", "telecoms", &mut party.telecoms, tel);
    m.within("assignedPerson", "", party, |m, party| m.list("name", "names", &mut party.names, pn));
    m.one("representedOrganization", "organization", &mut party.organization, organization);
}

fn informant<M: Mapper>(m: &mut M, party: &mut Party) {
    let related = party.role.is_some();
    if m.is_reading() || !related {
        m.within("assignedEntity", "", party, assigned_entity);
    }
    if m.is_reading() || related {
        m.within("relatedEntity", "", party, |m, party| {
            m.fixed("classCode", "PRS");
            m.one("code", "role", &mut party.role, cd);
            m.list("addr", "addresses", &mut party.addresses, ad);
            m.list("telecom", "telecoms", &mut party.telecoms, tel);
            m.within("relatedPerson", "", party, |m, party| m.list("name", "names", &mut party.names, pn));
        });
    }
}

fn custodian_organization<M: Mapper>(m: &mut M, custodian: &mut Organization) {
    let contact = custodian.contact.get_or_insert_default();
    if m.is_reading() || !custodian.identifier.is_blank() {
        m.within("id", "identifier", &mut custodian.identifier, ii);
        m.list("id", "contact.identifiers", &mut contact.identifiers, ii);
    } else {
        m.required("id", "", &mut (), |_, ()| {});
    }
    part(m, "name", "name", &mut custodian.name);
    // The schema has one of each; what is more is in the organisation of the author.
    let first = if m.is_reading() { usize::MAX } else { 1 };
    let mut telecoms: Vec<_> = contact.telecoms.iter().take(first).cloned().collect();
    m.list("telecom", "contact.telecoms", &mut telecoms, tel);
    let mut addresses: Vec<_> = contact.addresses.iter().take(first).cloned().collect();
    m.list("addr", "contact.addresses", &mut addresses, ad);
    if m.is_reading() {
        (contact.telecoms, contact.addresses) = (telecoms, addresses);
    }
    if contact.as_ref().is_blank() {
        custodian.contact = None;
    }
}

/// A code in an attribute, kept as a concept of which only the code is known.
fn role<M: Mapper>(m: &mut M, name: &'static str, role: &mut Option<renkei_model::value::CodeableConcept>) {
    let mut code = role.as_ref().and_then(|role| role.code()).map(Text::from);
    m.attribute(name, "role", &mut code);
    if m.is_reading() {
        *role = code.map(renkei_model::value::CodeableConcept::bare);
    }
}

fn recipient<M: Mapper>(m: &mut M, party: &mut Party) {
    role(m, "typeCode", &mut party.role);
    m.within("intendedRecipient", "", party, |m, party| {
        m.list("id", "identifiers", &mut party.identifiers, ii);
        m.list("addr", "addresses", &mut party.addresses, ad);
        m.list("telecom", "telecoms", &mut party.telecoms, tel);
        m.within("informationRecipient", "", party, |m, party| m.list("name", "names", &mut party.names, pn));
        m.one("receivedOrganization", "organization", &mut party.organization, organization);
    });
}

fn authenticator<M: Mapper>(m: &mut M, party: &mut Party) {
    if m.is_reading() || party.time.is_some() {
        m.one("time", "time", &mut party.time, ivl);
    } else {
        m.required("time", "", &mut (), |_, ()| {});
    }
    if m.is_reading() || party.signature.is_some() {
        m.one("signatureCode", "signature", &mut party.signature, cs);
    } else {
        m.required("signatureCode", "", &mut (), |_, ()| {});
    }
    m.required("assignedEntity", "", party, assigned_entity);
}

fn participant<M: Mapper>(m: &mut M, party: &mut Party) {
    if !m.is_reading() && party.role.is_none() {
        m.fixed("typeCode", "IND");
    }
    role(m, "typeCode", &mut party.role);
    m.one("time", "time", &mut party.time, ivl);
    m.required("associatedEntity", "", party, |m, party| {
        if !m.is_reading() && party.class.is_none() {
            m.fixed("classCode", "AGNT");
        }
        m.attribute("classCode", "class", &mut party.class);
        m.list("id", "identifiers", &mut party.identifiers, ii);
        m.one("code", "profession", &mut party.profession, cd);
        m.list("addr", "addresses", &mut party.addresses, ad);
        m.list("telecom", "telecoms", &mut party.telecoms, tel);
        m.within("associatedPerson", "", party, |m, party| m.list("name", "names", &mut party.names, pn));
        m.one("scopingOrganization", "organization", &mut party.organization, organization);
    });
}

fn service_event<M: Mapper>(m: &mut M, event: &mut ServiceEvent) {
    m.attribute("classCode", "class", &mut event.class);
    m.list("id", "identifiers", &mut event.identifiers, ii);
    m.one("code", "code", &mut event.code, cd);
    m.one("effectiveTime", "period", &mut event.period, ivl);
    m.list("performer", "performers", &mut event.performers, |m, party| {
        if !m.is_reading() && party.role.is_none() {
            m.fixed("typeCode", "PRF");
        }
        role(m, "typeCode", &mut party.role);
        m.one("time", "time", &mut party.time, ivl);
        m.required("assignedEntity", "", party, assigned_entity);
    });
}

fn related_document<M: Mapper>(m: &mut M, related: &mut RelatedDocument) {
    m.attribute("typeCode", "relation", &mut related.relation);
    m.required("parentDocument", "", related, |m, related| {
        ids(m, "identifiers", &mut related.identifiers);
        m.one("code", "code", &mut related.code, cd);
        m.one("setId", "set_id", &mut related.set_id, ii);
        m.one("versionNumber", "version", &mut related.version, number);
    });
}

/// A visit or stay, in the header and as an entry.
fn encompassing_encounter<M: Mapper>(m: &mut M, encounter: &mut DocumentEncounter) {
    m.list("id", "identifiers", &mut encounter.identifiers, ii);
    m.one("code", "code", &mut encounter.code, cd);
    if m.is_reading() || encounter.period.is_some() {
        m.one("effectiveTime", "period", &mut encounter.period, ivl);
    } else {
        m.required("effectiveTime", "", &mut (), |_, ()| {});
    }
    m.one("dischargeDispositionCode", "disposition", &mut encounter.disposition, cd);
    m.one("responsibleParty", "responsible", &mut encounter.responsible, |m, party| {
        m.required("assignedEntity", "", party, assigned_entity);
    });
    m.list("encounterParticipant", "participants", &mut encounter.participants, |m, party| {
        role(m, "typeCode", &mut party.role);
        m.one("time", "time", &mut party.time, ivl);
        m.required("assignedEntity", "", party, assigned_entity);
    });
    m.within("location", "", &mut encounter.facility, |m, facility| {
        m.one("healthCareFacility", "facility", facility, |m, facility: &mut CareFacility| {
            m.list("id", "identifiers", &mut facility.identifiers, ii);
            m.one("code", "code", &mut facility.code, cd);
            m.within("location", "", facility, |m, facility| {
                part(m, "name", "name", &mut facility.name);
                m.one("addr", "address", &mut facility.address, ad);
            });
            m.one("serviceProviderOrganization", "organization", &mut facility.organization, organization);
        });
    });
}
