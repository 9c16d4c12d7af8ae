//! Queries of a test.

fn q1() {
    sqlx::query!(r#"SELECT email FROM users WHERE id = $1"#);
}
