//! A message in another character set, with nothing else changed. Documents have [`renkei_cda::recode`].
//!
//! Delimiters, escape sequences, line ends and whatever is ASCII keep their bytes; text is decoded and encoded leaf by leaf,
//! so that a delimiter byte inside a kanji never meets one that is a delimiter. MSH-18 and MSH-20 then declare the new set.

use renkei_core::charset::{Declaration, EncodeOptions, Shift, Unmappable};
use renkei_core::ledger::{Entry, Fate, Remark};
use renkei_core::{Charset, Ledger, SegmentPath};
use renkei_hl7v2::escape::{self, Part, Sequence};
use renkei_hl7v2::message::Raw;
use renkei_hl7v2::{Message, MessageBuf, Segment};

use crate::codes;
use crate::read::Error;

/// A message in another character set.
#[derive(Clone, Debug)]
pub struct Recoded {
    /// The message, framing and envelope included.
    pub message: MessageBuf,
    /// Where the bytes of the source went; its remarks list substitutions and the changed declaration.
    pub ledger: Ledger,
}

impl Recoded {
    /// Says whether a character was substituted or could not be read.
    pub fn has_loss(&self) -> bool {
        self.ledger.remarks().iter().any(|r| *r.code != codes::DECLARATION_CHANGED)
    }
}

/// Writes a message in another character set.
///
/// # Errors
///
/// [`Error::Unencodable`] and [`Error::Undecodable`] where a character has no code in the new set or bytes can't be read in the
/// old one, unless the options name a substitute.
///
/// # Examples
///
/// ```
/// use renkei::core::charset::EncodeOptions;
/// use renkei::recode::recode;
/// use renkei::{Charset, Message};
///
/// let bytes = b"MSH|^~\\&|HIS|||||||||2.5||||||~ISO IR87||ISO 2022-1994\rPID|||||\x1b$BEl5~\x1b(B^A\\T\\B\r";
/// let message = Message::parse(bytes, &mut ())?;
/// let recoded = recode(&message, Charset::Utf8, &EncodeOptions::default())?;
/// assert_eq!(
///     String::from_utf8_lossy(recoded.message.as_bytes()),
///     "MSH|^~\\&|HIS|||||||||2.5||||||UNICODE UTF-8||\rPID|||||東京^A\\T\\B\r",
/// );
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn recode(message: &Message<'_>, target: Charset, options: &EncodeOptions) -> Result<Recoded, Error> {
    recode_with(message, target, options, true)
}

/// As [`recode`]; without `traced` the ledger has remarks and no entries, which costs far less for long messages.
pub(crate) fn recode_with(
    message: &Message<'_>,
    target: Charset,
    options: &EncodeOptions,
    traced: bool,
) -> Result<Recoded, Error> {
    let mut writer = Writer {
        message,
        target,
        options: *options,
        out: Vec::with_capacity(message.bytes().len()),
        at: 0,
        traced,
        entries: Vec::new(),
        remarks: Vec::new(),
    };
    if message.bytes().starts_with(BYTE_ORDER_MARK) && target != Charset::Utf8 {
        writer.at = BYTE_ORDER_MARK.len();
    }
    for segment in message.segments() {
        writer.between(segment.span().range().start, segment.path())?;
        writer.segment(&segment)?;
    }
    writer.between(message.bytes().len(), SegmentPath::segment(renkei_core::SegmentId::MSH, 1))?;
    let Writer { out, entries, mut remarks, .. } = writer;
    let mut parse = renkei_hl7v2::ParseOptions::default();
    parse.charset = Some(target);
    parse.max_segments = usize::MAX;
    parse.max_length = usize::MAX;
    let mut recoded = MessageBuf::parse_with(out, parse, &mut ())?;
    declare(&mut recoded, target, &mut remarks)?;
    let mut ledger = Ledger::balance(u32::try_from(message.bytes().len()).unwrap_or(u32::MAX), entries);
    remarks.into_iter().for_each(|remark| ledger.remark(remark));
    Ok(Recoded { message: recoded, ledger })
}

