//! Settles what only the server can say: which expressions mean the same, which tables hold rows,
//! what ledgers say. Everything goes in one message, and every item is tried for itself, so that one that
//! fails spoils no other.
//!
//! The expressions of a pair are planned over one synthetic row that never exists; the planner
//! prints both in its own normal form (`EXPLAIN (VERBOSE)`). No table is touched.

mod answer;
mod guard;
mod query;
mod statement;

use schemadrift_core::dialect::Engine;
use schemadrift_core::name::QualifiedName;
use schemadrift_core::question::{Answer, Answers};
use sqlx::Row;

use super::PostgreSqlDatabase;
use super::session::{Failure, Session, Step, deparse_settings, quoted};
use crate::error::LiveError;
use crate::ledger::LedgerPlace;
use crate::reading::{Inquiry, RowPresence, Settled};
use statement::together;

/// What came back for one item: the server's text, or why there is none.
type Outcome = Result<String, String>;

/// What came back for all that belongs to one item.
type Outcomes = Result<Vec<String>, String>;

/// Settles an inquiry.
pub(super) async fn settle(
    database: &mut PostgreSqlDatabase,
    inquiry: &Inquiry,
) -> Result<Settled, LiveError> {
    let mut asked = Asked::default();
    let question_places: Vec<Result<Vec<usize>, String>> = inquiry
        .questions
        .iter()
        .map(|question| {
            let statements = statement::plans(question)?;
            Ok(statements.into_iter().map(|sql| asked.add(sql)).collect())
        })
        .collect();
    let plans_queries = inquiry.questions.iter().any(query::is_asked_of);
    let row_places: Vec<Result<usize, String>> = inquiry
        .row_checks
        .iter()
        .map(|table| row_statement(database, table).map(|sql| asked.add(sql)))
        .collect();
    let ledger_places: Vec<Result<usize, String>> = inquiry
        .ledgers
        .iter()
        .map(|ledger| ledger_statement(database, ledger).map(|sql| asked.add(sql)))
        .collect();
    let (outcomes, round_trips) = if asked.statements.is_empty() {
        (Vec::new(), 0)
    } else {
        ask(
            &mut database.session,
            &database.search_path,
            &asked.statements,
            plans_queries,
        )
        .await?
    };
    let outcome = |place: &Result<usize, String>| -> Outcome {
        let place = place.as_ref().map_err(Clone::clone)?;
        let outcome = outcomes.get(*place).cloned();
        outcome.unwrap_or_else(|| Err("the server did not answer".to_owned()))
    };
    let mut answers = Answers::default();
    for (question, place) in inquiry.questions.iter().zip(&question_places) {
        let plans: Outcomes = place.clone().and_then(|places| {
            let plans = places.into_iter().map(|place| outcome(&Ok(place)));
            plans.collect()
        });
        let answer = match plans.as_deref() {
            Ok([plan]) => answer::of_plan(plan),
            Ok([expected, found]) => query::answer(question, expected, found),
            Ok(_) => Answer::Unknown("the server did not answer".to_owned()),
            Err(reason) => Answer::Unknown(reason.clone()),
        };
        answers.insert(question.clone(), answer);
    }
    let rows = inquiry.row_checks.iter().zip(&row_places);
    let rows = rows.map(|(table, place)| {
        let hidden = database.unreadable.get(&qualified(database, table));
        (table.clone(), presence(outcome(place), hidden))
    });
    let ledgers = inquiry.ledgers.iter().zip(&ledger_places);
    let ledgers = ledgers.map(|(ledger, place)| ledger.rows(&outcome(place)?));
    Ok(Settled {
        answers,
        rows: rows.collect(),
        ledgers: ledgers.collect(),
        round_trips,
    })
}

/// Statements to ask, each once.
#[derive(Debug, Default)]
struct Asked {
    statements: Vec<String>,
}

impl Asked {
    fn add(&mut self, statement: String) -> usize {
        self.statements.push(statement);
        self.statements.len() - 1
    }
}

fn qualified(database: &PostgreSqlDatabase, table: &QualifiedName) -> QualifiedName {
    let default = database
        .search_path
        .first()
        .map_or("public", String::as_str);
    match &table.schema {
        Some(_) => table.clone(),
        None => QualifiedName::new(default, table.name.clone()),
    }
}

/// The statement that looks for one row. Where row-level security hides some, a row that is seen
/// still proves that there is one.
fn row_statement(database: &PostgreSqlDatabase, table: &QualifiedName) -> Result<String, String> {
    let table = qualified(database, table);
    match database.unreadable.get(&table) {
        Some(reason) if !reason.starts_with("row-level security") => return Err(reason.clone()),
        Some(_) | None => {}
    }
    let schema = table.schema.as_ref().map(|schema| quoted(schema.as_str()));
    Ok(format!(
        "SELECT EXISTS (SELECT 1 FROM {}.{})",
        schema.unwrap_or_default(),
        quoted(table.name.as_str())
    ))
}

