//! Those who act: doctors, nurses, technicians.

use crate::value::{
    Address, CodeableConcept, DateTime, Field, HumanName, Identifier, Location, Telecom, Text,
};

record! {
    /// A person who takes part in care, as one repetition says it: an identifier and the name in one script.
    ///
    /// A kana name comes as a repetition of its own, usually without the identifier; [`people`] puts them together.
    pub struct Practitioner {
        /// The staff number, or a licence number where the place asks for one.
        pub identifier: Identifier,
        /// The name.
        pub name: HumanName,
        /// The table the person is from, HL7 table 0297.
        pub source_table: Option<Text>,
    }

    /// A profession and post (職種).
    pub struct Job {
        /// The job (職種コード): `NS-03`.
        pub code: Option<Text>,
        /// The class of job or kind of employment (職種区分): `EM-01`.
        pub class: Option<Text>,
        /// The job in words.
        pub text: Option<Text>,
    }

    /// A person, with when and where the person took part.
    pub struct Participation {
        /// The person.
        pub person: Practitioner,
        /// Since when.
        pub started_at: Option<DateTime>,
        /// Until when.
        pub ended_at: Option<DateTime>,
        /// Where.
        pub location: Location,
    }

    /// A role that somebody has towards a patient, a stay or a disease (役割).
    pub struct Role {
        /// The identifier of this role.
        pub id: Field<Identifier>,
        /// What to do with the entry, HL7 table 0287.
        pub action: Field<Text>,
        /// The role, HL7 table 0443.
        pub role: Field<CodeableConcept>,
        /// Who has it.
        pub people: Vec<Practitioner>,
        /// Since when.
        pub started_at: Field<DateTime>,
        /// Until when.
        pub ended_at: Field<DateTime>,
        /// For how long.
        pub duration: Field<CodeableConcept>,
        /// Why the entry is made.
        pub reason: Field<CodeableConcept>,
        /// The kinds of provider.
        pub provider_kinds: Vec<CodeableConcept>,
        /// The kind of organisation, HL7 table 0406.
        pub organization_kind: Field<CodeableConcept>,
        /// Addresses.
        pub addresses: Vec<Address>,
        /// Telephone numbers.
        pub telecoms: Vec<Telecom>,
    }
}

/// Puts the repetitions that name one person in several scripts together: a repetition without an identifier, or with
/// the same one, belongs to the one before it when its name is in another script.
///
/// ```
/// use renkei_model::practitioner::{Practitioner, people};
/// use renkei_model::value::{HumanName, Identifier, Representation};
///
/// let kanji = Practitioner {
///     identifier: Identifier::new("1001"),
///     name: HumanName::new("見本", "一郎", Representation::Ideographic),
///     ..Default::default()
/// };
/// let kana = Practitioner {
///     name: HumanName::new("ミホン", "イチロウ", Representation::Phonetic),
///     ..Default::default()
/// };
/// let sent = [kanji, kana];
/// let people = people(&sent);
/// assert_eq!(people.len(), 1);
/// assert_eq!(people[0].len(), 2);
/// ```
pub fn people(sent: &[Practitioner]) -> Vec<Vec<&Practitioner>> {
    let mut people: Vec<Vec<&Practitioner>> = Vec::new();
    for person in sent {
        match people.last_mut() {
            Some(group) if belongs(person, group) => group.push(person),
            _ => people.push(vec![person]),
        }
    }
    people
}

fn belongs(person: &Practitioner, group: &[&Practitioner]) -> bool {
    let Some(first) = group.first() else { return false };
    let id = person.identifier.as_str();
    let script = person.name.representation();
    (id.is_none() || id == first.identifier.as_str())
        && group.iter().all(|other| other.name.representation() != script)
}
