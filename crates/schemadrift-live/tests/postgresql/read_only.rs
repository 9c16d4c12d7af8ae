//! Nothing is ever written.

use std::sync::{Arc, Mutex};

use schemadrift_core::question::{Answer, Question, QuestionContext};
use schemadrift_live::{ConnectOptions, Inquiry, connect};

use crate::scratch::{Scratch, address, fetch_text};

/// The next transaction that writes gets this number.
async fn transactions_and_rows(scratch: &Scratch) -> String {
    let counter = "SELECT txid_snapshot_xmax(txid_current_snapshot())::text || ' ' || \
                   (SELECT count(*) FROM marks)::text";
    fetch_text(&scratch.url(), counter).await
}

fn question(expected: &str) -> Question {
    Question {
        context: QuestionContext::Value {
            type_text: "integer".to_owned(),
        },
        expected: expected.to_owned(),
        found: "1".to_owned(),
    }
}

#[tokio::test]
async fn reading_and_settling_leave_no_trace() {
    let scratch = Scratch::new(
        "CREATE TABLE marks (a integer);
         CREATE FUNCTION insert_mark() RETURNS integer LANGUAGE plpgsql AS
             $$ BEGIN INSERT INTO marks VALUES (1); RETURN 1; END $$;
         CREATE FUNCTION mark() RETURNS integer LANGUAGE plpgsql IMMUTABLE AS
             $$ BEGIN PERFORM insert_mark(); RETURN 1; END $$;",
    )
    .await;
    let before = transactions_and_rows(&scratch).await;
    let mut database = connect(&address(&scratch.url()), &ConnectOptions::default())
        .await
        .unwrap();
    database.read().await.unwrap();
    // The planner runs immutable functions; the transaction stops what they do.
    let writes = question("mark()");
    let breaks_out = question("1); COMMIT; INSERT INTO marks VALUES (2); SELECT (1");
    let fine = question("2 - 1");
    let questions = [writes.clone(), breaks_out.clone(), fine.clone()];
    let settled = database
        .settle(&Inquiry {
            questions: questions.to_vec(),
            ..Inquiry::default()
        })
        .await
        .unwrap();
    let Some(Answer::Unknown(reason)) = settled.answers.get(&writes) else {
        panic!("{:?}", settled.answers)
    };
    assert!(reason.contains("read-only transaction"), "{reason}");
    assert!(matches!(
        settled.answers.get(&breaks_out),
        Some(Answer::Unknown(_))
    ));
    assert_eq!(settled.answers.get(&fine), Some(&Answer::Same));
    database.close().await;
    assert_eq!(transactions_and_rows(&scratch).await, before);
}

#[tokio::test]
async fn every_statement_is_announced_and_none_writes() {
    let scratch = Scratch::new("CREATE TABLE a (b integer)").await;
    let heard = Arc::new(Mutex::new(Vec::new()));
    let listener = Arc::clone(&heard);
    let options = ConnectOptions {
        statements: Some(Arc::new(move |sql: &str| {
            listener.lock().unwrap().push(sql.to_owned());
        })),
        ..ConnectOptions::default()
    };
    let mut database = connect(&address(&scratch.url()), &options).await.unwrap();
    let live = database.read().await.unwrap();
    database
        .settle(&Inquiry {
            questions: vec![question("1")],
            ..Inquiry::default()
        })
        .await
        .unwrap();
    database.close().await;
    let heard = heard.lock().unwrap();
    assert!(heard[0].contains("READ ONLY"));
    assert!(heard.len() > live.size.statements);
    for sql in heard.iter() {
        let word = sql
            .lines()
            .find(|line| !line.starts_with("--"))
            .and_then(|line| line.split_whitespace().next())
            .unwrap_or_default();
        assert!(
            ["BEGIN", "SET", "SELECT", "DO", "ROLLBACK"].contains(&word),
            "{sql}"
        );
    }
}
