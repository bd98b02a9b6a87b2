//! `mutate`: defects put into sound messages.

use std::fs;
use std::io::{self, Read as _, Write as _};
use std::path::PathBuf;

use renkei::convert::Target;
use renkei::input::Input;
use renkei::{Language, ReadOptions};
use renkei_testkit::defect::ALL;
use renkei_testkit::mutate::{Mutation, mutate};
use renkei_testkit::{Defect, Sample};
use serde_json::{Value, json};

use crate::arguments::{Mutate, Report};
use crate::atomic::{AtomicFile, Committer, Sink};
use crate::messages as m;
use crate::terminal::Terminal;
use crate::{Stop, convert, each, status};

/// Spoils every message that a defect fits, and says what was done.
pub(crate) fn run(task: &Mutate, terminal: &mut Terminal) -> Result<u8, Stop> {
    let Some(choice) = &task.choice else { return list(task, terminal.language()) };
    let folder = task.output.clone().filter(|path| convert::is_folder(path));
    let mut refused = None;
    let mut taken = false;
    let mut committer = Committer::default();
    let mut sink = match (&folder, task.output.as_deref()) {
        (Some(_), _) => None,
        (None, path) => Some(Sink::open(path)?),
    };
    let mut report = Sink::open(None)?;
    let (mut messages, mut spoilt) = (0u64, 0u64);
    // The reading of paths is that of the commands which report.
    let reading = Report {
        inputs: task.inputs.clone(),
        read: ReadOptions::default(),
        json: task.json,
        output: task.output.clone(),
    };
    let status = each::input(&reading, terminal, &mut |_, input, terminal| {
        let Some(file) = sample(&input, terminal)? else { return Ok(false) };
        let named = file.name.is_some();
        let (out, done) = mutate(&file, choice, messages);
        messages = messages.saturating_add(u64::try_from(done.len()).unwrap_or(0).max(1));
        for mutation in &done {
            spoilt = spoilt.saturating_add(1);
            tell(mutation, &input, task.json, &mut report, terminal)?;
        }
        match (&folder, &mut sink) {
            (Some(_), _) if convert::is_taken(&task.inputs, &input, terminal) => taken = true,
            (Some(folder), _) => {
                let mut path = convert::below(folder, &input, Target::Hl7)?;
                if named && let Some(name) = &out.name {
                    path.set_file_name(name);
                }
                if is_same(&path, &input) {
                    refused.get_or_insert(path);
                    return Ok(false);
                }
                if let Some(parent) = path.parent() {
                    fs::create_dir_all(parent)?;
                }
                let mut file = AtomicFile::create(&path)?;
                file.write_all(&out.bytes)?;
                committer.commit(file)?;
            }
            (None, Some(sink)) => {
                if let Some(path) = task.output.as_ref().filter(|path| is_same(path, &input)) {
                    refused.get_or_insert(path.clone());
                    return Ok(false);
                }
                sink.write_all(&out.bytes)?;
            }
            (None, None) => {}
        }
        Ok(true)
    })?;
    committer.finish()?;
    if let Some(path) = refused {
        let path = path.display();
        return Err(Stop::Usage(m::OVER_INPUT.fill(terminal.language(), &[("path", &path)])));
    }
    if let Some(sink) = sink {
        sink.finish()?;
    }
    report.finish()?;
    if spoilt == 0 && status == status::DONE {
        terminal.warning(&m::NOTHING_FITS, &[]);
        return Ok(status::FOUND);
    }
    Ok(if taken { status::UNWRITTEN } else { status })
}

/// Says whether a path is that of the input, which is never written over.
fn is_same(path: &PathBuf, input: &Input) -> bool {
    let whole = |path: &PathBuf| fs::canonicalize(path).ok();
    input.file.as_ref().is_some_and(|file| whole(path).is_some_and(|path| whole(&file.into()) == Some(path)))
}

/// Reads an input whole.
fn sample(input: &Input, terminal: &mut Terminal) -> io::Result<Option<Sample>> {
    let mut bytes = Vec::new();
    let read = match &input.file {
        None => io::stdin().lock().read_to_end(&mut bytes).map(|_| ()),
        Some(file) => fs::read(file).map(|read| bytes = read),
    };
    if let Err(error) = read {
        let error = renkei::Error::from(error).message(terminal.language());
        terminal.error(&m::FAILED, &[("path", input.shown()), ("error", &error)]);
        return Ok(None);
    }
    let name = input.name.as_ref().map(|name| name.as_str().to_owned());
    Ok(Some(Sample { name, bytes }))
}

fn words(defect: &Defect, language: Language) -> &'static str {
    match language {
        Language::English => defect.english,
        Language::Japanese => defect.japanese,
    }
}

fn tell(
    mutation: &Mutation,
    input: &Input,
    json: bool,
    out: &mut Sink,
    terminal: &mut Terminal,
) -> io::Result<()> {
    let Mutation { index, offset, defect, place } = mutation;
    let path: &str = if terminal.shows_values() { &input.path } else { input.shown() };
    let place = place.map(|place| place.to_string());
    if json {
        let line = json!({
            "file": path,
            "index": index,
            "offset": offset,
            "defect": defect.name,
            "path": place,
            "code": defect.code,
        });
        return writeln!(out, "{line}");
    }
    let number = index.saturating_add(1);
    let what = words(defect, terminal.language());
    let found = place.as_deref().unwrap_or_default();
    let text = if place.is_some() { &m::MUTATED_AT } else { &m::MUTATED };
    let values: [(&str, &dyn std::fmt::Display); 6] = [
        ("path", &path),
        ("number", &number),
        ("defect", &defect.name),
        ("what", &what),
        ("place", &found),
        ("code", &defect.code),
    ];
    terminal.say(text, &values);
    Ok(())
}

/// Lists all defects in both languages.
fn list(task: &Mutate, language: Language) -> Result<u8, Stop> {
    let mut out = Sink::open(task.output.as_deref())?;
    for defect in ALL {
        if task.json {
            let line: Value = json!({
                "defect": defect.name,
                "english": defect.english,
                "japanese": defect.japanese,
                "code": defect.code,
                "kinds": defect.kinds,
            });
            writeln!(out, "{line}")?;
            continue;
        }
        let (first, second) = match language {
            Language::English => (defect.english, defect.japanese),
            Language::Japanese => (defect.japanese, defect.english),
        };
        writeln!(out, "{:<38} {first} ({second})", defect.name)?;
    }
    out.finish()?;
    Ok(status::DONE)
}
