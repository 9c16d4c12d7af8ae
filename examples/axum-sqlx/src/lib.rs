//! A service on axum and sqlx. It looks at its database before it serves, and says on `/health`
//! how the database is.

mod pool;

use std::error::Error;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::get;
use axum::{Json, Router};
use schemadrift::{Checker, Policy, Probe};
use serde_json::{Value, json};

pub use pool::Pool;

/// What the handlers share.
struct Service {
    pool: Pool,
    probe: Probe,
}

/// Checks the database and gives the service.
///
/// # Errors
///
/// When the database cannot be reached, or is not what this code expects.
pub async fn start(url: &str) -> Result<Router, Box<dyn Error + Send + Sync>> {
    let pool = Pool::connect(url).await?;
    let (place, snapshot) = pool.expected();
    let checker = Checker::from_snapshot(place, snapshot)?.with_deadline(Duration::from_secs(5));
    checker.at_start(&pool, Policy::Refuse).await?;

    let probe = Probe::new(checker, &pool).with_max_age(Duration::from_secs(30));
    let service = Arc::new(Service { pool, probe });
    Ok(Router::new()
        .route("/books", get(books))
        .route("/health", get(health))
        .with_state(service))
}

async fn books(State(service): State<Arc<Service>>) -> Result<Json<Value>, StatusCode> {
    let titles = service.pool.titles().await;
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
