//! Owns comments on tables and columns.

use schemadrift_core::model::Table;
use schemadrift_core::object::{ObjectKind, ObjectPath};

use super::grammar::Grammar;
use super::script::{Phase, Script};
use crate::sql_text::string_literal;

/// Writes a table's comments.
pub(super) fn write(grammar: &Grammar, table: &Table, script: &mut Script) {
    let name = grammar.quote_qualified(&table.name);
    if let Some(Some(comment)) = table.comment.get() {
        let path = ObjectPath::top(ObjectKind::Table, &table.name);
        write_one(grammar, &format!("TABLE {name}"), path, comment, script);
    }
    for column in &table.columns {
        if let Some(Some(comment)) = column.comment.get() {
            let path = ObjectPath::part(ObjectKind::Column, &table.name, column.name.as_str());
            let object = format!("COLUMN {name}.{}", grammar.quote(&column.name));
            write_one(grammar, &object, path, comment, script);
        }
    }
}

fn write_one(
    grammar: &Grammar,
    object: &str,
    path: ObjectPath,
    comment: &str,
    script: &mut Script,
) {
    if grammar.has_comments {
        script.push(
            Phase::Comments,
            format!("COMMENT ON {object} IS {}", string_literal(comment)),
        );
    } else {
        script.skip(path, format!("{} keeps no comments", grammar.engine));
    }
}
