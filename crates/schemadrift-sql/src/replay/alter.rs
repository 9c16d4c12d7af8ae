//! Owns `ALTER TABLE`: its actions, one after the other.

use std::mem::{Discriminant, discriminant};

use schemadrift_core::data_type::{DataType, Family};
use schemadrift_core::dialect::Engine;
use schemadrift_core::expression::{Expression, NormalForm};
use schemadrift_core::model::{
    Column, DefaultValue, Index, IndexKey, Partition, Partitioning, RowSecurity, Table, TableKind,
};
use schemadrift_core::name::{Name, QualifiedName};
use schemadrift_core::object::ObjectPath;
use schemadrift_core::origin::Origin;
use schemadrift_core::stated::Stated;

use super::columns::{self, spelled_as, value_mut};
use super::constraints::Constraining;
use super::mentions::depends_on_type;
use super::state::{Relation, State};
use super::tables::add_in_order;
use super::{Outcome, named, passes, references, sequences};
use crate::change::{AlterTable, ColumnDefinition, ConstraintKind, TableAction, TableOptions};
use crate::partitioning::read_bound;
use crate::tokens::{Kind, tokenize};
use crate::types::write_type;

/// Carries out the actions.
pub(super) fn table(state: &mut State, alter: &AlterTable) -> Outcome {
    let place = match state.relation(&alter.table) {
        Ok(Relation::Table(place)) => place,
        // What can be altered of a view is not in the model, but for names, which have changes of
        // their own.
        Ok(Relation::View(_) | Relation::Foreign) => return Ok(()),
        Err(_) if alter.is_tolerant => return Ok(()),
        Err(reason) => return Err(reason),
    };
    let mut actions: Vec<&TableAction> = alter.actions.iter().collect();
    if state.engine() == Engine::PostgreSql {
        actions.sort_by_key(|action| passes::pass(action));
    }
    for action in actions {
        act(state, place, action)?;
    }
    Ok(())
}

fn act(state: &mut State, place: usize, action: &TableAction) -> Outcome {
    match action {
        TableAction::AddColumn {
            definition,
            is_tolerant,
        } => add_column(state, place, definition, *is_tolerant),
        TableAction::DropColumn {
            name,
            is_tolerant,
            cascades,
            origin,
        } => match column_name(state, place, name) {
            Ok(name) => {
                columns::drop(state, place, &name, *cascades, origin);
                Ok(())
            }
            Err(_) if *is_tolerant => Ok(()),
            Err(reason) => Err(reason),
        },
        TableAction::RenameColumn { from, to, origin } => {
            let from = column_name(state, place, from)?;
            let to = state.cut(to);
            columns::rename_column(state, place, &from, &to, origin);
            Ok(())
        }
        TableAction::ReplaceColumn { from, definition } => {
            replace_column(state, place, from, definition)
        }
        TableAction::SetType { column, .. }
        | TableAction::SetNullable { column, .. }
        | TableAction::SetDefault { column, .. }
        | TableAction::SetGenerated { column, .. }
        | TableAction::SetIncrement { column, .. } => set_of_column(state, place, column, action),
        TableAction::AddConstraint {
            constraint,
            is_tolerant,
        } => {
            let outcome = Constraining::new(state, place).add(constraint);
            if *is_tolerant { Ok(()) } else { outcome }
        }
        TableAction::DropConstraint {
            name,
            kind,
            is_tolerant,
            cascades,
            origin,
        } => {
            let keys = references::keys(state, place);
            if drop_constraint(state, place, name.as_ref(), *kind, origin) {
                if *cascades {
                    references::drop_to_lost_keys(state, place, &keys);
                }
                return Ok(());
            }
            if *is_tolerant {
                return Ok(());
            }
            let name = name.as_ref().map_or("PRIMARY KEY", Name::as_str);
            Err(format!("there is no constraint `{name}`"))
        }
        TableAction::AttachPartition { partition, bound } => attach(state, place, partition, bound),
        TableAction::DetachPartition { partition } => {
            if let Some(table) = state.table_mut(partition)? {
                table.kind = Stated::Written(TableKind::Ordinary);
            }
            Ok(())
        }
        // Inherited columns stay as they are, and the model does not hold the tie.
        TableAction::Inherit { .. } => Ok(()),
        TableAction::RenameConstraint { .. }
        | TableAction::ValidateConstraint(_)
        | TableAction::DeferConstraint { .. }
        | TableAction::RowSecurity { .. }
        | TableAction::EnableTrigger { .. }
        | TableAction::SetPartitioning(_)
        | TableAction::ConvertTo { .. }
        | TableAction::SetOptions(_) => set_of_table(state, place, action),
    }
}

