use std::fmt;
use std::sync::Arc;

use renkei_core::{Diagnostic, EntryPath, Location};

use crate::data_kind::is_kind_folder;
use crate::entry_name::is_date_shaped;
use crate::{CareDate, DataKind, EntryName, codes, masking};

/// What the folders above a file say about it, judged from the file upwards.
///
/// `None` stands for a level that is not there or does not look like one. `Debug` shows no id.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Levels {
    prefix: Option<[Box<str>; 2]>,
    id: Option<Box<str>>,
    /// Whether the id is one beyond doubt, not merely some folder above the given one.
    id_is_certain: bool,
    date: Option<Box<str>>,
    kind: Option<Box<str>>,
    content_folder: Option<Arc<EntryName>>,
    place: Place,
    /// How many levels stand above the first three characters of the id.
    root_depth: Option<usize>,
}

/// Which level a folder is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Place {
    /// None that we know.
    #[default]
    Plain,
    /// That of a patient's id or of a date: too high for files.
    AboveKind,
    /// That of a data kind: where files belong.
    Kind,
    /// Below a data kind: too deep for files of the standardized storage.
    BelowKind,
}

impl Levels {
    /// Returns the patient's id from the third level.
    pub fn patient_id(&self) -> Option<&str> {
        self.id.as_deref()
    }

    /// Returns the date from the fourth level, or `None` where it is not one.
    pub fn date(&self) -> Option<CareDate> {
        self.date_text().and_then(|d| d.parse().ok())
    }

    /// Returns the fourth level as it is written.
    pub fn date_text(&self) -> Option<&str> {
        self.date.as_deref()
    }

    /// Returns the data kind from the fifth level, or `None` where it is none of the 26; upper and lower case are the same.
    pub fn kind(&self) -> Option<DataKind> {
        self.kind_text().and_then(DataKind::from_name_ignoring_case)
    }

    /// Returns the fifth level as it is written: a data kind, or a data-type folder (データ種別フォルダ) with its parts between `^`.
    pub fn kind_text(&self) -> Option<&str> {
        self.kind.as_deref()
    }

    /// Returns the name of the content folder (コンテンツフォルダ) that the file belongs to.
    pub fn content_folder(&self) -> Option<&EntryName> {
        self.content_folder.as_deref()
    }

    /// Says whether the data kind is a data-type folder of the extended storage.
    pub fn is_extended(&self) -> bool {
        self.content_folder.is_some() || self.kind_text().is_some_and(|k| k.contains('^'))
    }

    pub(super) fn place(&self) -> Place {
        self.place
    }

    pub(super) fn shared_content_folder(&self) -> Option<Arc<EntryName>> {
        self.content_folder.clone()
    }

    /// Judges a folder by its own name and those above it; the first `above` of them stand above the given folder.
    pub(super) fn of(path: &Folders<'_>) -> Self {
        let Some(last) = path.len().checked_sub(1) else { return Self::default() };
        if path.get(last).is_some_and(is_kind_folder) {
            return Self::below_date(path, last, Place::Kind);
        }
        let dated_kind = |&k: &usize| {
            path.get(k).is_some_and(is_kind_folder)
                && k.checked_sub(1).and_then(|d| path.get(d)).is_some_and(is_date_shaped)
        };
        // A folder that was itself given may be called anything; only what stands below it can be too deep.
        if let Some(kind) = (path.above..last).rev().find(dated_kind) {
            return Self::below_date(path, kind, Place::BelowKind);
        }
        let mut levels = Self::default();
        let id = if path.is_split_id(last) {
            last
        } else {
            match last.checked_sub(1).filter(|&id| path.is_split_id(id)) {
                Some(id) if path.get(last).is_some_and(is_date_shaped) => {
                    levels.date = path.get(last).map(Box::from);
                    id
                }
                _ => return levels,
            }
        };
        levels.place = if last >= path.above { Place::AboveKind } else { Place::Plain };
        levels.take_id(path, id);
        levels
    }

