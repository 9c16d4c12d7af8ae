//! Owns the project's migrations beside a database: read from disk once, then held against the
//! ledger that the database keeps.

use std::path::{Path, PathBuf};

use schemadrift_check::history::{Dropped, History, LedgerState, Recorded};
use schemadrift_core::dialect::Engine;
use schemadrift_core::migration::{
    Ledger, LedgerReading, LedgerTable, Migration, MigrationKind, State, Status, Tool, Transaction,
};
use schemadrift_core::model::Schema;
use schemadrift_core::name::{Name, QualifiedName};
use schemadrift_core::problem::Problem;
use schemadrift_core::source::ReadError;
use schemadrift_live::{ConnectOptions, DatabaseUrl, LedgerOutcome, LedgerPlace, ScratchStep};
use schemadrift_migrations::{Found, Script, Verdict, ledger};
use schemadrift_sql::replay::Replayed;
use schemadrift_sql::script::{PieceKind, split};

use crate::error::CheckError;
use crate::ledgers::Ledgers;

/// A project's migrations.
#[derive(Debug, Clone)]
pub struct Migrations {
    found: Found,
    /// Where they lie.
    folder: PathBuf,
    /// The folder of the project.
    root: PathBuf,
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
        let found = schemadrift_migrations::read_for(path, root, engine)?;
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
            folder: path.to_owned(),
            root: root.to_owned(),
            engine,
            proven: None,
        })
    }

    /// The same migrations, as a database of this kind understands them.
    pub(crate) fn read_as(&self, engine: Engine) -> Self {
        Self {
            script: Script::read(engine, &self.found.migrations),
            engine,
            ..self.clone()
        }
    }

    /// The tool they are written for.
    pub fn tool(&self) -> Tool {
        self.found.tool
    }

    /// Where they lie.
    pub fn folder(&self) -> &Path {
        &self.folder
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
        if !url.engine().is_kin_of(self.engine) {
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

    /// Every change that they make, in the tool's order.
    #[cfg(feature = "code")]
    pub(crate) fn changes(&self) -> impl Iterator<Item = &schemadrift_sql::change::Change> {
        self.script.changes()
    }

    /// What all of them make together.
    pub fn replay(&self, namespace: Option<Name>) -> Replayed {
        self.script.replay(namespace, |_| true)
    }

    /// The ledgers of a database that are of concern: that of this tool, and those beside it.
    /// `namespace` is the schema that the project's tables are in.
    pub(crate) fn ledgers(&self, all: &[LedgerPlace], namespace: Option<&Name>) -> Ledgers {
        let places: Vec<_> = all.iter().map(|place| (place.table, &place.name)).collect();
        let choice = ledger::choose(&self.found, namespace, &places);
        let others = choice.others.iter().filter_map(|place| all.get(*place));
        Ledgers {
            own: choice.own.and_then(|place| all.get(place)).cloned(),
            others: others.cloned().collect(),
        }
    }

    /// What the other ledgers have recorded. A tool that always keeps its ledger in a schema of
    /// its own, as Supabase does, counts only if the project holds migrations of it.
    fn recorded_beside(&self, others: &[&LedgerReading]) -> Vec<Recorded> {
        let recorded: Vec<(bool, Recorded)> = others
            .iter()
            .filter_map(|reading| {
                let tool = reading.table.tools.first()?;
                let recorded = recorded(reading, &ledger::parse(reading, *tool))?;
                Some((reading.table.schema.is_some(), recorded))
            })
            .collect();
        if recorded.is_empty() {
            return Vec::new();
        }
        let places = self.places_of_others();
        recorded
            .into_iter()
            .map(|(is_apart, mut recorded)| {
                let mut places = places.iter();
                if let Some((tool, place)) = places.find(|(tool, _)| recorded.tools.contains(tool))
                {
                    recorded.tools = vec![*tool];
                    recorded.place = Some(place.clone());
                }
                (is_apart, recorded)
            })
            .filter(|(is_apart, recorded)| !is_apart || recorded.place.is_some())
            .map(|(_, recorded)| recorded)
            .collect()
    }

    /// Where the project keeps migrations of other tools.
    fn places_of_others(&self) -> Vec<(Tool, String)> {
        let candidates = schemadrift_migrations::find(&self.root);
        let of_others = candidates.into_iter().filter_map(|own| match own.verdict {
            Verdict::Migrations { layout, .. } if layout.tool() != self.found.tool => {
                Some((layout.tool(), own.place))
            }
            Verdict::Migrations { .. } | Verdict::LeftAlone { .. } => None,
        });
        of_others.collect()
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
    /// database said of the ledger, if it holds one, and `others` what it said of those beside.
    pub(crate) fn history(
        &self,
        namespace: Option<&Name>,
        outcome: Option<&LedgerOutcome>,
        others: &[&LedgerReading],
    ) -> (History, Vec<Problem>) {
        let mut problems = self.found.problems.clone();
        let all = self.replay(namespace.cloned());
        problems.extend(all.problems);
        let (state, ledger) = self.understand(outcome, &mut problems);
        let statuses = match (&state, &ledger) {
            (_, Some(ledger)) => self.statuses(Some(ledger)),
            _ => self.statuses(None),
        };
        let applied = (ledger.is_some() && !self.is_dumped_ahead(&statuses))
            .then(|| self.applied(namespace.cloned(), &statuses).schema);
        let dropped = all.gone.into_iter().map(|gone| Dropped {
            object: gone.object,
            origin: gone.origin,
        });
        let history = History {
            tool: self.found.tool,
            place: self.found.place.clone(),
            migrations: self.found.migrations.clone(),
            recorded: match (outcome, &ledger) {
                (Some(Ok(reading)), Some(ledger)) => recorded(reading, ledger),
                _ => None,
            },
            others: self.recorded_beside(others),
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

    /// Whether a dump of what all migrations did stands for some that are not applied: then nothing
    /// tells what the applied ones make.
    fn is_dumped_ahead(&self, statuses: &[Status]) -> bool {
        let mut migrations = self.found.migrations.iter();
        let waits = |status: &Status| status.state.is_applied() != Some(true);
        migrations.any(|migration| migration.kind == MigrationKind::Dump)
            && statuses.iter().any(waits)
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

/// What a ledger has recorded, in short.
fn recorded(reading: &LedgerReading, ledger: &Ledger) -> Option<Recorded> {
    let summary = ledger::summary(ledger)?;
    Some(Recorded {
        table: reading.name.clone(),
        tools: reading.table.tools.to_vec(),
        count: summary.count,
        is_newest_only: summary.is_newest_only,
        newest: summary.newest,
        applied_at: summary.applied_at,
        place: None,
    })
}
