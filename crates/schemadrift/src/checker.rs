//! Owns the run of a check: read the live side, compare, put what is undecided to the server,
//! compare again, report.

use std::time::Instant;

use schemadrift_check::report::{DatabaseDescription, LeftOut};
use schemadrift_check::settings::{RowFact, Rows};
use schemadrift_check::{Comparison, Report, Settings, compare};
use schemadrift_core::model::Schema;
use schemadrift_core::name::QualifiedName;
use schemadrift_live::{
    ConnectOptions, DatabaseUrl, LiveDatabase, LiveReading, RowPresence, Settled,
};

use crate::code::CodeSide;
use crate::error::CheckError;
use crate::{live, merge, trust};

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
    /// The result.
    pub report: Report,
}

/// Compares sources with a database.
#[derive(Debug, Clone)]
pub struct Checker {
    code: Vec<CodeSide>,
    settings: Settings,
    tables_with_rows: Vec<QualifiedName>,
    progress: fn(Step),
}

impl Checker {
    /// A checker of these sources, all of which speak about one database.
    pub fn new(code: Vec<CodeSide>) -> Self {
        Self {
            code,
            settings: Settings::default(),
            tables_with_rows: Vec::new(),
            progress: |_| {},
        }
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

    /// Sets who is told what is going on.
    #[must_use]
    pub fn with_progress(mut self, progress: fn(Step)) -> Self {
        self.progress = progress;
        self
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
        let start = Instant::now();
        self.require_engine(url.engine())?;
        (self.progress)(Step::Connecting);
        let mut database = schemadrift_live::connect(url, options).await?;
        let sides = self.check_open(&mut database).await;
        database.close().await;
        let mut sides = sides?;
        sides.report.elapsed = start.elapsed();
        Ok(sides)
    }

    /// Checks the sources against another schema, such as a snapshot.
    ///
    /// # Errors
    ///
    /// When it is of another kind than the code is for.
    pub fn against_schema(&self, other: &CodeSide) -> Result<Report, CheckError> {
        let start = Instant::now();
        let live = &other.reading.schema;
        self.require_engine(live.engine)?;
        let code = self.merged(live.engine);
        let comparison = compare(&code, live, &self.settings);
        let database = DatabaseDescription {
            engine: live.engine.to_string(),
            database: other.description.place.clone(),
            schema: live.default_namespace.as_ref().map(ToString::to_string),
            ..DatabaseDescription::default()
        };
        let mut report = self.report(&code, live, database, comparison, Vec::new());
        report
            .problems
            .extend(other.reading.problems.iter().cloned());
        report.elapsed = start.elapsed();
        Ok(report)
    }

    fn require_engine(&self, found: schemadrift_core::dialect::Engine) -> Result<(), CheckError> {
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

    fn merged(&self, engine: schemadrift_core::dialect::Engine) -> Schema {
        let usable = self.code.iter().filter(|side| !side.reading.is_unusable());
        merge::merge(usable.map(|side| &side.reading.schema)).unwrap_or_else(|| {
            Schema::empty(engine, schemadrift_core::coverage::Coverage::default())
        })
    }

    async fn check_open(&self, database: &mut LiveDatabase) -> Result<Sides, CheckError> {
        (self.progress)(Step::Reading);
        let mut reading = database.read().await?;
        let code = self.merged(reading.server.engine);
        let mut left_out = live::put_back(&mut reading, &code);
        for side in &self.code {
            left_out.extend(live::set_aside(&mut reading.reading.schema, &side.external));
        }
        (self.progress)(Step::Comparing);
        let schema = &reading.reading.schema;
        let mut comparison = compare(&code, schema, &self.settings);
        let questions = comparison.questions();
        let tables = self.tables_to_look_into(&reading);
        let mut description = live::describe(&reading);
        if !questions.is_empty() || !tables.is_empty() {
            (self.progress)(Step::Settling);
            let settled = database.settle(&questions, &tables).await?;
            description.round_trips = description
                .round_trips
                .map(|trips| trips + settled.round_trips);
            let settings = self.settled_settings(settled);
            comparison = compare(&code, schema, &settings);
        }
        let mut report = self.report(&code, schema, description, comparison, left_out);
        report.problems.extend(reading.reading.problems);
        Ok(Sides {
            code,
            live: reading.reading.schema,
            report,
        })
    }

    /// The tables that must hold rows and exist: a missing one is a finding of its own.
    fn tables_to_look_into(&self, reading: &LiveReading) -> Vec<QualifiedName> {
        let dialect = reading.server.engine.dialect();
        let schema = &reading.reading.schema;
        let default = schema.default_namespace.as_ref();
        let find = |wanted: &QualifiedName| {
            let namespace = wanted.schema.as_ref().or(default);
            schema.tables.iter().find(|table| {
                dialect
                    .table_names
                    .same(table.name.name.as_str(), wanted.name.as_str())
                    && (!dialect.has_namespaces || table.name.schema.as_ref() == namespace)
            })
        };
        self.tables_with_rows
            .iter()
            .filter_map(find)
            .map(|table| table.name.clone())
            .collect()
    }

    fn settled_settings(&self, settled: Settled) -> Settings {
        let mut settings = self.settings.clone();
        settings.answers = settled.answers;
        settings.expected_rows = settled
            .rows
            .into_iter()
            .map(|(table, presence)| RowFact {
                table,
                rows: match presence {
                    RowPresence::HasRows => Rows::Some,
                    RowPresence::Empty => Rows::None,
                    RowPresence::NotVisible(reason) => Rows::NotVisible(reason),
                },
            })
            .collect();
        settings
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
            .map(|side| side.description.clone())
            .collect();
        let mut report = Report::new(sources, database, comparison);
        report.problems = self
            .code
            .iter()
            .flat_map(|side| side.reading.problems.iter().cloned())
            .collect();
        report.problems.extend(trust::not_compared(code, live));
        report.untrusted = trust::untrusted(code, live);
        report.left_out = left_out;
        report
    }
}
