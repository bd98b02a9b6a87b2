//! `dump`: the syntax as it stands.

use std::io::{self, Write};

use renkei::hl7v2::Segment;
use renkei::hl7v2::message::Raw;

use crate::Stop;
use crate::arguments::Report;
use crate::atomic::Sink;
use crate::document;
use crate::each::{self, One, Seen, visible};
use crate::messages as m;
use crate::terminal::Terminal;

/// Writes one line of JSON a message or document, or one line of text a value or element.
pub(crate) fn run(task: &Report, terminal: &mut Terminal) -> Result<u8, Stop> {
    let mut out = Sink::open(task.output.as_deref())?;
    let language = terminal.language();
    let status = each::one(task, terminal, &mut |one| {
        let seen = match one {
            One::Message(seen) => seen,
            One::Document(seen) if task.json => return document::json(seen, &mut out),
            One::Document(seen) => return document::text(seen, language, &mut out),
        };
        if task.json {
            return json(seen, &mut out);
        }
        let (start, length) = seen.place();
        let number = seen.index.saturating_add(1);
        let end = start.saturating_add(u64::from(length));
        let head = m::HEAD_MESSAGE.fill(
            language,
            &[
                ("path", &seen.path),
                ("number", &number),
                ("start", &start),
                ("end", &end),
                ("charset", &seen.message.charset()),
                ("terminator", &seen.message.terminator()),
            ],
        );
        writeln!(out, "{head}")?;
        text(seen, &mut out)
    })?;
    out.finish()?;
    Ok(status)
}

fn text(seen: &Seen<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut line = String::new();
    for segment in seen.message.segments() {
        for field in segment.fields() {
            for (repetition, r) in field.repetitions().zip(1u32..) {
                let path = field.path().with_repetition(r);
                let has_components = repetition.pieces().nth(1).is_some();
                for (component, c) in repetition.pieces().zip(1u32..) {
                    let has_subcomponents = component.pieces().nth(1).is_some();
                    let is_inside = has_components || has_subcomponents;
                    let path = if is_inside { path.with_component(c) } else { path };
                    for (leaf, s) in component.pieces().zip(1u32..).filter(|(leaf, _)| !leaf.is_empty()) {
                        let path = if has_subcomponents { path.with_subcomponent(s) } else { path };
                        line.clear();
                        visible(&leaf.text(), &mut line);
                        writeln!(out, "  {:<16} {line}", path.to_string())?;
                    }
                }
            }
        }
    }
    Ok(())
}

fn json(seen: &Seen<'_>, out: &mut dyn Write) -> io::Result<()> {
    let (offset, length) = seen.place();
    out.write_all(b"{\"source\":")?;
    string(seen.path, out)?;
    write!(out, ",\"index\":{},\"offset\":{offset},\"length\":{length}", seen.index)?;
    write!(out, ",\"charset\":\"{}\"", seen.message.charset())?;
    write!(out, ",\"terminator\":\"{}\",\"segments\":[", seen.message.terminator())?;
    let mut first = true;
    for segment in seen.message.segments() {
        comma(&mut first, out)?;
        json_segment(&segment, seen.frame.offset, out)?;
    }
    out.write_all(b"]}\n")
}

fn json_segment(segment: &Segment<'_>, offset: u64, out: &mut dyn Write) -> io::Result<()> {
    out.write_all(b"{\"id\":")?;
    string(&segment.name().decoded(), out)?;
    let offset = offset.saturating_add(u64::from(segment.span().start()));
    write!(out, ",\"offset\":{offset},\"fields\":[")?;
    let mut first = true;
    for field in segment.fields() {
        comma(&mut first, out)?;
        if field.is_empty() {
            out.write_all(b"[]")?;
        } else if segment.is_header() && field.number() <= 2 {
            out.write_all(b"[[[")?;
            string(&field.text(), out)?;
            out.write_all(b"]]]")?;
        } else {
            list(field.raw(), out, |repetition, out| {
                list(repetition, out, |component, out| {
                    if component.is_empty() {
                        return out.write_all(b"[]");
                    }
                    list(component, out, |leaf, out| string(&leaf.text(), out))
                })
            })?;
        }
    }
    out.write_all(b"]}")
}

/// Writes the pieces of a piece as an array.
fn list(
    raw: Raw<'_>,
    out: &mut dyn Write,
    mut each: impl FnMut(Raw<'_>, &mut dyn Write) -> io::Result<()>,
) -> io::Result<()> {
    out.write_all(b"[")?;
    let mut first = true;
    for piece in raw.pieces() {
        comma(&mut first, out)?;
        each(piece, out)?;
    }
    out.write_all(b"]")
}

fn comma(first: &mut bool, out: &mut dyn Write) -> io::Result<()> {
    if std::mem::take(first) { Ok(()) } else { out.write_all(b",") }
}

/// Writes text as a JSON string.
pub(crate) fn string(text: &str, out: &mut dyn Write) -> io::Result<()> {
    let plain = |b: u8| b >= 0x20 && b != b'"' && b != b'\\';
    if text.bytes().all(plain) {
        out.write_all(b"\"")?;
        out.write_all(text.as_bytes())?;
        return out.write_all(b"\"");
    }
    serde_json::to_writer(out, text).map_err(io::Error::from)
}
