//! Owns the search for schemas in a project, in the order in which Prisma itself looks.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use ignore::WalkBuilder;
use schemadrift_core::source::{ReadError, shown_path};

use crate::config::{FILE_ENDINGS, FILE_STEMS};
use crate::source::disk;

/// Folders that never hold a project's own schema: packages, what builds leave behind, and
/// generated clients, which carry a copy.
const SKIPPED_FOLDERS: [&str; 8] = [
    "node_modules",
    "target",
    ".git",
    "dist",
    "build",
    "out",
    ".next",
    "generated",
];

/// Where Prisma looks for a schema that nothing names.
pub(crate) const DEFAULT_PLACES: [&str; 2] = ["prisma/schema.prisma", "schema.prisma"];

/// What a project has by way of schemas.
#[derive(Debug, Default)]
pub struct Found {
    /// The schemas, each once.
    pub schemas: Vec<PathBuf>,
    /// Schemas that a `prisma.config` or `package.json` names, and that are not there.
    pub missing: Vec<ReadError>,
    /// Schemas that are not meant, since a project above them names another.
    pub passed_over: Vec<PassedOver>,
}

/// A schema that is not meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PassedOver {
    /// The schema's file.
    pub path: PathBuf,
    /// The file that names another one.
    pub namer: PathBuf,
}

/// A schema that a project names.
pub(crate) struct Named {
    /// The config or manifest file.
    namer: PathBuf,
    /// The file or folder that it names, or why there is none.
    pub(crate) schema: Result<PathBuf, ReadError>,
}

/// The schemas of a project: what `prisma.config` names, else what `package.json` names, else
/// `prisma/schema.prisma`, `schema.prisma`, and every other file with a datasource. Where a
/// project names its schema, no other file below it counts. A schema of several files is its
/// folder. Files that git ignores are left out, and what cannot be read is taken for absent.
pub fn find(root: &Path) -> Found {
    let mut found = Found::default();
    let files = project_files(root);
    let mut namers: Vec<(PathBuf, PathBuf)> = Vec::new();
    for folder in project_folders(root, &files) {
        if let Some(named) = named_by_project(&folder, root) {
            namers.push((folder, named.namer));
            match named.schema {
                Ok(path) => found.add(path),
                Err(error) => found.missing.push(error),
            }
        }
    }
    let defaults = DEFAULT_PLACES.map(|place| root.join(place));
    let first = defaults
        .iter()
        // Whoever reads it will say what is wrong with it.
        .filter(|path| {
            files.contains(*path) && (has_datasource(path) || disk::text(path).is_err())
        });
    let others = files
        .iter()
        .filter(|path| is_schema(path) && has_datasource(path) && !is_copy(path));
    for path in first.chain(others) {
        if found.covers(path) {
            continue;
        }
        match namers.iter().find(|(folder, _)| path.starts_with(folder)) {
            Some((_, namer)) => found.passed_over.push(PassedOver {
                path: path.clone(),
                namer: namer.clone(),
            }),
            None => found.add(whole_schema(path, &files)),
        }
    }
    found
}

impl Found {
    fn add(&mut self, path: PathBuf) {
        if !self.covers(&path) {
            self.schemas.push(path);
        }
    }

    /// Whether a file is known already.
    fn covers(&self, path: &Path) -> bool {
        let passed_over = self.passed_over.iter().any(|other| other.path == path);
        passed_over
            || self
                .schemas
                .iter()
                .any(|known| same(known, path) || known.is_dir() && path.starts_with(known))
    }
}

/// The schema that a project's configuration names.
pub(crate) fn named_by_project(folder: &Path, display_root: &Path) -> Option<Named> {
    let by_config = || {
        let namer = config_file(folder)?;
        let config = disk::config(&namer, folder).ok()?;
        let written = config.schema?;
        Some((disk::places(&namer, folder, &written), namer, written))
    };
    let by_manifest = || {
        let namer = folder.join("package.json");
        let written = package_setting(&disk::text(&namer).ok()?)?;
        Some((vec![disk::join(folder, &written)], namer, written))
    };
    let (places, namer, written) = by_config().or_else(by_manifest)?;
    let schema = places
        .into_iter()
        .find(|place| place.exists())
        .ok_or_else(|| {
            let shown = shown_path(&namer, display_root);
            ReadError::new(format!(
                "`{shown}` names the schema `{written}`, which is not there"
            ))
            .with_help("correct the path, or name the schema with `--source prisma:PATH`")
        });
    Some(Named { namer, schema })
}

