//! Proptest strategies for schemas, mutations and histories, and private database servers for tests: what
//! the laws of schemadrift are tested with, for whoever has laws of their own.
//!
//! * [`schemas::schemas`] makes schemas that are valid by construction: their DDL applies.
//! * [`mutations::mutate`] makes one change to a schema, and says what a checker has to find.
//! * [`histories::History`] leads from a generated schema to others, step by step, as SQL.
//! * [`shuffled`] puts declarations into another order, which changes nothing.
//! * [`servers::postgres`] gives a PostgreSQL server that tests may do anything to.

mod choices;
pub mod histories;
pub mod mutations;
pub mod schemas;
pub mod servers;
mod shuffle;

pub use choices::Choices;
pub use shuffle::shuffled;
