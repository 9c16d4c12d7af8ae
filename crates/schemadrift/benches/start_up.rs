//! What the check at start-up costs a service with 50 tables: on a SQLite file, and on the server that
//! `SCHEMADRIFT_TEST_POSTGRES_URL` names, if any. The bar is 50 ms on a local server.

use std::fmt::Write;
use std::str::FromStr;

use schemadrift::{Checker, CodeSide, ConnectOptions, DatabaseUrl, Policy, UrlContext, snapshot};
use sqlx::postgres::PgConnectOptions;
use sqlx::{AssertSqlSafe, PgPool, SqlitePool};
use tokio::runtime::Runtime;

const TABLES: usize = 50;

fn main() {
    divan::main();
}

fn tables(key: &str) -> String {
    let mut sql = String::new();
    for table in 0..TABLES {
        let _ = writeln!(
            sql,
            "CREATE TABLE t{table} (id {key} PRIMARY KEY, name varchar(80) NOT NULL UNIQUE,
             size integer NOT NULL DEFAULT 0 CHECK (size >= 0), made timestamp, note text,
             parent {key} REFERENCES t{} (id));
             CREATE INDEX t{table}_parent ON t{table} (parent);",
            table.saturating_sub(1)
        );
    }
    sql
}

async fn checker(url: &str) -> Checker {
    let url = DatabaseUrl::parse(url, &UrlContext::default()).unwrap();
    let options = ConnectOptions::default();
    let side = CodeSide::read_database(&url, &options).await.unwrap();
    let text = snapshot::write(&side.reading.schema).unwrap();
    Checker::from_snapshot("schema.json", &text).unwrap()
}

#[divan::bench]
fn sqlite(bencher: divan::Bencher<'_, '_>) {
    let runtime = Runtime::new().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("app.db");
    let (pool, checker) = runtime.block_on(async {
        let url = format!("sqlite:{}?mode=rwc", path.display());
        let pool = SqlitePool::connect(&url).await.unwrap();
        let sql = AssertSqlSafe(tables("integer"));
        sqlx::raw_sql(sql).execute(&pool).await.unwrap();
        (pool, checker(path.to_str().unwrap()).await)
    });
    bencher.bench_local(|| {
        let check = checker.at_start(&pool, Policy::Refuse);
        runtime.block_on(check).unwrap()
    });
}

#[divan::bench]
fn postgresql(bencher: divan::Bencher<'_, '_>) {
    let Ok(server) = std::env::var("SCHEMADRIFT_TEST_POSTGRES_URL") else {
        return;
    };
    let runtime = Runtime::new().unwrap();
    let name = format!("schemadrift_bench_start_{}", std::process::id());
    let administer = |sql: String| {
        let options = PgConnectOptions::from_str(&server).unwrap();
        runtime.block_on(async {
            let pool = PgPool::connect_with(options).await.unwrap();
            sqlx::raw_sql(AssertSqlSafe(sql))
                .execute(&pool)
                .await
                .unwrap();
            pool.close().await;
        });
    };
    administer(format!("CREATE DATABASE {name}"));
    let (base, _) = server.rsplit_once('/').unwrap();
    let url = format!("{base}/{name}");
    let (pool, checker) = runtime.block_on(async {
        let pool = PgPool::connect(&url).await.unwrap();
        let sql = AssertSqlSafe(tables("bigint"));
        sqlx::raw_sql(sql).execute(&pool).await.unwrap();
        (pool, checker(&url).await)
    });
    bencher.bench_local(|| {
        let check = checker.at_start(&pool, Policy::Refuse);
        runtime.block_on(check).unwrap()
    });
    runtime.block_on(pool.close());
    administer(format!("DROP DATABASE {name} WITH (FORCE)"));
}
