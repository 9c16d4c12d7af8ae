//! Owns tables that may be there under another name: nothing is made beside them, since its indexes and
//! constraints would have names that are taken, and the rows would be elsewhere.

use std::collections::BTreeSet;

use schemadrift_core::model::{Schema, Table};
use schemadrift_core::name::Name;
use schemadrift_core::object::{ObjectKind, ObjectPath};

use super::plan::Plan;
use super::{FixStep, Hazard};
use crate::ddl::script::Phase;

/// Takes out of what is to be made the tables that may be there under another name, and shows how
/// each would get its own.
pub(super) fn hold_back(found: &Schema, aimed: &Schema, made: &mut Schema, plan: &mut Plan) {
    let surplus: Vec<&Table> = found
        .tables
        .iter()
        .filter(|table| !aimed.tables.iter().any(|own| own.name == table.name))
        .collect();
    made.tables.retain(|table| {
        let Some(other) = surplus.iter().find(|other| shares_names(table, other)) else {
            return true;
        };
        let path = ObjectPath::top(ObjectKind::Table, &table.name);
        if has_same_columns(table, other) {
            let step = FixStep::of(format!(
                "ALTER TABLE {} RENAME TO {}",
                plan.grammar.quote_qualified(&other.name),
                plan.grammar.quote(&table.name.name)
            ))
            .note("both have the same columns, and indexes or constraints of the same names: it may be the same table under another name")
            .hazard(Hazard::MayFail("whatever uses the other name fails from then on"));
            plan.rename(&other.name, Phase::Tables, step);
        } else {
            let reason = format!(
                "names of its indexes or constraints are taken by those of `{}`, which may be the same table under another name",
                other.name
            );
            plan.skip(path, reason);
        }
        false
    });
}

fn shares_names(one: &Table, other: &Table) -> bool {
    one.name.schema == other.name.schema && !names(one).is_disjoint(&names(other))
}

fn names(table: &Table) -> BTreeSet<&Name> {
    let key = table.primary_key.get().and_then(Option::as_ref);
    let indexes = table.indexes.iter().filter_map(|own| own.name.get());
    let keys = table.foreign_keys.iter().filter_map(|own| own.name.get());
    key.and_then(|key| key.name.get())
        .into_iter()
        .chain(indexes)
        .chain(keys)
        .filter(|name| name.as_str() != "PRIMARY")
        .collect()
}

fn has_same_columns(one: &Table, other: &Table) -> bool {
    one.columns.len() == other.columns.len()
        && one
            .columns
            .iter()
            .all(|column| other.column(&column.name).is_some())
}
