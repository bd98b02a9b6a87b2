//! Messages, streams and storages made from a seed: invented patients and what happens to them.
//!
//! The same seed makes the same bytes on every machine, and message `n` is the same however many are made. What is made is
//! clean: a check against the profile that it was made for finds nothing, but for what was asked for and the profile does
//! not allow (another character set than ISO-2022-JP, other line ends than CR).
//!
//! ```
//! use renkei_testkit::generate::{Generator, Options};
//!
//! let generator = Generator::new(Options::default().seed(7));
//! let message = generator.message(3).expect("every character can be written in ISO-2022-JP");
//! assert!(message.sample.bytes.starts_with(b"MSH|^~\\&|"));
//! assert_eq!(generator.message(3).map(|again| again.sample.bytes), Ok(message.sample.bytes));
//! ```
//!
//! [`Generator::document`] makes CDA documents of the same people.

mod documents;
mod er7;
mod imaging;
mod laboratory;
mod medication;
mod moment;
mod people;
mod records;
mod scene;
mod story;
mod stream;
mod visits;
mod words;

use renkei::Charset;
use renkei::core::charset::{EncodeError, EncodeOptions};
use renkei::jahis::profile::{self, Profile};
use renkei::ssmix2::{Action, DataKind, MESSAGE_KINDS, MessageKind};

use self::er7::Er7;
use self::imaging::Domain;
use self::moment::Moment;
use self::people::{Patient, Visit};
use self::scene::{Order, Scene};
use crate::Sample;
use crate::random::Random;

pub use documents::{DOCUMENT_KINDS, GeneratedDocument, document_kind};
pub use stream::{Framing, Stream};

/// How segments end.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LineEnd {
    /// CR, which HL7 asks for.
    #[default]
    Cr,
    /// LF.
    Lf,
    /// CR and LF.
    CrLf,
}

impl LineEnd {
    const fn bytes(self) -> &'static [u8] {
        match self {
            Self::Cr => b"\r",
            Self::Lf => b"\n",
            Self::CrLf => b"\r\n",
        }
    }
}

/// What is to be made.
#[derive(Clone, Debug)]
pub struct Options {
    seed: u64,
    kinds: Vec<&'static MessageKind>,
    charset: Charset,
    line_end: LineEnd,
    profile: &'static Profile,
}

/// Seed 0, all 36 kinds, ISO-2022-JP, CR, the newest SS-MIX2.
impl Default for Options {
    fn default() -> Self {
        Self {
            seed: 0,
            kinds: Vec::new(),
            charset: Charset::Iso2022Jp,
            line_end: LineEnd::Cr,
            profile: &profile::SSMIX2_1_2H,
        }
    }
}

impl Options {
    /// Sets the seed.
    #[must_use]
    pub const fn seed(mut self, seed: u64) -> Self {
        self.seed = seed;
        self
    }

    /// Sets the kinds of message, which come in turn. Without any all 36 come, as often as a hospital sends them.
    #[must_use]
    pub fn kinds(mut self, kinds: Vec<&'static MessageKind>) -> Self {
        self.kinds = kinds;
        self
    }

    /// Sets the character set.
    #[must_use]
    pub const fn charset(mut self, charset: Charset) -> Self {
        self.charset = charset;
        self
    }

    /// Sets how segments end.
    #[must_use]
    pub const fn line_end(mut self, line_end: LineEnd) -> Self {
        self.line_end = line_end;
        self
    }

    /// Sets the profile that the messages follow.
    #[must_use]
    pub const fn profile(mut self, profile: &'static Profile) -> Self {
        self.profile = profile;
        self
    }
}

/// Returns the kinds of message that a name means: those of a data kind (`OMP-01`) or of a type and event (`ADT^A08`), which
/// several data kinds may share; none for an unknown name.
pub fn kinds(name: &str) -> Vec<&'static MessageKind> {
    let means = |kind: &&MessageKind| {
        kind.data_kind.as_str() == name || name.split_once('^') == Some((kind.code, kind.event))
    };
    MESSAGE_KINDS.iter().filter(means).collect()
}

/// What was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Generated {
    /// The kind of message.
    pub kind: &'static MessageKind,
    /// The message, and the name that its file has in a storage.
    pub sample: Sample,
    /// The folders of its file in a storage, from the facility down: `1319999999/000/000/0000007919/20240401/OMP-01`.
    pub folder: String,
}

/// Makes messages.
#[derive(Clone, Debug)]
pub struct Generator {
    options: Options,
}

#[expect(clippy::indexing_slicing, reason = "the compiler looks whether there is one")]
const FIRST: &MessageKind = &MESSAGE_KINDS[0];

/// How many messages in a row are about one patient.
const A_PATIENT: u64 = 5;

impl Generator {
    /// Makes a generator.
    pub const fn new(options: Options) -> Self {
        Self { options }
    }

