//! JSON without blanks, written straight into a buffer: the very bytes of `serde_json`, with less than half of its work.
//!
//! ```
//! use renkei::{ReadOptions, json, records};
//!
//! let stream = &b"MSH|^~\\&|HIS\rPID|||0000123\r"[..];
//! let mut lines = Vec::new();
//! for record in records(stream, &ReadOptions::default()) {
//!     json::write(&mut lines, &record?)?;
//!     lines.push(b'\n');
//! }
//! assert!(lines.starts_with(br#"{"source":{"path":"-","index":0,"offset":0,"#));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

// A record is short texts and, more often still, keys. So whatever stands together is put down at once: a key with its marks, whose
// length the compiler knows wherever it is written, and a text with its marks and the comma behind it. Every value is followed by a
// comma, and the end of the list or object around it takes the last one back.

use std::io;

use serde::ser::{
    Error as _, Serialize, SerializeMap, SerializeSeq, SerializeStruct, SerializeStructVariant,
    SerializeTuple, SerializeTupleStruct, SerializeTupleVariant, Serializer,
};
use serde_json::Error;

/// How much room is made at a time, in bytes: little, so that it is still at hand when it is written to.
const ROOM: usize = 1 << 10;

/// Appends a value: a [`Record`](crate::Record), an [`Exchange`](crate::Exchange), or anything else that serde knows.
///
/// # Errors
///
/// Those of the value itself, and a map whose keys are not texts; what was appended until then is no JSON. Records and exchanges have
/// none.
pub fn write(out: &mut Vec<u8>, value: &impl Serialize) -> io::Result<()> {
    let mut page = Page { end: out.len(), bytes: std::mem::take(out) };
    let done = value.serialize(Json(&mut page)).map(|()| page.take_comma_back());
    page.bytes.truncate(page.end);
    *out = page.bytes;
    Ok(done?)
}

/// What is written, and room behind it.
///
/// The room is there already, as zeros, so that a piece of known length is a few moves of memory: a vector asks at each of its parts
/// whether it has to grow.
struct Page {
    bytes: Vec<u8>,
    end: usize,
}

impl Page {
    /// Returns the next so many bytes, to be written, where there is room.
    #[inline(always)]
    fn next(&mut self, length: usize) -> Option<&mut [u8]> {
        let end = self.end.checked_add(length)?;
        let room = self.bytes.get_mut(self.end..end)?;
        self.end = end;
        Some(room)
    }

    #[cold]
    fn make_room(&mut self, length: usize) {
        self.bytes.resize(self.end.saturating_add(length).saturating_add(ROOM), 0);
    }

    /// Puts bytes down whose number is known.
    #[inline(always)]
    fn put<const N: usize>(&mut self, bytes: &[u8; N]) {
        match self.next(N) {
            Some(room) => room.copy_from_slice(bytes),
            None => self.put_slice(bytes),
        }
    }

    fn put_slice(&mut self, bytes: &[u8]) {
        loop {
            match self.next(bytes.len()) {
                Some(room) => return room.copy_from_slice(bytes),
                None => self.make_room(bytes.len()),
            }
        }
    }

    /// Puts the name of a field or a variant down; names in our programs need no escapes.
    #[inline(always)]
    fn key(&mut self, name: &'static str) {
        debug_assert!(name.bytes().all(is_plain));
        if self.try_key(name).is_none() {
            self.key_in_parts(name);
        }
    }

    #[inline(always)]
    fn try_key(&mut self, name: &'static str) -> Option<()> {
        let (open, rest) = self.next(name.len().checked_add(3)?)?.split_first_mut()?;
        let (to, close) = rest.split_last_chunk_mut()?;
        *open = b'"';
        to.copy_from_slice(name.as_bytes());
        *close = *b"\":";
        Some(())
    }

    #[cold]
    fn key_in_parts(&mut self, name: &'static str) {
        self.put(b"\"");
        self.put_slice(name.as_bytes());
        self.put(b"\":");
    }

    /// Puts a text and a comma down.
    fn text(&mut self, text: &str) {
        if text.len() < size_of::<u64>() {
            self.text_copied(text, copy_bytes);
        } else {
            self.long_text(text);
        }
    }

    /// Stands by itself, as the short texts, which most are, need none of the registers that it does.
    #[inline(never)]
    fn long_text(&mut self, text: &str) {
        self.text_copied(text, copy_words);
    }

