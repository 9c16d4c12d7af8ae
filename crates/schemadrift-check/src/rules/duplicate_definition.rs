//! Rule `duplicate-definition`: the code defines a table more than once.

use std::collections::{BTreeMap, BTreeSet};

use schemadrift_core::finding::{Direction, Effect};
use schemadrift_core::model::Duplicate;
use schemadrift_core::name::{Name, QualifiedName};
use schemadrift_core::object::{ObjectKind, ObjectPath};

use super::{Context, Outcome, Rule, Run};

pub(super) static RULE: Rule = Rule {
    name: "duplicate-definition",
    summary: "the code defines a table more than once",
    effect: Effect::DataAtRisk,
    since: "0.1.0",
    page: include_str!("../../pages/duplicate-definition.md"),
    run: Run::Database(check),
};

fn check(context: &Context<'_>, outcome: &mut Outcome) {
    let mut by_table: BTreeMap<&QualifiedName, Vec<&Duplicate>> = BTreeMap::new();
    for duplicate in &context.pairs.code.duplicates {
        let of_table = by_table.entry(&duplicate.table).or_default();
        of_table.push(duplicate);
    }
    for (table, duplicates) in by_table {
        report(&context.pairs.names.resolve(table), &duplicates, outcome);
    }
}

/// One finding a table, however many definitions there are.
fn report(table: &QualifiedName, duplicates: &[&Duplicate], outcome: &mut Outcome) {
    let differing: BTreeSet<&Name> = duplicates
        .iter()
        .flat_map(|duplicate| &duplicate.differing)
        .collect();
    let agrees = differing.is_empty();
    let times = match duplicates.len() {
        1 => "twice".to_owned(),
        more => format!("{} times", more + 1),
    };
    let how = if agrees {
        "with the same columns".to_owned()
    } else {
        format!("and the definitions disagree on {}", listed(&differing))
    };
    let effect = if agrees {
        Effect::Cosmetic
    } else {
        Effect::DataAtRisk
    };
    let mut draft = RULE
        .draft(
            ObjectPath::top(ObjectKind::Table, table),
            effect,
            Direction::WithinCode,
            format!("table `{}` is defined {times}, {how}", table.name),
        )
        .note(if agrees {
            "whoever changes one has to think of the other"
        } else {
            "the definition that runs first holds and the other one does nothing: which columns a \
             database has depends on the order, and what needs the others fails"
        })
        .help(if agrees {
            "keep one definition"
        } else {
            "keep one definition, with every column that the code uses"
        });
    let first = duplicates.first().map(|duplicate| &duplicate.first);
    draft = draft.declared(first, "first here");
    for duplicate in duplicates {
        let label = if duplicate.differing.is_empty() {
            "once more here"
        } else {
            "once more here, otherwise"
        };
        draft = draft.declared(Some(&duplicate.second), label);
    }
    draft.report(outcome);
}

fn listed(columns: &BTreeSet<&Name>) -> String {
    let quoted: Vec<String> = columns.iter().map(|column| format!("`{column}`")).collect();
    quoted.join(", ")
}
