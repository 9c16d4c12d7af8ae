//! Owns the changes of tables and indexes.

use schemadrift_core::data_type::ColumnType;
use schemadrift_core::model::{
    Check, Column, DefaultValue, Deferral, Exclusion, ForeignKey, Generated, Increment, Index,
    Partitioning, PrimaryKey, TableKind, TriggerFiring,
};
use schemadrift_core::name::{Name, QualifiedName};
use schemadrift_core::origin::Origin;
use schemadrift_core::stated::Stated;

/// `CREATE TABLE` of every kind.
#[derive(Debug, Clone, PartialEq)]
pub struct CreateTable {
    /// The name as written.
    pub name: QualifiedName,
    /// What kind of table it is. The bound of a partition is written as the catalog prints it.
    pub kind: TableKind,
    /// Columns and constraints, in the order in which they are written: the names that the server
    /// invents depend on it.
    pub elements: Vec<Element>,
    /// Parents whose columns it inherits (`INHERITS`), in order.
    pub inherits: Vec<QualifiedName>,
    /// How it is partitioned.
    pub partitioning: Option<Partitioning>,
    /// `AS SELECT`: its columns come from a query; what is known of them.
    pub query: Option<super::ViewColumns>,
    /// `IF NOT EXISTS`.
    pub is_tolerant: bool,
    /// It lives for the session only.
    pub is_temporary: bool,
    /// What is said behind the body.
    pub options: TableOptions,
    /// Where its name stands.
    pub origin: Origin,
}

/// What is said of a table behind its body.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TableOptions {
    /// SQLite: `STRICT`.
    pub is_strict: bool,
    /// SQLite: `WITHOUT ROWID`.
    pub is_without_rowid: bool,
    /// MySQL: the collation of columns that name none.
    pub collation: Option<Name>,
    /// MySQL: the character set of columns that name none.
    pub character_set: Option<Name>,
    /// MySQL: the comment.
    pub comment: Option<String>,
}

/// A part of a table's body.
#[derive(Debug, Clone, PartialEq)]
pub enum Element {
    /// A column.
    Column(Box<ColumnDefinition>),
    /// A constraint of the table, or an index (MySQL).
    Constraint(Constraint),
    /// `LIKE other`.
    Like(Like),
}

/// A column with the constraints that are written behind it.
#[derive(Debug, Clone, PartialEq)]
pub struct ColumnDefinition {
    /// The column. What is not written is not stated; `increment` holds an identity or
    /// `AUTO_INCREMENT`.
    pub column: Column,
    /// `serial` and its like: an integer with a sequence of its own.
    pub is_serial: bool,
    /// The constraints, in order. Their columns are filled in.
    pub constraints: Vec<Constraint>,
    /// Where it goes (MySQL).
    pub position: ColumnPosition,
}

/// Where a new column goes.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum ColumnPosition {
    /// To the end.
    #[default]
    Last,
    /// Before all others.
    First,
    /// After this one.
    After(Name),
}

/// A constraint as written. A name that is not written is not stated.
#[derive(Debug, Clone, PartialEq)]
pub enum Constraint {
    /// `PRIMARY KEY`.
    PrimaryKey(PrimaryKey),
    /// `UNIQUE`; an index with `is_constraint` written.
    Unique(Box<Index>),
    /// An index in the table's body (MySQL).
    Index(Box<Index>),
    /// `FOREIGN KEY`, `REFERENCES`.
    ForeignKey(Box<ForeignKey>),
    /// `CHECK`.
    Check(Box<Check>),
    /// `EXCLUDE`.
    Exclusion(Box<Exclusion>),
    /// `NOT NULL` as a table constraint (PostgreSQL 18).
    NotNull {
        /// The column.
        column: Name,
    },
    /// `UNIQUE USING INDEX`, `PRIMARY KEY USING INDEX`.
    UsingIndex {
        /// The constraint's name, which the index takes.
        name: Stated<Name>,
        /// The index.
        index: Name,
        /// Whether it becomes the primary key.
        is_primary: bool,
        /// Where it stands.
        origin: Origin,
    },
}

/// Kinds of constraints, where a statement tells them apart (MySQL).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ConstraintKind {
    /// The primary key.
    PrimaryKey,
    /// A foreign key.
    ForeignKey,
    /// A check.
    Check,
    /// An index, unique or not.
    Index,
}

/// `LIKE other`: the columns of another table, and what comes along.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Like {
    /// The other table.
    pub table: QualifiedName,
    /// What comes along beside names, types and `NOT NULL`.
    pub features: LikeFeatures,
}

/// What comes along with `LIKE`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct LikeFeatures {
    /// Defaults.
    pub defaults: bool,
    /// Checks.
    pub constraints: bool,
    /// Generation expressions.
    pub generated: bool,
    /// Identities.
    pub identity: bool,
    /// The primary key, uniques and indexes.
    pub indexes: bool,
    /// Comments.
    pub comments: bool,
}

/// `ALTER TABLE` with its actions.
#[derive(Debug, Clone, PartialEq)]
pub struct AlterTable {
    /// The table, or a view where the engine takes one.
    pub table: QualifiedName,
    /// `IF EXISTS`.
    pub is_tolerant: bool,
    /// The actions, in order.
    pub actions: Vec<TableAction>,
    /// Where the statement stands.
    pub origin: Origin,
}

