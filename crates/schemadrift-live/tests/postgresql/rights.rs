//! What a role without rights sees, and how servers turn roles away.

use schemadrift_core::name::QualifiedName;
use schemadrift_live::{ConnectOptions, ErrorKind, Inquiry, LiveError, RowPresence, connect};

use crate::scratch::{Scratch, address, execute, read, server_url, unique, url_of};

const EVERY_KIND: &str = include_str!("every_kind.sql");

#[tokio::test]
async fn the_right_to_connect_is_enough_to_read_everything() {
    let scratch = Scratch::new(EVERY_KIND).await;
    let (_, url) = scratch.role().await;
    execute(&scratch.url(), "REVOKE ALL ON SCHEMA public FROM PUBLIC").await;
    let of_owner = scratch.read().await;
    let of_role = read(&url).await;
    assert_eq!(of_role.reading.schema, of_owner.reading.schema);
    assert_eq!(of_role.left_out, of_owner.left_out);
    assert!(of_role.reading.problems.is_empty());
    assert!(!of_role.reading.schema.tables.is_empty());
    let namespaces: Vec<&str> = of_role
        .visible
        .schemas_without_usage
        .iter()
        .map(schemadrift_core::name::Name::as_str)
        .collect();
    assert_eq!(namespaces, ["app", "drizzle", "public"]);
    let hidden = |name: &str| {
        of_role
            .visible
            .unreadable(&QualifiedName::new("public", name))
    };
    assert_eq!(
        hidden("person"),
        Some("the role has no USAGE on the schema")
    );
    assert_eq!(
        of_owner
            .visible
            .unreadable(&QualifiedName::new("public", "person")),
        None
    );
}

#[tokio::test]
async fn rows_are_told_only_where_all_are_seen() {
    let scratch = Scratch::new(
        "CREATE TABLE full_table (a integer); INSERT INTO full_table VALUES (1);
         CREATE TABLE empty_table (a integer);
         CREATE TABLE secret (a integer); INSERT INTO secret VALUES (1);
         CREATE TABLE guarded (a integer); INSERT INTO guarded VALUES (1);
         ALTER TABLE guarded ENABLE ROW LEVEL SECURITY;",
    )
    .await;
    let (role, url) = scratch.role().await;
    let grant = format!("GRANT SELECT ON full_table, empty_table, guarded TO {role}");
    execute(&scratch.url(), &grant).await;
    let mut database = connect(&address(&url), &ConnectOptions::default())
        .await
        .unwrap();
    database.read().await.unwrap();
    let asked = [
        QualifiedName::bare("full_table"),
        QualifiedName::new("public", "empty_table"),
        QualifiedName::bare("secret"),
        QualifiedName::bare("guarded"),
        QualifiedName::bare("gone"),
    ];
    let settled = database
        .settle(&Inquiry {
            row_checks: asked.to_vec(),
            ..Inquiry::default()
        })
        .await
        .unwrap();
    let presence: Vec<_> = settled
        .rows
        .into_iter()
        .map(|(_, presence)| presence)
        .collect();
    assert_eq!(presence[0], RowPresence::HasRows);
    assert_eq!(presence[1], RowPresence::Empty);
    let not_visible = |reason: &str| RowPresence::NotVisible(reason.to_owned());
    assert_eq!(
        presence[2],
        not_visible("the role has no SELECT on the table")
    );
    assert_eq!(
        presence[3],
        not_visible("row-level security hides rows from the role")
    );
    assert_eq!(
        presence[4],
        not_visible("relation \"public.gone\" does not exist")
    );
    database.close().await;
}

async fn refusal(url: &str) -> LiveError {
    connect(&address(url), &ConnectOptions::default())
        .await
        .unwrap_err()
}

#[tokio::test]
async fn a_role_that_may_not_connect_is_told_so() {
    let scratch = Scratch::new("").await;
    let (role, url) = scratch.role().await;
    let revoke = format!("REVOKE CONNECT ON DATABASE {} FROM PUBLIC", scratch.name);
    execute(&scratch.url(), &revoke).await;
    let error = refusal(&url).await;
    assert_eq!(error.kind(), ErrorKind::Rights);
    let text = error.to_string();
    assert!(
        text.contains(&scratch.name) && text.contains(&role),
        "{text}"
    );
    assert!(error.help().unwrap().contains("GRANT CONNECT"));
    assert!(!format!("{error} {error:?}").contains("secret"));
}

#[tokio::test]
async fn a_missing_database_is_told_so() {
    let name = unique("none");
    let error = refusal(&url_of(&name, None)).await;
    assert_eq!(error.kind(), ErrorKind::NoSuchDatabase);
    assert!(error.to_string().contains(&name));
}

#[tokio::test]
async fn a_missing_role_is_told_so() {
    let role = unique("nobody");
    let error = refusal(&url_of("postgres", Some((&role, "hunter2")))).await;
    assert_eq!(error.kind(), ErrorKind::Authentication);
    assert!(error.to_string().contains(&role));
    assert!(!format!("{error} {error:?}").contains("hunter2"));
}

/// The server must ask for passwords from these roles; a scratch server that trusts everybody is
/// told to by a line in front of its `pg_hba.conf`.
#[tokio::test]
async fn a_wrong_password_is_told_so() {
    let scratch = Scratch::new("").await;
    let (role, url) = scratch.role().await;
    let file = crate::scratch::fetch_text(&server_url(), "SHOW hba_file").await;
    let before = std::fs::read_to_string(&file).unwrap();
    std::fs::write(
        &file,
        format!("host all {role} all scram-sha-256\n{before}"),
    )
    .unwrap();
    execute(&server_url(), "SELECT pg_reload_conf()").await;
    tokio::time::sleep(std::time::Duration::from_millis(300)).await;
    let wrong = refusal(&url.replace("secret", "hunter2")).await;
    let none = refusal(&url.replace(":secret", "")).await;
    let right = connect(&address(&url), &ConnectOptions::default()).await;
    std::fs::write(&file, before).unwrap();
    execute(&server_url(), "SELECT pg_reload_conf()").await;
    assert_eq!(wrong.kind(), ErrorKind::Authentication);
    assert!(wrong.to_string().contains(&role));
    assert!(!format!("{wrong} {wrong:?}").contains("hunter2"));
    assert_eq!(none.kind(), ErrorKind::Authentication, "{none}");
    assert!(none.help().unwrap().contains("no password"));
    right.unwrap().close().await;
}
