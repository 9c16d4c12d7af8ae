//! What a database does with rows by itself, in triggers, policies and partitions, keeps the same
//! laws as its tables: the same is silent, written and read back too, and one change is found.

use std::cell::RefCell;

use proptest::prelude::{Strategy, any, prop_assert_eq};
use schemadrift_check::compare;
use schemadrift_core::dialect::Engine;
use schemadrift_core::model::{Schema, TableKind};
use schemadrift_core::object::ObjectKind;
use schemadrift_emit::ddl;
use schemadrift_testkit::Choices;
use schemadrift_testkit::mutations::{Mutation, MutationKind, mutate_in_kind};
use schemadrift_testkit::schemas::Vocabulary;

use crate::counting::Counts;
use crate::drawing::{Shown, drawn, for_each};
use crate::one_change::assert_exactly;
use crate::scene::{MySqlScene, PostgresScene, SqliteScene, asked};
use crate::silence::assert_silent;
use crate::understood::understood;

const ENGINES: [Engine; 4] = [
    Engine::PostgreSql,
    Engine::Sqlite,
    Engine::MySql,
    Engine::MariaDb,
];

/// What only a server can tell apart.
const ON_A_SERVER: &[MutationKind] = &[
    MutationKind::ChangePolicyCondition,
    MutationKind::ChangePartitionBound,
];

/// What other engines than PostgreSQL have of it.
pub(crate) const OF_EVERY_ENGINE: &[MutationKind] = &[
    MutationKind::DropTrigger,
    MutationKind::AddTrigger,
    MutationKind::RenameTrigger,
    MutationKind::ChangeTriggerTime,
    MutationKind::ChangeTriggerEvents,
];

fn kinds_of(engine: Engine, is_on_a_server: bool) -> Vec<MutationKind> {
    let all = match engine {
        Engine::PostgreSql => MutationKind::OF_BEHAVIOUR,
        Engine::Sqlite | Engine::MySql | Engine::MariaDb => OF_EVERY_ENGINE,
    };
    let kinds = all.iter().copied();
    kinds
        .filter(|kind| is_on_a_server || !ON_A_SERVER.contains(kind))
        .collect()
}

fn plenty(engine: Engine) -> &'static [ObjectKind] {
    match engine {
        Engine::PostgreSql => &[ObjectKind::Table, ObjectKind::Trigger, ObjectKind::Policy],
        Engine::Sqlite | Engine::MySql | Engine::MariaDb => {
            &[ObjectKind::Table, ObjectKind::Trigger]
        }
    }
}

/// Tables of a schema that are divided, and partitions.
fn divided(schema: &Schema) -> usize {
    let is_divided = |kind: Option<&TableKind>| {
        matches!(kind, Some(TableKind::Partitioned | TableKind::Partition(_)))
    };
    let tables = schema.tables.iter();
    tables.filter(|table| is_divided(table.kind.get())).count()
}

#[test]
fn behaviour_against_itself_is_silent() {
    for engine in ENGINES {
        let counts = Counts::new();
        for_each(
            150,
            &drawn(engine, Vocabulary::Behaviour),
            |Shown(schema)| {
                let comparison = compare(&schema, &schema, &asked());
                assert_silent(&comparison, &counts)
            },
        );
        counts.assert_each_at_least(plenty(engine), 50);
    }
}

#[test]
fn behaviour_is_read_back_from_postgresql() {
    let scene = RefCell::new(PostgresScene::open());
    let counts = Counts::new();
    let partitions = Counts::new();
    let strategy = drawn(Engine::PostgreSql, Vocabulary::Behaviour);
    for_each(60, &strategy, |Shown(schema)| {
        prop_assert_eq!(ddl(&schema).skipped, Vec::new());
        let mut scene = scene.borrow_mut();
        scene.apply_schema(&schema)?;
        partitions.add((), divided(&schema));
        assert_silent(&scene.compare(&schema), &counts)?;
        assert_silent(&scene.compare_backwards(&schema), &counts)
    });
    counts.assert_each_at_least(plenty(Engine::PostgreSql), 50);
    partitions.assert_each_at_least(&[()], 25);
}

#[test]
fn behaviour_is_read_back_from_sqlite() {
    let scene = SqliteScene::open();
    let counts = Counts::new();
    let strategy = drawn(Engine::Sqlite, Vocabulary::Behaviour);
    for_each(60, &strategy, |Shown(schema)| {
        prop_assert_eq!(ddl(&schema).skipped, Vec::new());
        scene.apply_schema(&schema)?;
        assert_silent(&scene.compare(&schema), &counts)
    });
    counts.assert_each_at_least(plenty(Engine::Sqlite), 25);
}

