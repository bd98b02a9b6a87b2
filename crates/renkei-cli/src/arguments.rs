//! The command line.

mod test_data;

use std::ffi::{OsStr, OsString};
use std::path::PathBuf;

use clap::builder::PossibleValuesParser;
use clap::{Arg, ArgAction, ArgMatches, ColorChoice, Command, value_parser};
use clap_complete::Shell;
use renkei::cda::DocumentKind;
use renkei::convert::Target;
use renkei::core::ElementPath;
use renkei::core::charset::Unmappable;
use renkei::jahis::profile::{self, Profile};
use renkei::model::value::DateTime;
use renkei::ssmix2::DataKind;
use renkei::{Charset, Format, Language, ReadOptions, SegmentPath, Severity};

use crate::check;
use crate::draft::Draft;
use crate::messages::{self as m, Words};

pub(crate) use test_data::{Generate, Minimize, Mutate};

/// What is to be done.
#[derive(Debug)]
pub(crate) enum Task {
    Convert(Box<Convert>),
    /// `convert --document`.
    Draft(Box<Draft>),
    Check(Box<Check>),
    Dump(Report),
    Get(Get),
    Trace(Report),
    Diff(Box<Diff>),
    Charset(Report),
    Explain(Explain),
    Generate(Box<Generate>),
    Mutate(Box<Mutate>),
    Minimize(Box<Minimize>),
    Completions(Shell),
    Man(Option<String>),
}

/// `convert`.
#[derive(Debug)]
pub(crate) struct Convert {
    pub(crate) inputs: Vec<PathBuf>,
    pub(crate) read: ReadOptions,
    pub(crate) target: Target,
    pub(crate) charset_out: Option<Charset>,
    pub(crate) profile: Option<&'static Profile>,
    pub(crate) unmappable: Unmappable,
    pub(crate) break_signatures: bool,
    pub(crate) output: Option<PathBuf>,
    pub(crate) ledger: Option<PathBuf>,
    pub(crate) tables: Option<PathBuf>,
    pub(crate) deny_loss: bool,
    pub(crate) threads: usize,
}

/// `check`.
#[derive(Debug)]
pub(crate) struct Check {
    pub(crate) inputs: Vec<PathBuf>,
    pub(crate) read: ReadOptions,
    pub(crate) profile: &'static Profile,
    pub(crate) format: check::Format,
    pub(crate) least: Severity,
    pub(crate) tables: Option<PathBuf>,
    pub(crate) output: Option<PathBuf>,
    pub(crate) threads: usize,
}

/// A command that reports on each message.
#[derive(Debug)]
pub(crate) struct Report {
    pub(crate) inputs: Vec<PathBuf>,
    pub(crate) read: ReadOptions,
    pub(crate) json: bool,
    pub(crate) output: Option<PathBuf>,
}

/// `get`.
#[derive(Debug)]
pub(crate) struct Get {
    pub(crate) path: Place,
    pub(crate) report: Report,
}

/// A place in a message or in a document.
#[derive(Debug)]
pub(crate) enum Place {
    Segment(SegmentPath),
    Element(ElementPath),
}

impl std::str::FromStr for Place {
    type Err = renkei::core::location::ParsePathError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text.starts_with('/') { text.parse().map(Self::Element) } else { text.parse().map(Self::Segment) }
    }
}

impl std::fmt::Display for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Segment(path) => path.fmt(f),
            Self::Element(path) => path.fmt(f),
        }
    }
}

/// `diff`.
#[derive(Debug)]
pub(crate) struct Diff {
    pub(crate) a: PathBuf,
    pub(crate) b: PathBuf,
    pub(crate) options: renkei::diff::Options,
    pub(crate) json: bool,
    pub(crate) output: Option<PathBuf>,
}

/// `explain`.
#[derive(Debug)]
pub(crate) struct Explain {
    pub(crate) things: Vec<String>,
    pub(crate) json: bool,
    pub(crate) output: Option<PathBuf>,
}

