//! Owns structs that derive Diesel's traits for rows: which columns of which table they read and
//! write (<https://docs.diesel.rs/2.3.x/diesel/prelude/index.html#derives>).

use proc_macro2::Span;
use schemadrift_rust_syntax::{derives, range, segments, unraw};
use schemadrift_sql::query::Access;
use syn::meta::ParseNestedMeta;
use syn::{Attribute, Field, ItemStruct, Path};

use super::meaning::{Meaning, meaning};
use super::program::Lead;
use super::walk::Walk;

/// Derives that select columns by name.
const READING: [&str; 3] = ["Selectable", "QueryableByName", "HasQuery"];
/// Derives that write columns.
const WRITING: [&str; 2] = ["Insertable", "AsChangeset"];
/// Derives that name a table besides.
const NAMING: [&str; 2] = ["Identifiable", "Associations"];

/// Adds what a struct for rows of Diesel relies on.
pub(super) fn add(walk: &mut Walk<'_>, item: &ItemStruct) {
    let derived = derives(&item.attrs);
    let has = |names: &[&str]| derived.iter().any(|name| names.contains(&name.as_str()));
    let options = Options::of(&item.attrs);
    // The fields of `sql_query` are those of its text unless a table is named.
    let is_of_sql = !has(&["Selectable", "HasQuery"]) && !has(&WRITING) && !has(&NAMING);
    let is_for_rows = has(&READING) || has(&WRITING) || has(&NAMING);
    // Other libraries have derives of these names too, without Diesel's attributes.
    if !is_for_rows || (is_of_sql && options.table.is_empty()) {
        return;
    }
    let path = match options.table.as_slice() {
        [] => vec![default_table(&unraw(&item.ident))],
        path => path.to_vec(),
    };
    let name = range(item.ident.span());
    let Some(Lead {
        table,
        meaning: Meaning::Module | Meaning::Table,
    }) = walk.lead(&path)
    else {
        // A struct of parts from elsewhere needs no table.
        if item
            .fields
            .iter()
            .any(|field| !Options::of(&field.attrs).is_elsewhere)
        {
            walk.unresolved(name);
        }
        return;
    };
    let kind = if has(&WRITING) {
        Access::Write
    } else {
        Access::Read
    };
    walk.table(table, kind, name);
    let mut column = |column: &str, access: Access, span: Span| {
        if let Some(Meaning::Column(column)) = meaning(table, &[column.to_owned()]) {
            walk.column(table, column, access, range(span));
        }
    };
    for field in &item.fields {
        let own = Options::of(&field.attrs);
        let Some(name) = own.column.clone().or_else(|| name_of(field)) else {
            continue;
        };
        if own.is_elsewhere {
            continue;
        }
        let span = field
            .ident
            .as_ref()
            .map_or_else(|| item.ident.span(), syn::Ident::span);
        if has(&READING) {
            column(&name, Access::Read, span);
        }
        if has(&WRITING) && !own.is_unwritten {
            column(&name, Access::Write, span);
        }
    }
    if has(&["Associations"]) {
        for key in &options.foreign_keys {
            column(key, Access::Read, item.ident.span());
        }
    }
}

fn name_of(field: &Field) -> Option<String> {
    field.ident.as_ref().map(unraw)
}

/// What attributes say.
#[derive(Default)]
struct Options {
    /// The path of the table; empty where none is named.
    table: Vec<String>,
    column: Option<String>,
    foreign_keys: Vec<String>,
    /// The value comes from another struct, or from an expression.
    is_elsewhere: bool,
    /// Neither inserted nor updated.
    is_unwritten: bool,
}

impl Options {
    fn of(attributes: &[Attribute]) -> Self {
        let mut options = Self::default();
        for attribute in attributes {
            let path = attribute.path();
            // Diesel 1 wrote `#[table_name = "users"]`.
            let old = match &attribute.meta {
                syn::Meta::NameValue(pair) => text(&pair.value),
                syn::Meta::List(_) | syn::Meta::Path(_) => None,
            };
            if path.is_ident("diesel") {
                // What is not understood ends the list; what stands before it holds.
                let _ = attribute.parse_nested_meta(|meta| options.take(&meta));
            } else if path.is_ident("table_name") {
                options.table.extend(old);
            } else if path.is_ident("column_name") {
                options.column = old;
            } else if path.is_ident("belongs_to") {
                let _ = attribute.parse_args_with(|input: syn::parse::ParseStream<'_>| {
                    options.belongs_to(input)
                });
            }
        }
        options
    }

    fn take(&mut self, meta: &ParseNestedMeta<'_>) -> syn::Result<()> {
        if meta.path.is_ident("table_name") {
            self.table = segments(&meta.value()?.parse()?);
        } else if meta.path.is_ident("column_name") {
            self.column = match meta.value()?.parse::<syn::Expr>()? {
                syn::Expr::Path(path) => last(&path.path),
                other => text(&other),
            };
        } else if meta.path.is_ident("belongs_to") {
            let content;
            syn::parenthesized!(content in meta.input);
            self.belongs_to(&content)?;
        } else if meta.path.is_ident("embed") {
            self.is_elsewhere = true;
        } else if meta.path.is_ident("select_expression") {
            self.is_elsewhere = true;
            meta.value()?.parse::<syn::Expr>()?;
        } else if meta.path.is_ident("skip_insertion") || meta.path.is_ident("skip_update") {
            self.is_unwritten = true;
        } else if meta.input.peek(syn::Token![=]) {
            // A type or an expression: taken up to the comma.
            meta.value()?;
            while !meta.input.is_empty() && !meta.input.peek(syn::Token![,]) {
                meta.input.parse::<proc_macro2::TokenTree>()?;
            }
        } else if meta.input.peek(syn::token::Paren) {
            meta.input.parse::<proc_macro2::Group>()?;
        }
        Ok(())
    }

    /// `Parent`, or `Parent, foreign_key = column`.
    fn belongs_to(&mut self, input: syn::parse::ParseStream<'_>) -> syn::Result<()> {
        let parent = input.parse::<Path>()?;
        let mut key = last(&parent).map(|parent| format!("{}_id", snake_case(&parent)));
        while !input.is_empty() {
            let tokens = input.parse::<proc_macro2::TokenTree>()?;
            if tokens.to_string() == "foreign_key" {
                input.parse::<syn::Token![=]>()?;
                key = match input.parse::<syn::Expr>()? {
                    syn::Expr::Path(path) => last(&path.path),
                    other => text(&other),
                };
            }
        }
        self.foreign_keys.extend(key);
        Ok(())
    }
}

fn text(expression: &syn::Expr) -> Option<String> {
    match expression {
        syn::Expr::Lit(literal) => match &literal.lit {
            syn::Lit::Str(text) => Some(text.value()),
            _ => None,
        },
        _ => None,
    }
}

fn last(path: &Path) -> Option<String> {
    path.segments.last().map(|segment| unraw(&segment.ident))
}

/// The table of a struct that names none: its own name in snake case, and an `s`.
fn default_table(name: &str) -> String {
    format!("{}s", snake_case(name))
}

fn snake_case(name: &str) -> String {
    let mut snake = String::new();
    for (position, character) in name.chars().enumerate() {
        if character.is_uppercase() && position > 0 {
            snake.push('_');
        }
        snake.extend(character.to_lowercase());
    }
    snake
}
