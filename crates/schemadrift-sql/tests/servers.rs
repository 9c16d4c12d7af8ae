//! The tables of equivalences against real databases: what a table calls the same must be the
//! same there, and the normal form of a text must mean what the text means.
//!
//! SQLite is always there. PostgreSQL is asked where `SCHEMADRIFT_TEST_POSTGRES_URL` names one;
//! it is left as it was: everything happens in a transaction that is rolled back.

#![expect(
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    reason = "a test fails by panicking and says what it left out"
)]

mod generate;
mod table;

#[path = "servers/postgresql.rs"]
mod postgresql;
#[path = "servers/sqlite.rs"]
mod sqlite;

use schemadrift_core::expression::{Constant, NormalForm};
use table::{Pair, Verdict};

/// What a database says of a pair.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Proof {
    /// The same plan.
    Same,
    /// Other plans, but the same values over the sample rows.
    SameValues,
    /// Another plan, or other values.
    Different,
}

/// Whether the database says what the table says.
fn agrees(verdict: Verdict, proof: Proof) -> bool {
    match verdict {
        Verdict::Same | Verdict::Undecided => proof != Proof::Different,
        Verdict::Different => proof == Proof::Different,
    }
}

fn disagreement(pair: &Pair, said: &str) -> String {
    format!(
        "line {}: {:?} {:?}\n    {}\n    {}\n    {said}",
        pair.line, pair.verdict, pair.place, pair.one, pair.other
    )
}

/// A normal form as SQL of the database, where it can be written so.
fn as_sql(normal: Option<NormalForm>, bytes: fn(&str) -> String) -> String {
    match normal {
        None => "NULL".to_owned(),
        Some(NormalForm::Constant(Constant::Bytes(digits))) => bytes(&digits),
        Some(NormalForm::Constant(Constant::Array(elements))) if elements.is_empty() => {
            "'{}'".to_owned()
        }
        Some(NormalForm::Constant(constant)) => constant.to_string(),
        Some(NormalForm::Rewritten(text)) => text,
        Some(NormalForm::Unreadable(reason) | NormalForm::ReadAnew(reason)) => {
            panic!("unreadable: {reason}")
        }
    }
}
