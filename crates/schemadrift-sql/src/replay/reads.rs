//! Owns what the queries of views read, found when a view is made: the search path may be another
//! one later, and names change.

use schemadrift_core::model::View;
use schemadrift_core::name::{Name, QualifiedName};

use super::mentions::{columns_in, relations_of};
use super::state::{Relation, State};
use crate::tokens::{Token, tokenize};

/// That a view reads a relation.
#[derive(Debug, Clone)]
pub(super) struct Reads {
    view: QualifiedName,
    relation: QualifiedName,
    /// The relation's columns that the query speaks of.
    columns: Vec<Name>,
}

/// Remembers what a new view reads.
pub(super) fn remember(state: &mut State, view: &View) {
    forget(state, &view.name);
    if !state.rules.drops_references {
        return;
    }
    let Some(query) = view.definition.get() else {
        return;
    };
    let engine = state.engine();
    let tokens = tokenize(engine, &query.text);
    let named = columns_in(engine, &tokens);
    let reads_all = (0..tokens.len()).any(|place| is_star(&tokens, place));
    for path in relations_of(engine, &tokens) {
        let (relation, columns) = match state.relation(&path) {
            Ok(Relation::Table(place)) => {
                let table = &state.schema.tables[place];
                (&table.name, &table.columns)
            }
            Ok(Relation::View(place)) => {
                let view = &state.schema.views[place];
                (&view.name, &view.columns)
            }
            Ok(Relation::Foreign) | Err(_) => continue,
        };
        let columns = columns
            .iter()
            .map(|column| &column.name)
            .filter(|name| reads_all || named.contains(name.as_str()));
        let reads = Reads {
            view: view.name.clone(),
            relation: relation.clone(),
            columns: columns.cloned().collect(),
        };
        state.reads.push(reads);
    }
}

/// `*` in a list of columns; the argument of `count(*)` and a product are others.
fn is_star(tokens: &[Token<'_>], place: usize) -> bool {
    let before = place.checked_sub(1).and_then(|before| tokens.get(before));
    tokens.get(place).is_some_and(|token| token.is_symbol("*"))
        && before.is_some_and(|before| {
            before.is_one_of(&["select", "all", "distinct"])
                || before.is_symbol(",")
                || before.is_symbol(".")
        })
}

/// Forgets what a view reads.
pub(super) fn forget(state: &mut State, view: &QualifiedName) {
    state.reads.retain(|reads| &reads.view != view);
}

/// Gives a relation its new name.
pub(super) fn rename_relation(state: &mut State, old: &QualifiedName, new: &QualifiedName) {
    for reads in &mut state.reads {
        for name in [&mut reads.view, &mut reads.relation] {
            if name == old {
                *name = new.clone();
            }
        }
    }
}

/// Gives a column its new name.
pub(super) fn rename_column(state: &mut State, relation: &QualifiedName, from: &Name, to: &Name) {
    let reads = state.reads.iter_mut();
    for reads in reads.filter(|reads| &reads.relation == relation) {
        for column in reads.columns.iter_mut().filter(|column| *column == from) {
            *column = to.clone();
        }
    }
}

/// The views that read a relation, or this column of it.
pub(super) fn readers(
    state: &State,
    relation: &QualifiedName,
    column: Option<&Name>,
) -> Vec<QualifiedName> {
    state
        .reads
        .iter()
        .filter(|reads| &reads.relation == relation)
        .filter(|reads| column.is_none_or(|column| reads.columns.contains(column)))
        .map(|reads| reads.view.clone())
        .collect()
}
