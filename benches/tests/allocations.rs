//! What a segment may allocate: a value that is copied once more, or a list that no longer stands where it stood, shows here.
//!
//! The baseline is changed on purpose: `RENKEI_UPDATE=1 cargo test -p renkei-benches --test allocations`.

use renkei_benches::allocations::{BASELINE, SAMPLES, count};
use renkei_benches::baseline::Baseline;
use renkei_benches::corpus::fixed;
use renkei_benches::groups::storage::{self, Storage};
use renkei_benches::groups::{lex, map};

#[test]
fn no_work_allocates_more_than_it_did() {
    let mut now = Baseline::default();
    for sample in fixed(&SAMPLES).unwrap() {
        for mut work in [
            lex::index(&sample),
            lex::every_value_as_text(&sample),
            map::bytes_to_model(&sample),
            map::model_to_bytes(&sample),
        ] {
            let name = format!("\"{}: {}\"", sample.title(), work.name);
            // Two places tell all there is to tell, and are easy to read.
            let a_segment = (count(&mut work, measured).a_segment() * 100.0).round() / 100.0;
            now.0.insert(name, a_segment);
        }
    }
    if std::env::var_os("RENKEI_UPDATE").is_some() {
        now.write(BASELINE).unwrap();
    }
    assert_eq!(Baseline::read(BASELINE).unwrap().exceeded(&now, 0.02), Vec::<String>::new());
}

/// Does something and returns how often memory was taken, and how many bytes.
fn measured(run: &mut dyn FnMut()) -> (u64, u64) {
    let counted = allocation_counter::measure(run);
    (counted.count_total, counted.bytes_total)
}

/// What is in use at any moment goes by the largest of the files, not by their number.
#[test]
fn a_storage_takes_as_much_memory_whatever_its_files() {
    let most = |files: usize| {
        let storage = Storage::of(files).unwrap();
        let mut works = storage::works(&storage);
        let work = works.iter_mut().find(|work| work.name == "storage to ndjson").unwrap();
        let mut made = 0;
        let counted = allocation_counter::measure(|| made = work.run());
        assert_ne!(made, 0);
        counted.bytes_max
    };
    let (few, many) = (most(300), most(3000));
    assert!(many < few.saturating_add(few / 4), "{few} bytes at most with 300 files, {many} with 3,000");
}
