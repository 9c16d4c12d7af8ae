//! Rule `conflicting-sources`: two sources of one database say different things of one object.

use std::collections::BTreeSet;

use schemadrift_core::finding::{Direction, Effect, Finding};
use schemadrift_core::model::{Column, Schema};
use schemadrift_core::object::{ObjectKind, ObjectPath};
use schemadrift_core::origin::Origin;

use super::{Context, Outcome, Rule, Run};
use crate::compare::compare;
use crate::pairing::{Pairs, TablePair};
use crate::settings::Settings;

pub(super) static RULE: Rule = Rule {
    name: "conflicting-sources",
    summary: "two sources say different things of one object",
    effect: Effect::DataAtRisk,
    since: "0.1.0",
    page: include_str!("../../pages/conflicting-sources.md"),
    run: Run::Database(check),
};

fn check(context: &Context<'_>, outcome: &mut Outcome) {
    let mut seen = BTreeSet::new();
    for (position, one) in context.settings.sources.iter().enumerate() {
        for other in context.settings.sources.iter().skip(position + 1) {
            for finding in disagreements(one, other) {
                if seen.insert(finding.object.clone()) {
                    report(&finding, one, other, outcome);
                }
            }
        }
    }
}

/// Where both state the same object otherwise. What only one of them states is no disagreement:
/// each lists what it needs.
fn disagreements(one: &Schema, other: &Schema) -> impl Iterator<Item = Finding> {
    let settings = Settings {
        lists_everything: true,
        ..Settings::default()
    };
    let findings = compare(one, other, &settings).findings.into_iter();
    findings.filter(|finding| {
        finding.direction == Direction::Differs
            && finding.effect != Effect::Cosmetic
            && finding.expected.is_some()
            && finding.found.is_some()
    })
}

fn report(finding: &Finding, one: &Schema, other: &Schema, outcome: &mut Outcome) {
    let object = &finding.object;
    let name = match &object.table {
        Some(table) => format!("{} `{}` of `{table}`", object.kind, object.name),
        None => format!("{} `{}`", object.kind, object.name),
    };
    let values = (finding.expected.as_deref(), finding.found.as_deref());
    let (Some(first), Some(second)) = values else {
        return;
    };
    let pairs = Pairs::of(one, other);
    let first_place = finding.locations.first().map(|place| &place.origin);
    RULE.draft(
        object.clone(),
        finding.effect,
        Direction::WithinCode,
        format!("the sources disagree on {name}: `{first}` or `{second}`"),
    )
    .declared(first_place, format!("`{first}` here"))
    .declared(place(&pairs, object), format!("`{second}` here"))
    .note("the database can be as only one of them says: the code of the other one fails on it")
    .help("make both say the same, or check each against a database of its own")
    .report(outcome);
}

/// Where the second of the two states the object, or else its table.
fn place<'a>(pairs: &'a Pairs<'a>, object: &ObjectPath) -> Option<&'a Origin> {
    let table = object.table.as_deref().unwrap_or(&object.name);
    let is_it = |pair: &&TablePair<'_>| {
        pair.name.name.as_str() == table
            && pair.name.schema.as_ref().map(AsRef::as_ref) == object.schema.as_deref()
    };
    let pair = pairs.tables.iter().find(is_it)?;
    let column = pair.columns.iter().filter_map(|column| column.live());
    let column = column
        .filter(|_| object.kind == ObjectKind::Column)
        .find(|column| column.name.as_str() == object.name);
    column
        .map(column_place)
        .or_else(|| pair.live.map(|table| &table.origin))
}

fn column_place(column: &Column) -> &Origin {
    column.type_origin.as_ref().unwrap_or(&column.origin)
}
