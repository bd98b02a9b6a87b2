//! Conformance: each rule finds its defect, and sound documents have none.

#![allow(clippy::unwrap_used, clippy::panic, reason = "tests say what they expect")]

use renkei_cda::check::{check, codes};
use renkei_cda::{DecodeOptions, Document, Limits};
use renkei_core::{Diagnostic, Severity};

fn findings(xml: &str) -> Vec<Diagnostic> {
    let document = Document::parse(xml.as_bytes(), &Limits::default(), &mut ()).unwrap();
    let mut found = Vec::new();
    check(&document, &DecodeOptions::default(), &mut found);
    found
}

fn fixture(name: &str) -> String {
    String::from_utf8(renkei_fixtures::read(&format!("cda/{name}"))).unwrap()
}

/// Spoils a fixture in one place and expects a rule to find it, and no other rule of the table.
#[track_caller]
fn spoilt(name: &str, from: &str, to: &str, code: &str) {
    let text = fixture(name);
    assert!(text.contains(from), "{from} is not in {name}");
    let found = findings(&text.replacen(from, to, 1));
    let named: Vec<&str> =
        found.iter().filter(|f| f.code.name != "section-without-code").map(|f| f.code.name).collect();
    assert!(named.contains(&code), "{code} is not among {named:?}");
    let finding = found.iter().find(|f| f.code.name == code).unwrap();
    assert!(finding.location.path.is_some() && finding.location.span.is_some(), "{code} has no place");
}

#[test]
fn sound_documents_have_no_findings() {
    for name in ["referral_full.xml", "discharge_full.xml", "patient_data_full.xml"] {
        let found = findings(&fixture(name));
        let said: Vec<String> =
            found.iter().filter(|f| f.code.name != "section-without-code").map(ToString::to_string).collect();
        assert!(said.is_empty(), "{name}: {said:#?}");
    }
}

const REFERRAL: &str = "referral_full.xml";
const DISCHARGE: &str = "discharge_full.xml";

#[test]
fn each_rule_finds_its_defect() {
    let mut seen = Vec::new();
    for (name, from, to, code) in [
        (
            REFERRAL,
            "<confidentialityCode code=\"N\" codeSystem=\"2.16.840.1.113883.5.25\"/>",
            "",
            "element-missing",
        ),
        (
            REFERRAL,
            "<languageCode code=\"ja-JP\"/>",
            "<languageCode code=\"ja\"/><languageCode code=\"ja\"/>",
            "element-repeated",
        ),
        (
            REFERRAL,
            "<title>診療情報提供書</title>",
            "<title>診療情報提供書</title><realmCode code=\"JP\"/>",
            "element-order",
        ),
        (REFERRAL, "<recordTarget>", "<versionNote value=\"1\"/><recordTarget>", "element-unexpected"),
        (
            REFERRAL,
            "<entry typeCode=\"DRIV\">",
            "<entry typeCode=\"DRIV\"></entry><entry typeCode=\"DRIV\">",
            "element-empty",
        ),
        (
            REFERRAL,
            "<observation classCode=\"OBS\" moodCode=\"EVN\">",
            "<observation classCode=\"OBS\">",
            "attribute-missing",
        ),
        (REFERRAL, "<entry typeCode=\"DRIV\">", "<entry typeCode=\"DRV\">", "attribute-value"),
        (REFERRAL, "<templateId root=\"2.16.840.1.113883.2.2.3.6.100\"/>", "", "template-missing"),
        (REFERRAL, "<versionNumber value=\"2\"/>", "", "version-incomplete"),
        (
            REFERRAL,
            "<birthTime value=\"19560229\"/>",
            "<birthTime value=\"20260228\"/>",
            "birth-after-document",
        ),
        (
            REFERRAL,
            "<low value=\"20200401\"/><high value=\"20250331\"/>",
            "<low value=\"20250401\"/><high value=\"20200331\"/>",
            "interval-reversed",
        ),
        (REFERRAL, "code=\"42349-1\"", "code=\"42349-9\"", ""),
        (REFERRAL, "<text>坂道での胸部圧迫感</text>", "", "section-without-text"),
        (REFERRAL, "<paragraph>労作時", "<p>見本</p><paragraph>労作時", "narrative-element"),
        (REFERRAL, "<reference value=\"#dx1\"/>", "<reference value=\"#dx9\"/>", "reference-unresolved"),
        (
            REFERRAL,
            "<paragraph>労作時",
            "<linkHtml href=\"javascript:alert(1)\">押</linkHtml><paragraph>労作時",
            "link-unsafe",
        ),
        (
            REFERRAL,
            "<paragraph>労作時",
            "<renderMultiMedia referencedObject=\"none\"/><paragraph>労作時",
            "media-unresolved",
        ),
        (REFERRAL, " representation=\"B64\"", "", "media-representation"),
        (REFERRAL, "<value xsi:type=\"PQ\"", "<value", "value-untyped"),
        (REFERRAL, "root=\"1.2.392.200250.9999.33\"", "root=\"urn:oid:1.2.392.200250.9999.33\"", "oid-form"),
        (
            REFERRAL,
            "code=\"I10\" codeSystem=\"2.16.840.1.113883.6.3\" codeSystemName=\"ICD-10\"",
            "code=\"I10\"",
            "code-without-system",
        ),
        (
            REFERRAL,
            "code=\"F\" codeSystem=\"2.16.840.1.113883.5.1\"",
            "code=\"F\" codeSystem=\"2.16.840.1.113883.5.9\"",
            "code-system",
        ),
        (
            REFERRAL,
            "code=\"F\" codeSystem=\"2.16.840.1.113883.5.1\"",
            "code=\"W\" codeSystem=\"2.16.840.1.113883.5.1\"",
            "code-not-in-table",
        ),
        (DISCHARGE, "<code code=\"11535-2\"", "<code code=\"11535-9\"", ""),
        (
            DISCHARGE,
            "<legalAuthenticator><time value=\"20240412174500+0900\"/>",
            "<legalAuthenticator>",
            "element-missing",
        ),
    ] {
        match code {
            "" => assert!(
                findings(&fixture(name).replacen(from, to, 1)).iter().all(|f| f.severity < Severity::Error)
            ),
            code => {
                spoilt(name, from, to, code);
                seen.push(code);
            }
        }
    }
    spoil_whole_elements(&mut seen);
    // Not a defect, but said of every document in MML, and of no other.
    let mml = findings(&fixture("../mml/referral_4.xml"));
    assert_eq!(mml.iter().map(|f| f.code.name).collect::<Vec<_>>(), ["mml-unchecked"]);
    seen.push("mml-unchecked");
    let missed: Vec<&str> =
        codes::ALL.iter().map(|code| code.name).filter(|name| !seen.contains(name)).collect();
    assert!(missed.is_empty(), "no defect for {missed:?}");
}

