//! Owns that SQL which `inspect` writes runs on an empty database, and that what it makes there
//! reads back as what it was written from.

use schemadrift_tests::command::{Run, Schemadrift};
use schemadrift_tests::database::{Database, Engine};
use tempfile::TempDir;

fn run(arguments: &[&str]) -> Run {
    Schemadrift::new().arguments(arguments).run()
}

/// Writes this side as SQL, carries it out, and compares: nothing may differ in either direction.
#[track_caller]
fn reads_back(side: &str, engine: Engine) -> String {
    let written = run(&["inspect", side, "--format", "sql"]);
    assert_eq!(written.code, Some(0), "{}", written.everything());
    let copy = Database::filled(engine, &written.stdout);
    let compared = run(&["diff", side, copy.url(), "--strict"]);
    assert_eq!(
        compared.code,
        Some(0),
        "{}\n{}",
        written.stdout,
        compared.everything()
    );
    written.stdout
}

#[test]
fn defaults_of_sqlite() {
    let live = Database::filled(
        Engine::Sqlite,
        "CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT DEFAULT (lower(hex(randomblob(4)))), \
         b TEXT DEFAULT 'it''s', c INTEGER DEFAULT -1, d TEXT DEFAULT CURRENT_TIMESTAMP, \
         e TEXT DEFAULT ('x' || 'y'), f TEXT DEFAULT (datetime('now')), g BLOB DEFAULT x'00', \
         h REAL DEFAULT (1.0 / 3), i TEXT DEFAULT \"word\", j INTEGER DEFAULT (1 -- one\n))",
    );
    reads_back(live.url(), Engine::Sqlite);
}

#[test]
fn tables_of_many_to_many_relations() {
    for (engine, provider) in [
        (Engine::Postgresql, "postgresql"),
        (Engine::Sqlite, "sqlite"),
    ] {
        let folder = TempDir::new().unwrap();
        let path = folder.path().join("schema.prisma");
        let schema = format!(
            "datasource db {{\n  provider = \"{provider}\"\n}}\nmodel A {{\n  id Int @id\n  bs B[]\n}}\n\
             model B {{\n  id Int @id\n  as A[]\n}}\n"
        );
        std::fs::write(&path, schema).unwrap();
        let written = reads_back(&format!("prisma:{}", path.display()), engine);
        let has_key = written.contains("CONSTRAINT \"_AToB_AB_pkey\" PRIMARY KEY (\"A\", \"B\")");
        assert_eq!(has_key, engine == Engine::Postgresql, "{written}");
    }
}

#[test]
fn types_of_an_extension_in_a_schema_of_its_own() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("schema.prisma");
    std::fs::write(
        &path,
        "datasource db {\n  provider = \"postgresql\"\n  extensions = [citext(schema: \"Shop\")]\n}\n\
         generator client {\n  provider = \"prisma-client\"\n  previewFeatures = [\"postgresqlExtensions\"]\n}\n\
         model A {\n  id Int @id\n  name String @db.Citext\n  names String[] @db.Citext\n}\n",
    )
    .unwrap();
    reads_back(&format!("prisma:{}", path.display()), Engine::Postgresql);
}