    #[inline(always)]
    fn text_copied(&mut self, text: &str, copy: impl FnOnce(&[u8], &mut [u8]) -> bool) {
        let start = self.end;
        if self.try_text(text, copy) != Some(true) {
            self.end = start;
            self.text_in_parts(text.as_bytes());
        }
    }

    /// Puts a text and a comma down where there is room, and says whether it needs no escapes.
    #[inline(always)]
    fn try_text(&mut self, text: &str, copy: impl FnOnce(&[u8], &mut [u8]) -> bool) -> Option<bool> {
        let (open, rest) = self.next(text.len().checked_add(3)?)?.split_first_mut()?;
        let (to, close) = rest.split_last_chunk_mut()?;
        *open = b'"';
        *close = *b"\",";
        Some(copy(text.as_bytes(), to))
    }

    #[cold]
    fn text_in_parts(&mut self, text: &[u8]) {
        self.put(b"\"");
        for run in text.split_inclusive(|byte| !is_plain(*byte)) {
            match run.split_last() {
                Some((last, run)) if !is_plain(*last) => {
                    self.put_slice(run);
                    self.escape(*last);
                }
                _ => self.put_slice(run),
            }
        }
        self.put(b"\",");
    }

    fn escape(&mut self, byte: u8) {
        let short = match byte {
            b'"' | b'\\' => byte,
            0x08 => b'b',
            b'\t' => b't',
            b'\n' => b'n',
            0x0C => b'f',
            b'\r' => b'r',
            _ => {
                let digit = |n: u8| {
                    if n < 10 { b'0'.saturating_add(n) } else { b'a'.saturating_add(n).saturating_sub(10) }
                };
                return self.put(&[b'\\', b'u', b'0', b'0', digit(byte >> 4), digit(byte & 15)]);
            }
        };
        self.put(&[b'\\', short]);
    }

    /// Returns the byte before the end.
    #[inline(always)]
    fn last(&mut self) -> Option<&mut u8> {
        self.bytes.get_mut(self.end.checked_sub(1)?)
    }

    #[inline(always)]
    fn take_comma_back(&mut self) {
        if let Some(b',') = self.last() {
            self.end = self.end.saturating_sub(1);
        }
    }
}

impl io::Write for Page {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.put_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Copies a text of less than a word, and says whether all its bytes stand for themselves.
#[inline(always)]
fn copy_bytes(from: &[u8], to: &mut [u8]) -> bool {
    if let (Some(first), Some(last)) = (from.first_chunk(), from.last_chunk()) {
        // The two may overlap, as they do below.
        if let Some(to) = to.first_chunk_mut() {
            *to = *first;
        }
        if let Some(to) = to.last_chunk_mut() {
            *to = *last;
        }
        let both = u64::from(u32::from_le_bytes(*first)) | u64::from(u32::from_le_bytes(*last)) << 32;
        marks(both) == 0
    } else {
        from.iter().zip(to).all(|(byte, to)| {
            *to = *byte;
            is_plain(*byte)
        })
    }
}

/// Copies a text of at least a word, both its ends and what is between them, and says the same.
#[inline(always)]
fn copy_words(from: &[u8], to: &mut [u8]) -> bool {
    let (Some(first), Some(last)) = (from.first_chunk(), from.last_chunk()) else { return true };
    if let Some(to) = to.first_chunk_mut() {
        *to = *first;
    }
    if let Some(to) = to.last_chunk_mut() {
        *to = *last;
    }
    let found = marks(u64::from_le_bytes(*first)) | marks(u64::from_le_bytes(*last));
    let mut between = from.as_chunks().0.iter().zip(to.as_chunks_mut().0).skip(1);
    found == 0
        && between.all(|(word, to)| {
            *to = *word;
            marks(u64::from_le_bytes(*word)) == 0
        })
}

/// Says whether a byte stands for itself: it is no quotation mark, backslash or control character.
const fn is_plain(byte: u8) -> bool {
    !matches!(byte, b'"' | b'\\' | ..0x20)
}

/// Returns nothing where eight bytes stand for themselves, and otherwise a bit for at least the first of those that do not.
#[inline(always)]
const fn marks(word: u64) -> u64 {
    const fn each(byte: u8) -> u64 {
        u64::from_le_bytes([byte; 8])
    }
    // A byte below a bound borrows from its highest bit when the bound is taken from it.
    let controls = word.wrapping_sub(each(0x20));
    let quotations = (word ^ each(b'"')).wrapping_sub(each(1));
    let backslashes = (word ^ each(b'\\')).wrapping_sub(each(1));
    (controls | quotations | backslashes) & !word & each(0x80)
}

struct Json<'p>(&'p mut Page);

