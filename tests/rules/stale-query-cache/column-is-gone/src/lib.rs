//! Queries of a test.

fn q1() {
    sqlx::query!(r#"SELECT email, name FROM users"#);
}
fn q2() {
    sqlx::query!(r#"UPDATE users SET name = $1"#);
}
