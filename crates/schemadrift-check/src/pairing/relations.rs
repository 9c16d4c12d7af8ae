//! Pairs tables and views. A view may stand for a table of the code and the other way round:
//! reading works either way, and only the columns can be compared then.

use std::collections::{HashMap, HashSet};

use schemadrift_core::coverage::Completeness;
use schemadrift_core::model::{Column, Table, View};
use schemadrift_core::name::{Name, QualifiedName};

use super::{
    Pair, Pairs, TablePair, ViewPair, checks, exclusions, foreign_keys, indexes, pair_by_key,
    policies, triggers,
};

type Key = (Option<String>, String);

/// Fills in the tables and views of `pairs`.
pub(super) fn pair(pairs: &mut Pairs<'_>) {
    let names = pairs.names;
    let live_tables: HashMap<Key, &Table> = pairs
        .live
        .tables
        .iter()
        .map(|table| (names.key(&table.name), table))
        .collect();
    let live_views: HashMap<Key, &View> = pairs
        .live
        .views
        .iter()
        .map(|view| (names.key(&view.name), view))
        .collect();
    let mut met = HashSet::new();

    let mut tables = Vec::new();
    for code in &pairs.code.tables {
        let key = names.key(&code.name);
        let live = live_tables.get(&key).copied();
        let live_view = if live.is_none() {
            live_views.get(&key).copied()
        } else {
            None
        };
        met.insert(key);
        tables.push(table_pair(pairs, Some(code), live, live_view));
    }
    let mut views = Vec::new();
    for code in &pairs.code.views {
        let key = names.key(&code.name);
        views.push(view_pair(
            pairs,
            code,
            live_views.get(&key).copied(),
            live_tables.get(&key).copied(),
        ));
        met.insert(key);
    }
    for live in &pairs.live.tables {
        if !met.contains(&names.key(&live.name)) && is_in_scope(pairs, &live.name) {
            tables.push(table_pair(pairs, None, Some(live), None));
        }
    }
    if pairs.code.coverage.views == Completeness::Complete {
        for live in &pairs.live.views {
            if !met.contains(&names.key(&live.name)) && is_in_scope(pairs, &live.name) {
                views.push(ViewPair {
                    shown: names.shown(&live.name),
                    name: names.resolve(&live.name),
                    code: None,
                    live: Some(live),
                    is_live_table: false,
                    columns: Vec::new(),
                    triggers: Vec::new(),
                });
            }
        }
    }
    pairs.tables = tables;
    pairs.views = views;
}

/// Whether the code speaks about the schema that holds this object: the schemas it names, or
/// else the default one.
fn is_in_scope(pairs: &Pairs<'_>, name: &QualifiedName) -> bool {
    let Some(schema) = &name.schema else {
        return true;
    };
    if pairs.code.namespaces.is_empty() {
        return pairs
            .names
            .default_namespace()
            .is_none_or(|default| default == schema);
    }
    pairs
        .code
        .namespaces
        .iter()
        .any(|namespace| &namespace.name == schema)
}

fn table_pair<'a>(
    pairs: &Pairs<'a>,
    code: Option<&'a Table>,
    live: Option<&'a Table>,
    live_view: Option<&'a View>,
) -> TablePair<'a> {
    let names = pairs.names;
    let name = code.or(live).map_or_else(
        || QualifiedName::bare(Name::new("")),
        // The live spelling wins where both exist: it is the one the database answers to.
        |table| names.resolve(&live.unwrap_or(table).name),
    );
    let mut pair = TablePair {
        shown: names.shown(&name),
        name,
        code,
        live,
        live_view,
        columns: Vec::new(),
        indexes: Vec::new(),
        kept_by_key: Vec::new(),
        foreign_keys: Vec::new(),
        checks: Vec::new(),
        exclusions: Vec::new(),
        policies: Vec::new(),
        triggers: Vec::new(),
    };
    let live_columns = live
        .map(|table| &table.columns)
        .or(live_view.map(|view| &view.columns));
    if let (Some(code), Some(live_columns)) = (code, live_columns) {
        pair.columns = pair_by_key(&code.columns, live_columns, |column| {
            names.column_key(&column.name)
        });
        let is_ignored = |column: &Column| {
            let mut ignored = code.ignored_columns.iter();
            ignored.any(|name| names.same_column(name, &column.name))
        };
        pair.columns
            .retain(|pair| !matches!(pair, Pair::OnlyLive(live) if is_ignored(live)));
    }
    if let (Some(code), Some(live)) = (code, live) {
        let indexes = indexes::pair(&names, code, live);
        pair.indexes = indexes.pairs;
        pair.kept_by_key = indexes.kept_by_key;
        pair.foreign_keys = foreign_keys::pair(pairs, code, live);
        pair.checks = checks::pair(&names, code, live);
        pair.exclusions = exclusions::pair(&names, code, live);
        pair.policies = policies::pair(&names, code, live);
        pair.triggers = triggers::pair(pairs, &code.triggers, &live.triggers);
    }
    pair
}

fn view_pair<'a>(
    pairs: &Pairs<'a>,
    code: &'a View,
    live: Option<&'a View>,
    live_table: Option<&'a Table>,
) -> ViewPair<'a> {
    let names = pairs.names;
    let live_columns = live
        .map(|view| &view.columns)
        .or(live_table.map(|table| &table.columns));
    // A view has columns: a source that lists none does not know them.
    let columns = live_columns
        .filter(|_| !code.columns.is_empty())
        .map(|live| pair_by_key(&code.columns, live, |column| names.column_key(&column.name)))
        .unwrap_or_default();
    ViewPair {
        shown: names.shown(&code.name),
        name: names.resolve(&code.name),
        code: Some(code),
        live,
        is_live_table: live.is_none() && live_table.is_some(),
        columns,
        triggers: live.map_or_else(Vec::new, |live| {
            triggers::pair(pairs, &code.triggers, &live.triggers)
        }),
    }
}
