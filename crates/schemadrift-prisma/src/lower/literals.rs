//! Owns literal defaults: how Prisma writes a value into DDL, per provider and type.

use schemadrift_core::data_type::DataType;

use crate::ast::{Enumeration, Value};
use crate::datasource::Provider;

use super::json;
use super::names;
use super::scalars::Scalar;
use super::types::ProviderFacts;

/// A literal as the database gets it.
pub(crate) enum Rendered {
    /// This SQL.
    Sql(String),
    /// There is a default, in a form that the schema does not settle.
    Some,
    /// Prisma leaves the default out of its DDL, and a default made by hand may stand there.
    NoClaim,
}

/// A string as SQL.
pub(crate) fn quote(text: &str, facts: &ProviderFacts) -> String {
    let doubled = text.replace('\'', "''");
    if facts.escapes_backslash {
        format!("'{}'", doubled.replace('\\', "\\\\"))
    } else {
        format!("'{doubled}'")
    }
}

/// The label of an enum's value in the database.
pub(crate) fn label(enumeration: &Enumeration<'_>, constant: &str) -> Option<String> {
    let value = enumeration
        .values
        .iter()
        .find(|value| value.name.text() == constant)?;
    Some(names::mapped(&value.attributes).unwrap_or_else(|| constant.to_owned()))
}

/// A scalar as SQL; none where the value is not one of this type.
pub(crate) fn scalar(
    provider: Provider,
    scalar: Scalar,
    shape: Option<&DataType>,
    value: &Value<'_>,
) -> Option<Rendered> {
    let facts = ProviderFacts::of(provider);
    match (scalar, value) {
        (Scalar::Int | Scalar::BigInt, Value::Number(token)) if !token.text().contains('.') => {
            Some(Rendered::Sql(token.text().to_owned()))
        }
        (Scalar::Float | Scalar::Decimal, Value::Number(token)) => {
            Some(Rendered::Sql(token.text().to_owned()))
        }
        (Scalar::Decimal, Value::Text(_)) => {
            let text = value.string()?;
            text.parse::<f64>().is_ok().then_some(Rendered::Sql(text))
        }
        (Scalar::Boolean, Value::Reference(_)) => value
            .constant()
            .filter(|constant| matches!(*constant, "true" | "false"))
            .map(|constant| Rendered::Sql(constant.to_owned())),
        (Scalar::String, Value::Text(_)) => Some(Rendered::Sql(quote(&value.string()?, facts))),
        (Scalar::Json, Value::Text(_)) => Some(match provider {
            Provider::PostgreSql if shape == Some(&DataType::Jsonb) => {
                let text = value.string()?;
                // What the column keeps is the document, not its text.
                let kept = json::as_jsonb(&text).unwrap_or(text);
                Rendered::Sql(quote(&kept, facts))
            }
            Provider::PostgreSql | Provider::CockroachDb => {
                Rendered::Sql(quote(&value.string()?, facts))
            }
            // Prisma leaves the quotes out, so whoever made the table mended it by hand.
            Provider::Sqlite => Rendered::Some,
            Provider::MySql => Rendered::NoClaim,
        }),
        (Scalar::Bytes, Value::Text(_)) => {
            let digits = hexadecimal(&base64(&value.string()?)?);
            Some(match provider {
                Provider::PostgreSql | Provider::CockroachDb => {
                    Rendered::Sql(format!("'\\x{digits}'"))
                }
                // The digits as text: what Prisma really writes here.
                Provider::Sqlite => Rendered::Sql(format!("'{digits}'")),
                Provider::MySql => Rendered::NoClaim,
            })
        }
        (Scalar::DateTime, Value::Text(_)) => {
            let text = value.string()?;
            let moment = Moment::read(&text)?;
            Some(match provider {
                Provider::PostgreSql | Provider::CockroachDb => {
                    Rendered::Sql(format!("'{}'", moment.for_type(shape)))
                }
                Provider::Sqlite => Rendered::Sql(format!("'{}'", moment.as_prisma_writes())),
                // The server turns it into its own time zone.
                Provider::MySql => Rendered::Some,
            })
        }
        _ => None,
    }
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The bytes of base64 text, with or without padding.
fn base64(text: &str) -> Option<Vec<u8>> {
    let digits = text.trim_end_matches('=');
    let mut bytes = Vec::with_capacity(digits.len() * 3 / 4);
    let mut pending = 0_u32;
    let mut bits = 0_u32;
    for digit in digits.bytes() {
        let value = match digit {
            b'A'..=b'Z' => digit - b'A',
            b'a'..=b'z' => digit - b'a' + 26,
            b'0'..=b'9' => digit - b'0' + 52,
            b'+' | b'-' => 62,
            b'/' | b'_' => 63,
            _ => return None,
        };
        pending = (pending << 6 | u32::from(value)) & 0xFFFF;
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            bytes.push((pending >> bits & 0xFF) as u8);
        }
    }
    // A single digit left over carries no whole byte.
    (bits < 6).then_some(bytes)
}

