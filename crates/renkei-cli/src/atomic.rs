//! Files that appear when they are complete.

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

/// Where results go: standard output, or a file that takes its name when it is complete.
#[derive(Debug)]
pub(crate) enum Sink {
    /// Standard output.
    Stdout(BufWriter<io::Stdout>),
    /// A file.
    File(AtomicFile),
}

impl Sink {
    /// Opens a file, or standard output where none is named or it is `-`.
    pub(crate) fn open(path: Option<&Path>) -> io::Result<Self> {
        match path.filter(|p| p.as_os_str() != "-") {
            Some(path) => Ok(Self::File(AtomicFile::create(path)?)),
            None => Ok(Self::Stdout(BufWriter::with_capacity(64 << 10, io::stdout()))),
        }
    }

    /// Completes the output.
    pub(crate) fn finish(self) -> io::Result<()> {
        match self {
            Self::Stdout(mut out) => out.flush(),
            Self::File(file) => file.commit(),
        }
    }
}

impl Write for Sink {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::Stdout(out) => out.write(bytes),
            Self::File(file) => file.writer.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Stdout(out) => out.flush(),
            Self::File(file) => file.writer.flush(),
        }
    }
}

/// A file under a temporary name in the folder of its final one; removed unless it is committed.
#[derive(Debug)]
pub(crate) struct AtomicFile {
    writer: BufWriter<File>,
    path: PathBuf,
    /// `None` for what can't be replaced, like `/dev/null` and pipes: written as it is.
    temporary: Option<PathBuf>,
}

impl AtomicFile {
    /// Begins a file.
    pub(crate) fn create(path: &Path) -> io::Result<Self> {
        // A link is written through, not replaced.
        let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        if fs::metadata(&path).is_ok_and(|m| !m.is_file()) {
            let writer = BufWriter::new(OpenOptions::new().write(true).open(&path)?);
            return Ok(Self { writer, path, temporary: None });
        }
        let name = path.file_name().ok_or(io::ErrorKind::InvalidInput)?.to_string_lossy().into_owned();
        for attempt in 0..100u32 {
            // Short enough for every file system, whatever the length of the final name.
            let short: String = name.chars().take(24).collect();
            let temporary = path.with_file_name(format!(".{short}.{}-{attempt}.tmp", std::process::id()));
            match OpenOptions::new().write(true).create_new(true).open(&temporary) {
                Ok(file) => {
                    let writer = BufWriter::with_capacity(64 << 10, file);
                    return Ok(Self { writer, path, temporary: Some(temporary) });
                }
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                Err(error) => return Err(error),
            }
        }
        Err(io::ErrorKind::AlreadyExists.into())
    }

    /// Gives the file its name.
    pub(crate) fn commit(mut self) -> io::Result<()> {
        self.writer.flush()?;
        let Some(temporary) = &self.temporary else { return Ok(()) };
        if let Ok(existing) = fs::metadata(&self.path) {
            fs::set_permissions(temporary, existing.permissions())?;
        }
        fs::rename(temporary, &self.path)?;
        self.temporary = None;
        Ok(())
    }
}

impl Write for AtomicFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.writer.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.writer.flush()
    }
}

impl Drop for AtomicFile {
    fn drop(&mut self) {
        if let Some(temporary) = &self.temporary {
            let _ = fs::remove_file(temporary);
        }
    }
}
