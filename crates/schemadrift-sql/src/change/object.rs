//! Owns the changes of everything but tables.

use schemadrift_core::data_type::ColumnType;
use schemadrift_core::expression::Expression;
use schemadrift_core::model::{Check, Column, DefaultValue, EnumValue, Routine, Volatility};
use schemadrift_core::name::{Name, QualifiedName};
use schemadrift_core::origin::Origin;
use schemadrift_core::stated::Stated;

/// Kinds of objects that statements drop, rename and move.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ObjectKind {
    /// A schema.
    Schema,
    /// A table of any kind.
    Table,
    /// A view.
    View,
    /// A materialised view.
    MaterializedView,
    /// An index.
    Index,
    /// An enum, composite or other type.
    Type,
    /// A domain.
    Domain,
    /// A sequence.
    Sequence,
    /// An extension.
    Extension,
    /// A function, procedure or aggregate.
    Routine,
    /// A trigger of a table.
    Trigger,
    /// A policy of a table.
    Policy,
}

/// An object as a statement names it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ObjectId {
    /// Its kind.
    pub kind: ObjectKind,
    /// Its name; for a trigger or a policy the plain name.
    pub name: QualifiedName,
    /// The table that holds it, for a trigger, a policy, or an index of MySQL.
    pub table: Option<QualifiedName>,
    /// The argument types of a routine, as the catalog prints them; `None` where the statement
    /// leaves them out.
    pub arguments: Option<String>,
}

impl ObjectId {
    /// An object that its kind and name tell.
    pub fn new(kind: ObjectKind, name: QualifiedName) -> Self {
        Self {
            kind,
            name,
            table: None,
            arguments: None,
        }
    }

    /// The name of what takes another shape with it, as far as shapes are compared.
    pub(super) fn shaped(&self) -> Option<&QualifiedName> {
        match self.kind {
            ObjectKind::Schema
            | ObjectKind::Table
            | ObjectKind::View
            | ObjectKind::MaterializedView
            | ObjectKind::Type
            | ObjectKind::Extension => Some(&self.name),
            ObjectKind::Index => Some(self.table.as_ref().unwrap_or(&self.name)),
            ObjectKind::Domain
            | ObjectKind::Sequence
            | ObjectKind::Routine
            | ObjectKind::Trigger
            | ObjectKind::Policy => None,
        }
    }
}

/// `DROP` of every kind.
#[derive(Debug, Clone, PartialEq)]
pub struct Drop {
    /// What goes.
    pub objects: Vec<ObjectId>,
    /// `IF EXISTS`.
    pub is_tolerant: bool,
    /// `CASCADE`.
    pub cascades: bool,
    /// Where it stands.
    pub origin: Origin,
}

/// A new name.
#[derive(Debug, Clone, PartialEq)]
pub struct Rename {
    /// What is renamed.
    pub object: ObjectId,
    /// Its new name. MySQL may move a table by it.
    pub to: QualifiedName,
    /// `IF EXISTS`.
    pub is_tolerant: bool,
    /// Where it stands.
    pub origin: Origin,
}

/// What is known of a view's columns.
#[derive(Debug, Clone, PartialEq)]
pub enum ViewColumns {
    /// All their names, as the query gives them.
    Named(Vec<Name>),
    /// All their names, as the statement lists them in front of the query (SQLite).
    Listed(Vec<Name>),
    /// Its query is `SELECT *` from these relations and nothing else, in this order.
    AllOf(Vec<QualifiedName>),
    /// Nothing.
    Unknown,
}

/// What happens to an enum type.
#[derive(Debug, Clone, PartialEq)]
pub enum EnumAction {
    /// `ADD VALUE`.
    AddValue {
        /// The value.
        value: EnumValue,
        /// Where it goes.
        position: ValuePosition,
        /// `IF NOT EXISTS`.
        is_tolerant: bool,
    },
    /// `RENAME VALUE`.
    RenameValue {
        /// The old label.
        from: String,
        /// The new one.
        to: String,
        /// Where the new one stands.
        origin: Origin,
    },
}

/// Where a new value of an enum goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ValuePosition {
    /// To the end.
    Last,
    /// Before this label.
    Before(String),
    /// After this label.
    After(String),
}

/// What happens to a domain.
#[derive(Debug, Clone, PartialEq)]
pub enum DomainAction {
    /// `SET DEFAULT`, `DROP DEFAULT`.
    SetDefault(Option<DefaultValue>),
    /// `SET NOT NULL`, `DROP NOT NULL`.
    SetNullable(bool),
    /// `ADD CONSTRAINT`.
    AddCheck(Box<Check>),
    /// `DROP CONSTRAINT`.
    DropConstraint {
        /// The constraint.
        name: Name,
        /// `IF EXISTS`.
        is_tolerant: bool,
    },
    /// `RENAME CONSTRAINT`.
    RenameConstraint {
        /// The old name.
        from: Name,
        /// The new one.
        to: Name,
    },
    /// `VALIDATE CONSTRAINT`.
    ValidateConstraint(Name),
}

