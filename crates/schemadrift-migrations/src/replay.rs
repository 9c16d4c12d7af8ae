//! Owns the replay of migrations: their statements read once and carried out on a schema, as many
//! of them as wanted. No database takes part.

use schemadrift_core::dialect::Engine;
use schemadrift_core::migration::{Migration, Splitting, UpPart};
use schemadrift_core::name::Name;
use schemadrift_core::origin::{Location, Origin};
use schemadrift_sql::change::{Change, Statement};
use schemadrift_sql::replay::{Replay, Replayed};
use schemadrift_sql::{read_made, read_made_statement, read_script, read_statement};

use crate::read::TEMPLATE_DOUBT;

/// Migrations whose statements were read.
#[derive(Debug, Clone)]
pub struct Script {
    engine: Engine,
    /// The statements of each migration, in the tool's order.
    statements: Vec<Vec<Statement>>,
}

impl Script {
    /// Reads the statements of migrations.
    pub fn read(engine: Engine, migrations: &[Migration]) -> Self {
        Self {
            engine,
            statements: migrations
                .iter()
                .map(|migration| statements(engine, migration))
                .collect(),
        }
    }

    /// Every change that the migrations make, in the tool's order.
    pub fn changes(&self) -> impl Iterator<Item = &Change> {
        let statements = self.statements.iter().flatten();
        statements.flat_map(|statement| &statement.changes)
    }

    /// What those of the migrations make together that are wanted, by their place. Unqualified
    /// names live in `namespace`, if not where the engine puts them.
    pub fn replay(&self, namespace: Option<Name>, is_wanted: impl Fn(usize) -> bool) -> Replayed {
        let mut replay = Replay::new(self.engine, namespace);
        for (place, statements) in self.statements.iter().enumerate() {
            if is_wanted(place) {
                statements
                    .iter()
                    .for_each(|statement| replay.apply(statement));
                replay.end_session();
            }
        }
        replay.finish()
    }
}

fn statements(engine: Engine, migration: &Migration) -> Vec<Statement> {
    let doubts = migration
        .doubts
        .iter()
        .filter(|doubt| *doubt != TEMPLATE_DOUBT)
        .map(|doubt| doubted(migration, doubt));
    let mut parts: Vec<Statement> = migration
        .up
        .iter()
        .flat_map(|part| of_part(engine, part))
        .collect();
    if !migration.conditions.is_empty() {
        let reason = format!(
            "whether migration `{}` runs is not known: {}",
            migration.label,
            migration.conditions.join("; ")
        );
        parts.iter_mut().for_each(|own| put_in_doubt(own, &reason));
    }
    doubts.chain(parts).collect()
}

/// Carries a statement out, and marks what it changes as not certain.
fn put_in_doubt(statement: &mut Statement, reason: &str) {
    let touches: Vec<Name> = statement.changes.iter().flat_map(Change::shaped).collect();
    if !touches.is_empty() {
        statement.changes.push(Change::Unclear {
            reason: reason.to_owned(),
            touches,
            origin: statement.origin.clone(),
        });
    }
}

fn of_part(engine: Engine, part: &UpPart) -> Vec<Statement> {
    let location = &part.location;
    let Location { file, span } = location;
    // What a tool sends as one may still be several to a server, but for those of MySQL.
    let splitting = match engine {
        Engine::PostgreSql | Engine::Sqlite => Splitting::Statements,
        Engine::MySql | Engine::MariaDb => part.splitting,
    };
    match (&part.replaced, splitting) {
        (None, Splitting::Statements) => read_script(engine, file, (*span).into()),
        (None, Splitting::One) => vec![read_statement(engine, file, (*span).into())],
        (Some(text), Splitting::Statements) => read_made(engine, location, text),
        (Some(text), Splitting::One) => vec![read_made_statement(engine, location, text)],
    }
}

/// What a migration does beyond its SQL may touch anything.
fn doubted(migration: &Migration, doubt: &str) -> Statement {
    let origin = Origin::Enclosing(migration.location.clone());
    Statement {
        changes: vec![Change::Unclear {
            reason: format!("migration `{}`: {doubt}", migration.label),
            touches: Vec::new(),
            origin: origin.clone(),
        }],
        origin,
    }
}
