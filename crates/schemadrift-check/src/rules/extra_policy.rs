//! Rule `extra-policy`: the database has a row-level security policy that the code does not state.

use schemadrift_core::coverage::Completeness;
use schemadrift_core::finding::{Direction, Effect};
use schemadrift_core::model::{Policy, PolicyCommand, Table};
use schemadrift_core::object::ObjectKind;

use super::missing_policy::is_secured;
use super::{Context, Outcome, Rule, Run, policy_text};
use crate::pairing::{Pair, TablePair};

pub(super) static RULE: Rule = Rule {
    name: "extra-policy",
    summary: "the database has a row-level security policy that the code does not state",
    effect: Effect::ReadsFail,
    since: "0.1.0",
    page: include_str!("../../pages/extra-policy.md"),
    run: Run::Policy(check),
};

fn check(
    pair: &Pair<'_, Policy>,
    table: &TablePair<'_>,
    context: &Context<'_>,
    outcome: &mut Outcome,
) {
    let Pair::OnlyLive(live) = pair else { return };
    let Some((code, live_table)) = table.both() else {
        return;
    };
    if context.pairs.code.coverage.policies != Completeness::Complete {
        return;
    }
    let object = table.part(ObjectKind::Policy, live.name.as_str());
    let (effect, note) = judge(live, code, live_table);
    RULE.draft(
        object,
        effect,
        Direction::LiveHasMore,
        format!(
            "policy `{}` of `{}` is in the database and not in the code",
            live.name, table.shown
        ),
    )
    .values(Some("no policy"), Some(policy_text::definition(live)))
    .declared(Some(&code.origin), "the table is declared here")
    .note(note)
    .help("state the policy, or drop it in a migration")
    .report(outcome);
}

fn judge(live: &Policy, code: &Table, live_table: &Table) -> (Effect, &'static str) {
    let command = live.command.get().copied().unwrap_or(PolicyCommand::All);
    if !is_secured(live_table) {
        (
            Effect::Cosmetic,
            "row-level security is off in the database, so that no policy is applied",
        )
    } else if policy_text::is_restrictive(live) && command.reads() {
        (
            Effect::ReadsFail,
            "rows that the code believes to see are hidden without an error",
        )
    } else if policy_text::is_restrictive(live) {
        (
            Effect::WritesFail,
            "writes that the code believes to be allowed are refused, or reach no row",
        )
    } else if !is_secured(code) {
        (
            Effect::Cosmetic,
            "it allows what the code, without row-level security, believes to be allowed anyway",
        )
    } else {
        (
            Effect::DataAtRisk,
            "it opens rows that the code believes to be closed",
        )
    }
}
