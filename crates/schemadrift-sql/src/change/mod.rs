//! Owns the vocabulary of schema changes: what one statement does to a schema, the same for every
//! engine. The readers of statements make changes, [`crate::replay`] carries them out.
//!
//! A change holds what is *written*: names as the statement qualifies them, properties that it
//! states, constraints without the names that the server would invent. What follows from it in
//! the schema of the moment is for the replay to know.

mod grant;
mod object;
mod session;
mod table;

use schemadrift_core::model::{
    Composite, Domain, EnumType, Extension, Policy, Routine, Sequence, Trigger, View,
};
use schemadrift_core::name::{Name, QualifiedName};
use schemadrift_core::origin::Origin;

pub use grant::{GrantAction, GrantChange, GrantedName, GrantedObjects, Granting, Privilege};
pub use object::{
    Call, Comment, DomainAction, Drop, EnumAction, FieldAction, Guard, ObjectId, ObjectKind,
    PolicyAction, Presence, Rename, RoutineOption, SequenceAction, SequenceOwner, ValuePosition,
    ViewColumns,
};
pub use session::{Comparison, SessionValue};
pub use table::{
    AlterTable, ColumnDefinition, ColumnPosition, Constraint, ConstraintKind, CreateIndex,
    CreateTable, Element, Like, LikeFeatures, TableAction, TableOptions,
};

/// What one statement does, with where it stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Statement {
    /// The changes, in order; none where the statement leaves the schema alone.
    pub changes: Vec<Change>,
    /// The whole statement.
    pub origin: Origin,
}

