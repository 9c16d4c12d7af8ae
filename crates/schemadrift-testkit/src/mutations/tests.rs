//! Mutations hold what they promise: each changes the schema, expects something, and every kind
//! comes up. That the expected findings are found is tested with a checker.

use std::collections::BTreeMap;

use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;
use schemadrift_core::dialect::Engine;

use super::{MutationKind, mutate, mutate_in_kind};
use crate::choices::Choices;
use crate::schemas::{Vocabulary, schemas, schemas_in};

#[test]
fn every_kind_comes_up_and_changes_something() {
    let mut runner = TestRunner::deterministic();
    let strategy = schemas_in(Engine::PostgreSql, Vocabulary::Objects);
    let mut counts: BTreeMap<MutationKind, usize> = BTreeMap::new();
    for number in 0..100 {
        let schema = strategy.new_tree(&mut runner).unwrap().current();
        for kind in MutationKind::ALL {
            let mut choices = Choices::new(vec![number, number / 3, number / 7]);
            let Some(mutation) = mutate_in_kind(&schema, *kind, &mut choices) else {
                continue;
            };
            assert_eq!(mutation.kind, *kind);
            assert_ne!(mutation.mutated, schema, "{kind:?}");
            assert!(!mutation.expected.is_empty(), "{kind:?}");
            assert!(mutation.ddl.is_none_or(|ddl| !ddl.is_empty()), "{kind:?}");
            *counts.entry(*kind).or_default() += 1;
        }
    }
    let rare: Vec<&MutationKind> = MutationKind::ALL
        .iter()
        .filter(|kind| counts.get(kind).copied().unwrap_or(0) < 5)
        .collect();
    assert!(rare.is_empty(), "{rare:?} in {counts:?}");
}

#[test]
fn any_schema_offers_a_change() {
    let mut runner = TestRunner::deterministic();
    for engine in [Engine::PostgreSql, Engine::Sqlite] {
        for _ in 0..50 {
            let schema = schemas(engine).new_tree(&mut runner).unwrap().current();
            let mutation = mutate(&schema).new_tree(&mut runner).unwrap().current();
            assert!(mutation.is_some(), "{schema:?}");
        }
    }
}
