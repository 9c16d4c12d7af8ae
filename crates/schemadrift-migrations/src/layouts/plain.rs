//! Plain files: no tool that is known, SQL files that somebody runs in the order of the numbers
//! that their names begin with.

use schemadrift_core::migration::Migration;
use schemadrift_core::origin::Origin;
use schemadrift_core::problem::Problem;

use super::listing::{Listing, whole_file};
use crate::folder::Folder;
use crate::masked::masked;
use crate::names::{Direction, compare_versions, leading_digits, sql_stem};
use crate::project::Project;

/// What a migration has and a query has not.
pub(super) const DEFINITIONS: &[&str] = &["CREATE ", "ALTER ", "DROP ", "RENAME "];

pub(super) fn recognises(folder: &Folder) -> bool {
    folder.files_ending(".sql").any(|name| {
        leading_digits(name).is_some()
            && folder.file(name).is_some_and(|file| {
                let code = masked(file.text());
                DEFINITIONS.iter().any(|word| code.contains(word))
            })
    })
}

pub(super) fn list(folder: &Folder, project: &Project) -> Listing {
    let mut listing = Listing::default();
    let has_numbers = folder
        .files_ending(".sql")
        .any(|name| leading_digits(name).is_some());
    for name in folder.files_ending(".sql") {
        let version = leading_digits(name).map(|(digits, _)| digits.to_owned());
        if has_numbers && version.is_none() {
            listing.leave(
                folder,
                name,
                "its name has no number, so nothing tells its order",
            );
            continue;
        }
        let Some((stem, direction)) = sql_stem(name) else {
            continue;
        };
        if direction == Direction::Down {
            continue;
        }
        if let Some(file) = folder.file(name) {
            let mut migration = whole_file(&file, stem, name);
            migration.version = version;
            listing.migrations.push(migration);
        }
    }
    let by_name: Vec<String> = labels(&listing.migrations);
    listing.migrations.sort_by(|one, other| {
        let versions = one.version.as_deref().zip(other.version.as_deref());
        versions
            .map_or(std::cmp::Ordering::Equal, |(one, other)| {
                compare_versions(one, other)
            })
            .then_with(|| one.label.cmp(&other.label))
    });
    if by_name != labels(&listing.migrations) {
        listing.problems.push(Problem::note(
            format!(
                "the files in `{}` are taken in the order of their numbers, which is not that of \
                 their names",
                folder.shown("")
            ),
            Origin::Unlocated,
        ));
    }
    if let Some(tool) = other_tool(project) {
        listing.problems.push(Problem::note(
            format!(
                "the migrations in `{}` are {tool}'s, whose ledger is not read",
                folder.shown("")
            ),
            Origin::Unlocated,
        ));
    }
    listing
}

fn labels(migrations: &[Migration]) -> Vec<String> {
    migrations
        .iter()
        .map(|migration| migration.label.clone())
        .collect()
}

/// A tool that is recognised by its files and not read by its own rule.
fn other_tool(project: &Project) -> Option<&'static str> {
    project.nearest(|level| {
        if level.has("meta/_journal.json") {
            Some("Drizzle")
        } else if level.has("atlas.sum") {
            Some("Atlas")
        } else {
            None
        }
    })
}
