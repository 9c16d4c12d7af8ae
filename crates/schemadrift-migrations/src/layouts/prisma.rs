//! Prisma Migrate: `<name>/migration.sql`, in the order of the folders' names, and
//! `migration_lock.toml` with the provider.
//! <https://www.prisma.io/docs/orm/prisma-migrate/understanding-prisma-migrate/migration-histories>

use schemadrift_core::dialect::Engine;
use schemadrift_core::origin::Origin;
use schemadrift_core::problem::Problem;

use super::listing::{Listing, first_line, whole_file};
use crate::checksum;
use crate::folder::Folder;

const SCRIPT: &str = "migration.sql";
const LOCK: &str = "migration_lock.toml";

pub(super) fn recognises(folder: &Folder) -> bool {
    folder.has_file(LOCK)
        || folder.folder_names().any(|name| {
            // Drizzle keeps a snapshot beside each script.
            folder.has_file(&format!("{name}/{SCRIPT}"))
                && !folder.has_file(&format!("{name}/snapshot.json"))
        })
}

pub(super) fn list(folder: &Folder) -> Listing {
    let mut listing = Listing::default();
    for name in folder.folder_names() {
        let below = format!("{name}/{SCRIPT}");
        if !folder.has_file(&below) {
            without_script(folder, name, &mut listing);
            continue;
        }
        if let Some(file) = folder.file(&below) {
            let mut migration = whole_file(&file, name, name);
            migration.checksums = checksum::prisma(file.bytes());
            listing.migrations.push(migration);
        }
    }
    for name in folder.files_ending(".sql") {
        listing.leave(
            folder,
            name,
            "Prisma takes folders with `migration.sql` only",
        );
    }
    if folder.has_file(LOCK) {
        read_lock(folder, &mut listing);
    }
    listing
}

fn without_script(folder: &Folder, name: &str, listing: &mut Listing) {
    let others = folder.names_below(name);
    if others.is_empty() {
        listing.warn_about(format!(
            "`{}` has no `{SCRIPT}`, so `prisma migrate deploy` stops at it",
            folder.shown(name)
        ));
        return;
    }
    let others = others.join("`, `");
    listing.leave(
        folder,
        name,
        format!("it holds `{others}` and no `{SCRIPT}`, so Prisma does not run it"),
    );
}

fn read_lock(folder: &Folder, listing: &mut Listing) {
    let Some(file) = folder.file(LOCK) else {
        return;
    };
    let table: Option<toml::Table> = file.text().parse().ok();
    let provider = table
        .as_ref()
        .and_then(|table| table.get("provider")?.as_str());
    listing.engine = match provider {
        Some("postgresql" | "postgres" | "cockroachdb") => Some(Engine::PostgreSql),
        Some("mysql") => Some(Engine::MySql),
        Some("sqlite") => Some(Engine::Sqlite),
        Some(other) => {
            listing.problems.push(Problem::error(
                format!("the provider `{other}` is not supported"),
                Origin::Enclosing(first_line(&file)),
            ));
            None
        }
        None => {
            listing.warn(&file, format!("`{LOCK}` names no provider"));
            None
        }
    };
}
