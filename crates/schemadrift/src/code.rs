//! Owns the code side: what kinds of sources there are, and reading one.

use std::fmt;
use std::path::{Path, PathBuf};

use schemadrift_core::dialect::Engine;
use schemadrift_core::name::QualifiedName;
use schemadrift_core::source::{ReadError, Reading, SourceDescription};
use schemadrift_live::{ConnectOptions, DatabaseUrl, LiveDatabase, LiveError};
use schemadrift_prisma::{Datasource, PrismaSource};
use schemadrift_sql::replay::RowCount;

use crate::error::{CheckError, SourceError};
use crate::layer::Script;
use crate::migrations::Migrations;
use crate::{live, snapshot, sql_files};

/// A source of the code side, as `KIND:PATH` names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    /// A Prisma schema: a file, or a folder of files.
    Prisma(PathBuf),
    /// Plain SQL files: a script, or the scripts of a folder in the order of their names.
    Sql(PathBuf),
    /// A folder of migrations of any tool.
    Migrations(PathBuf),
    /// A dump in SQL, which says how many rows there are too.
    Dump(PathBuf),
    /// A snapshot that `inspect` wrote.
    Snapshot(PathBuf),
}

impl Source {
    /// Reads `KIND:PATH`.
    ///
    /// # Errors
    ///
    /// When there is no kind, an unknown kind, or no path.
    pub fn parse(text: &str) -> Result<Self, SourceError> {
        let (kind, path) = text
            .split_once(':')
            .ok_or_else(|| SourceError::NoKind(text.to_owned()))?;
        // `prisma:///path` is an absolute path, `prisma://host` a proxy.
        if path
            .strip_prefix("//")
            .is_some_and(|rest| !rest.starts_with('/'))
        {
            return Err(SourceError::Url(kind.to_owned()));
        }
        let make = match kind {
            "prisma" => Self::Prisma,
            "sql" => Self::Sql,
            "migrations" => Self::Migrations,
            "dump" => Self::Dump,
            "snapshot" => Self::Snapshot,
            _ => return Err(SourceError::UnknownKind(kind.to_owned())),
        };
        if path.is_empty() {
            return Err(SourceError::NoPath(kind.to_owned()));
        }
        Ok(make(PathBuf::from(path)))
    }

    /// The path.
    pub fn path(&self) -> &Path {
        match self {
            Self::Prisma(path)
            | Self::Sql(path)
            | Self::Migrations(path)
            | Self::Dump(path)
            | Self::Snapshot(path) => path,
        }
    }

    /// The same source with its path taken from another folder than the current one.
    #[must_use]
    pub fn within(&self, folder: &Path) -> Self {
        let path = folder.join(self.path());
        match self {
            Self::Prisma(_) => Self::Prisma(path),
            Self::Sql(_) => Self::Sql(path),
            Self::Migrations(_) => Self::Migrations(path),
            Self::Dump(_) => Self::Dump(path),
            Self::Snapshot(_) => Self::Snapshot(path),
        }
    }

    fn kind(&self) -> &'static str {
        match self {
            Self::Prisma(_) => "prisma",
            Self::Sql(_) => "sql",
            Self::Migrations(_) => "migrations",
            Self::Dump(_) => "dump",
            Self::Snapshot(_) => "snapshot",
        }
    }
}

impl fmt::Display for Source {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}:{}", self.kind(), self.path().display())
    }
}

/// A source that was read.
#[derive(Debug, Clone)]
pub struct CodeSide {
    /// What was read.
    pub description: SourceDescription,
    /// The model and the problems.
    pub reading: Reading,
    /// Where the code says its database is, if it is a Prisma schema.
    pub datasource: Option<Datasource>,
    /// Whether it is a Prisma schema for a kind of database that is known and not read.
    pub is_for_unread_engine: bool,
    /// Tables and enums that the code gives to somebody else: a live object of such a name, plain
    /// or `schema.name`, is not extra.
    pub external: Vec<String>,
    /// The migrations, if it is made of them.
    pub migrations: Option<Migrations>,
    /// The folder in which its migrations lie, if it keeps any.
    pub migrations_folder: Option<PathBuf>,
    /// What is known of the rows, if it is a script or a dump.
    pub rows: Vec<(QualifiedName, RowCount)>,
    /// The statements, if it is a script.
    pub script: Option<Script>,
}

impl CodeSide {
    /// Reads a source from disk. Paths in reports are shown relative to `root`.
    ///
    /// # Errors
    ///
    /// When the disk fails, or nothing tells which database SQL is for; bad input comes back as
    /// problems of the reading.
    pub async fn read(source: &Source, root: &Path) -> Result<Self, ReadError> {
        Self::read_for(source, root, None).await
    }

