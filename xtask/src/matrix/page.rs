//! Owns the table of a run and the page that it stands on, `docs/servers.md`.

use std::fmt::Write as _;

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

/// The whole page.
pub(super) fn whole(rows: &[(Entry, Outcome)]) -> String {
    format!("{HEAD}{}{TAIL}", table(rows))
}

/// A row a server.
pub(super) fn table(rows: &[(Entry, Outcome)]) -> String {
    let mut table = String::from(
        "| server | version | from | tests | failures | seconds |\n|---|---|---|---:|---:|---:|\n",
    );
    for (entry, outcome) in rows {
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
        // Writing to a string cannot fail.
        let _ = writeln!(table, "| {entry} | {cells} |");
    }
    table
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
