//! A document in another encoding: what changes, what does not, and the law on any text.

#![allow(clippy::unwrap_used, clippy::panic, reason = "tests say what they expect")]

use proptest::prelude::*;
use renkei_cda::{Document, Encoding, Limits, RecodeError, RecodeOptions, laws, recode};
use renkei_core::Charset;

const SHIFT_JIS: Encoding = Encoding::Charset(Charset::ShiftJis);
const UTF_8: Encoding = Encoding::Charset(Charset::Utf8);

fn parse(bytes: &[u8]) -> Document<'_> {
    Document::parse(bytes, &Limits::default(), &mut ()).unwrap()
}

/// Writes a document in Shift_JIS: its text there, and the codes of the remarks.
#[track_caller]
fn check(xml: &str, expected: &str, codes: &[&str]) {
    let recoded = recode(&parse(xml.as_bytes()), &RecodeOptions::to(SHIFT_JIS)).unwrap();
    assert_eq!(Charset::ShiftJis.decode(recoded.as_bytes()).as_str(), expected);
    let found: Vec<&str> = recoded.remarks().iter().map(|remark| remark.code.name).collect();
    assert_eq!(found, codes);
    laws::recoded_reads_the_same(xml.as_bytes());
}

#[test]
fn only_characters_and_the_declaration_change() {
    let declared = &["encoding-declared"][..];
    check(
        "<?xml version='1.0'  encoding = 'UTF-8' standalone='yes'?>\r\n<a  n = '表\"'\t><!-- 本 --><?p 能?>京&amp;&#26412;<![CDATA[<京>]]></a >\n",
        "<?xml version='1.0'  encoding = 'Shift_JIS' standalone='yes'?>\r\n<a  n = '表\"'\t><!-- 本 --><?p 能?>京&amp;&#26412;<![CDATA[<京>]]></a >\n",
        declared,
    );
    check("<a>京</a>", "<?xml version=\"1.0\" encoding=\"Shift_JIS\"?><a>京</a>", declared);
    check("\u{FEFF}<a>京</a>", "<?xml version=\"1.0\" encoding=\"Shift_JIS\"?><a>京</a>", declared);
    check(
        "<?xml version=\"1.0\" standalone='no'?><a/>",
        "<?xml version=\"1.0\" encoding=\"Shift_JIS\" standalone='no'?><a/>",
        declared,
    );
    check(
        "<?xml version='1.0' encoding='UTF-8'?><東 京='x>y'/>",
        "<?xml version='1.0' encoding='Shift_JIS'?><東 京='x>y'/>",
        declared,
    );
}

#[test]
fn what_the_encoding_lacks_is_a_reference_where_xml_has_them() {
    let head = "<?xml version='1.0' encoding='Shift_JIS'?>";
    let check = |xml: &str, expected: &str, codes: &[&str]| {
        let xml = format!("<?xml version='1.0' encoding='UTF-8'?>{xml}");
        check(&xml, &format!("{head}{expected}"), codes);
    };
    check(
        "<a n='𠮷野\">'>𠮷田〜<b/>𠮷</a>",
        "<a n='&#x20BB7;野\">'>&#x20BB7;田&#x301C;<b/>&#x20BB7;</a>",
        &["encoding-declared", "character-reference", "character-reference"],
    );
    check(
        "<a><![CDATA[<𠮷野𠮷>]]></a>",
        "<a><![CDATA[<]]>&#x20BB7;<![CDATA[野]]>&#x20BB7;<![CDATA[>]]></a>",
        &["encoding-declared", "character-reference"],
    );
    check("<a><!-- 𠮷野 --></a>", "<a><!-- &#x20BB7;野 --></a>", &["encoding-declared", "comment-respelled"]);
    let recoded =
        recode(&parse("<a><b n='x𠮷'>𠮷</b></a>".as_bytes()), &RecodeOptions::to(SHIFT_JIS)).unwrap();
    let paths: Vec<_> = recoded.remarks().iter().map(|remark| remark.target.to_string()).collect();
    assert_eq!(paths, ["?xml", "/a/b/@n", "/a/b"]);
    assert!(!recoded.has_loss());
}

#[test]
fn a_name_or_an_instruction_can_hold_no_reference() {
    for (xml, expected) in [
        (
            "<a>\n<𠮷/></a>",
            "a name at line 2, column 2 (byte 5) has a character that can't be written in Shift_JIS",
        ),
        (
            "<a 𠮷='1'/>",
            "a name at line 1, column 4 (byte 3) has a character that can't be written in Shift_JIS",
        ),
        (
            "<?p 𠮷?><a/>",
            "a processing instruction at line 1, column 5 (byte 4) has a character that can't be written in Shift_JIS",
        ),
    ] {
        let error = recode(&parse(xml.as_bytes()), &RecodeOptions::to(SHIFT_JIS)).unwrap_err();
        assert_eq!(error.to_string(), expected);
        assert!(!error.message(renkei_core::Language::Japanese).contains("at line"));
        assert!(recode(&parse(xml.as_bytes()), &RecodeOptions::to(UTF_8)).is_ok());
    }
}

