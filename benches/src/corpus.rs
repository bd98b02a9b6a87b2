//! What the benchmarks read: messages, storages and documents made from a seed, all different, so that no predictor of a processor learns
//! them; and a few fixtures, which are the same in years to come, for what is counted and not timed.

use std::fs;
use std::io;
use std::path::Path;

use renkei::core::charset::{EncodeError, EncodeOptions};
use renkei::{Charset, Message};
use renkei_testkit::generate::{self, DOCUMENT_KINDS, Generator, Options};

/// The character sets that figures are given for.
pub const CHARSETS: [Charset; 3] = [Charset::Iso2022Jp, Charset::ShiftJis, Charset::Utf8];

/// The sample of all kinds of message, by name.
pub const MIXED: &str = "mixed";

/// The sample of the fixtures, by name.
pub const FIXTURES: &str = "fixtures";

/// The seed of all that is made.
const SEED: u64 = 20_240_401;

/// How many messages the mixture has.
const MANY: usize = 500;

/// The kinds of message that are measured by themselves, and what a benchmark calls them: a laboratory report, a prescription, patient data.
const KINDS: [(&str, &str); 3] = [("oul", "OUL^R22"), ("rde", "OMP-01"), ("a08", "ADT^A08")];

/// One fixture of which samples are made.
struct Source {
    /// What a benchmark calls it.
    name: &'static str,
    /// How often it stands in a mixture.
    share: usize,
    /// The bytes, in ISO-2022-JP.
    bytes: Vec<u8>,
}

