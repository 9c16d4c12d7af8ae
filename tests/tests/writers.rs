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

#[test]
fn prisma_schemas_of_mysql() {
    const TABLES: &str = "CREATE TABLE people (id bigint unsigned NOT NULL AUTO_INCREMENT PRIMARY KEY,
            name varchar(191) NOT NULL DEFAULT 'it''s', mood enum('so so', 'glad') NOT NULL DEFAULT 'glad',
            age tinyint unsigned, token binary(16) NOT NULL, price decimal(10,2) DEFAULT 1.5,
            seen datetime(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3), born date, flag tinyint(1) NOT NULL DEFAULT 0,
            story text, extra json, UNIQUE KEY one_token (token), KEY by_name (name(20), seen DESC),
            FULLTEXT KEY words (story));
        CREATE TABLE pets (id int NOT NULL PRIMARY KEY, owner_id bigint unsigned,
            CONSTRAINT of_owner FOREIGN KEY (owner_id) REFERENCES people (id) ON DELETE SET NULL)";
    for engine in [Engine::Mysql, Engine::Mariadb] {
        let live = Database::filled(engine, TABLES);
        let written = run(&["inspect", live.url(), "--format", "prisma"]);
        assert_eq!(written.code, Some(0), "{}", written.everything());
        for expected in [
            "enum people_mood {",
            "@@fulltext([story], map: \"words\")",
            "@@index([name(length: 20), seen(sort: Desc)], map: \"by_name\")",
            "@db.UnsignedTinyInt",
            "@db.Binary(16)",
        ] {
            assert!(
                written.stdout.contains(expected),
                "{expected}: {}",
                written.stdout
            );
        }
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("schema.prisma");
        std::fs::write(&path, &written.stdout).unwrap();
        let side = format!("prisma:{}", path.display());
        let compared = run(&["diff", &side, live.url(), "--strict"]);
        assert_eq!(compared.code, Some(0), "{}", compared.everything());
        // A value that only the code knows is seen through the enum that was made for the column.
        live.execute("ALTER TABLE people MODIFY mood enum('glad') NOT NULL DEFAULT 'glad'");
        let compared = run(&["diff", &side, live.url()]);
        assert_eq!(compared.code, Some(1), "{}", compared.everything());
    }
}

#[test]
fn rust_code_of_mysql() {
    const TABLES: &str = "CREATE TABLE people (id bigint unsigned NOT NULL AUTO_INCREMENT PRIMARY KEY,
            name varchar(191) NOT NULL DEFAULT 'it''s', mood enum('so so', 'glad') NOT NULL DEFAULT 'glad',
            age tinyint unsigned, small smallint, middle mediumint NOT NULL, code char(3), tags set('a', 'b'),
            token binary(16) NOT NULL, bytes varbinary(40), price decimal(10,2) DEFAULT 1.5, flags bit(4),
            seen datetime(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3), made timestamp NULL, born date, woken time,
            is_new tinyint(1) NOT NULL DEFAULT 0, story text, novel longtext, photo mediumblob, rate double,
            extra json, UNIQUE KEY one_token (token), KEY by_name (name));
        CREATE TABLE pets (id int NOT NULL PRIMARY KEY, owner_id bigint unsigned, mood enum('wild') NOT NULL,
            CONSTRAINT of_owner FOREIGN KEY (owner_id) REFERENCES people (id) ON DELETE SET NULL)";
    for engine in [Engine::Mysql, Engine::Mariadb] {
        let live = Database::filled(engine, TABLES);
        for (format, file) in [("diesel", "schema.rs"), ("seaorm", "entities.rs")] {
            let written = run(&["inspect", live.url(), "--format", format]);
            assert_eq!(written.code, Some(0), "{}", written.everything());
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().join(file);
            std::fs::write(&path, &written.stdout).unwrap();
            let side = format!("{format}:{}", path.display());
            let compared = run(&["diff", &side, live.url(), "--strict"]);
            let said = format!("{}\n{}", written.stdout, compared.everything());
            assert_eq!(compared.code, Some(0), "{said}");
            let columns = written.stdout.matches("pub middle:").count()
                + written.stdout.matches("middle -> Integer,").count();
            assert_eq!(columns, 1, "{said}");
            // What both can say, they do.
            live.execute("ALTER TABLE people MODIFY age smallint unsigned");
            let compared = run(&["diff", &side, live.url()]);
            assert_eq!(compared.code, Some(1), "{}", compared.everything());
            live.execute("ALTER TABLE people MODIFY age tinyint unsigned");
        }
    }
}
