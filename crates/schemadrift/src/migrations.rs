//! Owns the project's migrations beside a database: read from disk once, then held against the
//! ledger that the database keeps.

use std::path::Path;

use schemadrift_check::history::{Dropped, History, LedgerState};
use schemadrift_core::dialect::Engine;
use schemadrift_core::migration::{
    Ledger, LedgerReading, LedgerTable, Migration, MigrationKind, State, Status, Tool, Transaction,
};
use schemadrift_core::model::Schema;
use schemadrift_core::name::{Name, QualifiedName};
use schemadrift_core::problem::Problem;
use schemadrift_core::source::ReadError;
use schemadrift_live::{ConnectOptions, DatabaseUrl, LedgerOutcome, LedgerPlace, ScratchStep};
use schemadrift_migrations::{Found, Script, ledger};
use schemadrift_sql::replay::Replayed;
use schemadrift_sql::script::{PieceKind, split};

use crate::error::CheckError;

/// A project's migrations.
#[derive(Debug, Clone)]
pub struct Migrations {
    found: Found,
    engine: Engine,
    script: Script,
    /// What a scratch database held once they had run on it for real.
    proven: Option<Schema>,
}

impl Migrations {
    /// Reads a folder of migrations. `engine` is the database they are for, where the caller
    /// knows it better than their files do. Paths are shown relative to `root`.
    ///
    /// # Errors
    ///
    /// When the path cannot be read or holds no migrations, or when nothing tells which database
    /// they are for.
    pub fn read(path: &Path, root: &Path, engine: Option<Engine>) -> Result<Self, ReadError> {
        let found = schemadrift_migrations::read(path, root)?;
        let engine = engine.or(found.engine).ok_or_else(|| {
            ReadError::new(format!(
                "nothing tells which database the migrations in `{}` are for",
                found.place
            ))
            .with_help("name the database too, such as `--database postgresql://…`")
        })?;
        Ok(Self {
            script: Script::read(engine, &found.migrations),
            found,
            engine,
            proven: None,
        })
    }

    /// The tool they are written for.
    pub fn tool(&self) -> Tool {
        self.found.tool
    }

    /// Where they lie, as people see it.
    pub fn place(&self) -> &str {
        &self.found.place
    }

    /// The database they are for.
    pub fn engine(&self) -> Engine {
        self.engine
    }

    /// What a scratch database held, if they were run on one.
    pub(crate) fn proven(&self) -> Option<&Schema> {
        self.proven.as_ref()
    }

    /// What was found on disk.
    pub fn found(&self) -> &Found {
        &self.found
    }

    /// Runs them for real on an empty database that is given away for it, and takes what they make
    /// there for what they make.
    ///
    /// # Errors
    ///
    /// When the database cannot be reached, is not empty, or refuses a migration, and when not all
    /// of what the migrations do is SQL.
    pub async fn proven_on(
        mut self,
        url: &DatabaseUrl,
        options: &ConnectOptions,
    ) -> Result<Self, CheckError> {
        if url.engine() != self.engine {
            return Err(CheckError::OtherEngine {
                place: self.found.place.clone(),
                expected: self.engine,
                found: url.engine(),
            });
        }
        if let Some(migration) = self
            .found
            .migrations
            .iter()
            .find(|own| !own.doubts.is_empty())
        {
            return Err(ReadError::new(format!(
                "migration `{}` cannot be run as SQL: {}",
                migration.label,
                migration.doubts.join("; ")
            ))
            .into());
        }
        let steps: Vec<ScratchStep> = self
            .found
            .migrations
            .iter()
            .map(|own| self.step(own))
            .collect();
        let reading = schemadrift_live::replay_on(url, options, &steps).await?;
        self.proven = Some(reading.reading.schema);
        Ok(self)
    }

    /// A migration as it is sent: as a whole, or statement by statement where it asks to run
    /// outside of a transaction.
    fn step(&self, migration: &Migration) -> ScratchStep {
        let texts = migration.up.iter().flat_map(|part| {
            let sql = part.sql();
            if migration.transaction == Transaction::ToolDefault {
                return vec![sql.to_owned()];
            }
            split(self.engine, sql)
                .into_iter()
                .filter(|piece| piece.kind == PieceKind::Statement)
                .filter_map(|piece| sql.get(piece.range).map(str::to_owned))
                .collect()
        });
        ScratchStep {
            label: migration.label.clone(),
            texts: texts.collect(),
        }
    }

