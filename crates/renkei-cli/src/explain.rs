//! `explain`: what a thing is.

use std::io::{self, Write};

use renkei::Language;
use renkei::explain::{Explanation, Line, Shape, What, explain, usage_letters};
use renkei::hl7v2::definition::Usage;
use renkei::jahis::{datatype, table};

use crate::Stop;
use crate::arguments::Explain;
use crate::atomic::Sink;
use crate::messages::{self as m, Words};
use crate::status;

/// Explains each thing; one that nobody knows is a mistake in the command line.
pub(crate) fn run(task: &Explain, language: Language) -> Result<u8, Stop> {
    let mut found = Vec::new();
    for thing in &task.things {
        found.extend(explain(thing).map_err(|unknown| {
            let near = unknown.near.join(", ");
            let words = if near.is_empty() { &m::UNKNOWN_THING } else { &m::UNKNOWN_THING_NEAR };
            Stop::Usage(words.fill(language, &[("thing", &unknown.thing), ("near", &near)]))
        })?);
    }
    let mut out = Sink::open(task.output.as_deref())?;
    for (n, explanation) in found.iter().enumerate() {
        if task.json {
            serde_json::to_writer(&mut out, explanation).map_err(io::Error::from)?;
            writeln!(out)?;
            continue;
        }
        if n > 0 {
            writeln!(out)?;
        }
        text(explanation, language, &mut out)?;
    }
    out.finish()?;
    Ok(status::DONE)
}

/// A text in the language, with the other one after it where they differ.
fn both(english: &str, japanese: &str, language: Language) -> String {
    let (first, second) = match language {
        Language::English => (english, japanese),
        Language::Japanese => (japanese, english),
    };
    if first == second { first.to_owned() } else { format!("{first} ({second})") }
}

const fn of<'a>(english: &'a str, japanese: &'a str, language: Language) -> &'a str {
    match language {
        Language::English => english,
        Language::Japanese => japanese,
    }
}

/// A label, filled up with blanks; a Japanese letter is as wide as two others.
fn label(words: &Words, language: Language) -> String {
    const WIDTH: usize = 12;
    let text = words.text(language);
    let width: usize = text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum();
    format!("  {text}{}", " ".repeat(WIDTH.saturating_sub(width)))
}

fn text(found: &Explanation, language: Language, out: &mut dyn Write) -> io::Result<()> {
    let Explanation { name, english, japanese, .. } = found;
    writeln!(out, "{name}  {}", both(english, japanese, language))?;
    if let Some(shape) = &found.shape {
        self::shape(shape, found.what == What::Field, language, out)?;
    }
    if let Some(structure) = found.structure {
        writeln!(out, "{}{structure}", label(&m::EX_STRUCTURE, language))?;
    }
    if let Some(closed) = found.closed {
        let words = if closed { &m::EX_CLOSED } else { &m::EX_OPEN };
        writeln!(out, "{}{}", label(&m::EX_VALUES, language), words.text(language))?;
    }
    if let Some(advice) = found.advice {
        writeln!(out, "{}{}", label(&m::EX_SEVERITY, language), advice.severity)?;
        let help = of(advice.help, advice.help_japanese, language);
        writeln!(out, "{}{help}", label(&m::EX_HELP, language))?;
    }
    if let Some(example) = &found.example {
        writeln!(out, "{}{example}", label(&m::EX_EXAMPLE, language))?;
    }
    for (n, placed) in found.places.iter().enumerate() {
        let label = label(if n == 0 { &m::EX_PLACE } else { &m::EX_SAME }, language);
        let kinds =
            if placed.of.is_empty() { String::new() } else { format!("  ({})", placed.of.join(", ")) };
        writeln!(out, "{label}{}{kinds}", placed.place)?;
    }
    writeln!(out, "{}{}", label(&m::EX_CLAUSE, language), found.clause)?;
    let mut last = None;
    let width = found.lines.iter().map(|line| line.name.len()).max().unwrap_or(0);
    for line in &found.lines {
        if last.replace(line.what) != Some(line.what) {
            writeln!(out, "\n{}", heading(line.what).text(language))?;
        }
        self::line(line, width, language, out)?;
    }
    Ok(())
}

