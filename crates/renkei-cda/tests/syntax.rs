//! The syntax of documents: encodings, namespaces, edits, and the laws on any bytes.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::arithmetic_side_effects,
    reason = "tests say what they expect"
)]

use proptest::prelude::*;
use renkei_cda::{Document, DocumentBuf, EditError, Encoding, Limits, Node, ParseOptions, laws};
use renkei_core::{Charset, Diagnostic};

fn parse(bytes: &[u8]) -> Document<'_> {
    Document::parse(bytes, &Limits::default(), &mut ()).unwrap()
}

const TEXT: &str = "<a n='東京'><!-- 本 --><b>表ソ能 &amp; 京</b><![CDATA[<京>]]></a>";

/// The same text in each encoding, with a declaration of it.
fn encoded(encoding: Encoding, label: &str) -> Vec<u8> {
    let text = format!("<?xml version=\"1.0\" encoding=\"{label}\"?>\n{TEXT}");
    match encoding {
        Encoding::Charset(charset) => {
            let mut out = Vec::new();
            charset.encode(&text, &renkei_core::charset::EncodeOptions::default(), &mut out).unwrap();
            out
        }
        Encoding::Utf16Le => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
        Encoding::Utf16Be => text.encode_utf16().flat_map(u16::to_be_bytes).collect(),
    }
}

const ENCODINGS: [(Encoding, &str); 7] = [
    (Encoding::Charset(Charset::Utf8), "UTF-8"),
    (Encoding::Charset(Charset::ShiftJis), "Shift_JIS"),
    (Encoding::Charset(Charset::ShiftJis), "x-sjis-cp932"),
    (Encoding::Charset(Charset::EucJp), "EUC-JP"),
    (Encoding::Charset(Charset::Iso2022Jp), "ISO-2022-JP"),
    (Encoding::Utf16Le, "UTF-16"),
    (Encoding::Utf16Be, "UTF-16"),
];

#[test]
fn every_encoding_reads_alike_and_is_edited_in_place() {
    for (encoding, label) in ENCODINGS {
        let bytes = encoded(encoding, label);
        let mut found: Vec<Diagnostic> = Vec::new();
        let document = Document::parse(&bytes, &Limits::default(), &mut found).unwrap();
        assert!(found.is_empty(), "{label}");
        assert_eq!(document.encoding(), encoding, "{label}");
        let root = document.root();
        assert_eq!(root.attribute("n").as_deref(), Some("東京"), "{label}");
        let b = root.children().next().unwrap();
        assert_eq!(b.text(), "表ソ能 & 京");
        assert_eq!(root.text(), "<京>");

        let mut buf = DocumentBuf::parse(bytes.clone(), &Limits::default(), &mut ()).unwrap();
        buf.set(&"/a/b".parse().unwrap(), "弓ミ").unwrap();
        buf.set(&"/a/@n".parse().unwrap(), "本<入>\n").unwrap();
        buf.set(&"/a/b/@new".parse().unwrap(), "髙").unwrap();
        let edited = buf.as_document();
        assert_eq!(edited.value(&"/a/b".parse().unwrap()).as_deref(), Some("弓ミ"));
        assert_eq!(edited.value(&"/a/@n".parse().unwrap()).as_deref(), Some("本<入>\n"));
        assert_eq!(edited.value(&"/a/b/@new".parse().unwrap()).as_deref(), Some("髙"));
        assert_eq!(edited.encoding(), encoding);
        // And back again, to the byte.
        buf.set(&"/a/b".parse().unwrap(), "表ソ能 & 京").unwrap();
        buf.set(&"/a/@n".parse().unwrap(), "東京").unwrap();
        let mut expected = Document::parse(&bytes, &Limits::default(), &mut ()).unwrap().text().to_owned();
        expected = expected.replace("<b>", "<b new=\"髙\">");
        let read = buf.as_document().text().replace("&#x9AD9;", "髙");
        assert_eq!(read, expected, "{label}");
    }
}

#[test]
fn what_stands_between_elements_is_kept() {
    let document = parse("<a>一<!-- 二 --><b/><![CDATA[三]]><?四 五?>六</a>".as_bytes());
    let kinds: Vec<_> = document.root().contents().map(|c| (c.kind(), c.text().into_owned())).collect();
    let kinds: Vec<_> = kinds.iter().map(|(kind, text)| (*kind, text.as_str())).collect();
    assert_eq!(
        kinds,
        [
            ("text", "一"),
            ("comment", " 二 "),
            ("element", ""),
            ("cdata", "三"),
            ("instruction", "四 五"),
            ("text", "六")
        ]
    );
    assert_eq!(document.root().text(), "一三六");
}

#[test]
fn namespaces_are_right_whatever_the_prefixes() {
    let text = "<p:a xmlns:p='urn:hl7-org:v3' xmlns='urn:o' xmlns:x='http://www.w3.org/2001/XMLSchema-instance'>\
        <b/><p:b x:type='p:PQ'/><b xmlns='urn:hl7-org:v3'/><p:b xmlns:p='urn:q'/></p:a>";
    let document = parse(text.as_bytes());
    let found: Vec<_> = document.root().children().map(|c| (c.name(), c.namespace().unwrap())).collect();
    assert_eq!(found, [("b", "urn:o"), ("b", "urn:hl7-org:v3"), ("b", "urn:hl7-org:v3"), ("b", "urn:q")]);
    let typed = document.root().child("b").unwrap();
    assert_eq!(typed.type_name().as_deref(), Some("PQ"));
}

