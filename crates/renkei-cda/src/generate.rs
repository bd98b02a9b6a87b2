//! The text of a section from its entries, in Japanese: tables for what has columns, lists for what has not.

use std::collections::HashSet;

use renkei_model::document::{Entry, Markup, MarkupAttribute, Section, Statement};
use renkei_model::value::{CodeableConcept, DateTime, Field, KnownSystem, Period, Quantity, Text};

use crate::narrative::{element, text};

/// The identifiers that a document has given to places of its texts, so that new ones are new.
#[derive(Default)]
pub(crate) struct Ids {
    taken: HashSet<Text>,
    next: usize,
}

impl Ids {
    /// Notes what a section and those within it use.
    pub(crate) fn note(&mut self, section: &Section) {
        let mut open: Vec<&Markup> = section.narrative.content.iter().collect();
        while let Some(part) = open.pop() {
            if let Markup::Element(part) = part {
                self.taken.extend(part.id.clone());
                open.extend(&part.content);
            }
        }
        for inner in &section.sections {
            self.note(inner);
        }
    }

    fn new_id(&mut self) -> Text {
        loop {
            self.next = self.next.saturating_add(1);
            let id = Text::from(format!("e{}", self.next));
            if self.taken.insert(id.clone()) {
                return id;
            }
        }
    }
}

/// Writes the text of a section, and refers to it from the entries.
pub(crate) fn narrative(section: &mut Section, ids: &mut Ids) {
    let mut tables = Vec::new();
    rows(&mut section.entries, ids, &mut tables, None, 0);
    let filled = tables.into_iter().filter(|table: &Table| !table.rows.is_empty());
    let mut content: Vec<Markup> = filled.map(table).collect();
    for entry in &mut section.entries {
        if let Some(Statement::Attachment(attachment)) = &mut entry.statement {
            let id = attachment.id.get_or_insert_with(|| ids.new_id()).clone();
            let mut shown = element("renderMultiMedia", Vec::new());
            if let Markup::Element(part) = &mut shown {
                part.attributes.push(MarkupAttribute { name: "referencedObject".into(), value: id });
            }
            content.push(shown);
        }
    }
    section.narrative.content = content;
    let plain = crate::narrative::plain_text(&section.narrative.content);
    section.narrative.text = (!plain.is_empty()).then(|| plain.into());
}

/// A table while it is made.
struct Table {
    caption: Option<String>,
    columns: &'static [&'static str],
    rows: Vec<Markup>,
}

/// What is said once above a table: of which examination it is, and when that was.
struct Heading {
    words: String,
    at: String,
}

fn rows(
    entries: &mut [Entry],
    ids: &mut Ids,
    tables: &mut Vec<Table>,
    heading: Option<&Heading>,
    depth: u32,
) {
    for entry in entries {
        if let Some(Statement::Panel(panel)) = &mut entry.statement {
            entry.derived |= depth == 0;
            if depth < 8 {
                let at = date(panel.effective_at.value());
                let words = panel.code.as_ref().map(words).unwrap_or_default();
                let heading = Heading { words, at };
                let caption = joined(&[&heading.words, &heading.at]);
                tables.push(Table {
                    caption: (!caption.is_empty()).then_some(caption),
                    columns: &[],
                    rows: Vec::new(),
                });
                rows(&mut panel.entries, ids, tables, Some(&heading), depth.saturating_add(1));
            }
            continue;
        }
        let Some((mut columns, mut cells)) = row(entry) else { continue };
        // What stands above the table is not said again in each row.
        if let (Some(heading), Some((&"日時", others))) = (heading, columns.split_last())
            && cells.last().is_some_and(|at| at.is_empty() || *at == heading.at)
        {
            columns = others;
            cells.pop();
        }
        let id = ids.new_id();
        entry.references = vec![id.clone()];
        // What stands in a panel is made from no less, but the schema has no word for it there.
        entry.derived |= depth == 0;
        let mut cells = cells.into_iter().map(|cell| lines(&cell));
        let mut first = element("content", cells.next().unwrap_or_default());
        if let Markup::Element(part) = &mut first {
            part.id = Some(id);
        }
        let mut parts = vec![element("td", vec![first])];
        parts.extend(cells.map(|cell| element("td", cell)));
        let row = element("tr", parts);
        match tables.last_mut() {
            Some(last) if last.rows.is_empty() => (last.columns, last.rows) = (columns, vec![row]),
            Some(last) if last.columns == columns => last.rows.push(row),
            _ => tables.push(Table { caption: None, columns, rows: vec![row] }),
        }
    }
}

