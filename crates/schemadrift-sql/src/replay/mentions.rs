//! Owns what expressions mention: the identifiers in a text, and new spellings in their place
//! when what they name is renamed.

use std::collections::BTreeSet;

use schemadrift_core::dialect::Engine;
use schemadrift_core::expression::Expression;
use schemadrift_core::model::Column;
use schemadrift_core::name::{Name, QualifiedName};

use crate::tokens::{Kind, Token, tokenize};

/// Words that are never a name without quotes.
const RESERVED: &[&str] = &[
    "all",
    "and",
    "any",
    "as",
    "both",
    "case",
    "check",
    "collate",
    "column",
    "constraint",
    "create",
    "default",
    "distinct",
    "else",
    "end",
    "except",
    "false",
    "foreign",
    "from",
    "group",
    "having",
    "in",
    "intersect",
    "into",
    "is",
    "join",
    "limit",
    "not",
    "null",
    "on",
    "or",
    "order",
    "primary",
    "references",
    "select",
    "table",
    "then",
    "true",
    "union",
    "unique",
    "using",
    "when",
    "where",
];

/// Whether a name has to stand in quotes.
pub(super) fn is_reserved(name: &Name) -> bool {
    name.as_str() == "user" || RESERVED.contains(&name.as_str())
}

/// Whether a text mentions a column of this name. A name that is called is a function's.
pub(super) fn mentions(engine: Engine, text: &str, name: &Name) -> bool {
    let tokens = tokenize(engine, text);
    (0..tokens.len()).any(|place| names_column(engine, &tokens, place, name))
}

/// Whether a text depends on the type of a column. `IS NULL` and `IS NOT NULL` do not.
pub(super) fn depends_on_type(engine: Engine, text: &str, name: &Name) -> bool {
    let tokens = tokenize(engine, text);
    let is_null_test = |place: usize| {
        let rest: Vec<&Token<'_>> = tokens.iter().skip(place + 1).take(3).collect();
        match rest.as_slice() {
            [is, null, ..] if is.is_word("is") && null.is_word("null") => true,
            [is, not, null] => is.is_word("is") && not.is_word("not") && null.is_word("null"),
            _ => false,
        }
    };
    (0..tokens.len())
        .filter(|place| names_column(engine, &tokens, *place, name))
        .any(|place| !is_null_test(place))
}

/// The columns that a text mentions, in the table's order.
pub(super) fn columns_of(engine: Engine, text: &str, columns: &[Column]) -> Vec<Name> {
    columns
        .iter()
        .filter(|column| mentions(engine, text, &column.name))
        .map(|column| column.name.clone())
        .collect()
}

/// Gives a column its new name in an expression's text.
pub(super) fn rename(engine: Engine, expression: &mut Expression, from: &Name, to: &Name) {
    replace(engine, expression, to, |tokens, place| {
        names_column(engine, tokens, place, from)
    });
}

