//! The data types of CDA, each in both directions (CDA-XSD `datatypes-base.xsd`).

use renkei_model::organization::{Organization, OrganizationContact};
use renkei_model::value::{
    Address, Blank, CodeableConcept, Coding, DateTime, Decimal, Designator, Field, HumanName, Identifier,
    NameDetails, Period, Quantity, Telecom, Text,
};

use crate::codes;
use crate::mapping::Mapper;

/// An identifier (II): `root` is whoever assigns it, `extension` the identifier itself.
pub(crate) fn ii<M: Mapper>(m: &mut M, id: &mut Identifier) {
    let assigner = id.assigner.get_or_insert_default();
    m.attribute("root", "assigner.universal_id", &mut assigner.universal_id);
    m.attribute("extension", "value", &mut id.value);
    m.attribute("assigningAuthorityName", "assigner.namespace", &mut assigner.namespace);
    if m.is_reading()
        && let Some(root) = &assigner.universal_id
    {
        let oid = !root.is_empty() && root.bytes().all(|b| b.is_ascii_digit() || b == b'.');
        let uuid = root.len() == 36 && root.bytes().all(|b| b.is_ascii_hexdigit() || b == b'-');
        assigner.universal_id_kind = match (oid, uuid) {
            (true, _) => Some("ISO".into()),
            (false, true) => Some("UUID".into()),
            (false, false) => None,
        };
    }
    if assigner.is_blank() {
        id.assigner = None;
    }
}

/// Makes an identifier as documents write it.
pub(crate) fn identifier(root: &str, extension: &str) -> Identifier {
    let assigner = Designator {
        universal_id: Some(root.into()),
        universal_id_kind: Some("ISO".into()),
        ..Designator::default()
    };
    Identifier { value: Some(extension.into()), assigner: Some(Box::new(assigner)), ..Identifier::default() }
}

/// Returns who assigns an identifier, by its object identifier.
pub(crate) fn root(id: &Identifier) -> Option<&str> {
    id.assigner.as_ref()?.universal_id.as_deref()
}

/// The names that documents give to code systems beside their object identifiers; a name that says no more than the identifier is
/// syntax, and is written again.
const SYSTEM_NAMES: &[(&str, &[&str])] = &[
    ("2.16.840.1.113883.6.1", &["LOINC"]),
    ("2.16.840.1.113883.6.3", &["ICD-10", "ICD10"]),
    ("2.16.840.1.113883.6.96", &["SNOMED CT", "SNOMED-CT"]),
    ("1.2.392.200119.5.3.1", &["JMIX", "J-MIX"]),
    ("1.2.392.200119.4.504", &["JLAC10"]),
    ("1.2.392.100495.20.2.74", &["HOT9", "HOTコード"]),
    ("1.2.392.100495.20.2.73", &["YJコード", "YJ"]),
    ("1.2.392.200119.4.101.6", &["MEDIS病名交換用コード"]),
    ("2.16.840.1.113883.5.1", &["AdministrativeGender"]),
    ("2.16.840.1.113883.5.4", &["ActCode"]),
    ("2.16.840.1.113883.5.25", &["Confidentiality"]),
    ("2.16.840.1.113883.5.83", &["ObservationInterpretation"]),
    ("2.16.840.1.113883.12.127", &["HL70127"]),
];

fn coding<M: Mapper>(m: &mut M, coding: &mut Coding) {
    let mut system = coding.system.as_ref().map(|s| Text::from(s.as_str()));
    let mut name = None;
    if !m.is_reading()
        && let Some(sent) = &system
        && !is_oid(sent)
    {
        // The systems that messages call by name have object identifiers in documents; one of a hospital has only its name.
        match coding.system.as_ref().and_then(|s| oid_of(s.known())) {
            Some(oid) => system = Some(oid.into()),
            None => name = system.take(),
        }
    }
    m.attribute("code", "code", &mut coding.code);
    m.attribute("codeSystem", "system", &mut system);
    let names =
        SYSTEM_NAMES.iter().find(|(oid, _)| Some(*oid) == system.as_deref()).map_or(&[][..], |(_, n)| *n);
    if m.is_reading() {
        for name in names {
            m.fixed("codeSystemName", name);
        }
    } else if let Some(name) = names.first() {
        m.fixed("codeSystemName", name);
    }
    // A name is all that some senders know of a system.
    if system.is_none() {
        m.attribute("codeSystemName", "system", &mut name);
    }
    m.attribute("codeSystemVersion", "version", &mut coding.version);
    m.attribute("displayName", "display", &mut coding.display);
    if m.is_reading() {
        coding.system = system.or(name).map(Into::into);
    }
}

