//! Owns mutations of indexes and uniques.

use schemadrift_core::model::{Index, IndexKey, Schema, SortOrder, Table, Validity};
use schemadrift_core::name::{Name, QualifiedName};
use schemadrift_core::object::ObjectKind;
use schemadrift_core::stated::Stated;

use super::drafting::Draft;
use super::statements::{added, drop_index, index_name, qualified, quote};
use super::{Mutation, MutationKind, usage};
use crate::choices::Choices;
use crate::schemas::{comparable_columns, condition_of, stated_btree, turn_order};

/// The columns that are keys of an index.
pub(super) fn columns(index: &Index) -> Vec<Name> {
    index
        .parts
        .iter()
        .filter_map(|part| match &part.key {
            IndexKey::Column(name) => Some(name.clone()),
            IndexKey::Expression(_) => None,
        })
        .collect()
}

/// An index is gone.
pub(super) fn drop(schema: &Schema, choices: &mut Choices) -> Option<Mutation> {
    let candidates = usage::indexes_where(schema, |_, index| !index.is_unique);
    let at = *choices.one_of(&candidates)?;
    drop_one(schema, MutationKind::DropIndex, at, "missing-index")
}

/// A unique index is gone.
pub(super) fn drop_unique(schema: &Schema, choices: &mut Choices) -> Option<Mutation> {
    let candidates = usage::indexes_where(schema, |table, index| {
        index.is_unique && !is_referenced(schema, table, index)
    });
    let at = *choices.one_of(&candidates)?;
    drop_one(schema, MutationKind::DropUnique, at, "missing-unique")
}

fn drop_one(
    schema: &Schema,
    kind: MutationKind,
    (table, position): (usize, usize),
    rule: &'static str,
) -> Option<Mutation> {
    let mut draft = Draft::new(kind, schema);
    let original = &schema.tables[table];
    let index = draft.schema.tables[table].indexes.remove(position);
    let name = index_name(&index);
    draft
        .with_ddl([drop_index(original, &index)])
        .expect_part(rule, object_kind(&index), original, name.as_str())
        .finish()
}

fn object_kind(index: &Index) -> ObjectKind {
    if index.is_unique {
        ObjectKind::Unique
    } else {
        ObjectKind::Index
    }
}

/// Whether foreign keys need the index.
fn is_referenced(schema: &Schema, table: &Table, index: &Index) -> bool {
    usage::is_referenced_key(schema, table, &columns(index))
}

/// An index is no longer unique.
pub(super) fn lose_uniqueness(schema: &Schema, choices: &mut Choices) -> Option<Mutation> {
    let candidates = usage::indexes_where(schema, |table, index| {
        index.is_unique && !index.is_constraint.is_true() && !is_referenced(schema, table, index)
    });
    let at = *choices.one_of(&candidates)?;
    change(
        schema,
        MutationKind::LoseUniqueness,
        at,
        "missing-unique",
        |index| index.is_unique = false,
    )
}

/// An index has become unique.
pub(super) fn gain_uniqueness(schema: &Schema, choices: &mut Choices) -> Option<Mutation> {
    let candidates = usage::indexes_where(schema, |_, index| {
        !index.is_unique && is_plain_method(index)
    });
    let at = *choices.one_of(&candidates)?;
    change(
        schema,
        MutationKind::GainUniqueness,
        at,
        "index-definition",
        |index| index.is_unique = true,
    )
}

/// Whether an index keeps its keys in order.
fn is_plain_method(index: &Index) -> bool {
    index.method.get().is_none_or(|method| method == "btree")
}

/// An index sorts the other way.
pub(super) fn change_order(schema: &Schema, choices: &mut Choices) -> Option<Mutation> {
    let candidates = usage::indexes_where(schema, |table, index| {
        is_plain_method(index)
            && !index.is_constraint.is_true()
            && !is_referenced(schema, table, index)
    });
    let at = *choices.one_of(&candidates)?;
    let engine = schema.engine;
    change(
        schema,
        MutationKind::ChangeIndexOrder,
        at,
        "index-definition",
        |index| {
            if let Some(part) = index.parts.first_mut() {
                let turned = match part.order.get() {
                    Some(SortOrder::Descending) => SortOrder::Ascending,
                    Some(SortOrder::Ascending) | None => SortOrder::Descending,
                };
                turn_order(engine, part, turned);
            }
        },
    )
}

/// An index has become partial, or total.
pub(super) fn change_predicate(schema: &Schema, choices: &mut Choices) -> Option<Mutation> {
    let candidates = usage::indexes_where(schema, |table, index| {
        !index.is_constraint.is_true()
            && !is_referenced(schema, table, index)
            && (index.is_partial() || condition_of(schema, table, &columns(index)).is_some())
    });
    let (table, position) = *choices.one_of(&candidates)?;
    let original = &schema.tables[table];
    let predicate = if original.indexes[position].is_partial() {
        None
    } else {
        condition_of(schema, original, &columns(&original.indexes[position]))
    };
    change(
        schema,
        MutationKind::ChangeIndexPredicate,
        (table, position),
        "index-definition",
        |index| index.predicate = Stated::Written(predicate),
    )
}

