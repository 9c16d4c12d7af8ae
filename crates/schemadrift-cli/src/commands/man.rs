//! Owns `man`: the page of the command, or of one of its subcommands.

use clap::CommandFactory;
use clap_mangen::Man;

use crate::arguments::{Arguments, ManCommand};
use crate::exit::{Exit, Failure};
use crate::terminal;

/// Runs the command.
pub(crate) fn run(command: &ManCommand) -> Result<Exit, Failure> {
    let mut line = Arguments::command();
    line.build();
    let page = match &command.subcommand {
        None => line,
        Some(name) => {
            let found = line.find_subcommand(name).cloned();
            found.ok_or_else(|| {
                Failure::new(format!("there is no command `{name}`"))
                    .with_help("`schemadrift help` lists the commands")
            })?
        }
    };
    let mut text = Vec::new();
    Man::new(page)
        .source(concat!("schemadrift ", env!("CARGO_PKG_VERSION")))
        .render(&mut text)
        .map_err(|error| Failure::new(format!("the page cannot be written: {error}")))?;
    terminal::write_data(&String::from_utf8_lossy(&text), None)?;
    Ok(Exit::Clean)
}