#[test]
fn a_document_in_this_encoding_keeps_its_bytes() {
    // JIS C 6226-1978 is another way to begin, and stays.
    let old = b"<?xml version='1.0' encoding='iso-2022-jp'?><a>\x1b$@El5~\x1b(J</a>".to_vec();
    let same = recode(&parse(&old), &RecodeOptions::to(Encoding::Charset(Charset::Iso2022Jp))).unwrap();
    assert!(same.as_bytes() == old && same.remarks().is_empty());
    // A declaration that is wrong is put right, and nothing else.
    let wrong = b"<?xml version='1.0' encoding='UTF-8'?><a>\x93\x8c\x8b\x9e\x95\x5c\x94\x5c</a>".to_vec();
    let right = recode(&parse(&wrong), &RecodeOptions::to(SHIFT_JIS)).unwrap();
    let expected = [b"<?xml version='1.0' encoding='Shift_JIS'?>", wrong.get(38..).unwrap()].concat();
    assert_eq!(right.as_bytes(), expected);
}

#[test]
fn a_signed_document_is_refused_unless_allowed() {
    let xml = "<a xmlns:ds='http://www.w3.org/2000/09/xmldsig#'>東京<ds:Signature/></a>";
    let document = parse(xml.as_bytes());
    let options = RecodeOptions::to(SHIFT_JIS);
    assert_eq!(recode(&document, &options).unwrap_err(), RecodeError::Signed);
    assert!(recode(&document, &options.allow_breaking_signatures(true)).is_ok());
    assert!(recode(&document, &RecodeOptions::to(UTF_8)).is_ok(), "what keeps its bytes keeps its signature");
}

#[test]
fn every_document_reads_the_same_in_every_encoding() {
    let files = ["cda", "mml", "xml_hostile/harmless"].into_iter().flat_map(renkei_fixtures::files);
    for file in files.chain(renkei_fixtures::samples("hl7/cda")).chain(renkei_fixtures::samples("cda")) {
        laws::recoded_reads_the_same(&file.bytes);
    }
}

#[test]
fn there_and_back_again_is_the_same_bytes() {
    for file in renkei_fixtures::files("cda") {
        let document = parse(&file.bytes);
        for target in [SHIFT_JIS, UTF_8, Encoding::Utf16Le, Encoding::Charset(Charset::EucJp)] {
            let there = recode(&document, &RecodeOptions::to(target)).unwrap();
            if there.remarks().iter().any(|remark| remark.code.name != "encoding-declared") {
                continue;
            }
            let back = recode(&parse(there.as_bytes()), &RecodeOptions::to(document.encoding())).unwrap();
            assert!(back.as_bytes() == file.bytes, "{} by {target}", file.name);
        }
    }
}

proptest! {
    #[test]
    fn any_text_comes_back(
        texts in proptest::collection::vec("[a &東京表ソ能入期～〜①髙𠮷ｱ\u{E000}é\r\n\"-]{0,12}", 5),
        target in 0usize..6,
    ) {
        let [text, value, comment, cdata, name] = texts.try_into().unwrap();
        let escaped = |text: &str| text.replace('&', "&amp;").replace('"', "&quot;");
        let name: String = name.chars().filter(|c| c.is_alphabetic()).collect();
        let xml = format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?><a{name} n=\"{}\">{}<!--{}--><![CDATA[{cdata}]]></a{name}>\n",
            escaped(&value), escaped(&text), comment.replace('-', ""),
        );
        laws::recoded_reads_the_same(xml.as_bytes());
        let charset = |charset| Encoding::Charset(charset);
        let targets = [
            charset(Charset::Ascii), charset(Charset::Iso2022Jp), charset(Charset::EucJp), SHIFT_JIS, Encoding::Utf16Le,
            Encoding::Utf16Be,
        ];
        let target = *targets.get(target).unwrap();
        if let Ok(there) = recode(&parse(xml.as_bytes()), &RecodeOptions::to(target))
            && there.remarks().iter().all(|remark| remark.code.name == "encoding-declared")
        {
            let back = recode(&parse(there.as_bytes()), &RecodeOptions::to(UTF_8)).unwrap();
            prop_assert_eq!(String::from_utf8_lossy(back.as_bytes()), xml);
        }
    }
}
