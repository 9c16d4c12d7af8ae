//! Turns what the driver and the server say into errors that name server, database and role.

use sqlx::mysql::MySqlDatabaseError;

use super::session::Failure;
use crate::error::{ErrorKind, LiveError};
use crate::options::ConnectOptions;
use crate::whom::{Whom, unreachable};

/// What helps where the socket is not found.
const NO_SOCKET: &str = "the path of the socket is not right";

/// The error for a connection that was not made.
pub(super) fn connecting(error: &sqlx::Error, whom: &Whom) -> LiveError {
    match error {
        sqlx::Error::Database(answer) => refused(number(error), answer.message(), whom),
        sqlx::Error::Tls(reason) => {
            let reason = reason.to_string();
            let needs_key = reason.to_ascii_lowercase().contains("rsa");
            if needs_key {
                needs_tls(whom)
            } else {
                no_tls(&reason, whom)
            }
        }
        sqlx::Error::Configuration(reason)
            if reason.to_string().to_ascii_lowercase().contains("rsa") =>
        {
            needs_tls(whom)
        }
        sqlx::Error::Io(trouble) => unreachable(trouble, whom, NO_SOCKET),
        other => LiveError::new(
            ErrorKind::Server,
            format!("{} does not answer as MySQL does: {other}", whom.server()),
        )
        .with_help("check host and port: another kind of server may listen there"),
    }
}

fn no_tls(reason: &str, whom: &Whom) -> LiveError {
    LiveError::new(
        ErrorKind::Tls,
        format!("no encrypted connection to {whom}: {reason}"),
    )
    .with_help(
        "`ssl-mode=DISABLED` connects without encryption; `ssl-ca=PATH` names the authority's \
         certificate",
    )
}

/// Without encryption a password of `caching_sha2_password` would need a key exchange of its own
/// (<https://dev.mysql.com/doc/refman/en/caching-sha2-pluggable-authentication.html>).
fn needs_tls(whom: &Whom) -> LiveError {
    LiveError::new(
        ErrorKind::Authentication,
        format!("the server takes the password for {whom} only over an encrypted connection"),
    )
    .with_help(
        "leave out `ssl-mode=DISABLED` and let the server offer TLS, or connect through its Unix \
         socket with `?socket=PATH`",
    )
}

/// The number of the server's own error
/// (<https://dev.mysql.com/doc/mysql-errors/en/server-error-reference.html>).
pub(super) fn number(error: &sqlx::Error) -> u16 {
    error
        .as_database_error()
        .and_then(|answer| answer.try_downcast_ref::<MySqlDatabaseError>())
        .map_or(0, MySqlDatabaseError::number)
}

/// What the server says of a statement that it refuses.
pub(super) fn said(failure: &Failure) -> Option<String> {
    match failure {
        Failure::Driver(sqlx::Error::Database(answer)) => Some(answer.message().to_owned()),
        Failure::Driver(_) | Failure::Silence(_) => None,
    }
}

/// Whether the server gave up a statement for a limit that was set.
pub(super) fn is_limit(failure: &Failure) -> bool {
    match failure {
        Failure::Driver(error) => matches!(number(error), 3024 | 1969 | 1205),
        Failure::Silence(_) => true,
    }
}

/// The error for a message that was not answered in full.
pub(super) fn reading(failure: &Failure, whom: &Whom, options: &ConnectOptions) -> LiveError {
    match failure {
        Failure::Silence(patience) => LiveError::new(
            ErrorKind::Timeout,
            format!("no answer from {whom} for {} s", patience.as_secs_f64()),
        ),
        Failure::Driver(error @ sqlx::Error::Database(answer)) => {
            let message = answer.message();
            match number(error) {
                3024 | 1969 => LiveError::new(
                    ErrorKind::Timeout,
                    format!(
                        "a statement on {whom} took longer than {} s",
                        options.statement_timeout.as_secs_f64()
                    ),
                ),
                1205 => LiveError::new(
                    ErrorKind::Timeout,
                    format!(
                        "a lock on {whom} was not free within {} s",
                        options.lock_timeout.as_secs_f64()
                    ),
                )
                .with_help("try again when no migration is running"),
                1142 | 1143 | 1227 => LiveError::new(
                    ErrorKind::Rights,
                    format!("the role may not read {whom}: {message}"),
                ),
                _ => LiveError::new(ErrorKind::Server, format!("{whom} answered: {message}")),
            }
        }
        Failure::Driver(sqlx::Error::Io(trouble)) => LiveError::new(
            ErrorKind::Unreachable,
            format!("the connection to {whom} broke: {trouble}"),
        ),
        Failure::Driver(other) => {
            LiveError::new(ErrorKind::Server, format!("reading {whom} failed: {other}"))
        }
    }
}

/// What the server says when it turns a role away.
fn refused(number: u16, message: &str, whom: &Whom) -> LiveError {
    match number {
        1045 | 1698 => {
            let help = if whom.has_password {
                "check user and password; odd characters in a URL must be percent-encoded"
            } else {
                "the URL holds no password: write `mysql://user:password@host/database`"
            };
            LiveError::new(
                ErrorKind::Authentication,
                format!("wrong password for {whom}"),
            )
            .with_help(help)
        }
        1044 => LiveError::new(ErrorKind::Rights, format!("the role may not use {whom}"))
            .with_help(format!(
                "grant it: `GRANT SELECT, SHOW VIEW, TRIGGER ON `{}`.* TO …`",
                whom.database
            )),
        1049 => LiveError::new(
            ErrorKind::NoSuchDatabase,
            format!(
                "the server at {} has no database `{}`",
                whom.server(),
                whom.database
            ),
        )
        .with_help("check the name, or create the database and run its migrations"),
        1040 | 1203 => LiveError::new(
            ErrorKind::Unreachable,
            format!(
                "the server at {} takes no more connections: {message}",
                whom.server()
            ),
        ),
        1251 | 2059 => needs_tls(whom),
        _ => LiveError::new(ErrorKind::Server, format!("{whom} was refused: {message}")),
    }
}
