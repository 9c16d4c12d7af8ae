//! Owns dates and times in strings, where their spelling leaves no doubt: ISO 8601 as everybody
//! reads it. Everything else depends on settings of the server.

use schemadrift_core::data_type::DataType;

/// A string as a column of this type would store it; `None` where that is not certain.
pub(super) fn canonical(text: &str, target: &DataType) -> Option<String> {
    let moment = Moment::read(text)?;
    match target {
        DataType::Date => match moment {
            Moment {
                date: Some(date),
                time: None,
                offset: None,
            } => Some(date.to_string()),
            _ => None,
        },
        // An offset says nothing to a type without one, nor does the date to a time
        // (https://www.postgresql.org/docs/current/datatype-datetime.html).
        DataType::Time {
            precision,
            has_zone: false,
        } => moment.time?.kept(*precision),
        DataType::Timestamp {
            precision,
            has_zone: false,
        } => {
            let time = moment.time.unwrap_or_default().kept(*precision)?;
            Some(format!("{} {time}", moment.date?))
        }
        DataType::Timestamp {
            precision,
            has_zone: true,
        } => {
            let (date, time) = in_universal_time(moment.date?, moment.time?, moment.offset?);
            Some(format!("{date} {}+00", time.kept(*precision)?))
        }
        _ => None,
    }
}

struct Moment<'a> {
    date: Option<Date>,
    time: Option<Time<'a>>,
    /// Minutes east of Greenwich.
    offset: Option<i64>,
}

#[derive(Clone, Copy)]
struct Date {
    year: i64,
    month: i64,
    day: i64,
}

#[derive(Clone, Copy, Default)]
struct Time<'a> {
    hour: i64,
    minute: i64,
    second: i64,
    /// Digits behind the point, without zeros at the end.
    fraction: &'a str,
}

impl std::fmt::Display for Date {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            formatter,
            "{:04}-{:02}-{:02}",
            self.year, self.month, self.day
        )
    }
}

impl Time<'_> {
    /// The time, where a type of this precision keeps all its digits.
    fn kept(&self, precision: Option<u8>) -> Option<String> {
        let is_kept =
            precision.is_none_or(|precision| self.fraction.len() <= usize::from(precision));
        let point = if self.fraction.is_empty() { "" } else { "." };
        is_kept.then(|| {
            format!(
                "{:02}:{:02}:{:02}{point}{}",
                self.hour, self.minute, self.second, self.fraction
            )
        })
    }
}

impl<'a> Moment<'a> {
    fn read(text: &'a str) -> Option<Self> {
        let mut rest = text.trim_matches(' ');
        let mut moment = Moment {
            date: None,
            time: None,
            offset: None,
        };
        if let Some((date, behind)) = read_date(rest) {
            moment.date = Some(date);
            rest = behind;
            if rest.is_empty() {
                return Some(moment);
            }
            rest = rest.strip_prefix([' ', 'T'])?;
        }
        let (time, behind) = read_time(rest)?;
        moment.time = Some(time);
        rest = behind.trim_start_matches(' ');
        if !rest.is_empty() {
            moment.offset = Some(read_offset(rest)?);
        }
        Some(moment)
    }
}

/// A number of exactly so many digits, and what follows.
fn digits(text: &str, count: usize) -> Option<(i64, &str)> {
    let (head, rest) = text.split_at_checked(count)?;
    let are_digits = head.bytes().all(|byte| byte.is_ascii_digit());
    are_digits.then_some((head.parse().ok()?, rest))
}

fn read_date(text: &str) -> Option<(Date, &str)> {
    let (year, rest) = digits(text, 4)?;
    let (month, rest) = digits(rest.strip_prefix('-')?, 2)?;
    let (day, rest) = digits(rest.strip_prefix('-')?, 2)?;
    let is_date = year >= 1 && (1..=12).contains(&month) && day >= 1 && day <= days_in(year, month);
    is_date.then_some((Date { year, month, day }, rest))
}

