//! The inputs of a run: files, folders, storages, standard input; one file at a time, in a fixed order.

use std::fmt;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::vec;

use crate::detect;

/// One file to read, or standard input.
#[derive(Clone, PartialEq, Eq)]
pub struct Input {
    /// The file; `None` is standard input.
    pub file: Option<PathBuf>,
    /// The path relative to the folder that was given, with `/` between the levels; the file's name where a file was given;
    /// `-` for standard input.
    pub path: Arc<str>,
    /// The data kind (データ種別), where the file's name says it: `OMP-01`.
    pub kind: Option<Arc<str>>,
    /// The size in bytes, where it is known before reading.
    pub size: Option<u64>,
}

impl Input {
    /// The standard input.
    pub fn stdin() -> Self {
        Self { file: None, path: "-".into(), kind: None, size: None }
    }

    fn file(file: PathBuf, path: &str, size: Option<u64>) -> Self {
        let name = file.file_name().and_then(|n| n.to_str()).and_then(SsMix2Name::read);
        let kind = name.map(|name| name.kind.into());
        Self { file: Some(file), path: path.into(), kind, size }
    }

    /// Returns the path with every part masked that names a patient; see [`masked`].
    pub fn masked_path(&self) -> String {
        masked(&self.path)
    }
}

/// Shows the masked path.
impl fmt::Debug for Input {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Input({})", self.masked_path())
    }
}

/// What the walk over the inputs finds beside files to read.
#[derive(Debug)]
#[non_exhaustive]
pub enum Found {
    /// A file to read.
    Input(Input),
    /// A file in a storage that is no message, by its name; it is not read. The path is relative to the folder given.
    Stray(Arc<str>),
    /// A file or folder that can't be read. The path is as it was given, or relative to the folder given.
    Unreadable(Arc<str>, io::Error),
}

/// The parts of an SS-MIX2 file name that are needed here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct SsMix2Name<'a> {
    pub(crate) patient: &'a str,
    pub(crate) kind: &'a str,
}

impl<'a> SsMix2Name<'a> {
    /// Reads `patient_date_kind_key_timestamp_department_flag`; lenient, as files that deviate are read all the same.
    pub(crate) fn read(name: &'a str) -> Option<Self> {
        let mut parts = name.split('_');
        let (patient, date, kind) = (parts.next()?, parts.next()?, parts.next()?);
        let dated = date == "-" || date.len() == 8 && date.bytes().all(|b| b.is_ascii_digit());
        let mut letters = kind.bytes();
        let kinded = kind.is_ascii()
            && letters.by_ref().take(3).filter(u8::is_ascii_alphabetic).count() == 3
            && letters.all(|b| b == b'-' || b.is_ascii_digit());
        (dated && kinded && !patient.is_empty() && parts.count() >= 3).then_some(Self { patient, kind })
    }
}

/// Masks the parts of a path that name a patient, as a storage builds them from the patient's id: the three levels above the
/// date, and the start of the file's name.
///
/// # Examples
///
/// ```
/// use renkei::input::masked;
///
/// assert_eq!(
///     masked("root/000/012/0000123/20240401/OMP-01/0000123_20240401_OMP-01_1_20240401103100123_01_1"),
///     "root/***/***/*******/20240401/OMP-01/*******_20240401_OMP-01_1_20240401103100123_01_1",
/// );
/// assert_eq!(masked("data/a.hl7"), "data/a.hl7");
/// ```
pub fn masked(path: &str) -> String {
    let levels: Vec<&str> = path.split('/').collect();
    let level = |n: Option<usize>| n.and_then(|n| levels.get(n)).copied();
    let is_date = |name: &str| name == "-" || name.len() == 8 && name.bytes().all(|b| b.is_ascii_digit());
    let patient = levels.last().and_then(|name| SsMix2Name::read(name)).map(|name| name.patient);
    // The level of a patient: below two of its first characters, or above a date and a kind.
    let is_patient = |n: usize| {
        let Some(id) = level(Some(n)) else { return false };
        let above = n.checked_sub(2).and_then(|n| level(Some(n))).zip(n.checked_sub(1).and_then(|n| level(Some(n))));
        let below = n.checked_add(1).and_then(|n| level(Some(n)));
        let built = above.is_some_and(|(first, second)| {
            first.len() == 3 && !second.is_empty() && id.strip_prefix(first).is_some_and(|rest| rest.starts_with(second))
        });
        let dated = below.is_some_and(is_date)
            && level(n.checked_add(2)).is_some_and(|kind| SsMix2Name::read(&format!("x_-_{kind}_x_x_x")).is_some());
        built || dated || Some(id) == patient
    };
    let patients: Vec<usize> = (0..levels.len()).filter(|n| is_patient(*n)).collect();
    let hidden = |n: usize| patients.iter().any(|p| (n..=n.saturating_add(2)).contains(p));
    let mask = |text: &str| "*".repeat(text.chars().count());
    let mut out = Vec::with_capacity(levels.len());
    for (n, name) in levels.iter().enumerate() {
        out.push(match SsMix2Name::read(name) {
            Some(parts) => {
                format!("{}{}", mask(parts.patient), name.strip_prefix(parts.patient).unwrap_or_default())
            }
            None if hidden(n) && !name.is_empty() && *name != "." && *name != ".." => mask(name),
            None => (*name).to_owned(),
        });
    }
    out.join("/")
}

