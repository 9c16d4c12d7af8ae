//! A service on a PostgreSQL pool, on the server that `SCHEMADRIFT_TEST_POSTGRES_URL` names: what a
//! check sees and what it leaves behind. Databases named `schemadrift_facade_*` are made and dropped.

use std::str::FromStr;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use schemadrift::core::finding::Verdict;
use schemadrift::{
    CheckError, Checker, CodeSide, ConnectOptions, DatabaseUrl, Policy, UrlContext, snapshot,
};
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::{AssertSqlSafe, Connection, PgConnection, PgPool};

const TABLES: &str = "
    CREATE TYPE mood AS ENUM ('glad', 'sad');
    CREATE TABLE users (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        email text NOT NULL UNIQUE,
        mood mood NOT NULL DEFAULT 'glad',
        CHECK (email <> '')
    );
";

struct Scratch {
    name: String,
    pool: PgPool,
}

fn server() -> PgConnectOptions {
    let url = std::env::var("SCHEMADRIFT_TEST_POSTGRES_URL")
        .expect("SCHEMADRIFT_TEST_POSTGRES_URL must name a server");
    PgConnectOptions::from_str(&url).unwrap()
}

async fn administer(sql: String) {
    let mut connection = PgConnection::connect_with(&server()).await.unwrap();
    let sql = sqlx::raw_sql(AssertSqlSafe(sql));
    sql.execute(&mut connection).await.unwrap();
    connection.close().await.unwrap();
}

impl Scratch {
    /// A database with the tables, and a pool of one connection.
    async fn new() -> Self {
        static NEXT: AtomicUsize = AtomicUsize::new(0);
        let number = NEXT.fetch_add(1, Ordering::SeqCst);
        let name = format!("schemadrift_facade_{}_{number}", std::process::id());
        administer(format!("CREATE DATABASE {name}")).await;
        let pool = PgPoolOptions::new().max_connections(1);
        let pool = pool.connect_with(server().database(&name)).await.unwrap();
        let scratch = Self { name, pool };
        scratch.run(TABLES).await;
        scratch
    }

    async fn run(&self, sql: &str) {
        let sql = sqlx::raw_sql(AssertSqlSafe(sql.to_owned()));
        sql.execute(&self.pool).await.unwrap();
    }

    async fn text(&self, sql: &str) -> String {
        let sql = AssertSqlSafe(sql.to_owned());
        let value = sqlx::query_scalar(sql).fetch_one(&self.pool);
        value.await.unwrap()
    }

    /// A checker of the tables as they are now, as `inspect` would write them.
    async fn expected(&self) -> Checker {
        let url = std::env::var("SCHEMADRIFT_TEST_POSTGRES_URL").unwrap();
        let base = url.rsplit_once('/').unwrap().0;
        let url = format!("{base}/{}", self.name);
        let url = DatabaseUrl::parse(&url, &UrlContext::default()).unwrap();
        let options = ConnectOptions::default();
        let side = CodeSide::read_database(&url, &options).await.unwrap();
        let text = snapshot::write(&side.reading.schema).unwrap();
        Checker::from_snapshot("schema.json", &text).unwrap()
    }

    /// Whether the pool's one connection is in a transaction: time stands still in one.
    async fn is_in_transaction(&self) -> bool {
        let now = "SELECT now()::text";
        self.text(now).await == self.text(now).await
    }

    async fn drop(self) {
        self.pool.close().await;
        // A connection may still be on its way out, and PostgreSQL 12 drops nothing by force.
        let others = format!("pg_stat_activity WHERE datname = '{}'", self.name);
        administer(format!("SELECT pg_terminate_backend(pid) FROM {others}")).await;
        administer(format!("DROP DATABASE {}", self.name)).await;
    }
}

/// What a check sets for itself.
const SETTINGS: &str = "
    SELECT concat_ws(' | ', pg_backend_pid(), current_setting('search_path'),
        current_setting('transaction_read_only'), current_setting('transaction_isolation'),
        current_setting('statement_timeout'), current_setting('lock_timeout'),
        current_setting('datestyle'), current_setting('timezone'))";

