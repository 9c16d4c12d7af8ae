//! Owns the list of kinds of mutations.

use schemadrift_core::model::Schema;

use super::{
    Mutation, behaviour, columns, comments, conditions, enums, foreign_keys, grants, indexes,
    objects, primary_keys, tables, types,
};
use crate::choices::Choices;

/// Kinds of changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MutationKind {
    /// A table is gone.
    DropTable,
    /// There is one more table.
    AddTable,
    /// A table has another name.
    RenameTable,
    /// A column is gone, with every index and foreign key over it.
    DropColumn,
    /// There is one more column, which may hold NULL.
    AddNullableColumn,
    /// There is one more column, which takes no NULL and has no default.
    AddRequiredColumn,
    /// There is one more column, which takes no NULL and has a default.
    AddColumnWithDefault,
    /// A column has another name.
    RenameColumn,
    /// A column has an altogether different type.
    ChangeType,
    /// A column is longer or shorter.
    ChangeLength,
    /// A column keeps more or fewer digits.
    ChangePrecision,
    /// A column has gained or lost its time zone.
    ChangeTimeZone,
    /// A column may hold NULL that may not.
    DropNotNull,
    /// A column may not hold NULL that may.
    SetNotNull,
    /// A default is gone.
    DropDefault,
    /// A default is another one.
    ChangeDefault,
    /// There is a default where none was.
    AddDefault,
    /// A column no longer numbers itself.
    DropNumbering,
    /// An index is gone.
    DropIndex,
    /// A unique index is gone.
    DropUnique,
    /// An index is no longer unique.
    LoseUniqueness,
    /// An index has become unique.
    GainUniqueness,
    /// An index sorts the other way.
    ChangeIndexOrder,
    /// An index has become partial, or total.
    ChangeIndexPredicate,
    /// An index has another method.
    ChangeIndexMethod,
    /// There is one more index.
    AddIndex,
    /// There is one more unique index.
    AddUnique,
    /// An index has another name.
    RenameIndex,
    /// An index is not usable.
    InvalidateIndex,
    /// A primary key is gone.
    DropPrimaryKey,
    /// A primary key has its columns in another order, or one of them less.
    ChangePrimaryKey,
    /// There is a primary key where none was.
    AddPrimaryKey,
    /// A foreign key is gone.
    DropForeignKey,
    /// There is one more foreign key.
    AddForeignKey,
    /// A foreign key does something else when a target is deleted.
    ChangeDeleteAction,
    /// A foreign key does something else when a target changes.
    ChangeUpdateAction,
    /// A foreign key was never validated.
    InvalidateForeignKey,
    /// A foreign key has another name.
    RenameForeignKey,
    /// An enum has one value less.
    RemoveEnumValue,
    /// An enum has one value more.
    AddEnumValue,
    /// The values of an enum are in another order.
    ReorderEnumValues,
    /// A value of an enum has another name.
    RenameEnumValue,
    /// An enum is gone.
    DropEnum,
    /// A trigger is gone.
    DropTrigger,
    /// There is one more trigger.
    AddTrigger,
    /// A trigger has another name.
    RenameTrigger,
    /// A trigger fires after what it fired before, or the other way round.
    ChangeTriggerTime,
    /// A trigger fires on something else.
    ChangeTriggerEvents,
    /// A trigger fires no more.
    DisableTrigger,
    /// Row-level security is switched on or off.
    SwitchRowSecurity,
    /// A policy is gone.
    DropPolicy,
    /// There is one more policy.
    AddPolicy,
    /// A policy narrows that widened, or the other way round.
    ChangePolicyKind,
    /// A policy is about another command.
    ChangePolicyCommand,
    /// A policy is for other roles.
    ChangePolicyRoles,
    /// A policy has another condition.
    ChangePolicyCondition,
    /// A table is partitioned by another method.
    ChangePartitioning,
    /// A partition is none any more.
    DetachPartition,
    /// A partition holds other rows.
    ChangePartitionBound,
    /// A sequence is gone.
    DropSequence,
    /// A sequence has another step.
    ChangeSequence,
    /// A domain is gone.
    DropDomain,
    /// A domain has other rules.
    ChangeDomain,
    /// A composite type is gone.
    DropComposite,
    /// A composite type has one field more.
    ChangeComposite,
    /// A function is gone.
    DropFunction,
    /// A function runs in another way.
    ChangeFunction,
    /// A view is gone.
    DropView,
    /// A view shows other rows.
    ChangeView,
    /// A table has another comment.
    ChangeTableComment,
    /// A column has another comment.
    ChangeColumnComment,
    /// A check is gone.
    DropCheck,
    /// A column is no longer computed.
    DropGenerated,
    /// A privilege is gone.
    DropGrant,
    /// There is one more privilege.
    AddGrant,
}

