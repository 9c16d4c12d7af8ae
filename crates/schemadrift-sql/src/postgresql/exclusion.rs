//! Owns exclusion constraints: their definition, as the catalog prints it.

use schemadrift_core::model::Deferral;
use schemadrift_core::stated::Stated;
use squawk_syntax::ast::{self, AstNode as _};

use super::constraint::deferral;
use super::reader::{Read, Reader, required};

/// The definition, such as `EXCLUDE USING gist (room WITH =) WHERE ((room > 0))`.
pub(super) fn definition(reader: &Reader<'_>, node: &ast::ExcludeConstraint) -> Read<String> {
    let method = match node
        .constraint_index_method()
        .and_then(|clause| clause.access_method_ref())
    {
        Some(method) => reader.name(&method)?.as_str().to_owned(),
        None => "btree".to_owned(),
    };
    let list = required(node.constraint_exclusion_list())?;
    let elements: Vec<String> = list
        .constraint_exclusions()
        .map(|element| one_line(reader.written(&element)))
        .collect();
    let mut definition = format!("EXCLUDE USING {method} ({})", elements.join(", "));
    if let Some(clause) = node.constraint_include_clause() {
        let columns = reader.names(required(clause.column_ref_list())?.column_name_refs())?;
        let columns: Vec<&str> = columns.iter().map(AsRef::as_ref).collect();
        definition.push_str(&format!(" INCLUDE ({})", columns.join(", ")));
    }
    if let Some(clause) = node.where_condition_clause() {
        let condition = reader.slice(Reader::parentheses(clause.syntax())?);
        definition.push_str(&format!(" WHERE (({}))", one_line(condition)));
    }
    definition.push_str(match deferral(node.constraint_options()) {
        Stated::Written(Deferral::InitiallyDeferred) => " DEFERRABLE INITIALLY DEFERRED",
        Stated::Written(Deferral::InitiallyImmediate) => " DEFERRABLE",
        _ => "",
    });
    Ok(definition)
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
