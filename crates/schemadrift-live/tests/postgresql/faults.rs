//! A network and a server that fail at every moment of a check: a clear error or the right answer, never a wrong one, and never
//! without end.

use std::time::{Duration, Instant};

use schemadrift_core::model::Schema;
use schemadrift_core::name::{Name, QualifiedName};
use schemadrift_core::question::{Question, QuestionContext};
use schemadrift_live::{ConnectOptions, ErrorKind, Inquiry, LiveError, connect};

use crate::proxy::{Fault, Proxy, cuts};
use crate::scratch::{Scratch, address, execute, fetch_text, read, server_url, unique, url_of};

const EVERY_KIND: &str = include_str!("every_kind.sql");

/// Longer than anything may take that is told to wait for less than a second.
const TOO_LONG: Duration = Duration::from_secs(20);

fn impatient() -> ConnectOptions {
    ConnectOptions {
        connect_timeout: Duration::from_millis(500),
        statement_timeout: Duration::from_millis(500),
        lock_timeout: Duration::from_millis(200),
        ..ConnectOptions::default()
    }
}

/// A whole check: connecting, reading, settling.
async fn check(url: &str, options: &ConnectOptions) -> Result<Schema, LiveError> {
    let mut database = connect(&address(url), options).await?;
    let answered = async {
        let live = database.read().await?;
        let question = Question {
            context: QuestionContext::Row {
                columns: vec![(Name::from("a"), "integer".to_owned())],
            },
            expected: "a > 0".to_owned(),
            found: "(0 < a)".to_owned(),
        };
        let inquiry = Inquiry {
            questions: vec![question],
            row_checks: vec![QualifiedName::new("public", "person")],
            ..Inquiry::default()
        };
        let settled = database.settle(&inquiry).await?;
        assert_eq!(settled.rows.len(), 1);
        Ok(live.reading.schema)
    }
    .await;
    database.close().await;
    answered
}

async fn server_behind(scratch: &Scratch, bytes: usize, fault: Fault) -> (Proxy, String) {
    let server = url::Url::parse(&server_url()).unwrap();
    let place = format!(
        "{}:{}",
        server.host_str().unwrap(),
        server.port().unwrap_or(5432)
    );
    let proxy = Proxy::before(place, bytes, fault).await;
    let mut url = url::Url::parse(&scratch.url()).unwrap();
    url.set_port(Some(proxy.port)).unwrap();
    (proxy, format!("{url}?sslmode=disable"))
}

/// How much a server says in a whole check, and what is read of it.
async fn whole_conversation(scratch: &Scratch) -> (usize, Schema) {
    let (proxy, url) = server_behind(scratch, usize::MAX, Fault::Cut).await;
    let schema = check(&url, &ConnectOptions::default()).await.unwrap();
    let passed = proxy.passed();
    proxy.end().await;
    (passed, schema)
}

#[tokio::test]
async fn a_connection_cut_at_any_byte_is_an_error_or_changes_nothing() {
    let scratch = Scratch::new(EVERY_KIND).await;
    let (bytes, schema) = whole_conversation(&scratch).await;
    let mut errors = 0;
    for cut in cuts(bytes) {
        let (proxy, url) = server_behind(&scratch, cut, Fault::Cut).await;
        let checked = tokio::time::timeout(TOO_LONG, check(&url, &impatient())).await;
        proxy.end().await;
        match checked.unwrap_or_else(|_| panic!("cut after {cut} bytes, it never ends")) {
            Ok(read) => assert_eq!(read, schema, "cut after {cut} of {bytes} bytes"),
            Err(error) => {
                errors += 1;
                let is_told = matches!(
                    error.kind(),
                    ErrorKind::Unreachable | ErrorKind::Server | ErrorKind::Timeout
                );
                assert!(is_told, "cut after {cut} of {bytes} bytes: {error}");
            }
        }
    }
    assert!(errors > 30, "of all cuts only {errors} were noticed");
}

#[tokio::test]
async fn a_server_that_falls_silent_is_given_up() {
    let scratch = Scratch::new(EVERY_KIND).await;
    let (bytes, _) = whole_conversation(&scratch).await;
    for part in 0..4 {
        let (proxy, url) = server_behind(&scratch, bytes * part / 4, Fault::Silence).await;
        let begun = Instant::now();
        let checked = tokio::time::timeout(TOO_LONG, check(&url, &impatient())).await;
        let error = checked.expect("it is given up").unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Timeout, "{error}");
        assert!(begun.elapsed() < TOO_LONG / 2, "it is waited for once");
        proxy.end().await;
    }
}

