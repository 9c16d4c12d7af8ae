//! Rule `missing-sequence`: the code declares a sequence that the database does not have.

use schemadrift_core::finding::{Direction, Effect};
use schemadrift_core::model::{Column, Increment, Sequence};
use schemadrift_core::object::ObjectKind;

use super::{Context, Outcome, Rule, Run};
use crate::pairing::{NamedPair, Pair};

pub(super) static RULE: Rule = Rule {
    name: "missing-sequence",
    summary: "the code declares a sequence that the database does not have",
    effect: Effect::WritesFail,
    since: "0.1.0",
    page: include_str!("../../pages/missing-sequence.md"),
    run: Run::Sequence(check),
};

fn check(pair: &NamedPair<'_, Sequence>, context: &Context<'_>, outcome: &mut Outcome) {
    let Pair::OnlyCode(code) = pair.sides else {
        return;
    };
    // What a `serial` column leaves behind that is numbered otherwise by now, nobody has declared.
    if !code.increment.is_stated() {
        return;
    }
    // Who owns it is a matter of the column: the sequence is there.
    if numbers_a_column(pair, context) {
        return;
    }
    let object = pair.path(ObjectKind::Sequence);
    let unseen = context
        .pairs
        .unseen(context.pairs.live.coverage.sequences, "sequence");
    if let Some(reason) = unseen {
        return outcome.untold(&RULE, object, reason);
    }
    if let Some(reason) = context.pairs.doubt_of_all() {
        return outcome.untold(&RULE, object, reason);
    }
    RULE.draft(
        object,
        Effect::WritesFail,
        Direction::LiveLacks,
        format!("sequence `{}` does not exist in the database", pair.shown),
    )
    .values(Some("a sequence"), Some("no sequence"))
    .declared(Some(&code.origin), "declared here")
    .note("whatever takes its numbers from it fails")
    .help("deploy the migration that creates it; if there is none, write one")
    .report(outcome);
}

/// Whether a column of the database owns the sequence and is numbered by it.
fn numbers_a_column(pair: &NamedPair<'_, Sequence>, context: &Context<'_>) -> bool {
    let names = context.pairs.names;
    let is_numbered = |column: &Column| match column.increment.get() {
        Some(Some(Increment::Serial { sequence })) => names.same(sequence, &pair.name),
        Some(Some(_) | None) | None => false,
    };
    let tables = &context.pairs.live.tables;
    tables
        .iter()
        .any(|table| table.columns.iter().any(is_numbered))
}
