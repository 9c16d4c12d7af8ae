//! Owns names that are declared twice. Both stay in the model; here it is only said.

use std::collections::HashSet;
use std::hash::Hash;

use schemadrift_core::model::Schema;
use schemadrift_core::origin::Origin;
use schemadrift_core::problem::Problem;

use crate::ast::{Document, Token};

/// Blocks, fields and enum values of the same name.
pub(crate) fn of_blocks(documents: &[Document<'_>], problems: &mut Vec<Problem>) {
    let mut blocks = Seen::default();
    for document in documents {
        for model in &document.models {
            blocks.name(model.name, "the schema", problems);
            let owner = format!("`{}`", model.name.text());
            let mut fields = Seen::default();
            for field in &model.fields {
                fields.name(field.name, &owner, problems);
            }
        }
        for enumeration in &document.enums {
            blocks.name(enumeration.name, "the schema", problems);
            let owner = format!("`{}`", enumeration.name.text());
            let mut values = Seen::default();
            for value in &enumeration.values {
                values.name(value.name, &owner, problems);
            }
        }
    }
}

/// Objects whose names in the database are the same though their names in the schema differ.
pub(crate) fn of_names(schema: &Schema, problems: &mut Vec<Problem>) {
    let compare = schema.engine.dialect().column_names;
    let mut relations = HashSet::new();
    let tables = schema
        .tables
        .iter()
        .map(|table| (&table.name, &table.alias, &table.origin));
    let views = schema
        .views
        .iter()
        .map(|view| (&view.name, &view.alias, &view.origin));
    let mut aliases = HashSet::new();
    for (name, alias, origin) in tables.chain(views) {
        // The same name in the schema was said before.
        let is_new_alias = alias.is_none() || aliases.insert(alias.clone());
        if !relations.insert(name.clone()) && is_new_alias {
            say(&format!("table `{name}`"), origin, problems);
        }
    }
    for table in &schema.tables {
        let mut columns = HashSet::new();
        let mut fields = HashSet::new();
        for column in &table.columns {
            let field = column.alias.as_deref().unwrap_or(column.name.as_str());
            let key = compare.key(column.name.as_str());
            if !columns.insert(key) && fields.insert(field) {
                let name = &column.name;
                say(
                    &format!("column `{name}` of table `{}`", table.name),
                    &column.origin,
                    problems,
                );
            }
            fields.insert(field);
        }
    }
    let mut enums = HashSet::new();
    let mut aliases = HashSet::new();
    for kind in &schema.enums {
        let alias = kind.alias.as_deref().unwrap_or(kind.name.name.as_str());
        let is_new_alias = aliases.insert(alias);
        if !enums.insert(&kind.name) && is_new_alias {
            say(&format!("enum `{}`", kind.name), &kind.origin, problems);
        }
    }
}

fn say(what: &str, origin: &Origin, problems: &mut Vec<Problem>) {
    problems.push(Problem::warning(
        format!("{what} is declared twice under different names"),
        origin.clone(),
    ));
}

/// Names that were seen.
struct Seen<T>(HashSet<T>);

impl<T: Eq + Hash> Default for Seen<T> {
    fn default() -> Self {
        Self(HashSet::new())
    }
}

impl<'a> Seen<&'a str> {
    fn name(&mut self, token: Token<'a>, owner: &str, problems: &mut Vec<Problem>) {
        if !self.0.insert(token.text()) {
            problems.push(Problem::warning(
                format!("`{}` is declared twice in {owner}", token.text()),
                token.origin(),
            ));
        }
    }
}
