//! Owns the generators: which versions, how they are built, how they are called.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::database::Database;
use crate::failure::Failure;
use crate::{process, workspace};

/// Packages with their versions. `diesel_cli` links to the client libraries of PostgreSQL and
/// MySQL, which have to be installed.
const PACKAGES: [&str; 2] = ["diesel_cli@2.3.14", "sea-orm-cli@2.0.4"];

/// The generators' programs.
#[derive(Debug)]
pub(super) struct Tools {
    diesel: PathBuf,
    sea_orm: PathBuf,
}

impl Tools {
    /// Those in a folder, or else those of our own, which are built if they are not there.
    ///
    /// # Errors
    /// If one does not build.
    pub(super) fn at(folder: Option<&Path>) -> Result<Self, Failure> {
        let own = workspace::root().join("target").join("generators");
        if folder.is_none() {
            let mut install = process::cargo();
            // Built anew only where the version is another one.
            install.args(["install", "--locked", "--debug", "--root"]);
            process::stream(install.arg(&own).args(PACKAGES))?;
        }
        let folder = folder.map_or_else(|| own.join("bin"), Path::to_owned);
        Ok(Self {
            diesel: folder.join("diesel"),
            sea_orm: folder.join("sea-orm-cli"),
        })
    }

    /// What `diesel print-schema` prints of a database.
    ///
    /// # Errors
    /// If it refuses the database.
    pub(super) fn print_schema(&self, database: &Database) -> Result<String, Failure> {
        let mut print = Command::new(&self.diesel);
        print.args(["print-schema", "--database-url", database.place()]);
        // Without the configuration of a project around.
        print.current_dir(std::env::temp_dir());
        process::capture(&mut print)
    }

    /// Writes the entities of a database into a folder.
    ///
    /// # Errors
    /// If the generator refuses the database.
    pub(super) fn generate_entities(
        &self,
        database: &Database,
        format: &str,
        output: &Path,
    ) -> Result<(), Failure> {
        let mut generate = Command::new(&self.sea_orm);
        generate.args(["generate", "entity", "--with-serde", "none"]);
        generate.args(["--entity-format", format]);
        generate.args(["--database-url", database.url(), "--output-dir"]);
        process::capture(generate.arg(output)).map(|_| ())
    }
}