/// One change of a schema.
#[derive(Debug, Clone, PartialEq)]
pub enum Change {
    /// `CREATE SCHEMA`.
    CreateSchema {
        /// The schema.
        name: Name,
        /// Where it is named.
        origin: Origin,
        /// `IF NOT EXISTS`.
        is_tolerant: bool,
    },
    /// `SET search_path`, `USE`: where unqualified names live from here on. `None` goes back to
    /// the connection's own.
    SearchPath(Option<Vec<Name>>),
    /// `CREATE TABLE` of every kind.
    CreateTable(Box<CreateTable>),
    /// `ALTER TABLE`, except for renaming and moving.
    AlterTable(Box<AlterTable>),
    /// `CREATE INDEX`.
    CreateIndex(Box<CreateIndex>),
    /// `CREATE VIEW` and `CREATE MATERIALIZED VIEW`.
    CreateView {
        /// The view; its columns are in `columns`.
        view: Box<View>,
        /// What is known of its columns.
        columns: ViewColumns,
        /// `OR REPLACE`.
        replaces: bool,
        /// `IF NOT EXISTS`.
        is_tolerant: bool,
        /// It lives for the session only.
        is_temporary: bool,
    },
    /// `CREATE TYPE … AS ENUM`.
    CreateEnum(Box<EnumType>),
    /// `ALTER TYPE … ADD VALUE`, `… RENAME VALUE`.
    AlterEnum {
        /// The type.
        name: QualifiedName,
        /// What happens to it.
        action: EnumAction,
    },
    /// `CREATE DOMAIN`.
    CreateDomain(Box<Domain>),
    /// `ALTER DOMAIN`, except for renaming and moving.
    AlterDomain {
        /// The domain.
        name: QualifiedName,
        /// What happens to it.
        action: DomainAction,
    },
    /// `CREATE TYPE … AS (…)`.
    CreateComposite(Box<Composite>),
    /// `CREATE TYPE` of another kind: a base type, a range, a shell. Only its name matters.
    CreateOtherType {
        /// The type.
        name: QualifiedName,
    },
    /// `CREATE SEQUENCE`.
    CreateSequence {
        /// The sequence.
        sequence: Box<Sequence>,
        /// Which column owns it, if the statement says so.
        owner: Option<SequenceOwner>,
        /// `IF NOT EXISTS`.
        is_tolerant: bool,
    },
    /// `ALTER SEQUENCE`, except for renaming and moving.
    AlterSequence {
        /// The sequence.
        name: QualifiedName,
        /// What happens to it.
        actions: Vec<SequenceAction>,
    },
    /// `CREATE EXTENSION`.
    CreateExtension {
        /// The extension.
        extension: Box<Extension>,
        /// `IF NOT EXISTS`.
        is_tolerant: bool,
    },
    /// `ALTER EXTENSION … UPDATE`.
    UpdateExtension {
        /// The extension.
        name: Name,
        /// The version it is brought to; without one, the newest that the server has.
        version: Option<String>,
    },
    /// `CREATE FUNCTION`, `CREATE PROCEDURE`, `CREATE AGGREGATE`.
    CreateRoutine {
        /// The routine.
        routine: Box<Routine>,
        /// `OR REPLACE`.
        replaces: bool,
    },
    /// `ALTER TYPE` of a composite type.
    AlterComposite {
        /// The type.
        name: QualifiedName,
        /// What happens, in order.
        actions: Vec<FieldAction>,
    },
    /// `ALTER FUNCTION` and the like, where they say how it runs.
    AlterRoutine {
        /// The routine.
        routine: ObjectId,
        /// What becomes of it.
        options: Vec<RoutineOption>,
    },
    /// `CREATE TRIGGER`.
    CreateTrigger {
        /// The table or view.
        table: QualifiedName,
        /// The trigger.
        trigger: Box<Trigger>,
        /// `OR REPLACE`.
        replaces: bool,
        /// `IF NOT EXISTS`.
        is_tolerant: bool,
    },
    /// `CREATE POLICY`.
    CreatePolicy {
        /// The table.
        table: QualifiedName,
        /// The policy.
        policy: Box<Policy>,
    },
    /// `ALTER POLICY`, except for renaming.
    AlterPolicy {
        /// The table.
        table: QualifiedName,
        /// The policy.
        name: Name,
        /// What it becomes.
        action: Box<PolicyAction>,
    },
    /// `DROP` of every kind.
    Drop(Drop),
    /// `ALTER … RENAME TO`, `RENAME TABLE`.
    Rename(Rename),
    /// `ALTER … SET SCHEMA`.
    Move {
        /// What is moved.
        object: ObjectId,
        /// Where to.
        schema: Name,
        /// `IF EXISTS`.
        is_tolerant: bool,
    },
    /// `ALTER INDEX … ATTACH PARTITION`: the index of a partition becomes a part of its parent's.
    AttachIndex {
        /// The index of the partitioned table.
        parent: QualifiedName,
        /// The index of the partition.
        index: QualifiedName,
    },
    /// `GRANT`, `REVOKE` and the like.
    Grant(GrantChange),
    /// `COMMENT ON`.
    Comment(Comment),
    /// `BEGIN`, `START TRANSACTION`.
    Begin,
    /// `COMMIT`, `END`.
    Commit,
    /// `ROLLBACK` of the whole transaction.
    Rollback,
    /// Rows written by `INSERT … VALUES` or `COPY`: how many are known to be there.
    Rows {
        /// The table.
        table: QualifiedName,
        /// How many rows; `None` where a query or a file gives them.
        count: Option<u64>,
    },
    /// Rows taken away by `DELETE` or `TRUNCATE`: how many are left is not known, none after
    /// `TRUNCATE`.
    RowsGone {
        /// The table.
        table: QualifiedName,
        /// None is left.
        is_all: bool,
    },
    /// Changes that depend on what is there: `IF NOT EXISTS (SELECT …) THEN … END IF`.
    Guarded {
        /// When they are carried out.
        guard: Guard,
        /// The changes.
        changes: Vec<Change>,
        /// The changes that are carried out instead, where the guard does not hold: `ELSE`, or an
        /// exception handler.
        otherwise: Vec<Change>,
    },
    /// `SELECT f(…)`, `CALL f(…)`: what a routine does that the script has made.
    Call(Box<Call>),
    /// `SET @name = …`: a variable of the session (MySQL).
    SetVariable {
        /// The variable.
        name: Name,
        /// What it is set to.
        value: SessionValue,
    },
    /// `PREPARE name FROM …`.
    Prepare {
        /// The prepared statement.
        name: Name,
        /// Its text.
        value: SessionValue,
    },
    /// `EXECUTE name`.
    Execute {
        /// The prepared statement.
        name: Name,
        /// Where it stands.
        origin: Origin,
    },
    /// Something that may change the schema and was not understood.
    Unclear {
        /// What was not understood, as one clause.
        reason: String,
        /// The names of what it may touch, last part only, folded; empty where it may touch
        /// anything.
        touches: Vec<Name>,
        /// Where it stands.
        origin: Origin,
    },
}

