//! Owns the counts of what stands neither by itself nor in a list of a table: triggers of tables and views, and
//! privileges.

use std::collections::BTreeMap;

use schemadrift_core::finding::Level;
use schemadrift_core::model::Grant;
use schemadrift_core::object::{ObjectKind, ObjectPath};

use crate::outcome::Tally;
use crate::pairing::Pairs;
use crate::rules::GRANTS;
use crate::settings::Settings;

/// Counts the triggers of tables and views, where the code states any.
pub(crate) fn triggers(pairs: &Pairs<'_>, tallies: &mut BTreeMap<ObjectKind, Tally>) {
    let of_tables = pairs.tables.iter().map(|table| {
        let code = table.code.map_or(0, |code| code.triggers.len());
        let live = table.live.map_or(0, |live| live.triggers.len());
        (&table.name, &table.triggers, code, live)
    });
    let of_views = pairs.views.iter().map(|view| {
        let code = view.code.map_or(0, |code| code.triggers.len());
        let live = view.live.map_or(0, |live| live.triggers.len());
        (&view.name, &view.triggers, code, live)
    });
    for (owner, triggers, code, live) in of_tables.chain(of_views) {
        if code > 0 {
            let compared = triggers.iter().filter_map(|pair| pair.both());
            let compared = compared
                .map(|(_, live)| ObjectPath::part(ObjectKind::Trigger, owner, live.name.as_str()))
                .collect();
            let tally = tallies.entry(ObjectKind::Trigger).or_default();
            tally.add_many(code, live, compared);
        }
    }
}

/// Counts what grantees may do, where it was asked for.
pub(crate) fn grants(
    pairs: &Pairs<'_>,
    settings: &Settings,
    tallies: &mut BTreeMap<ObjectKind, Tally>,
) {
    let level = settings.levels.get(GRANTS);
    if level.is_none_or(|level| *level == Level::Off) {
        return;
    }
    let is_stated = |grants: &[&Grant]| grants.iter().any(|grant| !grant.is_implied);
    for pair in &pairs.grants {
        let (code, live) = (is_stated(&pair.code), is_stated(&pair.live));
        if code || live {
            let tally = tallies.entry(ObjectKind::Grant).or_default();
            tally.add(code, live, || pair.path.clone());
        }
    }
}
