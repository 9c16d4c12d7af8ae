//! Owns the files of a draft: how they are called in the project's layout, and the writing of them. A
//! file that exists is never replaced.

use std::fs::OpenOptions;
use std::io::Write;
use std::path::{Path, PathBuf};

use schemadrift::core::migration::Migration;
use schemadrift::migration_files::{FreshFile, FreshMigration, FreshPart, Layout, fresh};
use schemadrift_emit::{Fix, Running};

use super::remedies::Remedies;
use crate::arguments::FixCommand;
use crate::discovery::PlannedCheck;
use crate::exit::Failure;

/// Where the project keeps its migrations.
pub(super) struct Place {
    pub(super) layout: Layout,
    folder: PathBuf,
    existing: Vec<Migration>,
}

impl Place {
    /// The place of the migrations that go with a check.
    pub(super) fn of(check: &PlannedCheck) -> Option<Self> {
        let own = check.migrations.as_ref();
        let of_code = check.code.iter().find_map(|side| side.migrations.as_ref());
        let migrations = own.or(of_code)?;
        let found = migrations.found();
        Some(Self {
            layout: found.layout,
            folder: migrations.folder().to_owned(),
            existing: found.migrations.clone(),
        })
    }
}

/// What is printed: the draft, or the paths of the files that were written and what belongs into no
/// file.
pub(super) fn output(
    remedies: &Remedies<'_>,
    place: Option<&Place>,
    command: &FixCommand,
    clock: &str,
) -> Result<String, Failure> {
    let mut text = String::new();
    let repair = plain_text(&remedies.repair);
    if !repair.is_empty() {
        text.push_str(
            "-- for this database alone: its migrations make this already, and it is gone\n\n",
        );
        text.push_str(&repair);
    }
    let is_written =
        command.write && (!remedies.migration.runs_nothing() || !remedies.untracked.runs_nothing());
    if is_written && place.is_none() {
        return Err(
            Failure::new("no folder of migrations was found, so that nothing is written")
                .with_help("name it with `--source migrations:PATH`, or redirect what is printed without `--write`"),
        );
    }
    for (fix, suffix) in [
        (&remedies.migration, ""),
        (&remedies.untracked, "_untracked"),
    ] {
        let Some(place) = place else {
            text.push_str(&plain_text(fix));
            continue;
        };
        let title = format!("{}{suffix}", command.name);
        match files(fix, place, clock, &title) {
            Ok(migrations) if command.write => write_all(&migrations, place, &mut text)?,
            Ok(migrations) => print_all(&migrations, place, fix, &mut text),
            Err(reason) if command.write && !fix.runs_nothing() => {
                return Err(Failure::new(format!(
                    "no migration is written in the layout of {}: {reason}",
                    place.layout
                ))
                .with_help("run the command without `--write` to see the statements"));
            }
            Err(_) => text.push_str(&plain_text(fix)),
        }
    }
    Ok(text)
}

/// The statements of a draft in no layout.
fn plain_text(fix: &Fix) -> String {
    let mut text = String::new();
    for position in 0..fix.files.len() {
        if fix.files.len() > 1 {
            text.push_str(&format!(
                "-- part {} of {}: {}\n\n",
                position + 1,
                fix.files.len(),
                fix.files[position].purpose
            ));
        }
        text.push_str(&fix.file_text(position));
    }
    if fix.files.is_empty() {
        text.push_str(&fix.file_text(0));
    }
    text
}

fn files(
    fix: &Fix,
    place: &Place,
    clock: &str,
    title: &str,
) -> Result<Vec<FreshMigration>, String> {
    let parts: Vec<FreshPart> = fix
        .files
        .iter()
        .enumerate()
        .map(|(position, file)| FreshPart {
            purpose: file.purpose.to_owned(),
            sql: fix.file_text(position),
            leaves_transaction: file.running != Running::InTransaction
                && place.layout.can_leave_transactions(),
            has_inner_semicolons: file
                .steps
                .iter()
                .flat_map(|step| &step.statements)
                .any(|statement| statement.contains(';')),
        })
        .collect();
    fresh(place.layout, &place.existing, clock, title, &parts)
}

fn print_all(migrations: &[FreshMigration], place: &Place, fix: &Fix, text: &mut String) {
    for file in migrations.iter().flat_map(|migration| &migration.files) {
        let path = place.folder.join(&file.path);
        text.push_str(&format!(
            "-- {}\n\n{}\n",
            schemadrift_report::printable(&path.display().to_string()),
            file.text.trim_end()
        ));
        text.push('\n');
    }
    if migrations.is_empty() {
        text.push_str(&fix.file_text(0));
    }
}

fn write_all(
    migrations: &[FreshMigration],
    place: &Place,
    text: &mut String,
) -> Result<(), Failure> {
    for file in migrations.iter().flat_map(|migration| &migration.files) {
        let path = place.folder.join(&file.path);
        write_new(&path, file)?;
        text.push_str(&format!("{}\n", path.display()));
    }
    Ok(())
}

/// Writes a file that is not there.
fn write_new(path: &Path, file: &FreshFile) -> Result<(), Failure> {
    let cannot = |error: std::io::Error| {
        Failure::new(format!("cannot write `{}`: {error}", path.display()))
            .with_help("a file that exists is never replaced")
    };
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).map_err(cannot)?;
    }
    let mut opened = OpenOptions::new()
        .write(true)
        .create_new(true)
        .open(path)
        .map_err(cannot)?;
    opened.write_all(file.text.as_bytes()).map_err(cannot)
}
