//! Owns columns: what follows from what a definition leaves out, and what happens to everything
//! that hangs on a column when it goes or gets another name.

use schemadrift_core::data_type::{ColumnType, DataType};
use schemadrift_core::expression::Expression;
use schemadrift_core::model::{Column, DefaultValue, ForeignKey, Index, IndexKey, Policy, Table};
use schemadrift_core::name::{Name, QualifiedName};
use schemadrift_core::object::{ObjectKind, ObjectPath};
use schemadrift_core::origin::Origin;
use schemadrift_core::stated::Stated;

use super::mentions::{mentions, rename};
use super::state::State;
use super::tables::may_have_more_columns;
use super::{drop as dropping, grants, reads, references, sequences, triggers, views};
use crate::change::{ColumnDefinition, ColumnPosition};

/// A column as the server makes it: what is not written has the engine's default.
pub(super) fn complete(state: &State, definition: &ColumnDefinition) -> Column {
    let mut column = definition.column.clone();
    column.name = state.cut(&column.name);
    if let Some(data_type) = column.data_type.get() {
        column.data_type = Stated::Written(resolve_type(state, data_type));
    }
    if definition.is_serial && !column.is_nullable.is_stated() {
        column.is_nullable = Stated::Implied(false);
    }
    if matches!(column.increment.get(), Some(Some(_))) && !column.is_nullable.is_stated() {
        // An identity or `AUTO_INCREMENT` is NOT NULL. SQLite's rowid is decided with its key.
        column.is_nullable = Stated::Implied(!state.rules.keys_are_not_null);
    }
    if let Some(Some(default)) = value_mut(&mut column.default) {
        sequences::resolve_default(state, default);
    }
    imply(&mut column.is_nullable, true);
    imply(&mut column.default, None);
    imply(&mut column.increment, None);
    imply(&mut column.generated, None);
    imply(&mut column.on_update, None);
    imply(&mut column.comment, None);
    // MySQL's columns have the collation of their table, which has the one of the server.
    if !state.rules.shrinks_indexes {
        imply(&mut column.collation, None);
    }
    column
}

/// States what follows where nothing is written.
pub(super) fn imply<T>(fact: &mut Stated<T>, value: T) {
    if !fact.is_stated() {
        *fact = Stated::Implied(value);
    }
}

/// Adds what a second definition writes of a column that is there.
pub(super) fn refine(known: &mut Column, again: &Column) {
    if again.data_type.is_stated() {
        known.data_type = again.data_type.clone();
    }
    if again.is_nullable.is_written() {
        known.is_nullable = again.is_nullable.clone();
    }
    if again.default.is_written() {
        known.default = again.default.clone();
    }
    known.origin = again.origin.clone();
}

/// Puts a column in its place.
pub(super) fn insert(table: &mut Table, column: Column, position: &ColumnPosition) {
    let place = match position {
        ColumnPosition::Last => None,
        ColumnPosition::First => Some(0),
        ColumnPosition::After(other) => table
            .columns
            .iter()
            .position(|column| column.name.as_str().eq_ignore_ascii_case(other.as_str()))
            .map(|place| place + 1),
    };
    match place {
        Some(place) => table.columns.insert(place, column),
        None => table.columns.push(column),
    }
}

/// A type with its name resolved by what exists.
pub(super) fn resolve_type(state: &State, data_type: &ColumnType) -> ColumnType {
    ColumnType {
        shape: resolve_shape(state, &data_type.shape),
        ..data_type.clone()
    }
}

fn resolve_shape(state: &State, shape: &DataType) -> DataType {
    match shape {
        DataType::Array(element) => DataType::Array(Box::new(resolve_shape(state, element))),
        DataType::Named { name, arguments } => {
            let known = state.candidates(name);
            let known = known.iter().find_map(|name| resolve_type_name(state, name));
            match known {
                Some((name, true)) => DataType::Enum(name),
                Some((name, false)) => DataType::Named {
                    name,
                    arguments: arguments.clone(),
                },
                None => shape.clone(),
            }
        }
        other => other.clone(),
    }
}

/// The type of this full name, and whether it is an enum.
fn resolve_type_name(state: &State, name: &QualifiedName) -> Option<(QualifiedName, bool)> {
    let schema = &state.schema;
    if let Some(place) = state.find(&schema.enums, |enum_type| &enum_type.name, name) {
        return Some((schema.enums[place].name.clone(), true));
    }
    let domain = state
        .find(&schema.domains, |domain| &domain.name, name)
        .and_then(|place| schema.domains.get(place))
        .map(|domain| &domain.name);
    let composite = || {
        let place = state.find(&schema.composites, |composite| &composite.name, name)?;
        schema
            .composites
            .get(place)
            .map(|composite| &composite.name)
    };
    let other = || {
        let place = state.find(&state.other_types, |name| name, name)?;
        state.other_types.get(place)
    };
    // The rows of a table have a type as well.
    let rows = || Some(&schema.tables.get(state.table_place(name)?)?.name);
    let known = domain.or_else(composite).or_else(other).or_else(rows);
    known.map(|name| (name.clone(), false))
}

