//! The statements that SQLite stores, as it stores them.

use schemadrift_core::model::{Deferral, ReferentialAction};
use schemadrift_core::name::Name;
use schemadrift_sql::sqlite::{
    read_create_index, read_create_table, read_create_trigger, read_create_view,
};
use sqlx::{AssertSqlSafe, Connection as _, Row as _, SqliteConnection};

const TABLE: &str = r#"CREATE TABLE "Order" ( -- (a comment, with things)
  id integer CONSTRAINT pk PRIMARY KEY ASC ON CONFLICT REPLACE AUTOINCREMENT,
  [the name] VARYING CHARACTER (255) collate "NoCase" NOT NULL ON CONFLICT FAIL DEFAULT 'it''s, (ok',
  `n` int default -5 CONSTRAINT "n is small" CHECK (n < 10 /* ) */ and n > -10) UNIQUE,
  'q' DEFAULT (1 + (2)) NULL,
  g AS (n * 2) STORED,
  h text GENERATED ALWAYS AS (lower([the name])) VIRTUAL,
  u UNSIGNED BIG INT REFERENCES users (id) ON DELETE SET NULL ON UPDATE CASCADE NOT DEFERRABLE,
  v CONSTRAINT own REFERENCES "Other" DEFERRABLE INITIALLY DEFERRED,
  CONSTRAINT "uq" UNIQUE (n COLLATE nocase DESC, g) ON CONFLICT IGNORE,
  CHECK (h <> '') CONSTRAINT two CHECK (n <> 3),
  CONSTRAINT fk FOREIGN KEY (n, g) REFERENCES o (a, b) MATCH FULL ON DELETE RESTRICT
    ON UPDATE NO ACTION DEFERRABLE
) STRICT, WITHOUT ROWID"#;

fn names(names: &[Name]) -> Vec<&str> {
    names.iter().map(Name::as_str).collect()
}

#[test]
fn every_clause_of_a_table_is_told() {
    let table = read_create_table(TABLE).unwrap();
    assert!(table.is_complete);
    assert!(table.is_strict && table.is_without_rowid);
    assert_eq!(table.name.as_ref().unwrap().as_str(), "Order");
    let columns: Vec<(&str, &str)> = table
        .columns
        .iter()
        .map(|column| (column.name.as_str(), column.type_text.as_str()))
        .collect();
    assert_eq!(
        columns,
        [
            ("id", "integer"),
            ("the name", "VARYING CHARACTER(255)"),
            ("n", "int"),
            ("q", ""),
            ("g", ""),
            ("h", "text"),
            ("u", "UNSIGNED BIG INT"),
            ("v", ""),
        ]
    );
    let column = table.column("THE NAME").unwrap();
    assert_eq!(column.collation.as_ref().unwrap().as_str(), "NoCase");
    assert_eq!(column.default.as_deref(), Some("'it''s, (ok'"));
    assert!(column.is_not_null);
    assert_eq!(table.column("n").unwrap().default.as_deref(), Some("-5"));
    assert_eq!(
        table.column("q").unwrap().default.as_deref(),
        Some("1 + (2)")
    );
    let stored = table.column("g").unwrap().generated.as_ref().unwrap();
    assert_eq!(
        (stored.expression.as_str(), stored.is_stored),
        ("n * 2", true)
    );
    let computed = table.column("h").unwrap().generated.as_ref().unwrap();
    assert_eq!(
        (computed.expression.as_str(), computed.is_stored),
        ("lower([the name])", false)
    );
}

