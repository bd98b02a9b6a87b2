//! Folders while they are walked.

use std::ffi::OsString;
use std::fs::FileType;
use std::io;

#[cfg(not(any(target_os = "linux", target_vendor = "apple")))]
pub(super) use by_path::Folder;
#[cfg(any(target_os = "linux", target_vendor = "apple"))]
pub(super) use open::Folder;

/// What is in a folder: a name and what it stands for, or why no more can be said.
pub(super) type Item = io::Result<(OsString, ItemType)>;

/// What a name in a folder stands for, as the listing says it: a link is a link, whatever it leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ItemType {
    Folder,
    File,
    Link,
    /// A pipe, a socket or a device.
    Other,
}

impl From<FileType> for ItemType {
    fn from(found: FileType) -> Self {
        match found {
            _ if found.is_dir() => Self::Folder,
            _ if found.is_file() => Self::File,
            _ if found.is_symlink() => Self::Link,
            _ => Self::Other,
        }
    }
}

/// Puts what was listed into the order of the names' bytes, and what could not be listed behind it.
fn sort(items: &mut [Item]) {
    items.sort_by(|a, b| match (a, b) {
        (Ok((a, _)), Ok((b, _))) => a.as_encoded_bytes().cmp(b.as_encoded_bytes()),
        _ => a.is_err().cmp(&b.is_err()),
    });
}

/// Folders that stay open: what is in one is found by its name alone, so that nothing that becomes a link on the way leads elsewhere, and
/// the system needn't go down from its root each time.
#[cfg(any(target_os = "linux", target_vendor = "apple"))]
mod open {
    use std::ffi::OsStr;
    use std::io;
    use std::os::unix::ffi::OsStrExt as _;
    use std::path::Path;

    use rustix::fs::{self, AtFlags, Dir, DirEntry, FileType, Mode, OFlags};
    use rustix::io::Errno;

    use super::{Item, ItemType, sort};

    const FLAGS: OFlags = OFlags::RDONLY.union(OFlags::DIRECTORY).union(OFlags::CLOEXEC);

    pub(in super::super) struct Folder(Dir);

    impl Folder {
        /// Opens a folder by its path.
        pub(in super::super) fn open(path: &Path) -> io::Result<Self> {
            Ok(Self(Dir::new(fs::open(path, FLAGS, Mode::empty())?)?))
        }

        /// Opens a folder in this one; `None` where a link or a file stands in its place.
        pub(in super::super) fn below(&self, name: &OsStr) -> io::Result<Option<Self>> {
            match fs::openat(self.0.fd()?, name, FLAGS | OFlags::NOFOLLOW, Mode::empty()) {
                Ok(folder) => Ok(Some(Self(Dir::new(folder)?))),
                Err(Errno::NOTDIR | Errno::LOOP | Errno::MLINK) => Ok(None),
                Err(error) => Err(error.into()),
            }
        }

        /// Lists it in the order of the names' bytes. The types come with the listing, so that no file is looked at.
        pub(in super::super) fn list(&mut self) -> Vec<Item> {
            let mut found = Vec::new();
            while let Some(entry) = self.0.read() {
                match entry {
                    Ok(entry) if matches!(entry.file_name().to_bytes(), b"." | b"..") => {}
                    Ok(entry) => found.push(self.item(&entry)),
                    Err(error) => found.push(Err(error.into())),
                }
            }
            sort(&mut found);
            found
        }

        fn item(&self, entry: &DirEntry) -> Item {
            let found = match entry.file_type() {
                // Some file systems list names only.
                FileType::Unknown => {
                    let found = fs::statat(self.0.fd()?, entry.file_name(), AtFlags::SYMLINK_NOFOLLOW)?;
                    FileType::from_raw_mode(found.st_mode)
                }
                known => known,
            };
            let found = match found {
                FileType::Directory => ItemType::Folder,
                FileType::RegularFile => ItemType::File,
                FileType::Symlink => ItemType::Link,
                _ => ItemType::Other,
            };
            Ok((OsStr::from_bytes(entry.file_name().to_bytes()).to_owned(), found))
        }
    }
}

