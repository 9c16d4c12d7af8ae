//! Owns the comparison of moments in defaults: the current one, and those that are written out.

use schemadrift_core::data_type::DataType;
use schemadrift_core::dialect::Moment;
use schemadrift_core::expression::{Constant, Expression, NormalForm};

use super::expressions::{Setting, is_temporal};
use super::{Unsure, Verdict};

/// Compares defaults of which the code's asks for the current moment; `None` where it does not,
/// or where the database's is none of the forms that are known.
///
/// Whoever asks for the current moment is content with any way of computing it: the spelling
/// decides only how the session's time zone enters.
pub(super) fn compare(
    setting: Setting<'_>,
    expected: &Expression,
    found: &Expression,
    shape: &DataType,
) -> Option<Verdict> {
    let moment = |text: &str| (setting.engine.dialect().moment)(text, shape);
    let asks_for_now = match &expected.normal {
        NormalForm::Constant(Constant::Now { .. } | Constant::Today) => is_temporal(shape),
        NormalForm::Rewritten(text) => {
            matches!(shape, DataType::Time { .. }) && moment(text) == Some(Moment::Session)
        }
        NormalForm::Constant(_) | NormalForm::Unreadable(_) | NormalForm::ReadAnew(_) => false,
    };
    let NormalForm::Rewritten(text) = &found.normal else {
        return None;
    };
    match moment(text).filter(|_| asks_for_now)? {
        Moment::Session => Some(Verdict::Same),
        Moment::Universal if has_zone(shape) => Some(Verdict::Unsure(Unsure {
            reason: "universal time is read in the session's time zone here: the same only where \
                     that is UTC"
                .to_owned(),
            expected: expected.normal.to_string(),
            found: text.clone(),
            question: None,
        })),
        Moment::Universal => Some(Verdict::Same),
        Moment::Distant => Some(Verdict::Differs),
    }
}

fn has_zone(shape: &DataType) -> bool {
    matches!(
        shape,
        DataType::Timestamp { has_zone: true, .. } | DataType::Time { has_zone: true, .. }
    )
}

/// Whether two constants that are stored as they are written stand for the same moment; `None`
/// where that depends on who reads them.
pub(super) fn same_stored(expected: &Constant, found: &Constant) -> Option<bool> {
    match (expected, found) {
        (expected, found) if expected == found => Some(true),
        (Constant::Now { .. }, Constant::Now { .. }) => Some(true),
        (Constant::Text(expected), Constant::Text(found)) => {
            match (Written::read(expected), Written::read(found)) {
                (Some(expected), Some(found)) => expected.same(&found),
                // A word is no moment, and stands for none.
                (Some(_), None) => is_word(found).then_some(false),
                (None, Some(_)) => is_word(expected).then_some(false),
                (None, None) => None,
            }
        }
        (Constant::Number(_), Constant::Text(text))
        | (Constant::Text(text), Constant::Number(_)) => is_word(text).then_some(false),
        _ => Some(false),
    }
}

fn is_word(text: &str) -> bool {
    !text.bytes().any(|byte| byte.is_ascii_digit())
}

/// A date and perhaps a time in ISO 8601.
#[derive(Debug)]
struct Written<'a> {
    /// Seconds since a fixed day, on the clock that the text shows.
    seconds: i64,
    /// Digits behind the second's point, without zeros at the end.
    fraction: &'a str,
    /// Seconds that this clock is ahead of universal time, where the text says so.
    offset: Option<i64>,
}

impl<'a> Written<'a> {
    fn read(text: &'a str) -> Option<Self> {
        let (date, rest) = match text.find(['T', ' ']) {
            Some(end) => (text.get(..end)?, text.get(end + 1..)?),
            None => (text, "00:00"),
        };
        let end = rest.find(['Z', 'z', '+', '-', ' ']).unwrap_or(rest.len());
        let (time, offset) = rest.split_at_checked(end)?;
        let (time, fraction) = time.split_once('.').unwrap_or((time, ""));
        if !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let offset = match offset.trim() {
            "" => None,
            offset => Some(seconds_ahead(offset)?),
        };
        Some(Self {
            seconds: day_number(date)? * SECONDS_OF_A_DAY + second_of_day(time)?,
            fraction: fraction.trim_end_matches('0'),
            offset,
        })
    }

    /// Whether both stand for the same moment; `None` where that depends on the reader.
    fn same(&self, other: &Self) -> Option<bool> {
        let is_same = self.fraction == other.fraction;
        match (self.offset, other.offset) {
            (Some(own), Some(others)) => {
                Some(is_same && self.seconds - own == other.seconds - others)
            }
            // Readers that disagree on one spelling without an offset agree on both.
            (None, None) => (!is_same || self.seconds != other.seconds).then_some(false),
            // No zone is further from another than this.
            (Some(_), None) | (None, Some(_)) => {
                let distance = self.seconds.abs_diff(other.seconds);
                (distance > 2 * SECONDS_OF_A_DAY.unsigned_abs()).then_some(false)
            }
        }
    }
}

