//! Owns relations: each foreign key as a pair of relation fields.

use std::collections::{BTreeMap, BTreeSet};

use schemadrift_core::dialect::Engine;
use schemadrift_core::model::{ForeignKey, IndexKey, ReferentialAction, Table};
use schemadrift_core::name::Name;
use schemadrift_core::object::{ObjectKind, ObjectPath};

use super::Writing;
use super::block::{Line, string};
use super::constraint_name::{Suffix, invented};
use super::field_type::Scalar;
use super::identifier;
use super::index;
use super::model_block::{Model, is_required};
use crate::label;

/// A foreign key as Prisma says it.
pub(super) struct Relation {
    from: usize,
    to: usize,
    /// The name, where the two models share more than one relation.
    name: Option<String>,
    fields: Vec<String>,
    references: Vec<String>,
    is_optional: bool,
    /// No two rows refer to the same one.
    is_unique: bool,
    on_delete: ReferentialAction,
    on_update: ReferentialAction,
    map: Option<String>,
    from_field: String,
    back_field: String,
}

/// Every relation, with field names that no column and no other relation has.
pub(super) fn all(writing: &mut Writing<'_>, models: &[Model<'_>]) -> Vec<Relation> {
    let mut taken: Vec<BTreeSet<String>> = models
        .iter()
        .map(|model| model.names.fields.iter().cloned().collect())
        .collect();
    let mut relations = Vec::new();
    for (from, model) in models.iter().enumerate() {
        for key in &model.names.table.foreign_keys {
            match relation(writing, models, from, key) {
                Ok(mut relation) => {
                    name_fields(models, &mut relation, &mut taken);
                    relations.push(relation);
                }
                Err(reason) => writing.skip(path(model, key), reason),
            }
        }
    }
    name_ambiguous(models, &mut relations);
    relations
}

fn path(model: &Model<'_>, key: &ForeignKey) -> ObjectPath {
    let name = label::of_foreign_key(key);
    ObjectPath::part(ObjectKind::ForeignKey, &model.names.table.name, name)
}

fn relation(
    writing: &Writing<'_>,
    models: &[Model<'_>],
    from: usize,
    key: &ForeignKey,
) -> Result<Relation, &'static str> {
    let source = &models[from];
    let to = writing
        .names
        .model(writing.schema, &key.target)
        .ok_or("the table it refers to is not written")?;
    let target = &models[to];
    let target_columns = if key.target_columns.is_empty() {
        target.names.table.primary_key_columns()
    } else {
        &key.target_columns
    };
    let own = positions(writing, source, &key.columns)?;
    let other = positions(writing, target, target_columns)?;
    if own.len() != other.len() || own.is_empty() {
        return Err("its columns do not match those it refers to");
    }
    if !own
        .iter()
        .zip(&other)
        .all(|(one, another)| have_same_type(source, *one, target, *another))
    {
        return Err("Prisma wants the same scalar type on both sides");
    }
    if !is_unique_over(writing.schema.engine, target.names.table, target_columns) {
        return Err("no key that Prisma can say covers exactly the columns it refers to");
    }
    let identifiers = |model: &Model<'_>, positions: &[usize]| {
        positions
            .iter()
            .map(|position| model.names.fields[*position].clone())
            .collect::<Vec<String>>()
    };
    // An action that is not stated is the database's own, which is none.
    let action =
        |stated: Option<&ReferentialAction>| stated.copied().unwrap_or(ReferentialAction::NoAction);
    Ok(Relation {
        from,
        to,
        name: None,
        fields: identifiers(source, &own),
        references: identifiers(target, &other),
        is_optional: own.iter().any(|position| !is_required(source, *position)),
        is_unique: is_unique_over(writing.schema.engine, source.names.table, &key.columns),
        on_delete: action(key.on_delete.get()),
        on_update: action(key.on_update.get()),
        map: map_of(writing, source, key),
        from_field: String::new(),
        back_field: String::new(),
    })
}

fn positions(
    writing: &Writing<'_>,
    model: &Model<'_>,
    columns: &[Name],
) -> Result<Vec<usize>, &'static str> {
    columns
        .iter()
        .map(|column| {
            model
                .names
                .column(writing.schema, column)
                .filter(|position| model.types[*position].is_some())
                .ok_or("one of its columns is not written")
        })
        .collect()
}

fn have_same_type(one: &Model<'_>, position: usize, other: &Model<'_>, another: usize) -> bool {
    match (&one.types[position], &other.types[another]) {
        (Some(one), Some(other)) => {
            !one.is_list && !other.is_list && same_scalar(&one.scalar, &other.scalar)
        }
        (None, _) | (_, None) => false,
    }
}

fn same_scalar(one: &Scalar, other: &Scalar) -> bool {
    one == other
}

/// The columns of each index that lets no two rows agree, and that Prisma can say.
pub(super) fn total_unique_columns(engine: Engine, table: &Table) -> Vec<Vec<&Name>> {
    table
        .indexes
        .iter()
        .filter(|index| index.is_unique && !index.is_partial())
        .filter(|index| index::objection(engine, index).is_none())
        // Rows that agree on the beginning of a column need not agree on all of it.
        .filter(|index| !index::has_prefix(index))
        .filter_map(|index| {
            index
                .parts
                .iter()
                .map(|part| match &part.key {
                    IndexKey::Column(name) => Some(name),
                    IndexKey::Expression(_) => None,
                })
                .collect()
        })
        .collect()
}

