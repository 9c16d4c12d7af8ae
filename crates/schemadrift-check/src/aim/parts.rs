//! Owns what hangs on a table in an aim: keys, indexes, constraints, triggers and policies.

use schemadrift_core::model::{ForeignKey, Index, IndexKey, Table, Validity};
use schemadrift_core::name::Name;
use schemadrift_core::object::ObjectKind;
use schemadrift_core::stated::Stated;

use super::{Aiming, overlay};
use crate::pairing::{Pair, TablePair};
use crate::rules::{check_name, column_list, exclusion_name, foreign_key_name, index_name};

/// Puts right what hangs on a table that both sides have.
pub(super) fn change(
    pair: &TablePair<'_>,
    code: &Table,
    live: &Table,
    table: &mut Table,
    aiming: &mut Aiming<'_, '_>,
) {
    change_primary_key(pair, code, live, table, aiming);
    for index in &pair.indexes {
        change_index(pair, index, table, aiming);
    }
    for key in &pair.foreign_keys {
        change_foreign_key(pair, key, table, aiming);
    }
    change_checks(pair, table, aiming);
    change_exclusions(pair, table, aiming);
    change_triggers(pair, table, aiming);
    change_policies(pair, table, aiming);
}

fn change_primary_key(
    pair: &TablePair<'_>,
    code: &Table,
    live: &Table,
    table: &mut Table,
    aiming: &mut Aiming<'_, '_>,
) {
    let Some(expected) = code.primary_key.get() else {
        return;
    };
    let found = live.primary_key.get().and_then(Option::as_ref);
    let mut is_wanted = expected
        .as_ref()
        .is_some_and(|key| key.columns.iter().any(|name| is_added(pair, table, name)));
    for key in [expected.as_ref(), found].into_iter().flatten() {
        let name = key
            .name
            .get()
            .map_or_else(|| column_list(&key.columns), ToString::to_string);
        is_wanted |= aiming.takes("primary-key", &pair.part(ObjectKind::PrimaryKey, name));
    }
    if is_wanted {
        table.primary_key = code.primary_key.clone();
    }
}

/// Whether a column is one that the aim adds.
fn is_added(pair: &TablePair<'_>, table: &Table, name: &Name) -> bool {
    pair.lacks_live_column(name) && table.column(name).is_some()
}

fn change_index(
    pair: &TablePair<'_>,
    index: &Pair<'_, Index>,
    table: &mut Table,
    aiming: &mut Aiming<'_, '_>,
) {
    let path_of = |index: &Index| {
        let kind = if index.is_unique {
            ObjectKind::Unique
        } else {
            ObjectKind::Index
        };
        pair.part(kind, index_name(index))
    };
    match index {
        Pair::OnlyCode(code) => {
            let path = path_of(code);
            let comes_along = code.parts.iter().any(|part| match &part.key {
                IndexKey::Column(name) => is_added(pair, table, name),
                IndexKey::Expression(_) => false,
            });
            let is_missing = aiming.takes("missing-unique", &path)
                | aiming.takes("missing-index", &path)
                | aiming.takes("index-definition", &path);
            if is_missing || comes_along {
                table.indexes.push((*code).clone());
            }
        }
        Pair::OnlyLive(live) => {
            let path = path_of(live);
            let is_extra =
                aiming.takes("extra-index", &path) | aiming.takes("invalid-index", &path);
            if is_extra {
                table.indexes.retain(|own| own != *live);
            }
        }
        Pair::Both { code, live } => change_both(pair, code, live, table, aiming),
    }
}