/// The statement that reads a ledger. One of which the role sees only some rows says nothing.
fn ledger_statement(database: &PostgreSqlDatabase, ledger: &LedgerPlace) -> Outcome {
    match database.unreadable.get(&ledger.name) {
        Some(reason) => Err(reason.clone()),
        None => Ok(ledger.statement(Engine::PostgreSql)),
    }
}

fn presence(outcome: Outcome, hidden: Option<&String>) -> RowPresence {
    match (outcome, hidden) {
        (Ok(text), _) if matches!(text.as_str(), "t" | "true") => RowPresence::HasRows,
        (Ok(_), None) => RowPresence::Empty,
        (Ok(_), Some(reason)) => RowPresence::NotVisible(reason.clone()),
        (Err(reason), _) => RowPresence::NotVisible(reason),
    }
}

/// Asks all statements in one message, and in a second one where the server has no PL/pgSQL.
/// Gives the outcomes and how many messages that took.
async fn ask(
    session: &mut Session,
    search_path: &[String],
    statements: &[String],
    plans_queries: bool,
) -> Result<(Vec<Outcome>, u32), LiveError> {
    let mut steps = opening(session, search_path);
    if plans_queries {
        steps.extend(query::settings());
    }
    let first = steps.len();
    steps.extend(together(statements).map(Step::silent));
    steps.push(Step::silent("ROLLBACK"));
    let mut texts = Vec::new();
    let failure = session
        .run_each(&steps, |step, row| {
            if step > first {
                texts.push(row.try_get_raw(0).ok().and_then(|value| {
                    let text = value.as_str().ok()?;
                    Some(text.to_owned())
                }));
            }
        })
        .await
        .err();
    match failure {
        None => {
            let text = texts.into_iter().flatten().next().unwrap_or_default();
            Ok((answer::outcomes(&text), 1))
        }
        Some(failure) if answer::lacks_language(&failure) => {
            let outcomes = ask_plainly(session, search_path, statements, plans_queries).await?;
            Ok((outcomes, 2))
        }
        Some(failure) => Ok((unanswered(session, &failure, statements.len())?, 1)),
    }
}

/// Asks statement by statement, still in one message: the first that fails ends it. Here the text
/// is read by the server as it stands, so a backslash, which older settings read as an escape,
/// is not let in.
async fn ask_plainly(
    session: &mut Session,
    search_path: &[String],
    statements: &[String],
    plans_queries: bool,
) -> Result<Vec<Outcome>, LiveError> {
    let mut steps = session.begin();
    steps.extend(deparse_settings());
    steps.push(path_step(search_path));
    if plans_queries {
        steps.extend(query::settings());
    }
    let first = steps.len();
    let refused = "the role may not use PL/pgSQL, which this question needs".to_owned();
    let mut outcomes = vec![Err(refused); statements.len()];
    let mut places = Vec::new();
    for (place, statement) in statements.iter().enumerate() {
        if !statement.contains('\\') {
            places.push(place);
            steps.push(Step::silent(statement.clone()));
        }
    }
    steps.push(Step::silent("ROLLBACK"));
    let failure = session
        .run_each(&steps, |step, row| {
            let place = step.checked_sub(first).and_then(|step| places.get(step));
            let text = row.try_get_raw(0).ok();
            let text = text.and_then(|value| value.as_str().ok().map(str::to_owned));
            if let (Some(place), Some(text)) = (place, text)
                && let Some(outcome) = outcomes.get_mut(*place)
            {
                *outcome = Ok(text);
            }
        })
        .await
        .err();
    match failure {
        None => Ok(outcomes),
        Some(failure) if failure.ends_the_session() => Err(session.error(&failure)),
        Some(_) => Ok(outcomes),
    }
}

/// An answer that the server refused as a whole leaves every question open; a broken connection
/// is an error.
fn unanswered(
    session: &Session,
    failure: &Failure,
    count: usize,
) -> Result<Vec<Outcome>, LiveError> {
    if failure.ends_the_session() {
        return Err(session.error(failure));
    }
    Ok(vec![Err(session.error(failure).to_string()); count])
}

/// Begins a transaction unless one is open, and lets unqualified names be found.
fn opening(session: &Session, search_path: &[String]) -> Vec<Step> {
    let mut steps = Vec::new();
    if !session.is_in_transaction() {
        steps.extend(session.begin());
        steps.extend(deparse_settings());
    }
    steps.push(path_step(search_path));
    steps
}

fn path_step(search_path: &[String]) -> Step {
    let path: Vec<String> = search_path.iter().map(|schema| quoted(schema)).collect();
    Step::silent(format!("SET LOCAL search_path = {}", path.join(", ")))
}
