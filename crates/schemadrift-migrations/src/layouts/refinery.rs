//! refinery: `V<number>__<name>.sql` or `.rs` in a folder and those below, in the order of their
//! numbers. `U` stands for files that may come late, not for undo.
//! <https://docs.rs/refinery>

use schemadrift_core::migration::Migration;

use super::listing::{Listing, code, whole_file};
use crate::checksum;
use crate::disk::FileText;
use crate::folder::Folder;
use crate::lines;
use crate::project::Project;

pub(super) fn recognises(folder: &Folder, project: &Project) -> bool {
    let is_rust = project
        .nearest(|level| {
            if level.uses_crate(&["refinery", "refinery-core"]) {
                return Some(true);
            }
            // A nearer configuration of Flyway speaks for Flyway.
            (level.has("flyway.conf") || level.has("flyway.toml")).then_some(false)
        })
        .unwrap_or_default();
    is_rust && folder.near_files().iter().any(|path| parse(path).is_some())
}

/// What a file's name says.
struct Parsed<'a> {
    version: i64,
    name: &'a str,
    is_rust: bool,
}

/// Takes a file's name apart, or says that it is no migration.
fn parse(path: &str) -> Option<Parsed<'_>> {
    let file_name = path.rsplit('/').next()?;
    let (stem, is_rust) = match file_name.strip_suffix(".sql") {
        Some(stem) => (stem, false),
        None => (file_name.strip_suffix(".rs")?, true),
    };
    let (version, name) = stem.strip_prefix(['V', 'U'])?.split_once("__")?;
    let is_word = |character: char| character.is_alphanumeric() || character == '_';
    let is_name = !name.is_empty() && name.chars().all(is_word);
    let is_number = version.bytes().all(|byte| byte.is_ascii_digit());
    (is_name && is_number).then_some(Parsed {
        version: version.parse().ok()?,
        name,
        is_rust,
    })
}

pub(super) fn list(folder: &Folder) -> Listing {
    let mut listing = Listing::default();
    for path in folder.files_below() {
        let Some(parsed) = parse(&path) else {
            if path.ends_with(".sql") {
                listing.leave(
                    folder,
                    &path,
                    "its name is not `V1__name.sql`, so refinery skips it",
                );
            }
            continue;
        };
        if let Some(file) = folder.file(&path) {
            listing.migrations.push(migration(&file, &parsed, &path));
        }
    }
    listing
        .migrations
        .sort_by_key(|migration| migration.name.parse().unwrap_or(i64::MAX));
    listing
}

fn migration(file: &FileText, parsed: &Parsed<'_>, path: &str) -> Migration {
    let name = parsed.version.to_string();
    let mut migration = if parsed.is_rust {
        code(file, name.clone(), path, "Rust")
    } else {
        let mut migration = whole_file(file, name.clone(), path);
        migration.checksums = checksum::refinery(parsed.name, parsed.version, file.text());
        migration
    };
    if lines::content_start(file.text()) > 0 {
        migration
            .doubts
            .push("it begins with a byte order mark, which refinery sends along".to_owned());
    }
    migration.version = Some(name);
    migration
}
