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

/// Several changes one after the other, in one database.
fn several(schema: &Schema, kinds: &[MutationKind], numbers: &[u32]) -> Option<Mutation> {
    let mut choices = Choices::new(numbers.to_vec());
    let mut whole: Option<Mutation> = None;
    for _ in 0..2 + choices.below(3) {
        let base = whole.as_ref().map_or(schema, |whole| &whole.mutated);
        let kind = choices.one_of(kinds)?;
        let Some(mut next) = mutate_in_kind(base, *kind, &mut choices) else {
            continue;
        };
        next.mutated = understood(&next.mutated);
        // The database is made anew, since the statements are for one change alone.
        next.ddl = None;
        whole = Some(next);
    }
    whole
}

/// Tries several changes at once: the draft runs, keeps every row, and is silent where it says so.
fn try_several(scene: impl Alterable, engine: Engine, kinds: &[MutationKind]) {
    let ends = Counts::new();
    let scene = RefCell::new(scene);
    let numbers = proptest::collection::vec(any::<u32>(), 24);
    let strategy = (drawn(engine, Vocabulary::Prisma), numbers);
    for_each(24, &strategy, |(Shown(schema), numbers)| {
        let Some(mutation) = several(&schema, kinds, &numbers) else {
            return Ok(());
        };
        let mut scene = scene.borrow_mut();
        // What two changes leave may not be a database of its own.
        if scene.make(&schema, &mutation).is_err() {
            ends.add("impossible", 1);
            return Ok(());
        }
        fill(&mut *scene, &mutation.mutated, &schema);
        let before = count(&mut *scene, &mutation.mutated);
        let (drafted, is_all) = draft(&*scene, &schema);
        let shown = || format!("{drafted:#?}");
        prop_assert!(takes_nothing_away(&drafted), "{}", shown());
        run(&mut *scene, &schema, &drafted).map_err(|error| failed(&error, &shown()))?;
        prop_assert_eq!(count(&mut *scene, &mutation.mutated), before, "{}", shown());
        let (_, comparison) = scene.look(&schema);
        let is_silent = comparison.findings.is_empty() && comparison.cannot_tell.is_empty();
        let says_so = is_all && drafted.held_back.is_empty();
        let left: Vec<_> = comparison.findings.iter().map(|own| &own.message).collect();
        prop_assert!(is_silent || !says_so, "still there: {left:#?} {}", shown());
        ends.add(if is_silent { "silent" } else { "in part" }, 1);
        Ok(())
    });
    ends.assert_each_at_least(&["silent", "in part"], 2);
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

/// Kinds after which the database has more than the code, or other values: what puts them right is
/// only shown.
const SHOWN: &[MutationKind] = &[
    MutationKind::DropGenerated,
    MutationKind::AddTable,
    MutationKind::RenameTable,
    MutationKind::AddNullableColumn,
    MutationKind::AddRequiredColumn,
    MutationKind::AddColumnWithDefault,
    MutationKind::RenameColumn,
    MutationKind::ChangeType,
    MutationKind::ChangeTimeZone,
    MutationKind::AddDefault,
    MutationKind::GainUniqueness,
    MutationKind::AddIndex,
    MutationKind::AddUnique,
    MutationKind::AddPrimaryKey,
    MutationKind::AddForeignKey,
    MutationKind::AddTrigger,
    MutationKind::AddPolicy,
];

/// Kinds of which some are put right at once and some are only shown, or said to be left.
const EITHER: &[MutationKind] = &[
    MutationKind::ChangeTableComment,
    MutationKind::ChangeColumnComment,
    MutationKind::RenameTrigger,
    MutationKind::ChangeType,
    MutationKind::ChangeLength,
    MutationKind::ChangePrecision,
    MutationKind::RemoveEnumValue,
    MutationKind::AddEnumValue,
    MutationKind::ReorderEnumValues,
    MutationKind::RenameEnumValue,
    MutationKind::SwitchRowSecurity,
    MutationKind::ChangeComposite,
    MutationKind::ChangeDomain,
    MutationKind::ChangeFunction,
];

/// Kinds that no statement puts right while there are rows, and those that are for a person to grant.
const SAID: &[MutationKind] = &[
    MutationKind::DropGrant,
    MutationKind::AddGrant,
    MutationKind::ChangePartitioning,
    MutationKind::DetachPartition,
    MutationKind::ChangePartitionBound,
];

/// Fails unless every kind came to the end that it is to come to, each time.
fn assert_ends(ends: &Counts<(MutationKind, End)>, kinds: &[MutationKind]) {
    for kind in kinds {
        let of = |end| ends.of(&(*kind, end));
        let counts = (of(End::Silent), of(End::SilentWhenAccepted), of(End::Said));
        let is_right = if EITHER.contains(kind) {
            counts != (0, 0, 0)
        } else if SHOWN.contains(kind) {
            counts.1 > 0 && (counts.0, counts.2) == (0, 0)
        } else if SAID.contains(kind) {
            counts.2 > 0 && (counts.0, counts.1) == (0, 0)
        } else {
            counts.0 > 0 && (counts.1, counts.2) == (0, 0)
        };
        assert!(is_right, "{kind:?} ended so: {counts:?}");
    }
}

#[test]
fn a_fix_puts_several_changes_right_on_a_real_postgresql() {
    let kinds = kinds_of(MutationKind::ALL, &[]);
    try_several(PostgresScene::open(), Engine::PostgreSql, &kinds);
}

#[test]
fn a_fix_puts_several_changes_right_in_a_real_sqlite_file() {
    let kinds = kinds_of(MutationKind::ALL, POSTGRESQL_ONLY);
    try_several(SqliteScene::open(), Engine::Sqlite, &kinds);
}

#[test]
fn a_fix_puts_several_changes_right_on_a_real_mariadb() {
    let mut without = POSTGRESQL_ONLY.to_vec();
    without.push(MutationKind::ChangeIndexPredicate);
    let kinds = kinds_of(MutationKind::ALL, &without);
    if let Some(scene) = MySqlScene::open(Engine::MariaDb) {
        try_several(scene, Engine::MariaDb, &kinds);
    }
}

#[test]
fn a_fix_puts_one_change_right_on_a_real_postgresql() {
    let kinds = kinds_of(MutationKind::ALL, &[]);
    let scene = PostgresScene::open();
    let ends = try_all(scene, Engine::PostgreSql, Vocabulary::Prisma, &kinds);
    assert_ends(&ends, &kinds);
}

#[test]
fn a_fix_puts_one_change_right_in_a_real_sqlite_file() {
    // There are no comments.
    let mut without = POSTGRESQL_ONLY.to_vec();
    without.extend([
        MutationKind::ChangeTableComment,
        MutationKind::ChangeColumnComment,
    ]);
    let kinds = kinds_of(MutationKind::ALL, &without);
    let ends = try_all(
        SqliteScene::open(),
        Engine::Sqlite,
        Vocabulary::Prisma,
        &kinds,
    );
    assert_ends(&ends, &kinds);
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
    assert_ends(&ends, &kinds);
}

#[test]
fn a_fix_puts_what_stands_beside_tables_right_on_a_real_postgresql() {
    let ends = try_all(
        PostgresScene::open(),
        Engine::PostgreSql,
        Vocabulary::Objects,
        MutationKind::OF_OBJECTS,
    );
    assert_ends(&ends, MutationKind::OF_OBJECTS);
}

#[test]
fn a_fix_puts_what_tables_do_right_on_a_real_postgresql() {
    let ends = try_all(
        PostgresScene::open(),
        Engine::PostgreSql,
        Vocabulary::Behaviour,
        MutationKind::OF_BEHAVIOUR,
    );
    assert_ends(&ends, MutationKind::OF_BEHAVIOUR);
}

#[test]
fn a_fix_puts_what_tables_do_right_in_a_real_sqlite_file() {
    let ends = try_all(
        SqliteScene::open(),
        Engine::Sqlite,
        Vocabulary::Behaviour,
        OF_EVERY_ENGINE,
    );
    assert_ends(&ends, OF_EVERY_ENGINE);
}

#[test]
fn a_fix_puts_views_right_in_a_real_sqlite_file() {
    let ends = try_all(
        SqliteScene::open(),
        Engine::Sqlite,
        Vocabulary::Objects,
        &[MutationKind::DropView],
    );
    assert_ends(&ends, &[MutationKind::DropView]);
}
