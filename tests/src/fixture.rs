//! Owns finding fixture folders, and running the command over the two sides that one describes.

use std::path::{Path, PathBuf};

use crate::command::{Run, Schemadrift};
use crate::database::{Database, Engine};

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
    /// A script that fills a database to compare with, for what no Prisma schema can say.
    Sql(String),
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

impl Sides {
    /// Reads a case's folder: `schema.prisma` or `code.sql`, and `live.<engine>.sql`.
    ///
    /// # Panics
    /// If the folder does not hold exactly one of each.
    pub fn read(folder: &Path) -> Self {
        let shown = folder.display();
        let prisma = folder.join("schema.prisma");
        let sql = folder.join("code.sql");
        let code = match (prisma.is_file(), sql.is_file()) {
            (true, false) => Code::Prisma(prisma),
            (false, true) => Code::Sql(read(&sql)),
            _ => panic!("`{shown}` must hold either `schema.prisma` or `code.sql`"),
        };
        let engines: Vec<(Engine, PathBuf)> = [Engine::Postgresql, Engine::Sqlite]
            .into_iter()
            .map(|engine| (engine, folder.join(format!("live.{}.sql", engine.as_str()))))
            .filter(|(_, file)| file.is_file())
            .collect();
        let [(engine, live)] = engines.as_slice() else {
            panic!(
                "`{shown}` must hold exactly one of `live.postgresql.sql` and `live.sqlite.sql`"
            );
        };
        Self {
            code,
            engine: *engine,
            live: read(live),
            folder: folder.to_path_buf(),
        }
    }

    /// Runs the command over both sides, with a report in JSON.
    pub fn run(&self) -> Run {
        let live = Database::filled(self.engine, &self.live);
        match &self.code {
            Code::Prisma(schema) => Schemadrift::new()
                .arguments([
                    "check",
                    "--format",
                    "json",
                    "--database",
                    live.url(),
                    "--source",
                ])
                .arguments([format!("prisma:{}", schema.display())])
                .arguments([&self.folder])
                .run(),
            Code::Sql(script) => {
                let code = Database::filled(self.engine, script);
                Schemadrift::new()
                    .arguments(["diff", "--format", "json", code.url(), live.url()])
                    .inside(&self.folder)
                    .run()
            }
        }
    }
}
