//! Owns references: where structs of the program read or write tables and columns.

use schemadrift_core::origin::Location;

/// A place where the program relies on a table or a column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CodeReference {
    /// The table, by the name of its module in Rust.
    pub table: String,
    /// The column, by its name in Rust; `None` for the table as a whole.
    pub column: Option<String>,
    /// What is done with it.
    pub kind: ReferenceKind,
    /// The place.
    pub location: Location,
}

/// What a program does with a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ReferenceKind {
    /// Reads it.
    Read,
    /// Writes it.
    Write,
}
