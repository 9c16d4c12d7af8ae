//! Owns what is known of a project's migrations when its code is compared with its database: how
//! each stands by the ledger, and the schemas that they make without any database.

use schemadrift_core::migration::{LatePolicy, Migration, MigrationKind, State, Status, Tool};
use schemadrift_core::model::Schema;
use schemadrift_core::name::QualifiedName;
use schemadrift_core::object::ObjectPath;
use schemadrift_core::origin::{Location, Origin};

/// The migrations of a project beside their ledger.
#[derive(Debug, Clone)]
pub struct History {
    /// The tool that runs them.
    pub tool: Tool,
    /// Where they lie, as people see it.
    pub place: String,
    /// The migrations on disk, in the tool's order.
    pub migrations: Vec<Migration>,
    /// What is known of the ledger.
    pub ledger: LedgerState,
    /// The ledger in short, where it has recorded anything.
    pub recorded: Option<Recorded>,
    /// Ledgers of other tools that have recorded something of the same tables.
    pub others: Vec<Recorded>,
    /// How each migration stands, on disk or in the ledger or both.
    pub statuses: Vec<Status>,
    /// What all migrations on disk make together.
    pub all: Schema,
    /// The same as it was read from the files, with the place of everything. Another schema than
    /// `all` only where the migrations were run for real.
    pub read: Schema,
    /// What those make that the ledger says are applied; `None` where nothing tells.
    pub applied: Option<Schema>,
    /// What the migrations on disk take away for good.
    pub dropped: Vec<Dropped>,
    /// Scripts beside the migrations that somebody runs by hand, as people see them: what they
    /// make needs no migration.
    pub scripts: Vec<String>,
}

/// What is known of the ledger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LedgerState {
    /// It was read.
    Read(QualifiedName),
    /// The database has none.
    Missing,
    /// The role may not read it, and why.
    NotVisible(String),
    /// There is no database, or the tool keeps no ledger.
    NotAsked,
}

/// What a ledger has recorded, in short.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recorded {
    /// Its table.
    pub table: QualifiedName,
    /// The tools that keep such a table.
    pub tools: Vec<Tool>,
    /// How many migrations it says this database has been through.
    pub count: usize,
    /// Whether it records only the newest, which stands for those before it.
    pub is_newest_only: bool,
    /// What came last, as people call it.
    pub newest: String,
    /// When, as far as the ledger says.
    pub applied_at: Option<String>,
    /// Where the project keeps migrations of such a tool, as people see it.
    pub place: Option<String>,
}

impl Recorded {
    /// The tools by their names: `dbmate or Rails`.
    pub fn tool_names(&self) -> String {
        let names: Vec<String> = self.tools.iter().map(ToString::to_string).collect();
        names.join(" or ")
    }

    /// How much there is, and what came last, as one clause.
    pub fn words(&self) -> String {
        let newest = &self.newest;
        let when = self
            .applied_at
            .as_ref()
            .map_or_else(String::new, |when| format!(" at {when}"));
        match (self.is_newest_only, self.count) {
            (true, _) => format!("everything up to `{newest}`{when}"),
            (false, 1) => format!("1 migration, `{newest}`{when}"),
            (false, count) => format!("{count} migrations, the last `{newest}`{when}"),
        }
    }
}

/// An object that a migration takes away.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dropped {
    /// The object.
    pub object: ObjectPath,
    /// The statement.
    pub origin: Origin,
}

impl History {
    /// The script that a place lies in.
    pub fn script_at(&self, origin: &Origin) -> Option<&str> {
        let path = &origin.location()?.file.path;
        self.scripts
            .iter()
            .find(|script| *script == path)
            .map(String::as_str)
    }

    /// The migration in whose up part a place lies.
    pub fn migration_at(&self, origin: &Origin) -> Option<&Migration> {
        let place = origin.location()?;
        self.migrations.iter().find(|migration| {
            let parts = migration.up.iter().map(|part| &part.location);
            std::iter::once(&migration.location)
                .filter(|_| migration.up.is_empty())
                .chain(parts)
                .any(|part| holds(part, place))
        })
    }

    /// How a migration stands.
    pub fn status_of(&self, migration: &Migration) -> Option<&Status> {
        self.statuses
            .iter()
            .find(|status| status.name == migration.name)
    }

    /// Whether the migrations are read from a dump of what all of them did, and some of them wait
    /// to be run here.
    pub fn is_waiting_in_a_dump(&self) -> bool {
        let is_dump = |migration: &Migration| migration.kind == MigrationKind::Dump;
        self.migrations.iter().any(is_dump) && self.statuses.iter().any(waits)
    }

    /// The migration that waits to be run, if there is just one.
    pub fn only_waiting(&self) -> Option<&Migration> {
        let mut waiting = self.statuses.iter().filter(|status| waits(status));
        let only = waiting.next().filter(|_| waiting.next().is_none())?;
        self.migrations
            .iter()
            .find(|migration| migration.name == only.name)
    }

    /// Whether the tool will not run a migration by itself, since it came too late.
    pub fn is_held_back(&self, migration: &Migration) -> bool {
        let is_late = self
            .status_of(migration)
            .is_some_and(|status| matches!(status.state, State::OutOfOrder { .. }));
        is_late && self.tool.facts().late == LatePolicy::Holds
    }

    /// Whether a migration was started and not finished.
    pub fn has_failed(&self, migration: &Migration) -> bool {
        self.status_of(migration)
            .is_some_and(|status| matches!(status.state, State::Failed { .. }))
    }
}

fn waits(status: &Status) -> bool {
    status.location.is_some() && status.state.is_applied() == Some(false)
}

fn holds(part: &Location, place: &Location) -> bool {
    part.file.path == place.file.path
        && part.span.start() <= place.span.start()
        && place.span.start() < part.span.end()
}