/// One action of an `ALTER TABLE`.
#[derive(Debug, Clone, PartialEq)]
pub enum TableAction {
    /// `ADD COLUMN`.
    AddColumn {
        /// The column.
        definition: Box<ColumnDefinition>,
        /// `IF NOT EXISTS`.
        is_tolerant: bool,
    },
    /// `DROP COLUMN`.
    DropColumn {
        /// The column.
        name: Name,
        /// `IF EXISTS`.
        is_tolerant: bool,
        /// `CASCADE`.
        cascades: bool,
        /// Where it stands.
        origin: Origin,
    },
    /// `RENAME COLUMN`.
    RenameColumn {
        /// The old name.
        from: Name,
        /// The new one.
        to: Name,
        /// Where the new one stands.
        origin: Origin,
    },
    /// A whole new definition (MySQL's `MODIFY` and `CHANGE`): what it leaves out is gone.
    ReplaceColumn {
        /// The old name.
        from: Name,
        /// The new definition.
        definition: Box<ColumnDefinition>,
    },
    /// `ALTER COLUMN … TYPE`.
    SetType {
        /// The column.
        column: Name,
        /// The new type.
        data_type: ColumnType,
        /// The collation, where one is written.
        collation: Option<Name>,
        /// Where the type stands.
        origin: Origin,
    },
    /// `SET NOT NULL`, `DROP NOT NULL`.
    SetNullable {
        /// The column.
        column: Name,
        /// Whether it may be null from here on.
        is_nullable: bool,
        /// Where it stands.
        origin: Origin,
    },
    /// `SET DEFAULT`, `DROP DEFAULT`.
    SetDefault {
        /// The column.
        column: Name,
        /// The default; `None` takes it away.
        default: Option<DefaultValue>,
        /// Where it stands.
        origin: Origin,
    },
    /// `SET EXPRESSION`, `DROP EXPRESSION`.
    SetGenerated {
        /// The column.
        column: Name,
        /// The expression; `None` leaves an ordinary column.
        generated: Option<Generated>,
    },
    /// `ADD GENERATED … AS IDENTITY`, `SET GENERATED`, `DROP IDENTITY`.
    SetIncrement {
        /// The column.
        column: Name,
        /// Who numbers it; `None` for nobody.
        increment: Option<Increment>,
        /// `IF EXISTS`.
        is_tolerant: bool,
    },
    /// `ADD CONSTRAINT`, or an index (MySQL).
    AddConstraint {
        /// The constraint.
        constraint: Constraint,
        /// `IF NOT EXISTS` (MariaDB).
        is_tolerant: bool,
    },
    /// `DROP CONSTRAINT`, `DROP PRIMARY KEY`, `DROP FOREIGN KEY`, `DROP INDEX`.
    DropConstraint {
        /// Its name; `None` for MySQL's primary key.
        name: Option<Name>,
        /// Its kind, where the statement says it.
        kind: Option<ConstraintKind>,
        /// `IF EXISTS`.
        is_tolerant: bool,
        /// `CASCADE`.
        cascades: bool,
        /// Where it stands.
        origin: Origin,
    },
    /// `RENAME CONSTRAINT`, `RENAME INDEX` (MySQL).
    RenameConstraint {
        /// The old name.
        from: Name,
        /// The new one.
        to: Name,
    },
    /// `VALIDATE CONSTRAINT`.
    ValidateConstraint(Name),
    /// `ALTER CONSTRAINT … DEFERRABLE`.
    DeferConstraint {
        /// The constraint.
        name: Name,
        /// When it is checked from here on.
        deferral: Deferral,
    },
    /// `ENABLE ROW LEVEL SECURITY` and its like; `None` leaves that half as it was.
    RowSecurity {
        /// Whether policies apply.
        is_enabled: Option<bool>,
        /// Whether they apply to the owner too.
        is_forced: Option<bool>,
    },
    /// `ENABLE TRIGGER`, `DISABLE TRIGGER`.
    EnableTrigger {
        /// The trigger; `None` for all.
        name: Option<Name>,
        /// In which sessions it fires.
        firing: TriggerFiring,
    },
    /// `PARTITION BY`, `REMOVE PARTITIONING` of MySQL.
    SetPartitioning(Option<Partitioning>),
    /// `ATTACH PARTITION`.
    AttachPartition {
        /// The table that becomes a partition.
        partition: QualifiedName,
        /// Its bound as the catalog prints it.
        bound: String,
    },
    /// `DETACH PARTITION`.
    DetachPartition {
        /// The partition that becomes a table.
        partition: QualifiedName,
    },
    /// `INHERIT`, `NO INHERIT`.
    Inherit {
        /// The parent.
        parent: QualifiedName,
        /// Whether it is one from here on.
        is_parent: bool,
    },
    /// The comment, collation and the like of the table (MySQL).
    SetOptions(TableOptions),
    /// `CONVERT TO CHARACTER SET` (MySQL): the table and each of its text columns.
    ConvertTo {
        /// The character set; `None` for the database's own.
        character_set: Option<Name>,
        /// The collation; `None` for the character set's own.
        collation: Option<Name>,
    },
}

/// `CREATE INDEX`.
#[derive(Debug, Clone, PartialEq)]
pub struct CreateIndex {
    /// The table or materialised view.
    pub table: QualifiedName,
    /// The index; its name is not stated where the server invents it.
    pub index: Index,
    /// `IF NOT EXISTS`.
    pub is_tolerant: bool,
    /// `ON ONLY`: the partitions are left alone.
    pub is_only: bool,
}