/// Finds the language before the command line is read, because its help is in that language.
pub(crate) fn language(arguments: &[OsString]) -> Language {
    let given = value_of(arguments, "--lang");
    let named = given.or_else(|| {
        // As POSIX says: the first of these that is set and not empty.
        ["LC_ALL", "LC_MESSAGES", "LANG"]
            .iter()
            .find_map(|name| std::env::var_os(name).filter(|value| !value.is_empty()))
    });
    let japanese = named.is_some_and(|name| name.as_encoded_bytes().starts_with(b"ja"));
    if japanese { Language::Japanese } else { Language::English }
}

/// Finds whether help is in colour.
pub(crate) fn color(arguments: &[OsString]) -> ColorChoice {
    let given = value_of(arguments, "--color");
    match given.as_deref().and_then(OsStr::to_str) {
        Some("always") => ColorChoice::Always,
        Some("never") => ColorChoice::Never,
        _ if std::env::var_os("NO_COLOR").is_some_and(|v| !v.is_empty()) => ColorChoice::Never,
        _ => ColorChoice::Auto,
    }
}

fn value_of(arguments: &[OsString], name: &str) -> Option<OsString> {
    let mut arguments = arguments.iter().skip(1).take_while(|a| *a != "--");
    while let Some(argument) = arguments.next() {
        if argument == name {
            return arguments.next().cloned();
        }
        let value = argument.to_str().and_then(|a| a.strip_prefix(name)?.strip_prefix('='));
        if let Some(value) = value {
            return Some(value.into());
        }
    }
    None
}

