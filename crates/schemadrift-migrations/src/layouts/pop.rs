//! pop (soda): `<digits>_<title>.up.sql`, or with the name of a database before the direction,
//! `<digits>_<title>.postgres.up.sql`, in the order of their versions.
//! <https://gobuffalo.io/documentation/database/migrations/>

use schemadrift_core::migration::{Tool, Transaction};

use super::listing::{Listing, code, whole_file};
use super::numbered;
use crate::dialects::{AUTOCOMMIT, titled};
use crate::folder::Folder;
use crate::names::{Direction, digits_and_title, sql_stem};
use crate::project::Project;

/// The end of a script in pop's own language.
const FIZZ: &str = ".up.fizz";

pub(super) fn recognises(folder: &Folder, project: &Project) -> bool {
    match numbered::owner(project) {
        Some(Tool::Pop) => {
            numbered::has_numbered(folder, &[Direction::Up])
                || folder.file_names().any(|name| name.ends_with(FIZZ))
        }
        // Nobody else puts the name of a database there.
        None => folder.files_ending(".up.sql").any(|name| {
            sql_stem(name).is_some_and(|(stem, _)| {
                titled(stem).1.is_some() && digits_and_title(stem).is_some()
            })
        }),
        Some(_) => false,
    }
}

pub(super) fn list(folder: &Folder) -> Listing {
    let mut listing = Listing::default();
    for name in folder.file_names() {
        let (stem, is_fizz) = match (sql_stem(name), name.strip_suffix(FIZZ)) {
            (Some((stem, Direction::Up)), _) => (stem, false),
            (None, Some(stem)) => (stem, true),
            (Some((_, Direction::Unsaid)), _) => {
                listing.leave(
                    folder,
                    name,
                    "its name does not end in `.up.sql`, so pop skips it",
                );
                continue;
            }
            (Some((_, Direction::Down)), _) | (None, None) => continue,
        };
        let Some((version, _)) = digits_and_title(stem) else {
            listing.leave(
                folder,
                name,
                "its name is not digits, `_` and a title, so pop skips it",
            );
            continue;
        };
        let Some(file) = folder.file(name) else {
            continue;
        };
        let mut migration = if is_fizz {
            code(&file, version, name, "fizz")
        } else {
            whole_file(&file, version, name)
        };
        migration.version = Some(version.to_owned());
        if stem.ends_with(AUTOCOMMIT) {
            migration.transaction = Transaction::Off;
        }
        listing.migrations.push(migration);
    }
    listing
        .migrations
        .sort_by(|one, other| one.name.cmp(&other.name));
    listing
}
