//! What holds for every script, read and carried out: nothing panics, and whatever has a place has
//! it inside the file. Real-looking scripts are mutilated; `fuzz/` drives the same with more
//! patience. `PROPTEST_CASES` sets how many are tried.

use std::sync::Arc;

use proptest::prelude::*;
use schemadrift_core::dialect::Engine;
use schemadrift_core::model::Schema;
use schemadrift_core::origin::{Origin, SourceFile};
use schemadrift_sql::read_script;
use schemadrift_sql::replay::Replay;

const ENGINES: [Engine; 4] = [
    Engine::PostgreSql,
    Engine::MySql,
    Engine::MariaDb,
    Engine::Sqlite,
];

/// Statements as migrations have them, of every engine: each script is a run of them.
const STATEMENTS: &[&str] = &[
    "CREATE SCHEMA IF NOT EXISTS app",
    "SET search_path TO app, public",
    "CREATE TYPE status AS ENUM ('new', 'it''s', 'größe')",
    "CREATE DOMAIN email AS text NOT NULL DEFAULT '' CHECK (VALUE <> '')",
    "CREATE TABLE users (id bigserial PRIMARY KEY, email varchar(20) UNIQUE NOT NULL, state status DEFAULT 'new', CONSTRAINT c CHECK (email <> ''))",
    "CREATE TABLE IF NOT EXISTS \"Order\" (\"id\" int GENERATED ALWAYS AS IDENTITY, user_id bigint REFERENCES users ON DELETE CASCADE, total numeric(10,2) DEFAULT 0, PRIMARY KEY (id))",
    "CREATE TABLE copy (LIKE users INCLUDING ALL)",
    "CREATE TABLE `a` (`b` VARCHAR(9) CHARACTER SET utf8 NOT NULL DEFAULT 'x' COMMENT 'y', c INT AUTO_INCREMENT, KEY k (b(3)), PRIMARY KEY (c)) ENGINE=InnoDB",
    "CREATE TABLE parts (at date) PARTITION BY RANGE (at)",
    "CREATE TABLE part PARTITION OF parts FOR VALUES FROM ('2020-01-01') TO ('2021-01-01')",
    "CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS i ON users (lower(email), id DESC NULLS LAST) INCLUDE (state) WHERE state = 'new'",
    "CREATE INDEX ON users (email, (id * 2))",
    "CREATE OR REPLACE VIEW v AS SELECT * FROM users u JOIN \"Order\" o ON o.user_id = u.id",
    "CREATE MATERIALIZED VIEW m (a, b) AS SELECT id, email FROM app.users",
    "CREATE SEQUENCE s START 5 OWNED BY users.id",
    "ALTER TABLE users ADD COLUMN IF NOT EXISTS age int DEFAULT 1 CHECK (age > 0), ALTER COLUMN email TYPE text USING email::text, DROP CONSTRAINT c CASCADE",
    "ALTER TABLE users ADD CONSTRAINT f FOREIGN KEY (id, age) REFERENCES \"Order\" (id, total) NOT VALID",
    "ALTER TABLE users RENAME COLUMN email TO \"größe\"",
    "ALTER TABLE users RENAME TO accounts",
    "ALTER TABLE a MODIFY b TEXT FIRST, CHANGE c d BIGINT AFTER b, DROP PRIMARY KEY",
    "ALTER TABLE accounts SET SCHEMA app",
    "ALTER TYPE status ADD VALUE IF NOT EXISTS 'old' BEFORE 'new'",
    "ALTER TYPE status RENAME VALUE 'new' TO 'it''s new'",
    "ALTER TYPE status RENAME TO state",
    "ALTER SCHEMA app RENAME TO other",
    "ALTER SEQUENCE s OWNED BY NONE RENAME TO t",
    "COMMENT ON COLUMN users.email IS E'two\\nlines'",
    "DROP TABLE IF EXISTS users, \"Order\" CASCADE",
    "DROP TYPE status CASCADE",
    "DROP SCHEMA app CASCADE",
    "DROP VIEW IF EXISTS v",
    "RENAME TABLE a TO b",
    "DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_type WHERE typname = 'status') THEN CREATE TYPE status AS ENUM ('x'); END IF; EXCEPTION WHEN duplicate_object THEN NULL; END $$",
    "CREATE FUNCTION f() RETURNS trigger AS $f$ BEGIN NEW.x := 1; RETURN NEW; END $f$ LANGUAGE plpgsql",
    "CREATE TRIGGER t BEFORE UPDATE ON users FOR EACH ROW EXECUTE FUNCTION f()",
    "BEGIN",
    "COMMIT",
    "ROLLBACK",
    "INSERT INTO users (email) VALUES ('a'), ('b;')",
    "PRAGMA foreign_keys = OFF",
    "COPY users FROM stdin;\n1\ta\n2\tb\n\\.\n",
    "\\connect other\n",
];

