//! Owns what a live database answers: the model, who answered, what was left out and what the
//! role may see.

use schemadrift_core::dialect::Engine;
use schemadrift_core::migration::LedgerTable;
use schemadrift_core::model::{Composite, Domain, EnumType, Routine, Sequence, Table, View};
use schemadrift_core::name::{Name, QualifiedName};
use schemadrift_core::object::ObjectKind;
use schemadrift_core::question::{Answers, Question};
use schemadrift_core::source::Reading;

use crate::ledger::{LedgerOutcome, LedgerPlace};

/// A live database as it was read.
#[derive(Debug, Clone)]
pub struct LiveReading {
    /// The model and the trouble met on the way.
    pub reading: Reading,
    /// Who answered.
    pub server: Server,
    /// What belongs to extensions, migration tools and platforms, and is therefore not in the
    /// model.
    pub left_out: Vec<LeftOut>,
    /// What the role may see.
    pub visible: Visibility,
    /// What reading took.
    pub size: ReadingSize,
}

impl LiveReading {
    /// The ledgers of migration tools that the database holds. `renamed` names tables that a
    /// project uses in place of those that its tool would. What platforms keep in schemas of their
    /// own, such as GoTrue in `auth`, is nobody's ledger here.
    pub fn ledgers(&self, renamed: &[(QualifiedName, &'static LedgerTable)]) -> Vec<LedgerPlace> {
        let left_out = self
            .left_out
            .iter()
            .filter_map(|object| object.table.as_ref());
        self.reading
            .schema
            .tables
            .iter()
            .chain(left_out)
            .filter_map(|table| LedgerPlace::of(table, renamed))
            .filter(|ledger| {
                ledger.table.schema.is_some() || !self.is_in_foreign_schema(&ledger.name)
            })
            .collect()
    }

    /// Whether a table lies in a schema that belongs to somebody else as a whole.
    fn is_in_foreign_schema(&self, table: &QualifiedName) -> bool {
        self.left_out.iter().any(|object| {
            object.kind == ObjectKind::Schema && table.schema.as_ref() == Some(&object.name.name)
        })
    }
}

/// The server, or the file, that answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Server {
    /// The kind of database.
    pub engine: Engine,
    /// The version as the server writes it.
    pub version: String,
    /// The version as a number that sorts: `150018` for PostgreSQL 15.18, `3053001` for SQLite
    /// 3.53.1.
    pub version_number: u32,
    /// The database's name; for SQLite, the file.
    pub database: String,
    /// The role that reads; empty for SQLite.
    pub user: String,
    /// The host, or the folder of the Unix socket.
    pub host: Option<String>,
    /// The port.
    pub port: Option<u16>,
    /// The product that speaks the engine's protocol without being it, such as `CockroachDB`.
    pub variant: Option<String>,
}

/// An object that is not in the model because it belongs to somebody else.
///
/// Where the code declares such an object after all, `table`, `view`, `enum_type` or `other` holds
/// it, so that it can be put back.
#[derive(Debug, Clone, PartialEq)]
pub struct LeftOut {
    /// What kind of object it is.
    pub kind: ObjectKind,
    /// Its name.
    pub name: QualifiedName,
    /// Whom it belongs to, as one clause.
    pub reason: String,
    /// The table itself.
    pub table: Option<Table>,
    /// The view itself.
    pub view: Option<View>,
    /// The enum type itself.
    pub enum_type: Option<EnumType>,
    /// The object itself, where it is of another kind.
    pub other: Option<Box<OtherObject>>,
}

/// An object that is neither a table nor a view nor an enum type.
#[derive(Debug, Clone, PartialEq)]
pub enum OtherObject {
    /// A domain.
    Domain(Domain),
    /// A composite type.
    Composite(Composite),
    /// A sequence.
    Sequence(Sequence),
    /// A function or a procedure.
    Routine(Routine),
}

impl LeftOut {
    /// An object of which only the name is kept.
    pub(crate) fn named(kind: ObjectKind, name: QualifiedName, reason: String) -> Self {
        Self {
            kind,
            name,
            reason,
            table: None,
            view: None,
            enum_type: None,
            other: None,
        }
    }
}

/// What the role may see. Catalogs hide nothing from any role on the databases read here; rows
/// can be hidden.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Visibility {
    /// Tables whose rows the role cannot read, or of which it sees only some.
    pub unreadable_tables: Vec<UnreadableTable>,
    /// Schemas whose objects the role cannot use.
    pub schemas_without_usage: Vec<Name>,
}

impl Visibility {
    /// Why the rows of a table cannot be judged; `None` where the role may read all of them.
    pub fn unreadable(&self, table: &QualifiedName) -> Option<&str> {
        self.unreadable_tables
            .iter()
            .find(|unreadable| &unreadable.name == table)
            .map(|unreadable| unreadable.reason.as_str())
    }
}

/// A table whose rows the role cannot read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnreadableTable {
    /// The table.
    pub name: QualifiedName,
    /// Why, as one clause.
    pub reason: String,
}

/// What reading took.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ReadingSize {
    /// Messages sent after connecting, each answered before the next.
    pub round_trips: u32,
    /// Statements run.
    pub statements: usize,
    /// Catalog rows received.
    pub rows: usize,
}

/// What is put to a database after it was read.
#[derive(Debug, Clone, Default)]
pub struct Inquiry {
    /// Which expressions mean the same.
    pub questions: Vec<Question>,
    /// Which of these tables hold rows.
    pub row_checks: Vec<QualifiedName>,
    /// What these ledgers say.
    pub ledgers: Vec<LedgerPlace>,
}

impl Inquiry {
    /// Whether there is nothing to ask.
    pub fn is_empty(&self) -> bool {
        self.questions.is_empty() && self.row_checks.is_empty() && self.ledgers.is_empty()
    }
}

/// What a database said to an inquiry.
#[derive(Debug, Clone, Default)]
pub struct Settled {
    /// The answers to the questions.
    pub answers: Answers,
    /// Whether the tables hold rows, in the order asked.
    pub rows: Vec<(QualifiedName, RowPresence)>,
    /// The rows of the ledgers, in the order asked, or why they cannot be read.
    pub ledgers: Vec<LedgerOutcome>,
    /// Messages sent for it, each answered before the next.
    pub round_trips: u32,
}

/// Whether a table holds rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RowPresence {
    /// At least one.
    HasRows,
    /// None.
    Empty,
    /// The role cannot tell, and why.
    NotVisible(String),
}
