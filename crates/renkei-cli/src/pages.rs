//! `completions` and `man`.

use std::io::{self, Write};

use clap::ColorChoice;
use clap_complete::Shell;
use renkei::Language;

use crate::messages as m;
use crate::{Stop, arguments, status};

/// Writes the completions for a shell.
pub(crate) fn completions(shell: Shell, language: Language) -> Result<u8, Stop> {
    let mut command = arguments::command(language, ColorChoice::Never);
    // The generator panics where writing fails.
    let mut page = Vec::new();
    clap_complete::generate(shell, &mut command, "renkei", &mut page);
    print(&page)
}

/// Writes the manual page of the whole or of one command.
pub(crate) fn man(name: Option<&str>, language: Language) -> Result<u8, Stop> {
    let mut command = arguments::command(language, ColorChoice::Never);
    command.build();
    let page = match name {
        None => command,
        Some(name) => match command.find_subcommand(name) {
            Some(found) => found.clone(),
            None => return Err(Stop::Usage(m::UNKNOWN_COMMAND.fill(language, &[("name", &name)]))),
        },
    };
    let mut out = Vec::new();
    clap_mangen::Man::new(page).render(&mut out)?;
    print(&out)
}

fn print(page: &[u8]) -> Result<u8, Stop> {
    let mut out = io::stdout().lock();
    out.write_all(page)?;
    out.flush()?;
    Ok(status::DONE)
}
