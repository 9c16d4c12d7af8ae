//! What `diesel print-schema` (2.3.14) prints of a database agrees with that database.
//! `tests/generated/diesel` holds the script of a database and what was printed; `cargo xtask
//! generators` makes it anew.

use schemadrift_tests::command::Schemadrift;
use schemadrift_tests::database::{Database, Engine};
use schemadrift_tests::fixture;
use serde_json::Value;

#[track_caller]
fn printed_agrees(engine: Engine, columns: u64) {
    let folder = fixture::folder("generated/diesel").join(engine.as_str());
    let live = Database::filled(engine, &fixture::read(&folder.join("schema.sql")));
    let schema = folder.join("schema.rs");
    let run = Schemadrift::new()
        .arguments(["check", "--strict", "--format", "json"])
        .arguments(["--database", live.url()])
        .arguments(["--source", &format!("diesel:{}", schema.display())])
        .arguments([&folder])
        .run();
    assert_eq!(run.code, Some(0), "{}", run.everything());
    let report: Value = serde_json::from_str(&run.stdout).unwrap();
    for nothing in ["findings", "cannot_tell", "problems"] {
        assert_eq!(report[nothing], Value::Array(Vec::new()), "{nothing}");
    }
    let kinds = report["coverage"].as_array().unwrap();
    let own = kinds.iter().find(|kind| kind["kind"] == "column").unwrap();
    assert_eq!(own["compared"], columns);
}

#[test]
fn printed_tables_agree_with_their_sqlite_database() {
    printed_agrees(Engine::Sqlite, 34);
}

#[test]
fn printed_tables_agree_with_their_postgresql_database() {
    printed_agrees(Engine::Postgresql, 42);
}

#[test]
fn printed_tables_agree_with_their_mariadb_database() {
    printed_agrees(Engine::Mariadb, 43);
}

#[test]
fn printed_tables_agree_with_their_mysql_database() {
    printed_agrees(Engine::Mysql, 43);
}
