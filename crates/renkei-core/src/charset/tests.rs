use encoding_rs::{EUC_JP, ISO_2022_JP, SHIFT_JIS};
use proptest::prelude::*;

use super::*;

fn check(charset: Charset, bytes: &[u8], text: &str, unreadable: usize) {
    let decoded = charset.decode(bytes);
    assert_eq!((decoded.as_str(), decoded.unreadable()), (text, unreadable), "{charset} {bytes:x?}");
    laws::units_agree_with_text(bytes);
}

fn live(charset: Charset, bytes: &[u8]) -> Vec<usize> {
    charset.units(Shift::default(), bytes).filter(|(_, unit)| unit.live).map(|(at, _)| at).collect()
}

const JIS: Charset = Charset::Iso2022Jp;

#[test]
fn the_vectors_of_the_specification_are_read() {
    check(JIS, b"\x1b$B\x34\x35\x3c\x54\x1b(B", "患者", 0); // T1
    let t2 = b"\x1b$B\x46\x7c\x35\x7e\x4b\x5c\x24\x5e\x24\x26\x1b(B|A";
    check(JIS, t2, "日京本まう|A", 0);
    assert_eq!(live(JIS, t2), [16, 17]);
    check(JIS, b"\x1b$B\x7c\x62\x1b(B", "髙", 0); // T3
    check(JIS, b"\x1b$B\x1b(B", "", 0); // T4
    check(JIS, b"\x1b(J\x5c\x1b(B", "¥", 0); // T5
    assert_eq!(live(JIS, b"\x1b(J\x5c\x1b(B"), [3]);
    check(JIS, b"\x1b(I\x36\x40\x36\x45\x1b(B", "ｶﾀｶﾅ", 0); // T6
    check(JIS, b"\x1b$(D\x30\x21\x1b(B", "丂", 0); // T7
    let t8 = b"\x1b$B\x33\x34\x0dPID|";
    check(JIS, t8, "慨\rPID|", 0);
    assert_eq!(live(JIS, t8), [5, 6, 7, 8, 9]);
    let t9 = b"\x83\x5c\x7c\x83\x5e\x7c\x83\x7c";
    check(Charset::ShiftJis, t9, "ソ|タ|ポ", 0);
    assert_eq!(live(Charset::ShiftJis, t9), [2, 5]);
}

#[test]
fn every_designation_is_read() {
    for escape in
        ["\x1b$B", "\x1b$@", "\x1b$(B", "\x1b$(@", "\x1b&@\x1b$B", "\x1b(B\x1b(B\x1b$B", "\x1b$(O", "\x1b$(Q"]
    {
        check(JIS, format!("{escape}El5~\x1b(B~").as_bytes(), "東京~", 0);
    }
    check(JIS, b"\x1b(H\\~\x1b(B\\~", "¥‾\\~", 0);
    check(JIS, b"\x1b$(Q-!|b\x1b(B", "①\u{FFFD}", 2);
    check(JIS, b"\x1b$(PEl5~\x1b(B", "\u{FFFD}\u{FFFD}", 4);
    check(JIS, b"\x1b)I\x0e64\x0fA", "ｶｴA", 0);
}

#[test]
fn katakana_leave_the_bytes_from_60_on_alone() {
    let bytes = b"\x0e6@|~\x0f^\x1b(I6|\xb6\x1b(B";
    check(JIS, bytes, "ｶﾀ|~^ｶ|ｶ", 0);
    check(JIS, b"\x1b$BEl\x0e6\x0f5~\x1b(B", "東ｶ京", 0);
    check(JIS, b"\x0e6\x1b$BEl\x1b(B6", "ｶ東6", 0); // a designation ends SO
    check(JIS, b"\x0e6\r6", "ｶ\r6", 0);
}

