//! Owns the constants in defaults of MySQL and MariaDB, and the form of expressions that are not
//! read further.

mod operand;
mod read;
mod temporal;

use schemadrift_core::data_type::DataType;
use schemadrift_core::dialect::Engine;
use schemadrift_core::expression::{Constant, NormalForm};

use super::constant::float_digits;
use super::number::{canonical, negated, plain_digits, signed_digits};
use super::tree::Tree;
use super::{check, opaque};
use crate::tokens::{Kind, Token, closing, decode_text, tokenize, unquote};

/// Fractional digits of a moment when none are asked for.
const DEFAULT_DIGITS: u8 = 0;

/// The tree of an expression; `None` where any of it is not known.
pub(super) fn read(engine: Engine, text: &str) -> Option<Tree> {
    read::read(engine, text)
}

/// The tokens of an expression in one spelling, outer parentheses and charset introducers gone.
pub(super) fn normal_text(engine: Engine, text: &str) -> String {
    let tokens = tokenize(engine, text);
    let inner = without_parentheses(&tokens);
    let (Some(first), Some(last)) = (inner.first(), inner.last()) else {
        return String::new();
    };
    let kept = &text[first.start..last.end()];
    let without_introducers: String = tokenize(engine, kept)
        .windows(2)
        .filter(|pair| is_introducer(&pair[0], &pair[1]))
        .map(|pair| pair[0].start..pair[0].end())
        .rev()
        .fold(kept.to_owned(), |mut text, range| {
            text.replace_range(range, " ");
            text
        });
    opaque::normal_tokens(engine, &without_introducers)
}

/// `_utf8mb4'x'`: the character set of the session that created it. `_binary` makes another value.
fn is_introducer(word: &Token<'_>, next: &Token<'_>) -> bool {
    word.kind == Kind::Word
        && word.text.starts_with('_')
        && !word.is_word("_binary")
        && matches!(next.kind, Kind::Text | Kind::Bits | Kind::Hexadecimal)
        && word.end() == next.start
}

fn without_parentheses<'a, 'b>(mut tokens: &'b [Token<'a>]) -> &'b [Token<'a>] {
    while let [open, inner @ .., _] = tokens
        && open.is_symbol("(")
        && closing(tokens, 0) == Some(tokens.len() - 1)
    {
        tokens = inner;
    }
    tokens
}

/// A default; `None` for `NULL`.
pub(super) fn default(engine: Engine, text: &str, column_type: &DataType) -> Option<NormalForm> {
    if let Err(reason) = check(engine, text) {
        return Some(NormalForm::Unreadable(reason));
    }
    let tokens = tokenize(engine, text);
    let mut inner = without_parentheses(&tokens);
    if let [word, rest @ ..] = inner
        && let [next] = rest
        && is_introducer(word, next)
    {
        inner = rest;
    }
    Some(match constant(engine, inner, column_type) {
        Some(Constant::Null) => return None,
        Some(constant) => NormalForm::Constant(constant),
        None => NormalForm::Rewritten(normal_text(engine, text)),
    })
}