    fn below_date(path: &Folders<'_>, kind: usize, place: Place) -> Self {
        let mut levels = Self { kind: path.get(kind).map(Box::from), place, ..Self::default() };
        let Some(date) = kind.checked_sub(1) else { return levels };
        let id = date.checked_sub(1);
        // A text that is no date is the date's level all the same where a split id stands above it.
        let is_date = path.get(date).is_some_and(is_date_shaped) || id.is_some_and(|id| path.is_split_id(id));
        if is_date {
            levels.date = path.get(date).map(Box::from);
            if let Some(id) = id {
                levels.take_id(path, id);
            }
        }
        levels
    }

    fn take_id(&mut self, path: &Folders<'_>, id: usize) {
        self.id = path.get(id).map(Box::from);
        self.id_is_certain = id >= path.above || path.is_split_id(id);
        let Some(first) = id.checked_sub(2) else { return };
        let (Some(one), Some(two)) = (path.get(first), path.get(first.saturating_add(1))) else { return };
        // Above the given folder anything may stand; only short names can be parts of an id.
        let short = |level: &str| (1..=3).contains(&level.chars().count());
        if self.id_is_certain && (first >= path.above || (short(one) && short(two))) {
            self.prefix = Some([one.into(), two.into()]);
            self.root_depth = Some(first);
        }
    }

    /// Adds the content folder that stands below.
    pub(super) fn with_content_folder(&self, name: EntryName) -> Self {
        Self { content_folder: Some(Arc::new(name)), place: Place::BelowKind, ..self.clone() }
    }

    /// Reports where the levels and a name below them disagree.
    pub(super) fn compare(&self, name: &EntryName, found: &mut Vec<Diagnostic>) {
        let mut say = |code| found.push(Diagnostic::new(code, Location::UNKNOWN));
        let certain_id = self.id.as_deref().filter(|id| self.id_is_certain || *id == name.patient_id());
        if certain_id.is_some_and(|id| id != name.patient_id()) {
            say(&codes::ENTRY_ID_MISMATCH);
        }
        if let (Some([one, two]), Some(id)) = (&self.prefix, certain_id)
            && split(id) != (&**one, &**two)
        {
            say(&codes::ENTRY_LEVEL_MISMATCH);
        }
        if self.date.as_deref().is_some_and(|date| date != name.date_text()) {
            say(&codes::ENTRY_DATE_MISMATCH);
        }
        if let Some(kind) = self.kind.as_deref()
            && !is_same_kind(kind, name.kind_text())
        {
            say(&codes::ENTRY_KIND_MISMATCH);
        }
    }

    /// Makes the path that people see, from the storage's root where that is known, with ids masked.
    pub(super) fn shown(&self, path: &Folders<'_>, leaf: Option<&str>) -> EntryPath {
        let start = self.root_depth.unwrap_or(path.above);
        masking::shown((start..path.len()).filter_map(|n| path.get(n)).chain(leaf), self.root_depth.is_some())
    }
}

impl fmt::Debug for Levels {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Levels")
            .field("patient_id", &self.id.as_deref().map(|id| id.chars().count()))
            .field("kind", &self.kind())
            .field("extended", &self.is_extended())
            .finish_non_exhaustive()
    }
}

/// The names of the folders from the top of the file system, and how many of them stand above the walk.
#[derive(Clone, Copy)]
pub(super) struct Folders<'a> {
    context: &'a [String],
    below: &'a [String],
    /// How many of the names stand above the walk.
    above: usize,
}

impl<'a> Folders<'a> {
    pub(super) fn new(context: &'a [String], below: &'a [String]) -> Self {
        Self { context, below, above: context.len() }
    }

    /// Cuts the names above the walk off after the first `length`.
    pub(super) fn context_until(self, length: usize) -> Self {
        let context = self.context.get(..length).unwrap_or(self.context);
        Self { context, below: &[], above: context.len() }
    }

    fn len(&self) -> usize {
        self.context.len().saturating_add(self.below.len())
    }