/// What is set of a column.
fn set_of_column(state: &mut State, place: usize, name: &Name, action: &TableAction) -> Outcome {
    let name = column_name(state, place, name)?;
    let resolved = match action {
        TableAction::SetType { data_type, .. } => Some(columns::resolve_type(state, data_type)),
        _ => None,
    };
    let mut resolved_default = match action {
        TableAction::SetDefault { default, .. } => default.clone(),
        _ => None,
    };
    if let Some(default) = &mut resolved_default {
        sequences::resolve_default(state, default);
    }
    let table = state.schema.tables.get_mut(place);
    let column =
        table.and_then(|table| table.columns.iter_mut().find(|column| column.name == name));
    let Some(column) = column else { return Ok(()) };
    let kind = kind_of_type(column);
    match action {
        TableAction::SetType {
            collation, origin, ..
        } => {
            let shape = resolved.as_ref().map(|data_type| &data_type.shape);
            if column.data_type.get().map(|own| &own.shape) != shape {
                keep_type_of_default(column);
            }
            column.data_type = resolved.map_or(Stated::NotStated, Stated::Written);
            column.type_origin = Some(origin.clone());
            column.collation = Stated::Written(collation.clone());
        }
        TableAction::SetNullable { is_nullable, .. } => {
            column.is_nullable = Stated::Written(*is_nullable);
        }
        TableAction::SetDefault { origin, .. } => {
            column.default = Stated::Written(resolved_default);
            column.default_origin = Some(origin.clone());
        }
        TableAction::SetGenerated { generated, .. } => {
            column.generated = Stated::Written(generated.clone());
        }
        TableAction::SetIncrement { increment, .. } => {
            column.increment = Stated::Written(increment.clone());
            if increment.is_some() {
                column.is_nullable = Stated::Implied(false);
            }
        }
        _ => {}
    }
    if kind != kind_of_type(column) && state.schema.engine == Engine::PostgreSql {
        read_anew(state, place, &name);
    }
    Ok(())
}

/// What kind a column's type is of, whatever its length or precision.
fn kind_of_type(column: &Column) -> Option<Discriminant<DataType>> {
    let data_type = column.data_type.get()?;
    Some(discriminant(&data_type.shape))
}

/// The server reads the expressions over a column anew when it gets another type, with the casts
/// that the old type called for: `amount > 0` over a `numeric` becomes
/// `amount::numeric > 0::numeric` when it is a `bigint`.
fn read_anew(state: &mut State, place: usize, column: &Name) {
    let engine = state.schema.engine;
    let Some(table) = state.schema.tables.get_mut(place) else {
        return;
    };
    let checks = table.checks.iter_mut().map(|check| &mut check.expression);
    let of_indexes = table.indexes.iter_mut().flat_map(expressions_of);
    for expression in checks.chain(of_indexes) {
        if depends_on_type(engine, &expression.text, column) {
            expression.normal = NormalForm::ReadAnew(format!(
                "column `{column}` had another type when this was written"
            ));
        }
    }
}

/// The expressions among an index's keys, and its predicate.
fn expressions_of(index: &mut Index) -> impl Iterator<Item = &mut Expression> {
    let predicate = value_mut(&mut index.predicate).and_then(Option::as_mut);
    let keys = index
        .parts
        .iter_mut()
        .filter_map(|part| match &mut part.key {
            IndexKey::Expression(expression) => Some(expression),
            IndexKey::Column(_) => None,
        });
    keys.chain(predicate)
}

fn column_name(state: &State, place: usize, name: &Name) -> Result<Name, String> {
    let table = state
        .schema
        .tables
        .get(place)
        .ok_or_else(|| "the table is gone".to_owned())?;
    spelled_as(state, table, name)
        .ok_or_else(|| format!("table `{}` has no column `{name}`", table.name))
}

