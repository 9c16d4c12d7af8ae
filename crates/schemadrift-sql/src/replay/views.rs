//! Owns what becomes of views when something else changes. SQLite keeps them as text: their columns
//! are what the query has when it is asked, and a renamed table or column is renamed in the text
//! (<https://www.sqlite.org/lang_altertable.html#altertabrename>). PostgreSQL keeps what the text
//! meant, so that after a renaming it says something else.

use schemadrift_core::dialect::Engine;
use schemadrift_core::expression::{Expression, NormalForm};
use schemadrift_core::model::View;
use schemadrift_core::name::{Name, QualifiedName};

use super::columns::value_mut;
use super::mentions::{self, reads, rename_relation};
use super::state::{Relation, State};
use super::tables::known_columns;
use crate::change::ViewColumns;
use crate::cursor::Cursor;
use crate::query_columns::query_columns;
use crate::tokens::tokenize;

/// Remembers whether the columns of a new view follow its query.
pub(super) fn remember(state: &mut State, view: &QualifiedName, columns: &ViewColumns) {
    if state.engine() != Engine::Sqlite {
        return;
    }
    state.open_views.retain(|own| own != view);
    match columns {
        ViewColumns::Listed(_) => {}
        ViewColumns::Named(_) | ViewColumns::AllOf(_) | ViewColumns::Unknown => {
            state.open_views.push(view.clone());
        }
    }
}

/// Gives a table its new name in the queries that read it.
pub(super) fn rename_table(state: &mut State, from: &Name, to: &Name) {
    in_queries(state, from, |query| {
        rename_relation(Engine::Sqlite, query, from, to);
    });
}

/// Gives a column its new name in the queries that read its table.
pub(super) fn rename_column(state: &mut State, table: &Name, from: &Name, to: &Name) {
    in_queries(state, table, |query| {
        mentions::rename_column(Engine::Sqlite, query, from, to);
    });
}

fn in_queries(state: &mut State, table: &Name, change: impl Fn(&mut Expression)) {
    let engine = state.engine();
    if engine != Engine::Sqlite {
        return;
    }
    for view in &mut state.schema.views {
        if let Some(query) = value_mut(&mut view.definition)
            && reads(engine, &query.text, table)
        {
            change(query);
        }
    }
}

/// Names in full what the query of a new view reads elsewhere than in the default schema.
pub(super) fn qualify(state: &State, view: &mut View) {
    if state.engine() != Engine::PostgreSql {
        return;
    }
    let Some(query) = value_mut(&mut view.definition) else {
        return;
    };
    mentions::qualify_relations(query, |path| {
        let found = match state.relation(&path).ok()? {
            Relation::Table(place) => state.schema.tables.get(place)?.name.clone(),
            Relation::View(place) => state.schema.views.get(place)?.name.clone(),
            Relation::Foreign => return None,
        };
        (found.schema != state.schema.default_namespace).then_some(found)
    });
}

/// Remembers that the queries of these views say something else now than when they were written:
/// a relation that they read, or a column of it, gets another name.
pub(super) fn mark_renamed(state: &mut State, readers: &[QualifiedName], relation: &Name) {
    if state.engine() != Engine::PostgreSql {
        return;
    }
    for view in &mut state.schema.views {
        if readers.contains(&view.name)
            && let Some(query) = value_mut(&mut view.definition)
        {
            query.normal = NormalForm::ReadAnew(format!(
                "`{relation}` or a column of it had another name when this was written"
            ));
        }
    }
}

/// Gives the views the columns that their queries have now.
pub(super) fn follow_queries(state: &mut State) {
    // A view may read another that stands behind it.
    for _ in 0..state.open_views.len() {
        let mut is_changed = false;
        for name in state.open_views.clone() {
            is_changed |= follow(state, &name);
        }
        if !is_changed {
            return;
        }
    }
}

fn follow(state: &mut State, name: &QualifiedName) -> bool {
    let Some(columns) = state.view_place(name).and_then(|place| {
        let view = state.schema.views.get(place)?;
        known_columns(state, &columns_of_query(view)?)
    }) else {
        return false;
    };
    let Some(view) = state.view_mut(name) else {
        return false;
    };
    let is_changed = view.columns != columns;
    view.columns = columns;
    is_changed
}

fn columns_of_query(view: &View) -> Option<ViewColumns> {
    let text = &view.definition.get()?.text;
    let tokens = tokenize(Engine::Sqlite, text);
    Some(query_columns(Cursor::new(Engine::Sqlite, text, &tokens)))
}
