//! Owns the statements that mutations are made of.

use schemadrift_core::dialect::Engine;
use schemadrift_core::model::{Index, Schema, Table};
use schemadrift_core::name::{Name, QualifiedName};

/// A name in quotes. Every engine that is mutated takes double quotes.
pub(super) fn quote(name: &Name) -> String {
    Engine::PostgreSql.dialect().quote(name.as_str())
}

/// A name with its schema, in quotes.
pub(super) fn qualified(name: &QualifiedName) -> String {
    match &name.schema {
        Some(schema) => format!("{}.{}", quote(schema), quote(&name.name)),
        None => quote(&name.name),
    }
}

/// `ALTER TABLE`.
pub(super) fn alter(table: &Table, action: &str) -> String {
    format!("ALTER TABLE {} {action}", qualified(&table.name))
}

/// `ALTER TABLE … ALTER COLUMN`.
pub(super) fn alter_column(table: &Table, column: &Name, action: &str) -> String {
    alter(table, &format!("ALTER COLUMN {} {action}", quote(column)))
}

/// Takes an index or unique constraint away.
pub(super) fn drop_index(table: &Table, index: &Index) -> String {
    let name = index_name(index);
    if index.is_constraint.is_true() {
        return alter(table, &format!("DROP CONSTRAINT {}", quote(&name)));
    }
    let name = QualifiedName {
        schema: table.name.schema.clone(),
        name,
    };
    format!("DROP INDEX {}", qualified(&name))
}

/// The name of an index; generated ones all have one.
pub(super) fn index_name(index: &Index) -> Name {
    index
        .name
        .get()
        .cloned()
        .unwrap_or_else(|| Name::new(String::new()))
}

/// The statements that the second schema needs and the first does not.
pub(super) fn added(original: &Schema, mutated: &Schema) -> Vec<String> {
    let known = schemadrift_emit::ddl(original).statements;
    schemadrift_emit::ddl(mutated)
        .statements
        .into_iter()
        .filter(|statement| !known.contains(statement))
        .collect()
}
