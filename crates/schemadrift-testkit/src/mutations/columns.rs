//! Owns mutations of columns but for their types: presence, name, nullability, default, numbering.

use schemadrift_core::data_type::{ColumnType, DataType};
use schemadrift_core::expression::{Constant, Expression, NormalForm};
use schemadrift_core::model::{Column, DefaultValue, Increment, Schema, Table};
use schemadrift_core::name::Name;
use schemadrift_core::object::ObjectKind;
use schemadrift_core::stated::Stated;

use super::drafting::Draft;
use super::statements::{alter, alter_column, qualified, quote};
use super::{Mutation, MutationKind, usage};
use crate::choices::Choices;
use crate::schemas::{defaults_of, plain_column};

/// A column is gone, and with it the indexes and foreign keys over it: the server takes them
/// along, and a report of the column says it all.
pub(super) fn drop(schema: &Schema, choices: &mut Choices) -> Option<Mutation> {
    let candidates = usage::columns_where(schema, |table, column| {
        table.columns.len() > 1
            && !usage::is_in_primary_key(table, &column.name)
            && !usage::is_referenced(schema, table, &column.name)
            && !usage::is_mentioned(table, &column.name)
            && !stands_in_referenced_index(schema, table, &column.name)
    });
    let (table, column) = *choices.one_of(&candidates)?;
    let mut draft = Draft::new(MutationKind::DropColumn, schema);
    let original = &schema.tables[table];
    let mutated = &mut draft.schema.tables[table];
    let column = mutated.columns.remove(column);
    mutated
        .indexes
        .retain(|index| !usage::has_key(index, &column.name));
    mutated
        .foreign_keys
        .retain(|key| !key.columns.contains(&column.name));
    draft
        .with_postgresql_ddl([alter(
            original,
            &format!("DROP COLUMN {}", quote(&column.name)),
        )])
        .expect_part(
            "missing-column",
            ObjectKind::Column,
            original,
            column.name.as_str(),
        )
        .finish()
}

/// Whether a key that others refer to goes with the column.
fn stands_in_referenced_index(schema: &Schema, table: &Table, column: &Name) -> bool {
    table.indexes.iter().any(|index| {
        let columns = super::indexes::columns(index);
        usage::has_key(index, column) && usage::is_referenced_key(schema, table, &columns)
    })
}

/// There is one more column, which may hold NULL.
pub(super) fn add_nullable(schema: &Schema, choices: &mut Choices) -> Option<Mutation> {
    add(
        schema,
        MutationKind::AddNullableColumn,
        "extra-column",
        true,
        None,
        choices,
    )
}

/// There is one more column, which takes no NULL and has no default.
pub(super) fn add_required(schema: &Schema, choices: &mut Choices) -> Option<Mutation> {
    add(
        schema,
        MutationKind::AddRequiredColumn,
        "extra-required-column",
        false,
        None,
        choices,
    )
}

/// There is one more column, which takes no NULL and has a default.
pub(super) fn add_with_default(schema: &Schema, choices: &mut Choices) -> Option<Mutation> {
    let default = Expression {
        text: "7".to_owned(),
        normal: NormalForm::Constant(Constant::Number("7".to_owned())),
    };
    add(
        schema,
        MutationKind::AddColumnWithDefault,
        "extra-column",
        false,
        Some(default),
        choices,
    )
}

fn add(
    schema: &Schema,
    kind: MutationKind,
    rule: &'static str,
    is_nullable: bool,
    default: Option<Expression>,
    choices: &mut Choices,
) -> Option<Mutation> {
    let position = choices.below(schema.tables.len());
    let original = schema.tables.get(position)?;
    let name = Name::from("an_added_column");
    let type_text = if usage::is_postgresql(schema) {
        "integer"
    } else {
        "INTEGER"
    };
    let column_type = ColumnType::exact(type_text, DataType::integer(32));
    let mut column = plain_column(name.clone(), column_type, is_nullable);
    let mut action = format!("ADD COLUMN {} {type_text}", quote(&name));
    if !is_nullable {
        action.push_str(" NOT NULL");
    }
    if let Some(default) = default {
        action.push_str(&format!(" DEFAULT {}", default.text));
        column.default = Stated::Written(Some(DefaultValue::Expression(default)));
    }
    let mut draft = Draft::new(kind, schema);
    draft.schema.tables[position].columns.push(column);
    // SQLite adds a required column only with a default.
    let is_simple = usage::is_postgresql(schema) || kind != MutationKind::AddRequiredColumn;
    let statement = alter(original, &action);
    let draft = if is_simple {
        draft.with_ddl([statement])
    } else {
        draft
    };
    draft
        .expect_part(rule, ObjectKind::Column, original, name.as_str())
        .finish()
}

