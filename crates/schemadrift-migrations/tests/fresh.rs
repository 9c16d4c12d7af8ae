//! New migrations lie where their tool looks for them: written into a folder and read again, each comes
//! behind those that were there and runs what it was made for.

use std::path::Path;

use schemadrift_core::dialect::Engine;
use schemadrift_core::migration::Transaction;
use schemadrift_migrations::{FreshPart, Layout, fresh, read_for};
use tempfile::TempDir;

const CLOCK: &str = "20261201160000";

/// A folder as a tool left it: the layout, what else the project holds, and the migrations.
struct Case {
    layout: Layout,
    project: &'static [(&'static str, &'static str)],
    /// Names of the first files that new migrations get.
    expected: [&'static str; 2],
}

const CASES: &[Case] = &[
    Case {
        layout: Layout::Prisma,
        project: &[
            (
                "migrations/migration_lock.toml",
                "provider = \"postgresql\"\n",
            ),
            ("migrations/0_init/migration.sql", "CREATE TABLE a (b int);"),
        ],
        expected: [
            "20261201160000_drift/migration.sql",
            "20261201160001_drift_an_index/migration.sql",
        ],
    },
    Case {
        layout: Layout::Diesel,
        project: &[
            ("Cargo.toml", "[dependencies]\ndiesel = \"2\"\n"),
            (
                "migrations/2024-01-02-030405_a/up.sql",
                "CREATE TABLE a (b int);",
            ),
            ("migrations/2024-01-02-030405_a/down.sql", "DROP TABLE a;"),
        ],
        expected: [
            "2026-12-01-160000_drift/up.sql",
            "2026-12-01-160001_drift_an_index/up.sql",
        ],
    },
    Case {
        layout: Layout::SqlxSimple,
        project: &[
            ("Cargo.toml", "[dependencies]\nsqlx = \"0.8\"\n"),
            ("migrations/0007_a.sql", "CREATE TABLE a (b int);"),
        ],
        expected: ["0008_drift.sql", "0009_drift_an_index.sql"],
    },
    Case {
        layout: Layout::SqlxReversible,
        project: &[
            ("Cargo.toml", "[dependencies]\nsqlx = \"0.8\"\n"),
            (
                "migrations/20240102030405_a.up.sql",
                "CREATE TABLE a (b int);",
            ),
            ("migrations/20240102030405_a.down.sql", "DROP TABLE a;"),
        ],
        expected: [
            "20261201160000_drift.up.sql",
            "20261201160001_drift_an_index.up.sql",
        ],
    },
    Case {
        layout: Layout::Dbmate,
        project: &[(
            "migrations/20240102030405_a.sql",
            "-- migrate:up\nCREATE TABLE a (b int);\n-- migrate:down\nDROP TABLE a;\n",
        )],
        expected: [
            "20261201160000_drift.sql",
            "20261201160001_drift_an_index.sql",
        ],
    },
    Case {
        layout: Layout::Goose,
        project: &[(
            "migrations/00009_a.sql",
            "-- +goose Up\nCREATE TABLE a (b int);\n-- +goose Down\nDROP TABLE a;\n",
        )],
        expected: ["00010_drift.sql", "00011_drift_an_index.sql"],
    },
    Case {
        layout: Layout::Flyway,
        project: &[("migrations/V9__a.sql", "CREATE TABLE a (b int);")],
        expected: ["V10__drift.sql", "V11__drift_an_index.sql"],
    },
    Case {
        layout: Layout::Refinery,
        project: &[
            ("Cargo.toml", "[dependencies]\nrefinery = \"0.8\"\n"),
            ("migrations/V1__a.sql", "CREATE TABLE a (b int);"),
        ],
        expected: ["V2__drift.sql", "V3__drift_an_index.sql"],
    },
    Case {
        layout: Layout::GolangMigrate,
        project: &[
            ("migrations/000001_a.up.sql", "CREATE TABLE a (b int);"),
            ("migrations/000001_a.down.sql", "DROP TABLE a;"),
        ],
        expected: ["000002_drift.up.sql", "000003_drift_an_index.up.sql"],
    },
    Case {
        layout: Layout::Supabase,
        project: &[
            ("supabase/config.toml", ""),
            (
                "supabase/migrations/20990102030405_a.sql",
                "CREATE TABLE a (b int);",
            ),
        ],
        expected: [
            "20990102030406_drift.sql",
            "20990102030407_drift_an_index.sql",
        ],
    },
    Case {
        layout: Layout::NodePgMigrate,
        project: &[
            (
                "package.json",
                "{\"dependencies\": {\"node-pg-migrate\": \"7\"}}",
            ),
            ("migrations/1700000000000_a.sql", "CREATE TABLE a (b int);"),
        ],
        expected: [
            "20261201160000_drift.sql",
            "20261201160001_drift_an_index.sql",
        ],
    },
    Case {
        layout: Layout::PlainFiles,
        project: &[("migrations/01_a.sql", "CREATE TABLE a (b int);")],
        expected: ["02_drift.sql", "03_drift_an_index.sql"],
    },
];

fn parts() -> [FreshPart; 2] {
    let part = |purpose: &str, sql: &str, leaves_transaction| FreshPart {
        purpose: purpose.to_owned(),
        sql: sql.to_owned(),
        leaves_transaction,
        has_inner_semicolons: false,
    };
    [
        part("schema", "ALTER TABLE a ADD COLUMN c int;\n", false),
        part("an index", "CREATE INDEX CONCURRENTLY d ON a (c);\n", true),
    ]
}

#[test]
fn what_is_written_is_read_as_the_newest_migrations() {
    for case in CASES {
        let project = TempDir::new().unwrap();
        for (path, text) in case.project {
            write(&project.path().join(path), text);
        }
        let below = if case.layout == Layout::Supabase {
            "supabase/migrations"
        } else {
            "migrations"
        };
        let folder = project.path().join(below);
        let read = || read_for(&folder, project.path(), Some(Engine::PostgreSql)).unwrap();
        let before = read();
        assert_eq!(before.layout, case.layout);
        let made = fresh(case.layout, &before.migrations, CLOCK, "drift", &parts()).unwrap();
        let first: Vec<String> = made
            .iter()
            .map(|migration| migration.files[0].path.display().to_string())
            .collect();
        assert_eq!(first, case.expected, "{}", case.layout);
        for file in made.iter().flat_map(|migration| &migration.files) {
            let path = folder.join(&file.path);
            assert!(!path.exists(), "{}", path.display());
            write(&path, &file.text);
        }
        let after = read();
        assert_eq!(after.layout, case.layout);
        assert_eq!(after.problems, Vec::new(), "{}", case.layout);
        let newest = &after.migrations[before.migrations.len()..];
        assert_eq!(newest.len(), 2, "{}", case.layout);
        for ((read, made), part) in newest.iter().zip(&made).zip(parts()) {
            assert_eq!(read.name, made.name, "{}", case.layout);
            let sql: String = read
                .up
                .iter()
                .map(schemadrift_core::migration::UpPart::sql)
                .collect();
            assert!(sql.contains(part.sql.trim()), "{}: {sql}", case.layout);
            assert!(!sql.contains("SELECT 1"), "{}: {sql}", case.layout);
            let says_so = !matches!(case.layout, Layout::Prisma | Layout::GolangMigrate);
            if part.leaves_transaction && case.layout.can_leave_transactions() && says_so {
                assert_eq!(read.transaction, Transaction::Off, "{}", case.layout);
            }
        }
    }
}

#[test]
fn layouts_of_other_languages_are_left_to_people() {
    for layout in [Layout::SeaOrm, Layout::Liquibase, Layout::Rails] {
        assert!(fresh(layout, &[], CLOCK, "drift", &parts()).is_err());
    }
}

#[test]
fn no_text_is_taken_for_a_mark_of_the_tool() {
    let hostile = |line: &str| FreshPart {
        purpose: "schema".to_owned(),
        sql: format!("ALTER TABLE \"a\n{line}\nb\" ADD COLUMN c int;\n"),
        leaves_transaction: false,
        has_inner_semicolons: false,
    };
    for (layout, line) in [
        (Layout::Dbmate, "-- migrate:down"),
        (Layout::Goose, "-- +goose Down"),
        (Layout::NodePgMigrate, "-- Down Migration"),
    ] {
        assert!(fresh(layout, &[], CLOCK, "drift", &[hostile(line)]).is_err());
        let harmless = hostile("-- | migrate:down +goose Down");
        assert!(fresh(layout, &[], CLOCK, "drift", &[harmless]).is_ok());
    }
}

fn write(path: &Path, text: &str) {
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, text).unwrap();
}
