//! Owns the SQL that a project keeps in files of its own: queries, those that a macro names among
//! them, and scripts that the code runs.

use std::collections::BTreeSet;
use std::sync::Arc;

use schemadrift_core::origin::SourceFile;
use schemadrift_sql::query::Catalog;

use crate::made;
use crate::query_files;
use crate::reference::{References, Via};
use crate::sql::file_references;

/// The SQL files of a project, and the code that may name them.
#[derive(Clone, Copy)]
pub(crate) struct SqlFiles<'a> {
    pub(crate) files: &'a [Arc<SourceFile>],
    pub(crate) code: &'a [Arc<SourceFile>],
    pub(crate) scripts: &'a [Arc<SourceFile>],
}

impl SqlFiles<'_> {
    /// The references of files that hold queries, but for those that are read already.
    pub(crate) fn references(self, read: &BTreeSet<String>, catalog: &Catalog<'_>) -> References {
        let mut all = References::default();
        for file in self.files {
            if read.contains(&file.path) {
                continue;
            }
            if query_files::is_one(catalog.engine(), &file.text) {
                all.extend(file_references(file, Via::QueryFile, catalog));
            } else if self.is_named(file) {
                all.made.extend(made::tables(&file.text));
            }
        }
        all
    }

    /// The names that the program gives to tables while it runs.
    pub(crate) fn renames(self) -> Vec<(String, String)> {
        let run = self.files.iter().filter(|file| self.is_named(file));
        let code = self.code.iter().chain(self.scripts);
        let texts = code.filter(|file| !made::is_of_migrations(file.path.as_ref()));
        texts
            .chain(run)
            .filter(|file| may_rename(&file.text))
            .flat_map(|file| made::renames(&file.text))
            .collect()
    }

    /// Whether the code names a file, and so runs it.
    fn is_named(self, file: &SourceFile) -> bool {
        let name = file.path.rsplit('/').next().unwrap_or(&file.path);
        let mut code = self.code.iter().chain(self.scripts);
        code.any(|code| code.text.contains(name))
    }
}

fn may_rename(text: &str) -> bool {
    text.contains("RENAME TO") || text.contains("rename to")
}
