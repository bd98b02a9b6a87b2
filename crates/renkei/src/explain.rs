//! What a thing is: a segment, field, component, data type, code table, code, data kind, message or diagnostic code; of documents a
//! section, kind or object identifier.
//!
//! All of it comes from the tables that reading and writing use, so it can't say anything else than what is done.
//!
//! ```
//! use renkei::explain::{What, explain};
//!
//! let found = explain("PID-8")?;
//! assert_eq!((found[0].what, &*found[0].japanese), (What::Field, "性別"));
//! assert_eq!(found[0].places[0].place, "patient.sex");
//! assert_eq!(found[0].lines.iter().find(|line| line.name == "F").map(|line| &*line.english), Some("female"));
//!
//! let unknown = explain("PDI-8").unwrap_err();
//! assert!(unknown.near.contains(&"PID-8".to_owned()));
//! # Ok::<(), renkei::explain::Unknown>(())
//! ```

mod document;
mod example;
mod near;
mod place;

use renkei_core::SegmentPath;
use renkei_core::location::Index;
use renkei_hl7v2::definition::{FieldDef, SegmentDef, Usage};
use renkei_jahis::datatype::{self, ComponentDef, DataTypeDef};
use renkei_jahis::message::{self, MessageDef};
use renkei_jahis::table::{self, Table};
use renkei_jahis::{Surveyed, segment};
use renkei_ssmix2::DataKind;
use serde::{Serialize, Serializer};

pub use place::{Coverage, Placed, coverage};

/// What sort of thing is explained.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum What {
    /// A segment: `PID`.
    Segment,
    /// A field: `PID-5`.
    Field,
    /// A component of a field or of a data type: `PID-5.1`, `XPN.7`.
    Component,
    /// A data type: `XPN`.
    DataType,
    /// A code table: `0001`, `HL70001`, `JHSP0003`.
    Table,
    /// A code of a table: `0119:NW`.
    Code,
    /// A data kind of SS-MIX2 (データ種別): `OMP-01`.
    DataKind,
    /// A message: `RDE^O11`, `RDE_O11`.
    Message,
    /// A code that renkei reports: `invalid-timestamp`.
    Diagnostic,
    /// A kind of document: `57133-1`, `診療情報提供書`.
    Document,
    /// A section of a document: `allergies`, `48765-2`, `アレルギー`.
    Section,
    /// What an object identifier stands for: `2.16.840.1.113883.6.1`.
    System,
}

/// What a thing is. In JSON the fields have the same names; what does not apply is left out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Explanation {
    /// What sort of thing it is.
    pub what: What,
    /// Its name, as it should be written.
    pub name: String,
    /// What it is called in English; the message of a diagnostic code.
    pub english: String,
    /// What it is called in Japanese.
    pub japanese: String,
    /// Type, length and usage of a field or component.
    #[serde(flatten)]
    pub shape: Option<Shape>,
    /// The message structure, in the notation of the standard.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub structure: Option<&'static str>,
    /// Whether a value outside the table is wrong.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub closed: Option<bool>,
    /// How much a problem matters, and what to do about it.
    #[serde(flatten)]
    pub advice: Option<Advice>,
    /// A value that nobody sent, as it would stand in a message.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub example: Option<String>,
    /// Where it stands in the model.
    pub places: Vec<Placed>,
    /// What it consists of: fields, components, codes, segments, messages.
    pub lines: Vec<Line>,
    /// The guideline, standard or section that this comes from.
    pub clause: String,
}

/// One thing of which another consists.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Line {
    /// What sort of thing it is.
    pub what: What,
    /// Its name below the other: a number, a code, a segment.
    pub name: String,
    /// What it is called in English.
    pub english: String,
    /// What it is called in Japanese.
    pub japanese: String,
    /// Type, length and usage.
    #[serde(flatten)]
    pub shape: Option<Shape>,
}

/// Type, length and usage of a field or component.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Shape {
    /// The data type.
    pub data_type: &'static str,
    /// The greatest length in characters; 0 where the standard gives none.
    pub length: u32,
    /// Usage in the base standard, as a letter.
    #[serde(serialize_with = "letter")]
    pub usage: Usage,
    /// Whether it repeats.
    pub repeats: bool,
    /// The number of the code table of HL7, or 0.
    pub table: u16,
}

