//! Owns the reading of one folder: its layout, its listing, and what all layouts have in common.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use schemadrift_core::dialect::Engine;
use schemadrift_core::migration::{Migration, MigrationKind};
use schemadrift_core::origin::{Origin, SourceFile};
use schemadrift_core::problem::Problem;
use schemadrift_core::source::{ReadError, shown_path};

use crate::dialects::{Why, is_alike};
use crate::engine::{self, Guess};
use crate::find::{Candidate, Verdict, find};
use crate::folder::Folder;
use crate::found::Found;
use crate::layouts::{Layout, Listing};
use crate::masked::masked;
use crate::names::{Direction, sql_stem};
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
    read_for(path, root, None)
}

/// The same for a database that the caller knows: where names of files or folders say for which
/// one they are, its own are read.
///
/// # Errors
///
/// As [`read`]; and where everything in the folder is for another database.
pub fn read_for(path: &Path, root: &Path, engine: Option<Engine>) -> Result<Found, ReadError> {
    let folder = Folder::open(path, root, engine)?;
    let project = Project::around(folder.path(), root);
    let is_named = path.is_file() || folder.files_ending(".sql").next().is_some();
    let layout = match Layout::of(&folder, &project) {
        Some(layout) => layout,
        None if !is_named => return only_one_below(&folder, path, root, engine),
        None => Layout::PlainFiles,
    };
    if let Some(foreign) = foreign(&folder, &project, layout) {
        let shown = folder.shown("");
        return Err(ReadError::new(format!("`{shown}` holds SQL of {foreign}"))
            .with_help("name a folder with migrations for PostgreSQL, MySQL, MariaDB or SQLite"));
    }
    Ok(assemble(&folder, &project, layout, engine))
}

/// All there is, is for somebody else.
fn nothing_for(folder: &Folder, engine: Option<Engine>) -> ReadError {
    let shown = folder.shown("");
    let whom = engine.map_or_else(
        || "for a database that is known".to_owned(),
        |engine| format!("for {engine}"),
    );
    let others: BTreeSet<Why> = folder.split().hidden.values().copied().collect();
    let others: Vec<String> = others.into_iter().map(Why::of_several).collect();
    ReadError::new(format!(
        "`{shown}` holds no migrations {whom}: {}",
        others.join("; ")
    ))
    .with_help("name the folder that holds them")
}

/// The one folder of migrations in a project; among several, the one for the wanted database.
fn only_one_below(
    folder: &Folder,
    path: &Path,
    root: &Path,
    wanted: Option<Engine>,
) -> Result<Found, ReadError> {
    let split = folder.split();
    let is_hidden = |candidate: &Candidate| {
        let below = candidate.path.strip_prefix(path).ok();
        let first = below.and_then(|below| below.components().next());
        let name = first.map(|first| first.as_os_str().to_string_lossy().into_owned());
        !split.is_undecided && name.is_some_and(|name| split.hides(&name))
    };
    let folders: Vec<Candidate> = find(path)
        .into_iter()
        .filter(|candidate| matches!(candidate.verdict, Verdict::Migrations { .. }))
        .filter(|candidate| !is_hidden(candidate))
        .collect();
    if folders.is_empty() && !split.hidden.is_empty() {
        return Err(nothing_for(folder, wanted));
    }
    let fitting: Vec<&Candidate> = folders
        .iter()
        .filter(|candidate| is_for(candidate, wanted))
        .collect();
    let shown = shown_path(path, root);
    if let ([_, _, ..], [only]) = (folders.as_slice(), fitting.as_slice()) {
        return read_for(&only.path, root, wanted);
    }
    match folders.as_slice() {
        [only] if only.path != path => read_for(&only.path, root, wanted),
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

/// Whether migrations say that they are for the wanted database.
fn is_for(candidate: &Candidate, wanted: Option<Engine>) -> bool {
    match (&candidate.verdict, wanted) {
        (
            Verdict::Migrations {
                engine: Some(told), ..
            },
            Some(wanted),
        ) => is_alike(*told, wanted),
        (Verdict::Migrations { .. } | Verdict::LeftAlone { .. }, _) => false,
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
pub(crate) fn assemble(
    folder: &Folder,
    project: &Project,
    layout: Layout,
    wanted: Option<Engine>,
) -> Found {
    let mut listing = layout.list(folder, project, wanted);
    listing.migrations.iter_mut().for_each(doubt_templates);
    report_doubles(&mut listing, layout);
    let split = folder.split();
    let engine = match split.engine {
        Some(engine) => Some(engine),
        None if split.is_undecided => None,
        None => told_engine(&listing, project),
    };
    leave_others(folder, &mut listing);
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

/// Says which files are left to other databases, once for each of them.
fn leave_others(folder: &Folder, listing: &mut Listing) {
    let mut reasons: BTreeMap<Why, Vec<&str>> = BTreeMap::new();
    let runs =
        |name: &str| sql_stem(name).is_none_or(|(_, direction)| direction != Direction::Down);
    for (name, why) in &folder.split().hidden {
        if runs(name) {
            reasons.entry(*why).or_default().push(name);
        }
    }
    for (why, names) in reasons {
        let message = match names.as_slice() {
            [only] => format!("`{}` is not read: {}", folder.shown(only), why.of_one()),
            several => format!(
                "{} {} in `{}` are not read: {}",
                several.len(),
                kind_of(several),
                folder.shown(""),
                why.of_several()
            ),
        };
        listing
            .problems
            .push(Problem::note(message, Origin::Unlocated));
    }
}

fn kind_of(names: &[&str]) -> &'static str {
    let files = names.iter().filter(|name| sql_stem(name).is_some());
    match files.count() {
        0 => "folders",
        count if count == names.len() => "files",
        _ => "files and folders",
    }
}

/// Why the text of a migration is not what runs. Which of its statements that concerns is seen when
/// they are read.
pub(crate) const TEMPLATE_DOUBT: &str =
    "`{{ … }}` in it is filled in by something else before it runs";

/// `{{ … }}` is no SQL: something fills it in before it runs.
fn doubt_templates(migration: &mut Migration) {
    let has_template = migration
        .up
        .iter()
        .any(|part| part.sql().contains("{{") && masked(part.sql()).contains("{{"));
    if has_template {
        migration.doubts.push(TEMPLATE_DOUBT.to_owned());
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
