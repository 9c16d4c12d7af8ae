//! Diesel: `<version>_<name>/up.sql`, where the version is what stands before the first `_` with
//! its `-` removed, in the order of versions as texts. <https://docs.rs/diesel_migrations>

use schemadrift_core::migration::Transaction;

use super::listing::{Listing, whole_file};
use crate::folder::Folder;
use crate::project::Project;

const SCRIPT: &str = "up.sql";

pub(super) fn recognises(folder: &Folder, project: &Project) -> bool {
    // Hasura lays its migrations out alike and keeps another ledger.
    let is_hasura = || {
        project
            .nearest(|level| {
                level
                    .mentions("config.yaml", "metadata_directory")
                    .then_some(())
            })
            .is_some()
    };
    folder
        .folder_names()
        .any(|name| folder.has_file(&format!("{name}/{SCRIPT}")))
        && !is_hasura()
}

pub(super) fn list(folder: &Folder) -> Listing {
    let mut listing = Listing::default();
    for name in folder.folder_names() {
        let below = format!("{name}/{SCRIPT}");
        if !folder.has_file(&below) {
            listing.warn_about(format!(
                "`{}` has no `{SCRIPT}`, so Diesel refuses the folder of migrations",
                folder.shown(name)
            ));
            continue;
        }
        let Some(file) = folder.file(&below) else {
            continue;
        };
        let version = version(name);
        let mut migration = whole_file(&file, version.clone(), name);
        migration.version = Some(version);
        if runs_outside_transaction(folder, name, &mut listing) {
            migration.transaction = Transaction::Off;
        }
        listing.migrations.push(migration);
    }
    listing
        .migrations
        .sort_by(|one, other| one.name.cmp(&other.name));
    for name in folder.files_ending(".sql") {
        listing.leave(folder, name, "Diesel takes folders with `up.sql` only");
    }
    listing
}

fn version(name: &str) -> String {
    let end = name.find('_').unwrap_or(name.len());
    name.get(..end).unwrap_or(name).replace('-', "")
}

fn runs_outside_transaction(folder: &Folder, name: &str, listing: &mut Listing) -> bool {
    let below = format!("{name}/metadata.toml");
    if !folder.has_file(&below) {
        return false;
    }
    let Some(file) = folder.file(&below) else {
        return false;
    };
    match file.text().parse::<toml::Table>() {
        Ok(table) => table.get("run_in_transaction") == Some(&toml::Value::Boolean(false)),
        Err(error) => {
            listing.warn(&file, format!("the file is not TOML: {}", error.message()));
            false
        }
    }
}
