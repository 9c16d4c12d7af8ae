//! Owns the remedy for each cause: one safe next step, never one that destroys anything.

use schemadrift_core::finding::{Cause, Direction};
use schemadrift_core::migration::{Migration, Tool, with_name};

use crate::history::History;

/// The next step for a cause.
pub(super) fn of(
    history: &History,
    cause: Cause,
    direction: Direction,
    migration: Option<&Migration>,
) -> String {
    let commands = &history.tool.facts().commands;
    match cause {
        Cause::NoMigration => match direction {
            Direction::LiveLacks => "write a migration that makes it, and deploy it".to_owned(),
            Direction::Differs | Direction::LiveHasMore | Direction::WithinCode => {
                "write a migration that makes it so, or declare what the migrations make".to_owned()
            }
        },
        Cause::PendingMigration if migration.is_some_and(|own| history.is_held_back(own)) => {
            format!(
                "give it a version after the newest one and deploy it, or tell {} to run what \
                 comes late",
                history.tool
            )
        }
        Cause::PendingMigration => match commands.deploy {
            Some(command) => format!("deploy it: `{command}`"),
            None => "deploy it".to_owned(),
        },
        Cause::Lost => match direction {
            Direction::LiveLacks => {
                "restore it from a backup if it held data; otherwise create it again with the \
                 statement of its migration"
                    .to_owned()
            }
            Direction::Differs | Direction::LiveHasMore | Direction::WithinCode => {
                "find out who changed it; then write a migration that makes either side right"
                    .to_owned()
            }
        },
        Cause::FailedMigration => match (commands.clear_failed, migration) {
            (Some(command), Some(migration)) => format!(
                "repair what made it fail, then `{}` and deploy again",
                with_name(command, &migration.name)
            ),
            _ => "repair what made it fail, then deploy again".to_owned(),
        },
        Cause::Undeclared => "declare it in the code: the migrations make it".to_owned(),
        Cause::Unmanaged => {
            "adopt it with a migration, or ignore it in `schemadrift.toml` with a reason".to_owned()
        }
        Cause::Untracked => match commands.mark_applied {
            Some(command) => {
                format!("write the migration that makes it, and mark it as applied: `{command}`")
            }
            None => "write the migration that makes it, and mark it as applied".to_owned(),
        },
    }
}

/// The next step where nothing was ever deployed.
pub(super) fn of_headline(tool: Tool, migrations: usize) -> String {
    let what = match migrations {
        1 => "the migration".to_owned(),
        many => format!("the {many} migrations"),
    };
    let how = tool
        .facts()
        .commands
        .deploy
        .map_or_else(String::new, |command| format!(": `{command}`"));
    format!(
        "look at the server, database, user and schema named below: if they are what you meant, deploy {what}{how}"
    )
}
