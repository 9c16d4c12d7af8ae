//! Owns `CREATE VIEW` and `CREATE MATERIALIZED VIEW`.

use schemadrift_core::model::View;
use schemadrift_core::name::Name;
use schemadrift_core::stated::Stated;
use squawk_syntax::ast::{self, AstNode as _};
use squawk_syntax::quote::quote_ident;

use super::reader::{Read, Reader, expression, required};
use super::table::is_temporary;
use super::view_columns;
use crate::change::Change;

/// `CREATE VIEW`.
pub(super) fn create(reader: &Reader<'_>, node: &ast::CreateView) -> Read<Vec<Change>> {
    let name = required(node.view())?;
    let query = required(node.query())?;
    let names = column_names(reader, node.column_list())?;
    let mut view = start(reader, &name, &query)?;
    if node.recursive_token().is_some() {
        let columns: Vec<String> = names
            .iter()
            .flatten()
            .map(|name| quote_ident(name.as_str()))
            .collect();
        let (columns, own) = (columns.join(", "), quote_ident(view.name.name.as_str()));
        view.definition = Stated::Written(expression(&format!(
            "WITH RECURSIVE {own} ({columns}) AS ({}) SELECT {columns} FROM {own}",
            reader.written(&query)
        )));
    }
    Ok(vec![Change::CreateView {
        columns: view_columns::under_names(names, view_columns::of_query(reader, &query)?),
        replaces: node.or_replace().is_some(),
        is_tolerant: false,
        is_temporary: is_temporary(node.persistence().as_ref(), &view.name),
        view: Box::new(view),
    }])
}

/// `CREATE MATERIALIZED VIEW`.
pub(super) fn create_materialized(
    reader: &Reader<'_>,
    node: &ast::CreateMaterializedView,
) -> Read<Vec<Change>> {
    let query = required(node.query())?;
    let names = column_names(reader, node.column_list())?;
    let mut view = start(reader, &required(node.view())?, &query)?;
    view.is_materialized = Stated::Written(true);
    Ok(vec![Change::CreateView {
        view: Box::new(view),
        columns: view_columns::under_names(names, view_columns::of_query(reader, &query)?),
        replaces: false,
        is_tolerant: node.if_not_exists().is_some(),
        is_temporary: false,
    }])
}

fn column_names(reader: &Reader<'_>, list: Option<ast::ColumnList>) -> Read<Option<Vec<Name>>> {
    list.map(|list| reader.names(list.column_names()))
        .transpose()
}

fn start(reader: &Reader<'_>, name: &ast::View, query: &ast::SelectVariant) -> Read<View> {
    let text = reader.slice(Reader::range(query.syntax()));
    let text = text.trim_end_matches(';').trim_end();
    Ok(View {
        name: reader.qualified(name)?,
        alias: None,
        is_materialized: Stated::Written(false),
        columns: Vec::new(),
        definition: Stated::Written(expression(text)),
        indexes: Vec::new(),
        triggers: Vec::new(),
        origin: reader.name_origin(name),
        taints: Vec::new(),
    })
}
