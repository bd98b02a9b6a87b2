use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::practitioner::Practitioner;
use crate::value::{
    Blank, CodeableConcept, Coding, CodingSuffix, DateTime, Decimal, HumanName, Identifier, Repetition,
    Repetitions, Text, Time,
};

/// What is understood of an observed value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "kind", rename_all = "snake_case")]
#[non_exhaustive]
pub enum Understood {
    /// A number.
    Numeric {
        /// The number.
        value: Decimal,
    },
    /// A number above or below which the value lies.
    Comparison {
        /// On which side.
        comparator: Comparator,
        /// The number.
        value: Decimal,
    },
    /// Negative, positive, or between (定性).
    Qualitative {
        /// The judgement.
        result: Qualitative,
    },
    /// A grade: `2+` (半定量).
    SemiQuantitative {
        /// Above or below the grade.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        comparator: Option<Comparator>,
        /// The number of plus signs.
        grade: Decimal,
    },
    /// A titre, ratio or fraction: `1:64`, `1/10`, `64倍`.
    Ratio {
        /// What stands before the sign.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        numerator: Option<Decimal>,
        /// What stands after it.
        denominator: Decimal,
    },
    /// A range: `5-9`.
    Range {
        /// The lower bound.
        low: Decimal,
        /// The upper bound.
        high: Decimal,
    },
    /// Codes.
    Coded {
        /// One for each repetition.
        concepts: Vec<CodeableConcept>,
    },
    /// A date, or date and time.
    Moment {
        /// When.
        at: DateTime,
    },
    /// A time of day.
    TimeOfDay {
        /// When.
        at: Time,
    },
    /// People.
    People {
        /// One for each repetition.
        people: Vec<Practitioner>,
    },
    /// Things that were used (使用物品).
    Items {
        /// One for each repetition.
        items: Vec<ItemUsed>,
    },
    /// Identifiers.
    Identifiers {
        /// One for each repetition.
        identifiers: Vec<Identifier>,
    },
    /// A file that travels inside; take it out with [`attachments`](super::ObservedValue::attachments).
    Attachment {
        /// The type of data.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        media_type: Option<Text>,
        /// The subtype.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        media_subtype: Option<Text>,
        /// How the data is written.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        encoding: Option<Text>,
        /// The number of bytes as written.
        length: u64,
    },
    /// A file that lies elsewhere.
    Reference {
        /// Where.
        pointer: Text,
    },
    /// Words, or something of a type that is not read further.
    Text,
    /// Nothing was sent.
    Missing,
}

/// On which side of a number a value lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Comparator {
    /// Below it (未満).
    #[serde(rename = "<")]
    Less,
    /// At or below it (以下).
    #[serde(rename = "<=")]
    LessOrEqual,
    /// Above it (超過).
    #[serde(rename = ">")]
    Greater,
    /// At or above it (以上).
    #[serde(rename = ">=")]
    GreaterOrEqual,
}

/// A judgement without a number (定性).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Qualitative {
    /// Negative (陰性).
    Negative,
    /// Between negative and positive (±).
    PlusMinus,
    /// Positive (陽性).
    Positive,
}

record! {
    /// A thing that was used (使用物品): a medicine, a film, an instrument.
    pub struct ItemUsed {
        /// The thing.
        pub code: Coding,
        /// How much of it.
        pub quantity: Option<Decimal>,
        /// The unit.
        pub unit: CodeableConcept,
        /// Into how many parts a film is divided (フィルム分割数).
        pub film_divisions: Option<Decimal>,
    }
}

