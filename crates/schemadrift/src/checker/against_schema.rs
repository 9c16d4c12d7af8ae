//! Owns a check against a schema that was read from files, such as a snapshot or a dump: nobody can be asked.

use std::sync::Arc;
use std::time::Instant;

use schemadrift_check::history::LedgerState;
use schemadrift_check::report::DatabaseDescription;
use schemadrift_check::{Report, compare};
use schemadrift_core::model::Schema;

use super::{Checker, extend_new};
use crate::code::CodeSide;
use crate::error::CheckError;
use crate::rows;

impl Checker {
    /// Checks the sources against another schema, such as a snapshot.
    ///
    /// # Errors
    ///
    /// When it is of another kind than the code is for.
    pub fn against_schema(&self, other: &CodeSide) -> Result<Report, CheckError> {
        let start = Instant::now();
        let engine = other.reading.schema.engine;
        self.require_engine(engine)?;
        self.as_read_by(&other.reading.schema)
            .against_other(other, start)
    }

    /// Compares with a schema of a kind that the sources are for.
    fn against_other(&self, other: &CodeSide, start: Instant) -> Result<Report, CheckError> {
        let mut code = self.merged(other.reading.schema.engine);
        let absent = self.without_absent(&mut code, &other.reading.schema);
        let live = &without_bookkeeping(&other.reading.schema, &code);
        let mut settings = self.settings_of_sources();
        settings.expected_rows = rows::of_file(&self.tables_with_rows, other);
        let mut problems = Vec::new();
        if let Some(migrations) = &self.migrations {
            let namespace = live.default_namespace.as_ref();
            let (mut history, trouble) = migrations.history(namespace, None, &[]);
            // A file has no ledger to lack.
            history.ledger = LedgerState::NotAsked;
            problems = trouble;
            settings.history = Some(Arc::new(history));
        }
        let comparison = compare(&code, live, &settings);
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
        extend_new(&mut report.problems, problems);
        report.problems.extend(absent);
        report.elapsed = start.elapsed();
        Ok(report)
    }
}

/// A schema without the tables that tools keep for themselves, as a database is read too: a dump
/// holds them. Those that the code declares stay.
fn without_bookkeeping(schema: &Schema, code: &Schema) -> Schema {
    let bookkeeping = schema.engine.dialect().bookkeeping;
    let mut own = schema.clone();
    own.tables.retain(|table| {
        !bookkeeping.is_table(table.name.name.as_str())
            || code
                .tables
                .iter()
                .any(|declared| declared.name.name == table.name.name)
    });
    own
}