/// What to do about a problem.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Advice {
    /// `info`, `warning` or `error`.
    pub severity: &'static str,
    /// What to do, in English.
    pub help: &'static str,
    /// What to do, in Japanese.
    pub help_japanese: &'static str,
}

/// Returns the letters of a usage, as the guidelines print them: `R`, `RE`, `O`, `C`, `B`, `N`.
pub const fn usage_letters(usage: Usage) -> &'static str {
    match usage {
        Usage::R => "R",
        Usage::RE => "RE",
        Usage::O => "O",
        Usage::C => "C",
        Usage::B => "B",
        Usage::N => "N",
    }
}

fn letter<S: Serializer>(usage: &Usage, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(usage_letters(*usage))
}

/// Nothing has that name.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("nothing is called {thing}")]
pub struct Unknown {
    /// The name that was asked for.
    pub thing: String,
    /// Names that are much like it, the nearest first.
    pub near: Vec<String>,
}

/// Explains what a name means: nearly always one thing, several where a coding system has several tables (`MR9P`).
///
/// The case of letters does not matter. A field may have an occurrence or repetition, as in paths; it is ignored.
///
/// # Errors
///
/// [`Unknown`] where nothing has that name, with names that are much like it.
pub fn explain(thing: &str) -> Result<Vec<Explanation>, Unknown> {
    let name = thing.trim();
    let upper = name.to_ascii_uppercase();
    let mut found: Vec<Explanation> = Vec::new();
    found.extend(DataKind::from_name(&upper).map(data_kind));
    found.extend(path(&upper));
    found.extend(typed(&upper));
    found.extend(tables(name).into_iter().map(table_of));
    found.extend(codes(name));
    found.extend(messages(&upper).map(message_of));
    found.extend(all_codes().filter(|code| code.name.eq_ignore_ascii_case(name)).map(diagnostic));
    found.extend(document::find(name));
    if found.is_empty() {
        return Err(Unknown { thing: name.to_owned(), near: near::names(name) });
    }
    Ok(found)
}

/// Returns the name of everything that can be explained, but for components and codes of tables.
pub fn things() -> impl Iterator<Item = String> {
    let kinds = DataKind::ALL.iter().map(ToString::to_string);
    let segments = segment::ALL.iter().map(|def| def.id.to_string());
    let fields = segment::ALL.iter().flat_map(|def| def.fields).map(field_name);
    let types = datatype::ALL.iter().map(|def| def.name.to_owned());
    let tables = table::ALL.iter().map(|table| table.id.to_owned());
    let messages = message::ALL.iter().filter(|def| !def.name.is_empty()).map(|def| def.name.to_owned());
    let codes = all_codes().map(|code| code.name.to_owned());
    let messages = kinds.chain(segments).chain(fields).chain(types).chain(tables).chain(messages);
    messages.chain(codes).chain(document::names())
}

fn all_codes() -> impl Iterator<Item = &'static renkei_core::Code> {
    crate::codes::TABLES.iter().flat_map(|(_, _, codes)| codes.iter().copied())
}

fn new(what: What, name: impl Into<String>, english: &str, japanese: &str, clause: &str) -> Explanation {
    Explanation {
        what,
        name: name.into(),
        english: english.into(),
        japanese: japanese.into(),
        shape: None,
        structure: None,
        closed: None,
        advice: None,
        example: None,
        places: Vec::new(),
        lines: Vec::new(),
        clause: clause.into(),
    }
}

fn line(what: What, name: impl Into<String>, english: &str, japanese: &str, shape: Option<Shape>) -> Line {
    Line { what, name: name.into(), english: english.into(), japanese: japanese.into(), shape }
}

const fn shape_of_field(field: &FieldDef) -> Shape {
    Shape {
        data_type: field.data_type,
        length: field.length,
        usage: field.usage,
        repeats: field.repeats,
        table: field.table,
    }
}

const fn shape_of_component(component: &ComponentDef) -> Shape {
    Shape {
        data_type: component.data_type.name,
        length: component.length,
        usage: component.usage,
        repeats: false,
        table: component.table,
    }
}

fn field_name(field: &FieldDef) -> String {
    format!("{}-{}", field.segment, field.number)
}

