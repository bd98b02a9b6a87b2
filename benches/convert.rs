//! Conversion: a file of 1,000 messages, from bytes to frames, to exchanges, to lines of JSON, on one thread.

use std::error::Error;
use std::hint::black_box;
use std::time::Duration;

use criterion::{BenchmarkId, Criterion, SamplingMode, Throughput};
use renkei_benches::stream;
use renkei_core::Charset;
use renkei_hl7v2::io::Reader;
use renkei_hl7v2::message::Scratch;
use renkei_hl7v2::{Message, ParseOptions};
use renkei_jahis::decode;

const MESSAGES: usize = 1_000;

fn main() -> Result<(), Box<dyn Error>> {
    // A pass takes long: a few of them tell as much as a hundred.
    let defaults = Criterion::default().sample_size(10).measurement_time(Duration::from_secs(10));
    let mut criterion = defaults.configure_from_args();
    convert(&mut criterion)?;
    criterion.final_summary();
    Ok(())
}

fn convert(criterion: &mut Criterion) -> Result<(), Box<dyn Error>> {
    let mut group = criterion.benchmark_group("convert");
    group.sampling_mode(SamplingMode::Flat);
    for charset in [Charset::Iso2022Jp, Charset::Utf8] {
        let stream = stream(MESSAGES, charset)?;
        let bytes = stream.as_slice();
        group.throughput(Throughput::Bytes(u64::try_from(bytes.len())?));

        let mut copy = Vec::with_capacity(bytes.len());
        group.bench_function(BenchmarkId::new("limit: memcpy", charset.name()), |b| {
            b.iter(|| {
                copy.clear();
                copy.extend_from_slice(black_box(bytes));
                black_box(copy.as_slice()).len()
            });
        });
        group.bench_function(BenchmarkId::new("limit: memchr CR", charset.name()), |b| {
            b.iter(|| memchr::memchr_iter(b'\r', black_box(bytes)).count());
        });
        let decoder = if charset == Charset::Utf8 { encoding_rs::UTF_8 } else { encoding_rs::ISO_2022_JP };
        group.bench_function(BenchmarkId::new("limit: encoding_rs decode", charset.name()), |b| {
            b.iter(|| decoder.decode_without_bom_handling(black_box(bytes)).0.len());
        });

        group.bench_function(BenchmarkId::new("frames", charset.name()), |b| {
            b.iter(|| each_message(black_box(bytes), |_| Ok(())).is_ok());
        });
        group.bench_function(BenchmarkId::new("exchanges", charset.name()), |b| {
            b.iter(|| {
                let exchange = |message: &Message<'_>| {
                    black_box(decode(message, &mut ()));
                    Ok(())
                };
                each_message(black_box(bytes), exchange).is_ok()
            });
        });
        let mut lines = Vec::new();
        group.bench_function(BenchmarkId::new("lines of JSON", charset.name()), |b| {
            b.iter(|| {
                lines.clear();
                let line = |message: &Message<'_>| {
                    serde_json::to_writer(&mut lines, &decode(message, &mut ()))?;
                    lines.push(b'\n');
                    Ok(())
                };
                each_message(black_box(bytes), line).is_ok()
            });
        });
        // Whoever reads the figures should know that all messages came through.
        assert_eq!(memchr::memchr_iter(b'\n', &lines).count() % MESSAGES, 0, "messages were lost");
    }
    group.finish();
    Ok(())
}

/// Reads each message of a stream with the same buffer and index.
fn each_message(
    stream: &[u8],
    mut with: impl FnMut(&Message<'_>) -> Result<(), Box<dyn Error>>,
) -> Result<(), Box<dyn Error>> {
    let options = ParseOptions::default();
    let (mut reader, mut buffer, mut scratch) = (Reader::new(stream), Vec::new(), Scratch::default());
    while reader.read_frame(&mut buffer)?.is_some() {
        with(&Message::parse_into(&buffer, &options, &mut scratch, &mut ())?)?;
    }
    Ok(())
}
