//! What a server says to questions.

use schemadrift_core::name::Name;
use schemadrift_core::question::{Answer, Question, QuestionContext};
use schemadrift_live::{ConnectOptions, Inquiry, connect};

use crate::scratch::{Scratch, address};

fn value(type_text: &str, expected: &str, found: &str) -> Question {
    Question {
        context: QuestionContext::Value {
            type_text: type_text.to_owned(),
        },
        expected: expected.to_owned(),
        found: found.to_owned(),
    }
}

fn row(expected: &str, found: &str) -> Question {
    let columns = [
        ("n", "integer"),
        ("v", "character varying(20)"),
        ("m", "mood"),
        ("odd\"name", "text"),
    ];
    Question {
        context: QuestionContext::Row {
            columns: columns
                .map(|(name, data_type)| (Name::from(name), data_type.to_owned()))
                .to_vec(),
        },
        expected: expected.to_owned(),
        found: found.to_owned(),
    }
}

async fn answers(sql: &str, questions: &[Question]) -> Vec<Answer> {
    let scratch = Scratch::new(sql).await;
    let (_, url) = scratch.role().await;
    let mut database = connect(&address(&url), &ConnectOptions::default())
        .await
        .unwrap();
    database.read().await.unwrap();
    let settled = database
        .settle(&Inquiry {
            questions: questions.to_vec(),
            ..Inquiry::default()
        })
        .await
        .unwrap();
    database.close().await;
    questions
        .iter()
        .map(|question| settled.answers.get(question).unwrap().clone())
        .collect()
}

const MOOD: &str = "CREATE TYPE mood AS ENUM ('sad', 'ok')";

#[tokio::test]
async fn what_means_the_same_is_the_same() {
    let questions = [
        value("integer", "1 + 1", "2"),
        value("text", "'a' || 'b'", "('a'::text || 'b'::text)"),
        value(
            "timestamp with time zone",
            "current_timestamp + interval '1 day'",
            "(CURRENT_TIMESTAMP + '1 day'::interval)",
        ),
        value("mood", "'ok'", "'ok'::mood"),
        value("integer[]", "'{1,2}'", "ARRAY[1, 2]"),
        row(
            "v in ('a', 'b')",
            "((v)::text = ANY ((ARRAY['a'::character varying, 'b'::character varying])::text[]))",
        ),
        row("n between 1 and 5", "((n >= 1) AND (n <= 5))"),
        row("m = 'sad'", "(m = 'sad'::mood)"),
        row("lower(v)", "lower((v)::text)"),
        row(
            "\"odd\"\"name\" = E'\\\\' || '$$'",
            "(\"odd\"\"name\" = ('\\'::text || '$$'::text))",
        ),
    ];
    for (answer, question) in answers(MOOD, &questions).await.iter().zip(&questions) {
        assert_eq!(answer, &Answer::Same, "{question:?}");
    }
}

#[tokio::test]
async fn what_means_something_else_differs() {
    let questions = [
        value("integer", "1 + 1", "3"),
        value(
            "timestamp with time zone",
            "now() + interval '1 day'",
            "(now() + '2 days'::interval)",
        ),
        row("v in ('a', 'b')", "((v)::text = 'a'::text)"),
        row("n > 0", "(n >= 0)"),
        row("lower(v)", "upper((v)::text)"),
    ];
    for (answer, question) in answers(MOOD, &questions).await.iter().zip(&questions) {
        assert_eq!(answer, &Answer::Different, "{question:?}");
    }
}

