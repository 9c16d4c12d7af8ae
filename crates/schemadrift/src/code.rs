//! Owns the code side: what kinds of sources there are, and reading one.

use std::fmt;
use std::path::{Path, PathBuf};

use schemadrift_core::source::{ReadError, Reading, SourceDescription};
use schemadrift_live::{ConnectOptions, DatabaseUrl, LiveDatabase, LiveError};
use schemadrift_prisma::{Datasource, PrismaSource};

use crate::error::SourceError;
use crate::{live, snapshot};

/// A source of the code side, as `KIND:PATH` names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    /// A Prisma schema: a file, or a folder of files.
    Prisma(PathBuf),
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
        let make = match kind {
            "prisma" => Self::Prisma,
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
            Self::Prisma(path) | Self::Snapshot(path) => path,
        }
    }

    /// The same source with its path taken from another folder than the current one.
    #[must_use]
    pub fn within(&self, folder: &Path) -> Self {
        match self {
            Self::Prisma(path) => Self::Prisma(folder.join(path)),
            Self::Snapshot(path) => Self::Snapshot(folder.join(path)),
        }
    }

    fn kind(&self) -> &'static str {
        match self {
            Self::Prisma(_) => "prisma",
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
    /// Tables and enums that the code gives to somebody else: a live object of such a name, plain
    /// or `schema.name`, is not extra.
    pub external: Vec<String>,
}

impl CodeSide {
    /// Reads a source from disk. Paths in reports are shown relative to `root`.
    ///
    /// # Errors
    ///
    /// Only the disk fails; bad input comes back as problems of the reading.
    pub async fn read(source: &Source, root: &Path) -> Result<Self, ReadError> {
        let place = source.path().strip_prefix(root).unwrap_or(source.path());
        let description = SourceDescription {
            kind: source.kind().to_owned(),
            place: place.display().to_string(),
        };
        match source {
            Source::Prisma(path) => {
                let read = PrismaSource::open(path, root)?.read_prisma()?;
                let mut external = read.external_tables;
                external.extend(read.external_enums);
                Ok(Self {
                    description,
                    reading: read.reading,
                    datasource: read.datasource,
                    external,
                })
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

    fn of_reading(description: SourceDescription, reading: Reading) -> Self {
        Self {
            description,
            reading,
            datasource: None,
            external: Vec::new(),
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
        assert_eq!(
            Source::parse("prisma:"),
            Err(SourceError::NoPath("prisma".into()))
        );
    }
}
