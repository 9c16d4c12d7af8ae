//! House rule: every dependency that the root manifest offers is used, and the large ones are
//! built in one version only.

use std::collections::{BTreeMap, BTreeSet};

use toml::{Table, Value};

use super::{Complaint, Workspace};
use crate::failure::{Failure, OrFail};
use crate::workspace::{self, Package};

/// Crates that cost much to build, or that must be the same one everywhere.
const ONCE: &[&str] = &["libsqlite3-sys", "rustls", "serde", "sqlx", "tokio"];

pub(super) fn check(workspace: &Workspace) -> Result<Vec<Complaint>, Failure> {
    let manifest: Table = workspace::read(&workspace.root.join("Cargo.toml"))?
        .parse()
        .or_fail("could not read `Cargo.toml`")?;
    let lock: Table = workspace::read(&workspace.root.join("Cargo.lock"))?
        .parse()
        .or_fail("could not read `Cargo.lock`")?;
    let mut complaints = unused(&manifest, &workspace.packages);
    complaints.extend(doubled(&lock));
    Ok(complaints)
}

fn unused(manifest: &Table, packages: &[Package]) -> Vec<Complaint> {
    let used: BTreeSet<&str> = packages
        .iter()
        .flat_map(|package| &package.dependencies)
        .map(|dependency| dependency.name.as_str())
        .collect();
    manifest
        .get("workspace")
        .and_then(|workspace| workspace.get("dependencies"))
        .and_then(Value::as_table)
        .into_iter()
        .flatten()
        .filter(|(name, _)| !used.contains(name.as_str()))
        .map(|(name, _)| Complaint::new("Cargo.toml", format!("no crate uses `{name}`")))
        .collect()
}

fn doubled(lock: &Table) -> Vec<Complaint> {
    let mut versions: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    let packages = lock.get("package").and_then(Value::as_array);
    for package in packages.into_iter().flatten() {
        let text = |key| package.get(key).and_then(Value::as_str);
        if let (Some(name), Some(version)) = (text("name"), text("version")) {
            versions.entry(name).or_default().push(version);
        }
    }
    versions
        .into_iter()
        .filter(|(name, versions)| ONCE.contains(name) && versions.len() > 1)
        .map(|(name, versions)| {
            let versions = versions.join("` and `");
            Complaint::new(
                "Cargo.lock",
                format!("`{name}` is built more than once: `{versions}`"),
            )
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workspace::Dependency;

    #[test]
    fn an_unused_dependency_is_named() {
        let manifest = "[workspace.dependencies]\nserde = \"1\"\nurl = \"2\"\n"
            .parse()
            .unwrap();
        let package = Package {
            name: "core".to_string(),
            folder: "crates/core".into(),
            dependencies: vec![Dependency {
                name: "serde".to_string(),
                is_for_development: true,
            }],
        };
        assert_eq!(
            unused(&manifest, &[package]),
            [Complaint::new("Cargo.toml", "no crate uses `url`")]
        );
    }

    #[test]
    fn a_large_crate_in_two_versions_is_named_and_a_small_one_is_not() {
        let entry = |name: &str, version: &str| {
            format!("[[package]]\nname = \"{name}\"\nversion = \"{version}\"\n")
        };
        let lock = [
            entry("hashbrown", "0.14.0"),
            entry("hashbrown", "0.15.0"),
            entry("tokio", "1.0.0"),
            entry("serde", "1.0.0"),
            entry("serde", "2.0.0"),
        ]
        .concat()
        .parse()
        .unwrap();
        assert_eq!(
            doubled(&lock),
            [Complaint::new(
                "Cargo.lock",
                "`serde` is built more than once: `1.0.0` and `2.0.0`"
            )]
        );
    }
}