/// Whether a key covers exactly these columns, in any order.
fn is_unique_over(engine: Engine, table: &Table, columns: &[Name]) -> bool {
    let wanted: BTreeSet<&Name> = columns.iter().collect();
    let key: BTreeSet<&Name> = table.primary_key_columns().iter().collect();
    key == wanted
        || total_unique_columns(engine, table)
            .into_iter()
            .any(|columns| columns.into_iter().collect::<BTreeSet<_>>() == wanted)
}

/// The name of the constraint, where Prisma would give it another one and can say it.
fn map_of(writing: &Writing<'_>, source: &Model<'_>, key: &ForeignKey) -> Option<String> {
    let dialect = writing.schema.engine.dialect();
    let name = key.name.get()?.as_str();
    let columns: Vec<&Name> = key.columns.iter().collect();
    let table = source.names.table.name.name.as_str();
    // Where they have no names that count, Prisma gives them none either (SQLite).
    let is_sayable = dialect.names_foreign_keys;
    let is_invented = name == invented(dialect, table, &columns, Suffix::ForeignKey);
    (is_sayable && !is_invented).then(|| name.to_owned())
}

/// Gives the two fields names: after the model they lead to, made unique.
fn name_fields(models: &[Model<'_>], relation: &mut Relation, taken: &mut [BTreeSet<String>]) {
    let from = models[relation.from].names;
    let to = models[relation.to].names;
    relation.from_field = identifier::unique(&to.identifier, "relation", &mut taken[relation.from]);
    let back = format!("{}_by_{}", from.identifier, relation.fields.join("_"));
    relation.back_field = identifier::unique(&back, "relation", &mut taken[relation.to]);
}

/// Names the relations of models that share more than one, and those of a model with itself.
fn name_ambiguous(models: &[Model<'_>], relations: &mut [Relation]) {
    let mut count: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    let pair = |relation: &Relation| {
        (
            relation.from.min(relation.to),
            relation.from.max(relation.to),
        )
    };
    for relation in relations.iter() {
        *count.entry(pair(relation)).or_default() += 1;
    }
    for relation in relations {
        let is_ambiguous = relation.from == relation.to || count[&pair(relation)] > 1;
        if is_ambiguous {
            // Field names are unique within their model, so this is unique among the relations.
            relation.name = Some(format!(
                "{}.{}",
                models[relation.from].names.identifier, relation.from_field
            ));
        }
    }
}

/// The relation fields of one model.
pub(super) fn lines(models: &[Model<'_>], relations: &[Relation], position: usize) -> Vec<Line> {
    let mut lines = Vec::new();
    for relation in relations {
        if relation.from == position {
            lines.push(forward_line(models, relation));
        }
        if relation.to == position {
            lines.push(back_line(models, relation));
        }
    }
    lines
}

fn forward_line(models: &[Model<'_>], relation: &Relation) -> Line {
    let mut arguments = Vec::new();
    arguments.extend(relation.name.as_deref().map(string));
    arguments.push(format!("fields: [{}]", relation.fields.join(", ")));
    arguments.push(format!("references: [{}]", relation.references.join(", ")));
    arguments.push(format!("onDelete: {}", action_word(relation.on_delete)));
    arguments.push(format!("onUpdate: {}", action_word(relation.on_update)));
    arguments.extend(
        relation
            .map
            .as_ref()
            .map(|map| format!("map: {}", string(map))),
    );
    let optional = if relation.is_optional { "?" } else { "" };
    Line {
        name: relation.from_field.clone(),
        type_text: format!("{}{optional}", models[relation.to].names.identifier),
        attributes: with_ignore(
            vec![format!("@relation({})", arguments.join(", "))],
            models,
            relation.from,
            relation.to,
        ),
        ..Line::default()
    }
}

fn back_line(models: &[Model<'_>], relation: &Relation) -> Line {
    let modifier = if relation.is_unique { "?" } else { "[]" };
    let named = relation
        .name
        .iter()
        .map(|name| format!("@relation({})", string(name)))
        .collect();
    Line {
        name: relation.back_field.clone(),
        type_text: format!("{}{modifier}", models[relation.from].names.identifier),
        attributes: with_ignore(named, models, relation.to, relation.from),
        ..Line::default()
    }
}

/// A field that leads from a model which clients see to one they do not is hidden too.
fn with_ignore(
    mut attributes: Vec<String>,
    models: &[Model<'_>],
    own: usize,
    other: usize,
) -> Vec<String> {
    if models[other].is_ignored && !models[own].is_ignored {
        attributes.push("@ignore".to_owned());
    }
    attributes
}

fn action_word(action: ReferentialAction) -> &'static str {
    match action {
        ReferentialAction::NoAction => "NoAction",
        ReferentialAction::Restrict => "Restrict",
        ReferentialAction::Cascade => "Cascade",
        ReferentialAction::SetNull => "SetNull",
        ReferentialAction::SetDefault => "SetDefault",
    }
}