/// A moment in RFC 3339.
struct Moment<'t> {
    date: &'t str,
    time: &'t str,
    /// Fractional digits of the second, without the point.
    fraction: &'t str,
    /// Offset from UTC in minutes.
    offset: i32,
}

impl<'t> Moment<'t> {
    fn read(text: &'t str) -> Option<Self> {
        let is_shape = |text: &str, shape: &str| {
            text.len() == shape.len()
                && text.bytes().zip(shape.bytes()).all(|(byte, expected)| {
                    if expected == b'0' {
                        byte.is_ascii_digit()
                    } else {
                        byte == expected
                    }
                })
        };
        let (date, rest) = (text.get(..10)?, text.get(11..)?);
        let separator = text.as_bytes().get(10)?;
        let (time, mut rest) = (rest.get(..8)?, rest.get(8..)?);
        if !is_shape(date, "0000-00-00")
            || !is_shape(time, "00:00:00")
            || !matches!(separator, b'T' | b't' | b' ')
        {
            return None;
        }
        let mut fraction = "";
        if let Some(behind) = rest.strip_prefix('.') {
            let end = behind
                .find(|character: char| !character.is_ascii_digit())
                .unwrap_or(behind.len());
            fraction = &behind[..end];
            rest = &behind[end..];
        }
        let offset = match rest {
            "Z" | "z" => 0,
            _ if is_shape(rest.get(1..)?, "00:00") => {
                let hours: i32 = rest.get(1..3)?.parse().ok()?;
                let minutes: i32 = rest.get(4..6)?.parse().ok()?;
                match rest.get(..1)? {
                    "+" => hours * 60 + minutes,
                    "-" => -(hours * 60 + minutes),
                    _ => return None,
                }
            }
            _ => return None,
        };
        Some(Self {
            date,
            time,
            fraction,
            offset,
        })
    }

    /// What a PostgreSQL column of this type keeps of it, as the catalog prints it in UTC: types
    /// without a time zone drop the offset, the others keep the instant.
    fn for_type(&self, shape: Option<&DataType>) -> String {
        let fraction = match self.fraction.trim_end_matches('0') {
            "" => String::new(),
            digits => format!(".{digits}"),
        };
        let (date, time) = (self.date, self.time);
        match shape {
            Some(DataType::Date) => date.to_owned(),
            Some(DataType::Time {
                has_zone: false, ..
            }) => format!("{time}{fraction}"),
            Some(DataType::Time { has_zone: true, .. }) => {
                format!("{time}{fraction}{}", self.short_offset())
            }
            Some(DataType::Timestamp { has_zone: true, .. }) => match self.in_utc() {
                Some((date, time)) => format!("{date} {time}{fraction}+00"),
                None => format!("{date} {time}{fraction}{}", self.short_offset()),
            },
            _ => format!("{date} {time}{fraction}"),
        }
    }

    /// The text that Prisma writes: fractions in groups of three digits, the offset in full.
    fn as_prisma_writes(&self) -> String {
        let digits = self.fraction.trim_end_matches('0').len();
        let fraction = match digits.div_ceil(3) * 3 {
            0 => String::new(),
            width => format!(".{:0<width$.width$}", self.fraction),
        };
        let (sign, hours, minutes) = self.offset_parts();
        format!(
            "{} {}{fraction} {sign}{hours:02}:{minutes:02}",
            self.date, self.time
        )
    }

    fn offset_parts(&self) -> (char, i32, i32) {
        let sign = if self.offset < 0 { '-' } else { '+' };
        let minutes = self.offset.abs();
        (sign, minutes / 60, minutes % 60)
    }

