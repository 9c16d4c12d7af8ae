//! Lowers privileges on the database and its tables.

use std::collections::HashSet;

use schemadrift_core::model::{Grant, GrantObject, Schema};
use schemadrift_core::name::{Name, QualifiedName};
use schemadrift_core::origin::Origin;
use schemadrift_sql::account;

use crate::mysql::rows::PrivilegeRow;

/// The privileges on the database and on the tables and views that a schema holds.
pub(super) fn lower(rows: &[PrivilegeRow], schema: &Schema) -> Vec<Grant> {
    let tables = schema.tables.iter().map(|own| own.name.name.as_str());
    let views = schema.views.iter().map(|own| own.name.name.as_str());
    let kept: HashSet<&str> = tables.chain(views).collect();
    rows.iter()
        // The right to nothing goes along with every account.
        .filter(|row| row.privilege != "USAGE")
        .filter(|row| {
            row.table
                .as_deref()
                .is_none_or(|table| kept.contains(table))
        })
        .map(grant)
        .collect()
}

fn grant(row: &PrivilegeRow) -> Grant {
    let object = match &row.table {
        Some(table) => GrantObject::Table(QualifiedName::bare(table.as_str())),
        None => GrantObject::Database,
    };
    Grant {
        object,
        column: row.column.as_deref().map(Name::from),
        grantee: Name::new(account(&row.grantee)),
        privilege: row.privilege.to_ascii_uppercase(),
        is_grantable: row.is_grantable,
        is_implied: false,
        origin: Origin::Catalog(row.grantee.clone()),
    }
}
