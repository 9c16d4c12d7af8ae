//! Owns the order in which PostgreSQL carries out the actions of one `ALTER TABLE`.

use crate::change::{Constraint, TableAction};

/// When PostgreSQL carries an action out, whatever its place in the statement: first what drops
/// something, then new types, new columns, attributes, keys, other constraints with defaults, and
/// the rest (`ATPrepCmd`).
pub(super) fn pass(action: &TableAction) -> u8 {
    match action {
        TableAction::DropColumn { .. }
        | TableAction::DropConstraint { .. }
        | TableAction::SetNullable {
            is_nullable: true, ..
        }
        | TableAction::SetDefault { default: None, .. }
        | TableAction::SetGenerated {
            generated: None, ..
        }
        | TableAction::SetIncrement {
            increment: None, ..
        } => 0,
        TableAction::SetType { .. } => 1,
        TableAction::AddColumn { .. } => 2,
        TableAction::SetNullable { .. } | TableAction::SetGenerated { .. } => 3,
        TableAction::AddConstraint { constraint, .. } => match constraint {
            Constraint::NotNull { .. } => 3,
            Constraint::UsingIndex { .. } => 4,
            Constraint::PrimaryKey(_)
            | Constraint::Unique(_)
            | Constraint::Index(_)
            | Constraint::Exclusion(_) => 5,
            Constraint::ForeignKey(_) | Constraint::Check(_) => 6,
        },
        TableAction::SetDefault { .. } | TableAction::SetIncrement { .. } => 6,
        TableAction::RenameColumn { .. }
        | TableAction::ReplaceColumn { .. }
        | TableAction::AttachPartition { .. }
        | TableAction::SetPartitioning(_)
        | TableAction::DetachPartition { .. }
        | TableAction::Inherit { .. }
        | TableAction::RenameConstraint { .. }
        | TableAction::ValidateConstraint(_)
        | TableAction::DeferConstraint { .. }
        | TableAction::RowSecurity { .. }
        | TableAction::EnableTrigger { .. }
        | TableAction::ConvertTo { .. }
        | TableAction::SetOptions(_) => 7,
    }
}
