//! All understanding of SQL text: type names read into neutral shapes, expressions rewritten to
//! normal forms, and the statements that SQLite stores as text.
//!
//! Pure functions; no I/O. Every entry point survives any bytes.

pub mod expression;
pub mod sqlite;
pub mod types;

mod nesting;
mod tokens;
