//! Nothing is ever written, and the server itself would refuse it.

use std::sync::{Arc, Mutex};

use schemadrift_core::name::QualifiedName;
use schemadrift_live::{ConnectOptions, Inquiry, RowPresence, connect};

use crate::scratch::{Scratch, address, servers};

/// What a statement may begin with.
const HARMLESS: &[&str] = &[
    "SELECT",
    "SHOW",
    "SET",
    "START TRANSACTION",
    "ROLLBACK",
    "--",
];

#[tokio::test]
async fn only_reads_are_sent_in_a_read_only_transaction() {
    for server in servers() {
        let scratch = Scratch::new(&server, "CREATE TABLE marks (a int)").await;
        let sent = Arc::new(Mutex::new(Vec::new()));
        let listener = Arc::clone(&sent);
        let options = ConnectOptions {
            statements: Some(Arc::new(move |statement: &str| {
                listener.lock().unwrap().push(statement.to_owned());
            })),
            ..ConnectOptions::default()
        };
        let mut database = connect(&address(&scratch.url()), &options).await.unwrap();
        database.read().await.unwrap();
        // A name that would end the statement if it were not quoted.
        let hostile = QualifiedName::bare("marks`); INSERT INTO marks VALUES (1); --");
        let inquiry = Inquiry {
            row_checks: vec![hostile.clone(), QualifiedName::bare("marks")],
            ..Inquiry::default()
        };
        let settled = database.settle(&inquiry).await.unwrap();
        assert!(matches!(settled.rows[0].1, RowPresence::NotVisible(_)));
        assert_eq!(settled.rows[1].1, RowPresence::Empty);
        database.close().await;
        let sent = sent.lock().unwrap();
        assert!(sent.iter().any(|text| text.contains("READ ONLY")));
        for statement in sent.iter() {
            assert!(
                HARMLESS.iter().any(|verb| statement.starts_with(verb)),
                "{statement}"
            );
        }
    }
}