/// Puts a break between the lines of a text.
fn lines(cell: &str) -> Vec<Markup> {
    let mut found = Vec::new();
    for line in cell.split('\n') {
        if !found.is_empty() {
            found.push(element("br", Vec::new()));
        }
        if !line.is_empty() {
            found.push(text(line));
        }
    }
    found
}

fn table(table: Table) -> Markup {
    let heads = table.columns.iter().map(|name| element("th", vec![text(*name)])).collect();
    let mut parts: Vec<Markup> =
        table.caption.map(|caption| element("caption", vec![text(caption)])).into_iter().collect();
    parts.push(element("thead", vec![element("tr", heads)]));
    parts.push(element("tbody", table.rows));
    let mut made = element("table", parts);
    if let Markup::Element(part) = &mut made {
        part.attributes.push(MarkupAttribute { name: "border".into(), value: "1".into() });
    }
    made
}

/// The columns and the cells of a statement.
fn row(entry: &Entry) -> Option<(&'static [&'static str], Vec<String>)> {
    let note = if entry.negated { "なし" } else { "" };
    let text = entry.text.as_deref().unwrap_or_default().to_owned();
    Some(match entry.statement.as_ref()? {
        Statement::Condition(c) => {
            let name = c.name.as_str().map(str::to_owned).unwrap_or_else(|| {
                let concept = c.classification.value().or(c.code.value());
                let affixes = |list: &[CodeableConcept]| list.iter().map(words).collect::<String>();
                let parts = c.name_parts.as_deref();
                let before = parts.map(|p| affixes(&p.prefixes)).unwrap_or_default();
                let after = parts.map(|p| affixes(&p.suffixes)).unwrap_or_default();
                format!("{before}{}{after}", concept.map(words).unwrap_or_default())
            });
            let code = c
                .classification
                .value()
                .and_then(|c| c.find(KnownSystem::Icd10))
                .and_then(|c| c.code.clone());
            let since = c.onset_at.value().or(c.established_at.value());
            let outcome = c.outcome.value().map(words).unwrap_or_default();
            let until = date(c.ended_at.value());
            (
                &["病名", "ICD-10", "開始日", "終了日", "転帰・備考"],
                vec![
                    name,
                    code.unwrap_or_default().into(),
                    date(since),
                    until,
                    joined(&[note, &outcome, &text]),
                ],
            )
        }
        Statement::Allergy(a) => {
            let substance = a.substance.value().map(words).unwrap_or_default();
            let kind = a.kind.value().map(words).unwrap_or_default();
            let since = a.onset_text.as_str().map_or_else(|| date(a.onset_at.value()), str::to_owned);
            let reactions: Vec<&str> = a.reactions.iter().map(Text::as_str).collect();
            let severity = a.severity.value().map(words).unwrap_or_default();
            (
                &["アレルゲン", "種別", "症状", "重症度", "発症", "備考"],
                vec![substance, kind, reactions.join("、"), severity, since, joined(&[note, &text])],
            )
        }
        Statement::Medication(line) => {
            let timing = line.timings.first();
            let usage: Vec<String> = timing.iter().flat_map(|t| &t.repeats).map(|r| words(&r.code)).collect();
            let dose = match (line.dose.minimum.value(), line.daily_dose.value()) {
                (Some(dose), _) => {
                    let unit = line.dose.unit.value().map(unit).unwrap_or_default();
                    let most = line.dose.maximum.value().map(|m| format!("～{m}")).unwrap_or_default();
                    format!("1回{dose}{most}{unit}")
                }
                (None, Some(daily)) => format!("1日{}", quantity(daily)),
                (None, None) => String::new(),
            };
            let days = timing.and_then(|t| t.duration.value()).map(|d| match d.unit.code() {
                Some("d" | "D" | "日") => d.value.as_ref().map(|n| format!("{n}日分")).unwrap_or_default(),
                _ => quantity(d),
            });
            let times = timing.and_then(|t| t.total_occurrences.value()).map(|n| format!("{n}回分"));
            let total = match (line.dispense.value.value(), line.dispense.unit.value()) {
                (Some(value), unit_of) => format!("{value}{}", unit_of.map(unit).unwrap_or_default()),
                (None, _) => String::new(),
            };
            let rp = line.key.value().map(|key| match (key.rp(), key.as_sent.as_str()) {
                (Some(rp), _) => rp.to_string(),
                (None, sent) => sent.unwrap_or_default().to_owned(),
            });
            let medicine = line.medication.value().map(words).or_else(|| {
                // An injection names what it is made of.
                let parts = line.components.iter().filter_map(|c| c.medication.value());
                let parts: Vec<String> = parts.map(words).collect();
                (!parts.is_empty()).then(|| parts.join("、"))
            });
            let instructions: Vec<String> = line.instructions.iter().map(words).collect();
            (
                &["薬品", "Rp", "用量", "用法", "期間", "全量", "備考"],
                vec![
                    medicine.unwrap_or_default(),
                    rp.unwrap_or_default(),
                    dose,
                    usage.join("、"),
                    days.or(times).unwrap_or_default(),
                    total,
                    joined(&[&instructions.join("、"), &text]),
                ],
            )
        }
        Statement::Observation(o) => {
            let range = o.reference_range.value().map(|r| r.text().to_string()).unwrap_or_default();
            let judged: Vec<&str> = o.interpretations.iter().map(Text::as_str).collect();
            let unit = o.unit.value().map(unit).unwrap_or_default();
            let at = o.effective_at.value().or(entry.period.as_ref().and_then(|p| p.start.as_ref()));
            (
                &["項目", "結果", "単位", "判定", "基準値", "日時"],
                vec![
                    o.code.value().map(words).unwrap_or_default(),
                    joined(&[note, &value(o), &text]),
                    unit,
                    judged.join(" "),
                    range,
                    date(at),
                ],
            )
        }
        Statement::Procedure(p) => {
            let sites: Vec<String> = p.sites.iter().map(words).collect();
            (
                &["手技", "部位", "実施日", "備考"],
                vec![
                    words(&p.code),
                    sites.join("、"),
                    when(&p.performed_at, entry.period.as_ref()),
                    joined(&[note, &text]),
                ],
            )
        }
        Statement::FamilyHistory(f) => {
            let died = if f.deceased == Some(true) { "この病気で死亡" } else { "" };
            let age = f.onset_age.as_ref().and_then(|a| a.value.as_ref()).map(|a| format!("{a}歳で発症"));
            (
                &["続柄", "病名", "備考"],
                vec![
                    words(&f.relationship),
                    words(&f.condition),
                    joined(&[&age.unwrap_or_default(), died, &text]),
                ],
            )
        }
        Statement::SocialHistory(s) => {
            let coded = s.value.as_ref().map(words).unwrap_or_default();
            let counted = s.quantity.as_ref().map(quantity).unwrap_or_default();
            let answer = s.answer.as_deref().unwrap_or_default();
            (
                &["項目", "内容", "時期"],
                vec![
                    words(&s.code),
                    joined(&[note, &coded, &counted, answer, &text]),
                    when(&s.effective_at, entry.period.as_ref()),
                ],
            )
        }
        Statement::Immunization(i) => {
            let dose = i.dose.as_ref().map(quantity).unwrap_or_default();
            let refused = if entry.negated { "未接種" } else { "" };
            (
                &["ワクチン", "接種日", "量", "ロット番号", "備考"],
                vec![
                    words(&i.vaccine),
                    date(i.given_at.value()),
                    dose,
                    plain(&i.lot),
                    joined(&[refused, &text]),
                ],
            )
        }
        Statement::Device(d) => (
            &["機器", "型式", "使用期間", "備考"],
            vec![
                d.code.as_ref().map(words).unwrap_or_default(),
                plain(&d.model),
                period(entry.period.as_ref()),
                joined(&[note, &text]),
            ],
        ),
        Statement::Encounter(v) => (
            &["受診", "日時", "備考"],
            vec![v.code.as_ref().map(words).unwrap_or_default(), period(v.period.as_ref()), text],
        ),
        Statement::Coverage(c) => {
            let ids = |list: &[renkei_model::value::Identifier]| {
                list.iter().filter_map(|id| id.as_str()).collect::<Vec<_>>().join(" ")
            };
            let numbers: Vec<&str> =
                c.numbers.iter().filter_map(|o| o.identifier.as_str().or(o.name.as_deref())).collect();
            (
                &["種別", "保険者番号", "記号", "番号"],
                vec![
                    c.kind.value().map(words).unwrap_or_default(),
                    ids(&c.insurer_numbers),
                    ids(&c.symbols),
                    numbers.join(" "),
                ],
            )
        }
        Statement::Other(o) => (
            &["項目", "内容", "日時"],
            vec![o.code.as_ref().map(words).unwrap_or_default(), text, date(o.effective_at.value())],
        ),
        _ => return None,
    })
}

