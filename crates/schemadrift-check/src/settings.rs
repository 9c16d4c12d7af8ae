//! Owns what a caller may set about a comparison.

use std::collections::BTreeMap;
use std::sync::Arc;

use schemadrift_core::finding::Level;
use schemadrift_core::model::Schema;
use schemadrift_core::name::QualifiedName;
use schemadrift_core::query::{CachedQuery, Description};
use schemadrift_core::question::Answers;
use schemadrift_core::usage::Usage;

use crate::history::History;

/// What a caller may set about a comparison.
#[derive(Debug, Clone, Default)]
pub struct Settings {
    /// Levels by rule name, instead of the one that the effect sets.
    pub levels: BTreeMap<String, Level>,
    /// What is known of the rows of tables that must hold some.
    pub expected_rows: Vec<RowFact>,
    /// What a server answered to the questions of an earlier comparison.
    pub answers: Answers,
    /// Whether every missing object is listed even where one headline would say it all.
    pub lists_everything: bool,
    /// What is known of the project's migrations; blame needs it.
    pub history: Option<Arc<History>>,
    /// What the database says of the queries that code was compiled with.
    pub queries: Vec<QueryFact>,
    /// What the code uses, if it was read.
    pub usage: Option<Arc<Usage>>,
    /// What each source states alone, where the code side is made of several.
    pub sources: Vec<Arc<Schema>>,
}

/// A query that code was compiled with, and what the database says of it today.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QueryFact {
    /// The query.
    pub query: Arc<CachedQuery>,
    /// What the database says.
    pub description: Description,
}

/// What is known of the rows of a table that must hold some.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowFact {
    /// The table.
    pub table: QualifiedName,
    /// What was seen.
    pub rows: Rows,
}

/// What was seen of a table's rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Rows {
    /// There is at least one.
    Some,
    /// There is none.
    None,
    /// They could not be looked at, and why.
    NotVisible(String),
}
