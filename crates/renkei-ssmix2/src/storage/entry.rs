use std::fmt;
use std::fs::{File, Metadata};
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use renkei_core::{Diagnostic, EntryPath, Location};

use super::Levels;
use super::levels::Folders;
use crate::{EntryName, Identity};

/// A file of a storage: its path, what the path says, and where the parts of the path disagree.
///
/// Nothing of the file itself is read before it is asked for. `Debug` shows no id.
#[derive(Clone)]
pub struct Entry {
    pub(super) root: Arc<Path>,
    pub(super) path: Arc<str>,
    /// The path as the system has it, where that is not Unicode.
    pub(super) as_named: Option<Box<Path>>,
    /// The names of the folders above the given one, and it.
    pub(super) context: Arc<[String]>,
    pub(super) levels: Arc<Levels>,
    pub(super) kind: EntryKind,
    pub(super) diagnostics: Vec<Diagnostic>,
}

/// What a file in a storage is.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum EntryKind {
    /// A file of the standardized storage (標準化ストレージ): one HL7 v2.5 message.
    Message(Arc<EntryName>),
    /// A file in a content folder (コンテンツフォルダ) of the extended storage, of any format.
    ///
    /// Before version 1.2b extended storages had files in place of content folders; then it is the name of the file.
    ContentFile {
        /// The name of the content folder.
        folder: Arc<EntryName>,
    },
    /// A file that is no part of a storage, or not where it should be.
    Stray {
        /// Why it is taken for one.
        reason: StrayReason,
    },
}

/// Why a file is taken for a stray one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum StrayReason {
    /// Its name is not that of a storage entry; it may still be a message.
    NameUnreadable,
    /// Its name is not Unicode.
    NameNotUnicode,
    /// Its name is sound, but it stands above or below the level of files.
    WrongDepth,
    /// A desktop program left it behind: `.DS_Store`, `Thumbs.db`.
    Litter,
    /// A temporary or backup file: `*.tmp`, `*~`.
    Temporary,
    /// A symbolic link, to a file or a folder; links are not followed.
    Link,
    /// A pipe, a socket or a device.
    NotAFile,
}

/// Why a file of a storage can't be read. Its path is shown without the patient's id.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum OpenError {
    /// The system refused.
    #[error("{path} can't be read: {source}")]
    Io {
        /// The file.
        path: EntryPath,
        /// What the system said.
        source: io::Error,
    },
    /// The file or a folder above it is a symbolic link.
    #[error("{path} is behind a symbolic link, which is not followed")]
    Link {
        /// The file.
        path: EntryPath,
    },
    /// Something else than a regular file.
    #[error("{path} is not a regular file")]
    NotAFile {
        /// The file.
        path: EntryPath,
    },
    /// Another file took its place between looking and opening.
    #[error("{path} was replaced while it was being opened")]
    Replaced {
        /// The file.
        path: EntryPath,
    },
    /// The file is longer than the caller allows.
    #[error("{path} has more than {limit} bytes; raise the limit to read it")]
    TooLarge {
        /// The file.
        path: EntryPath,
        /// The limit in bytes.
        limit: u64,
    },
}

impl Entry {
    /// Returns the path below the given folder as it is, ids included, with `/` between the levels; bytes that are not Unicode
    /// read as U+FFFD. For people and logs there is [`Entry::shown_path`].
    pub fn path(&self) -> &str {
        &self.path
    }

    /// Returns [`Entry::path`], to be kept without a copy.
    pub fn shared_path(&self) -> Arc<str> {
        Arc::clone(&self.path)
    }

    /// Returns the path of the file in the file system. Prefer [`Entry::open`], which does not leave the storage.
    pub fn file_path(&self) -> PathBuf {
        self.root.join(self.relative())
    }

    fn relative(&self) -> &Path {
        self.as_named.as_deref().unwrap_or_else(|| Path::new(&*self.path))
    }

    /// Returns the place of the entry for diagnostics about it: [`Entry::shown_path`] as a location.
    pub fn location(&self) -> Location {
        location(&self.shown_path())
    }

    /// Returns what the folders above say.
    pub fn levels(&self) -> &Levels {
        &self.levels
    }

    /// Returns what the file is.
    pub fn kind(&self) -> &EntryKind {
        &self.kind
    }

    /// Returns the name of the file, or of its content folder; `None` for a stray file.
    pub fn name(&self) -> Option<&EntryName> {
        match &self.kind {
            EntryKind::Message(name) => Some(name),
            EntryKind::ContentFile { folder } => Some(folder),
            EntryKind::Stray { .. } => None,
        }
    }