fn add_column(
    state: &mut State,
    place: usize,
    definition: &ColumnDefinition,
    is_tolerant: bool,
) -> Outcome {
    let table = state.schema.tables.get(place);
    if let Some(name) =
        table.and_then(|table| columns::known(state, table, &definition.column.name))
    {
        return if is_tolerant {
            Ok(())
        } else {
            Err(format!("column `{name}` exists already"))
        };
    }
    let column = columns::complete(state, definition);
    let name = column.name.clone();
    if let Some(table) = state.schema.tables.get_mut(place) {
        columns::insert(table, column, &definition.position);
    }
    add_in_order(state, place, definition.constraints.clone(), &[])?;
    if definition.is_serial {
        sequences::number(state, place, &name);
    }
    add_to_partitions(state, place, &name);
    Ok(())
}

/// Partitions and children have every column of their parent.
fn add_to_partitions(state: &mut State, place: usize, name: &Name) {
    let Some(parent) = state.schema.tables.get(place) else {
        return;
    };
    let Some(column) = parent.column(name).cloned() else {
        return;
    };
    let parent = parent.name.clone();
    for table in &mut state.schema.tables {
        let is_partition = matches!(
            table.kind.get(),
            Some(TableKind::Partition(partition)) if partition.parent == parent
        );
        if is_partition && table.column(name).is_none() {
            table.columns.push(column.clone());
        }
    }
}

/// MySQL's `MODIFY` and `CHANGE`: what the new definition leaves out is gone.
fn replace_column(
    state: &mut State,
    place: usize,
    from: &Name,
    definition: &ColumnDefinition,
) -> Outcome {
    let from = column_name(state, place, from)?;
    let mut column = columns::complete(state, definition);
    let to = column.name.clone();
    if from != to {
        columns::rename_column(state, place, &from, &to, &column.origin);
    }
    let Some(table) = state.schema.tables.get_mut(place) else {
        return Ok(());
    };
    let Some(old) = table.columns.iter().position(|column| column.name == to) else {
        return Ok(());
    };
    if table.primary_key_columns().contains(&to) {
        column.is_nullable = Stated::Implied(false);
    }
    table.columns.remove(old);
    if definition.position == crate::change::ColumnPosition::Last {
        table.columns.insert(old, column);
    } else {
        columns::insert(table, column, &definition.position);
    }
    let mut constraining = Constraining::new(state, place);
    for constraint in &definition.constraints {
        constraining.add(constraint)?;
    }
    Ok(())
}

/// Drops a constraint, or an index where the statement says that it is one; says whether it was
/// there.
fn drop_constraint(
    state: &mut State,
    place: usize,
    name: Option<&Name>,
    kind: Option<ConstraintKind>,
    origin: &Origin,
) -> bool {
    let names = state.dialect.column_names;
    let Some(table) = state.schema.tables.get_mut(place) else {
        return false;
    };
    let is_it = |own: &Name| name.is_some_and(|name| names.same(own.as_str(), name.as_str()));
    let dropped = named::remove(table, kind, &is_it);
    let owner = table.name.clone();
    if let Some(kind) = dropped {
        let name = name.map_or("PRIMARY", Name::as_str);
        state.remember_gone(ObjectPath::part(kind, &owner, name), origin);
    }
    dropped.is_some()
}

/// The server has read a default as a value of the old type, and keeps it as one when the column
/// gets another. One of an enum goes with the enum.
fn keep_type_of_default(column: &mut Column) {
    let Some(old) = column
        .data_type
        .get()
        .map(|data_type| data_type.shape.clone())
    else {
        return;
    };
    let Some(Some(DefaultValue::Expression(default))) = value_mut(&mut column.default) else {
        return;
    };
    let engine = Engine::PostgreSql;
    if let DataType::Enum(_) = &old {
        default.text = format!("({}::{})::text", default.text, write_type(engine, &old));
    } else if let Some(read_as) = type_of_literal(old)
        && matches!(tokenize(engine, &default.text).as_slice(), [only] if only.kind == Kind::Text)
    {
        default.text = format!("{}::{}", default.text, write_type(engine, &read_as));
    }
}

/// The type as which a literal was read, where it is another value as one of a related type.
fn type_of_literal(shape: DataType) -> Option<DataType> {
    match shape {
        DataType::Date | DataType::Json | DataType::Jsonb => Some(shape),
        DataType::Time { has_zone, .. } => Some(DataType::Time {
            precision: None,
            has_zone,
        }),
        DataType::Timestamp { has_zone, .. } => Some(DataType::Timestamp {
            precision: None,
            has_zone,
        }),
        _ => None,
    }
}

