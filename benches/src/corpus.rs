//! What the benchmarks read: a laboratory report, a prescription, patient data, and a mixture of the three, in several character sets;
//! storages of such messages; documents.

use std::fs;
use std::io;
use std::path::Path;

use renkei::core::charset::{EncodeError, EncodeOptions};
use renkei::{Charset, Message};

/// The character sets that figures are given for.
pub const CHARSETS: [Charset; 3] = [Charset::Iso2022Jp, Charset::ShiftJis, Charset::Utf8];

/// The sample of all kinds of message, by name.
pub const MIXED: &str = "mixed";

/// The patient of all messages of [`sources`].
const PATIENT: &[u8] = b"0000004567";

/// One message of which samples are made.
struct Source {
    /// What a benchmark calls it.
    name: &'static str,
    /// The data kind that a storage files it under.
    kind: &'static str,
    /// The day that a storage files it under; `-` for data of no day.
    date: &'static str,
    /// How often it stands in a mixture.
    share: usize,
    /// The bytes, in ISO-2022-JP.
    bytes: Vec<u8>,
}

/// Where messages come from: the only place to change where they shall come from somewhere else.
///
/// By their shares a message of the mixture has 2.9 kB on average.
fn sources() -> [Source; 3] {
    let source = |name, kind, date, share, path: &str| {
        let bytes = renkei_fixtures::read(path);
        Source { name, kind, date, share, bytes }
    };
    [
        source("oul", "OML-11", "20240401", 1, "hl7v2/oml_11/oul_typical.hl7"),
        source("rde", "OMP-01", "20240401", 1, "hl7v2/omp_01/rde_typical.hl7"),
        source("a08", "ADT-00", "-", 4, "hl7v2/adt_00/a08_typical.hl7"),
    ]
}

/// Messages or documents in a character set.
#[derive(Clone, Debug)]
pub struct Sample {
    /// What they are: `oul`.
    pub name: &'static str,
    /// The character set.
    pub charset: Charset,
    /// The bytes, with the character set declared in MSH-18.
    pub messages: Vec<Vec<u8>>,
}

impl Sample {
    /// Returns how many bytes all messages have.
    pub fn bytes(&self) -> usize {
        self.messages.iter().map(Vec::len).sum()
    }

    /// Returns how many segments all messages have.
    pub fn segments(&self) -> usize {
        let messages = self.messages.iter().filter_map(|bytes| Message::parse(bytes, &mut ()).ok());
        messages.map(|message| message.segment_count()).sum()
    }

    /// Returns the sample and its character set: `oul/UTF-8`.
    pub fn title(&self) -> String {
        format!("{}/{}", self.name, self.charset.name())
    }

    /// Returns a stream of so many messages: those of the sample in turn, one after the other.
    pub fn stream(&self, messages: usize) -> Vec<u8> {
        self.messages.iter().cycle().take(messages).flatten().copied().collect()
    }
}

/// Returns each message by itself, and the mixture of them, in each of these character sets.
///
/// # Errors
///
/// Where a message has a character that a character set lacks.
pub fn samples(charsets: &[Charset]) -> Result<Vec<Sample>, EncodeError> {
    let sources = sources();
    let mut samples = Vec::new();
    for &charset in charsets {
        let mut mixed = Sample { name: MIXED, charset, messages: Vec::new() };
        for source in &sources {
            let bytes = recoded(&source.bytes, charset)?;
            mixed.messages.extend(std::iter::repeat_n(bytes.clone(), source.share));
            samples.push(Sample { name: source.name, charset, messages: vec![bytes] });
        }
        samples.push(mixed);
    }
    Ok(samples)
}

/// Returns the mixture of all messages in a character set.
///
/// # Errors
///
/// As [`samples`].
pub fn mixed(charset: Charset) -> Result<Sample, EncodeError> {
    let samples = samples(&[charset])?;
    Ok(samples.into_iter().find(|sample| sample.name == MIXED).unwrap_or(Sample {
        name: MIXED,
        charset,
        messages: Vec::new(),
    }))
}

/// Returns the CDA documents of the fixtures, or of the public samples; nothing where there are neither.
pub fn documents() -> Sample {
    let mut found = renkei_fixtures::files("cda");
    if found.is_empty() {
        found = renkei_fixtures::samples("cda");
    }
    // Those of the fixtures that are in UTF-8 from the start: the limits beside ours read nothing else.
    let is_utf8 = |name: &str| name.ends_with("_full.xml") || name.ends_with("synthetic.xml");
    let messages = found.into_iter().filter(|f| is_utf8(&f.name)).map(|f| f.bytes).collect();
    Sample { name: "cda", charset: Charset::Utf8, messages }
}

