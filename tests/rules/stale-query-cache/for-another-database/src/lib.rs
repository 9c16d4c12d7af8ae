//! Queries of a test.

fn q1() {
    sqlx::query!(r#"SELECT a FROM apples"#);
}
fn q2() {
    sqlx::query!(r#"SELECT b FROM bees"#);
}