fn change_both(
    pair: &TablePair<'_>,
    code: &Index,
    live: &Index,
    table: &mut Table,
    aiming: &mut Aiming<'_, '_>,
) {
    let kind = |index: &Index| {
        if index.is_unique {
            ObjectKind::Unique
        } else {
            ObjectKind::Index
        }
    };
    let path = pair.part(kind(code), index_name(code));
    let live_path = pair.part(kind(live), index_name(live));
    if pair.twin(code, live).is_some() {
        if aiming.takes("index-definition", &path) {
            table.indexes.push(code.clone());
        }
        return;
    }
    let loses_promise = aiming.takes("missing-unique", &path);
    let other_definition = aiming.taken("index-definition", &path);
    let is_rebuilt = aiming.takes("invalid-index", &live_path);
    let Some(own) = table.indexes.iter_mut().find(|own| *own == live) else {
        return;
    };
    let names = (Some(index_name(code)), Some(index_name(live)));
    let has_other_name_only = other_definition
        .is_some_and(|finding| (&finding.expected, &finding.found) == (&names.0, &names.1));
    if has_other_name_only {
        own.name = code.name.clone();
    } else if loses_promise || other_definition.is_some() {
        *own = overlay::index(code, live);
    }
    if is_rebuilt {
        own.validity = Stated::Written(Validity::Valid);
    }
}

fn change_foreign_key(
    pair: &TablePair<'_>,
    key: &Pair<'_, ForeignKey>,
    table: &mut Table,
    aiming: &mut Aiming<'_, '_>,
) {
    match key {
        Pair::OnlyCode(code) => add_foreign_key(pair, code, table, aiming),
        Pair::OnlyLive(live) => {
            let path = pair.part(ObjectKind::ForeignKey, foreign_key_name(live));
            if aiming.takes("extra-foreign-key", &path) {
                table.foreign_keys.retain(|own| own != *live);
            }
        }
        Pair::Both { code, live } => {
            let path = pair.part(ObjectKind::ForeignKey, foreign_key_name(code));
            let live_path = pair.part(ObjectKind::ForeignKey, foreign_key_name(live));
            let is_replaced = aiming.takes("foreign-key-definition", &path);
            let is_validated = aiming.takes("unvalidated-constraint", &live_path);
            let Some(own) = table.foreign_keys.iter_mut().find(|own| *own == *live) else {
                return;
            };
            if is_replaced {
                *own = overlay::foreign_key(code, live);
            }
            if is_validated {
                own.validity = Stated::Written(Validity::Valid);
            }
        }
    }
}

/// Adds a foreign key that is missed, or that comes along with what it stands on.
fn add_foreign_key(
    pair: &TablePair<'_>,
    code: &ForeignKey,
    table: &mut Table,
    aiming: &mut Aiming<'_, '_>,
) {
    let path = pair.part(ObjectKind::ForeignKey, foreign_key_name(code));
    if code.is_relation_only {
        aiming.leave(
            "missing-foreign-key",
            &path,
            "the code only joins over it: whether rows are to be held to it is for you to say",
        );
        return;
    }
    let stands_on_added = code.columns.iter().any(|name| is_added(pair, table, name));
    let is_missing = aiming.takes("missing-foreign-key", &path);
    if is_missing || stands_on_added || refers_to_added(code, aiming) {
        let mut key = code.clone();
        key.target = aiming.live_name(&code.target);
        table.foreign_keys.push(key);
    }
}

/// Whether a foreign key refers to a table or a column that the aim adds.
fn refers_to_added(code: &ForeignKey, aiming: &Aiming<'_, '_>) -> bool {
    let names = &aiming.pairs.names;
    let mut tables = aiming.pairs.tables.iter();
    let Some(target) = tables.find(|other| names.same(&other.name, &code.target)) else {
        return false;
    };
    let made = |table: &Table| names.same(&table.name, &code.target);
    let is_made = target.live.is_none()
        && (aiming.has("missing-table", &target.path()) || aiming.schema.tables.iter().any(made));
    let gains_column = target.live.is_some()
        && code.target_columns.iter().any(|column| {
            let path = target.part(ObjectKind::Column, column.as_str());
            let mut tables = aiming.schema.tables.iter();
            let own = tables.find(|table| made(table));
            target.lacks_live_column(column)
                && (aiming.has("missing-column", &path)
                    || own.is_some_and(|table| table.column(column).is_some()))
        });
    is_made || gains_column
}

