//! Owns that each feature of the library builds alone, and that all of them build together.

use std::path::Path;

use toml::{Table, Value};

use crate::failure::{Failure, OrFail};
use crate::process;
use crate::workspace;

const PACKAGE: &str = "schemadrift";

/// Features that only compile tests.
const OF_TESTS: &[&str] = &["server-tests"];

/// Builds the library with no feature, with each alone and with all.
///
/// # Errors
/// If one of them does not build without a warning.
pub(crate) fn run() -> Result<(), Failure> {
    check(&[])?;
    let features = of_library()?;
    for feature in &features {
        check(&[feature])?;
    }
    let all: Vec<&str> = features.iter().map(String::as_str).collect();
    check(&all)
}

fn check(features: &[&str]) -> Result<(), Failure> {
    let joined = features.join(",");
    println!(
        "features: {}",
        if joined.is_empty() { "none" } else { &joined }
    );
    let mut check = process::cargo();
    check.args([
        "clippy",
        "--no-deps",
        "--package",
        PACKAGE,
        "--no-default-features",
    ]);
    check.args(["--features", &joined]);
    // What a feature leaves out must leave nothing unused behind.
    process::stream(check.args(["--", "-D", "warnings"]))
}

/// The features of the library, `default` aside, in the order of its manifest.
pub(crate) fn of_library() -> Result<Vec<String>, Failure> {
    let path = Path::new("crates").join(PACKAGE).join("Cargo.toml");
    let manifest: Table = workspace::read(&workspace::root().join(&path))?
        .parse()
        .or_fail(format!("could not read `{}`", path.display()))?;
    let features = manifest.get("features").and_then(Value::as_table);
    let features = features.or_fail("the library has no features")?;
    let names = features.keys().map(String::as_str);
    let names = names.filter(|name| *name != "default" && !OF_TESTS.contains(name));
    Ok(names.map(str::to_owned).collect())
}
