//! Reading syntax: from bytes to a view, to every value as bytes, to every value as text.

use std::error::Error;
use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, Throughput};
use renkei_benches::samples;
use renkei_core::Charset;
use renkei_hl7v2::message::Scratch;
use renkei_hl7v2::{Message, ParseOptions, Raw};

fn main() -> Result<(), Box<dyn Error>> {
    let mut criterion = Criterion::default().configure_from_args();
    lex(&mut criterion)?;
    criterion.final_summary();
    Ok(())
}

fn lex(criterion: &mut Criterion) -> Result<(), Box<dyn Error>> {
    let options = ParseOptions::default();
    let mut scratch = Scratch::default();
    let mut group = criterion.benchmark_group("lex");
    for sample in samples(&[Charset::Iso2022Jp, Charset::Utf8, Charset::ShiftJis])? {
        let bytes = sample.bytes.as_slice();
        group.throughput(Throughput::Bytes(u64::try_from(bytes.len())?));

        let mut copy = Vec::with_capacity(bytes.len());
        group.bench_function(BenchmarkId::new("limit: memcpy", &sample.name), |b| {
            b.iter(|| {
                copy.clear();
                copy.extend_from_slice(black_box(bytes));
                black_box(copy.as_slice()).len()
            });
        });
        group.bench_function(BenchmarkId::new("limit: memchr CR", &sample.name), |b| {
            b.iter(|| memchr::memchr_iter(b'\r', black_box(bytes)).count());
        });
        let decoder = match sample.charset {
            Charset::ShiftJis => encoding_rs::SHIFT_JIS,
            Charset::Utf8 => encoding_rs::UTF_8,
            _ => encoding_rs::ISO_2022_JP,
        };
        group.bench_function(BenchmarkId::new("limit: encoding_rs decode", &sample.name), |b| {
            b.iter(|| decoder.decode_without_bom_handling(black_box(bytes)).0.len());
        });

        group.bench_function(BenchmarkId::new("parse", &sample.name), |b| {
            b.iter(|| Message::parse(black_box(bytes), &mut ()).map(|m| m.segment_count()));
        });
        group.bench_function(BenchmarkId::new("parse_into", &sample.name), |b| {
            b.iter(|| {
                Message::parse_into(black_box(bytes), &options, &mut scratch, &mut ())
                    .map(|m| m.segment_count())
            });
        });
        group.bench_function(BenchmarkId::new("every value, raw", &sample.name), |b| {
            b.iter(|| {
                Message::parse_into(black_box(bytes), &options, &mut scratch, &mut ())
                    .map(|m| every_value(&m, |value| value.bytes().len()))
            });
        });
        group.bench_function(BenchmarkId::new("every value, text", &sample.name), |b| {
            b.iter(|| {
                Message::parse_into(black_box(bytes), &options, &mut scratch, &mut ())
                    .map(|m| every_value(&m, |value| value.text().len()))
            });
        });
    }
    group.finish();
    Ok(())
}

/// Adds up what a measure says of every sub-component of a message.
fn every_value(message: &Message<'_>, measure: impl Fn(Raw<'_>) -> usize) -> usize {
    let fields = message.segments().flat_map(|segment| segment.fields());
    fields.flat_map(|field| field.leaves()).map(measure).sum()
}
