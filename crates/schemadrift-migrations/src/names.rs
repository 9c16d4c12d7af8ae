//! Owns the names of migration files: leading digits, endings, and the order of versions.

use std::cmp::Ordering;

/// What the ending of a SQL file says of its direction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Direction {
    /// `.up.sql`
    Up,
    /// `.down.sql`
    Down,
    /// Just `.sql`.
    Unsaid,
}

/// A file name without its ending, and its direction. `None` if it is no SQL.
pub(crate) fn sql_stem(name: &str) -> Option<(&str, Direction)> {
    let stem = name.strip_suffix(".sql")?;
    if let Some(stem) = stem.strip_suffix(".up") {
        return Some((stem, Direction::Up));
    }
    if let Some(stem) = stem.strip_suffix(".down") {
        return Some((stem, Direction::Down));
    }
    Some((stem, Direction::Unsaid))
}

/// Leading digits and what follows them. `None` without digits.
pub(crate) fn leading_digits(name: &str) -> Option<(&str, &str)> {
    let length = name
        .find(|character: char| !character.is_ascii_digit())
        .unwrap_or(name.len());
    (length > 0).then(|| name.split_at(length))
}

/// Digits and a title, divided by one `_`.
pub(crate) fn digits_and_title(stem: &str) -> Option<(&str, &str)> {
    let (digits, rest) = leading_digits(stem)?;
    Some((digits, rest.strip_prefix('_')?))
}

/// Digits as a number is written: without leading zeros.
pub(crate) fn number(digits: &str) -> &str {
    let trimmed = digits.trim_start_matches('0');
    if trimmed.is_empty() { "0" } else { trimmed }
}

/// A version as Flyway compares it: numbers divided by `.` or `_`, zeros at the end left out, so
/// that `1.0` is `1`.
pub(crate) fn normal_version(version: &str) -> String {
    let mut parts: Vec<&str> = version.split(['.', '_']).map(number).collect();
    while parts.len() > 1 && parts.last() == Some(&"0") {
        parts.pop();
    }
    parts.join(".")
}

/// How two versions compare, number by number, however many digits.
pub(crate) fn compare_versions(one: &str, other: &str) -> Ordering {
    let parts = |version: &str| -> Vec<(usize, String)> {
        normal_version(version)
            .split('.')
            .map(|part| (part.len(), part.to_owned()))
            .collect()
    };
    parts(one).cmp(&parts(other))
}

#[cfg(test)]
mod tests {
    use std::cmp::Ordering;

    use super::{Direction, compare_versions, digits_and_title, normal_version, sql_stem};

    #[test]
    fn endings_tell_directions() {
        assert_eq!(sql_stem("1_a.up.sql"), Some(("1_a", Direction::Up)));
        assert_eq!(sql_stem("1_a.down.sql"), Some(("1_a", Direction::Down)));
        assert_eq!(sql_stem("1_a.b.sql"), Some(("1_a.b", Direction::Unsaid)));
        assert_eq!(sql_stem("1_a.sql.bak"), None);
        assert_eq!(digits_and_title("01_a_b"), Some(("01", "a_b")));
        assert_eq!(digits_and_title("01-a"), None);
        assert_eq!(digits_and_title("a_1"), None);
    }

    #[test]
    fn versions_compare_number_by_number() {
        assert_eq!(normal_version("01.0_0"), "1");
        assert_eq!(compare_versions("1", "1.0"), Ordering::Equal);
        assert_eq!(compare_versions("1.10", "1.9"), Ordering::Greater);
        assert_eq!(compare_versions("2", "1.9.9"), Ordering::Greater);
        assert_eq!(
            compare_versions("99999999999999999999999", "100000000000000000000000"),
            Ordering::Less
        );
    }
}
