//! Owns Diesel's files on disk: the only place that reads them.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use async_trait::async_trait;
use schemadrift_core::dialect::Engine;
use schemadrift_core::source::{ReadError, Reading, SchemaSource, SourceDescription, shown_path};
use schemadrift_rust_syntax::rust_files;

use crate::config::DieselConfig;
use crate::reading::{DieselReading, ReadSettings, read};
use crate::{engines, parse};

/// The tables of a program: a file, a crate, or a workspace.
#[derive(Debug, Clone)]
pub struct DieselSource {
    path: PathBuf,
    root: PathBuf,
    connected: Option<Engine>,
}

impl DieselSource {
    /// A source at a path. Paths in reports are shown relative to `root`.
    pub fn new(path: impl Into<PathBuf>, root: impl Into<PathBuf>) -> Self {
        Self {
            path: path.into(),
            root: root.into(),
            connected: None,
        }
    }

    /// The same source, compared with a database of this kind.
    #[must_use]
    pub fn for_engine(mut self, engine: Option<Engine>) -> Self {
        self.connected = engine;
        self
    }

    /// The folder of migrations that `diesel.toml` names.
    pub fn migrations_folder(&self) -> Option<PathBuf> {
        let (config, folder) = config(&self.path, &self.root);
        config.migrations.map(|migrations| folder.join(migrations))
    }

    /// Reads the files and what they state.
    ///
    /// # Errors
    ///
    /// A file or folder that cannot be read.
    pub fn read_diesel(&self) -> Result<DieselReading, ReadError> {
        if !self.path.exists() {
            let shown = shown_path(&self.path, &self.root);
            return Err(ReadError::new(format!("`{shown}` is not there")));
        }
        let found = rust_files(&self.path, &self.root, &parse::WORDS)?;
        let (config, folder) = config(&self.path, &self.root);
        let generated: BTreeSet<String> = config
            .print_schema
            .iter()
            .filter_map(|entry| entry.file.as_deref())
            .map(|file| shown_path(&folder.join(file), &self.root))
            .filter(|file| found.files.iter().any(|known| &known.path == file))
            .collect();
        let settings = ReadSettings {
            connected: self.connected,
            possible: engines::of_features(&self.path),
            config,
            generated,
        };
        let mut reading = read(&found.files, &settings);
        reading.reading.problems.extend(found.problems);
        Ok(reading)
    }
}

#[async_trait]
impl SchemaSource for DieselSource {
    fn description(&self) -> SourceDescription {
        SourceDescription {
            kind: "diesel".to_owned(),
            place: shown_path(&self.path, &self.root),
        }
    }

    async fn read(&self) -> Result<Reading, ReadError> {
        Ok(self.read_diesel()?.reading)
    }
}

/// The nearest `diesel.toml`, upwards from the path and not above the root's repository, with its
/// folder. One that cannot be read is taken for absent.
fn config(path: &Path, root: &Path) -> (DieselConfig, PathBuf) {
    let absolute = |path: &Path| path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let (start, root) = (absolute(path), absolute(root));
    let above = start
        .ancestors()
        .take_while(|folder| folder.starts_with(&root) || !root.starts_with(folder));
    let folders: Vec<&Path> = above.chain(std::iter::once(root.as_path())).collect();
    for folder in folders {
        if let Ok(text) = std::fs::read_to_string(folder.join("diesel.toml")) {
            return (DieselConfig::parse(&text), folder.to_owned());
        }
    }
    (DieselConfig::default(), root)
}
