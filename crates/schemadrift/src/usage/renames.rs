//! Owns the names that migrations change: what code was left behind with an old one.

use schemadrift_core::name::Name;
use schemadrift_core::origin::Origin;
use schemadrift_core::usage::Rename;
use schemadrift_sql::change::{Change, ObjectKind, TableAction};

use crate::migrations::Migrations;

/// The renames of tables and columns, in the order in which they run.
pub(super) fn of(migrations: &Migrations) -> Vec<Rename> {
    let mut renames = Vec::new();
    for change in migrations.changes() {
        match change {
            Change::Rename(rename) if is_relation(rename.object.kind) => {
                let (from, to) = (&rename.object.name.name, &rename.to.name);
                renames.extend(renamed(None, from, to, &rename.origin));
            }
            Change::AlterTable(altered) => {
                for action in &altered.actions {
                    if let TableAction::RenameColumn { from, to, origin } = action {
                        renames.extend(renamed(Some(&altered.table.name), from, to, origin));
                    }
                }
            }
            _ => {}
        }
    }
    renames
}

fn is_relation(kind: ObjectKind) -> bool {
    matches!(
        kind,
        ObjectKind::Table | ObjectKind::View | ObjectKind::MaterializedView
    )
}

fn renamed(table: Option<&Name>, from: &Name, to: &Name, origin: &Origin) -> Option<Rename> {
    Some(Rename {
        table: table.map(ToString::to_string),
        from: from.to_string(),
        to: to.to_string(),
        place: origin.location()?.clone(),
    })
}
