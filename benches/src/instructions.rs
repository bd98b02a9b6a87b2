//! How many instructions the core work takes: the same figure on every run, however busy the machine is.

use std::io;
use std::path::Path;
use std::process::Command;

use renkei::Charset;

use crate::baseline::Baseline;
use crate::groups::convert::Stream;
use crate::groups::{convert, lex, map};
use crate::{Error, Sample, Work};

/// The name of the file of the instructions that a message took.
pub const BASELINE: &str = "instructions.toml";

/// How much more a message may take.
pub const TOLERANCE: f64 = 0.05;

/// The character set that instructions are counted in.
pub const CHARSET: Charset = Charset::Iso2022Jp;

/// How many messages a file has.
pub const MESSAGES: usize = 60;

/// The work that must not become slower unnoticed.
pub fn core<'a>(sample: &'a Sample, stream: &'a Stream) -> [Work<'a>; 5] {
    [
        lex::index(sample),
        lex::every_value_as_text(sample),
        map::bytes_to_model(sample),
        convert::ndjson(stream),
        map::model_to_bytes(sample),
    ]
}

/// Does a work once. Callgrind counts what happens in here, and begins a new count each time: it is found by its name.
#[inline(never)]
pub fn counted_once(work: &mut Work<'_>) -> usize {
    work.run()
}

/// Says whether callgrind is here.
pub fn is_possible() -> bool {
    Command::new("valgrind").arg("--version").output().is_ok_and(|output| output.status.success())
}

/// Runs a program under callgrind and returns the instructions of each call of [`counted_once`] in it, in their order.
///
/// # Errors
///
/// Where the program fails, or valgrind does.
pub fn count(program: &Path, argument: &str) -> Result<Vec<u64>, Error> {
    let folder = tempfile::tempdir()?;
    let mut file = std::ffi::OsString::from("--callgrind-out-file=");
    file.push(folder.path().join("out"));
    let output = Command::new("valgrind")
        .args(["--tool=callgrind", "--toggle-collect=*counted_once", "--dump-after=*counted_once"])
        .arg(file)
        .arg(program)
        .arg(argument)
        .output()?;
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).into());
    }
    // One file a call, numbered from one; the last one, without a number, is what came after.
    let mut counts = Vec::new();
    loop {
        let number = counts.len().saturating_add(1);
        match std::fs::read_to_string(folder.path().join(format!("out.{number}"))) {
            Ok(profile) => counts.push(total(&profile).ok_or("a profile of callgrind without a sum")?),
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(counts),
            Err(error) => return Err(error.into()),
        }
    }
}

/// Returns the sum of a profile.
fn total(profile: &str) -> Option<u64> {
    let sum =
        |line: &str| line.strip_prefix("summary: ").or(line.strip_prefix("totals: "))?.trim().parse().ok();
    profile.lines().find_map(sum)
}

/// Makes figures a message of counts; the first call of each work only fills its buffers.
///
/// # Errors
///
/// Where there are not two counts for each work.
pub fn a_message(works: &[Work<'_>], counts: &[u64]) -> Result<Baseline, Error> {
    let pairs = counts.chunks_exact(2);
    if pairs.len() != works.len() {
        return Err(format!("{} works were counted {} times", works.len(), counts.len()).into());
    }
    let mut figures = Baseline::default();
    for (work, pair) in works.iter().zip(pairs) {
        let messages = u64::try_from(work.messages)?;
        let count = pair.last().and_then(|count| count.checked_div(messages)).unwrap_or(0);
        figures.0.insert(format!("\"{}\"", work.name), crate::allocations::figure(count));
    }
    Ok(figures)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sum_of_a_profile_is_read() {
        assert_eq!(total("version: 1\nevents: Ir\nsummary: 12345\n\nfn=(1)\n"), Some(12_345));
        assert_eq!(total("version: 1\nfn=(1)\ntotals: 7\n"), Some(7));
        assert_eq!(total("version: 1\n"), None);
    }
}