fn plain(text: &Option<Text>) -> String {
    text.as_deref().unwrap_or_default().to_owned()
}

/// Joins what there is.
fn joined(parts: &[&str]) -> String {
    parts.iter().filter(|part| !part.is_empty()).copied().collect::<Vec<_>>().join(" ")
}

/// The words of a concept, and its code where it has none.
fn words(concept: &CodeableConcept) -> String {
    concept
        .text
        .as_deref()
        .or_else(|| concept.display())
        .or_else(|| concept.code())
        .unwrap_or_default()
        .to_owned()
}

fn unit(concept: &CodeableConcept) -> String {
    concept.display().or_else(|| concept.code()).unwrap_or_default().to_owned()
}

fn quantity(quantity: &Quantity) -> String {
    let value = quantity.value.as_ref().map(ToString::to_string).unwrap_or_default();
    format!("{value}{}", unit(&quantity.unit))
}

fn value(observation: &renkei_model::observation::Observation) -> String {
    let concepts = observation.value.concepts();
    if !concepts.is_empty() {
        return concepts.iter().map(words).collect::<Vec<_>>().join("、");
    }
    let declared = observation.value.declared_type.as_str().unwrap_or_default();
    let part = |sent: &renkei_model::value::Repetition, n| {
        sent.part(n).map(Text::as_str).unwrap_or_default().to_owned()
    };
    let sent = observation.value.as_sent.iter().map(|sent| match declared {
        // A file is not read in a table, and its letters would say nothing.
        "ED" => {
            let kind =
                [part(sent, 2), part(sent, 3)].into_iter().filter(|p| !p.is_empty()).collect::<Vec<_>>();
            format!("（埋め込みデータ {}）", kind.join("/"))
        }
        "RP" => format!("（ファイル {}）", part(sent, 1)),
        "FT" | "TX" => unformatted(&part(sent, 1)),
        _ => (1..8).filter_map(|n| sent.part(n)).map(Text::as_str).collect(),
    });
    let between = if matches!(declared, "FT" | "TX") { "\n" } else { "、" };
    sent.collect::<Vec<_>>().join(between)
}

