//! The laws of the model, for values that fill every place it has.

use proptest::prelude::*;
use serde::de::{self, DeserializeOwned, DeserializeSeed, IntoDeserializer, Visitor, value::Error};
use serde::{Deserialize, Serialize};

use crate::exchange::Acknowledgement;
use crate::{Content, Exchange};
use crate::{allergy, condition, diet, document, imaging, medication, observation, patient, specimen, value};

/// Fills any type through serde: all of it, or, with a seed, some of it.
struct Filler {
    depth: u32,
    seed: Option<u64>,
    texts: Vec<String>,
}

impl Filler {
    fn full<T: DeserializeOwned>() -> (T, Vec<String>) {
        let mut filler = Self { depth: 0, seed: None, texts: Vec::new() };
        let value = T::deserialize(&mut filler).unwrap();
        (value, filler.texts)
    }

    fn some<T: DeserializeOwned>(seed: u64) -> T {
        T::deserialize(&mut Self { depth: 0, seed: Some(seed | 1), texts: Vec::new() }).unwrap()
    }

    /// Says yes always, or two times of three.
    fn yes(&mut self) -> bool {
        let Some(seed) = &mut self.seed else { return true };
        *seed ^= *seed << 13;
        *seed ^= *seed >> 7;
        *seed ^= *seed << 17;
        *seed % 3 != 0
    }

    fn text(&mut self) -> String {
        const SPECIAL: [&str; 8] =
            ["", "\"\"", "20240401", "00000000", "2024-04-01", " 2 +", "5.40", "6.6-8.1"];
        let number = self.texts.len();
        let special = self.seed.and_then(|seed| SPECIAL.get(usize::try_from(seed % 16).unwrap()));
        let text = special.map_or_else(|| format!("東京{number}号"), |text| (*text).to_owned());
        self.texts.push(text.clone());
        text
    }

    fn too_deep(&self) -> bool {
        self.depth > if self.seed.is_some() { 4 } else { 5 }
    }
}

macro_rules! forward {
    ($($method:ident => $to:ident),*) => { $(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
            self.$to(visitor)
        }
    )* };
}

impl<'de> de::Deserializer<'de> for &mut Filler {
    type Error = Error;

    forward!(
        deserialize_any => deserialize_string, deserialize_str => deserialize_string,
        deserialize_char => deserialize_string, deserialize_identifier => deserialize_string,
        deserialize_bytes => deserialize_string, deserialize_byte_buf => deserialize_string,
        deserialize_i8 => deserialize_u32, deserialize_i16 => deserialize_u32, deserialize_i32 => deserialize_u32,
        deserialize_i64 => deserialize_u32, deserialize_u8 => deserialize_u32, deserialize_u16 => deserialize_u32,
        deserialize_u64 => deserialize_u32, deserialize_f32 => deserialize_u32, deserialize_f64 => deserialize_u32,
        deserialize_map => deserialize_unit
    );

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_string(self.text())
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_bool(self.yes())
    }

    fn deserialize_u32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_u32(7)
    }

    fn deserialize_unit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_unit()
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_unit()
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        if self.too_deep() || !self.yes() { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        // One of each fills every place; more only near the top, or there would be no end of it.
        let most = if self.too_deep() {
            0
        } else if self.depth < 2 {
            2
        } else {
            1
        };
        let count = (0..most).filter(|_| self.yes()).count();
        visitor.visit_seq(Elements { filler: self, left: count })
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, len: usize, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_seq(Elements { filler: self, left: len })
    }

    fn deserialize_unit_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Error> {
        visitor.visit_unit()
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Error> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        len: usize,
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.deserialize_tuple(len, visitor)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.depth = self.depth.saturating_add(1);
        let value = visitor.visit_map(Members { filler: &mut *self, name, fields });
        self.depth = self.depth.saturating_sub(1);
        value
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        let variant = if self.yes() { variants.last() } else { variants.first() };
        visitor.visit_enum((*variant.unwrap()).into_deserializer())
    }
}

struct Elements<'a> {
    filler: &'a mut Filler,
    left: usize,
}

impl<'de> de::SeqAccess<'de> for Elements<'_> {
    type Error = Error;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Error> {
        let Some(left) = self.left.checked_sub(1) else { return Ok(None) };
        self.left = left;
        seed.deserialize(&mut *self.filler).map(Some)
    }
}

struct Members<'a> {
    filler: &'a mut Filler,
    name: &'static str,
    fields: &'static [&'static str],
}

impl<'de> de::MapAccess<'de> for Members<'_> {
    type Error = Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Error> {
        while let Some((field, rest)) = self.fields.split_first() {
            self.fields = rest;
            // Sections hold sections and organisations are part of organisations: somewhere it must end.
            let endless = matches!(*field, "part_of" | "sections") && self.filler.depth > 3;
            // The filler can't choose a kind of statement; statements have a test of their own.
            let tagged = *field == "statement" && self.name == "Entry";
            if !endless && !tagged && self.filler.yes() {
                return seed.deserialize((*field).into_deserializer()).map(Some);
            }
        }
        Ok(None)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Error> {
        seed.deserialize(&mut *self.filler)
    }
}

fn survives_json<T: Serialize + for<'de> Deserialize<'de> + PartialEq + std::fmt::Debug>(value: &T) {
    let json = serde_json::to_string(value).unwrap();
    let back: T = serde_json::from_str(&json).unwrap();
    assert!(&back == value, "{json}\nis not\n{}", serde_json::to_string(&back).unwrap());
}

