//! What real SQLite files show.

use std::path::{Path, PathBuf};

use schemadrift_core::expression::NormalForm;
use schemadrift_core::model::{
    Deferral, GeneratedStorage, Increment, IndexKey, ReferentialAction, Table,
};
use schemadrift_core::name::Name;
use schemadrift_core::stated::Stated;
use schemadrift_live::{
    ConnectOptions, DatabaseUrl, ErrorKind, Inquiry, LiveReading, RowPresence, UrlContext, connect,
};
use sqlx::{AssertSqlSafe, ConnectOptions as _, Connection};
use tempfile::TempDir;

const EVERYTHING: &str = "
create table users (
  id integer primary key autoincrement,
  name text collate nocase not null default 'x''y',
  size integer generated always as (length(name)) stored,
  ratio real,
  raw blob default x'00ff',
  made datetime default current_timestamp,
  constraint positive check (ratio > 0)
);
create table seats (
  line int, place int,
  user_id integer constraint seats_user references users(id) on delete cascade
    deferrable initially deferred,
  primary key (line, place)
) without rowid;
create table plain (id integer primary key);
create unique index one_name on users(name collate binary desc) where ratio > 1;
create index by_lower on users(lower(name));
create view names as select id, name from users;
create trigger noise after insert on users begin select 1; end;
create table _prisma_migrations (id text primary key);
";

struct Scratch {
    folder: TempDir,
}

impl Scratch {
    async fn new(sql: &str) -> Self {
        let scratch = Self {
            folder: tempfile::tempdir().unwrap(),
        };
        let options = sqlx::sqlite::SqliteConnectOptions::new()
            .filename(scratch.path())
            .create_if_missing(true);
        let mut connection = options.connect().await.unwrap();
        sqlx::raw_sql(AssertSqlSafe(sql.to_owned()))
            .execute(&mut connection)
            .await
            .unwrap();
        connection.close().await.unwrap();
        scratch
    }

    fn path(&self) -> PathBuf {
        self.folder.path().join("dev.db")
    }

    fn names(&self) -> Vec<String> {
        let mut names: Vec<String> = std::fs::read_dir(self.folder.path())
            .unwrap()
            .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    }
}

fn url(path: &Path) -> DatabaseUrl {
    DatabaseUrl::parse(&format!("file:{}", path.display()), &UrlContext::default()).unwrap()
}

async fn read(path: &Path) -> LiveReading {
    let mut database = connect(&url(path), &ConnectOptions::default())
        .await
        .unwrap();
    let reading = database.read().await.unwrap();
    database.close().await;
    reading
}

async fn refusal(path: &Path) -> schemadrift_live::LiveError {
    match connect(&url(path), &ConnectOptions::default()).await {
        Err(error) => error,
        Ok(mut database) => database.read().await.unwrap_err(),
    }
}

fn table<'a>(reading: &'a LiveReading, name: &str) -> &'a Table {
    let tables = &reading.reading.schema.tables;
    tables
        .iter()
        .find(|table| table.name.name.as_str() == name)
        .unwrap()
}

#[tokio::test]
async fn what_pragmas_and_statements_say_comes_together() {
    let scratch = Scratch::new(EVERYTHING).await;
    let reading = read(&scratch.path()).await;
    assert!(
        reading.reading.problems.is_empty(),
        "{:?}",
        reading.reading.problems
    );
    let users = table(&reading, "users");
    assert!(users.taints.is_empty());
    let column = |name: &str| users.column(&Name::new(name)).unwrap();
    assert_eq!(
        column("id").increment,
        Stated::Written(Some(Increment::Auto))
    );
    assert_eq!(column("id").is_nullable.get(), Some(&false));
    assert_eq!(
        column("name").collation,
        Stated::Written(Some(Name::new("nocase")))
    );
    assert_eq!(column("name").is_nullable, Stated::Written(false));
    let generated = column("size").generated.get().unwrap().as_ref().unwrap();
    assert_eq!(generated.storage, Stated::Written(GeneratedStorage::Stored));
    assert_eq!(generated.expression.text, "length(name)");
    assert_eq!(users.checks.len(), 1);
    assert_eq!(users.checks[0].name, Stated::Written(Name::new("positive")));
    assert_eq!(users.triggers.len(), 1);
    let plain = table(&reading, "plain");
    assert_eq!(
        plain.columns[0].increment,
        Stated::Written(Some(Increment::RowId))
    );
}

