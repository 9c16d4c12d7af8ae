//! A fix that is drafted for any one change, and run on the changed database, takes no row away and
//! leaves nothing to find; what it holds back would put the rest right.

use std::cell::RefCell;
use std::collections::BTreeMap;

use proptest::prelude::{Strategy, any, prop_assert, prop_assert_eq};
use proptest::test_runner::TestCaseError;
use schemadrift_check::aim::aim;
use schemadrift_core::dialect::Engine;
use schemadrift_core::model::Schema;
use schemadrift_emit::{Fix, FixSetting, FixStep, Running, fix};
use schemadrift_testkit::Choices;
use schemadrift_testkit::mutations::{Mutation, MutationKind, mutate_in_kind};
use schemadrift_testkit::schemas::Vocabulary;

use crate::behaviour::OF_EVERY_ENGINE;
use crate::counting::Counts;
use crate::drawing::{Shown, drawn, for_each};
use crate::filling::{count, fill, literal, quoted};
use crate::one_change::POSTGRESQL_ONLY;
use crate::scene::{Alterable, MySqlScene, PostgresScene, SqliteScene};
use crate::understood::understood;

/// What became of a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum End {
    /// The draft alone leaves nothing to find.
    Silent,
    /// With what it holds back it does.
    SilentWhenAccepted,
    /// It says that something stays.
    Said,
}

/// So many changes of one kind are tried.
const ENOUGH: usize = 4;

/// Draws schemas with numbers to draw changes with.
fn cases(engine: Engine, vocabulary: Vocabulary) -> impl Strategy<Value = (Shown, Vec<u32>)> {
    let numbers = proptest::collection::vec(any::<u32>(), 4);
    (drawn(engine, vocabulary), numbers)
}

/// Tries every change of these kinds, and says what became of each.
fn try_all(
    scene: impl Alterable,
    engine: Engine,
    vocabulary: Vocabulary,
    kinds: &[MutationKind],
) -> Counts<(MutationKind, End)> {
    let tried = Counts::new();
    let ends = Counts::new();
    let rows = Counts::new();
    // Every kind that goes wrong is told of, since a run takes long.
    let wrong = RefCell::new(BTreeMap::new());
    let scene = RefCell::new(scene);
    let strategy = cases(engine, vocabulary);
    for_each(24, &strategy, |(Shown(schema), numbers)| {
        for kind in kinds {
            if tried.of(kind) >= ENOUGH || wrong.borrow().contains_key(kind) {
                continue;
            }
            let mutation = mutate_in_kind(&schema, *kind, &mut Choices::new(numbers.clone()));
            let Some(mut mutation) = mutation else {
                continue;
            };
            mutation.mutated = understood(&mutation.mutated);
            match try_one(&mut *scene.borrow_mut(), &schema, &mutation, &rows) {
                Ok(end) => ends.add((*kind, end), 1),
                Err(error) => {
                    wrong.borrow_mut().insert(*kind, error.to_string());
                }
            }
            tried.add(*kind, 1);
        }
        Ok(())
    });
    let wrong = wrong.into_inner();
    let told: Vec<String> = wrong
        .iter()
        .map(|(kind, error)| format!("{kind:?}: {error}"))
        .collect();
    assert!(told.is_empty(), "{}", told.join("\n\n"));
    tried.assert_each_at_least(kinds, 2);
    rows.assert_each_at_least(&[()], kinds.len());
    ends
}

fn try_one(
    scene: &mut impl Alterable,
    schema: &Schema,
    mutation: &Mutation,
    rows: &Counts<()>,
) -> Result<End, TestCaseError> {
    scene.make(schema, mutation)?;
    fill(scene, &mutation.mutated, schema);
    let before = count(scene, &mutation.mutated);
    rows.add((), before.values().map(|rows| *rows as usize).sum());
    let (drafted, is_all) = draft(scene, schema);
    let shown = || format!("after {:?}: {drafted:#?}", mutation.kind);
    prop_assert!(takes_nothing_away(&drafted), "{}", shown());
    run(scene, schema, &drafted).map_err(|error| failed(&error, &shown()))?;
    prop_assert_eq!(count(scene, &mutation.mutated), before, "{}", shown());
    let (_, comparison) = scene.look(schema);
    let is_silent = comparison.findings.is_empty() && comparison.cannot_tell.is_empty();
    if is_silent {
        return Ok(End::Silent);
    }
    let left: Vec<_> = comparison
        .findings
        .iter()
        .map(|left| &left.message)
        .collect();
    prop_assert!(
        !drafted.held_back.is_empty() || !is_all,
        "still there: {left:#?} {:#?} {}",
        comparison.cannot_tell,
        shown()
    );
    // Once more without rows, which what is held back may not suit.
    scene.make(schema, mutation)?;
    run(scene, schema, &drafted).map_err(|error| failed(&error, &shown()))?;
    for step in &drafted.held_back {
        run_step(scene, schema, step).map_err(|error| failed(&error, &shown()))?;
    }
    let (_, comparison) = scene.look(schema);
    if comparison.findings.is_empty() && comparison.cannot_tell.is_empty() {
        return Ok(End::SilentWhenAccepted);
    }
    let left: Vec<_> = comparison
        .findings
        .iter()
        .map(|left| &left.message)
        .collect();
    prop_assert!(
        !is_all,
        "still there: {left:#?} {:#?} {}",
        comparison.cannot_tell,
        shown()
    );
    Ok(End::Said)
}

fn failed(error: &str, shown: &str) -> TestCaseError {
    TestCaseError::fail(format!("{error}\n{shown}"))
}