fn change_checks(pair: &TablePair<'_>, table: &mut Table, aiming: &mut Aiming<'_, '_>) {
    for check in &pair.checks {
        match check {
            Pair::OnlyCode(code) => {
                let path = pair.part(ObjectKind::Check, check_name(code));
                if aiming.takes("missing-check", &path) {
                    table.checks.push((*code).clone());
                }
            }
            Pair::OnlyLive(_) => {}
            Pair::Both { code, live } => {
                let path = pair.part(ObjectKind::Check, check_name(live));
                let is_replaced = aiming.takes("check-definition", &path);
                let is_validated = aiming.takes("unvalidated-constraint", &path);
                let Some(own) = table.checks.iter_mut().find(|own| *own == *live) else {
                    continue;
                };
                if is_replaced {
                    *own = overlay::check(code, live);
                }
                if is_validated {
                    own.validity = Stated::Written(Validity::Valid);
                }
            }
        }
    }
}

fn change_exclusions(pair: &TablePair<'_>, table: &mut Table, aiming: &mut Aiming<'_, '_>) {
    for exclusion in &pair.exclusions {
        match exclusion {
            Pair::OnlyCode(code) => {
                let path = pair.part(ObjectKind::Exclusion, exclusion_name(code));
                if aiming.takes("missing-exclusion", &path) {
                    table.exclusions.push((*code).clone());
                }
            }
            Pair::OnlyLive(_) => {}
            Pair::Both { code, live } => {
                let path = pair.part(ObjectKind::Exclusion, exclusion_name(live));
                let is_replaced = aiming.takes("exclusion-definition", &path);
                let mut exclusions = table.exclusions.iter_mut();
                if let Some(own) = exclusions.find(|own| *own == *live)
                    && is_replaced
                {
                    own.definition = code.definition.clone();
                }
            }
        }
    }
}

fn change_triggers(pair: &TablePair<'_>, table: &mut Table, aiming: &mut Aiming<'_, '_>) {
    for trigger in &pair.triggers {
        match trigger {
            Pair::OnlyCode(code) => {
                let path = pair.part(ObjectKind::Trigger, code.name.as_str());
                if aiming.takes("missing-trigger", &path) {
                    table.triggers.push((*code).clone());
                }
            }
            Pair::OnlyLive(live) => {
                let path = pair.part(ObjectKind::Trigger, live.name.as_str());
                if aiming.takes("extra-trigger", &path) {
                    table.triggers.retain(|own| own != *live);
                }
            }
            Pair::Both { code, live } => {
                let paths = [&live.name, &code.name]
                    .map(|name| pair.part(ObjectKind::Trigger, name.as_str()));
                let is_replaced = paths.iter().fold(false, |is_replaced, path| {
                    aiming.takes("trigger-definition", path) | is_replaced
                });
                let mut triggers = table.triggers.iter_mut();
                if let Some(own) = triggers.find(|own| *own == *live)
                    && is_replaced
                {
                    *own = overlay::trigger(code, live);
                }
            }
        }
    }
}

fn change_policies(pair: &TablePair<'_>, table: &mut Table, aiming: &mut Aiming<'_, '_>) {
    for policy in &pair.policies {
        match policy {
            Pair::OnlyCode(code) => {
                let path = pair.part(ObjectKind::Policy, code.name.as_str());
                if aiming.takes("missing-policy", &path) {
                    table.policies.push((*code).clone());
                }
            }
            Pair::OnlyLive(live) => {
                let path = pair.part(ObjectKind::Policy, live.name.as_str());
                if aiming.takes("extra-policy", &path) {
                    table.policies.retain(|own| own != *live);
                }
            }
            Pair::Both { code, live } => {
                let paths = [&live.name, &code.name]
                    .map(|name| pair.part(ObjectKind::Policy, name.as_str()));
                let is_replaced = paths.iter().fold(false, |is_replaced, path| {
                    aiming.takes("policy-definition", path) | is_replaced
                });
                let mut policies = table.policies.iter_mut();
                if let Some(own) = policies.find(|own| *own == *live)
                    && is_replaced
                {
                    *own = overlay::policy(code, live);
                }
            }
        }
    }
}