fn constant(engine: Engine, tokens: &[Token<'_>], column_type: &DataType) -> Option<Constant> {
    match tokens {
        [word] if word.is_word("null") => Some(Constant::Null),
        [word] if word.is_word("true") => number("1", column_type),
        [word] if word.is_word("false") => number("0", column_type),
        [literal] => match literal.kind {
            Kind::Number => match (literal.text.strip_prefix("0x"), column_type) {
                (Some(digits), DataType::Bytes(_)) => bytes(digits, column_type),
                _ => number(&plain_digits(literal.text)?, column_type),
            },
            Kind::Text => text(&decode_text(engine, literal.text)?, column_type),
            Kind::Bits => bits(&unquote(&literal.text[1..]), column_type),
            Kind::Hexadecimal => bytes(&unquote(&literal.text[1..]), column_type),
            Kind::Word | Kind::QuotedName | Kind::Symbol => moment(tokens, column_type),
        },
        [sign, digits] if digits.kind == Kind::Number && sign.is_symbol("-") => {
            number(&negated(&plain_digits(digits.text)?), column_type)
        }
        [sign, digits] if digits.kind == Kind::Number && sign.is_symbol("+") => {
            number(&plain_digits(digits.text)?, column_type)
        }
        _ => moment(tokens, column_type),
    }
}

fn number(digits: &str, column_type: &DataType) -> Option<Constant> {
    let value = canonical(digits);
    match column_type {
        DataType::Boolean if value == "0" || value == "1" => Some(Constant::Boolean(value == "1")),
        DataType::Boolean | DataType::Integer { .. } | DataType::Year => value
            .parse::<i128>()
            .is_ok()
            .then_some(Constant::Number(value)),
        DataType::Decimal { precision } => {
            let behind = value
                .split_once('.')
                .map_or(0, |(_, fraction)| fraction.len());
            let is_kept = precision
                .is_none_or(|(_, scale)| usize::try_from(scale).is_ok_and(|scale| behind <= scale));
            is_kept.then_some(Constant::Number(value))
        }
        DataType::Float { bits } => float_digits(&value, *bits).map(Constant::Number),
        DataType::Named { name, arguments } if is_unsigned_number(name.name.as_str()) => {
            is_kept(&value, arguments.as_deref()).then_some(Constant::Number(value))
        }
        DataType::Text(_) | DataType::Varchar(_) | DataType::Char(_) => {
            Some(Constant::Text(digits.to_owned()))
        }
        DataType::Bit { .. } => {
            let value: u64 = value.parse().ok()?;
            bits(&format!("{value:b}"), column_type)
        }
        _ => None,
    }
}

/// Numbers whose shape has no name of its own: without a sign, or of a stated number of digits.
fn is_unsigned_number(name: &str) -> bool {
    let name = name.strip_suffix(" unsigned").unwrap_or(name);
    matches!(name, "decimal" | "float" | "double")
}

/// Whether the digits behind the point all fit a type's arguments.
fn is_kept(value: &str, arguments: Option<&str>) -> bool {
    let behind = value
        .split_once('.')
        .map_or(0, |(_, fraction)| fraction.len());
    let scale = arguments.map_or(Some(0), |arguments| {
        arguments
            .split_once(',')
            .map_or(Some(0), |(_, scale)| scale.trim().parse().ok())
    });
    scale.is_some_and(|scale: usize| behind <= scale)
}

fn text(content: &str, column_type: &DataType) -> Option<Constant> {
    match column_type {
        DataType::Text(_)
        | DataType::Varchar(_)
        | DataType::InlineEnum(_)
        | DataType::Set(_)
        | DataType::Json => Some(Constant::Text(content.to_owned())),
        DataType::Char(_) => Some(Constant::Text(content.trim_end_matches(' ').to_owned())),
        DataType::Bytes(_) => Some(Constant::Bytes(
            content.bytes().map(|byte| format!("{byte:02x}")).collect(),
        )),
        DataType::Boolean
        | DataType::Integer { .. }
        | DataType::Decimal { .. }
        | DataType::Float { .. }
        | DataType::Year
        | DataType::Named { .. } => number(&signed_digits(content)?, column_type),
        DataType::Date => temporal::date(content).map(Constant::Text),
        DataType::Timestamp { precision, .. } => {
            temporal::moment(content, precision.unwrap_or(DEFAULT_DIGITS)).map(Constant::Text)
        }
        DataType::Time { precision, .. } => {
            temporal::time(content, precision.unwrap_or(DEFAULT_DIGITS)).map(Constant::Text)
        }
        _ => None,
    }
}

/// A bit string is a number: zeros in front say nothing.
fn bits(digits: &str, column_type: &DataType) -> Option<Constant> {
    let digits = digits.trim_start_matches('0');
    let digits = if digits.is_empty() { "0" } else { digits };
    match column_type {
        DataType::Bit { .. } => Some(Constant::Bits(digits.to_owned())),
        DataType::Boolean if digits.len() == 1 => Some(Constant::Boolean(digits == "1")),
        _ => None,
    }
}

fn bytes(digits: &str, column_type: &DataType) -> Option<Constant> {
    let is_bytes = matches!(column_type, DataType::Bytes(_)) && digits.len().is_multiple_of(2);
    is_bytes.then(|| Constant::Bytes(digits.to_ascii_lowercase()))
}

/// `CURRENT_TIMESTAMP` and its synonyms
/// (<https://dev.mysql.com/doc/refman/en/date-and-time-functions.html>).
fn moment(tokens: &[Token<'_>], column_type: &DataType) -> Option<Constant> {
    let (name, parameters) = match tokens {
        [name] => (name, None),
        [name, open, inner @ .., close] if open.is_symbol("(") && close.is_symbol(")") => {
            (name, Some(inner))
        }
        _ => return None,
    };
    let needs_parentheses = name.is_word("now");
    let is_now = name.is_one_of(&["now", "current_timestamp", "localtime", "localtimestamp"])
        && (parameters.is_some() || !needs_parentheses);
    let DataType::Timestamp { precision, .. } = column_type else {
        return None;
    };
    let digits = match parameters {
        None | Some([]) => DEFAULT_DIGITS,
        Some([digits]) => digits.text.parse().ok()?,
        Some(_) => return None,
    };
    let kept = precision.unwrap_or(DEFAULT_DIGITS);
    is_now.then_some(Constant::Now {
        precision: (digits < kept).then_some(digits),
    })
}
