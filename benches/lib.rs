//! What the benchmarks read: a laboratory report, a prescription and patient data, in several character sets.

use renkei_core::Charset;
use renkei_core::charset::{EncodeError, EncodeOptions};

/// The messages: what a benchmark calls each, and where it stands among the fixtures.
const MESSAGES: [(&str, &str); 3] = [
    ("oul", "hl7v2/oml_11/oul_typical.hl7"),
    ("rde", "hl7v2/omp_01/rde_typical.hl7"),
    ("a08", "hl7v2/adt_00/a08_typical.hl7"),
];

/// A message in a character set.
#[derive(Clone, Debug)]
pub struct Sample {
    /// The message and its character set: `oul/UTF-8`.
    pub name: String,
    /// The character set.
    pub charset: Charset,
    /// The bytes, with the character set declared in MSH-18.
    pub bytes: Vec<u8>,
}

/// Returns each message in each of these character sets.
///
/// # Errors
///
/// Where a message has a character that a character set lacks.
pub fn samples(charsets: &[Charset]) -> Result<Vec<Sample>, EncodeError> {
    let mut samples = Vec::new();
    for (name, path) in MESSAGES {
        let original = renkei_fixtures::read(path);
        for &charset in charsets {
            let name = format!("{name}/{}", charset.name());
            samples.push(Sample { name, charset, bytes: recoded(&original, charset)? });
        }
    }
    Ok(samples)
}

/// Returns a file of so many messages: the three in turn, one after the other.
///
/// # Errors
///
/// As [`samples`].
pub fn stream(messages: usize, charset: Charset) -> Result<Vec<u8>, EncodeError> {
    let samples = samples(&[charset])?;
    Ok(samples.iter().cycle().take(messages).flat_map(|sample| &sample.bytes).copied().collect())
}

/// Returns a message of the fixtures in another character set, declared as people declare it.
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

    const CHARSETS: [Charset; 4] = [Charset::Iso2022Jp, Charset::Utf8, Charset::ShiftJis, Charset::EucJp];

    #[test]
    fn every_sample_is_read_in_its_character_set() {
        for sample in samples(&CHARSETS).unwrap() {
            let message = renkei_hl7v2::Message::parse(&sample.bytes, &mut ()).unwrap();
            assert_eq!(message.charset(), sample.charset, "{}", sample.name);
            let family = message.get(&"PID-5.1".parse().unwrap()).unwrap().text().into_owned();
            assert_eq!(family, "山本", "{}", sample.name);
        }
    }

    #[test]
    fn a_stream_has_as_many_messages_as_asked_for() {
        let stream = stream(7, Charset::Utf8).unwrap();
        assert_eq!(renkei_hl7v2::io::Reader::new(stream.as_slice()).frames().count(), 7);
    }
}
