//! Owns which identifier stands for which table, column, enum and label.

use std::collections::BTreeSet;

use schemadrift_core::model::{EnumType, Schema, Table};
use schemadrift_core::name::{Name, QualifiedName};

use super::identifier;
use super::no_entity;

/// The module of all enums, as SeaORM's own generator calls it.
pub(super) const ENUMS: &str = "sea_orm_active_enums";

/// What the modules of entities call something else already.
const NAMES_IN_MODULES: [&str; 19] = [
    "ActiveModel",
    "Box",
    "Column",
    "Date",
    "DateTime",
    "DateTimeWithTimeZone",
    "Decimal",
    "Entity",
    "Err",
    "Json",
    "Model",
    "None",
    "Option",
    "PrimaryKey",
    "Relation",
    "String",
    "Time",
    "Uuid",
    "Vec",
];

/// Identifiers for everything that is written.
pub(super) struct Names<'a> {
    pub(super) entities: Vec<EntityNames<'a>>,
    pub(super) enums: Vec<EnumNames<'a>>,
    default: Option<Name>,
}

/// The identifiers of an entity.
pub(super) struct EntityNames<'a> {
    pub(super) table: &'a Table,
    pub(super) module: String,
    /// One for each column, in order.
    pub(super) fields: Vec<String>,
}

/// The identifiers of an enum.
pub(super) struct EnumNames<'a> {
    pub(super) enumeration: &'a EnumType,
    pub(super) identifier: String,
    /// One for each label, in order.
    pub(super) variants: Vec<String>,
}

impl<'a> Names<'a> {
    pub(super) fn of(schema: &'a Schema) -> Self {
        let mut taken = BTreeSet::from(["SeaOrmActiveEnums".to_owned(), "Prelude".to_owned()]);
        let tables = schema.tables.iter();
        let entities = tables
            .filter(|table| no_entity(table).is_none())
            .map(|table| EntityNames {
                table,
                module: identifier::snake(table.name.name.as_str(), "table", &mut taken),
                fields: fields(table),
            })
            .collect();
        let mut taken = BTreeSet::from(NAMES_IN_MODULES.map(str::to_owned));
        let enums = schema
            .enums
            .iter()
            .map(|enumeration| EnumNames {
                enumeration,
                identifier: identifier::camel(enumeration.name.name.as_str(), "Enum", &mut taken),
                variants: variants(enumeration),
            })
            .collect();
        let dialect = schema.engine.dialect();
        Self {
            entities,
            enums,
            default: schema
                .default_namespace
                .clone()
                .or_else(|| dialect.default_namespace.map(Name::from)),
        }
    }

    /// The entity of a table.
    pub(super) fn entity(&self, name: &QualifiedName) -> Option<&EntityNames<'a>> {
        let mut entities = self.entities.iter();
        entities.find(|entity| self.same(&entity.table.name, name))
    }

    /// The enum of this type name.
    pub(super) fn enumeration(&self, name: &QualifiedName) -> Option<&EnumNames<'a>> {
        let mut enums = self.enums.iter();
        enums.find(|own| self.same(&own.enumeration.name, name))
    }

    fn same(&self, one: &QualifiedName, other: &QualifiedName) -> bool {
        let namespace = |name: &QualifiedName| name.schema.clone().or_else(|| self.default.clone());
        one.name == other.name && namespace(one) == namespace(other)
    }
}

impl EntityNames<'_> {
    /// The field of a column.
    pub(super) fn field(&self, column: &Name) -> Option<&str> {
        let mut columns = self.table.columns.iter().zip(&self.fields);
        columns
            .find(|(own, _)| &own.name == column)
            .map(|(_, field)| field.as_str())
    }
}

fn fields(table: &Table) -> Vec<String> {
    let mut taken = BTreeSet::new();
    let columns = table.columns.iter();
    columns
        .map(|column| identifier::snake(column.name.as_str(), "column", &mut taken))
        .collect()
}

fn variants(enumeration: &EnumType) -> Vec<String> {
    let mut taken = BTreeSet::new();
    let values = enumeration.values.iter();
    values
        .map(|value| identifier::camel(&value.label, "Value", &mut taken))
        .collect()
}