/// A segment, a field, or a component of a field.
fn path(name: &str) -> Option<Explanation> {
    let path: SegmentPath = name.parse().ok()?;
    let def = segment::find(path.segment)?;
    let Some(number) = path.field else {
        // Three letters and an occurrence are a place in a message, not a thing.
        return (path.occurrence == Index::First).then(|| segment_of(def));
    };
    let field = def.field(number)?;
    let parts: Vec<u32> = path.component.into_iter().chain(path.subcomponent).collect();
    if parts.is_empty() {
        return Some(field_of(def, field));
    }
    let component = descend(field.data_type, &parts)?;
    let parts_name: String = parts.iter().map(|n| format!(".{n}")).collect();
    let mut out = component_of(format!("{}{parts_name}", field_name(field)), component, def.clause);
    out.places =
        place::of(|e: &Surveyed| e.segment == def.id && e.field == number && e.parts.starts_with(&parts));
    Some(out)
}

/// A data type, or a component of one.
fn typed(name: &str) -> Option<Explanation> {
    let (name, rest) = name.split_once('.').map_or((name, None), |(name, rest)| (name, Some(rest)));
    let def = datatype::ALL.iter().copied().find(|def| def.name.eq_ignore_ascii_case(name))?;
    let Some(rest) = rest else {
        let mut out = new(What::DataType, def.name, def.english, def.japanese, def.clause);
        out.example = Some(example::of_type(def.name, 0));
        out.lines = components(def);
        return Some(out);
    };
    let parts = rest.split('.').map(|n| n.parse().ok()).collect::<Option<Vec<u32>>>()?;
    let component = descend(def.name, &parts)?;
    Some(component_of(format!("{}.{rest}", def.name), component, def.clause))
}

/// Follows component numbers, counted from one, down from a data type.
fn descend(data_type: &str, parts: &[u32]) -> Option<&'static ComponentDef> {
    let (n, rest) = parts.split_first()?;
    let def = datatype::as_read(data_type)?;
    let component = def.component(*n)?;
    if rest.is_empty() { Some(component) } else { descend(component.data_type.name, rest) }
}

fn segment_of(def: &SegmentDef) -> Explanation {
    let mut out = new(What::Segment, def.id.to_string(), def.english, def.japanese, def.clause);
    out.places = place::of(|e: &Surveyed| e.segment == def.id);
    let fields = def.fields.iter();
    out.lines = fields
        .map(|f| line(What::Field, f.number.to_string(), f.english, f.japanese, Some(shape_of_field(f))))
        .collect();
    out
}

fn field_of(def: &SegmentDef, field: &FieldDef) -> Explanation {
    let mut out = new(What::Field, field_name(field), field.english, field.japanese, def.clause);
    out.shape = Some(shape_of_field(field));
    out.example = Some(example::of_field(field));
    out.places = place::of(|e: &Surveyed| e.segment == def.id && e.field == field.number);
    out.lines = datatype::find(field.data_type).map(components).unwrap_or_default();
    out.lines.extend(table::by_number(field.table).into_iter().flat_map(rows));
    out
}

fn component_of(name: String, component: &ComponentDef, clause: &str) -> Explanation {
    let mut out = new(What::Component, name, component.english, component.japanese, clause);
    out.shape = Some(shape_of_component(component));
    out.example = Some(example::of_component(component));
    out.lines = components(component.data_type);
    out.lines.extend(table::by_number(component.table).into_iter().flat_map(rows));
    out
}

fn components(def: &DataTypeDef) -> Vec<Line> {
    let of = |c: &ComponentDef| {
        line(What::Component, c.number.to_string(), c.english, c.japanese, Some(shape_of_component(c)))
    };
    def.components.iter().map(of).collect()
}

fn rows(table: &Table) -> impl Iterator<Item = Line> {
    table.rows.iter().map(|row| line(What::Code, row.code, row.english, row.japanese, None))
}

/// The tables that a name means: a number, a name, a coding system, or what the names of several begin with.
fn tables(name: &str) -> Vec<&'static Table> {
    if name.len() == 4
        && name.bytes().all(|b| b.is_ascii_digit())
        && let Some(table) = name.parse().ok().and_then(table::by_number)
    {
        return vec![table];
    }
    let named = |table: &&&Table| table.id.eq_ignore_ascii_case(name);
    let known = |table: &&&Table| table.systems.iter().any(|system| system.eq_ignore_ascii_case(name));
    let part = |table: &&&Table| {
        table.id.split_once('-').is_some_and(|(system, _)| system.eq_ignore_ascii_case(name))
    };
    let mut found: Vec<&'static Table> = table::ALL.iter().filter(named).copied().collect();
    if found.is_empty() {
        found = table::ALL.iter().filter(|table| known(table) || part(table)).copied().collect();
    }
    found
}