#[test]
fn a_document_in_another_encoding_than_it_says_is_read_by_its_bytes() {
    let text = "<?xml version='1.0' encoding='UTF-8'?><a>診療情報提供書</a>";
    let mut bytes = Vec::new();
    Charset::ShiftJis.encode(text, &renkei_core::charset::EncodeOptions::default(), &mut bytes).unwrap();
    let mut found: Vec<Diagnostic> = Vec::new();
    let document = Document::parse(&bytes, &Limits::default(), &mut found).unwrap();
    assert_eq!(document.root().text(), "診療情報提供書");
    assert_eq!(found[0].code.name, "encoding-misdeclared");
    let mut options = ParseOptions::default();
    options.encoding = Some(Encoding::Charset(Charset::Utf8));
    assert!(Document::parse_with(&bytes, &options, &mut ()).is_err());
    options.lossy = true;
    assert!(Document::parse_with(&bytes, &options, &mut ()).is_ok());
}

#[test]
fn edits_that_cannot_be_made_change_nothing() {
    let xml = "<a xmlns:d='http://www.w3.org/2000/09/xmldsig#'><b>一<c/></b><d:Signature/><e/></a>";
    let mut document = DocumentBuf::parse(xml.into(), &Limits::default(), &mut ()).unwrap();
    let mut set = |path: &str, text: &str| document.set(&path.parse().unwrap(), text).unwrap_err();
    assert_eq!(set("/a/z", "x"), EditError::NoElement);
    assert_eq!(set("/a/b", "x"), EditError::NotText);
    assert_eq!(set("/a/e", "x\0"), EditError::Character { number: 2 });
    assert_eq!(set("/a/e", "x"), EditError::Signed);
    assert_eq!(document.as_bytes(), xml.as_bytes());
    document.allow_breaking_signatures(true);
    document.set(&"/a/e".parse().unwrap(), "x").unwrap();
    assert!(document.as_document().text().ends_with("<e>x</e></a>"));
}

#[test]
fn a_doctype_is_passed_over_only_on_request_and_only_without_declarations() {
    let mut options = ParseOptions::default();
    options.skip_doctype = true;
    let read =
        |text: &str| Document::parse_with(text.as_bytes(), &options, &mut ()).map(|d| d.element_count()).ok();
    assert_eq!(read("<!DOCTYPE Mml SYSTEM \"mml.dtd\"><Mml/>"), Some(1));
    assert_eq!(read("<!DOCTYPE Mml [<!ENTITY a 'b'>]><Mml/>"), None);
    assert_eq!(read("<Mml><!DOCTYPE Mml></Mml>"), None);
}

#[test]
fn the_place_of_an_element_is_found_in_the_source() {
    for (encoding, label) in ENCODINGS {
        let bytes = encoded(encoding, label);
        let document = parse(&bytes);
        let b = document.root().children().next().unwrap();
        let source = document.source_span(b.span()).slice(&bytes);
        let alone = Document::parse_with(
            source,
            &{
                let mut options = ParseOptions::default();
                options.encoding = Some(encoding);
                options
            },
            &mut (),
        )
        .unwrap();
        assert_eq!(alone.root().text(), "表ソ能 & 京", "{label}");
        assert!(document.root().contents().any(|c| matches!(c, Node::CData { .. })));
    }
}

/// Text that leans towards what documents are made of.
fn markup() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("<a>".to_owned()),
        Just("</a>".to_owned()),
        Just("<b c='d'/>".to_owned()),
        Just("<!-- x -->".to_owned()),
        Just("<![CDATA[<]]>".to_owned()),
        Just("&amp;".to_owned()),
        Just("&#x6771;".to_owned()),
        Just("<?p i?>".to_owned()),
        Just("<x:y xmlns:x='urn:hl7-org:v3'>".to_owned()),
        Just("</x:y>".to_owned()),
        Just("東京".to_owned()),
        "[<>&;'\"a-c =/!?\\[\\]-]{0,6}",
        any::<char>().prop_map(String::from),
    ];
    prop::collection::vec(piece, 0..24).prop_map(|pieces| format!("<a>{}</a>", pieces.concat()))
}

proptest! {
    #[test]
    fn reading_is_total(text in markup(), cut in 0usize..200) {
        laws::reading_is_total(text.as_bytes());
        laws::reading_is_total(text.as_bytes().get(..cut).unwrap_or_default());
        laws::unchanged_is_identical(text.as_bytes());
    }

    #[test]
    fn what_is_read_another_reader_reads_alike(text in markup()) {
        let Ok(document) = Document::parse(text.as_bytes(), &Limits::default(), &mut ()) else { return Ok(()) };
        let mut reader = quick_xml::Reader::from_str(&text);
        reader.config_mut().check_comments = true;
        let (mut elements, mut attributes) = (0, 0);
        loop {
            use quick_xml::events::Event;
            match reader.read_event() {
                Ok(Event::Eof) => break,
                Ok(Event::Start(tag) | Event::Empty(tag)) => {
                    elements += 1;
                    for attribute in tag.attributes() {
                        prop_assert!(attribute.is_ok());
                        attributes += 1;
                    }
                }
                Ok(_) => {}
                Err(error) => panic!("{error}"),
            }
        }
        prop_assert_eq!(document.element_count(), elements);
        prop_assert_eq!(document.elements().map(|e| e.attributes().count()).sum::<usize>(), attributes);
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        laws::reading_is_total(&bytes);
    }

    #[test]
    fn an_edit_stays_in_its_place(
        text in markup(), new in "[東京本<>&'\"a \n𠮷髙]{0,8}", element in 0usize..20, attribute in prop::option::of(0usize..4),
        encoding in 0usize..ENCODINGS.len(),
    ) {
        laws::an_edit_stays_in_its_place(text.as_bytes(), element, attribute, &new);
        let (encoding, label) = ENCODINGS[encoding];
        laws::an_edit_stays_in_its_place(&encoded(encoding, label), element, attribute, &new);
    }
}
