//! Owns what is checked against what: the sources and databases that were named, configured, or
//! found in the project.

mod migrations;
mod queries;

use std::path::{Path, PathBuf};

use schemadrift::core::dialect::Engine;
use schemadrift::core::problem::Severity;
use schemadrift::core::source::ReadError;
use schemadrift::prisma::UrlSetting;
use schemadrift::{
    CheckError, Checker, CodeSide, ConnectOptions, DatabaseUrl, Migrations, Source, UrlContext,
    UrlError,
};

use crate::arguments::Target;
use crate::environment::{Environment, Unset};
use crate::exit::Failure;
use crate::project::Project;

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

/// A source and how it came into the plan.
struct Candidate {
    source: Source,
    /// The `[database]` entry it belongs to.
    database: Option<String>,
    /// Found by looking around rather than named by somebody.
    is_found: bool,
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

/// A database's URL as text, and where it came from. The text may hold a password.
#[derive(Clone)]
struct Address {
    text: String,
    giver: String,
    variable: Option<String>,
}

/// Plans the checks of a project.
pub(crate) async fn plan(project: &Project, target: &Target) -> Result<Plan, Failure> {
    let mut plan = Plan::default();
    let candidates = candidates(project, target, &mut plan)?;
    let mut addressed = Vec::new();
    let is_only_one = candidates.len() == 1;
    for candidate in candidates {
        match address(project, target, candidate, is_only_one).await {
            Ok(side) => addressed.push(side),
            Err(Refusal::Fatal(failure)) => plan.failures.push(failure),
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

enum Refusal {
    Fatal(Failure),
    PassedOver(String),
}

fn candidates(
    project: &Project,
    target: &Target,
    plan: &mut Plan,
) -> Result<Vec<Candidate>, Failure> {
    if !target.sources.is_empty() {
        let named = |text: &String| {
            let source = Source::parse(text)?;
            // As typed, or else within the checked folder.
            let source = if source.path().exists() {
                source
            } else {
                source.within(&project.root)
            };
            Ok(Candidate {
                source,
                database: None,
                is_found: false,
            })
        };
        return target.sources.iter().map(named).collect();
    }
    if !project.config.sources.is_empty() {
        let configured = |entry: &schemadrift_config::SourceEntry| {
            let source = Source::parse(&entry.source)?.within(&project.root);
            Ok(Candidate {
                source,
                database: entry.database.clone(),
                is_found: false,
            })
        };
        return project.config.sources.iter().map(configured).collect();
    }
    let found = found(project, plan);
    if found.is_empty() && plan.failures.is_empty() {
        return Err(
            Failure::new(format!("no schema found in `{}`", project.root.display()))
                .with_help("name one with `--source KIND:PATH`, such as `prisma:path/to/schema.prisma`, `diesel:src/schema.rs` or `sql:path/to/schema.sql`"),
        );
    }
    let found = found.into_iter().map(|source| Candidate {
        source,
        database: None,
        is_found: true,
    });
    Ok(found.collect())
}

/// The sources that the project has. A schema that is named and not there is a failure: another
/// in its place would be a guess.
fn found(project: &Project, plan: &mut Plan) -> Vec<Source> {
    let found = schemadrift::prisma::find(&project.root);
    let shown = |path: &Path| {
        let below = path.strip_prefix(&project.root).unwrap_or(path);
        below.display().to_string()
    };
    for other in &found.passed_over {
        plan.passed_over.push(format!(
            "`{}`: `{}` names another schema",
            shown(&other.path),
            shown(&other.namer)
        ));
    }
    plan.failures
        .extend(found.missing.into_iter().map(Failure::from));
    let entities = schemadrift::seaorm::find(&project.root).unwrap_or_else(|error| {
        plan.failures.push(Failure::from(error));
        Vec::new()
    });
    let programs = schemadrift::diesel::find(&project.root);
    let mut sources: Vec<Source> = found.schemas.into_iter().map(Source::Prisma).collect();
    sources.extend(programs.into_iter().map(Source::Diesel));
    sources.extend(entities.into_iter().map(Source::SeaOrm));
    if sources.is_empty() && plan.failures.is_empty() {
        let sources = migrations::sources(project);
        if sources.is_empty() {
            return queries::sources(project);
        }
        return sources;
    }
    sources
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
    let address =
        find_address(project, target, &candidate, &code, &folder).map_err(Refusal::Fatal)?;
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

/// The database of a source: named on the command line, configured, stated by the code, or in
/// `DATABASE_URL`.
fn find_address(
    project: &Project,
    target: &Target,
    candidate: &Candidate,
    code: &CodeSide,
    folder: &Path,
) -> Result<Address, Failure> {
    if let Some(text) = &target.database {
        return Ok(Address {
            text: text.clone(),
            giver: "`--database`".to_owned(),
            variable: None,
        });
    }
    let environment = Environment::of([&*project.root, folder, Path::new(".")]);
    let place = &code.description.place;
    let from_variable = |variable: &str, whose: &str| {
        from_variable(&environment, variable).map_err(|unset| not_set(variable, whose, unset))
    };
    if let Some(entry) = project.config.database_of(candidate.database.as_deref()) {
        return match &entry.address {
            schemadrift_config::Address::Variable(variable) => {
                from_variable(variable, "`schemadrift.toml`")
            }
            schemadrift_config::Address::Url(text) => Ok(Address {
                text: text.clone(),
                giver: "`schemadrift.toml`".to_owned(),
                variable: None,
            }),
        };
    }
    match code
        .datasource
        .as_ref()
        .and_then(|datasource| datasource.url.as_ref())
    {
        Some(UrlSetting::Environment { variable, .. }) => {
            from_variable(variable, &format!("`{place}`"))
        }
        Some(UrlSetting::Literal { text, .. }) => Ok(Address {
            text: secrecy::ExposeSecret::expose_secret(text).to_owned(),
            giver: format!("`{place}`"),
            variable: None,
        }),
        None => self::from_variable(&environment, "DATABASE_URL").map_err(|unset| match unset {
            Unset::Itself => Failure::new(format!("no database is named for `{place}`"))
                .with_help("pass `--database URL`, or set `DATABASE_URL`, or write it into `.env`"),
            Unset::Needs(_) => not_set("DATABASE_URL", &format!("`{place}`"), unset),
        }),
    }
}

fn from_variable(environment: &Environment, variable: &str) -> Result<Address, Unset> {
    Ok(Address {
        text: environment.get(variable)?,
        giver: format!("`{variable}`"),
        variable: Some(variable.to_owned()),
    })
}

fn not_set(variable: &str, whose: &str, unset: Unset) -> Failure {
    let (why, missing) = match unset {
        Unset::Itself => ("which is not set".to_owned(), variable.to_owned()),
        Unset::Needs(other) => (
            format!("whose value needs `{other}`, which is not set"),
            other,
        ),
    };
    Failure::new(format!(
        "{whose} takes its database from `{variable}`, {why}"
    ))
    .with_help(format!(
        "set `{missing}`, write it into `.env`, or pass `--database URL`"
    ))
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
                plan.failures.push(failure);
                continue;
            }
        };
        let own_engine = side.code.reading.schema.engine;
        // A project may keep one schema for each kind of database and choose by its URL.
        if side.is_found && !own_engine.is_kin_of(url.engine()) && engines.contains(&url.engine()) {
            plan.passed_over.push(format!(
                "`{}` is for {own_engine}, and {} leads to {}",
                side.code.description.place,
                side.address.giver,
                url.engine()
            ));
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

fn parse_url(project: &Project, side: &Addressed) -> Result<DatabaseUrl, Failure> {
    let context = UrlContext {
        base_directories: vec![
            side.folder.clone(),
            project.root.clone(),
            PathBuf::from("."),
        ],
    };
    DatabaseUrl::parse(&side.address.text, &context).map_err(|error| {
        let is_refused = matches!(error, UrlError::Refused { .. });
        let message = format!("{}: {error}", side.address.giver);
        let mut failure = Failure::from(error);
        failure.message = message;
        if is_refused {
            let environment = Environment::of([&*project.root, &side.folder, Path::new(".")]);
            let own = side.address.variable.as_deref().unwrap_or_default();
            if let Some(variable) = environment.direct_url_beside(own) {
                failure.help = Some(format!(
                    "`{variable}` holds a URL that a driver can open: pass `--database \"${variable}\"`"
                ));
            }
        }
        failure
    })
}

/// Reads a URL that was typed, with relative files taken from the current folder.
pub(crate) fn typed_url(text: &str) -> Result<DatabaseUrl, Failure> {
    let context = UrlContext {
        base_directories: vec![PathBuf::from(".")],
    };
    DatabaseUrl::parse(text, &context).map_err(Failure::from)
}
