//! Owns structs that stand for types of the database's own.

use schemadrift_core::name::{Name, QualifiedName};

/// A type of the database's own, for which a struct is declared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Custom {
    pub(super) struct_name: String,
    pub(super) kind: CustomKind,
}

/// How the database tells the type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum CustomKind {
    /// By its name.
    PostgreSql(QualifiedName),
    /// By the form in which its values are sent, such as `Enum`.
    MySql(&'static str),
}

impl CustomKind {
    /// The schema of the type.
    pub(super) fn namespace(&self) -> &str {
        match self {
            Self::PostgreSql(name) => name.schema.as_ref().map_or("", Name::as_str),
            Self::MySql(_) => "",
        }
    }

    fn attribute(&self) -> String {
        match self {
            Self::PostgreSql(name) => {
                let schema = match &name.schema {
                    Some(schema) if schema.as_str() != "public" => {
                        format!(", schema = {:?}", schema.as_str())
                    }
                    Some(_) | None => String::new(),
                };
                format!("postgres_type(name = {:?}{schema})", name.name.as_str())
            }
            Self::MySql(form) => format!("mysql_type(name = {form:?})"),
        }
    }
}

impl Custom {
    pub(super) fn declaration(&self) -> String {
        format!(
            "    #[derive(diesel::query_builder::QueryId, diesel::sql_types::SqlType)]\n    \
             #[diesel({})]\n    pub struct {};\n",
            self.kind.attribute(),
            self.struct_name
        )
    }
}