#[test]
fn every_constraint_of_a_table_is_told() {
    let table = read_create_table(TABLE).unwrap();
    let key = table.primary_key.as_ref().unwrap();
    assert_eq!(key.name.as_ref().unwrap().as_str(), "pk");
    assert_eq!(names(&key.columns), ["id"]);
    assert_eq!(key.conflict.as_deref(), Some("REPLACE"));
    assert!(table.is_autoincrement());
    let uniques: Vec<_> = table
        .uniques
        .iter()
        .map(|unique| {
            (
                unique.name.as_ref().map(Name::as_str),
                names(&unique.columns),
            )
        })
        .collect();
    assert_eq!(uniques, [(None, vec!["n"]), (Some("uq"), vec!["n", "g"])]);
    let checks: Vec<_> = table
        .checks
        .iter()
        .map(|check| {
            (
                check.name.as_ref().map(Name::as_str),
                check.column.as_ref().map(Name::as_str),
                check.expression.as_str(),
            )
        })
        .collect();
    assert_eq!(
        checks,
        [
            (Some("n is small"), Some("n"), "n < 10 /* ) */ and n > -10"),
            (None, None, "h <> ''"),
            (Some("two"), None, "n <> 3"),
        ]
    );
    let [first, second, third] = table.foreign_keys.as_slice() else {
        panic!("three foreign keys, not {:?}", table.foreign_keys);
    };
    assert_eq!(first.target.as_str(), "users");
    assert_eq!(first.on_delete, Some(ReferentialAction::SetNull));
    assert_eq!(first.on_update, Some(ReferentialAction::Cascade));
    assert_eq!(first.deferral, Deferral::NotDeferrable);
    assert_eq!(second.name.as_ref().unwrap().as_str(), "own");
    assert_eq!(second.deferral, Deferral::InitiallyDeferred);
    assert!(second.target_columns.is_empty());
    assert_eq!(names(&third.columns), ["n", "g"]);
    assert_eq!(names(&third.target_columns), ["a", "b"]);
    assert_eq!(third.on_delete, Some(ReferentialAction::Restrict));
    assert_eq!(third.deferral, Deferral::InitiallyImmediate);
}

#[test]
fn what_is_not_understood_does_not_hide_the_rest() {
    let table =
        read_create_table("CREATE TABLE t (a int FANCY (1), b text CHECK (b > 1))").unwrap();
    assert_eq!(table.columns.len(), 2);
    assert_eq!(table.checks.len(), 1);
    let table = read_create_table("create table t (a int NOT FANCY, b text collate c)").unwrap();
    assert!(!table.is_complete);
    assert_eq!(
        table
            .column("b")
            .unwrap()
            .collation
            .as_ref()
            .unwrap()
            .as_str(),
        "c"
    );
    for partial in [
        "CREATE TABLE t",
        "CREATE TABLE t (a",
        "CREATE TABLE",
        "CREATE TABLE t (a) x",
    ] {
        assert!(
            !read_create_table(partial).unwrap().is_complete,
            "{partial}"
        );
    }
    for nothing in ["", "CREATE INDEX i ON t (a)", "TABLE t (a)", "CREATE"] {
        assert_eq!(read_create_table(nothing), None, "{nothing}");
    }
}

#[test]
fn virtual_tables_have_a_module() {
    let table = read_create_table(
        "CREATE VIRTUAL TABLE f USING fts5(title, content='posts', tokenize = 'porter x')",
    )
    .unwrap();
    let module = table.module.unwrap();
    assert_eq!(module.name.as_str(), "fts5");
    assert_eq!(
        module.arguments,
        ["title", "content='posts'", "tokenize = 'porter x'"]
    );
}

