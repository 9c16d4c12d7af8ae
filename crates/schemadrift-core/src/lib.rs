//! The words that every part of schemadrift shares: the neutral schema model, the facts about
//! each database as data, where things were written, and what a check finds.
//!
//! This crate does no I/O, parses no language, reads no clock, environment or current directory,
//! and depends on no database driver. Readers fill a [`model::Schema`]; the checker compares two.

pub mod coverage;
pub mod data_type;
pub mod dialect;
pub mod expression;
pub mod finding;
pub mod limits;
pub mod migration;
pub mod model;
pub mod name;
pub mod object;
pub mod origin;
pub mod platform;
pub mod printable;
pub mod problem;
pub mod query;
pub mod question;
pub mod redact;
pub mod source;
pub mod stated;
pub mod usage;

pub use stated::Stated;
