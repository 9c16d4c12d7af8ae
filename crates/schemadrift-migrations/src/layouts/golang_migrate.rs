//! golang-migrate: pairs of `<number>_<title>.up.sql` and `.down.sql`, in the order of their
//! numbers. <https://github.com/golang-migrate/migrate/blob/master/MIGRATIONS.md>

use schemadrift_core::migration::Tool;

use super::listing::{Listing, whole_file};
use super::numbered;
use crate::folder::Folder;
use crate::names::{Direction, compare_versions, digits_and_title, number, sql_stem};
use crate::project::Project;

pub(super) fn recognises(folder: &Folder, project: &Project) -> bool {
    let owner = numbered::owner(project);
    numbered::has_numbered(folder, &[Direction::Up])
        && owner.is_none_or(|tool| tool == Tool::GolangMigrate)
}

pub(super) fn list(folder: &Folder) -> Listing {
    let mut listing = Listing::default();
    for name in folder.files_ending(".sql") {
        let numbered = sql_stem(name)
            .and_then(|(stem, direction)| Some((digits_and_title(stem)?.0, direction)));
        let (version, direction) = match numbered {
            Some((digits, direction)) => (number(digits), direction),
            None => ("", Direction::Unsaid),
        };
        match direction {
            Direction::Down => {}
            Direction::Unsaid => {
                let reason = "its name is not a number, `_`, a title and `.up.sql`, so \
                              golang-migrate skips it";
                listing.leave(folder, name, reason);
            }
            Direction::Up => {
                if let Some(file) = folder.file(name) {
                    let mut migration = whole_file(&file, version, name);
                    migration.version = Some(version.to_owned());
                    listing.migrations.push(migration);
                }
            }
        }
    }
    listing
        .migrations
        .sort_by(|one, other| compare_versions(&one.name, &other.name));
    listing
}
