//! Owns the vocabulary: a reference of code to an object of the database, and what could not be
//! resolved.

use std::collections::{BTreeMap, BTreeSet};

use schemadrift_core::name::QualifiedName;
use schemadrift_core::origin::Location;
pub use schemadrift_sql::query::Verdict;
use schemadrift_sql::query::{Access, Reason};

/// One place in code that uses an object of the database.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    /// The token that names it.
    pub location: Location,
    /// Whether it is read or written.
    pub access: Access,
    /// What is named, in the code's own words.
    pub named: Named,
    /// How it was found.
    pub via: Via,
    /// Whether it exists.
    pub verdict: Verdict,
}

impl Reference {
    fn is_asked_for(&self, names: &[String]) -> bool {
        match &self.named {
            Named::Column { column, .. } => names.contains(column),
            _ => self.is_table_among(names),
        }
    }

    fn is_table_among(&self, names: &[String]) -> bool {
        match &self.named {
            Named::Table(table) => names.iter().any(|name| table.name.as_str() == name),
            _ => false,
        }
    }
}

/// What a reference names.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Named {
    /// A model of a Prisma schema, by the name of its client's property.
    Model {
        /// Which of the schemas.
        schema: usize,
        /// The property, such as `user`.
        property: String,
    },
    /// Every column of a model: a call that gives rows and does not choose among the fields.
    Row {
        /// Which of the schemas.
        schema: usize,
        /// The model.
        model: String,
    },
    /// A field of a model.
    Field {
        /// Which of the schemas.
        schema: usize,
        /// The model.
        model: String,
        /// The field.
        field: String,
    },
    /// A value of an enum of a Prisma schema.
    Value {
        /// Which of the schemas.
        schema: usize,
        /// The enum.
        of: String,
        /// The value.
        value: String,
    },
    /// A table or view in SQL.
    Table(QualifiedName),
    /// Every column that the code declares of a table.
    WholeRow(QualifiedName),
    /// A column in SQL.
    Column {
        /// Its table, if only one is possible.
        table: Option<QualifiedName>,
        /// Its name, folded by the engine's rule.
        column: String,
    },
    /// A value of an enum type in SQL.
    Label {
        /// The type.
        of: QualifiedName,
        /// The value.
        value: String,
    },
}

/// How a reference was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Via {
    /// A call of a Prisma client.
    PrismaClient,
    /// SQL that is handed to something that runs it, or marked as SQL.
    Sql,
    /// A string that reads as SQL.
    PlainString,
    /// A file of queries that nothing ties to the code.
    QueryFile,
    /// A name that an ORM generates of a declared table.
    Orm,
}

/// All references of some code.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct References {
    /// What was found, in the order of files and places.
    pub found: Vec<Reference>,
    /// What no claim is made about.
    pub unresolved: Vec<Unresolved>,
    /// Calls of Prisma clients that were followed to a model.
    pub calls: usize,
    /// Calls that fit a client, of which nothing tells that the receiver is one.
    pub unknown_receivers: usize,
    /// The calls among those that were followed of which something is open.
    pub open_calls: BTreeSet<CallPlace>,
    /// Relations that the code's own SQL makes, such as temporary tables.
    pub made: Vec<String>,
    /// Names that the code's own SQL asks the catalog for, and columns that it adds.
    pub asked_for: Vec<String>,
    /// Files with queries that the code names.
    pub files: Vec<QueryFile>,
}

/// The place of a call, by which calls are told apart.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CallPlace {
    path: String,
    start: usize,
}

impl CallPlace {
    /// The call whose model is named here.
    pub(crate) fn of(model: &Location) -> Self {
        Self {
            path: model.file.path.clone(),
            start: model.span.start(),
        }
    }
}

/// A file with a query that code takes in (`query_file!`). Read it with
/// [`sql_references`](crate::sql_references).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QueryFile {
    /// Its path, relative to the folder of the crate's manifest
    /// (<https://docs.rs/sqlx/latest/sqlx/macro.query_file.html>).
    pub path: String,
    /// Where the code names it.
    pub location: Location,
}

impl References {
    /// Adds those of another file.
    pub fn extend(&mut self, other: Self) {
        self.found.extend(other.found);
        self.unresolved.extend(other.unresolved);
        self.calls += other.calls;
        self.unknown_receivers += other.unknown_receivers;
        self.open_calls.extend(other.open_calls);
        self.made.extend(other.made);
        self.asked_for.extend(other.asked_for);
        self.files.extend(other.files);
    }

    /// Brings everything into the order of files and places, each thing once: an object that two
    /// calls share is walked twice.
    pub(crate) fn tidy(&mut self) {
        self.found.sort_by(|one, other| {
            let key = |found: &Reference| (found.location.span, found.named.clone());
            let files = one.location.file.path.cmp(&other.location.file.path);
            files.then_with(|| key(one).cmp(&key(other)))
        });
        self.found.dedup_by(|one, other| {
            one.location.span == other.location.span
                && one.named == other.named
                && one.location.file.path == other.location.file.path
        });
        self.unresolved.sort_by(|one, other| {
            let key = |part: &Unresolved| (part.location.span, part.why);
            let files = one.location.file.path.cmp(&other.location.file.path);
            files.then_with(|| key(one).cmp(&key(other)))
        });
        self.unresolved.dedup();
    }

    /// How much could not be resolved, by reason.
    pub fn counts(&self) -> BTreeMap<Why, usize> {
        let mut counts = BTreeMap::new();
        for part in &self.unresolved {
            *counts.entry(part.why).or_insert(0) += 1;
        }
        counts
    }

