//! The service starts on a database that fits, and refuses with the right words where a column is
//! gone. On SQLite always, and on the server that `SCHEMADRIFT_TEST_POSTGRES_URL` names, if any.

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode};
use axum_seaorm::{start, titles};
use sea_orm::{ConnectionTrait, Database, DatabaseConnection};
use tower::ServiceExt;

async fn run(database: &DatabaseConnection, sql: &str) {
    database.execute_unprepared(sql).await.unwrap();
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
    let database = Database::connect(url).await.unwrap();
    run(&database, schema).await;
    run(
        &database,
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
    // It has a date of publication, which this service does without.
    assert!(body.contains(r#""database":"ahead""#), "{body}");

    run(&database, "ALTER TABLE books DROP COLUMN price_cents").await;
    let refusal = start(url).await.unwrap_err().to_string();
    assert!(
        refusal.starts_with("the database does not fit this code: behind: "),
        "{refusal}"
    );
    assert!(refusal.contains("error missing-column: "), "{refusal}");
    assert!(
        refusal.contains("`price_cents`") && refusal.contains("`books`"),
        "{refusal}"
    );
    // What it would have met otherwise.
    assert!(titles(&database).await.is_err());
    database.close().await.unwrap();
}

#[tokio::test]
async fn on_sqlite() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("books.db");
    let url = format!("sqlite://{}?mode=rwc", path.display());
    let schema = include_str!("../../schema/sqlite.sql");
    story(&url, schema).await;
}

#[tokio::test]
async fn on_postgresql_where_there_is_a_server() {
    let Ok(server) = std::env::var("SCHEMADRIFT_TEST_POSTGRES_URL") else {
        return;
    };
    let name = format!("schemadrift_example_seaorm_{}", std::process::id());
    let administrator = Database::connect(&server).await.unwrap();
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
