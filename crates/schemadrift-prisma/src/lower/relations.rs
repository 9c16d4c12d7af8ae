//! Owns relations with columns of their own: foreign keys and what they do.

use schemadrift_core::Stated;
use schemadrift_core::model::{ForeignKey, ReferentialAction};

use crate::ast::{Arity, Attribute, Field, Model, ModelKind};
use crate::datasource::RelationMode;

use super::context::{
    Context, FieldKind, ModelEntry, RelationKey, attribute, has_columns, relation_key,
};
use super::names::{self, ConstraintKind};
use super::stray;
use super::trouble::Trouble;

/// The foreign key of a relation field, if it is the end that has one.
pub(crate) fn lower<'d, 'a>(
    context: &Context<'d, 'a>,
    entry: &ModelEntry<'d, 'a>,
    field: &'d Field<'a>,
    target: &'d Model<'a>,
    trouble: &mut Trouble<'_>,
) -> Option<ForeignKey> {
    if !has_columns(field) {
        other_end(context, entry, field, target, trouble);
        return None;
    }
    let relation = attribute(&field.attributes, "relation")?;
    let fields = ends(context, entry, relation, "fields", trouble)?;
    let target_entry = context.model(target.name.text())?;
    let references = ends(context, target_entry, relation, "references", trouble)?;
    if fields.len() != references.len() {
        trouble.at(
            relation.token,
            "`fields` and `references` name different numbers of fields",
        );
        return None;
    }
    let on_delete = action(relation, "onDelete", trouble);
    let on_update = action(relation, "onUpdate", trouble);
    let is_between_tables = entry.model.kind != ModelKind::View && target.kind != ModelKind::View;
    if context.datasource.relation_mode == RelationMode::Prisma || !is_between_tables {
        return None;
    }
    Some(ForeignKey {
        name: name(context, entry, relation, &fields),
        columns: fields
            .iter()
            .map(|field| context.column_name(field))
            .collect(),
        target: context.table_name(target),
        target_columns: references
            .iter()
            .map(|field| context.column_name(field))
            .collect(),
        on_delete: on_delete.unwrap_or_else(|| Stated::Implied(default_on_delete(&fields))),
        on_update: on_update.unwrap_or(Stated::Implied(ReferentialAction::Cascade)),
        deferral: Stated::NotStated,
        validity: Stated::NotStated,
        is_relation_only: false,
        origin: relation.token.origin(),
    })
}

/// The columns that one side of a relation names; none where one of them is missing.
fn ends<'d, 'a>(
    context: &Context<'d, 'a>,
    entry: &ModelEntry<'d, 'a>,
    relation: &Attribute<'a>,
    side: &str,
    trouble: &mut Trouble<'_>,
) -> Option<Vec<&'d Field<'a>>> {
    let model = entry.model.name.text();
    let Some(list) = relation.named(side) else {
        trouble.at(relation.token, format!("`@relation` has no `{side}`"));
        return None;
    };
    let mut fields = Vec::new();
    for element in list.elements() {
        let name = element.constant().unwrap_or_default();
        let field = entry
            .field(name)
            .filter(|field| !matches!(context.kind(field), FieldKind::Relation(_)));
        let Some(field) = field else {
            stray::lacks(
                &entry.model.stray,
                model,
                element.token(),
                format!("`{model}` has no column field `{}`", element.token().text()),
                trouble,
            );
            return None;
        };
        fields.push(field);
    }
    Some(fields)
}

fn name(
    context: &Context<'_, '_>,
    entry: &ModelEntry<'_, '_>,
    relation: &Attribute<'_>,
    fields: &[&Field<'_>],
) -> Stated<schemadrift_core::name::Name> {
    names::written(relation, "map").unwrap_or_else(|| {
        let columns: Vec<String> = fields
            .iter()
            .map(|field| context.full_column_name(field))
            .collect();
        let columns: Vec<&str> = columns.iter().map(String::as_str).collect();
        Stated::Implied(names::constraint(
            ConstraintKind::ForeignKey,
            &context.full_table_name(entry.model),
            &columns,
            context.facts.name_limit,
        ))
    })
}

/// What Prisma does on delete when nothing is said: a required column cannot be emptied.
fn default_on_delete(fields: &[&Field<'_>]) -> ReferentialAction {
    if fields.iter().all(|field| field.arity == Arity::Optional) {
        ReferentialAction::SetNull
    } else {
        ReferentialAction::Restrict
    }
}

/// The action that an argument names; none without the argument.
fn action(
    relation: &Attribute<'_>,
    argument: &str,
    trouble: &mut Trouble<'_>,
) -> Option<Stated<ReferentialAction>> {
    let value = relation.named(argument)?;
    let action = match value.constant() {
        Some("Cascade") => ReferentialAction::Cascade,
        Some("Restrict") => ReferentialAction::Restrict,
        Some("NoAction") => ReferentialAction::NoAction,
        Some("SetNull") => ReferentialAction::SetNull,
        Some("SetDefault") => ReferentialAction::SetDefault,
        _ => {
            trouble.at_with_help(
                value.token(),
                "this is not a referential action",
                "write `Cascade`, `Restrict`, `NoAction`, `SetNull` or `SetDefault`",
            );
            return Some(Stated::NotStated);
        }
    };
    Some(Stated::Written(action))
}

/// Says what is wrong with a relation whose columns are named at neither end.
fn other_end<'a>(
    context: &Context<'_, 'a>,
    entry: &ModelEntry<'_, 'a>,
    field: &Field<'a>,
    target: &Model<'a>,
    trouble: &mut Trouble<'_>,
) {
    let own = relation_key(entry.model, field, target);
    let key = RelationKey {
        owner: own.target,
        target: own.owner,
        name: own.name,
    };
    let is_list = field.arity == Arity::List;
    // A list is also the other end of a single field, which says itself what it lacks.
    let is_there = context
        .relation_fields(&key)
        .iter()
        .filter(|other| !std::ptr::eq(other.field, field))
        .any(|other| other.has_columns || is_list);
    if !is_there && context.is_first(entry.model) {
        let model = target.name.text();
        stray::lacks(
            &target.stray,
            model,
            field.name,
            format!(
                "no field of `{model}` is the other end of relation field `{}`",
                field.name.text()
            ),
            trouble,
        );
    }
}
