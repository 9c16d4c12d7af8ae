//! DDL that is written from a schema, applied to a real database and read back, is silent.

use std::cell::RefCell;

use proptest::prelude::prop_assert_eq;
use schemadrift_core::dialect::Engine;
use schemadrift_emit::ddl;
use schemadrift_testkit::schemas::Vocabulary;

use crate::counting::Counts;
use crate::drawing::{Shown, drawn, for_each};
use crate::scene::{MySqlScene, PostgresScene, SqliteScene};
use crate::silence::{PLENTY, assert_silent, objects_of};

#[test]
fn written_ddl_is_read_back_from_postgresql() {
    let scene = RefCell::new(PostgresScene::open());
    for (vocabulary, cases) in [
        (Vocabulary::Prisma, 60),
        (Vocabulary::Sql, 40),
        (Vocabulary::Objects, 40),
    ] {
        let counts = Counts::new();
        for_each(
            cases,
            &drawn(Engine::PostgreSql, vocabulary),
            |Shown(schema)| {
                prop_assert_eq!(ddl(&schema).skipped, Vec::new());
                let mut scene = scene.borrow_mut();
                scene.apply_schema(&schema)?;
                assert_silent(&scene.compare(&schema), &counts)?;
                assert_silent(&scene.compare_backwards(&schema), &counts)
            },
        );
        counts.assert_each_at_least(PLENTY, 25);
        if vocabulary == Vocabulary::Objects {
            counts.assert_each_at_least(objects_of(Engine::PostgreSql), 25);
        }
    }
}

#[test]
fn written_ddl_is_read_back_from_sqlite() {
    let scene = SqliteScene::open();
    for vocabulary in [Vocabulary::Prisma, Vocabulary::Sql, Vocabulary::Objects] {
        let counts = Counts::new();
        for_each(60, &drawn(Engine::Sqlite, vocabulary), |Shown(schema)| {
            prop_assert_eq!(ddl(&schema).skipped, Vec::new());
            scene.apply_schema(&schema)?;
            assert_silent(&scene.compare(&schema), &counts)
        });
        counts.assert_each_at_least(PLENTY, 25);
        if vocabulary == Vocabulary::Objects {
            counts.assert_each_at_least(objects_of(Engine::Sqlite), 25);
        }
    }
}

#[test]
fn written_ddl_is_read_back_from_mariadb() {
    written_ddl_is_read_back(Engine::MariaDb);
}

#[test]
fn written_ddl_is_read_back_from_mysql() {
    written_ddl_is_read_back(Engine::MySql);
}

fn written_ddl_is_read_back(engine: Engine) {
    let Some(scene) = MySqlScene::open(engine) else {
        return;
    };
    let scene = RefCell::new(scene);
    let counts = Counts::new();
    let strategy = drawn(engine, Vocabulary::Prisma);
    for_each(60, &strategy, |Shown(schema)| {
        prop_assert_eq!(ddl(&schema).skipped, Vec::new());
        let mut scene = scene.borrow_mut();
        scene.apply_schema(&schema)?;
        assert_silent(&scene.compare(&schema), &counts)
    });
    counts.assert_each_at_least(PLENTY, 25);
}

/// A database with one of every kind of object that PostgreSQL has.
const EVERY_KIND: &str = include_str!("every_kind.sql");

#[test]
fn a_database_of_every_kind_is_read_back_from_postgresql() {
    let mut scene = PostgresScene::open();
    scene.apply(&[vec![EVERY_KIND.to_owned()]]).unwrap();
    let original = scene.read();
    let written = ddl(&original);
    assert_eq!(written.skipped, Vec::new());
    scene.apply(&[written.statements]).unwrap();
    let copy = scene.read();
    // Field by field first: the whole would print both.
    for (one, other) in original.tables.iter().zip(&copy.tables) {
        assert_eq!(one, other);
    }
    assert_eq!(original, copy);
    assert!(original.tables.len() > 6 && original.routines.len() > 3 && original.views.len() > 2);
}