/// Drops a column with what the engine drops along with it.
pub(super) fn drop(state: &mut State, table: usize, name: &Name, cascades: bool, origin: &Origin) {
    let shrinks = state.rules.shrinks_indexes;
    let engine = state.engine();
    let keys = references::keys(state, table);
    let Some(owner) = state.schema.tables.get_mut(table) else {
        return;
    };
    let owner_name = owner.name.clone();
    owner.columns.retain(|column| &column.name != name);
    let takes_computed = state.rules.drops_references;
    let uses = |text: &str| mentions(engine, text, name);
    if shrinks {
        for index in &mut owner.indexes {
            index
                .parts
                .retain(|part| !matches!(&part.key, IndexKey::Column(own) if own == name));
        }
        owner.indexes.retain(|index| !index.parts.is_empty());
    } else {
        owner
            .indexes
            .retain(|index| !index_uses(index, name, &uses));
    }
    if key_uses(owner, name) {
        owner.primary_key = Stated::Implied(None);
    }
    owner.foreign_keys.retain(|key| !key.columns.contains(name));
    owner.checks.retain(|check| !uses(&check.expression.text));
    owner
        .exclusions
        .retain(|exclusion| !uses(&exclusion.definition.text));
    if cascades {
        owner.policies.retain(|policy| !policy_uses(policy, &uses));
        owner
            .triggers
            .retain(|trigger| !triggers::uses_column(engine, trigger, name));
    }
    // PostgreSQL took such columns along by itself before version 15 and refuses to since: where the
    // statement has run, they are gone (<https://www.postgresql.org/docs/release/15.0/>).
    let computed: Vec<Name> = owner
        .columns
        .iter()
        .filter(|column| (cascades || takes_computed) && generated_uses(column, &uses))
        .map(|column| column.name.clone())
        .collect();
    if state.rules.drops_references {
        for other in &mut state.schema.tables {
            other
                .foreign_keys
                .retain(|key| !(key.target == owner_name && key.target_columns.contains(name)));
        }
    }
    if cascades {
        references::drop_to_lost_keys(state, table, &keys);
    }
    drop_owned_sequences(state, &owner_name, name, cascades);
    if state.rules.is_transactional {
        grants::forget_column(state, &owner_name, name);
    }
    for column in computed {
        drop(state, table, &column, true, origin);
    }
    if cascades {
        for view in reads::readers(state, &owner_name, Some(name)) {
            dropping::drop_view(state, &view, true, origin);
        }
    }
    let path = ObjectPath::part(ObjectKind::Column, &owner_name, name.as_str());
    state.remember_gone(path, origin);
}

/// Drops the sequences that a column owns.
fn drop_owned_sequences(state: &mut State, table: &QualifiedName, name: &Name, cascades: bool) {
    let owned = |owner: &(QualifiedName, Name)| &owner.0 == table && &owner.1 == name;
    let owned_sequences: Vec<QualifiedName> = state
        .sequence_owners
        .iter()
        .filter(|(_, owner)| owned(owner))
        .map(|(sequence, _)| sequence.clone())
        .collect();
    for sequence in &owned_sequences {
        if cascades {
            sequences::drop_defaults(state, sequence);
        }
        state.sequence_owners.remove(sequence);
        state.schema.sequences.retain(|own| &own.name != sequence);
        grants::forget_relation(state, sequence);
    }
}

fn index_uses(index: &Index, name: &Name, uses: &impl Fn(&str) -> bool) -> bool {
    let in_keys = index.parts.iter().any(|part| match &part.key {
        IndexKey::Column(own) => own == name,
        IndexKey::Expression(expression) => uses(&expression.text),
    });
    let is_carried = index
        .include
        .get()
        .is_some_and(|include| include.contains(name));
    let in_predicate =
        matches!(index.predicate.get(), Some(Some(predicate)) if uses(&predicate.text));
    in_keys || is_carried || in_predicate
}

/// Whether a primary key goes with a column: one of its own, or one that its index carries along
/// (<https://www.postgresql.org/docs/current/sql-altertable.html>).
fn key_uses(table: &Table, name: &Name) -> bool {
    let key = table.primary_key.get().and_then(Option::as_ref);
    key.is_some_and(|key| {
        let is_carried = key
            .include
            .get()
            .is_some_and(|include| include.contains(name));
        key.columns.contains(name) || is_carried
    })
}