fn replace(
    engine: Engine,
    expression: &mut Expression,
    to: &Name,
    is_it: impl Fn(&[Token<'_>], usize) -> bool,
) {
    let tokens = tokenize(engine, &expression.text);
    let mut renamed = String::with_capacity(expression.text.len());
    let mut copied = 0;
    for (place, token) in tokens.iter().enumerate() {
        if is_it(&tokens, place) {
            renamed.push_str(&expression.text[copied..token.start]);
            renamed.push_str(&engine.dialect().quote(to.as_str()));
            copied = token.end();
        }
    }
    renamed.push_str(&expression.text[copied..]);
    expression.text = renamed;
}

fn names_column(engine: Engine, tokens: &[Token<'_>], place: usize, name: &Name) -> bool {
    let names = engine.dialect().column_names;
    column_at(engine, tokens, place).is_some_and(|own| names.same(&own, name.as_str()))
}

/// The names in a query that may be columns'.
pub(super) fn columns_in(engine: Engine, tokens: &[Token<'_>]) -> BTreeSet<String> {
    (0..tokens.len())
        .filter(|place| !is_relation(tokens, *place))
        .filter_map(|place| column_at(engine, tokens, place))
        .collect()
}

/// The name that stands here, if it may be a column's.
fn column_at(engine: Engine, tokens: &[Token<'_>], place: usize) -> Option<String> {
    let token = tokens.get(place)?;
    let is_function = engine == Engine::PostgreSql && token.is_word("user");
    if token.is_one_of(RESERVED) || is_function {
        return None;
    }
    let next = tokens.get(place + 1);
    let is_called = token.kind == Kind::Word && next.is_some_and(|next| next.is_symbol("("));
    // What follows a cast or `AS` is a type or a new name.
    let before = place.checked_sub(1).and_then(|before| tokens.get(before));
    let is_other = before.is_some_and(|before| before.is_symbol("::") || before.is_word("as"));
    if is_called || is_other {
        return None;
    }
    let own = token.name(engine)?;
    Some(engine.dialect().truncate(&own).to_owned())
}

/// Gives a type its new name where a text of PostgreSQL casts to it. `is_meant_bare` says whether a
/// cast that names no schema means it.
pub(super) fn rename_cast(
    expression: &mut Expression,
    from: &QualifiedName,
    to: &QualifiedName,
    is_meant_bare: bool,
) {
    let engine = Engine::PostgreSql;
    let quote = |name: &Name| engine.dialect().quote(name.as_str());
    let path = match &to.schema {
        Some(schema) => format!("{}.{}", quote(schema), quote(&to.name)),
        None => quote(&to.name),
    };
    let tokens = tokenize(engine, &expression.text);
    let name = |place: usize| tokens.get(place).and_then(|token| token.name(engine));
    let is_from = |place: usize| name(place).as_deref() == Some(from.name.as_str());
    let mut renamed = String::with_capacity(expression.text.len());
    let mut copied = 0;
    for (place, token) in tokens.iter().enumerate() {
        if !token.is_symbol("::") {
            continue;
        }
        let has_schema = tokens.get(place + 2).is_some_and(|dot| dot.is_symbol("."));
        let last = if has_schema { place + 3 } else { place + 1 };
        let is_there = if has_schema {
            name(place + 1).as_deref() == from.schema.as_ref().map(Name::as_str)
        } else {
            is_meant_bare
        };
        if let (Some(first), Some(end)) = (tokens.get(place + 1), tokens.get(last))
            && is_from(last)
            && is_there
        {
            renamed.push_str(&expression.text[copied..first.start]);
            renamed.push_str(&path);
            copied = end.end();
        }
    }
    renamed.push_str(&expression.text[copied..]);
    expression.text = renamed;
}

/// Whether a query reads a relation of this name.
pub(super) fn reads(engine: Engine, query: &str, name: &Name) -> bool {
    let tokens = tokenize(engine, query);
    (0..tokens.len()).any(|place| names_relation(engine, &tokens, place, name))
}

/// Gives a column its new name in a query.
pub(super) fn rename_column(engine: Engine, query: &mut Expression, from: &Name, to: &Name) {
    replace(engine, query, to, |tokens, place| {
        names_column(engine, tokens, place, from) && !is_relation(tokens, place)
    });
}

/// Gives a relation its new name in a query.
pub(super) fn rename_relation(engine: Engine, query: &mut Expression, from: &Name, to: &Name) {
    replace(engine, query, to, |tokens, place| {
        names_relation(engine, tokens, place, from)
    });
}

/// The relations that a query names, each as often as it does.
pub(super) fn relations_of(engine: Engine, tokens: &[Token<'_>]) -> Vec<QualifiedName> {
    let name = |place: usize| tokens.get(place).and_then(|token| token.name(engine));
    let is_dot = |place: usize| tokens.get(place).is_some_and(|token| token.is_symbol("."));
    (0..tokens.len())
        .filter(|place| follows_from(tokens, *place))
        .filter_map(|place| {
            let first = name(place)?;
            if !is_dot(place + 1) {
                return Some(QualifiedName::bare(first));
            }
            Some(QualifiedName::new(first, name(place + 2)?))
        })
        .collect()
}

/// Names in full the relations that a query names without a schema, as far as `full` knows them: the
/// search path may be another one later.
pub(super) fn qualify_relations(
    query: &mut Expression,
    full: impl Fn(QualifiedName) -> Option<QualifiedName>,
) {
    let engine = Engine::PostgreSql;
    let quote = |name: &Name| engine.dialect().quote(name.as_str());
    let tokens = tokenize(engine, &query.text);
    let mut qualified = String::with_capacity(query.text.len());
    let mut copied = 0;
    for (place, token) in tokens.iter().enumerate() {
        let is_path = tokens
            .get(place + 1)
            .is_some_and(|next| next.is_symbol("."));
        if !follows_from(&tokens, place) || is_path {
            continue;
        }
        let Some(name) = token.name(engine).filter(|name| !is_made(&tokens, name)) else {
            continue;
        };
        if let Some(QualifiedName {
            schema: Some(schema),
            name,
        }) = full(QualifiedName::bare(name))
        {
            qualified.push_str(&query.text[copied..token.start]);
            qualified.push_str(&format!("{}.{}", quote(&schema), quote(&name)));
            copied = token.end();
        }
    }
    qualified.push_str(&query.text[copied..]);
    query.text = qualified;
}

/// Whether a query makes a relation of this name itself: `WITH name AS (…)`.
fn is_made(tokens: &[Token<'_>], name: &str) -> bool {
    let has_with = tokens.iter().any(|token| token.is_word("with"));
    has_with
        && tokens.windows(2).any(|pair| {
            pair[0].name(Engine::PostgreSql).as_deref() == Some(name)
                && (pair[1].is_word("as") || pair[1].is_symbol("("))
        })
}

fn names_relation(engine: Engine, tokens: &[Token<'_>], place: usize, name: &Name) -> bool {
    let token = tokens.get(place).and_then(|token| token.name(engine));
    let names = engine.dialect().table_names;
    token.is_some_and(|own| names.same(&own, name.as_str())) && is_relation(tokens, place)
}

/// Whether a name stands where relations do: behind `FROM` or `JOIN`, or in front of a dot.
fn is_relation(tokens: &[Token<'_>], place: usize) -> bool {
    let is_path = tokens
        .get(place + 1)
        .is_some_and(|next| next.is_symbol("."));
    is_path || follows_from(tokens, place)
}

/// Whether a token begins what a query reads from.
fn follows_from(tokens: &[Token<'_>], place: usize) -> bool {
    let before = tokens.get(..place).unwrap_or_default();
    match before.last() {
        Some(last) if last.is_symbol(",") => before
            .iter()
            .rev()
            .find(|token| token.is_one_of(&["from", "select", "where", "by", "on", "using"]))
            .is_some_and(|clause| clause.is_word("from")),
        Some(last) => last.is_one_of(&["from", "join"]),
        None => false,
    }
}

/// The function that an expression calls at its outermost, if it does.
pub(super) fn function_called(text: &str) -> Option<String> {
    let tokens = tokenize(Engine::PostgreSql, text);
    let mut tokens = tokens.as_slice();
    // Parentheses around the whole say nothing.
    while let [first, rest @ .., last] = tokens {
        if first.is_symbol("(") && last.is_symbol(")") && closes_at_end(tokens) {
            tokens = rest;
        } else {
            break;
        }
    }
    let open = tokens.iter().position(|token| token.is_symbol("("))?;
    let is_call = closes_at_end(tokens.get(open..)?) && tokens.len() > 1;
    let is_path = |tokens: &[Token<'_>]| {
        tokens
            .iter()
            .all(|token| token.name(Engine::PostgreSql).is_some() || token.is_symbol("."))
    };
    let name = tokens.get(..open)?;
    (is_call && is_path(name))
        .then(|| name.last()?.name(Engine::PostgreSql))
        .flatten()
}

/// Whether the bracket that the tokens begin with is closed by their last one.
fn closes_at_end(tokens: &[Token<'_>]) -> bool {
    crate::tokens::closing(tokens, 0).is_some_and(|close| close + 1 == tokens.len())
}

#[cfg(test)]
mod tests {
    use schemadrift_core::dialect::Engine;
    use schemadrift_core::expression::{Expression, NormalForm};
    use schemadrift_core::name::Name;

    use super::{function_called, mentions, rename};

    #[test]
    fn names_are_told_from_functions_and_strings() {
        let mentions = |text| mentions(Engine::PostgreSql, text, &Name::from("lower"));
        assert!(mentions("lower > 0"));
        assert!(mentions("t.\"lower\" IS NULL"));
        assert!(!mentions("lower(x) = 'lower'"));
        assert!(!mentions("x::lower"));
    }

    #[test]
    fn a_renamed_column_is_renamed_everywhere() {
        let mut expression = Expression {
            text: "a > 0 AND f(a) <> 'a'".into(),
            normal: NormalForm::Rewritten(String::new()),
        };
        rename(
            Engine::PostgreSql,
            &mut expression,
            &Name::from("a"),
            &Name::from("B"),
        );
        assert_eq!(expression.text, "\"B\" > 0 AND f(\"B\") <> 'a'");
    }

    #[test]
    fn only_the_outermost_call_counts() {
        assert_eq!(function_called("lower(x)").as_deref(), Some("lower"));
        assert_eq!(function_called("((lower(x)))").as_deref(), Some("lower"));
        assert_eq!(function_called("a.f(x, g(y))").as_deref(), Some("f"));
        assert_eq!(function_called("f(x) + g(y)"), None);
        assert_eq!(function_called("a + b"), None);
        assert_eq!(function_called("(a)"), None);
    }
}
