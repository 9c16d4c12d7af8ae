//! Owns made-up findings and reports.

use schemadrift_check::report::DatabaseDescription;
use schemadrift_check::{Comparison, Report};
use schemadrift_core::finding::{Direction, Effect, Finding, FindingLocation, LocationRole};
use schemadrift_core::object::{ObjectKind, ObjectPath};
use schemadrift_core::origin::{Location, Origin, SourceFile};

/// A finding of this rule on a column.
pub(crate) fn finding(rule: &'static str, table: &str, column: &str, effect: Effect) -> Finding {
    Finding {
        rule,
        level: effect.default_level(),
        effect,
        direction: Direction::Differs,
        object: ObjectPath {
            schema: None,
            table: Some(table.to_owned()),
            kind: ObjectKind::Column,
            name: column.to_owned(),
        },
        message: format!("{table}.{column} is not as expected"),
        expected: None,
        found: None,
        cause: None,
        migration: None,
        locations: Vec::new(),
        note: None,
        help: None,
        is_help_a_guess: false,
    }
}

/// The same finding with a place: where `text` stands in the file.
pub(crate) fn at(
    mut finding: Finding,
    role: LocationRole,
    path: &str,
    file: &str,
    text: &str,
) -> Finding {
    let file = SourceFile::new(path, file);
    let start = file.text.find(text).unwrap();
    finding.locations.push(FindingLocation {
        role,
        origin: Origin::Exact(Location::new(&file, start..start + text.len())),
        label: "here".to_owned(),
    });
    finding
}

/// A report of these findings.
pub(crate) fn report(findings: Vec<Finding>) -> Report {
    let comparison = Comparison {
        findings,
        ..Comparison::default()
    };
    Report::new(Vec::new(), DatabaseDescription::default(), comparison)
}