/// Formatted text of messages without its commands: `\.br\` and the like end a line, all others only say how to print.
fn unformatted(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('\\') {
        out.push_str(before);
        let Some((command, after)) = after.split_once('\\') else {
            out.push('\\');
            rest = after;
            continue;
        };
        match command {
            "H" | "N" => {}
            _ if command.starts_with(".br") || command.starts_with(".sp") || command.starts_with(".ce") => {
                out.push('\n')
            }
            _ if command.starts_with('.') => {}
            _ => {
                out.push('\\');
                out.push_str(command);
                out.push('\\');
            }
        }
        rest = after;
    }
    out.push_str(rest);
    out
}

fn when(at: &Field<DateTime>, span: Option<&Period>) -> String {
    at.value().map_or_else(|| period(span), |at| date(Some(at)))
}

fn period(period: Option<&Period>) -> String {
    let Some(period) = period else { return String::new() };
    let (start, end) = (date(period.start.as_ref()), date(period.end.as_ref()));
    match (start.is_empty(), end.is_empty()) {
        _ if start == end => start,
        (_, true) => format!("{start}～"),
        (true, false) => format!("～{end}"),
        (false, false) => format!("{start}～{end}"),
    }
}

/// A date as it is read aloud, as precise as it was written: 2024年4月8日 9:15.
fn date(at: Option<&DateTime>) -> String {
    let Some(at) = at else { return String::new() };
    let Some(parts) = at.parts() else { return at.as_sent().to_owned() };
    let mut out = format!("{}年", parts.year);
    if let Some(month) = parts.month {
        out.push_str(&format!("{month}月"));
    }
    if let Some(day) = parts.day {
        out.push_str(&format!("{day}日"));
    }
    if let (Some(hour), Some(minute)) = (parts.hour, parts.minute) {
        out.push_str(&format!(" {hour}:{minute:02}"));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_of_formatted_text_are_no_words() {
        for (sent, said) in [
            (r"正常洞調律。\.br\経過観察", "正常洞調律。\n経過観察"),
            (r"\H\重要\N\", "重要"),
            (r"\.in+4\所見\.sp\なし", "所見\nなし"),
            (r"C:\x", r"C:\x"),
            (r"\X41\", r"\X41\"),
        ] {
            assert_eq!(unformatted(sent), said);
        }
    }
}
