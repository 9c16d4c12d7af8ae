//! Rule `unvalidated-constraint`: a constraint exists and was never checked against the rows that were there before it.

use schemadrift_core::finding::{Direction, Effect};
use schemadrift_core::model::Validity;
use schemadrift_core::object::ObjectKind;
use schemadrift_core::stated::Stated;

use super::{Context, Outcome, Rule, Run, foreign_key_text};
use crate::pairing::TablePair;

pub(super) static RULE: Rule = Rule {
    name: "unvalidated-constraint",
    summary: "a constraint exists and does not hold for every row",
    effect: Effect::DataAtRisk,
    since: "0.1.0",
    page: include_str!("../../pages/unvalidated-constraint.md"),
    run: Run::Table(check),
};

fn check(pair: &TablePair<'_>, _context: &Context<'_>, outcome: &mut Outcome) {
    if pair.both().is_none() {
        return;
    }
    for key in &pair.foreign_keys {
        // Code that only joins over a reference needs nobody to hold rows to it.
        if let Some((code, live)) = key.both()
            && !code.is_relation_only
            && is_unasked(&code.validity, &live.validity)
        {
            let name = foreign_key_text::name(live);
            report(
                pair,
                ObjectKind::ForeignKey,
                &name,
                live.validity.get(),
                Some(&code.origin),
                outcome,
            );
        }
    }
    for check in &pair.checks {
        if let Some((code, live)) = check.both()
            && is_unasked(&code.validity, &live.validity)
        {
            let name = live
                .name
                .get()
                .map_or_else(|| live.expression.text.clone(), ToString::to_string);
            report(
                pair,
                ObjectKind::Check,
                &name,
                live.validity.get(),
                Some(&code.origin),
                outcome,
            );
        }
    }
}

/// Whether the code has not asked for it: SQL may add a constraint `NOT VALID` and leave it so.
fn is_unasked(code: &Stated<Validity>, live: &Stated<Validity>) -> bool {
    code.get() != live.get()
}

fn report(
    pair: &TablePair<'_>,
    kind: ObjectKind,
    name: &str,
    validity: Option<&Validity>,
    origin: Option<&schemadrift_core::origin::Origin>,
    outcome: &mut Outcome,
) {
    let (found, note) = match validity {
        Some(Validity::NotValid) => (
            "not validated",
            "rows from before the constraint may break it",
        ),
        Some(Validity::NotEnforced) => ("not enforced", "no row is held to it"),
        Some(Validity::Valid) | None => return,
    };
    RULE.draft(
        pair.part(kind, name),
        Effect::DataAtRisk,
        Direction::Differs,
        format!("constraint `{name}` of `{}` is {found}", pair.shown),
    )
    .values(Some("a validated constraint"), Some(found))
    .declared(origin, "declared here")
    .note(note)
    .help(format!(
        "mend the rows that break it, then `ALTER TABLE … VALIDATE CONSTRAINT {name}`"
    ))
    .report(outcome);
}
