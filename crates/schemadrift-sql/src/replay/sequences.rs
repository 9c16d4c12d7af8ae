//! Owns sequences: those that stand for themselves, and those that number a column.

use std::collections::BTreeMap;

use schemadrift_core::data_type::ColumnType;
use schemadrift_core::expression::{Expression, NormalForm};
use schemadrift_core::model::{Column, DefaultValue, Increment, Sequence, Table};
use schemadrift_core::name::{Name, QualifiedName};
use schemadrift_core::origin::Origin;
use schemadrift_core::stated::Stated;

use super::Outcome;
use super::columns::value_mut;
use super::mentions::function_called;
use super::naming::{Label, is_taken_by_relation, postgresql};
use super::state::State;
use crate::change::{CreateTable, Element, SequenceAction, SequenceOwner};
use crate::postgresql::largest_of;
use crate::tokens::{Kind, decode_text, tokenize};

/// Makes a sequence.
pub(super) fn create(
    state: &mut State,
    sequence: &Sequence,
    owner: Option<&SequenceOwner>,
    is_tolerant: bool,
) -> Outcome {
    let name = state.place(&sequence.name);
    if place_of(state, &name).is_some() || is_taken_by_relation(state, &name) {
        return if is_tolerant {
            Ok(())
        } else {
            Err(format!("sequence `{name}` exists already"))
        };
    }
    let mut sequence = sequence.clone();
    sequence.name = name.clone();
    state.schema.sequences.push(sequence);
    if let Some(owner) = owner {
        own(state, &name, owner)?;
    }
    Ok(())
}

fn place_of(state: &State, name: &QualifiedName) -> Option<usize> {
    state.find(&state.schema.sequences, |sequence| &sequence.name, name)
}

/// Changes a sequence.
pub(super) fn alter(
    state: &mut State,
    name: &QualifiedName,
    actions: &[SequenceAction],
) -> Outcome {
    let Some(place) = place_of(state, name) else {
        // Identity columns have sequences that no statement creates.
        return Ok(());
    };
    for action in actions {
        if let SequenceAction::OwnedBy(owner) = action {
            let name = state.schema.sequences[place].name.clone();
            own(state, &name, owner)?;
        } else if let Some(sequence) = state.schema.sequences.get_mut(place) {
            set(sequence, action);
        }
    }
    Ok(())
}

fn set(sequence: &mut Sequence, action: &SequenceAction) {
    let bound = |value: Option<i64>| value.map_or(Stated::NotStated, Stated::Written);
    match action {
        SequenceAction::Type(data_type) => set_type(sequence, data_type),
        SequenceAction::OwnedBy(_) => {}
        SequenceAction::Start(start) => sequence.start = Stated::Written(*start),
        SequenceAction::Increment(step) => sequence.increment = Stated::Written(*step),
        SequenceAction::Minimum(minimum) => sequence.minimum = bound(*minimum),
        SequenceAction::Maximum(maximum) => sequence.maximum = bound(*maximum),
        SequenceAction::Cache(cache) => sequence.cache = Stated::Written(*cache),
        SequenceAction::Cycle(is_cycling) => sequence.is_cycling = Stated::Written(*is_cycling),
    }
}

/// A limit that is the one of the old type becomes the one of the new.
fn set_type(sequence: &mut Sequence, data_type: &ColumnType) {
    let old = largest_of(sequence.data_type.get());
    let new = largest_of(Some(data_type));
    for (limit, old, new) in [
        (&mut sequence.maximum, old, new),
        (&mut sequence.minimum, -old - 1, -new - 1),
    ] {
        if limit.get() == Some(&old) {
            *limit = Stated::Implied(new);
        }
    }
    sequence.data_type = Stated::Written(data_type.clone());
}

