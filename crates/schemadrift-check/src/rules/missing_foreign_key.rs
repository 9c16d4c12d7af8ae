//! Rule `missing-foreign-key`: the code relies on a reference that the database does not keep.

use schemadrift_core::finding::{Direction, Effect, Level};
use schemadrift_core::model::{ForeignKey, TableKind};
use schemadrift_core::object::ObjectKind;

use super::{Context, Outcome, Rule, Run, foreign_key_text};
use crate::pairing::{Pair, TablePair};

pub(super) static RULE: Rule = Rule {
    name: "missing-foreign-key",
    summary: "the code relies on a reference that the database does not keep",
    effect: Effect::DataAtRisk,
    since: "0.1.0",
    page: include_str!("../../pages/missing-foreign-key.md"),
    run: Run::ForeignKey(check),
};

fn check(
    pair: &Pair<'_, ForeignKey>,
    table: &TablePair<'_>,
    context: &Context<'_>,
    outcome: &mut Outcome,
) {
    let Pair::OnlyCode(code) = pair else { return };
    let names = &context.pairs.names;
    let target = context
        .pairs
        .tables
        .iter()
        .find(|other| names.same(&other.name, &code.target));
    let lacks_target = target.is_some_and(|target| {
        target.live.is_none()
            || code
                .target_columns
                .iter()
                .any(|column| target.lacks_live_column(column))
    });
    // The missing table or column says it all.
    if lacks_target || foreign_key_text::lacks_live_column(code, table) {
        return;
    }
    let kind = table.live.and_then(|live| live.kind.get());
    // The foreign keys of a partition are those of its parent.
    if code.is_relation_only && matches!(kind, Some(TableKind::Partition(_))) {
        return;
    }
    let (level, note) = if code.is_relation_only {
        (
            Level::Note,
            "the code joins over it and works without it, but nothing keeps rows from referring to nothing",
        )
    } else {
        (
            Effect::DataAtRisk.default_level(),
            "rows can refer to nothing, and deletes do not reach the rows they should",
        )
    };
    RULE.draft(
        table.part(ObjectKind::ForeignKey, foreign_key_text::name(code)),
        Effect::DataAtRisk,
        Direction::LiveLacks,
        format!(
            "foreign key `{}` of `{}` does not exist in the database",
            foreign_key_text::name(code),
            table.shown
        ),
    )
    .values(
        Some(foreign_key_text::definition(code)),
        Some("no foreign key"),
    )
    .declared(Some(&code.origin), "declared here")
    .level(level)
    .note(note)
    .help("look for rows without a target, then add the foreign key in a migration")
    .report(outcome);
}
