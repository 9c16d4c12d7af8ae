//! Owns what either of two sides has: a name that one of them knows is not unknown.

use std::collections::{HashMap, HashSet};

use schemadrift_core::model::{Column, Schema};
use schemadrift_core::name::{Name, QualifiedName};

/// The live side, and what only the code declares.
pub(super) fn of(code: &Schema, live: &Schema) -> Schema {
    let mut both = live.clone();
    let keys = Keys::of(live);
    let known: HashMap<(Option<String>, String), usize> = both
        .tables
        .iter()
        .enumerate()
        .map(|(index, table)| (keys.relation(&table.name), index))
        .collect();
    for table in &code.tables {
        let own = known.get(&keys.relation(&table.name));
        match own.and_then(|index| both.tables.get_mut(*index)) {
            Some(own) => {
                keys.add_columns(&mut own.columns, &table.columns);
                own.taints.extend(table.taints.iter().cloned());
            }
            None => both.tables.push(table.clone()),
        }
    }
    let views: HashSet<_> = live
        .views
        .iter()
        .map(|view| keys.relation(&view.name))
        .collect();
    let more = code
        .views
        .iter()
        .filter(|view| !views.contains(&keys.relation(&view.name)));
    both.views.extend(more.cloned());
    for own in &code.enums {
        match both
            .enums
            .iter_mut()
            .find(|live| keys.relation(&live.name) == keys.relation(&own.name))
        {
            Some(live) => {
                for value in &own.values {
                    if !live.values.iter().any(|known| known.label == value.label) {
                        live.values.push(value.clone());
                    }
                }
            }
            None => both.enums.push(own.clone()),
        }
    }
    both.sequences.extend(code.sequences.iter().cloned());
    both.routines.extend(code.routines.iter().cloned());
    both.namespaces.extend(code.namespaces.iter().cloned());
    // What one side did not understand may be the very thing that is asked for.
    both.taints.extend(code.taints.iter().cloned());
    both
}

/// The forms under which names are equal.
struct Keys<'a> {
    live: &'a Schema,
    default: Option<Name>,
}

impl<'a> Keys<'a> {
    fn of(live: &'a Schema) -> Self {
        let default = live.default_namespace.clone();
        let own = live.engine.dialect().default_namespace.map(Name::from);
        Self {
            live,
            default: default.or(own),
        }
    }

    fn relation(&self, name: &QualifiedName) -> (Option<String>, String) {
        let dialect = self.live.engine.dialect();
        let schema = name.schema.as_ref().or(self.default.as_ref());
        let schema = schema.filter(|_| dialect.has_namespaces);
        (
            schema.map(ToString::to_string),
            dialect.table_names.key(name.name.as_str()).into_owned(),
        )
    }

    fn add_columns(&self, known: &mut Vec<Column>, more: &[Column]) {
        let rule = self.live.engine.dialect().column_names;
        for column in more {
            let is_known = known
                .iter()
                .any(|own| rule.same(own.name.as_str(), column.name.as_str()));
            if !is_known {
                known.push(column.clone());
            }
        }
    }
}