#[tokio::test]
async fn indexes_keep_predicate_expression_and_collation() {
    let scratch = Scratch::new(EVERYTHING).await;
    let reading = read(&scratch.path()).await;
    let users = table(&reading, "users");
    let index = |name: &str| {
        let is_called =
            |name_of: &Stated<Name>| name_of.get().is_some_and(|own| own.as_str() == name);
        users
            .indexes
            .iter()
            .find(|index| is_called(&index.name))
            .unwrap()
    };
    let partial = index("one_name");
    assert!(partial.is_unique && partial.is_partial());
    let predicate = partial.predicate.get().unwrap().as_ref().unwrap();
    assert_eq!(predicate.text, "ratio > 1");
    assert!(!matches!(predicate.normal, NormalForm::Unreadable(_)));
    assert_eq!(
        partial.parts[0].collation,
        Stated::Written(Some(Name::new("binary")))
    );
    assert!(matches!(&index("by_lower").parts[0].key,
        IndexKey::Expression(expression) if expression.text == "lower(name)"));
}

#[tokio::test]
async fn foreign_keys_have_names_and_times() {
    let scratch = Scratch::new(EVERYTHING).await;
    let reading = read(&scratch.path()).await;
    let seats = table(&reading, "seats");
    let key = &seats.foreign_keys[0];
    assert_eq!(key.name, Stated::Written(Name::new("seats_user")));
    assert_eq!(key.deferral, Stated::Written(Deferral::InitiallyDeferred));
    assert_eq!(key.on_delete, Stated::Written(ReferentialAction::Cascade));
    let columns: Vec<&str> = seats
        .primary_key_columns()
        .iter()
        .map(Name::as_str)
        .collect();
    assert_eq!(columns, ["line", "place"]);
}

#[tokio::test]
async fn bookkeeping_is_left_out_and_told() {
    let scratch = Scratch::new(EVERYTHING).await;
    let reading = read(&scratch.path()).await;
    assert!(
        reading
            .reading
            .schema
            .tables
            .iter()
            .all(|table| table.name.name.as_str() != "_prisma_migrations")
    );
    let left_out: Vec<String> = reading
        .left_out
        .iter()
        .map(|entry| entry.name.to_string())
        .collect();
    assert!(
        left_out.contains(&"_prisma_migrations".to_owned()),
        "{left_out:?}"
    );
}

#[tokio::test]
async fn nothing_is_written() {
    let scratch = Scratch::new(EVERYTHING).await;
    let before = std::fs::read(scratch.path()).unwrap();
    let mut database = connect(&url(&scratch.path()), &ConnectOptions::default())
        .await
        .unwrap();
    database.read().await.unwrap();
    let users = schemadrift_core::name::QualifiedName::bare("users");
    let settled = database
        .settle(&Inquiry {
            row_checks: vec![users],
            ..Inquiry::default()
        })
        .await
        .unwrap();
    assert_eq!(settled.rows[0].1, RowPresence::Empty);
    database.close().await;
    assert_eq!(std::fs::read(scratch.path()).unwrap(), before);
    assert_eq!(scratch.names(), ["dev.db"]);
}

#[tokio::test]
async fn what_is_no_database_is_told_apart() {
    let folder = tempfile::tempdir().unwrap();
    let text = folder.path().join("text.db");
    std::fs::write(
        &text,
        "this is not a database, and long enough to have a header of its own",
    )
    .unwrap();
    assert_eq!(refusal(&text).await.kind(), ErrorKind::NotADatabase);
    let empty = folder.path().join("empty.db");
    std::fs::write(&empty, "").unwrap();
    assert!(read(&empty).await.reading.schema.tables.is_empty());
    assert_eq!(std::fs::metadata(&empty).unwrap().len(), 0);
}

#[tokio::test]
async fn a_missing_file_is_never_made() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("nowhere.db");
    let is_refused =
        match DatabaseUrl::parse(&format!("file:{}", path.display()), &UrlContext::default()) {
            Err(_) => true,
            Ok(url) => match connect(&url, &ConnectOptions::default()).await {
                Err(error) => error.kind() == ErrorKind::NotFound,
                Ok(_) => false,
            },
        };
    assert!(is_refused);
    assert!(!path.exists());
}

#[tokio::test]
async fn a_database_in_wal_mode_is_read() {
    let scratch =
        Scratch::new("pragma journal_mode = wal; create table t (id integer primary key);").await;
    assert_eq!(read(&scratch.path()).await.reading.schema.tables.len(), 1);
}
