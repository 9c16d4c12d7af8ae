//! Connections that fail, in words that help and hold no secret.

use std::time::Duration;

use schemadrift_live::{ConnectOptions, ErrorKind, LiveError, connect};

use crate::scratch::{Scratch, address, servers};

async fn refused(url: &str) -> LiveError {
    let options = ConnectOptions {
        connect_timeout: Duration::from_secs(5),
        ..ConnectOptions::default()
    };
    let error = connect(&address(url), &options).await.unwrap_err();
    assert!(!format!("{error} {error:?}").contains("hunter2"));
    error
}

fn changed(server: &str, change: impl Fn(&mut url::Url)) -> String {
    let mut url = url::Url::parse(server).unwrap();
    change(&mut url);
    url.to_string()
}

#[tokio::test]
async fn errors_say_what_is_wrong() {
    for server in servers() {
        let wrong_password = changed(&server, |url| url.set_password(Some("hunter2")).unwrap());
        let error = refused(&wrong_password).await;
        assert_eq!(error.kind(), ErrorKind::Authentication, "{error}");
        let no_database = changed(&server, |url| url.set_path("not_there"));
        let error = refused(&no_database).await;
        assert_eq!(error.kind(), ErrorKind::NoSuchDatabase, "{error}");
        let no_server = changed(&server, |url| url.set_port(Some(1)).unwrap());
        let error = refused(&no_server).await;
        assert_eq!(error.kind(), ErrorKind::Unreachable, "{error}");
        let scratch = Scratch::new(&server, "").await;
        let stranger = scratch.user("").await;
        let error = refused(&stranger).await;
        assert_eq!(error.kind(), ErrorKind::Rights, "{error}");
        assert!(error.help().unwrap().contains("GRANT SELECT"));
    }
}

#[tokio::test]
async fn a_password_that_needs_encryption_says_so() {
    for server in servers().iter().filter(|url| url.starts_with("mysql")) {
        let scratch = Scratch::new(server, "").await;
        let url = scratch
            .user("GRANT SELECT ON `{database}`.* TO {user}")
            .await;
        let plain = format!("{url}?ssl-mode=DISABLED");
        let error = refused(&plain).await;
        assert_eq!(error.kind(), ErrorKind::Authentication, "{error}");
        assert!(
            error.help().unwrap().contains("ssl-mode=DISABLED"),
            "{error}"
        );
        // Over TLS it is taken, whoever signed the certificate.
        let encrypted = format!("{url}?ssl-mode=REQUIRED");
        let database = connect(&address(&encrypted), &ConnectOptions::default()).await;
        database.unwrap().close().await;
    }
}
