//! Owns both sides of tables with their parts, views, enums, and what only a report speaks of.

use schemadrift::check::Report;
use schemadrift::check::pairing::{EnumPair, TablePair, ViewPair};
use schemadrift::check::rules;
use schemadrift::core::finding::{Direction, Finding, LocationRole};
use schemadrift::core::model::{Check, EnumType, Index};
use schemadrift::core::object::{ObjectKind, ObjectPath};
use schemadrift_report::{FacetRow, FacetVerdict, ObjectSides};

use super::column;
use super::facet::{self, NOT_THERE, place};

/// Both sides of a table: what is wrong with it as a whole, then part by part.
pub(super) fn table(table: &TablePair<'_>, report: &Report) -> ObjectSides {
    let mut rows = facet::further(&table.path(), &[], report);
    for pair in &table.columns {
        let path = column::path(&table.name, *pair);
        rows.push(part_row(
            &format!("column {}", path.name),
            pair.code().map(column::text),
            pair.live().map(column::text),
            &path,
            report,
        ));
    }
    rows.extend(parts(table, report).into_iter().map(|(_, row)| row));
    ObjectSides {
        title: format!("table `{}`", table.name),
        expected_place: place(table.code.map(|code| &code.origin)),
        found_place: if table.live.is_some() {
            table.name.to_string()
        } else if table.live_view.is_some() {
            format!("{}, a view", table.name)
        } else {
            NOT_THERE.to_owned()
        },
        rows,
    }
}

/// The indexes, foreign keys, checks and policies of a table, with their addresses.
pub(super) fn parts(table: &TablePair<'_>, report: &Report) -> Vec<(ObjectPath, FacetRow)> {
    let mut parts = Vec::new();
    for pair in &table.indexes {
        let Some(own) = pair.code().or(pair.live()) else {
            continue;
        };
        let path = table.part(index_kind(own), rules::index_name(own));
        let texts = [pair.code(), pair.live()].map(|side| side.map(rules::index_definition));
        parts.push((path, texts));
    }
    for pair in &table.foreign_keys {
        let Some(own) = pair.code().or(pair.live()) else {
            continue;
        };
        let path = table.part(ObjectKind::ForeignKey, rules::foreign_key_name(own));
        let texts = [pair.code(), pair.live()].map(|side| side.map(rules::foreign_key_definition));
        parts.push((path, texts));
    }
    for pair in &table.checks {
        let Some(own) = pair.code().or(pair.live()) else {
            continue;
        };
        let path = table.part(ObjectKind::Check, check_name(own));
        let text = |check: &Check| check.expression.text.clone();
        parts.push((path, [pair.code(), pair.live()].map(|side| side.map(text))));
    }
    for pair in &table.policies {
        let Some(own) = pair.code().or(pair.live()) else {
            continue;
        };
        let path = table.part(ObjectKind::Policy, own.name.as_str());
        let texts = [pair.code(), pair.live()].map(|side| side.map(rules::policy_definition));
        parts.push((path, texts));
    }
    for pair in &table.triggers {
        let Some(own) = pair.code().or(pair.live()) else {
            continue;
        };
        let path = table.part(ObjectKind::Trigger, own.name.as_str());
        let texts = [pair.code(), pair.live()].map(|side| side.map(rules::trigger_definition));
        parts.push((path, texts));
    }
    let with_row = |(path, [expected, found]): (ObjectPath, [Option<String>; 2])| {
        let facet = format!("{} {}", kind_words(path.kind), path.name);
        let row = part_row(&facet, expected, found, &path, report);
        (path, row)
    };
    parts.into_iter().map(with_row).collect()
}

/// Both sides of a part of a table.
pub(super) fn part(table: &TablePair<'_>, path: &ObjectPath, row: FacetRow) -> ObjectSides {
    let there = |side: &Option<String>, place: String| match side {
        Some(_) => place,
        None => NOT_THERE.to_owned(),
    };
    ObjectSides {
        title: format!("{} `{path}`", kind_words(path.kind)),
        expected_place: there(&row.expected, place(table.code.map(|code| &code.origin))),
        found_place: there(&row.found, path.to_string()),
        rows: vec![FacetRow {
            facet: "definition".to_owned(),
            ..row
        }],
    }
}

