//! What is reported of a document: its header, its sections, its references, its signature.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "tests say what they expect")]

use renkei_cda::{DecodeOptions, Document, Limits, SectionRule, decode_with};
use renkei_core::Diagnostic;
use renkei_model::{Content, Exchange};

fn read_with(xml: &str, options: &DecodeOptions) -> (Exchange, Vec<Diagnostic>) {
    let document = Document::parse(xml.as_bytes(), &Limits::default(), &mut ()).unwrap();
    let mut found = Vec::new();
    let exchange = decode_with(&document, options, &mut found);
    (exchange, found)
}

fn read(xml: &str) -> (Exchange, Vec<Diagnostic>) {
    read_with(xml, &DecodeOptions::default())
}

/// The fixture with one part replaced.
fn referral(from: &str, to: &str) -> String {
    changed("referral_full.xml", from, to)
}

fn changed(name: &str, from: &str, to: &str) -> String {
    let text = String::from_utf8(renkei_fixtures::read(&format!("cda/{name}"))).unwrap();
    assert!(text.contains(from), "{from} is not in {name}");
    text.replacen(from, to, 1)
}

#[track_caller]
fn reports(xml: &str, code: &str) {
    let (_, found) = read(xml);
    assert!(found.iter().any(|d| d.code.name == code), "{code} is not reported");
}

#[test]
fn each_defect_of_the_header_is_named() {
    let sound = read(&referral("東京", "東京")).1;
    assert!(sound.iter().all(|d| d.code.name.starts_with("section-")), "the fixture is sound");
    for (from, to, code) in [
        ("<custodian>", "<x xmlns=''/><custodian xmlns='urn:other'>", "part-missing"),
        ("POCD_HD000040", "POCD_HD000099", "type-unknown"),
        ("value=\"19560229\"", "value=\"19570229\"", "invalid-time"),
        ("<birthTime value=\"19560229\"/>", "<birthTime>19560229</birthTime>", "value-in-text"),
        ("code=\"MD0020730\"", "code=\"X\"", ""),
        ("ATTACH/ECG0408.PDF\"/></text>", "../../ECG0408.PDF\"/></text>", "reference-outside"),
        ("representation=\"B64\">", "representation=\"B64\">%", "not-base64"),
        ("ID=\"dx2\"", "ID=\"dx1\"", "id-twice"),
    ] {
        let xml = referral(from, to);
        if code.is_empty() {
            let (_, found) = read(&xml);
            assert!(found.iter().all(|d| d.code.name != "code-and-title"), "the LOINC code is enough");
        } else {
            reports(&xml, code);
        }
    }
    for (from, to, code) in [
        ("<low value=\"20240401\"/>", "<low value=\"20240501\"/>", "discharge-before-admission"),
        (
            "<low value=\"20240401\"/><high value=\"20240412\"/>",
            "<low value=\"20240401\"/>",
            "stay-incomplete",
        ),
        ("code=\"18842-5\"", "code=\"11111-1\"", "code-and-title"),
    ] {
        reports(&changed("discharge_full.xml", from, to), code);
    }
    reports("<levelone/>", "not-cda");
}

#[test]
fn a_date_between_the_tags_is_read() {
    let (exchange, _) = read(&referral("<birthTime value=\"19560229\"/>", "<birthTime>19560229</birthTime>"));
    assert_eq!(exchange.patient.birth_date.value().unwrap().as_sent(), "19560229");
}

