//! Does the live database match what the code expects?
//!
//! The library behind the `schemadrift` command: reads sources, reads a live database, compares,
//! and returns a structured [`Report`]. It prints nothing and keeps no global state.
//!
//! ```no_run
//! # async fn start() -> Result<(), Box<dyn std::error::Error>> {
//! use schemadrift::{CodeSide, Checker, ConnectOptions, DatabaseUrl, Source, UrlContext};
//!
//! let root = std::path::Path::new(".");
//! let code = CodeSide::read(&Source::parse("prisma:prisma/schema.prisma")?, root).await?;
//! let url = DatabaseUrl::parse("postgresql://app@localhost/shop", &UrlContext::default())?;
//! let report = Checker::new(vec![code]).against_database(&url, &ConnectOptions::default()).await?;
//! println!("{}: {} findings", report.verdict, report.findings.len());
//! # Ok(())
//! # }
//! ```

mod checker;
mod code;
mod error;
mod layer;
mod live;
mod merge;
mod migrations;
pub mod snapshot;
mod sql_files;
mod trust;

pub use checker::{Checker, Sides, Step};
pub use code::{CodeSide, Source};
pub use error::{CheckError, SourceError};
pub use layer::Script;
pub use live::describe;
pub use migrations::Migrations;

pub use schemadrift_check::{Report, Settings};
pub use schemadrift_live::{
    ConnectOptions, DatabaseUrl, LiveError, StatementListener, UrlContext, UrlError,
};

/// The parts this library is made of, for whoever needs more than the facade.
pub use {
    schemadrift_check as check, schemadrift_core as core, schemadrift_live as live_database,
    schemadrift_migrations as migration_files, schemadrift_prisma as prisma,
};
