//! Rule `column-generated`: a column is computed by the database in another way than the code expects.

use schemadrift_core::finding::{Direction, Effect};
use schemadrift_core::model::{Column, Generated, GeneratedStorage};
use schemadrift_core::object::{ObjectKind, ObjectPath};

use super::{Context, Outcome, Owner, Rule, Run};
use crate::pairing::Pair;
use crate::verdict::Verdict;
use crate::verdict::expressions::compare_over_row;

pub(super) static RULE: Rule = Rule {
    name: "column-generated",
    summary: "a column is computed by the database in another way than the code expects",
    effect: Effect::WritesFail,
    since: "0.1.0",
    page: include_str!("../../pages/column-generated.md"),
    run: Run::Column(check),
};

fn check(pair: &Pair<'_, Column>, owner: &Owner<'_>, context: &Context<'_>, outcome: &mut Outcome) {
    let Some((code, live)) = pair.both() else {
        return;
    };
    let Some((expected, found)) = code.generated.both(&live.generated) else {
        return;
    };
    let object = ObjectPath::part(ObjectKind::Column, owner.name, live.name.as_str());
    if let (Some(expected), Some(found)) = (expected, found) {
        let has_other_storage = expected
            .storage
            .both(&found.storage)
            .is_some_and(|(expected, found)| expected != found);
        let live_table = owner.table.and_then(|table| table.live);
        let verdict = match live_table {
            Some(table) => compare_over_row(
                context.expressions(),
                &expected.expression,
                &found.expression,
                table,
            ),
            None => Verdict::Same,
        };
        match verdict {
            Verdict::Same if !has_other_storage => return,
            Verdict::Same | Verdict::Differs => {}
            Verdict::Unsure(unsure) => {
                outcome.unsure(&RULE, object, unsure);
                return;
            }
        }
    } else if expected.is_none() && found.is_none() {
        return;
    }
    let has_other_storage = match (expected, found) {
        (Some(expected), Some(found)) => expected
            .storage
            .both(&found.storage)
            .is_some_and(|(expected, found)| expected != found),
        (Some(_) | None, _) => false,
    };
    let text = |generated: Option<&Generated>| match generated {
        None => "an ordinary column".to_owned(),
        Some(value) if has_other_storage => {
            format!("{}{}", value.expression.text, storage_word(value))
        }
        Some(value) => value.expression.text.clone(),
    };
    let (expected, found) = (text(expected.as_ref()), text(found.as_ref()));
    RULE.draft(
        object,
        Effect::WritesFail,
        Direction::Differs,
        format!(
            "column `{}` of `{}` is computed differently than the code expects",
            live.name, owner.shown
        ),
    )
    .values(Some(expected), Some(found))
    .declared(Some(&code.origin), "declared here")
    .note("a computed column takes no values of its own, and what it computes is what is read")
    .help("change the column in a migration, or declare what the database computes")
    .report(outcome);
}

fn storage_word(generated: &Generated) -> &'static str {
    match generated.storage.get() {
        Some(GeneratedStorage::Stored) => " stored",
        Some(GeneratedStorage::Virtual) => " virtual",
        None => "",
    }
}
