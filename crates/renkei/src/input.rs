//! The inputs of a run: files, folders, storages, standard input; one file at a time, in a fixed order.

use std::fmt;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};
use std::vec;

use renkei_cda::FileKind;
use renkei_core::Diagnostic;
use renkei_hl7v2::Delimiters;
use renkei_ssmix2::{Entry, EntryKind, EntryName, Storage, StrayReason, Walk};

use crate::detect::{self, Format};
use crate::medium::{Folder, Within};

/// One file to read, or standard input.
#[derive(Clone)]
#[non_exhaustive]
pub struct Input {
    /// The file; `None` is standard input.
    pub file: Option<PathBuf>,
    /// The path relative to the folder that was given, with `/` between the levels; the file's name where a file was given;
    /// `-` for standard input.
    pub path: Arc<str>,
    /// The data kind (データ種別), where the file's name says it: `OMP-01`.
    pub kind: Option<Arc<str>>,
    /// The size in bytes, where it is known before reading: not in a storage, whose files are small and not looked at before
    /// they are opened.
    pub size: Option<u64>,
    /// Which of the paths that were given it was found at or below, counted from zero.
    pub given: usize,
    /// The name of an entry of a storage, or of the content folder (コンテンツフォルダ) it lies in, whose parts the content is held
    /// against.
    pub name: Option<Arc<EntryName>>,
    /// Where the parts of the path disagree, or deviate from the grammar of a storage.
    pub diagnostics: Vec<Diagnostic>,
    /// Whether it is known to be a regular file, which has an end.
    regular: bool,
    /// The file of a storage, which knows how its path is shown. Masking costs more than opening, and few paths are shown.
    entry: Option<Box<Entry>>,
    shown: OnceLock<Arc<str>>,
    /// The folder in which a document may refer to it, or it to others.
    pub(crate) within: Option<Within>,
}

impl Input {
    /// The standard input.
    pub fn stdin() -> Self {
        Self {
            file: None,
            path: "-".into(),
            kind: None,
            size: None,
            given: 0,
            name: None,
            diagnostics: Vec::new(),
            regular: false,
            entry: None,
            shown: OnceLock::new(),
            within: None,
        }
    }

    /// Returns the path as people may see it: what names a patient is masked.
    pub fn shown(&self) -> &Arc<str> {
        self.shown.get_or_init(|| match &self.entry {
            Some(entry) => entry.shown_path().to_string().into(),
            None => masked(&self.path).into(),
        })
    }

    /// Says whether it is no input of its own: a file of a kind that is not read, to which a document of its folder refers (a PDF, images, a
    /// stylesheet), or that every medium has (`DICOMDIR`, `README.TXT`). `head` is its beginning.
    pub fn is_linked(&self, head: &[u8]) -> bool {
        // Before a message other text may stand, though not in a picture.
        let may_be_ours = || FileKind::of(head) == FileKind::Other && has_header(head);
        self.within.is_some() && !is_ours(head) && !may_be_ours() && self.belongs() == Some(true)
    }

    /// Says whether documents of its folder refer to it; nothing where there are none.
    pub(crate) fn belongs(&self) -> Option<bool> {
        self.within.as_ref()?.is_linked(&self.path)
    }

    /// Says whether it is a regular file that has at most so many bytes, as far as is known before it is opened.
    pub(crate) fn is_small(&self, limit: usize) -> bool {
        let fits = |size| usize::try_from(size).is_ok_and(|size| size <= limit);
        self.regular && self.size.is_none_or(fits)
    }

    /// A file outside any storage.
    pub(crate) fn plain(file: PathBuf, path: &str, size: Option<u64>) -> Self {
        let name = file.file_name().and_then(|n| n.to_str()).and_then(SsMix2Name::read);
        let kind = name.map(|name| name.kind.into());
        Self { file: Some(file), path: path.into(), kind, size, ..Self::stdin() }
    }

