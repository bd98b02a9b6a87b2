//! Files that appear when they are complete.

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError, mpsc};
use std::thread::{self, JoinHandle};

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
        let is_link = fs::symlink_metadata(path).is_ok_and(|found| found.is_symlink());
        let path = Some(path)
            .filter(|_| is_link)
            .and_then(|path| fs::canonicalize(path).ok())
            .unwrap_or_else(|| path.to_owned());
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

    /// Gives the file its name, once its content is on the disk: after a power failure there is the whole file or none.
    pub(crate) fn commit(mut self) -> io::Result<()> {
        self.writer.flush()?;
        let Some(temporary) = &self.temporary else { return Ok(()) };
        self.writer.get_ref().sync_data()?;
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

/// How many files wait for the disk at a time. It takes little longer for all of them than for one.
const AT_ONCE: usize = 16;

/// Gives many files their names, several at a time, since each waits for the disk.
#[derive(Debug, Default)]
pub(crate) struct Committer {
    sender: Option<mpsc::SyncSender<AtomicFile>>,
    threads: Vec<JoinHandle<()>>,
    error: Arc<Mutex<Option<io::Error>>>,
}

impl Committer {
    /// Takes a file that is complete. An error may be that of an earlier one.
    pub(crate) fn commit(&mut self, mut file: AtomicFile) -> io::Result<()> {
        file.writer.flush()?;
        self.failed()?;
        let sender = match &self.sender {
            Some(sender) => sender,
            None => {
                let (sender, receiver) = mpsc::sync_channel::<AtomicFile>(AT_ONCE);
                let receiver = Arc::new(Mutex::new(receiver));
                for _ in 0..AT_ONCE {
                    let (receiver, error) = (Arc::clone(&receiver), Arc::clone(&self.error));
                    self.threads.push(thread::spawn(move || {
                        loop {
                            let file = receiver.lock().unwrap_or_else(PoisonError::into_inner).recv();
                            let Ok(file) = file else { break };
                            if let Err(failed) = file.commit() {
                                error.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert(failed);
                            }
                        }
                    }));
                }
                self.sender.insert(sender)
            }
        };
        sender.send(file).map_err(|_| io::ErrorKind::BrokenPipe.into())
    }

    /// Waits until every file has its name.
    pub(crate) fn finish(mut self) -> io::Result<()> {
        self.sender = None;
        for thread in self.threads.drain(..) {
            let _ = thread.join();
        }
        self.failed()
    }

    fn failed(&self) -> io::Result<()> {
        self.error.lock().unwrap_or_else(PoisonError::into_inner).take().map_or(Ok(()), Err)
    }
}

impl Drop for AtomicFile {
    fn drop(&mut self) {
        if let Some(temporary) = &self.temporary {
            let _ = fs::remove_file(temporary);
        }
    }
}
