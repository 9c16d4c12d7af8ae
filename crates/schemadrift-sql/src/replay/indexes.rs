//! Owns indexes: how they are made, and what follows from what their statement leaves out.

use schemadrift_core::dialect::Engine;
use schemadrift_core::model::{Index, IndexKey, IndexPart, NullsOrder, SortOrder, Table, Validity};
use schemadrift_core::name::{Name, QualifiedName};
use schemadrift_core::stated::Stated;

use super::Outcome;
use super::columns::{imply, spelled_as, value_mut};
use super::constraints::Constraining;
use super::naming::{Label, invent, is_taken_by_relation, key_names};
use super::state::{Relation, State};
use crate::change::CreateIndex;

/// Makes an index of a table or a materialised view.
pub(super) fn create(state: &mut State, create: &CreateIndex) -> Outcome {
    if let Some(name) = create.index.name.get() {
        // It lives where its table does, wherever that was found.
        let schema = match state.relation(&create.table)? {
            Relation::Table(place) => state.schema.tables[place].name.schema.clone(),
            Relation::View(place) => state.schema.views[place].name.schema.clone(),
            Relation::Foreign => return Ok(()),
        };
        let full = QualifiedName {
            schema,
            name: name.clone(),
        };
        let is_there = state.index_of(&create.table, &full).is_some()
            || is_taken_by_relation(state, &state.place(&full));
        if is_there {
            return if create.is_tolerant {
                Ok(())
            } else {
                Err(format!("index `{name}` exists already"))
            };
        }
    }
    match state.relation(&create.table)? {
        Relation::Foreign => Ok(()),
        Relation::Table(place) => {
            let mut constraining = Constraining::new(state, place);
            let mut index = create.index.clone();
            imply(&mut index.is_constraint, false);
            constraining.index(&index, false)
        }
        Relation::View(place) => {
            let Some(view) = state.schema.views.get(place) else {
                return Ok(());
            };
            // The rules of naming and completing are those of tables.
            let mut stand_in = Table::new(view.name.clone(), view.origin.clone());
            stand_in.columns.clone_from(&view.columns);
            let mut index = if view.columns.is_empty() {
                create.index.clone()
            } else {
                complete(state, &stand_in, &create.index)?
            };
            index.is_constraint = Stated::Written(false);
            if !index.name.is_stated() {
                index.name = invent(state, &stand_in, Label::Index, &key_names(&index))
                    .map_or(Stated::NotStated, Stated::Implied);
            }
            if let Some(view) = state.schema.views.get_mut(place) {
                view.indexes.push(index);
            }
            Ok(())
        }
    }
}

/// An index of a partition becomes a part of its parent's, and is no statement of its own any more.
pub(super) fn attach(state: &mut State, index: &QualifiedName) -> Outcome {
    if let Some((Relation::Table(table), place)) = state.index_place(index)
        && let Some(table) = state.schema.tables.get_mut(table)
    {
        table.indexes.remove(place);
    }
    Ok(())
}

/// An index as the server makes it: what is not written has the engine's default.
pub(super) fn complete(state: &State, table: &Table, index: &Index) -> Result<Index, String> {
    let mut index = index.clone();
    if let Stated::Written(name) = &index.name {
        index.name = Stated::Written(state.cut(name));
    }
    imply(&mut index.method, "btree".to_owned());
    imply(&mut index.include, Vec::new());
    imply(&mut index.predicate, None);
    imply(&mut index.is_nulls_not_distinct, false);
    imply(&mut index.validity, Validity::Valid);
    let is_ordered = index.method.get().is_some_and(|method| method == "btree");
    for part in &mut index.parts {
        if let IndexKey::Column(name) = &mut part.key {
            *name = spelled_as(state, table, name)
                .or_else(|| is_rowid(state, name).then(|| name.clone()))
                .ok_or_else(|| format!("table `{}` has no column `{name}`", table.name))?;
            let own = table.column(name).and_then(|column| column.collation.get());
            if own.is_some_and(|own| own.is_some() && Some(own) == part.collation.get()) {
                part.collation = Stated::Implied(None);
            }
        }
        complete_part(state.engine(), part, is_ordered);
    }
    if let Some(include) = value_mut(&mut index.include) {
        for name in include {
            if let Some(spelled) = spelled_as(state, table, name) {
                *name = spelled;
            }
        }
    }
    Ok(index)
}

fn is_rowid(state: &State, name: &Name) -> bool {
    state.engine() == Engine::Sqlite
        && ["rowid", "oid", "_rowid_"]
            .iter()
            .any(|rowid| name.as_str().eq_ignore_ascii_case(rowid))
}

fn complete_part(engine: Engine, part: &mut IndexPart, is_ordered: bool) {
    if is_ordered {
        imply(&mut part.order, SortOrder::Ascending);
        if engine == Engine::PostgreSql {
            let nulls = match part.order.get() {
                Some(SortOrder::Descending) => NullsOrder::First,
                Some(SortOrder::Ascending) | None => NullsOrder::Last,
            };
            imply(&mut part.nulls, nulls);
        }
    }
    if engine == Engine::PostgreSql {
        imply(&mut part.operator_class, None);
        imply(&mut part.operator_class_parameters, Vec::new());
    }
    imply(&mut part.collation, None);
    imply(&mut part.prefix, None);
}
