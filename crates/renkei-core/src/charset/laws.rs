//! The laws of the character sets, each a function that panics where it is broken; shared by property tests and fuzz
//! targets.

#![expect(clippy::panic, reason = "a broken law is a panic")]

use super::{Charset, EncodeOptions, Shift, Unmappable, fold_spelling};

/// Decoding anything ends, counts no more bytes than there are, marks what it counts, and borrows only what it may.
pub fn decoding_is_total(bytes: &[u8]) {
    for charset in Charset::ALL {
        let decoded = charset.decode(bytes);
        assert!(decoded.unreadable() <= bytes.len(), "{charset}: more unreadable bytes than bytes");
        let marked = decoded.as_str().contains(char::REPLACEMENT_CHARACTER);
        assert!(decoded.is_clean() || marked, "{charset}: unreadable bytes without a mark");
        assert!(!marked || !decoded.is_clean() || charset == Charset::Utf8, "{charset}: a mark not counted");
        let mut out = String::from("A");
        let unreadable = charset.decode_into(Shift::default(), bytes, &mut out);
        assert_eq!(unreadable, decoded.unreadable(), "{charset}: appending counts otherwise");
        assert!(out.strip_prefix('A') == Some(decoded.as_str()), "{charset}: appending reads otherwise");
        if charset == Charset::Utf8 {
            assert!(
                decoded.as_str() == String::from_utf8_lossy(bytes),
                "UTF-8 is read otherwise than by std"
            );
        }
    }
    let detection = Charset::detect(bytes);
    assert!(Charset::ALL.contains(&detection.charset));
}

/// The units cover the bytes, each read alone gives its share of the text, and a live one is its own text.
pub fn units_agree_with_text(bytes: &[u8]) {
    for charset in Charset::ALL {
        let whole = charset.decode(bytes);
        let mut text = String::new();
        let mut unreadable = 0usize;
        let mut end = 0usize;
        let mut opaque_ascii = false;
        let mut units = charset.units(Shift::default(), bytes);
        loop {
            let shift = units.shift();
            let Some((at, unit)) = units.next() else { break };
            assert_eq!(at, end, "{charset}: a gap between units");
            assert!(unit.len > 0, "{charset}: a unit without bytes at {at}");
            end = at.saturating_add(unit.len);
            let Some(piece) = bytes.get(at..end) else { panic!("{charset}: a unit beyond the end at {at}") };
            let start = text.len();
            unreadable = unreadable.saturating_add(charset.decode_into(shift, piece, &mut text));
            let share = text.get(start..).unwrap_or_default();
            match *piece {
                [byte] if unit.live => {
                    let roman = matches!((byte, share), (b'\\', "¥") | (b'~', "‾"));
                    let itself = share.chars().eq([char::from(byte)]);
                    assert!(byte.is_ascii() && (itself || roman), "{charset}: live, not itself, at {at}");
                }
                _ => {
                    assert!(!unit.live, "{charset}: live, but not one byte, at {at}");
                    opaque_ascii |= piece.iter().any(u8::is_ascii);
                    assert!(
                        !piece.iter().any(|b| b"\r\n".contains(b)),
                        "{charset}: a line end swallowed at {at}"
                    );
                }
            }
        }
        assert_eq!(end, bytes.len(), "{charset}: the units do not cover the bytes");
        assert!(text == whole.as_str(), "{charset}: the units read otherwise than the whole");
        assert_eq!(unreadable, whole.unreadable(), "{charset}: the units count otherwise than the whole");
        assert!(!opaque_ascii || charset.needs_units(bytes), "{charset}: units are needed");
        assert!(!charset.transparent() || !opaque_ascii, "{charset}: not transparent");
    }
}

/// Text that can be encoded reads the same, up to the spelling of the contested characters; what can't be is an error
/// that leaves nothing behind, or a substitution that is reported.
pub fn encoding_reads_back(text: &str) {
    for charset in Charset::ALL {
        for unmappable in [Unmappable::Error, Unmappable::Geta, Unmappable::Nho, Unmappable::BestFit] {
            for more in [false, true] {
                let options = EncodeOptions::new().unmappable(unmappable).jis_x_0212(more).vendor_rows(more);
                encoding_reads_back_with(charset, &options, text);
            }
        }
    }
}

fn encoding_reads_back_with(charset: Charset, options: &EncodeOptions, text: &str) {
    let mut out = b"|".to_vec();
    let first = text.char_indices().enumerate().find(|(_, (_, c))| !charset.can_encode(*c, options));
    let substitutions = match (charset.encode(text, options, &mut out), first) {
        (Ok(substitutions), _) => substitutions,
        (Err(error), Some((before, (at, c)))) => {
            assert_eq!(options.unmappable, Unmappable::Error, "{charset}: an error in spite of a substitute");
            let expected = (before.saturating_add(1), at, c);
            assert!((error.number(), error.at(), error.character()) == expected, "{charset}: another error");
            assert_eq!(out, b"|", "{charset}: an error leaves bytes behind");
            return;
        }
        (Err(_), None) => panic!("{charset}: an error, but all can be encoded"),
    };
    assert_eq!(substitutions.is_empty(), first.is_none(), "{charset}: substitutions not as expected");

    let mut expected = String::new();
    let mut at = 0usize;
    for substitution in &substitutions {
        expected.push_str(text.get(at..substitution.at).unwrap_or_default());
        expected.push_str(substitution.replacement);
        let delimiter = substitution.replacement.contains(['|', '^', '~', '\\', '&']);
        assert!(!delimiter, "{charset}: a substitute holds a delimiter");
        at = substitution.at.saturating_add(substitution.len);
    }
    expected.push_str(text.get(at..).unwrap_or_default());

    let bytes = out.get(1..).unwrap_or_default();
    let decoded = charset.decode(bytes);
    assert!(decoded.is_clean(), "{charset}: writes what it can't read");
    assert!(reads_alike(decoded.as_str(), &expected), "{charset}: reads otherwise than written");
    if charset == Charset::Iso2022Jp {
        assert!(bytes.is_ascii(), "{charset}: eight bits");
        let mut units = charset.units(Shift::default(), bytes);
        units.by_ref().for_each(drop);
        assert!(units.shift().is_start(), "{charset}: does not end in ASCII");
    }
    splits_alike(charset, bytes);
}

/// Splitting bytes at live delimiters, then decoding, is decoding, then splitting (law 3, kanji-safe).
fn splits_alike(charset: Charset, bytes: &[u8]) {
    let decoded = charset.decode(bytes);
    for delimiter in *b"|^~\\&" {
        let mut pieces = Vec::new();
        let mut units = charset.units(Shift::default(), bytes);
        let (mut start, mut shift) = (0usize, Shift::default());
        while let Some((at, unit)) = units.next() {
            if unit.live && bytes.get(at) == Some(&delimiter) {
                let piece = bytes.get(start..at).unwrap_or_default();
                pieces.push(charset.decode_from(shift, piece).into_string());
                (start, shift) = (at.saturating_add(1), units.shift());
            }
        }
        pieces.push(charset.decode_from(shift, bytes.get(start..).unwrap_or_default()).into_string());
        let delimiter = char::from(delimiter);
        assert!(decoded.as_str().split(delimiter).eq(&pieces), "{charset}: {delimiter} splits otherwise");
    }
}

/// Says whether two texts are the same up to the spelling of the contested characters.
pub fn reads_alike(left: &str, right: &str) -> bool {
    left.chars().map(fold_spelling).eq(right.chars().map(fold_spelling))
}
