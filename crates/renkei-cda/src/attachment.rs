//! Files inside documents and beside them: what may be opened, and how long it would be.

/// Returns the path that a reference of a document names, relative to the folder of the document and with `/` between its parts, if
/// it stays in that folder.
///
/// `%20` and the like are read once. Refused are absolute paths, drive letters, network shares, addresses with a scheme, control
/// characters, the device names of Windows, and `..` that leaves the folder. Whoever opens the file must follow no symbolic link.
///
/// ```
/// use renkei_cda::relative_path;
///
/// assert_eq!(relative_path("ATTACH\\ECG0408.PDF").as_deref(), Some("ATTACH/ECG0408.PDF"));
/// assert_eq!(relative_path("a/../b.pdf").as_deref(), Some("b.pdf"));
/// for outside in ["../x", "%2e%2e/x", "/etc/passwd", "C:\\x", "file:///x", "\\\\host\\share", "http://example.jp/", "CON"] {
///     assert_eq!(relative_path(outside), None, "{outside}");
/// }
/// ```
pub fn relative_path(location: &str) -> Option<String> {
    relative_path_from("", location)
}

/// The same for a document in a folder of a medium, out of which a reference may lead as long as it stays on the medium; the path is
/// that below the root of the medium.
pub(crate) fn relative_path_from(folder: &str, location: &str) -> Option<String> {
    const LONGEST: usize = 1024;
    const DEVICES: [&str; 4] = ["CON", "PRN", "AUX", "NUL"];
    let decoded = percent_decoded(location.trim())?;
    if decoded.is_empty() || decoded.len() > LONGEST || decoded.chars().any(char::is_control) {
        return None;
    }
    let path = decoded.replace('\\', "/");
    if path.starts_with('/') || path.contains(':') {
        return None;
    }
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in path.split('/') {
        // Windows drops blanks and dots at the end of a name.
        let plain = part.trim_end_matches(['.', ' ']);
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            _ if plain.is_empty() => return None,
            _ => {
                let stem = plain.split('.').next().unwrap_or(plain).to_ascii_uppercase();
                let port = stem.strip_prefix("COM").or_else(|| stem.strip_prefix("LPT"));
                let device = DEVICES.contains(&stem.as_str())
                    || port.is_some_and(|n| n.len() == 1 && n.bytes().all(|b| b.is_ascii_digit()));
                if device {
                    return None;
                }
                parts.push(part);
            }
        }
    }
    (!parts.is_empty()).then(|| parts.join("/"))
}

/// Returns the scheme of an address in small letters; white space and control characters in it, by which some hide one, do not count.
pub(crate) fn address_scheme(address: &str) -> Option<String> {
    let (scheme, _) = address.split_once(':')?;
    let plain = scheme.chars().filter(|c| !c.is_whitespace() && !c.is_control());
    let scheme: String = plain.map(|c| c.to_ascii_lowercase()).collect();
    let sound = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.');
    (scheme.starts_with(|c: char| c.is_ascii_alphabetic()) && scheme.chars().all(sound)).then_some(scheme)
}

/// Says whether a reference stays in the folder of its document; one into the document itself does.
pub(crate) fn stays_inside(location: &str) -> bool {
    location.starts_with('#') || relative_path(location).is_some()
}

fn percent_decoded(text: &str) -> Option<String> {
    if !text.contains('%') {
        return Some(text.to_owned());
    }
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, tail)) = rest.split_first() {
        rest = tail;
        if *first != b'%' {
            bytes.push(*first);
            continue;
        }
        let (digits, tail) = tail.split_at_checked(2)?;
        let digits = std::str::from_utf8(digits).ok().filter(|d| d.bytes().all(|b| b.is_ascii_hexdigit()))?;
        bytes.push(u8::from_str_radix(digits, 16).ok()?);
        rest = tail;
    }
    String::from_utf8(bytes).ok()
}

/// Returns how many bytes base64 text stands for, without decoding it; nothing where it is none.
pub(crate) fn decoded_length(text: &str) -> Option<usize> {
    let mut digits = 0usize;
    let mut padding = 0usize;
    for byte in text.bytes().filter(|b| !b.is_ascii_whitespace()) {
        match byte {
            b'=' => padding = padding.saturating_add(1),
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'+' | b'/' if padding == 0 => {
                digits = digits.saturating_add(1)
            }
            _ => return None,
        }
    }
    let whole = digits.saturating_add(padding);
    let sound = padding <= 2 && whole.is_multiple_of(4) && digits % 4 != 1;
    sound.then(|| digits.saturating_mul(3) / 4)
}