#[test]
fn every_clause_of_an_index_is_told() {
    let index = read_create_index(
        "CREATE UNIQUE INDEX \"i\" ON [T] (a COLLATE nocase DESC, lower(b), \"c d\", \
         (a || b) collate rtrim asc, json_extract(e, '$.x, y') desc nulls last) \
         WHERE a IS NOT NULL AND b != ')' -- done",
    )
    .unwrap();
    assert!(index.is_unique);
    assert_eq!((index.name.as_str(), index.table.as_str()), ("i", "T"));
    let keys: Vec<_> = index
        .keys
        .iter()
        .map(|key| {
            (
                key.column.as_ref().map(Name::as_str),
                key.expression.as_str(),
                key.collation.as_ref().map(Name::as_str),
                key.is_descending,
            )
        })
        .collect();
    assert_eq!(
        keys,
        [
            (Some("a"), "a", Some("nocase"), true),
            (None, "lower(b)", None, false),
            (Some("c d"), "\"c d\"", None, false),
            (None, "(a || b)", Some("rtrim"), false),
            (None, "json_extract(e, '$.x, y')", None, true),
        ]
    );
    assert_eq!(
        index.predicate.as_deref(),
        Some("a IS NOT NULL AND b != ')'")
    );
    assert_eq!(
        read_create_index("CREATE INDEX i ON t (a)")
            .unwrap()
            .predicate,
        None
    );
    assert_eq!(read_create_index("CREATE TABLE i (a)"), None);
}

#[test]
fn views_and_triggers_are_told() {
    let view =
        read_create_view("create temp view if not exists v(a, \"b c\") AS select 1 as x, 2;");
    let view = view.unwrap();
    assert_eq!(
        (view.name.as_str(), names(&view.columns)),
        ("v", vec!["a", "b c"])
    );
    assert_eq!(view.query, "select 1 as x, 2");
    let trigger = read_create_trigger(
        "CREATE TRIGGER main.\"tr\" AFTER UPDATE OF a, \"on\" ON [my t] WHEN new.a BEGIN SELECT 1; END",
    )
    .unwrap();
    assert_eq!(
        (trigger.name.as_str(), trigger.table.as_str()),
        ("tr", "my t")
    );
    assert!(trigger.definition.starts_with("AFTER UPDATE OF"));
    assert_eq!(read_create_trigger("CREATE VIEW v AS SELECT 1"), None);
}

/// SQLite edits the text of a table when it is altered; what it stores then is read as well.
#[tokio::test]
async fn what_sqlite_stores_after_alterations_is_read() {
    let mut connection = SqliteConnection::connect("sqlite::memory:").await.unwrap();
    for statement in [
        "CREATE TABLE users (id INTEGER PRIMARY KEY)",
        "CREATE TABLE o (a, b)",
        &TABLE
            .replace(") STRICT, WITHOUT ROWID", ")")
            .replace("  'q' DEFAULT", "  qq DEFAULT"),
        "ALTER TABLE \"Order\" ADD COLUMN late TEXT COLLATE rtrim CHECK (late <> 'x') \
         REFERENCES users DEFERRABLE INITIALLY DEFERRED",
        "ALTER TABLE \"Order\" RENAME COLUMN n TO \"the n\"",
        "ALTER TABLE \"Order\" RENAME TO orders",
    ] {
        sqlx::raw_sql(AssertSqlSafe(statement.to_owned()))
            .execute(&mut connection)
            .await
            .unwrap();
    }
    let row = sqlx::raw_sql("SELECT sql FROM sqlite_master WHERE name = 'orders'")
        .fetch_one(&mut connection)
        .await
        .unwrap();
    let table = read_create_table(row.get(0)).unwrap();
    assert!(table.is_complete);
    assert_eq!(table.name.as_ref().unwrap().as_str(), "orders");
    let late = table.column("late").unwrap();
    assert_eq!(late.collation.as_ref().unwrap().as_str(), "rtrim");
    assert!(table.column("the n").is_some());
    assert_eq!(table.checks.len(), 4);
    assert_eq!(table.foreign_keys.len(), 4);
    let rows = sqlx::raw_sql("SELECT name FROM pragma_table_xinfo('orders')")
        .fetch_all(&mut connection)
        .await
        .unwrap();
    let columns: Vec<String> = rows.iter().map(|row| row.get(0)).collect();
    let read: Vec<&str> = table
        .columns
        .iter()
        .map(|column| column.name.as_str())
        .collect();
    assert_eq!(read, columns);
}
