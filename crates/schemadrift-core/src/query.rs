//! Owns queries that code was compiled with: what a cache remembers of each, and what a database
//! says of the same text today. Nothing here reads or asks.

use std::fmt;

use crate::dialect::Engine;
use crate::name::QualifiedName;
use crate::object::{ObjectKind, ObjectPath};
use crate::origin::{Location, Origin};

/// A query as it was described when the code was compiled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CachedQuery {
    /// What it is called: `query-` and the beginning of its hash.
    pub name: String,
    /// The kind of database that described it.
    pub engine: Engine,
    /// The text.
    pub text: String,
    /// The columns of its result.
    pub columns: Vec<CachedColumn>,
    /// The types of its parameters, as the server calls them; `None` where the cache does not
    /// say.
    pub parameters: Option<Vec<String>>,
    /// Where the cache keeps it.
    pub cache: Origin,
    /// Tables that it asks for and the code makes for itself while it runs, each with its place. A
    /// database that lacks one says nothing of the query.
    pub made_tables: Vec<(String, Location)>,
    /// Where the code holds its text. None means that the query may be left over.
    pub places: Vec<Location>,
}

impl CachedQuery {
    /// Its address in findings.
    pub fn path(&self) -> ObjectPath {
        ObjectPath {
            schema: None,
            table: None,
            kind: ObjectKind::Query,
            name: self.name.clone(),
        }
    }
}

/// A column of a query's result as it was when the code was compiled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CachedColumn {
    /// Its name, without the marks `!`, `?` and `: T`.
    pub name: String,
    /// Its type, as the server calls it; `None` where the cache does not say.
    pub type_name: Option<String>,
    /// Whether it could be NULL, as the database said.
    pub is_nullable: Option<bool>,
    /// Whether the query says that the code takes a NULL, whatever the database says: `"name?"`.
    pub is_taken_as_nullable: bool,
}

/// What a database says of a query today. It was never run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Description {
    /// It can be run, and this is what it would give.
    Understood {
        /// The columns of its result.
        columns: Vec<DescribedColumn>,
        /// Why it cannot be run with parameters of the types that the code sends, if so.
        refuses_parameters: Option<String>,
    },
    /// It cannot be run.
    Refused {
        /// Why, in the server's words.
        message: String,
        /// Whether it is for want of a table or a schema.
        lacks_table: bool,
    },
    /// The database could not say, and why.
    Unknown(String),
}

/// A column of a query's result as it is today.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DescribedColumn {
    /// Its name, with the marks that the query has in it.
    pub name: String,
    /// Its type, as the server calls it; `None` where the database does not say.
    pub type_name: Option<String>,
    /// The column of a table that it shows as it is.
    pub shows: Option<ShownColumn>,
}

/// A column of a table that a query shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShownColumn {
    /// The table.
    pub table: QualifiedName,
    /// The column.
    pub column: String,
    /// Whether it can be NULL.
    pub is_nullable: bool,
}

impl fmt::Display for ShownColumn {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}.{}", self.table.name, self.column)
    }
}

/// The name of a result's column without the marks that tell the compiler how to take it, and
/// whether one of them says that it can be NULL.
pub fn without_marks(name: &str) -> (&str, bool) {
    match name.find(['!', '?', ':']) {
        // PostgreSQL calls a column without a name `?column?`.
        None | Some(0) => (name, false),
        Some(end) => (name[..end].trim_end(), name[end..].starts_with('?')),
    }
}

#[cfg(test)]
mod tests {
    use super::without_marks;

    #[test]
    fn marks_are_no_part_of_a_name() {
        for (name, expected) in [
            ("id", ("id", false)),
            ("id!", ("id", false)),
            ("id?", ("id", true)),
            ("id!: Uuid", ("id", false)),
            ("id?: Uuid", ("id", true)),
            ("id: _", ("id", false)),
            ("?column?", ("?column?", false)),
        ] {
            assert_eq!(without_marks(name), expected, "{name}");
        }
    }
}
