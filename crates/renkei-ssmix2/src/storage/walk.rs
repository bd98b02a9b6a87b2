use std::ffi::OsString;
use std::fs::FileType;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::{fmt, iter, vec};

use renkei_core::{Diagnostic, EntryPath, Location};

use super::entry::location;
use super::levels::{Folders, Place};
use super::{Entry, EntryKind, Levels, Storage, StorageOptions, StrayReason};
use crate::masking::LITTER;
use crate::{EntryName, codes};

/// The files of a storage, one after the other; made by [`Storage::walk`].
///
/// Depth first, each folder's names in the order of their bytes. Only the folders on the way to the current file are in
/// memory. A folder that can't be listed is an error in its place, and the walk goes on behind it.
pub struct Walk {
    root: Arc<Path>,
    context: Arc<[String]>,
    options: StorageOptions,
    start: Option<Start>,
    /// The folders on the way to the current one, and their names below the root.
    stack: Vec<Frame>,
    names: Vec<String>,
}

enum Start {
    Folder,
    File(OsString),
}

struct Frame {
    relative: PathBuf,
    items: vec::IntoIter<Item>,
    levels: Arc<Levels>,
    /// What was found about the folder, for the first file in it.
    pending: Vec<Diagnostic>,
}

enum Item {
    Found(OsString, FileType),
    /// The listing broke off.
    Broken(io::Error),
}

/// Why a part of a storage could not be walked. Its path is shown without the patient's id.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum WalkError {
    /// The folder, or a file in it, can't be looked at.
    #[error("{} can't be listed: {source}", named(path))]
    Unreadable {
        /// The folder, from the storage's root where that is known; empty for the given folder itself.
        path: EntryPath,
        /// What the system said.
        source: io::Error,
    },
    /// The folder became a link or a file while the walk was under way.
    #[error("{path} is no longer a folder")]
    Replaced {
        /// The folder.
        path: EntryPath,
    },
    /// Folders are nested deeper than the options allow.
    #[error("{path} stands more than {limit} folders deep")]
    TooDeep {
        /// The folder.
        path: EntryPath,
        /// The limit in levels.
        limit: usize,
    },
}

fn named(path: &EntryPath) -> String {
    if path.as_str().is_empty() { "the given folder".to_owned() } else { path.to_string() }
}

impl WalkError {
    /// Returns the folder that was not walked.
    pub fn path(&self) -> &EntryPath {
        match self {
            Self::Unreadable { path, .. } | Self::Replaced { path } | Self::TooDeep { path, .. } => path,
        }
    }

    /// Returns the error as a diagnostic, for those who go on without the folder.
    pub fn diagnostic(&self) -> Diagnostic {
        let place = location(self.path());
        match self {
            Self::Unreadable { .. } | Self::Replaced { .. } => {
                Diagnostic::new(&codes::DIRECTORY_UNREADABLE, place)
            }
            Self::TooDeep { limit, .. } => {
                Diagnostic::new(&codes::DIRECTORY_TOO_DEEP, place).with("limit", *limit)
            }
        }
    }
}

impl Walk {
    pub(super) fn new(storage: &Storage) -> Self {
        Self {
            root: Arc::clone(&storage.root),
            context: Arc::clone(&storage.context),
            options: storage.options,
            start: Some(storage.only.clone().map_or(Start::Folder, Start::File)),
            stack: Vec::new(),
            names: Vec::new(),
        }
    }

    fn start(&mut self, start: Start) -> Result<(), WalkError> {
        let levels = Arc::new(self.given_levels());
        let items = match start {
            Start::Folder => list(&self.root),
            Start::File(name) => look_at(&self.root, name).map(|item| vec![item]),
        };
        match items {
            Ok(items) => {
                self.stack.push(Frame {
                    relative: PathBuf::new(),
                    items: items.into_iter(),
                    levels,
                    pending: Vec::new(),
                });
                Ok(())
            }
            Err(source) => Err(WalkError::Unreadable { path: self.shown(&levels, None), source }),
        }
    }

    /// Judges the given folder, which may stand in a content folder.
    fn given_levels(&self) -> Levels {
        let path = Folders::new(&self.context, &[]);
        for (n, name) in self.context.iter().enumerate() {
            if let Ok(name) = name.parse::<EntryName>() {
                return Levels::of(&path.context_until(n)).with_content_folder(name);
            }
        }
        Levels::of(&path)
    }

