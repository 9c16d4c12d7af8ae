//! Owns `completions`: what a shell must know to complete the command line.

use clap::CommandFactory;

use crate::arguments::{Arguments, CompletionsCommand};
use crate::exit::{Exit, Failure};
use crate::terminal;

/// Runs the command.
pub(crate) fn run(command: &CompletionsCommand) -> Result<Exit, Failure> {
    let mut script = Vec::new();
    let mut line = Arguments::command();
    clap_complete::generate(command.shell, &mut line, "schemadrift", &mut script);
    terminal::write_data(&String::from_utf8_lossy(&script), None)?;
    Ok(Exit::Clean)
}
