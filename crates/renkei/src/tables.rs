//! Code tables of a site: what its local codes mean, and which standard codes they stand for.
//!
//! A folder holds them as TSV or CSV; `docs/tables.md` describes the columns. They are read as a whole before anything is
//! converted, and a mistake in one is an [`Error`] with file and line.
//!
//! ```
//! use renkei::tables::{Lookup, Tables};
//!
//! let mut tables = Tables::default();
//! tables.add(
//!     "department.tsv",
//!     "system\tcode\tdisplay\tfacility\ttarget_system\ttarget_code\ttarget_display\n\
//!      99XY1\t010\t内科外来\t1319999999\tHL70069\t01\t内科\n".as_bytes(),
//! )?;
//! let Lookup::Known(row) = tables.lookup("99XY1", Some("1319999999"), "010") else { panic!("not found") };
//! assert_eq!(row.display.as_deref(), Some("内科外来"));
//! assert_eq!(tables.lookup("99XY1", Some("1319999999"), "999"), Lookup::UnknownCode);
//! // Another hospital's 99XY1 is another table.
//! assert_eq!(tables.lookup("99XY1", Some("2720000001"), "010"), Lookup::UnknownSystem);
//! # Ok::<(), renkei::tables::Error>(())
//! ```

mod fill;
mod rows;

use std::collections::{HashMap, HashSet};
use std::fs;
use std::io;
use std::path::Path;

use renkei_core::{Charset, Language};

use rows::{Rows, Separator};

pub use fill::Filled;

/// The code tables of a site, or of several.
#[derive(Clone, Debug, Default)]
pub struct Tables {
    rows: HashMap<Box<str>, HashMap<Box<str>, Vec<Row>>>,
    /// The facilities that have codes of a system; an empty one stands for all.
    owners: HashMap<Box<str>, HashSet<Box<str>>>,
}

/// What a table says of a code.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Row {
    /// The text that goes with the code.
    pub display: Option<Box<str>>,
    /// The facility whose code it is, as MSH-4 names it; `None` for everybody's.
    pub facility: Option<Box<str>>,
    /// The first day on which the code is valid, `YYYYMMDD`.
    pub valid_from: Option<Box<str>>,
    /// The last day on which the code is valid, `YYYYMMDD`.
    pub valid_until: Option<Box<str>>,
    /// The standard code that it stands for.
    pub target: Option<Target>,
}

/// A standard code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// The coding system.
    pub system: Box<str>,
    /// The code.
    pub code: Box<str>,
    /// The text that goes with it.
    pub display: Option<Box<str>>,
}

/// What the tables know of a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lookup<'a> {
    /// This.
    Known(&'a Row),
    /// The system is there for the facility, but not the code, or not on that day.
    UnknownCode,
    /// No table is of the system for that facility.
    UnknownSystem,
}

/// Why tables can't be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The folder or a file can't be read.
    #[error("{path}: can't be read: {source}")]
    Io {
        /// The folder or file.
        path: String,
        /// Why.
        source: io::Error,
    },
    /// The folder holds no table.
    #[error("{path}: no file that ends in .tsv or .csv")]
    Empty {
        /// The folder.
        path: String,
    },
    /// A line makes no sense.
    #[error("{path}, line {line}: {problem}")]
    Line {
        /// The file.
        path: String,
        /// The line, counted from one.
        line: usize,
        /// What is wrong.
        problem: Problem,
    },
}