/// The fixtures; by their shares a message of the mixture has 2.9 kB on average.
fn sources() -> [Source; 3] {
    let source = |name, share, path: &str| Source { name, share, bytes: renkei_fixtures::read(path) };
    [
        source("oul", 1, "hl7v2/oml_11/oul_typical.hl7"),
        source("rde", 1, "hl7v2/omp_01/rde_typical.hl7"),
        source("a08", 4, "hl7v2/adt_00/a08_typical.hl7"),
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

/// Returns generated messages in each of these character sets: of some kinds a hundred each, and five hundred of all kinds, as often as a
/// hospital sends them.
///
/// # Errors
///
/// Where a message has a character that a character set lacks.
pub fn samples(charsets: &[Charset]) -> Result<Vec<Sample>, EncodeError> {
    samples_of(charsets, MANY)
}

/// Returns generated messages like [`samples`], with so many in the mixture and a fifth of it of each kind.
///
/// # Errors
///
/// As [`samples`].
pub fn samples_of(charsets: &[Charset], messages: usize) -> Result<Vec<Sample>, EncodeError> {
    let mut samples = Vec::new();
    for &charset in charsets {
        for (name, kind) in KINDS {
            let options = Options::default().kinds(generate::kinds(kind));
            samples.push(made(name, charset, options, messages.div_ceil(5))?);
        }
        samples.push(made(MIXED, charset, Options::default(), messages)?);
    }
    Ok(samples)
}

fn made(
    name: &'static str,
    charset: Charset,
    options: Options,
    messages: usize,
) -> Result<Sample, EncodeError> {
    let generator = Generator::new(options.seed(SEED).charset(charset));
    let made = generator.messages().take(messages).map(|made| made.map(|made| made.sample.bytes));
    Ok(Sample { name, charset, messages: made.collect::<Result<_, _>>()? })
}

/// Returns the mixture of generated messages in a character set.
///
/// # Errors
///
/// As [`samples`].
pub fn mixed(charset: Charset) -> Result<Sample, EncodeError> {
    made(MIXED, charset, Options::default(), MANY)
}

/// Returns each fixture by itself, and the mixture of them, in each of these character sets: what counts are held against.
///
/// # Errors
///
/// As [`samples`].
pub fn fixed(charsets: &[Charset]) -> Result<Vec<Sample>, EncodeError> {
    let mut samples = Vec::new();
    for &charset in charsets {
        for source in sources() {
            let messages = vec![recoded(&source.bytes, charset)?];
            samples.push(Sample { name: source.name, charset, messages });
        }
        samples.push(Sample { name: MIXED, ..fixtures(charset)? });
    }
    Ok(samples)
}

/// Returns the mixture of the fixtures in a character set.
///
/// # Errors
///
/// As [`samples`].
pub fn fixtures(charset: Charset) -> Result<Sample, EncodeError> {
    let mut messages = Vec::new();
    for source in sources() {
        let bytes = recoded(&source.bytes, charset)?;
        messages.extend(std::iter::repeat_n(bytes, source.share));
    }
    Ok(Sample { name: FIXTURES, charset, messages })
}

/// Returns so many generated CDA documents of each kind, in UTF-8.
///
/// # Errors
///
/// Where one can't be written.
pub fn documents(of_each: u64) -> Result<Sample, crate::Error> {
    let generator = Generator::new(Options::default().seed(SEED).charset(Charset::Utf8));
    let mut messages = Vec::new();
    for (_, kind) in DOCUMENT_KINDS {
        for number in 0..of_each {
            messages.push(generator.document(kind, number)?.bytes);
        }
    }
    Ok(Sample { name: "cda", charset: Charset::Utf8, messages })
}

/// Returns the CDA documents of the fixtures, or of the public samples; nothing where there are neither.
pub fn fixture_documents() -> Sample {
    let mut found = renkei_fixtures::files("cda");
    if found.is_empty() {
        found = renkei_fixtures::samples("cda");
    }
    // Those of the fixtures that are in UTF-8 from the start: the limits beside ours read nothing else.
    let is_utf8 = |name: &str| name.ends_with("_full.xml") || name.ends_with("synthetic.xml");
    let messages = found.into_iter().filter(|f| is_utf8(&f.name)).map(|f| f.bytes).collect();
    Sample { name: "cda", charset: Charset::Utf8, messages }
}

/// Writes a generated storage of so many files below a folder, and returns them as a sample: patients with their history, whose ids spread
/// over the upper levels as those of a hospital do.
///
/// # Errors
///
/// Where the folder can't be written.
pub fn storage(folder: &Path, files: usize) -> io::Result<Sample> {
    let generator = Generator::new(Options::default().seed(SEED));
    let mut messages = Vec::with_capacity(files);
    for made in generator.storage(u64::try_from(files).unwrap_or(u64::MAX)) {
        let made = made.map_err(io::Error::other)?;
        let place = folder.join(&made.folder);
        fs::create_dir_all(&place)?;
        fs::write(place.join(made.sample.name.unwrap_or_default()), &made.sample.bytes)?;
        messages.push(made.sample.bytes);
    }
    Ok(Sample { name: "storage", charset: Charset::Iso2022Jp, messages })
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
        for sample in samples_of(&CHARSETS, 50).unwrap().into_iter().chain(fixed(&CHARSETS).unwrap()) {
            for bytes in &sample.messages {
                let message = Message::parse(bytes, &mut ()).unwrap();
                assert_eq!(message.charset(), sample.charset, "{}", sample.name);
                let family = message.get(&"PID-5.1".parse().unwrap()).unwrap().text().into_owned();
                assert!(!family.is_empty() && !family.is_ascii(), "{}", sample.name);
            }
        }
    }

    #[test]
    fn a_message_of_the_mixture_has_the_size_that_is_said() {
        for mixed in [mixed(Charset::Iso2022Jp).unwrap(), fixtures(Charset::Iso2022Jp).unwrap()] {
            let mean = mixed.bytes() / mixed.messages.len();
            assert!((2_500..3_100).contains(&mean), "{}: {mean}", mixed.name);
        }
    }

    #[test]
    fn no_two_generated_messages_are_alike() {
        let messages = mixed(Charset::Utf8).unwrap().messages;
        let different: std::collections::BTreeSet<_> = messages.iter().collect();
        assert_eq!((different.len(), messages.len()), (MANY, MANY));
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
