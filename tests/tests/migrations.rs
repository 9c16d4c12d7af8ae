//! Owns what the command says of migrations beside the comparison itself: `status`, and migrations
//! run for real on a scratch database.

use std::path::Path;

use schemadrift_tests::command::{Run, Schemadrift};
use schemadrift_tests::database::{self, Database, Engine};
use schemadrift_tests::{fixture, ledger, reduced};
use tempfile::TempDir;

/// A column that only a loop adds, which reading cannot follow.
const UNREADABLE: &str = "CREATE TABLE users (id integer PRIMARY KEY);
DO $$ DECLARE wanted record; BEGIN
    FOR wanted IN SELECT 'email' AS name LOOP
        EXECUTE format('ALTER TABLE users ADD COLUMN %I text', wanted.name);
    END LOOP;
END $$;";

fn project(engine: &str, migrations: &[(&str, &str)]) -> TempDir {
    let folder = TempDir::new().unwrap();
    let schema = format!(
        "datasource db {{\n  provider = \"{engine}\"\n}}\n\ngenerator client {{\n  provider = \"prisma-client-js\"\n}}\n\n\
         model User {{\n  id    Int     @id\n  email String?\n\n  @@map(\"users\")\n}}\n"
    );
    std::fs::write(folder.path().join("schema.prisma"), schema).unwrap();
    for (name, sql) in migrations {
        let place = folder.path().join("migrations").join(name);
        std::fs::create_dir_all(&place).unwrap();
        std::fs::write(place.join("migration.sql"), sql).unwrap();
    }
    folder
}

fn run(folder: &Path, arguments: &[&str]) -> Run {
    Schemadrift::new().arguments(arguments).inside(folder).run()
}

fn check(folder: &Path, live: &str, more: &[&str]) -> Run {
    let arguments = [
        &[
            "check",
            "--format",
            "json",
            "--source",
            "prisma:schema.prisma",
            "--database",
            live,
        ],
        more,
    ];
    run(folder, &arguments.concat())
}

#[test]
fn what_cannot_be_read_can_be_run() {
    let folder = project("postgresql", &[("20260101000000_init", UNREADABLE)]);
    let made =
        "CREATE TABLE users (id integer PRIMARY KEY);\n{{prisma ledger: 20260101000000_init}}";
    let live = Database::filled(Engine::Postgresql, &ledger::expand(made, folder.path()));
    let read = reduced::reduce(&check(folder.path(), live.url(), &[]));
    assert!(
        read.contains("error missing-column column public.users.email | text | no column\n"),
        "nothing may be blamed on what was not read:\n{read}"
    );
    let scratch = Database::filled(Engine::Postgresql, "");
    let proven = check(folder.path(), live.url(), &["--replay-on", scratch.url()]);
    let proven = reduced::reduce(&proven);
    assert!(
        !proven.contains("no-migration"),
        "the migration makes the column:\n{proven}"
    );
    let again = check(folder.path(), live.url(), &["--replay-on", scratch.url()]);
    assert_eq!(again.code, Some(2), "{}", again.everything());
    assert!(again.stderr.contains("not empty"), "{}", again.stderr);
}

#[test]
fn ledgers_and_scratch_databases_of_mysql_are_understood() {
    let prepared = "CREATE TABLE users (id integer PRIMARY KEY);
        SET @text = 'ALTER TABLE users ADD COLUMN email varchar(191)';
        PREPARE change_it FROM @text; EXECUTE change_it;";
    let empty = "-- This is an empty migration.";
    let migrations = [
        ("20260101000000_init", prepared),
        ("20260102000000_empty", empty),
    ];
    let folder = project("mysql", &migrations);
    let made = "CREATE TABLE users (id integer PRIMARY KEY, email varchar(191));
        {{prisma ledger: 20260101000000_init, 20260102000000_empty}}";
    let live = ledger::expand_quoted(made, folder.path(), '`');
    for engine in [Engine::Mysql, Engine::Mariadb] {
        let live = Database::filled(engine, &live);
        let scratch = Database::filled(engine, "");
        let said = check(folder.path(), live.url(), &["--replay-on", scratch.url()]);
        // What reading did not understand is still said.
        let said = reduced::reduce(&said);
        assert!(said.starts_with("exit 0, match\n"), "{said}");
        let again = check(folder.path(), live.url(), &["--replay-on", scratch.url()]);
        assert!(again.stderr.contains("not empty"), "{}", again.stderr);
        let status = run(folder.path(), &["status", "--database", live.url()]);
        assert_eq!(status.code, Some(0), "{}", status.everything());
        assert!(
            status.stdout.contains("20260101000000_init"),
            "{}",
            status.everything()
        );
    }
}