/// Both sides of a view.
pub(super) fn view(view: &ViewPair<'_>, report: &Report) -> ObjectSides {
    let path = ObjectPath::top(ObjectKind::View, &view.name);
    let mut rows = facet::further(&path, &[], report);
    for pair in &view.columns {
        let path = column::path(&view.name, *pair);
        rows.push(part_row(
            &format!("column {}", path.name),
            pair.code().map(column::text),
            pair.live().map(column::text),
            &path,
            report,
        ));
    }
    ObjectSides {
        title: format!("view `{}`", view.name),
        expected_place: place(view.code.map(|code| &code.origin)),
        found_place: if view.live.is_some() {
            view.name.to_string()
        } else if view.is_live_table {
            format!("{}, a table", view.name)
        } else {
            NOT_THERE.to_owned()
        },
        rows,
    }
}

/// The values of an enum on either side.
pub(super) fn enum_values<'a>(pair: &EnumPair<'a>) -> impl Iterator<Item = &'a str> {
    let sides = [pair.types.code(), pair.types.live()];
    let values = sides.into_iter().flatten().flat_map(|side| &side.values);
    values.map(|value| value.label.as_str())
}

/// Both sides of an enum: its values in a row, then what is said of it and of each of them.
pub(super) fn enum_type(path: &ObjectPath, pair: &EnumPair<'_>, report: &Report) -> ObjectSides {
    let labels = |enum_type: &EnumType| {
        let labels: Vec<&str> = enum_type
            .values
            .iter()
            .map(|value| value.label.as_str())
            .collect();
        labels.join(", ")
    };
    let is_own = |object: &ObjectPath| {
        object.group() == path.group()
            && matches!(object.kind, ObjectKind::Enum | ObjectKind::EnumValue)
    };
    let finding = report
        .findings
        .iter()
        .find(|finding| is_own(&finding.object))
        .map(|finding| (FacetVerdict::Differs, Some(finding.rule.to_owned())));
    let untold = report
        .cannot_tell
        .iter()
        .find(|entry| is_own(&entry.object))
        .map(|entry| (FacetVerdict::CannotTell, Some(entry.reason.clone())));
    let expected = pair.types.code().map(labels);
    let found = pair.types.live().map(labels);
    let judgement = finding
        .or(untold)
        .unwrap_or_else(|| facet::unblamed(expected.is_some(), found.is_some()));
    ObjectSides {
        title: format!("enum `{path}`"),
        expected_place: place(pair.types.code().map(|code| &code.origin)),
        found_place: pair
            .types
            .live()
            .map_or_else(|| NOT_THERE.to_owned(), |_| path.to_string()),
        rows: vec![facet::row("values", expected, found, judgement)],
    }
}

/// What a report says of an object that no pair describes.
pub(super) fn reported(path: &ObjectPath, report: &Report) -> ObjectSides {
    let finding = report
        .findings
        .iter()
        .find(|finding| &finding.object == path);
    let has = |lacking: Direction| finding.is_none_or(|finding| finding.direction != lacking);
    let declared = |finding: &Finding| {
        let mut locations = finding.locations.iter();
        let declared = locations.find(|location| location.role == LocationRole::Declared)?;
        Some(place(Some(&declared.origin)))
    };
    ObjectSides {
        title: format!("{} `{path}`", kind_words(path.kind)),
        expected_place: if has(Direction::LiveHasMore) {
            finding
                .and_then(declared)
                .unwrap_or_else(|| "stated without a file".to_owned())
        } else {
            NOT_THERE.to_owned()
        },
        found_place: if has(Direction::LiveLacks) {
            path.to_string()
        } else {
            NOT_THERE.to_owned()
        },
        rows: facet::further(path, &[], report),
    }
}

/// A part of a table as one row, judged by whatever was found about it.
fn part_row(
    name: &str,
    expected: Option<String>,
    found: Option<String>,
    path: &ObjectPath,
    report: &Report,
) -> FacetRow {
    let judgement = facet::judged(path, None, report)
        .unwrap_or_else(|| facet::unblamed(expected.is_some(), found.is_some()));
    facet::row(name, expected, found, judgement)
}

fn index_kind(index: &Index) -> ObjectKind {
    if index.is_unique {
        ObjectKind::Unique
    } else {
        ObjectKind::Index
    }
}

/// The name by which findings call a check.
fn check_name(check: &Check) -> String {
    let text = || check.expression.text.clone();
    check.name.get().map_or_else(text, ToString::to_string)
}

/// A kind in words: `foreign-key` is for programs.
fn kind_words(kind: ObjectKind) -> String {
    kind.as_str().replace('-', " ")
}
