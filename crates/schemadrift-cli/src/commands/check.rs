//! Owns `check`: the project's code against its live databases.

use std::path::Path;

use schemadrift::check::Report;
use schemadrift::core::dialect::Engine;
use schemadrift::core::source::shown_path;
use schemadrift::{
    CheckError, Checker, CodeChoice, DatabaseUrl, LiveError, ProjectCode, ReadAhead, Sides,
    UrlContext,
};
use schemadrift_report::Folder;
use tokio::task::JoinHandle;

use super::{BothSides, Setting, exit_of, fail_level, today, write_reports};
use crate::arguments::CheckCommand;
use crate::discovery::{self, PlannedCheck};
use crate::exit::{Exit, Failure};
use crate::project::Project;
use crate::terminal;

/// Runs the command. What can be checked is checked and reported, also where the rest cannot.
pub(crate) async fn run(command: CheckCommand) -> Result<Exit, Failure> {
    let project = Project::open(&command.dir)?;
    let mut ahead = ReadingAhead::start(&command);
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
    let mut sides = Vec::new();
    if command.replay_on.is_some() && plan.checks.len() > 1 {
        return Err(Failure::new(
            "`--replay-on` takes the migrations of one database, and several are checked",
        )
        .with_help("name one with `--source`"));
    }
    for check in plan.checks {
        let ahead = ahead.take();
        match run_one(&project, &command, check, ahead, code.as_ref()).await {
            Ok((report, both)) => {
                reports.push(report);
                sides.push(Some(both));
            }
            Err(failure) => failures.push(failure),
        }
    }
    project.config.report_unmatched(&mut reports);
    if !reports.is_empty() {
        let setting = Setting {
            fail_on: fail_level(&command.judgement, project.config.fail_on),
            folder: folder(&command.dir),
        };
        write_reports(&reports, &sides, &command.output, command.look, &setting)?;
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

/// A database that was named, and is read while the sources are.
struct ReadingAhead {
    task: JoinHandle<Result<ReadAhead, LiveError>>,
}

/// Parts of the parameters of a URL that name files, which may lie beside a source.
const NAMING_FILES: &[&str] = &["cert", "identity", "key", "-ca="];

impl ReadingAhead {
    /// Begins where a server is named and its URL means the same wherever the sources lie: then
    /// it is the only one. A URL that is wrong is told of with the rest.
    fn start(command: &CheckCommand) -> Option<Self> {
        let text = command.target.database.as_deref()?;
        if NAMING_FILES.iter().any(|part| text.contains(part)) {
            return None;
        }
        let url = DatabaseUrl::parse(text, &UrlContext::default()).ok()?;
        if url.engine() == Engine::Sqlite {
            return None;
        }
        let options = terminal::connect_options(&command.connection, command.look);
        let task = tokio::spawn(async move { ReadAhead::of(&url, &options).await });
        Some(Self { task })
    }

    async fn finish(self, checker: &Checker) -> Result<Sides, CheckError> {
        let read = match self.task.await {
            Ok(read) => read?,
            Err(failure) => std::panic::resume_unwind(failure.into_panic()),
        };
        checker.sides_read(read).await
    }
}

/// Where the project lies, from where the command was started: in a pipeline, that is the root of the
/// repository.
fn folder(dir: &Path) -> Folder {
    Folder::new(&match std::env::current_dir() {
        Ok(start) => shown_path(dir, &start),
        Err(_) => dir.to_string_lossy().into_owned(),
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
    ahead: Option<ReadingAhead>,
    code: Option<&ProjectCode>,
) -> Result<(Report, BothSides), Failure> {
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
    let sides = match ahead {
        Some(ahead) => ahead.finish(&checker).await,
        None => checker.sides(&url, &options).await,
    };
    terminal::end_progress();
    let Sides {
        code,
        live,
        mut report,
        history: _,
    } = sides?;
    project.config.apply(&mut report, &today());
    Ok((report, BothSides { code, live }))
}
