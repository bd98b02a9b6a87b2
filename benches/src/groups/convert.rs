//! Conversion: a file of messages through the facade, as the command does it.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use renkei::convert::{ConvertOptions, Event, Output, Target, convert};
use renkei::hl7v2::io::Reader;
use renkei::input::Inputs;

use crate::{By, Error, Sample, Work, peers};

/// A file of messages on disk.
#[derive(Debug)]
pub struct Stream {
    /// The content, as one sample.
    pub sample: Sample,
    file: PathBuf,
    _folder: tempfile::TempDir,
}

impl Stream {
    /// Writes a file of so many messages of a sample.
    ///
    /// # Errors
    ///
    /// Where no file can be written.
    pub fn of(sample: &Sample, messages: usize) -> io::Result<Self> {
        let folder = tempfile::tempdir()?;
        let file = folder.path().join("messages.hl7");
        fs::write(&file, sample.stream(messages))?;
        let messages = sample.messages.iter().cycle().take(messages).cloned().collect();
        Ok(Self {
            sample: Sample { name: "stream", charset: sample.charset, messages },
            file,
            _folder: folder,
        })
    }

    /// Returns the file.
    pub fn file(&self) -> &Path {
        &self.file
    }
}

/// Lists the work.
pub fn works(stream: &Stream) -> Vec<Work<'_>> {
    let (sample, charset) = (&stream.sample, stream.sample.charset);
    let file = || fs::read(&stream.file).unwrap_or_default();
    let mut works = vec![
        Work::whole(sample, By::Limit, "read the file", move || file().len()),
        Work::whole(sample, By::Limit, "read the file, memchr CR", move || {
            memchr::memchr_iter(b'\r', &file()).count()
        }),
        Work::whole(sample, By::Limit, "read the file, encoding_rs decode", move || {
            peers::decode(&file(), charset).len()
        }),
        Work::whole(sample, By::Renkei, "frames", move || frames(&stream.file).unwrap_or(0)),
        ndjson(stream),
        converted(sample, "file to ndjson, 2 threads", &stream.file, &ConvertOptions::default().threads(2)),
        converted(sample, "file to HL7", &stream.file, &ConvertOptions::default().target(Target::Hl7)),
    ];
    if let Some(command) = command() {
        works.push(Work::whole(sample, By::Renkei, "dump JSON, by the command", move || {
            let mut dump = Command::new(&command);
            dump.args(["dump", "--quiet", "--format", "json"]).arg(&stream.file).stdout(Stdio::null());
            dump.status().map_or(0, |status| usize::from(status.success()))
        }));
    }
    works
}

/// Returns the command `renkei`, where it was built beside this program; `dump` is known to nobody else.
pub fn command() -> Option<PathBuf> {
    let program = std::env::current_exe().ok()?;
    let name = format!("renkei{}", std::env::consts::EXE_SUFFIX);
    program.ancestors().skip(1).take(2).map(|folder| folder.join(&name)).find(|command| command.is_file())
}

/// Converts the file to lines of JSON on one thread.
pub fn ndjson(stream: &Stream) -> Work<'_> {
    converted(&stream.sample, "file to ndjson", &stream.file, &ConvertOptions::default())
}

/// Converts whatever stands at a path.
pub(crate) fn converted<'a>(
    sample: &Sample,
    name: &'static str,
    path: &'a Path,
    options: &ConvertOptions,
) -> Work<'a> {
    let options = options.clone();
    let mut output = Kept::default();
    Work::whole(sample, By::Renkei, name, move || {
        output.length = 0;
        output.failed = false;
        let summary = convert(Inputs::new([path.to_owned()]), &options, &mut output);
        // Whoever reads the figures should know that all messages came through.
        if output.failed || summary.is_err() { 0 } else { output.length }
    })
}

/// Takes what is written into a buffer that is used again, so that neither a disk nor an allocator is measured.
#[derive(Default)]
struct Kept {
    buffer: Vec<u8>,
    length: usize,
    failed: bool,
}

impl Output for Kept {
    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.buffer.clear();
        self.buffer.extend_from_slice(bytes);
        self.length = self.length.saturating_add(bytes.len());
        Ok(())
    }

    fn event(&mut self, event: Event) {
        self.failed |= matches!(event, Event::Failed(_) | Event::Stray(_) | Event::Rest { .. });
    }
}

fn frames(file: &Path) -> Result<usize, Error> {
    let mut reader = Reader::new(io::BufReader::new(fs::File::open(file)?));
    let (mut buffer, mut bytes) = (Vec::new(), 0_usize);
    while reader.read_frame(&mut buffer)?.is_some() {
        bytes = bytes.saturating_add(buffer.len());
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::{CHARSETS, fixtures};

    // The command may have been built long ago, so it is left out.
    #[test]
    fn no_work_fails_on_any_stream() {
        for charset in CHARSETS {
            let stream = Stream::of(&fixtures(charset).unwrap(), 20).unwrap();
            for mut work in works(&stream).into_iter().filter(|work| !work.name.ends_with("by the command")) {
                assert_ne!(work.run(), 0, "{charset}, {}", work.title());
                assert_eq!(work.messages, 20);
            }
        }
    }
}
