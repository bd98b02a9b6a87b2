//! Counts what our work, and that of others, allocates: `cargo run --release -p renkei-benches --bin allocations`.
//!
//! Each work is done once to warm its buffers, and counted the second time. `--tsv` writes lines of sample, title, allocations and bytes.

#![expect(clippy::print_stdout, reason = "the figures are what this command is for")]

use renkei_benches::allocations::{SAMPLES, count};
use renkei_benches::corpus::{MIXED, samples};
use renkei_benches::groups::convert::Stream;
use renkei_benches::groups::{GROUPS, convert};
use renkei_benches::{By, Error, Work};

fn main() -> Result<(), Error> {
    let lines = std::env::args().any(|argument| argument == "--tsv");
    for sample in samples(&SAMPLES)? {
        if !lines {
            println!(
                "\n{}\n{:<44} {:>12} {:>12} {:>12}",
                sample.title(),
                "",
                "a message",
                "a segment",
                "bytes"
            );
        }
        let mut show = |work: &mut Work<'_>| {
            let counted = count(work, measured);
            if lines {
                let (message, segment) = (counted.a_message(), counted.a_segment());
                println!("{}\t{}\t{message}\t{segment}", sample.title(), work.title());
            } else {
                let (title, message, segment) = (work.title(), counted.a_message(), counted.a_segment());
                println!("{title:<44} {message:>12.1} {segment:>12.2} {:>12.0}", counted.bytes_a_message());
            }
        };
        for (_, works) in GROUPS {
            works(&sample).iter_mut().filter(|work| work.by != By::Limit).for_each(&mut show);
        }
        if sample.name == MIXED {
            show(&mut convert::ndjson(&Stream::of(&sample, 600)?));
        }
    }
    Ok(())
}

/// Does something and returns how often memory was taken, and how many bytes.
fn measured(run: &mut dyn FnMut()) -> (u64, u64) {
    let counted = allocation_counter::measure(run);
    (counted.count_total, counted.bytes_total)
}
