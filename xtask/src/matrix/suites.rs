//! Owns which tests touch a server, by target and by words in the tests' names, and running them.

use std::path::PathBuf;
use std::process::{Command, Stdio};

use serde_json::Value;

use super::entries::Tested;
use crate::failure::{Failure, OrFail};
use crate::{process, workspace};
use schemadrift_testkit::servers::Product;

/// A test target, and the words that pick its tests for each product; an empty word picks all,
/// no word none.
struct Suite {
    package: &'static str,
    target: &'static str,
    postgresql: &'static [&'static str],
    mysql: &'static [&'static str],
    mariadb: &'static [&'static str],
    sqlite: &'static [&'static str],
}

/// A target that is about one product, or that no word can divide.
const NONE: &[&str] = &[];
const ALL: &[&str] = &[""];

const SUITES: &[Suite] = &[
    of("schemadrift-live", "postgresql", [ALL, NONE, NONE, NONE]),
    of("schemadrift-live", "mysql", [NONE, ALL, ALL, NONE]),
    of("schemadrift-live", "sqlite", [NONE, NONE, NONE, ALL]),
    of(
        "schemadrift-sql",
        "servers",
        [&["postgresql"], NONE, NONE, &["sqlite"]],
    ),
    of("schemadrift", "postgresql", [ALL, NONE, NONE, NONE]),
    of("schemadrift", "sqlite", [NONE, NONE, NONE, ALL]),
    of(
        "schemadrift-tests",
        "laws",
        [&["postgresql"], &["mysql"], &["mariadb"], &["sqlite"]],
    ),
    // A fixture for MySQL is one for MariaDB too.
    of(
        "schemadrift-tests",
        "rules",
        [
            &["(postgresql)"],
            &["(mysql)"],
            &["(mysql)", "(mariadb)"],
            &["(sqlite)"],
        ],
    ),
    of(
        "schemadrift-tests",
        "mutations",
        [&["postgresql"], NONE, NONE, &["sqlite"]],
    ),
    of(
        "schemadrift-tests",
        "migrations",
        [ALL, &["mysql"], &["mysql"], NONE],
    ),
    of("schemadrift-tests", "pages", [ALL, NONE, NONE, NONE]),
    of("schemadrift-tests", "incidents", [ALL, NONE, NONE, NONE]),
    of("schemadrift-tests", "histories", [ALL, NONE, NONE, NONE]),
    of("schemadrift-tests", "explain", [ALL, NONE, NONE, NONE]),
    of(
        "schemadrift-tests",
        "writers",
        [ALL, &["mysql"], &["mysql"], &["sqlite"]],
    ),
    of("schemadrift-tests", "bad_input", [ALL, NONE, NONE, NONE]),
];

const fn of(
    package: &'static str,
    target: &'static str,
    [postgresql, mysql, mariadb, sqlite]: [&'static [&'static str]; 4],
) -> Suite {
    Suite {
        package,
        target,
        postgresql,
        mysql,
        mariadb,
        sqlite,
    }
}

impl Suite {
    fn words(&self, tested: &Tested) -> &'static [&'static str] {
        match tested {
            Tested::Server {
                product: Product::PostgreSql,
                ..
            } => self.postgresql,
            Tested::Server {
                product: Product::MySql,
                ..
            } => self.mysql,
            Tested::Server {
                product: Product::MariaDb,
                ..
            } => self.mariadb,
            Tested::Sqlite => self.sqlite,
        }
    }
}

/// The programs of all tests of the workspace.
pub(super) struct Programs(Vec<Program>);

struct Program {
    package: String,
    target: String,
    folder: PathBuf,
    path: PathBuf,
}

/// How the tests of a row ended.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Counts {
    pub(super) passed: u32,
    pub(super) failed: u32,
}

impl Programs {
    /// Builds them as `cargo test --workspace` does, so that nothing is built in another shape.
    pub(super) fn build() -> Result<Self, Failure> {
        let mut build = process::cargo();
        build
            .args(["test", "--workspace", "--all-features", "--no-run"])
            .args(["--message-format", "json-render-diagnostics"])
            .stderr(Stdio::inherit());
        let output = build.output().or_fail("could not start cargo")?;
        if !output.status.success() {
            return Err(Failure::new("the tests do not build"));
        }
        let said = String::from_utf8_lossy(&output.stdout);
        Ok(Self(said.lines().filter_map(program).collect()))
    }

