//! Coded values: triplets, coding systems, the shapes of codes.

use renkei_hl7v2::message::Raw;

use super::rule::FieldRules;
use super::value::{Pieces, part};
use super::walk::{Here, Walk};
use super::{NotChecked, codes};
use crate::table;

/// The name in component 3, the one to show, and what the codes look like.
type Master = (&'static str, &'static str, fn(&[u8]) -> bool);

/// Masters that are published elsewhere.
const MASTERS: &[Master] = &[
    ("HOT", "HOT", |code| matches!(code.len(), 7 | 9 | 13) && all_digits(code)),
    // Nine digits from 6 on are a receipt code, whatever the label says.
    ("HOT9", "HOT9", |code| code.len() == 9 && all_digits(code) && code.first() != Some(&b'6')),
    ("HOT7", "HOT7", |code| code.len() == 7 && all_digits(code)),
    ("HOT13", "HOT13", |code| code.len() == 13 && all_digits(code)),
    ("YJ", "YJ", |code| code.len() == 12 && all_alphanumeric(code)),
    ("JC10", "JLAC10", is_jlac10),
    ("JLAC10", "JLAC10", is_jlac10),
    ("JC11", "JLAC11", |code| matches!(code.len(), 3 | 5 | 15 | 17) && all_alphanumeric(code)),
    ("JJ1017", "JJ1017", is_jj1017),
    ("JJ1017-16", "JJ1017", is_jj1017),
    ("JJ1017-32", "JJ1017", is_jj1017),
    ("JJ1017P", "JJ1017", is_jj1017),
    ("LENDO", "LENDO", |code| code.len() == 11 && all_digits(code)),
    ("JAMISDP01", "JAMISDP01", |code| matches!(code.len(), 1 | 2 | 3 | 8 | 12 | 16)),
    ("MDCDX2", "MDCDX2", |code| matches!(code.len(), 4 | 8) && all_alphanumeric(code)),
    ("I10", "ICD-10", |code| {
        matches!(code, [letter, digits @ ..] if letter.is_ascii_uppercase()
            && digits.len() >= 2 && digits.iter().take(2).all(u8::is_ascii_digit))
    }),
    ("JANIS", "JANIS", |code| code.len() == 4 && all_alphanumeric(code)),
    (
        "LN",
        "LOINC",
        |code| matches!(code, [digits @ .., b'-', check] if check.is_ascii_digit() && !digits.is_empty()),
    ),
    ("JAN", "JAN", |code| matches!(code.len(), 8 | 13) && all_digits(code)),
    ("J-FAGY", "J-FAGY", |_| true),
    ("ISO+", "ISO+", |_| true),
    ("99MFR", "MFER", |_| true),
];

fn all_digits(code: &[u8]) -> bool {
    code.iter().all(u8::is_ascii_digit)
}

fn all_alphanumeric(code: &[u8]) -> bool {
    code.iter().all(u8::is_ascii_alphanumeric)
}

/// Analyte, material, item without and with result identification. An item of microbiology may hold letters.
fn is_jlac10(code: &[u8]) -> bool {
    let item = code.first().is_some_and(u8::is_ascii_digit);
    item && matches!(code.len(), 3 | 5 | 15 | 17) && all_alphanumeric(code)
}

/// The letters I and O are left out, so that nobody takes them for digits.
fn is_jj1017(code: &[u8]) -> bool {
    matches!(code.len(), 16 | 32) && all_alphanumeric(code) && !code.iter().any(|b| matches!(b, b'I' | b'O'))
}

impl<'m> Walk<'m, '_> {
    /// A coded value of two triplets.
    pub(super) fn coding(&mut self, here: &Here<'m>, rules: &FieldRules, parts: &Pieces) {
        let mut named = false;
        for start in [1u32, 4] {
            let piece = |offset: u32| self.piece(parts, start.saturating_add(offset));
            let system = piece(2).filter(|system| !system.is_empty() && !system.is_null());
            let code = piece(0).filter(|code| !code.is_empty());
            let text = piece(1).filter(|text| !text.is_empty());
            named |= system.is_some();
            let Some(system) = system else { continue };
            let at =
                |offset: u32, raw| Here { raw, path: here.path.with_component(start.saturating_add(offset)) };
            let name = system.bytes().trim_ascii();
            if name.len() < system.bytes().len() {
                self.report_here(&codes::CODING_SYSTEM_SPELLING, &at(2, system));
            }
            if code.is_none() && text.is_none() {
                self.report_here(&codes::CODING_EMPTY, &at(2, system));
            }
            if let Some(code) = code.filter(|code| !code.is_null()) {
                self.code(&at(0, code), name);
            }
        }
        let coded =
            |number| self.piece(parts, number).is_some_and(|code| !code.is_empty() && !code.is_null());
        if !named && rules.identifies && (coded(1) || coded(4)) {
            self.report_here(&codes::CODING_SYSTEM_MISSING, here);
        }
    }

    /// Asks the tables that were given.
    fn known(&self, system: &[u8], code: &[u8]) -> Option<bool> {
        let codes = self.codes.as_ref()?;
        let header = self.message.segments().next();
        let facility = header.and_then(|msh| msh.field(4)).map(|field| part(&field, 1)).unwrap_or_default();
        let text = |bytes| std::str::from_utf8(bytes).ok().filter(|text: &&str| !text.is_empty());
        codes.knows(text(system)?, text(facility), text(code)?)
    }

    /// A code of a named system.
    fn code(&mut self, here: &Here<'m>, system: &[u8]) {
        let code = first_part(&here.raw);
        match self.known(system, code) {
            Some(true) => return,
            Some(false) => return self.report_here(&codes::CODE_NOT_GIVEN, here),
            None => {}
        }
        if let Some((_, name, has_shape)) = MASTERS.iter().find(|(known, _, _)| known.as_bytes() == system) {
            if !has_shape(code) {
                self.report_here_with(&codes::CODE_SHAPE, here, &[("system", (*name).into())]);
            }
            if !matches!(*name, "ISO+") {
                self.not_checked(NotChecked::Codes(name));
            }
            return;
        }
        if system.starts_with(b"99") {
            return self.not_checked(NotChecked::LocalCodes);
        }
        let Ok(system) = std::str::from_utf8(system) else { return };
        let mut tables = table::by_system(system).peekable();
        let known = tables.peek().is_some();
        let missing =
            tables.all(|table| table.closed && !table.rows.iter().any(|row| row.code.as_bytes() == code));
        if known && missing {
            let name = table::by_system(system).next().map_or("?", |table| table.id);
            self.report_here_with(&codes::CODE_UNKNOWN, here, &[("table", name.into())]);
        }
    }
}

/// The code without a suffix: `9A100&IMP`.
fn first_part<'m>(raw: &Raw<'m>) -> &'m [u8] {
    raw.subcomponent(1).map(|part| part.bytes().trim_ascii()).unwrap_or_default()
}