/// Says whether a text has the form of an object identifier, or of another identifier that the schema takes in its place.
fn is_oid(text: &str) -> bool {
    let oid = text.split('.').all(|arc| {
        !arc.is_empty()
            && arc.bytes().all(|b| b.is_ascii_digit())
            && (arc.len() == 1 || !arc.starts_with('0'))
    });
    let uuid = text.len() == 36 && text.bytes().all(|b| b.is_ascii_hexdigit() || b == b'-');
    (oid && text.contains('.') && text.starts_with(['0', '1', '2'])) || uuid
}

/// The object identifier of a system that messages write by its name.
fn oid_of(system: renkei_model::value::KnownSystem) -> Option<&'static str> {
    use renkei_model::value::KnownSystem;
    Some(match system {
        KnownSystem::Jlac10 => "1.2.392.200119.4.504",
        KnownSystem::Hot9 => "1.2.392.100495.20.2.74",
        KnownSystem::Yj => "1.2.392.100495.20.2.73",
        KnownSystem::GenericName => "1.2.392.100495.20.2.81",
        KnownSystem::Icd10 => "2.16.840.1.113883.6.3",
        KnownSystem::Loinc => "2.16.840.1.113883.6.1",
        KnownSystem::JamiUsage => "1.2.392.100495.20.2.31",
        KnownSystem::Hl7Table(127) => "2.16.840.1.113883.12.127",
        _ => return None,
    })
    // What was read from a document has its identifier already, perhaps another one for the same system.
}

/// A coded value (CD, CE): the code, its translations, the words of the sender.
pub(crate) fn cd<M: Mapper>(m: &mut M, concept: &mut CodeableConcept) {
    cd_with(m, concept, |_, ()| {}, &mut ());
}

/// A coded value with something between its words and its translations.
pub(crate) fn cd_with<M: Mapper, T>(
    m: &mut M,
    concept: &mut CodeableConcept,
    qualifiers: impl FnOnce(&mut M, &mut T),
    value: &mut T,
) {
    let [first, second] = &mut concept.codings;
    let words = m.element().map_or(concept.text.is_some(), |e| e.child("originalText").is_some());
    if words && first.is_blank() && m.element().is_none_or(|e| e.find("code").is_none()) {
        m.fixed("nullFlavor", "OTH");
    }
    coding(m, first);
    m.within("originalText", "text", &mut concept.text, |m, text| {
        m.text("", text);
        if text.is_none() {
            m.within("reference", "", text, |m, text| {
                let mut reference = None;
                if m.is_reading() {
                    m.attribute("value", "", &mut reference);
                }
                let id = reference.as_deref().and_then(|r: &str| r.strip_prefix('#'));
                *text = id.and_then(|id| m.referenced(id)).filter(|t| !t.is_empty()).map(Text::from);
            });
        }
    });
    qualifiers(m, value);
    m.within("translation", "codings[1]", second, coding);
    m.list("translation", "codings", &mut concept.more, coding);
}

/// A code from a table that the schema knows (CS).
pub(crate) fn cs<M: Mapper>(m: &mut M, code: &mut Text) {
    let mut value = (!code.is_empty()).then(|| code.clone());
    m.attribute("code", "", &mut value);
    *code = value.unwrap_or_default();
}

/// Text (ST).
pub(crate) fn st<M: Mapper>(m: &mut M, text: &mut Text) {
    let mut value = (!text.is_empty()).then(|| text.clone());
    m.text("", &mut value);
    *text = value.unwrap_or_default();
}

