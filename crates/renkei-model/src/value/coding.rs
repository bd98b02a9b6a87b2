use serde::{Deserialize, Deserializer, Serialize, Serializer, ser::SerializeStruct};

use super::{Blank, Jj1017, Jlac10, Text};

/// The name of a coding system, as sent.
///
/// Names drift: the same table is `JLAC10` in older files and `JC10` in newer ones. [`known`](Self::known) tells which
/// table a name means; the spelling stays.
///
/// # Examples
///
/// ```
/// use renkei_model::value::{CodeSystem, KnownSystem};
///
/// assert_eq!(CodeSystem::from("JC10").known(), KnownSystem::Jlac10);
/// assert_eq!(CodeSystem::from("JLAC10").known(), KnownSystem::Jlac10);
/// assert_eq!(CodeSystem::from("HL70162").known(), KnownSystem::Hl7Table(162));
/// assert_eq!(CodeSystem::from("99XY1").known(), KnownSystem::Local);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct CodeSystem(Text);

/// What a coding system is, whatever its name was spelled like.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum KnownSystem {
    /// Medicines, nine digits.
    Hot9,
    /// Medicines without maker, seven digits.
    Hot7,
    /// Packages of medicines, thirteen digits.
    Hot13,
    /// `HOT` alone, which may be any of the three: the length of the code decides.
    Hot,
    /// Individual medicines (個別医薬品コード), twelve characters.
    Yj,
    /// Medicines by generic name (一般名処方マスタ).
    GenericName,
    /// MERIT-9 prescription tables: categories, forms, units, PRN texts.
    Mr9p,
    /// Standard usage of the JAMI (標準用法).
    JamiUsage,
    /// Laboratory items and materials, tenth revision; also physiology.
    Jlac10,
    /// Laboratory items, eleventh revision.
    Jlac11,
    /// Groups of laboratory items of the JAHIS (検査項目群), named `99O03` although not local.
    LabItemGroup,
    /// Organisms and antimicrobials of the surveillance of nosocomial infections.
    Janis,
    /// Radiology procedures.
    Jj1017,
    /// Endoscopy items.
    Lendo,
    /// Items of imaging messages (JAHIS), and `JSHR001`, its radiology table.
    Jshr,
    /// Blood group values (JAHIS).
    BloodGroup,
    /// Waveform items of the MFER.
    Mfer,
    /// Disease names of the MEDIS: management numbers and exchange codes, modifiers too.
    Mdcdx2,
    /// ICD-10.
    Icd10,
    /// LOINC.
    Loinc,
    /// Units of HL7 (ISO+).
    IsoUnits,
    /// UCUM units.
    Ucum,
    /// DICOM, for modalities.
    Dicom,
    /// Allergens (J-FAGY).
    Jfagy,
    /// Trade items (JAN, GS1).
    Jan,
    /// Department codes of MML.
    MmlDepartment,
    /// A table of HL7, by its number: `HL70162` is 162.
    Hl7Table(u16),
    /// A prescription table of the JAHIS: `JHSP0003` is 3.
    JahisPrescription(u16),
    /// An injection table of the JAHIS: `JHSI0002`, older `99I02`, is 2.
    JahisInjection(u16),
    /// A class of injection comments: `JHSIC006`, older `99IC6`, is 6.
    JahisInjectionComment(u16),
    /// A disease or insurance table of the JAHIS: `JHSD0001` is 1.
    JahisDisease(u16),
    /// A table of one hospital (`99…`, `L`): its codes mean something only together with the facility.
    Local,
    /// No name was sent; treat as local.
    Unnamed,
    /// A name that is not in the table.
    Other,
}

