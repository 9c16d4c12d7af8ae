//! Rule `index-definition`: an index exists and works in another way than the code declares.

use schemadrift_core::finding::{Direction, Effect};
use schemadrift_core::model::{Index, IndexKey, IndexPart};

use super::draft::{column_list, list};
use super::{Context, Outcome, Rule, Run, index_text};
use crate::pairing::indexes::has_same_column_set;
use crate::pairing::{Pair, TablePair};
use crate::verdict::Verdict;
use crate::verdict::expressions::compare_over_row;

pub(super) static RULE: Rule = Rule {
    name: "index-definition",
    summary: "an index works in another way than the code declares",
    effect: Effect::DataAtRisk,
    since: "0.1.0",
    page: include_str!("../../pages/index-definition.md"),
    run: Run::Index(check),
};

fn check(
    pair: &Pair<'_, Index>,
    table: &TablePair<'_>,
    context: &Context<'_>,
    outcome: &mut Outcome,
) {
    if let Pair::OnlyCode(code) = pair
        && code.is_unique
        && index_text::is_kept_in_other_order(code, table)
    {
        report_other_order(code, table, outcome);
    }
    let Some((code, live)) = pair.both() else {
        return;
    };
    // A lost uniqueness is worse than any other difference: `missing-unique` says it.
    if code.is_unique && !live.is_unique || index_text::lacks_live_column(code, table) {
        return;
    }
    if let Some(twin) = table.twin(code, live) {
        report_second(code, twin, live, table, outcome);
        return;
    }
    let facets = Facets::of(code, live, table, context, outcome);
    let Some(effect) = facets.effect(code) else {
        return;
    };
    let differences = list(&facets.names);
    let (expected, found) = if facets.is_name_only() {
        (index_text::name(code), index_text::name(live))
    } else {
        (index_text::definition(code), index_text::definition(live))
    };
    let message = if facets.is_name_only() {
        format!(
            "{} {} of `{}` is named `{found}` in the database, the code expects `{expected}`",
            index_text::noun(live),
            index_text::keys(live),
            table.shown
        )
    } else {
        format!(
            "{} `{}` of `{}` differs from the declared one in {differences}",
            index_text::noun(live),
            index_text::name(live),
            table.shown
        )
    };
    RULE.draft(
        table.part(index_text::kind(code), index_text::name(code)),
        effect,
        Direction::Differs,
        message,
    )
    .values(Some(expected), Some(found))
    .declared(Some(&code.origin), "declared here")
    .note(note(effect))
    .help(if facets.is_name_only() {
        "rename the index, or declare the name that the database has"
    } else {
        "build the declared index in a migration, or declare the one that the database has"
    })
    .report(outcome);
}

/// Two declarations that do the same, and one live index that does it for both.
fn report_second(
    code: &Index,
    twin: &Index,
    live: &Index,
    table: &TablePair<'_>,
    outcome: &mut Outcome,
) {
    RULE.draft(
        table.part(index_text::kind(code), index_text::name(code)),
        Effect::Cosmetic,
        Direction::Differs,
        format!(
            "{} `{}` of `{}` does for `{}` too, which does not exist in the database",
            index_text::noun(live),
            index_text::name(live),
            table.shown,
            index_text::name(code)
        ),
    )
    .values(
        Some(index_text::definition(code)),
        Some(format!("{} alone", index_text::name(live))),
    )
    .declared(Some(&code.origin), "declared here")
    .declared(Some(&twin.origin), "and here the same again")
    .note("one index keeps the promise of both; only migrations that name it notice")
    .help("declare it once, or create the second in a migration")
    .report(outcome);
}

fn report_other_order(code: &Index, table: &TablePair<'_>, outcome: &mut Outcome) {
    let found = table
        .live
        .map_or(&[][..], |live| live.primary_key_columns());
    RULE.draft(
        table.part(index_text::kind(code), index_text::name(code)),
        Effect::Slower,
        Direction::Differs,
        format!(
            "{} of `{}` is kept unique by the primary key, whose columns are in another order",
            index_text::keys(code),
            table.shown
        ),
    )
    .values(
        Some(index_text::definition(code)),
        Some(format!("primary key {}", column_list(found))),
    )
    .declared(Some(&code.origin), "declared here")
    .note(note(Effect::Slower))
    .help("declare the order that the database has, or build the declared index in a migration")
    .report(outcome);
}

fn note(effect: Effect) -> &'static str {
    match effect {
        Effect::Cosmetic => "only migrations that name the index notice",
        Effect::Slower => "queries may not be able to use it",
        Effect::DataAtRisk => "other rows are unique than the code believes",
        Effect::WritesFail | Effect::ReadsFail => {
            "writes that the code believes to be fine are refused as duplicates"
        }
    }
}

/// Which facets of an index differ.
#[derive(Debug, Default)]
struct Facets {
    names: Vec<&'static str>,
    is_renamed: bool,
    becomes_unique: bool,
    has_other_reach: bool,
}

impl Facets {
    fn of(
        code: &Index,
        live: &Index,
        table: &TablePair<'_>,
        context: &Context<'_>,
        outcome: &mut Outcome,
    ) -> Self {
        let mut facets = Self::default();
        facets.note(code.is_unique != live.is_unique, "uniqueness");
        facets.becomes_unique = !code.is_unique && live.is_unique;
        facets.compare_keys(code, live, table, context, outcome);
        facets.note(differ(&code.method, &live.method), "method");
        facets.note(differ(&code.include, &live.include), "included columns");
        let has_other_nulls = differ(&code.is_nulls_not_distinct, &live.is_nulls_not_distinct);
        facets.note(has_other_nulls, "treatment of nulls");
        facets.has_other_reach |= has_other_nulls;
        facets.note(differ(&code.is_visible, &live.is_visible), "visibility");
        facets.compare_predicates(code, live, table, context, outcome);
        facets.is_renamed = code
            .name
            .both(&live.name)
            .is_some_and(|(expected, found)| !context.pairs.names.same_column(expected, found));
        facets
    }