/// A time in the attribute `value` (TS).
pub(crate) fn ts<M: Mapper>(m: &mut M, time: &mut DateTime) {
    let mut value = (!time.is_blank()).then(|| Text::from(time.as_sent()));
    m.attribute("value", "", &mut value);
    if m.is_reading()
        && let Some(value) = value
    {
        *time = DateTime::from_hl7(value);
        if let Some(problem) = time.problem() {
            m.report(&codes::INVALID_TIME, &[("problem", problem)]);
        }
    }
}

/// A time that may be missing or null.
pub(crate) fn time<M: Mapper>(m: &mut M, name: &'static str, place: &'static str, at: &mut Field<DateTime>) {
    m.one(name, place, at, ts);
}

/// A span of time (IVL_TS); a moment begins and ends at once.
pub(crate) fn ivl<M: Mapper>(m: &mut M, period: &mut Period) {
    let moment = period.start.is_some() && period.start == period.end;
    if m.is_reading() || moment {
        let mut at = period.start.clone().unwrap_or_default();
        ts(m, &mut at);
        if m.is_reading() && !at.is_blank() {
            (period.start, period.end) = (Some(at.clone()), Some(at));
        }
    }
    if m.is_reading() || !moment {
        m.one("low", "start", &mut period.start, ts);
        m.one("high", "end", &mut period.end, ts);
    }
}

/// A moment, or a span whose parts go elsewhere: `value` is one, `low` and `high` the other.
pub(crate) fn moment_or_period<M: Mapper>(m: &mut M, at: &mut Field<DateTime>, period: &mut Option<Period>) {
    either(m, at, period, false);
}

/// The same where the schema has a moment unless the type says otherwise: in medicines and supplies.
pub(crate) fn typed_moment_or_period<M: Mapper>(
    m: &mut M,
    at: &mut Field<DateTime>,
    period: &mut Option<Period>,
) {
    either(m, at, period, true);
}

fn either<M: Mapper>(m: &mut M, at: &mut Field<DateTime>, period: &mut Option<Period>, typed: bool) {
    if !m.is_reading() && at.is_null() {
        m.required("effectiveTime", "", &mut (), |_, ()| {});
        return;
    }
    struct Both<'a>(&'a mut Field<DateTime>, &'a mut Option<Period>);
    let place = "";
    m.within("effectiveTime", place, &mut Both(at, period), |m, both| {
        let mut value = both.0.value().cloned().unwrap_or_default();
        ts(m, &mut value);
        if m.is_reading() && !value.is_blank() {
            *both.0 = Field::Value(value);
        }
        if m.is_reading() || !both.0.is_value() {
            let mut span = both.1.take().unwrap_or_default();
            if typed && !span.is_blank() {
                m.typed("IVL_TS");
            }
            m.one("low", "period.start", &mut span.start, ts);
            m.one("high", "period.end", &mut span.end, ts);
            *both.1 = (!span.is_blank()).then_some(span);
        }
        let null = m.element().is_some_and(|e| e.find("nullFlavor").is_some());
        if null && both.0.is_absent() && both.1.is_none() {
            *both.0 = Field::Null;
        }
    });
}

/// A quantity with its unit (PQ); the unit is Japanese text as often as UCUM.
pub(crate) fn pq<M: Mapper>(m: &mut M, quantity: &mut Quantity) {
    let mut value = quantity.value.take().map(Decimal::into_text);
    m.attribute("value", "value", &mut value);
    quantity.value = value.map(Decimal::from);
    unit(m, &mut quantity.unit);
}

/// The unit of a quantity.
pub(crate) fn unit<M: Mapper>(m: &mut M, unit: &mut CodeableConcept) {
    // Documents write the word (錠), where messages have a code beside it.
    let mut text = unit.display().or(unit.code()).map(Text::from);
    m.attribute("unit", "unit", &mut text);
    if m.is_reading()
        && let Some(text) = text
    {
        *unit = CodeableConcept::bare(text);
    }
}

