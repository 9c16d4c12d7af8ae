//! Servers that do not answer, or not in time, and other ways to reach one.

use std::time::{Duration, Instant};

use schemadrift_core::question::{Answer, Question, QuestionContext};
use schemadrift_live::{ConnectOptions, ErrorKind, Inquiry, connect};
use sqlx::{Connection, PgConnection, raw_sql};
use tokio::net::TcpListener;

use crate::scratch::{Scratch, address, fetch_text, read, server_url};

#[tokio::test]
async fn a_server_that_never_answers_is_given_up() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let options = ConnectOptions {
        connect_timeout: Duration::from_millis(300),
        ..ConnectOptions::default()
    };
    let begun = Instant::now();
    let url = address(&format!("postgresql://u:hunter2@127.0.0.1:{port}/d"));
    let error = connect(&url, &options).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout);
    assert!(begun.elapsed() < Duration::from_secs(3));
    assert!(error.to_string().contains(&port.to_string()));
    assert!(!format!("{error} {error:?}").contains("hunter2"));
}

#[tokio::test]
async fn nobody_listening_is_told_so_and_the_next_host_is_tried() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    drop(listener);
    let dead = format!("postgresql://u@127.0.0.1:{port}/d");
    let error = connect(&address(&dead), &ConnectOptions::default())
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Unreachable);
    let place = url::Url::parse(&server_url()).unwrap();
    let (user, host) = (place.username(), place.host_str().unwrap());
    let two = format!(
        "postgresql://{user}@127.0.0.1:{port},{host}:{}/postgres",
        place.port().unwrap_or(5432)
    );
    let live = read(&two).await;
    assert_eq!(live.server.port, place.port());
}

#[tokio::test]
async fn what_is_no_server_is_told_so() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let _sent = stream.try_write(b"HTTP/1.1 400 Bad Request\r\n\r\n");
            tokio::time::sleep(Duration::from_millis(200)).await;
        }
    });
    let url = address(&format!(
        "postgresql://u@127.0.0.1:{port}/d?sslmode=disable"
    ));
    let error = connect(&url, &ConnectOptions::default()).await.unwrap_err();
    assert!(
        matches!(error.kind(), ErrorKind::Server | ErrorKind::Unreachable),
        "{error}"
    );
}

#[tokio::test]
async fn a_server_without_encryption_is_refused_where_it_is_required() {
    if fetch_text(&server_url(), "SHOW ssl").await == "on" {
        return;
    }
    let url = address(&format!("{}?sslmode=require", server_url()));
    let error = connect(&url, &ConnectOptions::default()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Tls);
    assert!(error.help().unwrap().contains("sslmode"));
}

#[tokio::test]
async fn a_locked_table_does_not_hold_us_up() {
    let scratch =
        Scratch::new("CREATE TABLE held (a integer); CREATE VIEW v AS SELECT a FROM held").await;
    let mut holder = PgConnection::connect(&scratch.url()).await.unwrap();
    raw_sql("BEGIN; LOCK TABLE held IN ACCESS EXCLUSIVE MODE")
        .execute(&mut holder)
        .await
        .unwrap();
    let options = ConnectOptions {
        lock_timeout: Duration::from_millis(200),
        ..ConnectOptions::default()
    };
    let begun = Instant::now();
    let mut database = connect(&address(&scratch.url()), &options).await.unwrap();
    let read = database.read().await;
    assert!(begun.elapsed() < Duration::from_secs(3));
    if let Err(error) = read {
        assert_eq!(error.kind(), ErrorKind::Timeout);
        assert!(error.to_string().contains("lock"), "{error}");
    }
    database.close().await;
    holder.close().await.unwrap();
}

#[tokio::test]
async fn an_expression_that_runs_long_is_stopped() {
    let scratch = Scratch::new(
        "CREATE FUNCTION slow() RETURNS integer LANGUAGE plpgsql IMMUTABLE AS
             $$ BEGIN PERFORM pg_sleep(30); RETURN 1; END $$",
    )
    .await;
    let options = ConnectOptions {
        statement_timeout: Duration::from_millis(700),
        ..ConnectOptions::default()
    };
    let question = |expected: &str| Question {
        context: QuestionContext::Value {
            type_text: "integer".to_owned(),
        },
        expected: expected.to_owned(),
        found: "1".to_owned(),
    };
    let questions = [question("1"), question("slow()"), question("2 - 1")];
    let begun = Instant::now();
    let mut database = connect(&address(&scratch.url()), &options).await.unwrap();
    database.read().await.unwrap();
    let settled = database
        .settle(&Inquiry {
            questions: questions.to_vec(),
            ..Inquiry::default()
        })
        .await
        .unwrap();
    assert!(begun.elapsed() < Duration::from_secs(5));
    assert_eq!(settled.answers.get(&questions[0]), Some(&Answer::Same));
    for question in &questions[1..] {
        assert!(matches!(
            settled.answers.get(question),
            Some(Answer::Unknown(_))
        ));
    }
    database.close().await;
}

#[tokio::test]
async fn unix_sockets_work() {
    let folders = fetch_text(&server_url(), "SHOW unix_socket_directories").await;
    let folder = folders.split(',').next().unwrap().trim();
    assert!(
        folder.starts_with('/'),
        "the scratch server must listen on a Unix socket"
    );
    let place = url::Url::parse(&server_url()).unwrap();
    let (user, port) = (place.username(), place.port().unwrap_or(5432));
    let encoded = folder.replace('/', "%2F");
    for url in [
        format!("postgresql://{user}@localhost:{port}/postgres?host={folder}"),
        format!("postgresql://{user}@{encoded}:{port}/postgres"),
        format!("postgresql:///postgres?host={folder}&port={port}&user={user}&sslmode=require"),
    ] {
        let live = read(&url).await;
        assert_eq!(live.server.host.as_deref(), Some(folder));
    }
    let wrong = address(&format!(
        "postgresql://{user}@x/postgres?host={folder}/none"
    ));
    let error = connect(&wrong, &ConnectOptions::default())
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Unreachable);
}

#[tokio::test]
async fn odd_server_settings_change_nothing() {
    let sql = "CREATE TABLE a (t timestamptz DEFAULT '2020-01-02 03:04:05+00', i interval \
               DEFAULT '1 day 2 hours', b bytea DEFAULT '\\xdead', s text DEFAULT 'a\\b')";
    let scratch = Scratch::new(sql).await;
    let plain = scratch.read().await;
    for setting in [
        "datestyle = 'German'",
        "intervalstyle = 'sql_standard'",
        "timezone = 'Asia/Tokyo'",
        "bytea_output = 'escape'",
        "quote_all_identifiers = on",
        "standard_conforming_strings = off",
        "search_path = 'nowhere'",
        "default_transaction_read_only = on",
        "default_transaction_isolation = 'serializable'",
    ] {
        let sql = format!("ALTER DATABASE {} SET {setting}", scratch.name);
        crate::scratch::execute(&server_url(), &sql).await;
    }
    assert_eq!(scratch.read().await.reading.schema, plain.reading.schema);
}