    fn enter(&mut self, name: &OsString) -> Result<(), WalkError> {
        let Some(parent) = self.stack.last() else { return Ok(()) };
        let relative = parent.relative.join(name);
        let text = name.to_string_lossy().into_owned();
        let content =
            if parent.levels.content_folder().is_some() { None } else { text.parse::<EntryName>().ok() };
        let mut found = Vec::new();
        if name.to_str().is_none() {
            found.push(Diagnostic::new(&codes::ENTRY_NAME_ENCODING, Location::UNKNOWN));
        }
        let parent = Arc::clone(&parent.levels);
        self.names.push(text);
        let levels = if let Some(content) = content {
            content.check_content_folder(&mut found);
            parent.compare(&content, &mut found);
            if matches!(parent.place(), Place::AboveKind | Place::BelowKind) {
                found.push(Diagnostic::new(&codes::ENTRY_DEPTH, Location::UNKNOWN));
            }
            Arc::new(parent.with_content_folder(content))
        } else if parent.content_folder().is_some() {
            parent
        } else {
            Arc::new(Levels::of(&Folders::new(&self.context, &self.names)))
        };
        let listed = self.list_below(&relative, &levels);
        match listed {
            Ok(items) => {
                if !found.is_empty() {
                    let place = location(&self.shown(&levels, None));
                    found.iter_mut().for_each(|d| d.location = place.clone());
                }
                self.stack.push(Frame { relative, items: items.into_iter(), levels, pending: found });
                Ok(())
            }
            Err(error) => {
                self.names.pop();
                Err(error)
            }
        }
    }

    fn list_below(&self, relative: &Path, levels: &Levels) -> Result<Vec<Item>, WalkError> {
        let limit = self.options.max_depth;
        if self.names.len() > limit {
            return Err(WalkError::TooDeep { path: self.shown(levels, None), limit });
        }
        let folder = self.root.join(relative);
        let unreadable = |source| WalkError::Unreadable { path: self.shown(levels, None), source };
        // It was a folder when its parent was listed; a link may have taken its place since.
        if !folder.symlink_metadata().map_err(unreadable)?.is_dir() {
            return Err(WalkError::Replaced { path: self.shown(levels, None) });
        }
        list(&folder).map_err(unreadable)
    }

    fn entry(&mut self, name: &OsString, file_type: FileType) -> Option<Entry> {
        let frame = self.stack.last_mut()?;
        let text = name.to_string_lossy();
        let mut found = Vec::new();
        let kind = classify(&text, name.to_str().is_some(), file_type, &frame.levels, &mut found);
        let levels = Arc::clone(&frame.levels);
        let mut diagnostics = std::mem::take(&mut frame.pending);
        let relative = frame.relative.join(name);
        if !found.is_empty() {
            let place = location(&self.shown(&levels, Some(&text)));
            found.iter_mut().for_each(|d| d.location = place.clone());
            diagnostics.append(&mut found);
        }
        let path = self.names.iter().map(String::as_str).chain([&*text]).collect::<Vec<_>>().join("/").into();
        Some(Entry {
            root: Arc::clone(&self.root),
            relative,
            path,
            context: Arc::clone(&self.context),
            levels,
            kind,
            diagnostics,
        })
    }

    fn shown(&self, levels: &Levels, leaf: Option<&str>) -> EntryPath {
        levels.shown(&Folders::new(&self.context, &self.names), leaf)
    }
}

impl Iterator for Walk {
    type Item = Result<Entry, WalkError>;

    fn next(&mut self) -> Option<Self::Item> {
        if let Some(start) = self.start.take()
            && let Err(error) = self.start(start)
        {
            return Some(Err(error));
        }
        loop {
            let frame = self.stack.last_mut()?;
            match frame.items.next() {
                None => {
                    self.stack.pop();
                    self.names.pop();
                }
                Some(Item::Broken(source)) => {
                    let levels = Arc::clone(&frame.levels);
                    return Some(Err(WalkError::Unreadable { path: self.shown(&levels, None), source }));
                }
                // A link to a folder is not a folder here: the type is that of the link.
                Some(Item::Found(name, file_type)) if file_type.is_dir() => {
                    if let Err(error) = self.enter(&name) {
                        return Some(Err(error));
                    }
                }
                Some(Item::Found(name, file_type)) => return self.entry(&name, file_type).map(Ok),
            }
        }
    }
}

