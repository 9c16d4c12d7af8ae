//! Queries of a test.

fn q1() {
    sqlx::query!(r#"SELECT email FROM users WHERE id = $1"#);
}
fn q2() {
    sqlx::query!(r#"SELECT email AS "email?" FROM users"#);
}
fn q3() {
    sqlx::query!(r#"SELECT email AS "email!" FROM users"#);
}