/// What happens to a composite type.
#[derive(Debug, Clone, PartialEq)]
pub enum FieldAction {
    /// `ADD ATTRIBUTE`.
    Add(Box<Column>),
    /// `DROP ATTRIBUTE`.
    Drop {
        /// The field.
        name: Name,
        /// `IF EXISTS`.
        is_tolerant: bool,
    },
    /// `ALTER ATTRIBUTE … TYPE`.
    SetType {
        /// The field.
        name: Name,
        /// Its new type.
        data_type: Box<ColumnType>,
    },
    /// `RENAME ATTRIBUTE`.
    Rename {
        /// The old name.
        from: Name,
        /// The new one.
        to: Name,
    },
}

/// Which column owns a sequence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SequenceOwner {
    /// None: `OWNED BY NONE`.
    Nobody,
    /// This one.
    Column {
        /// The table.
        table: QualifiedName,
        /// The column.
        column: Name,
    },
}

/// What happens to a sequence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SequenceAction {
    /// `OWNED BY`.
    OwnedBy(SequenceOwner),
    /// `AS`.
    Type(Box<ColumnType>),
    /// `START WITH`.
    Start(i64),
    /// `INCREMENT BY`.
    Increment(i64),
    /// `MINVALUE`; `None` for `NO MINVALUE`.
    Minimum(Option<i64>),
    /// `MAXVALUE`; `None` for `NO MAXVALUE`.
    Maximum(Option<i64>),
    /// `CACHE`.
    Cache(i64),
    /// `CYCLE`, `NO CYCLE`.
    Cycle(bool),
}

/// What the options of a statement say of a routine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RoutineOption {
    /// `IMMUTABLE`, `STABLE`, `VOLATILE`.
    Volatility(Volatility),
    /// `SECURITY DEFINER`, `SECURITY INVOKER`.
    OwnersRights(bool),
    /// `STRICT`, `CALLED ON NULL INPUT`.
    Strict(bool),
    /// `SET`: the name of the setting, and its value in one spelling.
    Set(String, String),
    /// `RESET`.
    Reset(String),
    /// `RESET ALL`.
    ResetAll,
    /// `SET … FROM CURRENT`: the value is the session's.
    SetUnknown,
}

impl RoutineOption {
    /// Sets what the option says.
    pub(crate) fn apply(&self, routine: &mut Routine) {
        match self {
            Self::Volatility(volatility) => routine.volatility = Stated::Written(*volatility),
            Self::OwnersRights(has) => routine.has_owners_rights = Stated::Written(*has),
            Self::Strict(is_strict) => routine.is_strict = Stated::Written(*is_strict),
            Self::Set(name, value) => {
                change_settings(routine, |settings| {
                    forget(settings, name);
                    settings.push(format!("{name} = {value}"));
                    settings.sort();
                });
            }
            Self::Reset(name) => change_settings(routine, |settings| forget(settings, name)),
            Self::ResetAll => routine.settings = Stated::Written(Vec::new()),
            Self::SetUnknown => routine.settings = Stated::NotStated,
        }
    }
}

fn forget(settings: &mut Vec<String>, name: &str) {
    settings.retain(|own| own.split_once(" = ").is_none_or(|(own, _)| own != name));
}

fn change_settings(routine: &mut Routine, change: impl FnOnce(&mut Vec<String>)) {
    let settings = std::mem::take(&mut routine.settings);
    if let Some(mut settings) = settings.into_inner() {
        change(&mut settings);
        routine.settings = Stated::Written(settings);
    }
}

/// What a policy becomes.
#[derive(Debug, Clone, PartialEq)]
pub struct PolicyAction {
    /// The roles, if they change.
    pub roles: Stated<Vec<Name>>,
    /// Which rows are visible, if that changes.
    pub using: Stated<Option<Expression>>,
    /// Which rows may be written, if that changes.
    pub with_check: Stated<Option<Expression>>,
}

/// `COMMENT ON` a table or a column. Others say nothing that the model holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comment {
    /// The table or view.
    pub table: QualifiedName,
    /// The column; `None` for the table's own comment.
    pub column: Option<Name>,
    /// The text; `None` takes the comment away.
    pub text: Option<String>,
}

/// A routine is called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Call {
    /// The routine.
    pub routine: QualifiedName,
    /// Its arguments in order; `None` for one that is no constant text.
    pub arguments: Vec<Option<String>>,
    /// Whether it is called just once; otherwise any number of times.
    pub is_certain: bool,
    /// The names that the call mentions, last part only, folded.
    pub touches: Vec<Name>,
    /// Where it stands.
    pub origin: Origin,
}

/// When guarded changes are carried out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Guard {
    /// If this is there.
    IfPresent(Presence),
    /// If this is not there.
    IfAbsent(Presence),
    /// Always; if one of them cannot be carried out, all are taken back and the others are carried
    /// out, as an exception handler does.
    HandlingErrors,
}

/// Something that is there or not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Presence {
    /// A table, a type, a constraint's index or the like.
    Object(ObjectId),
    /// A table, a view, an index or a sequence: whatever shares that name space.
    Relation(QualifiedName),
    /// A column of a table.
    Column {
        /// The table.
        table: QualifiedName,
        /// The column.
        column: Name,
    },
    /// A constraint, of a table if that is named.
    Constraint {
        /// The table.
        table: Option<QualifiedName>,
        /// The constraint.
        name: Name,
    },
    /// A label of an enum type.
    EnumValue {
        /// The type.
        name: QualifiedName,
        /// The label.
        label: String,
    },
}
