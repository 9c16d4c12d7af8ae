//! Owns comments on tables and columns.

use schemadrift_core::model::Table;
use schemadrift_core::object::{ObjectKind, ObjectPath};

use super::grammar::{Comments, Grammar};
use super::script::{Phase, Script};
use crate::sql_text::string_literal;

/// Writes a table's comments.
pub(crate) fn write(grammar: &Grammar, table: &Table, script: &mut Script) {
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

/// A comment beside what it is about, where it is written there.
pub(crate) fn inline(grammar: &Grammar, comment: Option<&String>) -> Option<String> {
    let comment = comment.filter(|_| grammar.comments == Comments::Inline)?;
    // A backslash escapes there.
    let literal = string_literal(&comment.replace('\\', "\\\\"));
    Some(format!("COMMENT {literal}"))
}

fn write_one(
    grammar: &Grammar,
    object: &str,
    path: ObjectPath,
    comment: &str,
    script: &mut Script,
) {
    match grammar.comments {
        Comments::Statements => script.push(
            Phase::Comments,
            format!("COMMENT ON {object} IS {}", string_literal(comment)),
        ),
        Comments::Inline => {}
        Comments::Nowhere => {
            script.skip(path, format!("{} keeps no comments", grammar.engine));
        }
    }
}
