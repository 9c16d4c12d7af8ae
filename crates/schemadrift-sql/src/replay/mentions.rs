//! Owns what expressions mention: the identifiers in a text, and new spellings in their place
//! when what they name is renamed.

use schemadrift_core::dialect::Engine;
use schemadrift_core::expression::Expression;
use schemadrift_core::model::Column;
use schemadrift_core::name::Name;

use crate::tokens::{Kind, Token, tokenize};

/// Whether a text mentions a column of this name. A name that is called is a function's.
pub(super) fn mentions(engine: Engine, text: &str, name: &Name) -> bool {
    let tokens = tokenize(engine, text);
    (0..tokens.len()).any(|place| names_column(engine, &tokens, place, name))
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
    let tokens = tokenize(engine, &expression.text);
    let mut renamed = String::with_capacity(expression.text.len());
    let mut copied = 0;
    for (place, token) in tokens.iter().enumerate() {
        if names_column(engine, &tokens, place, from) {
            renamed.push_str(&expression.text[copied..token.start]);
            renamed.push_str(&engine.dialect().quote(to.as_str()));
            copied = token.end();
        }
    }
    renamed.push_str(&expression.text[copied..]);
    expression.text = renamed;
}

fn names_column(engine: Engine, tokens: &[Token<'_>], place: usize, name: &Name) -> bool {
    let Some(token) = tokens.get(place) else {
        return false;
    };
    let is_it = token
        .name(engine)
        .is_some_and(|own| engine.dialect().column_names.same(&own, name.as_str()));
    let next = tokens.get(place + 1);
    let is_called = token.kind == Kind::Word && next.is_some_and(|next| next.is_symbol("("));
    let is_cast = place
        .checked_sub(1)
        .and_then(|before| tokens.get(before))
        .is_some_and(|before| before.is_symbol("::"));
    is_it && !is_called && !is_cast
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