    fn note(&mut self, is_different: bool, name: &'static str) {
        if is_different && !self.names.contains(&name) {
            self.names.push(name);
        }
    }

    fn compare_keys(
        &mut self,
        code: &Index,
        live: &Index,
        table: &TablePair<'_>,
        context: &Context<'_>,
        outcome: &mut Outcome,
    ) {
        let has_other_keys = code.parts.len() != live.parts.len()
            || code.parts.iter().zip(&live.parts).any(|(expected, found)| {
                self.has_other_key(expected, found, code, table, context, outcome)
            });
        // The same columns in another order keep the same rows unique.
        let is_permuted = has_other_keys && has_same_column_set(&context.pairs.names, code, live);
        self.note(has_other_keys && !is_permuted, "keys");
        let is_open = table.code.is_some_and(|table| table.ignores_key_order);
        let is_free = code.is_unique && is_open;
        self.note(is_permuted && !is_free, "order of keys");
        self.has_other_reach |= has_other_keys && !is_permuted;
        for (expected, found) in code.parts.iter().zip(&live.parts) {
            self.note(differ(&expected.order, &found.order), "order");
            self.note(differ(&expected.nulls, &found.nulls), "order of nulls");
            self.note(
                differ(&expected.operator_class, &found.operator_class),
                "operator class",
            );
            self.note(
                differ(
                    &expected.operator_class_parameters,
                    &found.operator_class_parameters,
                ),
                "parameters of the operator class",
            );
            self.note(has_other_collation(expected, found, table), "collation");
            self.note(differ(&expected.prefix, &found.prefix), "prefix length");
        }
    }

    fn has_other_key(
        &self,
        expected: &IndexPart,
        found: &IndexPart,
        index: &Index,
        table: &TablePair<'_>,
        context: &Context<'_>,
        outcome: &mut Outcome,
    ) -> bool {
        match (&expected.key, &found.key, table.live) {
            (IndexKey::Column(expected), IndexKey::Column(found), _) => {
                !context.pairs.names.same_column(expected, found)
            }
            (IndexKey::Expression(expected), IndexKey::Expression(found), Some(live)) => {
                match compare_over_row(context.expressions(), expected, found, live) {
                    Verdict::Same => false,
                    Verdict::Differs => true,
                    Verdict::Unsure(unsure) => {
                        let object = table.part(index_text::kind(index), index_text::name(index));
                        outcome.unsure(&RULE, object, unsure);
                        false
                    }
                }
            }
            (IndexKey::Expression(_), IndexKey::Expression(_), None) => false,
            (IndexKey::Column(_), IndexKey::Expression(_), _)
            | (IndexKey::Expression(_), IndexKey::Column(_), _) => true,
        }
    }

    fn compare_predicates(
        &mut self,
        code: &Index,
        live: &Index,
        table: &TablePair<'_>,
        context: &Context<'_>,
        outcome: &mut Outcome,
    ) {
        let Some((expected, found)) = code.predicate.both(&live.predicate) else {
            return;
        };
        let is_different = match (expected, found, table.live) {
            (None, None, _) | (Some(_), Some(_), None) => false,
            (Some(_), None, _) | (None, Some(_), _) => true,
            (Some(expected), Some(found), Some(live_table)) => {
                match compare_over_row(context.expressions(), expected, found, live_table) {
                    Verdict::Same => false,
                    Verdict::Differs => true,
                    Verdict::Unsure(unsure) => {
                        let object = table.part(index_text::kind(code), index_text::name(code));
                        outcome.unsure(&RULE, object, unsure);
                        false
                    }
                }
            }
        };
        self.note(is_different, "predicate");
        self.has_other_reach |= is_different;
    }

    fn is_name_only(&self) -> bool {
        self.names.is_empty()
    }

    fn effect(&self, code: &Index) -> Option<Effect> {
        if self.becomes_unique {
            Some(Effect::WritesFail)
        } else if code.is_unique && self.has_other_reach {
            Some(Effect::DataAtRisk)
        } else if !self.names.is_empty() {
            Some(Effect::Slower)
        } else if self.is_renamed {
            Some(Effect::Cosmetic)
        } else {
            None
        }
    }
}

/// Whether a key sorts by another collation. Where one side names none, it is the column's own.
fn has_other_collation(expected: &IndexPart, found: &IndexPart, table: &TablePair<'_>) -> bool {
    let Some((expected_name, found_name)) = expected.collation.both(&found.collation) else {
        return false;
    };
    let own = match (&found.key, table.live) {
        (IndexKey::Column(name), Some(live)) => live
            .column(name)
            .and_then(|column| column.collation.get())
            .and_then(Option::as_ref),
        (IndexKey::Column(_), None) | (IndexKey::Expression(_), _) => None,
    };
    expected_name.as_ref().or(own) != found_name.as_ref().or(own)
}

fn differ<T: PartialEq>(
    expected: &schemadrift_core::Stated<T>,
    found: &schemadrift_core::Stated<T>,
) -> bool {
    expected
        .both(found)
        .is_some_and(|(expected, found)| expected != found)
}