impl Change {
    /// The last names of what takes another shape by it, as far as shapes are compared: tables,
    /// views, enums and what is not known to belong to one of them.
    pub fn shaped(&self) -> Vec<Name> {
        let names: Vec<&QualifiedName> = match self {
            Self::CreateTable(table) => vec![&table.name],
            Self::AlterTable(table) => vec![&table.table],
            Self::CreateIndex(index) => vec![&index.table],
            Self::CreateView { view, .. } => vec![&view.name],
            Self::CreateEnum(enum_type) => vec![&enum_type.name],
            Self::AlterEnum { name, .. } => vec![name],
            Self::Drop(drop) => drop.objects.iter().filter_map(ObjectId::shaped).collect(),
            Self::Rename(rename) => match rename.object.shaped() {
                Some(name) => vec![name, &rename.to],
                None => Vec::new(),
            },
            Self::Move { object, .. } => object.shaped().into_iter().collect(),
            Self::AttachIndex { parent, index } => vec![parent, index],
            Self::CreateExtension { extension, .. } => return vec![extension.name.clone()],
            Self::Guarded {
                changes, otherwise, ..
            } => {
                return changes
                    .iter()
                    .chain(otherwise)
                    .flat_map(Self::shaped)
                    .collect();
            }
            Self::SetVariable { value, .. } | Self::Prepare { value, .. } => {
                return value.changes().into_iter().flat_map(Self::shaped).collect();
            }
            // It says what it touches itself.
            Self::Unclear { .. } => Vec::new(),
            // Nothing compares these.
            Self::CreateSchema { .. }
            | Self::SearchPath(_)
            | Self::CreateDomain(_)
            | Self::AlterDomain { .. }
            | Self::CreateComposite(_)
            | Self::CreateOtherType { .. }
            | Self::CreateSequence { .. }
            | Self::AlterSequence { .. }
            | Self::UpdateExtension { .. }
            | Self::CreateRoutine { .. }
            | Self::AlterComposite { .. }
            | Self::AlterRoutine { .. }
            | Self::CreateTrigger { .. }
            | Self::CreatePolicy { .. }
            | Self::AlterPolicy { .. }
            | Self::Comment(_)
            | Self::Grant(_)
            | Self::Begin
            | Self::Commit
            | Self::Rollback
            | Self::Rows { .. }
            | Self::RowsGone { .. }
            | Self::Execute { .. }
            | Self::Call(_) => Vec::new(),
        };
        names.into_iter().map(|name| name.name.clone()).collect()
    }

    /// What is known where it may have happened or not, or several times: of rows that nobody
    /// knows how many there are. `None` where the schema itself may differ.
    pub(crate) fn happening_or_not(&self) -> Option<Self> {
        match self {
            // Of the session only: nobody else sees it.
            Self::CreateTable(table) if table.is_temporary => {
                let mut table = table.clone();
                table.is_tolerant = true;
                Some(Self::CreateTable(table))
            }
            Self::Rows { table, .. } => Some(Self::Rows {
                table: table.clone(),
                count: None,
            }),
            Self::RowsGone { table, .. } => Some(Self::RowsGone {
                table: table.clone(),
                is_all: false,
            }),
            Self::Grant(GrantChange::Known(granting)) => Some(Self::Grant(
                granting.in_doubt("privileges are given or taken under a condition"),
            )),
            Self::Grant(unclear) => Some(Self::Grant(unclear.clone())),
            Self::Call(call) => {
                let mut call = call.clone();
                call.is_certain = false;
                Some(Self::Call(call))
            }
            _ => None,
        }
    }
}
