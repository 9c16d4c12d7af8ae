//! Owns the matrix: the tests that touch a server, run against every server of `xtask/matrix.toml`
//! that can be had here, and the table of how that went.

mod entries;
mod page;
mod suites;
mod version;
pub(crate) mod workflow;

use std::time::Instant;

use clap::Args;
use schemadrift_testkit::servers::MARIADB_VARIABLE;

use crate::failure::{Failure, OrFail};
use crate::servers::{self, Server};
use crate::{suite, workspace};
pub(crate) use entries::{Entry, Supply, Tested, all, named, product, word};
use suites::{Counts, Programs};

/// What can be set about a run.
#[derive(Debug, Args)]
pub(crate) struct Options {
    /// Names from xtask/matrix.toml, such as `mysql-9`; all that can be had here without any
    names: Vec<String>,
    /// A server of the one name that is given, as a superuser's URL, instead of one started here
    #[arg(long, requires = "names")]
    url: Option<String>,
    /// Writes the rows that ran into docs/servers.md
    #[arg(long)]
    write: bool,
}

/// How a row went.
#[derive(Debug)]
enum Outcome {
    /// Its tests ran, on a server that states this version.
    Ran {
        version: String,
        counts: Counts,
        seconds: u64,
    },
    /// It cannot be had on this machine.
    NotHere,
    /// It could have been had, and was not; the message says why.
    NoServer(String),
}

/// Runs every row that was asked for, and prints the table.
///
/// # Errors
/// If a test fails, or a server that can be had here does not start.
pub(crate) fn run(options: &Options) -> Result<(), Failure> {
    let entries = named(&options.names)?;
    if options.url.is_some() && entries.len() != 1 {
        return Err(Failure::new("`--url` is the server of exactly one name"));
    }
    suite::build_command()?;
    let programs = Programs::build()?;
    // Some tests of the others compare with MariaDB.
    let mariadb = servers::mariadb()?;
    let mut rows = Vec::new();
    for entry in entries {
        println!("{entry}");
        let outcome = outcome(&entry, options, &programs, &mariadb);
        println!("  {}", page::words(&outcome));
        rows.push((entry, outcome));
    }
    println!("\n{}", page::table(&rows));
    if options.write {
        let path = workspace::root().join("docs/servers.md");
        let before = std::fs::read_to_string(&path).unwrap_or_default();
        let text = page::whole(&all()?, &rows, &before);
        std::fs::write(&path, text).or_fail("could not write `docs/servers.md`")?;
        println!("wrote docs/servers.md");
    }
    judge(&rows, !options.names.is_empty())
}

fn outcome(entry: &Entry, options: &Options, programs: &Programs, mariadb: &Server) -> Outcome {
    if options.url.is_none() && !entry.is_had_here() {
        return Outcome::NotHere;
    }
    match tested(entry, options.url.as_deref(), programs, mariadb) {
        Ok(outcome) => outcome,
        Err(failure) => Outcome::NoServer(failure.message),
    }
}

fn tested(
    entry: &Entry,
    url: Option<&str>,
    programs: &Programs,
    mariadb: &Server,
) -> Result<Outcome, Failure> {
    let mut variables = vec![(MARIADB_VARIABLE, mariadb.url.clone())];
    // What lives as long as the tests, and the version that is stated.
    let (_server, version) = match &entry.tested {
        Tested::Sqlite => (None, "as built in".to_owned()),
        Tested::Server {
            product,
            version: row,
            supply,
        } => {
            let server = match url {
                Some(url) => Server::elsewhere(url),
                None => servers::of(*product, row, supply)?,
            };
            let stated = version::of(&server.url)?;
            if !version::is_meant(&stated, row) {
                return Err(Failure::new(format!("the server says it is {stated}")));
            }
            variables.retain(|(name, _)| *name != product.variable());
            variables.push((product.variable(), server.url.clone()));
            (Some(server), stated)
        }
    };
    let start = Instant::now();
    let counts = programs.run(&entry.tested, &variables)?;
    Ok(Outcome::Ran {
        version,
        counts,
        seconds: start.elapsed().as_secs(),
    })
}

/// Fails where anything did; a row that was asked for by name has to have run.
fn judge(rows: &[(Entry, Outcome)], by_name: bool) -> Result<(), Failure> {
    let is_bad = |outcome: &Outcome| match outcome {
        Outcome::Ran { counts, .. } => counts.failed > 0,
        Outcome::NotHere => by_name,
        Outcome::NoServer(_) => true,
    };
    let bad: Vec<String> = rows
        .iter()
        .filter(|(_, outcome)| is_bad(outcome))
        .map(|(entry, outcome)| format!("{entry}: {}", page::words(outcome)))
        .collect();
    if bad.is_empty() {
        return Ok(());
    }
    Err(Failure::new(bad.join("\nerror: ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failure_a_missing_server_and_a_name_that_did_not_run_fail_the_whole() {
        let entry = || entries::all().unwrap().remove(0);
        let ran = |failed| Outcome::Ran {
            version: "12.22".into(),
            counts: Counts { passed: 3, failed },
            seconds: 1,
        };
        assert!(judge(&[(entry(), ran(0)), (entry(), Outcome::NotHere)], false).is_ok());
        assert!(judge(&[(entry(), ran(1))], false).is_err());
        assert!(judge(&[(entry(), Outcome::NotHere)], true).is_err());
        assert!(judge(&[(entry(), Outcome::NoServer("no".into()))], false).is_err());
    }
}
