//! One change yields exactly the findings named for it, and none besides.

use std::cell::RefCell;

use proptest::prelude::{Strategy, any, prop_assert_eq};
use proptest::test_runner::TestCaseError;
use schemadrift_check::{Comparison, compare};
use schemadrift_core::dialect::Engine;
use schemadrift_core::model::Schema;
use schemadrift_testkit::Choices;
use schemadrift_testkit::mutations::{ExpectedFinding, Mutation, MutationKind, mutate_in_kind};
use schemadrift_testkit::schemas::Vocabulary;

use crate::counting::Counts;
use crate::drawing::{Shown, drawn, for_each};
use crate::scene::{MySqlScene, PostgresScene, SqliteScene, asked};
use crate::silence::KINDS;
use crate::understood::understood;

/// Kinds that a schema of SQLite never offers: it has no enums, sequences, methods, lengths or
/// states of validity, nothing calls foreign keys by name, and a key that is added numbers itself.
/// For MySQL they are not drawn.
pub(crate) const POSTGRESQL_ONLY: &[MutationKind] = &[
    MutationKind::ChangeLength,
    MutationKind::ChangePrecision,
    MutationKind::ChangeTimeZone,
    MutationKind::DropNumbering,
    MutationKind::ChangeIndexMethod,
    MutationKind::InvalidateIndex,
    MutationKind::AddPrimaryKey,
    MutationKind::InvalidateForeignKey,
    MutationKind::RenameForeignKey,
    MutationKind::RemoveEnumValue,
    MutationKind::AddEnumValue,
    MutationKind::ReorderEnumValues,
    MutationKind::RenameEnumValue,
    MutationKind::DropEnum,
];

/// What SQLite has none of.
const COMMENTS: &[MutationKind] = &[
    MutationKind::ChangeTableComment,
    MutationKind::ChangeColumnComment,
];

fn kinds_of(engine: Engine) -> Vec<MutationKind> {
    let is_offered = |kind: &MutationKind| match engine {
        Engine::PostgreSql => true,
        Engine::Sqlite => !POSTGRESQL_ONLY.contains(kind) && !COMMENTS.contains(kind),
        // There are no partial indexes.
        Engine::MySql | Engine::MariaDb => {
            !POSTGRESQL_ONLY.contains(kind) && *kind != MutationKind::ChangeIndexPredicate
        }
    };
    MutationKind::ALL
        .iter()
        .copied()
        .filter(|kind| !MutationKind::OF_OBJECTS.contains(kind))
        .filter(is_offered)
        .collect()
}

/// The kinds of changes to what stands beside tables that a database offers.
fn object_kinds_of(engine: Engine) -> Vec<MutationKind> {
    match engine {
        Engine::PostgreSql => MutationKind::OF_OBJECTS.to_vec(),
        Engine::Sqlite => vec![
            MutationKind::DropView,
            MutationKind::DropCheck,
            MutationKind::DropGenerated,
        ],
        Engine::MySql | Engine::MariaDb => vec![MutationKind::DropView],
    }
}

/// A schema with numbers to draw one change of each kind with.
fn cases(engine: Engine, vocabulary: Vocabulary) -> impl Strategy<Value = (Shown, Vec<u32>)> {
    let numbers = proptest::collection::vec(any::<u32>(), 4);
    (drawn(engine, vocabulary), numbers)
}

fn every_change<'a>(schema: &'a Schema, numbers: &'a [u32]) -> impl Iterator<Item = Mutation> + 'a {
    MutationKind::ALL.iter().filter_map(|kind| {
        let mut mutation = mutate_in_kind(schema, *kind, &mut Choices::new(numbers.to_vec()))?;
        mutation.mutated = understood(&mutation.mutated);
        Some(mutation)
    })
}

fn every_change_of_objects<'a>(
    schema: &'a Schema,
    numbers: &'a [u32],
) -> impl Iterator<Item = Mutation> + 'a {
    every_change(schema, numbers)
        .filter(|mutation| MutationKind::OF_OBJECTS.contains(&mutation.kind))
}

/// Fails unless a comparison found what the change is expected to lead to, and nothing else.
pub(crate) fn assert_exactly(
    mutation: &Mutation,
    comparison: &Comparison,
) -> Result<(), TestCaseError> {
    let mut found: Vec<ExpectedFinding> = comparison
        .findings
        .iter()
        .map(|finding| ExpectedFinding {
            rule: finding.rule,
            object: finding.object.clone(),
        })
        .collect();
    let mut expected = mutation.expected.clone();
    found.sort();
    expected.sort();
    prop_assert_eq!(&found, &expected, "after {:?}", mutation.kind);
    prop_assert_eq!(
        &comparison.cannot_tell,
        &Vec::new(),
        "left open after {:?}",
        mutation.kind
    );
    Ok(())
}

#[test]
fn one_change_is_found_in_the_model() {
    for (engine, vocabulary) in KINDS {
        if *vocabulary == Vocabulary::Objects {
            continue;
        }
        let counts = Counts::new();
        for_each(
            150,
            &cases(*engine, *vocabulary),
            |(Shown(schema), numbers)| {
                for mutation in every_change(&schema, &numbers) {
                    let comparison = compare(&schema, &mutation.mutated, &asked());
                    assert_exactly(&mutation, &comparison)?;
                    counts.add(mutation.kind, 1);
                }
                Ok(())
            },
        );
        counts.assert_each_at_least(&kinds_of(*engine), 10);
    }
}

