//! Owns what is known of a project's migrations when its code is compared with its database: how
//! each stands by the ledger, and the schemas that they make without any database.

use schemadrift_core::migration::{Migration, State, Status, Tool};
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

    /// Whether a migration was started and not finished.
    pub fn has_failed(&self, migration: &Migration) -> bool {
        self.status_of(migration)
            .is_some_and(|status| matches!(status.state, State::Failed { .. }))
    }
}

fn holds(part: &Location, place: &Location) -> bool {
    part.file.path == place.file.path
        && part.span.start() <= place.span.start()
        && place.span.start() < part.span.end()
}
