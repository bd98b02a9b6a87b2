//! What is too long to be kept: it waits in a file, and is written where it belongs when its turn comes.

use std::collections::HashMap;
use std::fs::File;
use std::io::{self, BufWriter, Read, Seek, SeekFrom, Write};

use renkei_jahis::overflow::Overflow;
use serde_json::ser::Formatter;

/// The rests of long lists, in an unnamed file in the folder for temporary files.
#[derive(Default)]
pub(super) struct Spill {
    file: Option<BufWriter<File>>,
    length: u64,
    /// Where the parts of each list stand in the file, from and to.
    lists: HashMap<Box<str>, Vec<(u64, u64)>>,
    error: Option<io::Error>,
}

impl Spill {
    /// Ends taking; `None` where nothing came.
    pub(super) fn finish(self) -> io::Result<Option<Spilled>> {
        if let Some(error) = self.error {
            return Err(error);
        }
        let lists = self.lists;
        let file =
            self.file.map(BufWriter::into_inner).transpose().map_err(io::IntoInnerError::into_error)?;
        Ok(file.map(|file| Spilled { file, lists }))
    }

    fn write(&mut self, list: &str, element: &[u8]) -> io::Result<()> {
        let file = match &mut self.file {
            Some(file) => file,
            None => self.file.insert(BufWriter::with_capacity(64 << 10, tempfile::tempfile()?)),
        };
        file.write_all(b",")?;
        file.write_all(element)?;
        let from = self.length;
        let length = u64::try_from(element.len()).unwrap_or(u64::MAX);
        self.length = from.saturating_add(length).saturating_add(1);
        if !self.lists.contains_key(list) {
            self.lists.insert(list.into(), Vec::new());
        }
        if let Some(parts) = self.lists.get_mut(list) {
            match parts.last_mut() {
                Some(last) if last.1 == from => last.1 = self.length,
                _ => parts.push((from, self.length)),
            }
        }
        Ok(())
    }
}

impl Overflow for Spill {
    fn take(&mut self, list: &str, element: &[u8]) {
        if self.error.is_none()
            && let Err(error) = self.write(list, element)
        {
            self.error = Some(error);
        }
    }
}

/// The rests of long lists, to be read.
pub(super) struct Spilled {
    file: File,
    lists: HashMap<Box<str>, Vec<(u64, u64)>>,
}

impl Spilled {
    /// Writes the rest of a list, a comma before each element.
    fn copy<W: Write + ?Sized>(&self, list: &str, writer: &mut W) -> io::Result<()> {
        for (from, to) in self.lists.get(list).into_iter().flatten() {
            let mut file = &self.file;
            file.seek(SeekFrom::Start(*from))?;
            let mut part = file.take(to.saturating_sub(*from));
            let mut buffer = vec![0; 64 << 10];
            loop {
                let read = part.read(&mut buffer)?;
                if read == 0 {
                    break;
                }
                writer.write_all(buffer.get(..read).unwrap_or_default())?;
            }
        }
        Ok(())
    }
}

/// Writes JSON as another formatter does, and the rest of each list at the list's end.
pub(super) struct Joining<'s, F> {
    inner: F,
    spilled: Option<&'s Spilled>,
    /// The lists and objects around.
    place: Vec<Step>,
    /// Whether the string that is written is a key.
    in_key: bool,
}

enum Step {
    /// In an object, at a key.
    Key(String),
    /// In a list, so many elements in.
    Element(usize),
}

impl<'s, F> Joining<'s, F> {
    pub(super) const fn new(inner: F, spilled: Option<&'s Spilled>) -> Self {
        Self { inner, spilled, place: Vec::new(), in_key: false }
    }

    /// The place of the list that ends: `content.specimens[0].groups[0].items`.
    fn list(&self) -> String {
        let mut text = String::new();
        let (_, around) = self.place.split_last().unwrap_or((&Step::Element(0), &[]));
        for step in around {
            match step {
                Step::Key(key) if text.is_empty() => text.push_str(key),
                Step::Key(key) => text.extend([".", key]),
                Step::Element(count) => text.push_str(&format!("[{}]", count.saturating_sub(1))),
            }
        }
        text
    }
}