    /// Returns what identifies the record, as the name says it; `None` for a stray file.
    pub fn identity(&self) -> Option<Identity<'_>> {
        self.name().map(EntryName::identity)
    }

    /// Says whether two entries are versions of one record; stray files are of none.
    pub fn is_same_record(&self, other: &Self) -> bool {
        self.identity().is_some_and(|identity| other.identity() == Some(identity))
    }

    /// Returns what is wrong with the name and the levels. That of a folder stands with the first file below it.
    pub fn diagnostics(&self) -> &[Diagnostic] {
        &self.diagnostics
    }

    /// Opens the file for reading.
    ///
    /// Neither the file nor a folder between it and the storage's root may be a link, and what is opened must be the regular
    /// file that was looked at. Somebody who may rename folders of the storage at that very moment can still win the race;
    /// nobody else can make this leave the storage.
    ///
    /// # Errors
    ///
    /// When it is not a regular file, is behind a link, was replaced meanwhile, or the system refuses.
    pub fn open(&self) -> Result<File, OpenError> {
        self.open_checked().map(|(file, _)| file)
    }

    /// Reads the whole file into `buffer`, in place of what it held, and returns the number of bytes.
    ///
    /// # Errors
    ///
    /// As [`Entry::open`], and when the file has more than `limit` bytes; the buffer is empty then.
    pub fn read(&self, buffer: &mut Vec<u8>, limit: u64) -> Result<usize, OpenError> {
        buffer.clear();
        let (file, metadata) = self.open_checked()?;
        if metadata.len() > limit {
            return Err(OpenError::TooLarge { path: self.shown_path(), limit });
        }
        buffer.reserve(usize::try_from(metadata.len()).unwrap_or_default().saturating_add(1));
        // A file may grow while it is read.
        let read = file.take(limit.saturating_add(1)).read_to_end(buffer);
        let length = match read {
            Ok(length) => length,
            Err(source) => {
                buffer.clear();
                return Err(self.io(source));
            }
        };
        if u64::try_from(length).unwrap_or(u64::MAX) > limit {
            buffer.clear();
            return Err(OpenError::TooLarge { path: self.shown_path(), limit });
        }
        Ok(length)
    }

    fn open_checked(&self) -> Result<(File, Metadata), OpenError> {
        let path = self.file_path();
        // The file comes first and the folders after it: one that becomes a link in between then shows, either as a link
        // or as another file than this one.
        let expected = path.symlink_metadata().map_err(|e| self.io(e))?;
        if expected.is_symlink() {
            return Err(OpenError::Link { path: self.shown_path() });
        }
        if !expected.is_file() {
            return Err(OpenError::NotAFile { path: self.shown_path() });
        }
        let mut folder = self.root.to_path_buf();
        for level in self.relative().parent().into_iter().flat_map(Path::components) {
            folder.push(level);
            if !folder.symlink_metadata().map_err(|e| self.io(e))?.is_dir() {
                return Err(OpenError::Link { path: self.shown_path() });
            }
        }
        let file = File::open(&path).map_err(|e| self.io(e))?;
        let opened = file.metadata().map_err(|e| self.io(e))?;
        if !opened.is_file() || !is_same_file(&expected, &opened) {
            return Err(OpenError::Replaced { path: self.shown_path() });
        }
        Ok((file, opened))
    }

    /// Returns the path as people may see it: from the storage's root where that is known, ids masked when it is printed, and
    /// levels and names that follow no rule masked in its text.
    pub fn shown_path(&self) -> EntryPath {
        let (folders, name) = self.path.rsplit_once('/').unwrap_or(("", &self.path));
        let names: Vec<String> = folders.split('/').filter(|f| !f.is_empty()).map(String::from).collect();
        self.levels.shown(&Folders::new(&self.context, &names), Some(name))
    }

    fn io(&self, source: io::Error) -> OpenError {
        OpenError::Io { path: self.shown_path(), source }
    }
}

impl fmt::Debug for Entry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Entry")
            .field("path", &format_args!("{}", self.shown_path()))
            .field("levels", &self.levels)
            .field("kind", &self.kind)
            .field("diagnostics", &self.diagnostics.len())
            .finish_non_exhaustive()
    }
}

#[cfg(unix)]
fn is_same_file(expected: &Metadata, opened: &Metadata) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    (expected.dev(), expected.ino()) == (opened.dev(), opened.ino())
}

#[cfg(not(unix))]
fn is_same_file(_: &Metadata, _: &Metadata) -> bool {
    true
}

pub(super) fn location(path: &EntryPath) -> Location {
    Location { path: Some(renkei_core::Path::Entry(path.clone())), span: None }
}
