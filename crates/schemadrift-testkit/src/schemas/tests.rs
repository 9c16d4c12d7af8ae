//! Generated schemas hold what they promise: they can be written whole, and over many of them
//! everything that is promised comes up.

use std::collections::BTreeSet;

use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;
use schemadrift_core::dialect::Engine;
use schemadrift_core::model::{DefaultValue, Increment, Schema};

use super::{Vocabulary, schemas_in};

fn many(engine: Engine, vocabulary: Vocabulary) -> Vec<Schema> {
    let mut runner = TestRunner::deterministic();
    let strategy = schemas_in(engine, vocabulary);
    (0..300)
        .map(|_| strategy.new_tree(&mut runner).unwrap().current())
        .collect()
}

#[test]
fn nothing_is_left_out_of_their_ddl() {
    for engine in [Engine::PostgreSql, Engine::Sqlite] {
        for vocabulary in [Vocabulary::Prisma, Vocabulary::Sql, Vocabulary::Objects] {
            for schema in many(engine, vocabulary) {
                assert_eq!(schemadrift_emit::ddl(&schema).skipped, Vec::new());
            }
        }
    }
}

#[test]
fn prisma_can_say_all_of_its_vocabulary() {
    for engine in [Engine::PostgreSql, Engine::Sqlite] {
        for schema in many(engine, Vocabulary::Prisma) {
            assert_eq!(schemadrift_emit::prisma(&schema).skipped, Vec::new());
        }
    }
}

/// The features that a schema has.
fn features(schema: &Schema) -> BTreeSet<&'static str> {
    let mut features = BTreeSet::new();
    let mut note = |is_there: bool, name| {
        if is_there {
            features.insert(name);
        }
    };
    let namespaces: BTreeSet<_> = schema
        .tables
        .iter()
        .map(|table| &table.name.schema)
        .collect();
    note(schema.tables.len() > 1, "several tables");
    note(namespaces.len() > 1, "several namespaces");
    for table in &schema.tables {
        note(table.primary_key_columns().is_empty(), "no key");
        note(table.primary_key_columns().len() > 1, "composite key");
        note(!table.checks.is_empty(), "check");
        for key in &table.foreign_keys {
            note(key.target == table.name, "self reference");
            note(key.columns.len() > 1, "composite reference");
        }
        for index in &table.indexes {
            note(index.is_partial(), "partial index");
            note(index.is_constraint.is_true(), "unique constraint");
            note(index.has_expression_key(), "expression index");
            let method = index.method.get();
            note(method.is_some_and(|method| method != "btree"), "method");
        }
        for column in &table.columns {
            let increment = column.increment.get().and_then(Option::as_ref);
            note(
                matches!(increment, Some(Increment::Serial { .. })),
                "serial",
            );
            note(
                matches!(increment, Some(Increment::Identity { .. })),
                "identity",
            );
            let default = column.default.get();
            note(
                matches!(default, Some(Some(DefaultValue::Expression(_)))),
                "default",
            );
            note(matches!(column.generated.get(), Some(Some(_))), "generated");
            note(column.name.as_str().len() == 63, "longest name");
            if let Some(column_type) = column.data_type.get() {
                let shape = &column_type.shape;
                note(shape.enum_name().is_some() && !shape.is_array(), "enum");
                note(
                    shape.enum_name().is_some() && shape.is_array(),
                    "enum array",
                );
            }
        }
    }
    features
}

#[test]
fn everything_comes_up() {
    let seen = |engine, vocabulary| -> BTreeSet<&'static str> {
        many(engine, vocabulary).iter().flat_map(features).collect()
    };
    let shared = [
        "several tables",
        "no key",
        "composite key",
        "self reference",
        "composite reference",
        "partial index",
        "default",
        "longest name",
    ];
    let of_postgresql = [
        "several namespaces",
        "method",
        "serial",
        "enum",
        "enum array",
    ];
    let of_sql = ["check", "expression index", "generated"];
    let of_both = ["unique constraint", "identity"];
    let sqlite = seen(Engine::Sqlite, Vocabulary::Sql);
    let prisma = seen(Engine::PostgreSql, Vocabulary::Prisma);
    let sql = seen(Engine::PostgreSql, Vocabulary::Sql);
    for feature in shared {
        assert!(
            sqlite.contains(feature) && prisma.contains(feature),
            "{feature}"
        );
    }
    for feature in of_postgresql {
        assert!(
            prisma.contains(feature) && sql.contains(feature),
            "{feature}"
        );
    }
    for feature in of_sql {
        assert!(
            sql.contains(feature) && sqlite.contains(feature),
            "{feature}"
        );
        assert!(!prisma.contains(feature), "{feature}");
    }
    for feature in of_both {
        assert!(sql.contains(feature), "{feature}");
        assert!(!prisma.contains(feature), "{feature}");
    }
}
