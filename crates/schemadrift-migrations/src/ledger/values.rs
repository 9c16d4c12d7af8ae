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

/// A moment as people read it. Some tools count seconds or milliseconds since 1970.
pub(super) fn moment(value: &str) -> String {
    let value = value.trim();
    let is_number = !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit());
    let seconds = match (is_number, value.len()) {
        (true, 9..=11) => value.parse::<i64>().ok(),
        (true, 12..=14) => value
            .parse::<i64>()
            .ok()
            .map(|milliseconds| milliseconds / 1000),
        _ => None,
    };
    seconds.map_or_else(|| value.to_owned(), since_1970)
}

/// Seconds since 1970 as a date and a time of day.
fn since_1970(seconds: i64) -> String {
    const DAY: i64 = 86_400;
    // Years begin in March here, so that leap days come last; 400 years have 146,097 days.
    let days = seconds.div_euclid(DAY) + 719_468;
    let (era, day_of_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let leaps = day_of_era / 1_460 - day_of_era / 36_524 + day_of_era / 146_096;
    let year_of_era = (day_of_era - leaps) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = (shifted_month + 2) % 12 + 1;
    let year = era * 400 + year_of_era + i64::from(month <= 2);
    let of_day = seconds.rem_euclid(DAY);
    let (hour, minute, second) = (of_day / 3600, of_day / 60 % 60, of_day % 60);
    format!("{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02} UTC")
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
    use super::{hexadecimal, is_true, moment};

    #[test]
    fn moments_that_are_counted_are_written_out() {
        // `date -u -d @1709209845`
        assert_eq!(moment("1709209845"), "2024-02-29 12:30:45 UTC");
        assert_eq!(moment("1709209845678"), "2024-02-29 12:30:45 UTC");
        assert_eq!(moment("999999999"), "2001-09-09 01:46:39 UTC");
        for text in ["2024-01-05 06:00:00", "20240105", "", "x"] {
            assert_eq!(moment(text), text);
        }
    }

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
