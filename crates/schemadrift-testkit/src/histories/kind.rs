//! Owns the list of kinds of steps.

use schemadrift_core::dialect::Engine;
use schemadrift_core::model::Schema;

use super::actions::{self, Action};
use super::{
    Step, alter, enums, indexes, namespaces, rebuilds, sequences, tables, transactions, views,
};
use crate::choices::Choices;

/// Kinds of steps.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum StepKind {
    /// A new table, with constraints in its columns and behind them.
    CreateTable,
    /// A table that exists is created once more, `IF NOT EXISTS`.
    RepeatTable,
    /// A new table like another.
    CopyTable,
    /// A table goes.
    DropTable,
    /// A table gets another name.
    RenameTable,
    /// A table goes to another schema.
    MoveTable,
    /// A comment is set or taken away.
    Comment,
    /// A column is added.
    AddColumn,
    /// A column that exists is added once more, `IF NOT EXISTS`.
    RepeatColumn,
    /// A column goes.
    DropColumn,
    /// A column gets another name.
    RenameColumn,
    /// A column gets another type.
    ChangeType,
    /// A column takes no NULL from here on.
    SetNotNull,
    /// A column takes NULL from here on.
    DropNotNull,
    /// A column gets a default.
    SetDefault,
    /// A column loses its default.
    DropDefault,
    /// A column becomes an identity.
    AddIdentity,
    /// A column is no longer an identity.
    DropIdentity,
    /// A constraint of any kind is added.
    AddConstraint,
    /// A unique index becomes a constraint.
    UseIndex,
    /// A constraint goes.
    DropConstraint,
    /// A constraint gets another name.
    RenameConstraint,
    /// A constraint is validated.
    ValidateConstraint,
    /// One statement does several of these to a table.
    AlterMuch,
    /// A new index.
    CreateIndex,
    /// An index that exists is created once more, `IF NOT EXISTS`.
    RepeatIndex,
    /// An index goes.
    DropIndex,
    /// An index gets another name.
    RenameIndex,
    /// A new enum.
    CreateEnum,
    /// An enum gets a value.
    AddEnumValue,
    /// A value of an enum gets another name.
    RenameEnumValue,
    /// An enum gets another name.
    RenameEnum,
    /// An enum goes.
    DropEnum,
    /// A new view, or another query for one.
    CreateView,
    /// A view goes.
    DropView,
    /// A view gets another name.
    RenameView,
    /// A new sequence.
    CreateSequence,
    /// A sequence numbers a column from here on.
    UseSequence,
    /// A column comes to own a sequence.
    OwnSequence,
    /// A sequence gets another name.
    RenameSequence,
    /// A sequence goes.
    DropSequence,
    /// A new schema.
    CreateSchema,
    /// A schema gets another name.
    RenameSchema,
    /// A schema goes.
    DropSchema,
    /// Unqualified names live elsewhere from here on.
    SetSearchPath,
    /// SQLite's way to alter a table: a new one is filled and takes the place of the old one.
    Rebuild,
    /// Steps in one transaction.
    Commit,
    /// Steps that are taken back.
    RollBack,
    /// A step inside a block that passes over what is there already.
    Guard,
}