    fn short_offset(&self) -> String {
        match self.offset_parts() {
            (sign, hours, 0) => format!("{sign}{hours:02}"),
            (sign, hours, minutes) => format!("{sign}{hours:02}:{minutes:02}"),
        }
    }

    /// Date and time of the same instant in UTC.
    fn in_utc(&self) -> Option<(String, String)> {
        let number = |text: Option<&str>| text?.parse::<i64>().ok();
        let year = number(self.date.get(..4))?;
        let month = number(self.date.get(5..7))?;
        let day = number(self.date.get(8..))?;
        let hour = number(self.time.get(..2))?;
        let minute = number(self.time.get(3..5))?;
        if !(1..=12).contains(&month) {
            return None;
        }
        let minutes =
            days_from_civil(year, month, day) * 1440 + hour * 60 + minute - i64::from(self.offset);
        let (year, month, day) = civil_from_days(minutes.div_euclid(1440));
        let of_day = minutes.rem_euclid(1440);
        Some((
            format!("{year:04}-{month:02}-{day:02}"),
            format!(
                "{:02}:{:02}{}",
                of_day / 60,
                of_day % 60,
                self.time.get(5..)?
            ),
        ))
    }
}

/// Days since 1970-01-01 in the Gregorian calendar; years begin in March, so that the leap day is
/// the last of its year.
fn days_from_civil(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

/// The reverse of [`days_from_civil`].
fn civil_from_days(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let of_era = days.rem_euclid(146_097);
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * of_year + 2) / 153;
    let day = of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 {
        shifted + 3
    } else {
        shifted - 9
    };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    (year, month, day)
}

#[cfg(test)]
mod tests {
    use schemadrift_core::data_type::DataType;

    use super::{Moment, base64, civil_from_days, days_from_civil, hexadecimal};

    fn timestamp(has_zone: bool) -> DataType {
        DataType::Timestamp {
            precision: None,
            has_zone,
        }
    }

    #[test]
    fn base64_becomes_hexadecimal() {
        let digits = |text| base64(text).map(|bytes| hexadecimal(&bytes));
        assert_eq!(digits("SGVsbG8=").as_deref(), Some("48656c6c6f"));
        assert_eq!(digits("AAECAw==").as_deref(), Some("00010203"));
        assert_eq!(digits("").as_deref(), Some(""));
        assert_eq!(digits("é"), None);
        assert_eq!(digits("A"), None);
    }

    #[test]
    fn a_moment_is_what_its_column_keeps() {
        let moment = Moment::read("2020-03-01T01:21:00.120+02:30").unwrap();
        let kept = |shape: &DataType| moment.for_type(Some(shape));
        assert_eq!(kept(&timestamp(false)), "2020-03-01 01:21:00.12");
        assert_eq!(kept(&timestamp(true)), "2020-02-29 22:51:00.12+00");
        assert_eq!(kept(&DataType::Date), "2020-03-01");
        let time = |has_zone| DataType::Time {
            precision: None,
            has_zone,
        };
        assert_eq!(kept(&time(false)), "01:21:00.12");
        assert_eq!(kept(&time(true)), "01:21:00.12+02:30");
        assert_eq!(moment.as_prisma_writes(), "2020-03-01 01:21:00.120 +02:30");
        let moment = Moment::read("2020-03-01T01:21:00.1239Z").unwrap();
        assert_eq!(
            moment.as_prisma_writes(),
            "2020-03-01 01:21:00.123900 +00:00"
        );
    }

    #[test]
    fn what_is_no_moment_is_refused() {
        for text in [
            "",
            "2020-03-01",
            "2020-03-01T01:21:00",
            "2020-03-01T01:21:00.1é",
            "ééééééééééé",
        ] {
            assert!(Moment::read(text).is_none(), "{text}");
        }
    }

    #[test]
    fn days_go_both_ways() {
        assert_eq!(days_from_civil(1970, 1, 1), 0);
        for days in [-719_468, -1, 0, 59, 60, 11_016, 18_321, 2_932_896] {
            let (year, month, day) = civil_from_days(days);
            assert_eq!(days_from_civil(year, month, day), days);
        }
    }
}
