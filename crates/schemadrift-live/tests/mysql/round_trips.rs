//! Few round trips, however many tables: counted by a proxy between us and the server.

use std::sync::{Arc, Mutex};

use schemadrift_core::name::QualifiedName;
use schemadrift_live::{ConnectOptions, Inquiry, RowPresence, connect};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

use crate::scratch::{Scratch, address, servers};

/// The kinds of commands that a client sent, in order.
type Commands = Arc<Mutex<Vec<u8>>>;

/// `COM_QUERY` (<https://dev.mysql.com/doc/dev/mysql-server/latest/page_protocol_com_query.html>).
const QUERY: u8 = 3;
/// `COM_QUIT`.
const QUIT: u8 = 1;

/// Starts a proxy in front of a server: its port, and its end.
async fn proxy(server: &str, commands: Commands) -> (u16, JoinHandle<()>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let server = url::Url::parse(server).unwrap();
    let place = format!(
        "{}:{}",
        server.host_str().unwrap(),
        server.port().unwrap_or(3306)
    );
    let serving = tokio::spawn(async move {
        let (client, _) = listener.accept().await.unwrap();
        let server = TcpStream::connect(place).await.unwrap();
        let (mut from_client, mut to_client) = client.into_split();
        let (mut from_server, mut to_server) = server.into_split();
        tokio::spawn(async move {
            let _copied = tokio::io::copy(&mut from_server, &mut to_client).await;
        });
        // Three bytes of length, then the number of the packet: a command begins with nought, what
        // belongs to the login does not.
        let mut header = [0; 4];
        while from_client.read_exact(&mut header).await.is_ok() {
            let length = u32::from_le_bytes([header[0], header[1], header[2], 0]);
            let mut body = vec![0; usize::try_from(length).unwrap()];
            from_client.read_exact(&mut body).await.unwrap();
            if header[3] == 0 {
                commands.lock().unwrap().push(body[0]);
            }
            to_server.write_all(&header).await.unwrap();
            to_server.write_all(&body).await.unwrap();
        }
    });
    (port, serving)
}

/// A ledger with one migration, and a table with a row.
const SCRIPT: &str = "CREATE TABLE _sqlx_migrations (
    version bigint PRIMARY KEY, description text NOT NULL,
    installed_on timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP,
    success boolean NOT NULL, checksum blob NOT NULL, execution_time bigint NOT NULL
);
INSERT INTO _sqlx_migrations VALUES (1, 'it''s \"init\"', now(), true, x'00ff', 5);
CREATE TABLE full_one (a int); INSERT INTO full_one VALUES (1);";

/// What a client sends to read and settle, and how many tables it saw.
async fn commands_of(scratch: &Scratch, gone: Option<&str>) -> (Vec<u8>, usize) {
    let commands = Commands::default();
    let (port, serving) = proxy(&scratch.server, Arc::clone(&commands)).await;
    let mut url = url::Url::parse(&scratch.url()).unwrap();
    url.set_port(Some(port)).unwrap();
    let url = format!("{url}?ssl-mode=DISABLED");
    let mut database = connect(&address(&url), &ConnectOptions::default())
        .await
        .unwrap();
    let live = database.read().await.unwrap();
    let mut tables: Vec<QualifiedName> = live
        .reading
        .schema
        .tables
        .iter()
        .map(|table| table.name.clone())
        .collect();
    tables.extend(gone.map(QualifiedName::bare));
    let settled = database
        .settle(&Inquiry {
            questions: Vec::new(),
            row_checks: tables.clone(),
            ledgers: live.ledgers(&[]),
        })
        .await
        .unwrap();
    database.close().await;
    serving.await.unwrap();
    assert_eq!(live.size.round_trips, 1);
    let presence = |name: &str| {
        let found = settled
            .rows
            .iter()
            .find(|(table, _)| table.name.as_str() == name);
        found.unwrap().1.clone()
    };
    assert_eq!(presence("full_one"), RowPresence::HasRows);
    assert_eq!(presence("t1"), RowPresence::Empty);
    if let Some(gone) = gone {
        assert!(matches!(presence(gone), RowPresence::NotVisible(_)));
    }
    let ledger = settled.ledgers[0].as_ref().unwrap();
    assert_eq!(ledger.rows.len(), 1);
    assert_eq!(ledger.rows[0].get("description"), Some("it's \"init\""));
    assert_eq!(
        ledger.rows[0]
            .get("checksum")
            .map(str::to_ascii_lowercase)
            .as_deref(),
        Some("00ff")
    );
    let sent = commands.lock().unwrap().clone();
    let queries = sent.iter().filter(|kind| **kind == QUERY).count();
    // The last one ends the transaction.
    assert_eq!(queries, usize::try_from(settled.round_trips).unwrap() + 2);
    (sent, tables.len())
}

fn tables(count: usize) -> String {
    let each = (1..=count).map(|number| {
        format!("CREATE TABLE t{number} (id int PRIMARY KEY, a int, KEY a (a), CHECK (a > 0));")
    });
    each.collect()
}

#[tokio::test]
async fn one_message_reads_and_one_settles() {
    for server in servers() {
        let one = Scratch::new(&server, &format!("{SCRIPT} {}", tables(1))).await;
        let many = Scratch::new(&server, &format!("{SCRIPT} {}", tables(60))).await;
        let expected = vec![QUERY, QUERY, QUERY, QUIT];
        assert_eq!(commands_of(&one, None).await, (expected.clone(), 2));
        assert_eq!(commands_of(&many, None).await, (expected, 61));
    }
}

#[tokio::test]
async fn a_statement_that_is_refused_costs_one_message_more() {
    for server in servers() {
        let scratch = Scratch::new(&server, &format!("{SCRIPT} {}", tables(1))).await;
        let (sent, _) = commands_of(&scratch, Some("gone")).await;
        assert_eq!(sent, [QUERY, QUERY, QUERY, QUERY, QUIT]);
    }
}
