//! Owns bad input: databases that are empty, foreign or of another kind.

use super::*;

#[test]
fn a_database_without_tables() {
    let live = Database::filled(Engine::Postgresql, "SELECT 1");
    distrusts(&check_against(live.url()), &["no tables"]);
}

#[test]
fn a_database_that_has_only_types() {
    let schema = format!("{SCHEMA}enum Role {{\n  USER\n  ADMIN\n}}\n");
    let folder = project(&[("schema.prisma", &schema)]);
    for labels in ["'USER', 'ADMIN'", "'USER'"] {
        let types = format!("CREATE TYPE \"Role\" AS ENUM ({labels})");
        let live = Database::filled(Engine::Postgresql, &types);
        let run = check(folder.path(), &["--database", live.url()]);
        distrusts(&run, &["no tables"]);
    }
}

#[test]
fn a_sqlite_file_without_tables() {
    let folder = project(&[("schema.prisma", &SCHEMA.replace("postgresql", "sqlite"))]);
    std::fs::write(folder.path().join("live.db"), []).unwrap();
    distrusts(
        &check(folder.path(), &["--database", "file:live.db"]),
        &["no tables"],
    );
}

#[test]
fn a_sqlite_file_that_is_not_there_is_not_made() {
    let folder = project(&[("schema.prisma", &SCHEMA.replace("postgresql", "sqlite"))]);
    refuses(
        &check(folder.path(), &["--database", "file:nowhere.db"]),
        &["nowhere.db"],
    );
    assert!(!folder.path().join("nowhere.db").exists());
}

#[test]
fn a_file_that_is_not_sqlite() {
    let text = "This is a text, and a long one, so that it is more than a header. ".repeat(20);
    let folder = project(&[
        ("schema.prisma", &SCHEMA.replace("postgresql", "sqlite")),
        ("live.db", &text),
    ]);
    refuses(
        &check(folder.path(), &["--database", "file:live.db"]),
        &["live.db", "SQLite"],
    );
}

#[test]
fn a_sqlite_file_that_is_cut_off() {
    let folder = project(&[("schema.prisma", &SCHEMA.replace("postgresql", "sqlite"))]);
    let path = folder.path().join("live.db");
    // More tables than one page can list, so that the cut goes through the list.
    let tables: String = (0..200)
        .map(|number| format!("CREATE TABLE \"table_{number}\" (\"id\" integer PRIMARY KEY);"))
        .collect();
    database::fill_file(&path, &format!("{USERS}{tables}"));
    let bytes = std::fs::read(&path).unwrap();
    std::fs::write(&path, &bytes[..4096 * 2]).unwrap();
    let run = check(folder.path(), &["--database", "file:live.db"]);
    is_composed(&run);
    assert!(matches!(run.code, Some(2 | 3)), "{}", run.everything());
    assert!(run.everything().contains("live.db"), "{}", run.everything());
}

#[test]
fn a_schema_for_another_kind_of_database() {
    let live = Database::filled(Engine::Sqlite, USERS);
    refuses(
        &check_against(live.url()),
        &["schema.prisma", "PostgreSQL", "SQLite"],
    );

    let live = Database::filled(Engine::Postgresql, USERS);
    let folder = project(&[("schema.prisma", &SCHEMA.replace("postgresql", "sqlite"))]);
    let run = check(folder.path(), &["--database", live.url()]);
    refuses(&run, &["schema.prisma", "PostgreSQL", "SQLite"]);
}
