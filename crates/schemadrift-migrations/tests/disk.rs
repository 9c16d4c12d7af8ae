//! What lies on a disk besides well-made files: reading survives it and says what it met.

use std::cell::Cell;
use std::fs;
use std::path::Path;

use proptest::collection::vec;
use proptest::prelude::{any, prop_assert, prop_oneof, proptest};
use proptest::sample::select;
use proptest::strategy::{Just, Strategy};
use proptest::test_runner::{Config as ProptestConfig, TestRunner};
use schemadrift_core::dialect::Engine;
use schemadrift_migrations::ledger::compare;
use schemadrift_migrations::{Found, Layout, find, read, read_for};
use tempfile::TempDir;

fn project(files: &[(&str, &[u8])]) -> TempDir {
    let folder = TempDir::new().unwrap();
    for (path, bytes) in files {
        write(folder.path(), path, bytes);
    }
    folder
}

fn write(folder: &Path, path: &str, bytes: &[u8]) {
    let path = folder.join(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, bytes).unwrap();
}

fn messages(found: &Found) -> Vec<&str> {
    found
        .problems
        .iter()
        .map(|problem| problem.message.as_str())
        .collect()
}

const DIESEL: &[u8] = b"create table a (b text);";

#[test]
fn a_byte_order_mark_is_no_sql() {
    let folder = project(&[("m/1_a/up.sql", b"\xEF\xBB\xBFselect 1;\r\n")]);
    let found = read(&folder.path().join("m"), folder.path()).unwrap();
    assert_eq!(found.migrations[0].up[0].sql(), "select 1;\r\n");
}

#[test]
fn bytes_that_are_no_text_are_said_and_counted_in_the_checksum() {
    let folder = project(&[
        ("p/1/migration.sql", b"select '\xFF';\n"),
        ("p/2/migration.sql", b"select '\xFE';\n"),
    ]);
    let found = read(&folder.path().join("p"), folder.path()).unwrap();
    assert_eq!(
        messages(&found),
        ["the file is not UTF-8: what is not was replaced"; 2]
    );
    let place = found.problems[0].origin.location().unwrap().to_string();
    assert_eq!(place, "p/1/migration.sql:1:9");
    assert_ne!(found.migrations[0].checksums, found.migrations[1].checksums);
}

#[test]
fn a_file_above_the_limit_is_not_read() {
    let folder = project(&[("m/1/up.sql", DIESEL), ("m/2/up.sql", b"")]);
    let huge = fs::File::create(folder.path().join("m/2/up.sql")).unwrap();
    huge.set_len(schemadrift_core::limits::MAX_FILE_BYTES + 1)
        .unwrap();
    let found = read(&folder.path().join("m"), folder.path()).unwrap();
    assert_eq!(found.migrations.len(), 1);
    assert!(messages(&found)[0].starts_with("cannot read `m/2/up.sql`: it has 67108865 bytes"));
}

#[cfg(unix)]
#[test]
fn links_that_lead_round_in_circles_are_survived() {
    use std::os::unix::fs::symlink;
    let folder = project(&[("m/V1__a.sql", DIESEL), ("r/1_a.sql", DIESEL)]);
    symlink(".", folder.path().join("m/loop")).unwrap();
    symlink("2_b.sql", folder.path().join("r/2_b.sql")).unwrap();
    let found = read(&folder.path().join("m"), folder.path()).unwrap();
    assert_eq!((found.layout, found.migrations.len()), (Layout::Flyway, 1));
    let found = read(&folder.path().join("r"), folder.path()).unwrap();
    assert_eq!(found.migrations.len(), 1);
    assert!(messages(&found)[0].starts_with("cannot read `r/2_b.sql`"));
    assert_eq!(find(folder.path()).len(), 2);
}

#[test]
fn files_that_git_ignores_are_not_found() {
    let folder = project(&[
        (".gitignore", b"/old\n"),
        ("old/1_a.sql", DIESEL),
        ("target/1_a.sql", DIESEL),
        ("new/1_a.sql", DIESEL),
    ]);
    let places: Vec<String> = find(folder.path())
        .into_iter()
        .map(|found| found.place)
        .collect();
    assert_eq!(places, ["new"]);
}

