//! `generate`: messages from a seed.

use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use renkei_testkit::generate::{Generated, Generator, Stream};

use crate::arguments::Generate;
use crate::atomic::Sink;
use crate::messages as m;
use crate::terminal::Terminal;
use crate::{Stop, convert, status};

/// Files in one folder at the most; file systems get slow beyond.
const IN_A_FOLDER: u64 = 1000;

/// Makes the messages and writes them.
pub(crate) fn run(task: &Generate, terminal: &mut Terminal) -> Result<u8, Stop> {
    let generator = Generator::new(task.options.clone());
    if !task.documents.is_empty() {
        return documents(task, &generator, terminal);
    }
    let mut size = 0u64;
    let mut made = 0u64;
    let mut note = |terminal: &mut Terminal, file: &Generated| {
        made = made.saturating_add(1);
        size = size.saturating_add(u64::try_from(file.sample.bytes.len()).unwrap_or(u64::MAX));
        terminal.progress(made, made, size);
    };
    match task.output.as_deref() {
        Some(root) if task.storage => {
            needs_empty(root, terminal)?;
            let mut folder = PathBuf::new();
            for file in generator.storage(task.count) {
                let file = file.map_err(io::Error::other)?;
                enter(&mut folder, root.join(&file.folder))?;
                let name = file.sample.name.as_deref().unwrap_or_default();
                fs::write(folder.join(name), &file.sample.bytes)?;
                note(terminal, &file);
            }
        }
        Some(root) if convert::is_folder(root) => {
            let mut folder = PathBuf::new();
            enter(&mut folder, root.to_owned())?;
            for number in 0..task.count {
                let file = generator.message(number).map_err(io::Error::other)?;
                if task.count > IN_A_FOLDER {
                    let part = number.wrapping_div(IN_A_FOLDER);
                    enter(&mut folder, root.join(format!("{part:04}")))?;
                }
                let mut stream = Stream::new(Vec::new(), task.framing, task.line_end);
                stream.write(&file.sample.bytes)?;
                fs::write(folder.join(format!("{}_{number:08}.hl7", file.kind.data_kind)), stream.finish()?)?;
                note(terminal, &file);
            }
        }
        output => {
            let mut stream = Stream::new(Sink::open(output)?, task.framing, task.line_end);
            for number in 0..task.count {
                let file = generator.message(number).map_err(io::Error::other)?;
                stream.write(&file.sample.bytes)?;
                note(terminal, &file);
            }
            let mut sink = stream.finish()?;
            sink.flush()?;
            sink.finish()?;
        }
    }
    terminal.done();
    if task.output.is_some() {
        let what = m::counted(made, 0, terminal.language());
        terminal.say(&m::GENERATED, &[("what", &what), ("size", &size)]);
    }
    Ok(status::DONE)
}

/// Makes the documents and writes them: each to a file, or to a content folder of an extended storage.
fn documents(task: &Generate, generator: &Generator, terminal: &mut Terminal) -> Result<u8, Stop> {
    let mut size = 0u64;
    let kinds = task.documents.iter().cycle();
    let root = task.output.as_deref().filter(|root| task.storage || convert::is_folder(root));
    if let Some(root) = root.filter(|_| task.storage) {
        needs_empty(root, terminal)?;
    }
    let mut folder = PathBuf::new();
    for (number, kind) in (0..task.count).zip(kinds) {
        let document = generator.document(*kind, number).map_err(io::Error::other)?;
        size = size.saturating_add(u64::try_from(document.bytes.len()).unwrap_or(u64::MAX));
        match root {
            Some(root) if task.storage => {
                enter(&mut folder, root.join(&document.folder))?;
                fs::write(folder.join("main_document.xml"), &document.bytes)?;
            }
            Some(root) => {
                let part = number.wrapping_div(IN_A_FOLDER);
                let parts =
                    if task.count > IN_A_FOLDER { root.join(format!("{part:04}")) } else { root.to_owned() };
                enter(&mut folder, parts)?;
                fs::write(folder.join(format!("{}_{number:08}.xml", document.name)), &document.bytes)?;
            }
            None => {
                let mut sink = Sink::open(task.output.as_deref())?;
                sink.write_all(&document.bytes)?;
                sink.finish()?;
            }
        }
        let made = number.saturating_add(1);
        terminal.progress(made, made, size);
    }
    terminal.done();
    if task.output.is_some() {
        let what = m::counted(task.count, task.count, terminal.language());
        terminal.say(&m::GENERATED, &[("what", &what), ("size", &size)]);
    }
    Ok(status::DONE)
}

/// A storage begins in a folder that is new or empty.
fn needs_empty(root: &Path, terminal: &Terminal) -> Result<(), Stop> {
    if fs::read_dir(root).is_ok_and(|mut entries| entries.next().is_some()) || root.is_file() {
        return Err(Stop::Usage(m::NEEDS_FOLDER.text(terminal.language()).to_owned()));
    }
    Ok(())
}

/// Makes a folder unless it is the one of the file before.
fn enter(current: &mut PathBuf, folder: impl AsRef<Path> + Into<PathBuf>) -> io::Result<()> {
    if current != folder.as_ref() {
        fs::create_dir_all(folder.as_ref())?;
        *current = folder.into();
    }
    Ok(())
}
