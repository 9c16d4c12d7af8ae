//! Owns constants as PostgreSQL's columns store them: literals, casts between types whose
//! conversion is certain, arrays, and the moments that defaults ask for.

use schemadrift_core::data_type::DataType;
use schemadrift_core::expression::Constant;

use super::super::number::{canonical, is_whole, signed_digits};
use super::super::rules::{array_literal, same_type};
use super::super::temporal;
use super::super::tree::Tree;
use super::{encoded, float_digits, truth_value};

/// Fractional digits of a timestamp without a precision.
const FULL_PRECISION: u8 = 6;

/// How a value comes to its type: an explicit cast cuts what is too long, an assignment refuses.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Conversion {
    Cast,
    Assignment,
}

/// The constant that a default is for a column of this type.
pub(in super::super) fn constant(tree: &Tree, column_type: &DataType) -> Option<Constant> {
    value(tree, column_type, Conversion::Assignment)
}

fn value(tree: &Tree, target: &DataType, conversion: Conversion) -> Option<Constant> {
    match tree {
        Tree::Null => Some(Constant::Null),
        Tree::Boolean(truth) => match target {
            DataType::Boolean => Some(Constant::Boolean(*truth)),
            target if is_text(target) => text(&truth.to_string(), target, conversion),
            _ => None,
        },
        Tree::Number(digits) => number(digits, target, conversion),
        Tree::Text(content) => text(content, target, conversion),
        Tree::Bits(digits) => bits(digits, target, conversion),
        Tree::Array(elements) => match target {
            DataType::Array(element) => array(elements, element, conversion),
            _ => None,
        },
        Tree::Keyword(word) if word == "CURRENT_DATE" => match target {
            DataType::Date | DataType::Timestamp { .. } => Some(Constant::Today),
            _ => None,
        },
        Tree::Call { .. } => moment(tree, target),
        Tree::Cast {
            operand,
            target: first,
        } => converted(operand, first, target, conversion),
        _ => None,
    }
}

fn is_text(target: &DataType) -> bool {
    matches!(
        target,
        DataType::Text(_) | DataType::Varchar(_) | DataType::Char(_) | DataType::Citext
    )
}

fn is_number(target: &DataType) -> bool {
    matches!(
        target,
        DataType::Integer { .. }
            | DataType::Decimal { .. }
            | DataType::Float { .. }
            | DataType::Oid
    )
}

/// A value that is cast to one type and then becomes another.
fn converted(
    operand: &Tree,
    first: &DataType,
    target: &DataType,
    conversion: Conversion,
) -> Option<Constant> {
    // Only the column knows that the name is an enum's.
    let first = match target {
        DataType::Enum(_) if same_type(first, target) => target,
        _ => first,
    };
    let inner = value(operand, first, Conversion::Cast)?;
    match (&inner, first, target) {
        (Constant::Number(digits), first, target) if is_number(first) && is_number(target) => {
            // What a binary fraction shows of itself depends on the width that shows it.
            let is_binary = matches!(first, DataType::Float { .. }) && first != target;
            (!is_binary || is_whole(digits)).then_some(())?;
            number(digits, target, conversion)
        }
        (Constant::Number(digits), first, DataType::Money)
            if is_number(first) && !matches!(first, DataType::Float { .. }) =>
        {
            number(digits, target, conversion)
        }
        (Constant::Number(_), DataType::Money, DataType::Money) => Some(inner),
        // An integer is text by its digits; other numbers show a scale that is lost here.
        (Constant::Number(digits), DataType::Integer { .. }, target) if is_text(target) => {
            text(digits, target, conversion)
        }
        (Constant::Text(content), first, target) if is_text(first) && is_text(target) => {
            text(content, target, conversion)
        }
        (Constant::Now { precision }, DataType::Timestamp { .. }, target) => {
            let digits = precision.or(fractional_digits(first));
            now_as(digits, Some(first), target)
        }
        (Constant::Today, DataType::Date, DataType::Date | DataType::Timestamp { .. }) => {
            Some(Constant::Today)
        }
        (Constant::Array(_), DataType::Array(_), DataType::Array(_)) => {
            value(operand, target, conversion)
        }
        // The text of a moment is checked again: the column may keep fewer digits.
        (Constant::Text(content), first, target)
            if same_type(first, target) && !matches!(first, DataType::Array(_)) =>
        {
            match target {
                DataType::Date | DataType::Time { .. } | DataType::Timestamp { .. } => {
                    temporal::canonical(content, target).map(Constant::Text)
                }
                _ => Some(inner),
            }
        }
        (Constant::Bits(digits), DataType::Bit { .. }, target) => bits(digits, target, conversion),
        (Constant::Boolean(_) | Constant::Bytes(_), first, target) if first == target => {
            Some(inner)
        }
        _ => None,
    }
}

