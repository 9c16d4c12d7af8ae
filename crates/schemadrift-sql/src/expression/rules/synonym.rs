//! Owns functions with several names, and what may stand before a function's name.

use schemadrift_core::data_type::DataType;
use schemadrift_core::dialect::Engine;
use squawk_syntax::quote::quote_ident;

use super::super::tree::Tree;
use crate::tokens::tokenize;

/// Schemas that are searched without being named: the catalog always, `public` unless the search
/// path was changed.
pub(in super::super) const IMPLIED_SCHEMAS: &[&str] = &["pg_catalog", "public"];

/// The rows that a trigger's condition tells apart by these names.
const TRIGGER_ROWS: &[&str] = &["new", "old"];

/// Whether a name is that of a row that a trigger's condition is about.
pub(super) fn is_trigger_row(name: &str) -> bool {
    TRIGGER_ROWS.contains(&name.to_ascii_lowercase().as_str())
}

/// A column of the table itself, whose name may stand in front: no other table is in sight.
pub(super) fn own_column(tree: Tree) -> Tree {
    match tree {
        Tree::Column(mut path) if path.len() > 1 && !is_trigger_row(&path[0]) => {
            Tree::Column(path.split_off(path.len() - 1))
        }
        tree => tree,
    }
}

/// PostgreSQL's synonyms.
pub(super) fn postgres(tree: Tree) -> Tree {
    match tree {
        Tree::Keyword(word) => match word.as_str() {
            // The start of the transaction, by the manual's own words.
            "CURRENT_TIMESTAMP" => Tree::call("now", Vec::new()),
            "USER" | "CURRENT_ROLE" => Tree::Keyword("CURRENT_USER".to_owned()),
            _ => Tree::Keyword(word),
        },
        Tree::Call {
            mut name,
            arguments,
        } => {
            if let [schema, _] = name.as_slice()
                && IMPLIED_SCHEMAS.contains(&schema.as_str())
            {
                name.remove(0);
            }
            match name.as_slice() {
                [function] => postgres_call(function, arguments),
                _ => Tree::Call { name, arguments },
            }
        }
        tree => tree,
    }
}

fn postgres_call(name: &str, mut arguments: Vec<Tree>) -> Tree {
    match (name, arguments.as_slice()) {
        ("transaction_timestamp", []) => Tree::call("now", Vec::new()),
        // The older name, which is told by a NULL that no escape was given.
        ("similar_escape", [_, Tree::Null]) => {
            arguments.truncate(1);
            Tree::call("similar_to_escape", arguments)
        }
        ("similar_escape", [_, Tree::Cast { operand, .. }]) if **operand == Tree::Null => {
            arguments.truncate(1);
            Tree::call("similar_to_escape", arguments)
        }
        ("nextval" | "currval", [_]) | ("setval", [_, _] | [_, _, _]) => {
            if let Some(first) = arguments.first_mut() {
                *first = relation_name(first);
            }
            Tree::call(name, arguments)
        }
        (
            "to_tsvector"
            | "to_tsquery"
            | "plainto_tsquery"
            | "phraseto_tsquery"
            | "websearch_to_tsquery",
            [_, _],
        ) => {
            if let Some(first) = arguments.first_mut() {
                *first = configuration_name(first);
            }
            Tree::call(name, arguments)
        }
        _ => Tree::call(name, arguments),
    }
}

/// The string in a literal, or in one that is cast to this type.
fn literal_of(tree: &Tree, type_name: &str) -> Option<String> {
    match tree {
        Tree::Text(text) => Some(text.clone()),
        Tree::Cast { operand, target } => match (operand.as_ref(), target) {
            (Tree::Text(text), DataType::Named { name, .. }) if name.name.as_str() == type_name => {
                Some(text.clone())
            }
            _ => None,
        },
        _ => None,
    }
}

/// A relation's name in a string, as `regclass` reads it: folded, and without an implied schema.
fn relation_name(tree: &Tree) -> Tree {
    let normal = literal_of(tree, "regclass").and_then(|text| {
        let tokens = tokenize(Engine::PostgreSql, &text);
        let mut names = Vec::new();
        for (index, token) in tokens.iter().enumerate() {
            if index % 2 == 1 {
                token.is_symbol(".").then_some(())?;
            } else {
                names.push(token.name(Engine::PostgreSql)?);
            }
        }
        if let [schema, _] = names.as_slice()
            && IMPLIED_SCHEMAS.contains(&schema.as_str())
        {
            names.remove(0);
        }
        let names: Vec<String> = names.iter().map(|name| quote_ident(name)).collect();
        (!names.is_empty()).then(|| Tree::Text(names.join(".")))
    });
    normal.unwrap_or_else(|| tree.clone())
}

/// A text search configuration's name: the function takes nothing else there.
fn configuration_name(tree: &Tree) -> Tree {
    literal_of(tree, "regconfig").map_or_else(
        || tree.clone(),
        |text| {
            let text = text.strip_prefix("pg_catalog.").unwrap_or(&text);
            Tree::Text(text.to_owned())
        },
    )
}

/// SQLite's synonyms (<https://sqlite.org/lang_datefunc.html>,
/// <https://sqlite.org/lang_corefunc.html>).
pub(super) fn sqlite(tree: Tree) -> Tree {
    let Some((name, arguments)) = tree.as_call() else {
        return tree;
    };
    let is_now = match arguments {
        [] => true,
        [Tree::Text(text)] => text.eq_ignore_ascii_case("now"),
        _ => false,
    };
    let keyword = |word: &str| Tree::Keyword(word.to_owned());
    match (name, arguments.len()) {
        ("datetime", _) if is_now => keyword("CURRENT_TIMESTAMP"),
        ("date", _) if is_now => keyword("CURRENT_DATE"),
        ("time", _) if is_now => keyword("CURRENT_TIME"),
        ("ifnull", 2) => Tree::call("coalesce", arguments.to_vec()),
        ("substring", 2 | 3) => Tree::call("substr", arguments.to_vec()),
        _ => tree,
    }
}
