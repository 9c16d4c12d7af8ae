//! Owns what a database does with rows by itself: triggers, row-level security, partitions, as its
//! catalog states them.

use schemadrift_core::data_type::{ColumnType, DataType, TextSize};
use schemadrift_core::dialect::Engine;
use schemadrift_core::expression::{Expression, NormalForm};
use schemadrift_core::model::{
    Deferral, Partition, PartitionBound, PartitionValues, Partitioning, Policy, PolicyCommand,
    RowSecurity, Schema, Table, TableKind, Trigger, TriggerAction, TriggerEvent, TriggerFiring,
    TriggerShape, TriggerTiming,
};
use schemadrift_core::name::{Name, QualifiedName};
use schemadrift_core::origin::Origin;
use schemadrift_core::stated::Stated;

use super::expressions::quoted;
use super::palette::expression;
use super::{Building, columns, facts, mysql, tables};
use crate::choices::Choices;

/// Adds to a table what is done with its rows.
pub(super) fn add_all(building: &mut Building, table: usize, choices: &mut Choices) {
    for _ in 0..choices.below(3) {
        add_trigger(building, table, choices);
    }
    if !building.is_postgresql() {
        return;
    }
    let is_enabled = choices.happens(50);
    building.schema.tables[table].row_security = Stated::Written(RowSecurity {
        is_enabled,
        is_forced: choices.happens(20),
    });
    let mut taken = super::names::Taken::default();
    for _ in 0..choices.below(3) {
        let name = taken.draw(super::names::CONSTRAINTS, choices);
        let made = policy(
            &building.schema,
            &building.schema.tables[table],
            name,
            choices,
        );
        building.schema.tables[table].policies.push(made);
    }
}

fn add_trigger(building: &mut Building, table: usize, choices: &mut Choices) {
    let derived = format!("{}_trigger", building.schema.tables[table].name.name);
    let name = building.names.constraint(&derived, choices);
    let name = if building.is_mysql() {
        mysql::name(&name)
    } else {
        name
    };
    let made = trigger(
        building.schema.engine,
        &building.schema.tables[table],
        name,
        choices,
    );
    building.schema.tables[table].triggers.push(made);
}

/// A trigger of a table.
pub(crate) fn trigger(engine: Engine, table: &Table, name: Name, choices: &mut Choices) -> Trigger {
    let mut shape = TriggerShape {
        timing: if choices.happens(50) {
            TriggerTiming::After
        } else {
            TriggerTiming::Before
        },
        events: events(engine, choices),
        update_columns: Vec::new(),
        is_for_each_row: engine != Engine::PostgreSql || choices.happens(70),
        condition: None,
        old_rows: None,
        new_rows: None,
        deferral: None,
        referenced: None,
        action: action(engine, choices),
    };
    let column = choices
        .one_of(&table.columns)
        .map(|column| column.name.clone());
    let has_columns = !matches!(engine, Engine::MySql | Engine::MariaDb);
    if let Some(column) = column.filter(|_| has_columns) {
        if shape.events.contains(&TriggerEvent::Update) && choices.happens(40) {
            shape.update_columns = vec![column.clone()];
        }
        if shape.is_for_each_row && choices.happens(40) {
            shape.condition = condition(&shape.events, &column);
        }
    }
    if engine == Engine::PostgreSql
        && shape.is_for_each_row
        && shape.timing == TriggerTiming::After
        && choices.happens(30)
    {
        shape.deferral = choices
            .one_of(&[
                Deferral::NotDeferrable,
                Deferral::InitiallyImmediate,
                Deferral::InitiallyDeferred,
            ])
            .copied();
    }
    Trigger {
        name,
        definition: Stated::NotStated,
        shape: Stated::Written(shape),
        firing: Stated::Written(firing(engine, choices)),
        origin: Origin::Unlocated,
    }
}

/// Only PostgreSQL has triggers of several events.
fn events(engine: Engine, choices: &mut Choices) -> Vec<TriggerEvent> {
    let all = [
        TriggerEvent::Insert,
        TriggerEvent::Delete,
        TriggerEvent::Update,
    ];
    let mut events: Vec<TriggerEvent> = choices.one_of(&all).copied().into_iter().collect();
    if engine == Engine::PostgreSql && choices.happens(40) {
        events.extend(choices.one_of(&all).copied());
        events.sort();
        events.dedup();
    }
    events
}

/// A condition over the row that every one of the events has.
fn condition(events: &[TriggerEvent], column: &Name) -> Option<Expression> {
    let row = match events {
        [TriggerEvent::Insert | TriggerEvent::Update] => "new",
        [TriggerEvent::Delete] => "old",
        _ => return None,
    };
    let text = format!("({row}.{} IS NOT NULL)", quoted(column.as_str()));
    Some(expression(text.clone(), NormalForm::Rewritten(text)))
}

