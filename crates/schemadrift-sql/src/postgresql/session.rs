//! Owns statements about the session and its transactions: where unqualified names live, and what
//! is taken back together.

use schemadrift_core::dialect::Engine;
use schemadrift_core::name::Name;

use super::reader::token_name;
use crate::change::Change;
use crate::tokens::{Kind, Token, decode_text, tokenize};

/// What a statement about the session does; `None` for another statement.
pub(super) fn changes(tokens: &[Token<'_>]) -> Option<Vec<Change>> {
    transaction(tokens)
        .or_else(|| set(tokens).map(|path| vec![path]))
        .or_else(|| set_config(tokens).map(|path| vec![path]))
}

fn transaction(tokens: &[Token<'_>]) -> Option<Vec<Change>> {
    let [first, rest @ ..] = tokens else {
        return None;
    };
    let second_is = |word: &str| rest.first().is_some_and(|token| token.is_word(word));
    let goes_on = rest
        .windows(2)
        .any(|pair| matches!(pair, [and, chain] if and.is_word("and") && chain.is_word("chain")));
    let begins = if goes_on {
        vec![Change::Begin]
    } else {
        Vec::new()
    };
    let ends = |change| Some(std::iter::once(change).chain(begins).collect());
    if first.is_word("begin") || (first.is_word("start") && second_is("transaction")) {
        return Some(vec![Change::Begin]);
    }
    if first.is_one_of(&["commit", "end"]) {
        return if second_is("prepared") {
            Some(Vec::new())
        } else {
            ends(Change::Commit)
        };
    }
    if first.is_one_of(&["rollback", "abort"]) {
        let is_partial = rest
            .iter()
            .any(|token| token.is_one_of(&["to", "prepared"]));
        return if is_partial {
            Some(Vec::new())
        } else {
            ends(Change::Rollback)
        };
    }
    None
}

/// `SET search_path`, `SET SCHEMA`, `RESET search_path` and their like.
fn set(tokens: &[Token<'_>]) -> Option<Change> {
    match tokens {
        [reset, target] if reset.is_word("reset") && target.is_one_of(&["search_path", "all"]) => {
            Some(Change::SearchPath(None))
        }
        [discard, all] if discard.is_word("discard") && all.is_word("all") => {
            Some(Change::SearchPath(None))
        }
        [set, scope, rest @ ..] if set.is_word("set") && scope.is_one_of(&["local", "session"]) => {
            assignment(rest)
        }
        [set, rest @ ..] if set.is_word("set") => assignment(rest),
        _ => None,
    }
}

fn assignment(tokens: &[Token<'_>]) -> Option<Change> {
    match tokens {
        [schema, value] if schema.is_word("schema") => Some(Change::SearchPath(Some(schemas(
            std::slice::from_ref(value),
        )))),
        [path, to, values @ ..]
            if path.is_word("search_path") && (to.is_word("to") || to.is_symbol("=")) =>
        {
            let is_default = matches!(values, [only] if only.is_word("default"));
            Some(Change::SearchPath((!is_default).then(|| schemas(values))))
        }
        _ => None,
    }
}

/// The schemas of a list. That of the user's own name is left out: hardly anybody has one.
fn schemas(tokens: &[Token<'_>]) -> Vec<Name> {
    tokens
        .iter()
        .filter_map(|token| match token.kind {
            Kind::Text => decode_text(Engine::PostgreSql, token.text).map(Name::new),
            _ => token_name(token),
        })
        .filter(|name| !matches!(name.as_str(), "" | "$user"))
        .collect()
}

/// `SELECT set_config('search_path', 'a, b', false)`.
fn set_config(tokens: &[Token<'_>]) -> Option<Change> {
    if !tokens
        .first()
        .is_some_and(|first| first.is_one_of(&["select", "perform"]))
    {
        return None;
    }
    let call = tokens
        .iter()
        .position(|token| token.is_word("set_config"))?;
    let [open, name, comma, value, ..] = tokens.get(call + 1..)? else {
        return None;
    };
    let is_path = open.is_symbol("(")
        && decode_text(Engine::PostgreSql, name.text).as_deref() == Some("search_path")
        && comma.is_symbol(",")
        && value.kind == Kind::Text;
    if !is_path {
        return None;
    }
    let value = decode_text(Engine::PostgreSql, value.text)?;
    Some(Change::SearchPath(Some(schemas(&tokenize(
        Engine::PostgreSql,
        &value,
    )))))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path(text: &str) -> Option<Option<Vec<String>>> {
        match changes(&tokenize(Engine::PostgreSql, text))?.as_slice() {
            [Change::SearchPath(path)] => Some(
                path.as_ref()
                    .map(|path| path.iter().map(|name| name.as_str().to_owned()).collect()),
            ),
            _ => None,
        }
    }

    #[test]
    fn every_way_to_set_the_path_is_read() {
        let some =
            |names: &[&str]| Some(Some(names.iter().map(|name| (*name).to_owned()).collect()));
        assert_eq!(
            path("SET search_path TO App, \"Public\""),
            some(&["app", "Public"])
        );
        assert_eq!(path("set local search_path = 'a'"), some(&["a"]));
        assert_eq!(
            path("SET SESSION search_path TO \"$user\", public"),
            some(&["public"])
        );
        assert_eq!(path("SET SCHEMA 'x'"), some(&["x"]));
        assert_eq!(path("SET search_path TO DEFAULT"), Some(None));
        assert_eq!(path("RESET search_path"), Some(None));
        assert_eq!(path("RESET ALL"), Some(None));
        assert_eq!(path("DISCARD ALL"), Some(None));
        assert_eq!(
            path("SELECT pg_catalog.set_config('search_path', '', false)"),
            some(&[])
        );
        assert_eq!(
            path("SELECT set_config('search_path', 'a, \"B\"', true)"),
            some(&["a", "B"])
        );
        assert_eq!(path("SELECT set_config('lock_timeout', '1s', true)"), None);
        assert_eq!(path("SET lock_timeout = '1s'"), None);
        assert_eq!(path("SET search_path FROM CURRENT"), None);
    }

    #[test]
    fn transactions_begin_and_end() {
        let changes = |text| changes(&tokenize(Engine::PostgreSql, text));
        assert_eq!(changes("BEGIN"), Some(vec![Change::Begin]));
        assert_eq!(
            changes("START TRANSACTION READ WRITE"),
            Some(vec![Change::Begin])
        );
        assert_eq!(changes("END"), Some(vec![Change::Commit]));
        assert_eq!(changes("COMMIT WORK"), Some(vec![Change::Commit]));
        assert_eq!(
            changes("COMMIT AND CHAIN"),
            Some(vec![Change::Commit, Change::Begin])
        );
        assert_eq!(changes("COMMIT AND NO CHAIN"), Some(vec![Change::Commit]));
        assert_eq!(changes("COMMIT PREPARED 'x'"), Some(Vec::new()));
        assert_eq!(changes("ABORT"), Some(vec![Change::Rollback]));
        assert_eq!(changes("ROLLBACK TO SAVEPOINT a"), Some(Vec::new()));
        assert_eq!(changes("SAVEPOINT a"), None);
    }
}
