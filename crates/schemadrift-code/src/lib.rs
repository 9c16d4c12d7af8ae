//! What application code asks of a database: tables, columns and enum values that TypeScript,
//! JavaScript, Rust and SQL in strings refer to, each with its place, and the queries that sqlx
//! remembers in `.sqlx` folders.
//!
//! Reading never fails on bad input and nothing is run; only disk and rights give an `Err`. No
//! claim is made about what cannot be resolved; it is counted, by reason.

#[cfg(feature = "references")]
mod embedded;
#[cfg(feature = "references")]
mod guard;
mod literals;
mod made;
#[cfg(feature = "references")]
mod models;
#[cfg(feature = "references")]
mod orm;
mod places;
#[cfg(feature = "references")]
mod project;
#[cfg(feature = "references")]
mod query_files;
#[cfg(feature = "references")]
mod reference;
#[cfg(feature = "references")]
mod rust;
#[cfg(feature = "references")]
mod script;
#[cfg(feature = "references")]
mod side_by_side;
#[cfg(feature = "references")]
mod sql;
#[cfg(feature = "references")]
mod sql_files;
mod sqlx_cache;

#[cfg(feature = "references")]
pub use models::{Field, FieldKind, Model, Models};
#[cfg(feature = "references")]
pub use project::{CodeChoice, CodeFiles};
#[cfg(feature = "references")]
pub use reference::{
    CallPlace, Named, QueryFile, Reference, References, Unresolved, Verdict, Via, Why,
};
#[cfg(feature = "references")]
pub use rust::rust_references;
#[cfg(feature = "references")]
pub use schemadrift_rust_syntax::RustTable;
#[cfg(feature = "references")]
pub use script::{
    Alias, Clients, Load, Modules, Needles, Scripts, script_references, scripts_references,
};
#[cfg(feature = "references")]
pub use sql::sql_references;
pub use sqlx_cache::{QueryCache, find, read};
