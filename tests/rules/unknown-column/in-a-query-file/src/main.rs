pub async fn load(pool: &PgPool) {
    sqlx::query_file!("queries/users.sql").fetch_all(pool).await;
}
