//! Queries of a test.

fn q1() {
    sqlx::query!(r#"SELECT * FROM users"#);
}