/// An iterator over the files below paths, in the order given and by name within a folder.
///
/// Only the listings of the folders on the way to the current file are kept, so memory does not grow with the number of
/// files. Links to folders are not followed, and hidden files (a name with a leading dot) are passed over.
///
/// # Examples
///
/// ```no_run
/// use renkei::input::{Found, Inputs};
///
/// for found in Inputs::new(["/data/ssmix2".into()]) {
///     if let Found::Input(input) = found {
///         assert!(!input.path.starts_with('/'));
///     }
/// }
/// ```
#[derive(Debug)]
pub struct Inputs {
    given: vec::IntoIter<PathBuf>,
    folders: Vec<Folder>,
    /// Whether the folder that is being walked is a storage, so that files of other names are not messages.
    storage: bool,
}

#[derive(Debug)]
struct Folder {
    prefix: String,
    entries: vec::IntoIter<(String, PathBuf)>,
}

impl Inputs {
    /// Makes the iterator; `-` stands for standard input.
    pub fn new(paths: impl IntoIterator<Item = PathBuf>) -> Self {
        Self { given: paths.into_iter().collect::<Vec<_>>().into_iter(), folders: Vec::new(), storage: false }
    }

    fn given(&mut self, path: PathBuf) -> Option<Found> {
        if path.as_os_str() == "-" {
            return Some(Found::Input(Input::stdin()));
        }
        let shown: Arc<str> = path.to_string_lossy().into();
        match fs::metadata(&path) {
            Err(error) => Some(Found::Unreadable(shown, error)),
            Ok(found) if found.is_dir() => {
                self.storage = detect::is_storage(&path);
                self.enter(&path, String::new(), &shown)
            }
            Ok(found) => {
                let name = path.file_name().map_or_else(|| shown.to_string(), |n| n.to_string_lossy().into_owned());
                // The size of a pipe says nothing.
                let size = found.is_file().then_some(found.len());
                Some(Found::Input(Input::file(path, &name, size)))
            }
        }
    }

    fn enter(&mut self, folder: &Path, prefix: String, shown: &str) -> Option<Found> {
        match list(folder) {
            Ok(entries) => {
                self.folders.push(Folder { prefix, entries: entries.into_iter() });
                None
            }
            Err(error) => Some(Found::Unreadable(shown.into(), error)),
        }
    }
}

fn list(folder: &Path) -> io::Result<Vec<(String, PathBuf)>> {
    let mut entries = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if !name.starts_with('.') {
            entries.push((name, entry.path()));
        }
    }
    entries.sort_unstable();
    Ok(entries)
}

impl Iterator for Inputs {
    type Item = Found;

    fn next(&mut self) -> Option<Found> {
        loop {
            let Some(folder) = self.folders.last_mut() else {
                let path = self.given.next()?;
                match self.given(path) {
                    Some(found) => return Some(found),
                    None => continue,
                }
            };
            let Some((name, path)) = folder.entries.next() else {
                self.folders.pop();
                continue;
            };
            let relative = format!("{}{name}", folder.prefix);
            let linked = fs::symlink_metadata(&path).is_ok_and(|m| m.file_type().is_symlink());
            let found = match fs::metadata(&path) {
                Err(error) => Some(Found::Unreadable(relative.into(), error)),
                Ok(found) if found.is_dir() && linked => None,
                Ok(found) if found.is_dir() => self.enter(&path, format!("{relative}/"), &relative),
                Ok(found) => {
                    let input = Input::file(path, &relative, Some(found.len()));
                    if self.storage && input.kind.is_none() {
                        Some(Found::Stray(relative.into()))
                    } else {
                        Some(Found::Input(input))
                    }
                }
            };
            if found.is_some() {
                return found;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(path: &str, expected: &str) {
        assert_eq!(masked(path), expected);
    }

    #[test]
    fn what_names_a_patient_is_masked() {
        let name = "0000123_-_ADT-00_999999999999999_20240110090000123_-_2";
        let shown = "*******_-_ADT-00_999999999999999_20240110090000123_-_2";
        check(&format!("000/012/0000123/-/ADT-00/{name}"), &format!("***/***/*******/-/ADT-00/{shown}"));
        check(&format!("/a/x/000/012/0000123/-/ADT-00/{name}"), &format!("/a/x/***/***/*******/-/ADT-00/{shown}"));
        check(&format!("0000123/-/ADT-00/{name}"), &format!("*******/-/ADT-00/{shown}"));
        check(name, shown);
        check("999/98/99998/20240401/OMP-01/x", "***/**/*****/20240401/OMP-01/x");
        check("000/093/0000938/memo.txt", "***/***/*******/memo.txt");
        check("000/090/0000905/20240401/OMP-01/readme", "***/***/*******/20240401/OMP-01/readme");
        check("hl7v2/adt_00/a08_full.hl7", "hl7v2/adt_00/a08_full.hl7");
        check("-", "-");
        check("", "");
    }

    #[test]
    fn names_that_deviate_are_read() {
        let kind = |name| SsMix2Name::read(name).map(|n| n.kind);
        assert_eq!(kind("0000123_20240401_OMP-01_000000240401001_20240401103100123_01_1"), Some("OMP-01"));
        assert_eq!(kind("0000123_20240401_OMD_000000240401040_20240401150600003_01_1"), Some("OMD"));
        assert_eq!(kind("0000913_20240401_OMP-01_000000240401901_20240401103100123_1"), Some("OMP-01"));
        assert_eq!(kind("0000921_20240401_OMP-01_000000240401901_01_20240401103100123_01_1"), Some("OMP-01"));
        assert_eq!(kind("a_full_b.hl7"), None);
        assert_eq!(kind("readme"), None);
        assert_eq!(kind("両親_20240401_東京_1_2_3"), None);
    }
}
