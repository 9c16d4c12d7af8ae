//! What is asked in SQL.

use sqlx::SqlitePool;

pub async fn totals(pool: &SqlitePool) -> sqlx::Result<()> {
    sqlx::query!("SELECT u.city, SUM(o.total) AS sum FROM users u JOIN orders o ON o.user_id = u.id GROUP BY u.city") // users.city orders.total orders.user_id users.id
        .fetch_all(pool)
        .await?;
    sqlx::query_file!("queries/by_name.sql", "a").fetch_all(pool).await?;
    Ok(())
}
