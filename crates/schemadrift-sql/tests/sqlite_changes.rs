//! What statements of SQLite do to a schema.

mod print;

use schemadrift_core::dialect::Engine;
use schemadrift_core::origin::{Origin, SourceFile};
use schemadrift_sql::change::{Change, Constraint, Element};
use schemadrift_sql::read_statement;

/// Statements, each with what it does.
fn hold(cases: &[(&str, &[&str])]) {
    for (statement, expected) in cases {
        assert_eq!(
            print::read(Engine::Sqlite, statement),
            *expected,
            "{statement}"
        );
    }
}

#[test]
fn tables_state_everything() {
    hold(&[
        (
            "CREATE TABLE IF NOT EXISTS main.\"User\" (id integer PRIMARY KEY AUTOINCREMENT, [a b] VARCHAR (20) NOT NULL DEFAULT ('x') COLLATE nocase, c, CONSTRAINT u UNIQUE (c DESC, \"a b\" COLLATE NOCASE), CHECK (c > 0))",
            &[
                "table User if not exists: id <INTEGER> not null auto {primary key(id)}, a b <VARCHAR(20)> not null default 'x' collate nocase, c <> null, unique constraint u(c desc, a b), check(c > 0)",
            ],
        ),
        (
            "CREATE TABLE a (b INT CONSTRAINT f REFERENCES c ON DELETE CASCADE CHECK (b > 0), d AS (b + 1), FOREIGN KEY (b, d) REFERENCES e (f, g) DEFERRABLE INITIALLY DEFERRED)",
            &[
                "table a: b <INT> null {foreign key f(b) to c() on delete cascade on update no action NotDeferrable} {check(b > 0)}, d <> null as (b + 1) virtual, foreign key(b, d) to e(f, g) on delete no action on update no action InitiallyDeferred",
            ],
        ),
        (
            "create temp table a as select b, c as d, e.f from g",
            &["table a temporary(b, d, f)"],
        ),
        (
            "create table a (b \"weird type\" (3))",
            &["table a: b <weird type> null"],
        ),
        ("create table temp.a (b)", &["table a temporary: b <> null"]),
        ("create table other.a (b)", &[]),
        (
            "create virtual table a using fts5(b, \"c\" UNINDEXED, content='d')",
            &["table a using fts5(b, c)"],
        ),
        (
            "create virtual table a using rtree(b, c, d, +e TEXT)",
            &["table a using rtree(b, c, d, e)"],
        ),
        (
            "create virtual table a using fts4(b, tokenize porter)",
            &["table a using fts4(b)"],
        ),
        (
            "create virtual table a using vec0(b float[3])",
            &["table a using vec0(?)"],
        ),
    ]);
}

#[test]
fn the_rowid_may_have_a_name() {
    hold(&[
        (
            "CREATE TABLE a (b INTEGER, PRIMARY KEY (B DESC))",
            &["table a: b <INTEGER> not null rowid, primary key(B)"],
        ),
        (
            "CREATE TABLE a (b INTEGER PRIMARY KEY DESC)",
            &["table a: b <INTEGER> null {primary key(b)}"],
        ),
        (
            "CREATE TABLE a (b INT PRIMARY KEY)",
            &["table a: b <INT> null {primary key(b)}"],
        ),
        (
            "CREATE TABLE a (b INTEGER PRIMARY KEY) WITHOUT ROWID",
            &["table a: b <INTEGER> not null {primary key(b)} without rowid"],
        ),
        (
            "CREATE TABLE a (b TEXT, c INTEGER, PRIMARY KEY (b, c)) STRICT",
            &["table a: b <TEXT> not null, c <INTEGER> not null, primary key(b, c) strict"],
        ),
    ]);
}

#[test]
fn a_unique_constraint_that_repeats_a_key_makes_no_index() {
    hold(&[
        (
            "CREATE TABLE a (b TEXT UNIQUE PRIMARY KEY, c UNIQUE, UNIQUE (c), UNIQUE (C COLLATE NOCASE))",
            &[
                "table a: b <TEXT> null {primary key(b)}, c <> null {unique constraint(c)}, unique constraint(C collate NOCASE)",
            ],
        ),
        (
            "CREATE TABLE a (b TEXT COLLATE NOCASE UNIQUE, UNIQUE (b COLLATE nocase), UNIQUE (b COLLATE BINARY))",
            &[
                "table a: b <TEXT> null collate NOCASE {unique constraint(b)}, unique constraint(b collate BINARY)",
            ],
        ),
        (
            "CREATE TABLE a (b INTEGER PRIMARY KEY UNIQUE)",
            &["table a: b <INTEGER> not null rowid {primary key(b)} {unique constraint(b)}"],
        ),
    ]);
}

