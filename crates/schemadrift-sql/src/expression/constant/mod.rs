//! Owns constants: trees that are values, read as the column's type would store them.
//! A value that is not understood in full is no constant.

mod encoded;
mod postgres;
mod sqlite;

use super::number::{canonical, plain_digits};

pub(super) use postgres::constant as postgres;
pub(super) use sqlite::constant as sqlite;

/// The truth value in a string
/// (<https://www.postgresql.org/docs/current/datatype-boolean.html>): a word or the start of one
/// that fits no other.
pub(super) fn truth_value(text: &str) -> Option<bool> {
    let word = text
        .trim_matches([' ', '\t', '\n', '\r', '\u{b}', '\u{c}'])
        .to_ascii_lowercase();
    match word.as_str() {
        "" | "o" => None,
        "on" | "1" => Some(true),
        "of" | "off" | "0" => Some(false),
        word if "true".starts_with(word) || "yes".starts_with(word) => Some(true),
        word if "false".starts_with(word) || "no".starts_with(word) => Some(false),
        _ => None,
    }
}

/// The digits that a binary floating point number keeps of a decimal one: the shortest that read
/// back as the same number.
pub(super) fn float_digits(digits: &str, bits: u8) -> Option<String> {
    let shortest = if bits <= 32 {
        let value: f32 = digits.parse().ok()?;
        value.is_finite().then(|| value.to_string())?
    } else {
        let value: f64 = digits.parse().ok()?;
        value.is_finite().then(|| value.to_string())?
    };
    let (is_negative, positive) = match shortest.strip_prefix('-') {
        Some(positive) => (true, positive),
        None => (false, shortest.as_str()),
    };
    let positive = canonical(&plain_digits(positive)?);
    Some(if is_negative && positive != "0" {
        format!("-{positive}")
    } else {
        positive
    })
}

#[cfg(test)]
mod tests {
    use super::{float_digits, truth_value};

    #[test]
    fn truth_has_many_words() {
        for yes in ["t", "TRUE", " tru ", "y", "yes", "on", "1"] {
            assert_eq!(truth_value(yes), Some(true), "{yes}");
        }
        for no in ["f", "false", "n", "no", "off", "of", "0"] {
            assert_eq!(truth_value(no), Some(false), "{no}");
        }
        for neither in ["", "o", "2", "truest", "ja"] {
            assert_eq!(truth_value(neither), None, "{neither}");
        }
    }

    #[test]
    fn floats_keep_what_they_can_hold() {
        assert_eq!(
            float_digits("0.1000000000000000055", 64).as_deref(),
            Some("0.1")
        );
        assert_eq!(float_digits("16777217", 32).as_deref(), Some("16777216"));
        assert_eq!(float_digits("-0.0", 64).as_deref(), Some("0"));
        assert_eq!(float_digits("1e999", 64), None);
    }
}
