//! Owns the form of text that is not understood further: its tokens, each in one spelling.

use schemadrift_core::dialect::{Engine, Folding};
use squawk_syntax::quote::quote_quoted_ident;

use crate::tokens::{Kind, Token, decode_text, tokenize, unquote};

/// The tokens of a text in one spelling: comments and space gone, unquoted words in lower case,
/// quotes only where they matter.
pub(super) fn normal_tokens(engine: Engine, text: &str) -> String {
    joined(engine, text.len(), tokenize(engine, text))
}

/// The same, where names in this schema may be written without it.
pub(super) fn normal_tokens_in(engine: Engine, text: &str, namespace: Option<&str>) -> String {
    let tokens = tokenize(engine, text);
    let is_noise = |place| namespace.is_some_and(|own| is_of_schema(engine, &tokens, place, own));
    let kept = (0..tokens.len()).filter(|place| !is_noise(*place));
    joined(
        engine,
        text.len(),
        kept.map(|place| tokens[place]).collect(),
    )
}

/// The same of a query within an expression of PostgreSQL, without what says nothing there: the
/// schema that names without one are looked for in, and the name of a column that nobody sees.
pub(super) fn normal_query(text: &str) -> String {
    let tokens = tokenize(Engine::PostgreSql, text);
    let is_noise = |place: usize| {
        is_of_schema(Engine::PostgreSql, &tokens, place, "public")
            || is_unseen_name(&tokens, place)
            || place > 0 && is_unseen_name(&tokens, place - 1)
    };
    let kept = tokens.iter().enumerate();
    let kept = kept.filter(|(place, _)| !is_noise(*place));
    let kept = kept.map(|(_, token)| *token).collect();
    joined(Engine::PostgreSql, text.len(), kept)
}

