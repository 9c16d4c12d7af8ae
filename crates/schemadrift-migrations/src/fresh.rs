//! Owns migrations that are not on disk yet: which files a layout has for them, under which names, and
//! what stands around the statements. It writes nothing.

mod naming;

use std::path::PathBuf;

use schemadrift_core::migration::Migration;

use crate::layouts::Layout;
use crate::lines::{after_marker, lines};

/// What a new migration runs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FreshPart {
    /// What it is for, in two or three words.
    pub purpose: String,
    /// The statements, with comments.
    pub sql: String,
    /// It has to run outside of a transaction.
    pub leaves_transaction: bool,
    /// Some statement of it has semicolons within.
    pub has_inner_semicolons: bool,
}

/// A file that is not on disk yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FreshFile {
    /// The path, from the folder of the migrations.
    pub path: PathBuf,
    /// The text.
    pub text: String,
}

/// A migration that is not on disk yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FreshMigration {
    /// What its ledger will call it.
    pub name: String,
    /// Its files, the one that runs first.
    pub files: Vec<FreshFile>,
}

const FORWARD_ONLY: &str = "\
-- What the other direction would take away may hold data by now, so nothing is undone here.
-- Write by hand what is to happen.
SELECT 1;
";

impl Layout {
    /// Why no migration is written in this layout, if so.
    pub fn refuses_drafts(self) -> Option<&'static str> {
        match self {
            Self::SeaOrm => {
                Some("its migrations are Rust code: put the statements into one by hand")
            }
            Self::Liquibase => {
                Some("its changesets are known by an author, which is not known here")
            }
            Self::Rails => {
                Some("its migrations are Ruby code: put the statements into one by hand")
            }
            Self::Prisma
            | Self::Diesel
            | Self::Dbmate
            | Self::Goose
            | Self::Refinery
            | Self::Flyway
            | Self::Supabase
            | Self::SqlxSimple
            | Self::SqlxReversible
            | Self::NodePgMigrate
            | Self::Pop
            | Self::GolangMigrate
            | Self::PlainFiles => None,
        }
    }

    /// Whether a migration of it can say that it runs outside of a transaction.
    pub fn can_leave_transactions(self) -> bool {
        match self {
            // One statement alone in a file of Prisma or golang-migrate is in no transaction.
            Self::Prisma
            | Self::GolangMigrate
            | Self::Diesel
            | Self::SqlxSimple
            | Self::SqlxReversible
            | Self::Dbmate
            | Self::Goose
            | Self::Flyway => true,
            Self::SeaOrm
            | Self::Liquibase
            | Self::Rails
            | Self::Refinery
            | Self::Supabase
            | Self::NodePgMigrate
            | Self::Pop
            | Self::PlainFiles => false,
        }
    }
}

/// The migrations that run these parts one after the other, behind those that are there. `clock` is
/// the moment as `YYYYMMDDhhmmss`.
///
/// # Errors
///
/// When a text cannot stand in a file of this layout, or the layout takes none; why, in words.
pub fn fresh(
    layout: Layout,
    existing: &[Migration],
    clock: &str,
    title: &str,
    parts: &[FreshPart],
) -> Result<Vec<FreshMigration>, String> {
    if let Some(reason) = layout.refuses_drafts() {
        return Err(reason.to_owned());
    }
    let mut versions = naming::Versions::behind(layout, existing, clock);
    parts
        .iter()
        .enumerate()
        .map(|(position, part)| {
            let title = if position == 0 {
                title.to_owned()
            } else {
                format!("{title}_{}", part.purpose.replace(' ', "_"))
            };
            one(layout, &versions.take(), &title, part)
        })
        .collect()
}

