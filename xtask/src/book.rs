//! Owns the book: the pages of `docs` and the pages of the rules put together as one source for mdBook, which makes a site of
//! it. Links that lead out of the book lead to the repository instead.

use std::path::{Path, PathBuf};
use std::process::Command;

use clap::Args;
use schemadrift_check::rules::RULES;

use crate::failure::{Failure, OrFail};
use crate::process;
use crate::workspace;

/// Where what lies outside of the book is shown.
const REPOSITORY: &str = "https://github.com/schemadrift/schemadrift/blob/main";

/// The line of the summary below which the rules are listed.
const RULES_LINE: &str = "- [Rules](rules.md)\n";

#[derive(Debug, Args)]
pub(crate) struct Options {
    /// Only puts the source together, for another tool than mdBook
    #[arg(long)]
    source_only: bool,
}

/// Puts the book together below `target/book`, and lets mdBook (`cargo install mdbook`) make a site of it.
///
/// # Errors
/// If a page cannot be read or written, or mdBook is not installed or not content.
pub(crate) fn run(options: &Options) -> Result<(), Failure> {
    let root = workspace::root();
    let book = root.join("target/book");
    let source = book.join("src");
    if source.exists() {
        std::fs::remove_dir_all(&source).or_fail("could not clear the book's source")?;
    }
    for page in workspace::files(&root.join("docs"), "md")? {
        let place = page.strip_prefix(root.join("docs")).unwrap_or(&page);
        let text = workspace::read(&page)?;
        write(&source.join(place), &with_links(&text, place))?;
    }
    for schema in workspace::files(&root.join("docs"), "json")? {
        let place = schema.strip_prefix(root.join("docs")).unwrap_or(&schema);
        write(&source.join(place), &workspace::read(&schema)?)?;
    }
    for rule in RULES {
        let place = PathBuf::from(format!("rules/{}.md", rule.name));
        write(&source.join(&place), &with_links(rule.page, &place))?;
    }
    let summary = workspace::read(&root.join("docs/SUMMARY.md"))?;
    write(&source.join("SUMMARY.md"), &with_rules(&summary)?)?;
    write(&book.join("book.toml"), MANIFEST)?;
    println!("the source of the book is in {}", book.display());
    if options.source_only {
        return Ok(());
    }
    process::stream(Command::new("mdbook").arg("build").arg(&book))?;
    println!("open {}", book.join("book/index.html").display());
    Ok(())
}

const MANIFEST: &str = "[book]
title = \"schemadrift\"
language = \"en\"

[output.html]
git-repository-url = \"https://github.com/schemadrift/schemadrift\"
";

fn write(path: &Path, text: &str) -> Result<(), Failure> {
    let shown = path.display();
    let folder = path.parent().unwrap_or(path);
    std::fs::create_dir_all(folder)
        .and_then(|()| std::fs::write(path, text))
        .or_fail(format!("could not write `{shown}`"))
}

/// The summary with an entry for each rule.
fn with_rules(summary: &str) -> Result<String, Failure> {
    let (before, after) = summary
        .split_once(RULES_LINE)
        .or_fail("docs/SUMMARY.md has no line for the rules")?;
    let rules: String = RULES
        .iter()
        .map(|rule| format!("  - [{0}](rules/{0}.md)\n", rule.name))
        .collect();
    Ok(format!("{before}{RULES_LINE}{rules}{after}"))
}

/// A page with its links as they are in the book. `place` is where the page lies in it.
fn with_links(text: &str, place: &Path) -> String {
    let up = "../".repeat(place.components().count() - 1);
    let mut linked = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("](../") {
        let (target, tail) = after.split_once(')').unwrap_or((after, ""));
        linked.push_str(before);
        linked.push_str(&format!("]({})", in_the_book(target, &up)));
        rest = tail;
    }
    linked.push_str(rest);
    linked
}

/// Where a link leads that goes up from a page. `up` leads from the page to the book's first folder.
fn in_the_book(target: &str, up: &str) -> String {
    let below_docs = up.strip_suffix("../").is_some() && !target.starts_with("../");
    if below_docs {
        return format!("../{target}");
    }
    let target = target.trim_start_matches("../");
    match target.strip_prefix("crates/schemadrift-check/pages/") {
        Some(page) => format!("{up}rules/{page}"),
        None => format!("{REPOSITORY}/{target}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_stay_in_the_book_where_it_has_the_page() {
        let page =
            "[a](../crates/schemadrift-check/pages/a.md) [b](code.md) [c](../examples/README.md)";
        assert_eq!(
            with_links(page, Path::new("ci.md")),
            format!("[a](rules/a.md) [b](code.md) [c]({REPOSITORY}/examples/README.md)")
        );
    }

    #[test]
    fn pages_in_a_folder_lead_out_of_it() {
        let page = "[a](../../crates/schemadrift-check/pages/a.md) [b](../code.md)";
        assert_eq!(
            with_links(page, Path::new("quick-start/sqlx.md")),
            "[a](../rules/a.md) [b](../code.md)"
        );
    }

    #[test]
    fn every_page_of_the_book_is_in_its_summary() {
        let docs = workspace::root().join("docs");
        let summary = workspace::read(&docs.join("SUMMARY.md")).unwrap_or_default();
        for page in workspace::files(&docs, "md").unwrap_or_default() {
            let place = page
                .strip_prefix(&docs)
                .unwrap_or(&page)
                .display()
                .to_string();
            assert!(
                place == "SUMMARY.md" || summary.contains(&format!("]({place})")),
                "{place} is not in docs/SUMMARY.md"
            );
        }
        assert!(with_rules(&summary).is_ok());
    }
}
