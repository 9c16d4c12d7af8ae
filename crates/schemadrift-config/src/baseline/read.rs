//! Owns the reading of a baseline. A mistake is told at its place: an entry that is passed over would
//! bring back what was accepted.

use std::collections::BTreeSet;
use std::ops::Range;

use schemadrift_core::finding::Effect;

use super::{Baseline, BaselineEntry};
use crate::keys::{Key, Takes};
use crate::walk::{Table, Walk};

const EFFECTS: &[&str] = &[
    "cosmetic",
    "slower",
    "data-at-risk",
    "writes-fail",
    "reads-fail",
];

const ROOT: &[Key] = &[Key {
    name: "finding",
    about: "An accepted finding",
    takes: Takes::Tables(FINDING),
    is_required: false,
}];

const FINDING: &[Key] = &[
    entry_key("rule", true),
    entry_key("object", true),
    entry_key("effect", true),
    entry_key("fingerprint", true),
    entry_key("reason", true),
    entry_key("database", false),
    entry_key("count", false),
];

const fn entry_key(name: &'static str, is_required: bool) -> Key {
    Key {
        name,
        about: "",
        takes: Takes::Text,
        is_required,
    }
}

/// Reads a baseline. `path` names it in messages.
pub fn read_baseline(path: &str, text: &str) -> Baseline {
    let mut baseline = Baseline::default();
    let walk = Walk::over(path, text, |walk, table| {
        let fields = walk.fields(table, 0..text.len(), "the file", ROOT);
        let mut seen = BTreeSet::new();
        for (table, place) in walk.tables(fields.get("finding"), "finding") {
            let Some(entry) = entry(walk, table, place.clone()) else {
                continue;
            };
            if seen.insert((entry.database.clone(), entry.fingerprint.clone())) {
                baseline.entries.push(entry);
            } else {
                let help = Some("join the two, with the sum as `count`".to_owned());
                walk.mistake(place, "another entry has this fingerprint", help);
            }
        }
    });
    baseline.problems = walk.into_problems();
    baseline
}

fn entry(walk: &mut Walk, table: &Table<'_>, place: Range<usize>) -> Option<BaselineEntry> {
    let fields = walk.fields(table, place, "an accepted finding", FINDING);
    let rule = walk.text(&fields, "rule");
    let object = walk.text(&fields, "object");
    let fingerprint = walk.text(&fields, "fingerprint");
    let reason = walk.text(&fields, "reason");
    let database = walk.text(&fields, "database");
    let effect = fields
        .get("effect")
        .and_then(|value| walk.word(value, "`effect`", EFFECTS));
    let count = match fields.get("count") {
        Some(_) => walk.number(&fields, "count")?,
        None => 1,
    };
    Some(BaselineEntry {
        rule: rule?.0,
        object: object?.0,
        fingerprint: fingerprint?.0,
        reason: reason?.0,
        effect: effect_of(effect?),
        count,
        database: database.map(|(name, _)| name),
        origin: walk.origin(fields.place),
    })
}

fn effect_of(word: &str) -> Effect {
    match word {
        "reads-fail" => Effect::ReadsFail,
        "writes-fail" => Effect::WritesFail,
        "data-at-risk" => Effect::DataAtRisk,
        "slower" => Effect::Slower,
        _ => Effect::Cosmetic,
    }
}
