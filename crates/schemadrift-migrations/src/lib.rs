//! Migrations on disk and in ledgers: which files a tool takes, in which order, which part of them
//! runs and under which checksum; what the rows of its ledger mean; what the two say together.
//!
//! What a new migration would look like is told by [`fresh`], which writes nothing.
//!
//! Only [`read`] and [`find()`] touch the disk. No database is asked and nothing is executed:
//! ledger rows are handed in, see [`ledger`].

pub mod checksum;
pub mod ledger;

mod dialects;
mod disk;
mod engine;
mod find;
mod folder;
mod found;
mod fresh;
mod lines;
mod masked;
mod names;
mod project;
mod read;
mod replay;
mod rust_tokens;

mod layouts;

pub use dialects::is_alike;
pub use engine::engine_of_sql;
pub use find::{Candidate, Verdict, find};
pub use found::{Found, LeftAlone};
pub use fresh::{FreshFile, FreshMigration, FreshPart, fresh};
pub use layouts::Layout;
pub use read::{read, read_for};
pub use replay::Script;
