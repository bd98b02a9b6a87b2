use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::{fmt, iter, vec};

use renkei_core::{Diagnostic, EntryPath, Location};

use super::entry::location;
use super::folder::{Folder, Item, ItemType};
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
    /// The same names, each with the `/` behind it, and as the system has them.
    path: String,
    relative: PathBuf,
}

enum Start {
    Folder,
    File(OsString),
}

struct Frame {
    /// What leads to the folders in it; nothing where a single file was given.
    folder: Option<Folder>,
    items: vec::IntoIter<Item>,
    levels: Arc<Levels>,
    /// What was found about the folder, for the first file in it.
    pending: Vec<Diagnostic>,
    /// Whether all names on the way are Unicode.
    is_unicode: bool,
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
            path: String::new(),
            relative: PathBuf::new(),
        }
    }

    fn start(&mut self, start: Start) -> Result<(), WalkError> {
        let levels = Arc::new(self.given_levels());
        let found = match start {
            Start::Folder => Folder::open(&self.root).map(|mut folder| (folder.list(), Some(folder))),
            Start::File(name) => look_at(&self.root, name).map(|item| (vec![Ok(item)], None)),
        };
        match found {
            Ok((items, folder)) => {
                self.stack.push(Frame {
                    folder,
                    items: items.into_iter(),
                    levels,
                    pending: Vec::new(),
                    is_unicode: true,
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

    fn enter(&mut self, name: OsString) -> Result<(), WalkError> {
        let Some(parent) = self.stack.last() else { return Ok(()) };
        let folder = parent.folder.as_ref().map(|folder| folder.below(&name));
        self.relative.push(&name);
        let (text, is_unicode) = match name.into_string() {
            Ok(text) => (text, true),
            Err(name) => (name.to_string_lossy().into_owned(), false),
        };
        let content =
            if parent.levels.content_folder().is_some() { None } else { text.parse::<EntryName>().ok() };
        let mut found = Vec::new();
        if !is_unicode {
            found.push(Diagnostic::new(&codes::ENTRY_NAME_ENCODING, Location::UNKNOWN));
        }
        let is_unicode = is_unicode && parent.is_unicode;
        let parent = Arc::clone(&parent.levels);
        self.path.push_str(&text);
        self.path.push('/');
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
        match self.opened(folder, &levels) {
            Ok(mut folder) => {
                if !found.is_empty() {
                    let place = location(&self.shown(&levels, None));
                    found.iter_mut().for_each(|d| d.location = place.clone());
                }
                let items = folder.list().into_iter();
                self.stack.push(Frame { folder: Some(folder), items, levels, pending: found, is_unicode });
                Ok(())
            }
            Err(error) => {
                self.leave();
                Err(error)
            }
        }
    }

    /// What became of opening a folder whose name is the last on the way.
    fn opened(
        &self,
        folder: Option<io::Result<Option<Folder>>>,
        levels: &Levels,
    ) -> Result<Folder, WalkError> {
        let limit = self.options.max_depth;
        if self.names.len() > limit {
            return Err(WalkError::TooDeep { path: self.shown(levels, None), limit });
        }
        match folder {
            Some(Ok(Some(folder))) => Ok(folder),
            // It was a folder when its parent was listed; a link may have taken its place since.
            None | Some(Ok(None)) => Err(WalkError::Replaced { path: self.shown(levels, None) }),
            Some(Err(source)) => Err(WalkError::Unreadable { path: self.shown(levels, None), source }),
        }
    }

    /// Forgets the last name on the way.
    fn leave(&mut self) {
        if let Some(name) = self.names.pop() {
            let length = self.path.len().saturating_sub(name.len()).saturating_sub(1);
            self.path.truncate(length);
            self.relative.pop();
        }
    }

    fn entry(&mut self, name: OsString, found_type: ItemType) -> Option<Entry> {
        let frame = self.stack.last_mut()?;
        let text = name.to_string_lossy();
        let is_unicode = name.to_str().is_some();
        let mut found = Vec::new();
        let kind = classify(&text, is_unicode, found_type, &frame.levels, &mut found);
        let levels = Arc::clone(&frame.levels);
        let mut diagnostics = std::mem::take(&mut frame.pending);
        let as_named = (!is_unicode || !frame.is_unicode).then(|| self.relative.join(&name).into());
        if !found.is_empty() {
            let place = location(&self.shown(&levels, Some(&text)));
            found.iter_mut().for_each(|d| d.location = place.clone());
            diagnostics.append(&mut found);
        }
        let above = self.path.len();
        self.path.push_str(&text);
        let path = Arc::from(self.path.as_str());
        self.path.truncate(above);
        Some(Entry {
            root: Arc::clone(&self.root),
            as_named,
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
                    self.leave();
                }
                Some(Err(source)) => {
                    let levels = Arc::clone(&frame.levels);
                    return Some(Err(WalkError::Unreadable { path: self.shown(&levels, None), source }));
                }
                // A link to a folder is not a folder here: the type is that of the link.
                Some(Ok((name, ItemType::Folder))) => {
                    if let Err(error) = self.enter(name) {
                        return Some(Err(error));
                    }
                }
                Some(Ok((name, found))) => return self.entry(name, found).map(Ok),
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

fn look_at(folder: &Path, name: OsString) -> Item {
    let found = folder.join(&name).symlink_metadata()?.file_type().into();
    Ok((name, found))
}

fn classify(
    name: &str,
    is_unicode: bool,
    found_type: ItemType,
    levels: &Levels,
    found: &mut Vec<Diagnostic>,
) -> EntryKind {
    let mut stray = |reason, diagnostic| {
        found.push(diagnostic);
        EntryKind::Stray { reason }
    };
    let diagnostic = |code| Diagnostic::new(code, Location::UNKNOWN);
    match found_type {
        ItemType::File => {}
        ItemType::Link => return stray(StrayReason::Link, diagnostic(&codes::LINK_NOT_FOLLOWED)),
        ItemType::Folder | ItemType::Other => {
            return stray(StrayReason::NotAFile, diagnostic(&codes::NOT_A_REGULAR_FILE));
        }
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
    let name = Arc::new(name);
    if extended { EntryKind::ContentFile { folder: name } } else { EntryKind::Message(name) }
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