/// Accounts for a message that is written as it is.
pub(crate) fn as_it_is(message: &Message<'_>) -> Ledger {
    let mut entries = Vec::new();
    for segment in message.segments().chain(message.envelope()) {
        for leaf in segment.fields().flat_map(|field| field.leaves()) {
            entries.push(kept(message, &leaf));
        }
    }
    for noise in message.noise() {
        entries.push(Entry { span: noise.span(), path: None, fate: Fate::Mapped { to: "".into() } });
    }
    Ledger::balance(u32::try_from(message.bytes().len()).unwrap_or(u32::MAX), entries)
}

fn kept(message: &Message<'_>, leaf: &Raw<'_>) -> Entry {
    let path = message.path_of(leaf);
    let to = path.map(|p| p.to_string()).unwrap_or_default().into();
    Entry { span: leaf.span(), path: path.map(Into::into), fate: Fate::Mapped { to } }
}

const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

struct Writer<'m> {
    message: &'m Message<'m>,
    target: Charset,
    options: EncodeOptions,
    out: Vec<u8>,
    /// How much of the source is written.
    at: usize,
    traced: bool,
    entries: Vec<Entry>,
    remarks: Vec<Remark>,
}

impl Writer<'_> {
    /// Writes what stands before a place outside any segment: line ends, framing, envelopes, other text.
    fn between(&mut self, to: usize, path: SegmentPath) -> Result<(), Error> {
        let bytes = self.message.bytes().get(self.at..to).unwrap_or_default();
        self.at = self.at.max(to);
        self.text(bytes, Shift::default(), path)
    }

    /// Copies the delimiters before a place.
    fn delimiters(&mut self, to: usize) {
        let bytes = self.message.bytes().get(self.at..to).unwrap_or_default();
        self.out.extend_from_slice(bytes);
        self.at = self.at.max(to);
    }

    fn segment(&mut self, segment: &Segment<'_>) -> Result<(), Error> {
        self.between(segment.name().span().range().end, segment.path())?;
        for field in segment.fields() {
            let declares = segment.is_header() && field.number() <= 2;
            if declares {
                self.delimiters(field.span().range().end);
                continue;
            }
            for leaf in field.leaves() {
                self.delimiters(leaf.span().range().start);
                self.leaf(&leaf, field.path())?;
                self.at = leaf.span().range().end;
                if self.traced && !leaf.is_empty() {
                    self.entries.push(kept(self.message, &leaf));
                }
            }
        }
        self.delimiters(segment.span().range().end);
        Ok(())
    }

    fn leaf(&mut self, leaf: &Raw<'_>, path: SegmentPath) -> Result<(), Error> {
        let escape = self.message.delimiters().escape;
        let escapes = escape.is_some_and(|e| leaf.bytes().contains(&e));
        if !escapes && self.is_same(leaf.bytes(), leaf.shift()) {
            self.out.extend_from_slice(leaf.bytes());
            return Ok(());
        }
        let path = self.message.path_of(leaf).unwrap_or(path);
        let source = self.message.charset();
        for part in escape::parts(leaf.bytes(), source, leaf.shift(), &self.message.delimiters()) {
            match part {
                Part::Text(bytes, shift) => self.text(bytes, shift, path)?,
                Part::Escape(_, Sequence::Hex(digits), _)
                    if source != self.target && !is_plain_hex(digits) =>
                {
                    // The bytes were text in the old set, and must be the same text in the new one.
                    let text = source.decode(&from_hex(digits)).into_string();
                    let start = self.out.len();
                    self.encode(&text, path)?;
                    let encoded = self.out.split_off(start);
                    self.hex(&encoded);
                }
                Part::Escape(written, _, shift) => {
                    // An escape sequence is made of bytes that stand for themselves, whatever is shifted between them.
                    for (at, unit) in source.units(shift, written) {
                        let bytes = written.get(at..at.saturating_add(unit.len)).unwrap_or_default();
                        match bytes {
                            [byte] if unit.live => self.out.push(*byte),
                            _ => self.text(bytes, shift, path)?,
                        }
                    }
                }
            }
        }
        Ok(())
    }

    /// Says whether bytes are the same in both sets.
    fn is_same(&self, bytes: &[u8], shift: Shift) -> bool {
        let source = self.message.charset();
        if !shift.is_start() {
            return false;
        }
        if bytes.is_ascii() && !source.needs_units(bytes) && !self.target.needs_units(bytes) {
            return true;
        }
        if source != self.target || !ends_in_start(source, bytes) {
            return false;
        }
        // Where the set stays, only what it may not hold is written anew.
        let decoded = source.decode(bytes);
        decoded.is_clean() && decoded.as_str().chars().all(|c| self.target.can_encode(c, &self.options))
    }

    fn text(&mut self, bytes: &[u8], shift: Shift, path: SegmentPath) -> Result<(), Error> {
        if self.is_same(bytes, shift) {
            self.out.extend_from_slice(bytes);
            return Ok(());
        }
        let decoded = self.message.charset().decode_from(shift, bytes);
        if !decoded.is_clean() {
            let count = decoded.unreadable();
            if self.options.unmappable == Unmappable::Error {
                return Err(Error::Undecodable { path, count });
            }
            self.remark(path, &renkei_core::codes::UNDECODABLE_BYTES);
        }
        self.encode(decoded.as_str(), path)
    }

    fn encode(&mut self, text: &str, path: SegmentPath) -> Result<(), Error> {
        match self.target.encode(text, &self.options, &mut self.out) {
            Ok(substituted) if substituted.is_empty() => Ok(()),
            Ok(_) => {
                self.remark(path, &renkei_jahis::codes::CHARACTER_SUBSTITUTED);
                Ok(())
            }
            Err(source) => Err(Error::Unencodable { path, source }),
        }
    }

    fn remark(&mut self, path: SegmentPath, code: &'static renkei_core::Code) {
        let remark = Remark { path: Some(path.into()), code, target: path.to_string().into() };
        if self.remarks.last() != Some(&remark) {
            self.remarks.push(remark);
        }
    }

    fn hex(&mut self, bytes: &[u8]) {
        let escape = self.message.delimiters().escape.unwrap_or(b'\\');
        self.out.extend_from_slice(&[escape, b'X']);
        for byte in bytes {
            self.out.extend_from_slice(format!("{byte:02X}").as_bytes());
        }
        self.out.push(escape);
    }
}

