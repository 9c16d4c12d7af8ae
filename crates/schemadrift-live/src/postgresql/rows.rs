//! Owns the rows of the catalog queries as plain data, one struct a query, fields in the order of
//! the query's columns.

use crate::cells::Cells;

/// An object identifier of the server; nought refers to nothing.
pub(super) type Oid = u32;

/// A row of one of the queries.
pub(super) trait CatalogRow {
    /// Reads the cells in the order of the query's columns.
    fn read(cells: &mut Cells<'_>) -> Self;
}

#[derive(Debug, Clone, Default)]
pub(super) struct ServerRow {
    pub(super) version_number: u32,
    pub(super) version: String,
    pub(super) banner: String,
    pub(super) database: String,
    pub(super) user: String,
    pub(super) search_path: Vec<String>,
}

impl CatalogRow for ServerRow {
    fn read(cells: &mut Cells<'_>) -> Self {
        Self {
            version_number: cells.number(),
            version: cells.text(),
            banner: cells.text(),
            database: cells.text(),
            user: cells.text(),
            search_path: cells.texts(),
        }
    }
}

#[derive(Debug, Clone)]
pub(super) struct NamespaceRow {
    pub(super) oid: Oid,
    pub(super) name: String,
    pub(super) has_usage: bool,
}

impl CatalogRow for NamespaceRow {
    fn read(cells: &mut Cells<'_>) -> Self {
        Self {
            oid: cells.number(),
            name: cells.text(),
            has_usage: cells.truth(),
        }
    }
}

#[derive(Debug, Clone)]
pub(super) struct ExtensionRow {
    pub(super) name: String,
    pub(super) namespace: String,
    pub(super) version: String,
}

impl CatalogRow for ExtensionRow {
    fn read(cells: &mut Cells<'_>) -> Self {
        Self {
            name: cells.text(),
            namespace: cells.text(),
            version: cells.text(),
        }
    }
}

#[derive(Debug, Clone)]
pub(super) struct MemberRow {
    /// `n` for a schema, `c` for a relation, `t` for a type.
    pub(super) catalog: char,
    pub(super) oid: Oid,
    pub(super) extension: String,
}

impl CatalogRow for MemberRow {
    fn read(cells: &mut Cells<'_>) -> Self {
        Self {
            catalog: cells.letter(),
            oid: cells.number(),
            extension: cells.text(),
        }
    }
}

#[derive(Debug, Clone)]
pub(super) struct RelationRow {
    pub(super) oid: Oid,
    pub(super) namespace: Oid,
    pub(super) name: String,
    pub(super) kind: char,
    pub(super) is_partition: bool,
    pub(super) has_row_security: bool,
    pub(super) forces_row_security: bool,
    pub(super) comment: Option<String>,
    pub(super) partition_key: Option<String>,
    pub(super) partition_bound: Option<String>,
    pub(super) partition_parent: Oid,
    pub(super) view_definition: Option<String>,
    pub(super) may_select: bool,
    pub(super) hides_rows: bool,
}

impl CatalogRow for RelationRow {
    fn read(cells: &mut Cells<'_>) -> Self {
        Self {
            oid: cells.number(),
            namespace: cells.number(),
            name: cells.text(),
            kind: cells.letter(),
            is_partition: cells.truth(),
            has_row_security: cells.truth(),
            forces_row_security: cells.truth(),
            comment: cells.optional(),
            partition_key: cells.optional(),
            partition_bound: cells.optional(),
            partition_parent: cells.number(),
            view_definition: cells.optional(),
            may_select: cells.truth(),
            hides_rows: cells.truth(),
        }
    }
}

#[derive(Debug, Clone)]
pub(super) struct ColumnRow {
    pub(super) relation: Oid,
    pub(super) number: i16,
    pub(super) name: String,
    pub(super) type_oid: Oid,
    pub(super) type_text: String,
    pub(super) is_not_null: bool,
    pub(super) identity: char,
    pub(super) generated: char,
    pub(super) default: Option<String>,
    pub(super) collation: Oid,
    /// The collation's name where it is not the type's own.
    pub(super) own_collation: Option<String>,
    pub(super) comment: Option<String>,
    /// Whether writes reach it, where it is a view's; others take them.
    pub(super) is_writable: bool,
}

impl CatalogRow for ColumnRow {
    fn read(cells: &mut Cells<'_>) -> Self {
        Self {
            relation: cells.number(),
            number: cells.number(),
            name: cells.text(),
            type_oid: cells.number(),
            type_text: cells.text(),
            is_not_null: cells.truth(),
            identity: cells.letter(),
            generated: cells.letter(),
            default: cells.optional(),
            collation: cells.number(),
            own_collation: cells.optional(),
            comment: cells.optional(),
            is_writable: cells.truth(),
        }
    }
}

#[derive(Debug, Clone)]
pub(super) struct ConstraintRow {
    pub(super) name: String,
    pub(super) kind: char,
    pub(super) relation: Oid,
    pub(super) domain: Oid,
    pub(super) index: Oid,
    pub(super) columns: Vec<i16>,
    pub(super) target: Oid,
    pub(super) target_columns: Vec<i16>,
    pub(super) on_delete: char,
    pub(super) on_update: char,
    pub(super) is_deferrable: bool,
    pub(super) is_deferred: bool,
    pub(super) is_validated: bool,
    pub(super) is_enforced: bool,
    pub(super) has_period: bool,
    pub(super) is_inherited: bool,
    pub(super) expression: Option<String>,
    pub(super) target_namespace: Option<String>,
    pub(super) target_name: Option<String>,
    /// The columns of a primary key's index: those of the key, then those it carries along.
    pub(super) index_columns: Vec<i16>,
}

impl CatalogRow for ConstraintRow {
    fn read(cells: &mut Cells<'_>) -> Self {
        Self {
            name: cells.text(),
            kind: cells.letter(),
            relation: cells.number(),
            domain: cells.number(),
            index: cells.number(),
            columns: cells.numbers(),
            target: cells.number(),
            target_columns: cells.numbers(),
            on_delete: cells.letter(),
            on_update: cells.letter(),
            is_deferrable: cells.truth(),
            is_deferred: cells.truth(),
            is_validated: cells.truth(),
            is_enforced: cells.truth(),
            has_period: cells.truth(),
            is_inherited: cells.truth(),
            expression: cells.optional(),
            target_namespace: cells.optional(),
            target_name: cells.optional(),
            index_columns: cells.numbers(),
        }
    }
}

#[derive(Debug, Clone)]
pub(super) struct IndexRow {
    pub(super) oid: Oid,
    pub(super) relation: Oid,
    pub(super) name: String,
    pub(super) method: String,
    pub(super) is_unique: bool,
    pub(super) is_usable: bool,
    /// How many of the columns are keys; the rest is carried along.
    pub(super) key_count: usize,
    /// Column numbers; nought for an expression.
    pub(super) columns: Vec<i16>,
    /// A bit set a key: 1 for descending, 2 for NULLs first.
    pub(super) options: Vec<i16>,
    pub(super) operator_classes: Vec<Oid>,
    pub(super) collations: Vec<Oid>,
    pub(super) is_nulls_not_distinct: bool,
    pub(super) predicate: Option<String>,
    /// Every key as text, where at least one is an expression.
    pub(super) key_texts: Vec<String>,
    /// Parameters of operator classes, each behind the place of its key: `1 siglen=32`.
    pub(super) class_parameters: Vec<String>,
    pub(super) is_inherited: bool,
}

impl CatalogRow for IndexRow {
    fn read(cells: &mut Cells<'_>) -> Self {
        Self {
            oid: cells.number(),
            relation: cells.number(),
            name: cells.text(),
            method: cells.text(),
            is_unique: cells.truth(),
            is_usable: cells.truth(),
            key_count: cells.number(),
            columns: cells.numbers(),
            options: cells.numbers(),
            operator_classes: cells.numbers(),
            collations: cells.numbers(),
            is_nulls_not_distinct: cells.truth(),
            predicate: cells.optional(),
            key_texts: cells.texts(),
            class_parameters: cells.texts(),
            is_inherited: cells.truth(),
        }
    }
}

/// A row that only gives a name to an object identifier.
#[derive(Debug, Clone)]
pub(super) struct NameRow {
    pub(super) oid: Oid,
    pub(super) name: String,
}

impl CatalogRow for NameRow {
    fn read(cells: &mut Cells<'_>) -> Self {
        Self {
            oid: cells.number(),
            name: cells.text(),
        }
    }
}

#[derive(Debug, Clone)]
pub(super) struct TypeRow {
    pub(super) oid: Oid,
    pub(super) array: Oid,
    pub(super) namespace: Oid,
    pub(super) name: String,
    pub(super) kind: char,
    pub(super) relation: Oid,
    pub(super) is_not_null: bool,
    pub(super) base_text: Option<String>,
    pub(super) base: Oid,
    pub(super) default: Option<String>,
}

impl CatalogRow for TypeRow {
    fn read(cells: &mut Cells<'_>) -> Self {
        Self {
            oid: cells.number(),
            array: cells.number(),
            namespace: cells.number(),
            name: cells.text(),
            kind: cells.letter(),
            relation: cells.number(),
            is_not_null: cells.truth(),
            base_text: cells.optional(),
            base: cells.number(),
            default: cells.optional(),
        }
    }
}

#[derive(Debug, Clone)]
pub(super) struct SequenceRow {
    pub(super) namespace: Oid,
    pub(super) oid: Oid,
    pub(super) name: String,
    pub(super) type_text: String,
    pub(super) start: i64,
    pub(super) increment: i64,
    pub(super) minimum: i64,
    pub(super) maximum: i64,
    pub(super) cache: i64,
    pub(super) is_cycling: bool,
    pub(super) owner: Oid,
    pub(super) owner_column: i16,
    /// Whether it is the sequence of an identity column.
    pub(super) is_of_identity: bool,
}

impl CatalogRow for SequenceRow {
    fn read(cells: &mut Cells<'_>) -> Self {
        Self {
            namespace: cells.number(),
            oid: cells.number(),
            name: cells.text(),
            type_text: cells.text(),
            start: cells.number(),
            increment: cells.number(),
            minimum: cells.number(),
            maximum: cells.number(),
            cache: cells.number(),
            is_cycling: cells.truth(),
            owner: cells.number(),
            owner_column: cells.number(),
            is_of_identity: cells.truth(),
        }
    }
}

#[derive(Debug, Clone)]
pub(super) struct RoutineRow {
    pub(super) namespace: Oid,
    pub(super) name: String,
    pub(super) kind: char,
    pub(super) arguments: String,
    pub(super) result: Option<String>,
    pub(super) language: String,
    pub(super) definition: Option<String>,
}

impl CatalogRow for RoutineRow {
    fn read(cells: &mut Cells<'_>) -> Self {
        Self {
            namespace: cells.number(),
            name: cells.text(),
            kind: cells.letter(),
            arguments: cells.text(),
            result: cells.optional(),
            language: cells.text(),
            definition: cells.optional(),
        }
    }
}

#[derive(Debug, Clone)]
pub(super) struct TriggerRow {
    pub(super) relation: Oid,
    pub(super) name: String,
    pub(super) enabled: char,
    pub(super) definition: String,
}

impl CatalogRow for TriggerRow {
    fn read(cells: &mut Cells<'_>) -> Self {
        Self {
            relation: cells.number(),
            name: cells.text(),
            enabled: cells.letter(),
            definition: cells.text(),
        }
    }
}

#[derive(Debug, Clone)]
pub(super) struct PolicyRow {
    pub(super) relation: Oid,
    pub(super) name: String,
    pub(super) is_permissive: bool,
    pub(super) command: char,
    pub(super) roles: Vec<String>,
    pub(super) using: Option<String>,
    pub(super) with_check: Option<String>,
}

impl CatalogRow for PolicyRow {
    fn read(cells: &mut Cells<'_>) -> Self {
        Self {
            relation: cells.number(),
            name: cells.text(),
            is_permissive: cells.truth(),
            command: cells.letter(),
            roles: cells.texts(),
            using: cells.optional(),
            with_check: cells.optional(),
        }
    }
}

#[derive(Debug, Clone)]
pub(super) struct GrantRow {
    /// `r` for a relation, `S` for a sequence, `f` for a routine, `n` for a schema.
    pub(super) class: char,
    pub(super) namespace: Oid,
    pub(super) name: String,
    pub(super) column: Option<String>,
    pub(super) arguments: Option<String>,
    pub(super) grantee: String,
    pub(super) is_owners: bool,
    pub(super) is_grantable: bool,
    pub(super) privileges: Vec<String>,
}

impl CatalogRow for GrantRow {
    fn read(cells: &mut Cells<'_>) -> Self {
        Self {
            class: cells.letter(),
            namespace: cells.number(),
            name: cells.text(),
            column: cells.optional(),
            arguments: cells.optional(),
            grantee: cells.text(),
            is_owners: cells.truth(),
            is_grantable: cells.truth(),
            privileges: cells.texts(),
        }
    }
}
