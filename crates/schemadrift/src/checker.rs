//! Owns the run of a check: read the live side, compare, put what is undecided to the server,
//! compare again, report.

mod against_schema;
mod code_use;
mod flavour;
mod service;

use std::sync::Arc;
use std::time::Duration;

use schemadrift_check::history::History;
use schemadrift_check::report::{DatabaseDescription, LeftOut};
use schemadrift_check::{Comparison, Report, Settings, compare};
use schemadrift_core::dialect::Engine;
use schemadrift_core::model::Schema;
use schemadrift_core::name::QualifiedName;
use schemadrift_core::object::ObjectKind;
use schemadrift_core::origin::Origin;
use schemadrift_core::problem::Problem;
use schemadrift_core::source::ReadError;
use schemadrift_live::{ConnectOptions, DatabaseUrl, Inquiry, LiveDatabase, LiveReading, Settled};

use crate::code::CodeSide;
use crate::error::CheckError;
use crate::layer::Script;
use crate::ledgers::Ledgers;
use crate::migrations::Migrations;
use crate::read_ahead::ReadAhead;
use crate::{live, merge, queries, rows, trust};

pub use service::DEFAULT_DEADLINE;

/// What a check is doing, for whoever shows progress.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Connecting to the database.
    Connecting,
    /// Reading the catalog.
    Reading,
    /// Comparing.
    Comparing,
    /// Asking the server about expressions and rows.
    Settling,
}

/// Both sides of a check, as they were compared.
#[derive(Debug, Clone)]
pub struct Sides {
    /// What the sources state together.
    pub code: Schema,
    /// What the database holds, less what was left out.
    pub live: Schema,
    /// The project's migrations beside the ledger, if it has any.
    pub history: Option<Arc<History>>,
    /// The result.
    pub report: Report,
}

/// Compares sources with a database.
#[derive(Debug, Clone)]
pub struct Checker {
    code: Vec<CodeSide>,
    /// Scripts that say what is expected besides.
    scripts: Vec<CodeSide>,
    /// Queries that the code was compiled with.
    caches: Vec<CodeSide>,
    settings: Settings,
    tables_with_rows: Vec<QualifiedName>,
    migrations: Option<Arc<Migrations>>,
    #[cfg(feature = "code")]
    project: Option<crate::usage::ProjectCode>,
    progress: fn(Step),
    deadline: Option<Duration>,
}

impl Checker {
    /// A checker of these sources, all of which speak about one database.
    pub fn new(code: Vec<CodeSide>) -> Self {
        let (caches, code): (Vec<CodeSide>, Vec<CodeSide>) =
            code.into_iter().partition(|side| !side.queries.is_empty());
        let migrations = code.iter().find_map(|side| side.migrations.clone());
        // Where something else declares the schema, migrations are how it came about.
        let is_history = |side: &CodeSide| side.migrations.is_some();
        let declares = code.iter().any(|side| !is_history(side));
        let code = code
            .into_iter()
            .filter(|side| !declares || !is_history(side))
            .collect();
        let (code, scripts) = apart(code);
        Self {
            code,
            scripts,
            caches,
            settings: Settings::default(),
            tables_with_rows: Vec::new(),
            migrations: migrations.map(Arc::new),
            #[cfg(feature = "code")]
            project: None,
            progress: |_| {},
            deadline: None,
        }
    }

    /// A checker of a snapshot that `schemadrift inspect` wrote and `include_str!` put into the
    /// program. `place` names it in messages.
    ///
    /// # Errors
    ///
    /// When it is no snapshot, or one of another version.
    pub fn from_snapshot(place: &str, text: &str) -> Result<Self, ReadError> {
        Ok(Self::new(vec![CodeSide::from_snapshot(place, text)?]))
    }

    /// Sets how long [`Checker::check`] and [`Checker::at_start`] may take altogether, connecting
    /// included.
    #[must_use]
    pub fn with_deadline(mut self, deadline: Duration) -> Self {
        self.deadline = Some(deadline);
        self
    }

