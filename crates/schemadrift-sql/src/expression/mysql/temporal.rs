//! Owns dates and times in defaults: one spelling for each value, as the server stores it. What
//! the server may read in another way, or shift by a time zone, is none of them.

/// A date: `2020-01-01`.
pub(super) fn date(text: &str) -> Option<String> {
    let parts: Vec<&str> = text.split('-').collect();
    let [year, month, day] = parts.as_slice() else {
        return None;
    };
    if year.len() != 4 {
        return None;
    }
    Some(format!(
        "{year}-{}-{}",
        two_digits(month)?,
        two_digits(day)?
    ))
    .filter(|_| is_number(year))
}

/// A date with a time; without one it begins the day.
pub(super) fn moment(text: &str, precision: u8) -> Option<String> {
    match text.split_once([' ', 'T']) {
        Some((day, clock)) => Some(format!("{} {}", date(day)?, time(clock, precision)?)),
        None => Some(format!("{} {}", date(text)?, time("00:00:00", precision)?)),
    }
}

/// A time of day, with so many fractional digits; more would be rounded.
pub(super) fn time(text: &str, precision: u8) -> Option<String> {
    let (clock, fraction) = text.split_once('.').unwrap_or((text, ""));
    let parts: Vec<&str> = clock.split(':').collect();
    let [hours, minutes, seconds] = parts.as_slice() else {
        return None;
    };
    let precision = usize::from(precision);
    let fraction = fraction.trim_end_matches('0');
    if fraction.len() > precision || !(fraction.is_empty() || is_number(fraction)) {
        return None;
    }
    let clock = format!(
        "{}:{}:{}",
        two_digits(hours)?,
        two_digits(minutes)?,
        two_digits(seconds)?
    );
    Some(if precision == 0 {
        clock
    } else {
        format!("{clock}.{fraction:0<precision$}")
    })
}

fn two_digits(text: &str) -> Option<String> {
    let fits = matches!(text.len(), 1 | 2) && is_number(text);
    fits.then(|| format!("{text:0>2}"))
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::{moment, time};

    #[test]
    fn values_have_one_spelling() {
        assert_eq!(
            moment("2020-1-2", 0).as_deref(),
            Some("2020-01-02 00:00:00")
        );
        assert_eq!(
            moment("2020-01-02T03:04:05.60", 3).as_deref(),
            Some("2020-01-02 03:04:05.600")
        );
        assert_eq!(time("10:00:00", 0).as_deref(), Some("10:00:00"));
    }

    #[test]
    fn what_the_server_may_change_is_no_value() {
        for text in [
            "2020-01-02 03:04:05+02:00",
            "2020-01-02 03:04:05.5",
            "20-1-1",
            "0",
            "é-1-1",
        ] {
            assert_eq!(moment(text, 0), None, "{text}");
        }
    }
}