#[tokio::test]
async fn one_bad_question_spoils_no_other() {
    let questions = [
        row("n > 0", "(0 < n)"),
        row("gone > 0", "(n > 0)"),
        row("n >", "(n > 0)"),
        row("n = (SELECT 1)", "(n = (SELECT 2))"),
        row("n > 0", "(n > 0)"),
        value("no_such_type", "1", "1"),
        value("integer", "generate_series(1, 2)", "generate_series(1, 2)"),
    ];
    let answers = answers(MOOD, &questions).await;
    let unknown: Vec<bool> = answers
        .iter()
        .map(|answer| matches!(answer, Answer::Unknown(_)))
        .collect();
    assert_eq!(unknown, [false, true, true, true, false, true, true]);
    assert_eq!(answers[4], Answer::Same);
    assert_eq!(
        answers[1],
        Answer::Unknown("column \"gone\" does not exist".to_owned())
    );
}

#[tokio::test]
async fn many_questions_are_settled_at_once() {
    let questions: Vec<Question> = (0..2_000)
        .map(|number| {
            value(
                "integer",
                &format!("{number} + 1"),
                &format!("{}", number + 1),
            )
        })
        .collect();
    let answers = answers("", &questions).await;
    assert_eq!(answers.len(), 2_000);
    assert!(answers.iter().all(|answer| answer == &Answer::Same));
}

const TABLES: &str = "CREATE TABLE users (id integer PRIMARY KEY, email varchar(50), age integer, \
    active boolean); CREATE TABLE posts (id integer PRIMARY KEY, user_id integer, title text, \
    at timestamptz); CREATE INDEX by_time ON posts (at); CREATE INDEX active ON users (id) WHERE \
    active; CREATE TABLE parts (id integer) PARTITION BY LIST (id); \
    GRANT SELECT ON ALL TABLES IN SCHEMA public TO PUBLIC";

fn query(expected: &str, found: &str) -> Question {
    Question {
        context: QuestionContext::Query {
            columns: vec![Name::from("a")],
            given: Vec::new(),
        },
        expected: expected.to_owned(),
        found: found.to_owned(),
    }
}

#[tokio::test]
async fn queries_that_ask_for_the_same_are_the_same() {
    let questions = [
        ("SELECT id AS a FROM users WHERE active", "SELECT users.id AS a FROM users WHERE users.active"),
        ("SELECT age AS a FROM users WHERE email IN ('x', 'y')", "SELECT users.age AS a FROM users \
         WHERE ((users.email)::text = ANY ((ARRAY['x'::character varying, 'y'::character varying])::text[]))"),
        ("SELECT id a FROM posts ORDER BY at LIMIT 5 OFFSET 1", "SELECT posts.id AS a FROM posts \
         ORDER BY posts.at OFFSET 1 LIMIT 5"),
        ("SELECT count(*) AS a FROM users GROUP BY age -- by age", "SELECT count(*) AS a FROM users GROUP BY users.age"),
        ("SELECT id AS a FROM users WHERE id IN (SELECT user_id FROM posts)", "SELECT users.id AS a \
         FROM users WHERE (users.id IN ( SELECT posts.user_id FROM posts))"),
        ("SELECT rank() OVER (PARTITION BY user_id ORDER BY at) AS a FROM posts", "SELECT rank() OVER \
         (PARTITION BY posts.user_id ORDER BY posts.at) AS a FROM posts"),
    ]
    .map(|(expected, found)| query(expected, found));
    let answers = answers(TABLES, &questions).await;
    for (question, answer) in questions.iter().zip(answers) {
        assert_eq!(answer, Answer::Same, "{question:?}");
    }
}

