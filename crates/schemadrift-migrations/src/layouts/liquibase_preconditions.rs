//! Owns the preconditions of Liquibase's changesets: whether one may be left out for them, and the
//! plain kind of them as the condition of a block, which reading follows.
//! <https://docs.liquibase.com/concepts/changelogs/preconditions.html>

use std::ops::Range;

use schemadrift_core::migration::Migration;

use super::liquibase::{attribute, directive, lines_within};
use crate::disk::FileText;

/// What is said of a changeset whose preconditions are not followed.
pub(super) const PRECONDITIONS: &str = "it has preconditions";

/// What a changeset's preconditions say.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Preconditions {
    /// Whether the changeset is left out where they do not hold. Otherwise everything stops, or a
    /// warning is all.
    pub(super) skips: bool,
    /// Queries that must give a value, with it; `None` where there are others than such.
    checks: Option<Vec<(String, String)>>,
}

/// Reads the preconditions of a changeset.
pub(super) fn preconditions(file: &FileText, range: Range<usize>) -> Preconditions {
    let mut read = Preconditions {
        skips: false,
        checks: Some(Vec::new()),
    };
    for line in lines_within(file.text(), &range) {
        if let Some(attributes) = directive(line.text, "preconditions") {
            let on_fail = attribute(attributes, "onFail").unwrap_or_default();
            read.skips = matches!(
                on_fail.to_ascii_uppercase().as_str(),
                "MARK_RAN" | "CONTINUE"
            );
        } else if let Some(rest) = directive(line.text, "precondition-") {
            match (sql_check(rest), &mut read.checks) {
                (Some(check), Some(checks)) => checks.push(check),
                _ => read.checks = None,
            }
        }
    }
    read
}

/// `sql-check expectedResult:0 SELECT …`
fn sql_check(text: &str) -> Option<(String, String)> {
    let rest = text.strip_prefix("sql-check")?.trim_start();
    let rest = rest.strip_prefix("expectedResult:")?;
    let (expected, query) = rest.split_once(char::is_whitespace)?;
    let expected = expected.trim_matches(['"', '\'']);
    let is_number = !expected.is_empty() && expected.bytes().all(|byte| byte.is_ascii_digit());
    let query = query.trim().trim_end_matches(';');
    let is_one = !query.contains("$liquibase$") && !query.contains(';');
    (is_number && is_one).then(|| (expected.to_owned(), query.to_owned()))
}

/// Makes queries that must give a value the condition of a block around the changeset's text.
pub(super) fn guard(migration: &mut Migration, preconditions: &Preconditions) {
    let Some(checks) = preconditions.checks.as_ref().filter(|own| !own.is_empty()) else {
        return;
    };
    if !preconditions.skips {
        return;
    }
    let conditions: Vec<String> = checks
        .iter()
        .map(|(expected, query)| format!("({query}) = {expected}"))
        .collect();
    let conditions = conditions.join(" AND ");
    for part in &mut migration.up {
        let lines = part.location.text().lines();
        let body: Vec<&str> = lines
            .filter(|line| !line.trim_start().starts_with("--"))
            .collect();
        let body = body.join("\n");
        if body.contains("$liquibase$") {
            return;
        }
        part.replaced = Some(format!(
            "DO $liquibase$\nBEGIN\nIF {conditions} THEN\n{};\nEND IF;\nEND\n$liquibase$",
            body.trim().trim_end_matches(';')
        ));
    }
    migration.conditions.retain(|own| own != PRECONDITIONS);
}
