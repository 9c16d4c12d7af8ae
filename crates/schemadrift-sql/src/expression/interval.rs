//! Owns intervals of time as PostgreSQL prints them, so that `90 day` and `90 days` are one text.
//! Months, days and seconds are apart: none of them is a fixed number of another
//! (<https://www.postgresql.org/docs/current/datatype-datetime.html#DATATYPE-INTERVAL-INPUT>).

/// The text of an interval as the server prints it. `None` where it is written in another way than
/// as whole numbers of units and a time of day, none of them negative.
pub(super) fn canonical(text: &str) -> Option<String> {
    let mut read = Interval::default();
    let mut words = text.split_ascii_whitespace();
    while let Some(word) = words.next() {
        if word.contains(':') {
            read.add_time(word)?;
        } else if let Some(unit) = word.find(|character: char| !character.is_ascii_digit()) {
            let (count, unit) = word.split_at(unit);
            read.add(count, unit)?;
        } else {
            read.add(word, words.next()?)?;
        }
    }
    (!text.trim().is_empty()).then(|| read.print())
}

#[derive(Default)]
struct Interval {
    months: u32,
    days: u32,
    seconds: u32,
}

impl Interval {
    fn add(&mut self, count: &str, unit: &str) -> Option<()> {
        let count: u32 = count.parse().ok()?;
        let (part, size) = match unit.to_ascii_lowercase().as_str() {
            "y" | "yr" | "yrs" | "year" | "years" => (&mut self.months, 12),
            "mon" | "mons" | "month" | "months" => (&mut self.months, 1),
            "w" | "week" | "weeks" => (&mut self.days, 7),
            "d" | "day" | "days" => (&mut self.days, 1),
            "h" | "hr" | "hrs" | "hour" | "hours" => (&mut self.seconds, 3600),
            "min" | "mins" | "minute" | "minutes" => (&mut self.seconds, 60),
            "s" | "sec" | "secs" | "second" | "seconds" => (&mut self.seconds, 1),
            _ => return None,
        };
        *part = part.checked_add(count.checked_mul(size)?)?;
        Some(())
    }

    /// `04:05:06` or `04:05`.
    fn add_time(&mut self, word: &str) -> Option<()> {
        let parts: Vec<&str> = word.split(':').collect();
        let (hours, minutes, seconds) = match parts.as_slice() {
            [hours, minutes] => (hours, minutes, &"0"),
            [hours, minutes, seconds] => (hours, minutes, seconds),
            _ => return None,
        };
        self.add(hours, "h")?;
        self.add(minutes, "min")?;
        self.add(seconds, "s")
    }

    fn print(&self) -> String {
        let plural = |count: u32, unit: &str| {
            let ending = if count == 1 { "" } else { "s" };
            (count > 0).then(|| format!("{count} {unit}{ending}"))
        };
        let (hours, rest) = (self.seconds / 3600, self.seconds % 3600);
        let time = format!("{hours:02}:{:02}:{:02}", rest / 60, rest % 60);
        let has_time = self.seconds > 0 || self.months == 0 && self.days == 0;
        let parts = [
            plural(self.months / 12, "year"),
            plural(self.months % 12, "mon"),
            plural(self.days, "day"),
            has_time.then_some(time),
        ];
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        parts.join(" ")
    }
}

#[cfg(test)]
mod tests {
    use super::canonical;

    #[test]
    fn intervals_are_written_as_the_server_does() {
        for (text, printed) in [
            ("90 day", "90 days"),
            ("1 week", "7 days"),
            ("12 months", "1 year"),
            (
                "1 year 2 mons 3 days 04:05:06",
                "1 year 2 mons 3 days 04:05:06",
            ),
            ("36 hours", "36:00:00"),
            ("5min", "00:05:00"),
            ("0", ""),
            ("0 days", "00:00:00"),
            ("1:30", "01:30:00"),
        ] {
            assert_eq!(canonical(text).unwrap_or_default(), printed, "{text}");
        }
        for other in [
            "",
            "-1 day",
            "1.5 hours",
            "P1D",
            "1 day ago",
            "1 fortnight",
            "@ 1 day",
        ] {
            assert_eq!(canonical(other), None, "{other}");
        }
        assert_eq!(canonical("4294967295 years"), None);
    }
}
