//! A service on a SQLite pool: what a check sees, what it leaves behind, and what the probe says.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use schemadrift::core::finding::Verdict;
use schemadrift::{
    Admission, CheckError, Checker, CodeSide, ConnectOptions, Database, DatabaseUrl, Policy, Probe,
    Refusal, Status, UrlContext, snapshot,
};
use sqlx::sqlite::{SqliteConnectOptions, SqlitePoolOptions};
use sqlx::{AssertSqlSafe, SqlitePool};

const TABLES: &str = "
    CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT NOT NULL UNIQUE, name TEXT);
    CREATE TABLE posts (
        id INTEGER PRIMARY KEY,
        author INTEGER NOT NULL REFERENCES users (id),
        title TEXT NOT NULL DEFAULT ''
    );
";

async fn pool(options: SqliteConnectOptions, size: u32) -> SqlitePool {
    let pool = SqlitePoolOptions::new().max_connections(size);
    let pool = pool.connect_with(options).await.unwrap();
    run(&pool, TABLES).await;
    pool
}

async fn run(pool: &SqlitePool, sql: &str) {
    let sql = AssertSqlSafe(sql.to_owned());
    sqlx::raw_sql(sql).execute(pool).await.unwrap();
}

async fn file(folder: &Path) -> SqlitePool {
    let options = SqliteConnectOptions::new()
        .filename(folder.join("app.db"))
        .create_if_missing(true);
    pool(options, 1).await
}

/// One connection, which holds the whole database.
async fn memory() -> SqlitePool {
    pool(SqliteConnectOptions::new().in_memory(true), 1).await
}

/// What the tables look like, as `inspect` would write it.
async fn expected() -> Checker {
    let folder = tempfile::tempdir().unwrap();
    let pool = file(folder.path()).await;
    pool.close().await;
    let path = folder.path().join("app.db");
    let url = DatabaseUrl::parse(path.to_str().unwrap(), &UrlContext::default()).unwrap();
    let options = ConnectOptions::default();
    let side = CodeSide::read_database(&url, &options).await.unwrap();
    let text = snapshot::write(&side.reading.schema).unwrap();
    Checker::from_snapshot("schema.json", &text).unwrap()
}

/// Counts statements.
fn counted(pool: &SqlitePool) -> (Database, Arc<AtomicUsize>) {
    let count = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&count);
    let options = ConnectOptions {
        statements: Some(Arc::new(move |_| {
            counter.fetch_add(1, Ordering::SeqCst);
        })),
        ..ConnectOptions::default()
    };
    (Database::from(pool).with_options(options), count)
}

async fn number(pool: &SqlitePool, sql: &str) -> i64 {
    let sql = AssertSqlSafe(sql.to_owned());
    sqlx::query_scalar(sql).fetch_one(pool).await.unwrap()
}

/// Whether the pool's one connection is as a service needs it.
async fn is_clean(pool: &SqlitePool) -> bool {
    let refuses_writes = number(pool, "PRAGMA query_only").await;
    let transaction = pool.begin().await;
    let opens = transaction.is_ok();
    drop(transaction);
    refuses_writes == 0 && opens
}

#[tokio::test]
async fn a_pool_in_memory_is_read_where_it_is() {
    let pool = memory().await;
    let report = expected().await.check(&pool).await.unwrap();
    assert_eq!(report.verdict, Verdict::Match, "{report}");
    assert!(report.compared() > 5);
    assert!(report.to_string().starts_with("match: no findings; "));
    assert!(
        report.to_string().contains("`:memory:` (SQLite 3."),
        "{report}"
    );
}

#[tokio::test]
async fn the_connection_goes_back_as_it_came() {
    let pool = memory().await;
    let checker = expected().await;
    checker.check(&pool).await.unwrap();
    assert!(is_clean(&pool).await);
    run(&pool, "INSERT INTO users VALUES (1, 'a@b', NULL)").await;
    // A pool that writes nothing stays one.
    run(&pool, "PRAGMA query_only = ON").await;
    checker.check(&pool).await.unwrap();
    assert_eq!(number(&pool, "PRAGMA query_only").await, 1);
}

#[tokio::test]
async fn a_check_that_is_given_up_leaves_the_pool_as_it_was() {
    let pool = memory().await;
    run(&pool, "INSERT INTO users VALUES (1, 'a@b', NULL)").await;
    let checker = expected().await;
    let (database, statements) = counted(&pool);
    let mut given_up = 0;
    for polls in 1..60 {
        let mut check = Box::pin(checker.check(&database));
        for _ in 0..polls {
            tokio::select! {
                biased;
                _ = &mut check => break,
                () = tokio::task::yield_now() => {}
            }
            tokio::time::sleep(Duration::from_micros(50)).await;
        }
        let before = statements.load(Ordering::SeqCst);
        drop(check);
        given_up += usize::from(before > 0);
        assert!(is_clean(&pool).await, "after {polls} polls");
    }
    assert!(given_up > 10, "{given_up}");
    assert_eq!(number(&pool, "SELECT count(*) FROM users").await, 1);
}

#[tokio::test]
async fn time_runs_out_over_everything() {
    let pool = memory().await;
    let checker = expected().await.with_deadline(Duration::from_millis(100));
    // Somebody else holds the only connection.
    let held = pool.acquire().await.unwrap();
    let error = checker.check(&pool).await.unwrap_err();
    assert!(matches!(error, CheckError::Deadline(_)), "{error}");
    assert_eq!(error.to_string(), "the check took longer than 0.1 s");
    drop(held);
    assert!(checker.check(&pool).await.is_ok());
}