#[test]
fn behaviour_is_read_back_from_mariadb() {
    behaviour_is_read_back(Engine::MariaDb);
}

#[test]
fn behaviour_is_read_back_from_mysql() {
    behaviour_is_read_back(Engine::MySql);
}

fn behaviour_is_read_back(engine: Engine) {
    let Some(scene) = MySqlScene::open(engine) else {
        return;
    };
    let scene = RefCell::new(scene);
    let counts = Counts::new();
    for_each(
        60,
        &drawn(engine, Vocabulary::Behaviour),
        |Shown(schema)| {
            prop_assert_eq!(ddl(&schema).skipped, Vec::new());
            let mut scene = scene.borrow_mut();
            scene.apply_schema(&schema)?;
            assert_silent(&scene.compare(&schema), &counts)
        },
    );
    counts.assert_each_at_least(plenty(engine), 25);
}

/// A schema with numbers to draw one change of each kind with.
fn cases(engine: Engine) -> impl Strategy<Value = (Shown, Vec<u32>)> {
    let numbers = proptest::collection::vec(any::<u32>(), 12);
    (drawn(engine, Vocabulary::Behaviour), numbers)
}

fn every_change<'a>(
    kinds: &'a [MutationKind],
    schema: &'a Schema,
    numbers: &'a [u32],
) -> impl Iterator<Item = Mutation> + 'a {
    kinds.iter().filter_map(|kind| {
        let mut mutation = mutate_in_kind(schema, *kind, &mut Choices::new(numbers.to_vec()))?;
        mutation.mutated = understood(&mutation.mutated);
        Some(mutation)
    })
}

#[test]
fn one_change_of_behaviour_is_found_in_the_model() {
    for engine in ENGINES {
        let counts = Counts::new();
        let kinds = kinds_of(engine, false);
        for_each(150, &cases(engine), |(Shown(schema), numbers)| {
            for mutation in every_change(&kinds, &schema, &numbers) {
                let comparison = compare(&schema, &mutation.mutated, &asked());
                assert_exactly(&mutation, &comparison)?;
                counts.add(mutation.kind, 1);
            }
            Ok(())
        });
        counts.assert_each_at_least(&kinds, 10);
    }
}

/// So many changes of one kind are tried on a real server.
const ENOUGH: usize = 8;

#[test]
fn one_change_of_behaviour_is_found_on_a_real_postgresql() {
    let counts = Counts::new();
    let scene = RefCell::new(PostgresScene::open());
    let kinds = kinds_of(Engine::PostgreSql, true);
    for_each(
        40,
        &cases(Engine::PostgreSql),
        |(Shown(schema), numbers)| {
            for mutation in every_change(&kinds, &schema, &numbers) {
                if counts.of(&mutation.kind) >= ENOUGH {
                    continue;
                }
                let mut scene = scene.borrow_mut();
                scene.build(&schema, &mutation)?;
                assert_exactly(&mutation, &scene.compare(&schema))?;
                counts.add(mutation.kind, 1);
            }
            Ok(())
        },
    );
    counts.assert_each_at_least(&kinds, 2);
}

#[test]
fn one_change_of_behaviour_is_found_in_a_real_sqlite_file() {
    let counts = Counts::new();
    let scene = SqliteScene::open();
    let kinds = kinds_of(Engine::Sqlite, true);
    for_each(24, &cases(Engine::Sqlite), |(Shown(schema), numbers)| {
        for mutation in every_change(&kinds, &schema, &numbers) {
            if counts.of(&mutation.kind) >= ENOUGH {
                continue;
            }
            scene.build(&schema, &mutation)?;
            assert_exactly(&mutation, &scene.compare(&schema))?;
            counts.add(mutation.kind, 1);
        }
        Ok(())
    });
    counts.assert_each_at_least(&kinds, 2);
}

#[test]
fn one_change_of_behaviour_is_found_on_a_real_mariadb() {
    one_change_of_behaviour_is_found_on(Engine::MariaDb);
}

#[test]
fn one_change_of_behaviour_is_found_on_a_real_mysql() {
    one_change_of_behaviour_is_found_on(Engine::MySql);
}

fn one_change_of_behaviour_is_found_on(engine: Engine) {
    let Some(scene) = MySqlScene::open(engine) else {
        return;
    };
    let scene = RefCell::new(scene);
    let counts = Counts::new();
    let kinds = kinds_of(engine, true);
    for_each(24, &cases(engine), |(Shown(schema), numbers)| {
        for mutation in every_change(&kinds, &schema, &numbers) {
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
    counts.assert_each_at_least(&kinds, 2);
}
