//! Owns conditions of `cfg` that choose a kind of database.

use proc_macro2::TokenStream;
use schemadrift_core::dialect::Engine;
use syn::punctuated::Punctuated;
use syn::{Attribute, Expr, Lit, Meta, Token};

/// Every kind of database, in the order of answers.
const ENGINES: [Engine; 4] = [
    Engine::PostgreSql,
    Engine::MySql,
    Engine::MariaDb,
    Engine::Sqlite,
];

/// The databases that attributes restrict an item to; `None` where they do not.
pub(super) fn engines(attributes: &[Attribute]) -> Option<Vec<Engine>> {
    attributes
        .iter()
        .find_map(|attribute| match &attribute.meta {
            Meta::List(list) if list.path.is_ident("cfg") => of_tokens(list.tokens.clone()),
            Meta::List(_) | Meta::Path(_) | Meta::NameValue(_) => None,
        })
}

/// The same for what stands inside of `cfg(…)`.
pub(super) fn of_tokens(tokens: TokenStream) -> Option<Vec<Engine>> {
    of_condition(&syn::parse2(tokens).ok()?)
}

fn of_condition(condition: &Meta) -> Option<Vec<Engine>> {
    match condition {
        // `cfg(sqlite)`, which a build script sets.
        Meta::Path(path) => of_word(&path.get_ident()?.to_string()),
        Meta::NameValue(pair) if pair.path.is_ident("feature") => match &pair.value {
            Expr::Lit(literal) => match &literal.lit {
                Lit::Str(name) => of_word(&name.value()),
                _ => None,
            },
            _ => None,
        },
        Meta::NameValue(_) => None,
        Meta::List(list) => {
            let parse = Punctuated::<Meta, Token![,]>::parse_terminated;
            let parts = list.parse_args_with(parse).ok()?;
            let mut parts = parts.iter().map(of_condition);
            if list.path.is_ident("any") {
                let parts: Option<Vec<Vec<Engine>>> = parts.collect();
                Some(parts?.concat())
            } else if list.path.is_ident("all") {
                parts.flatten().reduce(|one, other| {
                    one.into_iter()
                        .filter(|engine| other.contains(engine))
                        .collect()
                })
            } else if list.path.is_ident("not") {
                let without = parts.next()??;
                Some(
                    ENGINES
                        .into_iter()
                        .filter(|engine| !without.contains(engine))
                        .collect(),
                )
            } else {
                None
            }
        }
    }
}

/// The databases that a word names: of a feature, a module, or a file.
pub(crate) fn of_word(word: &str) -> Option<Vec<Engine>> {
    let mut named = word.split(['_', '-']).filter_map(|part| {
        Some(match part.to_ascii_lowercase().as_str() {
            "postgres" | "postgresql" | "pg" => vec![Engine::PostgreSql],
            "mysql" => vec![Engine::MySql, Engine::MariaDb],
            "mariadb" => vec![Engine::MariaDb],
            "sqlite" | "sqlite3" => vec![Engine::Sqlite],
            _ => return None,
        })
    });
    let engines = named.next()?;
    // `postgres_or_sqlite` names no one database.
    named.next().is_none().then_some(engines)
}
