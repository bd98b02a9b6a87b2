//! The command line of `generate`, `mutate` and `minimize`.

use std::path::PathBuf;
use std::time::Duration;

use clap::builder::PossibleValuesParser;
use clap::parser::ValueSource;
use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};
use renkei::cda::DocumentKind;
use renkei::jahis::profile;
use renkei::{Charset, Language};
use renkei_testkit::generate::{self, Framing, LineEnd, Options};
use renkei_testkit::mutate::Choice;

use crate::messages::{self as m, Words};

/// `generate`.
#[derive(Debug)]
pub(crate) struct Generate {
    pub(crate) options: Options,
    /// Documents of these kinds, in turn, and no messages.
    pub(crate) documents: Vec<DocumentKind>,
    pub(crate) count: u64,
    pub(crate) line_end: LineEnd,
    pub(crate) framing: Framing,
    pub(crate) storage: bool,
    pub(crate) output: Option<PathBuf>,
}

/// `mutate`.
#[derive(Debug)]
pub(crate) struct Mutate {
    pub(crate) inputs: Vec<PathBuf>,
    /// What to put in; `None` to list what there is.
    pub(crate) choice: Option<Choice>,
    pub(crate) json: bool,
    pub(crate) output: Option<PathBuf>,
}

/// `minimize`.
#[derive(Debug)]
pub(crate) struct Minimize {
    pub(crate) input: PathBuf,
    pub(crate) run: String,
    /// Whether every status but 0 is the failure, and not only the one on the input as it is.
    pub(crate) any_status: bool,
    pub(crate) max_runs: u64,
    pub(crate) max_time: Duration,
    pub(crate) output: Option<PathBuf>,
}

/// The three commands with their help in a language.
pub(super) fn commands(language: Language) -> [Command; 3] {
    let t = |words: &'static Words| words.text(language);
    let option = |name: &'static str, value: &'static str, help: &'static Words| {
        Arg::new(name).long(name).value_name(value).help(t(help)).action(ArgAction::Set)
    };
    let flag = |name: &'static str, help: &'static Words| {
        Arg::new(name).long(name).help(t(help)).action(ArgAction::SetTrue)
    };
    let number = |name: &'static str, help: &'static Words, default: &'static str| {
        option(name, "N", help).value_parser(value_parser!(u64)).default_value(default)
    };
    let output = |value: &'static str, help: &'static Words| {
        option("output", value, help).short('o').value_parser(value_parser!(PathBuf))
    };
    let sub = |name: &'static str, about: &'static Words| {
        Command::new(name)
            .about(t(about))
            .disable_help_flag(true)
            .arg(Arg::new("help").short('h').long("help").help(t(&m::HELP_HELP)).action(ArgAction::Help))
    };
    let profiles = ["ssmix2", "hl7"].into_iter().chain(profile::ALL.iter().map(|profile| profile.name));
    let generate = sub("generate", &m::ABOUT_GENERATE)
        .arg(number("seed", &m::HELP_SEED, "0"))
        .arg(number("count", &m::HELP_COUNT, "1"))
        .arg(option("kind", "KIND", &m::HELP_GENERATE_KIND).action(ArgAction::Append))
        .arg(option("charset", "NAME", &m::HELP_GENERATE_CHARSET).default_value("ISO-2022-JP"))
        .arg(
            option("line-end", "END", &m::HELP_LINE_END)
                .value_parser(PossibleValuesParser::new(["cr", "lf", "crlf"]))
                .default_value("cr"),
        )
        .arg(
            option("framing", "FRAMING", &m::HELP_FRAMING)
                .value_parser(PossibleValuesParser::new(["bare", "batch", "mllp"]))
                .default_value("bare"),
        )
        .arg(
            option("profile", "NAME", &m::HELP_GENERATE_PROFILE)
                .value_parser(PossibleValuesParser::new(profiles))
                .default_value("ssmix2"),
        )
        .arg(flag("storage", &m::HELP_STORAGE))
        .arg(output("FILE|DIR", &m::HELP_GENERATE_OUTPUT));
    let mutate = sub("mutate", &m::ABOUT_MUTATE)
        .after_help(t(&m::AFTER_MUTATE))
        .arg(
            Arg::new("inputs")
                .value_name("IN")
                .help(t(&m::HELP_INPUTS))
                .value_parser(value_parser!(PathBuf))
                .action(ArgAction::Append)
                .num_args(0..),
        )
        .arg(option("defect", "NAME", &m::HELP_DEFECT).action(ArgAction::Append))
        .arg(number("seed", &m::HELP_SEED, "0"))
        .arg(flag("list", &m::HELP_LIST))
        .arg(
            option("format", "FORMAT", &m::HELP_MUTATE_FORMAT)
                .value_parser(PossibleValuesParser::new(["text", "json"]))
                .default_value("text"),
        )
        .arg(output("FILE|DIR", &m::HELP_OUTPUT));
    let minimize = sub("minimize", &m::ABOUT_MINIMIZE)
        .after_help(t(&m::AFTER_MINIMIZE))
        .arg(
            Arg::new("input")
                .value_name("FILE")
                .help(t(&m::HELP_FILE))
                .value_parser(value_parser!(PathBuf))
                .required(true),
        )
        .arg(option("run", "CMD", &m::HELP_RUN).required(true))
        .arg(flag("any-status", &m::HELP_ANY_STATUS))
        .arg(number("max-runs", &m::HELP_MAX_RUNS, "10000"))
        .arg(number("max-seconds", &m::HELP_MAX_SECONDS, "600"))
        .arg(output("FILE", &m::HELP_OUTPUT_FILE));
    [generate, mutate, minimize]
}