/// Writes a storage of so many files, three to a patient, below a folder, and returns them as a sample.
///
/// # Errors
///
/// Where the folder can't be written.
pub fn storage(folder: &Path, files: usize) -> io::Result<Sample> {
    let sources = sources();
    let mut messages = Vec::with_capacity(files);
    for number in 0..files.div_ceil(sources.len()) {
        // Ids far from one another, so that they spread over the upper levels as those of a hospital do.
        let id = format!("{:010}", number.wrapping_mul(7_654_321) % 1_000_000_000);
        for source in sources.iter().take(files.saturating_sub(messages.len())) {
            let (kind, date) = (source.kind, source.date);
            let mut place = folder.join("1319999999");
            for level in [id.get(..3), id.get(3..6), Some(&id), Some(date), Some(kind)] {
                place.push(level.unwrap_or_default());
            }
            fs::create_dir_all(&place)?;
            let (key, department) = match date {
                "-" => ("999999999999999", "-"),
                _ => ("000000240401001", "01"),
            };
            let name = format!("{id}_{date}_{kind}_{key}_20240401103100123_{department}_1");
            let bytes = of_patient(&source.bytes, id.as_bytes());
            fs::write(place.join(name), &bytes)?;
            messages.push(bytes);
        }
    }
    Ok(Sample { name: "storage", charset: Charset::Iso2022Jp, messages })
}

/// Returns a message with another patient id of the same length.
fn of_patient(message: &[u8], id: &[u8]) -> Vec<u8> {
    let mut rest = message;
    let mut bytes = Vec::with_capacity(message.len());
    while let Some(at) = memchr::memmem::find(rest, PATIENT)
        && let (Some(before), Some(after)) = (rest.get(..at), rest.get(at.saturating_add(PATIENT.len())..))
    {
        bytes.extend_from_slice(before);
        bytes.extend_from_slice(id);
        rest = after;
    }
    bytes.extend_from_slice(rest);
    bytes
}

/// Returns a message in another character set, declared as people declare it.
fn recoded(original: &[u8], charset: Charset) -> Result<Vec<u8>, EncodeError> {
    if charset == Charset::Iso2022Jp {
        return Ok(original.to_vec());
    }
    let declared = match charset {
        Charset::Utf8 => "UNICODE UTF-8",
        other => other.name(),
    };
    let text = Charset::Iso2022Jp.decode(original).into_string();
    let text = text.replacen("~ISO IR87", declared, 1).replacen("ISO 2022-1994", "", 1);
    let mut bytes = Vec::with_capacity(text.len());
    charset.encode(&text, &EncodeOptions::default(), &mut bytes)?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use renkei::ssmix2::Storage;

    #[test]
    fn every_sample_is_read_in_its_character_set() {
        for sample in samples(&CHARSETS).unwrap() {
            for bytes in &sample.messages {
                let message = Message::parse(bytes, &mut ()).unwrap();
                assert_eq!(message.charset(), sample.charset, "{}", sample.name);
                let family = message.get(&"PID-5.1".parse().unwrap()).unwrap().text().into_owned();
                assert_eq!(family, "山本", "{}", sample.name);
            }
        }
    }

    #[test]
    fn a_message_of_the_mixture_has_the_size_that_is_said() {
        let mixed = mixed(Charset::Iso2022Jp).unwrap();
        let mean = mixed.bytes() / mixed.messages.len();
        assert!((2_700..3_000).contains(&mean), "{mean}");
    }

    #[test]
    fn a_stream_has_as_many_messages_as_asked_for() {
        let stream = mixed(Charset::Utf8).unwrap().stream(7);
        assert_eq!(renkei::hl7v2::io::Reader::new(stream.as_slice()).frames().count(), 7);
    }

    #[test]
    fn a_storage_is_one_without_a_remark() {
        let folder = tempfile::tempdir().unwrap();
        let sample = storage(folder.path(), 100).unwrap();
        assert_eq!(sample.messages.len(), 100);
        let entries: Vec<_> = Storage::open(folder.path()).unwrap().walk().map(Result::unwrap).collect();
        assert_eq!(entries.len(), 100);
        for entry in entries {
            assert!(entry.name().is_some(), "{}", entry.path());
            assert_eq!(entry.diagnostics(), &[], "{}", entry.path());
        }
    }
}
