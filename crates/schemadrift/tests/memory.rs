//! A service may check for as long as it lives: memory stays flat over a thousand checks in one
//! process. A test program of its own, so that nothing else moves the figure.
#![cfg(target_os = "linux")]

use schemadrift::{Checker, CodeSide, ConnectOptions, DatabaseUrl, UrlContext, snapshot};
use sqlx::{AssertSqlSafe, SqlitePool};

/// What a leak of a kilobyte a check would pass.
const GROWTH_ALLOWED: u64 = 1_000_000;
const CHECKS: usize = 1_000;

/// The memory that is in use, in bytes (`man 5 proc`, `statm`).
fn resident() -> u64 {
    let statm = std::fs::read_to_string("/proc/self/statm").unwrap();
    let pages: u64 = statm.split(' ').nth(1).unwrap().parse().unwrap();
    pages * 4096
}

#[tokio::test]
async fn memory_is_flat_over_a_thousand_checks() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("app.db");
    let pool = SqlitePool::connect(&format!("sqlite:{}?mode=rwc", path.display()))
        .await
        .unwrap();
    for table in 0..5 {
        let sql = format!(
            "CREATE TABLE t{table} (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE,
             size INTEGER NOT NULL DEFAULT 0 CHECK (size >= 0))"
        );
        sqlx::raw_sql(AssertSqlSafe(sql))
            .execute(&pool)
            .await
            .unwrap();
    }
    let url = DatabaseUrl::parse(path.to_str().unwrap(), &UrlContext::default()).unwrap();
    let options = ConnectOptions::default();
    let side = CodeSide::read_database(&url, &options).await.unwrap();
    let text = snapshot::write(&side.reading.schema).unwrap();
    let checker = Checker::from_snapshot("schema.json", &text).unwrap();
    // A difference, so that findings are made as well.
    sqlx::raw_sql(
        "ALTER TABLE t0 ADD COLUMN more TEXT; ALTER TABLE t1 RENAME COLUMN name TO label",
    )
    .execute(&pool)
    .await
    .unwrap();

    let mut after_warming_up = 0;
    for check in 0..CHECKS {
        let report = checker.check(&pool).await.unwrap();
        assert!(report.findings.len() > 1, "{report}");
        if check == CHECKS / 4 {
            after_warming_up = resident();
        }
    }
    let grown = resident().saturating_sub(after_warming_up);
    assert!(
        grown < GROWTH_ALLOWED,
        "{grown} bytes more after {CHECKS} checks"
    );
}
