//! Counts the instructions a message takes, and fails where they have grown by more than 5 %:
//! `cargo run --release -p renkei-benches --bin instructions`, and with `-- --update` to write the baseline anew.
//!
//! It runs itself under callgrind, which counts the same on every run. Where there is none it says so and passes.

#![expect(clippy::print_stdout, reason = "the figures are what this command is for")]

use std::process::ExitCode;

use renkei_benches::baseline::Baseline;
use renkei_benches::corpus::fixtures;
use renkei_benches::groups::convert::Stream;
use renkei_benches::{Error, instructions as counts};

/// The argument under which this program does the work that is counted.
const WORK: &str = "--work";

fn main() -> Result<ExitCode, Error> {
    let is_given = |wanted: &str| std::env::args().any(|argument| argument == wanted);
    let sample = fixtures(counts::CHARSET)?;
    let stream = Stream::of(&sample, counts::MESSAGES)?;
    let mut works = counts::core(&sample, &stream);
    if is_given(WORK) {
        for work in &mut works {
            for _ in 0..2 {
                if counts::counted_once(work) == 0 {
                    return Err(format!("{} failed", work.name).into());
                }
            }
        }
        return Ok(ExitCode::SUCCESS);
    }
    if !counts::is_possible() {
        println!("instructions: skipped, valgrind is not here");
        return Ok(ExitCode::SUCCESS);
    }
    let now = counts::a_message(&works, &counts::count(&std::env::current_exe()?, WORK)?)?;
    let before = Baseline::read(counts::BASELINE)?;
    println!("{:<28} {:>12} {:>12}", "instructions a message", "now", "baseline");
    for (name, figure) in &now.0 {
        let before = before.0.get(name).map_or_else(|| "-".to_owned(), ToString::to_string);
        println!("{:<28} {figure:>12} {before:>12}", name.trim_matches('"'));
    }
    if is_given("--update") {
        now.write(counts::BASELINE)?;
        return Ok(ExitCode::SUCCESS);
    }
    let exceeded = before.exceeded(&now, counts::TOLERANCE);
    for line in &exceeded {
        println!("more than the baseline allows: {line}");
    }
    Ok(if exceeded.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
