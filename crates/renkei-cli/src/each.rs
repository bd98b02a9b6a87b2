//! Going through the messages of all inputs, in order.

use std::fs::File;
use std::io::{self, BufRead, BufReader};
use std::path::Path;

use renkei::Message;
use renkei::cda::Document;
use renkei::hl7v2::io::Frame;
use renkei::input::{Found, Input, Inputs};
use renkei::read::{self, ReadOptions, Syntax};

use crate::arguments::Report;
use crate::messages as m;
use crate::status;
use crate::terminal::Terminal;

/// A message or a document that was found.
pub(crate) enum One<'a> {
    Message(Seen<'a>),
    Document(SeenDocument<'a>),
}

/// A document that was found: a whole file.
pub(crate) struct SeenDocument<'a> {
    /// The file as a user finds it.
    pub(crate) path: &'a str,
    pub(crate) document: &'a Document<'a>,
}

/// A message that was found.
pub(crate) struct Seen<'a> {
    /// The file as a user finds it: as it was given, or below the folder that was given.
    pub(crate) path: &'a str,
    /// The number of the message in the file, counted from zero.
    pub(crate) index: u64,
    pub(crate) frame: Frame,
    pub(crate) message: &'a Message<'a>,
}

impl Seen<'_> {
    /// Returns where the message itself begins in the file, without framing and envelope, and how long it is.
    pub(crate) fn place(&self) -> (u64, u32) {
        let span = self.message.span();
        (self.frame.offset.saturating_add(u64::from(span.start())), span.len())
    }
}

/// Reads all files, reports those that can't be read, and returns the exit status.
pub(crate) fn input(
    report: &Report,
    terminal: &mut Terminal,
    each: &mut dyn FnMut(&str, Input, &mut Terminal) -> io::Result<bool>,
) -> io::Result<u8> {
    let mut status = status::DONE;
    for (number, given) in report.inputs.iter().enumerate() {
        let is_folder = given.is_dir();
        for found in Inputs::new([given.clone()]) {
            match found {
                Found::Input(mut input) => {
                    input.given = number;
                    let path = shown(given, is_folder, &input);
                    if !each(&path, input, terminal)? {
                        status = status::UNREAD;
                    }
                }
                Found::Stray(input) => terminal.warning(&m::STRAY, &[("path", input.shown())]),
                Found::Unreadable(path, error) => {
                    status = status::UNREAD;
                    let error = read::Error::from(error).message(terminal.language());
                    if path.is_empty() {
                        terminal.error(&m::USAGE, &[("why", &error)]);
                    } else {
                        terminal.error(&m::FAILED, &[("path", &path), ("error", &error)]);
                    }
                }
                _ => {}
            }
        }
    }
    terminal.done();
    Ok(status)
}

/// Reads all messages and documents of all files.
pub(crate) fn one(
    report: &Report,
    terminal: &mut Terminal,
    each: &mut dyn FnMut(&One<'_>) -> io::Result<()>,
) -> io::Result<u8> {
    input(report, terminal, &mut |path, input, terminal| {
        let mut whole = true;
        let mut index = 0u64;
        let mut one = |syntax: Syntax<'_>| {
            let seen = match syntax {
                Syntax::Message(frame, message) => One::Message(Seen { path, index, frame, message }),
                Syntax::Document(document) => One::Document(SeenDocument { path, document }),
            };
            index = index.saturating_add(1);
            each(&seen)
        };
        let options: &ReadOptions = &report.read;
        let mut failed = |failure: read::Failure| {
            whole = false;
            terminal.failure(&failure);
        };
        match input.file.as_ref() {
            None => read::for_each(io::stdin().lock(), &input, options, &mut one, &mut failed)?,
            Some(file) => match File::open(file) {
                Ok(file) => {
                    let mut file = BufReader::with_capacity(64 << 10, file);
                    if file.fill_buf().is_ok_and(|head| input.is_linked(head)) {
                        return Ok(true);
                    }
                    read::for_each(file, &input, options, &mut one, &mut failed)?
                }
                Err(error) => {
                    let error = read::Error::from(error).message(terminal.language());
                    terminal.error(&m::FAILED, &[("path", input.shown()), ("error", &error)]);
                    return Ok(false);
                }
            },
        };
        Ok(whole)
    })
}

fn shown(given: &Path, is_folder: bool, input: &Input) -> String {
    if input.file.is_none() {
        return "-".to_owned();
    }
    let path = if is_folder { given.join(&*input.path) } else { given.to_owned() };
    path.to_string_lossy().into_owned()
}

/// Writes control characters so that they can't act on a terminal or break a line; all else stays.
pub(crate) fn visible(text: &str, out: &mut String) {
    for c in text.chars() {
        if c.is_control() { out.extend(c.escape_default()) } else { out.push(c) }
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn control_characters_are_written_out() {
        let mut out = String::new();
        super::visible("東京\r\n\u{1b}[31m\\", &mut out);
        assert_eq!(out, "東京\\r\\n\\u{1b}[31m\\");
    }
}