#[test]
fn a_scratch_file_is_made_and_the_checked_one_left_alone() {
    let sql = "CREATE TABLE users (id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, email TEXT);";
    let folder = project("sqlite", &[("20260101000000_init", sql)]);
    let checked = folder.path().join("live.db");
    let made = format!("{sql}\n{{{{prisma ledger: 20260101000000_init}}}}");
    database::fill_file(&checked, &ledger::expand(&made, folder.path()));
    let before = std::fs::read(&checked).unwrap();
    let scratch = folder.path().join("scratch.db");
    let url = format!("file:{}", scratch.display());
    let checked_url = format!("file:{}", checked.display());
    let said = check(folder.path(), &checked_url, &["--replay-on", &url]);
    assert_eq!(reduced::reduce(&said), "exit 0, match\n");
    assert_eq!(std::fs::read(&checked).unwrap(), before);
    assert!(scratch.is_file());
}

#[test]
fn a_migration_that_does_not_run_is_named() {
    let folder = project(
        "sqlite",
        &[("20260101000000_init", "CREATE TABLE users (id;")],
    );
    let checked = folder.path().join("live.db");
    database::fill_file(
        &checked,
        "CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT);",
    );
    let checked_url = format!("file:{}", checked.display());
    let said = check(
        folder.path(),
        &checked_url,
        &["--replay-on", "file:scratch.db"],
    );
    assert_eq!(said.code, Some(2), "{}", said.everything());
    assert!(
        said.stderr.contains("20260101000000_init"),
        "{}",
        said.stderr
    );
}

#[test]
fn status_prints_disk_beside_ledger() {
    let shop = fixture::folder("incidents").join("a-shop/sqlite");
    let folder = TempDir::new().unwrap();
    let prisma = folder.path().join("prisma");
    let copy = |from: &str, to: &str| {
        let target = prisma.join(to);
        std::fs::create_dir_all(target.parent().unwrap()).unwrap();
        std::fs::copy(shop.join(from), target).unwrap();
    };
    copy("prisma/schema.prisma", "schema.prisma");
    let migrations = "prisma/migrations";
    for entry in fixture::folders(&shop.join(migrations)) {
        let name = fixture::name(&entry);
        copy(
            &format!("{migrations}/{name}/migration.sql"),
            &format!("migrations/{name}/migration.sql"),
        );
    }
    copy(
        "fix.sql",
        "migrations/20260210090000_add_account_data_tables/migration.sql",
    );
    database::fill_file(
        &prisma.join("shop.db"),
        &fixture::read(&shop.join("broken.sql")),
    );

    let said = run(folder.path(), &["status"]);
    assert_eq!(said.code, Some(1), "{}", said.everything());
    for line in [
        "5 migrations in `prisma/migrations` (Prisma), and the ledger `_prisma_migrations`",
        "  applied       20260105062541_init  2026-01-05 06:26:02",
        "  out of order  20260210090000_add_account_data_tables",
        "next: deploy what is pending: `prisma migrate deploy`",
    ] {
        assert!(
            said.stdout.contains(line),
            "no `{line}` in\n{}",
            said.stdout
        );
    }
    let said = run(folder.path(), &["status", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&said.stdout).unwrap();
    let statuses = json["migrations"][0]["statuses"].as_array().unwrap();
    let states: Vec<&str> = statuses
        .iter()
        .filter_map(|status| status["state"].as_str())
        .collect();
    assert_eq!(
        states,
        ["applied", "applied", "applied", "out-of-order", "applied"]
    );
}
