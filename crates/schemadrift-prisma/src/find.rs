//! Owns the search for schemas in a project, in the order in which Prisma itself looks.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use ignore::WalkBuilder;

use crate::config::{FILE_ENDINGS, FILE_STEMS};
use crate::source::disk;

/// Folders that never hold a project's own schema.
const SKIPPED_FOLDERS: [&str; 3] = ["node_modules", "target", ".git"];

/// Where Prisma looks for a schema that nothing names.
pub(crate) const DEFAULT_PLACES: [&str; 2] = ["prisma/schema.prisma", "schema.prisma"];

/// The schemas of a project, each once: what `prisma.config` names, what `package.json` names,
/// `prisma/schema.prisma`, `schema.prisma`, then every other file with a datasource. A schema of
/// several files is its folder. Files that git ignores are left out, and what cannot be read is
/// taken for absent.
pub fn find(root: &Path) -> Vec<PathBuf> {
    let mut schemas: Vec<PathBuf> = Vec::new();
    let mut add = |path: PathBuf| {
        let is_covered = schemas
            .iter()
            .any(|known| same(known, &path) || known.is_dir() && path.starts_with(known));
        if !is_covered {
            schemas.push(path);
        }
    };
    let files = project_files(root);
    for folder in project_folders(root, &files) {
        if let Some(path) = named_by_project(&folder) {
            add(path);
        }
    }
    for place in DEFAULT_PLACES {
        let path = root.join(place);
        if files.contains(&path) && has_datasource(&path) {
            add(whole_schema(&path, &files));
        }
    }
    for path in &files {
        if is_schema(path) && has_datasource(path) {
            add(whole_schema(path, &files));
        }
    }
    schemas
}

/// The schema that a project's configuration names, if it exists.
pub(crate) fn named_by_project(folder: &Path) -> Option<PathBuf> {
    let by_config = config_file(folder).and_then(|path| {
        let config = disk::config(&path, folder).ok()?;
        disk::places(&path, folder, config.schema.as_deref()?)
            .into_iter()
            .find(|place| place.exists())
    });
    by_config.or_else(|| {
        let manifest = disk::text(&folder.join("package.json")).ok()?;
        let path = folder.join(package_setting(&manifest)?);
        path.exists().then_some(path)
    })
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
            !SKIPPED_FOLDERS.iter().any(|skipped| name == *skipped)
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