/// A function that every PostgreSQL server has; a statement that does nothing elsewhere.
fn action(engine: Engine, choices: &mut Choices) -> TriggerAction {
    let body = |text: &str| {
        TriggerAction::Body(expression(
            text.to_owned(),
            NormalForm::Rewritten(text.to_owned()),
        ))
    };
    match engine {
        Engine::PostgreSql => TriggerAction::Call {
            function: QualifiedName::bare("suppress_redundant_updates_trigger"),
            arguments: if choices.happens(30) {
                vec!["it's".to_owned(), "2".to_owned()]
            } else {
                Vec::new()
            },
        },
        Engine::Sqlite => body("BEGIN SELECT 1; END"),
        Engine::MySql | Engine::MariaDb => body("SET @seen = 1"),
    }
}

fn firing(engine: Engine, choices: &mut Choices) -> TriggerFiring {
    if engine != Engine::PostgreSql || !choices.happens(20) {
        return TriggerFiring::Ordinary;
    }
    let others = [
        TriggerFiring::Always,
        TriggerFiring::Replica,
        TriggerFiring::Never,
    ];
    choices
        .one_of(&others)
        .copied()
        .unwrap_or(TriggerFiring::Ordinary)
}

/// A policy of a table, for the roles that every server has.
pub(crate) fn policy(schema: &Schema, table: &Table, name: Name, choices: &mut Choices) -> Policy {
    let commands = [
        PolicyCommand::All,
        PolicyCommand::Select,
        PolicyCommand::Insert,
        PolicyCommand::Update,
        PolicyCommand::Delete,
    ];
    let command = choices
        .one_of(&commands)
        .copied()
        .unwrap_or(PolicyCommand::All);
    let names: Vec<Name> = table
        .columns
        .iter()
        .map(|column| column.name.clone())
        .collect();
    let always = || expression("true".to_owned(), NormalForm::Rewritten("true".to_owned()));
    let own = facts::condition_of(schema, table, &names).unwrap_or_else(always);
    let (using, with_check) = match command {
        PolicyCommand::Select | PolicyCommand::Delete => (Some(own), None),
        PolicyCommand::Insert => (None, Some(own)),
        PolicyCommand::All | PolicyCommand::Update => (Some(own), choices.happens(40).then(always)),
    };
    let roles: &[&str] = if choices.happens(40) {
        &["pg_monitor", "pg_read_all_stats"]
    } else {
        &["public"]
    };
    Policy {
        name,
        is_permissive: Stated::Written(choices.happens(70)),
        command: Stated::Written(command),
        roles: Stated::Written(roles.iter().copied().map(Name::from).collect()),
        using: Stated::Written(using),
        with_check: Stated::Written(with_check),
        origin: Origin::Unlocated,
    }
}

/// Adds a partitioned table, with a partition or without.
pub(super) fn add_partitioned(building: &mut Building, choices: &mut Choices) {
    if !building.is_postgresql() || !choices.happens(60) {
        return;
    }
    let parent = divided(building.relation_name(choices));
    let is_listed = choices.happens(50);
    let (method, key, bound) = if is_listed {
        ("LIST", "kind", in_list(&["'a'", "'b'"]))
    } else {
        ("RANGE", "id", from_to("0", "10"))
    };
    let mut parent_table = parent;
    parent_table.kind = Stated::Written(TableKind::Partitioned);
    parent_table.partitioning = Stated::Written(Some(partitioning(method, key)));
    let parent = parent_table.name.clone();
    building.schema.tables.push(parent_table);
    for bound in [bound, others()].into_iter().take(choices.below(3)) {
        let mut partition = divided(building.relation_name(choices));
        partition.kind = Stated::Written(TableKind::Partition(Partition {
            parent: parent.clone(),
            bound,
        }));
        building.schema.tables.push(partition);
    }
}

/// How a table is divided by one column.
pub(crate) fn partitioning(method: &str, key: &str) -> Partitioning {
    Partitioning {
        method: method.to_owned(),
        key: vec![expression(
            key.to_owned(),
            NormalForm::Rewritten(key.to_owned()),
        )],
    }
}

/// A table that can be divided by both of its columns.
fn divided(name: QualifiedName) -> Table {
    let mut table = tables::stated(name);
    let types = [
        ("id", ColumnType::exact("integer", DataType::integer(32))),
        (
            "kind",
            ColumnType::exact("text", DataType::Text(TextSize::Regular)),
        ),
    ];
    for (name, column_type) in types {
        table
            .columns
            .push(columns::plain(Name::from(name), column_type, false));
    }
    table
}

fn value(text: &str) -> Expression {
    expression(text.to_owned(), NormalForm::Rewritten(text.to_owned()))
}

/// The rows of these values.
fn in_list(values: &[&str]) -> PartitionBound {
    PartitionBound {
        text: format!("FOR VALUES IN ({})", values.join(", ")),
        values: PartitionValues::List(values.iter().copied().map(value).collect()),
    }
}

/// The rows from one number on and below another.
pub(crate) fn from_to(from: &str, to: &str) -> PartitionBound {
    PartitionBound {
        text: format!("FOR VALUES FROM ({from}) TO ({to})"),
        values: PartitionValues::Range {
            from: vec![value(from)],
            to: vec![value(to)],
        },
    }
}

fn others() -> PartitionBound {
    PartitionBound {
        text: "DEFAULT".to_owned(),
        values: PartitionValues::Others,
    }
}
