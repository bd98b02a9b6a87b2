//! Measures everything briefly, in one process, and prints it as Markdown: `cargo run --release -p renkei-benches`.
//!
//! `-- --write` puts it into `benches/README.md`; `--files 10000` sets the size of the storage, `--messages 2000` that of the files,
//! `--slice 5` the milliseconds that a work is repeated for at a time, and `--rounds 25` how many times it is, within
//! ten seconds.
//!
//! The machine may be shared, so that figures drift: the works of a table take turns, and of each the best turn counts.

#![expect(clippy::print_stdout, clippy::print_stderr, reason = "the table is what this command is for")]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use renkei_benches::corpus::{self, CHARSETS, FIXTURES, MIXED};
use renkei_benches::groups::convert::Stream;
use renkei_benches::groups::storage::Storage;
use renkei_benches::groups::{GROUPS, convert, storage, xml};
use renkei_benches::{By, Error, Sample, Work, samples};

/// What each of our works is compared with: the fastest of these, in the same column.
const BESIDE: &[(&str, &[&str])] = &[
    ("index", &[POSITIONS]),
    ("every value, raw", &[POSITIONS]),
    ("every value, text", PEERS),
    ("every value, text in a buffer", PEERS),
    ("detect", &["limit: memcpy"]),
    ("decode text", &["limit: encoding_rs decode"]),
    ("encode text", &["limit: encoding_rs encode"]),
    ("bytes to model", &["limit: clone of the model"]),
    ("read message to model", &["limit: clone of the model"]),
    ("trace", &["bytes to model"]),
    ("check", &["bytes to model"]),
    ("model to bytes", &["limit: clone of the model"]),
    ("model to JSON", &["serde_json: model to JSON"]),
    ("update, unchanged", &["bytes to model"]),
    ("update, one field", &["bytes to model"]),
    ("frames", &["limit: read the file, memchr CR"]),
    ("file to ndjson", &["limit: read the file, encoding_rs decode"]),
    ("file to ndjson, 2 threads", &["file to ndjson"]),
    ("file to HL7", &["limit: read the file"]),
    ("dump JSON, by the command", &["limit: read the file, encoding_rs decode"]),
    ("walk", &["limit: walk"]),
    ("storage to ndjson", &["limit: walk and read"]),
    ("storage to ndjson, 2 threads", &["limit: walk and read, 2 threads"]),
    ("document to tree", &["limit: quick-xml events, attributes and text"]),
    ("document to model", &["limit: quick-xml events, attributes and text"]),
];
const POSITIONS: &str = "limit: position store";
const PEERS: &[&str] = &["hl7-parser: every value, text", "rust-hl7: every value, text"];

/// What is to be reached.
struct Aim {
    /// The sample and the column.
    at: (&'static str, &'static str),
    /// Our work.
    work: &'static str,
    /// How many times as fast as what stands beside it.
    times: Option<f64>,
    /// How many MB/s.
    speed: Option<f64>,
}

/// What is to be reached at least.
const AIMS: &[Aim] = &[
    Aim { at: (MIXED, JIS), work: "index", times: Some(0.5), speed: None },
    Aim { at: (MIXED, UTF), work: "every value, text", times: Some(28.0), speed: Some(750.0) },
    Aim { at: (MIXED, JIS), work: "every value, text", times: Some(13.0), speed: Some(350.0) },
    Aim { at: ("oul", JIS), work: "bytes to model", times: None, speed: Some(200.0) },
    Aim { at: ("rde", JIS), work: "bytes to model", times: None, speed: Some(200.0) },
    Aim { at: ("stream", JIS), work: "file to ndjson", times: None, speed: Some(120.0) },
    Aim { at: ("stream", JIS), work: "file to ndjson, 2 threads", times: Some(1.8), speed: None },
    Aim { at: (MIXED, JIS), work: "trace", times: Some(0.4), speed: None },
    Aim { at: (MIXED, JIS), work: "check", times: Some(0.4), speed: None },
    Aim { at: (MIXED, JIS), work: "encode text", times: Some(10.0), speed: None },
    Aim { at: (STORAGE, "files"), work: "storage to ndjson, 2 threads", times: Some(0.7), speed: None },
    Aim { at: ("cda", GENERATED), work: "document to tree", times: Some(1.0), speed: None },
    Aim { at: ("cda", GENERATED), work: "document to model", times: Some(0.4), speed: None },
];
const JIS: &str = "ISO-2022-JP";
const UTF: &str = "UTF-8";
const STORAGE: &str = "storage";
const GENERATED: &str = "generated";

