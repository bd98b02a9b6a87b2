//! The mapping: into the model, out of it, changed by it, accounted for, and held against a profile.
//!
//! Unless it says otherwise a work begins with the bytes, or ends with them.

use std::hint::black_box;

use renkei::hl7v2::ParseOptions;
use renkei::hl7v2::message::Scratch;
use renkei::jahis::check::{CheckOptions, check};
use renkei::jahis::{DecodeOptions, EncodeOptions, trace};
use renkei::{Exchange, Message, MessageBuf, decode, encode, update};

use crate::{By, Sample, Work};

/// Lists the work.
pub fn works(sample: &Sample) -> Vec<Work<'_>> {
    let exchanges = exchanges(sample);
    let views: Vec<Message<'_>> =
        sample.messages.iter().filter_map(|bytes| Message::parse(bytes, &mut ()).ok()).collect();
    let (mut json, mut beside) = (Vec::new(), Vec::new());
    let options = DecodeOptions::default();
    let checking = CheckOptions::default();
    vec![
        Work::bytes(sample, By::Limit, "memchr CR", |bytes| memchr::memchr_iter(b'\r', bytes).count()),
        Work::over(sample, By::Limit, "clone of the model", exchanges.clone(), |exchange| {
            black_box(exchange.clone());
            1
        }),
        bytes_to_model(sample),
        Work::over(sample, By::Renkei, "read message to model", views, |message| {
            black_box(decode(message, &mut ()));
            1
        }),
        read(sample, "trace", move |message| trace(message, &options).entries().len()),
        read(sample, "check", move |message| {
            let mut found = 0_usize;
            black_box(check(message, &checking, &mut |_| found = found.saturating_add(1)));
            found.saturating_add(1)
        }),
        model_to_bytes(sample),
        Work::over(sample, By::Renkei, "model to JSON", exchanges.clone(), move |exchange| {
            json.clear();
            renkei::json::write(&mut json, exchange).map_or(0, |()| json.len())
        }),
        Work::over(sample, By::Peer("serde_json"), "model to JSON", exchanges.clone(), move |exchange| {
            beside.clear();
            serde_json::to_writer(&mut beside, exchange).map_or(0, |()| beside.len())
        }),
        Work::over(sample, By::Renkei, "update, unchanged", pairs(sample), |(message, [this, _])| {
            update(message, this, &mut ()).map_or(0, |_| message.as_bytes().len())
        }),
        Work::over(sample, By::Renkei, "update, one field", pairs(sample), |(message, [this, other])| {
            // The other way round the next time, so that there is always one field to change.
            std::mem::swap(this, other);
            update(message, this, &mut ()).map_or(0, |_| message.as_bytes().len())
        }),
    ]
}

/// Decodes every message into the model.
pub fn bytes_to_model(sample: &Sample) -> Work<'_> {
    read(sample, "bytes to model", |message| {
        black_box(decode(message, &mut ()));
        1
    })
}

/// Encodes every message anew.
pub fn model_to_bytes(sample: &Sample) -> Work<'_> {
    let options = EncodeOptions::default();
    Work::over(sample, By::Renkei, "model to bytes", exchanges(sample), move |exchange| {
        encode(exchange, &options).map_or(0, |encoded| encoded.message.as_bytes().len())
    })
}

fn exchanges(sample: &Sample) -> Vec<Exchange> {
    let messages = sample.messages.iter().filter_map(|bytes| Message::parse(bytes, &mut ()).ok());
    messages.map(|message| decode(&message, &mut ())).collect()
}

/// Each message with what it says, and with what it says of a patient of another sex.
fn pairs(sample: &Sample) -> Vec<(MessageBuf, [Exchange; 2])> {
    let messages = sample.messages.iter().filter_map(|bytes| MessageBuf::parse(bytes.clone(), &mut ()).ok());
    let pair = |message: MessageBuf| {
        let this = decode(&message.as_message(), &mut ());
        let mut other = this.clone();
        other.patient.sex = "O".into();
        (message, [this, other])
    };
    messages.map(pair).collect()
}

/// Reads the messages with an index that is used again, and does something with each.
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
