//! Storages on disk: opening, walking, and reading the files in them.

mod entry;
mod folder;
mod levels;
mod walk;

use std::ffi::OsString;
use std::fmt;
use std::io;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

pub use entry::{Entry, EntryKind, OpenError, StrayReason};
pub use levels::Levels;
pub use walk::{Walk, WalkError};

/// A storage, a folder of one, a plain folder, or a single file: a place whose files can be walked.
///
/// Nothing outside the given place is ever opened or listed. The *names* of the folders above it are consulted, so that a
/// folder below a root is understood as what it is: in `…/0000123/20240401/OMP-01`, opened by itself, the files are still
/// compared with their patient, date and kind.
///
/// # Examples
///
/// ```
/// use renkei_ssmix2::Storage;
///
/// # let folder = tempfile::tempdir()?;
/// # let root = folder.path();
/// let storage = Storage::open(root)?;
/// let problems: usize = storage.walk().filter_map(Result::ok).map(|e| e.diagnostics().len()).sum();
/// assert_eq!(problems, 0);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone)]
pub struct Storage {
    root: Arc<Path>,
    /// The names of the folders above and at the root.
    context: Arc<[String]>,
    /// The one file, where a file was given; the root is then its folder.
    only: Option<OsString>,
    options: StorageOptions,
}

/// How a storage is walked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct StorageOptions {
    /// How deep folders may be nested below the given one; deeper ones are an error of the walk. 32 unless told otherwise.
    pub max_depth: usize,
}

impl Default for StorageOptions {
    fn default() -> Self {
        Self { max_depth: 32 }
    }
}

impl StorageOptions {
    /// Sets how deep folders may be nested below the given one.
    #[must_use]
    pub const fn with_max_depth(mut self, levels: usize) -> Self {
        self.max_depth = levels;
        self
    }
}

/// Why a place is not a storage that can be walked.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StorageError {
    /// The place does not exist, or the system does not let us look at it.
    #[error("the storage can't be opened: {0}")]
    Unreachable(#[source] io::Error),
    /// The place is neither a folder nor a regular file.
    #[error("the storage is neither a folder nor a regular file")]
    NotAFolder,
}

impl Storage {
    /// Opens a root, any folder below one, a plain folder, or a single file. A link given here is followed: it was named.
    ///
    /// # Errors
    ///
    /// When nothing is there, or neither a folder nor a regular file, or the system refuses to look.
    pub fn open(path: impl AsRef<Path>) -> Result<Self, StorageError> {
        Self::open_with(path, StorageOptions::default())
    }

    /// Opens like [`Storage::open`], with options.
    ///
    /// # Errors
    ///
    /// As [`Storage::open`].
    pub fn open_with(path: impl AsRef<Path>, options: StorageOptions) -> Result<Self, StorageError> {
        // Resolved once: `.` has no levels above it, and a link that is changed later must not move the root.
        let place = path.as_ref().canonicalize().map_err(StorageError::Unreachable)?;
        let metadata = place.symlink_metadata().map_err(StorageError::Unreachable)?;
        let (root, only) = if metadata.is_dir() {
            (place, None)
        } else if metadata.is_file() {
            match (place.parent(), place.file_name()) {
                (Some(folder), Some(name)) => (PathBuf::from(folder), Some(name.to_owned())),
                _ => return Err(StorageError::NotAFolder),
            }
        } else {
            return Err(StorageError::NotAFolder);
        };
        let context = root
            .components()
            .filter_map(|c| match c {
                Component::Normal(level) => Some(level.to_string_lossy().into_owned()),
                _ => None,
            })
            .collect();
        Ok(Self { root: root.into(), context, only, options })
    }

    /// Returns the folder that nothing leaves; of a single file, its folder.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Goes through all files, depth first, each folder's names in the order of their bytes: the same order every time.
    pub fn walk(&self) -> Walk {
        Walk::new(self)
    }
}

/// Shows no path: the levels of a folder below a root name its patient.
impl fmt::Debug for Storage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Storage")
            .field("file", &self.only.is_some())
            .field("options", &self.options)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests;