/// Builds the command line with its help in a language.
pub(crate) fn command(language: Language, color: ColorChoice) -> Command {
    let t = |words: &'static Words| words.text(language);
    let inputs = || {
        Arg::new("inputs")
            .value_name("IN")
            .help(t(&m::HELP_INPUTS))
            .value_parser(value_parser!(PathBuf))
            .action(ArgAction::Append)
            .num_args(1..)
            .required(true)
    };
    let option = |name: &'static str, value: &'static str, help: &'static Words| {
        Arg::new(name).long(name).value_name(value).help(t(help)).action(ArgAction::Set)
    };
    let flag = |name: &'static str, help: &'static Words| {
        Arg::new(name).long(name).help(t(help)).action(ArgAction::SetTrue)
    };
    let reading = || {
        [
            option("from", "FORMAT", &m::HELP_FROM)
                .value_parser(PossibleValuesParser::new(["hl7", "ssmix2", "cda", "mml", "fhir"])),
            option("charset", "NAME", &m::HELP_CHARSET),
        ]
    };
    let tables = || option("tables", "DIR", &m::HELP_TABLES).value_parser(value_parser!(PathBuf));
    let kind = || option("kind", "KIND", &m::HELP_KIND);
    let output =
        || option("output", "FILE|DIR", &m::HELP_OUTPUT).short('o').value_parser(value_parser!(PathBuf));
    let threads = || {
        option("threads", "N", &m::HELP_THREADS)
            .value_parser(value_parser!(u16).range(..=1024))
            .default_value("0")
    };
    let format = || {
        option("format", "FORMAT", &m::HELP_FORMAT)
            .value_parser(PossibleValuesParser::new(["text", "json"]))
            .default_value("text")
    };
    let profile = |help| {
        let names = ["ssmix2", "hl7"].into_iter().chain(profile::ALL.iter().map(|p| p.name));
        option("profile", "NAME", help).value_parser(PossibleValuesParser::new(names))
    };
    let side = |name: &'static str, value: &'static str, help: &'static Words| {
        Arg::new(name).value_name(value).help(t(help)).value_parser(value_parser!(PathBuf)).required(true)
    };
    let sub = |name: &'static str, about: &'static Words| {
        Command::new(name)
            .about(t(about))
            .disable_help_flag(true)
            .arg(Arg::new("help").short('h').long("help").help(t(&m::HELP_HELP)).action(ArgAction::Help))
    };
    Command::new("renkei")
        .version(env!("CARGO_PKG_VERSION"))
        .about(t(&m::ABOUT))
        .after_help(t(&m::AFTER_HELP))
        .color(color)
        .subcommand_required(true)
        .arg_required_else_help(true)
        .disable_help_subcommand(true)
        .disable_help_flag(true)
        .disable_version_flag(true)
        .arg(Arg::new("help").short('h').long("help").help(t(&m::HELP_HELP)).action(ArgAction::Help))
        .arg(
            Arg::new("version")
                .short('V')
                .long("version")
                .help(t(&m::HELP_VERSION))
                .action(ArgAction::Version),
        )
        .arg(
            option("lang", "LANG", &m::HELP_LANG)
                .value_parser(PossibleValuesParser::new(["ja", "en"]))
                .global(true),
        )
        .arg(
            option("color", "WHEN", &m::HELP_COLOR)
                .value_parser(PossibleValuesParser::new(["auto", "always", "never"]))
                .default_value("auto")
                .global(true),
        )
        .arg(flag("quiet", &m::HELP_QUIET).short('q').global(true))
        .arg(flag("no-progress", &m::HELP_NO_PROGRESS).global(true))
        .arg(flag("show-values", &m::HELP_SHOW_VALUES).global(true))
        .subcommand(
            sub("convert", &m::ABOUT_CONVERT)
                .arg(inputs())
                .arg(
                    option("to", "FORMAT", &m::HELP_TO)
                        .value_parser(PossibleValuesParser::new(["ndjson", "json", "hl7", "cda"]))
                        .default_value("ndjson"),
                )
                .args(reading())
                .arg(kind())
                .arg(output())
                .arg(option("charset-out", "NAME", &m::HELP_CHARSET_OUT))
                .arg(profile(&m::HELP_PROFILE_OUT))
                .arg(
                    option("unmappable", "WAY", &m::HELP_UNMAPPABLE)
                        .value_parser(PossibleValuesParser::new(["error", "geta", "nho", "best-fit"])),
                )
                .arg(flag("break-signatures", &m::HELP_BREAK_SIGNATURES))
                .arg(option("ledger", "FILE", &m::HELP_LEDGER).value_parser(value_parser!(PathBuf)))
                .arg(tables())
                .arg(flag("deny-loss", &m::HELP_DENY_LOSS))
                .arg(threads())
                .next_help_heading(t(&m::HEADING_DRAFT))
                .arg(
                    option("document", "KIND", &m::HELP_DOCUMENT)
                        .value_parser(PossibleValuesParser::new(["referral", "discharge"])),
                )
                .arg(option("patient", "ID", &m::HELP_PATIENT).requires("document"))
                .arg(option("at", "TIME", &m::HELP_AT).requires("document"))
                .arg(option("purpose", "TEXT", &m::HELP_PURPOSE).requires("document"))
                .arg(option("author", "NAME", &m::HELP_AUTHOR).requires("document"))
                .arg(option("facility", "NAME", &m::HELP_FACILITY).requires("document"))
                .arg(option("recipient", "NAME", &m::HELP_RECIPIENT).requires("document")),
        )
        .subcommand(
            sub("check", &m::ABOUT_CHECK)
                .after_help(t(&m::AFTER_CHECK))
                .arg(inputs())
                .arg(profile(&m::HELP_PROFILE).default_value("ssmix2"))
                .args(reading())
                .arg(kind())
                .arg(
                    option("format", "FORMAT", &m::HELP_FORMAT)
                        .value_parser(PossibleValuesParser::new(["text", "json", "sarif", "junit"]))
                        .default_value("text"),
                )
                .arg(
                    option("severity", "LEAST", &m::HELP_SEVERITY)
                        .value_parser(PossibleValuesParser::new(["info", "warning", "error"]))
                        .default_value("info"),
                )
                .arg(tables())
                .arg(output())
                .arg(threads()),
        )
        .subcommand(sub("dump", &m::ABOUT_DUMP).arg(inputs()).args(reading()).arg(format()).arg(output()))
        .subcommand(
            sub("get", &m::ABOUT_GET)
                .arg(Arg::new("path").value_name("PATH").help(t(&m::HELP_PATH)).required(true))
                .arg(inputs())
                .args(reading())
                .arg(output()),
        )
        .subcommand(
            sub("trace", &m::ABOUT_TRACE)
                .arg(inputs())
                .args(reading())
                .arg(kind())
                .arg(format())
                .arg(output()),
        )
        .subcommand(
            sub("diff", &m::ABOUT_DIFF)
                .arg(side("a", "A", &m::HELP_A))
                .arg(side("b", "B", &m::HELP_B))
                .args(reading())
                .arg(kind())
                .arg(option("ignore", "PATH", &m::HELP_IGNORE).action(ArgAction::Append))
                .arg(format())
                .arg(output()),
        )
        .subcommand(
            sub("charset", &m::ABOUT_CHARSET).arg(inputs()).args(reading()).arg(format()).arg(output()),
        )
        .subcommand(
            sub("explain", &m::ABOUT_EXPLAIN)
                .arg(
                    Arg::new("things")
                        .value_name("THING")
                        .help(t(&m::HELP_THING))
                        .action(ArgAction::Append)
                        .num_args(1..)
                        .required(true),
                )
                .arg(format())
                .arg(output()),
        )
        .subcommands(test_data::commands(language))
        .subcommand(
            sub("completions", &m::ABOUT_COMPLETIONS).arg(
                Arg::new("shell")
                    .value_name("SHELL")
                    .help(t(&m::HELP_SHELL))
                    .value_parser(value_parser!(Shell))
                    .required(true),
            ),
        )
        .subcommand(
            sub("man", &m::ABOUT_MAN)
                .arg(Arg::new("command").value_name("COMMAND").help(t(&m::HELP_COMMAND))),
        )
}

