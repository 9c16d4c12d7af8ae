//! What application code asks of a database: the queries that sqlx remembers in `.sqlx` folders,
//! with their places in the code.
//!
//! Reading never fails on bad input and nothing is run; only disk and rights give an `Err`.

mod literals;
mod made;
mod places;
mod sqlx_cache;

pub use sqlx_cache::{QueryCache, find, read};