const NAMES: &[(&str, KnownSystem)] = &[
    ("HOT9", KnownSystem::Hot9),
    ("JC10", KnownSystem::Jlac10),
    ("MR9P", KnownSystem::Mr9p),
    ("ISO+", KnownSystem::IsoUnits),
    ("JAMISDP01", KnownSystem::JamiUsage),
    ("JLAC10", KnownSystem::Jlac10),
    ("HOT7", KnownSystem::Hot7),
    ("HOT13", KnownSystem::Hot13),
    ("HOT", KnownSystem::Hot),
    ("YJ", KnownSystem::Yj),
    ("JC11", KnownSystem::Jlac11),
    ("JLAC11", KnownSystem::Jlac11),
    ("99O03", KnownSystem::LabItemGroup),
    ("JANIS", KnownSystem::Janis),
    ("LENDO", KnownSystem::Lendo),
    ("JSHR", KnownSystem::Jshr),
    ("JSHR001", KnownSystem::Jshr),
    ("JSHR002", KnownSystem::BloodGroup),
    ("99MFR", KnownSystem::Mfer),
    ("MDCDX2", KnownSystem::Mdcdx2),
    ("MDCDX", KnownSystem::Mdcdx2),
    ("I10", KnownSystem::Icd10),
    ("ICD10", KnownSystem::Icd10),
    ("LN", KnownSystem::Loinc),
    ("UCUM", KnownSystem::Ucum),
    ("DCM", KnownSystem::Dicom),
    ("J-FAGY", KnownSystem::Jfagy),
    ("JAN", KnownSystem::Jan),
    ("MML028", KnownSystem::MmlDepartment),
    ("1.2.392.200119.4.403.1", KnownSystem::Hot9),
    ("1.2.392.100495.20.2.74", KnownSystem::Hot9),
    ("1.2.392.200119.4.403.2", KnownSystem::Hot7),
    ("1.2.392.200119.4.402.1", KnownSystem::Hot13),
    ("1.2.392.100495.20.2.73", KnownSystem::Yj),
    ("1.2.392.100495.20.1.73", KnownSystem::Yj),
    ("1.2.392.100495.20.2.81", KnownSystem::GenericName),
    ("1.2.392.100495.20.2.101", KnownSystem::Mr9p),
    ("1.2.392.200250.2.2.20.20", KnownSystem::JamiUsage),
    ("1.2.392.100495.20.2.31", KnownSystem::JamiUsage),
    ("1.2.392.200119.4.504", KnownSystem::Jlac10),
    ("1.2.392.200119.4.101.6", KnownSystem::Mdcdx2),
    ("1.2.392.200119.4.101.2", KnownSystem::Mdcdx2),
    ("1.2.392.200119.4.201.5", KnownSystem::Mdcdx2),
    ("1.2.392.200119.4.201.2", KnownSystem::Mdcdx2),
    ("2.16.840.1.113883.6.3", KnownSystem::Icd10),
    ("2.16.840.1.113883.6.1", KnownSystem::Loinc),
    ("1.2.840.10008.2.16.4", KnownSystem::Dicom),
];

impl CodeSystem {
    /// Returns the name as sent.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Tells which table the name means; blanks around it and the case of letters don't matter. Object identifiers, as
    /// documents use them, are known too.
    pub fn known(&self) -> KnownSystem {
        let name = self.0.trim();
        if name.is_empty() {
            return KnownSystem::Unnamed;
        }
        if let Some((_, known)) = NAMES.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)) {
            return *known;
        }
        let number = |prefix: &str, digits: std::ops::RangeInclusive<usize>| {
            let (head, tail) = name.split_at_checked(prefix.len())?;
            let fits = head.eq_ignore_ascii_case(prefix) && digits.contains(&tail.len());
            fits.then(|| tail.parse::<u16>().ok()).flatten()
        };
        if let Some(table) = number("HL7", 4..=4) {
            KnownSystem::Hl7Table(table)
        } else if let Some(table) = number("JHSIC", 3..=3).or_else(|| number("99IC", 1..=1)) {
            KnownSystem::JahisInjectionComment(table)
        } else if let Some(table) = number("JHSI", 4..=4).or_else(|| number("99I", 2..=2)) {
            KnownSystem::JahisInjection(table)
        } else if let Some(table) = number("JHSP", 4..=4) {
            KnownSystem::JahisPrescription(table)
        } else if let Some(table) = number("JHSD", 4..=4) {
            KnownSystem::JahisDisease(table)
        } else if name.get(..6).is_some_and(|n| n.eq_ignore_ascii_case("JJ1017")) {
            KnownSystem::Jj1017
        } else if name.starts_with("99") || name == "L" {
            KnownSystem::Local
        } else {
            KnownSystem::Other
        }
    }

    /// Says whether codes of the system mean something only together with the facility that sent them.
    pub fn is_local(&self) -> bool {
        matches!(self.known(), KnownSystem::Local | KnownSystem::Unnamed)
    }
}

impl From<Text> for CodeSystem {
    fn from(name: Text) -> Self {
        Self(name)
    }
}

impl From<&str> for CodeSystem {
    fn from(name: &str) -> Self {
        Self(name.into())
    }
}

impl Blank for CodeSystem {
    fn is_blank(&self) -> bool {
        self.0.is_empty()
    }
}

impl AsRef<str> for CodeSystem {
    fn as_ref(&self) -> &str {
        self.as_str()
    }
}

record! {
    /// A code of one system.
    pub struct Coding {
        /// The code.
        pub code: Option<Text>,
        /// The text that goes with the code.
        pub display: Option<Text>,
        /// The coding system.
        pub system: Option<CodeSystem>,
        /// The version of the system; for ICD-10 the edition, `2003` or `2013`.
        pub version: Option<Text>,
        /// What follows code and text as a part of its own: `IMP` of `9A100&IMP`, `Bazett` of `ＱＴｃ時間&Bazett`.
        pub suffix: Option<Box<CodingSuffix>>,
    }

