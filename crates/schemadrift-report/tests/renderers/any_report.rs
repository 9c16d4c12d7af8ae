//! Owns the promise that any report renders: whatever the texts, the spans and the page.

use std::time::Duration;

use proptest::prelude::*;
use schemadrift_check::outcome::{CannotTell, KindCoverage};
use schemadrift_check::report::{DatabaseDescription, LeftOut, Report, Suppressed, SuppressedBy};
use schemadrift_core::finding::{
    Cause, Direction, Effect, Finding, FindingLocation, Level, LocationRole, Verdict,
};
use schemadrift_core::object::{ObjectKind, ObjectPath};
use schemadrift_core::origin::{Location, Origin, SourceFile};
use schemadrift_core::problem::Problem;
use schemadrift_core::source::SourceDescription;
use schemadrift_core::usage::{UnresolvedUse, UsageTally};
use schemadrift_report::{HumanStyle, render_human, render_json, render_page};

use crate::json_schema::faults;

/// Text with what breaks renderers: controls, wide and combining characters, line breaks of both
/// kinds, brackets, quotes, secrets.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-z `(){}\n]{0,30}",
        "(a|  |\t|\r|\n|\r\n|\u{1b}\\[31m|\u{9b}|\u{7}|é|漢|\u{301}|\u{202e}|\u{feff}|🦀|\u{0}){0,20}",
        any::<String>(),
        "(postgres://u:PASSWORD@h |password=|'|\"|x|\n){0,6}",
    ]
}

fn location(has_path: bool) -> impl Strategy<Value = Location> {
    (text(), text(), 0_usize..200, 0_usize..80, any::<bool>()).prop_map(
        move |(path, source, start, length, is_huge)| {
            let path = if has_path { path } else { String::new() };
            let start = if is_huge {
                usize::MAX / 2 + start
            } else {
                start
            };
            Location::new(&SourceFile::new(path, source), start..start + length)
        },
    )
}

fn origin() -> impl Strategy<Value = Origin> {
    prop_oneof![
        3 => location(true).prop_map(Origin::Exact),
        1 => location(true).prop_map(Origin::Enclosing),
        1 => location(false).prop_map(|location| Origin::Implied { rule: "a rule", location }),
        1 => text().prop_map(Origin::Catalog),
        1 => Just(Origin::Unlocated),
    ]
}

fn object() -> impl Strategy<Value = ObjectPath> {
    let kinds = prop::sample::select(vec![
        ObjectKind::Table,
        ObjectKind::Column,
        ObjectKind::EnumValue,
        ObjectKind::View,
        ObjectKind::Database,
    ]);
    let name = || prop_oneof![Just("a".to_owned()), Just("b".to_owned()), text()];
    (
        kinds,
        prop::option::of(name()),
        prop::option::of(name()),
        name(),
    )
        .prop_map(|(kind, schema, table, name)| ObjectPath {
            schema,
            table,
            kind,
            name,
        })
}

prop_compose! {
    fn finding()(
        rule in prop::sample::select(vec!["missing-table", "column-type"]),
        level in prop::sample::select(vec![Level::Off, Level::Note, Level::Warning, Level::Error]),
        direction in prop::sample::select(vec![
            Direction::LiveLacks, Direction::LiveHasMore, Direction::Differs,
        ]),
        cause in prop::option::of(prop::sample::select(vec![
            Cause::NoMigration, Cause::PendingMigration, Cause::Lost, Cause::Unmanaged,
        ])),
        object in object(),
        texts in prop::collection::vec(text(), 3),
        values in prop::collection::vec(prop::option::of(text()), 5),
        places in prop::collection::vec((origin(), text(), any::<bool>()), 0..7),
    ) -> Finding {
        Finding {
            rule,
            level,
            effect: Effect::ReadsFail,
            direction,
            object,
            message: texts[0].clone(),
            expected: values[0].clone(),
            found: values[1].clone(),
            cause,
            migration: values[2].clone(),
            locations: places
                .into_iter()
                .map(|(origin, label, is_code)| FindingLocation {
                    role: if is_code { LocationRole::Code } else { LocationRole::Declared },
                    origin,
                    label,
                })
                .collect(),
            note: values[3].clone(),
            help: values[4].clone(),
            is_help_a_guess: false,
        }
    }
}

