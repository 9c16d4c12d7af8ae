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