/// Whether it is this schema in front of a name, or the point behind it.
fn is_of_schema(engine: Engine, tokens: &[Token<'_>], place: usize, namespace: &str) -> bool {
    begins_schema(engine, tokens, place, namespace)
        || place > 0 && begins_schema(engine, tokens, place - 1, namespace)
}

fn begins_schema(engine: Engine, tokens: &[Token<'_>], place: usize, namespace: &str) -> bool {
    let stands_first = place == 0 || !tokens.get(place - 1).is_some_and(|dot| dot.is_symbol("."));
    let is_name = |token: &Token<'_>| matches!(token.kind, Kind::Word | Kind::QuotedName);
    let is_it = |token: &Token<'_>| token.name(engine).is_some_and(|own| own == namespace);
    match tokens.get(place..).unwrap_or_default() {
        [schema, dot, name, ..] => {
            stands_first && is_it(schema) && dot.is_symbol(".") && is_name(name)
        }
        _ => false,
    }
}

/// Whether an `AS` begins here that names the only column of a query without a `FROM`, where the
/// query stands for a value.
fn is_unseen_name(tokens: &[Token<'_>], place: usize) -> bool {
    let (before, from_here) = tokens.split_at(place.min(tokens.len()));
    let ends_query = match from_here {
        [word, _] => word.is_word("as"),
        [word, _, close, ..] => word.is_word("as") && close.is_symbol(")"),
        _ => false,
    };
    if !ends_query {
        return false;
    }
    let mut depth = 0_usize;
    for (index, token) in before.iter().enumerate().rev() {
        if token.is_symbol(")") {
            depth += 1;
        } else if token.is_symbol("(") && depth > 0 {
            depth -= 1;
        } else if token.is_symbol("(") {
            let outside = before.get(..index).and_then(<[Token<'_>]>::last);
            let is_relation = outside.is_some_and(|token| {
                token.is_one_of(&["from", "join", "lateral"]) || token.is_symbol(",")
            });
            let is_query = before
                .get(index + 1)
                .is_some_and(|first| first.is_word("select"));
            return is_query && !is_relation;
        } else if depth == 0 && token.is_word("from") {
            return false;
        }
    }
    before.first().is_some_and(|first| first.is_word("select"))
}

fn joined(engine: Engine, length: usize, tokens: Vec<Token<'_>>) -> String {
    let mut normal = String::with_capacity(length);
    let mut previous: Option<Token<'_>> = None;
    for token in tokens {
        if previous.is_some_and(|previous| has_space(&previous, &token)) {
            normal.push(' ');
        }
        normal.push_str(&spelling(engine, &token));
        previous = Some(token);
    }
    normal
}

fn has_space(previous: &Token<'_>, next: &Token<'_>) -> bool {
    let opens = ["(", "[", ".", "::"];
    let closes = [")", "]", ",", ".", "::", ";"];
    if previous.kind == Kind::Symbol && opens.contains(&previous.text) {
        return false;
    }
    if next.kind == Kind::Symbol {
        let is_call = next.text == "(" && previous.kind != Kind::Symbol;
        return !(closes.contains(&next.text) || next.text == "[" || is_call);
    }
    true
}

fn spelling(engine: Engine, token: &Token<'_>) -> String {
    match token.kind {
        Kind::Word | Kind::Number | Kind::Bits | Kind::Hexadecimal => {
            token.text.to_ascii_lowercase()
        }
        Kind::Text => decode_text(engine, token.text)
            .map_or_else(|| token.text.to_owned(), |value| string(engine, &value)),
        Kind::QuotedName => quoted_name(engine, token.text),
        Kind::Symbol if token.text == "!=" => "<>".to_owned(),
        Kind::Symbol if token.text == "==" && engine == Engine::Sqlite => "=".to_owned(),
        Kind::Symbol => token.text.to_owned(),
    }
}

fn string(engine: Engine, value: &str) -> String {
    let value = value.replace('\'', "''");
    match engine {
        Engine::MySql | Engine::MariaDb => format!("'{}'", value.replace('\\', "\\\\")),
        Engine::PostgreSql | Engine::Sqlite => format!("'{value}'"),
    }
}

fn quoted_name(engine: Engine, text: &str) -> String {
    // Unicode escapes stay as they are.
    if text.starts_with(['u', 'U']) {
        return text.to_owned();
    }
    let name = unquote(text);
    match (engine, engine.dialect().folding) {
        (Engine::PostgreSql, Folding::Lower | Folding::AsWritten) => quote_quoted_ident(&name),
        // Whether `"x"` is a name or a string is decided by the columns there are.
        _ => engine.dialect().quote(&name),
    }
}

#[cfg(test)]
mod tests {
    use schemadrift_core::dialect::Engine;

    use super::{normal_query, normal_tokens};

    #[test]
    fn tokens_have_one_spelling() {
        let normal = |text| normal_tokens(Engine::PostgreSql, text);
        assert_eq!(
            normal("SELECT  \"a\", \"B\" -- c\nFROM T Where x != E'y'"),
            "select a, \"B\" from t where x <> 'y'"
        );
        assert_eq!(normal("f ( x :: Int [ ] )"), "f(x::int[])");
    }

    #[test]
    fn names_that_nobody_sees_say_nothing() {
        let same = |one, other| assert_eq!(normal_query(one), normal_query(other), "{one}");
        let other = |one, two| assert_ne!(normal_query(one), normal_query(two), "{one}");
        same("(SELECT auth.uid() AS uid)", "( select auth.uid() )");
        same("select f(a) as f", "select f(a)");
        same("exists(select 1 from public.t)", "exists(select 1 from t)");
        other("(select cast(x as uuid))", "(select cast(x as text))");
        other("(select a as b from t)", "(select a from t)");
        other(
            "(select row_to_json(s) from (select 1 as a) s)",
            "(select row_to_json(s) from (select 1 as b) s)",
        );
        other("(select app.f())", "(select f())");
        other("(select t.public.f)", "(select t.f)");
    }

    #[test]
    fn the_form_is_its_own_form() {
        for text in ["a.b (c, d)", "x  BETWEEN symmetric 1 and -2", "a ->> 'b'"] {
            let once = normal_tokens(Engine::PostgreSql, text);
            assert_eq!(normal_tokens(Engine::PostgreSql, &once), once);
        }
    }
}