impl<F: Formatter> Formatter for Joining<'_, F> {
    fn begin_array<W: Write + ?Sized>(&mut self, writer: &mut W) -> io::Result<()> {
        self.place.push(Step::Element(0));
        self.inner.begin_array(writer)
    }

    fn end_array<W: Write + ?Sized>(&mut self, writer: &mut W) -> io::Result<()> {
        if let Some(spilled) = self.spilled
            && let Some(Step::Element(count)) = self.place.last()
            && *count >= renkei_jahis::overflow::KEPT
        {
            spilled.copy(&self.list(), writer)?;
        }
        self.place.pop();
        self.inner.end_array(writer)
    }

    fn begin_array_value<W: Write + ?Sized>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        if let Some(Step::Element(count)) = self.place.last_mut() {
            *count = count.saturating_add(1);
        }
        self.inner.begin_array_value(writer, first)
    }

    fn end_array_value<W: Write + ?Sized>(&mut self, writer: &mut W) -> io::Result<()> {
        self.inner.end_array_value(writer)
    }

    fn begin_object<W: Write + ?Sized>(&mut self, writer: &mut W) -> io::Result<()> {
        self.place.push(Step::Key(String::new()));
        self.inner.begin_object(writer)
    }

    fn end_object<W: Write + ?Sized>(&mut self, writer: &mut W) -> io::Result<()> {
        self.place.pop();
        self.inner.end_object(writer)
    }

    fn begin_object_key<W: Write + ?Sized>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        if let Some(Step::Key(key)) = self.place.last_mut() {
            key.clear();
        }
        self.in_key = true;
        self.inner.begin_object_key(writer, first)
    }

    fn end_object_key<W: Write + ?Sized>(&mut self, writer: &mut W) -> io::Result<()> {
        self.in_key = false;
        self.inner.end_object_key(writer)
    }

    fn begin_object_value<W: Write + ?Sized>(&mut self, writer: &mut W) -> io::Result<()> {
        self.inner.begin_object_value(writer)
    }

    fn end_object_value<W: Write + ?Sized>(&mut self, writer: &mut W) -> io::Result<()> {
        self.inner.end_object_value(writer)
    }

    fn write_string_fragment<W: Write + ?Sized>(&mut self, writer: &mut W, fragment: &str) -> io::Result<()> {
        if let Some(Step::Key(key)) = self.place.last_mut().filter(|_| self.in_key) {
            key.push_str(fragment);
        }
        self.inner.write_string_fragment(writer, fragment)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde::Serialize;

    #[test]
    fn the_rest_of_a_list_stands_at_its_end() {
        let mut spill = Spill::default();
        let kept = vec![0; renkei_jahis::overflow::KEPT];
        spill.take("a[1].b", b"1");
        spill.take("a[2].b", b"7");
        spill.take("a[1].b", b"{\"c\":2}");
        let spilled = spill.finish().unwrap().unwrap();
        let short = serde_json::json!({"b": [0]});
        let value = serde_json::json!({"x": {"a": [1]}, "a": [short, {"b": kept}, {"b": kept}]});
        for pretty in [false, true] {
            let mut out = Vec::new();
            let done = if pretty {
                let inner = serde_json::ser::PrettyFormatter::new();
                value.serialize(&mut serde_json::Serializer::with_formatter(
                    &mut out,
                    Joining::new(inner, Some(&spilled)),
                ))
            } else {
                let inner = serde_json::ser::CompactFormatter;
                value.serialize(&mut serde_json::Serializer::with_formatter(
                    &mut out,
                    Joining::new(inner, Some(&spilled)),
                ))
            };
            done.unwrap();
            let mut expected = value.clone();
            expected["a"][1]["b"].as_array_mut().unwrap().extend([1.into(), serde_json::json!({"c": 2})]);
            expected["a"][2]["b"].as_array_mut().unwrap().push(7.into());
            assert_eq!(serde_json::from_slice::<serde_json::Value>(&out).unwrap(), expected);
        }
    }
}