#[test]
fn a_project_may_be_named_for_its_migrations() {
    let folder = project(&[("a/1_a.sql", DIESEL), ("src/main.rs", b"")]);
    assert_eq!(read(folder.path(), folder.path()).unwrap().place, "a");
    write(folder.path(), "b/1_a.sql", DIESEL);
    let error = read(folder.path(), folder.path()).unwrap_err();
    assert_eq!(error.help.unwrap(), "name one of `a`, `b`");
    let nothing = read(&folder.path().join("src"), folder.path()).unwrap_err();
    assert_eq!(nothing.message, "`src` holds no migrations");
    let missing = read(&folder.path().join("x"), folder.path()).unwrap_err();
    assert!(missing.message.starts_with("cannot read `x`"));
}

#[test]
fn sql_of_other_databases_is_refused_with_its_name() {
    let folder = project(&[("m/1_a.sql", b"drop table a on cluster b;")]);
    let error = read(&folder.path().join("m"), folder.path()).unwrap_err();
    assert_eq!(error.message, "`m` holds SQL of ClickHouse");
}

#[test]
fn migrations_outside_of_the_root_know_their_project() {
    let folder = project(&[
        ("app/Cargo.toml", b"[dependencies]\nsqlx = '1'"),
        ("app/db/migrations/1_a.sql", DIESEL),
        ("other/x", b""),
    ]);
    let migrations = folder.path().join("app/db/migrations");
    let found = read(&migrations, &folder.path().join("other")).unwrap();
    assert_eq!(found.layout, Layout::SqlxSimple);
    // Within a root that is too narrow, nothing tells.
    assert_eq!(
        read(&migrations, &migrations).unwrap().layout,
        Layout::PlainFiles
    );
}

/// Flyway with one folder for each database, as frameworks choose it by the driver.
#[test]
fn of_folders_for_databases_the_wanted_one_is_read() {
    let folder = project(&[
        ("m/postgresql/V1__a.sql", b"create table a (b serial);"),
        (
            "m/mysql/V1__a.sql",
            b"create table a (b int auto_increment);",
        ),
        ("m/common/V2__b.sql", b"alter table a add c int;"),
    ]);
    let migrations = folder.path().join("m");
    let labels = |engine| {
        let found = read_for(&migrations, folder.path(), Some(engine)).unwrap();
        let labels = found.migrations.iter().map(|own| own.label.clone());
        (labels.collect::<Vec<_>>(), messages(&found).join("; "))
    };
    assert_eq!(
        labels(Engine::PostgreSql),
        (
            vec![
                "postgresql/V1__a.sql".to_owned(),
                "common/V2__b.sql".to_owned()
            ],
            "`m/mysql` is not read: its name says that it is for MySQL".to_owned()
        )
    );
    assert_eq!(labels(Engine::MariaDb).0[0], "mysql/V1__a.sql");
}

#[test]
fn of_several_folders_below_the_one_for_the_database_is_read() {
    let folder = project(&[
        ("a/sqlite/1_x.up.sql", b"create table a (b integer);"),
        ("a/postgres/1_x.up.sql", b"create table a (b serial);"),
    ]);
    let read = |engine| read_for(folder.path(), folder.path(), engine);
    let place = |engine| read(Some(engine)).unwrap().place;
    assert_eq!(place(Engine::PostgreSql), "a/postgres");
    assert_eq!(place(Engine::Sqlite), "a/sqlite");
    assert!(read(Some(Engine::MySql)).is_err());
    assert!(read(None).is_err());
    let named = folder.path().join("a");
    let found = read_for(&named, folder.path(), Some(Engine::Sqlite)).unwrap();
    assert_eq!(found.place, "a/sqlite");
    let error = read_for(&named, folder.path(), None).unwrap_err();
    assert_eq!(error.message, "`a` holds several folders of migrations");
}

#[test]
fn where_all_is_for_others_nothing_is_read() {
    let folder = project(&[
        (
            "m/mysql/V1__a.sql",
            b"create table a (b int auto_increment);",
        ),
        ("m/oracle/V1__a.sql", b"create table a (b number);"),
    ]);
    let migrations = folder.path().join("m");
    let error = read_for(&migrations, folder.path(), Some(Engine::PostgreSql)).unwrap_err();
    assert_eq!(
        error.message,
        "`m` holds no migrations for PostgreSQL: their names say that they are for MySQL; \
         their names say that they are for Oracle"
    );
}

