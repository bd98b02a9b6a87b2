use std::fmt;

/// A place in a storage, relative to its root, with `/` between the levels on every system.
///
/// Levels that name a patient are part of the data. `Display` therefore masks the first three levels, which an SS-MIX2
/// storage builds from the patient's id, and the id at the start of the last one; [`EntryPath::as_str`] gives the path
/// as it is, for opening files.
///
/// # Examples
///
/// ```
/// use renkei_core::EntryPath;
///
/// let path = EntryPath::new("999/901/9999013/-/ADT-00/9999013_-_ADT-00_999999999999999_20110701113813225_-_1");
/// assert_eq!(path.to_string(), "***/***/*******/-/ADT-00/*******_-_ADT-00_999999999999999_20110701113813225_-_1");
/// ```
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct EntryPath(Box<str>);

impl EntryPath {
    /// Makes a path from its text.
    pub fn new(path: &str) -> Self {
        Self(path.into())
    }

    /// Returns the path as it is, ids included.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for EntryPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mask = |f: &mut fmt::Formatter<'_>, level: &str| level.chars().try_for_each(|_| f.write_str("*"));
        for (depth, level) in self.0.split('/').enumerate() {
            if depth > 0 {
                f.write_str("/")?;
            }
            match level.split_once('_') {
                Some((id, rest)) => {
                    mask(f, id)?;
                    write!(f, "_{rest}")?;
                }
                None if depth < 3 => mask(f, level)?,
                None => f.write_str(level)?,
            }
        }
        Ok(())
    }
}

impl fmt::Debug for EntryPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "EntryPath({self})")
    }
}
