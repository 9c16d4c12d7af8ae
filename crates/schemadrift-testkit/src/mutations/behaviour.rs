//! Owns mutations of what a database does with rows by itself: triggers, policies, partitions.

use schemadrift_core::dialect::Engine;
use schemadrift_core::expression::{Expression, NormalForm};
use schemadrift_core::model::{
    PartitionValues, Policy, PolicyCommand, RowSecurity, Schema, TableKind, Trigger, TriggerEvent,
    TriggerFiring, TriggerShape, TriggerTiming,
};
use schemadrift_core::name::Name;
use schemadrift_core::object::{ObjectKind, ObjectPath};
use schemadrift_core::stated::Stated;

use super::drafting::Draft;
use super::usage::{self, triggers_where};
use super::{Mutation, MutationKind};
use crate::choices::Choices;
use crate::schemas::{made_policy, made_trigger, partition_from_to, partitioned_by};

/// A trigger is gone.
pub(super) fn drop_trigger(schema: &Schema, choices: &mut Choices) -> Option<Mutation> {
    let (table, position) = *choices.one_of(&triggers_where(schema, |_| true))?;
    let mut draft = Draft::new(MutationKind::DropTrigger, schema);
    let trigger = draft.schema.tables[table].triggers.remove(position);
    expect_trigger(draft, "missing-trigger", schema, table, &trigger.name)
}

/// There is one more trigger.
pub(super) fn add_trigger(schema: &Schema, choices: &mut Choices) -> Option<Mutation> {
    let position = choices.below(schema.tables.len());
    let original = schema.tables.get(position)?;
    let name = Name::from("an_added_trigger");
    let trigger = made_trigger(schema.engine, original, name.clone(), choices);
    let mut draft = Draft::new(MutationKind::AddTrigger, schema);
    draft.schema.tables[position].triggers.push(trigger);
    expect_trigger(draft, "extra-trigger", schema, position, &name)
}

/// A trigger has another name.
pub(super) fn rename_trigger(schema: &Schema, choices: &mut Choices) -> Option<Mutation> {
    let (table, position) = *choices.one_of(&triggers_where(schema, |_| true))?;
    let mut draft = Draft::new(MutationKind::RenameTrigger, schema);
    let trigger = &mut draft.schema.tables[table].triggers[position];
    trigger.name = Name::from("a_renamed_trigger");
    let name = &schema.tables[table].triggers[position].name;
    expect_trigger(draft, "trigger-definition", schema, table, name)
}

/// A trigger fires after what it fired before, or the other way round.
pub(super) fn change_trigger_time(schema: &Schema, choices: &mut Choices) -> Option<Mutation> {
    let is_plain = |shape: &TriggerShape| shape.deferral.is_none();
    change_shape(
        schema,
        MutationKind::ChangeTriggerTime,
        is_plain,
        choices,
        |shape| {
            shape.timing = match shape.timing {
                TriggerTiming::Before => TriggerTiming::After,
                TriggerTiming::After | TriggerTiming::InsteadOf => TriggerTiming::Before,
            };
        },
    )
}

/// A trigger fires on something else.
pub(super) fn change_trigger_events(schema: &Schema, choices: &mut Choices) -> Option<Mutation> {
    let is_plain =
        |shape: &TriggerShape| shape.condition.is_none() && shape.update_columns.is_empty();
    change_shape(
        schema,
        MutationKind::ChangeTriggerEvents,
        is_plain,
        choices,
        |shape| {
            let has_inserts = shape.events == [TriggerEvent::Insert];
            shape.events = vec![if has_inserts {
                TriggerEvent::Delete
            } else {
                TriggerEvent::Insert
            }];
        },
    )
}

fn change_shape(
    schema: &Schema,
    kind: MutationKind,
    is_fit: impl Fn(&TriggerShape) -> bool,
    choices: &mut Choices,
    change: impl Fn(&mut TriggerShape),
) -> Option<Mutation> {
    let fit = triggers_where(schema, |trigger| trigger.shape.get().is_some_and(&is_fit));
    let (table, position) = *choices.one_of(&fit)?;
    let mut draft = Draft::new(kind, schema);
    let trigger = &mut draft.schema.tables[table].triggers[position];
    if let Stated::Written(shape) = &mut trigger.shape {
        change(shape);
    }
    let name = &schema.tables[table].triggers[position].name;
    expect_trigger(draft, "trigger-definition", schema, table, name)
}

