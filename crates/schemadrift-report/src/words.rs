//! Owns the words that several renderers share: counts with their nouns, verdicts, causes, and
//! databases in one line.

use std::time::Duration;

use schemadrift_check::report::DatabaseDescription;
use schemadrift_core::finding::{Cause, Direction, LocationRole, Verdict};
use schemadrift_core::object::ObjectKind;

use crate::printable::printable;

/// A count with its noun: `1 error`, `2 errors`.
pub(crate) fn count(number: usize, one: &str, many: &str) -> String {
    let noun = if number == 1 { one } else { many };
    format!("{} {noun}", grouped(number))
}

/// A number with commas: `12,345`.
pub(crate) fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// A count of objects of a kind: `51 tables`.
pub(crate) fn count_kind(number: usize, kind: ObjectKind) -> String {
    let (one, many) = nouns(kind);
    count(number, one, many)
}

/// What a kind of object is called in prose, one and many.
pub(crate) fn nouns(kind: ObjectKind) -> (&'static str, &'static str) {
    match kind {
        ObjectKind::Database => ("database", "databases"),
        ObjectKind::Schema => ("schema", "schemas"),
        ObjectKind::Extension => ("extension", "extensions"),
        ObjectKind::Enum => ("enum", "enums"),
        ObjectKind::EnumValue => ("enum value", "enum values"),
        ObjectKind::Domain => ("domain", "domains"),
        ObjectKind::CompositeType => ("composite type", "composite types"),
        ObjectKind::Sequence => ("sequence", "sequences"),
        ObjectKind::Table => ("table", "tables"),
        ObjectKind::Column => ("column", "columns"),
        ObjectKind::PrimaryKey => ("primary key", "primary keys"),
        ObjectKind::Unique => ("unique", "uniques"),
        ObjectKind::Index => ("index", "indexes"),
        ObjectKind::ForeignKey => ("foreign key", "foreign keys"),
        ObjectKind::Check => ("check", "checks"),
        ObjectKind::Exclusion => ("exclusion", "exclusions"),
        ObjectKind::View => ("view", "views"),
        ObjectKind::Function => ("function", "functions"),
        ObjectKind::Trigger => ("trigger", "triggers"),
        ObjectKind::Policy => ("policy", "policies"),
        ObjectKind::Partition => ("partition", "partitions"),
        ObjectKind::Grant => ("grant", "grants"),
        ObjectKind::Migration => ("migration", "migrations"),
        ObjectKind::Model => ("model", "models"),
        ObjectKind::Field => ("field", "fields"),
        ObjectKind::Query => ("query", "queries"),
    }
}

/// How bad a verdict is beside others, worst last.
pub(crate) fn rank(verdict: Verdict) -> u8 {
    match verdict {
        Verdict::Match => 0,
        Verdict::Ahead => 1,
        Verdict::Behind => 2,
        Verdict::Incompatible => 3,
    }
}

/// What a verdict says, as one clause.
pub(crate) fn verdict_clause(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Match => "the database is what the code expects",
        Verdict::Ahead => "the database has more than the code knows, and this code still works",
        Verdict::Behind => "the database lacks something that this code needs",
        Verdict::Incompatible => "this code and this database do not work together",
    }
}

/// The word for a cause in JSON.
pub(crate) fn cause_word(cause: Cause) -> &'static str {
    match cause {
        Cause::NoMigration => "no-migration",
        Cause::PendingMigration => "pending-migration",
        Cause::Lost => "lost",
        Cause::FailedMigration => "failed-migration",
        Cause::Undeclared => "undeclared",
        Cause::Unmanaged => "unmanaged",
        Cause::Untracked => "untracked",
    }
}

