//! A service on axum and SeaORM. It looks at its database before it serves, and says on `/health`
//! how the database is.

pub mod entities;

use std::error::Error;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::get;
use axum::{Json, Router};
use schemadrift::core::dialect::Engine;
use schemadrift::{Checker, CodeSide, Policy, Probe, entities};
use sea_orm::{DatabaseConnection, DbBackend, DbErr, EntityTrait, QueryOrder};
use serde_json::{Value, json};

use entities::{authors, books};

/// What the handlers share.
struct Service {
    database: DatabaseConnection,
    probe: Probe,
}

/// Checks the database and gives the service.
///
/// # Errors
///
/// When the database cannot be reached, or is not what this code expects.
pub async fn start(url: &str) -> Result<Router, Box<dyn Error + Send + Sync>> {
    let database = sea_orm::Database::connect(url).await?;
    // What the entities expect, as they were compiled: there is no file to keep up to date.
    let entities = entities![authors::Entity, books::Entity];
    let expected = CodeSide::from_entities(&entities, engine(&database));
    let checker = Checker::new(vec![expected]).with_deadline(Duration::from_secs(5));
    checker.at_start(&database, Policy::Refuse).await?;

    let probe = Probe::new(checker, &database).with_max_age(Duration::from_secs(30));
    let service = Arc::new(Service { database, probe });
    Ok(Router::new()
        .route("/books", get(list))
        .route("/health", get(health))
        .with_state(service))
}

/// The kind of database that is behind a connection.
fn engine(database: &DatabaseConnection) -> Engine {
    match database.get_database_backend() {
        DbBackend::Postgres => Engine::PostgreSql,
        _ => Engine::Sqlite,
    }
}

/// Titles with the names of their authors.
///
/// # Errors
///
/// When the database does not answer.
pub async fn titles(database: &DatabaseConnection) -> Result<Vec<(String, String)>, DbErr> {
    let found = books::Entity::find()
        .find_also_related(authors::Entity)
        .order_by_asc(books::Column::Title)
        .all(database)
        .await?;
    let titles = found.into_iter().map(|(book, author)| {
        let name = author.map_or_else(String::new, |author| author.name);
        (book.title, name)
    });
    Ok(titles.collect())
}

async fn list(State(service): State<Arc<Service>>) -> Result<Json<Value>, StatusCode> {
    let titles = titles(&service.database).await;
    let titles = titles.map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)?;
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
