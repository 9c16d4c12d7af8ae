//! Rule `extra-index`: the database has an index that the code could declare and does not.

use schemadrift_core::coverage::Completeness;
use schemadrift_core::finding::{Direction, Effect};
use schemadrift_core::model::{Index, IndexKey, Validity};
use schemadrift_core::name::Name;

use super::{Context, Outcome, Rule, Run, index_text};
use crate::pairing::{Pair, TablePair};

pub(super) static RULE: Rule = Rule {
    name: "extra-index",
    summary: "the database has an index that the code does not declare",
    effect: Effect::WritesFail,
    since: "0.1.0",
    page: include_str!("../../pages/extra-index.md"),
    run: Run::Index(check),
};

fn check(
    pair: &Pair<'_, Index>,
    table: &TablePair<'_>,
    context: &Context<'_>,
    outcome: &mut Outcome,
) {
    let Pair::OnlyLive(live) = pair else { return };
    let coverage = &context.pairs.code.coverage;
    let stands_on_unknown_column = live.parts.iter().any(|part| match &part.key {
        IndexKey::Column(name) => table.lacks_code_column(name),
        IndexKey::Expression(_) => false,
    });
    // What is left of a failed build is told by `invalid-index`.
    let is_usable = live
        .validity
        .get()
        .is_none_or(|validity| *validity == Validity::Valid);
    if coverage.indexes != Completeness::Complete
        || !is_usable
        || !index_text::can_be_stated(live, &coverage.index_features)
        || stands_on_unknown_column
        || came_with_foreign_key(live, table, context)
    {
        return;
    }
    let object = table.part(index_text::kind(live), index_text::name(live));
    let (effect, note) = if live.is_unique && is_promised_anyway(live, table, context) {
        (
            Effect::Cosmetic,
            "what it refuses is refused anyway; it costs a little on every write",
        )
    } else if live.is_unique {
        (
            Effect::WritesFail,
            "writes that the code believes to be fine are refused as duplicates",
        )
    } else {
        (
            Effect::Cosmetic,
            "it costs a little on every write, and nothing breaks",
        )
    };
    RULE.draft(
        object,
        effect,
        Direction::LiveHasMore,
        format!(
            "{} `{}` of `{}` is in the database and not in the code",
            index_text::noun(live),
            index_text::name(live),
            table.shown
        ),
    )
    .values(
        Some(format!("no {}", index_text::noun(live))),
        Some(index_text::definition(live)),
    )
    .declared(
        table.code.map(|code| &code.origin),
        "the table is declared here",
    )
    .note(note)
    .help("declare it if it belongs here, or drop it in a migration")
    .report(outcome);
}

/// Whether the database made the index for a foreign key that had none: over exactly its columns,
/// under its name or that of its first column. It goes again once another index serves the key
/// (<https://dev.mysql.com/doc/refman/en/constraint-foreign-key.html>).
fn came_with_foreign_key(live: &Index, table: &TablePair<'_>, context: &Context<'_>) -> bool {
    let Some(owner) = table
        .live
        .filter(|_| context.pairs.dialect.indexes_foreign_keys)
    else {
        return false;
    };
    let names = &context.pairs.names;
    let columns: Option<Vec<Name>> = live
        .parts
        .iter()
        .map(|part| match (&part.key, part.prefix.get()) {
            (IndexKey::Column(name), None | Some(None)) => Some(name.clone()),
            (IndexKey::Column(_) | IndexKey::Expression(_), _) => None,
        })
        .collect();
    let Some(columns) = columns.filter(|_| !live.is_unique) else {
        return false;
    };
    owner.foreign_keys.iter().any(|key| {
        let own_names = key.name.get().into_iter().chain(key.columns.first());
        names.same_columns(&key.columns, &columns)
            && own_names.into_iter().any(|own| {
                live.name
                    .get()
                    .is_some_and(|name| names.same_column(own, name))
            })
    })
}

/// Whether what the code knows to be unique already keeps this unique: its columns hold those of
/// the primary key, or of a declared unique.
fn is_promised_anyway(live: &Index, table: &TablePair<'_>, context: &Context<'_>) -> bool {
    let names = &context.pairs.names;
    let keys: Vec<&Name> = live
        .parts
        .iter()
        .filter_map(|part| match &part.key {
            // Another collation may take for equal what its neighbour tells apart.
            IndexKey::Column(name) if !matches!(part.collation.get(), Some(Some(_))) => Some(name),
            IndexKey::Column(_) | IndexKey::Expression(_) => None,
        })
        .collect();
    let holds = |column: &Name| keys.iter().any(|key| names.same_column(key, column));
    let may_be_null = |column: &Name| {
        table
            .live
            .and_then(|live| live.column(column))
            .is_none_or(|column| column.is_nullable.get() != Some(&false))
    };
    let is_kept_by_key = table.live.is_some_and(|live| {
        let key = live.primary_key_columns();
        !key.is_empty() && key.iter().all(holds)
    });
    is_kept_by_key
        || table.indexes.iter().any(|pair| {
            pair.both().is_some_and(|(code, keeper)| {
                code.is_unique
                    && keeper.is_unique
                    && !keeper.is_partial()
                    && keeper.parts.iter().all(|part| match &part.key {
                        IndexKey::Column(column) => {
                            // Only here NULLs are equal: rows that the keeper lets in are refused.
                            let has_stricter_nulls = live.is_nulls_not_distinct.is_true()
                                && !keeper.is_nulls_not_distinct.is_true();
                            holds(column) && !(has_stricter_nulls && may_be_null(column))
                        }
                        IndexKey::Expression(_) => false,
                    })
            })
        })
}