/// How many allocations a segment may take when a message is decoded.
const ALLOCATIONS: f64 = 3.0;

/// How long the works of a column take turns, and how many turns they have at least.
const LONGEST: Duration = Duration::from_secs(10);
const FEWEST: u32 = 3;

/// How long is measured, and over how much.
struct Settings {
    slice: Duration,
    rounds: u32,
    messages: usize,
    files: usize,
}

/// Millions of bytes a second, or files a second of a storage, by sample, column and title.
#[derive(Default)]
struct Figures(BTreeMap<(String, String, String), f64>);

/// A table in the making: its titles in order, and who does each.
type Rows = Vec<(String, By)>;

fn main() -> Result<(), Error> {
    let settings = Settings {
        slice: Duration::from_millis(option("--slice")?.unwrap_or(5)),
        rounds: option("--rounds")?.unwrap_or(25),
        messages: option("--messages")?.unwrap_or(2_000),
        files: option("--files")?.unwrap_or(100_000),
    };
    build(&["build", "--release", "-q", "-p", "renkei-cli"]);
    let text = report(&settings)?;
    print!("{text}");
    if std::env::args().any(|argument| argument == "--write") {
        write(&text)?;
    }
    Ok(())
}

/// Returns the number after an argument.
fn option<T: std::str::FromStr<Err = std::num::ParseIntError>>(name: &str) -> Result<Option<T>, Error> {
    let given = std::env::args().skip_while(|argument| argument != name).nth(1);
    Ok(given.map(|number| number.parse()).transpose()?)
}

/// Measures all there is and writes the tables.
fn report(settings: &Settings) -> Result<String, Error> {
    let mut figures = Figures::default();
    let mut text = machine();
    let allocations = allocations();

    let mut groups: BTreeMap<&str, Rows> = BTreeMap::new();
    // Kinds by themselves and fixtures are measured in one character set, so that all of it takes minutes.
    let one = renkei::Charset::Iso2022Jp;
    let wanted = |sample: &Sample| sample.name == MIXED || sample.charset == one;
    for sample in samples(&CHARSETS)?.into_iter().filter(wanted).chain([corpus::fixtures(one)?]) {
        for (group, works) in GROUPS {
            let rows = figures.measure(sample.name, sample.charset.name(), works(&sample), settings)?;
            groups.insert(group, rows);
        }
    }
    for (group, _) in GROUPS {
        let rows = groups.get(group).map(Vec::as_slice).unwrap_or_default();
        let columns = CHARSETS.map(|charset| charset.name());
        text += &heading(group);
        text += &figures.table(MIXED, &columns, rows, Some(&allocations))?;
    }
    let ours: Rows = groups.into_values().flatten().filter(|(_, by)| *by == By::Renkei).collect();
    text += "\nKinds of message by themselves, and the fixtures, in ISO-2022-JP, MB/s:\n\n";
    text += &figures.by_message(&["oul", "rde", "a08", MIXED, FIXTURES], &ours)?;

    let mut rows = Rows::new();
    for charset in CHARSETS {
        let stream = Stream::of(&corpus::mixed(charset)?, settings.messages)?;
        rows = figures.measure("stream", charset.name(), convert::works(&stream), settings)?;
    }
    text += &format!("\n`convert`, a file of {} messages, MB/s:\n\n", settings.messages);
    text += &figures.table("stream", &CHARSETS.map(|charset| charset.name()), &rows, Some(&allocations))?;

    let files = settings.files;
    let mut peaks = Vec::new();
    {
        let storage = Storage::of(files)?;
        let rows = figures.measure(STORAGE, "files", storage::works(&storage), settings)?;
        text += &format!("\n`storage`, {files} files, found in memory by the system, files/s:\n\n");
        text += &figures.table(STORAGE, &["files"], &rows, None)?;
        peaks.extend(memory(&format!("a storage of {files} files"), storage.folder())?);
    }

    let mut rows = Rows::new();
    for (column, documents) in [(GENERATED, corpus::documents(20)?), (FIXTURES, corpus::fixture_documents())]
    {
        rows = figures.measure("cda", column, xml::works(&documents), settings)?;
    }
    if !rows.is_empty() {
        text += "\n`xml`, CDA documents, MB/s:\n\n";
        text += &figures.table("cda", &[GENERATED, FIXTURES], &rows, None)?;
    }

    text += "\nWhat was aimed at:\n\n";
    text += &figures.aims(&allocations)?;
    // Of what is ten times as much, or a tenth.
    let few = files / 10;
    peaks.extend(memory(&format!("one of {few}"), Storage::of(few)?.folder())?);
    let sample = corpus::mixed(renkei::Charset::Iso2022Jp)?;
    for messages in [settings.messages, settings.messages.saturating_mul(10)] {
        let stream = Stream::of(&sample, messages)?;
        peaks.extend(memory(&format!("a file of {messages} messages"), stream.file())?);
    }
    if !peaks.is_empty() {
        text += &format!("\nPeak memory of `renkei convert --threads 2`: {}.\n", peaks.join(", "));
    }
    Ok(text)
}

