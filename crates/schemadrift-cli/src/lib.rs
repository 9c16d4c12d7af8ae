//! The `schemadrift` command as a function, so that any workspace's `cargo xtask check-drift` is
//! three lines. Standard output carries data only; everything else goes to standard error.

mod accepting;
mod arguments;
mod commands;
mod discovery;
mod environment;
mod exit;
mod project;
mod terminal;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::Parser;

use arguments::{Arguments, Command};
use exit::Exit;

/// Runs the command with these arguments, without the program's name.
///
/// Exits with 0 if nothing was found at or above the level that fails, 1 if something was, 2 if
/// the check could not run, 3 if its result cannot be trusted.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let arguments = std::iter::once(OsString::from("schemadrift")).chain(arguments);
    let arguments = match Arguments::try_parse_from(arguments) {
        Ok(arguments) => arguments,
        Err(error) => {
            let exit = if error.use_stderr() {
                Exit::CouldNotCheck
            } else {
                Exit::Clean
            };
            // Nothing is left to do if even the usage text cannot be printed.
            let _ = error.print();
            return exit.into();
        }
    };
    let colour = arguments.colour();
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build();
    let outcome = match runtime {
        Ok(runtime) => runtime.block_on(dispatch(arguments)),
        Err(error) => Err(exit::Failure::new(format!("cannot start: {error}"))),
    };
    match outcome {
        Ok(exit) => exit.into(),
        Err(failure) => {
            terminal::print_failure(&failure, colour);
            failure.exit.into()
        }
    }
}

async fn dispatch(arguments: Arguments) -> Result<Exit, exit::Failure> {
    match arguments.command {
        Command::Check(command) => commands::check::run(command).await,
        Command::Diff(command) => commands::diff::run(command).await,
        Command::Inspect(command) => commands::inspect::run(command).await,
        Command::Status(command) => commands::status::run(command).await,
        Command::Fix(command) => commands::fix::run(command).await,
        Command::Explain(command) => commands::explain::run(command).await,
        Command::Rules(command) => commands::rules::run(&command),
        Command::Init(command) => commands::init::run(&command).await,
        Command::Baseline(command) => commands::baseline::run(command).await,
        Command::Completions(command) => commands::completions::run(&command),
        Command::Man(command) => commands::man::run(&command),
    }
}
