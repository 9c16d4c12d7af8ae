//! Owns number literals: their digits in one spelling.

/// The digits of an unsigned literal as the server reads it: no superfluous zeros in front, no
/// exponent, no separators, hexadecimal resolved. The digits behind the point stay, since they
/// are the literal's scale.
pub(super) fn plain_digits(literal: &str) -> Option<String> {
    let literal = literal.replace('_', "").to_ascii_lowercase();
    for (prefix, radix) in [("0x", 16), ("0o", 8), ("0b", 2)] {
        if let Some(digits) = literal.strip_prefix(prefix) {
            return u128::from_str_radix(digits, radix)
                .ok()
                .map(|value| value.to_string());
        }
    }
    let (digits, exponent) = match literal.split_once('e') {
        Some((digits, exponent)) => (digits, exponent.parse::<i32>().ok()?),
        None => (literal.as_str(), 0),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let are_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if (whole.is_empty() && fraction.is_empty()) || !are_digits(whole) || !are_digits(fraction) {
        return None;
    }
    // Beyond this no type holds the value exactly.
    if exponent.unsigned_abs() > 400 {
        return None;
    }
    Some(shifted(whole, fraction, exponent))
}

/// The decimal point moved by an exponent.
fn shifted(whole: &str, fraction: &str, exponent: i32) -> String {
    let mut digits = format!("{whole}{fraction}");
    let mut point = i64::try_from(whole.len()).unwrap_or(i64::MAX) + i64::from(exponent);
    while point < 0 {
        digits.insert(0, '0');
        point += 1;
    }
    let point = usize::try_from(point).unwrap_or(usize::MAX);
    while digits.len() < point {
        digits.push('0');
    }
    let (whole, fraction) = digits.split_at(point.min(digits.len()));
    let whole = whole.trim_start_matches('0');
    let whole = if whole.is_empty() { "0" } else { whole };
    if fraction.is_empty() {
        whole.to_owned()
    } else {
        format!("{whole}.{fraction}")
    }
}

/// A number as a string holds it: sign and space allowed. `None` for anything else, `NaN` and
/// `Infinity` included.
pub(super) fn signed_digits(text: &str) -> Option<String> {
    let text = text.trim_matches([' ', '\t', '\n', '\r', '\u{b}', '\u{c}']);
    let (is_negative, digits) = match text.strip_prefix('-') {
        Some(digits) => (true, digits),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    // What the text of a number may hold differs by server version beyond plain decimals.
    if !digits
        .bytes()
        .all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'e' | b'E' | b'+' | b'-'))
    {
        return None;
    }
    let digits = plain_digits(digits)?;
    Some(if is_negative {
        negated(&digits)
    } else {
        digits
    })
}

/// The number with the other sign; zero has none.
pub(super) fn negated(digits: &str) -> String {
    match digits.strip_prefix('-') {
        Some(positive) => positive.to_owned(),
        None if is_zero(digits) => digits.to_owned(),
        None => format!("-{digits}"),
    }
}

fn is_zero(digits: &str) -> bool {
    digits
        .bytes()
        .all(|byte| matches!(byte, b'0' | b'.' | b'-'))
}

/// The canonical text of a value: no zeros at the end of a fraction.
pub(super) fn canonical(digits: &str) -> String {
    let trimmed = match digits.split_once('.') {
        Some(_) => digits.trim_end_matches('0').trim_end_matches('.'),
        None => digits,
    };
    if is_zero(trimmed) {
        "0".to_owned()
    } else {
        trimmed.to_owned()
    }
}

/// Whether the literal is a whole number without a point.
pub(super) fn is_whole(digits: &str) -> bool {
    !digits.contains('.')
}

/// Significant digits of a number.
pub(super) fn significant_digits(digits: &str) -> usize {
    let digits: String = digits.chars().filter(char::is_ascii_digit).collect();
    digits.trim_start_matches('0').len()
}

#[cfg(test)]
mod tests {
    use super::{canonical, negated, plain_digits, signed_digits};

    #[test]
    fn literals_have_one_spelling() {
        let cases = [
            ("007", "7"),
            (".5", "0.5"),
            ("1.", "1"),
            ("1.50", "1.50"),
            ("1e3", "1000"),
            ("12.5e-3", "0.0125"),
            ("0x1F", "31"),
            ("1_000", "1000"),
            ("0.0", "0.0"),
        ];
        for (literal, digits) in cases {
            assert_eq!(plain_digits(literal).as_deref(), Some(digits), "{literal}");
        }
        for nonsense in ["", ".", "1e", "0x", "1x", "1e999999", "--1"] {
            assert_eq!(plain_digits(nonsense), None, "{nonsense}");
        }
    }

    #[test]
    fn values_have_one_text() {
        assert_eq!(canonical("1.50"), "1.5");
        assert_eq!(canonical("100"), "100");
        assert_eq!(canonical("0.00"), "0");
        assert_eq!(canonical("-1.0"), "-1");
        assert_eq!(negated("0.0"), "0.0");
        assert_eq!(signed_digits(" -1.5 ").as_deref(), Some("-1.5"));
        assert_eq!(signed_digits("0x10"), None);
        assert_eq!(signed_digits("NaN"), None);
    }
}
