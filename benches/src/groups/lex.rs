//! Reading syntax: from bytes to an index, to every value as bytes, to every value as text.

use renkei::Message;
use renkei::hl7v2::ParseOptions;
use renkei::hl7v2::message::{Raw, Scratch};

use crate::{By, Sample, Work, limits, peers};

/// Lists the work.
pub fn works(sample: &Sample) -> Vec<Work<'_>> {
    let charset = sample.charset;
    let mut copy = Vec::with_capacity(sample.bytes());
    let mut slots = vec![0; sample.bytes()];
    let mut works = vec![
        Work::bytes(sample, By::Limit, "memcpy", move |bytes| {
            copy.clear();
            copy.extend_from_slice(bytes);
            std::hint::black_box(copy.as_slice()).len()
        }),
        Work::bytes(sample, By::Limit, "memchr CR", |bytes| memchr::memchr_iter(b'\r', bytes).count()),
        Work::bytes(sample, By::Limit, "position store", move |bytes| limits::positions(bytes, &mut slots)),
        Work::bytes(sample, By::Limit, "encoding_rs decode", move |bytes| {
            peers::decode(bytes, charset).len()
        }),
    ];
    for (name, read) in peers::PEERS {
        works.push(Work::bytes(sample, By::Peer(name), "every value, text", move |bytes| {
            read(bytes, charset)
        }));
    }
    works.push(read(sample, "index", |message| message.segment_count()));
    works.push(read(sample, "every value, raw", |message| every_value(message, |value| value.bytes().len())));
    works.push(every_value_as_text(sample));
    let mut buffer = String::new();
    works.push(read(sample, "every value, text in a buffer", move |message| {
        every_value(message, |value| value.text_in(&mut buffer).text.len())
    }));
    works
}

/// Reads every value as text.
pub fn every_value_as_text(sample: &Sample) -> Work<'_> {
    read(sample, "every value, text", |message| every_value(message, |value| value.text().len()))
}

/// Indexes every message.
pub fn index(sample: &Sample) -> Work<'_> {
    read(sample, "index", |message| message.segment_count())
}

/// Returns how long all values of a message are together as text.
pub fn values(message: &[u8]) -> usize {
    Message::parse(message, &mut ()).map_or(0, |message| every_value(&message, |value| value.text().len()))
}

/// Reads the messages of a stream with an index that is used again, and does something with each.
fn read<'a>(
    sample: &'a Sample,
    name: &'static str,
    mut with: impl FnMut(&Message<'_>) -> usize + 'a,
) -> Work<'a> {
    let (options, mut scratch) = (ParseOptions::default(), Scratch::default());
    Work::bytes(sample, By::Renkei, name, move |bytes| {
        Message::parse_into(bytes, &options, &mut scratch, &mut ()).map_or(0, |message| with(&message))
    })
}

/// Adds up what a measure says of every sub-component of a message; the declaration of the delimiters has none.
fn every_value(message: &Message<'_>, mut measure: impl FnMut(Raw<'_>) -> usize) -> usize {
    let mut sum = 0_usize;
    for segment in message.segments() {
        let declarations = if segment.is_header() { 2 } else { 0 };
        segment.leaves().skip(declarations).for_each(|value| sum = sum.saturating_add(measure(value)));
    }
    sum
}
