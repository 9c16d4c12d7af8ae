//! Queries of a test.

fn q1() {
    sqlx::query!(r#"SELECT u.id, o.id AS other FROM users u LEFT JOIN users o ON o.id = u.id + 1"#);
}