fn number(digits: &str, target: &DataType, conversion: Conversion) -> Option<Constant> {
    let value = canonical(digits);
    let digits_behind_point = value
        .split_once('.')
        .map_or(0, |(_, fraction)| fraction.len());
    match target {
        DataType::Integer { bits, .. } => {
            let fits = match bits {
                0..=16 => value.parse::<i16>().is_ok(),
                17..=32 => value.parse::<i32>().is_ok(),
                _ => value.parse::<i64>().is_ok(),
            };
            fits.then_some(Constant::Number(value))
        }
        DataType::Oid => value
            .parse::<u32>()
            .is_ok()
            .then_some(Constant::Number(value)),
        DataType::Decimal { precision } => {
            let is_kept = precision.is_none_or(|(_, scale)| {
                scale >= 0 && usize::try_from(scale).is_ok_and(|scale| digits_behind_point <= scale)
            });
            is_kept.then_some(Constant::Number(value))
        }
        DataType::Float { bits } => float_digits(&value, *bits).map(Constant::Number),
        // The locale decides how many digits are kept: two nearly everywhere, never more than
        // these are needed.
        DataType::Money => (digits_behind_point <= 2).then_some(Constant::Number(value)),
        DataType::Boolean if is_whole(&value) => Some(Constant::Boolean(value != "0")),
        target if is_text(target) => text(digits, target, conversion),
        _ => None,
    }
}

fn text(content: &str, target: &DataType, conversion: Conversion) -> Option<Constant> {
    let constant = match target {
        DataType::Text(_) | DataType::Citext | DataType::Varchar(None) | DataType::Enum(_) => {
            Constant::Text(content.to_owned())
        }
        DataType::Varchar(Some(length)) => Constant::Text(limited(content, *length, conversion)?),
        DataType::Char(length) => {
            let content = match length {
                Some(length) => limited(content, *length, conversion)?,
                None => content.to_owned(),
            };
            // Blanks at the end are padding.
            Constant::Text(content.trim_end_matches(' ').to_owned())
        }
        DataType::Boolean => Constant::Boolean(truth_value(content)?),
        DataType::Integer { .. } => {
            let digits = signed_digits(content).filter(|digits| is_whole(digits))?;
            return number(&digits, target, conversion);
        }
        DataType::Decimal { .. } | DataType::Float { .. } | DataType::Oid => {
            return number(&signed_digits(content)?, target, conversion);
        }
        DataType::Json | DataType::Jsonb => Constant::Text(content.to_owned()),
        DataType::Uuid => Constant::Text(encoded::uuid(content)?),
        DataType::Bytes(_) => Constant::Bytes(encoded::bytea(content)?),
        DataType::Bit { .. } => return bits(content, target, conversion),
        DataType::Date | DataType::Time { .. } | DataType::Timestamp { .. } => {
            Constant::Text(temporal::canonical(content, target)?)
        }
        DataType::Array(element) => return array(&array_literal(content)?, element, conversion),
        DataType::Money => return number(&dollars(content)?, target, conversion),
        DataType::Year
        | DataType::Interval(_)
        | DataType::Xml
        | DataType::InlineEnum(_)
        | DataType::Set(_)
        | DataType::Named { .. }
        | DataType::Untyped
        | DataType::Unreadable => return None,
    };
    Some(constant)
}

