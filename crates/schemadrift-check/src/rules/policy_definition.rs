//! Rule `policy-definition`: a row-level security policy allows something else than the code
//! states.

use schemadrift_core::expression::Expression;
use schemadrift_core::finding::{Direction, Effect};
use schemadrift_core::model::{Policy, Table};
use schemadrift_core::object::ObjectKind;

use super::draft::list;
use super::missing_policy::is_secured;
use super::{Context, Outcome, Rule, Run, policy_text};
use crate::pairing::policies::{roles, using, with_check};
use crate::pairing::{Pair, TablePair};
use crate::verdict::expressions::compare_over_row;
use crate::verdict::{Unsure, Verdict};

pub(super) static RULE: Rule = Rule {
    name: "policy-definition",
    summary: "a row-level security policy allows something else than the code states",
    effect: Effect::DataAtRisk,
    since: "0.1.0",
    page: include_str!("../../pages/policy-definition.md"),
    run: Run::Policy(check),
};

fn check(
    pair: &Pair<'_, Policy>,
    table: &TablePair<'_>,
    context: &Context<'_>,
    outcome: &mut Outcome,
) {
    let (Some((code, live)), Some(live_table)) = (pair.both(), table.live) else {
        return;
    };
    let object = table.part(ObjectKind::Policy, live.name.as_str());
    let facets = Facets::of(code, live, live_table, context);
    if facets.differing.is_empty() {
        for unsure in facets.unsure {
            outcome.unsure(&RULE, object.clone(), unsure);
        }
        if !context.pairs.names.same_column(&code.name, &live.name) {
            report_name(code, live, table, outcome);
        }
        return;
    }
    let (effect, note) = if is_secured(live_table) {
        (
            Effect::DataAtRisk,
            "rows are open that the code believes to be closed, or good reads and writes fail",
        )
    } else {
        (
            Effect::Cosmetic,
            "row-level security is off in the database, so that no policy is applied",
        )
    };
    RULE.draft(
        object,
        effect,
        Direction::Differs,
        format!(
            "policy `{}` of `{}` has {} of its own in the database",
            live.name,
            table.shown,
            list(&facets.differing)
        ),
    )
    .values(
        Some(policy_text::definition(code)),
        Some(policy_text::definition(live)),
    )
    .declared(Some(&code.origin), "declared here")
    .note(note)
    .help("alter the policy in a migration, or state the one that the database has")
    .report(outcome);
}

/// Only its name differs, by which migrations know it.
fn report_name(code: &Policy, live: &Policy, table: &TablePair<'_>, outcome: &mut Outcome) {
    RULE.draft(
        table.part(ObjectKind::Policy, code.name.as_str()),
        Effect::Cosmetic,
        Direction::Differs,
        format!(
            "policy `{}` of `{}` is called `{}` in the database",
            code.name, table.shown, live.name
        ),
    )
    .values(Some(code.name.as_str()), Some(live.name.as_str()))
    .declared(Some(&code.origin), "declared here")
    .note("it does the same; a migration that names it will not find it")
    .help("rename the policy in a migration, or state the name that the database has")
    .report(outcome);
}

/// What differs between two policies, and what cannot be told.
#[derive(Default)]
struct Facets {
    differing: Vec<&'static str>,
    unsure: Vec<Unsure>,
}

impl Facets {
    fn of(code: &Policy, live: &Policy, live_table: &Table, context: &Context<'_>) -> Self {
        let mut facets = Self::default();
        let commands = code.command.both(&live.command);
        if commands.is_some_and(|(expected, found)| expected != found) {
            facets.differing.push("a command");
        }
        if policy_text::is_restrictive(code) != policy_text::is_restrictive(live) {
            facets.differing.push("a kind");
        }
        facets.roles(code, live);
        let compared = |expected, found| (expected, found, live_table, context);
        facets.condition("a USING", compared(using(code), using(live)));
        // Where one condition stands for both, it was compared.
        let is_shared = |policy: &Policy| with_check(policy) == using(policy);
        if !(is_shared(code) && is_shared(live)) {
            facets.condition("a WITH CHECK", compared(with_check(code), with_check(live)));
        }
        facets
    }

    fn roles(&mut self, code: &Policy, live: &Policy) {
        const OF_THE_SESSION: [&str; 3] = ["current_user", "current_role", "session_user"];
        let (Some(expected), Some(found)) = (roles(code), roles(live)) else {
            return;
        };
        if expected == found {
            return;
        }
        let is_of_session = expected
            .iter()
            .chain(&found)
            .any(|role| OF_THE_SESSION.contains(&role.as_str()));
        if is_of_session {
            self.unsure.push(Unsure {
                reason: "it is for the role that creates it, whoever that was".to_owned(),
                expected: policy_text::role_list(code).unwrap_or_default(),
                found: policy_text::role_list(live).unwrap_or_default(),
                question: None,
            });
        } else {
            self.differing.push("a list of roles");
        }
    }

    fn condition(
        &mut self,
        name: &'static str,
        (expected, found, table, context): (
            Option<&Expression>,
            Option<&Expression>,
            &Table,
            &Context<'_>,
        ),
    ) {
        match (expected, found) {
            (None, None) => {}
            (Some(expected), Some(found)) => {
                match compare_over_row(context.expressions(), expected, found, table) {
                    Verdict::Same => {}
                    Verdict::Differs => self.differing.push(name),
                    Verdict::Unsure(unsure) => self.unsure.push(unsure),
                }
            }
            (Some(_), None) | (None, Some(_)) => self.differing.push(name),
        }
    }
}
