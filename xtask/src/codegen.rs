//! Owns the generated documents: the tables of rules and of platforms, the schema of the configuration, and
//! the workflow's job for the servers. The same text on every machine, so that a
//! test can tell whether it is up to date.

use std::fmt::Write as _;
use std::path::PathBuf;

use schemadrift_check::rules::RULES;
use schemadrift_core::platform::{self, Evidence, Exception, Platform};

use crate::editor_schema;
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
            path: "docs/platforms.md",
            text: platforms_page(),
        },
        Generated {
            path: editor_schema::PATH,
            text: editor_schema::text(),
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

fn platforms_page() -> String {
    let mut page = String::from(
        "# Platforms\n\n\
         <!-- Written by `cargo xtask codegen` from the platforms themselves: do not edit. -->\n\n\
         What runs a database, extends it or speaks like it keeps things of its own in it. A platform is known\n\
         by what the database shows of itself; what belongs to it is left out, counted, and listed with\n\
         `--verbose`, unless the code declares it or the URL names its schema. In everything else a platform is\n\
         taken for the database that it is based on, but for the exceptions. Tables of migration tools are left\n\
         out everywhere.\n\n\
         The last column says what was run. What was only read about may differ in ways that nobody has seen\n\
         here: a report of such a database is worth a second look.\n\n\
         | platform | based on | known by | keeps for itself | except | run or read about |\n\
         |---|---|---|---|---|---|\n",
    );
    for platform in platform::all() {
        let (name, base) = (platform.name, platform.base);
        let (known, own, except) = (known_by(platform), kept(platform), exceptions(platform));
        let evidence = match platform.evidence {
            Evidence::Run(version) => format!("run: {version}"),
            Evidence::Read(source) => format!("[read about]({source})"),
        };
        // Writing to a string cannot fail.
        let _ = writeln!(
            page,
            "| {name} | {base} | {known} | {own} | {except} | {evidence} |"
        );
    }
    page
}

fn known_by(platform: &Platform) -> String {
    let marks = &platform.marks;
    let mut known = Vec::new();
    if let Some(word) = marks.banner {
        known.push(format!("`{word}` in its version"));
    }
    if !marks.schemas.is_empty() {
        known.push(format!("schemas {}", list(marks.schemas, " and ")));
    }
    if !marks.extensions.is_empty() {
        known.push(format!("extension {}", list(marks.extensions, " or ")));
    }
    if !marks.tables.is_empty() {
        known.push(format!("table {}", list(marks.tables, " or ")));
    }
    known.join("; ")
}

fn kept(platform: &Platform) -> String {
    let own = &platform.own;
    let mut kept = Vec::new();
    if !own.schemas.is_empty() {
        kept.push(format!("schemas {}", list(own.schemas, ", ")));
    }
    if !own.schema_prefixes.is_empty() {
        let prefixes = list(own.schema_prefixes, ", ");
        kept.push(format!("schemas that begin with {prefixes}"));
    }
    if own.keeps_schema_of_extension {
        kept.push("the schema that it is in, unless that is `public`".to_owned());
    }
    if !own.triggers.is_empty() {
        kept.push(format!("triggers {}", list(own.triggers, ", ")));
    }
    if !platform.marks.tables.is_empty() {
        kept.push(format!("tables {}", list(platform.marks.tables, ", ")));
    }
    if !own.table_suffixes.is_empty() {
        let suffixes = list(own.table_suffixes, ", ");
        kept.push(format!("tables that end with {suffixes}"));
    }
    kept.join("; ")
}

fn exceptions(platform: &Platform) -> String {
    let said = platform.except.iter().map(|exception| match exception {
        Exception::HiddenKey { column, default } => {
            format!("a table without a primary key gets `{column}`, `{default}`, which counts for nothing")
        }
        Exception::IndexMethod { own, base } => format!("the index method `{own}` is `{base}`"),
    });
    said.collect::<Vec<_>>().join("; ")
}

fn list(names: &[&str], between: &str) -> String {
    let quoted: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    quoted.join(between)
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