/// What is wrong with a line of a table.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Problem {
    /// The bytes are neither UTF-8 nor Shift_JIS.
    #[error("neither UTF-8 nor Shift_JIS")]
    Charset,
    /// The header has no such column, and must.
    #[error("no column {0} in the header")]
    Missing(&'static str),
    /// The header has a column that means nothing, or one twice.
    #[error("column {0} is unknown or there twice; known are {known}", known = COLUMNS.join(", "))]
    Unknown(String),
    /// There are not as many values as columns.
    #[error("{found} values, but {expected} columns")]
    Count {
        /// How many there are.
        found: usize,
        /// How many there should be.
        expected: usize,
    },
    /// A value that must be there is not.
    #[error("no {0}")]
    Blank(&'static str),
    /// A value is no date.
    #[error("{0} is not a date: expected YYYYMMDD or YYYY-MM-DD")]
    Date(&'static str),
    /// The first day is after the last.
    #[error("valid_from is after valid_until")]
    Order,
    /// A quotation mark is not closed.
    #[error("a quotation mark is not closed")]
    Quote,
    /// Another line says the same code of the same system, facility and days.
    #[error("the same code is there already, for the same facility and days")]
    Twice,
}

impl Problem {
    fn japanese(&self) -> String {
        match self {
            Self::Charset => "UTF-8でもShift_JISでもありません".into(),
            Self::Missing(column) => format!("見出し行に列 {column} がありません"),
            Self::Unknown(column) => {
                format!("列 {column} は使えないか重複しています（使える列: {}）", COLUMNS.join("、"))
            }
            Self::Count { found, expected } => format!("値が{found}個ですが、列は{expected}個です"),
            Self::Blank(column) => format!("{column} がありません"),
            Self::Date(column) => {
                format!("{column} が日付ではありません（期待: YYYYMMDD または YYYY-MM-DD）")
            }
            Self::Order => "valid_from が valid_until より後です".into(),
            Self::Quote => "引用符が閉じられていません".into(),
            Self::Twice => "同じ施設・期間の同じコードがすでにあります".into(),
        }
    }
}

impl Error {
    /// Returns the message in a language; that in English is the one of `Display`.
    pub fn message(&self, language: Language) -> String {
        if language == Language::English {
            return self.to_string();
        }
        match self {
            Self::Io { path, source } => format!("{path}: 読み込めません: {source}"),
            Self::Empty { path } => format!("{path}: .tsv または .csv で終わるファイルがありません"),
            Self::Line { path, line, problem } => format!("{path} {line}行目: {}", problem.japanese()),
        }
    }
}

/// The columns that a table may have.
pub const COLUMNS: &[&str] = &[
    "system",
    "code",
    "display",
    "facility",
    "valid_from",
    "valid_until",
    "target_system",
    "target_code",
    "target_display",
];

impl Tables {
    /// Reads every `.tsv` and `.csv` file of a folder, in the order of their names; other files are passed over.
    ///
    /// # Errors
    ///
    /// Where the folder or a file can't be read, where the folder holds no table, and at the first mistake in one.
    pub fn open(folder: &Path) -> Result<Self, Error> {
        let failed = |path: &Path| {
            let path = path.display().to_string();
            move |source| Error::Io { path, source }
        };
        let entries = fs::read_dir(folder).map_err(failed(folder))?;
        let mut files = Vec::new();
        for entry in entries {
            let path = entry.map_err(failed(folder))?.path();
            if separator(&path).is_some() {
                files.push(path);
            }
        }
        if files.is_empty() {
            return Err(Error::Empty { path: folder.display().to_string() });
        }
        files.sort();
        let mut tables = Self::default();
        for file in files {
            let bytes = fs::read(&file).map_err(failed(&file))?;
            tables.add(&file.display().to_string(), &bytes)?;
        }
        Ok(tables)
    }

    /// Adds a table; its name, which errors give, tells by its end whether it is separated by commas (`.csv`) or tabs.
    ///
    /// # Errors
    ///
    /// At the first mistake; the lines before it are added.
    pub fn add(&mut self, name: &str, bytes: &[u8]) -> Result<(), Error> {
        let at = |line| move |problem| Error::Line { path: name.to_owned(), line, problem };
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        let text = Charset::Utf8.decode(bytes);
        let text = if text.is_clean() { text } else { Charset::ShiftJis.decode(bytes) };
        if !text.is_clean() {
            return Err(at(1)(Problem::Charset));
        }
        let text = text.into_cow();
        let mut rows = Rows::new(&text, separator(Path::new(name)).unwrap_or(Separator::Tab));
        let (line, header) = rows.next().unwrap_or_else(|| (1, Ok(Vec::new())));
        let columns = columns(&header.map_err(at(line))?).map_err(at(line))?;
        for (line, values) in rows {
            let values = values.map_err(at(line))?;
            self.row(&columns, &values).map_err(at(line))?;
        }
        Ok(())
    }

    fn row(&mut self, columns: &[&'static str], values: &[String]) -> Result<(), Problem> {
        if values.len() != columns.len() {
            return Err(Problem::Count { found: values.len(), expected: columns.len() });
        }
        let get = |column: &'static str| -> Option<Box<str>> {
            let value = columns.iter().zip(values).find(|(name, _)| **name == column)?.1.trim();
            (!value.is_empty()).then(|| value.into())
        };
        let need = |column| get(column).ok_or(Problem::Blank(column));
        let date = |column| get(column).map(|text| day(&text).ok_or(Problem::Date(column))).transpose();
        let (system, code) = (need("system")?, need("code")?);
        let target = match (get("target_system"), get("target_code"), get("target_display")) {
            (None, None, None) => None,
            (_, _, display) => {
                Some(Target { system: need("target_system")?, code: need("target_code")?, display })
            }
        };
        let row = Row {
            display: get("display"),
            facility: get("facility"),
            valid_from: date("valid_from")?,
            valid_until: date("valid_until")?,
            target,
        };
        if let (Some(from), Some(until)) = (&row.valid_from, &row.valid_until)
            && from > until
        {
            return Err(Problem::Order);
        }
        self.owners.entry(system.clone()).or_default().insert(row.facility.clone().unwrap_or_default());
        let rows = self.rows.entry(system).or_default().entry(code).or_default();
        let key = |row: &Row| (row.facility.clone(), row.valid_from.clone(), row.valid_until.clone());
        if rows.iter().any(|other| key(other) == key(&row)) {
            return Err(Problem::Twice);
        }
        rows.push(row);
        Ok(())
    }

    /// Looks a code up, whenever it is valid; a facility's own row comes before everybody's.
    pub fn lookup(&self, system: &str, facility: Option<&str>, code: &str) -> Lookup<'_> {
        self.lookup_on(system, facility, code, None)
    }

    /// Looks a code up as it is valid on a day, `YYYYMMDD`; without one any row will do, the last first.
    pub fn lookup_on(
        &self,
        system: &str,
        facility: Option<&str>,
        code: &str,
        day: Option<&str>,
    ) -> Lookup<'_> {
        let facility = facility.unwrap_or_default();
        let owned = |owners: &HashSet<Box<str>>| owners.contains("") || owners.contains(facility);
        if !self.owners.get(system).is_some_and(owned) {
            return Lookup::UnknownSystem;
        }
        let valid = |row: &&Row| {
            let from = row.valid_from.as_deref();
            let until = row.valid_until.as_deref();
            day.is_none_or(|day| {
                from.is_none_or(|from| from <= day) && until.is_none_or(|until| day <= until)
            })
        };
        let rows = self.rows.get(system).and_then(|codes| codes.get(code)).map_or(&[][..], Vec::as_slice);
        let of = |owner: Option<&str>| {
            let rows = rows.iter().filter(|row| row.facility.as_deref() == owner).filter(valid);
            rows.max_by(|a, b| a.valid_from.cmp(&b.valid_from))
        };
        of(Some(facility)).or_else(|| of(None)).map_or(Lookup::UnknownCode, Lookup::Known)
    }
}

