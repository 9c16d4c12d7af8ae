//! Owns the rules about literals: signs, and casts that say what the literal is anyway.

use schemadrift_core::data_type::{DataType, TextSize};

use super::super::constant::truth_value;
use super::super::interval;
use super::super::number::{is_whole, negated, signed_digits, significant_digits};
use super::super::tree::Tree;

/// Digits that every numeric type of 64 bits holds exactly.
pub(super) const EXACT_DIGITS: usize = 15;

/// `- 1` is the number itself.
pub(super) fn fold_sign(tree: Tree) -> Tree {
    match tree {
        Tree::Prefix { operator, operand } if operator == "-" => match *operand {
            Tree::Number(digits) => Tree::Number(negated(&digits)),
            Tree::Cast { operand, target } => match *operand {
                Tree::Number(digits) => {
                    fold_cast(Tree::cast(Tree::Number(negated(&digits)), target))
                }
                operand => Tree::Prefix {
                    operator,
                    operand: Box::new(Tree::cast(operand, target)),
                },
            },
            operand => Tree::Prefix {
                operator,
                operand: Box::new(operand),
            },
        },
        tree => tree,
    }
}

/// A string that is a string first and something else later, `('now'::text)::date`: it is read
/// when the expression runs, not when it is created, so the cast to text matters.
pub(super) fn late_cast(tree: &Tree) -> Option<Tree> {
    let Tree::Cast { operand, target } = tree else {
        return None;
    };
    let Tree::Cast {
        operand: inner,
        target: first,
    } = operand.as_ref()
    else {
        return None;
    };
    let Tree::Text(_) = inner.as_ref() else {
        return None;
    };
    let is_late = is_plain_text(first) && !is_read_the_same_at_any_time(target);
    is_late.then(|| {
        Tree::cast(
            Tree::cast(inner.as_ref().clone(), DataType::Text(TextSize::Regular)),
            super::unqualified(target.clone()),
        )
    })
}

fn is_read_the_same_at_any_time(target: &DataType) -> bool {
    match target {
        DataType::Boolean
        | DataType::Integer { .. }
        | DataType::Float { .. }
        | DataType::Decimal { .. }
        | DataType::Text(_)
        | DataType::Varchar(_)
        | DataType::Char(_)
        | DataType::Json
        | DataType::Jsonb
        | DataType::Uuid => true,
        DataType::Array(element) => is_read_the_same_at_any_time(element),
        DataType::Oid
        | DataType::Money
        | DataType::Citext
        | DataType::Bytes(_)
        | DataType::Date
        | DataType::Time { .. }
        | DataType::Timestamp { .. }
        | DataType::Year
        | DataType::Interval(_)
        | DataType::Xml
        | DataType::Bit { .. }
        | DataType::Enum(_)
        | DataType::InlineEnum(_)
        | DataType::Set(_)
        | DataType::Named { .. }
        | DataType::Untyped
        | DataType::Unreadable => false,
    }
}

/// Text without a length: a cast to it changes nothing of a string.
fn is_plain_text(target: &DataType) -> bool {
    matches!(target, DataType::Text(_) | DataType::Varchar(None))
}

/// A cast of a literal to what it is anyway is the literal; a cast of an array is one of its
/// elements, as the server itself does it.
pub(super) fn fold_cast(tree: Tree) -> Tree {
    let Tree::Cast { operand, target } = tree else {
        return tree;
    };
    let target = super::unqualified(target);
    match (*operand, &target) {
        (Tree::Text(text), target) => text_cast(text, target),
        (Tree::Number(digits), target) if natural_type(&digits).as_ref() == Some(target) => {
            Tree::Number(digits)
        }
        (Tree::Boolean(value), DataType::Boolean) => Tree::Boolean(value),
        (Tree::Bits(digits), DataType::Bit { length: None, .. }) => Tree::Bits(digits),
        (Tree::Array(elements), DataType::Array(element)) if !elements.is_empty() => Tree::Array(
            elements
                .into_iter()
                .map(|part| element_cast(part, element))
                .collect(),
        ),
        (Tree::Cast { operand, target }, outer)
            if target == *outer || *operand == Tree::Array(Vec::new()) =>
        {
            Tree::cast(*operand, outer.clone())
        }
        (operand, target) => Tree::cast(operand, target.clone()),
    }
}