    /// Sets levels and the like.
    #[must_use]
    pub fn with_settings(mut self, settings: Settings) -> Self {
        self.settings = settings;
        self
    }

    /// Names tables that must hold rows.
    #[must_use]
    pub fn with_rows_in(mut self, tables: Vec<QualifiedName>) -> Self {
        self.tables_with_rows = tables;
        self
    }

    /// Names the migrations that made the database, so that a report can say what is to blame.
    #[must_use]
    pub fn with_migrations(mut self, migrations: Migrations) -> Self {
        self.migrations = Some(Arc::new(migrations));
        self
    }

    /// Leaves out how the database came about: no ledger is read, and nothing is to blame.
    #[must_use]
    pub fn without_history(mut self) -> Self {
        self.migrations = None;
        self
    }

    /// Sets who is told what is going on.
    #[must_use]
    pub fn with_progress(mut self, progress: fn(Step)) -> Self {
        self.progress = progress;
        self
    }

    /// The kind of database that the sources are for; PostgreSQL where there is none.
    pub fn engine(&self) -> Engine {
        self.code
            .iter()
            .chain(&self.caches)
            .next()
            .map_or(Engine::PostgreSql, |side| side.reading.schema.engine)
    }

    /// Checks the sources against a live database, which is only read.
    ///
    /// # Errors
    ///
    /// When the database cannot be reached or read, or is of another kind than the code is for.
    pub async fn against_database(
        &self,
        url: &DatabaseUrl,
        options: &ConnectOptions,
    ) -> Result<Report, CheckError> {
        Ok(self.sides(url, options).await?.report)
    }

    /// Checks the sources against a live database and keeps both sides beside the report.
    ///
    /// # Errors
    ///
    /// When the database cannot be reached or read, or is of another kind than the code is for.
    pub async fn sides(
        &self,
        url: &DatabaseUrl,
        options: &ConnectOptions,
    ) -> Result<Sides, CheckError> {
        self.require_engine(url.engine())?;
        (self.progress)(Step::Connecting);
        self.sides_read(ReadAhead::of(url, options).await?).await
    }

    /// The same with a database that was read while the sources were.
    ///
    /// # Errors
    ///
    /// When the database cannot be asked about the rest, or is of another kind than the code is for.
    pub async fn sides_read(&self, ahead: ReadAhead) -> Result<Sides, CheckError> {
        let ReadAhead {
            mut database,
            reading,
            start,
        } = ahead;
        let sides = self.check_read(&mut database, reading).await;
        database.close().await;
        let mut sides = sides?;
        sides.report.elapsed = start.elapsed();
        Ok(sides)
    }

    fn require_engine(&self, found: Engine) -> Result<(), CheckError> {
        let usable = self.code.iter().filter(|side| !side.reading.is_unusable());
        let schemas = usable.map(|side| (side.description.place.as_str(), &side.reading.schema));
        match merge::other_engine(schemas, found) {
            Some((place, expected)) => Err(CheckError::OtherEngine {
                place,
                expected,
                found,
            }),
            None => Ok(()),
        }
    }

    /// What the sources state together.
    fn merged(&self, engine: Engine) -> Schema {
        let usable = self.code.iter().filter(|side| !side.reading.is_unusable());
        let merged = merge::merge(usable.map(|side| &side.reading.schema)).unwrap_or_else(|| {
            Schema::empty(engine, schemadrift_core::coverage::Coverage::default())
        });
        self.scripts_beside()
            .fold(merged, |merged, (script, alone)| {
                script.over(&merged, alone).0
            })
    }