fn ends_in_start(charset: Charset, bytes: &[u8]) -> bool {
    let mut units = charset.units(Shift::default(), bytes);
    while units.next().is_some() {}
    units.shift().is_start()
}

fn from_hex(digits: &[u8]) -> Vec<u8> {
    let pairs = digits.chunks_exact(2).filter_map(|pair| std::str::from_utf8(pair).ok());
    pairs.filter_map(|pair| u8::from_str_radix(pair, 16).ok()).collect()
}

/// Says whether hexadecimal data are ASCII without shifts, the same in every set.
fn is_plain_hex(digits: &[u8]) -> bool {
    from_hex(digits).iter().all(|b| b.is_ascii() && !matches!(b, 0x0E | 0x0F | 0x1B))
}

/// Makes MSH-18 and MSH-20 say what the bytes are.
fn declare(message: &mut MessageBuf, target: Charset, remarks: &mut Vec<Remark>) -> Result<(), Error> {
    let field = |n| SegmentPath::field("MSH", 1, n);
    let repetition = message.delimiters().repetition;
    let view = message.as_message();
    let bytes_of = |n| view.get(&field(n)).map(|raw| raw.bytes().to_vec()).unwrap_or_default();
    let (sets, handling) = (bytes_of(18), bytes_of(20));
    let declared = Declaration::parse(sets.split(|b| *b == repetition));
    if declared.charset() == Some(target) {
        return Ok(());
    }
    let sets = match target.declared_as() {
        Some(values) => values.join(&*char::from(repetition).to_string()),
        // No value of the table: the name that receivers are most likely to know.
        None => target.name().to_owned(),
    };
    message.set_bytes(&field(18), sets.as_bytes())?;
    let switches = target == Charset::Iso2022Jp;
    if switches && handling.is_empty() {
        message.set_bytes(&field(20), b"ISO 2022-1994")?;
    } else if !switches && !handling.is_empty() {
        message.set_bytes(&field(20), b"")?;
    }
    let code = &codes::DECLARATION_CHANGED;
    remarks.push(Remark { path: Some(field(18).into()), code, target: "MSH-18".into() });
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEADER: &[u8] = b"MSH|^~\\&|HIS|||||||||2.5||||||~ISO IR87||ISO 2022-1994\r";

    /// Writes a message in another set and back: the bytes there, and those of the way back.
    #[track_caller]
    fn check(rest: &[u8], target: Charset, expected: &str) {
        let bytes = [HEADER, rest].concat();
        let message = Message::parse(&bytes, &mut ()).unwrap();
        let there = recode(&message, target, &EncodeOptions::default()).unwrap();
        assert!(!there.has_loss());
        there.ledger.verify().unwrap();
        let text = target.decode(there.message.as_bytes()).into_string();
        assert_eq!(text.split_once('\r').unwrap().1, expected);

        let read_there = there.message.as_message();
        assert_eq!(read_there.charset(), target);
        let back = recode(&read_there, Charset::Iso2022Jp, &EncodeOptions::default()).unwrap();
        assert_eq!(back.message.as_bytes(), bytes, "there and back again");
    }

    #[test]
    fn only_text_and_declaration_change() {
        let pid = b"PID|||1||\x1b$BEl5~\x1b(B^\x1b$B2V;R\x1b(B&A~\x1b$BF|K\\\x1b(B\\T\\\\.br\\|x\r";
        for target in [Charset::Utf8, Charset::ShiftJis, Charset::EucJp] {
            check(pid, target, "PID|||1||東京^花子&A~日本\\T\\\\.br\\|x\r");
        }
        check(b"", Charset::Utf8, "");
        check(b"ZZZ|\x1b$BI=G=\x1b(B\r\r\x1c", Charset::ShiftJis, "ZZZ|表能\r\r\x1c");
    }

    #[test]
    fn text_as_hexadecimal_data_stays_the_same_text() {
        check(b"NTE|1||\\X1B2442456C357E1B2842\\\r", Charset::Utf8, "NTE|1||\\XE69DB1E4BAAC\\\r");
        check(b"NTE|1||\\X0D\\\r", Charset::Utf8, "NTE|1||\\X0D\\\r");
    }

    #[test]
    fn what_the_target_lacks_is_refused_or_reported() {
        let bytes = "MSH|^~\\&|HIS|||||||||2.5||||||UNICODE UTF-8\rPID|||||髙橋\r".as_bytes();
        let message = Message::parse(bytes, &mut ()).unwrap();
        let error = recode(&message, Charset::Iso2022Jp, &EncodeOptions::default()).unwrap_err();
        assert_eq!(
            error.to_string(),
            "PID-5 can't be written: character 1 (byte 0) can't be written in ISO-2022-JP"
        );
        let options = EncodeOptions::new().unmappable(Unmappable::BestFit);
        let recoded = recode(&message, Charset::Iso2022Jp, &options).unwrap();
        assert!(recoded.has_loss());
        let view = recoded.message.as_message();
        assert_eq!(view.get(&"PID-5".parse().unwrap()).unwrap().text(), "高橋");
        assert_eq!(view.get(&"MSH-18".parse().unwrap()).unwrap().text(), "~ISO IR87");
        assert_eq!(view.get(&"MSH-20".parse().unwrap()).unwrap().text(), "ISO 2022-1994");
    }

    #[test]
    fn what_cannot_be_read_is_refused_or_reported() {
        let bytes = [HEADER, b"PID|||||\x1b$B)!\x1b(B\r"].concat();
        let message = Message::parse(&bytes, &mut ()).unwrap();
        let error = recode(&message, Charset::Utf8, &EncodeOptions::default()).unwrap_err();
        assert!(matches!(error, Error::Undecodable { count: 2, .. }));
        let options = EncodeOptions::new().unmappable(Unmappable::Geta);
        assert!(recode(&message, Charset::Utf8, &options).unwrap().has_loss());
    }
}