/// A column has another name.
pub(super) fn rename(schema: &Schema, choices: &mut Choices) -> Option<Mutation> {
    let candidates = usage::columns_where(schema, |table, column| {
        usage::is_free(schema, table, column)
    });
    let (table, position) = *choices.one_of(&candidates)?;
    let mut draft = Draft::new(MutationKind::RenameColumn, schema);
    let original = &schema.tables[table];
    let new_name = Name::from("a_renamed_column");
    let column = &mut draft.schema.tables[table].columns[position];
    let old_name = std::mem::replace(&mut column.name, new_name.clone());
    let rule = if column.can_be_left_out() {
        "extra-column"
    } else {
        "extra-required-column"
    };
    let action = format!("RENAME COLUMN {} TO {}", quote(&old_name), quote(&new_name));
    draft
        .with_ddl([alter(original, &action)])
        .expect_part(
            "missing-column",
            ObjectKind::Column,
            original,
            old_name.as_str(),
        )
        .expect_part(rule, ObjectKind::Column, original, new_name.as_str())
        .finish()
}

/// A column may hold NULL that may not.
pub(super) fn drop_not_null(schema: &Schema, choices: &mut Choices) -> Option<Mutation> {
    let candidates = usage::columns_where(schema, |table, column| {
        column.is_nullable.get() == Some(&false)
            && !usage::is_in_primary_key(table, &column.name)
            && !usage::is_numbered(column)
    });
    let (table, position) = *choices.one_of(&candidates)?;
    let nullability = (true, "DROP NOT NULL");
    change_nullability(
        schema,
        MutationKind::DropNotNull,
        table,
        position,
        nullability,
    )
}

/// A column may not hold NULL that may. Lists are left alone: Prisma cannot say whether they may.
pub(super) fn set_not_null(schema: &Schema, choices: &mut Choices) -> Option<Mutation> {
    let candidates = usage::columns_where(schema, |table, column| {
        let is_list = column
            .data_type
            .get()
            .is_some_and(|column_type| column_type.shape.is_array());
        let has_to_be_null = usage::is_mysql(schema) && usage::is_emptied(table, &column.name);
        column.is_nullable.is_true() && !is_list && !has_to_be_null
    });
    let (table, position) = *choices.one_of(&candidates)?;
    let nullability = (false, "SET NOT NULL");
    change_nullability(
        schema,
        MutationKind::SetNotNull,
        table,
        position,
        nullability,
    )
}

fn change_nullability(
    schema: &Schema,
    kind: MutationKind,
    table: usize,
    position: usize,
    (is_nullable, action): (bool, &str),
) -> Option<Mutation> {
    let mut draft = Draft::new(kind, schema);
    let original = &schema.tables[table];
    let column = &mut draft.schema.tables[table].columns[position];
    column.is_nullable = Stated::Written(is_nullable);
    let name = column.name.clone();
    draft
        .with_postgresql_ddl([alter_column(original, &name, action)])
        .expect_part(
            "column-nullability",
            ObjectKind::Column,
            original,
            name.as_str(),
        )
        .finish()
}

/// A default is gone.
pub(super) fn drop_default(schema: &Schema, choices: &mut Choices) -> Option<Mutation> {
    let candidates = usage::columns_where(schema, |_, column| default_of(column).is_some());
    let (table, position) = *choices.one_of(&candidates)?;
    change_default_to(schema, MutationKind::DropDefault, table, position, None)
}

