//! House rule: a rule's name is the name of its file, its page and its fixture folder, and none of
//! the three exists without a rule.

use std::collections::BTreeSet;
use std::path::Path;

use schemadrift_check::rules::RULES;

use super::{Complaint, Workspace};
use crate::failure::Failure;
use crate::workspace;

const SOURCES: &str = "crates/schemadrift-check/src/rules";
const PAGES: &str = "crates/schemadrift-check/pages";
const FIXTURES: &str = "tests/rules";

pub(super) fn check(workspace: &Workspace) -> Result<Vec<Complaint>, Failure> {
    let rules: BTreeSet<String> = RULES.iter().map(|rule| rule.name.to_string()).collect();
    let mut complaints = Vec::new();
    complaints.extend(judge(
        &rules,
        &sources(&workspace.root)?,
        SOURCES,
        "source file",
    ));
    let pages = names(&workspace.root.join(PAGES))?;
    complaints.extend(judge(&rules, &pages, PAGES, "page"));
    let fixtures = names(&workspace.root.join(FIXTURES))?;
    complaints.extend(judge(&rules, &fixtures, FIXTURES, "fixture folder"));
    for rule in RULES {
        let heading = format!("# {}", rule.name);
        if rule.page.lines().next() != Some(heading.as_str()) {
            complaints.push(Complaint::new(
                format!("{PAGES}/{}.md", rule.name),
                format!("does not open with `{heading}`"),
            ));
        }
    }
    Ok(complaints)
}

/// The rules that have a source file, told from what rules share by the `RULE` they define.
fn sources(root: &Path) -> Result<BTreeSet<String>, Failure> {
    let mut names = BTreeSet::new();
    for file in workspace::files(&root.join(SOURCES), "rs")? {
        if workspace::read(&file)?.contains("static RULE: Rule") {
            names.insert(stem(&file).replace('_', "-"));
        }
    }
    Ok(names)
}

/// The names of what lies in a folder, without extensions; empty if there is no such folder.
fn names(folder: &Path) -> Result<BTreeSet<String>, Failure> {
    if !folder.is_dir() {
        return Ok(BTreeSet::new());
    }
    Ok(workspace::entries(folder)?
        .iter()
        .filter(|entry| entry.is_dir() || entry.extension().is_some_and(|found| found == "md"))
        .map(|entry| stem(entry))
        .collect())
}

fn stem(path: &Path) -> String {
    path.file_stem()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned()
}

fn judge(
    rules: &BTreeSet<String>,
    found: &BTreeSet<String>,
    folder: &str,
    what: &str,
) -> Vec<Complaint> {
    let missing = rules
        .difference(found)
        .map(|rule| Complaint::new(folder, format!("rule `{rule}` has no {what}")));
    let stray = found
        .difference(rules)
        .map(|name| Complaint::new(folder, format!("the {what} `{name}` belongs to no rule")));
    missing.chain(stray).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_without_a_page_and_a_page_without_a_rule_are_named() {
        let set = |names: &[&str]| names.iter().map(ToString::to_string).collect();
        let complaints = judge(
            &set(&["one", "two"]),
            &set(&["two", "three"]),
            "pages",
            "page",
        );
        let messages: Vec<&str> = complaints
            .iter()
            .map(|complaint| complaint.message.as_str())
            .collect();
        assert_eq!(
            messages,
            [
                "rule `one` has no page",
                "the page `three` belongs to no rule"
            ]
        );
        assert_eq!(judge(&set(&["one"]), &set(&["one"]), "pages", "page"), []);
    }
}
