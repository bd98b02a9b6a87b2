//! The command `renkei`: Japanese clinical exchange formats on the command line.
//!
//! What each command does, and what scripts may rely on, is in the help texts; exit statuses are those of [`status`].

mod arguments;
mod atomic;
mod charset;
mod check;
mod convert;
mod diff;
mod document;
mod draft;
mod dump;
mod each;
mod explain;
mod generate;
mod get;
mod messages;
mod minimize;
mod mutate;
mod pages;
mod terminal;
mod trace;

use std::ffi::OsString;
use std::io;
use std::process::ExitCode;

use crate::arguments::Task;
use crate::messages as m;
use crate::terminal::Terminal;

/// The exit statuses, in the order in which they win when several apply: the last wins.
mod status {
    /// Done, nothing found.
    pub(crate) const DONE: u8 = 0;
    /// Findings of `check`; differences; loss under `--deny-loss`; nothing for `mutate` to spoil or for `minimize` to keep failing.
    pub(crate) const FOUND: u8 = 1;
    /// The command line makes no sense.
    pub(crate) const USAGE: u8 = 2;
    /// Some inputs could not be read.
    pub(crate) const UNREAD: u8 = 3;
    /// The output could not be written.
    pub(crate) const UNWRITTEN: u8 = 4;
}

/// Why a command ended early.
#[derive(Debug)]
enum Stop {
    /// The output failed.
    Output(io::Error),
    /// The arguments make no sense together.
    Usage(String),
}

impl From<io::Error> for Stop {
    fn from(error: io::Error) -> Self {
        Self::Output(error)
    }
}

fn main() -> ExitCode {
    let arguments: Vec<OsString> = std::env::args_os().collect();
    ExitCode::from(run(&arguments))
}

fn run(arguments: &[OsString]) -> u8 {
    let language = arguments::language(arguments);
    let matches =
        match arguments::command(language, arguments::color(arguments)).try_get_matches_from(arguments) {
            Ok(matches) => matches,
            Err(error) => {
                // Help and version are results; a closed pipe is no reason to complain about either.
                let _ = error.print();
                return if error.use_stderr() { status::USAGE } else { status::DONE };
            }
        };
    let mut terminal = Terminal::new(language, &matches);
    let done = match arguments::task(&matches) {
        Ok(task) => perform(task, &mut terminal, language),
        Err(why) => Err(Stop::Usage(why)),
    };
    match done {
        Ok(status) => status,
        Err(Stop::Output(error)) if error.kind() == io::ErrorKind::BrokenPipe => status::DONE,
        Err(Stop::Output(error)) => {
            terminal.error(&m::OUTPUT_FAILED, &[("error", &error)]);
            status::UNWRITTEN
        }
        Err(Stop::Usage(why)) => {
            terminal.error(&m::USAGE, &[("why", &why)]);
            status::USAGE
        }
    }
}

fn perform(task: Task, terminal: &mut Terminal, language: renkei::Language) -> Result<u8, Stop> {
    match task {
        Task::Convert(task) => convert::run(*task, terminal),
        Task::Draft(task) => draft::run(*task, terminal),
        Task::Check(task) => check::run(*task, terminal),
        Task::Dump(task) => dump::run(&task, terminal),
        Task::Get(task) => get::run(&task, terminal),
        Task::Trace(task) => trace::run(&task, terminal),
        Task::Diff(task) => diff::run(&task, terminal),
        Task::Charset(task) => charset::run(&task, terminal),
        Task::Explain(task) => explain::run(&task, language),
        Task::Generate(task) => generate::run(&task, terminal),
        Task::Mutate(task) => mutate::run(&task, terminal),
        Task::Minimize(task) => minimize::run(&task, terminal),
        Task::Completions(shell) => pages::completions(shell, language),
        Task::Man(command) => pages::man(command.as_deref(), language),
    }
}
