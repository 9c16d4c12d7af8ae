//! Owns structs that read some columns of an entity: `#[derive(DerivePartialModel)]`
//! (<https://www.sea-ql.org/SeaORM/docs/advanced-query/custom-select/>).

use heck::ToUpperCamelCase;
use proc_macro2::Span;
use schemadrift_rust_syntax::{RustTable, derives, metas, range, unraw};
use schemadrift_sql::query::Access;
use syn::punctuated::Punctuated;
use syn::{Attribute, Expr, ItemStruct, Lit, LitStr, Meta, Token};

use super::meaning::Meaning;
use super::program::Lead;
use super::walk::Walk;

/// Keys of fields whose value comes from elsewhere.
const ELSEWHERE: [&str; 3] = ["skip", "nested", "from_expr"];

/// Adds the columns that a partial model reads.
pub(super) fn add(walk: &mut Walk<'_>, item: &ItemStruct) {
    let derived = derives(&item.attrs);
    if !derived.iter().any(|name| name == "DerivePartialModel") {
        return;
    }
    let name = range(item.ident.span());
    let own = entries(&item.attrs);
    let path = text(&own, "entity").map(|text| path_of(&text.value()));
    let Some(Lead {
        table,
        meaning: Meaning::Table,
    }) = path.and_then(|path| walk.lead(&path))
    else {
        // Without an entity, the query says what there is.
        walk.unresolved(name);
        return;
    };
    walk.table(table, Access::Read, name);
    for field in &item.fields {
        let Some(identifier) = &field.ident else {
            continue;
        };
        let own = entries(&field.attrs);
        if own
            .iter()
            .any(|entry| ELSEWHERE.iter().any(|key| entry.path().is_ident(key)))
        {
            continue;
        }
        let (column, span) = match text(&own, "from_col") {
            Some(text) => (text.value(), text.span()),
            None => (unraw(identifier), identifier.span()),
        };
        column_of(walk, table, &column, span);
    }
}

/// The macro makes a variant of `Column` of what is written.
fn column_of(walk: &mut Walk<'_>, table: &RustTable, written: &str, span: Span) {
    let variant = written.to_upper_camel_case();
    let mut columns = table.columns.iter();
    if let Some(column) = columns.find(|column| column.variant == variant) {
        walk.column(table, column, Access::Read, range(span));
    }
}

/// The words of a path in a string.
fn path_of(text: &str) -> Vec<String> {
    let words = text
        .split("::")
        .map(|word| word.trim().trim_start_matches("r#"));
    words.map(str::to_owned).collect()
}

/// The entries of `#[sea_orm(…)]`.
fn entries(attributes: &[Attribute]) -> Vec<Meta> {
    let lists = metas(attributes);
    let lists = lists.iter().filter_map(|meta| match meta {
        Meta::List(list) if list.path.is_ident("sea_orm") => list
            .parse_args_with(Punctuated::<Meta, Token![,]>::parse_terminated)
            .ok(),
        Meta::List(_) | Meta::Path(_) | Meta::NameValue(_) => None,
    });
    lists.flatten().collect()
}

fn text<'a>(entries: &'a [Meta], key: &str) -> Option<&'a LitStr> {
    entries.iter().rev().find_map(|entry| match entry {
        Meta::NameValue(pair) if pair.path.is_ident(key) => match &pair.value {
            Expr::Lit(literal) => match &literal.lit {
                Lit::Str(text) => Some(text),
                _ => None,
            },
            _ => None,
        },
        Meta::NameValue(_) | Meta::List(_) | Meta::Path(_) => None,
    })
}
