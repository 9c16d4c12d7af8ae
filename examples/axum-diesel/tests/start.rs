//! The service starts on a database that fits, and refuses with the right words where a column is
//! gone.

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode};
use axum_diesel::{start, titles};
use diesel::connection::SimpleConnection;
use diesel::{Connection, SqliteConnection};
use tower::ServiceExt;

async fn get(service: &Router, path: &str) -> (StatusCode, String) {
    let request = Request::get(path).body(Body::empty()).unwrap();
    let answer = service.clone().oneshot(request).await.unwrap();
    let status = answer.status();
    let body = to_bytes(answer.into_body(), 65_536).await.unwrap();
    (status, String::from_utf8(body.to_vec()).unwrap())
}

#[tokio::test]
async fn on_sqlite() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("books.db").display().to_string();
    let mut database = SqliteConnection::establish(&path).unwrap();
    database
        .batch_execute(include_str!("../../schema/sqlite.sql"))
        .unwrap();
    database
        .batch_execute(
            "INSERT INTO authors (name, email) VALUES ('Ursula', 'u@example.org');
             INSERT INTO books (author_id, title) VALUES (1, 'The Dispossessed')",
        )
        .unwrap();

    let service = start(&path).await.unwrap();
    let (status, body) = get(&service, "/books").await;
    assert_eq!(status, StatusCode::OK);
    assert_eq!(body, r#"[["The Dispossessed","Ursula"]]"#);
    let (status, body) = get(&service, "/health").await;
    assert_eq!(status, StatusCode::OK);
    assert!(body.contains(r#""database":"ok""#), "{body}");

    database
        .batch_execute("ALTER TABLE authors DROP COLUMN name")
        .unwrap();
    let refusal = start(&path).await.unwrap_err().to_string();
    assert!(
        refusal.starts_with("the database does not fit this code: behind: 1 error"),
        "{refusal}"
    );
    assert!(refusal.contains("error missing-column: "), "{refusal}");
    assert!(
        refusal.contains("`name`") && refusal.contains("`authors`"),
        "{refusal}"
    );
    // What it would have met otherwise.
    assert!(titles(&mut database).is_err());
}