/// What is set of the table itself.
fn set_of_table(state: &mut State, place: usize, action: &TableAction) -> Outcome {
    let names = state.dialect.column_names;
    let takes_indexes = state.engine() != Engine::PostgreSql;
    let renames_indexes = state.rules.shrinks_indexes;
    let Some(table) = state.schema.tables.get_mut(place) else {
        return Ok(());
    };
    let missing = |name: &Name| Err(format!("there is no constraint `{name}`"));
    match action {
        TableAction::RenameConstraint { from, to } => {
            let is_it = |own: &Name| names.same(own.as_str(), from.as_str());
            // MySQL's statement says `INDEX` and means nothing else.
            let is_renamed = if renames_indexes {
                named::rename_index(table, &is_it, to)
            } else {
                named::rename(table, &is_it, to, takes_indexes)
            };
            if !is_renamed {
                return missing(from);
            }
        }
        TableAction::ValidateConstraint(name) if named::validate(table, name) => {}
        TableAction::ValidateConstraint(name) => return missing(name),
        TableAction::DeferConstraint { name, deferral } => table
            .foreign_keys
            .iter_mut()
            .filter(|key| key.name.get() == Some(name))
            .for_each(|key| key.deferral = Stated::Written(*deferral)),
        TableAction::RowSecurity {
            is_enabled,
            is_forced,
        } => set_row_security(table, *is_enabled, *is_forced),
        TableAction::EnableTrigger { name, firing } => table
            .triggers
            .iter_mut()
            .filter(|trigger| name.as_ref().is_none_or(|name| name == &trigger.name))
            .for_each(|trigger| trigger.firing = Stated::Written(*firing)),
        TableAction::ConvertTo { collation, .. } => {
            for column in &mut table.columns {
                if holds_text(column) {
                    column.collation = collation
                        .clone()
                        .map_or(Stated::NotStated, |name| Stated::Written(Some(name)));
                }
            }
        }
        TableAction::SetOptions(options) => set_options(table, options),
        TableAction::SetPartitioning(partitioning) => set_partitioning(table, partitioning),
        _ => {}
    }
    Ok(())
}

fn set_row_security(table: &mut Table, is_enabled: Option<bool>, is_forced: Option<bool>) {
    let before = table.row_security.get().copied();
    let before = before.unwrap_or(RowSecurity {
        is_enabled: false,
        is_forced: false,
    });
    table.row_security = Stated::Written(RowSecurity {
        is_enabled: is_enabled.unwrap_or(before.is_enabled),
        is_forced: is_forced.unwrap_or(before.is_forced),
    });
}

fn holds_text(column: &Column) -> bool {
    column.data_type.get().is_some_and(|data_type| {
        let shape = &data_type.shape;
        shape.family() == Family::Text
            || matches!(shape, DataType::InlineEnum(_) | DataType::Set(_))
    })
}

fn set_partitioning(table: &mut Table, partitioning: &Option<Partitioning>) {
    table.kind = Stated::Written(match partitioning {
        Some(_) => TableKind::Partitioned,
        None => TableKind::Ordinary,
    });
    table.partitioning = Stated::Written(partitioning.clone());
}

fn set_options(table: &mut Table, options: &TableOptions) {
    if let Some(comment) = &options.comment {
        table.comment = Stated::Written(Some(comment.clone()).filter(|text| !text.is_empty()));
    }
}

/// A table becomes a partition: what it has like its parent is the parent's from here on.
fn attach(state: &mut State, place: usize, partition: &QualifiedName, bound: &str) -> Outcome {
    let Some(parent) = state.schema.tables.get(place).cloned() else {
        return Ok(());
    };
    if let Some(table) = state.table_mut(partition)? {
        let keys = |index: &Index| -> Vec<IndexKey> {
            index.parts.iter().map(|part| part.key.clone()).collect()
        };
        table.indexes.retain(|own| {
            !parent
                .indexes
                .iter()
                .any(|index| index.is_unique == own.is_unique && keys(index) == keys(own))
        });
        table.foreign_keys.retain(|own| {
            !parent
                .foreign_keys
                .iter()
                .any(|key| key.columns == own.columns)
        });
        table
            .checks
            .retain(|own| !parent.checks.iter().any(|check| check.name == own.name));
        table.kind = Stated::Written(TableKind::Partition(Partition {
            parent: parent.name,
            bound: read_bound(Engine::PostgreSql, bound),
        }));
    }
    Ok(())
}
