//! Character sets: a whole message decoded and encoded, in each of them.

use std::error::Error;
use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, Throughput};
use renkei_benches::samples;
use renkei_core::Charset;
use renkei_core::charset::EncodeOptions;

fn main() -> Result<(), Box<dyn Error>> {
    let mut criterion = Criterion::default().configure_from_args();
    charset(&mut criterion)?;
    criterion.final_summary();
    Ok(())
}

fn charset(criterion: &mut Criterion) -> Result<(), Box<dyn Error>> {
    let options = EncodeOptions::default();
    let mut group = criterion.benchmark_group("charset");
    let charsets = [Charset::Iso2022Jp, Charset::ShiftJis, Charset::EucJp, Charset::Utf8];
    // One message is enough: what differs between the others is how much of them is kanji.
    for sample in samples(&charsets)?.into_iter().filter(|sample| sample.name.starts_with("oul/")) {
        let bytes = sample.bytes.as_slice();
        let text = sample.charset.decode(bytes).into_string();
        let theirs = match sample.charset {
            Charset::ShiftJis => encoding_rs::SHIFT_JIS,
            Charset::EucJp => encoding_rs::EUC_JP,
            Charset::Utf8 => encoding_rs::UTF_8,
            _ => encoding_rs::ISO_2022_JP,
        };
        // Both directions count the encoded bytes, so that they can be compared.
        group.throughput(Throughput::Bytes(u64::try_from(bytes.len())?));

        let mut copy = Vec::with_capacity(bytes.len());
        group.bench_function(BenchmarkId::new("limit: memcpy", &sample.name), |b| {
            b.iter(|| {
                copy.clear();
                copy.extend_from_slice(black_box(bytes));
                black_box(copy.as_slice()).len()
            });
        });
        group.bench_function(BenchmarkId::new("limit: encoding_rs decode", &sample.name), |b| {
            b.iter(|| theirs.decode_without_bom_handling(black_box(bytes)).0.len());
        });
        group.bench_function(BenchmarkId::new("limit: encoding_rs encode", &sample.name), |b| {
            b.iter(|| theirs.encode(black_box(&text)).0.len());
        });

        group.bench_function(BenchmarkId::new("detect", &sample.name), |b| {
            b.iter(|| Charset::detect(black_box(bytes)).charset);
        });
        group.bench_function(BenchmarkId::new("decode", &sample.name), |b| {
            b.iter(|| sample.charset.decode(black_box(bytes)).as_str().len());
        });
        let mut encoded = Vec::with_capacity(bytes.len());
        group.bench_function(BenchmarkId::new("encode", &sample.name), |b| {
            b.iter(|| {
                encoded.clear();
                sample.charset.encode(black_box(&text), &options, &mut encoded).map(|found| found.len())
            });
        });
    }
    group.finish();
    Ok(())
}
