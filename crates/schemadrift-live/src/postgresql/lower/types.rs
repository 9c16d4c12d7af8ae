//! Lowers named types: enums, domains, composites.

use schemadrift_core::data_type::ColumnType;
use schemadrift_core::model::{Composite, Domain, EnumType, EnumValue};
use schemadrift_core::stated::Stated;

use super::columns::{plain, type_default};
use super::constraints::check;
use super::directory::{Directory, origin, part_origin};
use crate::postgresql::rows::{Oid, TypeRow};

/// The enum types with their identifiers.
pub(super) fn enums(directory: &Directory<'_>) -> Vec<(Oid, EnumType)> {
    directory
        .types_of_kind('e')
        .map(|row| {
            let name = directory.qualified(row.namespace, &row.name);
            let values = directory
                .labels(row.oid)
                .iter()
                .map(|label| EnumValue {
                    label: (*label).to_owned(),
                    alias: None,
                    origin: part_origin(&name, label),
                })
                .collect();
            let enum_type = EnumType {
                origin: origin(&name),
                name,
                alias: None,
                values,
                taints: Vec::new(),
            };
            (row.oid, enum_type)
        })
        .collect()
}

/// The domains with their identifiers.
pub(super) fn domains(directory: &Directory<'_>) -> Vec<(Oid, Domain)> {
    directory
        .types_of_kind('d')
        .map(|row| (row.oid, domain(directory, row)))
        .collect()
}

fn domain<'a>(directory: &Directory<'a>, row: &'a TypeRow) -> Domain {
    let name = directory.qualified(row.namespace, &row.name);
    let base: ColumnType =
        directory.column_type(row.base, row.base_text.as_deref().unwrap_or_default());
    let checks = directory
        .domain_checks(row.oid)
        .iter()
        .map(|constraint| check(directory, &name, constraint))
        .collect();
    Domain {
        is_nullable: Stated::Written(!row.is_not_null),
        default: type_default(directory, row.default.as_deref(), &base),
        base,
        checks,
        origin: origin(&name),
        name,
    }
}

/// The composite types with their identifiers.
pub(super) fn composites(directory: &Directory<'_>) -> Vec<(Oid, Composite)> {
    directory
        .types_of_kind('c')
        .map(|row| {
            let name = directory.qualified(row.namespace, &row.name);
            let composite = Composite {
                fields: plain(directory, row.relation, &name),
                origin: origin(&name),
                name,
            };
            (row.oid, composite)
        })
        .collect()
}
