//! Owns the contract of sources: something that can be read into a model.

use std::path::Path;
use std::sync::Arc;

use async_trait::async_trait;

use crate::model::Schema;
use crate::origin::SourceFile;
use crate::problem::{Problem, Severity};

/// Something that states a schema: files, a live database, compiled types.
#[async_trait]
pub trait SchemaSource: Send + Sync {
    /// What kind of source this is and where it is, without secrets.
    fn description(&self) -> SourceDescription;

    /// Reads it.
    ///
    /// # Errors
    ///
    /// Only disk, network and rights fail; bad input comes back as problems of the reading.
    async fn read(&self) -> Result<Reading, ReadError>;
}

/// A source in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceDescription {
    /// The kind as the command line spells it: `prisma`, `postgresql`, `snapshot`.
    pub kind: String,
    /// The path, or the server and database. Never a secret.
    pub place: String,
}

/// What a reader understood, and what it did not.
#[derive(Debug, Clone)]
pub struct Reading {
    /// The model.
    pub schema: Schema,
    /// Trouble with the input.
    pub problems: Vec<Problem>,
    /// The files that were read.
    pub files: Vec<Arc<SourceFile>>,
}

impl Reading {
    /// Whether the input cannot be used at all.
    pub fn is_unusable(&self) -> bool {
        self.problems
            .iter()
            .any(|problem| problem.severity == Severity::Error)
    }
}

/// Why a source could not be read at all.
#[derive(Debug, thiserror::Error)]
#[error("{message}")]
pub struct ReadError {
    /// What failed, naming the thing. Never a secret.
    pub message: String,
    /// The way out, if there is one.
    pub help: Option<String>,
}

impl ReadError {
    /// An error without a way out.
    pub fn new(message: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            help: None,
        }
    }

    /// The same error with a way out.
    #[must_use]
    pub fn with_help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

/// A path as people see it: relative to the root where it is below it, with forward slashes.
pub fn shown_path(path: &Path, root: &Path) -> String {
    let absolute = |path: &Path| path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let shown = match path.strip_prefix(root) {
        Ok(below) => below.to_owned(),
        Err(_) => match absolute(path).strip_prefix(absolute(root)) {
            Ok(below) => below.to_owned(),
            Err(_) => path.to_owned(),
        },
    };
    let text = shown.to_string_lossy().replace('\\', "/");
    if text.is_empty() {
        ".".to_owned()
    } else {
        text
    }
}