fn separator(path: &Path) -> Option<Separator> {
    let end = path.extension()?;
    if end.eq_ignore_ascii_case("csv") {
        Some(Separator::Comma)
    } else if end.eq_ignore_ascii_case("tsv") {
        Some(Separator::Tab)
    } else {
        None
    }
}

/// The columns of a header, in its order.
fn columns(header: &[String]) -> Result<Vec<&'static str>, Problem> {
    let mut found: Vec<&'static str> = Vec::new();
    for name in header {
        let name = name.trim();
        match COLUMNS.iter().find(|known| **known == name) {
            Some(known) if !found.contains(known) => found.push(known),
            _ => return Err(Problem::Unknown(name.to_owned())),
        }
    }
    for needed in ["system", "code"] {
        if !found.contains(&needed) {
            return Err(Problem::Missing(needed));
        }
    }
    Ok(found)
}

/// A day as `YYYYMMDD`, where it is one.
fn day(text: &str) -> Option<Box<str>> {
    let digits = match text.as_bytes() {
        [_, _, _, _, b'-', _, _, b'-', _, _] => text.replace('-', ""),
        _ => text.to_owned(),
    };
    let parsed = renkei_model::value::DateTime::from_hl7(digits.as_str());
    let fits = digits.len() == 8 && parsed.is_well_formed() && parsed.to_naive_date().is_some();
    fits.then(|| digits.into())
}

