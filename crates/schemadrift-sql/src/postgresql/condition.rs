//! Owns the conditions of `IF`: what must be there for changes to be carried out.

use std::collections::BTreeMap;

use super::presence;
use crate::change::{Change, Guard, ObjectId, Presence};
use crate::tokens::{Kind, Token, closing};

/// A condition, as far as it is understood.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Condition {
    /// Whether this is there.
    Is(Presence, bool),
    /// All of these hold.
    All(Vec<Condition>),
    /// One of these holds.
    Any(Vec<Condition>),
    /// Something about the data, the server or a variable.
    Unknown,
}

/// What is known of the variables of a block.
#[derive(Debug, Clone, Default)]
pub(super) struct Variables {
    /// Those that hold a constant text.
    pub(super) texts: BTreeMap<String, String>,
    /// Those that hold whether something is there; `found` is one.
    pub(super) conditions: BTreeMap<String, Condition>,
}

impl Condition {
    /// This object is there.
    pub(super) fn there(object: ObjectId) -> Self {
        Self::Is(Presence::Object(object), true)
    }

    fn negated(self) -> Self {
        match self {
            Self::Is(presence, is_there) => Self::Is(presence, !is_there),
            Self::All(parts) => Self::Any(parts.into_iter().map(Self::negated).collect()),
            Self::Any(parts) => Self::All(parts.into_iter().map(Self::negated).collect()),
            Self::Unknown => Self::Unknown,
        }
    }

    /// Whether nothing of it is known.
    pub(super) fn is_unknown(&self) -> bool {
        *self == Self::Unknown
    }

    /// The changes of the two branches, guarded by the condition; `unknown` makes of them what
    /// can be said where a part of the condition is not understood.
    pub(super) fn guard(
        &self,
        then: Vec<Change>,
        otherwise: Vec<Change>,
        unknown: &dyn Fn(&[Change]) -> Vec<Change>,
    ) -> Vec<Change> {
        if then.is_empty() && otherwise.is_empty() {
            return Vec::new();
        }
        if size(&then) + size(&otherwise) > MOST_CHANGES {
            let both: Vec<Change> = then.into_iter().chain(otherwise).collect();
            return unknown(&both);
        }
        match self {
            Self::Is(presence, is_there) => {
                let guard = if *is_there {
                    Guard::IfPresent(presence.clone())
                } else {
                    Guard::IfAbsent(presence.clone())
                };
                vec![Change::Guarded {
                    guard,
                    changes: then,
                    otherwise,
                }]
            }
            Self::All(parts) => parts.iter().rev().fold(then, |then, part| {
                part.guard(then, otherwise.clone(), unknown)
            }),
            Self::Any(parts) => parts.iter().rev().fold(otherwise, |otherwise, part| {
                part.guard(then.clone(), otherwise, unknown)
            }),
            Self::Unknown => {
                let both: Vec<Change> = then.into_iter().chain(otherwise).collect();
                unknown(&both)
            }
        }
    }
}

/// The most changes that conditions guard, since each part of one may double them.
const MOST_CHANGES: usize = 2_000;

fn size(changes: &[Change]) -> usize {
    changes
        .iter()
        .map(|change| match change {
            Change::Guarded {
                changes, otherwise, ..
            } => 1 + size(changes) + size(otherwise),
            _ => 1,
        })
        .sum()
}

/// The most parts of a condition: each may double what it guards.
const MOST_PARTS: usize = 4;

/// Reads a condition.
pub(super) fn read(tokens: &[Token<'_>], variables: &Variables) -> Condition {
    let parts = tokens
        .iter()
        .filter(|token| token.is_one_of(&["and", "or", "not"]))
        .count();
    if parts > 2 * MOST_PARTS {
        return Condition::Unknown;
    }
    let alternatives = split(tokens, "or");
    if alternatives.len() > 1 {
        return all_or_nothing(alternatives, variables, Condition::Any);
    }
    let parts = split(tokens, "and");
    if parts.len() > 1 {
        return all_or_nothing(parts, variables, Condition::All);
    }
    primary(tokens, variables)
}

fn all_or_nothing(
    parts: Vec<&[Token<'_>]>,
    variables: &Variables,
    join: fn(Vec<Condition>) -> Condition,
) -> Condition {
    if parts.len() > MOST_PARTS {
        return Condition::Unknown;
    }
    let parts: Vec<Condition> = parts
        .into_iter()
        .map(|part| read(part, variables))
        .collect();
    if parts.iter().all(Condition::is_unknown) {
        return Condition::Unknown;
    }
    join(parts)
}

/// The pieces between a word that stands outside of parentheses and of `CASE`.
fn split<'a, 't>(tokens: &'t [Token<'a>], word: &str) -> Vec<&'t [Token<'a>]> {
    let (mut pieces, mut start, mut depth) = (Vec::new(), 0, 0_usize);
    for (index, token) in tokens.iter().enumerate() {
        if token.is_symbol("(") || token.is_word("case") {
            depth += 1;
        } else if token.is_symbol(")") || token.is_word("end") {
            depth = depth.saturating_sub(1);
        } else if depth == 0 && token.is_word(word) {
            pieces.push(tokens.get(start..index).unwrap_or_default());
            start = index + 1;
        }
    }
    pieces.push(tokens.get(start..).unwrap_or_default());
    pieces
}