/// A cause as one clause, naming its migration.
pub(crate) fn cause_clause(cause: Cause, direction: Direction, migration: Option<&str>) -> String {
    let is_unnamed = migration.is_none();
    let migration = migration.map_or_else(
        || "a migration".to_owned(),
        |name| format!("migration `{}`", printable(name)),
    );
    match cause {
        Cause::NoMigration if direction == Direction::LiveLacks => {
            "declared in the code, and no migration makes it".to_owned()
        }
        Cause::NoMigration => "declared in the code, and no migration makes it so".to_owned(),
        Cause::PendingMigration if is_unnamed => "no migration was ever applied here".to_owned(),
        Cause::PendingMigration => match direction {
            Direction::LiveLacks => format!("{migration} makes it and has not been applied"),
            Direction::Differs | Direction::WithinCode => {
                format!("{migration} makes it so and has not been applied")
            }
            Direction::LiveHasMore => format!("{migration} takes it away and has not been applied"),
        },
        Cause::Lost if direction == Direction::LiveLacks => format!(
            "{migration} made it and was applied: it was dropped by hand, or left out of a restore"
        ),
        Cause::Lost => format!("{migration} made it so and was applied: it was changed by hand"),
        Cause::FailedMigration => format!("{migration} should make it and has failed"),
        Cause::Undeclared => format!("{migration} made it, and the code does not declare it"),
        Cause::Unmanaged => {
            "made by hand: neither declared in the code nor in a migration".to_owned()
        }
        Cause::Untracked => "declared in the code and live, and in no migration".to_owned(),
    }
}

/// The word for a location's role in JSON.
pub(crate) fn role_word(role: LocationRole) -> &'static str {
    match role {
        LocationRole::Declared => "declared",
        LocationRole::Migration => "migration",
        LocationRole::Code => "code",
    }
}

/// A database in one line: `PostgreSQL 15.4, database `shop` at localhost:5432`.
pub(crate) fn database_line(database: &DatabaseDescription) -> String {
    if database.engine.is_empty() {
        return "no database".to_owned();
    }
    let mut text = printable(&database.engine).into_owned();
    if !database.version.is_empty() {
        text.push(' ');
        text.push_str(&printable(&database.version));
    }
    if !database.database.is_empty() {
        text.push_str(&format!(" `{}`", printable(&database.database)));
    }
    if let Some(host) = &database.host {
        let host = printable(host);
        match database.port {
            // A socket folder has no port to show that would help anyone.
            Some(port) if !host.starts_with('/') => text.push_str(&format!(" at {host}:{port}")),
            Some(_) | None => text.push_str(&format!(" at {host}")),
        }
    }
    text
}

/// How long something took, in the unit that reads best.
pub(crate) fn duration(elapsed: Duration) -> String {
    let seconds = elapsed.as_secs_f64();
    if seconds >= 10.0 {
        format!("{seconds:.0} s")
    } else if seconds >= 1.0 {
        format!("{seconds:.1} s")
    } else {
        format!("{} ms", elapsed.as_millis().max(1))
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use schemadrift_check::report::DatabaseDescription;
    use schemadrift_core::finding::{Cause, Direction};
    use schemadrift_core::object::ObjectKind;

    use super::{cause_clause, count_kind, database_line, duration};

    #[test]
    fn numbers_agree_with_their_nouns() {
        assert_eq!(count_kind(1, ObjectKind::Index), "1 index");
        assert_eq!(count_kind(0, ObjectKind::Policy), "0 policies");
        assert_eq!(
            count_kind(1_234_567, ObjectKind::Column),
            "1,234,567 columns"
        );
    }

    #[test]
    fn a_cause_names_its_migration() {
        assert_eq!(
            cause_clause(
                Cause::PendingMigration,
                Direction::LiveLacks,
                Some("20260212_users")
            ),
            "migration `20260212_users` makes it and has not been applied"
        );
    }

    #[test]
    fn a_database_without_a_server_is_a_file() {
        let mut database = DatabaseDescription {
            engine: "SQLite".to_owned(),
            version: "3.45".to_owned(),
            database: "dev.db".to_owned(),
            ..DatabaseDescription::default()
        };
        assert_eq!(database_line(&database), "SQLite 3.45 `dev.db`");
        database.host = Some("/var/run".to_owned());
        database.port = Some(5432);
        assert_eq!(database_line(&database), "SQLite 3.45 `dev.db` at /var/run");
    }

    #[test]
    fn time_is_in_the_unit_that_reads_best() {
        assert_eq!(duration(Duration::from_micros(3)), "1 ms");
        assert_eq!(duration(Duration::from_millis(184)), "184 ms");
        assert_eq!(duration(Duration::from_millis(1_840)), "1.8 s");
        assert_eq!(duration(Duration::from_secs(12)), "12 s");
    }
}
