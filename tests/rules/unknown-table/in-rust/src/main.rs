pub async fn load(pool: &PgPool) -> sqlx::Result<()> {
    sqlx::query("SELECT id FROM userz").execute(pool).await?;
    sqlx::query("SELECT id FROM users").execute(pool).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    fn only_a_test() {
        sqlx::query("SELECT id FROM nowhere");
    }
}
