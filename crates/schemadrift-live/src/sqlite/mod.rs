//! SQLite: one file, opened read-only, read in one transaction. Nothing is ever written to a file
//! that is checked, nor beside it, as far as SQLite itself allows.

mod connection;
mod file;
mod lower;
mod rows;
mod scratch;
mod session;

use std::collections::HashSet;

use async_trait::async_trait;
use schemadrift_core::dialect::Engine;
use schemadrift_core::origin::Origin;
use schemadrift_core::problem::Problem;
use schemadrift_core::query::{CachedQuery, Description};
use schemadrift_core::question::{Answer, Answers};
use sqlx::SqlitePool;

use crate::cells::Cells;
use crate::database::Driver;
use crate::error::LiveError;
use crate::options::ConnectOptions;
use crate::reading::{Inquiry, LiveReading, ReadingSize, RowPresence, Server, Settled, Visibility};
use crate::url::SqliteAddress;
use file::DatabaseFile;
use rows::{Catalog, ColumnRow, ForeignKeyRow, KeyRow, ObjectRow, TableRow};
use session::Session;

pub(crate) use scratch::run as run_on_scratch;

/// An open SQLite file.
#[derive(Debug)]
pub(crate) struct SqliteDatabase {
    session: Session,
    keeps_everything: bool,
}

impl SqliteDatabase {
    pub(crate) async fn connect(
        address: &SqliteAddress,
        options: &ConnectOptions,
    ) -> Result<Self, LiveError> {
        let file = DatabaseFile::find(address)?;
        Ok(Self {
            session: Session::open(file, options).await?,
            keeps_everything: options.with_every_schema,
        })
    }

    /// Borrows a connection of a pool for as long as the check takes: it sees what the pool sees,
    /// also where that is in memory only.
    pub(crate) async fn borrow(
        pool: &SqlitePool,
        options: &ConnectOptions,
    ) -> Result<Self, LiveError> {
        Ok(Self {
            session: Session::borrow(pool, options).await?,
            keeps_everything: options.with_every_schema,
        })
    }

    fn server(&self, catalog: &Catalog) -> Server {
        Server {
            engine: Engine::Sqlite,
            version: catalog.version.clone(),
            version_number: version_number(&catalog.version),
            database: self.session.place().to_owned(),
            user: String::new(),
            host: None,
            port: None,
            variant: None,
        }
    }
}

#[async_trait]
impl Driver for SqliteDatabase {
    /// Reads the whole file. Where it was opened as unchanging, which spares making the files
    /// that go with a write-ahead log, and a writer came meanwhile, it is read again.
    async fn read(&mut self) -> Result<LiveReading, LiveError> {
        let mut catalog = self.session.read(fetch).await?;
        if self.session.reopen_if_written().await? {
            catalog = self.session.read(fetch).await?;
        }
        let mut lowered = lower::lower(&catalog, self.keeps_everything);
        if self.session.misses_the_log() {
            lowered.reading.problems.push(
                Problem::note(
                    "the write-ahead log cannot be opened, so what was written last is not seen",
                    Origin::Catalog(self.session.place().to_owned()),
                )
                .with_help("allow writing to the database's folder, or read a copy of it"),
            );
        }
        Ok(LiveReading {
            reading: lowered.reading,
            server: self.server(&catalog),
            left_out: lowered.left_out,
            visible: Visibility::default(),
            size: ReadingSize {
                round_trips: 0,
                statements: self.session.statements(),
                rows: catalog.row_count,
            },
        })
    }

    /// SQLite shows no normal form of an expression, so questions stay open.
    async fn settle(&mut self, inquiry: &Inquiry) -> Result<Settled, LiveError> {
        let mut answers = Answers::default();
        for question in &inquiry.questions {
            let reason = "SQLite does not show how it understands an expression".to_owned();
            answers.insert(question.clone(), Answer::Unknown(reason));
        }
        let mut rows = Vec::new();
        for table in &inquiry.row_checks {
            let name = Engine::Sqlite.dialect().quote(table.name.as_str());
            let sql = format!("SELECT EXISTS (SELECT 1 FROM main.{name})");
            let mut has_rows = false;
            let asked = self
                .session
                .query(sql, |mut cells| has_rows = cells.flag())
                .await;
            let presence = match asked {
                Ok(()) if has_rows => RowPresence::HasRows,
                Ok(()) => RowPresence::Empty,
                Err(error) => RowPresence::NotVisible(error.to_string()),
            };
            rows.push((table.clone(), presence));
        }
        let mut ledgers = Vec::new();
        for ledger in &inquiry.ledgers {
            let mut text = String::new();
            let asked = self
                .session
                .query(ledger.statement(Engine::Sqlite), |mut cells| {
                    text = cells.text();
                })
                .await;
            ledgers.push(match asked {
                Ok(()) => ledger.rows(&text),
                Err(error) => Err(error.to_string()),
            });
        }
        Ok(Settled {
            answers,
            rows,
            ledgers,
            round_trips: 0,
        })
    }

