//! House rule: what a service takes in with the library holds no command-line parser and nothing for
//! terminals, whatever the features.

use std::collections::BTreeSet;

use super::{Complaint, Workspace};
use crate::failure::Failure;
use crate::{features, process};

/// Crates that have no place in a service.
const UNWANTED: &[&str] = &[
    "anstream",
    "anstyle",
    "annotate-snippets",
    "clap",
    "clap_builder",
    "colored",
    "console",
    "crossterm",
    "indicatif",
    "owo-colors",
    "schemadrift-cli",
    "schemadrift-report",
    "terminal_size",
    "termcolor",
];

/// What SeaORM itself brings along is its own. The parser of scripts brings colours for its messages,
/// which is why `code` is no default.
const NOT_OURS: &[&str] = &["seaorm", "code"];

pub(super) fn check(_: &Workspace) -> Result<Vec<Complaint>, Failure> {
    let features = features::of_library()?;
    let features: Vec<&str> = features
        .iter()
        .map(String::as_str)
        .filter(|feature| !NOT_OURS.contains(feature))
        .collect();
    let mut tree = process::cargo();
    tree.args([
        "tree",
        "--offline",
        "--package",
        "schemadrift",
        "--edges",
        "normal",
    ]);
    tree.args([
        "--prefix",
        "none",
        "--format",
        "{p}",
        "--no-default-features",
    ]);
    let text = process::capture(tree.args(["--features", &features.join(",")]))?;
    Ok(judge(&text))
}

/// What the lines of a tree, each `NAME VERSION`, hold that they should not.
fn judge(tree: &str) -> Vec<Complaint> {
    let names: BTreeSet<&str> = tree
        .lines()
        .filter_map(|line| line.split_whitespace().next())
        .collect();
    if !names.contains("sqlx") {
        let message = "`cargo tree` shows no `sqlx`, so it does not show the library";
        return vec![Complaint::new("crates/schemadrift/Cargo.toml", message)];
    }
    let unwanted = UNWANTED.iter().filter(|name| names.contains(*name));
    unwanted
        .map(|name| {
            Complaint::new(
                "crates/schemadrift/Cargo.toml",
                format!("services would take in `{name}`: `cargo tree -p schemadrift -i {name}`"),
            )
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::judge;

    #[test]
    fn what_has_no_place_in_a_service_is_named() {
        assert!(judge("sqlx v0.9.0\nserde v1.0.0\n").is_empty());
        let complaints = judge("sqlx v0.9.0\nclap v4.0.0\n");
        assert_eq!(complaints.len(), 1);
        assert!(complaints[0].message.contains("`clap`"));
    }

    #[test]
    fn a_tree_that_shows_nothing_is_no_proof() {
        assert_eq!(judge("").len(), 1);
    }
}
