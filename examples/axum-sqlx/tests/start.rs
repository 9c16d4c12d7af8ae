//! The service starts on a database that fits, and refuses with the right words where a column is
//! gone. On SQLite always, and on the server that `SCHEMADRIFT_TEST_POSTGRES_URL` names, if any.

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode};
use axum_sqlx::{Pool, start};
use sqlx::{AssertSqlSafe, raw_sql};
use tower::ServiceExt;

async fn run(pool: &Pool, sql: &str) {
    let sql = raw_sql(AssertSqlSafe(sql.to_owned()));
    match pool {
        Pool::Sqlite(pool) => sql.execute(pool).await.map(|_| ()),
        Pool::Postgres(pool) => sql.execute(pool).await.map(|_| ()),
    }
    .unwrap();
}

async fn get(service: &Router, path: &str) -> (StatusCode, String) {
    let request = Request::get(path).body(Body::empty()).unwrap();
    let answer = service.clone().oneshot(request).await.unwrap();
    let status = answer.status();
    let body = to_bytes(answer.into_body(), 65_536).await.unwrap();
    (status, String::from_utf8(body.to_vec()).unwrap())
}

/// The whole story, on an empty database.
async fn story(url: &str, schema: &str) {
    let pool = Pool::connect(url).await.unwrap();
    run(&pool, schema).await;
    run(
        &pool,
        "INSERT INTO authors (name, email) VALUES ('Ursula', 'u@example.org');
         INSERT INTO books (author_id, title) VALUES (1, 'The Dispossessed')",
    )
    .await;

    let service = start(url).await.unwrap();
    let (status, body) = get(&service, "/books").await;
    assert_eq!(status, StatusCode::OK);
    assert_eq!(body, r#"[["The Dispossessed","Ursula"]]"#);
    let (status, body) = get(&service, "/health").await;
    assert_eq!(status, StatusCode::OK);
    assert!(body.contains(r#""database":"ok""#), "{body}");

    run(&pool, "ALTER TABLE books ADD COLUMN subtitle TEXT").await;
    assert!(start(url).await.is_ok(), "a column more does no harm");

    run(&pool, "ALTER TABLE authors DROP COLUMN name").await;
    let refusal = start(url).await.unwrap_err().to_string();
    assert!(
        refusal.starts_with("the database does not fit this code: behind: 1 error"),
        "{refusal}"
    );
    assert!(refusal.contains("error missing-column: "), "{refusal}");
    assert!(
        refusal.contains("`name`") && refusal.contains("`authors`"),
        "{refusal}"
    );
    assert!(refusal.contains("SCHEMADRIFT_POLICY=warn"), "{refusal}");
    // What it would have met otherwise.
    assert!(pool.titles().await.is_err());
}

#[tokio::test]
async fn on_sqlite() {
    let folder = tempfile::tempdir().unwrap();
    let url = format!(
        "sqlite:{}?mode=rwc",
        folder.path().join("books.db").display()
    );
    story(&url, include_str!("../../schema/sqlite.sql")).await;
}

#[tokio::test]
async fn on_postgresql_where_there_is_a_server() {
    let Ok(server) = std::env::var("SCHEMADRIFT_TEST_POSTGRES_URL") else {
        return;
    };
    let name = format!("schemadrift_example_sqlx_{}", std::process::id());
    let administrator = Pool::connect(&server).await.unwrap();
    run(&administrator, &format!("CREATE DATABASE {name}")).await;
    let (base, _) = server.rsplit_once('/').unwrap();
    story(
        &format!("{base}/{name}"),
        include_str!("../../schema/postgresql.sql"),
    )
    .await;
    run(
        &administrator,
        &format!("DROP DATABASE {name} WITH (FORCE)"),
    )
    .await;
}