fn element_cast(part: Tree, element: &DataType) -> Tree {
    match part {
        // NULL has no type to lose, and dimensions are not part of the type.
        Tree::Null => Tree::Null,
        Tree::Array(_) => fold_cast(Tree::cast(part, DataType::Array(Box::new(element.clone())))),
        part => fold_cast(Tree::cast(part, element.clone())),
    }
}

fn text_cast(text: String, target: &DataType) -> Tree {
    let folded = match target {
        target if is_plain_text(target) => Some(Tree::Text(text.clone())),
        DataType::Interval(None) => {
            let text = Tree::Text(interval::canonical(&text).unwrap_or_else(|| text.clone()));
            Some(Tree::cast(text, target.clone()))
        }
        DataType::Boolean => truth_value(&text).map(Tree::Boolean),
        DataType::Integer { .. } | DataType::Decimal { .. } | DataType::Float { .. } => {
            number_cast(&text, target)
        }
        DataType::Bit {
            length: None,
            is_varying: false,
        } if text.bytes().all(|byte| matches!(byte, b'0' | b'1')) => Some(Tree::Bits(text.clone())),
        DataType::Array(element) => array_literal(&text).map(|parts| {
            if parts.is_empty() {
                Tree::cast(Tree::Array(Vec::new()), target.clone())
            } else {
                array_of(parts, element)
            }
        }),
        _ => None,
    };
    folded.unwrap_or_else(|| Tree::cast(Tree::Text(text), target.clone()))
}

fn array_of(parts: Vec<Tree>, element: &DataType) -> Tree {
    let cast = |part| match part {
        Tree::Null => Tree::Null,
        Tree::Array(parts) => array_of(parts, element),
        part => fold_cast(Tree::cast(part, element.clone())),
    };
    Tree::Array(parts.into_iter().map(cast).collect())
}

/// The number in a string that is cast to a numeric type.
fn number_cast(text: &str, target: &DataType) -> Option<Tree> {
    let digits = signed_digits(text)?;
    let is_exact = significant_digits(&digits) <= EXACT_DIGITS;
    let fits = match target {
        DataType::Integer { bits, .. } => fits_in_bits(&digits, *bits),
        DataType::Float { .. } => is_exact,
        _ => true,
    };
    if !fits {
        return None;
    }
    let number = Tree::Number(digits.clone());
    Some(if natural_type(&digits).as_ref() == Some(target) {
        number
    } else {
        Tree::cast(number, target.clone())
    })
}

fn fits_in_bits(digits: &str, bits: u8) -> bool {
    is_whole(digits)
        && match bits {
            0..=16 => digits.parse::<i16>().is_ok(),
            17..=32 => digits.parse::<i32>().is_ok(),
            _ => digits.parse::<i64>().is_ok(),
        }
}

/// The type that PostgreSQL gives a number literal
/// (<https://www.postgresql.org/docs/current/sql-syntax-lexical.html#SQL-SYNTAX-CONSTANTS-NUMERIC>).
fn natural_type(digits: &str) -> Option<DataType> {
    Some(if fits_in_bits(digits, 32) {
        DataType::integer(32)
    } else if fits_in_bits(digits, 64) {
        DataType::integer(64)
    } else {
        DataType::Decimal { precision: None }
    })
}

/// The elements of an array in its text form, `{a,"b c",NULL}`
/// (<https://www.postgresql.org/docs/current/arrays.html#ARRAYS-IO>). `None` where the text is
/// none or carries bounds.
pub(in super::super) fn array_literal(text: &str) -> Option<Vec<Tree>> {
    let mut reader = ArrayReader {
        rest: text.trim_matches(is_space),
    };
    let elements = reader.array(0)?;
    reader.rest.is_empty().then_some(elements)
}