#[test]
fn a_site_can_name_its_sections() {
    let xml = "<ClinicalDocument xmlns='urn:hl7-org:v3'><component><structuredBody>\
        <component><section><templateId root='1.2.392.999.1'/><title>甲</title></section></component>\
        <component><section><code code='MD0020450' codeSystem='1.2.392.200119.5.3.1'/><title>乙</title></section></component>\
        <component><section><title>ご 依頼 事項</title></section></component>\
        <component><section><templateId root='2.16.840.1.113883.10.20.22.2.6.1'/><title>丁</title></section></component>\
        </structuredBody></component></ClinicalDocument>";
    let rule = |kind: &str| SectionRule { kind: kind.into(), ..SectionRule::default() };
    let options = DecodeOptions::default()
        .section(SectionRule { template: Some("1.2.392.999.1".into()), ..rule("allergies") })
        .section(SectionRule { code: Some("MD0020450".into()), ..rule("problems") })
        .section(SectionRule { title: Some("ご依頼事項".into()), ..rule("purpose") });
    let (exchange, found) = read_with(xml, &options);
    let Content::Document(document) = exchange.content else { panic!("no document") };
    let kinds: Vec<_> = document.sections.iter().map(|s| s.kind.as_deref()).collect();
    assert_eq!(kinds, [Some("allergies"), Some("problems"), Some("purpose"), None]);
    let by: Vec<_> = found.iter().filter(|d| d.code.name == "section-found").map(|d| d.to_string()).collect();
    assert!(
        by[0].contains("by its template") && by[1].contains("by its code") && by[2].contains("by its title")
    );
    assert!(found.iter().any(|d| d.code.name == "template-unknown"));
}

#[test]
fn templates_of_other_realms_are_listed_and_not_followed() {
    for file in renkei_fixtures::samples("hl7/cda") {
        let document = Document::parse(&file.bytes, &Limits::default(), &mut ()).unwrap();
        let mut found = Vec::new();
        let exchange = decode_with(&document, &DecodeOptions::default(), &mut found);
        if let Content::Document(content) = &exchange.content {
            let claimed = content.all_sections().iter().filter(|s| !s.templates.is_empty()).count();
            let listed = found.iter().filter(|d| d.code.name == "template-unknown").count();
            assert_eq!(claimed, listed, "{}", file.name);
        }
        let by_template = found.iter().filter(|d| d.to_string().contains("by its template")).count();
        assert_eq!(by_template, 0, "{}", file.name);
    }
}

#[test]
fn a_signature_is_reported_with_what_it_covers() {
    let inner = referral("<?xml version=\"1.0\" encoding=\"UTF-8\"?>", "");
    let xml = format!(
        "<w xmlns:ds='http://www.w3.org/2000/09/xmldsig#'>{inner}<ds:Signature><ds:SignedInfo><ds:Reference URI=''/>\
        <ds:Reference URI='#p'/></ds:SignedInfo><ds:KeyInfo><ds:X509SubjectName>CN=本表 一郎</ds:X509SubjectName></ds:KeyInfo>\
        <ds:Object><q:QualifyingProperties xmlns:q='http://uri.etsi.org/01903/v1.3.2#'><q:SigningTime>2024-04-12T17:45:00+09:00\
        </q:SigningTime></q:QualifyingProperties></ds:Object></ds:Signature></w>"
    );
    let (exchange, found) = read(&xml);
    let Content::Document(document) = &exchange.content else { panic!("no document") };
    let facts = document.signature.as_ref().unwrap();
    assert_eq!(facts.form.as_deref(), Some("XAdES"));
    assert_eq!(facts.covers, ["", "#p"]);
    assert_eq!(facts.signer.as_deref(), Some("CN=本表 一郎"));
    assert_eq!(facts.signed_at.value().unwrap().day(), Some(12));
    assert!(found.iter().any(|d| d.code.name == "document-signed"));
    assert_eq!(document.title.as_deref(), Some("診療情報提供書"));
}

#[test]
fn no_report_says_whose_document_it_is() {
    for file in renkei_fixtures::files("cda") {
        let document = Document::parse(&file.bytes, &Limits::default(), &mut ()).unwrap();
        let mut found = Vec::new();
        let exchange = decode_with(&document, &DecodeOptions::default(), &mut found);
        let shown = format!("{found:?} {exchange:?} {document:?}");
        assert!(!shown.contains("東京") && !shown.contains("0000420817"), "{}", file.name);
    }
}

#[test]
fn what_is_nested_too_deeply_is_kept() {
    for name in ["section_nested_40.xml", "entry_nested_40.xml"] {
        let bytes = renkei_fixtures::read(&format!("xml_hostile/harmless/{name}"));
        let (exchange, found) = read(&String::from_utf8(bytes).unwrap());
        assert!(found.iter().any(|d| d.code.name == "nested-too-deep"), "{name}");
        assert!(exchange.unmapped.len() > 20, "{name}");
    }
}