#[test]
fn one_change_is_found_on_a_real_postgresql() {
    let counts = Counts::new();
    let scene = RefCell::new(PostgresScene::open());
    let strategy = cases(Engine::PostgreSql, Vocabulary::Prisma);
    for_each(24, &strategy, |(Shown(schema), numbers)| {
        for mutation in every_change(&schema, &numbers) {
            // A change that is common enough by now makes room for those that are not.
            if counts.of(&mutation.kind) >= ENOUGH {
                continue;
            }
            let mut scene = scene.borrow_mut();
            scene.build(&schema, &mutation)?;
            assert_exactly(&mutation, &scene.compare(&schema))?;
            counts.add(mutation.kind, 1);
        }
        Ok(())
    });
    counts.assert_each_at_least(&kinds_of(Engine::PostgreSql), 2);
}

#[test]
fn one_change_to_an_object_is_found_in_the_model() {
    for engine in [Engine::PostgreSql, Engine::Sqlite] {
        let counts = Counts::new();
        let strategy = cases(engine, Vocabulary::Objects);
        for_each(150, &strategy, |(Shown(schema), numbers)| {
            for mutation in every_change_of_objects(&schema, &numbers) {
                // Only a server can tell what another query asks for.
                if mutation.kind == MutationKind::ChangeView {
                    continue;
                }
                let comparison = compare(&schema, &mutation.mutated, &asked());
                assert_exactly(&mutation, &comparison)?;
                counts.add(mutation.kind, 1);
            }
            Ok(())
        });
        let mut kinds = object_kinds_of(engine);
        kinds.retain(|kind| *kind != MutationKind::ChangeView);
        counts.assert_each_at_least(&kinds, 10);
    }
}

#[test]
fn one_change_to_an_object_is_found_on_a_real_postgresql() {
    let counts = Counts::new();
    let scene = RefCell::new(PostgresScene::open());
    let strategy = cases(Engine::PostgreSql, Vocabulary::Objects);
    for_each(24, &strategy, |(Shown(schema), numbers)| {
        for mutation in every_change_of_objects(&schema, &numbers) {
            if counts.of(&mutation.kind) >= ENOUGH {
                continue;
            }
            let mut scene = scene.borrow_mut();
            scene.build(&schema, &mutation)?;
            assert_exactly(&mutation, &scene.compare(&schema))?;
            counts.add(mutation.kind, 1);
        }
        Ok(())
    });
    counts.assert_each_at_least(&object_kinds_of(Engine::PostgreSql), 2);
}

#[test]
fn one_change_to_an_object_is_found_in_a_real_sqlite_file() {
    let counts = Counts::new();
    let scene = SqliteScene::open();
    let strategy = cases(Engine::Sqlite, Vocabulary::Objects);
    for_each(24, &strategy, |(Shown(schema), numbers)| {
        for mutation in every_change_of_objects(&schema, &numbers) {
            if counts.of(&mutation.kind) >= ENOUGH {
                continue;
            }
            scene.build(&schema, &mutation)?;
            assert_exactly(&mutation, &scene.compare(&schema))?;
            counts.add(mutation.kind, 1);
        }
        Ok(())
    });
    counts.assert_each_at_least(&object_kinds_of(Engine::Sqlite), 2);
}

/// So many changes of one kind are tried on a real server.
const ENOUGH: usize = 6;

#[test]
fn one_change_is_found_in_a_real_sqlite_file() {
    let counts = Counts::new();
    let scene = SqliteScene::open();
    let strategy = cases(Engine::Sqlite, Vocabulary::Prisma);
    for_each(24, &strategy, |(Shown(schema), numbers)| {
        for mutation in every_change(&schema, &numbers) {
            if counts.of(&mutation.kind) >= ENOUGH {
                continue;
            }
            scene.build(&schema, &mutation)?;
            assert_exactly(&mutation, &scene.compare(&schema))?;
            counts.add(mutation.kind, 1);
        }
        Ok(())
    });
    counts.assert_each_at_least(&kinds_of(Engine::Sqlite), 2);
}

#[test]
fn one_change_is_found_on_a_real_mariadb() {
    one_change_is_found_on(Engine::MariaDb);
}

#[test]
fn one_change_is_found_on_a_real_mysql() {
    one_change_is_found_on(Engine::MySql);
}

fn one_change_is_found_on(engine: Engine) {
    let Some(scene) = MySqlScene::open(engine) else {
        return;
    };
    let scene = RefCell::new(scene);
    let counts = Counts::new();
    let strategy = cases(engine, Vocabulary::Prisma);
    for_each(24, &strategy, |(Shown(schema), numbers)| {
        for mutation in every_change(&schema, &numbers) {
            if counts.of(&mutation.kind) >= ENOUGH {
                continue;
            }
            let mut scene = scene.borrow_mut();
            scene.build(&mutation)?;
            assert_exactly(&mutation, &scene.compare(&schema))?;
            counts.add(mutation.kind, 1);
        }
        Ok(())
    });
    counts.assert_each_at_least(&kinds_of(engine), 2);
}