#[tokio::test]
async fn the_connection_goes_back_as_it_came() {
    let scratch = Scratch::new().await;
    scratch.run("SET search_path = public, pg_temp; SET timezone = 'Asia/Tokyo'; SET statement_timeout = '7s'").await;
    let before = scratch.text(SETTINGS).await;
    let checker = scratch.expected().await;
    let report = checker.check(&scratch.pool).await.unwrap();
    assert_eq!(report.verdict, Verdict::Match, "{report}");
    assert_eq!(report.database.database, scratch.name);
    assert!(report.database.round_trips.unwrap() <= 3);
    assert_eq!(scratch.text(SETTINGS).await, before);
    assert!(!scratch.is_in_transaction().await);
    scratch
        .run("INSERT INTO users (email) VALUES ('a@b')")
        .await;
    scratch.drop().await;
}

#[tokio::test]
async fn a_column_that_is_gone_keeps_the_service_from_starting() {
    let scratch = Scratch::new().await;
    let checker = scratch.expected().await;
    checker
        .at_start(&scratch.pool, Policy::Refuse)
        .await
        .unwrap();
    scratch.run("ALTER TABLE users DROP COLUMN mood").await;
    let refusal = checker.at_start(&scratch.pool, Policy::Refuse).await;
    let text = refusal.unwrap_err().to_string();
    assert!(text.contains("\nerror missing-column: "), "{text}");
    assert!(text.contains("`mood`"), "{text}");
    scratch.drop().await;
}

#[tokio::test]
async fn a_check_that_is_given_up_leaves_no_transaction_in_the_pool() {
    let scratch = Scratch::new().await;
    let checker = scratch.expected().await;
    let mut given_up = 0;
    for step in 0..40 {
        let checker = checker
            .clone()
            .with_deadline(Duration::from_micros(step * 300));
        match checker.check(&scratch.pool).await {
            Ok(report) => assert_eq!(report.verdict, Verdict::Match),
            Err(error) => {
                assert!(matches!(error, CheckError::Deadline(_)), "{error}");
                given_up += 1;
            }
        }
        let settings = scratch.text(SETTINGS).await;
        assert!(
            settings.contains("| off | read committed | 0 |"),
            "{settings}"
        );
        scratch
            .run("INSERT INTO users (email) VALUES (random()::text)")
            .await;
    }
    assert!(given_up > 3, "{given_up}");
    // The assertion does show a transaction where there is one.
    scratch.run("BEGIN").await;
    assert!(scratch.is_in_transaction().await);
    scratch.drop().await;
}

#[tokio::test]
async fn a_failed_statement_is_over_with_the_check() {
    let scratch = Scratch::new().await;
    let checker = scratch.expected().await;
    // A lock that the catalog queries wait for.
    let mut other = PgConnection::connect_with(&server().database(&scratch.name))
        .await
        .unwrap();
    let lock = "BEGIN; LOCK TABLE pg_catalog.pg_class IN ACCESS EXCLUSIVE MODE";
    sqlx::raw_sql(lock).execute(&mut other).await.unwrap();
    let database = schemadrift::Database::from(&scratch.pool).with_options(ConnectOptions {
        lock_timeout: Duration::from_millis(100),
        ..ConnectOptions::default()
    });
    let error = checker.check(&database).await.unwrap_err();
    assert!(
        error.to_string().contains("was not free within 0.1 s"),
        "{error}"
    );
    sqlx::raw_sql("ROLLBACK").execute(&mut other).await.unwrap();
    other.close().await.unwrap();
    assert!(!scratch.is_in_transaction().await);
    assert!(checker.check(&scratch.pool).await.is_ok());
    scratch.drop().await;
}

#[tokio::test]
async fn a_snapshot_of_another_kind_of_database_is_refused() {
    let scratch = Scratch::new().await;
    let empty = schemadrift::core::model::Schema::empty(
        schemadrift::core::dialect::Engine::Sqlite,
        schemadrift::core::coverage::Coverage::everything(),
    );
    let text = snapshot::write(&empty).unwrap();
    let checker = Checker::from_snapshot("schema.json", &text).unwrap();
    let error = checker.check(&scratch.pool).await.unwrap_err();
    assert!(matches!(error, CheckError::OtherEngine { .. }), "{error}");
    assert!(!scratch.is_in_transaction().await);
    scratch.drop().await;
}