fn primary(tokens: &[Token<'_>], variables: &Variables) -> Condition {
    understood(tokens, variables).unwrap_or(Condition::Unknown)
}

fn understood(tokens: &[Token<'_>], variables: &Variables) -> Option<Condition> {
    match tokens {
        [not, rest @ ..] if not.is_word("not") => Some(read(rest, variables).negated()),
        [exists, open, ..] if exists.is_word("exists") && open.is_symbol("(") => {
            let close = closing(tokens, 1)?;
            let condition = presence::of_query(tokens.get(2..close)?)?;
            compared(condition, tokens.get(close + 1..)?)
        }
        [open, ..] if open.is_symbol("(") => {
            let close = closing(tokens, 0)?;
            let (inner, behind) = (tokens.get(1..close)?, tokens.get(close + 1..)?);
            parenthesised(inner, behind, variables)
        }
        [function, open, argument, close, rest @ ..]
            if open.is_symbol("(") && close.is_symbol(")") =>
        {
            let condition = presence::of_lookup(function, argument)?;
            held_against_null(condition, rest)
        }
        [variable, rest @ ..] if variable.kind == Kind::Word => {
            let name = variable.text.to_ascii_lowercase();
            compared(variables.conditions.get(&name)?.clone(), rest)
        }
        _ => None,
    }
}

/// A condition, a count of what is there, or a name that is looked up.
fn parenthesised(
    inner: &[Token<'_>],
    behind: &[Token<'_>],
    variables: &Variables,
) -> Option<Condition> {
    if let Some(condition) = counting(inner, behind) {
        return Some(condition);
    }
    if behind.is_empty() {
        let asked = match inner {
            [select, asked @ ..] if select.is_word("select") => asked,
            condition => condition,
        };
        return Some(read(asked, variables));
    }
    match inner {
        [select, function, open, argument, close]
            if select.is_word("select") && open.is_symbol("(") && close.is_symbol(")") =>
        {
            held_against_null(presence::of_lookup(function, argument)?, behind)
        }
        [select, exists, ..] if select.is_word("select") && exists.is_word("exists") => {
            compared(understood(inner.get(1..)?, variables)?, behind)
        }
        _ => compared(read(inner, variables), behind),
    }
}

/// `(SELECT count(*) FROM …) = 0`, `(SELECT count(*) = 0 FROM …)`.
fn counting(inner: &[Token<'_>], behind: &[Token<'_>]) -> Option<Condition> {
    let (count, rest) = inner.split_at_checked(5)?;
    let is_count = matches!(count, [select, count, open, _, close]
        if select.is_word("select")
            && count.is_word("count")
            && open.is_symbol("(")
            && close.is_symbol(")"));
    if !is_count {
        return None;
    }
    let (held, from) = rest.split_at(rest.iter().position(|token| token.is_word("from"))?);
    let things = presence::of_each(&[count, from].concat())?;
    counted(things, if behind.is_empty() { held } else { behind })
}

/// `= 0`, `> 0` and the like behind a count of things, each of which is there or not.
fn counted(mut things: Vec<Condition>, behind: &[Token<'_>]) -> Option<Condition> {
    let [operator, number] = behind else {
        return None;
    };
    let only = (things.len() == 1).then(|| things.pop()).flatten();
    let of_all = |is_there: bool| match (&only, is_there) {
        (Some(only), true) => only.clone(),
        (Some(only), false) => only.clone().negated(),
        (None, true) => Condition::All(things.clone()),
        (None, false) => Condition::Any(things.clone()).negated(),
    };
    let count = if only.is_some() { 1 } else { things.len() };
    match number.text {
        "0" if operator.is_symbol("=") => Some(of_all(false)),
        "0" if operator.is_symbol(">") => Some(of_all(false).negated()),
        number if operator.is_symbol("=") && number == count.to_string() => Some(of_all(true)),
        _ => None,
    }
}

/// `= false`, `IS TRUE` and the like behind a condition.
fn compared(condition: Condition, behind: &[Token<'_>]) -> Option<Condition> {
    match behind {
        [] => Some(condition),
        [is, truth] if is.is_symbol("=") || is.is_word("is") => {
            if truth.is_word("true") {
                Some(condition)
            } else if truth.is_word("false") {
                Some(condition.negated())
            } else {
                None
            }
        }
        _ => None,
    }
}

/// `IS NULL` or `IS NOT NULL` behind a name that is looked up.
fn held_against_null(condition: Condition, behind: &[Token<'_>]) -> Option<Condition> {
    match behind {
        [is, null] if is.is_word("is") && null.is_word("null") => Some(condition.negated()),
        [is, not, null] if is.is_word("is") && not.is_word("not") && null.is_word("null") => {
            Some(condition)
        }
        _ => None,
    }
}