    /// A file below a folder. Outside storages a file may be of any size, which decides how the work is shared out, so that a look at it
    /// is worth its while.
    fn entry(entry: Entry, in_storage: bool) -> Self {
        let file = entry.file_path();
        let mut input = match entry.kind() {
            EntryKind::Message(name) => Self {
                path: entry.shared_path(),
                kind: Some(name.kind_text().into()),
                name: Some(Arc::clone(name)),
                diagnostics: entry.diagnostics().to_vec(),
                file: Some(file),
                ..Self::stdin()
            },
            EntryKind::ContentFile { folder } => {
                // The data-type folder has the standard code beside the local one, which is all that the content folder has.
                let kind = entry.levels().kind_text().unwrap_or_else(|| folder.kind_text());
                Self {
                    path: entry.shared_path(),
                    kind: Some(kind.into()),
                    name: Some(Arc::clone(folder)),
                    diagnostics: entry.diagnostics().to_vec(),
                    // Documents and what lies beside them may be large.
                    size: fs::metadata(&file).ok().map(|found| found.len()),
                    file: Some(file),
                    ..Self::stdin()
                }
            }
            // What is odd about the name of a file is of no interest where names follow no rule.
            _ if in_storage => {
                Self { diagnostics: entry.diagnostics().to_vec(), ..Self::plain(file, entry.path(), None) }
            }
            _ => Self::plain(file, entry.path(), None),
        };
        input.regular = true;
        if in_storage {
            input.entry = Some(Box::new(entry));
        } else {
            input.size =
                input.file.as_ref().and_then(|file| fs::metadata(file).ok()).map(|found| found.len());
        }
        input
    }
}

/// Shows the masked path.
impl fmt::Debug for Input {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Input({})", self.shown())
    }
}

/// What the walk over the inputs finds beside files to read.
#[derive(Debug)]
#[non_exhaustive]
pub enum Found {
    /// A file to read.
    Input(Input),
    /// A file in a storage that is no message, or nothing to read anywhere, as a link; it is not read.
    Stray(Input),
    /// A file or folder that can't be read. The path is masked; it is empty where the error itself says where.
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
        let above =
            n.checked_sub(2).and_then(|n| level(Some(n))).zip(n.checked_sub(1).and_then(|n| level(Some(n))));
        let below = n.checked_add(1).and_then(|n| level(Some(n)));
        let built = above.is_some_and(|(first, second)| {
            first.len() == 3
                && !second.is_empty()
                && id.strip_prefix(first).is_some_and(|rest| rest.starts_with(second))
        });
        let dated = below.is_some_and(is_date)
            && level(n.checked_add(2))
                .is_some_and(|kind| SsMix2Name::read(&format!("x_-_{kind}_x_x_x")).is_some());
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
            // A content folder of the extended storage.
            None if name.parse::<EntryName>().is_ok() => {
                let (patient, rest) = name.split_once('_').unwrap_or((name, ""));
                format!("{}_{rest}", mask(patient))
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
/// files. Links are not followed, and what desktop programs leave behind (`.DS_Store`, `Thumbs.db`) is passed over.
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
    /// How many of the given paths were begun.
    begun: usize,
    walk: Option<Walk>,
    /// The folder that is being walked, and the content folder in which the walk is.
    folder: Option<Arc<Folder>>,
    content: Option<Arc<Folder>>,
    /// Whether the folder that is being walked is a storage, so that its files follow its rules.
    in_storage: bool,
    /// Whether the walk is that of a single file, which was named and is read whatever it is called.
    named: bool,
}

impl Inputs {
    /// Makes the iterator; `-` stands for standard input.
    pub fn new(paths: impl IntoIterator<Item = PathBuf>) -> Self {
        let given = paths.into_iter().collect::<Vec<_>>().into_iter();
        Self { given, begun: 0, walk: None, folder: None, content: None, in_storage: false, named: false }
    }

    fn begin(&mut self, path: PathBuf) -> Option<Found> {
        if path.as_os_str() == "-" {
            return Some(Found::Input(Input::stdin()));
        }
        let shown: Arc<str> = masked(&path.to_string_lossy()).into();
        let found = match fs::metadata(&path) {
            Ok(found) => found,
            Err(error) => return Some(Found::Unreadable(shown, error)),
        };
        if !found.is_dir() && !found.is_file() {
            // A pipe or device: its size says nothing, and no storage holds it.
            let name = path.file_name().map_or_else(String::new, |n| n.to_string_lossy().into_owned());
            return Some(Found::Input(Input::plain(path, &name, None)));
        }
        self.in_storage = found.is_dir() && detect::is_storage(&path);
        self.named = found.is_file();
        self.folder = found.is_dir().then(|| Arc::new(Folder::new(path.clone())));
        self.content = None;
        match Storage::open(&path) {
            Ok(storage) => {
                self.walk = Some(storage.walk());
                None
            }
            Err(error) => Some(Found::Unreadable(shown, io::Error::other(error))),
        }
    }