    /// The second parts of code and text, as physiology uses them.
    pub struct CodingSuffix {
        /// The part after the code: `IMP` (finding), a lead number.
        pub code: Option<Text>,
        /// The part after the text: the method of a correction, the name of a lead.
        pub display: Option<Text>,
    }
}

impl Coding {
    /// Makes a coding.
    pub fn new(code: impl Into<Text>, display: impl Into<Text>, system: impl Into<CodeSystem>) -> Self {
        Self {
            code: Some(code.into()),
            display: Some(display.into()),
            system: Some(system.into()),
            ..Self::default()
        }
    }

    /// Tells which table the code is of.
    pub fn known_system(&self) -> KnownSystem {
        self.system.as_ref().map_or(KnownSystem::Unnamed, CodeSystem::known)
    }
}

/// What a code says, in up to two systems or more, and in the sender's words.
///
/// A standard and a local code come in either order, and a single one may sit in the second place. So nothing is chosen
/// by position: ask for a system with [`find`](Self::find), or for the [`standard`](Self::standard) or
/// [`local`](Self::local) code. The positions survive: in JSON an empty first place is `{}`.
///
/// # Examples
///
/// ```
/// use renkei_model::value::{CodeableConcept, Coding, KnownSystem};
///
/// let protein = CodeableConcept::from([
///     Coding::new("10222", "ＴＰ", "99X03"),
///     Coding::new("3A010000002327101", "総蛋白", "JC10"),
/// ]);
/// assert_eq!(protein.standard().and_then(|c| c.display.as_deref()), Some("総蛋白"));
/// assert_eq!(protein.find(KnownSystem::Jlac10), protein.standard());
/// assert_eq!(protein.jlac10().map(|c| c.analyte), Some("3A010"));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CodeableConcept {
    /// The first and the alternate coding, each in its place; a blank one was not sent.
    pub codings: [Coding; 2],
    /// Codings beyond the two that a message can carry; documents have them as translations.
    pub more: Vec<Coding>,
    /// The original text.
    pub text: Option<Text>,
}

impl CodeableConcept {
    /// Makes a concept of one code, in the first place.
    pub fn new(code: impl Into<Text>, display: impl Into<Text>, system: impl Into<CodeSystem>) -> Self {
        Self { codings: [Coding::new(code, display, system), Coding::default()], ..Self::default() }
    }

    /// Makes a concept of a bare code, without text or system.
    pub fn bare(code: impl Into<Text>) -> Self {
        let coding = Coding { code: Some(code.into()), ..Coding::default() };
        Self { codings: [coding, Coding::default()], ..Self::default() }
    }

    /// Returns the codings that were sent.
    pub fn codings(&self) -> impl Iterator<Item = &Coding> {
        self.codings.iter().chain(&self.more).filter(|coding| !coding.is_blank())
    }

    /// Returns the coding of a system.
    pub fn find(&self, system: KnownSystem) -> Option<&Coding> {
        self.codings().find(|coding| coding.known_system() == system)
    }

    /// Returns the first coding whose system is neither local nor unnamed.
    pub fn standard(&self) -> Option<&Coding> {
        self.codings().find(|c| !matches!(c.known_system(), KnownSystem::Local | KnownSystem::Unnamed))
    }

    /// Returns the first coding whose system is local or unnamed.
    pub fn local(&self) -> Option<&Coding> {
        self.codings().find(|c| matches!(c.known_system(), KnownSystem::Local | KnownSystem::Unnamed))
    }

    /// Returns the first text there is: of a standard code, of any code, the original text.
    pub fn display(&self) -> Option<&str> {
        self.standard()
            .and_then(|c| c.display.as_deref())
            .or_else(|| self.codings().find_map(|c| c.display.as_deref()))
            .or(self.text.as_deref())
    }

    /// Returns the first code there is.
    pub fn code(&self) -> Option<&str> {
        self.codings().find_map(|c| c.code.as_deref())
    }

    /// Returns the parts of the JLAC10 code, if there is one of 15 or 17 characters.
    pub fn jlac10(&self) -> Option<Jlac10<'_>> {
        Jlac10::parse(self.find(KnownSystem::Jlac10)?.code.as_deref()?)
    }

    /// Returns the parts of the JJ1017 code, if there is one of 16 or 32 characters.
    pub fn jj1017(&self) -> Option<Jj1017<'_>> {
        // The length says no sooner than the name of the system says yes: most codes are not asked for their system.
        self.codings.iter().chain(&self.more).find_map(|coding| {
            let parts = Jj1017::parse(coding.code.as_deref()?)?;
            (coding.known_system() == KnownSystem::Jj1017).then_some(parts)
        })
    }
}

