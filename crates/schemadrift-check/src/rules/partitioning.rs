//! Rule `partitioning`: a table is divided otherwise than the code states, or a partition holds
//! other rows.

use schemadrift_core::expression::Expression;
use schemadrift_core::finding::{Direction, Effect};
use schemadrift_core::model::{
    Column, Partition, PartitionBound, PartitionValues, Partitioning, Table, TableKind,
};

use super::{Context, Outcome, Rule, Run};
use crate::pairing::TablePair;
use crate::verdict::expressions::{compare_defaults, compare_over_row, compare_texts};
use crate::verdict::{Unsure, Verdict};

pub(super) static RULE: Rule = Rule {
    name: "partitioning",
    summary: "a table is partitioned otherwise than the code states",
    effect: Effect::WritesFail,
    since: "0.1.0",
    page: include_str!("../../pages/partitioning.md"),
    run: Run::Table(check),
};

fn check(pair: &TablePair<'_>, context: &Context<'_>, outcome: &mut Outcome) {
    let Some((code, live)) = pair.both() else {
        return;
    };
    if let Some((expected, found)) = code.partitioning.both(&live.partitioning) {
        let difference = compare_keys(expected.as_ref(), found.as_ref(), live, context);
        report(difference, pair, code, outcome);
    }
    if let Some((expected, found)) = code.kind.both(&live.kind) {
        let difference = compare_places(expected, found, context);
        report(difference, pair, code, outcome);
    }
}

/// How two tables differ.
enum Difference {
    None,
    Unsure(Unsure),
    Found {
        effect: Effect,
        expected: String,
        found: String,
        note: &'static str,
    },
}

fn report(difference: Difference, pair: &TablePair<'_>, code: &Table, outcome: &mut Outcome) {
    match difference {
        Difference::None => {}
        Difference::Unsure(unsure) => outcome.unsure(&RULE, pair.path(), unsure),
        Difference::Found {
            effect,
            expected,
            found,
            note,
        } => RULE
            .draft(
                pair.path(),
                effect,
                Direction::Differs,
                format!(
                    "table `{}` is {found} in the database, and the code has it {expected}",
                    pair.shown
                ),
            )
            .values(Some(expected), Some(found))
            .declared(Some(&code.origin), "declared here")
            .note(note)
            .help(
                "no statement changes how a table is partitioned while it holds rows: plan a new \
                 table and a move, or state what the database has",
            )
            .report(outcome),
    }
}

/// Compares how two tables are divided.
fn compare_keys(
    expected: Option<&Partitioning>,
    found: Option<&Partitioning>,
    live: &Table,
    context: &Context<'_>,
) -> Difference {
    let words = |partitioning: Option<&Partitioning>| match partitioning {
        Some(partitioning) => format!("partitioned by {partitioning}"),
        None => "not partitioned".to_owned(),
    };
    let differs = |effect, note| Difference::Found {
        effect,
        expected: words(expected),
        found: words(found),
        note,
    };
    match (expected, found) {
        (None, None) => Difference::None,
        (Some(_), None) => differs(
            Effect::Slower,
            "every query reads the whole table, and what adds or drops partitions fails",
        ),
        (None, Some(_)) => differs(
            Effect::WritesFail,
            "a row for which there is no partition is refused",
        ),
        (Some(one), Some(other)) => {
            let verdict = if one.method == other.method && one.key.len() == other.key.len() {
                compare_parts(&one.key, &other.key, live, context)
            } else {
                Verdict::Differs
            };
            match verdict {
                Verdict::Same => Difference::None,
                Verdict::Unsure(unsure) => Difference::Unsure(unsure),
                Verdict::Differs => differs(
                    Effect::WritesFail,
                    "rows go to other partitions, and those for which there is none are refused",
                ),
            }
        }
    }
}

fn compare_parts(
    expected: &[Expression],
    found: &[Expression],
    live: &Table,
    context: &Context<'_>,
) -> Verdict {
    let verdicts = expected.iter().zip(found).map(|(expected, found)| {
        let is_column = |part: &Expression| key_column(live, part, context).is_some();
        if is_column(expected) && is_column(found) && expected.normal != found.normal {
            return Verdict::Differs;
        }
        compare_over_row(context.expressions(), expected, found, live)
    });
    together(verdicts)
}

/// One verdict for all: a difference settles it, then a doubt.
fn together(verdicts: impl Iterator<Item = Verdict>) -> Verdict {
    let mut whole = Verdict::Same;
    for verdict in verdicts {
        match verdict {
            Verdict::Same => {}
            Verdict::Differs => return Verdict::Differs,
            Verdict::Unsure(unsure) => whole = Verdict::Unsure(unsure),
        }
    }
    whole
}

/// The column that a part of a key is, where it is one.
fn key_column<'a>(
    table: &'a Table,
    part: &Expression,
    context: &Context<'_>,
) -> Option<&'a Column> {
    let name = part.text.trim_matches(['"', '`']);
    let names = context.pairs.names;
    let mut columns = table.columns.iter();
    columns.find(|column| names.same_column(&column.name, &name.into()))
}

