//! SQLite's DDL (<https://sqlite.org/lang_createtable.html>).

use schemadrift_core::data_type::ColumnType;
use schemadrift_core::dialect::Engine;
use schemadrift_core::model::{Column, ForeignKey, Increment, Index, IndexKey, Table, Validity};
use schemadrift_core::name::{Name, QualifiedName};

use super::grammar::{ColumnStyle, Comments, Grammar, Numbering, Routines};
use crate::type_name::type_name;

pub(crate) static SQLITE: Grammar = Grammar {
    engine: Engine::Sqlite,
    column_type,
    default_term: |text, _| default_term(text),
    numbering,
    has_catalog_objects: false,
    has_pair_keys: false,
    can_add_constraints: false,
    has_index_details: false,
    has_materialized_views: false,
    has_partitions: false,
    comments: Comments::Nowhere,
    has_prefixes: false,
    has_index_kinds: false,
    hidden_index: None,
    has_unenforced_checks: false,
    column_style: ColumnStyle::Standard,
    routines: Routines::None,
    allows_no_columns: false,
    index_name,
    constraint_name,
    foreign_key_objection,
};

/// The declared text where it is safe to repeat, since any text is a type and decides the affinity;
/// else a word for the shape.
fn column_type(column_type: &ColumnType) -> Option<String> {
    let text = column_type.text.trim();
    let is_plain = text.chars().all(|character| {
        character.is_ascii_alphanumeric() || matches!(character, '_' | ' ' | '(' | ')' | ',')
    });
    let starts_with_letter = text.starts_with(|first: char| first.is_ascii_alphabetic());
    if is_plain && starts_with_letter {
        Some(text.to_owned())
    } else {
        type_name(Engine::Sqlite, &column_type.shape)
    }
}

/// `DEFAULT` takes a literal or a word, and everything else in parentheses only
/// (<https://sqlite.org/lang_createtable.html#the_default_clause>).
fn default_term(expression: &str) -> String {
    let text = expression.trim();
    if is_literal(text) {
        text.to_owned()
    } else if text.contains("--") {
        format!("({text}\n)")
    } else {
        format!("({text})")
    }
}

fn is_literal(text: &str) -> bool {
    let is_word = |text: &str| {
        let rest = text.trim_start_matches(|character: char| {
            character.is_alphanumeric() || matches!(character, '_' | '.')
        });
        rest.is_empty() && !text.is_empty()
    };
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    let blob = text.strip_prefix(['x', 'X']).unwrap_or(text);
    is_word(unsigned) || is_quoted(blob, '\'') || is_quoted(text, '"') || is_quoted(text, '`')
}

/// Whether a text is one quoted text as a whole, quotes inside doubled.
fn is_quoted(text: &str, quote: char) -> bool {
    text.strip_prefix(quote)
        .and_then(|rest| rest.strip_suffix(quote))
        .is_some_and(|inner| {
            inner
                .split(&quote.to_string().repeat(2))
                .all(|part| !part.contains(quote))
        })
}

/// Only a primary key of the exact type `INTEGER` is the rowid and numbers itself
/// (<https://sqlite.org/lang_createtable.html#rowid>).
fn numbering(table: &Table, column: &Column) -> Numbering {
    let Some(Some(increment)) = column.increment.get() else {
        return Numbering::default();
    };
    let is_alone_in_key = table.primary_key_columns() == std::slice::from_ref(&column.name);
    if !is_alone_in_key {
        return Numbering {
            objection: Some("only a primary key of one column numbers itself in SQLite"),
            ..Numbering::default()
        };
    }
    let clause = match increment {
        Increment::RowId => "PRIMARY KEY",
        Increment::Auto | Increment::Serial { .. } | Increment::Identity { .. } => {
            "PRIMARY KEY AUTOINCREMENT"
        }
    };
    Numbering {
        type_text: Some("INTEGER".to_owned()),
        clause: Some(clause.to_owned()),
        holds_primary_key: true,
        ..Numbering::default()
    }
}

/// Every index needs a name here.
pub(crate) fn index_name(table: &QualifiedName, index: &Index) -> Option<Name> {
    let stated = index.name.get().and_then(constraint_name);
    let invented = || {
        let parts: Vec<&str> = index
            .parts
            .iter()
            .map(|part| match &part.key {
                IndexKey::Column(name) => name.as_str(),
                IndexKey::Expression(_) => "expr",
            })
            .collect();
        Name::new(format!("{}_{}_idx", table.name, parts.join("_")))
    };
    Some(stated.cloned().unwrap_or_else(invented))
}

/// Names that begin with `sqlite_` are the database's own and refused.
fn constraint_name(name: &Name) -> Option<&Name> {
    let is_internal = name
        .as_str()
        .get(..7)
        .is_some_and(|prefix| prefix.eq_ignore_ascii_case("sqlite_"));
    (!is_internal).then_some(name)
}

fn foreign_key_objection(key: &ForeignKey) -> Option<&'static str> {
    match key.validity.get() {
        Some(Validity::NotValid | Validity::NotEnforced) => Some(
            "SQLite knows no foreign keys that rows are not held to; it is written as one that they are",
        ),
        Some(Validity::Valid) | None => None,
    }
}