#[test]
fn what_can_not_be_read_is_marked_and_nothing_is_swallowed() {
    check(JIS, b"\x1b$BE\x1b(B|", "\u{FFFD}|", 1);
    check(JIS, b"\x1b$BE\r|", "\u{FFFD}\r|", 1);
    check(JIS, b"\x1b$BEl 5~\x1b(B", "東 京", 0);
    check(JIS, b"\x1b$BEl\t5~\x1b(B", "東\t京", 0);
    check(JIS, b"\x1b$B)!\x1b(B", "\u{FFFD}", 2);
    check(JIS, b"\x1b$B\x7f\xc5El\x1b(B", "\u{FFFD}\u{FFFD}東", 2);
    check(JIS, b"\x1b", "\u{FFFD}", 1);
    check(JIS, b"\x1b$A01", "\u{FFFD}$A01", 1);
    check(JIS, b"\x1b$B\x1b$\x1b(B", "\u{FFFD}\u{FFFD}", 2);
    check(JIS, b"A\xc5\xec", "A\u{FFFD}\u{FFFD}", 2);
    check(Charset::ShiftJis, b"\x81|", "－", 0); // a lost byte before a delimiter swallows it
    check(Charset::ShiftJis, b"\x83\x0d|", "\u{FFFD}\r|", 1);
    check(Charset::ShiftJis, b"\x85|\x85\x40", "\u{FFFD}|\u{FFFD}@", 2);
    check(Charset::EucJp, b"\xc5|\x8f\xb0|\x8e|", "\u{FFFD}|\u{FFFD}|\u{FFFD}|", 4);
    check(Charset::Utf8, b"\xe6\x9d|\xff", "\u{FFFD}|\u{FFFD}", 3);
    check(Charset::Ascii, b"A\x80\xffB", "A\u{FFFD}\u{FFFD}B", 2);
}

#[test]
fn plain_text_is_borrowed() {
    let borrowed =
        |charset: Charset, bytes: &[u8]| matches!(charset.decode(bytes).into_cow(), Cow::Borrowed(_));
    for charset in Charset::ALL {
        assert!(borrowed(charset, b"PID|1||9999013\r") && borrowed(charset, b""));
    }
    assert!(borrowed(Charset::Utf8, "東京".as_bytes()));
    assert!(!borrowed(JIS, b"\x1b(BA") && !borrowed(JIS, b"\x0fA"));
}

#[test]
fn the_state_can_be_asked() {
    let mut shift = Shift::default();
    assert!(shift.is_start() && !shift.is_double_byte());
    JIS.unit(&mut shift, b"\x1b$B");
    assert!(!shift.is_start() && shift.is_double_byte());
    assert_eq!(JIS.decode_from(shift, b"El5~").as_str(), "東京");
    JIS.unit(&mut shift, b"\x0e");
    assert!(!shift.is_double_byte());
    JIS.unit(&mut shift, b"\n");
    assert!(shift.is_start());
}

#[test]
fn every_character_of_jis_x_0208_is_written_as_it_was_read() {
    let mut count = 0;
    for lead in 0x21..=0x7Eu8 {
        for trail in 0x21..=0x7Eu8 {
            let bytes = [0x1B, b'$', b'B', lead, trail, 0x1B, b'(', b'B'];
            let decoded = JIS.decode(&bytes);
            let expected = EUC_JP.decode_without_bom_handling(&[lead | 0x80, trail | 0x80]).0.into_owned();
            assert_eq!(decoded.as_str(), expected);
            let mut out = Vec::new();
            if tables::is_jis_x_0208_row(lead) && decoded.is_clean() {
                count += 1;
                JIS.encode(decoded.as_str(), &EncodeOptions::new(), &mut out).unwrap();
                assert_eq!(out, bytes);
                laws::encoding_reads_back(decoded.as_str());
            } else if decoded.is_clean()
                && JIS.encode(decoded.as_str(), &EncodeOptions::new(), &mut out).is_ok()
            {
                // ≒ ≡ ∫ and a few more stand in row 13 a second time.
                assert!(matches!(lead, 0x2D | 0x7C) && out != bytes);
            }
        }
    }
    assert_eq!(count, 6879);
}

#[test]
fn every_pair_of_bytes_is_read_as_by_encoding_rs() {
    for lead in 0..=0xFFu8 {
        for trail in 0..=0xFFu8 {
            for (charset, encoding) in [(Charset::ShiftJis, SHIFT_JIS), (Charset::EucJp, EUC_JP)] {
                let bytes = [lead, trail];
                let expected = encoding.decode_without_bom_handling(&bytes).0;
                assert_eq!(charset.decode(&bytes).as_str(), expected, "{charset} {bytes:x?}");
            }
        }
    }
}

#[test]
fn every_character_of_the_other_sets_is_written_as_it_was_read() {
    let options = EncodeOptions::new().jis_x_0212(true).vendor_rows(true);
    for c in '\0'..='\u{FFFF}' {
        for charset in Charset::ALL {
            let mut out = Vec::new();
            let found = charset.encode(c.encode_utf8(&mut [0; 4]), &options, &mut out);
            assert_eq!(found.is_ok(), charset.can_encode(c, &options));
            if found.is_ok() {
                let decoded = charset.decode(&out);
                assert!(decoded.is_clean(), "U+{:04X} in {charset}", u32::from(c));
                assert!(decoded.as_str().chars().eq([c]) || decoded.as_str().chars().eq([fold_spelling(c)]));
            }
        }
    }
}

