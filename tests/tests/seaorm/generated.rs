//! Entities that `sea-orm-cli generate entity` (2.0.4) makes of a database, in each of its
//! formats, agree with that database. `tests/generated/seaorm` holds the script of a database and
//! what was generated; `cargo xtask generators` makes it anew.

use std::path::Path;

use schemadrift_check::{Settings, compare};
use schemadrift_core::dialect;
use schemadrift_core::object::ObjectKind;
use schemadrift_seaorm::SeaOrmSource;
use schemadrift_tests::database::{Database, Engine};
use schemadrift_tests::trial::live_schema;

const FORMATS: [&str; 3] = ["compact", "expanded", "dense"];

/// A `year`, which is written as `i32`.
const YEAR: [&str; 1] = ["since"];

/// `unreadable` are the columns for which the generator writes a type that SeaORM does not read.
fn generated_agrees(
    engine: Engine,
    expected: dialect::Engine,
    columns: usize,
    unreadable: &[&str],
) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("generated/seaorm");
    let folder = root.join(engine.as_str());
    let script = std::fs::read_to_string(folder.join("schema.sql")).unwrap();
    let database = Database::filled(engine, &script);
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let live = runtime.block_on(live_schema(database.url()));
    for format in FORMATS {
        let source = SeaOrmSource::open(&folder.join(format), &folder, Some(expected)).unwrap();
        let reading = source.read_entities().unwrap().reading;
        assert_eq!(reading.problems, [], "{format}");
        let comparison = compare(&reading.schema, &live, &Settings::default());
        let found = comparison.findings.iter();
        let found: Vec<&str> = found.map(|finding| finding.object.name.as_str()).collect();
        assert_eq!(found, unreadable, "{format}");
        assert!(comparison.cannot_tell.is_empty(), "{format}");
        let compared = comparison
            .coverage
            .iter()
            .find(|kind| kind.kind == ObjectKind::Column)
            .map_or(0, |kind| kind.compared);
        assert!(compared >= columns, "{format}: {compared} columns");
    }
}

#[test]
fn generated_entities_agree_with_their_sqlite_database() {
    generated_agrees(Engine::Sqlite, dialect::Engine::Sqlite, 29, &[]);
}

#[test]
fn generated_entities_agree_with_their_postgresql_database() {
    generated_agrees(Engine::Postgresql, dialect::Engine::PostgreSql, 42, &[]);
}

#[test]
fn generated_entities_agree_with_their_mariadb_database() {
    generated_agrees(Engine::Mariadb, dialect::Engine::MariaDb, 32, &YEAR);
}

#[test]
fn generated_entities_agree_with_their_mysql_database() {
    generated_agrees(Engine::Mysql, dialect::Engine::MySql, 32, &YEAR);
}
