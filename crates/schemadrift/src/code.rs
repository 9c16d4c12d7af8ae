//! Owns the code side: what kinds of sources there are, and reading one.

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use schemadrift_core::dialect::Engine;
use schemadrift_core::model::Schema;
use schemadrift_core::name::QualifiedName;
use schemadrift_core::query::CachedQuery;
use schemadrift_core::source::{ReadError, Reading, SchemaSource, SourceDescription};
#[cfg(feature = "diesel")]
use schemadrift_diesel::DieselSource;
use schemadrift_live::{ConnectOptions, DatabaseUrl, LiveDatabase, LiveError};
#[cfg(feature = "prisma")]
use schemadrift_prisma::{Datasource, PrismaSource};
#[cfg(feature = "seaorm")]
use schemadrift_seaorm::SeaOrmSource;
use schemadrift_sql::replay::RowCount;

use crate::error::{CheckError, SourceError};
use crate::layer::Script;
use crate::migrations::Migrations;
#[cfg(feature = "sql")]
use crate::sql_files;
use crate::{live, snapshot};

/// A source of the code side, as `KIND:PATH` names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    /// A Prisma schema: a file, or a folder of files.
    Prisma(PathBuf),
    /// Tables of Diesel: a file, a crate or a workspace.
    Diesel(PathBuf),
    /// SeaORM entities: a crate, a folder of them, or one file.
    SeaOrm(PathBuf),
    /// Plain SQL files: a script, or the scripts of a folder in the order of their numbers, if all
    /// have one, or of their names.
    Sql(PathBuf),
    /// A folder of migrations of any tool.
    Migrations(PathBuf),
    /// A dump in SQL, which says how many rows there are too.
    Dump(PathBuf),
    /// A snapshot that `inspect` wrote.
    Snapshot(PathBuf),
    /// Queries that sqlx remembers: a `.sqlx` folder, or the folder that holds one.
    Sqlx(PathBuf),
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
            "diesel" => Self::Diesel,
            "seaorm" => Self::SeaOrm,
            "sql" => Self::Sql,
            "migrations" => Self::Migrations,
            "dump" => Self::Dump,
            "snapshot" => Self::Snapshot,
            "sqlx" => Self::Sqlx,
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
            | Self::Diesel(path)
            | Self::SeaOrm(path)
            | Self::Sql(path)
            | Self::Migrations(path)
            | Self::Dump(path)
            | Self::Snapshot(path)
            | Self::Sqlx(path) => path,
        }
    }

    /// The same source with its path taken from another folder than the current one.
    #[must_use]
    pub fn within(&self, folder: &Path) -> Self {
        let path = folder.join(self.path());
        match self {
            Self::Prisma(_) => Self::Prisma(path),
            Self::Diesel(_) => Self::Diesel(path),
            Self::SeaOrm(_) => Self::SeaOrm(path),
            Self::Sql(_) => Self::Sql(path),
            Self::Migrations(_) => Self::Migrations(path),
            Self::Dump(_) => Self::Dump(path),
            Self::Snapshot(_) => Self::Snapshot(path),
            Self::Sqlx(_) => Self::Sqlx(path),
        }
    }

    /// The source in words, its path relative to a folder.
    fn description(&self, root: &Path) -> SourceDescription {
        let path = self.path();
        let place = path.strip_prefix(root).unwrap_or(path);
        SourceDescription {
            kind: self.kind().to_owned(),
            place: if place.as_os_str().is_empty() {
                ".".to_owned()
            } else {
                place.display().to_string()
            },
        }
    }

    /// What it is written in, as it stands before the path.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Prisma(_) => "prisma",
            Self::Diesel(_) => "diesel",
            Self::SeaOrm(_) => "seaorm",
            Self::Sql(_) => "sql",
            Self::Migrations(_) => "migrations",
            Self::Dump(_) => "dump",
            Self::Snapshot(_) => "snapshot",
            Self::Sqlx(_) => "sqlx",
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
    #[cfg(feature = "prisma")]
    pub datasource: Option<Datasource>,
    /// What the clients of it offer, if it is a Prisma schema.
    #[cfg(feature = "prisma")]
    pub client: Option<schemadrift_prisma::ClientSchema>,
    /// How Rust names the tables, if it declares them to Diesel or SeaORM.
    #[cfg(feature = "code")]
    pub tables: Vec<schemadrift_code::RustTable>,
    /// Whether it is a Prisma schema for a kind of database that is known and not read.
    pub is_for_unread_engine: bool,
    /// Tables and enums that the code gives to somebody else: a live object of such a name, plain
    /// or `schema.name`, is not extra.
    pub external: Vec<String>,
    /// Tables and views that need not be there, and are compared where they are.
    pub optional: Vec<QualifiedName>,
    /// The migrations, if it is made of them.
    pub migrations: Option<Migrations>,
    /// The folder in which its migrations lie, if it keeps any.
    pub migrations_folder: Option<PathBuf>,
    /// What is known of the rows, if it is a script or a dump.
    pub rows: Vec<(QualifiedName, RowCount)>,
    /// The statements, if it is a script.
    pub script: Option<Script>,
    /// Queries that the code was compiled with, if it is a cache of those. Such a source states no
    /// schema.
    pub queries: Vec<Arc<CachedQuery>>,
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
        let description = source.description(root);
        match source {
            #[cfg(feature = "prisma")]
            Source::Prisma(path) => {
                let opened = PrismaSource::open(path, root)?;
                let folder = opened.project().migrations_path.clone();
                let read = opened.read_prisma()?;
                let mut external = read.external_tables;
                external.extend(read.external_enums);
                Ok(Self {
                    datasource: read.datasource,
                    client: Some(read.client),
                    is_for_unread_engine: read.is_for_unread_engine,
                    external,
                    migrations_folder: Some(folder),
                    ..Self::of_reading(description, read.reading)
                })
            }
            #[cfg(feature = "diesel")]
            Source::Diesel(path) => {
                let source = DieselSource::new(path, root).for_engine(engine);
                let read = source.read_diesel()?;
                Ok(Self {
                    optional: read.optional,
                    migrations_folder: source.migrations_folder(),
                    #[cfg(feature = "code")]
                    tables: read.tables,
                    ..Self::of_reading(description, read.reading)
                })
            }
            #[cfg(feature = "seaorm")]
            Source::SeaOrm(path) => {
                let read = SeaOrmSource::open(path, root, engine)?.read_entities()?;
                Ok(Self {
                    #[cfg(feature = "code")]
                    tables: read.tables,
                    ..Self::of_reading(description, read.reading)
                })
            }
            #[cfg(feature = "sql")]
            Source::Sql(path) | Source::Dump(path) => {
                let read = sql_files::read(path, root, engine)?;
                Ok(Self::of_sql(description, read))
            }
            #[cfg(feature = "migrations")]
            Source::Migrations(path) => {
                let migrations = Migrations::read(path, root, engine)?;
                Ok(Self::of_migrations(description, migrations, None))
            }
            Source::Snapshot(path) => {
                let reading = snapshot::read(path, &description.place)?;
                Ok(Self::of_reading(description, reading))
            }
            #[cfg(feature = "query-cache")]
            Source::Sqlx(path) => {
                let cache = schemadrift_code::read(path, root)?;
                Ok(Self::of_queries(description, cache, engine))
            }
            #[cfg(not(all(
                feature = "prisma",
                feature = "diesel",
                feature = "seaorm",
                feature = "sql",
                feature = "migrations",
                feature = "query-cache"
            )))]
            _ => {
                let _unused = engine;
                Err(not_in_this_build(source, &description.place))
            }
        }
    }

    /// A snapshot that is in memory, such as one that `include_str!` put into the program.
    /// `place` names it in messages.
    ///
    /// # Errors
    ///
    /// When it is no snapshot, or one of another version.
    pub fn from_snapshot(place: &str, text: &str) -> Result<Self, ReadError> {
        let reading = snapshot::parse(text.as_bytes(), place)?;
        let description = SourceDescription {
            kind: "snapshot".to_owned(),
            place: place.to_owned(),
        };
        Ok(Self::of_reading(description, reading))
    }

    /// A model that is in memory: what compiled tables or entities state, or one that is built by
    /// hand.
    pub fn from_schema(description: SourceDescription, schema: Schema) -> Self {
        let reading = Reading {
            schema,
            problems: Vec::new(),
            files: Vec::new(),
        };
        Self::of_reading(description, reading)
    }

    /// Whatever else can be read into a model.
    ///
    /// # Errors
    ///
    /// When the source cannot be read; bad input comes back as problems of the reading.
    pub async fn from_source(source: &dyn SchemaSource) -> Result<Self, ReadError> {
        let reading = source.read().await?;
        Ok(Self::of_reading(source.description(), reading))
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

    /// What scripts make, as the side that states what is expected.
    #[cfg(feature = "sql")]
    pub(crate) fn of_sql(description: SourceDescription, read: sql_files::SqlReading) -> Self {
        Self {
            rows: read.rows,
            script: Some(read.script),
            ..Self::of_reading(description, read.reading)
        }
    }

    /// What migrations make, as the side that states what is expected. Names without a schema live
    /// in `namespace`, if not where the engine puts them.
    #[cfg(feature = "migrations")]
    pub(crate) fn of_migrations(
        description: SourceDescription,
        migrations: Migrations,
        namespace: Option<schemadrift_core::name::Name>,
    ) -> Self {
        let replayed = migrations.replay(namespace);
        let mut problems = migrations.found().problems.clone();
        problems.extend(replayed.problems);
        let reading = Reading {
            schema: migrations.proven().cloned().unwrap_or(replayed.schema),
            problems,
            files: migrations.found().files.clone(),
        };
        Self {
            rows: replayed.rows,
            migrations: Some(migrations),
            ..Self::of_reading(description, reading)
        }
    }

    /// Queries, which state no schema.
    #[cfg(feature = "query-cache")]
    fn of_queries(
        description: SourceDescription,
        cache: schemadrift_code::QueryCache,
        engine: Option<Engine>,
    ) -> Self {
        let description = SourceDescription {
            place: cache.place,
            ..description
        };
        let first = cache.queries.first().map(|query| query.engine);
        let engine = first.or(engine).unwrap_or(Engine::PostgreSql);
        let reading = Reading {
            schema: Schema::empty(engine, schemadrift_core::coverage::Coverage::default()),
            problems: cache.problems,
            files: Vec::new(),
        };
        Self {
            queries: cache.queries.into_iter().map(Arc::new).collect(),
            ..Self::of_reading(description, reading)
        }
    }

    pub(crate) fn of_reading(description: SourceDescription, reading: Reading) -> Self {
        Self {
            description,
            reading,
            #[cfg(feature = "prisma")]
            datasource: None,
            #[cfg(feature = "prisma")]
            client: None,
            #[cfg(feature = "code")]
            tables: Vec::new(),
            is_for_unread_engine: false,
            external: Vec::new(),
            optional: Vec::new(),
            migrations: None,
            migrations_folder: None,
            rows: Vec::new(),
            script: None,
            queries: Vec::new(),
        }
    }
}

/// The error of a build that leaves a reader out.
#[cfg(not(all(
    feature = "prisma",
    feature = "diesel",
    feature = "seaorm",
    feature = "sql",
    feature = "migrations",
    feature = "query-cache"
)))]
fn not_in_this_build(source: &Source, place: &str) -> ReadError {
    let feature = match source {
        Source::Prisma(_) => "prisma",
        Source::Diesel(_) => "diesel",
        Source::SeaOrm(_) => "seaorm",
        Source::Sql(_) | Source::Dump(_) => "sql",
        Source::Migrations(_) => "migrations",
        Source::Sqlx(_) => "query-cache",
        Source::Snapshot(_) => "default",
    };
    ReadError::new(format!(
        "this build does not read `{}:` sources such as `{place}`",
        source.kind()
    ))
    .with_help(format!("enable the feature `{feature}` of `schemadrift`"))
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
