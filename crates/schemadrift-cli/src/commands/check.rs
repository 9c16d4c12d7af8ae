//! Owns `check`: the project's code against its live databases.

use schemadrift::Checker;
use schemadrift::check::Report;

use super::{exit_of, write_reports};
use crate::arguments::CheckCommand;
use crate::discovery::{self, PlannedCheck};
use crate::exit::{Exit, Failure};
use crate::project::Project;
use crate::terminal;

/// Runs the command. What can be checked is checked and reported, also where the rest cannot.
pub(crate) async fn run(command: CheckCommand) -> Result<Exit, Failure> {
    let project = Project::open(&command.dir)?;
    let plan = discovery::plan(&project, &command.target).await?;
    let mut failures = plan.failures;
    for reason in &plan.passed_over {
        terminal::say(&format!(
            "note: passed over: {}\n",
            schemadrift_report::printable(reason)
        ));
    }
    let mut reports = Vec::new();
    for check in plan.checks {
        match run_one(&project, &command, check).await {
            Ok(report) => reports.push(report),
            Err(failure) => failures.push(failure),
        }
    }
    project.config.report_unmatched(&mut reports);
    if !reports.is_empty() {
        write_reports(&reports, &command.output, command.look)?;
    }
    let exit = exit_of(&reports, &command.judgement, project.config.fail_on);
    for failure in &failures {
        terminal::print_failure(failure, command.look.color);
    }
    Ok(if failures.is_empty() {
        exit
    } else {
        Exit::CouldNotCheck
    })
}

async fn run_one(
    project: &Project,
    command: &CheckCommand,
    check: PlannedCheck,
) -> Result<Report, Failure> {
    let checker = Checker::new(check.code)
        .with_settings(project.settings(&command.judgement))
        .with_rows_in(project.tables_with_rows())
        .with_progress(terminal::show_progress);
    let options = terminal::connect_options(&command.connection, command.look);
    let report = checker.against_database(&check.url, &options).await;
    terminal::end_progress();
    let mut report = report?;
    project.config.apply(&mut report, &today());
    Ok(report)
}

/// Today's date as `YYYY-MM-DD`, in UTC: ignore entries end on a day, not at an hour.
fn today() -> String {
    jiff::Timestamp::now()
        .to_zoned(jiff::tz::TimeZone::UTC)
        .date()
        .to_string()
}