/// A trigger that fired fires no more.
pub(super) fn disable_trigger(schema: &Schema, choices: &mut Choices) -> Option<Mutation> {
    if schema.engine != Engine::PostgreSql {
        return None;
    }
    let (table, position) = *choices.one_of(&triggers_where(schema, Trigger::fires))?;
    let mut draft = Draft::new(MutationKind::DisableTrigger, schema);
    let trigger = &mut draft.schema.tables[table].triggers[position];
    trigger.firing = Stated::Written(TriggerFiring::Never);
    let name = &schema.tables[table].triggers[position].name;
    expect_trigger(draft, "trigger-definition", schema, table, name)
}

fn expect_trigger(
    draft: Draft,
    rule: &'static str,
    schema: &Schema,
    table: usize,
    name: &Name,
) -> Option<Mutation> {
    let table = schema.tables.get(table)?;
    draft
        .expect_part(rule, ObjectKind::Trigger, table, name.as_str())
        .finish()
}

/// Row-level security is switched.
pub(super) fn switch_row_security(schema: &Schema, choices: &mut Choices) -> Option<Mutation> {
    let position = choices.below(schema.tables.len());
    let original = schema.tables.get(position)?;
    let before = *original.row_security.get()?;
    let mut draft = Draft::new(MutationKind::SwitchRowSecurity, schema);
    draft.schema.tables[position].row_security = Stated::Written(RowSecurity {
        is_enabled: !before.is_enabled,
        ..before
    });
    draft
        .expect(
            "row-security",
            ObjectPath::top(ObjectKind::Table, &original.name),
        )
        .finish()
}

/// A policy is gone.
pub(super) fn drop_policy(schema: &Schema, choices: &mut Choices) -> Option<Mutation> {
    let (table, position) = *choices.one_of(&usage::policies_where(schema, |_| true))?;
    let mut draft = Draft::new(MutationKind::DropPolicy, schema);
    let policy = draft.schema.tables[table].policies.remove(position);
    expect_policy(draft, "missing-policy", schema, table, &policy.name)
}

/// There is one more policy.
pub(super) fn add_policy(schema: &Schema, choices: &mut Choices) -> Option<Mutation> {
    if schema.engine != Engine::PostgreSql {
        return None;
    }
    let position = choices.below(schema.tables.len());
    let original = schema.tables.get(position)?;
    let name = Name::from("an_added_policy");
    let policy = made_policy(schema, original, name.clone(), choices);
    let mut draft = Draft::new(MutationKind::AddPolicy, schema);
    draft.schema.tables[position].policies.push(policy);
    expect_policy(draft, "extra-policy", schema, position, &name)
}

/// A policy narrows that widened, or the other way round.
pub(super) fn change_policy_kind(schema: &Schema, choices: &mut Choices) -> Option<Mutation> {
    change_policy(
        schema,
        MutationKind::ChangePolicyKind,
        |_| true,
        choices,
        |policy| {
            policy.is_permissive = Stated::Written(!policy.is_permissive.is_true());
        },
    )
}

/// A policy is about deleting that was about reading, or the other way round.
pub(super) fn change_policy_command(schema: &Schema, choices: &mut Choices) -> Option<Mutation> {
    let has_one_condition = |policy: &Policy| {
        let command = policy.command.get();
        matches!(command, Some(PolicyCommand::Select | PolicyCommand::Delete))
    };
    change_policy(
        schema,
        MutationKind::ChangePolicyCommand,
        has_one_condition,
        choices,
        |policy| {
            let reads = policy.command.get() == Some(&PolicyCommand::Select);
            policy.command = Stated::Written(if reads {
                PolicyCommand::Delete
            } else {
                PolicyCommand::Select
            });
        },
    )
}

/// A policy is for other roles.
pub(super) fn change_policy_roles(schema: &Schema, choices: &mut Choices) -> Option<Mutation> {
    change_policy(
        schema,
        MutationKind::ChangePolicyRoles,
        |_| true,
        choices,
        |policy| policy.roles = Stated::Written(vec![Name::from("pg_signal_backend")]),
    )
}

