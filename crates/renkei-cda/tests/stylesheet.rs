//! The stylesheet shows every document whole, and nothing of it as anything but words; where `xsltproc` is on the machine.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::arithmetic_side_effects,
    reason = "tests say what they expect"
)]

use std::path::{Path, PathBuf};
use std::process::Command;

use renkei_cda::{Document, Limits, decode};
use renkei_model::Content;
use renkei_model::document::Section;

fn stylesheet() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("stylesheet/renkei-cda.xsl")
}

/// Shows a document as a page; nothing where the machine has no `xsltproc`.
fn page(xml: &[u8]) -> Option<String> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("document.xml");
    std::fs::write(&path, xml).unwrap();
    let run = Command::new("xsltproc").args(["--nonet", "--huge"]).arg(stylesheet()).arg(&path).output();
    let Ok(out) = run else {
        println!("no xsltproc: documents are not shown");
        return None;
    };
    let complaint = String::from_utf8_lossy(&out.stderr);
    assert!(out.status.success() && complaint.is_empty(), "{complaint}");
    Some(String::from_utf8(out.stdout).unwrap())
}

/// The words of a page, without white space.
fn words(html: &str) -> String {
    let mut out = String::new();
    for part in html.split('<') {
        out.push_str(part.split_once('>').map_or(part, |(_, text)| text));
    }
    let plain = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&nbsp;", " "), ("&amp;", "&")];
    let out = plain.iter().fold(out, |out, (from, to)| out.replace(from, to));
    out.chars().filter(|c| !c.is_whitespace() && *c != '\u{a0}').collect()
}

#[test]
fn every_title_and_text_is_shown() {
    for file in renkei_fixtures::files("cda") {
        let document = Document::parse(&file.bytes, &Limits::default(), &mut ()).unwrap();
        let Content::Document(content) = decode(&document, &mut ()).content else { panic!("no document") };
        // What xsltproc reads has to be in an encoding that it knows.
        let text = document.text().trim_start_matches('\u{feff}');
        let body = text.split_once("?>").map_or(text, |(_, body)| body);
        let Some(html) = page(body.as_bytes()) else { return };
        let shown = words(&html);
        let has = |what: &str, wanted: &str| {
            let wanted: String = wanted.chars().filter(|c| !c.is_whitespace()).collect();
            assert!(shown.contains(&wanted), "{}: no {what} {wanted}", file.name);
        };
        has("title", content.title.as_deref().unwrap());
        let check = |section: &Section| {
            has("section", section.title.as_deref().unwrap_or_default());
            for line in section.narrative.text.as_deref().unwrap_or_default().lines() {
                line.split('\t').for_each(|cell| has("text", cell));
            }
        };
        content.all_sections().into_iter().for_each(check);
        for reference in content.references().filter_map(|r| r.location.as_deref()) {
            has("attachment", reference);
        }
    }
}

#[test]
fn nothing_of_a_document_runs_or_is_loaded() {
    let xml = "<ClinicalDocument xmlns='urn:hl7-org:v3'><title>&lt;script&gt;alert(1)&lt;/script&gt;</title>\
        <component><structuredBody><component><section><title>添付</title><text>\
        <linkHtml href='JaVaScRiPt:alert(1)'>一</linkHtml><linkHtml href=' java&#9;script:alert(1)'>二</linkHtml>\
        <linkHtml href='data:text/html,x'>三</linkHtml><linkHtml href='//evil.example/x'>四</linkHtml>\
        <linkHtml href='https://noto.example/'>五</linkHtml><script>alert(1)</script><iframe src='x'/>\
        <paragraph onclick='alert(1)' styleCode='x\" onload=\"y'>六</paragraph><td colspan='99999999'>七</td>\
        <renderMultiMedia referencedObject='a'/></text><entry><observationMedia ID='a'>\
        <value mediaType='image/svg+xml' representation='B64'>PHN2Zy8+</value></observationMedia></entry>\
        </section></component></structuredBody></component></ClinicalDocument>";
    let Some(html) = page(xml.as_bytes()) else { return };
    for harm in [
        "<script",
        "<iframe",
        "onclick",
        "onload",
        "javascript:",
        "java script",
        "href=\"data",
        "//evil",
        "svg",
        "99999999",
    ] {
        let found = html.to_lowercase().find(harm);
        let around = found.and_then(|at| html.get(at.saturating_sub(40)..(at + 40).min(html.len())));
        // The words of the title are shown as words, and a media type is named in the list.
        let harmless = harm == "svg" && !html.contains("data:image/svg");
        assert!(found.is_none() || harmless, "{harm}: {around:?}");
    }
    for word in ["一", "二", "三", "四", "五", "六", "&lt;script&gt;"] {
        assert!(html.contains(word), "{word} is not shown");
    }
    assert!(html.contains("href=\"https://noto.example/\""));
}