/// The fix, and whether it says that it puts everything right.
fn draft(scene: &impl Alterable, schema: &Schema) -> (Fix, bool) {
    let (live, comparison) = scene.look(schema);
    let aimed = aim(schema, &live, &comparison.findings);
    let setting = FixSetting {
        can_leave_transactions: true,
    };
    let drafted = fix(&live, &aimed.schema, setting);
    let is_all = aimed.left.is_empty() && drafted.skipped.is_empty();
    (drafted, is_all)
}

/// Runs a fix as a migration tool would: file by file.
fn run(scene: &mut impl Alterable, schema: &Schema, drafted: &Fix) -> Result<(), String> {
    for (position, file) in drafted.files.iter().enumerate() {
        let needs_values = file.steps.iter().any(|step| step.needs_values.is_some());
        if needs_values {
            for step in &file.steps {
                run_step(scene, schema, step)?;
            }
        } else {
            assert!(file.running != Running::Alone || file.steps.len() == 1);
            scene.run(&drafted.file_text(position))?;
        }
    }
    Ok(())
}

fn run_step(scene: &mut impl Alterable, schema: &Schema, step: &FixStep) -> Result<(), String> {
    if let Some(needed) = &step.needs_values {
        let mut tables = schema.tables.iter();
        let table = tables
            .find(|table| table.name.name == needed.table.name)
            .ok_or("no such table")?;
        let shape = &table.column(&needed.column).ok_or("no such column")?;
        let shape = &shape.data_type.get().ok_or("no such type")?.shape;
        let name = schema.engine.dialect().quote(needed.column.as_str());
        if let Some(value) = literal(schema, shape) {
            scene.run(&format!(
                "UPDATE {} SET {name} = {value} WHERE {name} IS NULL",
                quoted(schema, &needed.table)
            ))?;
        }
    }
    // Statements in one script share a session.
    scene.run(&step.statements.join(";\n"))
}

/// Whether nothing that runs takes a table, a column, a type or a row away, but for the old copy
/// of a table that has been copied.
fn takes_nothing_away(drafted: &Fix) -> bool {
    let steps = drafted.files.iter().flat_map(|file| &file.steps);
    steps.filter(|step| !step.is_rebuild).all(|step| {
        step.statements.iter().all(|statement| {
            let words = without_quoted(statement).to_uppercase();
            ![
                "DROP TABLE",
                "DROP COLUMN",
                "DROP TYPE",
                "TRUNCATE",
                "DELETE FROM",
                "CASCADE;",
            ]
            .iter()
            .any(|words_of_loss| words.contains(words_of_loss))
        })
    })
}

/// A statement without what stands in quotes.
fn without_quoted(statement: &str) -> String {
    let mut quote = None;
    statement
        .chars()
        .filter(|character| match quote {
            Some(open) => {
                if *character == open {
                    quote = None;
                }
                false
            }
            None => {
                if matches!(character, '\'' | '"' | '`') {
                    quote = Some(*character);
                }
                quote.is_none()
            }
        })
        .collect()
}

fn kinds_of(kinds: &[MutationKind], without: &[MutationKind]) -> Vec<MutationKind> {
    kinds
        .iter()
        .copied()
        .filter(|kind| !without.contains(kind) && !MutationKind::OF_OBJECTS.contains(kind))
        .collect()
}

#[test]
fn a_fix_puts_one_change_right_on_a_real_postgresql() {
    let ends = try_all(
        PostgresScene::open(),
        Engine::PostgreSql,
        Vocabulary::Prisma,
        &kinds_of(MutationKind::ALL, &[]),
    );
    eprintln!("{ends:#?}");
}

#[test]
fn a_fix_puts_one_change_right_in_a_real_sqlite_file() {
    let ends = try_all(
        SqliteScene::open(),
        Engine::Sqlite,
        Vocabulary::Prisma,
        &kinds_of(MutationKind::ALL, POSTGRESQL_ONLY),
    );
    eprintln!("{ends:#?}");
}

#[test]
fn a_fix_puts_one_change_right_on_a_real_mariadb() {
    put_right_on(Engine::MariaDb);
}

#[test]
fn a_fix_puts_one_change_right_on_a_real_mysql() {
    put_right_on(Engine::MySql);
}

fn put_right_on(engine: Engine) {
    let Some(scene) = MySqlScene::open(engine) else {
        return;
    };
    // There are no partial indexes.
    let mut without = POSTGRESQL_ONLY.to_vec();
    without.push(MutationKind::ChangeIndexPredicate);
    let kinds = kinds_of(MutationKind::ALL, &without);
    let ends = try_all(scene, engine, Vocabulary::Prisma, &kinds);
    eprintln!("{ends:#?}");
}

#[test]
fn a_fix_puts_what_stands_beside_tables_right_on_a_real_postgresql() {
    let ends = try_all(
        PostgresScene::open(),
        Engine::PostgreSql,
        Vocabulary::Objects,
        MutationKind::OF_OBJECTS,
    );
    eprintln!("{ends:#?}");
}

#[test]
fn a_fix_puts_what_tables_do_right_on_a_real_postgresql() {
    let ends = try_all(
        PostgresScene::open(),
        Engine::PostgreSql,
        Vocabulary::Behaviour,
        MutationKind::OF_BEHAVIOUR,
    );
    eprintln!("{ends:#?}");
}

#[test]
fn a_fix_puts_what_tables_do_right_in_a_real_sqlite_file() {
    let ends = try_all(
        SqliteScene::open(),
        Engine::Sqlite,
        Vocabulary::Behaviour,
        OF_EVERY_ENGINE,
    );
    eprintln!("{ends:#?}");
}

#[test]
fn a_fix_puts_views_right_in_a_real_sqlite_file() {
    let ends = try_all(
        SqliteScene::open(),
        Engine::Sqlite,
        Vocabulary::Objects,
        &[MutationKind::DropView],
    );
    eprintln!("{ends:#?}");
}
