//! Owns what is checked against what: the sources and databases that were named, configured, or
//! found in the project.

mod addresses;
mod candidates;
mod migrations;
mod queries;
mod survey;

use std::path::{Path, PathBuf};

use schemadrift::core::dialect::Engine;
use schemadrift::core::problem::Severity;
use schemadrift::core::source::ReadError;
use schemadrift::{
    CheckError, Checker, CodeSide, ConnectOptions, DatabaseUrl, Migrations, Source, UrlContext,
};

use crate::arguments::Target;
use crate::environment::Environment;
use crate::exit::Failure;
use crate::project::Project;

use addresses::{Address, find_address, parse_url, stated_variable};
use candidates::{Candidate, candidates};

pub(crate) use survey::{Fate, Surveyed, survey};

/// Sources that speak about one database, and that database.
pub(crate) struct PlannedCheck {
    pub(crate) code: Vec<CodeSide>,
    /// The migrations that made the database, where the code is not made of them itself.
    pub(crate) migrations: Option<Migrations>,
    pub(crate) url: DatabaseUrl,
    /// What the project calls the database, where there may be several: its name in the configuration, or
    /// the variable that leads to it.
    pub(crate) database: Option<String>,
}

impl PlannedCheck {
    /// The same with its migrations run for real on an empty database.
    pub(crate) async fn proven_on(
        mut self,
        scratch: &DatabaseUrl,
        options: &ConnectOptions,
    ) -> Result<Self, CheckError> {
        if let Some(migrations) = self.migrations.take() {
            self.migrations = Some(migrations.proven_on(scratch, options).await?);
            return Ok(self);
        }
        let mut code = Vec::new();
        for side in self.code {
            code.push(side.proven_on(scratch, options).await?);
        }
        self.code = code;
        Ok(self)
    }

    /// The checker of it.
    pub(crate) fn into_checker(self) -> (Checker, DatabaseUrl) {
        let checker = Checker::new(self.code);
        let checker = match self.migrations {
            Some(migrations) => checker.with_migrations(migrations),
            None => checker,
        };
        (checker, self.url)
    }
}

/// What a project asks to be checked, and what stood in the way of the rest.
#[derive(Default)]
pub(crate) struct Plan {
    pub(crate) checks: Vec<PlannedCheck>,
    pub(crate) failures: Vec<Failure>,
    /// Sources that were found and are for another database, in words.
    pub(crate) passed_over: Vec<String>,
}

/// A source with the text of its database's URL, and who gave it.
struct Addressed {
    code: CodeSide,
    address: Address,
    /// The name of the database in the configuration.
    configured: Option<String>,
    folder: PathBuf,
    is_found: bool,
}

/// Plans the checks of a project.
pub(crate) async fn plan(project: &Project, target: &Target) -> Result<Plan, Failure> {
    let mut plan = Plan::default();
    let candidates = candidates(project, target, &mut plan)?;
    let mut addressed = Vec::new();
    let is_only_one = candidates.len() == 1;
    for candidate in candidates {
        let name = name(project, &candidate);
        match address(project, target, candidate, is_only_one).await {
            Ok(side) => addressed.push(side),
            Err(Refusal::Fatal(failure) | Refusal::NoDatabase { failure, .. }) => {
                plan.failures.push(failure.about(&name));
            }
            Err(Refusal::PassedOver(reason)) => plan.passed_over.push(reason),
        }
    }
    group(project, addressed, &mut plan);
    migrations::add(project, &mut plan);
    if target.sources.is_empty() && project.config.sources.is_empty() {
        queries::add(project, &mut plan).await;
    }
    if plan.checks.is_empty() && plan.failures.is_empty() {
        let why = plan.passed_over.join("; ");
        return Err(
            Failure::new(format!("no schema here can be checked: {why}"))
                .with_help("name a schema with `--source prisma:PATH`"),
        );
    }
    Ok(plan)
}

/// What a report calls the database of a source that cannot be checked: its name in the configuration, or
/// else the source.
fn name(project: &Project, candidate: &Candidate) -> String {
    let path = candidate.source.path();
    let below = path.strip_prefix(&project.root).unwrap_or(path);
    let entry = project.config.database_of(candidate.database.as_deref());
    let configured = entry.and_then(|entry| entry.name.clone());
    configured.unwrap_or_else(|| below.display().to_string())
}

enum Refusal {
    Fatal(Failure),
    /// It was read, and nothing says where its database is.
    NoDatabase {
        failure: Failure,
        engine: Engine,
        /// The variable that is to say it.
        variable: Option<String>,
    },
    PassedOver(String),
}

