//! Owns tables and their columns in an aim.

use schemadrift_core::model::{Column, DefaultValue, Table};
use schemadrift_core::object::{ObjectKind, ObjectPath};

use super::overlay::over;
use super::{Aiming, parts};
use crate::pairing::{Pair, TablePair};

/// Puts a table right.
pub(super) fn aim(pair: &TablePair<'_>, aiming: &mut Aiming<'_, '_>) {
    let path = pair.path();
    match (pair.code, pair.live) {
        (Some(code), None) => {
            if aiming.takes("missing-table", &path) {
                let table = created(code, pair, aiming);
                aiming.schema.tables.push(table);
            }
        }
        (None, Some(live)) => {
            if aiming.takes("extra-table", &path) {
                aiming.schema.tables.retain(|table| table.name != live.name);
            }
        }
        (Some(code), Some(live)) => change(pair, code, live, aiming),
        (None, None) => {}
    }
}

/// The code's table as the database is to have it.
fn created(code: &Table, pair: &TablePair<'_>, aiming: &Aiming<'_, '_>) -> Table {
    let mut table = code.clone();
    table.name = pair.name.clone();
    // What the code only joins over keeps no rows, and was never asked for.
    table.foreign_keys.retain(|key| !key.is_relation_only);
    for key in &mut table.foreign_keys {
        key.target = aiming.live_name(&key.target);
    }
    table
}

fn change(pair: &TablePair<'_>, code: &Table, live: &Table, aiming: &mut Aiming<'_, '_>) {
    let mut tables = aiming.schema.tables.iter();
    let Some(position) = tables.position(|table| table.name == live.name) else {
        return;
    };
    let mut table = aiming.schema.tables[position].clone();
    for column in &pair.columns {
        change_column(pair, column, &mut table, aiming);
    }
    if aiming.takes("comment", &pair.path()) {
        table.comment = code.comment.clone();
    }
    if aiming.takes("row-security", &pair.path()) {
        table.row_security = over(&code.row_security, &live.row_security);
    }
    aiming.leave(
        "partitioning",
        &pair.path(),
        "no statement changes how a table is partitioned while it holds rows",
    );
    parts::change(pair, code, live, &mut table, aiming);
    aiming.schema.tables[position] = table;
}

fn change_column(
    pair: &TablePair<'_>,
    column: &Pair<'_, Column>,
    table: &mut Table,
    aiming: &mut Aiming<'_, '_>,
) {
    match column {
        Pair::OnlyCode(code) => {
            let path = pair.part(ObjectKind::Column, code.name.as_str());
            if aiming.takes("missing-column", &path) {
                table.columns.push((*code).clone());
            }
        }
        Pair::OnlyLive(live) => {
            let path = pair.part(ObjectKind::Column, live.name.as_str());
            let is_extra =
                aiming.takes("extra-column", &path) | aiming.takes("extra-required-column", &path);
            if is_extra {
                table.columns.retain(|own| own.name != live.name);
            }
        }
        Pair::Both { code, live } => {
            let path = pair.part(ObjectKind::Column, live.name.as_str());
            if let Some(own) = table.columns.iter_mut().find(|own| own.name == live.name) {
                change_facets(code, live, own, &path, aiming);
            }
        }
    }
}

/// Takes over from the code what a column differs in.
fn change_facets(
    code: &Column,
    live: &Column,
    own: &mut Column,
    path: &ObjectPath,
    aiming: &mut Aiming<'_, '_>,
) {
    if aiming.takes("column-type", path) {
        own.data_type = over(&code.data_type, &live.data_type);
    }
    if aiming.takes("column-nullability", path) {
        own.is_nullable = over(&code.is_nullable, &live.is_nullable);
    }
    if matches!(code.default.get(), Some(Some(DefaultValue::Unknown))) {
        aiming.leave(
            "column-default",
            path,
            "the code has a default that it does not spell",
        );
    }
    if aiming.takes("column-default", path) {
        own.default = over(&code.default, &live.default);
        own.on_update = over(&code.on_update, &live.on_update);
    }
    if aiming.takes("column-identity", path) {
        own.increment = over(&code.increment, &live.increment);
        if matches!(own.increment.get(), Some(Some(_))) {
            own.default = code.default.clone();
        }
    }
    if aiming.takes("column-generated", path) {
        own.generated = over(&code.generated, &live.generated);
    }
    if aiming.takes("column-collation", path) {
        own.collation = over(&code.collation, &live.collation);
    }
    if aiming.takes("comment", path) {
        own.comment = code.comment.clone();
    }
}