fn table_of(table: &Table) -> Explanation {
    let mut out = new(What::Table, table.id, table.english, table.japanese, table.clause);
    out.closed = Some(table.closed);
    out.lines = rows(table).collect();
    out
}

/// `0119:NW`, `MR9P:TAB`.
fn codes(name: &str) -> Vec<Explanation> {
    let Some((name, code)) = name.split_once(':') else { return Vec::new() };
    let of = |table: &Table| {
        let row =
            table.find(code).or_else(|| table.rows.iter().find(|r| r.code.eq_ignore_ascii_case(code)))?;
        let mut out =
            new(What::Code, format!("{}:{}", table.id, row.code), row.english, row.japanese, table.clause);
        let system = table.systems.first().copied().unwrap_or_default();
        out.example = (!system.is_empty()).then(|| format!("{}^{}^{system}", row.code, row.japanese));
        out.lines = vec![line(What::Table, table.id, table.english, table.japanese, None)];
        Some(out)
    };
    tables(name).into_iter().filter_map(of).collect()
}

fn data_kind(kind: DataKind) -> Explanation {
    let clause = "SS-MIX2 標準化ストレージ仕様書 データ種別一覧";
    let mut out = new(What::DataKind, kind.as_str(), kind.english(), kind.japanese(), clause);
    let of = |m: &renkei_ssmix2::MessageKind| {
        let name = format!("{}^{}^{}", m.code, m.event, m.structure);
        line(What::Message, name, m.english, m.japanese, None)
    };
    out.lines = kind.message_kinds().map(of).collect();
    let mut known: Vec<&MessageDef> = Vec::new();
    for held in kind.message_kinds() {
        let def = message::ALL.iter().find(|def| def.types.iter().any(|t| t.is(held.code, held.event)));
        known.extend(def.filter(|def| !known.iter().any(|other| other.name == def.name)));
    }
    let segments: Vec<Line> = known.into_iter().flat_map(segments).collect();
    for line in segments {
        if !out.lines.contains(&line) {
            out.lines.push(line);
        }
    }
    out
}

fn messages(name: &str) -> impl Iterator<Item = &'static MessageDef> {
    let mut parts = name.split(['^', '_']);
    let (code, event) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
    message::ALL.iter().copied().filter(move |def| {
        let typed = def.types.iter().any(|t| t.code == code && t.event == event);
        !def.name.is_empty() && (def.name == name || typed)
    })
}

fn message_of(def: &MessageDef) -> Explanation {
    let mut out = new(What::Message, def.name, def.english, def.japanese, def.clause);
    out.structure = Some(def.structure);
    for kind in def.types {
        let event = if kind.event.is_empty() { String::new() } else { format!("^{}", kind.event) };
        let name = format!("{}{event}", kind.code);
        let known = kind.kinds.iter().filter_map(|k| DataKind::from_name(k));
        let (english, japanese): (Vec<_>, Vec<_>) =
            known.map(|k| (format!("{k} {}", k.english()), format!("{k} {}", k.japanese()))).unzip();
        let titled = |texts: Vec<String>, title: &str| {
            if texts.is_empty() { title.to_owned() } else { texts.join(", ") }
        };
        let (english, japanese) = (titled(english, def.english), titled(japanese, def.japanese));
        out.lines.push(line(What::Message, name, &english, &japanese, None));
    }
    out.lines.extend(segments(def));
    out
}

/// The segments of a message that have a table; others are read all the same, and kept as unmapped.
fn segments(def: &MessageDef) -> impl Iterator<Item = Line> {
    let structure = def.structure().map(|structure| structure.segments()).unwrap_or_default();
    let tables = structure.into_iter().filter_map(segment::find);
    tables.map(|def| line(What::Segment, def.id.to_string(), def.english, def.japanese, None))
}