#[test]
fn names_are_found_however_they_are_spelled() {
    for (label, charset) in [
        ("sjis", Charset::ShiftJis),
        ("Shift_JIS", Charset::ShiftJis),
        ("shift-jis", Charset::ShiftJis),
        ("Windows-31J", Charset::ShiftJis),
        ("CP932", Charset::ShiftJis),
        ("EUC_JP", Charset::EucJp),
        ("iso-2022-jp", JIS),
        ("JIS", JIS),
        ("ISO IR87", JIS),
        ("utf8", Charset::Utf8),
        ("UTF-8", Charset::Utf8),
        ("us-ascii", Charset::Ascii),
    ] {
        assert_eq!(label.parse(), Ok(charset), "{label}");
    }
    assert_eq!("latin1".parse::<Charset>(), Err(UnknownCharset));
    for charset in Charset::ALL {
        assert_eq!(Charset::for_label(charset.name()), Some(charset));
    }
}

#[test]
fn debug_shows_no_text() {
    let decoded = Charset::Utf8.decode("山田 太郎".as_bytes());
    assert_eq!(format!("{decoded:?}"), "Decoded { len: 13, borrowed: true, unreadable: 0 }");
    assert!(!format!("{:?}", Charset::Utf8.units(Shift::default(), b"A")).contains("65"));
}

/// Bytes in which escapes, pairs, delimiters and line ends are frequent.
fn messy() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        prop::sample::select(vec![
            b"\x1b$B".as_slice(),
            b"\x1b(B",
            b"\x1b(J",
            b"\x1b(I",
            b"\x1b$(D",
            b"\x1b$(Q",
            b"\x1b&@",
            b"\x1b",
            b"\x0e",
            b"\x0f",
            b"|",
            b"^",
            b"~",
            b"\\",
            b"&",
            b"\r",
            b"\n",
            b" ",
            b"\x83\x5c",
            b"\x8f\xb0\xa1",
            b"\x8e\xb1",
            b"El5~",
        ])
        .prop_map(<[u8]>::to_vec),
        prop::collection::vec(any::<u8>(), 0..4),
        prop::collection::vec(0x21..=0x7Eu8, 0..4),
        prop::collection::vec(0x80..=0xFFu8, 0..4),
    ];
    prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

/// Text in which Japanese characters, delimiters and what some sets lack are frequent.
fn japanese() -> impl Strategy<Value = String> {
    let c = prop_oneof![
        any::<char>(),
        prop::char::range('\u{4E00}', '\u{9FFF}'),
        prop::char::range('\u{3040}', '\u{30FF}'),
        prop::char::range('\u{FF00}', '\u{FFEF}'),
        prop::char::range('\0', '\u{FF}'),
        prop::sample::select("|^~\\&京本日入院髙﨑①㈱〜～−－‖ｶﾞﾟﾊ¥‾\u{1b}\r\n".chars().collect::<Vec<_>>()),
    ];
    prop::collection::vec(c, 0..24).prop_map(|chars| chars.into_iter().collect())
}

proptest! {
    #[test]
    fn decoding_is_total(bytes in messy()) {
        laws::decoding_is_total(&bytes);
    }

    #[test]
    fn units_agree_with_text(bytes in messy()) {
        laws::units_agree_with_text(&bytes);
    }

    #[test]
    fn encoding_reads_back(text in japanese()) {
        laws::encoding_reads_back(&text);
    }

    #[test]
    fn shift_jis_and_euc_jp_are_read_as_by_encoding_rs(bytes in messy()) {
        for (charset, encoding) in [(Charset::ShiftJis, SHIFT_JIS), (Charset::EucJp, EUC_JP)] {
            let expected = encoding.decode_without_bom_handling(&bytes).0;
            let decoded = charset.decode(&bytes);
            prop_assert_eq!(decoded.as_str(), &expected);
        }
    }

    #[test]
    fn what_is_written_in_iso_2022_jp_is_read_as_by_encoding_rs(text in japanese()) {
        let mut bytes = Vec::new();
        if JIS.encode(&text, &EncodeOptions::new(), &mut bytes).is_ok() {
            let expected = ISO_2022_JP.decode_without_bom_handling(&bytes).0;
            let decoded = JIS.decode(&bytes);
            prop_assert_eq!(decoded.as_str(), &expected);
        }
    }
}