async fn address(
    project: &Project,
    target: &Target,
    candidate: Candidate,
    is_only_one: bool,
) -> Result<Addressed, Refusal> {
    let hint = engine_hint(project, target, &candidate);
    let code = read(&candidate.source, &project.root, hint)
        .await
        .map_err(|error| {
            let mut failure = Failure::from(error);
            let help = "name a source that is there with `--source prisma:PATH`";
            failure.help.get_or_insert_with(|| help.to_owned());
            Refusal::Fatal(failure)
        })?;
    if let Some(reason) = migrations::of_another(&code, hint)
        && candidate.is_found
        && !is_only_one
    {
        return Err(Refusal::PassedOver(reason));
    }
    let unusable = code
        .reading
        .problems
        .iter()
        .find(|problem| problem.severity == Severity::Error);
    if let Some(problem) = unusable {
        let place = problem
            .origin
            .location()
            .map_or_else(|| code.description.place.clone(), ToString::to_string);
        let message = format!("{place}: {}", problem.message);
        // A schema for a kind of database that is not read is somebody else's; a broken one could
        // be the very one that is in use.
        if candidate.is_found && !is_only_one && code.is_for_unread_engine {
            return Err(Refusal::PassedOver(message));
        }
        let failure = Failure::new(message);
        return Err(Refusal::Fatal(match &problem.help {
            Some(help) => failure.with_help(help.clone()),
            None => failure,
        }));
    }
    let folder = folder_of(candidate.source.path());
    let found = find_address(project, target, &candidate, &code, &folder);
    let address = found.map_err(|failure| Refusal::NoDatabase {
        failure,
        engine: code.reading.schema.engine,
        variable: stated_variable(&code),
    })?;
    let entry = project.config.database_of(candidate.database.as_deref());
    let configured = entry.and_then(|entry| entry.name.clone());
    Ok(Addressed {
        code,
        address,
        configured,
        folder,
        is_found: candidate.is_found,
    })
}

/// Reads a source beside whatever else goes on.
async fn read(source: &Source, root: &Path, hint: Option<Engine>) -> Result<CodeSide, ReadError> {
    let (source, root) = (source.clone(), root.to_owned());
    let runtime = tokio::runtime::Handle::current();
    let read = move || runtime.block_on(CodeSide::read_for(&source, &root, hint));
    match tokio::task::spawn_blocking(read).await {
        Ok(read) => read,
        Err(failure) => std::panic::resume_unwind(failure.into_panic()),
    }
}

/// The kind of database that the address leads to, as far as it is known before the source is
/// read: SQL does not always tell which one it is for.
fn engine_hint(project: &Project, target: &Target, candidate: &Candidate) -> Option<Engine> {
    if matches!(candidate.source, Source::Prisma(_) | Source::Snapshot(_)) {
        return None;
    }
    let folder = folder_of(candidate.source.path());
    let environment = Environment::of([&*project.root, &folder, Path::new(".")]);
    let configured = project.config.database_of(candidate.database.as_deref());
    let text = match (&target.database, configured.map(|entry| &entry.address)) {
        (Some(text), _) => text.clone(),
        (None, Some(schemadrift_config::Address::Url(text))) => text.clone(),
        (None, Some(schemadrift_config::Address::Variable(variable))) => {
            environment.get(variable).ok()?
        }
        (None, None) => environment.get("DATABASE_URL").ok()?,
    };
    let context = UrlContext {
        base_directories: vec![project.root.clone(), PathBuf::from(".")],
    };
    DatabaseUrl::parse(&text, &context)
        .ok()
        .map(|url| url.engine())
}

fn folder_of(path: &Path) -> PathBuf {
    if path.is_dir() {
        return path.to_owned();
    }
    path.parent().map_or_else(PathBuf::new, Path::to_owned)
}

/// Puts sources that speak about the same database together.
fn group(project: &Project, addressed: Vec<Addressed>, plan: &mut Plan) {
    let mut groups: Vec<(String, PlannedCheck)> = Vec::new();
    let engines: Vec<_> = addressed
        .iter()
        .map(|side| side.code.reading.schema.engine)
        .collect();
    for side in addressed {
        let url = match parse_url(project, &side) {
            Ok(url) => url,
            Err(failure) => {
                let name = side.configured.as_ref();
                let name = name.unwrap_or(&side.code.description.place);
                plan.failures.push(failure.about(name));
                continue;
            }
        };
        if let Some(reason) = for_another(&side, &url, &engines) {
            plan.passed_over.push(reason);
            continue;
        }
        match groups
            .iter_mut()
            .find(|(text, _)| *text == side.address.text)
        {
            Some((_, check)) => check.code.push(side.code),
            None => groups.push((
                side.address.text,
                PlannedCheck {
                    code: vec![side.code],
                    migrations: None,
                    url,
                    database: side.configured.or(side.address.variable),
                },
            )),
        }
    }
    plan.checks = groups.into_iter().map(|(_, check)| check).collect();
    let names = &project.config.databases;
    // Where there is one database, nothing need tell which it is.
    if let [only] = plan.checks.as_mut_slice()
        && names.iter().all(|entry| entry.name.is_none())
    {
        only.database = None;
    }
}

/// Why a source is not for the database that it would be checked against, if it is not: a project may keep
/// one schema for each kind of database and choose by its URL.
fn for_another(side: &Addressed, url: &DatabaseUrl, engines: &[Engine]) -> Option<String> {
    let own = side.code.reading.schema.engine;
    let is_other = side.is_found && !own.is_kin_of(url.engine());
    (is_other && engines.contains(&url.engine())).then(|| {
        let (place, giver) = (&side.code.description.place, &side.address.giver);
        format!(
            "`{place}` is for {own}, and {giver} leads to {}",
            url.engine()
        )
    })
}

/// Reads a URL that was typed, with relative files taken from the current folder.
pub(crate) fn typed_url(text: &str) -> Result<DatabaseUrl, Failure> {
    let context = UrlContext {
        base_directories: vec![PathBuf::from(".")],
    };
    DatabaseUrl::parse(text, &context).map_err(Failure::from)
}
