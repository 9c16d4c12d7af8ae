//! Owns calls of routines: how a statement calls one, and what one does that a script has made.

use schemadrift_core::dialect::Engine;
use schemadrift_core::name::{Name, QualifiedName};
use schemadrift_core::origin::Location;

use super::reader::{Reader, token_name};
use super::touched::{Depth, names};
use super::{block, condition::Variables, dynamic};
use crate::change::{Call, Change};
use crate::place::Place;
use crate::tokens::{Kind, Token, closing, decode_text, tokenize};

/// The calls of a `SELECT`, a `PERFORM` or a `CALL`; the tokens are those of the statement.
pub(super) fn calls(
    reader: &Reader<'_>,
    tokens: &[Token<'_>],
    variables: &Variables,
) -> Vec<Change> {
    let Some((first, rest)) = tokens.split_first() else {
        return Vec::new();
    };
    if !first.is_one_of(&["select", "perform", "call"]) {
        return Vec::new();
    }
    let end = rest.iter().position(|token| {
        token.is_one_of(&["from", "into", "where", "union", "limit", "order"])
            || token.is_symbol(";")
    });
    let targets = rest.get(..end.unwrap_or(rest.len())).unwrap_or_default();
    let is_certain = end.is_none_or(|end| {
        rest.get(end)
            .is_some_and(|token| token.is_one_of(&["into"]))
    });
    dynamic::separated(targets)
        .into_iter()
        .filter_map(|target| {
            let (routine, arguments) = called(target)?;
            Some(Change::Call(Box::new(Call {
                routine,
                arguments: dynamic::separated(arguments)
                    .into_iter()
                    .filter(|argument| !argument.is_empty())
                    .map(|argument| dynamic::constant(without_cast(argument), variables))
                    .collect(),
                is_certain,
                touches: names(arguments, Depth::InLiterals),
                origin: reader.place.enclosing(first.start..target.last()?.end()),
            })))
        })
        .collect()
}

/// The routine that an expression calls, and the tokens of its arguments.
fn called<'a, 't>(target: &'t [Token<'a>]) -> Option<(QualifiedName, &'t [Token<'a>])> {
    let open = target.iter().position(|token| token.is_symbol("("))?;
    let routine = match target.get(..open)? {
        [name] => QualifiedName::bare(token_name(name)?),
        [schema, dot, name] if dot.is_symbol(".") => QualifiedName {
            schema: Some(token_name(schema)?),
            name: token_name(name)?,
        },
        _ => return None,
    };
    let is_own = routine
        .schema
        .as_ref()
        .is_none_or(|schema| schema.as_str() != "pg_catalog");
    let close = closing(target, open)?;
    is_own.then_some((routine, target.get(open + 1..close)?))
}

/// An argument without the type that it is cast to.
fn without_cast<'a, 't>(argument: &'t [Token<'a>]) -> &'t [Token<'a>] {
    let end = argument.iter().position(|token| token.is_symbol("::"));
    argument
        .get(..end.unwrap_or(argument.len()))
        .unwrap_or_default()
}

/// What a call does, by the statement that made the routine. `None` where the routine does not
/// take so many arguments.
pub(crate) fn of_routine(
    location: &Location,
    definition: &str,
    arguments: &[Option<String>],
) -> Option<Vec<Change>> {
    let tokens = tokenize(Engine::PostgreSql, definition);
    let open = tokens.iter().position(|token| token.is_symbol("("))?;
    let close = closing(&tokens, open)?;
    let parameters = parameters(tokens.get(open + 1..close)?);
    if arguments.len() > parameters.len() {
        return None;
    }
    let behind = tokens.get(close + 1..)?;
    let Some(body) = body(behind) else {
        // Written in another language, or as an expression that changes nothing.
        return Some(Vec::new());
    };
    let text = put_in(&body, &parameters, arguments);
    let reader = Reader::new(Place::made(location), &text);
    Some(if is_plpgsql(behind) {
        block::of_body(&reader)
    } else {
        dynamic::of_script(&reader)
    })
}

/// The names that stand in the statement that made a routine, literals included.
pub(crate) fn names_in(definition: &str) -> Vec<Name> {
    names(&tokenize(Engine::PostgreSql, definition), Depth::InLiterals)
}

/// The names of the parameters that a call gives values to; `None` for one without a name.
fn parameters(tokens: &[Token<'_>]) -> Vec<Option<Name>> {
    dynamic::separated(tokens)
        .into_iter()
        .filter(|parameter| !parameter.is_empty())
        .filter(|parameter| !parameter.first().is_some_and(|mode| mode.is_word("out")))
        .map(|parameter| match parameter {
            [mode, name, ..] if mode.is_one_of(&["in", "inout", "variadic"]) => token_name(name),
            [name, _, ..] => token_name(name),
            _ => None,
        })
        .collect()
}

/// The text behind `AS`.
fn body(tokens: &[Token<'_>]) -> Option<String> {
    let body = tokens.windows(2).find_map(|pair| match pair {
        [word, text] if word.is_word("as") && text.kind == Kind::Text => Some(text),
        _ => None,
    })?;
    decode_text(Engine::PostgreSql, body.text)
}

fn is_plpgsql(tokens: &[Token<'_>]) -> bool {
    tokens.windows(2).any(|pair| {
        matches!(pair, [word, language]
            if word.is_word("language") && block::is_plpgsql(language))
    })
}

/// The body with constants in place of the parameters that have one.
fn put_in(body: &str, parameters: &[Option<Name>], arguments: &[Option<String>]) -> String {
    let tokens = tokenize(Engine::PostgreSql, body);
    let (mut text, mut written) = (String::with_capacity(body.len()), 0);
    let is_dot = |place: usize| tokens.get(place).is_some_and(|token| token.is_symbol("."));
    for (place, token) in tokens.iter().enumerate() {
        let is_part = (place > 0 && is_dot(place - 1)) || is_dot(place + 1);
        let value = value_of(token, parameters, arguments).filter(|_| !is_part);
        if let Some(value) = value {
            text.push_str(body.get(written..token.start).unwrap_or_default());
            text.push_str(&dynamic::quoted(value));
            written = token.end();
        }
    }
    text.push_str(body.get(written..).unwrap_or_default());
    text
}

/// The constant that a token stands for, as the name of a parameter or as `$1`.
fn value_of<'v>(
    token: &Token<'_>,
    parameters: &[Option<Name>],
    arguments: &'v [Option<String>],
) -> Option<&'v String> {
    let place = if let Some(number) = token.text.strip_prefix('$') {
        number.parse::<usize>().ok()?.checked_sub(1)?
    } else {
        let name = token_name(token)?;
        parameters
            .iter()
            .position(|own| own.as_ref() == Some(&name))?
    };
    arguments.get(place)?.as_ref()
}
