//! Settles what only the server can say: which tables hold rows, what ledgers say. Everything
//! goes in one message; where the server refuses a statement, the rest goes in another one.

use schemadrift_core::dialect::Engine;
use schemadrift_core::question::{Answer, Answers};

use super::errors;
use super::session::{Session, Step};
use crate::error::LiveError;
use crate::reading::{Inquiry, RowPresence, Settled};

/// Why a question about expressions stays open.
const NOT_ASKED: &str = "the server does not show how it understands an expression";

/// What came back for one statement: the cells of its rows, or why there are none.
type Outcome = Result<Vec<String>, String>;

/// Settles an inquiry. Questions about expressions stay open.
pub(super) async fn settle(
    session: &mut Session,
    engine: Engine,
    inquiry: &Inquiry,
) -> Result<Settled, LiveError> {
    let quote = |name: &str| engine.dialect().quote(name);
    let rows = inquiry.row_checks.iter().map(|table| {
        format!(
            "SELECT EXISTS (SELECT 1 FROM {})",
            quote(table.name.as_str())
        )
    });
    let ledgers = inquiry.ledgers.iter();
    let ledgers = ledgers.map(|ledger| ledger.statement(engine));
    let statements: Vec<String> = rows.chain(ledgers).collect();
    let (outcomes, round_trips) = ask(session, &statements).await?;
    let (of_rows, of_ledgers) = outcomes.split_at(inquiry.row_checks.len());
    let mut answers = Answers::default();
    for question in &inquiry.questions {
        answers.insert(question.clone(), Answer::Unknown(NOT_ASKED.to_owned()));
    }
    let rows = inquiry.row_checks.iter().zip(of_rows);
    let ledgers = inquiry.ledgers.iter().zip(of_ledgers);
    Ok(Settled {
        answers,
        rows: rows
            .map(|(table, outcome)| (table.clone(), presence(outcome)))
            .collect(),
        ledgers: ledgers
            .map(|(ledger, outcome)| {
                let rows = outcome.as_ref().map_err(Clone::clone)?;
                ledger.rows(&format!("[{}]", rows.join(",")))
            })
            .collect(),
        round_trips,
    })
}

fn presence(outcome: &Outcome) -> RowPresence {
    match outcome {
        Ok(cells) if cells.first().is_some_and(|cell| cell == "1") => RowPresence::HasRows,
        Ok(_) => RowPresence::Empty,
        Err(reason) => RowPresence::NotVisible(reason.clone()),
    }
}

/// Asks all statements, as many in one message as the server answers.
async fn ask(
    session: &mut Session,
    statements: &[String],
) -> Result<(Vec<Outcome>, u32), LiveError> {
    let mut outcomes: Vec<Outcome> = Vec::new();
    let mut round_trips = 0;
    while outcomes.len() < statements.len() {
        let mut steps = Vec::new();
        if !session.is_in_transaction() {
            steps.extend(session.begin());
        }
        let first = steps.len();
        let open = &statements[outcomes.len()..];
        steps.extend(open.iter().cloned().map(Step::silent));
        let mut cells = vec![Vec::new(); steps.len()];
        let progress = session
            .run(&steps, |step, mut row| {
                if let Some(cells) = cells.get_mut(step) {
                    cells.push(row.text());
                }
            })
            .await;
        round_trips += 1;
        let answered = progress.answered.saturating_sub(first);
        outcomes.extend(cells.into_iter().skip(first).take(answered).map(Ok));
        let Some(failure) = progress.failure else {
            break;
        };
        match errors::said(&failure).filter(|_| progress.answered >= first) {
            Some(reason) => outcomes.push(Err(reason)),
            None => return Err(session.error(&failure)),
        }
    }
    outcomes.resize(
        statements.len(),
        Err("the server did not answer".to_owned()),
    );
    Ok((outcomes, round_trips))
}