/// Reads what is to be done from the command line; the error is a sentence for people.
pub(crate) fn task(matches: &ArgMatches) -> Result<Task, String> {
    let language = match matches.get_one::<String>("lang").map(String::as_str) {
        Some("ja") => Language::Japanese,
        Some(_) => Language::English,
        None => self::language(&[]),
    };
    let Some((name, matches)) = matches.subcommand() else { return Err(String::new()) };
    Ok(match name {
        "convert" if matches.contains_id("document") => Task::Draft(Box::new(draft(matches, language)?)),
        "convert" => Task::Convert(Box::new(convert(matches, language)?)),
        "check" => Task::Check(Box::new(check(matches, language)?)),
        "dump" => Task::Dump(report(matches, language)?),
        "get" => {
            let path = matches.get_one::<String>("path").map_or("", String::as_str);
            let path = path.parse().map_err(|e: renkei::core::location::ParsePathError| {
                m::BAD_PATH.fill(language, &[("path", &path), ("at", &e.at), ("expected", &e.expected)])
            })?;
            Task::Get(Get { path, report: report(matches, language)? })
        }
        "trace" => Task::Trace(report(matches, language)?),
        "diff" => Task::Diff(Box::new(diff(matches, language)?)),
        "charset" => Task::Charset(report(matches, language)?),
        "explain" => Task::Explain(Explain {
            things: matches.get_many::<String>("things").into_iter().flatten().cloned().collect(),
            json: matches.get_one::<String>("format").is_some_and(|f| f == "json"),
            output: matches.get_one::<PathBuf>("output").cloned(),
        }),
        "generate" => Task::Generate(Box::new(test_data::generate(matches, language)?)),
        "mutate" => Task::Mutate(Box::new(test_data::mutate(matches, language)?)),
        "minimize" => Task::Minimize(Box::new(test_data::minimize(matches))),
        "completions" => Task::Completions(matches.get_one::<Shell>("shell").copied().unwrap_or(Shell::Bash)),
        _ => Task::Man(matches.get_one::<String>("command").cloned()),
    })
}

fn charset(matches: &ArgMatches, name: &str, language: Language) -> Result<Option<Charset>, String> {
    let Some(label) = matches.get_one::<String>(name) else { return Ok(None) };
    match Charset::for_label(label) {
        Some(charset) => Ok(Some(charset)),
        None => Err(m::BAD_CHARSET.fill(language, &[("name", label)])),
    }
}

fn read_options(matches: &ArgMatches, language: Language) -> Result<ReadOptions, String> {
    let mut read = ReadOptions::default();
    read.format = matches.get_one::<String>("from").and_then(|name| name.parse::<Format>().ok());
    read.charset = charset(matches, "charset", language)?;
    if let Some(kind) = matches.try_get_one::<String>("kind").ok().flatten() {
        let known = DataKind::from_name_ignoring_case(kind);
        let known = known.ok_or_else(|| m::BAD_KIND.fill(language, &[("kind", kind)]))?;
        read.kind = Some(known.as_str().into());
    }
    Ok(read)
}

