//! Few round trips, however many tables: counted by a proxy between us and the server.

use std::sync::{Arc, Mutex};

use schemadrift_core::name::{Name, QualifiedName};
use schemadrift_core::question::{Question, QuestionContext};
use schemadrift_live::{ConnectOptions, Inquiry, connect};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

use crate::scratch::{Scratch, address, server_url};

/// The kinds of messages that a client sent after its start-up message, in order.
type Messages = Arc<Mutex<Vec<char>>>;

/// Starts a proxy in front of the scratch server: its port, and its end.
async fn proxy(messages: Messages) -> (u16, JoinHandle<()>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let serving = tokio::spawn(async move {
        let (client, _) = listener.accept().await.unwrap();
        let server = url::Url::parse(&server_url()).unwrap();
        let place = format!(
            "{}:{}",
            server.host_str().unwrap(),
            server.port().unwrap_or(5432)
        );
        let server = TcpStream::connect(place).await.unwrap();
        let (mut from_client, mut to_client) = client.into_split();
        let (mut from_server, mut to_server) = server.into_split();
        tokio::spawn(async move {
            let _copied = tokio::io::copy(&mut from_server, &mut to_client).await;
        });
        // The start-up message has a length and no kind; every other one has both.
        let mut length = [0; 4];
        from_client.read_exact(&mut length).await.unwrap();
        pass_on(&mut from_client, &mut to_server, &length).await;
        let mut header = [0; 5];
        while from_client.read_exact(&mut header).await.is_ok() {
            messages.lock().unwrap().push(char::from(header[0]));
            to_server.write_all(&header[..1]).await.unwrap();
            let length: [u8; 4] = header[1..].try_into().unwrap();
            pass_on(&mut from_client, &mut to_server, &length).await;
        }
    });
    (port, serving)
}

async fn pass_on(
    from: &mut (impl AsyncReadExt + Unpin),
    to: &mut (impl AsyncWriteExt + Unpin),
    length: &[u8; 4],
) {
    let rest = usize::try_from(u32::from_be_bytes(*length)).unwrap() - 4;
    let mut body = vec![0; rest];
    from.read_exact(&mut body).await.unwrap();
    to.write_all(length).await.unwrap();
    to.write_all(&body).await.unwrap();
}

/// A ledger with one migration.
const LEDGER: &str = "CREATE TABLE _sqlx_migrations (
    version bigint PRIMARY KEY, description text NOT NULL, installed_on timestamptz NOT NULL DEFAULT now(),
    success boolean NOT NULL, checksum bytea NOT NULL, execution_time bigint NOT NULL
);
INSERT INTO _sqlx_migrations VALUES (1, 'init', now(), true, '\\x00ff', 5);";

/// What a client sends to read and settle, and how many tables it saw.
async fn messages_of(scratch: &Scratch, questions: &[Question]) -> (String, usize) {
    let messages = Messages::default();
    let (port, serving) = proxy(Arc::clone(&messages)).await;
    let mut url = url::Url::parse(&scratch.url()).unwrap();
    url.set_port(Some(port)).unwrap();
    let url = format!("{url}?sslmode=disable");
    let mut database = connect(&address(&url), &ConnectOptions::default())
        .await
        .unwrap();
    let live = database.read().await.unwrap();
    let tables: Vec<QualifiedName> = live
        .reading
        .schema
        .tables
        .iter()
        .map(|table| table.name.clone())
        .collect();
    let settled = database
        .settle(&Inquiry {
            questions: questions.to_vec(),
            row_checks: tables.clone(),
            ledgers: live.ledgers(&[]),
        })
        .await
        .unwrap();
    database.close().await;
    serving.await.unwrap();
    assert_eq!(live.size.round_trips, 1);
    assert_eq!(settled.rows.len(), tables.len());
    let ledgers: Vec<usize> = settled
        .ledgers
        .iter()
        .map(|ledger| ledger.as_ref().map_or(0, |ledger| ledger.rows.len()))
        .collect();
    assert_eq!(ledgers, [1]);
    let sent: String = messages
        .lock()
        .unwrap()
        .iter()
        .filter(|kind| **kind != 'p')
        .collect();
    let queries = sent.matches('Q').count();
    assert_eq!(queries, usize::try_from(settled.round_trips).unwrap() + 1);
    (sent, tables.len())
}

fn question(expected: &str) -> Question {
    Question {
        context: QuestionContext::Row {
            columns: vec![(Name::from("a"), "integer".to_owned())],
        },
        expected: expected.to_owned(),
        found: "(a > 0)".to_owned(),
    }
}

#[tokio::test]
async fn one_message_reads_and_one_settles() {
    let make = "DO $$ BEGIN FOR i IN 1..1000 LOOP
        EXECUTE format('CREATE TABLE t%s (id serial PRIMARY KEY, a integer CHECK (a > 0))', i);
        END LOOP; END $$";
    let questions = [question("a > 0"), question("0 < a"), question("nonsense(a")];
    let one = Scratch::new(&format!("{LEDGER} CREATE TABLE t (a integer)")).await;
    let many = Scratch::new(&format!("{LEDGER} {make}")).await;
    assert_eq!(messages_of(&one, &questions).await, ("QQX".to_owned(), 1));
    assert_eq!(
        messages_of(&many, &questions).await,
        ("QQX".to_owned(), 1000)
    );
}

#[tokio::test]
async fn a_server_without_pl_pgsql_takes_one_message_more() {
    let scratch = Scratch::new(&format!(
        "{LEDGER} CREATE TABLE t (a integer); DROP EXTENSION plpgsql;"
    ))
    .await;
    let (sent, _) = messages_of(&scratch, &[question("a > 0")]).await;
    assert_eq!(sent, "QQQX");
}
