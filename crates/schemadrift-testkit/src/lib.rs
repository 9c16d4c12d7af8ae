//! Proptest strategies for schemas and mutations, and private database servers for tests: what
//! the laws of schemadrift are tested with, for whoever has laws of their own.
//!
//! * [`schemas::schemas`] makes schemas that are valid by construction: their DDL applies.
//! * [`mutations::mutate`] makes one change to a schema, and says what a checker has to find.
//! * [`shuffled`] puts declarations into another order, which changes nothing.
//! * [`servers::postgres`] gives a PostgreSQL server that tests may do anything to.

mod choices;
pub mod mutations;
pub mod schemas;
pub mod servers;
mod shuffle;

pub use choices::Choices;
pub use shuffle::shuffled;