fn inputs(matches: &ArgMatches) -> Vec<PathBuf> {
    matches.get_many::<PathBuf>("inputs").into_iter().flatten().cloned().collect()
}

fn report(matches: &ArgMatches, language: Language) -> Result<Report, String> {
    let format = matches.try_get_one::<String>("format").ok().flatten();
    Ok(Report {
        inputs: inputs(matches),
        read: read_options(matches, language)?,
        json: format.is_some_and(|f| f == "json"),
        output: matches.get_one::<PathBuf>("output").cloned(),
    })
}

fn diff(matches: &ArgMatches, language: Language) -> Result<Diff, String> {
    let side = |name| matches.get_one::<PathBuf>(name).cloned().unwrap_or_default();
    let (a, b) = (side("a"), side("b"));
    if a == b && a.as_os_str() == "-" {
        return Err(m::TWICE_STDIN.text(language).to_owned());
    }
    let mut options = renkei::diff::Options::default().read(read_options(matches, language)?);
    for path in matches.get_many::<String>("ignore").into_iter().flatten() {
        options =
            options.ignore(path.parse().unwrap_or_else(|never: std::convert::Infallible| match never {}));
    }
    let json = matches.get_one::<String>("format").is_some_and(|format| format == "json");
    Ok(Diff { a, b, options, json, output: matches.get_one::<PathBuf>("output").cloned() })
}

fn convert(matches: &ArgMatches, language: Language) -> Result<Convert, String> {
    let target = match matches.get_one::<String>("to").map(String::as_str) {
        Some("json") => Target::Json,
        Some("hl7") => Target::Hl7,
        Some("cda") => Target::Cda,
        _ => Target::Ndjson,
    };
    let charset_out = charset(matches, "charset-out", language)?;
    let unmappable = matches.get_one::<String>("unmappable").map(String::as_str);
    let profile = matches.get_one::<String>("profile").and_then(|name| profile::by_name(name));
    let charset_alone = target == Target::Cda && unmappable.is_none() && profile.is_none();
    if target != Target::Hl7
        && !charset_alone
        && (charset_out.is_some() || unmappable.is_some() || profile.is_some())
    {
        return Err(m::NEEDS_HL7.text(language).to_owned());
    }
    let break_signatures = matches.get_flag("break-signatures");
    if break_signatures && (target != Target::Cda || charset_out.is_none()) {
        return Err(m::NEEDS_CDA_CHARSET.text(language).to_owned());
    }
    let tables = matches.get_one::<PathBuf>("tables").cloned();
    if matches!(target, Target::Hl7 | Target::Cda) && tables.is_some() {
        return Err(m::NEEDS_MODEL.text(language).to_owned());
    }
    if unmappable.is_some() && charset_out.is_none() && profile.is_none() {
        return Err(m::NEEDS_CHARSET_OUT.text(language).to_owned());
    }
    Ok(Convert {
        inputs: inputs(matches),
        read: read_options(matches, language)?,
        target,
        charset_out,
        break_signatures,
        profile,
        unmappable: match unmappable {
            Some("geta") => Unmappable::Geta,
            Some("nho") => Unmappable::Nho,
            Some("best-fit") => Unmappable::BestFit,
            _ => Unmappable::Error,
        },
        output: matches.get_one::<PathBuf>("output").cloned(),
        ledger: matches.get_one::<PathBuf>("ledger").cloned(),
        tables,
        deny_loss: matches.get_flag("deny-loss"),
        threads: threads(matches),
    })
}

