//! Owns the tests of histories that take no database.

use schemadrift_core::dialect::Engine;

use super::{History, StepKind};
use crate::choices::Choices;

/// Many numbers that look random and are always the same.
fn choices(seed: u32, many: u32) -> Choices {
    let mix = |number: u32| {
        let mixed = (number ^ (number >> 15)).wrapping_mul(0x2c1b_3c6d);
        (mixed ^ (mixed >> 12)).wrapping_mul(0x297a_2d39) ^ (mixed >> 15)
    };
    let numbers = (0..many).map(|number| mix(seed.wrapping_mul(1_000_003).wrapping_add(number)));
    Choices::new(numbers.collect())
}

#[test]
fn every_kind_of_step_is_proposed() {
    for engine in [Engine::PostgreSql, Engine::Sqlite] {
        let mut proposed = std::collections::BTreeSet::new();
        for seed in 0..60 {
            let (mut history, founding) = History::of_schema(engine, &mut choices(seed, 400));
            assert!(!founding.is_empty());
            for number in 0..40 {
                let mut choices = choices(seed * 100 + number, 200);
                if let Some(step) = history.propose(&mut choices) {
                    assert!(step.statements.iter().all(|one| !one.is_empty()));
                    proposed.insert(step.kind);
                    history.accept(step);
                }
            }
        }
        let missed: Vec<StepKind> = StepKind::ALL
            .iter()
            .copied()
            .filter(|kind| kind.is_known_to(engine) && !proposed.contains(kind))
            .collect();
        assert!(missed.is_empty(), "{engine}: never proposed {missed:?}");
    }
}

#[test]
fn without_numbers_there_is_a_step() {
    let history = History::of_nothing(Engine::PostgreSql);
    let step = history.propose(&mut Choices::new(Vec::new()));
    assert!(step.is_some());
}

#[test]
fn only_an_accepted_step_is_built_upon() {
    let mut history = History::of_nothing(Engine::PostgreSql);
    assert_eq!(
        history.propose_kind(StepKind::DropTable, &mut choices(1, 50)),
        None
    );
    let step = history
        .propose_kind(StepKind::CreateTable, &mut choices(1, 50))
        .unwrap();
    history.accept(step);
    let drop = history.propose_kind(StepKind::DropTable, &mut choices(1, 50));
    assert!(drop.unwrap().statements[0].starts_with("DROP TABLE"));
}