fn is_discreet<T: DeserializeOwned + Serialize + PartialEq + std::fmt::Debug>() {
    let (value, texts) = Filler::full::<T>();
    assert!(texts.len() > 10, "the filler works");
    let shown = format!("{value:?} {value:#?}");
    assert!(texts.iter().all(|text| text.contains("東京")));
    assert!(!shown.contains("東京"), "a text is shown");
    survives_json(&value);
}

#[test]
fn debug_shows_no_text_of_a_record() {
    is_discreet::<patient::Patient>();
    is_discreet::<crate::encounter::Encounter>();
    is_discreet::<crate::Header>();
    is_discreet::<allergy::Allergy>();
    is_discreet::<condition::Condition>();
    is_discreet::<medication::MedicationLine>();
    is_discreet::<medication::AdministrationEvent>();
    is_discreet::<medication::DispenseEvent>();
    is_discreet::<specimen::SpecimenGroup>();
    is_discreet::<observation::ObservationGroup>();
    is_discreet::<imaging::ImagingGroup>();
    is_discreet::<diet::DietOrder>();
    is_discreet::<document::Document>();
    is_discreet::<Acknowledgement>();
}

fn exchange(seed: u64) -> Exchange {
    let content = match seed % 16 {
        0 => Content::PatientUpdate,
        1 => Content::PatientDelete,
        2 => Content::Visit(Filler::some(seed)),
        3 => Content::Allergies(Filler::some(seed)),
        4 => Content::Conditions(Filler::some(seed)),
        5 => Content::MedicationOrder(Filler::some(seed)),
        6 => Content::MedicationAdministration(Filler::some(seed)),
        7 => Content::MedicationDispense(Filler::some(seed)),
        8 => Content::LabOrder(Filler::some(seed)),
        9 => Content::LabReport(Filler::some(seed)),
        10 => Content::ImagingOrder(Filler::some(seed)),
        11 => Content::ImagingPerformed(Filler::some(seed)),
        12 => Content::ObservationReport(Filler::some(seed)),
        13 => Content::DietOrder(Filler::some(seed)),
        14 => Content::Document(Filler::some(seed)),
        _ => Content::Acknowledgement(Filler::some(seed)),
    };
    Exchange {
        header: Filler::some(seed),
        patient: Filler::some(seed),
        encounter: Filler::some(seed),
        unmapped: Filler::some(seed),
        content,
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn every_exchange_survives_json(seed in any::<u64>()) {
        let exchange = exchange(seed);
        prop_assert_eq!(
            &serde_json::to_value(&exchange).unwrap()["content"]["type"], exchange.content.name()
        );
        survives_json(&exchange);
    }
}

#[test]
fn every_statement_of_a_document_survives_json() {
    use document::Statement;

    for seed in 1..16 {
        for statement in [
            Statement::Condition(Filler::some(seed)),
            Statement::Allergy(Filler::some(seed)),
            Statement::Medication(Filler::some(seed)),
            Statement::Observation(Filler::some(seed)),
            Statement::Panel(Filler::some(seed)),
            Statement::Procedure(Filler::some(seed)),
            Statement::FamilyHistory(Filler::some(seed)),
            Statement::SocialHistory(Filler::some(seed)),
            Statement::Immunization(Filler::some(seed)),
            Statement::Encounter(Filler::some(seed)),
            Statement::Coverage(Filler::some(seed)),
            Statement::Attachment(Filler::some(seed)),
            Statement::Other(Filler::some(seed)),
        ] {
            survives_json(&statement);
        }
    }
}

#[test]
fn the_structure_of_a_text_survives_json() {
    let json = r#"{"text":"本態性高血圧症","content":[{"name":"list","attributes":[{"name":"listType","value":"ordered"}],
        "content":[{"name":"item","content":[{"name":"content","id":"dx1","content":["本態性高血圧症"]}]}]},"以上"]}"#;
    let narrative: document::Narrative = serde_json::from_str(json).unwrap();
    survives_json(&narrative);
    assert_eq!(narrative.content.len(), 2);
    assert!(matches!(narrative.content.last(), Some(document::Markup::Text(text)) if text == "以上"));
}

#[test]
fn a_blank_record_is_the_default_and_an_empty_object() {
    use value::Blank;

    assert!(patient::Patient::default().is_blank());
    assert_eq!(serde_json::to_string(&patient::Patient::default()).unwrap(), "{}");
    let (patient, _) = Filler::full::<patient::Patient>();
    assert!(!patient.is_blank());
}

#[test]
fn keys_that_are_not_known_are_passed_over() {
    let patient: patient::Patient = serde_json::from_str(r#"{"sex":"F","blood":{"x":[1]}}"#).unwrap();
    assert_eq!(patient.sex.as_str(), Some("F"));
}

#[test]
fn values_stay_small() {
    assert!(size_of::<observation::Observation>() <= 1400, "{}", size_of::<observation::Observation>());
    assert!(size_of::<medication::MedicationLine>() <= 4200, "{}", size_of::<medication::MedicationLine>());
    assert!(size_of::<Content>() <= 64, "{}", size_of::<Content>());
}

#[cfg(feature = "schema")]
#[test]
fn the_schema_names_every_content() {
    let schema = crate::schema().to_string();
    for seed in 0..16 {
        let name = exchange(seed).content.name();
        assert!(schema.contains(&format!("\"{name}\"")), "{name}");
    }
    for understood in ["understood", "rp", "low", "DateTime"] {
        assert!(schema.contains(&format!("\"{understood}\"")), "{understood}");
    }
}