    /// Takes back what only the whole can tell to be no claim. Call it once all files are in.
    ///
    /// - Tables that the code makes itself exist when it runs; those it asks for may not.
    /// - Migrations speak of the schema as it was.
    /// - SQL that goes through no client of the database may be for another one: all of a
    ///   project's, if none of its tables is known; that of a file most of whose tables are
    ///   unknown; plain strings of a file without any table that is known.
    pub fn settle(&mut self) {
        let made = std::mem::take(&mut self.made);
        self.take_back(Why::MadeAtRunTime, |found| found.is_table_among(&made));
        self.made = made;
        self.take_back(Why::Migration, |found| {
            is_migration(&found.location.file.path)
        });
        let files = self.tables_by_file();
        let is_tied = files.values().any(|tables| !tables.known.is_empty());
        let empty = Tables::default();
        self.take_back(Why::OtherDatabase, |found| {
            let tables = files.get(&found.location.file.path).unwrap_or(&empty);
            match found.via {
                Via::PrismaClient | Via::Orm => false,
                Via::Sql => !is_tied || tables.are_of_another_database(),
                Via::PlainString => tables.known.is_empty() || tables.are_of_another_database(),
                // Any database may be meant, which may have a name in common with this one.
                Via::QueryFile => tables.known.is_empty() || !tables.unknown.is_empty(),
            }
        });
        let asked_for = std::mem::take(&mut self.asked_for);
        self.take_back(Why::MadeAtRunTime, |found| found.is_asked_for(&asked_for));
        self.asked_for = asked_for;
    }

    fn tables_by_file(&self) -> BTreeMap<String, Tables> {
        let mut files: BTreeMap<String, Tables> = BTreeMap::new();
        for found in &self.found {
            let is_in_sql = matches!(found.via, Via::Sql | Via::PlainString | Via::QueryFile);
            if let (Named::Table(name), true) = (&found.named, is_in_sql) {
                let tables = files.entry(found.location.file.path.clone()).or_default();
                let side = match found.verdict {
                    Verdict::Known => &mut tables.known,
                    Verdict::Unknown => &mut tables.unknown,
                };
                side.insert(name.clone());
            }
        }
        files
    }

    /// Turns claims that something is unknown into places without a claim.
    fn take_back(&mut self, why: Why, is_taken: impl Fn(&Reference) -> bool) {
        let (kept, taken): (Vec<Reference>, Vec<Reference>) = std::mem::take(&mut self.found)
            .into_iter()
            .partition(|found| found.verdict == Verdict::Known || !is_taken(found));
        self.found = kept;
        let taken = taken.into_iter().map(|found| Unresolved {
            location: found.location,
            why,
        });
        self.unresolved.extend(taken);
    }
}

/// The tables that the SQL of a file names.
#[derive(Debug, Default)]
struct Tables {
    known: BTreeSet<QualifiedName>,
    unknown: BTreeSet<QualifiedName>,
}

impl Tables {
    /// One name may be wrong. When more are, and more than are right, the file speaks to another
    /// database, which may have some names in common with this one.
    fn are_of_another_database(&self) -> bool {
        self.unknown.len() > 1 && self.unknown.len() > self.known.len()
    }
}

/// Whether a file is a migration, which speaks of the schema as it was.
fn is_migration(path: &str) -> bool {
    let mut folders = path.split('/').rev().skip(1);
    folders.any(|folder| matches!(folder, "migration" | "migrations"))
}

/// A part of code that no claim is made about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unresolved {
    /// The place.
    pub location: Location,
    /// Why not.
    pub why: Why,
}

/// Why no claim is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Why {
    /// SQL, for a reason of its own.
    Sql(Reason),
    /// The file cannot be read as what its ending says.
    NotParsed,
    /// The file nests too deep or is too large.
    TooDeep,
    /// Nothing tells that the receiver of the call is a client.
    UnknownReceiver,
    /// Nothing tells which declared table a name of an ORM leads to.
    UnknownTable,
    /// The argument is no object literal that can be followed.
    NotALiteral,
    /// The object is a parameter: whoever calls makes it.
    HandedIn,
    /// An object spreads another one that cannot be followed.
    Spread,
    /// A key is computed.
    ComputedKey,
    /// The client is extended in a way that this code does not show.
    Extended,
    /// The code makes the table or column itself, or asks whether it is there.
    MadeAtRunTime,
    /// The file speaks to a database of another kind.
    OtherDatabase,
    /// The file is a migration, which speaks of the schema as it was.
    Migration,
}

impl Why {
    /// The reason as one clause.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Sql(reason) => reason.as_str(),
            Self::NotParsed => "the file cannot be read",
            Self::TooDeep => "the file nests too deep or is too large",
            Self::UnknownReceiver => "nothing tells that the receiver is a Prisma client",
            Self::UnknownTable => "nothing tells which table the name leads to",
            Self::NotALiteral => "the argument is no object that can be followed",
            Self::HandedIn => "the object is made by whoever calls the function around",
            Self::Spread => "an object spreads another one that cannot be followed",
            Self::ComputedKey => "a key is computed",
            Self::Extended => "the client is extended in a way that the code does not show",
            Self::MadeAtRunTime => "the code makes it itself, or asks whether it is there",
            Self::OtherDatabase => "the file speaks to a database of another kind",
            Self::Migration => "a migration speaks of the schema as it was",
        }
    }
}