pub(super) fn understand(declared: &str, sent: &Repetitions) -> Understood {
    if sent.iter().all(Repetition::is_empty) {
        return Understood::Missing;
    }
    let single = sent.single();
    let text = single.and_then(Repetition::as_text);
    match declared.trim() {
        "NM" | "ST" | "IS" | "ID" | "SI" | "" => text.map_or(Understood::Text, |t| from_text(t)),
        "SN" => single.map_or(Understood::Text, from_structured),
        "NR" => single
            .and_then(|s| Some((number(s.part(1)?)?, number(s.part(2)?)?)))
            .map_or(Understood::Text, |(low, high)| Understood::Range { low, high }),
        "CWE" | "CE" | "CNE" | "CF" => Understood::Coded { concepts: sent.iter().map(concept).collect() },
        "TS" | "DT" | "DTM" => match single.and_then(|s| s.part(1)) {
            Some(at) => Understood::Moment { at: DateTime::from_hl7(at.clone()) },
            None => Understood::Text,
        },
        "TM" => match single.and_then(|s| s.part(1)) {
            Some(at) => Understood::TimeOfDay { at: Time::from_hl7(at.clone()) },
            None => Understood::Text,
        },
        "XCN" | "CN" => Understood::People { people: sent.iter().map(person).collect() },
        "ZRD" => Understood::Items { items: sent.iter().map(item).collect() },
        "CX" | "EI" => Understood::Identifiers {
            identifiers: sent
                .iter()
                .map(|s| Identifier { value: s.part(1).cloned(), ..Identifier::default() })
                .collect(),
        },
        "ED" => single.map_or(Understood::Text, |s| Understood::Attachment {
            media_type: s.part(2).cloned(),
            media_subtype: s.part(3).cloned(),
            encoding: s.part(4).cloned(),
            length: s.part(5).map_or(0, |data| u64::try_from(data.len()).unwrap_or(u64::MAX)),
        }),
        "RP" => match single.and_then(|s| s.part(1)) {
            Some(pointer) => Understood::Reference { pointer: pointer.clone() },
            None => Understood::Text,
        },
        _ => Understood::Text,
    }
}

fn concept(sent: &Repetition) -> CodeableConcept {
    let suffix = |code: usize, display: usize| {
        let suffix =
            CodingSuffix { code: sent.subpart(code, 2).cloned(), display: sent.subpart(display, 2).cloned() };
        (!suffix.is_blank()).then(|| Box::new(suffix))
    };
    let coding = |at: [usize; 4]| {
        let [code, display, system, version] = at;
        Coding {
            code: sent.part(code).cloned(),
            display: sent.part(display).cloned(),
            system: sent.part(system).cloned().map(Into::into),
            version: sent.part(version).cloned(),
            suffix: suffix(code, display),
        }
    };
    CodeableConcept {
        codings: [coding([1, 2, 3, 7]), coding([4, 5, 6, 8])],
        text: sent.part(9).cloned(),
        ..CodeableConcept::default()
    }
}

fn person(sent: &Repetition) -> Practitioner {
    let part = |number: usize| sent.part(number).cloned();
    let identifier = Identifier { value: part(1), kind: part(13), ..Identifier::default() };
    let name = HumanName {
        family: part(2),
        given: part(3),
        middle: part(4),
        suffix: part(5),
        prefix: part(6),
        degree: part(7),
        kind: part(10),
        representation: part(15),
        details: None,
    };
    Practitioner { identifier, name, source_table: part(8) }
}

fn item(sent: &Repetition) -> ItemUsed {
    let unit = Coding {
        code: sent.subpart(5, 1).cloned(),
        display: sent.subpart(5, 2).cloned(),
        system: sent.subpart(5, 3).cloned().map(Into::into),
        ..Coding::default()
    };
    let code = Coding {
        code: sent.part(1).cloned(),
        display: sent.part(2).cloned(),
        system: sent.part(3).cloned().map(Into::into),
        ..Coding::default()
    };
    let decimal = |number: usize| sent.part(number).cloned().map(Decimal::from);
    ItemUsed { code, quantity: decimal(4), unit: unit.into(), film_divisions: decimal(6) }
}

fn number(text: &str) -> Option<Decimal> {
    Decimal::spelled(text).map(Decimal::from)
}

fn unsigned(text: &str) -> Option<&str> {
    if matches!(text.as_bytes(), [b'+' | b'-', ..]) { None } else { Decimal::spelled(text) }
}

fn from_structured(sent: &Repetition) -> Understood {
    let part = |number: usize| sent.part(number).map_or("", |t| t.trim());
    let (comparator, left, separator, right) = (part(1), part(2), part(3), part(4));
    from_text(&format!("{comparator} {left} {separator} {right}"))
}

/// Returns the text in half width and without blanks, except between digits.
pub(crate) fn plain(text: &str) -> Cow<'_, str> {
    if text.bytes().all(|byte| byte.is_ascii() && byte != b' ') {
        return Cow::Borrowed(text);
    }
    let half = |c: char| match c {
        '\u{ff01}'..='\u{ff5d}' => u32::from(c).checked_sub(0xfee0).and_then(char::from_u32).unwrap_or(c),
        '\u{3000}' => ' ',
        '\u{2212}' | '\u{2010}' | '\u{2013}' => '-',
        '〉' => '>',
        '〈' => '<',
        other => other,
    };
    let mut out = String::with_capacity(text.len());
    let mut blank = false;
    for c in text.chars().map(half) {
        if c == ' ' {
            blank = true;
            continue;
        }
        if blank && c.is_ascii_digit() && out.ends_with(|last: char| last.is_ascii_digit()) {
            out.push(' ');
        }
        blank = false;
        out.push(c);
    }
    Cow::Owned(out)
}

