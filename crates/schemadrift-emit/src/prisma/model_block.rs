//! Owns `model` blocks: a table with its fields, keys, indexes and relations.

use schemadrift_core::model::Column;
use schemadrift_core::object::{ObjectKind, ObjectPath};

use super::Writing;
use super::block::{Line, body};
use super::default_value;
use super::enumeration::mapping;
use super::field_type::{FieldType, field_type};
use super::index;
use super::names::ModelNames;
use super::relation::{self, Relation};

/// What is known of a model before its text is written.
pub(super) struct Model<'a> {
    pub(super) names: &'a ModelNames<'a>,
    /// One for each column, in order; `None` where the column's type is not stated.
    pub(super) types: Vec<Option<FieldType>>,
    /// The client cannot tell its rows apart, so it is hidden from it.
    pub(super) is_ignored: bool,
}

/// Writes every model.
pub(super) fn write_all(writing: &mut Writing<'_>) -> Vec<String> {
    let models: Vec<Model<'_>> = writing
        .names
        .models()
        .iter()
        .map(|names| prepare(writing, names))
        .collect();
    let relations = relation::all(writing, &models);
    models
        .iter()
        .enumerate()
        .map(|(position, model)| write(writing, &models, &relations, position, model))
        .collect()
}

fn prepare<'a>(writing: &mut Writing<'_>, names: &'a ModelNames<'a>) -> Model<'a> {
    let types: Vec<Option<FieldType>> = names
        .table
        .columns
        .iter()
        .map(|column| {
            let column_type = column.data_type.get()?;
            Some(field_type(writing.schema, writing.names, column_type))
        })
        .collect();
    for (column, field_type) in names.table.columns.iter().zip(&types) {
        if field_type.is_none() {
            let path =
                ObjectPath::part(ObjectKind::Column, &names.table.name, column.name.as_str());
            writing.skip(path, "its type is not stated");
        }
    }
    let mut model = Model {
        names,
        types,
        is_ignored: false,
    };
    model.is_ignored = !can_tell_rows_apart(writing, &model);
    model
}

/// Whether the model has a key that Prisma's client takes: a primary key or a unique index, of
/// required fields of supported types.
fn can_tell_rows_apart(writing: &Writing<'_>, model: &Model<'_>) -> bool {
    let table = model.names.table;
    let is_usable = |name: &schemadrift_core::name::Name| {
        let Some(position) = model.names.column(writing.schema, name) else {
            return false;
        };
        let is_supported = model.types[position]
            .as_ref()
            .is_some_and(FieldType::is_supported);
        is_supported && is_required(model, position)
    };
    let key = table.primary_key_columns();
    if !key.is_empty() && key.iter().all(is_usable) {
        return true;
    }
    relation::total_unique_columns(writing.schema.engine, table)
        .iter()
        .any(|columns| columns.iter().all(|name| is_usable(name)))
}

/// Whether a field takes no null: lists never do for the client, and key columns cannot.
pub(super) fn is_required(model: &Model<'_>, position: usize) -> bool {
    let column = &model.names.table.columns[position];
    column.is_nullable.get() == Some(&false)
        || model
            .names
            .table
            .primary_key_columns()
            .contains(&column.name)
}

fn write(
    writing: &mut Writing<'_>,
    models: &[Model<'_>],
    relations: &[Relation],
    position: usize,
    model: &Model<'_>,
) -> String {
    let table = model.names.table;
    let mut attributes = Vec::new();
    let key = table.primary_key.get().and_then(Option::as_ref);
    let key_attribute = key.and_then(|key| index::primary_key(writing, model.names, key));
    let (field_key, block_key) = match key_attribute {
        Some(block) if block.starts_with("@@") => (None, Some(block)),
        field => (field, None),
    };
    let mut lines: Vec<Line> = (0..table.columns.len())
        .filter_map(|column| field_line(writing, model, column, field_key.as_deref()))
        .collect();
    lines.extend(relation::lines(models, relations, position));
    attributes.extend(block_key);
    for own in &table.indexes {
        match index::attribute(writing, model.names, own) {
            Ok(attribute) => attributes.push(attribute),
            Err(reason) => index::skip(writing, model.names, own, reason),
        }
    }
    let identifier = &model.names.identifier;
    attributes.extend(mapping("@@map", identifier, table.name.name.as_str()));
    attributes.extend(writing.schema_attribute(&table.name));
    if model.is_ignored {
        attributes.push("@@ignore".to_owned());
    }
    let comment = table.comment.get().and_then(Option::as_deref);
    body("model", identifier, comment, &lines, &attributes)
}

fn field_line(
    writing: &Writing<'_>,
    model: &Model<'_>,
    position: usize,
    key_attribute: Option<&str>,
) -> Option<Line> {
    let column = &model.names.table.columns[position];
    let field_type = model.types[position].as_ref()?;
    let identifier = &model.names.fields[position];
    let modifier = if field_type.is_list {
        "[]"
    } else if is_required(model, position) {
        ""
    } else {
        "?"
    };
    let is_key = model
        .names
        .table
        .primary_key_columns()
        .contains(&column.name);
    let mut attributes = Vec::new();
    attributes.extend(key_attribute.filter(|_| is_key).map(str::to_owned));
    attributes.extend(default_attribute(writing, column, field_type));
    attributes.extend(mapping("@map", identifier, column.name.as_str()));
    attributes.extend(field_type.native.clone());
    Some(Line {
        comment: column.comment.get().cloned().flatten(),
        name: identifier.clone(),
        type_text: format!("{}{modifier}", field_type.text()),
        attributes,
    })
}

fn default_attribute(
    writing: &Writing<'_>,
    column: &Column,
    field_type: &FieldType,
) -> Option<String> {
    let enumeration = column
        .data_type
        .get()
        .and_then(|column_type| column_type.shape.enum_name())
        .and_then(|name| writing.names.enumeration(writing.schema, name));
    default_value::attribute(writing.schema.engine, column, field_type, enumeration)
}