/// The scripts of names: as documents call them, and as HL7 table 0465 does.
const SCRIPTS: [(&str, &str); 3] = [("IDE", "I"), ("SYL", "P"), ("ABC", "A")];

/// A person's name (PN): in parts, or undivided; `use` tells the script (IDE 漢字, SYL カナ, ABC ローマ字).
pub(crate) fn pn<M: Mapper>(m: &mut M, name: &mut HumanName) {
    let script = SCRIPTS.iter().find(|(_, code)| Some(*code) == name.representation.as_deref());
    let mut uses = script.map(|(word, _)| Text::from(*word)).or_else(|| name.representation.take());
    if let (Some(kind), None) = (&name.kind, &uses) {
        // The kind of name is written only where no script is: receivers look for one word.
        uses = Some(kind.clone());
    }
    m.attribute("use", "representation", &mut uses);
    if m.is_reading() {
        for word in uses.iter().flat_map(|uses| uses.split_ascii_whitespace()) {
            match SCRIPTS.iter().find(|(known, _)| word == *known) {
                Some((_, code)) => name.representation = Some((*code).into()),
                None => name.kind = Some(word.into()),
            }
        }
    }
    let whole = name.details.as_ref().and_then(|d| d.whole.clone());
    // Parts that were only understood from the whole name are not written beside it.
    let understood = |whole: &Text| {
        let mut parts = whole.split([' ', '\u{3000}']);
        let (family, given) = (parts.next(), parts.next());
        parts.next().is_none() && family == name.family.as_deref() && given == name.given.as_deref()
    };
    if m.is_reading() || !whole.as_ref().is_some_and(understood) {
        part(m, "prefix", "prefix", &mut name.prefix);
        part(m, "family", "family", &mut name.family);
        part(m, "given", "given", &mut name.given);
        part(m, "given", "middle", &mut name.middle);
        part(m, "suffix", "suffix", &mut name.suffix);
    }
    let mut whole = whole;
    m.text("details.whole", &mut whole);
    if m.is_reading()
        && let Some(whole) = whole
    {
        // One blank divides family name and given name; more than one, or none, divides nothing.
        let mut parts = whole.split([' ', '\u{3000}']);
        if let (Some(family), Some(given), None) = (parts.next(), parts.next(), parts.next())
            && name.family.is_none()
            && name.given.is_none()
        {
            (name.family, name.given) = (Some(family.into()), Some(given.into()));
        }
        name.details = Some(Box::new(NameDetails { whole: Some(whole), ..NameDetails::default() }));
    }
}

/// A part of a name or address: an element with text.
pub(crate) fn part<M: Mapper>(m: &mut M, name: &'static str, place: &'static str, value: &mut Option<Text>) {
    m.one(name, place, value, st);
}

/// An address (AD): in parts, or undivided.
pub(crate) fn ad<M: Mapper>(m: &mut M, address: &mut Address) {
    let mut uses = address.kind.as_deref().map(|kind| match kind {
        "H" => "HP".into(),
        "B" => "WP".into(),
        other => Text::from(other),
    });
    m.attribute("use", "kind", &mut uses);
    if m.is_reading() {
        address.kind = uses.map(|uses| match uses.as_str() {
            "HP" | "H" => "H".into(),
            "WP" => "B".into(),
            _ => uses,
        });
    }
    part(m, "country", "country", &mut address.country);
    part(m, "postalCode", "postal_code", &mut address.postal_code);
    part(m, "state", "prefecture", &mut address.prefecture);
    part(m, "city", "city", &mut address.city);
    part(m, "streetAddressLine", "street", &mut address.street);
    part(m, "streetAddressLine", "other", &mut address.other);
    let details = address.details.get_or_insert_default();
    part(m, "houseNumber", "details.dwelling_number", &mut details.dwelling_number);
    part(m, "county", "details.county", &mut details.county);
    if details.as_ref().is_blank() {
        address.details = None;
    }
    m.text("whole", &mut address.whole);
}

