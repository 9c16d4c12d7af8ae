//! Owns the reading of one folder: its layout, its listing, and what all layouts have in common.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use schemadrift_core::dialect::Engine;
use schemadrift_core::migration::{Migration, MigrationKind};
use schemadrift_core::origin::{Origin, SourceFile};
use schemadrift_core::problem::Problem;
use schemadrift_core::source::{ReadError, shown_path};

use crate::engine::{self, Guess};
use crate::find::{Verdict, find};
use crate::folder::Folder;
use crate::found::Found;
use crate::layouts::{Layout, Listing};
use crate::masked::masked;
use crate::project::Project;

/// Reads the migrations of a folder, or of one file such as `structure.sql`. The files of the
/// project around it tell tools apart whose files are named alike; they are looked for from the
/// folder up to `root`. Paths are shown relative to `root`.
///
/// A folder that is a project rather than migrations is fine if there is one folder of migrations
/// in it.
///
/// # Errors
///
/// The path does not exist or cannot be read, or holds no migrations of a database that is known.
/// What is wrong with single files is a problem in the result.
pub fn read(path: &Path, root: &Path) -> Result<Found, ReadError> {
    let folder = Folder::open(path, root)?;
    let project = Project::around(folder.path(), root);
    let is_named = path.is_file() || folder.files_ending(".sql").next().is_some();
    let layout = match Layout::of(&folder, &project) {
        Some(layout) => layout,
        None if !is_named => return only_one_below(path, root),
        None => Layout::PlainFiles,
    };
    if let Some(foreign) = foreign(&folder, &project, layout) {
        let shown = folder.shown("");
        return Err(ReadError::new(format!("`{shown}` holds SQL of {foreign}"))
            .with_help("name a folder with migrations for PostgreSQL, MySQL, MariaDB or SQLite"));
    }
    Ok(assemble(&folder, &project, layout))
}

/// The one folder of migrations in a project.
fn only_one_below(path: &Path, root: &Path) -> Result<Found, ReadError> {
    let folders: Vec<_> = find(path)
        .into_iter()
        .filter(|candidate| matches!(candidate.verdict, Verdict::Migrations { .. }))
        .collect();
    let shown = shown_path(path, root);
    match folders.as_slice() {
        [only] if only.path != path => read(&only.path, root),
        [] | [_] => Err(ReadError::new(format!("`{shown}` holds no migrations"))
            .with_help("name the folder that holds them")),
        several => {
            let names: Vec<String> = several
                .iter()
                .map(|candidate| format!("`{}`", shown_path(&candidate.path, root)))
                .collect();
            Err(
                ReadError::new(format!("`{shown}` holds several folders of migrations"))
                    .with_help(format!("name one of {}", names.join(", "))),
            )
        }
    }
}

/// The database of somebody else that a folder's SQL is for.
pub(crate) fn foreign(folder: &Folder, project: &Project, layout: Layout) -> Option<&'static str> {
    let is_told = matches!(layout, Layout::Prisma | Layout::Diesel | Layout::SeaOrm);
    if is_told {
        return None;
    }
    let mut guess = Guess::default();
    for name in folder.files_ending(".sql") {
        if let Some(file) = folder.file(name) {
            guess.add(file.text());
        }
    }
    guess.foreign().or_else(|| {
        let named = project.folder_names().find_map(engine::foreign_of_folder);
        named.filter(|_| guess.engine().is_none())
    })
}

/// The engine as far as it can be told before everything is read.
pub(crate) fn told_engine(listing: &Listing, project: &Project) -> Option<Engine> {
    listing
        .engine
        .or_else(|| project.folder_names().find_map(engine::of_folder))
        .or_else(|| {
            let mut guess = Guess::default();
            for part in listing
                .migrations
                .iter()
                .flat_map(|migration| &migration.up)
            {
                guess.add(part.sql());
            }
            guess.engine()
        })
}

/// Lists a folder and adds what all layouts have in common.
pub(crate) fn assemble(folder: &Folder, project: &Project, layout: Layout) -> Found {
    let mut listing = layout.list(folder, project);
    listing.migrations.iter_mut().for_each(doubt_templates);
    report_doubles(&mut listing, layout);
    let engine = told_engine(&listing, project);
    let mut problems = folder.take_problems();
    problems.append(&mut listing.problems);
    listing.left_alone.sort();
    Found {
        tool: layout.tool(),
        layout,
        place: folder.shown(""),
        engine,
        ledger: listing.ledger,
        files: files(&listing.migrations),
        migrations: listing.migrations,
        problems,
        left_alone: listing.left_alone,
    }
}

/// `{{ … }}` is no SQL: something fills it in before it runs.
fn doubt_templates(migration: &mut Migration) {
    let has_template = migration
        .up
        .iter()
        .any(|part| part.sql().contains("{{") && masked(part.sql()).contains("{{"));
    if has_template {
        let doubt = "`{{ … }}` in it is filled in by something else before it runs";
        migration.doubts.push(doubt.to_owned());
    }
}

/// Tools refuse two migrations that their ledger would call the same.
fn report_doubles(listing: &mut Listing, layout: Layout) {
    let mut known: BTreeMap<(bool, &str), &Migration> = BTreeMap::new();
    let mut problems = Vec::new();
    for migration in &listing.migrations {
        let key = (
            migration.kind == MigrationKind::Repeatable,
            migration.name.as_str(),
        );
        if let Some(first) = known.insert(key, migration) {
            problems.push(
                Problem::warning(
                    format!(
                        "`{}` and `{}` are both `{}` to {}",
                        first.label,
                        migration.label,
                        migration.name,
                        layout.tool()
                    ),
                    Origin::Enclosing(migration.location.clone()),
                )
                .with_help("give one of them another version"),
            );
        }
    }
    listing.problems.append(&mut problems);
}

/// The files that migrations stand in, each once, in their order.
fn files(migrations: &[Migration]) -> Vec<Arc<SourceFile>> {
    let mut files: Vec<Arc<SourceFile>> = Vec::new();
    let mut add = |file: &Arc<SourceFile>| {
        if !files.iter().any(|known| Arc::ptr_eq(known, file)) {
            files.push(Arc::clone(file));
        }
    };
    for migration in migrations {
        add(&migration.location.file);
        for part in &migration.up {
            add(&part.location.file);
        }
    }
    files
}
