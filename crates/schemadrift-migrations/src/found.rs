//! Owns what reading a folder of migrations gives.

use std::sync::Arc;

use schemadrift_core::dialect::Engine;
use schemadrift_core::migration::{Migration, Tool};
use schemadrift_core::name::QualifiedName;
use schemadrift_core::origin::SourceFile;
use schemadrift_core::problem::Problem;

use crate::layouts::Layout;

/// The migrations of a folder.
#[derive(Debug, Clone)]
pub struct Found {
    /// The tool they are written for.
    pub tool: Tool,
    /// How they lie there.
    pub layout: Layout,
    /// The folder as people see it.
    pub place: String,
    /// The database they are for, where a lock file, a path or their text tells.
    pub engine: Option<Engine>,
    /// The ledger's table, where the project gives it another name than the tool does.
    pub ledger: Option<QualifiedName>,
    /// The migrations, in the order in which the tool applies them.
    pub migrations: Vec<Migration>,
    /// The files they stand in.
    pub files: Vec<Arc<SourceFile>>,
    /// Trouble with the input.
    pub problems: Vec<Problem>,
    /// What lies in the folder and is no migration.
    pub left_alone: Vec<LeftAlone>,
}

/// Something that was seen and not read.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct LeftAlone {
    /// The file or folder as people see it.
    pub path: String,
    /// Why.
    pub reason: String,
}