    /// Takes out what need not be there and is not, and says so.
    fn without_absent(&self, code: &mut Schema, live: &Schema) -> Vec<Problem> {
        let optional: Vec<&QualifiedName> =
            self.code.iter().flat_map(|side| &side.optional).collect();
        if optional.is_empty() {
            return Vec::new();
        }
        let names = merge::Names::of(live);
        let is_there = |name: &QualifiedName| {
            let mut tables = live.tables.iter().map(|table| &table.name);
            let mut views = live.views.iter().map(|view| &view.name);
            tables.any(|found| names.same(found, name))
                || views.any(|found| names.same(found, name))
        };
        let mut absent = Vec::new();
        let mut stays = |name: &QualifiedName, origin: &Origin| {
            let stays = !optional.contains(&name) || is_there(name);
            if !stays {
                absent.push(Problem::note(
                    format!("`{name}` is not in the database, and need not be: it may be temporary, made up, or the server's own, and is not compared"),
                    origin.clone(),
                ));
            }
            stays
        };
        code.tables
            .retain(|table| stays(&table.name, &table.origin));
        code.views.retain(|view| stays(&view.name, &view.origin));
        let tables: Vec<QualifiedName> =
            code.tables.iter().map(|table| table.name.clone()).collect();
        for table in &mut code.tables {
            table
                .foreign_keys
                .retain(|key| !optional.contains(&&key.target) || tables.contains(&key.target));
        }
        absent
    }

    /// What was set, and what each of several sources states.
    fn settings_of_sources(&self) -> Settings {
        let mut settings = self.settings.clone();
        let sides: Vec<&CodeSide> = self.code.iter().chain(&self.scripts).collect();
        if sides.len() > 1 {
            let usable = sides.iter().filter(|side| !side.reading.is_unusable());
            settings.sources = usable
                .map(|side| Arc::new(side.reading.schema.clone()))
                .collect();
        }
        settings
    }

    /// What of the scripts was not understood over what the other sources state.
    fn script_problems(&self, engine: Engine) -> Vec<Problem> {
        let base = Self {
            scripts: Vec::new(),
            ..self.clone()
        };
        let mut base = base.merged(engine);
        let mut problems = Vec::new();
        for (script, alone) in self.scripts_beside() {
            let (together, trouble) = script.over(&base, alone);
            base = together;
            problems.extend(trouble);
        }
        problems
    }

    /// The scripts that add to the other sources, each with what it states alone.
    fn scripts_beside(&self) -> impl Iterator<Item = (&Script, &Schema)> {
        self.scripts.iter().filter_map(|side| {
            let script = side.script.as_ref()?;
            Some((script, &side.reading.schema))
        })
    }

    async fn check_open(&self, database: &mut LiveDatabase) -> Result<Sides, CheckError> {
        (self.progress)(Step::Reading);
        let reading = database.read().await?;
        self.check_read(database, reading).await
    }

    /// Compares with what was read of the database, which is asked about the rest.
    async fn check_read(
        &self,
        database: &mut LiveDatabase,
        reading: LiveReading,
    ) -> Result<Sides, CheckError> {
        self.require_engine(reading.server.engine)?;
        let own = self.as_read_by(&reading.reading.schema);
        own.compare_with(database, reading).await
    }

    async fn compare_with(
        &self,
        database: &mut LiveDatabase,
        mut reading: LiveReading,
    ) -> Result<Sides, CheckError> {
        let mut code = self.merged(reading.server.engine);
        let ledgers = self.ledgers(&reading);
        let mut left_out = live::put_back(&mut reading, &code);
        for side in &self.code {
            left_out.extend(live::set_aside(&mut reading.reading.schema, &side.external));
        }
        let absent = self.without_absent(&mut code, &reading.reading.schema);
        (self.progress)(Step::Comparing);
        let schema = &reading.reading.schema;
        let mut settings = self.settings_of_sources();
        settings.usage = self.usage(&code, schema);
        let mut comparison = compare(&code, schema, &settings);
        let inquiry = Inquiry {
            questions: comparison.questions(),
            row_checks: rows::to_look_into(&self.tables_with_rows, &reading),
            ledgers: ledgers.all(),
        };
        let mut description = live::describe(&reading);
        let mut trouble = Vec::new();
        if !inquiry.is_empty() {
            (self.progress)(Step::Settling);
            let settled = database.settle(&inquiry).await?;
            description.round_trips = description
                .round_trips
                .map(|trips| trips + settled.round_trips);
            settle_settings(&mut settings, &settled);
            trouble = self.add_history(&mut settings, &settled, &ledgers, schema);
        } else if self.migrations.is_some() {
            trouble = self.add_history(&mut settings, &Settled::default(), &ledgers, schema);
        }
        let (queries, of_queries) =
            queries::describe(database, reading.server.engine, &self.caches).await?;
        settings.queries = queries;
        code_use::leave_to_caches(&mut settings);
        extend_new(&mut trouble, of_queries);
        let is_told_more = settings.history.is_some() || !settings.queries.is_empty();
        if !inquiry.is_empty() || is_told_more {
            comparison = compare(&code, schema, &settings);
        }
        let mut report = self.report(&code, schema, description, comparison, left_out);
        report.problems.extend(reading.reading.problems);
        extend_new(&mut report.problems, trouble);
        report.problems.extend(absent);
        report.usage = settings.usage.as_ref().map(|usage| usage.tally.clone());
        Ok(Sides {
            code,
            live: reading.reading.schema,
            history: settings.history,
            report,
        })
    }