/// An index has another method.
pub(super) fn change_method(schema: &Schema, choices: &mut Choices) -> Option<Mutation> {
    let candidates = usage::indexes_where(schema, |_, index| {
        let is_simple = match index.parts.as_slice() {
            [only] => {
                only.order.get() == Some(&SortOrder::Ascending)
                    && only.operator_class.get() == Some(&None)
                    && matches!(only.key, IndexKey::Column(_))
            }
            _ => false,
        };
        usage::is_postgresql(schema)
            && is_simple
            && !index.is_unique
            && index.include.get().is_none_or(Vec::is_empty)
            && is_plain_method(index)
    });
    let candidates: Vec<(usize, usize)> = candidates
        .into_iter()
        .filter(|(table, position)| {
            // Money has no hash, bit strings neither.
            let table = &schema.tables[*table];
            let names = columns(&table.indexes[*position]);
            names.iter().all(|name| can_be_hashed(table, name))
        })
        .collect();
    let at = *choices.one_of(&candidates)?;
    change(
        schema,
        MutationKind::ChangeIndexMethod,
        at,
        "index-definition",
        |index| {
            index.method = Stated::Written("hash".to_owned());
            for part in &mut index.parts {
                part.order = Stated::NotStated;
                part.nulls = Stated::NotStated;
            }
        },
    )
}

fn can_be_hashed(table: &Table, name: &Name) -> bool {
    use schemadrift_core::data_type::DataType;
    let shape = table
        .column(name)
        .and_then(|column| column.data_type.get())
        .map(|column_type| &column_type.shape);
    shape.is_some_and(|shape| !matches!(shape, DataType::Money | DataType::Bit { .. }))
}

/// Replaces an index by a changed one of the same name.
fn change(
    schema: &Schema,
    kind: MutationKind,
    (table, position): (usize, usize),
    rule: &'static str,
    alter: impl FnOnce(&mut Index),
) -> Option<Mutation> {
    let mut draft = Draft::new(kind, schema);
    let original = &schema.tables[table];
    let before = &original.indexes[position];
    alter(&mut draft.schema.tables[table].indexes[position]);
    let mut statements = vec![drop_index(original, before)];
    statements.extend(added(schema, &draft.schema));
    let object = object_kind(before);
    draft
        .with_ddl(statements)
        .expect_part(rule, object, original, index_name(before).as_str())
        .finish()
}

/// There is one more index.
pub(super) fn add(schema: &Schema, choices: &mut Choices) -> Option<Mutation> {
    add_one(schema, MutationKind::AddIndex, false, choices)
}

/// There is one more unique index.
pub(super) fn add_unique(schema: &Schema, choices: &mut Choices) -> Option<Mutation> {
    add_one(schema, MutationKind::AddUnique, true, choices)
}

fn add_one(
    schema: &Schema,
    kind: MutationKind,
    is_unique: bool,
    choices: &mut Choices,
) -> Option<Mutation> {
    let comparable: Vec<Vec<Name>> = schema
        .tables
        .iter()
        .map(|table| comparable_columns(schema, table))
        .collect();
    // Not over the columns of another index or the key: it would be told apart by its name only.
    let candidates = usage::columns_where(schema, |table, column| {
        let position = schema
            .tables
            .iter()
            .position(|other| other.name == table.name);
        position.is_some_and(|position| comparable[position].contains(&column.name))
            && !usage::is_in_index(table, &column.name)
            && table.primary_key_columns() != std::slice::from_ref(&column.name)
    });
    let (table, position) = *choices.one_of(&candidates)?;
    let original = &schema.tables[table];
    let column = original.columns[position].name.clone();
    let name = Name::from("an_added_index");
    let mut index = stated_btree(schema, &[column]);
    index.name = Stated::Written(name.clone());
    index.is_unique = is_unique;
    let object = object_kind(&index);
    let mut draft = Draft::new(kind, schema);
    draft.schema.tables[table].indexes.push(index);
    let statements = added(schema, &draft.schema);
    draft
        .with_ddl(statements)
        .expect_part("extra-index", object, original, name.as_str())
        .finish()
}

/// An index has another name.
pub(super) fn rename(schema: &Schema, choices: &mut Choices) -> Option<Mutation> {
    let candidates = usage::indexes_where(schema, |_, _| true);
    let (table, position) = *choices.one_of(&candidates)?;
    let mut draft = Draft::new(MutationKind::RenameIndex, schema);
    let original = &schema.tables[table];
    let before = &original.indexes[position];
    let new_name = Name::from("a_renamed_index");
    draft.schema.tables[table].indexes[position].name = Stated::Written(new_name.clone());
    let statement = format!(
        "ALTER INDEX {} RENAME TO {}",
        qualified(&full_name(original, before)),
        quote(&new_name)
    );
    draft
        .with_postgresql_ddl([statement])
        .expect_part(
            "index-definition",
            object_kind(before),
            original,
            index_name(before).as_str(),
        )
        .finish()
}

fn full_name(table: &Table, index: &Index) -> QualifiedName {
    QualifiedName {
        schema: table.name.schema.clone(),
        name: index_name(index),
    }
}

/// An index is not usable, as after a build that failed. Only the catalog can be told so.
pub(super) fn invalidate(schema: &Schema, choices: &mut Choices) -> Option<Mutation> {
    let candidates = usage::indexes_where(schema, |table, index| {
        usage::is_postgresql(schema)
            && !index.is_constraint.is_true()
            && !is_referenced(schema, table, index)
    });
    let (table, position) = *choices.one_of(&candidates)?;
    let mut draft = Draft::new(MutationKind::InvalidateIndex, schema);
    let original = &schema.tables[table];
    let index = &mut draft.schema.tables[table].indexes[position];
    index.validity = Stated::Written(Validity::NotValid);
    let literal = qualified(&full_name(original, index)).replace('\'', "''");
    let statement =
        format!("UPDATE pg_index SET indisvalid = false WHERE indexrelid = '{literal}'::regclass");
    let (object, name) = (object_kind(index), index_name(index));
    draft
        .with_ddl([statement])
        .expect_part("invalid-index", object, original, name.as_str())
        .finish()
}
