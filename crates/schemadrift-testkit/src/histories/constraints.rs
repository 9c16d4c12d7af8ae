//! Owns new constraints of tables, named or left to the server to name.

use schemadrift_core::dialect::Engine;
use schemadrift_core::model::{Check, Index, IndexKey, PrimaryKey, Schema, Table, Validity};
use schemadrift_core::name::Name;
use schemadrift_core::origin::Origin;
use schemadrift_core::stated::Stated;

use super::{columns, drawing, spelling};
use crate::choices::Choices;
use crate::schemas::{ACTIONS, comparable_columns, condition_of, referable_keys};

/// `CONSTRAINT name `, or nothing, where the server invents a name.
pub(super) fn naming(sketch: &Schema, table: &Table, label: &str, choices: &mut Choices) -> String {
    if !choices.happens(35) {
        return String::new();
    }
    let derived = format!("{}_{label}", table.name.name);
    let name = drawing::constraint_name(sketch, &derived, choices);
    format!(
        "CONSTRAINT {} ",
        sketch.engine.dialect().quote(name.as_str())
    )
}

/// The name that a constraint has by what [`naming`] wrote; where that was nothing, the one that
/// the server is expected to invent.
pub(super) fn known(
    named: &str,
    sketch: &Schema,
    table: &Table,
    columns: &[Name],
    label: &str,
) -> Name {
    let written = named
        .strip_prefix("CONSTRAINT \"")
        .and_then(|rest| rest.strip_suffix("\" "));
    if let Some(written) = written {
        return drawing::kept(sketch, &written.replace("\"\"", "\""));
    }
    let mut parts = vec![table.name.name.as_str()];
    parts.extend(columns.iter().map(Name::as_str));
    parts.push(label);
    drawing::kept(sketch, &parts.join("_"))
}

/// A constraint of any kind, without `ADD`. It is put into the sketch of the table.
pub(super) fn any(
    sketch: &Schema,
    table: &mut Table,
    is_new_table: bool,
    choices: &mut Choices,
) -> Option<String> {
    let earlier = referable_keys(table);
    let mut written = match choices.below(4) {
        0 => unique(sketch, table, choices),
        1 => check(sketch, table, choices),
        2 => foreign_key(sketch, table, choices),
        _ => primary_key(sketch, table, choices),
    }?;
    if repeats_key(table, &earlier) {
        return None;
    }
    let may_be_unchecked = written.contains("CHECK (") || written.contains("REFERENCES ");
    if !is_new_table && may_be_unchecked && choices.happens(20) {
        written.push_str(" NOT VALID");
    }
    Some(written)
}

/// Whether one of the keys repeats another: which of both foreign keys hang on, no statement says.
pub(super) fn repeats_key(table: &Table, earlier: &[Vec<Name>]) -> bool {
    let is_same = |one: &[Name], other: &[Name]| {
        one.len() == other.len() && one.iter().all(|column| other.contains(column))
    };
    let keys = referable_keys(table);
    let doubled = |keys: &[Vec<Name>]| {
        let places = keys.iter().enumerate();
        let repeating = places.filter(|(place, key)| {
            let mut before = keys.iter().take(*place);
            before.any(|other| is_same(key, other))
        });
        repeating.count()
    };
    doubled(&keys) > doubled(earlier)
}

fn names(table: &Table) -> Vec<Name> {
    table
        .columns
        .iter()
        .map(|column| column.name.clone())
        .collect()
}

fn unique(sketch: &Schema, table: &mut Table, choices: &mut Choices) -> Option<String> {
    let comparable = comparable_columns(sketch, table);
    if comparable.is_empty() {
        return None;
    }
    let columns = drawing::some_columns(&comparable, 3, choices);
    let named = naming(sketch, table, "key", choices);
    let mut index = Index::over_columns(columns.clone(), Origin::Unlocated);
    index.is_unique = true;
    index.is_constraint = Stated::Written(true);
    index.name = Stated::Written(known(&named, sketch, table, &columns, "key"));
    table.indexes.push(index);
    let listed = spelling::list(sketch.engine, &columns, choices);
    if sketch.engine != Engine::PostgreSql {
        return Some(format!("{named}UNIQUE ({listed})"));
    }
    let nulls = spelling::maybe(" NULLS NOT DISTINCT", 5, choices);
    let included = drawing::some_columns(&names(table), 1, choices);
    let include = if choices.happens(10) {
        let listed = spelling::list(sketch.engine, &included, choices);
        format!(" INCLUDE ({listed})")
    } else {
        String::new()
    };
    Some(format!("{named}UNIQUE{nulls} ({listed}){include}"))
}

fn check(sketch: &Schema, table: &mut Table, choices: &mut Choices) -> Option<String> {
    let columns = drawing::some_columns(&names(table), 3, choices);
    let expression = condition_of(sketch, table, &columns)?;
    let named = naming(sketch, table, "check", choices);
    let name = known(&named, sketch, table, columns.get(..1)?, "check");
    let text = expression.text.clone();
    table.checks.push(Check {
        name: Stated::Written(name),
        expression,
        validity: Stated::Written(Validity::Valid),
        origin: Origin::Unlocated,
    });
    Some(format!("{named}CHECK ({text})"))
}

