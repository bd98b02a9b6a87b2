//! Character sets: whole messages found out, decoded and encoded.

use std::hint::black_box;

use renkei::Charset;
use renkei::core::charset::EncodeOptions;

use crate::{By, Sample, Work, peers};

/// Lists the work. Both directions count the encoded bytes, so that they can be compared.
pub fn works(sample: &Sample) -> Vec<Work<'_>> {
    let (charset, theirs) = (sample.charset, peers::codec(sample.charset));
    let texts: Vec<String> =
        sample.messages.iter().map(|bytes| charset.decode(bytes).into_string()).collect();
    let (mut copy, mut decoded, mut encoded) = (Vec::new(), String::new(), Vec::new());
    let options = EncodeOptions::default();
    vec![
        Work::bytes(sample, By::Limit, "memcpy", move |bytes| {
            copy.clear();
            copy.extend_from_slice(bytes);
            black_box(copy.as_slice()).len()
        }),
        Work::bytes(sample, By::Limit, "encoding_rs decode", move |bytes| {
            peers::decode(bytes, charset).len()
        }),
        Work::over(sample, By::Limit, "encoding_rs encode", texts.clone(), move |text| {
            theirs.encode(text).0.len()
        }),
        Work::bytes(sample, By::Renkei, "detect", |bytes| match Charset::detect(bytes).charset {
            Charset::Ascii => 0,
            _ => bytes.len(),
        }),
        Work::bytes(sample, By::Renkei, "decode text", move |bytes| {
            decoded.clear();
            charset.decode_into(Default::default(), bytes, &mut decoded);
            decoded.len()
        }),
        Work::over(sample, By::Renkei, "encode text", texts, move |text| {
            encoded.clear();
            charset.encode(text, &options, &mut encoded).map_or(0, |_| encoded.len())
        }),
    ]
}