fn heading(group: &str) -> String {
    let what = match group {
        "lex" => "the mixture of messages, MB/s; the last two columns count allocations a segment",
        "charset" => "their text, MB/s of encoded bytes",
        _ => "into the model and out of it, MB/s",
    };
    format!("\n`{group}`, {what}:\n\n")
}

impl Figures {
    /// Lets works take turns, and notes the best turn of each.
    fn measure(
        &mut self,
        sample: &str,
        column: &str,
        mut works: Vec<Work<'_>>,
        settings: &Settings,
    ) -> Result<Rows, Error> {
        eprintln!("{sample}, {column}");
        let mut best = vec![Duration::MAX; works.len()];
        let mut repeats = Vec::with_capacity(works.len());
        for work in &mut works {
            if work.run() == 0 {
                return Err(format!("{} failed on {sample}, {column}", work.title()).into());
            }
            let begin = Instant::now();
            work.run();
            let once = begin.elapsed().as_nanos().max(1);
            let repeated = settings.slice.as_nanos().checked_div(once).unwrap_or(0);
            repeats.push(u32::try_from(repeated.clamp(1, 1_000_000))?);
        }
        let begin = Instant::now();
        for round in 0..settings.rounds {
            if round >= FEWEST && begin.elapsed() > LONGEST {
                break;
            }
            for ((work, best), &repeats) in works.iter_mut().zip(&mut best).zip(&repeats) {
                let begin = Instant::now();
                for _ in 0..repeats {
                    work.run();
                }
                *best = (*best).min(begin.elapsed().checked_div(repeats).unwrap_or_default());
            }
        }
        for (work, best) in works.iter().zip(best) {
            // A walk opens nothing, so that bytes would say nothing of it.
            let done = if sample == STORAGE { work.messages.saturating_mul(1_000_000) } else { work.bytes };
            let done = Duration::from_micros(u64::try_from(done)?);
            let key = (sample.to_owned(), column.to_owned(), work.title());
            self.0.insert(key, done.div_duration_f64(best));
        }
        Ok(works.iter().map(|work| (work.title(), work.by)).collect())
    }

    fn get(&self, sample: &str, column: &str, title: &str) -> Option<f64> {
        self.0.get(&(sample.to_owned(), column.to_owned(), title.to_owned())).copied()
    }

    /// How many times as fast a work is as what stands beside it.
    fn ratio(&self, sample: &str, column: &str, title: &str) -> Option<f64> {
        let (_, beside) = BESIDE.iter().find(|(name, _)| *name == title)?;
        let fastest = beside.iter().filter_map(|other| self.get(sample, column, other)).reduce(f64::max)?;
        Some(self.get(sample, column, title)? / fastest)
    }