#[tokio::test]
async fn a_column_that_is_gone_keeps_the_service_from_starting() {
    let folder = tempfile::tempdir().unwrap();
    let pool = file(folder.path()).await;
    let checker = expected().await;
    let admission = checker.at_start(&pool, Policy::Refuse).await.unwrap();
    assert_eq!(admission.report().unwrap().verdict, Verdict::Match);
    run(&pool, "ALTER TABLE users DROP COLUMN name").await;

    let refusal = checker.at_start(&pool, Policy::Refuse).await.unwrap_err();
    let text = refusal.to_string();
    let Refusal::Unfit(report) = refusal else {
        panic!("{text}")
    };
    assert_eq!(report.verdict, Verdict::Behind);
    assert!(
        text.starts_with("the database does not fit this code: behind: 1 error; "),
        "{text}"
    );
    assert!(text.contains("\nerror missing-column: "), "{text}");
    assert!(text.contains("`name`"), "{text}");
    assert!(
        text.ends_with("set SCHEMADRIFT_POLICY=warn to start all the same"),
        "{text}"
    );

    let admission = checker.at_start(&pool, Policy::Warn).await.unwrap();
    assert!(!admission.report().unwrap().is_fit());
    let admission = checker.at_start(&pool, Policy::Off).await.unwrap();
    assert!(matches!(admission, Admission::Unchecked));
}

#[tokio::test]
async fn what_the_database_has_more_keeps_nobody_from_starting() {
    let pool = memory().await;
    run(&pool, "ALTER TABLE users ADD COLUMN phone TEXT").await;
    let admission = expected().await.at_start(&pool, Policy::Refuse).await;
    assert_eq!(admission.unwrap().report().unwrap().verdict, Verdict::Ahead);
}

#[tokio::test]
async fn a_database_that_cannot_be_checked_is_unknown_not_fit() {
    let pool = memory().await;
    pool.close().await;
    let checker = expected().await;
    let refusal = checker.at_start(&pool, Policy::Refuse).await.unwrap_err();
    assert!(matches!(refusal, Refusal::Unknown(_)));
    assert!(
        refusal
            .to_string()
            .contains("the pool to `:memory:` is closed"),
        "{refusal}"
    );
    let admission = checker.at_start(&pool, Policy::Warn).await.unwrap();
    assert!(matches!(admission, Admission::Unknown(_)));
    let health = Probe::new(checker, &pool).health().await;
    assert_eq!((health.status, health.is_fit), (Status::Unknown, None));
    assert!(health.reason.unwrap().contains("is closed"));
}

#[tokio::test]
async fn an_empty_database_is_no_match() {
    let pool = SqlitePool::connect("sqlite::memory:").await.unwrap();
    let refusal = expected().await.at_start(&pool, Policy::Refuse).await;
    let text = refusal.unwrap_err().to_string();
    assert!(text.contains("never-migrated"), "{text}");
}

#[tokio::test(flavor = "multi_thread")]
async fn many_probes_make_one_check() {
    let pool = memory().await;
    let checker = expected().await;
    let (database, statements) = counted(&pool);
    checker.check(&database).await.unwrap();
    let of_one_check = statements.swap(0, Ordering::SeqCst);
    assert!(of_one_check > 3);

    let probe = Arc::new(Probe::new(checker, database));
    let asked: Vec<_> = (0..64)
        .map(|_| {
            let probe = Arc::clone(&probe);
            tokio::spawn(async move { probe.health().await })
        })
        .collect();
    for health in asked {
        assert_eq!(health.await.unwrap().status, Status::Ok);
    }
    assert_eq!(statements.load(Ordering::SeqCst), of_one_check);
}

#[tokio::test]
async fn an_answer_is_kept_for_its_time() {
    let pool = memory().await;
    let (database, statements) = counted(&pool);
    let probe = Probe::new(expected().await, database);
    assert_eq!(probe.health().await.status, Status::Ok);
    run(&pool, "ALTER TABLE users DROP COLUMN name").await;
    let asked = statements.load(Ordering::SeqCst);
    assert_eq!(probe.health().await.status, Status::Ok);
    assert_eq!(statements.load(Ordering::SeqCst), asked);

    let probe = probe.with_max_age(Duration::ZERO);
    let health = probe.health().await;
    assert_eq!(health.status, Status::Behind);
    assert_eq!((health.is_fit, health.errors), (Some(false), 1));
    assert!(statements.load(Ordering::SeqCst) > asked);
}

#[tokio::test]
async fn a_slow_database_is_unknown_in_time() {
    let pool = memory().await;
    let probe = Probe::new(expected().await, &pool).with_time_limit(Duration::from_millis(50));
    let held = pool.acquire().await.unwrap();
    let (one, other) = tokio::join!(probe.health(), probe.health());
    for health in [one, other] {
        assert_eq!(health.status, Status::Unknown);
        assert_eq!(health.reason.as_deref(), Some("no answer within 0.05 s"));
    }
    drop(held);
    let probe = probe
        .with_max_age(Duration::ZERO)
        .with_time_limit(Duration::from_secs(10));
    assert_eq!(probe.health().await.status, Status::Ok);
}
