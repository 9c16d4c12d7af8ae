//! Does the live database match what the code expects?
//!
//! A service that is deployed before its migration, or onto a database that somebody changed by hand, fails at its
//! users' requests. With this library it looks first: it refuses to start, or warns, and says on its health
//! endpoint how the database is. The database is only read, in a transaction that cannot write.
//!
//! # Take it in
//!
//! A service that checks its own pool against a schema in the program needs its driver and nothing else; the rest is for
//! sources that are read from disk. See [the features](#features).
//!
//! ```toml
//! [dependencies]
//! schemadrift = { version = "0.1", default-features = false, features = ["postgres"] }
//! ```
//!
//! # Say what the code expects
//!
//! The expected schema is a *snapshot*: a file that the command writes and `include_str!` puts into the program, so
//! that nothing is read from disk at run time.
//!
//! ```sh
//! schemadrift inspect "$DATABASE_URL" --output schema.json           # a database with all migrations
//! schemadrift inspect prisma:prisma/schema.prisma --output schema.json # or a Prisma schema
//! ```
//!
//! Commit it beside the migrations, and let the pipeline write it again and fail where the two differ. A service on SeaORM
//! or Diesel has its schema in its types and needs no file: see [everything that states a schema](#everything-that-states-a-schema).
//!
//! # Look before serving
//!
//! [`Checker::at_start`] takes the service's own pool, borrows one connection of it and gives it back as it came.
//! With [`Policy::Refuse`] an unfit database is an error whose text says what is wrong:
//!
//! ```
//! use schemadrift::{Checker, Policy};
//! use sqlx::SqlitePool;
//!
//! async fn start(pool: &SqlitePool) -> Result<(), Box<dyn std::error::Error>> {
//! #   const SNAPSHOT: &str = include_str!("../tests/schema.json");
//! #   let _ = stringify!(
//!     const SNAPSHOT: &str = include_str!("schema.json");
//! #   );
//!     let checker = Checker::from_snapshot("schema.json", SNAPSHOT)?;
//!     checker.at_start(pool, Policy::Refuse).await?;
//!     // Serve.
//!     Ok(())
//! }
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # let folder = tempfile::tempdir()?;
//! # let url = format!("sqlite:{}?mode=rwc", folder.path().join("shop.db").display());
//! let pool = SqlitePool::connect(&url).await?;
//! sqlx::raw_sql("CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT NOT NULL, name TEXT)")
//!     .execute(&pool)
//!     .await?;
//! assert!(start(&pool).await.is_ok());
//!
//! sqlx::raw_sql("ALTER TABLE users DROP COLUMN name").execute(&pool).await?;
//! let refusal = start(&pool).await.unwrap_err().to_string();
//! assert!(refusal.contains("error missing-column: column `name` of `users`"), "{refusal}");
//! assert!(refusal.ends_with("set SCHEMADRIFT_POLICY=warn to start all the same"));
//! # Ok(())
//! # }
//! ```
//!
//! A column, a table or an index more than expected keeps nobody from starting: old code goes on while a new version
//! is rolled out. What keeps it from starting is a finding of level error (reads or writes would fail, or data is at
//! risk), or a database that could not be compared at all.
//!
//! # Let whoever runs the service decide
//!
//! The environment variable `SCHEMADRIFT_POLICY` overrides the policy that the code names: `off` does not look,
//! `warn` looks and starts all the same, `refuse` refuses. No new build is needed to get a service through a bad night.
//!
//! # Read the report
//!
//! [`Checker::check`] gives a [`Report`]: a verdict in one word, findings with rule, effect, object, both values and one
//! safe next step, what could not be told, and how much was compared. Its `Display` is short and made for logs.
//!
//! ```
//! # use schemadrift::Checker;
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # let pool = sqlx::SqlitePool::connect("sqlite::memory:").await?;
//! # sqlx::raw_sql("CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT)").execute(&pool).await?;
//! # let checker = Checker::from_snapshot("schema.json", include_str!("../tests/schema.json"))?;
//! use schemadrift::core::finding::{Effect, Verdict};
//!
//! let report = checker.check(&pool).await?;
//! assert_eq!(report.verdict, Verdict::Incompatible);
//! for finding in &report.findings {
//!     println!("{}: {}", finding.rule, finding.message);
//! }
//! assert!(report.findings.iter().any(|finding| finding.effect == Effect::ReadsFail));
//! assert!(report.to_string().starts_with("incompatible: 2 errors; "), "{report}");
//! # Ok(())
//! # }
//! ```
//!
//! The same goes to `tracing`, under the target `schemadrift`: an event for each finding at its own level, and one for
//! the whole.
//!
//! # Say it on the health endpoint
//!
//! A [`Probe`] answers from memory while its answer is fresh. However many requests come in, one check runs at a time, and
//! an answer that takes too long is `unknown`.
//!
//! ```
//! # use schemadrift::Checker;
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # let pool = sqlx::SqlitePool::connect("sqlite::memory:").await?;
//! # sqlx::raw_sql("CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT NOT NULL, name TEXT, phone TEXT)")
//! #     .execute(&pool).await?;
//! # let checker = Checker::from_snapshot("schema.json", include_str!("../tests/schema.json"))?;
//! use std::time::Duration;
//! use schemadrift::{Probe, Status};
//!
//! let probe = Probe::new(checker, &pool)
//!     .with_max_age(Duration::from_secs(30))
//!     .with_time_limit(Duration::from_secs(1));
//!
//! let health = probe.health().await;
//! assert_eq!(health.status, Status::Ahead); // `phone` is new, and harms nobody
//! assert_eq!(health.is_fit, Some(true));
//! # Ok(())
//! # }
//! ```
//!
//! # Everything that leads to a database
//!
//! | the service has | it passes |
//! |---|---|
//! | a pool of sqlx | `&PgPool`, `&SqlitePool` (features `postgres`, `sqlite`) |
//! | SeaORM | `&DatabaseConnection` (feature `seaorm-connection`) |
//! | Diesel, MySQL, MariaDB, or anything else | a [`DatabaseUrl`]; the check connects by itself |
//!
//! [`Database::with_options`] sets time limits for connecting, statements and locks, and
//! [`Checker::with_deadline`] one for everything together; ten seconds unless told otherwise.
//!
//! # Everything that states a schema
//!
//! | the schema is in | the checker is made by |
//! |---|---|
//! | a snapshot in the program | [`Checker::from_snapshot`] |
//! | entities of SeaORM that the service is built with | `CodeSide::from_entities` (feature `seaorm-reflect`), then [`Checker::new`] |
//! | tables of Diesel that the service is built with | `CodeSide::from_tables` (feature `diesel-reflect`) |
//! | a model in memory | [`CodeSide::from_schema`] |
//! | anything that implements [`core::source::SchemaSource`] | [`CodeSide::from_source`] |
//! | files: Prisma, SQL, migrations, snapshots, `.sqlx` | [`Source`] and [`CodeSide::read`] |
//!
//! Whole services on sqlx, SeaORM and Diesel, with tests that drop a column, are in the folder
//! [`examples`](https://github.com/schemadrift/schemadrift/tree/main/examples) of the repository.
//!
//! Several sources that speak about one database go into one checker:
//!
//! ```no_run
//! # async fn start() -> Result<(), Box<dyn std::error::Error>> {
//! use std::path::Path;
//! use schemadrift::{Checker, CodeSide, DatabaseUrl, Source, UrlContext};
//!
//! let root = Path::new(".");
//! let schema = CodeSide::read(&Source::parse("prisma:prisma/schema.prisma")?, root).await?;
//! let queries = CodeSide::read(&Source::parse("sqlx:.sqlx")?, root).await?;
//! let url = DatabaseUrl::parse("postgresql://app@localhost/shop", &UrlContext::default())?;
//! let report = Checker::new(vec![schema, queries]).check(&url).await?;
//! println!("{report}");
//! # Ok(())
//! # }
//! ```
//!
//! # Features
//!
//! | feature | brings | default |
//! |---|---|---|
//! | `postgres`, `sqlite` | the drivers, and the pools of sqlx | yes |
//! | `mysql` | the driver for MySQL and MariaDB | yes |
//! | `tls` | encrypted connections where a URL is given | yes |
//! | `prisma`, `diesel`, `seaorm`, `sql`, `migrations` | sources that are read from disk | yes |
//! | `query-cache` | `.sqlx` folders as a source | yes |
//! | `code` | what application code uses, with its parsers | no |
//! | `seaorm-connection` | SeaORM's connections | no |
//! | `seaorm-reflect`, `diesel-reflect` | compiled entities and tables as sources | no |
//!
//! A service that checks an embedded snapshot over its own pool needs `default-features = false` and its driver. There is
//! no command-line parser in the tree, and no terminal code but what the parser of `code` brings.

