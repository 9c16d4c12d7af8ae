//! Flyway: `V<version>__<description>.sql`, `R__<description>.sql` after them, in a folder and
//! those below. Undo scripts and callbacks lie beside and are no migrations.
//! <https://documentation.red-gate.com/fd/migrations-184127470.html>

use schemadrift_core::migration::{Migration, MigrationKind, Transaction};
use schemadrift_core::origin::Origin;
use schemadrift_core::problem::Problem;

use super::flyway_settings::Settings;
use super::listing::{Listing, code, first_line, whole_file};
use super::plain::DEFINITIONS;
use crate::checksum;
use crate::disk::FileText;
use crate::folder::Folder;
use crate::masked::masked;
use crate::names::{compare_versions, normal_version};
use crate::project::Project;

/// How names of scripts begin that run beside migrations.
const CALLBACKS: [&str; 4] = ["before", "after", "beforeEach", "createSchema"];

pub(super) fn recognises(folder: &Folder) -> bool {
    folder.near_files().iter().any(|path| {
        let name = path.rsplit('/').next().unwrap_or(path);
        name.strip_suffix(".sql")
            .is_some_and(|stem| is_versioned(stem) || stem.starts_with("R__"))
    })
}

fn is_versioned(stem: &str) -> bool {
    stem.strip_prefix('V')
        .and_then(|rest| rest.split_once("__"))
        .is_some_and(|(version, _)| is_version(version))
}

fn is_version(text: &str) -> bool {
    text.starts_with(|character: char| character.is_ascii_digit())
        && text
            .chars()
            .all(|character| character.is_ascii_digit() || ".-_".contains(character))
}

/// What a file's name says.
#[derive(Debug, PartialEq, Eq)]
enum Role<'a> {
    Versioned { version: &'a str, title: &'a str },
    Repeatable { title: &'a str },
    Undo,
    Baseline,
    Callback,
    Other,
}

fn role<'a>(stem: &'a str, settings: &Settings) -> Role<'a> {
    let after = |prefix: &str| {
        stem.strip_prefix(prefix)?
            .split_once(settings.separator.as_str())
    };
    let versioned = |prefix: &str| after(prefix).filter(|(version, _)| is_version(version));
    if let Some((version, title)) = versioned(&settings.versioned_prefix) {
        return Role::Versioned { version, title };
    }
    if let Some(("", title)) = after(&settings.repeatable_prefix) {
        return Role::Repeatable { title };
    }
    if versioned(&settings.undo_prefix).is_some() {
        return Role::Undo;
    }
    if versioned(&settings.baseline_prefix).is_some() {
        return Role::Baseline;
    }
    if CALLBACKS.iter().any(|start| stem.starts_with(start)) {
        return Role::Callback;
    }
    Role::Other
}

pub(super) fn list(folder: &Folder, project: &Project) -> Listing {
    let settings = Settings::of(project);
    let mut listing = Listing::default();
    for path in folder.files_below() {
        let file_name = path.rsplit('/').next().unwrap_or(&path);
        let stem = settings
            .suffixes
            .iter()
            .find_map(|suffix| file_name.strip_suffix(suffix.as_str()));
        let (stem, is_java) = match (stem, file_name.strip_suffix(".java")) {
            (Some(stem), _) => (stem, false),
            (None, Some(stem)) => (stem, true),
            (None, None) => continue,
        };
        let reason = match role(stem, &settings) {
            Role::Versioned { .. } | Role::Repeatable { .. } => {
                if let Some(file) = folder.file(&path) {
                    let migration =
                        migration(&file, &role(stem, &settings), &path, is_java, &settings);
                    listing.migrations.extend(migration);
                    read_script_settings(folder, &path, &mut listing);
                }
                continue;
            }
            Role::Undo => "it undoes a migration",
            Role::Baseline => "it stands in for earlier migrations on an empty database",
            Role::Callback => "it is a callback, which runs beside migrations",
            Role::Other => "its name is none that Flyway takes",
        };
        if role(stem, &settings) == Role::Callback {
            note_callback(folder, &path, &mut listing);
        }
        listing.leave(folder, &path, reason);
    }
    listing.migrations.sort_by(order);
    listing.ledger = settings.table;
    listing
}

/// What a callback makes is seen by nobody who looks at migrations alone.
fn note_callback(folder: &Folder, path: &str, listing: &mut Listing) {
    let Some(file) = folder.file(path) else {
        return;
    };
    let code = masked(file.text());
    if DEFINITIONS.iter().any(|word| code.contains(word)) {
        listing.problems.push(Problem::note(
            "what a callback makes beside the migrations is not read",
            Origin::Exact(first_line(&file)),
        ));
    }
}

/// Versions first, then repeatable ones by their description.
fn order(one: &Migration, other: &Migration) -> std::cmp::Ordering {
    match (&one.version, &other.version) {
        (Some(one), Some(other)) => compare_versions(one, other),
        (Some(_), None) => std::cmp::Ordering::Less,
        (None, Some(_)) => std::cmp::Ordering::Greater,
        (None, None) => one.name.cmp(&other.name),
    }
}

fn migration(
    file: &FileText,
    role: &Role<'_>,
    path: &str,
    is_java: bool,
    settings: &Settings,
) -> Option<Migration> {
    let (name, version, kind) = match role {
        Role::Versioned { version, .. } => {
            let version = normal_version(version);
            (version.clone(), Some(version), MigrationKind::Versioned)
        }
        Role::Repeatable { title } => (title.replace('_', " "), None, MigrationKind::Repeatable),
        Role::Undo | Role::Baseline | Role::Callback | Role::Other => return None,
    };
    let mut migration = if is_java {
        code(file, name, path, "Java")
    } else {
        script(file, name, path, kind, settings)
    };
    migration.version = version;
    migration.kind = kind;
    Some(migration)
}

fn script(
    file: &FileText,
    name: String,
    path: &str,
    kind: MigrationKind,
    settings: &Settings,
) -> Migration {
    let mut migration = whole_file(file, name, path);
    migration.checksums = vec![checksum::flyway(file.text())];
    if !settings.replaces_placeholders || !file.text().contains(&settings.placeholder_start) {
        return migration;
    }
    for part in &mut migration.up {
        let (filled, unknown) = settings.fill(part.location.text());
        migration.doubts.extend(unknown.iter().map(|name| {
            format!("its placeholder `{name}` has a value that the project's files do not tell")
        }));
        if filled != part.location.text() {
            part.replaced = Some(filled);
        }
    }
    if kind == MigrationKind::Repeatable {
        // Flyway may have taken the checksum over the text with placeholders filled in.
        let filled = migration
            .up
            .first()
            .and_then(|part| part.replaced.as_deref());
        migration.checksums.extend(filled.map(checksum::flyway));
        if !migration.doubts.is_empty() {
            migration.checksums.clear();
        }
    }
    migration
}

/// `V1__x.sql.conf` beside a script.
fn read_script_settings(folder: &Folder, path: &str, listing: &mut Listing) {
    let below = format!("{path}.conf");
    if !folder.has_file(&below) {
        return;
    }
    let Some(file) = folder.file(&below) else {
        return;
    };
    let says_no = file.text().lines().any(|line| {
        line.split_once('=').is_some_and(|(key, value)| {
            key.trim() == "executeInTransaction" && value.trim() == "false"
        })
    });
    if let (true, Some(migration)) = (says_no, listing.migrations.last_mut()) {
        migration.transaction = Transaction::Off;
    }
}