/// Splits `low-high`.
pub(super) fn split_range(text: &str) -> Option<(&str, &str)> {
    let (low, high) = text.split_once(is_dash)?;
    Some((unsigned(low)?, unsigned(high)?))
}

const fn is_dash(c: char) -> bool {
    matches!(c, '-' | '~' | '\u{ff5e}' | '\u{301c}')
}

fn from_text(sent: &str) -> Understood {
    let text = plain(sent);
    let inner = text.strip_prefix('(').and_then(|t| t.strip_suffix(')')).unwrap_or(&text);
    if let Some(value) = number(inner) {
        return Understood::Numeric { value };
    }
    if let Some(result) = qualitative(inner) {
        return Understood::Qualitative { result };
    }
    if let Some(grade) = grade(inner) {
        return Understood::SemiQuantitative { comparator: None, grade };
    }
    if let Some((low, high)) = range(inner) {
        return Understood::Range { low: low.into(), high: high.into() };
    }
    if let Some((comparator, rest)) = comparison(inner) {
        if let Some(value) = number(rest) {
            return Understood::Comparison { comparator, value };
        }
        if let Some(grade) = grade(rest) {
            return Understood::SemiQuantitative { comparator: Some(comparator), grade };
        }
    }
    if let Some((numerator, denominator)) = ratio(inner) {
        return Understood::Ratio { numerator, denominator };
    }
    Understood::Text
}

fn qualitative(text: &str) -> Option<Qualitative> {
    Some(match text {
        "-" | "陰性" | "検出せず" | "インセイ" => Qualitative::Negative,
        "+" | "陽性" | "検出" | "ヨウセイ" => Qualitative::Positive,
        "±" | "+-" | "+/-" | "少量" => Qualitative::PlusMinus,
        _ => return None,
    })
}

fn grade(text: &str) -> Option<Decimal> {
    if text.len() > 1 && text.bytes().all(|b| b == b'+') {
        return i64::try_from(text.len()).ok().map(Decimal::from);
    }
    text.strip_suffix('+').and_then(unsigned).map(Decimal::from)
}

fn range(text: &str) -> Option<(&str, &str)> {
    if let Some((low, high)) = text.strip_prefix('≧').and_then(|t| t.split_once('<')) {
        return Some((unsigned(low)?, unsigned(high)?));
    }
    split_range(text.strip_suffix("未満").unwrap_or(text))
}

/// Splits a comparison; a sign after the number means the opposite of one before it.
fn comparison(text: &str) -> Option<(Comparator, &str)> {
    use Comparator::{Greater, GreaterOrEqual, Less, LessOrEqual};

    const BEFORE: &[(&str, Comparator)] = &[
        (">=", GreaterOrEqual),
        ("=>", GreaterOrEqual),
        ("<=", LessOrEqual),
        ("=<", LessOrEqual),
        (">", Greater),
        ("<", Less),
        ("≧", GreaterOrEqual),
        ("≥", GreaterOrEqual),
        ("≦", LessOrEqual),
        ("≤", LessOrEqual),
        ("↓", LessOrEqual),
        ("U", Greater),
        ("L", Less),
    ];
    const AFTER: &[(&str, Comparator)] = &[
        ("以上", GreaterOrEqual),
        ("以下", LessOrEqual),
        ("イカ", LessOrEqual),
        ("未満", Less),
        ("超過", Greater),
        ("≦", GreaterOrEqual),
        ("≧", LessOrEqual),
        ("<", Greater),
        (">", Less),
        ("↑", GreaterOrEqual),
        ("～", GreaterOrEqual),
        ("〜", GreaterOrEqual),
        ("-", GreaterOrEqual),
    ];
    let before = BEFORE.iter().find_map(|(sign, c)| Some((*c, text.strip_prefix(sign)?)));
    let after = || AFTER.iter().find_map(|(sign, c)| Some((*c, text.strip_suffix(sign)?)));
    before.or_else(|| after().filter(|(_, rest)| !rest.starts_with(['+', '-'])))
}