    /// The same for a database whose kind is known, which SQL files do not always tell.
    ///
    /// # Errors
    ///
    /// When the disk fails, or nothing tells which database SQL is for; bad input comes back as
    /// problems of the reading.
    pub async fn read_for(
        source: &Source,
        root: &Path,
        engine: Option<Engine>,
    ) -> Result<Self, ReadError> {
        let place = source.path().strip_prefix(root).unwrap_or(source.path());
        let description = SourceDescription {
            kind: source.kind().to_owned(),
            place: place.display().to_string(),
        };
        match source {
            Source::Prisma(path) => {
                let opened = PrismaSource::open(path, root)?;
                let folder = opened.project().migrations_path.clone();
                let read = opened.read_prisma()?;
                let mut external = read.external_tables;
                external.extend(read.external_enums);
                Ok(Self {
                    datasource: read.datasource,
                    is_for_unread_engine: read.is_for_unread_engine,
                    external,
                    migrations_folder: Some(folder),
                    ..Self::of_reading(description, read.reading)
                })
            }
            Source::Sql(path) | Source::Dump(path) => {
                let read = sql_files::read(path, root, engine)?;
                Ok(Self {
                    rows: read.rows,
                    script: Some(read.script),
                    ..Self::of_reading(description, read.reading)
                })
            }
            Source::Migrations(path) => {
                let migrations = Migrations::read(path, root, engine)?;
                Ok(Self::of_migrations(description, migrations))
            }
            Source::Snapshot(path) => {
                let reading = snapshot::read(path, &description.place)?;
                Ok(Self::of_reading(description, reading))
            }
        }
    }

    /// Reads a live database as the side that states what is expected.
    ///
    /// # Errors
    ///
    /// When the database cannot be read.
    pub async fn read_database(
        url: &DatabaseUrl,
        options: &ConnectOptions,
    ) -> Result<Self, LiveError> {
        let mut database: LiveDatabase = schemadrift_live::connect(url, options).await?;
        let read = database.read().await;
        database.close().await;
        let read = read?;
        let description = SourceDescription {
            kind: read.server.engine.to_string().to_lowercase(),
            place: live::describe(&read).database,
        };
        Ok(Self::of_reading(description, read.reading))
    }

    /// The same side with its migrations run for real on an empty database, if it has any.
    ///
    /// # Errors
    ///
    /// When the database cannot be reached, is not empty, or refuses a migration.
    pub async fn proven_on(
        mut self,
        url: &DatabaseUrl,
        options: &ConnectOptions,
    ) -> Result<Self, CheckError> {
        if let Some(migrations) = self.migrations.take() {
            let migrations = migrations.proven_on(url, options).await?;
            if let Some(schema) = migrations.proven() {
                self.reading.schema = schema.clone();
            }
            self.migrations = Some(migrations);
        }
        Ok(self)
    }

    /// What migrations make, as the side that states what is expected.
    fn of_migrations(description: SourceDescription, migrations: Migrations) -> Self {
        let replayed = migrations.replay(None);
        let mut problems = migrations.found().problems.clone();
        problems.extend(replayed.problems);
        let reading = Reading {
            schema: replayed.schema,
            problems,
            files: migrations.found().files.clone(),
        };
        Self {
            rows: replayed.rows,
            migrations: Some(migrations),
            ..Self::of_reading(description, reading)
        }
    }

    fn of_reading(description: SourceDescription, reading: Reading) -> Self {
        Self {
            description,
            reading,
            datasource: None,
            is_for_unread_engine: false,
            external: Vec::new(),
            migrations: None,
            migrations_folder: None,
            rows: Vec::new(),
            script: None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Source;
    use crate::error::SourceError;

    #[test]
    fn sources_say_their_kind() {
        assert_eq!(
            Source::parse("prisma:a/b.prisma").unwrap().to_string(),
            "prisma:a/b.prisma"
        );
        assert_eq!(
            Source::parse("a/b.prisma"),
            Err(SourceError::NoKind("a/b.prisma".into()))
        );
        assert_eq!(
            Source::parse("csv:x"),
            Err(SourceError::UnknownKind("csv".into()))
        );
        for url in [
            "prisma://host/?api_key=x",
            "postgres://u:x@h/d",
            "prisma://",
        ] {
            let error = Source::parse(url).unwrap_err();
            assert!(matches!(error, SourceError::Url(_)), "{url}");
            assert!(!error.to_string().contains('x'), "{error}");
        }
        assert_eq!(
            Source::parse("prisma:///a").unwrap().to_string(),
            "prisma:///a"
        );
        assert_eq!(
            Source::parse("prisma:"),
            Err(SourceError::NoPath("prisma".into()))
        );
    }
}
