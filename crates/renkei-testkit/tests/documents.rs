//! The page of defects under `docs/`; `RENKEI_UPDATE=1` writes it anew.
#![allow(clippy::unwrap_used, reason = "tests say what they expect")]

use std::fmt::Write as _;
use std::path::Path;

use renkei_testkit::defect::ALL;

#[test]
fn the_page_of_defects_is_current() {
    let mut out = String::from(
        "# Named defects\n\nEach is made from a sound file by one change, and found by the rule beside it. A defect without data kinds fits every \
         file that has what it spoils.\n\n| defect | what is wrong | rule | data kinds |\n| --- | --- | --- | --- |\n",
    );
    for defect in ALL {
        let words = format!("{}<br>{}", defect.english, defect.japanese).replace('|', "\\|");
        writeln!(out, "| `{}` | {words} | `{}` | {} |", defect.name, defect.code, defect.kinds.join(", "))
            .unwrap();
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/defects.md");
    if std::env::var_os("RENKEI_UPDATE").is_some() {
        std::fs::write(&path, &out).unwrap();
    }
    let written = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(written == out, "docs/defects.md is out of date: run with RENKEI_UPDATE=1");
}
