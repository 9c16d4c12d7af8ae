//! House rule: links between the project's own documents lead somewhere, anchors included.

use std::path::{Path, PathBuf};

use super::{Complaint, Workspace};
use crate::failure::Failure;
use crate::workspace;

pub(super) fn check(workspace: &Workspace) -> Result<Vec<Complaint>, Failure> {
    let mut complaints = Vec::new();
    for file in documents(&workspace.root)? {
        let text = workspace::read(&file)?;
        let shown = file.strip_prefix(&workspace.root).unwrap_or(&file);
        for target in targets(&text) {
            if !leads_somewhere(&file, &text, &target) {
                complaints.push(Complaint::new(
                    shown,
                    format!("the link to `{target}` leads nowhere"),
                ));
            }
        }
    }
    Ok(complaints)
}

/// Every Markdown file but fixtures, which may hold anything.
fn documents(root: &Path) -> Result<Vec<PathBuf>, Failure> {
    let mut files = workspace::files(root, "md")?;
    files.retain(|file| !file.starts_with(root.join("tests")));
    Ok(files)
}

/// The targets of all inline links outside code.
fn targets(text: &str) -> Vec<String> {
    let prose = without_code(text);
    prose
        .split("](")
        .skip(1)
        .filter_map(|rest| rest.split([')', ' ', '\n']).next())
        .map(ToString::to_string)
        .collect()
}

/// The text without fenced blocks and inline code, which only look like links.
fn without_code(text: &str) -> String {
    let mut prose = String::new();
    let mut is_in_fence = false;
    for line in text.lines() {
        if line.trim_start().starts_with("```") {
            is_in_fence = !is_in_fence;
        } else if !is_in_fence {
            prose.extend(line.split('`').step_by(2));
            prose.push('\n');
        }
    }
    prose
}

fn leads_somewhere(file: &Path, text: &str, target: &str) -> bool {
    if ["https://", "http://", "mailto:"]
        .iter()
        .any(|scheme| target.starts_with(scheme))
    {
        return true;
    }
    let (path, anchor) = target.split_once('#').unwrap_or((target, ""));
    if path.is_empty() {
        return has_anchor(text, anchor);
    }
    let found = file.parent().unwrap_or(file).join(path);
    if anchor.is_empty() {
        return found.exists();
    }
    workspace::read(&found).is_ok_and(|text| has_anchor(&text, anchor))
}

fn has_anchor(text: &str, anchor: &str) -> bool {
    text.lines()
        .filter_map(|line| line.strip_prefix('#'))
        .any(|heading| slug(heading.trim_start_matches('#')) == anchor)
}

/// A heading as GitHub writes it in an anchor.
fn slug(heading: &str) -> String {
    heading
        .trim()
        .to_lowercase()
        .chars()
        .filter_map(|letter| match letter {
            ' ' => Some('-'),
            '-' | '_' => Some(letter),
            other => other.is_alphanumeric().then_some(other),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_are_found_outside_code_only() {
        let text =
            "See [a](one.md) and [b](two.md \"title\").\n`[c](three.md)`\n```\n[d](four.md)\n```\n";
        assert_eq!(targets(text), ["one.md", "two.md"]);
    }

    #[test]
    fn files_and_anchors_must_exist() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("page.md");
        std::fs::write(folder.path().join("other.md"), "# Exit codes\n").unwrap();
        let leads = |target| leads_somewhere(&file, "## Here & now\n", target);
        assert!(leads("other.md"));
        assert!(leads("other.md#exit-codes"));
        assert!(leads("#here--now"));
        assert!(leads("https://example.org/x"));
        assert!(!leads("gone.md"));
        assert!(!leads("other.md#gone"));
        assert!(!leads("#gone"));
    }
}
