//! Rails: `structure.sql`, a dump that ends with the versions of the migrations in it. The
//! migrations themselves are Ruby code in `migrate` beside.
//! <https://guides.rubyonrails.org/active_record_migrations.html#types-of-schema-dumps>

use std::collections::BTreeMap;

use schemadrift_core::migration::{Migration, MigrationKind};
use schemadrift_core::origin::Location;

use super::listing::{Listing, code, part, without_sql};
use crate::disk::FileText;
use crate::folder::Folder;
use crate::lines::{self, lines};
use crate::names::{compare_versions, leading_digits, number};

/// The name of the dump.
pub(crate) const DUMP: &str = "structure.sql";
const MIGRATIONS: &str = "migrate";

pub(super) fn recognises(folder: &Folder) -> bool {
    folder.has_file(DUMP)
        && folder
            .file(DUMP)
            .is_some_and(|file| versions_start(file.text()).is_some())
}

/// Where the statement begins that fills the ledger.
fn versions_start(text: &str) -> Option<usize> {
    lines(text)
        .find(|line| {
            let plain: String = line
                .text
                .chars()
                .filter(|character| !"\"`".contains(*character))
                .collect::<String>()
                .to_ascii_lowercase();
            // The schema may be named.
            plain.starts_with("insert into ")
                && plain.contains("schema_migrations (version) values")
        })
        .map(|line| line.start)
}

pub(super) fn list(folder: &Folder) -> Listing {
    let mut listing = Listing::default();
    let Some(file) = folder.file(DUMP) else {
        return listing;
    };
    let text = file.text();
    let end = versions_start(text).unwrap_or(text.len());
    let mut dump = without_sql(&file, DUMP, DUMP);
    dump.kind = MigrationKind::Dump;
    dump.up = vec![part(&file, lines::content_start(text)..end)];
    let mut migrations: BTreeMap<String, Migration> = BTreeMap::new();
    for (version, location) in versions(&file, end) {
        let mut migration = without_sql(&file, version.clone(), &version);
        migration.version = Some(version.clone());
        migration.location = location;
        migrations.insert(version, migration);
    }
    add_ruby(folder, &mut migrations);
    listing.migrations = vec![dump];
    let mut versioned: Vec<Migration> = migrations.into_values().collect();
    versioned.sort_by(|one, other| compare_versions(&one.name, &other.name));
    listing.migrations.append(&mut versioned);
    listing
}

/// The quoted numbers after the start of the statement.
fn versions(file: &FileText, start: usize) -> Vec<(String, Location)> {
    let Some(tail) = file.text().get(start..) else {
        return Vec::new();
    };
    let mut versions = Vec::new();
    let mut at = start;
    for (index, piece) in tail.split('\'').enumerate() {
        let is_quoted = index % 2 == 1;
        if is_quoted && !piece.is_empty() && piece.bytes().all(|byte| byte.is_ascii_digit()) {
            let location = Location::new(&file.source, at..at + piece.len());
            versions.push((piece.to_owned(), location));
        }
        at += piece.len() + 1;
    }
    versions
}

/// Gives versions the names of their Ruby files, and adds those that the dump does not have.
fn add_ruby(folder: &Folder, migrations: &mut BTreeMap<String, Migration>) {
    if !folder.path().join(MIGRATIONS).is_dir() {
        return;
    }
    for name in folder.names_below(MIGRATIONS) {
        let Some((digits, _)) = leading_digits(&name).filter(|_| name.ends_with(".rb")) else {
            continue;
        };
        // Rails keeps versions as numbers, so `001` is recorded as `1`.
        let version = number(digits).to_owned();
        if let Some(known) = migrations.get_mut(&version) {
            known.label.clone_from(&name);
            continue;
        }
        if let Some(file) = folder.file(&format!("{MIGRATIONS}/{name}")) {
            let mut migration = code(&file, version.clone(), &name, "Ruby");
            migration.version = Some(version.clone());
            migration
                .doubts
                .push(format!("`{DUMP}` does not have it yet"));
            migrations.insert(version, migration);
        }
    }
}
