//! Owns steps that hold others: transactions that end either way, and blocks that pass over what
//! is there already.

use schemadrift_core::model::Schema;

use super::{StepKind, kind};
use crate::choices::Choices;

/// Transactions do not nest.
const DEEPEST: u8 = 0;

/// Steps that are kept.
pub(super) fn commit(after: &mut Schema, choices: &mut Choices, depth: u8) -> Option<Vec<String>> {
    let ending = choices
        .one_of(&["COMMIT", "END", "COMMIT TRANSACTION"])
        .copied()?;
    enclosed(after, choices, depth, ending)
}

/// Steps that are taken back.
pub(super) fn roll_back(
    after: &mut Schema,
    choices: &mut Choices,
    depth: u8,
) -> Option<Vec<String>> {
    let mut tried = after.clone();
    enclosed(&mut tried, choices, depth, "ROLLBACK")
}

fn enclosed(
    after: &mut Schema,
    choices: &mut Choices,
    depth: u8,
    ending: &str,
) -> Option<Vec<String>> {
    if depth > DEEPEST {
        return None;
    }
    let beginning = choices.one_of(&["BEGIN", "BEGIN TRANSACTION"]).copied()?;
    let mut statements = vec![beginning.to_owned()];
    for _ in 0..1 + choices.below(3) {
        let step = kind::any(after, choices, depth + 1)?;
        statements.extend(step.statements);
        *after = step.sketch;
    }
    statements.push(ending.to_owned());
    Some(statements)
}

/// What people guard against being there already.
const GUARDED: &[StepKind] = &[
    StepKind::CreateEnum,
    StepKind::AddConstraint,
    StepKind::AddColumn,
];

/// A block with an exception handler, as people write who lack `IF NOT EXISTS`.
pub(super) fn guard(after: &mut Schema, choices: &mut Choices, depth: u8) -> Option<Vec<String>> {
    let kind = choices.one_of(GUARDED).copied()?;
    let step = kind.build(after, choices, depth + 1)?;
    *after = step.sketch;
    let inner = step.statements.join(";\n");
    Some(vec![format!(
        "DO $guard$ BEGIN\n{inner};\nEXCEPTION WHEN duplicate_object OR duplicate_table OR duplicate_column THEN NULL;\nEND $guard$"
    )])
}