/// A policy has another condition.
pub(super) fn change_policy_condition(schema: &Schema, choices: &mut Choices) -> Option<Mutation> {
    let has_using = |policy: &Policy| matches!(policy.using.get(), Some(Some(_)));
    change_policy(
        schema,
        MutationKind::ChangePolicyCondition,
        has_using,
        choices,
        |policy| {
            let text = "(CURRENT_USER = 'somebody'::name)".to_owned();
            policy.using = Stated::Written(Some(Expression {
                normal: NormalForm::Rewritten(text.clone()),
                text,
            }));
        },
    )
}

fn change_policy(
    schema: &Schema,
    kind: MutationKind,
    is_fit: impl Fn(&Policy) -> bool,
    choices: &mut Choices,
    change: impl Fn(&mut Policy),
) -> Option<Mutation> {
    let (table, position) = *choices.one_of(&usage::policies_where(schema, is_fit))?;
    let mut draft = Draft::new(kind, schema);
    change(&mut draft.schema.tables[table].policies[position]);
    let name = &schema.tables[table].policies[position].name;
    expect_policy(draft, "policy-definition", schema, table, name)
}

fn expect_policy(
    draft: Draft,
    rule: &'static str,
    schema: &Schema,
    table: usize,
    name: &Name,
) -> Option<Mutation> {
    let table = schema.tables.get(table)?;
    draft
        .expect_part(rule, ObjectKind::Policy, table, name.as_str())
        .finish()
}

/// A table without partitions is divided by another method.
pub(super) fn change_partitioning(schema: &Schema, choices: &mut Choices) -> Option<Mutation> {
    let has_parts = |name| {
        schema.tables.iter().any(
            |table| matches!(table.kind.get(), Some(TableKind::Partition(own)) if &own.parent == name),
        )
    };
    let tables = schema.tables.iter().enumerate();
    let fit: Vec<usize> = tables
        .filter(|(_, table)| matches!(table.partitioning.get(), Some(Some(_))))
        .filter(|(_, table)| !has_parts(&table.name))
        .map(|(position, _)| position)
        .collect();
    let position = *choices.one_of(&fit)?;
    let mut draft = Draft::new(MutationKind::ChangePartitioning, schema);
    draft.schema.tables[position].partitioning =
        Stated::Written(Some(partitioned_by("HASH", "id")));
    expect_partitioning(draft, schema, position)
}

/// A partition is none any more.
pub(super) fn detach_partition(schema: &Schema, choices: &mut Choices) -> Option<Mutation> {
    let position = *choices.one_of(&partitions(schema, |_| true))?;
    let mut draft = Draft::new(MutationKind::DetachPartition, schema);
    draft.schema.tables[position].kind = Stated::Written(TableKind::Ordinary);
    expect_partitioning(draft, schema, position)
}

/// A partition holds other rows.
pub(super) fn change_partition_bound(schema: &Schema, choices: &mut Choices) -> Option<Mutation> {
    let is_range = |values: &PartitionValues| matches!(values, PartitionValues::Range { .. });
    let position = *choices.one_of(&partitions(schema, is_range))?;
    let mut draft = Draft::new(MutationKind::ChangePartitionBound, schema);
    if let Stated::Written(TableKind::Partition(partition)) =
        &mut draft.schema.tables[position].kind
    {
        partition.bound = partition_from_to("0", "20");
    }
    expect_partitioning(draft, schema, position)
}

fn partitions(schema: &Schema, is_fit: impl Fn(&PartitionValues) -> bool) -> Vec<usize> {
    let tables = schema.tables.iter().enumerate();
    tables
        .filter(|(_, table)| {
            matches!(table.kind.get(), Some(TableKind::Partition(own)) if is_fit(&own.bound.values))
        })
        .map(|(position, _)| position)
        .collect()
}

fn expect_partitioning(draft: Draft, schema: &Schema, position: usize) -> Option<Mutation> {
    let table = schema.tables.get(position)?;
    draft
        .expect(
            "partitioning",
            ObjectPath::top(ObjectKind::Table, &table.name),
        )
        .finish()
}
