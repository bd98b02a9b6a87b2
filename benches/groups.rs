//! Times of everything, by criterion: `cargo bench -p renkei-benches`, or a part of it by name: `-- lex/oul`.

use criterion::{BenchmarkId, Criterion, SamplingMode, Throughput};
use renkei_benches::corpus::{self, CHARSETS};
use renkei_benches::groups::convert::Stream;
use renkei_benches::groups::storage::Storage;
use renkei_benches::groups::{GROUPS, convert, storage, xml};
use renkei_benches::{Error, Work, samples};

/// How many messages a file has, and how many files a storage.
const MANY: usize = 1_000;

fn main() -> Result<(), Error> {
    let mut criterion = Criterion::default().configure_from_args();
    for sample in samples(&CHARSETS)? {
        for (group, works) in GROUPS {
            bench(&mut criterion, group, &sample.title(), works(&sample))?;
        }
    }
    bench(&mut criterion, "xml", "documents", xml::works(&corpus::documents(20)?))?;

    // A pass takes long: a few of them tell as much as a hundred.
    let mut criterion = Criterion::default().sample_size(10).configure_from_args();
    for charset in CHARSETS {
        let stream = Stream::of(&corpus::mixed(charset)?, MANY)?;
        bench(&mut criterion, "convert", charset.name(), convert::works(&stream))?;
    }
    bench(&mut criterion, "storage", "files", storage::works(&Storage::of(MANY)?))?;
    criterion.final_summary();
    Ok(())
}

fn bench(criterion: &mut Criterion, group: &str, sample: &str, works: Vec<Work<'_>>) -> Result<(), Error> {
    let mut group = criterion.benchmark_group(group);
    group.sampling_mode(SamplingMode::Flat);
    for mut work in works {
        group.throughput(Throughput::Bytes(u64::try_from(work.bytes)?));
        group.bench_function(BenchmarkId::new(work.title(), sample), |b| b.iter(|| work.run()));
    }
    group.finish();
    Ok(())
}