    /// Makes message `number`, counted from zero: a moment out of somebody's story.
    ///
    /// # Errors
    ///
    /// Where the character set lacks Japanese characters.
    pub fn message(&self, number: u64) -> Result<Generated, EncodeError> {
        let seed = self.options.seed;
        let mut random = Random::of(seed, 20, number);
        let kind = self.kind(number, &mut random);
        let patient = Patient::new(seed, number.wrapping_div(A_PATIENT));
        let now = Moment::day(random.between(20, 385)).later(random.between(8 * 60, 19 * 60));
        let inpatient = match kind.data_kind {
            DataKind::Adt00 | DataKind::Adt12 | DataKind::Adt61 | DataKind::Ppr01 => false,
            DataKind::Oml01 | DataKind::Oml11 | DataKind::Omp01 => random.chance(30),
            DataKind::Omg01 | DataKind::Omg11 | DataKind::Omg03 | DataKind::Omg13 => random.chance(20),
            DataKind::Omg02 | DataKind::Omg12 => random.chance(10),
            _ => true,
        };
        let begun = if inpatient { now.later(random.between(1, 14).saturating_mul(-24 * 60)) } else { now };
        let mut visit = Visit::new(seed, inpatient, begun, &mut random);
        if kind.data_kind == DataKind::Adt41 || kind.data_kind == DataKind::Adt42 {
            visit.other = Some(Box::new(Visit::new(seed, true, begun, &mut random)));
        }
        let order = Order {
            number: order_number(now, number),
            placed: now,
            content: random.next(),
            cancelled: is_order(kind) && random.chance(4),
            revision: 0,
        };
        let (event, sent) = times(kind, &order);
        let sent = sent.later_by_millis(i64::try_from(random.below(60_000)).unwrap_or(0));
        let scene =
            Scene { kind, patient: &patient, visit: &visit, order: &order, sent, event, control_id: number };
        let withdrawn = kind.action == Action::Cancel || order.cancelled;
        self.written(&scene, if withdrawn { '0' } else { '1' })
    }

    /// Makes messages from number 0 on.
    pub fn messages(&self) -> impl Iterator<Item = Result<Generated, EncodeError>> {
        (0..u64::MAX).map(|number| self.message(number))
    }

    /// Makes a storage of so many files: patients one after the other, each with all that happened to them, and what was
    /// replaced (flag 2) or withdrawn (flag 0) beside what holds (flag 1). The files of a patient come in the order of sending.
    ///
    /// The kinds of the options do not matter here; a story has those that it needs.
    pub fn storage(&self, files: u64) -> impl Iterator<Item = Result<Generated, EncodeError>> {
        let mut left = files;
        let stories = (0..u64::MAX).map_while(move |number| {
            if left == 0 {
                return None;
            }
            let story = self.story(number, left);
            left = left.saturating_sub(u64::try_from(story.len()).unwrap_or(u64::MAX));
            Some(story)
        });
        stories.flatten()
    }

    fn kind(&self, number: u64, random: &mut Random) -> &'static MessageKind {
        let kinds = &self.options.kinds;
        let count = u64::try_from(kinds.len()).unwrap_or(0);
        let in_turn = number.checked_rem(count).and_then(|n| kinds.get(usize::try_from(n).ok()?));
        if let Some(kind) = in_turn {
            return kind;
        }
        let whole = MESSAGE_KINDS.iter().map(weight).fold(0, u64::saturating_add);
        let mut drawn = random.below(whole);
        let mut chosen = FIRST;
        for kind in MESSAGE_KINDS {
            chosen = kind;
            match drawn.checked_sub(weight(kind)) {
                Some(rest) => drawn = rest,
                None => break,
            }
        }
        chosen
    }

    /// Writes the message of a scene.
    fn written(&self, scene: &Scene<'_>, flag: char) -> Result<Generated, EncodeError> {
        let Options { charset, line_end, profile, .. } = &self.options;
        let kind = scene.kind;
        let mut m = Er7::new(profile.kind(kind.data_kind.as_str()));
        scene.header(&mut m, *charset);
        body(&mut m, scene);
        let text = m.finish();
        let mut bytes = Vec::with_capacity(text.len());
        charset.encode(&text, &EncodeOptions::new(), &mut bytes)?;
        if *line_end != LineEnd::Cr {
            // CR is never a part of a character.
            let lines = bytes.split_inclusive(|byte| *byte == b'\r');
            let ended = lines.flat_map(|line| [line.strip_suffix(b"\r").unwrap_or(line), line_end.bytes()]);
            bytes = ended.collect::<Vec<_>>().concat();
        }
        let dateless = kind.data_kind.is_dateless();
        let id = &scene.patient.id;
        let date = if dateless { "-".to_owned() } else { scene.event.date() };
        let key = if has_number(kind) { scene.order.number.as_str() } else { "999999999999999" };
        let department = if dateless { "-" } else { scene.visit.department.0 };
        let stamp = scene.sent.stamp();
        let name = format!("{id}_{date}_{}_{key}_{stamp}_{department}_{flag}", kind.data_kind);
        let (first, rest) = id.split_at_checked(3).unwrap_or((id, ""));
        let (second, _) = rest.split_at_checked(3).unwrap_or((rest, ""));
        let folder = format!("{}/{first}/{second}/{id}/{date}/{}", scene::FACILITY, kind.data_kind);
        Ok(Generated { kind, sample: Sample { name: Some(name), bytes }, folder })
    }
}

