//! Owns the search for folders of migrations in a project.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use ignore::WalkBuilder;
use schemadrift_core::dialect::Engine;
use schemadrift_core::problem::Severity;
use schemadrift_core::source::shown_path;

use crate::disk;
use crate::engine::Guess;
use crate::folder::Folder;
use crate::layouts::{DUMP, Layout};
use crate::project::Project;
use crate::read::{assemble, foreign};

/// Folders that never hold a project's own migrations.
const SKIPPED_FOLDERS: [&str; 3] = ["node_modules", "target", ".git"];

/// Scripts whose folder is one migration of the folder above.
const SCRIPTS: [&str; 2] = ["migration.sql", "up.sql"];

/// A folder that looks like migrations, or holds SQL of a database that is not known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// The folder, or the one file that states everything.
    pub path: PathBuf,
    /// The same as people see it.
    pub place: String,
    /// What it was found to be.
    pub verdict: Verdict,
}

/// What a folder was found to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// Migrations that can be read.
    Migrations {
        /// How they lie, which tells the tool.
        layout: Layout,
        /// The database they are for, where that can be told.
        engine: Option<Engine>,
        /// How many there are.
        count: usize,
    },
    /// Not read, and why.
    LeftAlone {
        /// The reason in words.
        reason: String,
    },
}

/// The folders of migrations in a project, in order of their paths. Files that git ignores are
/// left out, and what cannot be read is taken for absent.
pub fn find(root: &Path) -> Vec<Candidate> {
    let mut found: Vec<Candidate> = folders(root)
        .into_iter()
        .filter_map(|folder| judge(&folder, root))
        .collect();
    let all = found.clone();
    found.retain(|candidate| !all.iter().any(|other| covers(other, candidate)));
    found
}

/// Whether one candidate's folder already holds the other's, since its tool walks folders below.
fn covers(one: &Candidate, other: &Candidate) -> bool {
    let is_below = other.path != one.path && other.path.starts_with(&one.path);
    match (&one.verdict, &other.verdict) {
        (Verdict::Migrations { layout, .. }, Verdict::Migrations { layout: below, .. }) => {
            let walks = matches!(
                layout,
                Layout::Flyway | Layout::Refinery | Layout::Liquibase
            );
            is_below && walks && layout == below
        }
        (Verdict::LeftAlone { reason }, Verdict::LeftAlone { reason: below }) => {
            is_below && reason == below
        }
        (Verdict::Migrations { .. }, Verdict::LeftAlone { .. })
        | (Verdict::LeftAlone { .. }, Verdict::Migrations { .. }) => false,
    }
}

/// Every folder in which migrations may lie.
fn folders(root: &Path) -> BTreeSet<PathBuf> {
    let files = WalkBuilder::new(root)
        .hidden(false)
        .require_git(false)
        .filter_entry(|entry| {
            let name = entry.file_name();
            !SKIPPED_FOLDERS.iter().any(|skipped| name == *skipped)
        })
        .build()
        .filter_map(Result::ok)
        .filter(|entry| entry.file_type().is_some_and(|kind| !kind.is_dir()))
        .map(ignore::DirEntry::into_path);
    files.filter_map(|file| folder_of(&file)).collect()
}

/// The folder that a file makes a candidate.
fn folder_of(file: &Path) -> Option<PathBuf> {
    let folder = file.parent()?;
    let name = file.file_name()?.to_str()?;
    if SCRIPTS.contains(&name) {
        return folder.parent().map(Path::to_owned);
    }
    let is_candidate = name == "migration_lock.toml"
        || has_ending(file, "sql") && name != "down.sql"
        || has_ending(file, "rs")
            && disk::text(file).is_some_and(|text| text.contains("MigratorTrait"));
    is_candidate.then(|| folder.to_owned())
}

fn has_ending(file: &Path, ending: &str) -> bool {
    file.extension().is_some_and(|own| own == ending)
}

fn judge(path: &Path, root: &Path) -> Option<Candidate> {
    let folder = Folder::open(path, root, None).ok()?;
    let project = Project::around(folder.path(), root);
    let Some(layout) = Layout::of(&folder, &project) else {
        return left_alone(&folder, path);
    };
    if let Some(foreign) = foreign(&folder, &project, layout) {
        return Some(foreign_candidate(&folder, path, foreign));
    }
    let found = assemble(&folder, &project, layout, None);
    let fatal = found
        .problems
        .iter()
        .find(|problem| problem.severity == Severity::Error);
    if let Some(problem) = fatal {
        return Some(left(&folder, path, problem.message.clone()));
    }
    let path = if layout == Layout::Rails {
        path.join(DUMP)
    } else {
        path.to_owned()
    };
    Some(Candidate {
        place: shown_path(&path, root),
        path,
        verdict: Verdict::Migrations {
            layout,
            engine: found.engine,
            count: found.migrations.len(),
        },
    })
}

/// A folder without migrations is worth a word only if its SQL is for somebody else's database.
fn left_alone(folder: &Folder, path: &Path) -> Option<Candidate> {
    let mut guess = Guess::default();
    for name in folder.files_ending(".sql") {
        if let Some(file) = folder.file(name) {
            guess.add(file.text());
        }
    }
    let foreign = guess.foreign()?;
    Some(foreign_candidate(folder, path, foreign))
}

fn foreign_candidate(folder: &Folder, path: &Path, foreign: &str) -> Candidate {
    left(folder, path, format!("its SQL is for {foreign}"))
}

fn left(folder: &Folder, path: &Path, reason: String) -> Candidate {
    Candidate {
        path: path.to_owned(),
        place: folder.shown(""),
        verdict: Verdict::LeftAlone { reason },
    }
}