/// A list or an object whose end is still to come.
struct Open<'p> {
    page: &'p mut Page,
    end: End,
}

/// What ends a list or an object: its own bracket, and that of the object around it which says nothing but the variant.
#[derive(Clone, Copy)]
enum End {
    List,
    Object,
    ListOfVariant,
    ObjectOfVariant,
}

impl<'p> Json<'p> {
    #[inline(always)]
    fn open(self, begin: u8, end: End) -> Open<'p> {
        self.0.put(&[begin]);
        Open { page: self.0, end }
    }

    /// Begins an object that says nothing but which variant it is, and what that holds.
    fn variant(self, variant: &'static str) -> Self {
        self.0.put(b"{");
        self.0.key(variant);
        self
    }
}

impl Open<'_> {
    #[inline(always)]
    fn element<T: ?Sized + Serialize>(&mut self, value: &T) -> Result<(), Error> {
        value.serialize(Json(self.page))
    }

    #[inline(always)]
    fn close(self) {
        self.page.take_comma_back();
        match self.end {
            End::List => self.page.put(b"],"),
            End::Object => self.page.put(b"},"),
            End::ListOfVariant => self.page.put(b"]},"),
            End::ObjectOfVariant => self.page.put(b"}},"),
        }
    }
}

/// Numbers are spelled by `serde_json`: there are few of them.
macro_rules! numbers {
    ($($method:ident $type:ty),*) => {
        $(fn $method(self, number: $type) -> Result<(), Error> {
            serde_json::to_writer(&mut *self.0, &number)?;
            self.0.put(b",");
            Ok(())
        })*
    };
}

impl<'p> Serializer for Json<'p> {
    type Ok = ();
    type Error = Error;
    type SerializeSeq = Open<'p>;
    type SerializeTuple = Open<'p>;
    type SerializeTupleStruct = Open<'p>;
    type SerializeTupleVariant = Open<'p>;
    type SerializeMap = Open<'p>;
    type SerializeStruct = Open<'p>;
    type SerializeStructVariant = Open<'p>;

    numbers!(
        serialize_i8 i8, serialize_i16 i16, serialize_i32 i32, serialize_i64 i64, serialize_i128 i128,
        serialize_u8 u8, serialize_u16 u16, serialize_u32 u32, serialize_u64 u64, serialize_u128 u128,
        serialize_f32 f32, serialize_f64 f64, serialize_bytes &[u8]
    );

    fn serialize_bool(self, value: bool) -> Result<(), Error> {
        self.0.put_slice(if value { b"true," } else { b"false," });
        Ok(())
    }

    fn serialize_char(self, value: char) -> Result<(), Error> {
        self.serialize_str(value.encode_utf8(&mut [0; 4]))
    }

    #[inline]
    fn serialize_str(self, text: &str) -> Result<(), Error> {
        self.0.text(text);
        Ok(())
    }

    fn serialize_none(self) -> Result<(), Error> {
        self.serialize_unit()
    }

    #[inline]
    fn serialize_some<T: ?Sized + Serialize>(self, value: &T) -> Result<(), Error> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<(), Error> {
        self.0.put(b"null,");
        Ok(())
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<(), Error> {
        self.serialize_unit()
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, variant: &'static str) -> Result<(), Error> {
        self.serialize_str(variant)
    }

    #[inline]
    fn serialize_newtype_struct<T: ?Sized + Serialize>(
        self,
        _: &'static str,
        value: &T,
    ) -> Result<(), Error> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: ?Sized + Serialize>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<(), Error> {
        let Json(page) = self.variant(variant);
        let mut open = Open { page, end: End::Object };
        open.element(value)?;
        open.close();
        Ok(())
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Open<'p>, Error> {
        Ok(self.open(b'[', End::List))
    }

    fn serialize_tuple(self, _: usize) -> Result<Open<'p>, Error> {
        Ok(self.open(b'[', End::List))
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Open<'p>, Error> {
        Ok(self.open(b'[', End::List))
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Open<'p>, Error> {
        Ok(self.variant(variant).open(b'[', End::ListOfVariant))
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Open<'p>, Error> {
        Ok(self.open(b'{', End::Object))
    }

