//! Walks an SS-MIX2 storage and lists what it holds, with the ids of patients masked, and how much of each kind.
//!
//! ```text
//! cargo run -p renkei-examples --bin storage_walk -- fixtures/ssmix2
//! ```

use std::collections::BTreeMap;
use std::error::Error;
use std::io::{self, Write};

use renkei::ssmix2::{ConditionFlag, DataKind, EntryKind, Storage};

fn main() -> Result<(), Box<dyn Error>> {
    let root = std::env::args_os().nth(1).ok_or("usage: storage_walk FOLDER")?;
    let mut out = io::stdout().lock();
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for entry in Storage::open(root)?.walk() {
        // A folder that can't be listed hides what is in it, but nothing else.
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                writeln!(out, "{error}")?;
                continue;
            }
        };
        let EntryKind::Message(name) = entry.kind() else { continue };
        let flag = match name.flag() {
            ConditionFlag::Current => "有効",
            ConditionFlag::Superseded => "旧データ",
            ConditionFlag::Deleted => "削除",
            ConditionFlag::Other(_) | ConditionFlag::Missing => "不明",
        };
        writeln!(out, "{} {} {flag}  {}", name.kind_text(), name.date_text(), entry.shown_path())?;
        for problem in entry.diagnostics() {
            writeln!(out, "  {problem}")?;
        }
        let count = counts.entry(name.kind_text().to_owned()).or_default();
        *count = count.saturating_add(1);
    }
    for (kind, count) in &counts {
        let japanese = DataKind::from_name_ignoring_case(kind).map_or("データ種別不明", DataKind::japanese);
        writeln!(out, "{kind} {japanese}: {count}")?;
    }
    Ok(())
}