/// The digits of an amount as locales with the dollar print it. How any other text is read is
/// decided by the server's locale
/// (<https://www.postgresql.org/docs/current/datatype-money.html>).
fn dollars(text: &str) -> Option<String> {
    let (sign, amount) = match text.strip_prefix('-') {
        Some(amount) => ("-", amount),
        None => ("", text),
    };
    let (whole, cents) = amount.strip_prefix('$')?.split_once('.')?;
    let mut groups = whole.split(',');
    let first = groups.next()?;
    let are_digits = |part: &str, count: std::ops::RangeInclusive<usize>| {
        count.contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit())
    };
    let is_amount = are_digits(first, 1..=3)
        && groups.all(|group| are_digits(group, 3..=3))
        && are_digits(cents, 2..=2);
    is_amount.then(|| format!("{sign}{}.{cents}", whole.replace(',', "")))
}

/// A string in a type with a length: a cast cuts it, an assignment of one too long fails.
fn limited(content: &str, length: u32, conversion: Conversion) -> Option<String> {
    let length = usize::try_from(length).ok()?;
    let is_short = content.chars().count() <= length;
    match conversion {
        _ if is_short => Some(content.to_owned()),
        Conversion::Cast => Some(content.chars().take(length).collect()),
        Conversion::Assignment => None,
    }
}

fn bits(digits: &str, target: &DataType, conversion: Conversion) -> Option<Constant> {
    let DataType::Bit { length, is_varying } = target else {
        return None;
    };
    let count = u32::try_from(digits.len()).ok()?;
    let fits = match (length, is_varying) {
        (None, _) => true,
        (Some(length), true) => count <= *length,
        // Too few or too many are an error on assignment, and changed by a cast.
        (Some(length), false) => count == *length || conversion == Conversion::Assignment,
    };
    let are_bits = digits.bytes().all(|byte| matches!(byte, b'0' | b'1'));
    (fits && are_bits).then(|| Constant::Bits(digits.to_owned()))
}

fn array(elements: &[Tree], element: &DataType, conversion: Conversion) -> Option<Constant> {
    elements
        .iter()
        .map(|part| match part {
            Tree::Array(parts) => array(parts, element, conversion),
            part => value(part, element, conversion),
        })
        .collect::<Option<Vec<_>>>()
        .map(Constant::Array)
}

/// `now()`, or `CURRENT_TIMESTAMP` with a precision.
fn moment(tree: &Tree, target: &DataType) -> Option<Constant> {
    let digits = match tree.as_call()? {
        ("now", []) => None,
        ("current_timestamp", [Tree::Number(digits)]) => Some(digits.parse::<u8>().ok()?),
        _ => return None,
    };
    now_as(digits, None, target)
}

/// The current moment, kept to some digits, as a type stores it.
fn now_as(digits: Option<u8>, from: Option<&DataType>, target: &DataType) -> Option<Constant> {
    // A time without a zone that becomes one with a zone is another one when clocks change.
    let had_no_zone = matches!(
        from,
        Some(DataType::Timestamp {
            has_zone: false,
            ..
        })
    );
    match target {
        DataType::Timestamp { has_zone: true, .. } if had_no_zone => None,
        DataType::Timestamp { .. } => {
            let kept = fractional_digits(target).unwrap_or(FULL_PRECISION);
            Some(Constant::Now {
                precision: digits.filter(|digits| *digits < kept),
            })
        }
        // Rounding could reach the next day.
        DataType::Date if digits.is_none_or(|digits| digits >= FULL_PRECISION) => {
            Some(Constant::Today)
        }
        _ => None,
    }
}

fn fractional_digits(target: &DataType) -> Option<u8> {
    match target {
        DataType::Timestamp { precision, .. } => *precision,
        _ => None,
    }
}