/// Folders by their paths, on any system.
#[cfg(any(test, not(any(target_os = "linux", target_vendor = "apple"))))]
mod by_path {
    use std::ffi::OsStr;
    use std::io;
    use std::path::{Path, PathBuf};

    use super::{Item, sort};

    pub(in super::super) struct Folder {
        path: PathBuf,
        listed: std::fs::ReadDir,
    }

    impl Folder {
        /// Opens a folder by its path.
        pub(in super::super) fn open(path: &Path) -> io::Result<Self> {
            Ok(Self { path: path.to_owned(), listed: path.read_dir()? })
        }

        /// Opens a folder in this one; `None` where a link or a file stands in its place.
        pub(in super::super) fn below(&self, name: &OsStr) -> io::Result<Option<Self>> {
            let path = self.path.join(name);
            if path.symlink_metadata()?.is_dir() { Self::open(&path).map(Some) } else { Ok(None) }
        }

        /// Lists it in the order of the names' bytes. The types come with the listing, so that no file is looked at.
        pub(in super::super) fn list(&mut self) -> Vec<Item> {
            let listed = self.listed.by_ref();
            let mut found: Vec<_> = listed
                .map(|item| item.and_then(|item| Ok((item.file_name(), item.file_type()?.into()))))
                .collect();
            sort(&mut found);
            found
        }
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    macro_rules! law {
        ($name:ident, $of:ident) => {
            /// A folder lists what is in it, and leads to folders only.
            #[test]
            fn $name() {
                let root = tempfile::tempdir().unwrap();
                fs::create_dir(root.path().join("b")).unwrap();
                fs::write(root.path().join("a"), b"MSH|").unwrap();
                fs::write(root.path().join("b").join("東京"), b"MSH|").unwrap();
                let mut folder = $of::Folder::open(root.path()).unwrap();
                assert_eq!(named(folder.list()), [("a", ItemType::File), ("b", ItemType::Folder)].map(owned));
                assert!(folder.below("a".as_ref()).unwrap().is_none());
                let mut below = folder.below("b".as_ref()).unwrap().unwrap();
                assert_eq!(named(below.list()), [("東京", ItemType::File)].map(owned));
                let error = folder.below("c".as_ref()).err().unwrap();
                assert_eq!(error.kind(), io::ErrorKind::NotFound);
                assert!($of::Folder::open(&root.path().join("a")).is_err());
                #[cfg(unix)]
                {
                    std::os::unix::fs::symlink(root.path().join("b"), root.path().join("c")).unwrap();
                    assert!(folder.below("c".as_ref()).unwrap().is_none());
                    let mut again = $of::Folder::open(root.path()).unwrap();
                    assert_eq!(named(again.list()).pop(), Some(owned(("c", ItemType::Link))));
                }
            }
        };
    }

    #[cfg(any(target_os = "linux", target_vendor = "apple"))]
    law!(an_open_folder_leads_to_folders_only, open);
    law!(a_folder_by_its_path_leads_to_folders_only, by_path);

    fn owned((name, found): (&str, ItemType)) -> (OsString, ItemType) {
        (name.into(), found)
    }

    fn named(items: Vec<Item>) -> Vec<(OsString, ItemType)> {
        items.into_iter().map(Result::unwrap).collect()
    }

    #[test]
    fn what_could_not_be_listed_comes_last() {
        let name = |name: &str| Ok((name.into(), ItemType::File));
        let mut items = vec![Err(io::ErrorKind::Other.into()), name("b"), name("a")];
        sort(&mut items);
        assert!(items.pop().unwrap().is_err());
        assert_eq!(named(items), [("a", ItemType::File), ("b", ItemType::File)].map(owned));
    }
}
