//! Owns asking a server which version it is.

use sqlx::{Connection, MySqlConnection, PgConnection};

use crate::failure::{Failure, OrFail};

/// The version that a server states, such as `10.11.19`.
///
/// # Errors
/// If it cannot be asked.
pub(super) fn of(url: &str) -> Result<String, Failure> {
    let said = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .or_fail("could not make a runtime")?
        .block_on(ask(url))
        .or_fail("could not ask the server for its version")?;
    Ok(number(&said).to_owned())
}

async fn ask(url: &str) -> Result<String, sqlx::Error> {
    if url.starts_with("postgres") {
        let mut connection = PgConnection::connect(url).await?;
        return sqlx::query_scalar("SELECT current_setting('server_version')")
            .fetch_one(&mut connection)
            .await;
    }
    // The driver knows one scheme.
    let url = url.replacen("mariadb://", "mysql://", 1);
    let mut connection = MySqlConnection::connect(&url).await?;
    sqlx::query_scalar("SELECT CAST(version() AS CHAR)")
        .fetch_one(&mut connection)
        .await
}

/// The number at the start of what a server says of itself.
fn number(said: &str) -> &str {
    let end = said.find(|character: char| !character.is_ascii_digit() && character != '.');
    &said[..end.unwrap_or(said.len())]
}

/// Whether a server of this version is the one that a row means.
pub(super) fn is_meant(stated: &str, row: &str) -> bool {
    stated
        .strip_prefix(row)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

#[cfg(test)]
mod tests {
    use super::{is_meant, number};

    #[test]
    fn a_version_is_told_from_what_follows_it() {
        assert_eq!(number("10.11.19-MariaDB-0+deb12u1"), "10.11.19");
        assert_eq!(number("15.14 (Debian 15.14-0+deb12u1)"), "15.14");
        assert_eq!(number("9.7.4"), "9.7.4");
    }

    #[test]
    fn a_row_means_the_versions_that_begin_with_it() {
        assert!(is_meant("9.7.4", "9"));
        assert!(is_meant("10.11.19", "10.11"));
        assert!(!is_meant("10.11.19", "10.1"));
        assert!(!is_meant("8.4.1", "8.0"));
    }
}
