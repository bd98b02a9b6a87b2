//! What may stand where in XML 1.0, and how text is written and read.

use std::borrow::Cow;

/// Says whether a character may stand in a document (XML 1.0, 2.2).
pub(crate) const fn is_xml_char(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | '\u{20}'..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}' | '\u{10000}'..='\u{10FFFF}')
}

/// Returns where the first character stands that no document may hold.
pub(super) fn forbidden(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let control = |b: &u8| *b < 0x20 && !matches!(b, b'\t' | b'\n' | b'\r');
    // In blocks, so that the test for "none" is a few wide instructions.
    let mut at = 0usize;
    for block in bytes.chunks(4096) {
        if block.iter().fold(false, |found, b| found | control(b))
            && let Some(offset) = block.iter().position(control)
        {
            return Some(at.saturating_add(offset));
        }
        at = at.saturating_add(block.len());
    }
    // U+FFFE and U+FFFF.
    let noncharacter = |at: &usize| matches!(bytes.get(at.saturating_add(2)), Some(0xBE | 0xBF));
    memchr::memmem::find_iter(bytes, b"\xEF\xBF").find(noncharacter)
}

fn is_name_start(c: char) -> bool {
    c.is_ascii_alphabetic()
        || c == '_'
        || matches!(c,
            '\u{C0}'..='\u{D6}' | '\u{D8}'..='\u{F6}' | '\u{F8}'..='\u{2FF}' | '\u{370}'..='\u{37D}'
            | '\u{37F}'..='\u{1FFF}' | '\u{200C}' | '\u{200D}' | '\u{2070}'..='\u{218F}' | '\u{2C00}'..='\u{2FEF}'
            | '\u{3001}'..='\u{D7FF}' | '\u{F900}'..='\u{FDCF}' | '\u{FDF0}'..='\u{FFFD}' | '\u{10000}'..='\u{EFFFF}')
}

fn is_name_char(c: char) -> bool {
    is_name_start(c)
        || c.is_ascii_digit()
        || matches!(c, '-' | '.' | '\u{B7}' | '\u{300}'..='\u{36F}' | '\u{203F}' | '\u{2040}')
}

/// Says whether a text is a name without a colon.
pub(super) fn is_local_name(name: &str) -> bool {
    // Nearly every name is of plain letters.
    if let [first, rest @ ..] = name.as_bytes()
        && first.is_ascii_alphabetic()
        && rest.iter().all(u8::is_ascii_alphanumeric)
    {
        return true;
    }
    let mut characters = name.chars();
    characters.next().is_some_and(is_name_start) && characters.all(is_name_char)
}

/// Splits a name into prefix and local name; nothing where it is none.
pub(super) fn split_name(name: &str) -> Option<(&str, &str)> {
    let (prefix, local) = match memchr::memchr(b':', name.as_bytes()) {
        Some(at) => {
            let (prefix, rest) = name.split_at_checked(at)?;
            (prefix, rest.get(1..)?)
        }
        None => ("", name),
    };
    let valid = (prefix.len() == name.len().saturating_sub(local.len()) || is_local_name(prefix))
        && (prefix.is_empty() != (local.len() < name.len()))
        && is_local_name(local)
        && (prefix.is_empty() || is_local_name(prefix));
    valid.then_some((prefix, local))
}

/// Returns one bit for a name, for sets that may say yes too often.
pub(crate) fn name_bit(name: &str) -> u64 {
    let bytes = name.as_bytes();
    let (first, last) = (bytes.first().copied().unwrap_or(0), bytes.last().copied().unwrap_or(0));
    let hash = u32::from(first)
        .wrapping_mul(5)
        .wrapping_add(u32::from(last).wrapping_mul(3))
        .wrapping_add(u32::try_from(bytes.len()).unwrap_or(0).wrapping_mul(11));
    1u64.wrapping_shl(hash)
}

/// Why a reference is none.
pub(super) enum BadReference {
    /// Not one of the five entities.
    Entity,
    /// A character that no document may hold, or no number.
    Character,
}

/// Reads what stands between `&` and `;`.
pub(super) fn reference(name: &str) -> Result<char, BadReference> {
    Ok(match name {
        "lt" => '<',
        "gt" => '>',
        "amp" => '&',
        "quot" => '"',
        "apos" => '\'',
        _ => {
            let digits = name.strip_prefix('#').ok_or(BadReference::Entity)?;
            let (digits, radix) = digits.strip_prefix('x').map_or((digits, 10), |hex| (hex, 16));
            let plain = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_hexdigit());
            let number = plain.then(|| u32::from_str_radix(digits, radix).ok()).flatten();
            let c = number.and_then(char::from_u32).filter(|c| is_xml_char(*c));
            return c.ok_or(BadReference::Character);
        }
    })
}