#[test]
fn indexes_views_and_triggers_are_made() {
    hold(&[
        (
            "CREATE UNIQUE INDEX IF NOT EXISTS main.i ON a (b COLLATE NOCASE DESC, lower(c)) WHERE b > 0",
            &[
                "index on a if not exists: unique index i(b collate NOCASE desc, (lower(c))) where b > 0",
            ],
        ),
        (
            "CREATE VIEW v (a, b) AS SELECT 1, 2",
            &["view v (a, b): SELECT 1, 2"],
        ),
        (
            "CREATE TEMP VIEW v AS SELECT * FROM a AS x LEFT JOIN b y ON x.c = y.c, d WHERE 1",
            &[
                "view v temporary (all of a, b, d): SELECT * FROM a AS x LEFT JOIN b y ON x.c = y.c, d WHERE 1",
            ],
        ),
        (
            "CREATE VIEW v AS SELECT DISTINCT a, count(*) AS n, t.b FROM t UNION SELECT 1, 2, 3",
            &[
                "view v (a, n, b): SELECT DISTINCT a, count(*) AS n, t.b FROM t UNION SELECT 1, 2, 3",
            ],
        ),
        (
            "CREATE VIEW v AS SELECT count(*), a FROM t",
            &["view v (?): SELECT count(*), a FROM t"],
        ),
        (
            "CREATE VIEW v AS SELECT * FROM a JOIN b USING (c)",
            &["view v (?): SELECT * FROM a JOIN b USING (c)"],
        ),
        (
            "CREATE TRIGGER IF NOT EXISTS main.g AFTER UPDATE ON t BEGIN DELETE FROM u; END",
            &[
                "trigger g on t if not exists: CREATE TRIGGER g AFTER UPDATE ON t BEGIN DELETE FROM u; END",
            ],
        ),
        (
            "CREATE TEMP TRIGGER g AFTER UPDATE ON t BEGIN DELETE FROM u; END",
            &[],
        ),
    ]);
}

#[test]
fn tables_are_altered() {
    hold(&[
        ("ALTER TABLE a RENAME TO b", &["rename table a to b"]),
        ("ALTER TABLE a RENAME b TO c", &["alter a: rename b to c"]),
        (
            "ALTER TABLE a RENAME COLUMN column TO c",
            &["alter a: rename column to c"],
        ),
        (
            "ALTER TABLE main.a ADD b TEXT NOT NULL DEFAULT '' REFERENCES c (d) ON UPDATE SET NULL",
            &[
                "alter a: add b <TEXT> not null default '' {foreign key(b) to c(d) on delete no action on update set null NotDeferrable}",
            ],
        ),
        ("ALTER TABLE a DROP COLUMN b", &["alter a: drop b"]),
        ("ALTER TABLE a DROP b", &["alter a: drop b"]),
        (
            "ALTER TABLE a ALTER COLUMN b SET NOT NULL",
            &["alter a: b not null"],
        ),
        ("ALTER TABLE a ALTER b DROP NOT NULL", &["alter a: b null"]),
        (
            "ALTER TABLE a ADD CONSTRAINT c CHECK (b > 0)",
            &["alter a: add check c(b > 0)"],
        ),
        (
            "ALTER TABLE a DROP CONSTRAINT c",
            &["alter a: drop Constraint c"],
        ),
        (
            "ALTER TABLE a ALTER COLUMN b TO c TEXT",
            &["unclear, touches [a]: this form of `ALTER TABLE` is not understood"],
        ),
    ]);
}

#[test]
fn objects_are_dropped() {
    hold(&[
        ("DROP TABLE IF EXISTS \"a\"", &["drop table a if exists"]),
        ("drop index main.i", &["drop index i"]),
        ("DROP VIEW v", &["drop view v"]),
        ("DROP TRIGGER g", &["drop trigger g"]),
        ("DROP TABLE other.a", &[]),
    ]);
}