fn primary_key(sketch: &Schema, table: &mut Table, choices: &mut Choices) -> Option<String> {
    let comparable = comparable_columns(sketch, table);
    if !table.primary_key_columns().is_empty() || comparable.is_empty() {
        return None;
    }
    let columns = drawing::some_columns(&comparable, 2, choices);
    let named = naming(sketch, table, "pkey", choices);
    let name = known(&named, sketch, table, &[], "pkey");
    table.primary_key = Stated::Written(Some(PrimaryKey {
        name: Stated::Written(name),
        columns: columns.clone(),
        include: Stated::Implied(Vec::new()),
        origin: Origin::Unlocated,
    }));
    let listed = spelling::list(sketch.engine, &columns, choices);
    Some(format!("{named}PRIMARY KEY ({listed})"))
}

fn foreign_key(sketch: &Schema, table: &mut Table, choices: &mut Choices) -> Option<String> {
    let shape = |table: &Table, name: &Name| {
        let column = table.column(name)?;
        column.data_type.get().map(|own| own.shape.clone())
    };
    let mut targets = Vec::new();
    for target in sketch.tables.iter().chain([&*table]) {
        for key in referable_keys(target) {
            // A column of the same type for each column that is referred to.
            let own: Option<Vec<Name>> = key
                .iter()
                .map(|name| {
                    let wanted = shape(target, name)?;
                    names(table)
                        .into_iter()
                        .find(|own| shape(table, own).as_ref() == Some(&wanted))
                })
                .collect();
            if let Some(own) = own {
                targets.push((target.name.clone(), key, own));
            }
        }
    }
    let (target, key, own) = choices.one_of(&targets)?.clone();
    let named = naming(sketch, table, "fkey", choices);
    let name = known(&named, sketch, table, &own, "fkey");
    let listed = spelling::list(sketch.engine, &own, choices);
    let referred = spelling::list(sketch.engine, &key, choices);
    let actions = actions(choices);
    let deferral = choices
        .one_of(&[
            "",
            "",
            "",
            " DEFERRABLE",
            " DEFERRABLE INITIALLY DEFERRED",
            " NOT DEFERRABLE",
        ])
        .copied()?;
    table
        .foreign_keys
        .push(columns::foreign_key(name, own, target.clone(), key));
    let target = spelling::relation(sketch, &target, choices);
    Some(format!(
        "{named}FOREIGN KEY ({listed}) REFERENCES {target} ({referred}){actions}{deferral}"
    ))
}

/// What a foreign key does when a target goes or changes, in either order, or nothing.
pub(super) fn actions(choices: &mut Choices) -> String {
    let mut written = Vec::new();
    for event in ["DELETE", "UPDATE"] {
        if choices.happens(40)
            && let Some(action) = choices.one_of(ACTIONS)
        {
            written.push(format!(" ON {event} {action}"));
        }
    }
    choices.shuffle(&mut written);
    written.concat()
}

/// The names of a table's constraints.
pub(super) fn all_names(table: &Table) -> Vec<Name> {
    let key = table.primary_key.get().and_then(Option::as_ref);
    let key = key.and_then(|key| key.name.get());
    let uniques = table
        .indexes
        .iter()
        .filter(|index| index.is_constraint.is_true())
        .filter_map(|index| index.name.get());
    let foreign = table.foreign_keys.iter().filter_map(|key| key.name.get());
    let checks = table.checks.iter().filter_map(|check| check.name.get());
    key.into_iter()
        .chain(uniques)
        .chain(foreign)
        .chain(checks)
        .cloned()
        .collect()
}

/// Takes a constraint out of the sketch.
pub(super) fn forget(table: &mut Table, name: &Name) {
    let is_it = |own: &Stated<Name>| own.get() == Some(name);
    if let Some(Some(key)) = table.primary_key.get()
        && is_it(&key.name)
    {
        table.primary_key = Stated::Written(None);
    }
    table.indexes.retain(|index| !is_it(&index.name));
    table.foreign_keys.retain(|key| !is_it(&key.name));
    table.checks.retain(|check| !is_it(&check.name));
}

/// Renames a constraint in the sketch.
pub(super) fn rename(table: &mut Table, from: &Name, to: &Name) {
    let change = |own: &mut Stated<Name>| {
        if own.get() == Some(from) {
            *own = Stated::Written(to.clone());
        }
    };
    if let Stated::Written(Some(key)) = &mut table.primary_key {
        change(&mut key.name);
    }
    table
        .indexes
        .iter_mut()
        .for_each(|index| change(&mut index.name));
    table
        .foreign_keys
        .iter_mut()
        .for_each(|key| change(&mut key.name));
    table
        .checks
        .iter_mut()
        .for_each(|check| change(&mut check.name));
}

/// Whether an index has this column among its keys.
pub(super) fn has_key(index: &Index, column: &Name) -> bool {
    index.parts.iter().any(|part| match &part.key {
        IndexKey::Column(own) => own == column,
        IndexKey::Expression(expression) => expression.text.contains(column.as_str()),
    })
}