    fn judge(&mut self, entry: Entry) -> Option<Found> {
        let within = self.within(&entry);
        let input = |entry| Input { within, ..Input::entry(entry, self.in_storage) };
        if self.named {
            return Some(Found::Input(input(entry)));
        }
        let is_stray = match entry.kind() {
            EntryKind::Message(_) => false,
            EntryKind::Stray { reason: StrayReason::Litter } => return None,
            EntryKind::Stray {
                reason: StrayReason::Temporary | StrayReason::Link | StrayReason::NotAFile,
            } => true,
            // A message under a wrong name is a message, and a content folder holds documents beside files of any other kind;
            // what is neither is not for us.
            EntryKind::ContentFile { .. } => !begins_like_ours(&entry.file_path()),
            _ => self.in_storage && !begins_like_ours(&entry.file_path()),
        };
        let in_content = matches!(entry.kind(), EntryKind::ContentFile { .. });
        let mut input = input(entry);
        if is_stray && self.in_storage && !in_content {
            // To know whether a document refers to it all of the storage would have to be read.
            input.within = None;
        }
        Some(if is_stray { Found::Stray(input) } else { Found::Input(input) })
    }

    /// Returns the folder inside which references from and to a file are followed. Nothing beside a file that was named is looked at.
    fn within(&mut self, entry: &Entry) -> Option<Within> {
        if self.named {
            return None;
        }
        let folder = match entry.kind() {
            EntryKind::ContentFile { folder } => folder,
            EntryKind::Message(_) if self.in_storage => return None,
            _ => return self.folder.as_ref().map(|folder| Within::new(Arc::clone(folder), 0)),
        };
        let file = entry.file_path();
        let is_root = |path: &Path| {
            let name = path.file_name().and_then(|name| name.to_str());
            name.and_then(|name| name.parse::<EntryName>().ok()).as_ref() == Some(&**folder)
        };
        let (depth, root) = file.ancestors().skip(1).enumerate().find(|(_, path)| is_root(path))?;
        let above = entry.path().rmatch_indices('/').nth(depth);
        let from = above.map_or(0, |(slash, _)| slash.saturating_add(1));
        let same = self.content.as_ref().filter(|content| content.root() == root);
        let content = same.map_or_else(|| Arc::new(Folder::new(root.to_owned())), Arc::clone);
        self.content = Some(Arc::clone(&content));
        Some(Within::new(content, from))
    }
}

fn begins_like_ours(file: &Path) -> bool {
    // A document may begin with comments.
    let mut head = [0; 4096];
    let read = File::open(file).and_then(|mut f| f.read(&mut head)).unwrap_or(0);
    is_ours(head.get(..read).unwrap_or_default())
}

fn has_header(head: &[u8]) -> bool {
    let mut lines = head.split(|b| matches!(b, b'\r' | b'\n'));
    lines.any(|line| Delimiters::begin_header(line.trim_ascii_start()))
}

fn is_ours(head: &[u8]) -> bool {
    detect::bytes(head).is_some_and(Format::is_supported)
}

impl Iterator for Inputs {
    type Item = Found;

    fn next(&mut self) -> Option<Found> {
        loop {
            let found = match self.walk.as_mut().map(Iterator::next) {
                Some(Some(Ok(entry))) => self.judge(entry),
                // The error says where, with the path masked.
                Some(Some(Err(error))) => Some(Found::Unreadable("".into(), io::Error::other(error))),
                Some(None) => {
                    self.walk = None;
                    None
                }
                None => {
                    let path = self.given.next()?;
                    self.begun = self.begun.saturating_add(1);
                    self.begin(path)
                }
            };
            if let Some(mut found) = found {
                if let Found::Input(input) | Found::Stray(input) = &mut found {
                    input.given = self.begun.saturating_sub(1);
                }
                return Some(found);
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
        check(
            &format!("/a/x/000/012/0000123/-/ADT-00/{name}"),
            &format!("/a/x/***/***/*******/-/ADT-00/{shown}"),
        );
        check(&format!("0000123/-/ADT-00/{name}"), &format!("*******/-/ADT-00/{shown}"));
        check(name, shown);
        check("999/98/99998/20240401/OMP-01/x", "***/**/*****/20240401/OMP-01/x");
        let folder = "20240412/^紹介状^^57133-1^紹介状^LN";
        check(
            &format!("000/012/0000123/{folder}/0000123_20240412_57133-1_1_20240412173005123_01_1/a.xml"),
            &format!("***/***/*******/{folder}/*******_20240412_57133-1_1_20240412173005123_01_1/a.xml"),
        );
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