impl iter::FusedIterator for Walk {}

impl fmt::Debug for Walk {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Walk")
            .field("depth", &self.stack.len())
            .field("options", &self.options)
            .finish_non_exhaustive()
    }
}

/// Lists one folder in the order of its names' bytes. The types come with the listing, so that no file is looked at.
fn list(folder: &Path) -> io::Result<Vec<Item>> {
    let mut items = Vec::new();
    let mut broken = Vec::new();
    for item in folder.read_dir()? {
        match item.and_then(|i| Ok((i.file_name(), i.file_type()?))) {
            Ok((name, file_type)) => items.push((name, file_type)),
            Err(source) => broken.push(Item::Broken(source)),
        }
    }
    items.sort_unstable_by(|(a, _), (b, _)| a.as_encoded_bytes().cmp(b.as_encoded_bytes()));
    Ok(items.into_iter().map(|(name, file_type)| Item::Found(name, file_type)).chain(broken).collect())
}

fn look_at(folder: &Path, name: OsString) -> io::Result<Item> {
    let file_type = folder.join(&name).symlink_metadata()?.file_type();
    Ok(Item::Found(name, file_type))
}

fn classify(
    name: &str,
    is_unicode: bool,
    file_type: FileType,
    levels: &Levels,
    found: &mut Vec<Diagnostic>,
) -> EntryKind {
    let mut stray = |reason, diagnostic| {
        found.push(diagnostic);
        EntryKind::Stray { reason }
    };
    let diagnostic = |code| Diagnostic::new(code, Location::UNKNOWN);
    if file_type.is_symlink() {
        return stray(StrayReason::Link, diagnostic(&codes::LINK_NOT_FOLLOWED));
    }
    if !file_type.is_file() {
        return stray(StrayReason::NotAFile, diagnostic(&codes::NOT_A_REGULAR_FILE));
    }
    if is_litter(name) {
        let what = diagnostic(&codes::STRAY_FILE).with("reason", "left by a desktop program");
        return stray(StrayReason::Litter, what);
    }
    if is_temporary(name) {
        let what = diagnostic(&codes::STRAY_FILE).with("reason", "temporary or backup file");
        return stray(StrayReason::Temporary, what);
    }
    if let Some(folder) = levels.shared_content_folder() {
        if !is_unicode {
            found.push(diagnostic(&codes::ENTRY_NAME_ENCODING));
        }
        return EntryKind::ContentFile { folder };
    }
    if !is_unicode {
        return stray(StrayReason::NameNotUnicode, diagnostic(&codes::ENTRY_NAME_ENCODING));
    }
    let Ok(name) = name.parse::<EntryName>() else {
        return stray(StrayReason::NameUnreadable, diagnostic(&codes::ENTRY_NAME_UNREADABLE));
    };
    if matches!(levels.place(), Place::AboveKind | Place::BelowKind) {
        return stray(StrayReason::WrongDepth, diagnostic(&codes::ENTRY_DEPTH));
    }
    let extended = levels.is_extended();
    if extended {
        name.check_content_folder(found);
    } else {
        name.check(found);
    }
    levels.compare(&name, found);
    if extended { EntryKind::ContentFile { folder: Arc::new(name) } } else { EntryKind::Message(name) }
}

/// macOS writes `._name` beside files on volumes that can't hold its attributes.
fn is_litter(name: &str) -> bool {
    name.starts_with("._") || LITTER.iter().any(|l| l.eq_ignore_ascii_case(name))
}

fn is_temporary(name: &str) -> bool {
    const ENDINGS: &[&str] =
        &["tmp", "temp", "bak", "old", "orig", "swp", "part", "partial", "lock", "lck", "crdownload"];
    name.ends_with('~')
        || name.starts_with(['~', '#'])
        || name.rsplit_once('.').is_some_and(|(_, e)| ENDINGS.iter().any(|t| t.eq_ignore_ascii_case(e)))
}
