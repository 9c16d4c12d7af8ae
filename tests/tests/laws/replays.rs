//! A history that is read and replayed leads to what a real database holds that has run it.
//!
//! `SCHEMADRIFT_TEST_HISTORIES` sets how many histories are tried, `SCHEMADRIFT_TEST_SEED` the seed of the
//! first; each has the seed of the one before and one more.

use std::fmt::Write;

use proptest::prelude::{Strategy, any};
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use schemadrift_check::{CannotTell, Comparison};
use schemadrift_core::dialect::Engine;
use schemadrift_core::object::ObjectKind;
use schemadrift_core::origin::SourceFile;
use schemadrift_sql::read_script;
use schemadrift_sql::replay::{Replay, Replayed};
use schemadrift_testkit::Choices;
use schemadrift_testkit::histories::{History, StepKind};

use crate::counting::Counts;
use crate::outline::outline;
use crate::silence::PLENTY;
use crate::stage::Stage;

/// The seed of the first history.
const SEED: u64 = 20_260_101;

/// So many failures are shown.
const ENOUGH_FAILURES: usize = 5;

/// What is said of a database that cannot be read.
const UNREADABLE: &str = "not to be read";

/// The two things that a reader of scripts cannot tell: what the server makes of a condition over a
/// column that gets another type, and of a query over what gets another name.
const READ_ANEW: [&str; 2] = [
    "had another type when this was written",
    "had another name when this was written",
];

/// The statements of each step.
type Steps = Vec<Vec<String>>;

/// Numbers to draw a schema with, then numbers for each step.
fn numbers(seed: u64) -> (Vec<u32>, Vec<Vec<u32>>) {
    let mut bytes = [0; 32];
    bytes[..8].copy_from_slice(&seed.to_le_bytes());
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &bytes);
    let mut runner = TestRunner::new_with_rng(Config::default(), rng);
    let schema = proptest::collection::vec(any::<u32>(), 300);
    let step = proptest::collection::vec(any::<u32>(), 400);
    let steps = proptest::collection::vec(step, 24..48);
    (schema, steps).new_tree(&mut runner).unwrap().current()
}

/// What a law looked at.
struct Looked {
    steps: Counts<StepKind>,
    /// In how many histories there was a step of the kind.
    histories: Counts<StepKind>,
    refused: Counts<StepKind>,
    objects: Counts<ObjectKind>,
    first: u64,
    shortest: usize,
}

fn from_environment(variable: &str, usual: u64) -> u64 {
    std::env::var(variable).map_or(usual, |value| value.parse().unwrap())
}

