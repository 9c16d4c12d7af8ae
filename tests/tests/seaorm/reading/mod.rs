//! What is said of every Rust type over every type of a database is what SeaORM meets there: a
//! row is written by the database and read by SeaORM, and the other way round.

mod fields;
mod mariadb;
mod postgresql;
mod sqlite;

use schemadrift_core::dialect;
use schemadrift_tests::database::{Database, Engine};
use schemadrift_tests::trial::{Claim, Kept, Seen, Tally, live_schema};
use sea_orm::{ConnectOptions, Database as OrmDatabase, DatabaseConnection};

use fields::Field;

/// One database's fields and types.
struct Trial {
    engine: Engine,
    own: dialect::Engine,
    fields: Vec<Field>,
    /// What the types need.
    before: &'static str,
    types: &'static [Kept],
    /// Whether every row is of the column's type, and no other.
    rows_are_typed: bool,
    /// Whether reads are said to fail where only writes do, as is known.
    is_overstated: fn(&str, &str) -> bool,
}

impl Trial {
    /// Tries every field over every type.
    fn run(&self) -> Tally {
        let database = Database::filled(self.engine, self.before);
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap();
        let mut tally = Tally::default();
        for kept in self.types {
            database.execute(&kept.script());
            runtime.block_on(self.over(&database, kept, &mut tally));
        }
        tally
    }

    /// Tries every field over one type.
    async fn over(&self, database: &Database, kept: &Kept, tally: &mut Tally) {
        let live = live_schema(database.url()).await;
        for (free, field) in (100..).step_by(10).zip(&self.fields) {
            let claim = Claim::of(&(field.schema)(self.own), &live);
            // A connection remembers the types of a statement's parameters.
            let mut options = ConnectOptions::new(orm_url(database));
            options.max_connections(1).sqlx_logging(false);
            let connection = OrmDatabase::connect(options).await.unwrap();
            let seen = look(&connection, field, kept, free).await;
            connection.close().await.unwrap();
            let is_so = if (self.is_overstated)(field.name, kept.name) {
                seen.reads.iter().all(|works| *works) && !seen.writes.iter().all(|works| *works)
            } else {
                seen.bears_out(claim, self.known(field, kept))
            };
            tally.add(
                claim,
                is_so,
                &format!("{} over `{}`: {seen:?}", field.name, kept.name),
            );
        }
    }

    /// How many of the rows a field has to read, where the types fit.
    fn known(&self, field: &Field, kept: &Kept) -> usize {
        match (self.rows_are_typed, field.is_closed) {
            // An enum knows some values only, of which the plain one is.
            (true, true) => 1,
            (true, false) => kept.values.len(),
            (false, _) => 0,
        }
    }
}

/// Reads what is there, then writes under keys from `free` on and reads that.
async fn look(connection: &DatabaseConnection, field: &Field, kept: &Kept, free: i32) -> Seen {
    let mut seen = Seen::default();
    for id in 1..=i32::try_from(kept.values.len()).unwrap() {
        seen.reads.push((field.read)(connection, id).await.is_ok());
    }
    for position in 0..field.values {
        let id = free + i32::try_from(position).unwrap();
        let is_written = (field.write)(connection, id, position).await.is_ok();
        seen.writes.push(is_written);
        if is_written {
            let row = (field.read)(connection, id).await;
            seen.reads_back.push(row.is_ok());
        }
    }
    seen
}

/// The URL as SeaORM wants it.
fn orm_url(database: &Database) -> String {
    let url = database.url();
    match url.strip_prefix("sqlite:") {
        Some(path) => format!("sqlite://{}", path.trim_start_matches("//")),
        None => url.replacen("mariadb://", "mysql://", 1),
    }
}