fn is_space(character: char) -> bool {
    matches!(character, ' ' | '\t' | '\n' | '\r' | '\u{b}' | '\u{c}')
}

/// The server's own limit of dimensions.
const MOST_DIMENSIONS: usize = 6;

struct ArrayReader<'a> {
    rest: &'a str,
}

impl ArrayReader<'_> {
    fn take(&mut self, character: char) -> bool {
        match self.rest.strip_prefix(character) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    fn skip_space(&mut self) {
        self.rest = self.rest.trim_start_matches(is_space);
    }

    fn array(&mut self, depth: usize) -> Option<Vec<Tree>> {
        if depth >= MOST_DIMENSIONS || !self.take('{') {
            return None;
        }
        let mut elements = Vec::new();
        self.skip_space();
        if self.take('}') {
            return (depth == 0).then_some(elements);
        }
        loop {
            self.skip_space();
            elements.push(self.element(depth)?);
            self.skip_space();
            if self.take('}') {
                return is_regular(&elements).then_some(elements);
            }
            if !self.take(',') {
                return None;
            }
        }
    }

    fn element(&mut self, depth: usize) -> Option<Tree> {
        if self.rest.starts_with('{') {
            return self.array(depth + 1).map(Tree::Array);
        }
        if self.take('"') {
            return self.quoted().map(Tree::Text);
        }
        let end = self.rest.find(['{', '}', ',', '"', '\\'])?;
        // Backslashes outside quotes are legal and rare.
        if self.rest[end..].starts_with(['\\', '"', '{']) {
            return None;
        }
        let (element, rest) = self.rest.split_at(end);
        let element = element.trim_end_matches(is_space);
        self.rest = rest;
        match element {
            "" => None,
            null if null.eq_ignore_ascii_case("null") => Some(Tree::Null),
            element => Some(Tree::Text(element.to_owned())),
        }
    }

    fn quoted(&mut self) -> Option<String> {
        let mut value = String::new();
        let mut characters = self.rest.chars();
        loop {
            match characters.next()? {
                '"' => break,
                '\\' => value.push(characters.next()?),
                character => value.push(character),
            }
        }
        self.rest = characters.as_str();
        Some(value)
    }
}

/// Whether the parts of every dimension are of the same length.
fn is_regular(elements: &[Tree]) -> bool {
    let length = |tree: &Tree| match tree {
        Tree::Array(elements) => Some(elements.len()),
        _ => None,
    };
    elements
        .windows(2)
        .all(|pair| length(&pair[0]) == length(&pair[1]))
}

#[cfg(test)]
mod tests {
    use super::super::super::tree::Tree;
    use super::array_literal;

    #[test]
    fn array_text_is_taken_apart() {
        let text = |text: &str| Tree::Text(text.to_owned());
        assert_eq!(array_literal("{}"), Some(vec![]));
        assert_eq!(
            array_literal(r#"{a, "b ""c", NULL, "NULL"}"#),
            None,
            "a quote is doubled by a backslash only"
        );
        assert_eq!(
            array_literal(r#" {a, "b \"c", NULL, "NULL", "" } "#),
            Some(vec![
                text("a"),
                text("b \"c"),
                Tree::Null,
                text("NULL"),
                text("")
            ])
        );
        assert_eq!(
            array_literal("{{1},{2}}"),
            Some(vec![
                Tree::Array(vec![text("1")]),
                Tree::Array(vec![text("2")])
            ])
        );
        for wrong in [
            "",
            "{",
            "{a",
            "{a}}",
            "{,}",
            "{{1},2}",
            "{{1},{2,3}}",
            "[1:1]={a}",
            "{a\\b}",
        ] {
            assert_eq!(array_literal(wrong), None, "{wrong}");
        }
    }
}
