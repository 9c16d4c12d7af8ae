//! Owns the module of an entity: its struct, its fields, its relations.

use schemadrift_core::model::{Column, DefaultValue};

use super::names::EntityNames;
use super::{Writing, field_type, identifier, key, literal, named_schema, relation};

/// The modules of all entities, in the order of the tables.
pub(super) fn write_all(writing: &mut Writing<'_>) -> Vec<String> {
    let names = writing.names;
    names
        .entities
        .iter()
        .map(|entity| module(writing, entity))
        .collect()
}

fn module(writing: &mut Writing<'_>, entity: &EntityNames<'_>) -> String {
    let mut lines = vec![
        format!("pub mod {} {{", identifier::written(&entity.module)),
        "    use sea_orm::entity::prelude::*;".to_owned(),
    ];
    if !writing.schema.enums.is_empty() {
        lines.push(format!(
            "    #[allow(unused_imports)]\n    use super::{}::*;",
            super::names::ENUMS
        ));
    }
    lines.push(String::new());
    lines.push("    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]".to_owned());
    lines.push(format!(
        "    #[sea_orm({})]",
        table_entries(writing, entity)
    ));
    lines.push("    pub struct Model {".to_owned());
    let keys = key::of(writing, entity);
    for (index, column) in entity.table.columns.iter().enumerate() {
        lines.extend(field(writing, entity, index, column, &keys));
    }
    lines.push("    }".to_owned());
    lines.push(String::new());
    lines.extend(relation::write(writing, entity));
    lines.push("    impl ActiveModelBehavior for ActiveModel {}".to_owned());
    lines.push("}\n".to_owned());
    lines.join("\n")
}

fn table_entries(writing: &Writing<'_>, entity: &EntityNames<'_>) -> String {
    let name = &entity.table.name;
    let mut entries = vec![format!("table_name = {}", literal(name.name.as_str()))];
    if let Some(schema) = named_schema(writing.schema, name) {
        entries.push(format!("schema_name = {}", literal(schema)));
    }
    if let Some(Some(comment)) = entity.table.comment.get() {
        entries.push(format!("comment = {}", literal(comment)));
    }
    entries.join(", ")
}

fn field(
    writing: &Writing<'_>,
    entity: &EntityNames<'_>,
    index: usize,
    column: &Column,
    keys: &key::Keys,
) -> Vec<String> {
    let name = entity.fields.get(index).map_or("", String::as_str);
    let field_type = match column.data_type.get() {
        Some(column_type) => field_type::of(writing, column_type),
        // Nothing is known of it: text is what every database can give.
        None => field_type::FieldType {
            rust_type: "String".to_owned(),
            entries: vec!["select_as = \"text\"".to_owned()],
        },
    };
    let mut entries = keys.entries(column);
    if identifier::column_of(name) != column.name.as_str() {
        entries.push(format!("column_name = {}", literal(column.name.as_str())));
    }
    entries.extend(field_type.entries);
    if let Some(Some(DefaultValue::Expression(default))) = column.default.get()
        && !matches!(column.increment.get(), Some(Some(_)))
    {
        let builder = format!("Expr::cust({})", literal(&default.text));
        entries.push(format!("default_expr = {}", literal(&builder)));
    }
    if let Some(Some(comment)) = column.comment.get() {
        entries.push(format!("comment = {}", literal(comment)));
    }
    let rust_type = if column.is_nullable.is_true() && !keys.is_key(column) {
        format!("Option<{}>", field_type.rust_type)
    } else {
        field_type.rust_type
    };
    let mut lines = Vec::new();
    if !entries.is_empty() {
        lines.push(format!("        #[sea_orm({})]", entries.join(", ")));
    }
    lines.push(format!(
        "        pub {}: {rust_type},",
        identifier::written(name)
    ));
    lines
}