/// A default is another one. Only constants are exchanged, which differ for sure; a moment stays
/// a moment, since any way of computing it serves the same code.
pub(super) fn change_default(schema: &Schema, choices: &mut Choices) -> Option<Mutation> {
    let alternatives = |column: &Column| -> Vec<Expression> {
        let Some(current) = default_of(column).and_then(constant) else {
            return Vec::new();
        };
        defaults_of(schema, column)
            .into_iter()
            .filter(|other| {
                constant(other).is_some_and(|other| {
                    other != current && !is_moment(other) && !is_moment(current)
                })
            })
            .collect()
    };
    let candidates = usage::columns_where(schema, |_, column| !alternatives(column).is_empty());
    let (table, position) = *choices.one_of(&candidates)?;
    let options = alternatives(&schema.tables[table].columns[position]);
    let default = choices.one_of(&options).cloned();
    change_default_to(
        schema,
        MutationKind::ChangeDefault,
        table,
        position,
        default,
    )
}

fn default_of(column: &Column) -> Option<&Expression> {
    match column.default.get() {
        Some(Some(DefaultValue::Expression(expression))) => Some(expression),
        Some(Some(DefaultValue::Unknown) | None) | None => None,
    }
}

fn constant(expression: &Expression) -> Option<&Constant> {
    match &expression.normal {
        NormalForm::Constant(constant) => Some(constant),
        NormalForm::Rewritten(_) | NormalForm::Unreadable(_) | NormalForm::ReadAnew(_) => None,
    }
}

fn is_moment(constant: &Constant) -> bool {
    matches!(constant, Constant::Now { .. } | Constant::Today)
}

/// There is a default where none was.
pub(super) fn add_default(schema: &Schema, choices: &mut Choices) -> Option<Mutation> {
    let candidates = usage::columns_where(schema, |_, column| {
        column.default.get() == Some(&None)
            && !usage::is_numbered(column)
            && !usage::is_generated(column)
            && !defaults_of(schema, column).is_empty()
    });
    let (table, position) = *choices.one_of(&candidates)?;
    let options = defaults_of(schema, &schema.tables[table].columns[position]);
    let default = choices.one_of(&options).cloned();
    change_default_to(schema, MutationKind::AddDefault, table, position, default)
}

fn change_default_to(
    schema: &Schema,
    kind: MutationKind,
    table: usize,
    position: usize,
    default: Option<Expression>,
) -> Option<Mutation> {
    let mut draft = Draft::new(kind, schema);
    let original = &schema.tables[table];
    let column = &mut draft.schema.tables[table].columns[position];
    let action = match &default {
        Some(default) => format!("SET DEFAULT {}", default.text),
        None => "DROP DEFAULT".to_owned(),
    };
    column.default = Stated::Written(default.map(DefaultValue::Expression));
    let name = column.name.clone();
    draft
        .with_postgresql_ddl([alter_column(original, &name, &action)])
        .expect_part(
            "column-default",
            ObjectKind::Column,
            original,
            name.as_str(),
        )
        .finish()
}

/// A column no longer numbers itself: its sequence is gone, or it is no identity any more.
pub(super) fn drop_numbering(schema: &Schema, choices: &mut Choices) -> Option<Mutation> {
    let candidates = usage::columns_where(schema, |_, column| {
        usage::is_postgresql(schema) && usage::is_numbered(column)
    });
    let (table, position) = *choices.one_of(&candidates)?;
    let mut draft = Draft::new(MutationKind::DropNumbering, schema);
    let original = &schema.tables[table];
    let column = &mut draft.schema.tables[table].columns[position];
    let increment = std::mem::replace(&mut column.increment, Stated::Written(None));
    let name = column.name.clone();
    let statements = match increment.into_inner().flatten()? {
        Increment::Serial { sequence } => vec![
            alter_column(original, &name, "DROP DEFAULT"),
            format!("DROP SEQUENCE {}", qualified(&sequence)),
        ],
        Increment::Identity { .. } | Increment::Auto | Increment::RowId => {
            vec![alter_column(original, &name, "DROP IDENTITY")]
        }
    };
    draft
        .with_postgresql_ddl(statements)
        .expect_part(
            "column-identity",
            ObjectKind::Column,
            original,
            name.as_str(),
        )
        .finish()
}
