//! Owns finding fixture folders, and running the command over the two sides that one describes.

use std::path::{Path, PathBuf};

use crate::command::{Run, Schemadrift};
use crate::database::{Database, Engine};
use crate::ledger;

/// A folder of this package.
pub fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

/// The folders in a folder, sorted.
///
/// # Panics
/// If it cannot be read, or holds none: an empty folder of fixtures tests nothing.
pub fn folders(parent: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(parent).unwrap_or_else(|error| {
        panic!(
            "the fixture folder `{}` cannot be read: {error}",
            parent.display()
        )
    });
    let mut found: Vec<PathBuf> = entries
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.is_dir())
        .collect();
    assert!(
        !found.is_empty(),
        "the fixture folder `{}` is empty",
        parent.display()
    );
    found.sort();
    found
}

/// The last part of a path.
pub fn name(path: &Path) -> String {
    path.file_name()
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default()
}

/// The text of a file of a fixture.
///
/// # Panics
/// If it cannot be read.
pub fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|error| {
        panic!(
            "the fixture file `{}` cannot be read: {error}",
            path.display()
        )
    })
}

/// What states the code side of a case.
#[derive(Debug)]
pub enum Code {
    /// A Prisma schema.
    Prisma(PathBuf),
    /// Tables of Diesel.
    Diesel(PathBuf),
    /// Entities of SeaORM.
    SeaOrm(PathBuf),
    /// A script that fills a database to compare with, for what no Prisma schema can say.
    Sql(String),
    /// A folder of SQL files, read as they are.
    Files(PathBuf),
    /// A Prisma schema and a folder of SQL files beside it, as two sources.
    Both(PathBuf, PathBuf),
}

/// The two sides of a case, and the folder whose configuration holds.
#[derive(Debug)]
pub struct Sides {
    /// The code side.
    pub code: Code,
    /// The kind of database.
    pub engine: Engine,
    /// The script that fills the live side.
    pub live: String,
    /// The project folder.
    pub folder: PathBuf,
}

/// The kind of database that a case's script fills.
///
/// # Panics
/// If there is not exactly one script.
pub fn engine(folder: &Path) -> Engine {
    let all = [
        Engine::Postgresql,
        Engine::Sqlite,
        Engine::Mysql,
        Engine::Mariadb,
    ];
    let has_script = |engine: &Engine| {
        let name = format!("live.{}.sql", engine.as_str());
        folder.join(name).is_file()
    };
    let engines: Vec<Engine> = all.into_iter().filter(has_script).collect();
    let [engine] = engines.as_slice() else {
        panic!(
            "`{}` must hold exactly one of `live.postgresql.sql`, `live.sqlite.sql`, \
             `live.mysql.sql` and `live.mariadb.sql`",
            folder.display()
        );
    };
    *engine
}

fn prisma_source(schema: &Path) -> String {
    format!("prisma:{}", schema.display())
}

fn sql_source(files: &Path) -> String {
    format!("sql:{}", files.display())
}

impl Sides {
    /// Reads a case's folder: `schema.prisma`, `schema.rs`, a folder `entities`, `code.sql` or
    /// files in `code`, and `live.<engine>.sql`. Migrations
    /// beside the schema are found by the command, and their ledger is written by `ledger`; queries
    /// that sqlx remembers in `.sqlx` are one source more.
    ///
    /// # Panics
    /// If the folder does not hold exactly one of each.
    pub fn read(folder: &Path) -> Self {
        let shown = folder.display();
        let prisma = folder.join("schema.prisma");
        let sql = folder.join("code.sql");
        let files = folder.join("code");
        let diesel = folder.join("schema.rs");
        let entities = folder.join("entities");
        let code = match (prisma.is_file(), sql.is_file(), files.is_dir()) {
            (true, false, false) => Code::Prisma(prisma),
            (false, false, false) if diesel.is_file() => Code::Diesel(diesel),
            (false, false, false) if entities.is_dir() => Code::SeaOrm(entities),
            (false, true, false) => Code::Sql(read(&sql)),
            (false, false, true) => Code::Files(files),
            (true, false, true) => Code::Both(prisma, files),
            _ => panic!(
                "`{shown}` must hold `schema.prisma`, `code` or both, `schema.rs`, `entities`, \
                 or `code.sql`"
            ),
        };
        let engine = engine(folder);
        let live = folder.join(format!("live.{}.sql", engine.as_str()));
        Self {
            code,
            engine,
            live: read(&live),
            folder: folder.to_path_buf(),
        }
    }

    /// Runs the command over both sides, with a report in JSON.
    pub fn run(&self) -> Run {
        let live = ledger::expand(&self.live, &self.folder);
        let live = Database::filled(self.engine, &live);
        match &self.code {
            Code::Prisma(schema) => self.check(&[prisma_source(schema)], &live),
            Code::Diesel(tables) => self.check(&[format!("diesel:{}", tables.display())], &live),
            Code::SeaOrm(entities) => {
                self.check(&[format!("seaorm:{}", entities.display())], &live)
            }
            Code::Files(files) => self.check(&[sql_source(files)], &live),
            Code::Both(schema, files) => {
                self.check(&[prisma_source(schema), sql_source(files)], &live)
            }
            Code::Sql(script) => {
                let code = Database::filled(self.engine, script);
                Schemadrift::new()
                    .arguments(["diff", "--format", "json", code.url(), live.url()])
                    .inside(&self.folder)
                    .run()
            }
        }
    }

    fn check(&self, sources: &[String], live: &Database) -> Run {
        let mut sources = sources.to_vec();
        if self.folder.join(".sqlx").is_dir() {
            sources.push(format!("sqlx:{}", self.folder.display()));
        }
        let sources = sources.iter().flat_map(|source| ["--source", source]);
        Schemadrift::new()
            .arguments(["check", "--format", "json", "--database", live.url()])
            .arguments(sources)
            .arguments([&self.folder])
            .run()
    }
}