    /// Writes a table of speeds, with what each of our works is compared with.
    fn table(
        &self,
        sample: &str,
        columns: &[&str],
        rows: &[(String, By)],
        allocations: Option<&Allocations>,
    ) -> Result<String, Error> {
        let mut text = format!("| | {} | beside | {} |", columns.join(" | "), columns.join(" | "));
        let counted = [JIS, UTF].map(|column| format!("{sample}/{column}"));
        if allocations.is_some() {
            write!(text, " {JIS} | {UTF} |")?;
        }
        let numbers = "---: | ".repeat(columns.len());
        write!(text, "\n| --- | {numbers}--- | {numbers}")?;
        if allocations.is_some() {
            text += "---: | ---: |";
        }
        text.truncate(text.trim_end().len());
        text.push('\n');
        for (title, by) in rows {
            let beside = BESIDE.iter().find(|(name, _)| name == title && *by == By::Renkei);
            let beside = beside.map_or("", |(_, beside)| match beside {
                [one] => one,
                _ => "the faster peer",
            });
            write!(text, "| {title} | ")?;
            for column in columns {
                write!(text, "{} | ", self.get(sample, column, title).map_or_else(String::new, speed))?;
            }
            write!(text, "{beside} | ")?;
            for column in columns {
                let ratio = if beside.is_empty() { None } else { self.ratio(sample, column, title) };
                write!(text, "{} | ", ratio.map_or_else(String::new, times))?;
            }
            if let Some(counts) = allocations {
                for sample in &counted {
                    let count = counts.get(&(sample.replace("stream/", "mixed/"), title.clone()));
                    write!(text, "{} | ", count.map_or_else(String::new, |count| format!("{count:.1}")))?;
                }
            }
            text.truncate(text.trim_end().len());
            text.push('\n');
        }
        Ok(text)
    }

    /// Writes a table of our works with a column for each message.
    fn by_message(&self, samples: &[&str], rows: &[(String, By)]) -> Result<String, Error> {
        let mut text = format!("| | {} |\n| --- |{}\n", samples.join(" | "), " ---: |".repeat(samples.len()));
        for (title, _) in rows {
            write!(text, "| {title} |")?;
            for sample in samples {
                write!(text, " {} |", self.get(sample, JIS, title).map_or_else(String::new, speed))?;
            }
            text.push('\n');
        }
        Ok(text)
    }

    /// Writes what was aimed at, and how near we are.
    fn aims(&self, allocations: &Allocations) -> Result<String, Error> {
        let mut text = "| | | at least | measured | |\n| --- | --- | --- | --- | --- |\n".to_owned();
        for &Aim { at: (sample, column), work: title, times: factor, speed: pace } in AIMS {
            let mut aims = Vec::new();
            if let (Some(aim), Some(found)) = (factor, self.ratio(sample, column, title)) {
                let beside =
                    BESIDE.iter().find(|(name, _)| *name == title).map_or(&[][..], |(_, beside)| beside);
                let beside = if beside.len() == 1 { beside.concat() } else { "the faster peer".to_owned() };
                aims.push((format!("{} x {beside}", times(aim)), times(found), found >= aim));
            }
            if let (Some(aim), Some(found)) = (pace, self.get(sample, column, title)) {
                aims.push((format!("{} MB/s", speed(aim)), format!("{} MB/s", speed(found)), found >= aim));
            }
            for (aim, found, reached) in aims {
                writeln!(text, "| {title} | {sample}, {column} | {aim} | {found} | {} |", verdict(reached))?;
            }
        }
        for sample in ["oul", "rde"] {
            if let Some(&found) = allocations.get(&(format!("{sample}/{JIS}"), "bytes to model".to_owned())) {
                let reached = verdict(found <= ALLOCATIONS);
                let aim = "at most 3 allocations a segment";
                writeln!(text, "| bytes to model | {sample}, {JIS} | {aim} | {found:.2} | {reached} |")?;
            }
        }
        Ok(text)
    }
}

const fn verdict(reached: bool) -> &'static str {
    if reached { "reached" } else { "not yet" }
}

/// A speed with about three digits.
fn speed(figure: f64) -> String {
    match figure {
        ..10.0 => format!("{figure:.1}"),
        10.0..1000.0 => format!("{figure:.0}"),
        1000.0..200_000.0 => format!("{:.0}0", figure / 10.0),
        // Faster than memory: nothing was copied, or hardly anything read.
        _ => "-".to_owned(),
    }
}

