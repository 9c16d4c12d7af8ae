//! Owns the names of blocks and fields: which identifier stands for which object.

use std::collections::BTreeSet;

use schemadrift_core::model::{EnumType, Schema, Table};
use schemadrift_core::name::{Name, QualifiedName};

use super::{identifier, is_model, namespace_of};

/// Identifiers for everything that is written.
pub(super) struct Names<'a> {
    models: Vec<ModelNames<'a>>,
    enums: Vec<EnumNames<'a>>,
}

/// The identifiers of a model.
pub(super) struct ModelNames<'a> {
    pub(super) table: &'a Table,
    pub(super) identifier: String,
    /// One for each column, in order.
    pub(super) fields: Vec<String>,
    namespace: Option<&'a str>,
}

/// The identifiers of an enum.
pub(super) struct EnumNames<'a> {
    pub(super) enumeration: &'a EnumType,
    pub(super) identifier: String,
    /// One for each value, in order.
    pub(super) values: Vec<String>,
    namespace: Option<&'a str>,
}

impl<'a> Names<'a> {
    pub(super) fn of(schema: &'a Schema) -> Self {
        // Models and enums share one namespace.
        let mut taken = BTreeSet::new();
        let models = schema
            .tables
            .iter()
            .filter(|table| is_model(table.kind.get()))
            .map(|table| {
                let preferred = table.alias.as_deref().unwrap_or(table.name.name.as_str());
                ModelNames {
                    table,
                    identifier: identifier::unique(preferred, "Model", &mut taken),
                    fields: field_names(table),
                    namespace: namespace_of(schema, &table.name),
                }
            })
            .collect();
        let enums = schema
            .enums
            .iter()
            .map(|enumeration| {
                let name = enumeration.name.name.as_str();
                let preferred = enumeration.alias.as_deref().unwrap_or(name);
                EnumNames {
                    enumeration,
                    identifier: identifier::unique(preferred, "Enum", &mut taken),
                    values: value_names(enumeration),
                    namespace: namespace_of(schema, &enumeration.name),
                }
            })
            .collect();
        Self { models, enums }
    }

    pub(super) fn models(&self) -> &[ModelNames<'a>] {
        &self.models
    }

    pub(super) fn enums(&self) -> &[EnumNames<'a>] {
        &self.enums
    }

    /// The position of the model that writes the table of this name.
    pub(super) fn model(&self, schema: &Schema, name: &QualifiedName) -> Option<usize> {
        let namespace = namespace_of(schema, name);
        let names = schema.engine.dialect().table_names;
        self.models.iter().position(|model| {
            model.namespace == namespace
                && names.same(model.table.name.name.as_str(), name.name.as_str())
        })
    }

    /// The enum of this name.
    pub(super) fn enumeration(
        &self,
        schema: &Schema,
        name: &QualifiedName,
    ) -> Option<&EnumNames<'a>> {
        let namespace = namespace_of(schema, name);
        self.enums.iter().find(|written| {
            written.namespace == namespace && written.enumeration.name.name == name.name
        })
    }
}

impl ModelNames<'_> {
    /// The position of a column.
    pub(super) fn column(&self, schema: &Schema, name: &Name) -> Option<usize> {
        let names = schema.engine.dialect().column_names;
        self.table
            .columns
            .iter()
            .position(|column| names.same(column.name.as_str(), name.as_str()))
    }
}

fn field_names(table: &Table) -> Vec<String> {
    let mut taken = BTreeSet::new();
    table
        .columns
        .iter()
        .map(|column| {
            let preferred = column.alias.as_deref().unwrap_or(column.name.as_str());
            identifier::unique(preferred, "field", &mut taken)
        })
        .collect()
}

fn value_names(enumeration: &EnumType) -> Vec<String> {
    let mut taken = BTreeSet::new();
    enumeration
        .values
        .iter()
        .map(|value| {
            let preferred = value.alias.as_deref().unwrap_or(&value.label);
            identifier::unique(preferred, "value", &mut taken)
        })
        .collect()
}
