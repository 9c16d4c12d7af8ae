//! Owns the layouts: how each tool lays out its migrations. One file a layout, each of which tells
//! whether a folder is its own, and lists what is in it.

mod dbmate;
mod diesel;
mod flyway;
mod flyway_settings;
mod golang_migrate;
mod goose;
mod liquibase;
mod liquibase_preconditions;
mod listing;
mod node_pg_migrate;
mod numbered;
mod plain;
mod pop;
mod prisma;
mod rails;
mod refinery;
mod seaorm;
mod seaorm_body;
mod sqlx;
mod supabase;

use std::fmt;

use schemadrift_core::dialect::Engine;
use schemadrift_core::migration::Tool;

use crate::folder::Folder;
use crate::project::Project;

pub(crate) use listing::Listing;
pub(crate) use rails::DUMP;

/// How migrations lie on disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Layout {
    /// Folders with `migration.sql`, and a lock file.
    Prisma,
    /// Folders with `up.sql`.
    Diesel,
    /// Rust files, and a list of them in code.
    SeaOrm,
    /// Files of changesets.
    Liquibase,
    /// Files with `-- migrate:up`.
    Dbmate,
    /// Files with `-- +goose Up`.
    Goose,
    /// One dump, `structure.sql`.
    Rails,
    /// Files such as `V1__name.sql` of a Rust project.
    Refinery,
    /// Files such as `V1.2__name.sql` and `R__name.sql`.
    Flyway,
    /// Numbered files in `supabase/migrations`.
    Supabase,
    /// Numbered files of a Rust project, one each.
    SqlxSimple,
    /// Numbered files of a Rust project, a pair of `.up.sql` and `.down.sql` each.
    SqlxReversible,
    /// Numbered files of a JavaScript project.
    NodePgMigrate,
    /// Numbered pairs of `.up.sql` and `.down.sql`, which may name a database.
    Pop,
    /// Numbered pairs of `.up.sql` and `.down.sql`.
    GolangMigrate,
    /// SQL files in the order of their names.
    PlainFiles,
}

impl Layout {
    /// Every layout, in the order in which a folder is tried: what is known by its content first,
    /// then what only the project's files can tell, and the one that takes anything last.
    const ALL: [Self; 16] = [
        Self::Prisma,
        Self::Diesel,
        Self::SeaOrm,
        Self::Liquibase,
        Self::Dbmate,
        Self::Goose,
        Self::Rails,
        Self::Refinery,
        Self::Flyway,
        Self::Supabase,
        Self::SqlxReversible,
        Self::SqlxSimple,
        Self::NodePgMigrate,
        Self::Pop,
        Self::GolangMigrate,
        Self::PlainFiles,
    ];

    /// The tool whose layout it is.
    pub fn tool(self) -> Tool {
        match self {
            Self::Prisma => Tool::Prisma,
            Self::Diesel => Tool::Diesel,
            Self::SeaOrm => Tool::SeaOrm,
            Self::Liquibase => Tool::Liquibase,
            Self::Dbmate => Tool::Dbmate,
            Self::Goose => Tool::Goose,
            Self::Rails => Tool::Rails,
            Self::Refinery => Tool::Refinery,
            Self::Flyway => Tool::Flyway,
            Self::Supabase => Tool::Supabase,
            Self::SqlxSimple | Self::SqlxReversible => Tool::Sqlx,
            Self::NodePgMigrate => Tool::NodePgMigrate,
            Self::Pop => Tool::Pop,
            Self::GolangMigrate => Tool::GolangMigrate,
            Self::PlainFiles => Tool::PlainFiles,
        }
    }

    /// The layout of a folder.
    pub(crate) fn of(folder: &Folder, project: &Project) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|layout| layout.recognises(folder, project))
    }

    fn recognises(self, folder: &Folder, project: &Project) -> bool {
        match self {
            Self::Prisma => prisma::recognises(folder),
            Self::Diesel => diesel::recognises(folder, project),
            Self::SeaOrm => seaorm::recognises(folder),
            Self::Liquibase => liquibase::recognises(folder),
            Self::Dbmate => dbmate::recognises(folder),
            Self::Goose => goose::recognises(folder),
            Self::Rails => rails::recognises(folder),
            Self::Refinery => refinery::recognises(folder, project),
            Self::Flyway => flyway::recognises(folder),
            Self::Supabase => supabase::recognises(folder, project),
            Self::SqlxReversible => sqlx::recognises_pairs(folder, project),
            Self::SqlxSimple => sqlx::recognises(folder, project),
            Self::NodePgMigrate => node_pg_migrate::recognises(folder, project),
            Self::Pop => pop::recognises(folder, project),
            Self::GolangMigrate => golang_migrate::recognises(folder, project),
            Self::PlainFiles => plain::recognises(folder),
        }
    }

    /// What is in a folder of this layout, for the wanted database where that is known.
    pub(crate) fn list(
        self,
        folder: &Folder,
        project: &Project,
        wanted: Option<Engine>,
    ) -> Listing {
        match self {
            Self::Prisma => prisma::list(folder),
            Self::Diesel => diesel::list(folder),
            Self::SeaOrm => seaorm::list(folder),
            Self::Liquibase => liquibase::list(folder, wanted),
            Self::Dbmate => dbmate::list(folder),
            Self::Goose => goose::list(folder),
            Self::Rails => rails::list(folder),
            Self::Refinery => refinery::list(folder),
            Self::Flyway => flyway::list(folder, project),
            Self::Supabase => supabase::list(folder),
            Self::SqlxReversible | Self::SqlxSimple => sqlx::list(folder, project),
            Self::NodePgMigrate => node_pg_migrate::list(folder),
            Self::Pop => pop::list(folder),
            Self::GolangMigrate => golang_migrate::list(folder),
            Self::PlainFiles => plain::list(folder, project),
        }
    }
}

impl fmt::Display for Layout {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::SqlxSimple => "sqlx, simple",
            Self::SqlxReversible => "sqlx, reversible",
            Self::Rails => "Rails, `structure.sql`",
            Self::Liquibase => "Liquibase, formatted SQL",
            Self::Prisma
            | Self::Diesel
            | Self::SeaOrm
            | Self::Dbmate
            | Self::Goose
            | Self::Refinery
            | Self::Flyway
            | Self::Supabase
            | Self::NodePgMigrate
            | Self::Pop
            | Self::GolangMigrate
            | Self::PlainFiles => self.tool().facts().display_name,
        })
    }
}