mod checker;
mod code;
#[cfg(any(feature = "seaorm-reflect", feature = "diesel-reflect"))]
mod compiled;
mod database;
mod error;
mod events;
mod layer;
mod ledgers;
mod live;
mod merge;
#[cfg_attr(not(feature = "migrations"), path = "without_migrations.rs")]
mod migrations;
mod policy;
mod probe;
mod queries;
mod read_ahead;
mod rows;
pub mod snapshot;
#[cfg(feature = "sql")]
mod sql_files;
mod trust;
#[cfg(feature = "code")]
mod usage;

pub use checker::{Checker, DEFAULT_DEADLINE, Sides, Step};
pub use code::{CodeSide, Source};
pub use database::Database;
pub use error::{CheckError, SourceError};
pub use layer::Script;
pub use live::describe;
pub use migrations::Migrations;
pub use policy::{Admission, Policy, PolicyError, Refusal};
pub use probe::{Health, Probe, Status};
pub use read_ahead::ReadAhead;
#[cfg(feature = "code")]
pub use usage::{CodeChoice, ProjectCode};

pub use schemadrift_check::{Report, Settings};
pub use schemadrift_live::{
    ConnectOptions, DatabaseUrl, LiveError, StatementListener, UrlContext, UrlError,
};

#[cfg(feature = "diesel-reflect")]
pub use schemadrift_diesel::{compiled_tables, reflect::CompiledTable};
#[cfg(feature = "seaorm-reflect")]
pub use schemadrift_seaorm::{entities, reflect::CompiledEntities};

#[cfg(feature = "query-cache")]
pub use schemadrift_code as query_caches;
#[cfg(feature = "diesel")]
pub use schemadrift_diesel as diesel;
#[cfg(any(feature = "migrations", feature = "sql"))]
pub use schemadrift_migrations as migration_files;
#[cfg(feature = "prisma")]
pub use schemadrift_prisma as prisma;
#[cfg(feature = "seaorm")]
pub use schemadrift_seaorm as seaorm;
/// The parts this library is made of, for whoever needs more than the facade.
pub use {schemadrift_check as check, schemadrift_core as core, schemadrift_live as live_database};