/// A check knows the codes of a site by its tables.
impl renkei_jahis::check::KnownCodes for Tables {
    fn knows(&self, system: &str, facility: Option<&str>, code: &str) -> Option<bool> {
        match self.lookup(system, facility, code) {
            Lookup::Known(_) => Some(true),
            Lookup::UnknownCode => Some(false),
            Lookup::UnknownSystem => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn tables(text: &str) -> Tables {
        let mut tables = Tables::default();
        tables.add("codes.csv", text.as_bytes()).unwrap();
        tables
    }

    #[track_caller]
    fn problem(text: &[u8]) -> (usize, Problem) {
        match Tables::default().add("codes.csv", text).unwrap_err() {
            Error::Line { line, problem, .. } => (line, problem),
            error => panic!("{error}"),
        }
    }

    #[test]
    fn a_code_is_what_its_facility_says_on_that_day() {
        let tables = tables(
            "system,code,display,facility,valid_from,valid_until\n\
             99XY1,01,everybody's,,,\n\
             99XY1,01,old,A,20000401,2010-03-31\n\
             99XY1,01,new,A,2010-04-01,\n\
             99ZZZ,01,only B's,B,,\n",
        );
        let check = |system, facility, code, day, expected: Option<&str>| {
            let display = match tables.lookup_on(system, facility, code, day) {
                Lookup::Known(row) => row.display.as_deref(),
                Lookup::UnknownCode => Some("no code"),
                Lookup::UnknownSystem => None,
            };
            assert_eq!(display, expected, "{system} {facility:?} {code} {day:?}");
        };
        check("99XY1", Some("A"), "01", Some("20050101"), Some("old"));
        check("99XY1", Some("A"), "01", Some("20240101"), Some("new"));
        check("99XY1", Some("A"), "01", None, Some("new"));
        check("99XY1", Some("A"), "01", Some("19900101"), Some("everybody's"));
        check("99XY1", Some("B"), "01", None, Some("everybody's"));
        check("99XY1", None, "02", None, Some("no code"));
        check("99ZZZ", Some("B"), "01", None, Some("only B's"));
        check("99ZZZ", Some("A"), "01", None, None);
        check("99ZZZ", None, "01", None, None);
        check("HL70001", None, "M", None, None);
    }

    #[test]
    fn a_table_may_be_utf_8_with_a_mark_or_shift_jis() {
        let utf_8 = "\u{feff}system,code,display\r\n99XY1,01,内科\r\n".as_bytes().to_vec();
        let shift_jis = b"system,code,display\n99XY1,01,\x93\xe0\x89\xc8\n".to_vec();
        for bytes in [utf_8, shift_jis] {
            let mut tables = Tables::default();
            tables.add("codes.csv", &bytes).unwrap();
            let Lookup::Known(row) = tables.lookup("99XY1", None, "01") else { panic!("not found") };
            assert_eq!(row.display.as_deref(), Some("内科"));
        }
    }

    #[test]
    fn a_mistake_is_told_with_its_line() {
        assert_eq!(problem(b""), (1, Problem::Missing("system")));
        assert_eq!(problem(b"system,display\n"), (1, Problem::Missing("code")));
        assert_eq!(problem(b"system,code,name\n"), (1, Problem::Unknown("name".into())));
        assert_eq!(problem(b"system,code,code\n"), (1, Problem::Unknown("code".into())));
        assert_eq!(problem(b"system,code\n\n99A,1\n99A\n"), (4, Problem::Count { found: 1, expected: 2 }));
        assert_eq!(problem(b"system,code\n99A, \n"), (2, Problem::Blank("code")));
        assert_eq!(problem(b"system,code,valid_from\n99A,1,20240230\n"), (2, Problem::Date("valid_from")));
        assert_eq!(problem(b"system,code,valid_until\n99A,1,2024\n"), (2, Problem::Date("valid_until")));
        assert_eq!(
            problem(b"system,code,valid_from,valid_until\n99A,1,20240401,20240331\n"),
            (2, Problem::Order)
        );
        assert_eq!(problem(b"system,code,target_code\n99A,1,01\n"), (2, Problem::Blank("target_system")));
        assert_eq!(problem(b"system,code\n99A,1\n99A,1\n"), (3, Problem::Twice));
        assert_eq!(problem(b"system,code\n99A,\"1\n99A,2\n"), (2, Problem::Quote));
        assert_eq!(problem(b"system,code\n99A,\xff\xff\n"), (1, Problem::Charset));
    }
}
