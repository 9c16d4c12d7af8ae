//! Lowers foreign keys and checks.

use schemadrift_core::dialect::Engine;
use schemadrift_core::model::{Check, Deferral, ForeignKey, ReferentialAction, Validity};
use schemadrift_core::name::{Name, QualifiedName};
use schemadrift_core::stated::Stated;

use super::{part_origin, read};
use crate::mysql::rows::{CheckRow, ForeignKeyRow};

/// The foreign keys of a table. Rows of one key stand together, in the order of its columns.
pub(super) fn foreign_keys(rows: &[&ForeignKeyRow]) -> Vec<ForeignKey> {
    let mut keys = Vec::new();
    for columns in rows.chunk_by(|one, other| one.name == other.name) {
        let Some(first) = columns.first() else {
            continue;
        };
        let target = if first.target_schema == first.own_schema {
            QualifiedName::bare(first.target.as_str())
        } else {
            QualifiedName::new(first.target_schema.as_str(), first.target.as_str())
        };
        keys.push(ForeignKey {
            name: Stated::Written(Name::from(first.name.as_str())),
            columns: columns
                .iter()
                .map(|row| Name::from(row.column.as_str()))
                .collect(),
            target,
            target_columns: columns
                .iter()
                .filter_map(|row| row.target_column.as_deref().map(Name::from))
                .collect(),
            on_delete: action(first.on_delete.as_deref()),
            on_update: action(first.on_update.as_deref()),
            deferral: Stated::Implied(Deferral::NotDeferrable),
            validity: Stated::Implied(Validity::Valid),
            is_relation_only: false,
            origin: part_origin(&first.table, &first.name),
        });
    }
    keys
}

/// An action; not stated where the role may not see it (MariaDB shows actions only to those who
/// may do more than read).
fn action(text: Option<&str>) -> Stated<ReferentialAction> {
    let action = match text {
        Some("NO ACTION") => ReferentialAction::NoAction,
        Some("RESTRICT") => ReferentialAction::Restrict,
        Some("CASCADE") => ReferentialAction::Cascade,
        Some("SET NULL") => ReferentialAction::SetNull,
        Some("SET DEFAULT") => ReferentialAction::SetDefault,
        Some(_) | None => return Stated::NotStated,
    };
    Stated::Written(action)
}

/// Lowers a check.
pub(super) fn check(engine: Engine, table: &str, row: &CheckRow, is_enforced: bool) -> Check {
    Check {
        name: Stated::Written(Name::from(row.name.as_str())),
        expression: read(engine, &row.clause),
        validity: Stated::Written(if is_enforced {
            Validity::Valid
        } else {
            Validity::NotEnforced
        }),
        origin: part_origin(table, &row.name),
    }
}