fn ratio(text: &str) -> Option<(Option<Decimal>, Decimal)> {
    if let Some((numerator, denominator)) = text.split_once([':', '/']) {
        return Some((Some(unsigned(numerator)?.into()), unsigned(denominator)?.into()));
    }
    let titre = text.strip_prefix(['×', 'x', 'X']).or_else(|| text.strip_suffix('倍'))?;
    Some((None, unsigned(titre)?.into()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::Part;

    fn check(text: &str, expected: &Understood) {
        assert_eq!(&understand("ST", &text.into()), expected, "{text}");
    }

    fn comparison(comparator: Comparator, value: &str) -> Understood {
        Understood::Comparison { comparator, value: value.into() }
    }

    #[test]
    fn the_spellings_of_hospitals_are_understood() {
        use Comparator::{Greater, GreaterOrEqual, Less, LessOrEqual};
        for text in ["> 100", ">100", "＞100", "〉100", "100<", "100超過", "U100"] {
            check(text, &comparison(Greater, "100"));
        }
        for text in [">= 200", "200以上", "≧200", "200≦", "=>200", "200↑", "200～"] {
            check(text, &comparison(GreaterOrEqual, "200"));
        }
        for text in ["< 300", "<300", "＜300", "300未満", "300>", "L300"] {
            check(text, &comparison(Less, "300"));
        }
        for text in ["<= 400", "400以下", "≦400", "400≧", "↓400", "400イカ"] {
            check(text, &comparison(LessOrEqual, "400"));
        }
        check("5-", &comparison(GreaterOrEqual, "5"));
        for text in ["  -", "(-)", "－", "陰性", "検出せず", "インセイ"] {
            check(text, &Understood::Qualitative { result: Qualitative::Negative });
        }
        for text in ["  +", "(+)", "＋", "陽性", "検出", "ヨウセイ"] {
            check(text, &Understood::Qualitative { result: Qualitative::Positive });
        }
        for text in ["  +-", "±", "＋－", "+/-", "少量"] {
            check(text, &Understood::Qualitative { result: Qualitative::PlusMinus });
        }
        for text in [" 2 +", "2+", "(2+)", "++", "＋＋"] {
            check(text, &Understood::SemiQuantitative { comparator: None, grade: "2".into() });
        }
        check("> 3 +", &Understood::SemiQuantitative { comparator: Some(Greater), grade: "3".into() });
        for text in [" 1 : 64", "1:64", "1：64"] {
            check(text, &Understood::Ratio { numerator: Some("1".into()), denominator: "64".into() });
        }
        for text in ["×64", "64倍"] {
            check(text, &Understood::Ratio { numerator: None, denominator: "64".into() });
        }
        for text in [" 5 - 9", "5-9", "5～9", "≧5＜9", "5～9未満"] {
            check(text, &Understood::Range { low: "5".into(), high: "9".into() });
        }
    }

    #[test]
    fn what_only_resembles_a_number_stays_text() {
        for text in ["3 0", "O157", "2024-04-01", "3+(300)", "A/G比", "約5", "--", "溶血", "U", "-5-"] {
            check(text, &Understood::Text);
        }
        check("-5", &Understood::Numeric { value: "-5".into() });
        check("７．２", &Understood::Numeric { value: "7.2".into() });
        check("", &Understood::Missing);
    }

    #[test]
    fn structured_numbers_are_read_by_their_parts() {
        for (parts, expected) in [
            (&["<", "0.02"][..], comparison(Comparator::Less, "0.02")),
            (&["", "2", "+"], Understood::SemiQuantitative { comparator: None, grade: "2".into() }),
            (&["", "", "-"], Understood::Qualitative { result: Qualitative::Negative }),
            (
                &["", "1", ":", "64"],
                Understood::Ratio { numerator: Some("1".into()), denominator: "64".into() },
            ),
            (&["", "100"], Understood::Numeric { value: "100".into() }),
        ] {
            let parts = parts.iter().map(|p| Part::Text((*p).into())).collect();
            assert_eq!(understand("SN", &Repetition::from_parts(parts).into()), expected);
        }
    }

    #[test]
    fn an_item_used_has_amount_and_unit() {
        let unit = Part::from_texts(["KAI", "回", "JSHR"].map(Text::from).into());
        let mut parts: Vec<_> =
            ["111963301", "インジゴカルミン", "HOT9", "1"].map(|p| Part::Text(p.into())).into();
        parts.push(unit);
        let Understood::Items { items } = understand("ZRD", &Repetition::from_parts(parts).into()) else {
            panic!("not items");
        };
        assert_eq!(items[0].code.code.as_deref(), Some("111963301"));
        assert_eq!(items[0].unit.display(), Some("回"));
    }
}
