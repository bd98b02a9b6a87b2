//! The mapping: a message that is read already, into the model, out of it, and changed by it.

use std::error::Error;
use std::hint::black_box;

use criterion::{BatchSize, BenchmarkId, Criterion, Throughput};
use renkei_benches::samples;
use renkei_core::Charset;
use renkei_hl7v2::MessageBuf;
use renkei_jahis::{DecodeOptions, EncodeOptions, decode, encode, trace, update};

fn main() -> Result<(), Box<dyn Error>> {
    let mut criterion = Criterion::default().configure_from_args();
    map(&mut criterion)?;
    criterion.final_summary();
    Ok(())
}

fn map(criterion: &mut Criterion) -> Result<(), Box<dyn Error>> {
    let (decoding, encoding) = (DecodeOptions::default(), EncodeOptions::default());
    let mut group = criterion.benchmark_group("map");
    for sample in samples(&[Charset::Iso2022Jp, Charset::Utf8])? {
        let bytes = sample.bytes.as_slice();
        let owned = MessageBuf::parse(sample.bytes.clone(), &mut ())?;
        let message = owned.as_message();
        let exchange = decode(&message, &mut ());
        let mut changed = exchange.clone();
        changed.patient.sex = "O".into();
        group.throughput(Throughput::Bytes(u64::try_from(bytes.len())?));

        group.bench_function(BenchmarkId::new("limit: memchr CR", &sample.name), |b| {
            b.iter(|| memchr::memchr_iter(b'\r', black_box(bytes)).count());
        });
        group.bench_function(BenchmarkId::new("limit: clone of the exchange", &sample.name), |b| {
            b.iter(|| black_box(&exchange).clone());
        });

        group.bench_function(BenchmarkId::new("decode", &sample.name), |b| {
            b.iter(|| decode(black_box(&message), &mut ()));
        });
        group.bench_function(BenchmarkId::new("trace", &sample.name), |b| {
            b.iter(|| trace(black_box(&message), &decoding));
        });
        group.bench_function(BenchmarkId::new("encode", &sample.name), |b| {
            b.iter(|| encode(black_box(&exchange), &encoding).map(|encoded| encoded.message));
        });
        for (name, wanted) in [("update, unchanged", &exchange), ("update, one field", &changed)] {
            group.bench_function(BenchmarkId::new(name, &sample.name), |b| {
                let update = |message: &mut MessageBuf| update(message, black_box(wanted), &mut ());
                b.iter_batched_ref(|| owned.clone(), update, BatchSize::SmallInput);
            });
        }
    }
    group.finish();
    Ok(())
}