/// Reads text: references, and line ends as XML has them; in attributes all white space is a blank.
pub(super) fn unescape(raw: &str, attribute: bool) -> Cow<'_, str> {
    let special = |b: &u8| matches!(b, b'&' | b'\r') || (attribute && matches!(b, b'\n' | b'\t'));
    let Some(first) = raw.bytes().position(|b| special(&b)) else { return Cow::Borrowed(raw) };
    let (head, mut rest) = raw.split_at_checked(first).unwrap_or((raw, ""));
    let mut out = String::with_capacity(raw.len());
    out.push_str(head);
    while let Some(c) = rest.chars().next() {
        let mut used = c.len_utf8();
        match c {
            '&' => {
                let end = rest.find(';').unwrap_or(rest.len().saturating_sub(1));
                let resolved = rest.get(1..end).and_then(|name| reference(name).ok());
                out.push(resolved.unwrap_or('&'));
                if resolved.is_some() {
                    used = end.saturating_add(1);
                }
            }
            '\r' => {
                out.push(if attribute { ' ' } else { '\n' });
                if rest.as_bytes().get(1) == Some(&b'\n') {
                    used = 2;
                }
            }
            '\n' | '\t' if attribute => out.push(' '),
            c => out.push(c),
        }
        rest = rest.get(used..).unwrap_or_default();
    }
    Cow::Owned(out)
}

/// Writes text so that it is read back; `>` too, because `]]>` must not stand in text.
pub(crate) fn escape_text(text: &str, out: &mut String) {
    escape(text, |c| matches!(c, '&' | '<' | '>' | '\r'), out);
}

/// Writes the value of an attribute so that it is read back, between quotation marks of either kind.
pub(crate) fn escape_attribute(text: &str, out: &mut String) {
    escape(text, |c| matches!(c, '&' | '<' | '>' | '"' | '\'' | '\r' | '\n' | '\t'), out);
}

fn escape(text: &str, special: fn(char) -> bool, out: &mut String) {
    let mut rest = text;
    while let Some(at) = rest.find(special) {
        let (head, tail) = rest.split_at_checked(at).unwrap_or((rest, ""));
        out.push_str(head);
        let mut characters = tail.chars();
        match characters.next() {
            Some('&') => out.push_str("&amp;"),
            Some('<') => out.push_str("&lt;"),
            Some('>') => out.push_str("&gt;"),
            Some('"') => out.push_str("&quot;"),
            Some('\'') => out.push_str("&apos;"),
            Some(c) => out.push_str(&format!("&#{};", u32::from(c))),
            None => {}
        }
        rest = characters.as_str();
    }
    out.push_str(rest);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_those_of_xml_with_one_colon_at_most() {
        for (name, split) in [
            ("id", Some(("", "id"))),
            ("c:id", Some(("c", "id"))),
            ("見出し", Some(("", "見出し"))),
            ("a-1.b", Some(("", "a-1.b"))),
            ("", None),
            (":a", None),
            ("a:", None),
            ("a:b:c", None),
            ("1a", None),
            ("c:1a", None),
            ("a b", None),
            ("a×", None),
        ] {
            assert_eq!(split_name(name), split, "{name}");
        }
    }

    #[test]
    fn only_five_entities_and_characters_that_exist_are_references() {
        for (name, c) in [
            ("lt", Some('<')),
            ("#x9AD9", Some('髙')),
            ("#134071", Some('𠮷')),
            ("nbsp", None),
            ("#0", None),
            ("#xD800", None),
            ("#xFFFE", None),
            ("#x110000", None),
            ("#99999999999", None),
            ("#+65", None),
            ("#X41", None),
            ("#", None),
            ("", None),
        ] {
            assert_eq!(reference(name).ok(), c, "{name}");
        }
    }

    #[test]
    fn what_is_escaped_reads_back() {
        let text = "a&b<c>\"d'\r\n\t]]> 東京";
        let (mut plain, mut value) = (String::new(), String::new());
        escape_text(text, &mut plain);
        escape_attribute(text, &mut value);
        assert_eq!(unescape(&plain, false), text);
        assert_eq!(unescape(&value, true), text);
        assert_eq!(unescape("a\r\nb\rc", false), "a\nb\nc");
        assert_eq!(unescape("a\r\nb\tc", true), "a b c");
    }
}
