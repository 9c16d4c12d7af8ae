//! Owns the catalog as fetched: every query with the rows it gave, nothing understood yet.

use std::collections::HashMap;

use super::rows::{
    CatalogRow, ColumnRow, ConstraintRow, ExtensionRow, GrantRow, IndexRow, MemberRow, NameRow,
    NamespaceRow, Oid, PolicyRow, RelationRow, RoutineRow, SequenceRow, ServerRow, TriggerRow,
    TypeRow,
};
use crate::cells::Cells;

/// The queries, in the order they run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Query {
    Server,
    Namespaces,
    Extensions,
    Members,
    Relations,
    Columns,
    Constraints,
    Indexes,
    OperatorClasses,
    Collations,
    Types,
    EnumLabels,
    Sequences,
    Routines,
    Triggers,
    Policies,
    Grants,
}

impl Query {
    /// Everything but [`Query::Server`], which runs before the session is set up.
    pub(super) const CATALOG: [Self; 16] = [
        Self::Namespaces,
        Self::Extensions,
        Self::Members,
        Self::Relations,
        Self::Columns,
        Self::Constraints,
        Self::Indexes,
        Self::OperatorClasses,
        Self::Collations,
        Self::Types,
        Self::EnumLabels,
        Self::Sequences,
        Self::Routines,
        Self::Triggers,
        Self::Policies,
        Self::Grants,
    ];

    /// The statement.
    pub(super) fn sql(self) -> &'static str {
        match self {
            Self::Server => include_str!("queries/server.sql"),
            Self::Namespaces => include_str!("queries/namespaces.sql"),
            Self::Extensions => include_str!("queries/extensions.sql"),
            Self::Members => include_str!("queries/members.sql"),
            Self::Relations => include_str!("queries/relations.sql"),
            Self::Columns => include_str!("queries/columns.sql"),
            Self::Constraints => include_str!("queries/constraints.sql"),
            Self::Indexes => include_str!("queries/indexes.sql"),
            Self::OperatorClasses => include_str!("queries/operator_classes.sql"),
            Self::Collations => include_str!("queries/collations.sql"),
            Self::Types => include_str!("queries/types.sql"),
            Self::EnumLabels => include_str!("queries/enum_labels.sql"),
            Self::Sequences => include_str!("queries/sequences.sql"),
            Self::Routines => include_str!("queries/routines.sql"),
            Self::Triggers => include_str!("queries/triggers.sql"),
            Self::Policies => include_str!("queries/policies.sql"),
            Self::Grants => include_str!("queries/grants.sql"),
        }
    }

    fn what(self) -> &'static str {
        match self {
            Self::Server => "the server",
            Self::Namespaces => "schemas",
            Self::Extensions => "extensions",
            Self::Members => "members of extensions",
            Self::Relations => "tables and views",
            Self::Columns => "columns",
            Self::Constraints => "constraints",
            Self::Indexes => "indexes",
            Self::OperatorClasses => "operator classes",
            Self::Collations => "collations",
            Self::Types => "types",
            Self::EnumLabels => "enum labels",
            Self::Sequences => "sequences",
            Self::Routines => "functions",
            Self::Triggers => "triggers",
            Self::Policies => "policies",
            Self::Grants => "privileges",
        }
    }
}

/// Every row of the catalog that matters.
#[derive(Debug, Default)]
pub(super) struct Catalog {
    pub(super) server: ServerRow,
    pub(super) namespaces: Vec<NamespaceRow>,
    pub(super) extensions: Vec<ExtensionRow>,
    /// The extension of each member, by catalog letter and identifier.
    pub(super) members: HashMap<(char, Oid), String>,
    pub(super) relations: Vec<RelationRow>,
    pub(super) columns: Vec<ColumnRow>,
    pub(super) constraints: Vec<ConstraintRow>,
    pub(super) indexes: Vec<IndexRow>,
    pub(super) operator_classes: Vec<NameRow>,
    pub(super) collations: Vec<NameRow>,
    pub(super) types: Vec<TypeRow>,
    /// Labels with the enum they belong to, in order.
    pub(super) enum_labels: Vec<NameRow>,
    pub(super) sequences: Vec<SequenceRow>,
    pub(super) routines: Vec<RoutineRow>,
    pub(super) triggers: Vec<TriggerRow>,
    pub(super) policies: Vec<PolicyRow>,
    pub(super) grants: Vec<GrantRow>,
    /// Cells that were not what they should be, one clause each.
    pub(super) surprises: Vec<String>,
    /// How many rows arrived.
    pub(super) row_count: usize,
}

impl Catalog {
    /// Takes in one row of a query.
    pub(super) fn take(&mut self, query: Query, mut cells: Cells<'_>) {
        self.row_count += 1;
        let row = &mut cells;
        match query {
            Query::Server => self.server = ServerRow::read(row),
            Query::Namespaces => self.namespaces.push(NamespaceRow::read(row)),
            Query::Extensions => self.extensions.push(ExtensionRow::read(row)),
            Query::Members => {
                let member = MemberRow::read(row);
                self.members
                    .insert((member.catalog, member.oid), member.extension);
            }
            Query::Relations => self.relations.push(RelationRow::read(row)),
            Query::Columns => self.columns.push(ColumnRow::read(row)),
            Query::Constraints => self.constraints.push(ConstraintRow::read(row)),
            Query::Indexes => self.indexes.push(IndexRow::read(row)),
            Query::OperatorClasses => self.operator_classes.push(NameRow::read(row)),
            Query::Collations => self.collations.push(NameRow::read(row)),
            Query::Types => self.types.push(TypeRow::read(row)),
            Query::EnumLabels => self.enum_labels.push(NameRow::read(row)),
            Query::Sequences => self.sequences.push(SequenceRow::read(row)),
            Query::Routines => self.routines.push(RoutineRow::read(row)),
            Query::Triggers => self.triggers.push(TriggerRow::read(row)),
            Query::Policies => self.policies.push(PolicyRow::read(row)),
            Query::Grants => self.grants.push(GrantRow::read(row)),
        }
        if let Some(trouble) = cells.trouble() {
            self.surprises.push(format!(
                "the catalog's answer about {} was not understood: {trouble}",
                query.what()
            ));
        }
    }

    /// The extension that an object belongs to, by catalog letter and identifier.
    pub(super) fn extension_of(&self, catalog: char, oid: Oid) -> Option<&str> {
        self.members.get(&(catalog, oid)).map(String::as_str)
    }
}