    /// Runs what touches this row's product, with these variables.
    pub(super) fn run(
        &self,
        tested: &Tested,
        variables: &[(&str, String)],
    ) -> Result<Counts, Failure> {
        let mut counts = Counts::default();
        for suite in SUITES {
            for word in suite.words(tested) {
                let one = self.run_suite(suite, word, variables)?;
                counts.passed += one.passed;
                counts.failed += one.failed;
            }
        }
        Ok(counts)
    }

    fn run_suite(
        &self,
        suite: &Suite,
        word: &str,
        variables: &[(&str, String)],
    ) -> Result<Counts, Failure> {
        let (package, target) = (suite.package, suite.target);
        let program = self
            .0
            .iter()
            .find(|program| program.package == package && program.target == target)
            .or_fail(format!("`{package}` has no tests `{target}`"))?;
        let mut command = Command::new(&program.path);
        // Cargo runs tests in their package's folder.
        command.current_dir(&program.folder).stdin(Stdio::null());
        command.envs(variables.iter().map(|(name, value)| (name, value)));
        if !word.is_empty() {
            command.arg(word);
        }
        let output = command
            .output()
            .or_fail(format!("could not start the tests `{target}`"))?;
        let said = String::from_utf8_lossy(&output.stdout);
        let counts = counts(&said).unwrap_or_default();
        println!(
            "  {package} {target} {word}: {} passed, {} failed",
            counts.passed, counts.failed
        );
        if output.status.success() && counts.passed > 0 {
            return Ok(counts);
        }
        println!("{said}{}", String::from_utf8_lossy(&output.stderr));
        // A program that died, and a word that picks nothing, are failures too.
        Ok(Counts {
            failed: counts.failed.max(1),
            ..counts
        })
    }
}

/// A line of cargo about a test's program.
fn program(line: &str) -> Option<Program> {
    let message: Value = serde_json::from_str(line).ok()?;
    let is_test =
        message["profile"]["test"].as_bool()? && message["target"]["kind"][0].as_str()? == "test";
    let folder = PathBuf::from(message["manifest_path"].as_str()?);
    let folder = folder.parent()?.to_path_buf();
    is_test.then_some(Program {
        package: package_in(&folder)?,
        target: message["target"]["name"].as_str()?.to_owned(),
        path: PathBuf::from(message["executable"].as_str()?),
        folder,
    })
}

/// The name of the package in a folder: the folder's own, but for the tests.
fn package_in(folder: &std::path::Path) -> Option<String> {
    let name = folder.file_name()?.to_str()?;
    let is_tests = folder == workspace::root().join("tests");
    Some(if is_tests { "schemadrift-tests" } else { name }.to_owned())
}

/// What a test program says at its end: `test result: ok. 4 passed; 0 failed; …`.
fn counts(said: &str) -> Option<Counts> {
    let line = said
        .lines()
        .rev()
        .find_map(|line| line.strip_prefix("test result: "))?;
    let number = |what: &str| {
        let (before, _) = line.split_once(what)?;
        before.trim_end().rsplit(' ').next()?.parse().ok()
    };
    Some(Counts {
        passed: number("passed")?,
        failed: number("failed")?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_line_is_counted() {
        let said = "test a ... ok\ntest result: FAILED. 12 passed; 3 failed; 0 ignored\n\n";
        let expected = Counts {
            passed: 12,
            failed: 3,
        };
        assert_eq!(counts(said), Some(expected));
        assert_eq!(counts("error: a program died"), None);
    }

    #[test]
    fn every_suite_is_there() {
        let root = workspace::root();
        for suite in SUITES {
            let folder = match suite.package {
                "schemadrift-tests" => root.join("tests"),
                package => root.join("crates").join(package),
            };
            let file = folder.join("tests").join(format!("{}.rs", suite.target));
            let module = folder.join("tests").join(suite.target).join("main.rs");
            assert!(file.is_file() || module.is_file(), "{}", file.display());
        }
    }
}
