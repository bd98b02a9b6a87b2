//! Defects put into messages: a given one, or one drawn by a seed from those that fit.

use renkei::Format;
use renkei::detect;
use renkei::hl7v2::io::{ReadError, Reader};

use crate::defect::{ALL, Defect, Spoilt};
use crate::random::Random;
use crate::{Sample, defect};

/// Which defects are put in.
#[derive(Clone, Debug)]
pub enum Choice {
    /// One of these: the first that fits.
    Named(Vec<&'static Defect>),
    /// One of all, drawn by a seed from those that fit.
    Random(u64),
}

impl Choice {
    /// Reads the name of a defect, or `random`; `None` for an unknown name.
    pub fn read(name: &str, seed: u64) -> Option<Self> {
        match name {
            "random" => Some(Self::Random(seed)),
            _ => defect::by_name(name).map(|defect| Self::Named(vec![defect])),
        }
    }

    /// Spoils message `number` of all that are spoilt with this choice; `None` where no defect fits.
    pub fn apply(&self, sample: &Sample, number: u64) -> Option<(&'static Defect, Spoilt)> {
        let fits = |defect: &'static Defect| defect.apply(sample).map(|spoilt| (defect, spoilt));
        match self {
            Self::Named(defects) => defects.iter().copied().find_map(fits),
            Self::Random(seed) => {
                let mut random = Random::of(*seed, 40, number);
                let mut left: Vec<&'static Defect> = ALL.iter().collect();
                while !left.is_empty() {
                    let place = random.size(0, left.len().saturating_sub(1));
                    if let Some(found) = fits(left.swap_remove(place)) {
                        return Some(found);
                    }
                }
                None
            }
        }
    }
}

/// What was done to one message of a file.
#[derive(Clone, Debug)]
pub struct Mutation {
    /// The number of the message in the file, counted from zero.
    pub index: u64,
    /// Where its frame begins in the file as it was, in bytes counted from zero.
    pub offset: u64,
    /// The defect.
    pub defect: &'static Defect,
    /// Where the defect is found, where that is a place in the message.
    pub place: Option<renkei::SegmentPath>,
}

/// Spoils every message of a file that some defect fits, and says what was done. What is no message stays as it is.
///
/// `first` is the number of messages in the files before this one, so that a choice at random differs between them.
///
/// # Examples
///
/// ```
/// use renkei_testkit::Sample;
/// use renkei_testkit::mutate::{Choice, mutate};
///
/// let sound = Sample::message(b"MSH|^~\\&|HIS||||20240401103100||ADT^A08^ADT_A01|1|P|2.5\rPID|||0000123||||19800101|F\r");
/// let choice = Choice::read("birth-date-impossible", 0).expect("a defect of this name");
/// let (spoilt, done) = mutate(&sound, &choice, 0);
/// assert!(spoilt.bytes.ends_with(b"PID|||0000123||||19800231|F\r"));
/// assert_eq!(done[0].place.map(|path| path.to_string()).as_deref(), Some("PID-7"));
/// ```
pub fn mutate(file: &Sample, choice: &Choice, first: u64) -> (Sample, Vec<Mutation>) {
    if matches!(detect::bytes(&file.bytes), Some(Format::Cda | Format::Mml)) {
        return (file.clone(), Vec::new());
    }
    let mut out = Sample { name: file.name.clone(), bytes: Vec::with_capacity(file.bytes.len()) };
    let mut done = Vec::new();
    let mut reader = Reader::new(file.bytes.as_slice());
    let mut frame = Vec::new();
    loop {
        match reader.read_frame(&mut frame) {
            Ok(Some(place)) => {
                let sample = Sample { name: file.name.clone(), bytes: std::mem::take(&mut frame) };
                match choice.apply(&sample, first.saturating_add(place.index)) {
                    Some((defect, spoilt)) => {
                        out.bytes.extend_from_slice(&spoilt.sample.bytes);
                        out.name = spoilt.sample.name;
                        let Spoilt { place: path, .. } = spoilt;
                        done.push(Mutation { index: place.index, offset: place.offset, defect, place: path });
                    }
                    None => out.bytes.extend_from_slice(&sample.bytes),
                }
            }
            Ok(None) => {
                out.bytes.extend_from_slice(reader.tail());
                return (out, done);
            }
            // Memory does not fail, and a message that is too long for the reader is too long to be spoilt.
            Err(ReadError::TooLarge { .. }) | Err(_) => return (file.clone(), Vec::new()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::generate::{Generator, Options};

    fn file(count: usize) -> Sample {
        let generator = Generator::new(Options::default().seed(1));
        let all = generator.messages().take(count).flat_map(|message| message.unwrap().sample.bytes);
        Sample::message(all.collect::<Vec<u8>>())
    }

    #[test]
    fn every_message_of_a_file_is_spoilt_and_the_same_every_time() {
        let sound = file(40);
        let (spoilt, done) = mutate(&sound, &Choice::Random(5), 0);
        assert_eq!(done.len(), 40);
        assert_eq!(mutate(&sound, &Choice::Random(5), 0).0, spoilt);
        assert_ne!(mutate(&sound, &Choice::Random(6), 0).0, spoilt);
        let mut names: Vec<_> = done.iter().map(|mutation| mutation.defect.name).collect();
        names.sort_unstable();
        names.dedup();
        assert!(names.len() > 15, "{names:?}");
    }

    #[test]
    fn what_a_defect_does_not_fit_stays_as_it_is() {
        let sound = Sample::message(b"no message at all\r".to_vec());
        let (same, done) = mutate(&sound, &Choice::read("sex-unknown-code", 0).unwrap(), 0);
        assert_eq!(same, sound);
        assert!(done.is_empty());
        let document = Sample::message(b"<ClinicalDocument xmlns='urn:hl7-org:v3'/>".to_vec());
        let (same, done) = mutate(&document, &Choice::Random(0), 0);
        assert!(same == document && done.is_empty(), "a document is no message");
        assert!(Choice::read("no-such-defect", 0).is_none());
    }

    #[test]
    fn a_generated_message_shows_every_rule_that_a_defect_breaks() {
        use renkei::check::CheckOptions;
        let kinds = renkei::ssmix2::MESSAGE_KINDS.iter().collect();
        let generator = Generator::new(Options::default().seed(2).kinds(kinds));
        let all: Vec<Sample> = generator.messages().take(72).map(|message| message.unwrap().sample).collect();
        let mut unseen = Vec::new();
        for defect in ALL {
            let spoilt = all.iter().filter_map(|sample| defect.apply(sample));
            let found = spoilt.take(4).map(|spoilt| {
                let reports = spoilt.sample.check(&CheckOptions::default()).unwrap();
                reports.iter().flat_map(|report| &report.findings).any(|f| f.code.name == defect.code)
            });
            let found: Vec<bool> = found.collect();
            // One that is last of its group can go without a trace: some file must show each rule.
            if !found.contains(&true) {
                unseen.push((defect.name, found));
            }
        }
        assert!(unseen.is_empty(), "{unseen:?}");
    }
}