fn diagnostic(code: &'static renkei_core::Code) -> Explanation {
    let mut out = new(What::Diagnostic, code.name, code.english, code.japanese, code.clause);
    out.advice =
        Some(Advice { severity: code.severity.name(), help: code.help, help_japanese: code.help_japanese });
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_has_an_explanation_in_both_languages() {
        for thing in things() {
            let found = explain(&thing).unwrap_or_else(|_| panic!("{thing} is unknown"));
            for found in found {
                assert!(!found.english.is_empty() && !found.japanese.is_empty(), "{thing}");
                assert!(!found.clause.is_empty(), "{thing}");
                let described = match found.what {
                    What::Field => found.shape.is_some() && found.example.is_some(),
                    What::DataType | What::System => found.example.is_some(),
                    What::Diagnostic => found.advice.is_some(),
                    _ => !found.lines.is_empty(),
                };
                assert!(described, "{thing} has nothing to show");
                for line in &found.lines {
                    assert!(!line.english.is_empty() && !line.japanese.is_empty(), "{thing}: {}", line.name);
                }
            }
        }
    }

    #[test]
    fn every_component_and_every_code_has_an_explanation() {
        for def in datatype::ALL {
            for component in def.components {
                let found = explain(&format!("{}.{}", def.name, component.number)).unwrap();
                assert_eq!((found[0].what, &*found[0].english), (What::Component, component.english));
            }
        }
        for table in table::ALL {
            for row in table.rows {
                let found = explain(&format!("{}:{}", table.id, row.code)).unwrap();
                assert_eq!((found.len(), &*found[0].english), (1, row.english), "{}:{}", table.id, row.code);
            }
        }
    }

    #[track_caller]
    fn check(thing: &str, expected: &[(What, &str)]) {
        let found = explain(thing).unwrap_or_else(|unknown| panic!("{unknown}: {:?}", unknown.near));
        let found: Vec<_> = found.iter().map(|e| (e.what, e.name.as_str())).collect();
        assert_eq!(found, expected, "{thing}");
    }

    #[test]
    fn a_thing_has_several_spellings() {
        for thing in ["0001", "HL70001", "hl70001"] {
            check(thing, &[(What::Table, "HL70001")]);
        }
        for thing in ["RDE^O11", "rde_o11", "RDE^O11^RDE_O11"] {
            check(thing, &[(What::Message, "RDE_O11")]);
        }
        check("pid-5.1", &[(What::Component, "PID-5.1")]);
        check("OBX[3]-5", &[(What::Field, "OBX-5")]);
        check("OMP-01", &[(What::DataKind, "OMP-01")]);
        check("XPN.1.1", &[(What::Component, "XPN.1.1")]);
        check("99I02", &[(What::Table, "JHSI0002")]);
        check("mr9p:tab", &[(What::Code, "MR9P-FORM:TAB"), (What::Code, "MR9P-UNIT:TAB")]);
        check("Invalid-Timestamp", &[(What::Diagnostic, "invalid-timestamp")]);
        for thing in ["allergies", "48765-2", "アレルギー"] {
            check(thing, &[(What::Section, "allergies")]);
        }
        for thing in ["57133-1", "MD0020730", "診療情報提供書"] {
            check(thing, &[(What::Document, "診療情報提供書")]);
        }
        check("1.2.392.100495.20.3.51.11319999999", &[(What::System, "1.2.392.100495.20.3.51.1")]);
    }

    #[test]
    fn what_does_not_exist_is_unknown() {
        for thing in ["", "PID-99", "PID-5.99", "XPN.99", "9999", "0119:ZZ", "QQQ", "患者", "PID-5.1.1.1"] {
            assert!(explain(thing).is_err(), "{thing}");
        }
    }

    #[test]
    fn an_unknown_thing_comes_with_names_that_are_like_it() {
        for (thing, near) in [
            ("PDI", "PID"),
            ("OMP-10", "OMP-01"),
            ("HL70011", "HL70001"),
            ("invalid-timestmp", "invalid-timestamp"),
            ("RDE^O12", "RDE_O11"),
            ("PID-50", "PID-5"),
        ] {
            let unknown = explain(thing).unwrap_err();
            assert!(unknown.near.iter().any(|name| name == near), "{thing}: {:?}", unknown.near);
        }
    }

    #[test]
    fn every_mapped_field_says_where_it_stands_in_the_model() {
        for def in segment::ALL {
            for field in def.fields {
                let found = explain(&field_name(field)).unwrap();
                let surveyed = place::fields().contains(&(def.id, field.number));
                assert_eq!(!found[0].places.is_empty(), surveyed, "{}", found[0].name);
            }
        }
    }
}