/// What follows the header.
fn body(m: &mut Er7, scene: &Scene<'_>) {
    match scene.kind.data_kind {
        DataKind::Adt61 => records::allergies(m, scene),
        DataKind::Ppr01 => records::diseases(m, scene),
        DataKind::Omd => records::meals(m, scene),
        DataKind::Omp01 => medication::prescribed(m, scene),
        DataKind::Omp11 => medication::taken(m, scene),
        DataKind::Omp02 => medication::injected(m, scene),
        DataKind::Omp12 => medication::infused(m, scene),
        DataKind::Oml01 => laboratory::order(m, scene),
        DataKind::Oml11 => laboratory::result(m, scene),
        DataKind::Omg01 => imaging::ordered(m, scene, Domain::Radiology),
        DataKind::Omg11 => imaging::performed(m, scene, Domain::Radiology),
        DataKind::Omg02 => imaging::ordered(m, scene, Domain::Endoscopy),
        DataKind::Omg12 => imaging::performed(m, scene, Domain::Endoscopy),
        DataKind::Omg03 => imaging::physiology_ordered(m, scene),
        DataKind::Omg13 => imaging::physiology_measured(m, scene),
        _ => visits::write(m, scene),
    }
}

/// How often a kind comes, of all: what a general hospital sends in a week, with what is rare made less so.
fn weight(kind: &MessageKind) -> u64 {
    if kind.action == Action::Cancel {
        return 1;
    }
    match kind.data_kind {
        DataKind::Omp01 => 14,
        DataKind::Oml11 | DataKind::Adt12 => 12,
        DataKind::Oml01 => 10,
        DataKind::Adt00 | DataKind::Ppr01 | DataKind::Omp02 => 6,
        DataKind::Omp11 | DataKind::Omp12 => 5,
        DataKind::Omg01 | DataKind::Omg11 => 4,
        DataKind::Adt22 | DataKind::Adt52 | DataKind::Adt61 | DataKind::Omd => 3,
        DataKind::Omg02 | DataKind::Omg12 | DataKind::Adt31 | DataKind::Adt32 => 1,
        _ => 2,
    }
}

/// Says whether a message is an order, which may be withdrawn.
const fn is_order(kind: &MessageKind) -> bool {
    matches!(
        kind.data_kind,
        DataKind::Omd
            | DataKind::Omp01
            | DataKind::Omp02
            | DataKind::Oml01
            | DataKind::Omg01
            | DataKind::Omg02
            | DataKind::Omg03
    )
}

/// Says whether files of the kind are named by the number of their order.
const fn has_number(kind: &MessageKind) -> bool {
    is_order(kind)
        || matches!(
            kind.data_kind,
            DataKind::Omp11
                | DataKind::Omp12
                | DataKind::Oml11
                | DataKind::Omg11
                | DataKind::Omg12
                | DataKind::Omg13
        )
}

/// Fifteen digits: a zero, the day, and a number.
fn order_number(placed: Moment, number: u64) -> String {
    let date = placed.date();
    format!("0{}{:08}", date.get(2..).unwrap_or_default(), number.wrapping_rem(100_000_000))
}

/// When what a message tells of happens, and when it is sent, where its order, or what stands for one, is placed.
fn times(kind: &MessageKind, order: &Order) -> (Moment, Moment) {
    let now = order.placed;
    let days = |least, most| {
        let mut random = Random::of(order.content, 13, 0);
        now.later(random.between(least, most).saturating_mul(24 * 60))
    };
    match kind.data_kind {
        DataKind::Adt21 | DataKind::Adt41 | DataKind::Adt51 => (days(1, 10), now),
        DataKind::Omp11 => {
            let first = now.later(14 * 60);
            (first, first.later(40 * 60))
        }
        DataKind::Omp12 => (medication::first_injection(order), now.later(30 * 60)),
        DataKind::Oml11 => {
            let collected = laboratory::collected(order);
            (collected, collected.later(95))
        }
        DataKind::Omg11 => {
            let done = imaging::scheduled(Domain::Radiology, order).later(7);
            (done, done.later(25))
        }
        DataKind::Omg12 => {
            let done = imaging::scheduled(Domain::Endoscopy, order).later(5);
            (done, done.later(70))
        }
        DataKind::Omg13 => {
            let done = imaging::measured_at(order);
            (done, done.later(15))
        }
        DataKind::Adt12
        | DataKind::Adt22
        | DataKind::Adt52
        | DataKind::Adt42
        | DataKind::Adt31
        | DataKind::Adt32 => (now, now.later(10)),
        _ => (now, now.later(1)),
    }
}

#[cfg(test)]
mod tests;
