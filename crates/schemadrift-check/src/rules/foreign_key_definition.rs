//! Rule `foreign-key-definition`: a foreign key exists and does something else than the code declares.

use schemadrift_core::finding::{Direction, Effect};
use schemadrift_core::model::ForeignKey;
use schemadrift_core::object::ObjectKind;

use super::draft::list;
use super::{Context, Outcome, Rule, Run, foreign_key_text};
use crate::pairing::foreign_keys::{lacks_live_target, same_columns, same_target};
use crate::pairing::{Pair, TablePair};

pub(super) static RULE: Rule = Rule {
    name: "foreign-key-definition",
    summary: "a foreign key does something else than the code declares",
    effect: Effect::DataAtRisk,
    since: "0.1.0",
    page: include_str!("../../pages/foreign-key-definition.md"),
    run: Run::ForeignKey(check),
};

fn check(
    pair: &Pair<'_, ForeignKey>,
    table: &TablePair<'_>,
    context: &Context<'_>,
    outcome: &mut Outcome,
) {
    let Some((code, live)) = pair.both() else {
        return;
    };
    let facets = differing_facets(code, live, context);
    let is_named = context.pairs.dialect.names_foreign_keys;
    let is_renamed = is_named
        && code
            .name
            .both(&live.name)
            .is_some_and(|(expected, found)| !context.pairs.names.same_column(expected, found));
    let (effect, expected, found, message) = if facets.is_empty() {
        if !is_renamed {
            return;
        }
        let (expected, found) = (foreign_key_text::name(code), foreign_key_text::name(live));
        let message = format!(
            "a foreign key of `{}` is named `{found}` in the database, the code expects `{expected}`",
            table.shown
        );
        (Effect::Cosmetic, expected, found, message)
    } else {
        let message = format!(
            "foreign key `{}` of `{}` differs from the declared one in {}",
            foreign_key_text::name(live),
            table.shown,
            list(&facets)
        );
        (
            Effect::DataAtRisk,
            foreign_key_text::definition(code),
            foreign_key_text::definition(live),
            message,
        )
    };
    let is_cosmetic = effect == Effect::Cosmetic;
    RULE.draft(
        table.part(ObjectKind::ForeignKey, foreign_key_text::name(code)),
        effect,
        Direction::Differs,
        message,
    )
    .values(Some(expected), Some(found))
    .declared(Some(&code.origin), "declared here")
    .note(if is_cosmetic {
        "only migrations that name the constraint notice"
    } else {
        "deletes and updates of the target do something else than the code believes"
    })
    .help(if is_cosmetic {
        "rename the constraint, or declare the name that the database has"
    } else {
        "replace the foreign key in a migration, or declare what the database does"
    })
    .report(outcome);
}

fn differing_facets(
    code: &ForeignKey,
    live: &ForeignKey,
    context: &Context<'_>,
) -> Vec<&'static str> {
    let pairs = context.pairs;
    let mut facets = Vec::new();
    if !same_columns(pairs, code, live) {
        facets.push("column list");
    }
    // A key follows its table when that is renamed: the missing table says it all.
    if !same_target(pairs, code, live) && !lacks_live_target(pairs, code) {
        facets.push("target");
    }
    for (name, expected, found) in [
        ("delete action", &code.on_delete, &live.on_delete),
        ("update action", &code.on_update, &live.on_update),
    ] {
        if expected.both(found).is_some_and(|(expected, found)| {
            context.kept_action(*expected) != context.kept_action(*found)
        }) {
            facets.push(name);
        }
    }
    if code
        .deferral
        .both(&live.deferral)
        .is_some_and(|(expected, found)| expected != found)
    {
        facets.push("time of checking");
    }
    facets
}

impl Context<'_> {
    /// The action as the database keeps it, where two spellings do the same.
    fn kept_action(
        &self,
        action: schemadrift_core::model::ReferentialAction,
    ) -> schemadrift_core::model::ReferentialAction {
        use schemadrift_core::model::ReferentialAction;
        match action {
            ReferentialAction::Restrict if self.pairs.dialect.restrict_equals_no_action => {
                ReferentialAction::NoAction
            }
            other => other,
        }
    }
}