#[test]
fn rows_are_counted() {
    hold(&[
        ("INSERT INTO a VALUES (1), (2, (3)), (4)", &["3 rows in a"]),
        (
            "INSERT INTO a (b, c) VALUES (1, 2) RETURNING b",
            &["1 rows in a"],
        ),
        ("INSERT INTO a DEFAULT VALUES", &["1 rows in a"]),
        ("INSERT INTO a SELECT * FROM b", &["some rows in a"]),
        ("INSERT OR IGNORE INTO a VALUES (1)", &["some rows in a"]),
        ("REPLACE INTO a VALUES (1)", &["some rows in a"]),
        (
            "INSERT INTO a VALUES (1) ON CONFLICT DO NOTHING",
            &["some rows in a"],
        ),
        (
            "WITH b AS (SELECT 1) INSERT INTO a SELECT * FROM b",
            &["some rows in a"],
        ),
        ("DELETE FROM a", &["all rows of a gone"]),
        ("DELETE FROM a WHERE b = 1", &["some rows of a gone"]),
    ]);
}

#[test]
fn dumps_make_virtual_tables_by_a_row() {
    hold(&[(
        "INSERT INTO sqlite_schema(type,name,tbl_name,rootpage,sql)VALUES('table','a','a',0,'CREATE VIRTUAL TABLE a USING fts5(b, tokenize=''porter'')')",
        &["table a using fts5(b)"],
    )]);
}

#[test]
fn some_statements_leave_the_schema_alone() {
    for statement in [
        "PRAGMA foreign_keys=OFF",
        "PRAGMA writable_schema = on",
        "CREATE TABLE sqlite_sequence(name,seq)",
        "UPDATE a SET b = 1",
        "SELECT 1",
        "WITH a AS (SELECT 1) SELECT * FROM a",
        "ANALYZE",
        "VACUUM",
        "REINDEX a",
        "ATTACH 'x' AS y",
        "SAVEPOINT a",
        "EXPLAIN CREATE TABLE a (b)",
    ] {
        hold(&[(statement, &[])]);
    }
    hold(&[
        ("BEGIN IMMEDIATE", &["begin"]),
        ("END TRANSACTION", &["commit"]),
        ("ROLLBACK", &["rollback"]),
    ]);
}

#[test]
fn what_is_not_understood_is_said() {
    hold(&[
        (
            "INSERT INTO sqlite_schema VALUES('view','a','a',0,'CREATE VIEW a AS SELECT 1')",
            &["unclear, touches []: the schema is edited as rows of a table"],
        ),
        (
            "UPDATE sqlite_master SET sql = 'x'",
            &["unclear, touches []: the schema is edited as rows of a table"],
        ),
        (
            "CREATE TABLE a (b TEXT FOO BAR UNIQUE @ , c)",
            &[
                "table a: b <TEXT FOO BAR> null {unique constraint(b)}, c <> null",
                "unclear, touches [a, b, FOO, BAR, c]: a part of `CREATE TABLE a` is not understood",
            ],
        ),
        (
            "ALTER DATABASE x.\"y\" SET z",
            &["unclear, touches [y, z]: the statement is not understood"],
        ),
        (
            "ROLLBACK TO a",
            &["unclear, touches [a]: the statement is not understood"],
        ),
        (
            "%",
            &["unclear, touches []: the statement is not understood"],
        ),
    ]);
}

fn texts(origins: &[&Origin]) -> Vec<String> {
    let locations = origins.iter().filter_map(|origin| origin.location());
    locations
        .map(|location| location.text().to_owned())
        .collect()
}

#[test]
fn places_are_exact() {
    let text = "-- x\nCREATE TABLE main.\"a\" (b  VARCHAR (2) NOT NULL DEFAULT (1 + 1) UNIQUE, CONSTRAINT k CHECK (b > 0));";
    let file = SourceFile::new("a.sql", text);
    let statement = read_statement(Engine::Sqlite, &file, 5..text.len() - 1);
    let [Change::CreateTable(table)] = statement.changes.as_slice() else {
        panic!("one table");
    };
    let [
        Element::Column(definition),
        Element::Constraint(Constraint::Check(check)),
    ] = table.elements.as_slice()
    else {
        panic!("a column and a check");
    };
    let column = &definition.column;
    let [Constraint::Unique(unique)] = definition.constraints.as_slice() else {
        panic!("a unique constraint");
    };
    assert_eq!(
        texts(&[
            &table.origin,
            &column.origin,
            column.type_origin.as_ref().unwrap(),
            column.default_origin.as_ref().unwrap(),
            &unique.origin,
            &check.origin,
            &statement.origin,
        ]),
        [
            "\"a\"",
            "b",
            "VARCHAR (2)",
            "(1 + 1)",
            "UNIQUE",
            "CHECK (b > 0)",
            &text[5..text.len() - 1]
        ]
    );
}
