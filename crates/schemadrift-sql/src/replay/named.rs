//! Owns constraints and indexes by name: dropped, renamed, validated.

use schemadrift_core::model::{Index, Table, Validity};
use schemadrift_core::name::Name;
use schemadrift_core::object::ObjectKind;
use schemadrift_core::stated::Stated;

use super::columns::value_mut;
use crate::change::ConstraintKind;

/// Takes a constraint away and says what it was. A statement that names the kind means that one;
/// the primary key of MySQL has no name, and its indexes are dropped like constraints.
pub(super) fn remove(
    table: &mut Table,
    kind: Option<ConstraintKind>,
    is_it: &dyn Fn(&Name) -> bool,
) -> Option<ObjectKind> {
    let named = |name: &Stated<Name>| name.get().is_some_and(is_it);
    let asks_for = |wanted: ConstraintKind| kind.is_none_or(|kind| kind == wanted);
    let key = table.primary_key.get().and_then(Option::as_ref);
    let is_key = match kind {
        Some(ConstraintKind::PrimaryKey) => key.is_some(),
        Some(ConstraintKind::ForeignKey | ConstraintKind::Check | ConstraintKind::Index) => false,
        None => key.is_some_and(|key| named(&key.name)),
    };
    if is_key {
        table.primary_key = Stated::Implied(None);
        return Some(ObjectKind::PrimaryKey);
    }
    let is_index =
        |index: &Index| named(&index.name) && (kind.is_some() || index.is_constraint.is_true());
    if asks_for(ConstraintKind::Index)
        && let Some(place) = table.indexes.iter().position(is_index)
    {
        let index = table.indexes.remove(place);
        return Some(if index.is_unique {
            ObjectKind::Unique
        } else {
            ObjectKind::Index
        });
    }
    if asks_for(ConstraintKind::ForeignKey)
        && let Some(place) = table.foreign_keys.iter().position(|key| named(&key.name))
    {
        table.foreign_keys.remove(place);
        return Some(ObjectKind::ForeignKey);
    }
    if asks_for(ConstraintKind::Check)
        && let Some(place) = table.checks.iter().position(|check| named(&check.name))
    {
        table.checks.remove(place);
        return Some(ObjectKind::Check);
    }
    let place = table
        .exclusions
        .iter()
        .position(|exclusion| kind.is_none() && named(&exclusion.name))?;
    table.exclusions.remove(place);
    Some(ObjectKind::Exclusion)
}

/// Gives a constraint a new name, or an index where `takes_indexes` says that it is meant too: with
/// PostgreSQL an index may be called as a check or a foreign key is.
pub(super) fn rename(
    table: &mut Table,
    is_it: &dyn Fn(&Name) -> bool,
    to: &Name,
    takes_indexes: bool,
) -> bool {
    let mut is_found = false;
    let mut set = |name: &mut Stated<Name>| {
        if name.get().is_some_and(is_it) {
            *name = Stated::Written(to.clone());
            is_found = true;
        }
    };
    if let Some(Some(key)) = value_mut(&mut table.primary_key) {
        set(&mut key.name);
    }
    table
        .indexes
        .iter_mut()
        .filter(|index| takes_indexes || index.is_constraint.is_true())
        .for_each(|index| set(&mut index.name));
    table
        .foreign_keys
        .iter_mut()
        .for_each(|key| set(&mut key.name));
    table
        .checks
        .iter_mut()
        .for_each(|check| set(&mut check.name));
    table
        .exclusions
        .iter_mut()
        .for_each(|exclusion| set(&mut exclusion.name));
    is_found
}

/// Gives an index another name. A foreign key keeps the one that it shared with its index.
pub(super) fn rename_index(table: &mut Table, is_it: &dyn Fn(&Name) -> bool, to: &Name) -> bool {
    let found = table
        .indexes
        .iter_mut()
        .find(|index| index.name.get().is_some_and(is_it));
    let Some(index) = found else { return false };
    index.name = Stated::Written(to.clone());
    true
}

/// Says that a constraint holds for the rows that are there.
pub(super) fn validate(table: &mut Table, name: &Name) -> bool {
    let mut is_found = false;
    let mut set = |own: &Stated<Name>, validity: &mut Stated<Validity>| {
        if own.get() == Some(name) {
            *validity = Stated::Written(Validity::Valid);
            is_found = true;
        }
    };
    for key in &mut table.foreign_keys {
        set(&key.name, &mut key.validity);
    }
    for check in &mut table.checks {
        set(&check.name, &mut check.validity);
    }
    is_found
}