/// Defects that take more than one word.
fn spoil_whole_elements(seen: &mut Vec<&'static str>) {
    let without = |text: &str, from: &str, to: &str| {
        let (before, rest) = text.split_once(from).unwrap();
        let (_, after) = rest.split_once(to).unwrap();
        format!("{before}{after}")
    };
    let mut expect = |xml: &str, code: &'static str| {
        let found = findings(xml);
        assert!(found.iter().any(|f| f.code.name == code), "{code}");
        seen.push(code);
    };
    let text = fixture(REFERRAL);
    let once = without(
        &text,
        "<informationRecipient typeCode=\"PRCP\">",
        "</receivedOrganization></intendedRecipient></informationRecipient>",
    );
    let none = without(
        &once,
        "<informationRecipient typeCode=\"TRC\">",
        "</receivedOrganization></intendedRecipient></informationRecipient>",
    );
    expect(&none, "recipient-missing");
    let purpose = text.replacen("code=\"42349-1\"", "code=\"X\"", 1).replacen(
        "<title>紹介目的</title>",
        "<title>院内様式</title>",
        1,
    );
    expect(&purpose, "section-required");
    let illness = text.replacen("code=\"10164-2\"", "code=\"X\"", 1).replacen(
        "<title>症状経過</title>",
        "<title>見本</title>",
        1,
    );
    let illness = illness.replacen("code=\"8648-8\"", "code=\"X\"", 1).replacen(
        "<title>治療経過</title>",
        "<title>見本</title>",
        1,
    );
    expect(&illness, "section-usual");
    let media = |value: &str| {
        format!(
            "<ClinicalDocument xmlns='urn:hl7-org:v3'><title>患者診療情報提供書</title><component><structuredBody><component><section>\
             <title>添付資料</title><text><renderMultiMedia referencedObject='m1'/></text><entry><observationMedia ID='m1' \
             classCode='OBS' moodCode='EVN'>{value}</observationMedia></entry></section></component></structuredBody></component>\
             </ClinicalDocument>"
        )
    };
    let clean = media("<value mediaType='image/png' representation='B64'>5p2x5Lqs</value>");
    let rules =
        codes::ALL.iter().map(|code| code.name).filter(|name| name.starts_with("media")).collect::<Vec<_>>();
    assert!(findings(&clean).iter().all(|f| !rules.contains(&f.code.name)));
    expect(&media("<value representation='B64'>5p2x5Lqs</value>"), "media-type-missing");
    expect(&media("<value mediaType='image/png' representation='B64'/>"), "media-empty");
    let large = "A".repeat(45 << 20);
    expect(
        &media(&format!("<value mediaType='image/png' representation='B64'>{large}</value>")),
        "media-large",
    );
    expect(&clean.replace("<renderMultiMedia referencedObject='m1'/>", "見本"), "media-not-shown");
}

#[test]
fn what_a_kind_of_document_needs_depends_on_the_kind() {
    let document = |title: &str| {
        format!(
            "<ClinicalDocument xmlns='urn:hl7-org:v3'><title>{title}</title><component><structuredBody><component><section>\
             <title>備考</title><text>なし</text></section></component></structuredBody></component></ClinicalDocument>"
        )
    };
    let missing = |title: &str| {
        let found = findings(&document(title));
        let of = |code| found.iter().filter(|f| f.code == code).count();
        (of(&codes::SECTION_REQUIRED), of(&codes::SECTION_USUAL))
    };
    assert_eq!(missing("診療情報提供書"), (2, 3));
    assert_eq!(missing("退院時サマリー"), (4, 6));
    assert_eq!(missing("患者診療情報提供書"), (0, 0));
}

#[test]
fn documents_of_other_realms_are_checked_without_harm() {
    for sample in renkei_fixtures::samples("hl7/cda") {
        let Ok(document) = Document::parse(&sample.bytes, &Limits::default(), &mut ()) else { continue };
        check(&document, &DecodeOptions::default(), &mut ());
    }
}
