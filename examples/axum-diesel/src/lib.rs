//! A service on axum and Diesel. It looks at its database before it serves, and says on `/health`
//! how the database is.

pub mod schema;

use std::error::Error;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::get;
use axum::{Json, Router};
use diesel::prelude::*;
use diesel::r2d2::{ConnectionManager, Pool};
use schemadrift::core::dialect::Engine;
use schemadrift::{Checker, CodeSide, DatabaseUrl, Policy, Probe, UrlContext, compiled_tables};
use serde_json::{Value, json};

use schema::{authors, books};

/// What the handlers share.
struct Service {
    pool: Pool<ConnectionManager<SqliteConnection>>,
    probe: Probe,
}

/// Checks the database and gives the service.
///
/// # Errors
///
/// When the database cannot be reached, or is not what this code expects.
pub async fn start(path: &str) -> Result<Router, Box<dyn Error + Send + Sync>> {
    // A check reads over a connection of its own: Diesel's are not asynchronous.
    let database = DatabaseUrl::parse(&format!("file:{path}"), &UrlContext::default())?;
    // What the tables expect, as they were compiled: there is no file to keep up to date.
    let tables = compiled_tables![schema::authors, schema::books];
    let expected = CodeSide::from_tables(&tables, Engine::Sqlite);
    let checker = Checker::new(vec![expected]).with_deadline(Duration::from_secs(5));
    checker.at_start(&database, Policy::Refuse).await?;

    let pool = Pool::new(ConnectionManager::new(path))?;
    let probe = Probe::new(checker, &database).with_max_age(Duration::from_secs(30));
    let service = Arc::new(Service { pool, probe });
    Ok(Router::new()
        .route("/books", get(list))
        .route("/health", get(health))
        .with_state(service))
}

/// Titles with the names of their authors.
///
/// # Errors
///
/// When the database does not answer.
pub fn titles(connection: &mut SqliteConnection) -> QueryResult<Vec<(String, String)>> {
    books::table
        .inner_join(authors::table)
        .order(books::title)
        .select((books::title, authors::name))
        .load(connection)
}

async fn list(State(service): State<Arc<Service>>) -> Result<Json<Value>, StatusCode> {
    let titles = tokio::task::spawn_blocking(move || {
        let mut connection = service.pool.get().ok()?;
        titles(&mut connection).ok()
    });
    let titles = titles.await.ok().flatten();
    let titles = titles.ok_or(StatusCode::INTERNAL_SERVER_ERROR)?;
    Ok(Json(json!(titles)))
}

async fn health(State(service): State<Arc<Service>>) -> (StatusCode, Json<Value>) {
    let health = service.probe.health().await;
    let status = match health.is_fit {
        Some(false) => StatusCode::SERVICE_UNAVAILABLE,
        // A database that does not answer is for other probes to say.
        Some(true) | None => StatusCode::OK,
    };
    let body = json!({
        "database": health.status.as_str(),
        "errors": health.errors,
        "age_seconds": health.age.as_secs(),
    });
    (status, Json(body))
}