fn one(
    layout: Layout,
    version: &str,
    title: &str,
    part: &FreshPart,
) -> Result<FreshMigration, String> {
    let is_off = part.leaves_transaction;
    let single = |path: String, text: String| vec![FreshFile::new(path, text)];
    let pair = |path: String, text: String| {
        vec![
            FreshFile::new(format!("{path}.up.sql"), text),
            FreshFile::new(format!("{path}.down.sql"), FORWARD_ONLY),
        ]
    };
    let name = format!("{version}_{title}");
    let sql = part.sql.clone();
    Ok(match layout {
        Layout::Prisma => FreshMigration {
            files: single(format!("{name}/migration.sql"), sql),
            name,
        },
        Layout::Diesel => FreshMigration {
            files: diesel(&name, sql, is_off),
            name: version.replace('-', ""),
        },
        Layout::SqlxSimple => FreshMigration {
            files: single(
                format!("{name}.sql"),
                off_first("-- no-transaction", is_off, sql),
            ),
            name: naming::as_number(version),
        },
        Layout::SqlxReversible => FreshMigration {
            files: pair(name, off_first("-- no-transaction", is_off, sql)),
            name: naming::as_number(version),
        },
        Layout::Dbmate => FreshMigration {
            files: single(format!("{name}.sql"), dbmate(&sql, is_off)?),
            name: version.to_owned(),
        },
        Layout::Goose => FreshMigration {
            files: single(format!("{name}.sql"), goose(part)?),
            name: naming::as_number(version),
        },
        Layout::Flyway => FreshMigration {
            files: flyway(&format!("V{version}__{title}"), sql, is_off),
            name: version.to_owned(),
        },
        Layout::Refinery => FreshMigration {
            files: single(format!("V{version}__{title}.sql"), sql),
            name: version.to_owned(),
        },
        Layout::GolangMigrate | Layout::Pop => FreshMigration {
            files: pair(name, sql),
            name: naming::as_number(version),
        },
        Layout::NodePgMigrate => FreshMigration {
            files: single(format!("{name}.sql"), node_pg_migrate(&sql)?),
            name,
        },
        Layout::Supabase => FreshMigration {
            files: single(format!("{name}.sql"), sql),
            name: version.to_owned(),
        },
        Layout::PlainFiles => FreshMigration {
            files: single(format!("{name}.sql"), sql),
            name,
        },
        Layout::SeaOrm | Layout::Liquibase | Layout::Rails => {
            return Err("no draft is written in this layout".to_owned());
        }
    })
}

impl FreshFile {
    fn new(path: impl Into<PathBuf>, text: impl Into<String>) -> Self {
        Self {
            path: path.into(),
            text: text.into(),
        }
    }
}

/// The text behind a first line that keeps the tool from opening a transaction.
fn off_first(mark: &str, is_off: bool, sql: String) -> String {
    if is_off {
        format!("{mark}\n{sql}")
    } else {
        sql
    }
}

fn diesel(name: &str, sql: String, is_off: bool) -> Vec<FreshFile> {
    let mut files = vec![
        FreshFile::new(format!("{name}/up.sql"), sql),
        FreshFile::new(format!("{name}/down.sql"), FORWARD_ONLY),
    ];
    if is_off {
        let text = "run_in_transaction = false\n";
        files.push(FreshFile::new(format!("{name}/metadata.toml"), text));
    }
    files
}

fn flyway(stem: &str, sql: String, is_off: bool) -> Vec<FreshFile> {
    let mut files = vec![FreshFile::new(format!("{stem}.sql"), sql)];
    if is_off {
        let text = "executeInTransaction=false\n";
        files.push(FreshFile::new(format!("{stem}.sql.conf"), text));
    }
    files
}

fn dbmate(sql: &str, is_off: bool) -> Result<String, String> {
    refuse_marks(sql, &["migrate:up", "migrate:down"])?;
    let options = if is_off { " transaction:false" } else { "" };
    Ok(format!(
        "-- migrate:up{options}\n{sql}\n-- migrate:down\n{FORWARD_ONLY}"
    ))
}

fn goose(part: &FreshPart) -> Result<String, String> {
    refuse_marks(&part.sql, &["+goose"])?;
    let off = if part.leaves_transaction {
        "-- +goose NO TRANSACTION\n"
    } else {
        ""
    };
    let (begin, end) = if part.has_inner_semicolons {
        ("-- +goose StatementBegin\n", "-- +goose StatementEnd\n")
    } else {
        ("", "")
    };
    Ok(format!(
        "{off}-- +goose Up\n{begin}{}{end}\n-- +goose Down\n{FORWARD_ONLY}",
        part.sql
    ))
}

fn node_pg_migrate(sql: &str) -> Result<String, String> {
    refuse_marks(sql, &["up", "down"])?;
    Ok(format!(
        "-- Up Migration\n{sql}\n-- Down Migration\n{FORWARD_ONLY}"
    ))
}

/// A name with a line break may hold what a tool takes for a mark of its own.
fn refuse_marks(sql: &str, marks: &[&str]) -> Result<(), String> {
    let is_mark = |line: &str| {
        marks
            .iter()
            .any(|mark| after_marker(line.trim_start(), mark).is_some())
    };
    if lines(sql).any(|line| is_mark(line.text)) {
        return Err("a name or a text holds a line that the migration tool would take for a mark of its own".to_owned());
    }
    Ok(())
}
