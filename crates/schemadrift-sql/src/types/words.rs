//! Owns the common form of a type name: words in lower case, parameters, words after them.

use schemadrift_core::dialect::Engine;

use crate::tokens::{Kind, Token, closing, decode_text};

/// A type name taken apart: `character varying (20) collate x` is words, parameters, rest.
pub(super) struct TypeWords<'a> {
    /// The words in front, in lower case, joined by one space.
    pub(super) name: String,
    /// What stands in the parentheses, without them.
    pub(super) parameters: Option<&'a [Token<'a>]>,
    /// The words behind the parentheses, in lower case.
    pub(super) rest: Vec<String>,
}

impl<'a> TypeWords<'a> {
    /// Takes a name apart. `None` where the tokens are no type name.
    pub(super) fn read(tokens: &'a [Token<'a>]) -> Option<Self> {
        let open = tokens.iter().position(|token| token.is_symbol("("));
        let (name, parameters, rest) = match open {
            None => (tokens, None, &[][..]),
            Some(open) => {
                let close = closing(tokens, open)?;
                (
                    &tokens[..open],
                    Some(&tokens[open + 1..close]),
                    &tokens[close + 1..],
                )
            }
        };
        Some(Self {
            name: words(name)?.join(" "),
            parameters,
            rest: words(rest)?,
        })
    }

    /// The parameters as whole numbers; empty where there are none.
    pub(super) fn numbers(&self) -> Option<Vec<i64>> {
        self.parameters.map_or(Some(Vec::new()), numbers)
    }

    /// The single parameter as a length, where there is one.
    pub(super) fn length(&self) -> Option<Option<u32>> {
        match self.numbers()?.as_slice() {
            [] => Some(None),
            [length] => Some(Some(u32::try_from(*length).ok()?)),
            _ => None,
        }
    }

    /// The single parameter as fractional digits of a second, where there is one.
    pub(super) fn precision(&self) -> Option<Option<u8>> {
        match self.length()? {
            None => Some(None),
            Some(digits) => Some(Some(u8::try_from(digits).ok()?)),
        }
    }

    /// Precision and scale of an exact number, where they are given.
    pub(super) fn precision_and_scale(&self) -> Option<Option<(u32, i32)>> {
        match self.numbers()?.as_slice() {
            [] => Some(None),
            [precision] => Some(Some((u32::try_from(*precision).ok()?, 0))),
            [precision, scale] => Some(Some((
                u32::try_from(*precision).ok()?,
                i32::try_from(*scale).ok()?,
            ))),
            _ => None,
        }
    }
}

fn words(tokens: &[Token<'_>]) -> Option<Vec<String>> {
    tokens
        .iter()
        .map(|token| match token.kind {
            Kind::Word => Some(token.text.to_ascii_lowercase()),
            Kind::QuotedName => Some(crate::tokens::unquote(token.text).to_ascii_lowercase()),
            Kind::Text | Kind::Bits | Kind::Hexadecimal | Kind::Number | Kind::Symbol => None,
        })
        .collect()
}

/// Whole numbers between commas, each with an optional sign.
pub(super) fn numbers(tokens: &[Token<'_>]) -> Option<Vec<i64>> {
    tokens
        .split(|token| token.is_symbol(","))
        .map(|part| match part {
            [number] if number.kind == Kind::Number => number.text.parse().ok(),
            [sign, number] if sign.is_symbol("-") && number.kind == Kind::Number => {
                number.text.parse::<i64>().ok().map(|value| -value)
            }
            [sign, number] if sign.is_symbol("+") && number.kind == Kind::Number => {
                number.text.parse().ok()
            }
            _ => None,
        })
        .collect()
}

/// Parameters of a type that only its maker understands, in one spelling: words in lower case,
/// no space but between words.
pub(super) fn normal_arguments(engine: Engine, tokens: &[Token<'_>]) -> String {
    let mut text = String::new();
    let mut was_word = false;
    for token in tokens {
        let is_word = token.kind != Kind::Symbol;
        if was_word && is_word {
            text.push(' ');
        }
        match token.kind {
            Kind::Word | Kind::Number | Kind::Bits | Kind::Hexadecimal => {
                text.push_str(&token.text.to_ascii_lowercase());
            }
            Kind::Text => match decode_text(engine, token.text) {
                Some(value) => text.push_str(&format!("'{}'", value.replace('\'', "''"))),
                None => text.push_str(token.text),
            },
            Kind::QuotedName | Kind::Symbol => text.push_str(token.text),
        }
        was_word = is_word;
    }
    text
}

/// String literals between commas, decoded.
pub(super) fn labels(engine: Engine, tokens: &[Token<'_>]) -> Option<Vec<String>> {
    tokens
        .split(|token| token.is_symbol(","))
        .map(|part| match part {
            [label] if label.kind == Kind::Text => decode_text(engine, label.text),
            _ => None,
        })
        .collect()
}
