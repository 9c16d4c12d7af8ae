//! Owns `check`: the project's code against its live databases.

use super::checking::{self, Inquiry, folder};
use super::{Setting, exit_of, fail_level, write_reports};
use crate::arguments::CheckCommand;
use crate::exit::{Exit, Failure};
use crate::project::Project;
use crate::terminal;

/// Runs the command. What can be checked is checked and reported, also where the rest cannot.
pub(crate) async fn run(command: CheckCommand) -> Result<Exit, Failure> {
    let project = Project::open(&command.dir)?;
    let baseline = project.baseline()?;
    let inquiry = Inquiry {
        target: &command.target,
        settings: project.settings(&command.judgement),
        baseline: &baseline,
        replay_on: command.replay_on.as_deref(),
        connection: &command.connection,
        look: command.look,
    };
    let checked = checking::run(&project, &inquiry).await?;
    let configured = project.config.fail_on;
    if !checked.reports.is_empty() {
        let setting = Setting {
            fail_on: fail_level(&command.judgement, configured),
            folder: folder(&command.dir),
        };
        let (output, look) = (&command.output, command.look);
        write_reports(
            &checked.all_reports(),
            &checked.sides,
            output,
            look,
            &setting,
        )?;
    }
    let exit = exit_of(&checked.reports, &command.judgement, configured);
    for failure in &checked.failures {
        terminal::print_failure(failure, command.look.color);
    }
    Ok(if checked.failures.is_empty() {
        exit
    } else {
        Exit::CouldNotCheck
    })
}
