//! Owns the relations that a name may belong to at one place of a query.

use schemadrift_core::name::Name;

use super::catalog::Relation;

/// The relations of one query, and the names that it gives to results.
#[derive(Debug, Clone, Default)]
pub(super) struct Scope<'a> {
    pub(super) relations: Vec<Source<'a>>,
    /// Names of results, which `ORDER BY` and `GROUP BY` may use.
    pub(super) results: Vec<Name>,
    /// There may be more relations than these.
    pub(super) is_open: bool,
}

/// One relation of a query.
#[derive(Debug, Clone)]
pub(super) struct Source<'a> {
    /// The name by which the query speaks of it.
    pub(super) alias: Option<Name>,
    /// The schema in front of that name, if it is the table's own.
    pub(super) schema: Option<Name>,
    pub(super) columns: Columns<'a>,
}

/// The columns of a relation.
#[derive(Debug, Clone)]
pub(super) enum Columns<'a> {
    /// Those of a table, the first of them under other names.
    Of {
        relation: Relation<'a>,
        renamed: Vec<Name>,
    },
    /// Exactly these.
    Listed(Vec<Name>),
    /// These, and perhaps more: a function whose first columns the query names.
    Partly(Vec<Name>),
    /// Those of a table of the server or of a tool, of which the schema does not speak.
    Foreign,
    /// Nobody knows.
    Open,
}

impl<'a> Columns<'a> {
    /// The same columns, the first of them under other names.
    pub(super) fn renamed(self, names: Vec<Name>) -> Self {
        if names.is_empty() {
            return self;
        }
        match self {
            Self::Of { relation, .. } => Self::Of {
                relation,
                renamed: names,
            },
            Self::Listed(own) => {
                let rest = own.into_iter().skip(names.len()).collect::<Vec<_>>();
                Self::Listed(names.into_iter().chain(rest).collect())
            }
            Self::Partly(_) | Self::Foreign | Self::Open => Self::Partly(names),
        }
    }

    /// Their names, if all are known.
    pub(super) fn names(&self) -> Option<Vec<Name>> {
        match self {
            Self::Of { relation, renamed } if relation.is_complete => {
                let rest = relation.columns.iter().skip(renamed.len());
                let rest = rest.map(|column| column.name.clone());
                Some(renamed.iter().cloned().chain(rest).collect())
            }
            Self::Listed(names) => Some(names.clone()),
            Self::Of { .. } | Self::Partly(_) | Self::Foreign | Self::Open => None,
        }
    }
}