impl From<Coding> for CodeableConcept {
    fn from(coding: Coding) -> Self {
        Self { codings: [coding, Coding::default()], ..Self::default() }
    }
}

impl From<[Coding; 2]> for CodeableConcept {
    fn from(codings: [Coding; 2]) -> Self {
        Self { codings, ..Self::default() }
    }
}

impl Blank for CodeableConcept {
    fn is_blank(&self) -> bool {
        self.codings.iter().all(Blank::is_blank) && self.more.is_empty() && self.text.is_none()
    }
}

/// The codings in their places, up to the last one that was sent.
struct Placed<'a>(&'a [Coding], &'a [Coding]);

impl<'a> Placed<'a> {
    fn of(concept: &'a CodeableConcept) -> Option<Self> {
        let [first, alternate] = &concept.codings;
        if !concept.more.is_empty() || !alternate.is_blank() {
            Some(Self(&concept.codings, &concept.more))
        } else if !first.is_blank() {
            Some(Self(std::slice::from_ref(first), &[]))
        } else {
            None
        }
    }
}

impl Serialize for Placed<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.iter().chain(self.1))
    }
}

impl Serialize for CodeableConcept {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut out = serializer.serialize_struct("CodeableConcept", 3)?;
        if let Some(placed) = Placed::of(self) {
            out.serialize_field("codings", &placed)?;
        }
        if let Some(text) = &self.text {
            out.serialize_field("text", text)?;
        }
        if let Some(parts) = self.jj1017() {
            out.serialize_field("jj1017", &parts)?;
        }
        out.end()
    }
}

/// The JSON form; `jj1017` is for reading only.
#[derive(Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, rename = "CodeableConcept")]
struct Written {
    /// The first coding, the alternate one, and any more; `{}` keeps the place of one that was not sent.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    codings: Vec<Coding>,
    /// The original text.
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<Text>,
    /// The parts of a JJ1017 code.
    #[cfg(feature = "schema")]
    #[serde(skip_deserializing, skip_serializing_if = "Option::is_none")]
    jj1017: Option<Jj1017<'static>>,
}

impl<'de> Deserialize<'de> for CodeableConcept {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let written = Written::deserialize(deserializer)?;
        let mut codings = written.codings.into_iter();
        let first = codings.next().unwrap_or_default();
        let alternate = codings.next().unwrap_or_default();
        Ok(Self { codings: [first, alternate], more: codings.collect(), text: written.text })
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for CodeableConcept {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "CodeableConcept".into()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        Written::json_schema(generator)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_drift_and_are_still_known() {
        for (name, known) in [
            ("HOT9", KnownSystem::Hot9),
            (" hot9 ", KnownSystem::Hot9),
            ("HOT", KnownSystem::Hot),
            ("99I02", KnownSystem::JahisInjection(2)),
            ("JHSI0002", KnownSystem::JahisInjection(2)),
            ("99IC6", KnownSystem::JahisInjectionComment(6)),
            ("JHSIC006", KnownSystem::JahisInjectionComment(6)),
            ("JHSP0003", KnownSystem::JahisPrescription(3)),
            ("JHSD0001", KnownSystem::JahisDisease(1)),
            ("99O03", KnownSystem::LabItemGroup),
            ("99ILL", KnownSystem::Local),
            ("JJ1017-16", KnownSystem::Jj1017),
            ("JSHR002", KnownSystem::BloodGroup),
            ("HL70485", KnownSystem::Hl7Table(485)),
            ("HL7", KnownSystem::Other),
            ("", KnownSystem::Unnamed),
            ("東京", KnownSystem::Other),
        ] {
            assert_eq!(CodeSystem::from(name).known(), known, "{name}");
        }
    }

    #[test]
    fn json_keeps_the_places_of_the_codings() {
        let coding = Coding::new("01", "血清", "99Z01");
        for (concept, json) in [
            (CodeableConcept::default(), "{}"),
            (
                CodeableConcept::from(coding.clone()),
                r#"{"codings":[{"code":"01","display":"血清","system":"99Z01"}]}"#,
            ),
            (
                CodeableConcept::from([Coding::default(), coding.clone()]),
                r#"{"codings":[{},{"code":"01","display":"血清","system":"99Z01"}]}"#,
            ),
            (
                CodeableConcept { text: Some("左手に実施".into()), ..Default::default() },
                r#"{"text":"左手に実施"}"#,
            ),
            (
                CodeableConcept { more: vec![Coding::default()], ..Default::default() },
                r#"{"codings":[{},{},{}]}"#,
            ),
        ] {
            assert_eq!(serde_json::to_string(&concept).unwrap(), json);
            assert_eq!(serde_json::from_str::<CodeableConcept>(json).unwrap(), concept);
        }
    }
}
