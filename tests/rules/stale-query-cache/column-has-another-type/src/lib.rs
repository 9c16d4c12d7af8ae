//! Queries of a test.

fn q1() {
    sqlx::query!(r#"SELECT id, email FROM users"#);
}
