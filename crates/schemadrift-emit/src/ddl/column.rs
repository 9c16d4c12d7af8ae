//! Owns column definitions.

use schemadrift_core::data_type::DataType;
use schemadrift_core::model::{Column, DefaultValue, Generated, GeneratedStorage, Table};
use schemadrift_core::object::{ObjectKind, ObjectPath};

use super::comment;
use super::grammar::{ColumnStyle, Grammar, Numbering};
use super::script::{Phase, Script};

/// A written column.
pub(crate) struct WrittenColumn {
    /// The definition.
    pub(crate) definition: String,
    /// The definition holds the table's primary key.
    pub(crate) holds_primary_key: bool,
}

/// Writes a column's definition; `None` where it has no type that can be said.
pub(crate) fn write(
    grammar: &Grammar,
    table: &Table,
    column: &Column,
    script: &mut Script,
) -> Option<WrittenColumn> {
    let path = ObjectPath::part(ObjectKind::Column, &table.name, column.name.as_str());
    let Some(column_type) = column.data_type.get() else {
        script.skip(path, "its type is not stated");
        return None;
    };
    let Some(type_text) = (grammar.column_type)(column_type) else {
        let reason = format!("its type `{column_type}` has no name in {}", grammar.engine);
        script.skip(path, reason);
        return None;
    };
    let numbering = (grammar.numbering)(table, column);
    let definition = definition(grammar, column, &type_text, &numbering, &path, script);
    if let Some(statement) = numbering.before {
        script.push(Phase::Sequences, statement);
    }
    if let Some(statement) = numbering.after {
        script.push(Phase::Ownership, statement);
    }
    Some(WrittenColumn {
        definition,
        holds_primary_key: numbering.holds_primary_key,
    })
}

fn definition(
    grammar: &Grammar,
    column: &Column,
    type_text: &str,
    numbering: &Numbering,
    path: &ObjectPath,
    script: &mut Script,
) -> String {
    let mut text = grammar.quote(&column.name);
    let mut add = |part: &str| {
        if !part.is_empty() {
            text.push(' ');
            text.push_str(part);
        }
    };
    add(numbering.type_text.as_deref().unwrap_or(type_text));
    if let Some(Some(collation)) = column.collation.get() {
        add(&format!("COLLATE {}", grammar.quote(collation)));
    }
    let generated = column.generated.get().and_then(Option::as_ref);
    if grammar.column_style != ColumnStyle::Standard
        && let Some(generated) = generated
    {
        add(&generation(generated));
    }
    add(nullability(grammar, column));
    if let Some(clause) = &numbering.clause {
        add(clause);
    }
    let shape = column
        .data_type
        .get()
        .map_or(&DataType::Untyped, |column_type| &column_type.shape);
    let numbers_itself = numbering.clause.is_some() || numbering.type_text.is_some();
    match column.default.get() {
        Some(Some(DefaultValue::Expression(expression))) if !numbers_itself => {
            add(&format!(
                "DEFAULT {}",
                (grammar.default_term)(&expression.text, shape)
            ));
        }
        Some(Some(DefaultValue::Unknown)) if !numbers_itself => {
            script.skip(
                path.clone(),
                "it has a default that the source does not spell",
            );
        }
        Some(Some(_) | None) | None => {}
    }
    if let Some(Some(update)) = column.on_update.get() {
        add(&format!("ON UPDATE {}", update.text));
    }
    if grammar.column_style == ColumnStyle::Standard
        && let Some(generated) = generated
    {
        add(&generation(generated));
    }
    let own_comment = column.comment.get().and_then(Option::as_ref);
    if let Some(clause) = comment::inline(grammar, own_comment) {
        add(&clause);
    }
    if let Some(objection) = numbering.objection {
        script.skip(path.clone(), objection);
    }
    text
}

/// Whether the column may be NULL, where that has to be said.
fn nullability(grammar: &Grammar, column: &Column) -> &'static str {
    let is_generated = matches!(column.generated.get(), Some(Some(_)));
    let is_instant = column.data_type.get().is_some_and(|column_type| {
        matches!(
            column_type.shape,
            DataType::Timestamp { has_zone: true, .. }
        )
    });
    match (grammar.column_style, column.is_nullable.get()) {
        (ColumnStyle::MariaDb, _) if is_generated => "",
        (_, Some(false)) => "NOT NULL",
        // https://dev.mysql.com/doc/refman/en/server-system-variables.html#sysvar_explicit_defaults_for_timestamp
        (ColumnStyle::MySql | ColumnStyle::MariaDb, Some(true)) if is_instant => "NULL",
        (_, Some(true) | None) => "",
    }
}

fn generation(generated: &Generated) -> String {
    let storage = match generated.storage.get() {
        Some(GeneratedStorage::Virtual) => "VIRTUAL",
        // The one kind that every version of every server has.
        Some(GeneratedStorage::Stored) | None => "STORED",
    };
    format!(
        "GENERATED ALWAYS AS ({}) {storage}",
        generated.expression.text
    )
}
