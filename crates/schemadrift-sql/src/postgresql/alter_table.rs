//! Owns `ALTER TABLE`.

use schemadrift_core::model::TriggerFiring;
use schemadrift_core::name::{Name, QualifiedName};
use squawk_syntax::ast;

use super::alter::{moved, renamed};
use super::reader::{Read, Reader, required};
use super::{alter_column, column, constraint, drop, partition};
use crate::change::{AlterTable, Change, ObjectId, ObjectKind, TableAction};

/// `ALTER TABLE`.
pub(super) fn alter(reader: &Reader<'_>, node: &ast::AlterTable) -> Read<Vec<Change>> {
    if node.all_in_tablespace().is_some() {
        return Ok(Vec::new());
    }
    let is_tolerant = node.if_exists().is_some();
    lower(
        reader,
        node.table_relation_name(),
        is_tolerant,
        node.actions(),
    )
}

/// `ALTER FOREIGN TABLE`.
pub(super) fn alter_foreign(
    reader: &Reader<'_>,
    node: &ast::AlterForeignTable,
) -> Read<Vec<Change>> {
    let is_tolerant = node.if_exists().is_some();
    lower(
        reader,
        node.table_relation_name(),
        is_tolerant,
        node.actions(),
    )
}

fn lower(
    reader: &Reader<'_>,
    relation: Option<ast::TableRelationName>,
    is_tolerant: bool,
    nodes: impl Iterator<Item = ast::AlterTableAction>,
) -> Read<Vec<Change>> {
    let relation = required(required(relation)?.table_name_ref())?;
    let table = reader.qualified(&relation)?;
    let mut actions = Vec::new();
    for node in nodes {
        let object = || ObjectId::new(ObjectKind::Table, table.clone());
        match node {
            ast::AlterTableAction::TableRenameTo(to) => {
                return renamed(reader, object(), &required(to.table_name())?, is_tolerant);
            }
            ast::AlterTableAction::SetSchema(to) => {
                return moved(reader, object(), &to, is_tolerant);
            }
            node => actions.extend(action(reader, &node)?),
        }
    }
    if actions.is_empty() {
        return Ok(Vec::new());
    }
    Ok(vec![Change::AlterTable(Box::new(AlterTable {
        table,
        is_tolerant,
        actions,
        origin: reader.statement(),
    }))])
}

/// What one action does; `None` where it leaves alone what the model holds.
fn action(reader: &Reader<'_>, node: &ast::AlterTableAction) -> Read<Option<TableAction>> {
    use ast::AlterTableAction as Action;
    Ok(Some(match node {
        Action::AddColumn(node) => TableAction::AddColumn {
            definition: Box::new(column::added(reader, node)?),
            is_tolerant: node.if_not_exists().is_some(),
        },
        Action::DropColumn(node) => TableAction::DropColumn {
            name: reader.name(&required(node.column_name_ref())?)?,
            is_tolerant: node.if_exists().is_some(),
            cascades: drop::cascades(node.drop_behavior().as_ref()),
            origin: reader.enclosing(node),
        },
        Action::RenameColumn(node) => rename_column(reader, node)?,
        Action::AlterColumn(node) => return alter_column::action(reader, node),
        Action::AddConstraint(_)
        | Action::DropConstraint(_)
        | Action::RenameConstraint(_)
        | Action::ValidateConstraint(_)
        | Action::AlterConstraint(_) => return constraint_action(reader, node),
        Action::EnableTrigger(_)
        | Action::EnableAlwaysTrigger(_)
        | Action::EnableReplicaTrigger(_)
        | Action::DisableTrigger(_)
        | Action::EnableRls(_)
        | Action::DisableRls(_)
        | Action::ForceRls(_)
        | Action::NoForceRls(_) => return switch(reader, node).map(Some),
        Action::AttachPartition(node) => TableAction::AttachPartition {
            partition: qualified(reader, node.table_name_ref())?,
            bound: partition::bound(reader, &required(node.partition_type())?)?,
        },
        Action::DetachPartition(node) => TableAction::DetachPartition {
            partition: qualified(reader, node.table_name_ref())?,
        },
        Action::InheritTable(node) => TableAction::Inherit {
            parent: qualified(reader, node.table_name_ref())?,
            is_parent: true,
        },
        Action::NoInheritTable(node) => TableAction::Inherit {
            parent: qualified(reader, node.table_name_ref())?,
            is_parent: false,
        },
        Action::OfType(_) => return Err("its columns come from a type".to_owned()),
        Action::MergePartitions(_) | Action::SplitPartition(_) => {
            return Err("it merges or splits partitions".to_owned());
        }
        Action::TableRenameTo(_) | Action::SetSchema(_) => {
            return Err("a new name stands among other actions".to_owned());
        }
        Action::AlterOptionList(_)
        | Action::ClusterOn(_)
        | Action::DisableRule(_)
        | Action::EnableAlwaysRule(_)
        | Action::EnableReplicaRule(_)
        | Action::EnableRule(_)
        | Action::NotOf(_)
        | Action::OptionItemList(_)
        | Action::OwnerTo(_)
        | Action::ReplicaIdentity(_)
        | Action::ResetOptions(_)
        | Action::SetAccessMethod(_)
        | Action::SetLogged(_)
        | Action::SetOptions(_)
        | Action::SetTablespace(_)
        | Action::SetUnlogged(_)
        | Action::SetWithoutCluster(_)
        | Action::SetWithoutOids(_) => return Ok(None),
    }))
}

