//! Owns `check`: the project's code against its live databases.

use schemadrift::check::Report;
use schemadrift::{CodeChoice, ProjectCode};

use super::{exit_of, today, write_reports};
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
    let code = project_code(&project, &plan.checks)?;
    let mut reports = Vec::new();
    if command.replay_on.is_some() && plan.checks.len() > 1 {
        return Err(Failure::new(
            "`--replay-on` takes the migrations of one database, and several are checked",
        )
        .with_help("name one with `--source`"));
    }
    for check in plan.checks {
        match run_one(&project, &command, check, code.as_ref()).await {
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

/// The code of the project, unless its configuration says that it is not read.
fn project_code(
    project: &Project,
    checks: &[PlannedCheck],
) -> Result<Option<ProjectCode>, Failure> {
    let entry = &project.config.code;
    if !entry.is_read {
        return Ok(None);
    }
    let choice = CodeChoice {
        include: entry.include.clone(),
        exclude: entry.exclude.clone(),
        clients: entry.clients.clone(),
    };
    let sources = checks.iter().flat_map(|check| &check.code);
    let code = ProjectCode::read(&project.root, &choice, sources, checks.len())?;
    Ok(Some(code))
}

async fn run_one(
    project: &Project,
    command: &CheckCommand,
    check: PlannedCheck,
    code: Option<&ProjectCode>,
) -> Result<Report, Failure> {
    let options = terminal::connect_options(&command.connection, command.look);
    let check = match &command.replay_on {
        Some(scratch) => {
            let scratch = discovery::typed_url(scratch)?;
            check.proven_on(&scratch, &options).await?
        }
        None => check,
    };
    let (checker, url) = check.into_checker();
    let checker = checker
        .with_settings(project.settings(&command.judgement))
        .with_rows_in(project.tables_with_rows())
        .with_progress(terminal::show_progress);
    let checker = match code {
        Some(code) => checker.with_code(code.clone()),
        None => checker,
    };
    let report = checker.against_database(&url, &options).await;
    terminal::end_progress();
    let mut report = report?;
    project.config.apply(&mut report, &today());
    Ok(report)
}
