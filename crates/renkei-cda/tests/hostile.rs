//! Documents that mean harm: each is refused, or read without harm, soon and in little memory.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::arithmetic_side_effects,
    reason = "tests say what they expect"
)]

use std::time::{Duration, Instant};

use renkei_cda::{Document, Error, Limits, laws};
use renkei_core::Language;

/// What a hostile document may take. Unoptimised builds, on machines that build other things beside, are given more time.
const SOON: Duration = Duration::from_millis(if cfg!(debug_assertions) { 5_000 } else { 50 });
const LITTLE: usize = 8 << 20;

fn check(name: &str, bytes: &[u8], is_refused: bool) -> Option<Error> {
    let begun = Instant::now();
    let result = Document::parse(bytes, &Limits::default(), &mut ());
    let took = begun.elapsed();
    assert!(took < SOON, "{name} took {took:?}");
    match result {
        Ok(document) => {
            assert!(!is_refused, "{name} was read");
            let transcoded = if document.encoding().is_utf8() { 0 } else { document.text().len() };
            assert!(document.index_bytes() + transcoded < LITTLE, "{name} takes too much memory");
            None
        }
        Err(error) => {
            assert!(is_refused, "{name} was refused: {error}");
            assert!(!error.to_string().contains("東京"), "{name}: the error quotes the document");
            assert_eq!(error.message(Language::English), error.to_string());
            if let Error::IllFormed { problem: words, .. } | Error::Limit { what: words, .. } = &error {
                let japanese = error.message(Language::Japanese);
                assert!(!japanese.contains(words), "{name}: {japanese}");
            }
            Some(error)
        }
    }
}

#[test]
fn every_attack_of_the_list_is_refused() {
    let files = renkei_fixtures::files("xml_hostile/refused");
    assert!(files.len() >= 60, "{} files", files.len());
    for file in files {
        let error = check(&file.name, &file.bytes, true).unwrap();
        if file.name.starts_with("doctype") || file.name.starts_with("entity") {
            assert!(matches!(error, Error::Doctype { .. } | Error::Entity { .. }), "{}: {error}", file.name);
        }
    }
}

#[test]
fn what_is_harmless_is_read_and_keeps_the_laws() {
    for file in renkei_fixtures::files("xml_hostile/harmless") {
        check(&file.name, &file.bytes, false);
        laws::reading_is_total(&file.bytes);
        laws::unchanged_is_identical(&file.bytes);
    }
}

#[test]
fn floods_are_refused_before_anything_grows() {
    let root = |inner: &str| format!("<a>{inner}</a>").into_bytes();
    for (name, bytes) in [
        ("five million elements", root(&"<a/>".repeat(5_000_000))),
        ("a hundred thousand levels", root(&"<a>".repeat(100_000))),
        ("a hundred thousand attributes", {
            let attributes: String = (0..100_000).map(|n| format!(" a{n}=''")).collect();
            root(&format!("<b{attributes}/>"))
        }),
        ("an attribute of 16 MiB", root(&format!("<b a='{}'/>", "x".repeat(16 << 20)))),
        ("a name of 1 MiB", root(&format!("<{}/>", "n".repeat(1 << 20)))),
        ("a text of 65 MiB", root(&"x".repeat(65 << 20))),
        ("a comment of 65 MiB", root(&format!("<!--{}-->", "x".repeat(65 << 20)))),
        ("ten million comments without a root", "<!---->".repeat(1_000_000).into_bytes()),
        ("an end of nothing, a million times", "</a>".repeat(1_000_000).into_bytes()),
    ] {
        check(name, &bytes, true);
    }
    // What is many but small is read, in memory that follows its size.
    for (name, bytes) in [
        ("a hundred thousand comments", root(&"<!--x-->".repeat(100_000))),
        ("a hundred thousand instructions", root(&"<?x y?>".repeat(100_000))),
        ("a hundred thousand references", root(&"&#65;".repeat(100_000))),
        ("a hundred thousand elements", root(&"<b/>".repeat(100_000))),
        ("white space", root(&" \n".repeat(4 << 20))),
    ] {
        check(name, &bytes, false);
    }
}

#[test]
fn a_small_stack_is_enough_for_any_depth() {
    let deep = || {
        let bytes = format!("{}{}", "<a>".repeat(100_000), "</a>".repeat(100_000));
        assert!(Document::parse(bytes.as_bytes(), &Limits::default(), &mut ()).is_err());
        let limits = Limits { depth: 1 << 20, ..Limits::default() };
        let document = Document::parse(bytes.as_bytes(), &limits, &mut ()).unwrap();
        assert_eq!(document.element_count(), 100_000);
        assert_eq!(document.root().all_text(), "");
    };
    std::thread::Builder::new().stack_size(512 << 10).spawn(deep).unwrap().join().unwrap();
}

#[test]
fn every_prefix_of_a_document_is_refused_or_read() {
    let file =
        renkei_fixtures::files("xml_hostile/harmless").into_iter().find(|f| f.name.starts_with("references"));
    let bytes = file.unwrap().bytes;
    for end in 0..bytes.len() {
        laws::reading_is_total(&bytes[..end]);
    }
}

#[test]
fn an_error_says_where() {
    let text = "<a>\n  <b>東京</b>\n  東京<c x=''x=''/>\n</a>";
    let error = Document::parse(text.as_bytes(), &Limits::default(), &mut ()).unwrap_err();
    let expected = "not well-formed XML: no white space before an attribute at line 3, column 12 (byte 35)";
    assert_eq!(error.to_string(), expected);
}

#[test]
fn the_list_of_elements_is_smaller_than_a_real_document() {
    for folder in ["cda", "hl7/cda"] {
        for file in renkei_fixtures::samples(folder) {
            let Ok(document) = Document::parse(&file.bytes, &Limits::default(), &mut ()) else { continue };
            // Each name is kept once, which only in a document of a few elements is more than the elements are.
            assert!(
                document.index_bytes() <= file.bytes.len().max(4 << 10),
                "{}: {} bytes",
                file.name,
                document.index_bytes()
            );
        }
    }
}