fn shape(shape: &Shape, field: bool, language: Language, out: &mut dyn Write) -> io::Result<()> {
    let title = datatype::find(shape.data_type).map_or("", |def| of(def.english, def.japanese, language));
    writeln!(out, "{}{} {title}", label(&m::EX_DATA_TYPE, language), shape.data_type)?;
    if shape.length > 0 {
        writeln!(out, "{}{}", label(&m::EX_LENGTH, language), shape.length)?;
    }
    let usage = match shape.usage {
        Usage::R => &m::EX_REQUIRED,
        Usage::RE => &m::EX_REQUIRED_EMPTY,
        Usage::O => &m::EX_OPTIONAL,
        Usage::C => &m::EX_CONDITIONAL,
        Usage::B => &m::EX_BACKWARD,
        Usage::N => &m::EX_NOT_USED,
    };
    let letters = usage_letters(shape.usage);
    writeln!(out, "{}{letters} {}", label(&m::EX_USAGE, language), usage.text(language))?;
    if field {
        let repeats = if shape.repeats { &m::EX_REPEATS } else { &m::EX_ONCE };
        writeln!(out, "{}{}", label(&m::EX_REPETITION, language), repeats.text(language))?;
    }
    if shape.table > 0 {
        let title = table::by_number(shape.table).map_or_else(
            || m::EX_NO_ROWS.text(language),
            |table| of(table.english, table.japanese, language),
        );
        writeln!(out, "{}{:04} {title}", label(&m::EX_TABLE, language), shape.table)?;
    }
    Ok(())
}

const fn heading(what: What) -> &'static Words {
    match what {
        What::Field => &m::EX_FIELDS,
        What::Component => &m::EX_COMPONENTS,
        What::Code => &m::EX_CODES,
        What::Segment => &m::EX_SEGMENTS,
        What::Message => &m::EX_MESSAGES,
        What::Table => &m::EX_TABLES,
        What::Section => &m::EX_CAPTIONS,
        _ => &m::EX_OTHERS,
    }
}

fn line(line: &Line, width: usize, language: Language, out: &mut dyn Write) -> io::Result<()> {
    let Line { name, english, japanese, .. } = line;
    let Some(Shape { data_type, length, usage, repeats, table }) = line.shape else {
        return writeln!(out, "  {name:<width$}  {}", both(english, japanese, language));
    };
    let length = if length > 0 { length.to_string() } else { String::new() };
    let repeats = if repeats { "*" } else { "" };
    let table = if table > 0 { format!("{table:04}") } else { String::new() };
    let title = of(english, japanese, language);
    let usage = usage_letters(usage);
    writeln!(out, "  {name:>width$}  {data_type:<6} {length:>5} {usage:<2} {repeats:<1} {table:<4}  {title}")
}

#[cfg(test)]
mod tests {
    use renkei::explain::things;

    use super::*;

    #[test]
    fn everything_is_explained_in_words_of_both_languages() {
        for thing in things() {
            for found in explain(&thing).unwrap() {
                let show = |language| {
                    let mut out = Vec::new();
                    text(&found, language, &mut out).unwrap();
                    String::from_utf8(out).unwrap()
                };
                let (english, japanese) = (show(Language::English), show(Language::Japanese));
                assert!(english.starts_with(&format!("{}  {}", found.name, found.english)), "{english}");
                assert!(japanese.starts_with(&format!("{}  {}", found.name, found.japanese)), "{japanese}");
                assert!(english.contains("  from  ") && japanese.contains("  出典  "), "{thing}");
                assert!(english.lines().count() > 2, "{english}");
                assert!(
                    english.lines().chain(japanese.lines()).all(|line| line == line.trim_end()),
                    "{english}"
                );
            }
        }
    }
}