    /// The ledgers of the project's own tool and of others beside it.
    fn ledgers(&self, reading: &LiveReading) -> Ledgers {
        let Some(migrations) = &self.migrations else {
            return Ledgers::default();
        };
        let all = reading.ledgers(&migrations.renamed_ledgers());
        migrations.ledgers(&all, reading.reading.schema.default_namespace.as_ref())
    }

    /// Holds the migrations against the ledger, and gives back the trouble met on the way.
    fn add_history(
        &self,
        settings: &mut Settings,
        settled: &Settled,
        ledgers: &Ledgers,
        live: &Schema,
    ) -> Vec<Problem> {
        let Some(migrations) = &self.migrations else {
            return Vec::new();
        };
        let namespace = live.default_namespace.as_ref();
        let (own, others) = ledgers.apart(&settled.ledgers);
        let (mut history, problems) = migrations.history(namespace, own, &others);
        let files = self.scripts.iter().flat_map(|side| &side.reading.files);
        history.scripts = files.map(|file| file.path.clone()).collect();
        settings.history = Some(Arc::new(history));
        problems
    }

    fn report(
        &self,
        code: &Schema,
        live: &Schema,
        database: DatabaseDescription,
        comparison: Comparison,
        left_out: Vec<LeftOut>,
    ) -> Report {
        let sources = self
            .code
            .iter()
            .chain(&self.scripts)
            .chain(&self.caches)
            .map(|side| side.description.clone())
            .collect();
        let mut report = Report::new(sources, database, comparison);
        report.problems = self
            .code
            .iter()
            .chain(&self.caches)
            .flat_map(|side| side.reading.problems.iter().cloned())
            .collect();
        report.problems.extend(self.script_problems(code.engine));
        let mut kinds = report.coverage.iter();
        let compares_queries =
            kinds.any(|kind| kind.kind == ObjectKind::Query && kind.compared > 0);
        // Queries alone state no tables, and nobody expects them to.
        let states_a_schema = self.caches.is_empty() || !self.code.is_empty();
        report.untrusted =
            trust::untrusted(code, live).filter(|_| states_a_schema || !compares_queries);
        report.left_out = left_out;
        report
    }
}

/// Takes over what the server said.
fn settle_settings(settings: &mut Settings, settled: &Settled) {
    settings.answers = settled.answers.clone();
    settings.expected_rows = rows::of_database(settled);
}

/// Adds problems that are not known yet: migrations that are a source too are read twice.
fn extend_new(problems: &mut Vec<Problem>, more: Vec<Problem>) {
    for problem in more {
        if !problems.contains(&problem) {
            problems.push(problem);
        }
    }
}

/// Scripts apart from what they add to; among scripts alone that is the first.
fn apart(code: Vec<CodeSide>) -> (Vec<CodeSide>, Vec<CodeSide>) {
    if code.iter().any(|side| side.script.is_none()) {
        return code.into_iter().partition(|side| side.script.is_none());
    }
    let mut code = code.into_iter();
    (code.by_ref().take(1).collect(), code.collect())
}
