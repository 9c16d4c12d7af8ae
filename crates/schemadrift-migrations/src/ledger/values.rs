//! Owns values of ledgers as servers print them: truth values, numbers and bytes.

/// A truth value: PostgreSQL prints `t` or `true`, MySQL and SQLite print numbers.
pub(super) fn is_true(value: &str) -> bool {
    ["t", "true", "1", "y", "yes", "on"]
        .iter()
        .any(|word| value.trim().eq_ignore_ascii_case(word))
}

/// Bytes as lower-case hexadecimal digits, from `\x…`, `0x…`, `X'…'` or the digits alone.
pub(super) fn hexadecimal(value: &str) -> String {
    let value = value.trim();
    let digits = ["\\x", "0x", "X'", "x'"]
        .iter()
        .find_map(|prefix| value.strip_prefix(prefix))
        .unwrap_or(value);
    digits.trim_end_matches('\'').to_ascii_lowercase()
}

/// The first line of a text that holds something.
pub(super) fn first_line(text: &str) -> Option<String> {
    text.lines()
        .map(str::trim)
        .find(|line| !line.is_empty())
        .map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::{hexadecimal, is_true};

    #[test]
    fn each_server_prints_in_its_own_way() {
        for value in ["t", "true", "1", "TRUE"] {
            assert!(is_true(value));
        }
        for value in ["f", "false", "0", ""] {
            assert!(!is_true(value));
        }
        for value in ["\\xAB01", "0xab01", "X'AB01'", "ab01"] {
            assert_eq!(hexadecimal(value), "ab01");
        }
    }
}