/// Decodes base64, if it stands for no more than `limit` bytes.
///
/// ```
/// use renkei_cda::decode_base64;
///
/// assert_eq!(decode_base64("5p2x\n5Lqs", 6).as_deref(), Some("東京".as_bytes()));
/// assert_eq!(decode_base64("5p2x5Lqs", 5), None);
/// assert_eq!(decode_base64("5p2", 100), None);
/// ```
pub fn decode_base64(text: &str, limit: usize) -> Option<Vec<u8>> {
    let length = decoded_length(text).filter(|length| *length <= limit)?;
    let mut out = Vec::with_capacity(length);
    let (mut bits, mut count) = (0u32, 0u32);
    for byte in text.bytes() {
        let digit = match byte {
            b'A'..=b'Z' => byte.wrapping_sub(b'A'),
            b'a'..=b'z' => byte.wrapping_sub(b'a').wrapping_add(26),
            b'0'..=b'9' => byte.wrapping_sub(b'0').wrapping_add(52),
            b'+' => 62,
            b'/' => 63,
            _ => continue,
        };
        bits = bits.wrapping_shl(6) | u32::from(digit);
        count = count.wrapping_add(6);
        if count >= 8 {
            count = count.wrapping_sub(8);
            out.push(u8::try_from(bits.wrapping_shr(count) & 0xFF).unwrap_or_default());
        }
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_that_could_leave_the_folder_are_refused() {
        let long = "a".repeat(4000);
        for (path, inside) in [
            ("a.pdf", Some("a.pdf")),
            ("./HL7//b.hl7", Some("HL7/b.hl7")),
            ("a/b/../../c", Some("c")),
            ("検査 結果.pdf", Some("検査 結果.pdf")),
            ("%E6%9D%B1.pdf", Some("東.pdf")),
            ("DICOMDIR", Some("DICOMDIR")),
            ("CONTENT.pdf", Some("CONTENT.pdf")),
            ("..\\x", None),
            ("a/../../x", None),
            ("%2E%2E%2Fx", None),
            ("%2e%2e\\x", None),
            ("a\0b", None),
            ("%00", None),
            ("%zz", None),
            ("//h/s", None),
            ("javascript:alert(1)", None),
            ("a/CON", None),
            ("nul.txt", None),
            ("COM1", None),
            (".. /x", None),
            ("...", None),
            ("", None),
            (".", None),
            (&long, None),
        ] {
            assert_eq!(relative_path(path).as_deref(), inside, "{path}");
        }
    }

    #[test]
    fn a_reference_may_leave_the_folder_of_its_document_but_not_the_medium() {
        for (folder, location, path) in [
            ("CDA", "../IMAGE/a.jpg", Some("IMAGE/a.jpg")),
            ("CDA", "a.jpg", Some("CDA/a.jpg")),
            ("CDA/1", "../../x", Some("x")),
            ("CDA", "../../x", None),
            ("CDA", "..\\..\\x", None),
            ("CDA", "/x", None),
        ] {
            assert_eq!(relative_path_from(folder, location).as_deref(), path, "{folder} {location}");
        }
    }

    #[test]
    fn a_scheme_is_found_however_it_is_hidden() {
        for (address, scheme) in [
            ("JaVaScRiPt:alert(1)", Some("javascript")),
            ("java\tscript:x", Some("javascript")),
            ("mailto:a@b.example", Some("mailto")),
            ("a/b:c", None),
            ("a.pdf", None),
        ] {
            assert_eq!(address_scheme(address).as_deref(), scheme, "{address:?}");
        }
    }

    #[test]
    fn base64_is_measured_before_it_is_decoded() {
        for (text, length) in [
            ("", Some(0)),
            ("QQ==", Some(1)),
            ("QUI=", Some(2)),
            ("QUJD", Some(3)),
            ("Q", None),
            ("QQ=A", None),
            ("あ", None),
        ] {
            assert_eq!(decoded_length(text), length, "{text}");
            assert_eq!(decode_base64(text, 10).map(|bytes| bytes.len()), length, "{text}");
        }
    }
}
