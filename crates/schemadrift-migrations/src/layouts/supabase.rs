//! Supabase: `<digits>_<title>.sql` in `supabase/migrations`, in the order of their names.
//! <https://supabase.com/docs/guides/deployment/database-migrations>

use schemadrift_core::dialect::Engine;
use schemadrift_core::migration::Tool;

use super::listing::{Listing, whole_file};
use super::numbered;
use crate::folder::Folder;
use crate::names::{Direction, digits_and_title, sql_stem};
use crate::project::Project;

pub(super) fn recognises(folder: &Folder, project: &Project) -> bool {
    numbered::has_numbered(folder, &[Direction::Unsaid, Direction::Up])
        && numbered::owner(project) == Some(Tool::Supabase)
}

pub(super) fn list(folder: &Folder) -> Listing {
    let mut listing = Listing {
        engine: Some(Engine::PostgreSql),
        ..Listing::default()
    };
    for name in folder.files_ending(".sql") {
        let stem = sql_stem(name).map_or(name, |(stem, _)| stem);
        let Some((version, _)) = digits_and_title(stem) else {
            listing.leave(
                folder,
                name,
                "its name is not digits, `_` and a title, so Supabase skips it",
            );
            continue;
        };
        if let Some(file) = folder.file(name) {
            let mut migration = whole_file(&file, version, name);
            migration.version = Some(version.to_owned());
            listing.migrations.push(migration);
        }
    }
    listing
}
