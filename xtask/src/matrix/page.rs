//! Owns the table of a run and the page that it stands on, `docs/servers.md`.

use super::entries::{Entry, Supply, Tested};
use super::{Counts, Outcome};

const HEAD: &str = "# Servers

<!-- Written by `cargo xtask matrix --write`: do not edit. -->

The tests that touch a database run against each of these: the laws over made-up schemas (a schema
against its own database is silent, written DDL is read back silent, one change yields its own findings and no others), the
fixtures of the rules, and the reading of live databases. Before a test is counted, the server is asked which
version it is.

";

const TAIL: &str = "
The list is [`xtask/matrix.toml`](../xtask/matrix.toml). `cargo xtask matrix` runs it, and
`cargo xtask matrix mysql-9` one row of it:

- PostgreSQL comes from the system's packages where the version is installed, else from npm.
- MySQL and MariaDB come from the named suite of Debian, unpacked into a folder of their own and run
  beside their own libc, so that nothing of the system changes. That needs Debian and `apt-get`; elsewhere
  the row fails and says so, and `--url` names a server instead.
- SQLite is part of the program.

Rows that are \"not run here\" have no source on a developer's machine: the workflow runs them in
containers.
`cargo xtask test` takes one PostgreSQL, one MariaDB and SQLite.
";

/// The whole page, with a line for each of `all`: what ran now, else as it stood before.
pub(super) fn whole(all: &[Entry], ran: &[(Entry, Outcome)], before: &str) -> String {
    let lines: String = all
        .iter()
        .map(|entry| {
            let now = ran.iter().find(|(other, _)| other == entry);
            let kept = before
                .lines()
                .find(|line| line.starts_with(&format!("| {entry} |")));
            match (now, kept) {
                (Some((_, outcome)), _) => line(entry, outcome),
                (None, Some(kept)) => format!("{kept}\n"),
                (None, None) => line(entry, &Outcome::NotHere),
            }
        })
        .collect();
    format!("{HEAD}{COLUMNS}{lines}{TAIL}")
}

const COLUMNS: &str = "| server | version | from | tests | failures | seconds |\n\
    |---|---|---|---:|---:|---:|\n";

/// A row a server.
pub(super) fn table(rows: &[(Entry, Outcome)]) -> String {
    let lines = rows.iter().map(|(entry, outcome)| line(entry, outcome));
    format!("{COLUMNS}{}", lines.collect::<String>())
}

fn line(entry: &Entry, outcome: &Outcome) -> String {
    let source = source(entry);
    let cells = match outcome {
        Outcome::Ran {
            version,
            counts: Counts { passed, failed },
            seconds,
        } => format!(
            "{version} | {source} | {} | {failed} | {seconds}",
            passed + failed
        ),
        Outcome::NotHere => format!("not run here | {source} | | |"),
        Outcome::NoServer(_) => format!("none was had | {source} | | |"),
    };
    format!("| {entry} | {cells} |\n")
}

fn source(entry: &Entry) -> String {
    match &entry.tested {
        Tested::Sqlite => "the program itself".to_owned(),
        Tested::Server { supply, .. } => match supply {
            Supply::Npm(_) => "the system or npm".to_owned(),
            Supply::Suite(suite) => format!("Debian {suite}"),
            Supply::WorkflowOnly => "a container of the workflow".to_owned(),
        },
    }
}

/// How a row went, in a line.
pub(super) fn words(outcome: &Outcome) -> String {
    match outcome {
        Outcome::Ran {
            version,
            counts: Counts { passed, failed },
            seconds,
        } => format!("version {version}: {passed} passed, {failed} failed in {seconds} s"),
        Outcome::NotHere => "cannot be had here; the workflow runs it".to_owned(),
        Outcome::NoServer(why) => format!("no server: {why}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::matrix::entries;

    #[test]
    fn rows_that_did_not_run_now_stay_as_they_were() {
        let all = entries::all().unwrap();
        let ran = |failed| Outcome::Ran {
            version: "12.22".into(),
            counts: Counts { passed: 7, failed },
            seconds: 3,
        };
        let first = whole(&all, &[(all[0].clone(), ran(1))], "");
        assert!(first.contains("| PostgreSQL 12 | 12.22 | the system or npm | 8 | 1 | 3 |\n"));
        let second = whole(&all, &[(all[1].clone(), ran(0))], &first);
        assert!(second.contains("| PostgreSQL 12 | 12.22 | the system or npm | 8 | 1 | 3 |\n"));
        assert!(second.contains("| PostgreSQL 13 | 12.22 | the system or npm | 7 | 0 | 3 |\n"));
        assert_eq!(second.lines().count(), first.lines().count());
    }
}
