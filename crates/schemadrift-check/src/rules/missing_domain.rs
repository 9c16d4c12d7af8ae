//! Rule `missing-domain`: the code declares a domain that the database does not have.

use schemadrift_core::finding::{Direction, Effect};
use schemadrift_core::model::Domain;
use schemadrift_core::object::ObjectKind;

use super::{Context, Outcome, Rule, Run};
use crate::pairing::{NamedPair, Pair};

pub(super) static RULE: Rule = Rule {
    name: "missing-domain",
    summary: "the code declares a domain that the database does not have",
    effect: Effect::WritesFail,
    since: "0.1.0",
    page: include_str!("../../pages/missing-domain.md"),
    run: Run::Domain(check),
};

fn check(pair: &NamedPair<'_, Domain>, context: &Context<'_>, outcome: &mut Outcome) {
    let Pair::OnlyCode(code) = pair.sides else {
        return;
    };
    let object = pair.path(ObjectKind::Domain);
    let unseen = context
        .pairs
        .unseen(context.pairs.live.coverage.domains, "domain");
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
        format!("domain `{}` does not exist in the database", pair.shown),
    )
    .values(
        Some(format!("a domain over {}", code.base.text)),
        Some("no domain"),
    )
    .declared(Some(&code.origin), "declared here")
    .note("queries that name the type fail, and nothing keeps its rules")
    .help("deploy the migration that creates it; if there is none, write one")
    .report(outcome);
}