#[tokio::test]
async fn queries_that_ask_for_something_else_differ() {
    let questions = [
        ("SELECT id AS a FROM users WHERE active", "SELECT id AS a FROM users"),
        ("SELECT id AS a FROM users WHERE age > 5", "SELECT id AS a FROM users WHERE age > 6"),
        ("SELECT id AS a FROM users", "SELECT age AS a FROM users"),
        ("SELECT id AS a FROM users", "SELECT id AS a FROM posts"),
        ("SELECT id AS a, age AS b FROM users", "SELECT id AS a FROM users"),
        ("SELECT id AS a FROM posts ORDER BY at", "SELECT id AS a FROM posts"),
        ("SELECT id AS a FROM posts ORDER BY at LIMIT 5", "SELECT id AS a FROM posts ORDER BY at LIMIT 6"),
        ("SELECT id AS a FROM posts ORDER BY at OFFSET 5", "SELECT id AS a FROM posts ORDER BY at OFFSET 6"),
        ("SELECT users.id AS a FROM users LEFT JOIN posts ON user_id = users.id", "SELECT users.id AS a \
         FROM users JOIN posts ON user_id = users.id"),
        ("SELECT DISTINCT ON (user_id) user_id AS a FROM posts ORDER BY user_id, at", "SELECT DISTINCT \
         ON (user_id, at) user_id AS a FROM posts ORDER BY user_id, at"),
        ("SELECT rank() OVER (PARTITION BY user_id ORDER BY at) AS a FROM posts", "SELECT rank() OVER \
         (PARTITION BY user_id, at) AS a FROM posts"),
        ("SELECT id AS a FROM users UNION SELECT id FROM posts", "SELECT id AS a FROM users UNION ALL \
         SELECT id FROM posts"),
        ("WITH RECURSIVE r (a) AS (SELECT 1 UNION SELECT a + 1 FROM r WHERE a < 5) SELECT a FROM r",
         "WITH RECURSIVE r (a) AS (SELECT 1 UNION ALL SELECT a + 1 FROM r WHERE a < 5) SELECT a FROM r"),
        ("SELECT count(*) AS a FROM users", "SELECT count(DISTINCT age) AS a FROM users"),
        ("SELECT string_agg(email, ',' ORDER BY id) AS a FROM users", "SELECT string_agg(email, ',') AS a FROM users"),
    ]
    .map(|(expected, found)| query(expected, found));
    let answers = answers(TABLES, &questions).await;
    for (question, answer) in questions.iter().zip(answers) {
        assert_eq!(answer, Answer::Different, "{question:?}");
    }
}

/// Plans show them from PostgreSQL 18 on.
#[tokio::test]
async fn other_frames_are_never_the_same() {
    let questions = [query(
        "SELECT sum(id) OVER (ORDER BY id ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) AS a FROM users",
        "SELECT sum(id) OVER (ORDER BY id ROWS BETWEEN 2 PRECEDING AND CURRENT ROW) AS a FROM users",
    )];
    let answers = answers(TABLES, &questions).await;
    assert_eq!(answers.len(), 1);
    assert_ne!(answers[0], Answer::Same);
}

#[tokio::test]
async fn queries_whose_plans_do_not_tell_stay_open() {
    let questions = [
        (
            "SELECT a FROM (VALUES (1), (2)) AS v (a)",
            "SELECT a FROM (VALUES (1), (3)) AS v (a)",
        ),
        (
            "SELECT id AS a FROM users WHERE false AND age = 1",
            "SELECT id AS a FROM users WHERE false AND age = 2",
        ),
        (
            "SELECT id AS a FROM parts WHERE id = 1",
            "SELECT id AS a FROM parts WHERE id = 2",
        ),
        ("SELECT id AS a FROM nowhere", "SELECT id AS a FROM users"),
        (
            "SELECT u.id AS a FROM users u",
            "SELECT x.id AS a FROM users x",
        ),
        (
            "SELECT id AS a FROM users; DROP TABLE users",
            "SELECT id AS a FROM users",
        ),
        (
            "SELECT 1 AS a) AS x; DROP TABLE users; SELECT 1 FROM (SELECT 1",
            "SELECT id AS a FROM users",
        ),
        ("SELECT id AS b FROM users", "SELECT id AS a FROM users"),
    ]
    .map(|(expected, found)| query(expected, found));
    let answers = answers(TABLES, &questions).await;
    for (question, answer) in questions.iter().zip(answers) {
        assert!(
            matches!(answer, Answer::Unknown(_)),
            "{question:?} {answer:?}"
        );
    }
}