#[test]
fn two_of_one_version_are_said() {
    let folder = project(&[("m/V1__a.sql", DIESEL), ("m/V1.0__b.sql", DIESEL)]);
    let found = read(&folder.path().join("m"), folder.path()).unwrap();
    assert_eq!(
        messages(&found),
        ["`V1.0__b.sql` and `V1__a.sql` are both `1` to Flyway"]
    );
}

/// Names that layouts look at.
const NAMES: &[&str] = &[
    "1_a.sql",
    "2_b.up.sql",
    "2_b.down.sql",
    "1_a/up.sql",
    "1_a/metadata.toml",
    "1_a/migration.sql",
    "migration_lock.toml",
    "V1__a.sql",
    "R__b.sql",
    "V1__a.sql.conf",
    "flyway.conf",
    "flyway.toml",
    "structure.sql",
    "migrate/1_a.rb",
    "lib.rs",
    "m1_a.rs",
    "Cargo.toml",
    "package.json",
    "sqlx.toml",
    "go.mod",
    "db.changelog.xml",
    "config.toml",
];

/// Pieces that layouts look for.
const PIECES: &[&str] = &[
    "-- migrate:up\n",
    "-- migrate:down\n",
    "-- +goose Up\n",
    "-- +goose StatementBegin\n",
    "-- +goose Down\n",
    "--liquibase formatted sql\n",
    "--changeset a:1\n",
    "--ignoreLines:2\n",
    "--ignoreLines:start\n",
    "-- Up Migration\n",
    "-- Down Migration\n",
    "INSERT INTO \"schema_migrations\" (version) VALUES\n('1'),\n",
    "impl MigratorTrait for M { fn migrations() -> V { vec![Box::new(m1_a::M), ",
    "fn up() { x.execute_unprepared(\"a\\",
    "r#\"",
    "'",
    "$$",
    "${",
    "}",
    "{{",
    "/*",
    "create table a (b text);\n",
    "[dependencies]\nsqlx = 1\n",
    "provider = \"mysql\"\n",
    "\u{FEFF}",
    "é\r",
];

fn content() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        select(PIECES).prop_map(|piece| piece.as_bytes().to_vec()),
        vec(any::<u8>(), 0..12),
        Just(b"\n".to_vec()),
    ];
    vec(piece, 0..8).prop_map(|pieces| pieces.concat())
}

/// Whatever stands in the files: reading ends, and every part lies within its file.
#[test]
fn any_bytes_are_survived() {
    let read_well = Cell::new(0_usize);
    let projects = vec((select(NAMES), content()), 1..6);
    let outcome = TestRunner::default().run(&projects, |files| {
        let folder = TempDir::new().unwrap();
        for (path, bytes) in &files {
            write(folder.path(), path, bytes);
        }
        find(folder.path());
        let Ok(found) = read(folder.path(), folder.path()) else {
            return Ok(());
        };
        let parts = found.migrations.iter().flat_map(|migration| &migration.up);
        for part in parts {
            let range: std::ops::Range<usize> = part.location.span.into();
            prop_assert!(part.location.file.text.get(range).is_some());
            read_well.set(read_well.get() + 1);
        }
        prop_assert!(compare(&found, None).len() <= found.migrations.len());
        Ok(())
    });
    outcome.unwrap();
    assert!(
        read_well.get() > 50,
        "only {} parts were read",
        read_well.get()
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// A file alone in each layout, by force of its name and of the project's files.
    #[test]
    fn every_layout_survives_any_text(text in content()) {
        for name in ["1_a.sql", "2_b.up.sql", "1_a/up.sql", "1_a/migration.sql", "V1__a.sql", "lib.rs", "structure.sql"] {
            let folder = TempDir::new().unwrap();
            write(folder.path(), name, &text);
            write(folder.path(), "Cargo.toml", b"[dependencies]\nsqlx = '1'\nrefinery = '1'\n");
            let _ = read(folder.path(), folder.path());
        }
    }
}
