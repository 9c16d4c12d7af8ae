//! All understanding of SQL text: type names read into neutral shapes, expressions rewritten to
//! normal forms, the statements that SQLite stores as text, scripts taken apart into statements,
//! statements into changes of a schema, and changes carried out.
//!
//! Pure functions; no I/O. Every entry point survives any bytes.

pub mod change;
pub mod expression;
pub mod index_keys;
pub mod operator_classes;
pub mod partitioning;
pub mod query;
pub mod query_words;
pub mod replay;
pub mod script;
pub mod sqlite;
pub mod trigger;
pub mod types;

mod cursor;
mod grant;
mod mysql;
mod nesting;
mod place;
mod placeholders;
mod postgresql;
mod query_columns;
mod rows;
mod statements;
mod tokens;
mod unclear;

pub use grant::account;
pub use mysql::routine_type;
pub use postgresql::read_routine;
pub use statements::{read_made, read_made_statement, read_script, read_statement};