fn policy_uses(policy: &Policy, uses: &impl Fn(&str) -> bool) -> bool {
    [&policy.using, &policy.with_check]
        .into_iter()
        .any(|rule| matches!(rule.get(), Some(Some(rule)) if uses(&rule.text)))
}

fn generated_uses(column: &Column, uses: &impl Fn(&str) -> bool) -> bool {
    matches!(column.generated.get(), Some(Some(generated)) if uses(&generated.expression.text))
}

/// Gives a column a new name, and everything that names it.
pub(super) fn rename_column(
    state: &mut State,
    table: usize,
    from: &Name,
    to: &Name,
    origin: &Origin,
) {
    let engine = state.engine();
    let Some(owner) = state.schema.tables.get_mut(table) else {
        return;
    };
    let owner_name = owner.name.clone();
    let in_text = |expression: &mut Expression| rename(engine, expression, from, to);
    for column in &mut owner.columns {
        if &column.name == from {
            column.name = to.clone();
            column.origin = origin.clone();
        }
        if let Some(Some(generated)) = value_mut(&mut column.generated) {
            in_text(&mut generated.expression);
        }
        if let Some(Some(DefaultValue::Expression(default))) = value_mut(&mut column.default) {
            in_text(default);
        }
    }
    if let Some(Some(key)) = value_mut(&mut owner.primary_key) {
        replace(&mut key.columns, from, to);
        if let Some(include) = value_mut(&mut key.include) {
            replace(include, from, to);
        }
    }
    for index in &mut owner.indexes {
        rename_in_index(index, from, to, &in_text);
    }
    for key in &mut owner.foreign_keys {
        replace(&mut key.columns, from, to);
    }
    for check in &mut owner.checks {
        in_text(&mut check.expression);
    }
    for exclusion in &mut owner.exclusions {
        in_text(&mut exclusion.definition);
    }
    if let Some(Some(partitioning)) = value_mut(&mut owner.partitioning) {
        for part in &mut partitioning.key {
            in_text(part);
        }
    }
    triggers::rename_column(engine, &mut owner.triggers, from, to);
    for policy in &mut owner.policies {
        for rule in [&mut policy.using, &mut policy.with_check] {
            if let Some(Some(rule)) = value_mut(rule) {
                in_text(rule);
            }
        }
    }
    for other in &mut state.schema.tables {
        for key in &mut other.foreign_keys {
            if key.target == owner_name {
                replace(&mut key.target_columns, from, to);
            }
        }
    }
    let readers = reads::readers(state, &owner_name, Some(from));
    views::mark_renamed(state, &readers, &owner_name.name);
    views::rename_column(state, &owner_name.name, from, to);
    reads::rename_column(state, &owner_name, from, to);
    if state.rules.is_transactional {
        grants::rename_column(state, &owner_name, from, to);
    }
    for owner in state.sequence_owners.values_mut() {
        if owner.0 == owner_name && &owner.1 == from {
            owner.1 = to.clone();
        }
    }
}

fn rename_in_index(index: &mut Index, from: &Name, to: &Name, in_text: &impl Fn(&mut Expression)) {
    for part in &mut index.parts {
        match &mut part.key {
            IndexKey::Column(name) if name == from => *name = to.clone(),
            IndexKey::Column(_) => {}
            IndexKey::Expression(expression) => in_text(expression),
        }
    }
    if let Some(include) = value_mut(&mut index.include) {
        replace(include, from, to);
    }
    if let Some(Some(predicate)) = value_mut(&mut index.predicate) {
        in_text(predicate);
    }
}

fn replace(names: &mut [Name], from: &Name, to: &Name) {
    for name in names.iter_mut().filter(|name| *name == from) {
        *name = to.clone();
    }
}

/// The value to be changed in place, if the fact is stated.
pub(super) fn value_mut<T>(fact: &mut Stated<T>) -> Option<&mut T> {
    match fact {
        Stated::Written(value) | Stated::Implied(value) => Some(value),
        Stated::NotStated => None,
    }
}

/// Gives what refers to a table's columns the names that the table uses for them.
pub(super) fn spelled_as(state: &State, table: &Table, name: &Name) -> Option<Name> {
    known(state, table, name).or_else(|| may_have_more_columns(table).then(|| state.cut(name)))
}

/// The name of a column that is known to be there.
pub(super) fn known(state: &State, table: &Table, name: &Name) -> Option<Name> {
    table
        .columns
        .iter()
        .find(|column| state.same_part(&column.name, name))
        .map(|column| column.name.clone())
}

/// The columns of a foreign key's target: those named, or the target's primary key.
pub(super) fn target_columns(key: &ForeignKey, target: Option<&Table>) -> Vec<Name> {
    if key.target_columns.is_empty() {
        target.map_or_else(Vec::new, |target| target.primary_key_columns().to_vec())
    } else {
        key.target_columns.clone()
    }
}
