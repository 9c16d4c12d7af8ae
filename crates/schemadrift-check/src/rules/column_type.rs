//! Rule `column-type`: a column's live type is not one that the code accepts.

use schemadrift_core::finding::{Direction, Effect};
use schemadrift_core::model::Column;
use schemadrift_core::object::{ObjectKind, ObjectPath};

use super::{Context, Outcome, Owner, Rule, Run};
use crate::pairing::Pair;
use crate::verdict::decoding::{always_fails, as_read};
use crate::verdict::types::{TypeVerdict, in_view, judge, shown};

pub(super) static RULE: Rule = Rule {
    name: "column-type",
    summary: "a column has another type than the code expects",
    effect: Effect::ReadsFail,
    since: "0.1.0",
    page: include_str!("../../pages/column-type.md"),
    run: Run::Column(check),
};

/// The text of a type that is not declared, as SQLite allows.
const UNTYPED: &str = "";

fn named(text: &str) -> &str {
    match text {
        UNTYPED => "no declared type",
        text => text,
    }
}

fn check(pair: &Pair<'_, Column>, owner: &Owner<'_>, context: &Context<'_>, outcome: &mut Outcome) {
    let Some((code, live)) = pair.both() else {
        return;
    };
    let Some((expected, found)) = code.data_type.both(&live.data_type) else {
        return;
    };
    let object = ObjectPath::part(ObjectKind::Column, owner.name, live.name.as_str());
    let (pairs, types) = (context.pairs, (expected, found));
    let mut verdict = judge(pairs, expected, found);
    if owner.table.is_none() && !always_fails(pairs, code.decoding, types) {
        verdict = in_view(expected, found, verdict);
    }
    let (effect, why) = match as_read(pairs, code.decoding, types, verdict) {
        TypeVerdict::Accepted => return,
        TypeVerdict::Unsure(reason) => {
            outcome.untold(&RULE, object, reason);
            return;
        }
        TypeVerdict::Refused {
            effect: Effect::ReadsFail,
            ..
        } if code.is_raw_sql_only => (
            Effect::DataAtRisk,
            "the client leaves the column alone; queries written by hand meet another type",
        ),
        TypeVerdict::Refused { effect, why } => (effect, why),
    };
    let found_text = shown(context.pairs, expected, found);
    let has = match found_text.as_str() {
        UNTYPED => "has no declared type".to_owned(),
        text => format!("is `{text}`"),
    };
    let wanted = match expected.text.as_str() {
        UNTYPED => "none".to_owned(),
        text => format!("`{text}`"),
    };
    RULE.draft(
        object,
        effect,
        Direction::Differs,
        format!(
            "column `{}` of `{}` {has} in the database, the code expects {wanted}",
            live.name, owner.shown
        ),
    )
    .values(Some(named(&expected.text)), Some(named(&found_text)))
    .declared(
        Some(code.type_origin.as_ref().unwrap_or(&code.origin)),
        format!("expects `{}`", expected.text),
    )
    .note(why)
    .help("change the column in a migration, or declare the type that the database has")
    .report(outcome);
}
