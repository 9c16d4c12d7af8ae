//! Rule `missing-policy`: the code states a row-level security policy that the database lacks.

use schemadrift_core::finding::{Direction, Effect};
use schemadrift_core::model::{Policy, PolicyCommand, Table};
use schemadrift_core::object::ObjectKind;

use super::{Context, Outcome, Rule, Run, policy_text};
use crate::pairing::{Pair, TablePair};

pub(super) static RULE: Rule = Rule {
    name: "missing-policy",
    summary: "the code states a row-level security policy that the database does not have",
    effect: Effect::ReadsFail,
    since: "0.1.0",
    page: include_str!("../../pages/missing-policy.md"),
    run: Run::Policy(check),
};

fn check(
    pair: &Pair<'_, Policy>,
    table: &TablePair<'_>,
    _context: &Context<'_>,
    outcome: &mut Outcome,
) {
    let Pair::OnlyCode(code) = pair else { return };
    let object = table.part(ObjectKind::Policy, code.name.as_str());
    let (effect, note) = judge(code, table.live.is_some_and(is_secured));
    RULE.draft(
        object,
        effect,
        Direction::LiveLacks,
        format!(
            "policy `{}` of `{}` does not exist in the database",
            code.name, table.shown
        ),
    )
    .values(Some(policy_text::definition(code)), Some("no policy"))
    .declared(Some(&code.origin), "declared here")
    .note(note)
    .help("create the policy in a migration")
    .report(outcome);
}

/// Whether policies are applied at all, as far as it is known.
pub(super) fn is_secured(table: &Table) -> bool {
    table
        .row_security
        .get()
        .is_none_or(|security| security.is_enabled)
}

fn judge(code: &Policy, is_secured: bool) -> (Effect, &'static str) {
    let command = code.command.get().copied().unwrap_or(PolicyCommand::All);
    if !is_secured {
        (
            Effect::Cosmetic,
            "row-level security is off in the database, so that no policy is applied",
        )
    } else if policy_text::is_restrictive(code) {
        (
            Effect::DataAtRisk,
            "rows that it would keep back can be read or written",
        )
    } else if command.reads() {
        (
            Effect::ReadsFail,
            "rows that it allows are hidden without an error, and writes of them are refused",
        )
    } else {
        (
            Effect::WritesFail,
            "writes that it allows are refused, or reach no row",
        )
    }
}
