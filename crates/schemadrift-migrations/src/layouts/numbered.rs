//! Owns flat folders of numbered files, whose names several tools share: which tool the project's
//! own files name. The nearest folder that speaks decides; names of files never do alone.

use schemadrift_core::migration::Tool;

use crate::folder::Folder;
use crate::names::{Direction, digits_and_title, sql_stem};
use crate::project::{Level, Project};

/// Whether a folder has files such as `1_title.sql`, with these endings.
pub(super) fn has_numbered(folder: &Folder, directions: &[Direction]) -> bool {
    folder.files_ending(".sql").any(|name| {
        sql_stem(name).is_some_and(|(stem, direction)| {
            directions.contains(&direction) && digits_and_title(stem).is_some()
        })
    })
}

/// The tool that the project's files name for numbered files.
pub(super) fn owner(project: &Project) -> Option<Tool> {
    project.nearest(tool_of)
}

fn tool_of(level: &Level) -> Option<Tool> {
    if level.is_called("supabase") && level.has("config.toml") {
        return Some(Tool::Supabase);
    }
    // A journal or a file of sums belongs to tools that are not known here.
    if level.has("meta/_journal.json") || level.has("atlas.sum") {
        return Some(Tool::PlainFiles);
    }
    if level.has("sqlx.toml") || level.has(".sqlx") || level.uses_crate(&["sqlx"]) {
        return Some(Tool::Sqlx);
    }
    if level.mentions("package.json", "\"node-pg-migrate\"") {
        return Some(Tool::NodePgMigrate);
    }
    if level.uses_module("golang-migrate/migrate") {
        return Some(Tool::GolangMigrate);
    }
    let is_pop = |name| level.uses_module(name);
    if ["gobuffalo/pop", "ory/pop"].into_iter().any(is_pop) {
        return Some(Tool::Pop);
    }
    None
}