impl MutationKind {
    /// Every kind that a schema of Prisma's vocabulary offers.
    pub const ALL: &'static [Self] = &[
        Self::DropTable,
        Self::AddTable,
        Self::RenameTable,
        Self::DropColumn,
        Self::AddNullableColumn,
        Self::AddRequiredColumn,
        Self::AddColumnWithDefault,
        Self::RenameColumn,
        Self::ChangeType,
        Self::ChangeLength,
        Self::ChangePrecision,
        Self::ChangeTimeZone,
        Self::DropNotNull,
        Self::SetNotNull,
        Self::DropDefault,
        Self::ChangeDefault,
        Self::AddDefault,
        Self::DropNumbering,
        Self::DropIndex,
        Self::DropUnique,
        Self::LoseUniqueness,
        Self::GainUniqueness,
        Self::ChangeIndexOrder,
        Self::ChangeIndexPredicate,
        Self::ChangeIndexMethod,
        Self::AddIndex,
        Self::AddUnique,
        Self::RenameIndex,
        Self::InvalidateIndex,
        Self::DropPrimaryKey,
        Self::ChangePrimaryKey,
        Self::AddPrimaryKey,
        Self::DropForeignKey,
        Self::AddForeignKey,
        Self::ChangeDeleteAction,
        Self::ChangeUpdateAction,
        Self::InvalidateForeignKey,
        Self::RenameForeignKey,
        Self::RemoveEnumValue,
        Self::AddEnumValue,
        Self::ReorderEnumValues,
        Self::RenameEnumValue,
        Self::DropEnum,
        Self::DropSequence,
        Self::ChangeSequence,
        Self::DropDomain,
        Self::ChangeDomain,
        Self::DropComposite,
        Self::ChangeComposite,
        Self::DropFunction,
        Self::ChangeFunction,
        Self::DropView,
        Self::ChangeView,
        Self::ChangeTableComment,
        Self::ChangeColumnComment,
        Self::DropCheck,
        Self::DropGenerated,
        Self::DropGrant,
        Self::AddGrant,
    ];

    /// Those of what stands beside tables, enums aside.
    pub const OF_OBJECTS: &'static [Self] = &[
        Self::DropSequence,
        Self::ChangeSequence,
        Self::DropDomain,
        Self::ChangeDomain,
        Self::DropComposite,
        Self::ChangeComposite,
        Self::DropFunction,
        Self::ChangeFunction,
        Self::DropView,
        Self::ChangeView,
        Self::DropCheck,
        Self::DropGenerated,
        Self::DropGrant,
        Self::AddGrant,
    ];

    /// Kinds that take a schema with what the database does by itself.
    pub const OF_BEHAVIOUR: &'static [Self] = &[
        Self::DropTrigger,
        Self::AddTrigger,
        Self::RenameTrigger,
        Self::ChangeTriggerTime,
        Self::ChangeTriggerEvents,
        Self::DisableTrigger,
        Self::SwitchRowSecurity,
        Self::DropPolicy,
        Self::AddPolicy,
        Self::ChangePolicyKind,
        Self::ChangePolicyCommand,
        Self::ChangePolicyRoles,
        Self::ChangePolicyCondition,
        Self::ChangePartitioning,
        Self::DetachPartition,
        Self::ChangePartitionBound,
    ];

    pub(super) fn build(self, schema: &Schema, choices: &mut Choices) -> Option<Mutation> {
        match self {
            Self::DropTable => tables::drop(schema, choices),
            Self::AddTable => tables::add(schema),
            Self::RenameTable => tables::rename(schema, choices),
            Self::DropColumn => columns::drop(schema, choices),
            Self::AddNullableColumn => columns::add_nullable(schema, choices),
            Self::AddRequiredColumn => columns::add_required(schema, choices),
            Self::AddColumnWithDefault => columns::add_with_default(schema, choices),
            Self::RenameColumn => columns::rename(schema, choices),
            Self::ChangeType => types::change(schema, choices),
            Self::ChangeLength => types::change_length(schema, choices),
            Self::ChangePrecision => types::change_precision(schema, choices),
            Self::ChangeTimeZone => types::change_time_zone(schema, choices),
            Self::DropNotNull => columns::drop_not_null(schema, choices),
            Self::SetNotNull => columns::set_not_null(schema, choices),
            Self::DropDefault => columns::drop_default(schema, choices),
            Self::ChangeDefault => columns::change_default(schema, choices),
            Self::AddDefault => columns::add_default(schema, choices),
            Self::DropNumbering => columns::drop_numbering(schema, choices),
            Self::DropIndex => indexes::drop(schema, choices),
            Self::DropUnique => indexes::drop_unique(schema, choices),
            Self::LoseUniqueness => indexes::lose_uniqueness(schema, choices),
            Self::GainUniqueness => indexes::gain_uniqueness(schema, choices),
            Self::ChangeIndexOrder => indexes::change_order(schema, choices),
            Self::ChangeIndexPredicate => indexes::change_predicate(schema, choices),
            Self::ChangeIndexMethod => indexes::change_method(schema, choices),
            Self::AddIndex => indexes::add(schema, choices),
            Self::AddUnique => indexes::add_unique(schema, choices),
            Self::RenameIndex => indexes::rename(schema, choices),
            Self::InvalidateIndex => indexes::invalidate(schema, choices),
            Self::DropPrimaryKey => primary_keys::drop(schema, choices),
            Self::ChangePrimaryKey => primary_keys::change(schema, choices),
            Self::AddPrimaryKey => primary_keys::add(schema, choices),
            Self::DropForeignKey => foreign_keys::drop(schema, choices),
            Self::AddForeignKey => foreign_keys::add(schema, choices),
            Self::ChangeDeleteAction => foreign_keys::change_delete_action(schema, choices),
            Self::ChangeUpdateAction => foreign_keys::change_update_action(schema, choices),
            Self::InvalidateForeignKey => foreign_keys::invalidate(schema, choices),
            Self::RenameForeignKey => foreign_keys::rename(schema, choices),
            Self::RemoveEnumValue => enums::remove_value(schema, choices),
            Self::AddEnumValue => enums::add_value(schema, choices),
            Self::ReorderEnumValues => enums::reorder_values(schema, choices),
            Self::RenameEnumValue => enums::rename_value(schema, choices),
            Self::DropEnum => enums::drop(schema, choices),
            Self::DropTrigger => behaviour::drop_trigger(schema, choices),
            Self::AddTrigger => behaviour::add_trigger(schema, choices),
            Self::RenameTrigger => behaviour::rename_trigger(schema, choices),
            Self::ChangeTriggerTime => behaviour::change_trigger_time(schema, choices),
            Self::ChangeTriggerEvents => behaviour::change_trigger_events(schema, choices),
            Self::DisableTrigger => behaviour::disable_trigger(schema, choices),
            Self::SwitchRowSecurity => behaviour::switch_row_security(schema, choices),
            Self::DropPolicy => behaviour::drop_policy(schema, choices),
            Self::AddPolicy => behaviour::add_policy(schema, choices),
            Self::ChangePolicyKind => behaviour::change_policy_kind(schema, choices),
            Self::ChangePolicyCommand => behaviour::change_policy_command(schema, choices),
            Self::ChangePolicyRoles => behaviour::change_policy_roles(schema, choices),
            Self::ChangePolicyCondition => behaviour::change_policy_condition(schema, choices),
            Self::ChangePartitioning => behaviour::change_partitioning(schema, choices),
            Self::DetachPartition => behaviour::detach_partition(schema, choices),
            Self::ChangePartitionBound => behaviour::change_partition_bound(schema, choices),
            Self::DropSequence => objects::drop_sequence(schema, choices),
            Self::ChangeSequence => objects::change_sequence(schema, choices),
            Self::DropDomain => objects::drop_domain(schema, choices),
            Self::ChangeDomain => objects::change_domain(schema, choices),
            Self::DropComposite => objects::drop_composite(schema, choices),
            Self::ChangeComposite => objects::change_composite(schema, choices),
            Self::DropFunction => objects::drop_function(schema, choices),
            Self::ChangeFunction => objects::change_function(schema, choices),
            Self::DropView => objects::drop_view(schema, choices),
            Self::ChangeView => objects::change_view(schema, choices),
            Self::ChangeTableComment => comments::change_of_table(schema, choices),
            Self::ChangeColumnComment => comments::change_of_column(schema, choices),
            Self::DropCheck => conditions::drop_check(schema, choices),
            Self::DropGenerated => conditions::drop_generated(schema, choices),
            Self::DropGrant => grants::drop(schema, choices),
            Self::AddGrant => grants::add(schema, choices),
        }
    }
}
