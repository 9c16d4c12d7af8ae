//! Owns that a verdict on tables of Diesel is what Diesel itself meets: what reads or writes are
//! said to fail on fails, and what matches works. Real queries, on SQLite.

use diesel::prelude::*;
use schemadrift_tests::command::Schemadrift;
use schemadrift_tests::database::{Database, Engine};
use serde_json::Value;

use schema::users;

mod schema {
    diesel::table! {
        users (id) {
            id -> Integer,
            name -> Text,
            note -> Nullable<Text>,
        }
    }
}

/// The worst that is found: `reads-fail`, `writes-fail`, `data-at-risk`, `cosmetic`, or nothing.
fn effects(live: &Database) -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    let schema = folder.path().join("schema.rs");
    let text =
        "diesel::table! { users (id) { id -> Integer, name -> Text, note -> Nullable<Text>, } }";
    std::fs::write(&schema, text).unwrap();
    let run = Schemadrift::new()
        .arguments(["check", "--format", "json", "--database", live.url()])
        .arguments(["--source", &format!("diesel:{}", schema.display())])
        .arguments([folder.path()])
        .run();
    let report: Value = serde_json::from_str(&run.stdout).unwrap();
    let findings = report["findings"].as_array().unwrap();
    let effects = findings
        .iter()
        .map(|finding| finding["effect"].as_str().unwrap().to_owned());
    effects.collect()
}

fn connect(live: &Database) -> SqliteConnection {
    let path = live
        .url()
        .trim_start_matches("sqlite:")
        .trim_start_matches("//");
    SqliteConnection::establish(path).unwrap()
}

fn can_read(live: &Database) -> bool {
    users::table
        .load::<(i32, String, Option<String>)>(&mut connect(live))
        .is_ok()
}

fn can_write(live: &Database, note: Option<&str>) -> bool {
    diesel::insert_into(users::table)
        .values((users::name.eq("x"), users::note.eq(note)))
        .execute(&mut connect(live))
        .is_ok()
}

/// What is expected of a database: the effects that are found, whether every row can be read, and
/// whether a row can be written with and without a note.
#[track_caller]
fn assert_use(live: &str, effects_found: &[&str], reads: bool, writes: [bool; 2]) {
    let live = Database::filled(Engine::Sqlite, live);
    assert_eq!(effects(&live), effects_found);
    assert_eq!(can_read(&live), reads, "reading");
    assert_eq!(can_write(&live, Some("x")), writes[0], "writing");
    assert_eq!(can_write(&live, None), writes[1], "writing NULL");
}

#[test]
fn what_matches_works() {
    for columns in [
        "id INTEGER PRIMARY KEY NOT NULL, name TEXT NOT NULL, note TEXT",
        "id INTEGER PRIMARY KEY, name VARCHAR(3) NOT NULL, note CLOB",
        "note TEXT, name CHAR(1) NOT NULL, id INTEGER PRIMARY KEY AUTOINCREMENT",
    ] {
        let live =
            format!("CREATE TABLE users ({columns}); INSERT INTO users (name) VALUES ('long')");
        assert_use(&live, &[], true, [true, true]);
    }
}

#[test]
fn more_columns_that_nobody_has_to_fill_do_no_harm() {
    let live = "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT NOT NULL, note TEXT, \
                more TEXT, much TEXT NOT NULL DEFAULT 'x'); INSERT INTO users (name) VALUES ('a')";
    assert_use(live, &["cosmetic", "cosmetic"], true, [true, true]);
}

#[test]
fn reads_fail_at_what_is_missing() {
    let no_column = "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT NOT NULL)";
    assert_use(no_column, &["reads-fail"], false, [false, false]);
    let no_table = "CREATE TABLE others (id INTEGER PRIMARY KEY)";
    let live = Database::filled(Engine::Sqlite, no_table);
    assert!(effects(&live).contains(&"reads-fail".to_owned()));
    assert!(!can_read(&live));
}

#[test]
fn reads_fail_at_a_null() {
    let live = "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT, note TEXT); \
                INSERT INTO users (note) VALUES ('a')";
    assert_use(live, &["reads-fail"], false, [true, true]);
}

#[test]
fn writes_fail_at_a_column_that_must_be_filled() {
    let live = "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT NOT NULL, note TEXT, \
                more TEXT NOT NULL); INSERT INTO users (name, more) VALUES ('a', 'b')";
    assert_use(live, &["writes-fail"], true, [false, false]);
}

#[test]
fn only_a_null_fails_where_the_database_takes_none() {
    let live = "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT NOT NULL, note TEXT NOT NULL); \
                INSERT INTO users (name, note) VALUES ('a', 'b')";
    assert_use(live, &["cosmetic"], true, [true, false]);
}

#[test]
fn another_type_is_converted_without_a_word() {
    let live = "CREATE TABLE users (id INTEGER PRIMARY KEY, name INTEGER NOT NULL, note TEXT); \
                INSERT INTO users (name) VALUES (7)";
    assert_use(live, &["data-at-risk"], true, [true, true]);
}