const SECONDS_OF_A_DAY: i64 = 24 * 60 * 60;

/// The number of digits, where they are digits and few.
fn number(digits: &str) -> Option<i64> {
    let are_digits = digits.len() <= 4 && digits.bytes().all(|byte| byte.is_ascii_digit());
    are_digits.then(|| digits.parse().ok())?
}

/// A day of the Gregorian calendar, counted from a fixed one.
fn day_number(date: &str) -> Option<i64> {
    let mut parts = date.split('-').map(number);
    let (year, month, day) = (parts.next()??, parts.next()??, parts.next()??);
    let is_date = parts.next().is_none() && (1..=12).contains(&month) && (1..=31).contains(&day);
    is_date.then_some(())?;
    // Years begin in March, so that the leap day is their last.
    let year = if month > 2 { year } else { year - 1 };
    let month = (month + 9) % 12;
    let leap_days = year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
    Some(year * 365 + leap_days + (month * 153 + 2) / 5 + day)
}

fn second_of_day(time: &str) -> Option<i64> {
    let mut parts = time.split(':').map(number);
    let (hour, minute) = (parts.next()??, parts.next()??);
    let second = match parts.next() {
        Some(second) => second?,
        None => 0,
    };
    let is_time = parts.next().is_none() && hour < 24 && minute < 60 && second < 60;
    is_time.then_some((hour * 60 + minute) * 60 + second)
}

/// What an offset such as `Z`, `+02`, `+0200` or `+02:00` says.
fn seconds_ahead(offset: &str) -> Option<i64> {
    if offset.eq_ignore_ascii_case("z") {
        return Some(0);
    }
    let (sign, digits) = match offset.strip_prefix('-') {
        Some(digits) => (-1, digits),
        None => (1, offset.strip_prefix('+')?),
    };
    let digits = digits.replace(':', "");
    let (hours, minutes) = match digits.len() {
        2 => (number(&digits)?, 0),
        4 => (number(&digits)? / 100, number(&digits)? % 100),
        _ => return None,
    };
    Some(sign * (hours * 60 + minutes) * 60)
}

#[cfg(test)]
mod tests {
    use schemadrift_core::expression::Constant;

    use super::same_stored;

    fn text(text: &str) -> Constant {
        Constant::Text(text.to_owned())
    }

    #[test]
    fn only_plainly_different_moments_differ() {
        for (one, other, expected) in [
            ("2020-01-01 10:00:00", "2020-01-01 10:00:00", Some(true)),
            ("2020-01-01 10:00:00", "2021-01-01 10:00:00", Some(false)),
            ("2020-01-01 10:00:00", "2020-01-01 10:00:01", Some(false)),
            ("2020-01-01 10:00:00", "2020-01-01T10:00:00.000", None),
            (
                "2020-01-01 10:00:00 +00:00",
                "2020-01-01T10:00:00.000Z",
                Some(true),
            ),
            (
                "2020-02-28 23:00:00 -02:00",
                "2020-02-29T01:00:00Z",
                Some(true),
            ),
            (
                "2020-01-01T10:00:00Z",
                "2020-01-01T10:00:00+01",
                Some(false),
            ),
            ("2020-01-01 10:00:00", "2020-01-01T10:00:00Z", None),
            ("2020-01-01 10:00:00", "2020-01-01T12:00:00+02:00", None),
            ("2020-01-01 10:00:00", "2020-01-02T00:00:00+14:00", None),
            ("2020-01-01 10:00:00", "2020-01-05T00:00:00Z", Some(false)),
            ("2020-01-01 10:00:00", "2020-03-01T00:00:00Z", Some(false)),
            ("2020-01-01", "2020-01-01 00:00:00", None),
            ("2020-01-01", "2020-01-02", Some(false)),
            ("2020-01-01", "now", Some(false)),
            ("2020-01-01", "1577836800000", None),
            ("2020-01-01", "1 January 2020", None),
            ("one", "two", None),
        ] {
            assert_eq!(
                same_stored(&text(one), &text(other)),
                expected,
                "{one} {other}"
            );
        }
        let number = Constant::Number("1577836800000".to_owned());
        assert_eq!(same_stored(&text("2020-01-01"), &number), None);
        assert_eq!(
            same_stored(&text("2020-01-01"), &Constant::Now { precision: None }),
            Some(false)
        );
        assert_eq!(same_stored(&text(""), &text("2020-é")), None);
    }
}