fn days_in(year: i64, month: i64) -> i64 {
    let is_leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    match month {
        2 if is_leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

fn read_time(text: &str) -> Option<(Time<'_>, &str)> {
    let (hour, rest) = digits(text, 2)?;
    let (minute, mut rest) = digits(rest.strip_prefix(':')?, 2)?;
    let mut time = Time {
        hour,
        minute,
        ..Time::default()
    };
    if let Some(behind) = rest.strip_prefix(':') {
        (time.second, rest) = digits(behind, 2)?;
        if let Some(behind) = rest.strip_prefix('.') {
            let end = behind
                .find(|character: char| !character.is_ascii_digit())
                .unwrap_or(behind.len());
            if end == 0 {
                return None;
            }
            time.fraction = behind[..end].trim_end_matches('0');
            rest = &behind[end..];
        }
    }
    let is_time =
        time.hour < 24 && time.minute < 60 && time.second < 60 && time.fraction.len() <= 6;
    is_time.then_some((time, rest))
}

fn read_offset(text: &str) -> Option<i64> {
    if matches!(text, "Z" | "z") {
        return Some(0);
    }
    let (sign, rest) = match text.strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, text.strip_prefix('+')?),
    };
    let (hours, rest) = digits(rest, 2)?;
    let minutes = match rest {
        "" => 0,
        rest => {
            let (minutes, rest) = digits(rest.strip_prefix(':').unwrap_or(rest), 2)?;
            rest.is_empty().then_some(minutes)?
        }
    };
    (hours < 16 && minutes < 60).then_some(sign * (hours * 60 + minutes))
}

fn in_universal_time(mut date: Date, mut time: Time<'_>, offset: i64) -> (Date, Time<'_>) {
    let minutes = time.hour * 60 + time.minute - offset;
    if minutes < 0 {
        date = day_before(date);
    } else if minutes >= 24 * 60 {
        date = day_after(date);
    }
    let minutes = minutes.rem_euclid(24 * 60);
    time.hour = minutes / 60;
    time.minute = minutes % 60;
    (date, time)
}

fn day_before(date: Date) -> Date {
    let Date { year, month, day } = date;
    match (month, day) {
        (1, 1) => Date {
            year: year - 1,
            month: 12,
            day: 31,
        },
        (month, 1) => Date {
            year,
            month: month - 1,
            day: days_in(year, month - 1),
        },
        (month, day) => Date {
            year,
            month,
            day: day - 1,
        },
    }
}

fn day_after(date: Date) -> Date {
    let Date { year, month, day } = date;
    if day < days_in(year, month) {
        Date {
            year,
            month,
            day: day + 1,
        }
    } else if month < 12 {
        Date {
            year,
            month: month + 1,
            day: 1,
        }
    } else {
        Date {
            year: year + 1,
            month: 1,
            day: 1,
        }
    }
}

#[cfg(test)]
mod tests {
    use schemadrift_core::data_type::DataType;

    use super::canonical;

    fn timestamp(has_zone: bool, precision: u8) -> DataType {
        DataType::Timestamp {
            precision: Some(precision),
            has_zone,
        }
    }

    #[test]
    fn an_offset_counts_only_where_it_is_kept() {
        let text = "2020-03-19 14:21:00.500 +02:00";
        assert_eq!(
            canonical(text, &timestamp(false, 3)).as_deref(),
            Some("2020-03-19 14:21:00.5")
        );
        assert_eq!(
            canonical(text, &timestamp(true, 3)).as_deref(),
            Some("2020-03-19 12:21:00.5+00")
        );
        assert_eq!(
            canonical("2020-03-01T00:30:00+01", &timestamp(true, 6)).as_deref(),
            Some("2020-02-29 23:30:00+00")
        );
        assert_eq!(
            canonical("2020-12-31 23:30:00-01:00", &timestamp(true, 6)).as_deref(),
            Some("2021-01-01 00:30:00+00")
        );
    }

    #[test]
    fn what_depends_on_the_server_is_left_alone() {
        for doubtful in [
            "now",
            "today",
            "infinity",
            "epoch",
            "19/03/2020",
            "2020-3-9",
            "2020-02-30",
            "2020-01-01 24:00:00",
            "2020-01-01 10:00:60",
            "2020-01-01 10:00 UTC",
            "20200101",
            "",
        ] {
            assert_eq!(
                canonical(doubtful, &timestamp(false, 6)),
                None,
                "{doubtful}"
            );
        }
        // Without an offset the session's time zone decides.
        assert_eq!(canonical("2020-01-01 10:00:00", &timestamp(true, 6)), None);
        // The column would round.
        assert_eq!(
            canonical("2020-01-01 10:00:00.123", &timestamp(false, 2)),
            None
        );
    }
}