impl StepKind {
    /// Every kind.
    pub const ALL: &'static [Self] = &[
        Self::CreateTable,
        Self::RepeatTable,
        Self::CopyTable,
        Self::DropTable,
        Self::RenameTable,
        Self::MoveTable,
        Self::Comment,
        Self::AddColumn,
        Self::RepeatColumn,
        Self::DropColumn,
        Self::RenameColumn,
        Self::ChangeType,
        Self::SetNotNull,
        Self::DropNotNull,
        Self::SetDefault,
        Self::DropDefault,
        Self::AddIdentity,
        Self::DropIdentity,
        Self::AddConstraint,
        Self::UseIndex,
        Self::DropConstraint,
        Self::RenameConstraint,
        Self::ValidateConstraint,
        Self::AlterMuch,
        Self::CreateIndex,
        Self::RepeatIndex,
        Self::DropIndex,
        Self::RenameIndex,
        Self::CreateEnum,
        Self::AddEnumValue,
        Self::RenameEnumValue,
        Self::RenameEnum,
        Self::DropEnum,
        Self::CreateView,
        Self::DropView,
        Self::RenameView,
        Self::CreateSequence,
        Self::UseSequence,
        Self::OwnSequence,
        Self::RenameSequence,
        Self::DropSequence,
        Self::CreateSchema,
        Self::RenameSchema,
        Self::DropSchema,
        Self::SetSearchPath,
        Self::Rebuild,
        Self::Commit,
        Self::RollBack,
        Self::Guard,
    ];

    /// Whether an engine knows such steps.
    pub fn is_known_to(self, engine: Engine) -> bool {
        match engine {
            Engine::PostgreSql => self != Self::Rebuild,
            Engine::Sqlite | Engine::MySql | Engine::MariaDb => matches!(
                self,
                Self::CreateTable
                    | Self::RepeatTable
                    | Self::DropTable
                    | Self::RenameTable
                    | Self::AddColumn
                    | Self::DropColumn
                    | Self::RenameColumn
                    | Self::CreateIndex
                    | Self::RepeatIndex
                    | Self::DropIndex
                    | Self::CreateView
                    | Self::DropView
                    | Self::Rebuild
                    | Self::Commit
                    | Self::RollBack
            ),
        }
    }

    /// Such a step, if the sketch offers one. `depth` is how many transactions and blocks it is in.
    pub(super) fn build(self, sketch: &Schema, choices: &mut Choices, depth: u8) -> Option<Step> {
        let mut after = sketch.clone();
        let statements = self.statements(&mut after, choices, depth)?;
        Some(Step {
            kind: self,
            statements,
            sketch: after,
        })
    }

    fn statements(
        self,
        after: &mut Schema,
        choices: &mut Choices,
        depth: u8,
    ) -> Option<Vec<String>> {
        let build: Statement = match self {
            Self::Rebuild => return rebuilds::rebuild(after, choices, depth),
            Self::Commit => return transactions::commit(after, choices, depth),
            Self::RollBack => return transactions::roll_back(after, choices, depth),
            Self::Guard => return transactions::guard(after, choices, depth),
            Self::AddColumn => return of_table(actions::add_column, after, choices),
            Self::RepeatColumn => return of_table(actions::repeat_column, after, choices),
            Self::DropColumn => return of_table(actions::drop_column, after, choices),
            Self::ChangeType => return of_table(actions::change_type, after, choices),
            Self::SetNotNull => return of_table(actions::set_not_null, after, choices),
            Self::DropNotNull => return of_table(actions::drop_not_null, after, choices),
            Self::SetDefault => return of_table(actions::set_default, after, choices),
            Self::DropDefault => return of_table(actions::drop_default, after, choices),
            Self::AddIdentity => return of_table(actions::add_identity, after, choices),
            Self::DropIdentity => return of_table(actions::drop_identity, after, choices),
            Self::AddConstraint => return of_table(actions::add_constraint, after, choices),
            Self::UseIndex => return of_table(actions::use_index, after, choices),
            Self::DropConstraint => return of_table(actions::drop_constraint, after, choices),
            Self::ValidateConstraint => {
                return of_table(actions::validate_constraint, after, choices);
            }
            Self::CreateTable => tables::create,
            Self::RepeatTable => tables::repeat,
            Self::CopyTable => tables::copy,
            Self::DropTable => tables::drop,
            Self::RenameTable => tables::rename,
            Self::MoveTable => tables::relocate,
            Self::Comment => tables::comment,
            Self::RenameColumn => alter::rename_column,
            Self::RenameConstraint => alter::rename_constraint,
            Self::AlterMuch => alter::much,
            Self::CreateIndex => indexes::create,
            Self::RepeatIndex => indexes::repeat,
            Self::DropIndex => indexes::drop,
            Self::RenameIndex => indexes::rename,
            Self::CreateEnum => enums::create,
            Self::AddEnumValue => enums::add_value,
            Self::RenameEnumValue => enums::rename_value,
            Self::RenameEnum => enums::rename,
            Self::DropEnum => enums::drop,
            Self::CreateView => views::create,
            Self::DropView => views::drop,
            Self::RenameView => views::rename,
            Self::CreateSequence => sequences::create,
            Self::UseSequence => sequences::number,
            Self::OwnSequence => sequences::own,
            Self::RenameSequence => sequences::rename,
            Self::DropSequence => sequences::drop,
            Self::CreateSchema => namespaces::create,
            Self::RenameSchema => namespaces::rename,
            Self::DropSchema => namespaces::drop,
            Self::SetSearchPath => namespaces::set_path,
        };
        Some(vec![build(after, choices)?])
    }
}

/// How a statement is made, if the sketch offers something for it.
type Statement = fn(&mut Schema, &mut Choices) -> Option<String>;

fn of_table(build: Action, after: &mut Schema, choices: &mut Choices) -> Option<Vec<String>> {
    Some(vec![alter::one(build, after, choices)?])
}

/// A step of any kind. Tables are made until there are some to do things to.
pub(super) fn any(sketch: &Schema, choices: &mut Choices, depth: u8) -> Option<Step> {
    if sketch.tables.len() < 2 && choices.happens(60) {
        return StepKind::CreateTable.build(sketch, choices, depth);
    }
    let mut kinds: Vec<StepKind> = StepKind::ALL
        .iter()
        .copied()
        .filter(|kind| kind.is_known_to(sketch.engine))
        .collect();
    choices.shuffle(&mut kinds);
    kinds
        .into_iter()
        .find_map(|kind| kind.build(sketch, choices, depth))
}
