//! Owns the names that a query uses: which tables and columns it reads and writes, resolved
//! against a schema. What cannot be resolved is said, with the reason, and never guessed.

mod catalog;
mod change;
mod column;
mod from;
mod literal;
mod output;
mod scope;
mod sql_text;
mod statement;
mod text;

#[cfg(test)]
mod tests;

use std::fmt;
use std::ops::Range;

use schemadrift_core::name::{Name, QualifiedName};

pub use catalog::Catalog;
pub use sql_text::{HOLE, SqlText};

/// What a query uses.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct QueryNames {
    /// The names, in the order of their places.
    pub uses: Vec<NameUse>,
    /// What no claim is made about, in the order of its places.
    pub unresolved: Vec<Unresolved>,
    /// Relations that the text itself makes, such as temporary tables.
    pub made: Vec<Name>,
}

/// One name in a query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NameUse {
    /// The bytes of the query's text that spell it.
    pub range: Range<usize>,
    /// What is done with it.
    pub access: Access,
    /// What it names.
    pub name: UsedName,
    /// Whether the schema has it.
    pub verdict: Verdict,
}

/// What is done with a table or a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Access {
    /// It is read.
    Read,
    /// It is written.
    Write,
}

/// What a name in a query names.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum UsedName {
    /// A table or a view, under its name in the schema if it has one there.
    Table(QualifiedName),
    /// A column.
    Column {
        /// The table, if the query leaves only one open.
        table: Option<QualifiedName>,
        /// The name, folded by the engine's rule.
        column: Name,
    },
    /// A value of an enum type.
    EnumValue {
        /// The type; of an enum that lives in its column, the table.
        of: QualifiedName,
        /// The value.
        value: String,
    },
}

/// Whether the schema has what a name names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// It has.
    Known,
    /// It states all of these, and this is none of them.
    Unknown,
}

/// A part of a query that no claim is made about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unresolved {
    /// The bytes of the query's text.
    pub range: Range<usize>,
    /// Why not.
    pub reason: Reason,
}

/// Why no claim is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reason {
    /// The text is no query, or of a kind that the parser does not know.
    NotParsed,
    /// The text nests too deep.
    TooDeep,
    /// The name is put together when the program runs.
    DynamicName,
    /// The relation's columns are not known: a function, a query with parts put together when the
    /// program runs, a table that the query makes.
    OpenRelation,
    /// The name in front of the dot is none of the query's relations.
    NoSuchRelation,
    /// No relation is in sight.
    NoRelation,
    /// The schema does not state all tables or columns.
    NotStated,
}

impl Reason {
    /// The reason as one clause.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::NotParsed => "the text is no query that can be read",
            Self::TooDeep => "the text nests too deep",
            Self::DynamicName => "the name is put together when the program runs",
            Self::OpenRelation => "not all columns of the query's relations are known",
            Self::NoSuchRelation => "the name in front of the dot is no relation of the query",
            Self::NoRelation => "no relation is in sight",
            Self::NotStated => "the schema does not state all of them",
        }
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

/// The names that the queries of a text use. Each [`HOLE`] in the text stands for something that
/// only the running program knows.
pub fn query_names(catalog: &Catalog<'_>, text: &str) -> QueryNames {
    statement::names(catalog, text)
}