fn draft(matches: &ArgMatches, language: Language) -> Result<Draft, String> {
    let text = |name| matches.get_one::<String>(name).cloned();
    let is_cda = text("to").is_some_and(|to| to == "cda");
    let others = ["ledger", "tables", "profile", "unmappable"].iter().any(|name| matches.contains_id(name));
    if !is_cda || others || matches.get_flag("deny-loss") {
        return Err(m::NEEDS_CDA.text(language).to_owned());
    }
    let at = text("at");
    if let Some(at) = at.as_deref().filter(|at| !DateTime::from_hl7(*at).is_well_formed()) {
        return Err(m::BAD_TIME.fill(language, &[("time", &at)]));
    }
    Ok(Draft {
        inputs: inputs(matches),
        read: read_options(matches, language)?,
        kind: match text("document").as_deref() {
            Some("discharge") => DocumentKind::DischargeSummary,
            _ => DocumentKind::Referral,
        },
        patient: text("patient"),
        at,
        purpose: text("purpose"),
        author: text("author"),
        facility: text("facility"),
        recipient: text("recipient"),
        encoding: charset(matches, "charset-out", language)?.unwrap_or(Charset::Utf8).into(),
        output: matches.get_one::<PathBuf>("output").cloned(),
    })
}

fn threads(matches: &ArgMatches) -> usize {
    match usize::from(matches.get_one::<u16>("threads").copied().unwrap_or(0)) {
        0 => std::thread::available_parallelism().map_or(1, std::num::NonZero::get),
        n => n,
    }
}

fn check(matches: &ArgMatches, language: Language) -> Result<Check, String> {
    let text = |name| matches.get_one::<String>(name).map_or("", String::as_str);
    Ok(Check {
        inputs: inputs(matches),
        read: read_options(matches, language)?,
        profile: profile::by_name(text("profile")).unwrap_or(&profile::SSMIX2_1_2H),
        format: match text("format") {
            "json" => check::Format::Json,
            "sarif" => check::Format::Sarif,
            "junit" => check::Format::Junit,
            _ => check::Format::Text,
        },
        least: match text("severity") {
            "error" => Severity::Error,
            "warning" => Severity::Warning,
            _ => Severity::Info,
        },
        tables: matches.get_one::<PathBuf>("tables").cloned(),
        output: matches.get_one::<PathBuf>("output").cloned(),
        threads: threads(matches),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(line: &str) -> Result<Task, String> {
        let words = std::iter::once("renkei").chain(line.split(' '));
        task(&command(Language::English, ColorChoice::Never).try_get_matches_from(words).unwrap())
    }

    #[test]
    fn the_command_line_is_sound() {
        for language in [Language::English, Language::Japanese] {
            command(language, ColorChoice::Never).debug_assert();
        }
    }

    #[test]
    fn options_that_make_no_sense_are_refused() {
        let refused = |line| check(line).unwrap_err();
        assert!(refused("--lang en convert a --charset-out utf8").contains("--to hl7"));
        assert!(refused("--lang ja convert a --to hl7 --unmappable geta").contains("併用"));
        assert!(refused("convert a --to cda --break-signatures").contains("--charset-out"));
        assert!(refused("convert a --to hl7 --charset-out UTF-8 --break-signatures").contains("--to cda"));
        assert!(refused("--lang en convert a --to hl7 --tables t").contains("ndjson"));
        assert!(refused("--lang en convert a --document referral").contains("--to cda"));
        assert!(refused("--lang ja convert a --to cda --document referral --at 2024x").contains("2024x"));
        assert!(refused("--lang en get pid-5 a").contains("character 1"));
        assert!(refused("--lang en dump a --charset latin1").contains("latin1"));
        for line in [
            "--lang ja check a --kind OMP-99",
            "--lang ja convert a --kind OMP-99",
            "--lang ja diff a b --kind OMP-99",
        ] {
            assert!(refused(line).contains("OMP-99"), "{line}");
        }
    }

    #[test]
    fn a_data_kind_may_be_written_in_small_letters() {
        let Task::Convert(task) = check("convert a --kind omp-02").unwrap() else { panic!("not convert") };
        assert_eq!(task.read.kind.as_deref(), Some("OMP-02"));
    }

    #[test]
    fn options_stand_before_or_after_the_command() {
        let Task::Convert(task) =
            check("--quiet convert a b --to hl7 --charset-out sjis --threads 3").unwrap()
        else {
            panic!("not convert")
        };
        assert_eq!((task.inputs.len(), task.threads), (2, 3));
        assert_eq!(task.charset_out, Some(Charset::ShiftJis));
        assert!(check("convert a --quiet").is_ok());
    }
}
