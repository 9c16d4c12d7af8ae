//! Owns `COMMENT ON`, and the dotted names of columns.

use schemadrift_core::name::{Name, QualifiedName};
use squawk_syntax::ast::{self, AstNode};

use super::reader::{Read, Reader, literal, required};
use crate::change::{Change, Comment};

/// `COMMENT ON`; what is not a table, a view or a column has no comment in the model.
pub(super) fn comment(reader: &Reader<'_>, node: &ast::CommentOn) -> Read<Vec<Change>> {
    use ast::CommentObject as Object;
    let (table, column) = match required(node.comment_object())? {
        Object::ObjectColumn(object) => {
            let (table, column) = self::column(reader, &required(object.name())?)?;
            (table, Some(column))
        }
        Object::ObjectTable(object) => (qualified(reader, object.table_name_ref())?, None),
        Object::ObjectForeignTable(object) => (qualified(reader, object.table_name_ref())?, None),
        Object::ObjectView(object) => (qualified(reader, object.view_ref())?, None),
        Object::ObjectMaterializedView(object) => (qualified(reader, object.view_ref())?, None),
        _ => return Ok(Vec::new()),
    };
    let text = match node.literal() {
        Some(text) if node.null_token().is_none() => Some(literal(Some(text))?),
        _ => None,
    };
    // The server takes an empty comment for none.
    let text = text.filter(|text| !text.is_empty());
    Ok(vec![Change::Comment(Comment {
        table,
        column,
        text,
    })])
}

fn qualified(reader: &Reader<'_>, node: Option<impl AstNode>) -> Read<QualifiedName> {
    reader.qualified(&required(node)?)
}

/// The table and the column that a dotted name spells.
pub(super) fn column(
    reader: &Reader<'_>,
    node: &ast::QualifiedColumnNameRef,
) -> Read<(QualifiedName, Name)> {
    let mut path = reader.path(node)?;
    let column = required(path.pop())?;
    let name = required(path.pop())?;
    let schema = path.pop().or_else(|| reader.namespace.clone());
    Ok((QualifiedName { schema, name }, column))
}
