//! Owns `status`: the project's migrations on disk beside the ledger of its database.

use schemadrift::Sides;
use schemadrift::check::history::LedgerState;
use schemadrift::core::migration::State;
use schemadrift_report::StatusPage;

use crate::arguments::{Format, StatusCommand};
use crate::discovery;
use crate::exit::{Exit, Failure};
use crate::project::Project;
use crate::terminal;

/// Runs the command.
pub(crate) async fn run(command: StatusCommand) -> Result<Exit, Failure> {
    let project = Project::open(&command.dir)?;
    let plan = discovery::plan(&project, &command.target).await?;
    let mut failures = plan.failures;
    let options = terminal::connect_options(&command.connection, command.look);
    let mut all = Vec::new();
    for check in plan.checks {
        let (checker, url) = check.into_checker();
        let checker = checker.with_progress(terminal::show_progress);
        let sides = checker.sides(&url, &options).await;
        terminal::end_progress();
        match sides {
            Ok(sides) => all.push(sides),
            Err(error) => failures.push(error.into()),
        }
    }
    let exit = write(&all, &command)?;
    for failure in &failures {
        terminal::print_failure(failure, command.look.color);
    }
    Ok(if failures.is_empty() {
        exit
    } else {
        Exit::CouldNotCheck
    })
}

fn write(all: &[Sides], command: &StatusCommand) -> Result<Exit, Failure> {
    let pages: Vec<StatusPage<'_>> = all
        .iter()
        .filter_map(|sides| {
            Some(StatusPage {
                history: sides.history.as_deref()?,
                database: &sides.report.database.database,
            })
        })
        .collect();
    if pages.is_empty() {
        return Err(Failure::new(format!(
            "no migrations found in `{}`",
            command.dir.display()
        ))
        .with_help("name their folder with `--source migrations:PATH`"));
    }
    let text = match command.format {
        Format::Human => {
            let style = terminal::report_style(command.look, false);
            let pages: Vec<String> = pages
                .iter()
                .map(|page| schemadrift_report::render_status(page, &style))
                .collect();
            pages.join("\n")
        }
        Format::Json => schemadrift_report::render_status_json(&pages),
    };
    terminal::write_data(&text, None)?;
    Ok(pages
        .iter()
        .map(exit_of)
        .max()
        .unwrap_or(Exit::CouldNotCheck))
}

/// Clean only where everything on disk is applied, and nothing else is.
fn exit_of(page: &StatusPage<'_>) -> Exit {
    let is_fine = |state: &State| matches!(state, State::Applied | State::Assumed { .. });
    if matches!(page.history.ledger, LedgerState::NotVisible(_)) {
        Exit::Untrusted
    } else if page
        .history
        .statuses
        .iter()
        .all(|status| is_fine(&status.state))
    {
        Exit::Clean
    } else {
        Exit::Findings
    }
}
