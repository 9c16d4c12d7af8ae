//! Owns the generated documents: the table of rules, and the workflow's job for the servers. The same text on every machine, so that a
//! test can tell whether it is up to date.

use std::fmt::Write as _;
use std::path::PathBuf;

use schemadrift_check::rules::RULES;

use crate::failure::{Failure, OrFail};
use crate::matrix::workflow;
use crate::workspace;

/// A generated file: where it lies, relative to the root, and its text.
struct Generated {
    path: &'static str,
    text: String,
}

fn generated() -> Result<Vec<Generated>, Failure> {
    let workflow = workspace::read(&workspace::root().join(workflow::PATH))?;
    Ok(vec![
        Generated {
            path: "docs/rules.md",
            text: rules_page(),
        },
        Generated {
            path: workflow::PATH,
            text: workflow::with_job(&workflow)?,
        },
    ])
}

/// Writes every generated file that is not up to date.
///
/// # Errors
/// If one cannot be written.
pub(crate) fn write() -> Result<(), Failure> {
    for file in generated()? {
        let path = workspace::root().join(file.path);
        if std::fs::read_to_string(&path).is_ok_and(|text| text == file.text) {
            continue;
        }
        std::fs::write(&path, file.text).or_fail(format!("could not write `{}`", file.path))?;
        println!("wrote {}", file.path);
    }
    Ok(())
}

/// Tells whether every generated file is up to date.
///
/// # Errors
/// If one is not.
pub(crate) fn check() -> Result<(), Failure> {
    let outdated = outdated()?;
    if outdated.is_empty() {
        return Ok(());
    }
    let names: Vec<String> = outdated
        .iter()
        .map(|path| path.display().to_string())
        .collect();
    Err(Failure::new(format!(
        "out of date: {}; run `cargo xtask codegen`",
        names.join(", ")
    )))
}

/// The generated files that are not what they would be now.
///
/// # Errors
/// If one that exists cannot be read.
pub(crate) fn outdated() -> Result<Vec<PathBuf>, Failure> {
    let mut outdated = Vec::new();
    for file in generated()? {
        let path = workspace::root().join(file.path);
        if !path.is_file() || workspace::read(&path)? != file.text {
            outdated.push(PathBuf::from(file.path));
        }
    }
    Ok(outdated)
}

fn rules_page() -> String {
    let mut page = String::from(
        "# Rules\n\n\
         <!-- Written by `cargo xtask codegen` from the rules themselves: do not edit. -->\n\n\
         Each rule has a page, which `schemadrift explain RULE` shows too. The level is the one a\n\
         finding has at its worst; `[rules]` in `schemadrift.toml` sets another\n\
         (see [configuration](configuration.md)).\n\n\
         | rule | what is wrong | effect | level | since |\n\
         |---|---|---|---|---|\n",
    );
    for rule in RULES {
        let (name, summary, since) = (rule.name, rule.summary, rule.since);
        let (effect, level) = (rule.effect, rule.default_level());
        let link = format!("../crates/schemadrift-check/pages/{name}.md");
        // Writing to a string cannot fail.
        let _ = writeln!(
            page,
            "| [{name}]({link}) | {summary} | {effect} | {level} | {since} |"
        );
    }
    page.push_str(
        "\nThe effects, worst first: `reads-fail`, `writes-fail` and `data-at-risk` are errors,\n\
         `slower` is a warning, `cosmetic` is a note.\n",
    );
    page
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_has_a_row_with_a_link_to_its_page() {
        let page = rules_page();
        for rule in RULES {
            let name = rule.name;
            assert!(page.contains(&format!(
                "| [{name}](../crates/schemadrift-check/pages/{name}.md) |"
            )));
        }
        let rows = page.lines().filter(|line| line.starts_with("| [")).count();
        assert_eq!(rows, RULES.len());
    }
}