fn own(state: &mut State, sequence: &QualifiedName, owner: &SequenceOwner) -> Outcome {
    match owner {
        SequenceOwner::Nobody => {
            state.sequence_owners.remove(sequence);
        }
        SequenceOwner::Column { table, column } => {
            if let Some(table) = state.table_mut(table)? {
                let table = table.name.clone();
                state
                    .sequence_owners
                    .insert(sequence.clone(), (table, column.clone()));
            }
        }
    }
    Ok(())
}

/// Gives the columns that a table declares as `serial` their sequences.
pub(super) fn number_serial_columns(state: &mut State, place: usize, definition: &CreateTable) {
    for element in &definition.elements {
        if let Element::Column(column) = element
            && column.is_serial
        {
            let name = state.cut(&column.column.name);
            number(state, place, &name);
        }
    }
}

/// Makes the sequence of a `serial` column and the default that uses it.
pub(super) fn number(state: &mut State, place: usize, column: &Name) {
    let Some(table) = state.schema.tables.get(place) else {
        return;
    };
    let owner = table.name.clone();
    let origin = table
        .column(column)
        .map_or(Origin::Unlocated, |column| column.origin.clone());
    let own = postgresql(state, &owner, Label::Sequence, column.as_str());
    let name = QualifiedName {
        schema: owner.schema.clone(),
        name: own,
    };
    let text = format!("nextval('{}'::regclass)", path_text(state, &name));
    let sequence = Sequence {
        name: name.clone(),
        data_type: Stated::NotStated,
        start: Stated::NotStated,
        increment: Stated::NotStated,
        minimum: Stated::NotStated,
        maximum: Stated::NotStated,
        cache: Stated::NotStated,
        is_cycling: Stated::NotStated,
        origin,
    };
    state.schema.sequences.push(sequence);
    state.sequence_owners.insert(name, (owner, column.clone()));
    let table = state.schema.tables.get_mut(place);
    if let Some(column) =
        table.and_then(|table| table.columns.iter_mut().find(|own| &own.name == column))
    {
        column.default = Stated::Implied(Some(DefaultValue::Expression(Expression {
            normal: NormalForm::Rewritten(text.clone()),
            text,
        })));
    }
}

/// A name as it stands inside the string of a `regclass`.
fn path_text(state: &State, name: &QualifiedName) -> String {
    let quote = |name: &Name| state.dialect.quote(name.as_str()).replace('\'', "''");
    match &name.schema {
        Some(schema) => format!("{}.{}", quote(schema), quote(&name.name)),
        None => quote(&name.name),
    }
}

/// Says of each column that takes its numbers from a sequence of its own that it is `serial`, and
/// leaves in the schema only sequences that stand for themselves. One that takes them from a
/// sequence that nobody owns keeps its default, and who numbers it is left open: it is both.
pub(super) fn fold_serials(state: &mut State) {
    let owners = std::mem::take(&mut state.sequence_owners);
    let mut tables = std::mem::take(&mut state.schema.tables);
    for table in &mut tables {
        let owner = table.name.clone();
        for column in &mut table.columns {
            fold(state, &owners, &owner, column);
        }
    }
    let numbering: Vec<QualifiedName> = tables
        .iter()
        .flat_map(|table| &table.columns)
        .filter_map(|column| match column.increment.get() {
            Some(Some(Increment::Serial { sequence })) => Some(sequence.clone()),
            _ => None,
        })
        .collect();
    state.schema.tables = tables;
    // One that is owned and numbers nothing is a sequence like any other.
    state
        .schema
        .sequences
        .retain(|sequence| !numbering.contains(&sequence.name));
}

fn fold(
    state: &State,
    owners: &BTreeMap<QualifiedName, (QualifiedName, Name)>,
    table: &QualifiedName,
    column: &mut Column,
) {
    let Some(Some(DefaultValue::Expression(default))) = column.default.get() else {
        return;
    };
    let Some(written) = sequence_of(state, &default.text) else {
        return;
    };
    let written = in_default_schema(state, written);
    let sequence = place_of(state, &written)
        .and_then(|place| state.schema.sequences.get(place))
        .map_or(written, |sequence| sequence.name.clone());
    let is_own = owners
        .get(&sequence)
        .is_some_and(|(owner, name)| owner == table && name == &column.name);
    if is_own {
        column.increment = Stated::Implied(Some(Increment::Serial { sequence }));
        column.default = Stated::Implied(None);
    } else {
        column.increment = Stated::NotStated;
    }
}

