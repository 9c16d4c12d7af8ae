//! Owns `diff`: any two sides, neither of them the project's own.

use std::path::Path;

use schemadrift::check::Settings;
use schemadrift::{Checker, CodeSide, Source};

use super::{exit_of, write_reports};
use crate::arguments::{Connection, DiffCommand, Look};
use crate::discovery::typed_url;
use crate::exit::{Exit, Failure};
use crate::terminal;

/// Runs the command. The second side plays the live one; if it is a database, it is asked to
/// settle what texts cannot.
pub(crate) async fn run(command: DiffCommand) -> Result<Exit, Failure> {
    let expected = read_side(&command.expected, &command.connection, command.look).await?;
    let settings = Settings {
        lists_everything: command.judgement.all,
        ..Settings::default()
    };
    let checker = Checker::new(vec![expected])
        .with_settings(settings)
        .with_progress(terminal::show_progress);
    let report = match Source::parse(&command.found) {
        Ok(source) => {
            let found = CodeSide::read(&source, Path::new("")).await?;
            checker.against_schema(&found)?
        }
        Err(_) => {
            let url = typed_url(&command.found)?;
            let options = terminal::connect_options(&command.connection, command.look);
            let report = checker.against_database(&url, &options).await;
            terminal::end_progress();
            report?
        }
    };
    let reports = [report];
    write_reports(&reports, &command.output, command.look)?;
    Ok(exit_of(&reports, &command.judgement, None))
}

/// Reads `KIND:PATH` or a database URL as the side that states what is expected.
pub(crate) async fn read_side(
    text: &str,
    connection: &Connection,
    look: Look,
) -> Result<CodeSide, Failure> {
    if let Ok(source) = Source::parse(text) {
        return Ok(CodeSide::read(&source, Path::new("")).await?);
    }
    let url = typed_url(text)?;
    let options = terminal::connect_options(connection, look);
    Ok(CodeSide::read_database(&url, &options).await?)
}
