//! Owns the checking of a project, for every command that wants its findings: what is planned is
//! checked, also where the rest cannot be, and what somebody accepted is out of the way.

use std::path::Path;

use schemadrift::check::{Report, Settings};
use schemadrift::core::dialect::Engine;
use schemadrift::core::origin::Origin;
use schemadrift::core::problem::Problem;
use schemadrift::core::source::shown_path;
use schemadrift::{
    CheckError, Checker, CodeChoice, DatabaseUrl, LiveError, ProjectCode, ReadAhead, Sides,
    UrlContext,
};
use schemadrift_config::Baseline;
use schemadrift_report::Folder;
use tokio::task::JoinHandle;

use super::BothSides;
use crate::accepting::Accepting;
use crate::arguments::{Connection, Look, Target};
use crate::discovery::{self, PlannedCheck};
use crate::exit::Failure;
use crate::project::Project;
use crate::terminal;

/// What is to be checked, and how.
pub(crate) struct Inquiry<'a> {
    pub(crate) target: &'a Target,
    pub(crate) settings: Settings,
    pub(crate) baseline: &'a Baseline,
    pub(crate) replay_on: Option<&'a str>,
    pub(crate) connection: &'a Connection,
    pub(crate) look: Look,
}

/// What came of it.
#[derive(Default)]
pub(crate) struct Checked {
    pub(crate) reports: Vec<Report>,
    /// Both sides of each.
    pub(crate) sides: Vec<Option<BothSides>>,
    /// What the project calls the database of each, where there may be several.
    pub(crate) databases: Vec<Option<String>>,
    /// What could not be checked.
    pub(crate) failures: Vec<Failure>,
}

/// Checks a project.
pub(crate) async fn run(project: &Project, inquiry: &Inquiry<'_>) -> Result<Checked, Failure> {
    let mut ahead = ReadingAhead::start(inquiry);
    let plan = discovery::plan(project, inquiry.target).await?;
    for reason in &plan.passed_over {
        terminal::say(&format!(
            "note: passed over: {}\n",
            schemadrift_report::printable(reason)
        ));
    }
    if inquiry.replay_on.is_some() && plan.checks.len() > 1 {
        return Err(Failure::new(
            "`--replay-on` takes the migrations of one database, and several are checked",
        )
        .with_help("name one with `--source`"));
    }
    let code = project_code(project, &plan.checks)?;
    let accepting = Accepting::of(project, inquiry.baseline, &plan.checks, code.as_ref());
    let mut checked = Checked {
        failures: plan.failures,
        ..Checked::default()
    };
    for check in plan.checks {
        let ahead = ahead.take();
        let database = check.database.clone();
        let sources = sources(&check);
        match run_one(project, inquiry, check, ahead, code.as_ref()).await {
            Ok((mut report, both)) => {
                let mut configured = project.config.databases.iter();
                if configured.any(|entry| entry.name.is_some() && entry.name == database) {
                    report.database.name.clone_from(&database);
                }
                accepting.apply(&mut report, database.as_deref());
                checked.reports.push(report);
                checked.sides.push(Some(both));
                checked.databases.push(database);
            }
            Err(failure) => {
                let name = database.as_ref().unwrap_or(&sources);
                checked.failures.push(failure.about(name));
            }
        }
    }
    accepting.comments.report_mistakes(&mut checked.reports);
    // What accepts nothing is known only where everything was checked.
    if checked.failures.is_empty() && inquiry.target.sources.is_empty() {
        accepting.report_idle(&mut checked.reports, &checked.databases);
    }
    Ok(checked)
}

impl Checked {
    /// The reports, with one for each database that could not be checked where there are others: who reads
    /// one file alone must see that something is missing from it.
    pub(crate) fn all_reports(&self) -> Vec<Report> {
        let mut all = self.reports.clone();
        if all.is_empty() {
            return all;
        }
        all.extend(self.failures.iter().map(|failure| {
            let name = failure.database.clone();
            let mut reason = Problem::error(failure.message.clone(), Origin::Unlocated);
            reason.help.clone_from(&failure.help);
            Report::not_checked(name.unwrap_or_else(|| "not checked".to_owned()), reason)
        }));
        all
    }
}

/// The sources of a check in words.
fn sources(check: &PlannedCheck) -> String {
    let places = check.code.iter();
    let places: Vec<&str> = places.map(|side| side.description.place.as_str()).collect();
    places.join(", ")
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
    fn start(inquiry: &Inquiry<'_>) -> Option<Self> {
        let text = inquiry.target.database.as_deref()?;
        if NAMING_FILES.iter().any(|part| text.contains(part)) {
            return None;
        }
        let url = DatabaseUrl::parse(text, &UrlContext::default()).ok()?;
        if url.engine() == Engine::Sqlite {
            return None;
        }
        let options = terminal::connect_options(inquiry.connection, inquiry.look);
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
pub(crate) fn folder(dir: &Path) -> Folder {
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
    inquiry: &Inquiry<'_>,
    check: PlannedCheck,
    ahead: Option<ReadingAhead>,
    code: Option<&ProjectCode>,
) -> Result<(Report, BothSides), Failure> {
    let options = terminal::connect_options(inquiry.connection, inquiry.look);
    let check = match inquiry.replay_on {
        Some(scratch) => {
            let scratch = discovery::typed_url(scratch)?;
            check.proven_on(&scratch, &options).await?
        }
        None => check,
    };
    let (checker, url) = check.into_checker();
    let checker = checker
        .with_settings(inquiry.settings.clone())
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
        report,
        history: _,
    } = sides?;
    Ok((report, BothSides { code, live }))
}
