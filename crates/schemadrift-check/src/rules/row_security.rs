//! Rule `row-security`: row-level security is on where the code has it off, or the other way
//! round, or spares the table's owner on one side.

use schemadrift_core::finding::{Direction, Effect};
use schemadrift_core::model::RowSecurity;

use super::{Context, Outcome, Rule, Run};
use crate::pairing::TablePair;

pub(super) static RULE: Rule = Rule {
    name: "row-security",
    summary: "row-level security is on where the code has it off, or the other way round",
    effect: Effect::WritesFail,
    since: "0.1.0",
    page: include_str!("../../pages/row-security.md"),
    run: Run::Table(check),
};

fn check(pair: &TablePair<'_>, _context: &Context<'_>, outcome: &mut Outcome) {
    let Some((code, live)) = pair.both() else {
        return;
    };
    let Some((expected, found)) = code.row_security.both(&live.row_security) else {
        return;
    };
    if expected == found {
        return;
    }
    let (effect, note) = judge(*expected, *found);
    RULE.draft(
        pair.path(),
        effect,
        Direction::Differs,
        format!(
            "row-level security of `{}` is {}, and the code has it {}",
            pair.shown,
            words(*found),
            words(*expected)
        ),
    )
    .values(Some(words(*expected)), Some(words(*found)))
    .declared(Some(&code.origin), "the table is declared here")
    .note(note)
    .help("switch it in a migration, or state what the database has")
    .report(outcome);
}

/// What the difference does, and why.
fn judge(expected: RowSecurity, found: RowSecurity) -> (Effect, &'static str) {
    match (expected.is_enabled, found.is_enabled) {
        (true, false) => (
            Effect::DataAtRisk,
            "no policy is applied: whoever may use the table reads and writes every row",
        ),
        (false, true) => (
            Effect::WritesFail,
            "without a policy that allows it, rows are hidden without an error and writes are \
             refused",
        ),
        (true, true) if expected.is_forced => (
            Effect::DataAtRisk,
            "the table's owner reads and writes every row, whatever the policies say",
        ),
        (true, true) => (
            Effect::WritesFail,
            "policies are applied to the table's owner too: rows are hidden and writes are refused",
        ),
        (false, false) => (
            Effect::Cosmetic,
            "it matters only once row-level security is on",
        ),
    }
}

fn words(security: RowSecurity) -> &'static str {
    match (security.is_enabled, security.is_forced) {
        (true, true) => "on, for the owner too",
        (true, false) => "on",
        (false, true) => "off, for the owner too once it is on",
        (false, false) => "off",
    }
}
