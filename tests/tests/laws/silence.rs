//! A schema against itself is silent, and the order of declarations changes nothing.

use proptest::prelude::{Just, Strategy, prop_assert, prop_assert_eq};
use proptest::test_runner::TestCaseError;
use schemadrift_check::{Comparison, compare};
use schemadrift_core::dialect::Engine;
use schemadrift_core::model::Schema;
use schemadrift_core::object::ObjectKind;
use schemadrift_testkit::schemas::Vocabulary;
use schemadrift_testkit::{mutations, shuffled};

use crate::counting::Counts;
use crate::drawing::{Shown, drawn, for_each};
use crate::scene::asked;

const CASES: u32 = 150;

pub(crate) const KINDS: &[(Engine, Vocabulary)] = &[
    (Engine::PostgreSql, Vocabulary::Prisma),
    (Engine::PostgreSql, Vocabulary::Sql),
    (Engine::PostgreSql, Vocabulary::Objects),
    (Engine::Sqlite, Vocabulary::Prisma),
    (Engine::Sqlite, Vocabulary::Sql),
    (Engine::Sqlite, Vocabulary::Objects),
    (Engine::MySql, Vocabulary::Prisma),
    (Engine::MariaDb, Vocabulary::Prisma),
];

/// Fails unless nothing differs, nothing is left open, and everything of the code was compared.
pub(crate) fn assert_silent(
    comparison: &Comparison,
    counts: &Counts<ObjectKind>,
) -> Result<(), TestCaseError> {
    let messages: Vec<&str> = comparison
        .findings
        .iter()
        .map(|finding| finding.message.as_str())
        .collect();
    prop_assert!(messages.is_empty(), "found: {messages:#?}");
    prop_assert!(
        comparison.cannot_tell.is_empty(),
        "left open: {:#?}",
        comparison.cannot_tell
    );
    for kind in &comparison.coverage {
        prop_assert_eq!(kind.same, kind.declared, "not all compared: {:?}", kind);
        counts.add(kind.kind, kind.same);
    }
    Ok(())
}

/// The kinds of objects that generated schemas have plenty of.
pub(crate) const PLENTY: &[ObjectKind] = &[
    ObjectKind::Table,
    ObjectKind::Column,
    ObjectKind::PrimaryKey,
    ObjectKind::Unique,
    ObjectKind::Index,
    ObjectKind::ForeignKey,
];

/// The kinds of objects beside tables that generated schemas of an engine have plenty of.
pub(crate) fn objects_of(engine: Engine) -> &'static [ObjectKind] {
    match engine {
        Engine::PostgreSql => &[
            ObjectKind::View,
            ObjectKind::Sequence,
            ObjectKind::Domain,
            ObjectKind::CompositeType,
            ObjectKind::Function,
            ObjectKind::Grant,
        ],
        Engine::Sqlite | Engine::MySql | Engine::MariaDb => &[ObjectKind::View],
    }
}

#[test]
fn a_schema_against_itself_is_silent() {
    for (engine, vocabulary) in KINDS {
        let counts = Counts::new();
        for_each(CASES, &drawn(*engine, *vocabulary), |Shown(schema)| {
            let comparison = compare(&schema, &schema, &asked());
            assert_silent(&comparison, &counts)
        });
        counts.assert_each_at_least(PLENTY, 50);
        if *vocabulary == Vocabulary::Objects {
            counts.assert_each_at_least(objects_of(*engine), 50);
        }
    }
}

/// What was found, as text that has no order of its own.
fn findings(code: &Schema, live: &Schema) -> Vec<(String, String)> {
    let comparison = compare(code, live, &asked());
    let mut found: Vec<(String, String)> = comparison
        .findings
        .iter()
        .map(|finding| (finding.rule.to_owned(), finding.message.clone()))
        .collect();
    found.sort();
    found
}

#[test]
fn the_order_of_declarations_changes_nothing() {
    for (engine, vocabulary) in KINDS {
        let compared = Counts::new();
        let drifted = Counts::new();
        let strategy = drawn(*engine, *vocabulary).prop_flat_map(|shown| {
            (
                shuffled(&shown.0).prop_map(Shown),
                mutations::mutate(&shown.0),
                Just(shown),
            )
        });
        for_each(
            CASES,
            &strategy,
            |(Shown(other), mutation, Shown(schema))| {
                let comparison = compare(&schema, &other, &asked());
                assert_silent(&comparison, &compared)?;
                let Some(mutation) = mutation else {
                    return Ok(());
                };
                let expected = findings(&schema, &mutation.mutated);
                prop_assert_eq!(&findings(&other, &mutation.mutated), &expected);
                drifted.add((), expected.len());
                Ok(())
            },
        );
        compared.assert_each_at_least(PLENTY, 50);
        drifted.assert_each_at_least(&[()], 100);
    }
}