fn times(ratio: f64) -> String {
    if ratio < 10.0 { format!("{ratio:.2}") } else { format!("{ratio:.1}") }
}

/// Allocations a segment, by sample and title.
type Allocations = BTreeMap<(String, String), f64>;

/// Counts allocations in a process of its own, since an allocator that counts takes time; none where it can't be built.
fn allocations() -> Allocations {
    let output =
        build(&["run", "--release", "-q", "-p", "renkei-benches", "--bin", "allocations", "--", "--tsv"]);
    let line = |line: &str| {
        let mut cells = line.split('\t');
        let (sample, title) = (cells.next()?.to_owned(), cells.next()?.to_owned());
        Some(((sample, title), cells.nth(1)?.parse().ok()?))
    };
    output.lines().filter_map(line).collect()
}

/// Lets cargo build or run a program, and returns what it writes.
fn build(arguments: &[&str]) -> String {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    command.args(arguments).current_dir(env!("CARGO_MANIFEST_DIR")).stderr(Stdio::inherit());
    match command.output() {
        Ok(output) if output.status.success() => String::from_utf8_lossy(&output.stdout).into_owned(),
        _ => {
            eprintln!("cargo {} failed: what needs it is left out", arguments.join(" "));
            String::new()
        }
    }
}

/// What the figures were taken on.
fn machine() -> String {
    let processors = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let names: Vec<&str> = processors
        .lines()
        .filter_map(|line| Some(line.strip_prefix("model name")?.split_once(": ")?.1))
        .collect();
    let name = names.first().copied().unwrap_or("an unknown processor");
    let vectors = if processors.contains(" avx2") { ", AVX2" } else { "" };
    let rustc =
        Command::new("rustc").arg("--version").output().map(|output| output.stdout).unwrap_or_default();
    let rustc = String::from_utf8_lossy(&rustc);
    let version = rustc.split(' ').nth(1).unwrap_or("of unknown version");
    let (cores, os, kind) = (names.len(), std::env::consts::OS, std::env::consts::ARCH);
    let load = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    let load = load.split(' ').next().unwrap_or_default();
    format!(
        "Machine: {name}, {cores} cores ({kind}{vectors}), {os}, rustc {version}; load {load} beforehand.\n"
    )
}

/// Says how much memory the command takes; nothing where the system does not tell.
fn memory(what: &str, input: &Path) -> Result<Option<String>, Error> {
    let Some(command) = convert::command() else { return Ok(None) };
    Ok(peak(&command, input)?.map(|peak| format!("{:.1} MiB for {what}", f64::from(peak) / 1024.0)))
}

/// Runs a conversion and returns the most memory it took, in KiB, as seen every few milliseconds.
fn peak(command: &Path, input: &Path) -> Result<Option<u32>, Error> {
    let mut convert = Command::new(command);
    convert.args(["convert", "--quiet", "--threads", "2"]).arg(input).stdout(Stdio::null());
    let mut child = convert.spawn()?;
    let mut peak = None;
    while child.try_wait()?.is_none() {
        let status = fs::read_to_string(format!("/proc/{}/status", child.id())).unwrap_or_default();
        let seen = status.lines().find_map(|line| line.strip_prefix("VmHWM:")?.trim().strip_suffix(" kB"));
        peak = peak.max(seen.and_then(|kib| kib.parse().ok()));
        std::thread::sleep(Duration::from_millis(2));
    }
    Ok(peak)
}

/// Puts the tables between the marks in the README.
fn write(tables: &str) -> Result<(), Error> {
    const BEGIN: &str = "<!-- begin: made by `--bin table -- --write` -->\n";
    const END: &str = "<!-- end -->\n";
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let readme = fs::read_to_string(&path)?;
    let (before, rest) = readme.split_once(BEGIN).ok_or("README.md has no mark where the tables begin")?;
    let (_, after) = rest.split_once(END).ok_or("README.md has no mark where the tables end")?;
    Ok(fs::write(path, format!("{before}{BEGIN}{tables}{END}{after}"))?)
}
