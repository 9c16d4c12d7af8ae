//! Rule `invalid-index`: an index that the code relies on exists and is not usable.

use schemadrift_core::finding::{Direction, Effect};
use schemadrift_core::model::{Index, Validity};

use super::{Context, Outcome, Rule, Run, index_text};
use crate::pairing::{Pair, TablePair};

pub(super) static RULE: Rule = Rule {
    name: "invalid-index",
    summary: "an index exists and is not usable",
    effect: Effect::DataAtRisk,
    since: "0.1.0",
    page: include_str!("../../pages/invalid-index.md"),
    run: Run::Index(check),
};

fn check(
    pair: &Pair<'_, Index>,
    table: &TablePair<'_>,
    _context: &Context<'_>,
    outcome: &mut Outcome,
) {
    let Some(live) = pair.live() else { return };
    if pair
        .code()
        .is_some_and(|code| table.twin(code, live).is_some())
    {
        return;
    }
    if live
        .validity
        .get()
        .is_none_or(|validity| *validity == Validity::Valid)
    {
        return;
    }
    let (effect, note) = match pair.code() {
        Some(code) if code.is_unique => (
            Effect::DataAtRisk,
            "existing duplicates were never ruled out",
        ),
        Some(_) => (
            Effect::Slower,
            "no query uses it, and every write pays for it",
        ),
        None => (
            Effect::Cosmetic,
            "it is the rest of an index build that failed; every write pays for it",
        ),
    };
    RULE.draft(
        table.part(index_text::kind(live), index_text::name(live)),
        effect,
        Direction::Differs,
        format!(
            "{} `{}` of `{}` is invalid",
            index_text::noun(live),
            index_text::name(live),
            table.shown
        ),
    )
    .values(
        Some("a valid index"),
        Some("an invalid index: its build failed or has not finished"),
    )
    .declared(pair.code().map(|code| &code.origin), "declared here")
    .note(note)
    .help("drop it and build it again, concurrently if the table is busy")
    .report(outcome);
}