/// Compares what two tables are partitions of.
fn compare_places(expected: &TableKind, found: &TableKind, context: &Context<'_>) -> Difference {
    let (expected, found) = (partition(expected), partition(found));
    let differs = |effect, note| Difference::Found {
        effect,
        expected: place_words(expected, context),
        found: place_words(found, context),
        note,
    };
    match (expected, found) {
        (Some(one), Some(other)) if context.pairs.names.same(&one.parent, &other.parent) => {
            match compare_bounds(&one.bound, other, context) {
                Verdict::Same => Difference::None,
                Verdict::Unsure(unsure) => Difference::Unsure(unsure),
                Verdict::Differs => differs(
                    Effect::WritesFail,
                    "rows go to other partitions, and those for which there is none are refused",
                ),
            }
        }
        (Some(_), Some(_)) => differs(
            Effect::DataAtRisk,
            "its rows are rows of another table than the code believes",
        ),
        (Some(_), None) => differs(
            Effect::DataAtRisk,
            "the partitioned table does not show its rows, and refuses those that belong into it",
        ),
        (None, Some(_)) => differs(
            Effect::DataAtRisk,
            "its rows are rows of the partitioned table too",
        ),
        (None, None) => Difference::None,
    }
}

fn partition(kind: &TableKind) -> Option<&Partition> {
    match kind {
        TableKind::Partition(partition) => Some(partition),
        TableKind::Ordinary
        | TableKind::Partitioned
        | TableKind::Foreign
        | TableKind::Virtual(_) => None,
    }
}

fn place_words(partition: Option<&Partition>, context: &Context<'_>) -> String {
    match partition {
        Some(partition) => format!(
            "a partition of `{}` {}",
            context.pairs.names.shown(&partition.parent),
            partition.bound.text
        ),
        None => "no partition".to_owned(),
    }
}

/// Compares which rows two partitions of the same table hold.
fn compare_bounds(expected: &PartitionBound, live: &Partition, context: &Context<'_>) -> Verdict {
    use PartitionValues as Values;
    let found = &live.bound;
    if expected.text == found.text {
        return Verdict::Same;
    }
    match (&expected.values, &found.values) {
        (Values::NotUnderstood, _) | (_, Values::NotUnderstood) => Verdict::Unsure(Unsure {
            reason: "the bound of a partition is not understood".to_owned(),
            expected: expected.text.clone(),
            found: found.text.clone(),
            question: None,
        }),
        (
            Values::Range { from, to },
            Values::Range {
                from: live_from,
                to: live_to,
            },
        ) if from.len() == live_from.len() && to.len() == live_to.len() => {
            let firsts = compare_values(from, live_from, live, context);
            let lasts = compare_values(to, live_to, live, context);
            together([firsts, lasts].into_iter())
        }
        (Values::List(one), Values::List(other)) => compare_lists(one, other, live, context),
        (Values::Hash(one), Values::Hash(other)) if one == other => Verdict::Same,
        (Values::Others, Values::Others) => Verdict::Same,
        (Values::Range { .. } | Values::Hash(_) | Values::List(_) | Values::Others, _) => {
            Verdict::Differs
        }
    }
}

/// The order of a list means nothing.
fn compare_lists(
    expected: &[Expression],
    found: &[Expression],
    live: &Partition,
    context: &Context<'_>,
) -> Verdict {
    let without = |list: &[Expression], other: &[Expression]| -> Vec<Expression> {
        let is_there = |value: &Expression| other.iter().any(|own| own.normal == value.normal);
        let rest = list.iter().filter(|value| !is_there(value));
        rest.cloned().collect()
    };
    let (missing, extra) = (without(expected, found), without(found, expected));
    match (missing.as_slice(), extra.as_slice()) {
        ([], []) => Verdict::Same,
        ([], _) | (_, []) => Verdict::Differs,
        ([one], [other]) => compare_value(one, other, 0, live, context),
        ([one, ..], [other, ..]) => compare_texts(one, other),
    }
}

fn compare_values(
    expected: &[Expression],
    found: &[Expression],
    live: &Partition,
    context: &Context<'_>,
) -> Verdict {
    let pairs = expected.iter().zip(found).enumerate();
    together(pairs.map(|(place, (one, other))| compare_value(one, other, place, live, context)))
}

/// Compares two values of the same part of the key, as values of its type.
fn compare_value(
    expected: &Expression,
    found: &Expression,
    place: usize,
    live: &Partition,
    context: &Context<'_>,
) -> Verdict {
    const ENDS: [&str; 3] = ["minvalue", "maxvalue", "null"];
    if expected.normal == found.normal {
        return Verdict::Same;
    }
    let is_end = |value: &Expression| {
        let word = value.text.to_ascii_lowercase();
        ENDS.contains(&word.as_str())
    };
    if is_end(expected) || is_end(found) {
        return Verdict::Differs;
    }
    let names = context.pairs.names;
    let mut tables = context.pairs.live.tables.iter();
    let parent = tables.find(|table| names.same(&table.name, &live.parent));
    let column = parent.and_then(|parent| {
        let partitioning = parent.partitioning.get()?.as_ref()?;
        key_column(parent, partitioning.key.get(place)?, context)
    });
    match column {
        Some(column) => {
            let shape = column.data_type.get().map(|own| &own.shape);
            compare_defaults(context.expressions(), expected, found, column, shape)
        }
        None => compare_texts(expected, found),
    }
}