fn each_history(engine: Engine, usual: u64) -> Looked {
    let count = from_environment("SCHEMADRIFT_TEST_HISTORIES", usual);
    let first = from_environment("SCHEMADRIFT_TEST_SEED", SEED);
    let mut looked = Looked {
        steps: Counts::new(),
        histories: Counts::new(),
        refused: Counts::new(),
        objects: Counts::new(),
        first,
        shortest: usize::MAX,
    };
    let mut stage = Stage::open(engine);
    let mut failures = Vec::new();
    for seed in first..first + count {
        let steps = act_out(engine, seed, &mut stage, &mut looked);
        if let Err(difference) = judge(engine, &stage, &steps, &looked.objects) {
            failures.push(shown(engine, seed, &mut stage, steps, &difference));
        }
        if failures.len() == ENOUGH_FAILURES {
            break;
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n\n"));
    looked
}

/// Lets a history happen on the stage, and returns what of it was not refused.
fn act_out(engine: Engine, seed: u64, stage: &mut Stage, looked: &mut Looked) -> Steps {
    let (schema, each_step) = numbers(seed);
    let mut steps = Steps::new();
    stage.clear();
    // One in four begins with nothing.
    let mut history = if seed.is_multiple_of(4) {
        History::of_nothing(engine)
    } else {
        let (history, founding) = History::of_schema(engine, &mut Choices::new(schema));
        for statement in founding {
            let step = vec![statement];
            stage
                .run(&step)
                .unwrap_or_else(|error| panic!("seed {seed}: {error}\n{step:?}"));
            steps.push(step);
        }
        history
    };
    let mut visited = Vec::new();
    for numbers in each_step {
        let Some(step) = history.propose(&mut Choices::new(numbers)) else {
            continue;
        };
        if stage.run(&step.statements).is_err() {
            looked.refused.add(step.kind, 1);
            continue;
        }
        looked.steps.add(step.kind, 1);
        if !visited.contains(&step.kind) {
            visited.push(step.kind);
            looked.histories.add(step.kind, 1);
        }
        steps.push(step.statements.clone());
        history.accept(step);
    }
    let statements = steps.iter().map(Vec::len).sum();
    looked.shortest = looked.shortest.min(statements);
    steps
}

fn script(steps: &Steps) -> String {
    let mut script = String::new();
    for statement in steps.iter().flatten() {
        let _ = writeln!(script, "{statement};");
    }
    script
}

fn replay(engine: Engine, script: &str) -> Replayed {
    let file = SourceFile::new("history.sql", script);
    let mut replay = Replay::new(engine, None);
    for statement in read_script(engine, &file, 0..script.len()) {
        replay.apply(&statement);
    }
    replay.end_session();
    replay.finish()
}

/// What is different between the stage and the replay of what happened on it.
fn judge(
    engine: Engine,
    stage: &Stage,
    steps: &Steps,
    objects: &Counts<ObjectKind>,
) -> Result<(), String> {
    let replayed = replay(engine, &script(steps));
    let held = stage.hold(&replayed.schema);
    let mut difference = String::new();
    for problem in &replayed.problems {
        let _ = writeln!(difference, "problem: {}", problem.message);
    }
    for problem in &held.problems {
        let _ = writeln!(difference, "{UNREADABLE}: {}", problem.message);
    }
    let tables = replayed.schema.tables.iter();
    let views = replayed.schema.views.iter();
    let taints = tables
        .flat_map(|table| &table.taints)
        .chain(views.flat_map(|view| &view.taints))
        .chain(&replayed.schema.taints);
    for taint in taints {
        let _ = writeln!(difference, "taint: {}", taint.reason);
    }
    findings("replay -> live", &held.forwards, &mut difference);
    findings("live -> replay", &held.backwards, &mut difference);
    let (ours, theirs) = (outline(&replayed.schema), outline(&held.live));
    for line in ours.iter().filter(|line| !theirs.contains(line)) {
        let _ = writeln!(difference, "only in the replay: {line}");
    }
    for line in theirs.iter().filter(|line| !ours.contains(line)) {
        let _ = writeln!(difference, "only in the database: {line}");
    }
    for kind in &held.forwards.coverage {
        let read_anew = held.forwards.cannot_tell.iter();
        let read_anew =
            read_anew.filter(|entry| entry.object.kind == kind.kind && is_read_anew(entry));
        if kind.same + read_anew.count() != kind.declared {
            let _ = writeln!(difference, "not all compared: {kind:?}");
        }
        objects.add(kind.kind, kind.same);
    }
    if difference.is_empty() {
        Ok(())
    } else {
        Err(difference)
    }
}

fn findings(direction: &str, comparison: &Comparison, difference: &mut String) {
    for finding in &comparison.findings {
        let _ = writeln!(
            difference,
            "{direction}: {}: {}",
            finding.rule, finding.message
        );
    }
    let cannot_tell = comparison.cannot_tell.iter();
    for entry in cannot_tell.filter(|entry| !is_read_anew(entry)) {
        let _ = writeln!(
            difference,
            "{direction}: cannot tell {}: {}: expected {:?} found {:?}",
            entry.object, entry.reason, entry.expected, entry.found
        );
    }
}

fn is_read_anew(entry: &CannotTell) -> bool {
    READ_ANEW
        .iter()
        .any(|reason| entry.reason.ends_with(reason))
}

/// A failure as text: with the shortest history that was found to fail too.
fn shown(engine: Engine, seed: u64, stage: &mut Stage, steps: Steps, difference: &str) -> String {
    let mut shortest = (steps, difference.to_owned());
    let mut length = shortest.0.len() / 2;
    while length > 0 {
        let mut start = 0;
        while start < shortest.0.len() {
            let mut fewer = shortest.0.clone();
            fewer.drain(start..fewer.len().min(start + length));
            match act_again(engine, stage, &fewer) {
                Some(failure) if failure.0.len() < shortest.0.len() => shortest = failure,
                Some(_) | None => start += length,
            }
        }
        length /= 2;
    }
    let (steps, difference) = shortest;
    format!("seed {seed}\n{difference}--\n{}", script(&steps))
}

/// Runs steps once more, without those that are refused now; what of it fails, if it does.
fn act_again(engine: Engine, stage: &mut Stage, steps: &Steps) -> Option<(Steps, String)> {
    stage.clear();
    let taken: Steps = steps
        .iter()
        .filter(|step| stage.run(step).is_ok())
        .cloned()
        .collect();
    let difference = judge(engine, stage, &taken, &Counts::new()).err()?;
    // What is left of it may have become one that SQLite itself cannot read.
    (!difference.contains(UNREADABLE)).then_some((taken, difference))
}

#[expect(
    clippy::print_stdout,
    reason = "shown to whoever asks for it by --nocapture"
)]
fn show(kinds: &[StepKind], looked: &Looked) {
    for kind in kinds {
        println!(
            "{kind:?}: {} steps in {} histories, {} refused",
            looked.steps.of(kind),
            looked.histories.of(kind),
            looked.refused.of(kind)
        );
    }
    println!("seed of the first: {}", looked.first);
    println!("shortest: {} statements", looked.shortest);
}

fn assert_not_vacuous(engine: Engine, looked: &Looked) {
    let kinds: Vec<StepKind> = StepKind::ALL
        .iter()
        .copied()
        .filter(|kind| kind.is_known_to(engine))
        .collect();
    show(&kinds, looked);
    looked.histories.assert_each_at_least(&kinds, 4);
    looked.objects.assert_each_at_least(PLENTY, 100);
}

#[test]
fn a_replayed_history_leads_to_what_postgresql_holds() {
    let looked = each_history(Engine::PostgreSql, 200);
    assert_not_vacuous(Engine::PostgreSql, &looked);
}

#[test]
fn a_replayed_history_leads_to_what_sqlite_holds() {
    let looked = each_history(Engine::Sqlite, 300);
    assert_not_vacuous(Engine::Sqlite, &looked);
}