    /// Names of columns are all that SQLite says for sure: a column has no type, and whether an
    /// expression can be NULL is not told.
    async fn describe(&mut self, queries: &[CachedQuery]) -> Result<Vec<Description>, LiveError> {
        let mut descriptions = Vec::new();
        for query in queries {
            descriptions.push(self.session.describe(&query.text).await?);
        }
        self.session.forget_statements().await;
        Ok(descriptions)
    }

    async fn close(self: Box<Self>) {
        self.session.close().await;
    }
}

/// `3.46.1` as `3046001`, the way SQLite numbers itself.
fn version_number(version: &str) -> u32 {
    version
        .split('.')
        .chain(std::iter::repeat("0"))
        .take(3)
        .fold(0, |number, part| number * 1000 + part.parse().unwrap_or(0))
}

/// Runs the queries, always the same few, and a few more only where a view is broken.
async fn fetch(session: &mut Session) -> Result<Catalog, LiveError> {
    let mut catalog = Catalog::default();
    session
        .query("SELECT sqlite_version()", |mut cells| {
            catalog.version = cells.text();
        })
        .await?;
    let mut taken = Taken::default();
    let objects = include_str!("queries/objects.sql");
    catalog.objects = taken.rows(session, objects, ObjectRow::read).await?;
    let tables = include_str!("queries/tables.sql");
    catalog.tables = taken.rows(session, tables, TableRow::read).await?;
    let columns = include_str!("queries/columns.sql");
    catalog.columns = taken.rows(session, columns, ColumnRow::read).await?;
    let keys = include_str!("queries/indexes.sql");
    catalog.keys = taken.rows(session, keys, KeyRow::read).await?;
    let foreign_keys = include_str!("queries/foreign_keys.sql");
    catalog.foreign_keys = taken
        .rows(session, foreign_keys, ForeignKeyRow::read)
        .await?;
    fetch_derived(session, &mut catalog, &mut taken).await?;
    catalog.surprises = taken.surprises;
    catalog.row_count = taken.count;
    Ok(catalog)
}

/// Columns of views and virtual tables: in one statement, or one by one where one is broken.
async fn fetch_derived(
    session: &mut Session,
    catalog: &mut Catalog,
    taken: &mut Taken,
) -> Result<(), LiveError> {
    let all = include_str!("queries/derived_columns.sql");
    if let Ok(columns) = taken.rows(session, all, ColumnRow::read).await {
        catalog.columns.extend(columns);
        return Ok(());
    }
    let derived: HashSet<String> = catalog
        .objects
        .iter()
        .filter(|object| object.kind == "view" || (object.kind == "table" && !object.is_stored))
        .map(|object| object.name.clone())
        .collect();
    let mut derived: Vec<String> = derived.into_iter().collect();
    derived.sort();
    for name in derived {
        let literal = name.replace('\'', "''");
        let one = format!("{all}    AND m.name = '{literal}'").replace(
            "WHERE m.type = 'view' OR (m.type = 'table' AND m.rootpage = 0)",
            "WHERE m.rootpage = 0",
        );
        match taken.rows(session, one, ColumnRow::read).await {
            Ok(columns) => catalog.columns.extend(columns),
            Err(error) => catalog.broken.push((name, error.to_string())),
        }
    }
    Ok(())
}

/// Counts what came and remembers what was odd.
#[derive(Debug, Default)]
struct Taken {
    count: usize,
    surprises: Vec<String>,
}

impl Taken {
    async fn rows<T>(
        &mut self,
        session: &mut Session,
        sql: impl Into<String>,
        read: impl Fn(&mut Cells<'_>) -> T,
    ) -> Result<Vec<T>, LiveError> {
        let mut rows = Vec::new();
        let surprises = &mut self.surprises;
        session
            .query(sql, |mut cells| {
                rows.push(read(&mut cells));
                if let Some(trouble) = cells.trouble() {
                    surprises.push(format!("the file's catalog was not understood: {trouble}"));
                }
            })
            .await?;
        self.count += rows.len();
        Ok(rows)
    }
}

#[cfg(test)]
mod tests {
    use super::version_number;

    #[test]
    fn versions_sort_as_sqlite_numbers_them() {
        assert_eq!(version_number("3.46.1"), 3_046_001);
        assert_eq!(version_number("3.53"), 3_053_000);
        assert_eq!(version_number(""), 0);
    }
}