/// A way to reach somebody (TEL): `tel:`, `fax:` or `mailto:`, or a bare number.
pub(crate) fn tel<M: Mapper>(m: &mut M, telecom: &mut Telecom) {
    let mut uses = match (telecom.usage.as_deref(), telecom.equipment.as_deref()) {
        (_, Some("CP")) => Some("MC".into()),
        (Some("PRN"), _) => Some("HP".into()),
        (Some("WPN"), _) => Some("WP".into()),
        (Some("EMR"), _) => Some("EC".into()),
        (other, _) => other.map(Text::from),
    };
    let scheme = |scheme: &str, number: &Text| Text::from(format!("{scheme}:{number}"));
    let mut value = match (&telecom.email, &telecom.number, telecom.equipment.as_deref()) {
        (Some(email), ..) => Some(scheme("mailto", email)),
        (None, Some(number), Some("FX")) => Some(scheme("fax", number)),
        (None, Some(number), Some("PH" | "CP")) => Some(scheme("tel", number)),
        (None, number, _) => number.clone(),
    };
    m.attribute("use", "usage", &mut uses);
    m.attribute("value", "number", &mut value);
    if !m.is_reading() {
        return;
    }
    let (scheme, rest) = value.as_deref().and_then(|v| v.split_once(':')).unwrap_or_default();
    match scheme.to_ascii_lowercase().as_str() {
        "tel" => (telecom.number, telecom.equipment) = (Some(rest.into()), Some("PH".into())),
        "fax" => (telecom.number, telecom.equipment) = (Some(rest.into()), Some("FX".into())),
        "mailto" => telecom.email = Some(rest.into()),
        _ => telecom.number = value,
    }
    let word = uses.as_deref();
    match word {
        Some("HP" | "H") => telecom.usage = Some("PRN".into()),
        Some("WP") => telecom.usage = Some("WPN".into()),
        Some("EC") => telecom.usage = Some("EMR".into()),
        Some("MC") => telecom.equipment = Some("CP".into()),
        Some(other) => telecom.usage = Some(other.into()),
        None => {}
    }
}

/// An organisation, with the department that Japanese documents put into `asOrganizationPartOf`.
pub(crate) fn organization<M: Mapper>(m: &mut M, organization: &mut Organization) {
    organization_at(m, organization, 0);
}

fn organization_at<M: Mapper>(m: &mut M, organization: &mut Organization, depth: u32) {
    let contact = organization.contact.get_or_insert_default();
    let places = contact.as_mut();
    m.within("id", "identifier", &mut organization.identifier, ii);
    m.list("id", "contact.identifiers", &mut places.identifiers, ii);
    struct Named<'a>(&'a mut Option<Text>, &'a mut Option<Text>);
    let mut named = Named(&mut organization.name, &mut organization.representation);
    m.within("name", "name", &mut named, |m, named| {
        let known = |code: &str| SCRIPTS.iter().find(|(_, script)| *script == code);
        let mut uses =
            named.1.as_ref().map(|code| known(code).map_or(code.clone(), |(word, _)| Text::from(*word)));
        m.attribute("use", "representation", &mut uses);
        if m.is_reading() {
            *named.1 = uses.map(|word| match SCRIPTS.iter().find(|(known, _)| word == *known) {
                Some((_, code)) => Text::from(*code),
                None => word,
            });
        }
        m.text("", named.0);
    });
    m.list("telecom", "contact.telecoms", &mut places.telecoms, tel);
    m.list("addr", "contact.addresses", &mut places.addresses, ad);
    // An organisation in an organisation in an organisation is a joke or an attack.
    if depth < 4 && (m.is_reading() || places.department.is_some() || places.part_of.is_some()) {
        m.within("asOrganizationPartOf", "contact", places, |m, places| {
            m.one("code", "department", &mut places.department, cd);
            let mut whole = places.part_of.take().map(|b| *b);
            m.one("wholeOrganization", "part_of", &mut whole, |m, whole| {
                organization_at(m, whole, depth.saturating_add(1))
            });
            places.part_of = whole.map(Box::new);
        });
    }
    if organization.contact.as_deref().is_none_or(OrganizationContact::is_blank) {
        organization.contact = None;
    }
}