fn qualified(reader: &Reader<'_>, name: Option<ast::TableNameRef>) -> Read<QualifiedName> {
    reader.qualified(&required(name)?)
}

/// `RENAME COLUMN`.
pub(super) fn rename_column(reader: &Reader<'_>, node: &ast::RenameColumn) -> Read<TableAction> {
    let to = required(node.column_name())?;
    Ok(TableAction::RenameColumn {
        from: reader.name(&required(node.column_name_ref())?)?,
        origin: reader.name_origin(&to),
        to: reader.name(&to)?,
    })
}

fn constraint_action(
    reader: &Reader<'_>,
    node: &ast::AlterTableAction,
) -> Read<Option<TableAction>> {
    use ast::AlterTableAction as Action;
    let name = |node: Option<ast::ConstraintNameRef>| reader.name(&required(node)?);
    Ok(Some(match node {
        Action::AddConstraint(node) => TableAction::AddConstraint {
            constraint: constraint::of_table(reader, &required(node.constraint())?)?,
            is_tolerant: false,
        },
        Action::DropConstraint(node) => TableAction::DropConstraint {
            name: Some(name(node.constraint_name_ref())?),
            kind: None,
            is_tolerant: node.if_exists().is_some(),
            cascades: drop::cascades(node.drop_behavior().as_ref()),
            origin: reader.enclosing(node),
        },
        Action::RenameConstraint(node) => TableAction::RenameConstraint {
            from: name(node.constraint_name_ref())?,
            to: reader.name(&required(node.constraint_name())?)?,
        },
        Action::ValidateConstraint(node) => {
            TableAction::ValidateConstraint(name(node.constraint_name_ref())?)
        }
        Action::AlterConstraint(node) => return alter_constraint(reader, node),
        _ => return Ok(None),
    }))
}

fn alter_constraint(reader: &Reader<'_>, node: &ast::AlterConstraint) -> Read<Option<TableAction>> {
    use ast::ConstraintOption as Option_;
    let changes_enforcement = node
        .constraint_options()
        .any(|option| matches!(option, Option_::Enforced(_) | Option_::NotEnforced(_)));
    if changes_enforcement {
        return Err("it changes whether a constraint is enforced".to_owned());
    }
    let only_inherits = node
        .constraint_options()
        .all(|option| matches!(option, Option_::Inherit(_) | Option_::NoInherit(_)));
    let deferral = constraint::deferral(node.constraint_options()).into_inner();
    Ok(match deferral {
        Some(deferral) if !only_inherits => Some(TableAction::DeferConstraint {
            name: reader.name(&required(node.constraint_name_ref())?)?,
            deferral,
        }),
        _ => None,
    })
}

/// What is switched on or off: triggers and row-level security.
fn switch(reader: &Reader<'_>, node: &ast::AlterTableAction) -> Read<TableAction> {
    use TriggerFiring as Firing;
    use ast::AlterTableAction as Action;
    let trigger = |name: Option<Name>, firing| TableAction::EnableTrigger { name, firing };
    let name = |node: Option<ast::TriggerRef>| reader.name(&required(node)?).map(Some);
    let security = |is_enabled, is_forced| TableAction::RowSecurity {
        is_enabled,
        is_forced,
    };
    Ok(match node {
        Action::EnableTrigger(node) => {
            trigger(target(reader, node.trigger_target())?, Firing::Ordinary)
        }
        Action::DisableTrigger(node) => {
            trigger(target(reader, node.trigger_target())?, Firing::Never)
        }
        Action::EnableAlwaysTrigger(node) => trigger(name(node.trigger_ref())?, Firing::Always),
        Action::EnableReplicaTrigger(node) => trigger(name(node.trigger_ref())?, Firing::Replica),
        Action::EnableRls(_) => security(Some(true), None),
        Action::DisableRls(_) => security(Some(false), None),
        Action::ForceRls(_) => security(None, Some(true)),
        Action::NoForceRls(_) => security(None, Some(false)),
        _ => return Err("it switches something unknown".to_owned()),
    })
}

fn target(reader: &Reader<'_>, node: Option<ast::TriggerTarget>) -> Read<Option<Name>> {
    match required(node)? {
        ast::TriggerTarget::TriggerRef(name) => reader.name(&name).map(Some),
        ast::TriggerTarget::All(_) | ast::TriggerTarget::User(_) => Ok(None),
    }
}