#[tokio::test]
async fn a_session_that_is_ended_by_an_administrator_says_so() {
    let scratch = Scratch::new("CREATE TABLE t (a integer)").await;
    let mut database = connect(&address(&scratch.url()), &ConnectOptions::default())
        .await
        .unwrap();
    database.read().await.unwrap();
    let end = format!(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity
         WHERE datname = '{}' AND application_name = 'schemadrift'",
        scratch.name
    );
    execute(&server_url(), &end).await;
    let inquiry = Inquiry {
        row_checks: vec![QualifiedName::new("public", "t")],
        ..Inquiry::default()
    };
    let error = database.settle(&inquiry).await.unwrap_err();
    assert!(
        matches!(error.kind(), ErrorKind::Unreachable | ErrorKind::Server),
        "{error}"
    );
    database.close().await;
}

#[tokio::test]
async fn a_catalog_that_the_role_may_not_read_is_an_error_about_rights() {
    let scratch = Scratch::new("CREATE TABLE t (a integer)").await;
    let (_, url) = scratch.role().await;
    let whole = read(&url).await.reading.schema;
    let mut refused = 0;
    for catalog in [
        "pg_class",
        "pg_attribute",
        "pg_attrdef",
        "pg_constraint",
        "pg_index",
        "pg_type",
        "pg_enum",
        "pg_namespace",
        "pg_depend",
        "pg_extension",
        "pg_proc",
        "pg_trigger",
        "pg_policy",
        "pg_sequence",
        "pg_rewrite",
        "pg_description",
        "pg_collation",
        "pg_opclass",
        "pg_am",
    ] {
        execute(
            &scratch.url(),
            &format!("REVOKE SELECT ON pg_catalog.{catalog} FROM PUBLIC"),
        )
        .await;
        let checked = check_reading(&url).await;
        execute(
            &scratch.url(),
            &format!("GRANT SELECT ON pg_catalog.{catalog} TO PUBLIC"),
        )
        .await;
        match checked {
            Ok(schema) => assert_eq!(schema, whole, "without {catalog}"),
            Err(error) => {
                refused += 1;
                assert_eq!(
                    error.kind(),
                    ErrorKind::Rights,
                    "without {catalog}: {error}"
                );
                assert!(error.to_string().contains(catalog), "{error}");
            }
        }
    }
    assert!(refused >= 10, "only {refused} catalogs are read");
}

async fn check_reading(url: &str) -> Result<Schema, LiveError> {
    let mut database = connect(&address(url), &ConnectOptions::default()).await?;
    let read = database.read().await;
    database.close().await;
    read.map(|live| live.reading.schema)
}

/// A database in an encoding of its own, dropped in the end.
async fn encoded(encoding: &str, script: &str) -> (String, String) {
    let name = unique("encoded");
    let make = format!(
        "CREATE DATABASE {name} ENCODING '{encoding}' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0"
    );
    execute(&server_url(), &make).await;
    let url = url_of(&name, None);
    execute(&url, script).await;
    (name, url)
}

#[tokio::test]
async fn names_in_another_encoding_are_read_or_said_to_be_unreadable() {
    let (name, url) = encoded(
        "LATIN1",
        "CREATE TABLE \"stra\u{df}e\" (\"gr\u{f6}\u{df}e\" integer)",
    )
    .await;
    let schema = check_reading(&url).await.unwrap();
    let table = schema
        .tables
        .iter()
        .find(|table| table.name.name.as_str() == "stra\u{df}e");
    let column = &table.expect("the table is read").columns[0];
    assert_eq!(column.name.as_str(), "gr\u{f6}\u{df}e");
    execute(&server_url(), &format!("DROP DATABASE {name}")).await;

    // SQL_ASCII means that nobody knows: bytes that are no UTF-8 come as they are.
    let make = "DO $$ BEGIN EXECUTE 'CREATE TABLE t (\"a' || convert_from('\\xff'::bytea, 'SQL_ASCII') || '\" integer)'; END $$";
    let (name, url) = encoded("SQL_ASCII", make).await;
    let read = tokio::time::timeout(TOO_LONG, check_reading(&url)).await;
    match read.expect("it ends") {
        Ok(schema) => {
            let column = schema.tables[0].columns[0].name.as_str().to_owned();
            assert!(column.contains('\u{fffd}'), "{column:?}");
        }
        Err(error) => assert_eq!(error.kind(), ErrorKind::Server, "{error}"),
    }
    assert_eq!(
        fetch_text(&server_url(), "SELECT 'still there'").await,
        "still there"
    );
    execute(&server_url(), &format!("DROP DATABASE {name}")).await;
}