    /// What all of them make together.
    pub fn replay(&self, namespace: Option<Name>) -> Replayed {
        self.script.replay(namespace, |_| true)
    }

    /// The ledgers of a database that are of this tool.
    pub(crate) fn own_ledgers(&self, mut ledgers: Vec<LedgerPlace>) -> Vec<LedgerPlace> {
        ledgers.retain(|ledger| ledger.table.tools.contains(&self.found.tool));
        ledgers
    }

    /// Tables that the project uses as ledger in place of the one that the tool would.
    pub(crate) fn renamed_ledgers(&self) -> Vec<(QualifiedName, &'static LedgerTable)> {
        self.found
            .ledger
            .iter()
            .flat_map(|name| {
                self.found
                    .tool
                    .ledgers()
                    .map(move |table| (name.clone(), table))
            })
            .collect()
    }

    /// How each migration stands by a ledger; without one, nothing tells.
    pub fn statuses(&self, ledger: Option<&Ledger>) -> Vec<Status> {
        ledger::compare(&self.found, ledger)
    }

    /// Understands the rows of a ledger by the tool's rule.
    pub fn parse(&self, reading: &LedgerReading) -> Ledger {
        ledger::parse(reading, self.found.tool)
    }

    /// Migrations and ledger together, with the trouble met on the way. `outcome` is what a
    /// database said of the ledger, if it holds one.
    pub(crate) fn history(
        &self,
        namespace: Option<&Name>,
        outcome: Option<&LedgerOutcome>,
    ) -> (History, Vec<Problem>) {
        let mut problems = self.found.problems.clone();
        let all = self.replay(namespace.cloned());
        problems.extend(all.problems);
        let (state, ledger) = self.understand(outcome, &mut problems);
        let statuses = match (&state, &ledger) {
            (_, Some(ledger)) => self.statuses(Some(ledger)),
            _ => self.statuses(None),
        };
        let applied = ledger
            .is_some()
            .then(|| self.applied(namespace.cloned(), &statuses).schema);
        let dropped = all.gone.into_iter().map(|gone| Dropped {
            object: gone.object,
            origin: gone.origin,
        });
        let history = History {
            tool: self.found.tool,
            place: self.found.place.clone(),
            migrations: self.found.migrations.clone(),
            ledger: state,
            statuses,
            all: self.proven.clone().unwrap_or_else(|| all.schema.clone()),
            read: all.schema,
            applied,
            dropped: dropped.collect(),
            scripts: Vec::new(),
        };
        (history, problems)
    }

    fn understand(
        &self,
        outcome: Option<&LedgerOutcome>,
        problems: &mut Vec<Problem>,
    ) -> (LedgerState, Option<Ledger>) {
        let has_ledger = self.found.tool.ledgers().next().is_some();
        match outcome {
            None if has_ledger => (LedgerState::Missing, None),
            None => (LedgerState::NotAsked, None),
            Some(Err(reason)) => (LedgerState::NotVisible(reason.clone()), None),
            Some(Ok(reading)) => {
                let ledger = self.parse(reading);
                problems.extend(ledger.problems.iter().cloned());
                (LedgerState::Read(reading.name.clone()), Some(ledger))
            }
        }
    }

    /// What those make that the ledger says are applied. A dump of everything has no row.
    fn applied(&self, namespace: Option<Name>, statuses: &[Status]) -> Replayed {
        let is_applied = |place: usize| {
            let Some(migration) = self.found.migrations.get(place) else {
                return false;
            };
            let status = statuses
                .iter()
                .find(|status| status.name == migration.name && status.location.is_some());
            match (migration.kind, status.map(|status| &status.state)) {
                (MigrationKind::Dump, _) => true,
                // Half of it may be there; what is missing of it is to be explained by it.
                (_, Some(State::Failed { .. }) | None) => false,
                (_, Some(state)) => state.is_applied().unwrap_or(false),
            }
        };
        self.script.replay(namespace, is_applied)
    }
}
