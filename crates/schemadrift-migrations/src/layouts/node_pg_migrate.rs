//! node-pg-migrate: `<time>_<title>.sql`, `.js` or `.ts`, in the order of the times, which are
//! written as milliseconds or as a date; comments may divide up from down.
//! <https://salsita.github.io/node-pg-migrate/>

use schemadrift_core::dialect::Engine;
use schemadrift_core::migration::{Migration, Tool};

use super::listing::{Listing, code, part, without_sql};
use super::numbered;
use crate::disk::FileText;
use crate::folder::Folder;
use crate::lines::{content_start, is_blank, lines};
use crate::names::{Direction, leading_digits};
use crate::project::Project;

const CODE_ENDINGS: [&str; 6] = ["js", "ts", "mjs", "cjs", "mts", "cts"];

pub(super) fn recognises(folder: &Folder, project: &Project) -> bool {
    let has_files = numbered::has_numbered(folder, &[Direction::Unsaid, Direction::Up])
        || folder
            .files_ending(".sql")
            .any(|name| leading_digits(name).is_some());
    has_files && numbered::owner(project) == Some(Tool::NodePgMigrate)
}

pub(super) fn list(folder: &Folder) -> Listing {
    let mut listing = Listing {
        engine: Some(Engine::PostgreSql),
        ..Listing::default()
    };
    for label in folder.file_names() {
        let Some((stem, ending)) = label.rsplit_once('.') else {
            continue;
        };
        let is_code = CODE_ENDINGS.contains(&ending);
        if ending != "sql" && !is_code {
            continue;
        }
        let Some((digits, _)) = leading_digits(stem) else {
            listing.leave(
                folder,
                label,
                "its name has no number, so nothing tells its order",
            );
            continue;
        };
        let Some(file) = folder.file(label) else {
            continue;
        };
        let mut migration = if is_code {
            code(&file, stem, label, "JavaScript or TypeScript")
        } else {
            sql(&file, stem, label)
        };
        migration.version = Some(digits.to_owned());
        listing.migrations.push(migration);
    }
    listing.migrations.sort_by(|one, other| {
        let time = |migration: &Migration| migration.version.as_deref().and_then(milliseconds);
        time(one)
            .cmp(&time(other))
            .then_with(|| one.name.cmp(&other.name))
    });
    listing
}

fn sql(file: &FileText, name: &str, label: &str) -> Migration {
    let text = file.text();
    let marker = |direction: &str| lines(text).find(|line| is_marker(line.text, direction));
    let (up, down) = (marker("up"), marker("down"));
    let start = up.map_or(content_start(text), |line| line.next);
    // Without a mark for up the whole file is up, a down part included.
    let end = up
        .zip(down)
        .filter(|(up, down)| up.start < down.start)
        .map_or(text.len(), |(_, down)| down.start);
    let mut migration = without_sql(file, name, label);
    if !is_blank(text, &(start..end)) {
        migration.up = vec![part(file, start..end)];
    }
    migration
}

fn is_marker(line: &str, direction: &str) -> bool {
    let line = line.trim_start();
    let Some(comment) = line.strip_prefix("--") else {
        return false;
    };
    let mut words = comment
        .trim_start_matches(|character: char| character == '-' || character.is_whitespace())
        .split_whitespace();
    let is_word = |word: Option<&str>, expected: &str| {
        word.is_some_and(|word| {
            word.get(..expected.len())
                .is_some_and(|start| start.eq_ignore_ascii_case(expected))
        })
    };
    words
        .next()
        .is_some_and(|word| word.eq_ignore_ascii_case(direction))
        && is_word(words.next(), "migration")
}

/// The time that a file's number means: 17 digits are a date and a time of day, others count
/// milliseconds.
fn milliseconds(digits: &str) -> Option<i128> {
    if digits.len() != 17 {
        return digits.parse().ok();
    }
    let number = |start: usize, end: usize| digits.get(start..end)?.parse::<i128>().ok();
    let (year, month, day) = (number(0, 4)?, number(4, 6)?, number(6, 8)?);
    let (hour, minute, second) = (number(8, 10)?, number(10, 12)?, number(12, 14)?);
    // Days since 1970 in a calendar whose years begin in March, so that leap days come last.
    let shifted_year = if month <= 2 { year - 1 } else { year };
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let leap_days = shifted_year / 4 - shifted_year / 100 + shifted_year / 400;
    let days = 365 * shifted_year + leap_days + day_of_year - 719_468;
    Some((((days * 24 + hour) * 60 + minute) * 60 + second) * 1000 + number(14, 17)?)
}

#[cfg(test)]
mod tests {
    use super::{is_marker, milliseconds};

    #[test]
    fn dates_and_milliseconds_are_one_time_line() {
        assert_eq!(milliseconds("19700101000000000"), Some(0));
        // `date -u -d 2024-02-29T12:30:45 +%s`
        assert_eq!(milliseconds("20240229123045678"), Some(1_709_209_845_678));
        assert_eq!(milliseconds("1709209845678"), Some(1_709_209_845_678));
    }

    #[test]
    fn markers_are_comments() {
        assert!(is_marker("-- Up Migration", "up"));
        assert!(is_marker("  ---- down migrations", "down"));
        assert!(!is_marker("up migration", "up"));
        assert!(!is_marker("-- upward migration", "up"));
    }
}
