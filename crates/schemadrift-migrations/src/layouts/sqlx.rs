//! sqlx: `<number>_<title>.sql`, or pairs of `.up.sql` and `.down.sql`, in one flat folder, in the
//! order of their numbers. <https://docs.rs/sqlx/latest/sqlx/macro.migrate.html>

use schemadrift_core::migration::{Migration, Tool, Transaction};
use schemadrift_core::name::QualifiedName;
use toml::Value;

use super::listing::{Listing, whole_file};
use super::numbered;
use crate::checksum;
use crate::disk::FileText;
use crate::folder::Folder;
use crate::lines;
use crate::names::{Direction, sql_stem};
use crate::project::{Project, value};

pub(super) fn recognises(folder: &Folder, project: &Project) -> bool {
    numbered::has_numbered(folder, &[Direction::Unsaid])
        && numbered::owner(project) == Some(Tool::Sqlx)
}

pub(super) fn recognises_pairs(folder: &Folder, project: &Project) -> bool {
    numbered::has_numbered(folder, &[Direction::Up]) && numbered::owner(project) == Some(Tool::Sqlx)
}

/// What `sqlx.toml` says.
#[derive(Default)]
struct Settings {
    table: Option<QualifiedName>,
    ignored: Vec<char>,
}

pub(super) fn list(folder: &Folder, project: &Project) -> Listing {
    let mut listing = Listing::default();
    let settings = settings(project);
    for name in folder.files_ending(".sql") {
        // The same cuts as sqlx makes: a name without `_` is somebody else's.
        let Some((number, _)) = name.split_once('_') else {
            listing.leave(folder, name, "its name has no `_`, so sqlx skips it");
            continue;
        };
        if sql_stem(name).is_some_and(|(_, direction)| direction == Direction::Down) {
            continue;
        }
        let Ok(version) = number.parse::<i64>() else {
            listing.warn_about(format!(
                "`{}` does not begin with a number, so sqlx refuses the folder",
                folder.shown(name)
            ));
            continue;
        };
        if let Some(file) = folder.file(name) {
            let migration = migration(&file, version, name, &settings.ignored);
            listing.migrations.push(migration);
        }
    }
    listing
        .migrations
        .sort_by_key(|migration| migration.name.parse().unwrap_or(i64::MAX));
    listing.ledger = settings.table;
    listing
}

fn migration(file: &FileText, version: i64, label: &str, ignored: &[char]) -> Migration {
    let mut migration = whole_file(file, version.to_string(), label);
    migration.version = Some(version.to_string());
    migration.checksums = vec![checksum::sqlx(file.bytes(), ignored)];
    let is_outside = lines::lines(file.text())
        .next()
        .is_some_and(|line| line.text.starts_with("-- no-transaction"));
    if is_outside {
        migration.transaction = Transaction::Off;
    }
    migration
}

fn settings(project: &Project) -> Settings {
    let Some(table) = project.nearest(|level| level.toml("sqlx.toml")) else {
        return Settings::default();
    };
    let named = value(&table, &["migrate", "table-name"]).and_then(Value::as_str);
    let ignored = value(&table, &["migrate", "ignored-chars"]).and_then(Value::as_array);
    Settings {
        table: named.map(qualified),
        ignored: ignored
            .into_iter()
            .flatten()
            .filter_map(Value::as_str)
            .flat_map(str::chars)
            .collect(),
    }
}

fn qualified(name: &str) -> QualifiedName {
    match name.split_once('.') {
        Some((schema, table)) => QualifiedName::new(schema, table),
        None => QualifiedName::bare(name),
    }
}
