//! Owns running every test: builds once, gives the tests their server, and holds the house rules.

use clap::Args;
use schemadrift_testkit::servers::{MARIADB_VARIABLE, POSTGRES_VARIABLE};

use crate::failure::Failure;
use crate::servers::{self, Server};
use crate::{process, tidy};

/// What can be set about a run.
#[derive(Debug, Args)]
pub(crate) struct Options {
    /// What `cargo test` and the tests take
    #[arg(last = true)]
    arguments: Vec<String>,
}

/// Runs every test, on one PostgreSQL, one MariaDB and SQLite.
///
/// # Errors
/// If there is no server, a test fails, or a house rule is broken.
pub(crate) fn run(options: &Options) -> Result<(), Failure> {
    build_command()?;
    let mariadb = servers::mariadb()?;
    test(&servers::one()?, &mariadb, options)?;
    tidy::run()
}

/// Builds the command that end-to-end tests run: cargo builds a package's programs for its own
/// tests only. With this program's own packages, so that nothing is built in another shape.
///
/// # Errors
/// If it does not build.
pub(crate) fn build_command() -> Result<(), Failure> {
    let mut build = process::cargo();
    build.args([
        "build",
        "--package",
        "xtask",
        "--package",
        "schemadrift-cli",
    ]);
    process::stream(build.args(["--bin", "schemadrift"]))
}

fn test(postgres: &Server, mariadb: &Server, options: &Options) -> Result<(), Failure> {
    let mut test = process::cargo();
    test.args(["test", "--workspace", "--all-features", "--no-fail-fast"])
        .args(&options.arguments)
        .env(POSTGRES_VARIABLE, &postgres.url)
        .env(MARIADB_VARIABLE, &mariadb.url);
    process::stream(&mut test)
}