/// The sequence in `nextval('…')`, with or without a cast.
fn sequence_of(state: &State, default: &str) -> Option<QualifiedName> {
    let engine = state.engine();
    let tokens = tokenize(engine, default);
    let call = tokens.iter().position(|token| token.is_word("nextval"))?;
    let [open, name, ..] = tokens.get(call + 1..)? else {
        return None;
    };
    if !open.is_symbol("(") || name.kind != Kind::Text {
        return None;
    }
    let path = decode_text(engine, name.text)?;
    let path = tokenize(engine, &path);
    let names: Vec<String> = path.iter().filter_map(|token| token.name(engine)).collect();
    match names.as_slice() {
        [name] => Some(QualifiedName::bare(name.as_str())),
        [schema, name] => Some(QualifiedName::new(schema.as_str(), name.as_str())),
        _ => None,
    }
}

/// A default that takes its numbers from a sequence where a search path has led to it: it is named
/// in full, since the path may be another one later.
pub(super) fn resolve_default(state: &State, default: &mut DefaultValue) {
    let DefaultValue::Expression(expression) = default else {
        return;
    };
    let is_call = function_called(&expression.text).as_deref() == Some("nextval");
    let found = sequence_of(state, &expression.text)
        .filter(|name| is_call && name.schema.is_none())
        .and_then(|name| place_of(state, &name))
        .map(|place| state.schema.sequences[place].name.clone());
    if let Some(name) = found.filter(|name| name.schema != state.schema.default_namespace) {
        expression.text = format!("nextval('{}'::regclass)", path_text(state, &name));
    }
}

/// The name in a default, in full: one that lives elsewhere was resolved when it was written.
fn in_default_schema(state: &State, name: QualifiedName) -> QualifiedName {
    QualifiedName {
        schema: name
            .schema
            .or_else(|| state.schema.default_namespace.clone()),
        name: name.name,
    }
}

/// Gives a sequence its new name in the defaults that take their numbers from it.
pub(super) fn rename_in_defaults(state: &mut State, old: &QualifiedName, new: &QualifiedName) {
    let text = format!("nextval('{}'::regclass)", path_text(state, new));
    for_each_user(state, old, |column| {
        if let Some(Some(DefaultValue::Expression(default))) = value_mut(&mut column.default) {
            default.text.clone_from(&text);
        }
    });
}

/// Takes away the defaults that take their numbers from a sequence.
pub(super) fn drop_defaults(state: &mut State, sequence: &QualifiedName) {
    for_each_user(state, sequence, |column| {
        column.default = Stated::Implied(None);
    });
}

/// Does something to each column that takes its numbers from this sequence.
fn for_each_user(state: &mut State, sequence: &QualifiedName, change: impl Fn(&mut Column)) {
    let mut tables = std::mem::take(&mut state.schema.tables);
    for column in tables.iter_mut().flat_map(|table| &mut table.columns) {
        let used = match column.default.get() {
            Some(Some(DefaultValue::Expression(default))) => sequence_of(state, &default.text),
            Some(Some(DefaultValue::Unknown) | None) | None => None,
        };
        let used = used.and_then(|name| place_of(state, &in_default_schema(state, name)));
        if used.is_some_and(|place| &state.schema.sequences[place].name == sequence) {
            change(column);
        }
    }
    state.schema.tables = tables;
}

/// What a column of this table owns.
pub(super) fn owned_by(state: &State, table: &Table) -> Vec<QualifiedName> {
    state
        .sequence_owners
        .iter()
        .filter(|(_, (owner, _))| owner == &table.name)
        .map(|(sequence, _)| sequence.clone())
        .collect()
}
