//! Storages: many small files in more folders.

use std::fmt;
use std::io;
use std::path::Path;

use renkei::convert::ConvertOptions;
use renkei::ssmix2;

use super::convert::converted;
use crate::{By, Sample, Work, corpus, limits};

/// A storage on disk.
pub struct Storage {
    sample: Sample,
    folder: tempfile::TempDir,
}

impl Storage {
    /// Writes a storage of so many files.
    ///
    /// # Errors
    ///
    /// Where it can't be written.
    pub fn of(files: usize) -> io::Result<Self> {
        let folder = tempfile::tempdir()?;
        let sample = corpus::storage(folder.path(), files)?;
        Ok(Self { sample, folder })
    }

    /// Returns where it is.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }
}

impl fmt::Debug for Storage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Storage").field("files", &self.sample.messages.len()).finish_non_exhaustive()
    }
}

/// Lists the work, which finds the files in the memory of the system from the second time on.
pub fn works(storage: &Storage) -> Vec<Work<'_>> {
    let (sample, folder) = (&storage.sample, storage.folder());
    let files = sample.messages.len();
    let limit = |name, read, threads| {
        Work::whole(sample, By::Limit, name, move || limits::walk(folder, read, threads))
    };
    let walked = move || {
        let found = ssmix2::Storage::open(folder).map_or(0, |storage| storage.walk().flatten().count());
        if found == files { found } else { 0 }
    };
    let convert =
        |name, threads| converted(sample, name, folder, &ConvertOptions::default().threads(threads));
    vec![
        limit("walk", false, 1),
        limit("walk and read", true, 1),
        limit("walk and read, 2 threads", true, 2),
        Work::whole(sample, By::Renkei, "walk", walked),
        convert("storage to ndjson", 1),
        convert("storage to ndjson, 2 threads", 2),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_work_fails() {
        let storage = Storage::of(40).unwrap();
        for mut work in works(&storage) {
            assert_ne!(work.run(), 0, "{}", work.title());
            assert_eq!(work.messages, 40);
        }
    }
}