fn inside(file: &SourceFile, origin: &Origin) {
    let Some(location) = origin.location() else {
        return;
    };
    let (start, end) = (location.span.start(), location.span.end());
    // What has no bytes is shown by one, which may be the one behind the end.
    let is_place =
        file.text.is_char_boundary(start) && (file.text.is_char_boundary(end) || end == start + 1);
    assert!(is_place, "{start}..{end} in {:?}", file.text);
}

fn places(file: &SourceFile, schema: &Schema) {
    for table in &schema.tables {
        inside(file, &table.origin);
        for column in &table.columns {
            inside(file, &column.origin);
            let parts = column.type_origin.iter().chain(&column.default_origin);
            parts.for_each(|origin| inside(file, origin));
        }
        let key = table.primary_key.get().and_then(Option::as_ref);
        key.iter().for_each(|key| inside(file, &key.origin));
        let indexes = table.indexes.iter().map(|own| &own.origin);
        let foreign_keys = table.foreign_keys.iter().map(|own| &own.origin);
        let checks = table.checks.iter().map(|own| &own.origin);
        let taints = table.taints.iter().map(|own| &own.origin);
        let parts = indexes.chain(foreign_keys).chain(checks).chain(taints);
        parts.for_each(|origin| inside(file, origin));
    }
    let views = schema.views.iter().map(|own| &own.origin);
    let enums = schema.enums.iter().map(|own| &own.origin);
    let sequences = schema.sequences.iter().map(|own| &own.origin);
    let taints = schema.taints.iter().map(|own| &own.origin);
    let all = views.chain(enums).chain(sequences).chain(taints);
    all.for_each(|origin| inside(file, origin));
}

/// Reads and carries out a text; says how much came of it.
fn run(engine: Engine, text: &str) -> usize {
    let file: Arc<SourceFile> = SourceFile::new("a.sql", text);
    let mut replay = Replay::new(engine, None);
    for statement in read_script(engine, &file, 0..file.text.len()) {
        inside(&file, &statement.origin);
        replay.apply(&statement);
    }
    replay.end_session();
    let replayed = replay.finish();
    places(&file, &replayed.schema);
    for problem in &replayed.problems {
        inside(&file, &problem.origin);
    }
    for gone in &replayed.gone {
        inside(&file, &gone.origin);
    }
    replayed.schema.tables.len()
}

/// Parts of a text taken away, doubled or put elsewhere.
fn mutilate(text: &str, cuts: &[(u16, u8, u16, u8)]) -> String {
    let mut text = text.to_owned();
    for (at, length, to, how) in cuts {
        if text.is_empty() {
            return text;
        }
        let start = text.floor_char_boundary(usize::from(*at) % text.len());
        let end = text.floor_char_boundary(start + usize::from(*length) % 24);
        let part = text[start..end].to_owned();
        let to = text.floor_char_boundary(usize::from(*to) % text.len());
        match how % 3 {
            0 => text.replace_range(start..end, ""),
            1 => text.insert_str(to, &part),
            _ => text.insert(
                to,
                char::from(b"'\"`()$;[.,-/*\\\0"[usize::from(*how) % 15]),
            ),
        }
    }
    text
}

fn scripts() -> impl Strategy<Value = String> {
    let statements = prop::collection::vec(prop::sample::select(STATEMENTS), 1..12);
    statements.prop_map(|statements| statements.join(";\n"))
}

#[test]
fn the_statements_make_tables_in_some_engine() {
    let script = STATEMENTS[..12].join(";\n");
    assert!(ENGINES.iter().all(|engine| run(*engine, &script) > 0));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(
        std::env::var("PROPTEST_CASES").map_or(250, |cases| cases.parse().unwrap())
    ))]

    #[test]
    fn any_bytes_are_carried_out(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        for engine in ENGINES {
            run(engine, &String::from_utf8_lossy(&bytes));
        }
    }

    #[test]
    fn scripts_in_any_order_are_carried_out(script in scripts()) {
        for engine in ENGINES {
            run(engine, &script);
        }
    }

    #[test]
    fn mutilated_scripts_are_carried_out(
        script in scripts(),
        cuts in prop::collection::vec(any::<(u16, u8, u16, u8)>(), 1..6),
    ) {
        let script = mutilate(&script, &cuts);
        for engine in ENGINES {
            run(engine, &script);
        }
    }
}