/// Whether a schema is the copy that a generated client keeps beside its code.
fn is_copy(path: &Path) -> bool {
    path.parent()
        .is_some_and(|folder| folder.join("index.js").is_file() && folder.join("runtime").is_dir())
}

/// The config file of a project.
pub(crate) fn config_file(folder: &Path) -> Option<PathBuf> {
    FILE_STEMS.iter().find_map(|stem| {
        FILE_ENDINGS
            .iter()
            .map(|ending| folder.join(format!("{stem}.{ending}")))
            .find(|path| path.is_file())
    })
}

/// Whether a path is a file of a Prisma schema.
pub(crate) fn is_schema(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending == "prisma")
}

/// Every schema, config and manifest file of a project, in order.
fn project_files(root: &Path) -> BTreeSet<PathBuf> {
    WalkBuilder::new(root)
        // `.config/prisma.ts` is a place where Prisma looks.
        .hidden(false)
        .require_git(false)
        .filter_entry(|entry| {
            let name = entry.file_name();
            // The root is meant, whatever it is called.
            entry.depth() == 0 || !SKIPPED_FOLDERS.iter().any(|skipped| name == *skipped)
        })
        .build()
        .filter_map(Result::ok)
        .filter(|entry| entry.file_type().is_some_and(|kind| kind.is_file()))
        .map(ignore::DirEntry::into_path)
        .filter(|path| is_schema(path) || is_project_file(path))
        .collect()
}

fn is_project_file(path: &Path) -> bool {
    let Some(name) = path.file_name().and_then(|name| name.to_str()) else {
        return false;
    };
    name == "package.json"
        || FILE_STEMS.iter().any(|stem| {
            let stem = stem.rsplit('/').next().unwrap_or(stem);
            name.strip_prefix(stem)
                .and_then(|ending| ending.strip_prefix('.'))
                .is_some_and(|ending| FILE_ENDINGS.contains(&ending))
        })
}

/// The folders that have a config or manifest file, the root first.
fn project_folders(root: &Path, files: &BTreeSet<PathBuf>) -> Vec<PathBuf> {
    let mut folders = vec![root.to_owned()];
    for path in files.iter().filter(|path| is_project_file(path)) {
        let Some(mut folder) = path.parent() else {
            continue;
        };
        if folder.file_name().is_some_and(|name| name == ".config") {
            folder = folder.parent().unwrap_or(folder);
        }
        if !folders.iter().any(|known| known == folder) {
            folders.push(folder.to_owned());
        }
    }
    folders
}

/// The folder of a schema whose blocks stand in several files, or the file itself.
fn whole_schema(path: &Path, files: &BTreeSet<PathBuf>) -> PathBuf {
    let Some(folder) = path.parent() else {
        return path.to_owned();
    };
    let others: Vec<&PathBuf> = files
        .iter()
        .filter(|other| is_schema(other) && other.starts_with(folder) && *other != path)
        .collect();
    let has_another = others.iter().any(|other| has_datasource(other));
    let own = disk::text(path).unwrap_or_default();
    let is_split = others.iter().any(|other| {
        let text = disk::text(other).unwrap_or_default();
        declared(&text).next().is_some()
            && !declared(&text).any(|name| declared(&own).any(|declared| declared == name))
    });
    if is_split && !has_another {
        folder.to_owned()
    } else {
        path.to_owned()
    }
}

/// The names of the blocks in a file that belong to a model of data.
fn declared(text: &str) -> impl Iterator<Item = &str> {
    text.lines().filter_map(|line| {
        let mut words = line.split_whitespace();
        let keyword = words.next()?;
        let name = words.next()?.trim_end_matches('{');
        ["model", "enum", "view", "type"]
            .contains(&keyword)
            .then_some(name)
    })
}

/// Whether a file has a datasource block.
pub(crate) fn has_datasource(path: &Path) -> bool {
    disk::text(path).is_ok_and(|text| {
        text.lines().any(|line| {
            line.trim_start_matches(['\u{FEFF}', ' ', '\t'])
                .strip_prefix("datasource")
                .is_some_and(|rest| rest.starts_with([' ', '\t']) && rest.contains('{'))
        })
    })
}

/// `prisma.schema` of a `package.json`. The file is JSON, which the scanner of scripts reads too.
fn package_setting(manifest: &str) -> Option<String> {
    crate::config::setting(manifest, &["prisma", "schema"])
}

fn same(one: &Path, other: &Path) -> bool {
    let canonical = |path: &Path| path.canonicalize().unwrap_or_else(|_| path.to_owned());
    canonical(one) == canonical(other)
}
