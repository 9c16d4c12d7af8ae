//! Owns which live types the code takes for a column: SeaORM's types in the words of each
//! database, one file a database.

mod mysql;
mod postgresql;
mod sqlite;

use schemadrift_core::data_type::{Acceptance, ColumnType, DataType, Family};
use schemadrift_core::dialect::Engine;
use schemadrift_core::model::Decoding;
use schemadrift_core::name::{Name, QualifiedName};
use schemadrift_sql::types::read_type;

use crate::sea_type::SeaType;
use crate::version::Release;

/// Whose words the types are in.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Backend {
    /// The database.
    pub(crate) engine: Engine,
    /// The release of SeaORM, as far as it is known.
    pub(crate) release: Release,
}

impl Backend {
    /// What sqlx makes of other types than the column's own. Where a column is declared as one
    /// type and read into a Rust type that goes with another, nothing is said.
    pub(crate) fn decoding(self, own: &ColumnType, read_as: Option<&SeaType>) -> Decoding {
        let is_read_otherwise = read_as
            .and_then(|read_as| self.column_type(read_as))
            .is_some_and(|read_as| !is_alike(&read_as.shape, &own.shape));
        match self.engine {
            _ if is_read_otherwise => Decoding::Converting,
            Engine::PostgreSql => Decoding::ByName,
            Engine::MySql | Engine::MariaDb => Decoding::ByKind,
            // There each value has a type of its own, which the acceptance is about.
            Engine::Sqlite => Decoding::Converting,
        }
    }

    /// The type that the code expects of a column which it reads into this.
    pub(crate) fn read_type(
        self,
        sea_type: &SeaType,
        read_as: Option<&SeaType>,
    ) -> Option<ColumnType> {
        let is_mysql = matches!(self.engine, Engine::MySql | Engine::MariaDb);
        match (sea_type, read_as) {
            // sqlx reads a moment without a zone from `datetime` alone, and one in UTC from both.
            (SeaType::DateTime, Some(read_as)) if is_mysql && *read_as != SeaType::DateTime => {
                let both = vec![read_type(self.engine, "timestamp")];
                Some(like(self.engine, "datetime", both))
            }
            // It reads a year as a number without a sign.
            (
                SeaType::Year,
                Some(
                    own @ SeaType::Integer {
                        is_unsigned: false, ..
                    },
                ),
            ) if is_mysql => self.column_type(own),
            _ => self.column_type(sea_type),
        }
    }

    /// The type that the code expects of a column; `None` where the database has none, or only
    /// the text of another type.
    pub(crate) fn column_type(self, sea_type: &SeaType) -> Option<ColumnType> {
        if let SeaType::Custom(text) = sea_type {
            return Some(custom(self.engine, text));
        }
        match self.engine {
            Engine::PostgreSql => postgresql::column_type(self.release, sea_type),
            Engine::MySql | Engine::MariaDb => mysql::column_type(self.engine, sea_type),
            Engine::Sqlite => Some(sqlite::column_type(self.release, sea_type)),
        }
    }
}

/// Whether two types are read into the same Rust types.
fn is_alike(one: &DataType, other: &DataType) -> bool {
    let (family, other_family) = (one.family(), other.family());
    let is_one_for_all = matches!(family, Family::Text | Family::Bytes | Family::Json);
    is_one_for_all && family == other_family
        || one.without_parameters() == other.without_parameters()
}

/// A type by the database's own name: what is written is what is expected.
fn custom(engine: Engine, text: &str) -> ColumnType {
    let shape = read_type(engine, text);
    match engine.dialect().affinity {
        Some(affinity) => ColumnType {
            acceptance: Acceptance::StoredAs(vec![affinity(text)]),
            text: text.to_owned(),
            shape,
        },
        None => ColumnType::exact(text, shape),
    }
}

/// A type of this spelling that takes these others too.
fn any_of(engine: Engine, text: impl Into<String>, others: Vec<DataType>) -> ColumnType {
    let text = text.into();
    ColumnType {
        shape: read_type(engine, &text),
        text,
        acceptance: if others.is_empty() {
            Acceptance::Exact
        } else {
            Acceptance::AnyOf(others)
        },
    }
}

/// A type of this spelling whose length, precision or fields are somebody else's business.
fn like(engine: Engine, text: impl Into<String>, mut others: Vec<DataType>) -> ColumnType {
    let text = text.into();
    let shape = read_type(engine, &text);
    others.insert(0, shape.clone());
    ColumnType {
        shape,
        text,
        acceptance: Acceptance::Like(others),
    }
}

/// An enum type's name. SeaORM quotes it as a whole, so that it never names a schema, and its
/// case is the type's own.
pub(crate) fn enum_name(text: &str) -> QualifiedName {
    QualifiedName::bare(Name::from(text))
}
