//! Queries of a test.

fn q() {
    sqlx::query!(r#"SELECT email FROM users WHERE id = $1"#);
    sqlx::raw_sql("CREATE TEMPORARY TABLE import_users (id bigint)");
    sqlx::query!("INSERT INTO import_users (id) VALUES ($1)");
    sqlx::query!("INSERT INTO export_users (id) VALUES ($1)");
}
