//! Owns implicit many-to-many relations: two lists without columns are a table of their own.

use std::collections::HashMap;

use schemadrift_core::Stated;
use schemadrift_core::data_type::ColumnType;
use schemadrift_core::model::{Column, ForeignKey, Index, Reach, ReferentialAction, Table, Taint};
use schemadrift_core::name::{Name, QualifiedName};
use schemadrift_core::origin::Origin;
use schemadrift_core::problem::Problem;

use crate::ast::{Arity, Field, Model, ModelKind};
use crate::datasource::RelationMode;

use super::context::{Context, FieldKind, RelationKey, relation_key};
use super::names::{self, ConstraintKind};
use super::primary_keys;

/// One end of a relation.
#[derive(Clone, Copy)]
struct End<'d, 'a> {
    model: &'d Model<'a>,
    field: &'d Field<'a>,
}

/// The tables of all implicit many-to-many relations, in the order of their first ends.
pub(crate) fn tables<'a>(
    context: &Context<'_, 'a>,
    lowered: &[Table],
    problems: &mut Vec<Problem>,
) -> Vec<Table> {
    let by_name: HashMap<&QualifiedName, &Table> = lowered
        .iter()
        .rev()
        .map(|table| (&table.name, table))
        .collect();
    let mut tables = Vec::new();
    for table in lowered {
        let Some(entry) = table
            .alias
            .as_deref()
            .and_then(|alias| context.model(alias))
        else {
            continue;
        };
        if entry.model.name.origin() != table.origin {
            continue;
        }
        for field in &entry.model.fields {
            let end = End {
                model: entry.model,
                field,
            };
            if let Some(other) = other_end(context, end) {
                tables.push(join(context, &by_name, end, other, problems));
            }
        }
    }
    tables
}

/// The other end of a list, where this one comes first: models in order of their names in the
/// schema byte by byte, the fields of one model likewise.
fn other_end<'d, 'a>(context: &Context<'d, 'a>, end: End<'d, 'a>) -> Option<End<'d, 'a>> {
    let FieldKind::Relation(target) = context.kind(end.field) else {
        return None;
    };
    if end.field.arity != Arity::List || target.kind != ModelKind::Model {
        return None;
    }
    let own = relation_key(end.model, end.field, target);
    let key = RelationKey {
        owner: own.target,
        target: own.owner,
        name: own.name.clone(),
    };
    let is_plain_list = |field: &&super::context::RelationField<'d, 'a>| {
        field.field.arity == Arity::List && !field.has_columns
    };
    let other = context
        .relation_fields(&key)
        .iter()
        .filter(is_plain_list)
        .find(|other| !std::ptr::eq(other.field, end.field))?;
    let first_of_its_kind = context
        .relation_fields(&own)
        .iter()
        .find(|one| is_plain_list(one) && !std::ptr::eq(one.field, other.field))?;
    let other = End {
        model: target,
        field: other.field,
    };
    let place = |end: End<'d, 'a>| (end.model.name.text(), end.field.name.text());
    (place(end) < place(other) && std::ptr::eq(first_of_its_kind.field, end.field)).then_some(other)
}

fn join<'a>(
    context: &Context<'_, 'a>,
    lowered: &HashMap<&QualifiedName, &Table>,
    first: End<'_, 'a>,
    second: End<'_, 'a>,
    problems: &mut Vec<Problem>,
) -> Table {
    let limit = context.facts.name_limit;
    let key = relation_key(first.model, first.field, second.model);
    let mut name = match key.name {
        Some(name) => format!("_{name}"),
        None => format!("_{}To{}", first.model.name.text(), second.model.name.text()),
    };
    if let Some(limit) = limit {
        names::cut(&mut name, limit);
    }
    let origin = Origin::Implied {
        rule: "implicit many-to-many table",
        location: first.field.name.location(),
    };
    let mut table = Table::new(
        context.qualified(&name, &first.model.attributes),
        origin.clone(),
    );
    for (letter, end) in [("A", first), ("B", second)] {
        let target = lowered.get(&context.table_name(end.model)).copied();
        let key = id_column(context, end, target);
        let mut column = Column::new(letter, origin.clone());
        column.is_nullable = Stated::Implied(false);
        column.default = Stated::Implied(None);
        column.data_type = match key.as_ref().and_then(|(_, data_type)| data_type.clone()) {
            Some(data_type) => Stated::Implied(data_type),
            None => Stated::NotStated,
        };
        table.columns.push(column);
        match key {
            Some((id, _)) => {
                if context.datasource.relation_mode == RelationMode::ForeignKeys {
                    let target = context.table_name(end.model);
                    table
                        .foreign_keys
                        .push(foreign_key(&name, letter, target, id, limit, &origin));
                }
            }
            None => without_id(&mut table, end, problems),
        }
    }
    table.indexes = indexes(context, &name, &origin);
    table
}

/// The only column of a model's primary key, with its type.
fn id_column<'a>(
    context: &Context<'_, 'a>,
    end: End<'_, 'a>,
    table: Option<&Table>,
) -> Option<(Name, Option<ColumnType>)> {
    let source = primary_keys::find(end.model)?;
    let entry = context.model(end.model.name.text())?;
    let column = context.column_name(entry.field(source.only_field()?)?);
    let data_type = table
        .and_then(|table| table.column(&column))
        .and_then(|column| column.data_type.get().cloned());
    Some((column, data_type))
}

/// A relation to a model whose key is not one column: Prisma refuses it.
fn without_id(table: &mut Table, end: End<'_, '_>, problems: &mut Vec<Problem>) {
    let problem = Problem::warning(
        format!(
            "`{}` is in a many-to-many relation without a key of one column",
            end.model.name.text()
        ),
        end.field.name.origin(),
    )
    .with_help("write the model between the two yourself");
    table.taints.push(Taint {
        reach: Reach::More,
        reason: problem.message.clone(),
        origin: problem.origin.clone(),
    });
    problems.push(problem);
}

fn foreign_key(
    table: &str,
    letter: &str,
    target: QualifiedName,
    id: Name,
    limit: Option<usize>,
    origin: &Origin,
) -> ForeignKey {
    ForeignKey {
        name: Stated::Implied(names::join_part(
            ConstraintKind::ForeignKey,
            table,
            letter,
            limit,
        )),
        columns: vec![Name::from(letter)],
        target,
        target_columns: vec![id],
        on_delete: Stated::Implied(ReferentialAction::Cascade),
        on_update: Stated::Implied(ReferentialAction::Cascade),
        deferral: Stated::NotStated,
        validity: Stated::NotStated,
        is_relation_only: false,
        origin: origin.clone(),
    }
}

/// The two indexes. From version 6 on PostgreSQL the pair is the primary key, before and elsewhere
/// it is a unique index; so only the promise is stated, under no name.
fn indexes(context: &Context<'_, '_>, table: &str, origin: &Origin) -> Vec<Index> {
    let mut pair = Index::over_columns(["A", "B"], origin.clone());
    pair.is_unique = true;
    let mut second = Index::over_columns(["B"], origin.clone());
    second.name = Stated::Implied(names::join_part(
        ConstraintKind::JoinIndex,
        table,
        "B",
        context.facts.name_limit,
    ));
    let mut indexes = vec![pair, second];
    for index in &mut indexes {
        index.predicate = Stated::Implied(None);
        if let Some(method) = context.facts.index_method {
            index.method = Stated::Implied(method.to_owned());
        }
    }
    indexes
}