    fn get(&self, n: usize) -> Option<&'a str> {
        match n.checked_sub(self.context.len()) {
            Some(below) => self.below.get(below),
            None => self.context.get(n),
        }
        .map(String::as_str)
    }

    /// Says whether the level is an id whose two parts stand above it as they should.
    fn is_split_id(&self, n: usize) -> bool {
        let (Some(first), Some(id)) = (n.checked_sub(2), self.get(n)) else { return false };
        let (one, two) = split(id);
        !two.is_empty() && self.get(first) == Some(one) && self.get(first.saturating_add(1)) == Some(two)
    }
}

/// Returns characters 1 to 3 and 4 to 6 of an id; a short id gives what it has.
fn split(id: &str) -> (&str, &str) {
    let after = |text: &str, n| text.char_indices().nth(n).map_or(text.len(), |(at, _)| at);
    let (one, rest) = id.split_at_checked(after(id, 3)).unwrap_or((id, ""));
    (one, rest.get(..after(rest, 3)).unwrap_or(rest))
}

/// A content folder's name has the whole data-type folder, its local code, or its standard code.
fn is_same_kind(folder: &str, kind: &str) -> bool {
    let mut parts = folder.split('^');
    folder == kind || (folder.contains('^') && (parts.next() == Some(kind) || parts.nth(2) == Some(kind)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn owned(path: &str) -> Vec<String> {
        path.split('/').filter(|p| !p.is_empty()).map(String::from).collect()
    }

    /// Judges a file by name, below the folders `below` of the given folder `given`.
    fn check(given: &str, below: &str, name: &str, codes: &[&str]) {
        let (given, below) = (owned(given), owned(below));
        let levels = Levels::of(&Folders::new(&given, &below));
        let mut found = Vec::new();
        levels.compare(&name.parse().unwrap(), &mut found);
        assert_eq!(found.iter().map(|d| d.code.name).collect::<Vec<_>>(), codes, "{given:?} {below:?}");
    }

    #[test]
    fn levels_are_judged_from_the_file_upwards() {
        const NAME: &str = "0000123_20240401_OMP-01_000000240401001_20240401103100123_01_1";
        let sound = "000/012/0000123/20240401/OMP-01";
        check("data/1319999999", sound, NAME, &[]);
        check("data", &format!("1319999999/{sound}"), NAME, &[]);
        check(&format!("data/{sound}"), "", NAME, &[]);
        check("data/000/012", "0000123/20240401/OMP-01", NAME, &[]);
        check("home/user/20240401", "OMP-01", NAME, &[]);
        check("home/someone", "", NAME, &[]);
        check("", "", NAME, &[]);
        check(
            "data/000/012/0000123/20240402/OML-01",
            "",
            NAME,
            &["entry-date-mismatch", "entry-kind-mismatch"],
        );
        check("data/export/0000123", "20240401/OMP-01", NAME, &[]);
        check("data", "999/999/0000123/20240401/OMP-01", NAME, &["entry-level-mismatch"]);
        check("data/000/012", "0000124/20240401/OMP-01", NAME, &["entry-id-mismatch"]);
        check("data", "000/012/0000123/2024-04-01/OMP-01", NAME, &["entry-date-mismatch"]);
    }

    #[test]
    fn an_id_splits_by_characters() {
        assert_eq!(split("0000123"), ("000", "012"));
        assert_eq!(split("99998"), ("999", "98"));
        assert_eq!(split("東京都港区芝"), ("東京都", "港区芝"));
        assert_eq!(split("ab"), ("ab", ""));
    }

    #[test]
    fn a_data_type_folder_agrees_with_either_of_its_codes() {
        for kind in ["L12345", "11506-3", "L12345^入院診療録^99ZZZ^11506-3^経過記録^LN"] {
            assert!(is_same_kind("L12345^入院診療録^99ZZZ^11506-3^経過記録^LN", kind), "{kind}");
        }
        assert!(!is_same_kind("L12345^入院診療録^99ZZZ^11506-3^経過記録^LN", "経過記録"));
        assert!(!is_same_kind("OMP-01", "OMP-02"));
    }
}
