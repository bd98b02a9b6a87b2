//! Writes a text into one field of every message of a file; all other bytes stay as they are.
//!
//! ```text
//! cargo run -p renkei-examples --bin field_edit -- fixtures/hl7v2/adt_00/a08_typical.hl7 PID-5.2 花子 -o edited.hl7
//! ```

use std::error::Error;
use std::fs;
use std::io::{self, Write};
use std::mem;

use renkei::hl7v2::io::Reader;
use renkei::{MessageBuf, SegmentPath};

const USAGE: &str = "usage: field_edit FILE PATH TEXT [-o FILE]";

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (input, path, text, output) = match arguments.as_slice() {
        [input, path, text] => (input, path, text, None),
        [input, path, text, flag, output] if flag == "-o" => (input, path, text, Some(output)),
        _ => return Err(USAGE.into()),
    };
    let path: SegmentPath = path.parse()?;

    let bytes = fs::read(input)?;
    let mut reader = Reader::new(bytes.as_slice());
    let mut edited = Vec::with_capacity(bytes.len());
    let mut frame = Vec::new();
    while reader.read_frame(&mut frame)?.is_some() {
        let mut message = MessageBuf::parse(mem::take(&mut frame), &mut ())?;
        // Encoded in the message's own character set, with delimiters escaped; a character that the set lacks is refused.
        message.set(&path, text)?;
        edited.extend_from_slice(message.as_bytes());
    }
    edited.extend_from_slice(reader.tail());

    match output {
        Some(output) => fs::write(output, edited)?,
        None => io::stdout().write_all(&edited)?,
    }
    Ok(())
}
