//! Nothing is ever written.

use std::sync::{Arc, Mutex};

use schemadrift_core::dialect::Engine;
use schemadrift_core::origin::Origin;
use schemadrift_core::query::{CachedQuery, Description};
use schemadrift_core::question::{Answer, Question, QuestionContext};
use schemadrift_live::{ConnectOptions, Inquiry, connect};

use crate::scratch::{Scratch, address, fetch_text};

/// What a write would leave in this database: rows of the table, bytes of its file (a write that
/// is taken back leaves those), and rows of the catalog with who made them. Other databases of the
/// server have no part in it, so tests beside this one do not disturb it.
async fn traces(scratch: &Scratch) -> String {
    let catalogs = [
        "pg_namespace",
        "pg_class",
        "pg_attribute",
        "pg_proc",
        "pg_type",
    ];
    let rows: Vec<String> = catalogs
        .iter()
        .map(|catalog| {
            format!("(SELECT md5(string_agg(xmin::text, ',' ORDER BY ctid)) FROM {catalog})")
        })
        .collect();
    let traces = format!(
        "SELECT concat_ws(' ', (SELECT count(*) FROM marks), pg_relation_size('marks'), {})",
        rows.join(", ")
    );
    fetch_text(&scratch.url(), &traces).await
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
         CREATE FUNCTION make_type() RETURNS integer LANGUAGE plpgsql AS
             $$ BEGIN CREATE TYPE made AS ENUM ('a'); RETURN 1; END $$;
         CREATE FUNCTION mark() RETURNS integer LANGUAGE plpgsql IMMUTABLE AS
             $$ BEGIN PERFORM insert_mark(); RETURN 1; END $$;",
    )
    .await;
    let before = traces(&scratch).await;
    assert!(before.starts_with("0 0 "), "{before}");
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
    assert_eq!(traces(&scratch).await, before);
    // They do show a write where there is one.
    fetch_text(&scratch.url(), "SELECT insert_mark()::text").await;
    let with_row = traces(&scratch).await;
    assert!(with_row.starts_with("1 8192 "), "{with_row}");
    assert_eq!(with_row[6..], before[3..]);
    fetch_text(&scratch.url(), "SELECT make_type()::text").await;
    assert_ne!(traces(&scratch).await, with_row);
}

#[tokio::test]
async fn describing_a_query_runs_nothing() {
    let scratch = Scratch::new("CREATE TABLE marks (a integer)").await;
    let before = traces(&scratch).await;
    let query = |text: &str| CachedQuery {
        name: "query-1".to_owned(),
        engine: Engine::PostgreSql,
        text: text.to_owned(),
        columns: Vec::new(),
        parameters: None,
        cache: Origin::Unlocated,
        made_tables: Vec::new(),
        places: Vec::new(),
    };
    let queries = [
        query("INSERT INTO marks VALUES ($1) RETURNING a AS b"),
        query("INSERT INTO markers VALUES (1)"),
        query("DROP TABLE marks"),
        query("INSERT INTO marks VALUES (1); COMMIT"),
        query("SELECT count(*) FROM marks"),
    ];
    let mut database = connect(&address(&scratch.url()), &ConnectOptions::default())
        .await
        .unwrap();
    let said = database.describe(&queries).await.unwrap();
    database.close().await;
    let Description::Understood { columns, .. } = &said[0] else {
        panic!("{said:?}")
    };
    assert_eq!(columns[0].name, "b");
    let shown = columns[0].shows.as_ref().unwrap();
    assert_eq!(
        (shown.to_string().as_str(), shown.is_nullable),
        ("marks.a", true)
    );
    assert!(matches!(
        &said[1],
        Description::Refused {
            lacks_table: true,
            ..
        }
    ));
    assert!(matches!(&said[2], Description::Understood { .. }));
    assert!(
        !matches!(&said[3], Description::Understood { .. }),
        "{said:?}"
    );
    let Description::Understood { columns, .. } = &said[4] else {
        panic!("{said:?}")
    };
    assert_eq!(columns[0].type_name.as_deref(), Some("int8"));
    assert_eq!(traces(&scratch).await, before);
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
