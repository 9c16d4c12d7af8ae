//! Owns the house rules: what a change may not break without anyone noticing. One file a rule,
//! each a function from the workspace to complaints; the table below is the whole list.

mod arrows;
mod links;
mod manifest;
mod map;
mod rules;
mod sources;
mod tree;

use std::fmt;
use std::path::{Path, PathBuf};

use crate::codegen;
use crate::failure::Failure;
use crate::workspace::{self, Package};

/// What every house rule may look at.
#[derive(Debug)]
struct Workspace {
    root: PathBuf,
    packages: Vec<Package>,
}

/// A broken house rule, at its file.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Complaint {
    file: String,
    message: String,
}

impl Complaint {
    fn new(file: impl AsRef<Path>, message: impl Into<String>) -> Self {
        Self {
            file: file.as_ref().display().to_string(),
            message: message.into(),
        }
    }
}

impl fmt::Display for Complaint {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}: {}", self.file, self.message)
    }
}

type HouseRule = fn(&Workspace) -> Result<Vec<Complaint>, Failure>;

const HOUSE_RULES: &[(&str, HouseRule)] = &[
    ("arrows between crates", arrows::check),
    ("the map", map::check),
    ("rule = file = page = fixture", rules::check),
    ("source files", sources::check),
    ("dependencies", manifest::check),
    ("what services take in", tree::check),
    ("links between documents", links::check),
    ("generated files", generated),
];

/// Checks every house rule and prints what is broken.
///
/// # Errors
/// If one is broken or could not be checked.
pub(crate) fn run() -> Result<(), Failure> {
    let complaints = complaints()?;
    for complaint in &complaints {
        eprintln!("{complaint}");
    }
    match complaints.len() {
        0 => {
            println!("tidy: {} house rules hold", HOUSE_RULES.len());
            Ok(())
        }
        1 => Err(Failure::new("a house rule is broken (see above)")),
        many => Err(Failure::new(format!(
            "house rules are broken in {many} places (see above)"
        ))),
    }
}

fn complaints() -> Result<Vec<Complaint>, Failure> {
    let workspace = Workspace {
        root: workspace::root(),
        packages: workspace::packages()?,
    };
    let mut complaints = Vec::new();
    for (_, check) in HOUSE_RULES {
        complaints.extend(check(&workspace)?);
    }
    Ok(complaints)
}

fn generated(_: &Workspace) -> Result<Vec<Complaint>, Failure> {
    Ok(codegen::outdated()?
        .into_iter()
        .map(|file| Complaint::new(file, "is out of date: run `cargo xtask codegen`"))
        .collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_house_rule_holds() {
        let complaints: Vec<String> = complaints()
            .unwrap()
            .iter()
            .map(ToString::to_string)
            .collect();
        assert!(complaints.is_empty(), "{}", complaints.join("\n"));
    }
}
