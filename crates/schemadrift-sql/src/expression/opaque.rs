//! Owns the form of text that is not understood further: its tokens, each in one spelling.

use schemadrift_core::dialect::{Engine, Folding};
use squawk_syntax::quote::quote_quoted_ident;

use crate::tokens::{Kind, Token, decode_text, tokenize, unquote};

/// The tokens of a text in one spelling: comments and space gone, unquoted words in lower case,
/// quotes only where they matter.
pub(super) fn normal_tokens(engine: Engine, text: &str) -> String {
    normal_tokens_in(engine, text, None)
}

/// The same, where names in this schema may be written without it.
pub(super) fn normal_tokens_in(engine: Engine, text: &str, namespace: Option<&str>) -> String {
    let mut normal = String::with_capacity(text.len());
    let mut previous: Option<Token<'_>> = None;
    let mut tokens = tokenize(engine, text).into_iter().peekable();
    while let Some(token) = tokens.next() {
        let is_qualified = previous.is_some_and(|previous| previous.is_symbol("."));
        let is_qualifier = tokens.peek().is_some_and(|next| next.is_symbol("."));
        if is_qualifier && !is_qualified && namespace.is_some_and(|own| names(engine, &token, own))
        {
            tokens.next();
            continue;
        }
        if previous.is_some_and(|previous| has_space(&previous, &token)) {
            normal.push(' ');
        }
        normal.push_str(&spelling(engine, &token));
        previous = Some(token);
    }
    normal
}

fn names(engine: Engine, token: &Token<'_>, name: &str) -> bool {
    token.name(engine).is_some_and(|own| own == name)
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

    use super::normal_tokens;

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
    fn the_form_is_its_own_form() {
        for text in ["a.b (c, d)", "x  BETWEEN symmetric 1 and -2", "a ->> 'b'"] {
            let once = normal_tokens(Engine::PostgreSql, text);
            assert_eq!(normal_tokens(Engine::PostgreSql, &once), once);
        }
    }
}
