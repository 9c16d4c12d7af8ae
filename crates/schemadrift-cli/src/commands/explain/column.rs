//! Owns both sides of a column, facet by facet.

use schemadrift::check::Report;
use schemadrift::check::pairing::{Pair, TablePair};
use schemadrift::core::model::{Column, DefaultValue, Increment};
use schemadrift::core::name::QualifiedName;
use schemadrift::core::object::{ObjectKind, ObjectPath};
use schemadrift_report::{FacetRow, FacetVerdict, ObjectSides};

use super::facet::{self, NOT_THERE, place};

/// A column on one side or on both.
pub(super) type ColumnPair<'a> = Pair<'a, Column>;

/// The columns of a table; those of the only side that has it where the other has none.
pub(super) fn of_table<'a>(table: &TablePair<'a>) -> Vec<ColumnPair<'a>> {
    let is_on_both = table.live.is_some() || table.live_view.is_some();
    match (table.code, table.live) {
        (Some(code), _) if !is_on_both => code.columns.iter().map(Pair::OnlyCode).collect(),
        (None, Some(live)) => live.columns.iter().map(Pair::OnlyLive).collect(),
        (Some(_) | None, _) => table.columns.clone(),
    }
}

/// The address of a column.
pub(super) fn path(owner: &QualifiedName, pair: ColumnPair<'_>) -> ObjectPath {
    let (Pair::Both { code: own, .. } | Pair::OnlyCode(own) | Pair::OnlyLive(own)) = pair;
    ObjectPath::part(ObjectKind::Column, owner, own.name.as_str())
}

/// A column in a few words.
pub(super) fn text(column: &Column) -> String {
    let data_type = column
        .data_type
        .get()
        .map_or("?", |data_type| data_type.text.as_str());
    let nullability = match column.is_nullable.get() {
        Some(true) => " null",
        Some(false) => " not null",
        None => "",
    };
    let default = default_text(column).map_or_else(String::new, |text| format!(" default {text}"));
    format!("{data_type}{nullability}{default}")
}

/// Both sides of a column. What is wrong with it as a whole stands first, what is wrong with its
/// table before that.
pub(super) fn sides(
    path: &ObjectPath,
    pair: ColumnPair<'_>,
    table: Option<&TablePair<'_>>,
    report: &Report,
) -> ObjectSides {
    let rules: Vec<&str> = FACETS.iter().map(|(_, rule, _)| *rule).collect();
    let mut rows = Vec::new();
    if let Some(table) = table.filter(|_| pair.both().is_none()) {
        rows.extend(facet::further(&table.path(), &[], report));
    }
    rows.extend(facet::further(path, &rules, report));
    let facets = FACETS.iter();
    rows.extend(
        facets.filter_map(|(name, rule, words)| facet_row(name, rule, pair, *words, path, report)),
    );
    ObjectSides {
        title: format!("column `{path}`"),
        expected_place: place(pair.code().map(|code| &code.origin)),
        found_place: pair
            .live()
            .map_or_else(|| NOT_THERE.to_owned(), |_| path.to_string()),
        rows,
    }
}

/// A facet of a column: its words, and what they were understood as; nothing where it is silent.
type FacetText = fn(&Column) -> Option<(String, Option<String>)>;

/// The facets of a column, each with the rule that judges it.
const FACETS: [(&str, &str, FacetText); 5] = [
    ("type", "column-type", |column| {
        Some((column.data_type.get()?.text.clone(), None))
    }),
    ("null", "column-nullability", |column| {
        let word = if *column.is_nullable.get()? {
            "null"
        } else {
            "not null"
        };
        Some((word.to_owned(), None))
    }),
    ("default", "column-default", |column| {
        let normal = match column.default.get()? {
            Some(DefaultValue::Expression(expression)) => Some(expression.normal.to_string()),
            Some(DefaultValue::Unknown) | None => None,
        };
        let text = default_text(column).unwrap_or_else(|| "none".to_owned());
        Some((text, normal))
    }),
    ("numbering", "column-identity", |column| {
        let words = match column.increment.get()? {
            None => "none",
            Some(Increment::Auto) => "by the database",
            Some(Increment::RowId) => "row id",
            Some(Increment::Serial { .. }) => "own sequence",
            Some(Increment::Identity { is_always: true }) => "identity, always",
            Some(Increment::Identity { is_always: false }) => "identity",
        };
        Some((words.to_owned(), None))
    }),
    ("generated", "column-generated", |column| {
        let stated = column.generated.get()?.as_ref()?;
        let normal = stated.expression.normal.to_string();
        Some((stated.expression.text.clone(), Some(normal)))
    }),
];

fn default_text(column: &Column) -> Option<String> {
    match column.default.get()?.as_ref()? {
        DefaultValue::Expression(expression) => Some(expression.text.clone()),
        DefaultValue::Unknown => Some("(some expression)".to_owned()),
    }
}

fn facet_row(
    name: &str,
    rule: &str,
    pair: ColumnPair<'_>,
    words: FacetText,
    path: &ObjectPath,
    report: &Report,
) -> Option<FacetRow> {
    let expected = pair.code().and_then(words);
    let found = pair.live().and_then(words);
    if expected.is_none() && found.is_none() {
        return None;
    }
    let unblamed = || match pair {
        Pair::OnlyCode(_) => not_compared("the database has no such column"),
        Pair::OnlyLive(_) => not_compared("the code has no such column"),
        Pair::Both { .. } => match facet::unblamed(expected.is_some(), found.is_some()) {
            (FacetVerdict::Same, _) => (FacetVerdict::Same, Some(rule.to_owned())),
            other => other,
        },
    };
    let judgement = facet::judged(path, Some(rule), report).unwrap_or_else(unblamed);
    let (expected, expected_normal) = expected.unzip();
    let (found, found_normal) = found.unzip();
    Some(FacetRow {
        expected_normal: expected_normal.flatten(),
        found_normal: found_normal.flatten(),
        ..facet::row(name, expected, found, judgement)
    })
}

fn not_compared(why: &str) -> facet::Judgement {
    (FacetVerdict::NotCompared, Some(why.to_owned()))
}
