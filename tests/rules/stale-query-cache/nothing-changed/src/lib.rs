//! Queries of a test.

fn q1() {
    sqlx::query!(r#"SELECT email FROM users WHERE id = $1"#);
}
fn q2() {
    sqlx::query!(r#"INSERT INTO users (id, email) VALUES ($1, $2)"#);
}
fn q3() {
    sqlx::query!(r#"SELECT count(*) AS "count!" FROM users"#);
}