prop_compose! {
    fn report()(
        findings in prop::collection::vec(finding(), 0..6),
        repeats in 1_usize..4,
        suppressed in prop::collection::vec((finding(), text()), 0..2),
        cannot_tell in prop::collection::vec(
            (object(), text(), prop::option::of(text()), prop::option::of(text())), 0..3,
        ),
        problems in prop::collection::vec((origin(), text(), text()), 0..3),
        left_out in prop::collection::vec((text(), text()), 0..3),
        names in prop::collection::vec(text(), 6),
        untrusted in prop::option::of(text()),
        counts in prop::collection::vec(0_usize..2_000_000, 6),
    ) -> Report {
        // The same findings again make groups, batches and remarks that are shared.
        let findings: Vec<Finding> = (0..repeats).flat_map(|_| findings.clone()).collect();
        Report {
            sources: vec![SourceDescription { kind: names[0].clone(), place: names[1].clone() }],
            database: DatabaseDescription {
                name: None,
                engine: names[2].clone(),
                version: names[3].clone(),
                database: names[4].clone(),
                user: Some(names[5].clone()),
                host: untrusted.clone(),
                port: Some(5432),
                schema: None,
                round_trips: Some(3),
            },
            verdict: Verdict::of(&findings),
            findings,
            suppressed: suppressed
                .into_iter()
                .map(|(finding, reason)| Suppressed { finding, reason, by: SuppressedBy::Baseline })
                .collect(),
            cannot_tell: cannot_tell
                .into_iter()
                .map(|(object, reason, expected, found)| CannotTell {
                    object,
                    rule: "column-default",
                    reason,
                    expected,
                    found,
                    question: None,
                })
                .collect(),
            coverage: vec![KindCoverage {
                kind: ObjectKind::Policy,
                declared: counts[0],
                visible: counts[1],
                compared: counts[2],
                same: counts[3],
                differs: counts[4],
                cannot_tell: counts[5],
            }],
            problems: problems
                .into_iter()
                .map(|(origin, message, help)| Problem::warning(message, origin).with_help(help))
                .collect(),
            usage: Some(UsageTally {
                files: counts[0],
                calls_met: counts[1],
                calls: counts[1] / 2,
                calls_whole: counts[1] / 3,
                names: counts[2],
                unresolved: vec![UnresolvedUse {
                    place: Location::new(&SourceFile::new(names[0].as_str(), names[1].as_str()), 0..counts[3]),
                    reason: "a key is computed",
                }],
            }),
            left_out: left_out
                .into_iter()
                .map(|(name, reason)| LeftOut { kind: ObjectKind::Table, name, reason })
                .collect(),
            untrusted,
            elapsed: Duration::from_millis(12),
        }
    }
}

/// What a terminal would act on, apart from line breaks.
fn acts_on_terminals(character: char) -> bool {
    character != '\n' && (character.is_control() || ('\u{202a}'..='\u{202e}').contains(&character))
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 100,
        // A found failure becomes a case of its own, not a seed in a file.
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn any_report_renders(
        reports in prop::collection::vec(report(), 0..3),
        width in prop_oneof![0_usize..300, Just(usize::MAX)],
        is_verbose in any::<bool>(),
        lists_left_out in any::<bool>(),
    ) {
        let plain = HumanStyle { width, has_colour: false, is_verbose, lists_left_out };
        let page = render_human(&reports, &plain);
        prop_assert!(!page.contains(acts_on_terminals), "{:?}", page);
        prop_assert!(!page.contains("PASSWORD@"), "{}", page);
        // Nothing is lost on the way: every finding has its line.
        let findings: usize = reports.iter().map(|report| report.findings.len()).sum();
        let titles = page
            .lines()
            .filter(|line| ["off[", "note[", "warning[", "error["].iter().any(|level| line.starts_with(level)))
            .count();
        prop_assert_eq!(titles, findings);

        let coloured = HumanStyle { has_colour: true, ..plain };
        prop_assert!(render_human(&reports, &coloured).len() >= page.len());

        let json = render_json(&reports);
        prop_assert!(!json.contains("PASSWORD@"), "{}", json);
        let document: serde_json::Value = serde_json::from_str(&json).unwrap();
        prop_assert_eq!(document["findings"].as_array().unwrap().len(), findings);
        prop_assert_eq!(faults(&document), None);
    }

    #[test]
    fn any_page_renders(page in text(), fenced in text(), width in 0_usize..200) {
        let style = HumanStyle { width, ..HumanStyle::default() };
        let page = format!("# x\n{page}\n```\n{fenced}");
        prop_assert!(render_page(&page, &style).starts_with("x\n"));
    }
}