fn text<'a>(matches: &'a ArgMatches, name: &str) -> &'a str {
    matches.get_one::<String>(name).map_or("", String::as_str)
}

fn number(matches: &ArgMatches, name: &str) -> u64 {
    matches.get_one::<u64>(name).copied().unwrap_or(0)
}

pub(super) fn generate(matches: &ArgMatches, language: Language) -> Result<Generate, String> {
    let mut kinds = Vec::new();
    let mut documents = Vec::new();
    for name in matches.get_many::<String>("kind").into_iter().flatten() {
        if let Some(kind) = generate::document_kind(name) {
            documents.push(kind);
            continue;
        }
        let found = generate::kinds(name);
        if found.is_empty() {
            return Err(m::BAD_GENERATE_KIND.fill(language, &[("kind", name)]));
        }
        kinds.extend(found);
    }
    let framing = match text(matches, "framing") {
        "batch" => Framing::Batch,
        "mllp" => Framing::Mllp,
        _ => Framing::Bare,
    };
    let storage = matches.get_flag("storage");
    let output = matches.get_one::<PathBuf>("output").cloned();
    if !documents.is_empty() && (!kinds.is_empty() || framing != Framing::Bare) {
        return Err(m::DOCUMENTS_ALONE.text(language).to_owned());
    }
    if storage && (!kinds.is_empty() || framing != Framing::Bare) {
        return Err(m::STORAGE_ALONE.text(language).to_owned());
    }
    if storage && output.as_ref().is_none_or(|output| output.as_os_str() == "-") {
        return Err(m::NEEDS_FOLDER.text(language).to_owned());
    }
    let count = number(matches, "count");
    if documents.len() > 1 || !documents.is_empty() && count > 1 {
        let folder = output.as_deref().is_some_and(crate::convert::is_folder);
        if !storage && !folder {
            return Err(m::DOCUMENTS_NEED_FOLDER.text(language).to_owned());
        }
    }
    let charset = match super::charset(matches, "charset", language)? {
        Some(charset) if matches.value_source("charset") == Some(ValueSource::CommandLine) => charset,
        // What senders of each mostly write.
        _ if !documents.is_empty() => Charset::Utf8,
        charset => charset.unwrap_or(Charset::Iso2022Jp),
    };
    if charset == Charset::Ascii {
        return Err(m::NOT_JAPANESE.fill(language, &[("name", &charset)]));
    }
    let line_end = match text(matches, "line-end") {
        "lf" => LineEnd::Lf,
        "crlf" => LineEnd::CrLf,
        _ => LineEnd::Cr,
    };
    let profile = profile::by_name(text(matches, "profile")).unwrap_or(&profile::SSMIX2_1_2H);
    let options = Options::default()
        .seed(number(matches, "seed"))
        .kinds(kinds)
        .charset(charset)
        .line_end(line_end)
        .profile(profile);
    Ok(Generate { options, documents, count, line_end, framing, storage, output })
}

pub(super) fn mutate(matches: &ArgMatches, language: Language) -> Result<Mutate, String> {
    let json = text(matches, "format") == "json";
    let output = matches.get_one::<PathBuf>("output").cloned();
    let inputs = super::inputs(matches);
    if matches.get_flag("list") {
        return Ok(Mutate { inputs, choice: None, json, output });
    }
    let seed = number(matches, "seed");
    let mut named = Vec::new();
    let mut drawn = false;
    for name in matches.get_many::<String>("defect").into_iter().flatten() {
        match Choice::read(name, seed) {
            Some(Choice::Named(defects)) => named.extend(defects),
            Some(Choice::Random(_)) => drawn = true,
            None => return Err(m::BAD_DEFECT.fill(language, &[("name", name)])),
        }
    }
    let choice = match (named.is_empty(), drawn) {
        (true, false) => return Err(m::NEEDS_DEFECT.text(language).to_owned()),
        (true, true) => Choice::Random(seed),
        (false, _) => Choice::Named(named),
    };
    if inputs.is_empty() {
        return Err(m::NEEDS_INPUT.text(language).to_owned());
    }
    if json && output.as_ref().is_none_or(|output| output.as_os_str() == "-") {
        return Err(m::NEEDS_OUTPUT.text(language).to_owned());
    }
    Ok(Mutate { inputs, choice: Some(choice), json, output })
}

pub(super) fn minimize(matches: &ArgMatches) -> Minimize {
    Minimize {
        input: matches.get_one::<PathBuf>("input").cloned().unwrap_or_default(),
        run: text(matches, "run").to_owned(),
        any_status: matches.get_flag("any-status"),
        max_runs: number(matches, "max-runs"),
        max_time: Duration::from_secs(number(matches, "max-seconds")),
        output: matches.get_one::<PathBuf>("output").cloned(),
    }
}
