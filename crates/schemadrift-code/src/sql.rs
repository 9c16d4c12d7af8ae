//! Owns references in SQL: of whole files and of literals in other languages.

use std::ops::Range;
use std::sync::Arc;

use schemadrift_core::name::Name;
use schemadrift_core::origin::{Location, SourceFile};
use schemadrift_sql::query::{Catalog, QueryNames, Reason, UsedName, query_names};

use crate::reference::{Named, Reference, References, Unresolved, Via, Why};
use schemadrift_sql::query::SqlText;

/// The references of a file of SQL queries.
pub fn sql_references(file: &Arc<SourceFile>, catalog: &Catalog<'_>) -> References {
    file_references(file, Via::Sql, catalog)
}

/// The references of a file of SQL queries that was found in some way.
pub(crate) fn file_references(
    file: &Arc<SourceFile>,
    via: Via,
    catalog: &Catalog<'_>,
) -> References {
    let mut text = SqlText::default();
    text.push(&file.text, 0..file.text.len(), true);
    let mut references = References::default();
    add(file, &text, via, catalog, &mut references);
    references
}

/// Adds the references of SQL that stands in a literal.
pub(crate) fn add(
    file: &Arc<SourceFile>,
    sql: &SqlText,
    via: Via,
    catalog: &Catalog<'_>,
    references: &mut References,
) {
    if via != Via::PrismaClient && is_of_another_database(file) {
        references.unresolved.push(Unresolved {
            location: Location::new(file, sql.source(&(0..sql.text().len()))),
            why: Why::OtherDatabase,
        });
        return;
    }
    let names = query_names(catalog, sql.text());
    references
        .made
        .extend(names.made.iter().map(Name::to_string));
    references.asked_for.extend(asked_for(sql.text()));
    references.asked_for.extend(added_columns(sql.text()));
    if via == Via::PlainString && is_prose(&names) {
        return;
    }
    let place = |range: &Range<usize>| Location::new(file, sql.source(range));
    for used in names.uses {
        references.found.push(Reference {
            location: place(&used.range),
            access: used.access,
            named: named(used.name),
            via,
            verdict: used.verdict,
        });
    }
    for part in names.unresolved {
        references.unresolved.push(Unresolved {
            location: place(&part.range),
            why: Why::Sql(part.reason),
        });
    }
}

/// Whether a string that nobody calls SQL is none: it cannot be read.
fn is_prose(names: &QueryNames) -> bool {
    names.uses.is_empty()
        && names
            .unresolved
            .iter()
            .any(|part| part.reason == Reason::NotParsed)
}

fn named(name: UsedName) -> Named {
    match name {
        UsedName::Table(name) => Named::Table(name),
        UsedName::Column { table, column } => Named::Column {
            table,
            column: column.to_string(),
        },
        UsedName::EnumValue { of, value } => Named::Label { of, value },
    }
}

/// The names that a query asks the catalog for: whether such a table exists is then known to be
/// open.
fn asked_for(text: &str) -> Vec<String> {
    const CATALOGS: &[&str] = &[
        "information_schema",
        "INFORMATION_SCHEMA",
        "pg_class",
        "pg_tables",
        "to_regclass",
        "sqlite_master",
        "sqlite_schema",
    ];
    if !CATALOGS.iter().any(|catalog| text.contains(catalog)) {
        return Vec::new();
    }
    let literals = text.split('\'').skip(1).step_by(2);
    literals
        .map(|name| name.rsplit('.').next().unwrap_or(name).to_owned())
        .collect()
}

/// Columns that code adds itself, such as one for the time of a backfill.
fn added_columns(text: &str) -> Vec<String> {
    let mut words = text
        .split(|character: char| !(character.is_alphanumeric() || character == '_'))
        .filter(|word| !word.is_empty());
    let mut added = Vec::new();
    while let Some(word) = words.next() {
        if !word.eq_ignore_ascii_case("ADD") {
            continue;
        }
        if words
            .next()
            .is_some_and(|word| word.eq_ignore_ascii_case("COLUMN"))
        {
            let is_of_statement = |word: &&str| {
                !["IF", "NOT", "EXISTS"]
                    .iter()
                    .any(|own| word.eq_ignore_ascii_case(own))
            };
            added.extend(words.find(is_of_statement).map(str::to_owned));
        }
    }
    added
}

/// Databases that are asked in SQL too, and are never the one that is checked.
const OTHER_DATABASES: &[&str] = &[
    "clickhouse",
    "ClickHouse",
    "Clickhouse",
    "bigquery",
    "BigQuery",
    "duckdb",
    "DuckDB",
    "snowflake",
    "Snowflake",
    "tinybird",
    "Tinybird",
    "athena",
    "redshift",
];

fn is_of_another_database(file: &SourceFile) -> bool {
    OTHER_DATABASES
        .iter()
        .any(|name| file.path.contains(name) || file.text.contains(name))
}

/// How a string that nobody calls SQL must look to be read as SQL: its keywords are in capitals,
/// as nobody writes prose.
pub(crate) fn looks_like_sql(text: &str) -> bool {
    let text = text.trim_start();
    let pairs: &[(&str, &[&str])] = &[
        ("SELECT", &["FROM"]),
        ("INSERT INTO", &["VALUES", "SELECT", "DEFAULT"]),
        ("UPDATE", &["SET"]),
        ("DELETE FROM", &[]),
        ("WITH", &["AS", "SELECT"]),
    ];
    pairs.iter().any(|(first, others)| {
        let Some(rest) = text.strip_prefix(first) else {
            return false;
        };
        rest.starts_with([' ', '\n', '\t', '\r'])
            && (others.is_empty() || others.iter().any(|word| has_word(rest, word)))
    })
}

fn has_word(text: &str, word: &str) -> bool {
    text.match_indices(word).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        let after = text[at + word.len()..].chars().next();
        let is_edge = |character: Option<char>| {
            character.is_none_or(|character| !character.is_alphanumeric() && character != '_')
        };
        is_edge(before) && is_edge(after)
    })
}
