//! JSON without blanks, written straight into a buffer: the very bytes of `serde_json`, which asks a formatter and a writer for
//! every bracket and looks at text byte by byte.

use serde::ser::{
    Error as _, Serialize, SerializeMap, SerializeSeq, SerializeStruct, SerializeStructVariant,
    SerializeTuple, SerializeTupleStruct, SerializeTupleVariant, Serializer,
};
use serde_json::Error;

/// Appends a value.
///
/// # Errors
///
/// Those of the value itself, and a map whose keys are not texts; what was appended until then is no JSON.
pub(super) fn write(out: &mut Vec<u8>, value: &impl Serialize) -> Result<(), Error> {
    value.serialize(Json(out))
}

struct Json<'b>(&'b mut Vec<u8>);

/// A list or an object whose end is still to come. Each element is followed by a comma, which the end takes the place of.
struct Open<'b> {
    out: &'b mut Vec<u8>,
    end: &'static [u8],
}

impl<'b> Json<'b> {
    fn open(self, begin: u8, end: &'static [u8]) -> Open<'b> {
        self.0.push(begin);
        Open { out: self.0, end }
    }

    /// Begins an object that says nothing but which variant it is, and what that holds.
    fn variant(self, variant: &'static str) -> Self {
        self.0.push(b'{');
        key(self.0, variant);
        self
    }
}

impl Open<'_> {
    fn element<T: ?Sized + Serialize>(&mut self, value: &T) -> Result<(), Error> {
        value.serialize(Json(self.out))?;
        self.out.push(b',');
        Ok(())
    }

    fn close(self) {
        self.out.pop_if(|last| *last == b',');
        self.out.extend_from_slice(self.end);
    }
}

/// Numbers are spelled by `serde_json`: there are few of them.
macro_rules! numbers {
    ($($method:ident $type:ty),*) => {
        $(fn $method(self, number: $type) -> Result<(), Error> {
            serde_json::to_writer(self.0, &number)
        })*
    };
}

impl<'b> Serializer for Json<'b> {
    type Ok = ();
    type Error = Error;
    type SerializeSeq = Open<'b>;
    type SerializeTuple = Open<'b>;
    type SerializeTupleStruct = Open<'b>;
    type SerializeTupleVariant = Open<'b>;
    type SerializeMap = Open<'b>;
    type SerializeStruct = Open<'b>;
    type SerializeStructVariant = Open<'b>;

    numbers!(
        serialize_i8 i8, serialize_i16 i16, serialize_i32 i32, serialize_i64 i64, serialize_i128 i128,
        serialize_u8 u8, serialize_u16 u16, serialize_u32 u32, serialize_u64 u64, serialize_u128 u128,
        serialize_f32 f32, serialize_f64 f64, serialize_bytes &[u8]
    );

    fn serialize_bool(self, value: bool) -> Result<(), Error> {
        self.0.extend_from_slice(if value { b"true" } else { b"false" });
        Ok(())
    }

    fn serialize_char(self, value: char) -> Result<(), Error> {
        self.serialize_str(value.encode_utf8(&mut [0; 4]))
    }

    #[inline]
    fn serialize_str(self, text: &str) -> Result<(), Error> {
        string(self.0, text);
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
        self.0.extend_from_slice(b"null");
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
        let Json(out) = self.variant(variant);
        value.serialize(Json(out))?;
        out.push(b'}');
        Ok(())
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Open<'b>, Error> {
        Ok(self.open(b'[', b"]"))
    }

    fn serialize_tuple(self, _: usize) -> Result<Open<'b>, Error> {
        Ok(self.open(b'[', b"]"))
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Open<'b>, Error> {
        Ok(self.open(b'[', b"]"))
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Open<'b>, Error> {
        Ok(self.variant(variant).open(b'[', b"]}"))
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Open<'b>, Error> {
        Ok(self.open(b'{', b"}"))
    }

    #[inline]
    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Open<'b>, Error> {
        Ok(self.open(b'{', b"}"))
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Open<'b>, Error> {
        Ok(self.variant(variant).open(b'{', b"}}"))
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

            #[inline]
            fn serialize_field<T: ?Sized + Serialize>(&mut self, name: &'static str, value: &T) -> Result<(), Error> {
                key(self.out, name);
                self.element(value)
            }

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
        let from = self.out.len();
        key.serialize(Json(self.out))?;
        if self.out.get(from) != Some(&b'"') {
            return Err(Error::custom("a key that is no text"));
        }
        self.out.push(b':');
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

/// The name of a field or a variant; names in our programs need no escapes.
#[inline]
fn key(out: &mut Vec<u8>, name: &'static str) {
    debug_assert!(is_plain(name.as_bytes()));
    out.push(b'"');
    out.extend_from_slice(name.as_bytes());
    out.extend_from_slice(b"\":");
}

fn string(out: &mut Vec<u8>, text: &str) {
    let bytes = text.as_bytes();
    out.push(b'"');
    if is_plain(bytes) {
        out.extend_from_slice(bytes);
    } else {
        for byte in bytes {
            match byte {
                b'"' | b'\\' | ..0x20 => escape(out, *byte),
                _ => out.push(*byte),
            }
        }
    }
    out.push(b'"');
}

/// Says whether all bytes stand for themselves: none is a quotation mark, a backslash or a control character.
///
/// They are looked at eight at a time, the last eight once more where they are no whole word.
fn is_plain(bytes: &[u8]) -> bool {
    let is_plain = |word: &[u8; 8]| is_plain_word(u64::from_le_bytes(*word));
    match (bytes.first_chunk(), bytes.last_chunk(), bytes.last_chunk()) {
        (_, _, Some(last)) => bytes.as_chunks().0.iter().all(is_plain) && is_plain(last),
        (Some(first), Some(last), None) => {
            let (first, last) = (u32::from_le_bytes(*first), u32::from_le_bytes(*last));
            is_plain_word(u64::from(first) | u64::from(last) << 32)
        }
        _ => bytes.iter().all(|byte| *byte >= 0x20 && !matches!(*byte, b'"' | b'\\')),
    }
}

/// Says whether eight bytes stand for themselves, all at once: one that does not leaves its highest bit.
fn is_plain_word(word: u64) -> bool {
    const ALL: u64 = 0x0101_0101_0101_0101;
    let below = |word: u64, bound: u64| word.wrapping_sub(ALL.wrapping_mul(bound)) & !word;
    let is = |byte: u8| below(word ^ ALL.wrapping_mul(u64::from(byte)), 1);
    (below(word, 0x20) | is(b'"') | is(b'\\')) & ALL.wrapping_mul(0x80) == 0
}

fn escape(out: &mut Vec<u8>, byte: u8) {
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
            out.extend_from_slice(&[b'\\', b'u', b'0', b'0', digit(byte >> 4), digit(byte & 15)]);
            return;
        }
    };
    out.extend_from_slice(&[b'\\', short]);
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
