//! Owns the list of servers in `xtask/matrix.toml`: what each is, and how it is had.

use std::fmt;

use schemadrift_testkit::servers::Product;
use toml::{Table, Value};

use crate::failure::{Failure, OrFail};

const TEXT: &str = include_str!("../../matrix.toml");

/// One row of the matrix.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Entry {
    /// What is tested.
    pub(crate) tested: Tested,
    /// What the workflow runs; none for what needs no server.
    pub(crate) image: Option<String>,
}

/// What a row is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Tested {
    /// A server.
    Server {
        product: Product,
        version: String,
        supply: Supply,
    },
    /// SQLite, which is part of the program.
    Sqlite,
}

/// How a server is had on this machine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Supply {
    /// Installed, or the npm package of this version.
    Npm(String),
    /// The package of this suite of Debian, unpacked.
    Suite(String),
    /// Not at all.
    WorkflowOnly,
}

impl Entry {
    /// Its name on the command line, such as `mariadb-10.11`.
    pub(crate) fn name(&self) -> String {
        match &self.tested {
            Tested::Server {
                product, version, ..
            } => format!("{}-{version}", word(*product)),
            Tested::Sqlite => "sqlite".to_owned(),
        }
    }

    /// Whether it can be run on this machine at all.
    pub(crate) fn is_had_here(&self) -> bool {
        let Tested::Server { supply, .. } = &self.tested else {
            return true;
        };
        *supply != Supply::WorkflowOnly
    }
}

impl fmt::Display for Entry {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.tested {
            Tested::Server {
                product, version, ..
            } => write!(formatter, "{product} {version}"),
            Tested::Sqlite => formatter.write_str("SQLite"),
        }
    }
}

/// A product's word in names, files and commands.
pub(crate) fn word(product: Product) -> &'static str {
    match product {
        Product::PostgreSql => "postgresql",
        Product::MariaDb => "mariadb",
        Product::MySql => "mysql",
    }
}

/// The product of this word.
pub(crate) fn product(word_of_it: &str) -> Option<Product> {
    [Product::PostgreSql, Product::MariaDb, Product::MySql]
        .into_iter()
        .find(|product| word(*product) == word_of_it)
}

/// Every row, in the order of the file.
///
/// # Errors
/// If the file is not what its head says.
pub(crate) fn all() -> Result<Vec<Entry>, Failure> {
    read(TEXT)
}

/// The rows of these names, or every row where there are no names.
///
/// # Errors
/// If a name is none; the message lists those that are.
pub(crate) fn named(names: &[String]) -> Result<Vec<Entry>, Failure> {
    let all = all()?;
    if names.is_empty() {
        return Ok(all);
    }
    let find = |name: &String| {
        let found = all.iter().find(|entry| entry.name() == *name).cloned();
        let known: Vec<String> = all.iter().map(Entry::name).collect();
        found.or_fail(format!(
            "`{name}` is not in xtask/matrix.toml, which has {}",
            known.join(", ")
        ))
    };
    names.iter().map(find).collect()
}

fn read(text: &str) -> Result<Vec<Entry>, Failure> {
    let table: Table = text.parse().or_fail("could not read xtask/matrix.toml")?;
    let servers = table
        .get("server")
        .and_then(Value::as_array)
        .or_fail("xtask/matrix.toml lists no servers")?;
    servers.iter().map(entry).collect()
}

fn entry(server: &Value) -> Result<Entry, Failure> {
    let said = |key: &str| server.get(key).and_then(Value::as_str).map(str::to_owned);
    let wrong = |what: &str| Failure::new(format!("xtask/matrix.toml: {what} in `{server}`"));
    if let Some(keys) = server.as_table() {
        let known = ["product", "version", "npm", "suite", "image"];
        if let Some(key) = keys.keys().find(|key| !known.contains(&key.as_str())) {
            return Err(wrong(&format!("`{key}` has no meaning")));
        }
    }
    let name = said("product").ok_or_else(|| wrong("there is no product"))?;
    if name == "sqlite" {
        return Ok(Entry {
            tested: Tested::Sqlite,
            image: None,
        });
    }
    let product = product(&name).ok_or_else(|| wrong("the product is unknown"))?;
    let supply = match (said("npm"), said("suite")) {
        (Some(version), None) if product == Product::PostgreSql => Supply::Npm(version),
        (None, Some(suite)) if product != Product::PostgreSql => Supply::Suite(suite),
        (None, None) => Supply::WorkflowOnly,
        _ => return Err(wrong("this way of having it does not fit the product")),
    };
    Ok(Entry {
        tested: Tested::Server {
            product,
            version: said("version").ok_or_else(|| wrong("there is no version"))?,
            supply,
        },
        image: Some(said("image").ok_or_else(|| wrong("there is no image"))?),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_product_is_there_and_no_name_twice() {
        let all = all().unwrap();
        let mut names: Vec<String> = all.iter().map(Entry::name).collect();
        for name in [
            "postgresql-12",
            "postgresql-18",
            "mysql-9",
            "mariadb-10.11",
            "sqlite",
        ] {
            assert!(names.iter().any(|other| other == name), "{name}");
        }
        names.sort();
        let count = names.len();
        names.dedup();
        assert_eq!(names.len(), count);
    }

    #[test]
    fn packages_are_of_the_version_they_stand_for() {
        let mut seen = 0;
        for entry in all().unwrap() {
            if let Tested::Server {
                version,
                supply: Supply::Npm(npm),
                ..
            } = entry.tested
            {
                assert!(npm.starts_with(&format!("{version}.")), "{npm}");
                seen += 1;
            }
        }
        assert_eq!(seen, 7);
    }

    #[test]
    fn what_the_head_of_the_file_does_not_know_is_refused() {
        let cases = [
            ("product = \"oracle\"", "unknown"),
            ("product = \"mysql\"\nversion = \"9\"", "no image"),
            ("product = \"mysql\"\nimage = \"mysql:9\"", "no version"),
            (
                "product = \"mysql\"\nnpm = \"9.1\"\nversion = \"9\"",
                "does not fit",
            ),
            ("product = \"sqlite\"\nport = \"1\"", "`port`"),
        ];
        for (server, expected) in cases {
            let failure = read(&format!("[[server]]\n{server}\n")).unwrap_err();
            assert!(failure.message.contains(expected), "{}", failure.message);
        }
    }
}