    #[inline]
    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Open<'p>, Error> {
        Ok(self.open(b'{', End::Object))
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Open<'p>, Error> {
        Ok(self.variant(variant).open(b'{', End::ObjectOfVariant))
    }
}

/// What is a list of elements.
macro_rules! lists {
    ($($trait:ident $method:ident),*) => {
        $(impl $trait for Open<'_> {
            type Ok = ();
            type Error = Error;

            fn $method<T: ?Sized + Serialize>(&mut self, value: &T) -> Result<(), Error> {
                self.element(value)
            }

            fn end(self) -> Result<(), Error> {
                self.close();
                Ok(())
            }
        })*
    };
}

/// What is an object with names that are known beforehand.
macro_rules! objects {
    ($($trait:ident),*) => {
        $(impl $trait for Open<'_> {
            type Ok = ();
            type Error = Error;

            #[inline(always)]
            fn serialize_field<T: ?Sized + Serialize>(&mut self, name: &'static str, value: &T) -> Result<(), Error> {
                self.page.key(name);
                self.element(value)
            }

            #[inline(always)]
            fn end(self) -> Result<(), Error> {
                self.close();
                Ok(())
            }
        })*
    };
}

lists!(
    SerializeSeq serialize_element, SerializeTuple serialize_element, SerializeTupleStruct serialize_field,
    SerializeTupleVariant serialize_field
);
objects!(SerializeStruct, SerializeStructVariant);

impl SerializeMap for Open<'_> {
    type Ok = ();
    type Error = Error;

    fn serialize_key<T: ?Sized + Serialize>(&mut self, key: &T) -> Result<(), Error> {
        let start = self.page.end;
        key.serialize(Json(self.page))?;
        if self.page.bytes.get(start) != Some(&b'"') {
            return Err(Error::custom("a key that is no text"));
        }
        if let Some(comma) = self.page.last() {
            *comma = b':';
        }
        Ok(())
    }

    fn serialize_value<T: ?Sized + Serialize>(&mut self, value: &T) -> Result<(), Error> {
        self.element(value)
    }

    fn end(self) -> Result<(), Error> {
        self.close();
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::{ReadOptions, records};

    #[track_caller]
    fn check(value: &impl Serialize) {
        let mut out = Vec::new();
        write(&mut out, value).unwrap();
        assert_eq!(String::from_utf8(out).unwrap(), serde_json::to_string(value).unwrap());
    }

    #[derive(serde::Serialize)]
    enum Kind {
        Unit,
        Newtype(&'static str),
        Tuple(u8, Option<i64>),
        Struct { a: char, b: () },
    }

    #[derive(serde::Serialize)]
    struct All {
        kinds: [Kind; 4],
        numbers: (i128, f64, u64),
        none: Option<u8>,
        empty: Vec<u8>,
        map: BTreeMap<String, [bool; 2]>,
    }

    #[test]
    fn whatever_serde_knows_is_written_as_serde_json_writes_it() {
        check(&All {
            kinds: [Kind::Unit, Kind::Newtype("京"), Kind::Tuple(1, None), Kind::Struct { a: '"', b: () }],
            numbers: (-1, 0.5, u64::MAX),
            none: None,
            empty: Vec::new(),
            map: [("山\n".to_owned(), [true, false])].into(),
        });
        check(&BTreeMap::<String, u8>::new());
        check(&[Vec::<u8>::new()]);
    }

    #[test]
    fn every_character_is_escaped_as_serde_json_does_wherever_it_stands() {
        for c in ('\0'..='\u{ff}').chain(['東', '\u{2028}', '\u{10ffff}']) {
            for length in 0..20 {
                for at in 0..=length {
                    check(&format!("{}{c}{}", "a".repeat(at), "京".repeat(length - at)));
                }
            }
        }
    }

    #[test]
    fn every_message_is_written_as_serde_json_does() {
        let mut count = 0;
        for file in renkei_fixtures::files("hl7v2") {
            for record in records(file.bytes.as_slice(), &ReadOptions::default()).flatten() {
                check(&record);
                count += 1;
            }
        }
        assert!(count > 50);
    }

    #[test]
    fn a_key_that_is_no_text_is_refused() {
        assert!(write(&mut Vec::new(), &BTreeMap::from([(1, 2)])).is_err());
    }
}
