//! Owns the look-ups that lowering needs: names by object identifier, types, expressions.

use std::cell::RefCell;
use std::collections::HashMap;

use schemadrift_core::data_type::{ColumnType, DataType};
use schemadrift_core::dialect::Engine;
use schemadrift_core::expression::Expression;
use schemadrift_core::model::DefaultValue;
use schemadrift_core::name::{Name, QualifiedName};
use schemadrift_core::origin::Origin;
use schemadrift_sql::expression::{read_default, read_expression, read_row_expression};
use schemadrift_sql::types::read_type;

use super::text::{without_first_schema, without_namespace};
use crate::postgresql::catalog::Catalog;
use crate::postgresql::rows::{ColumnRow, ConstraintRow, Oid, TypeRow};

/// Names, types and expressions of one catalog.
#[derive(Debug)]
pub(super) struct Directory<'a> {
    pub(super) catalog: &'a Catalog,
    /// The schema that code leaves out.
    pub(super) default_namespace: String,
    namespaces: HashMap<Oid, &'a str>,
    columns: HashMap<Oid, Vec<&'a ColumnRow>>,
    types: HashMap<Oid, (&'a TypeRow, bool)>,
    labels: HashMap<Oid, Vec<&'a str>>,
    domain_checks: HashMap<Oid, Vec<&'a ConstraintRow>>,
    // Most columns share a few types and defaults, and reading them is what costs.
    read_types: RefCell<HashMap<(Oid, &'a str), ColumnType>>,
    read_defaults: RefCell<HashMap<(&'a str, DataType), Option<DefaultValue>>>,
}

impl<'a> Directory<'a> {
    pub(super) fn new(catalog: &'a Catalog, default_namespace: &str) -> Self {
        let mut columns: HashMap<Oid, Vec<&ColumnRow>> = HashMap::new();
        for column in &catalog.columns {
            columns.entry(column.relation).or_default().push(column);
        }
        for columns in columns.values_mut() {
            columns.sort_by_key(|column| column.number);
        }
        let mut types = HashMap::new();
        for row in &catalog.types {
            types.insert(row.oid, (row, false));
            if row.array != 0 {
                types.insert(row.array, (row, true));
            }
        }
        let mut labels: HashMap<Oid, Vec<&str>> = HashMap::new();
        for label in &catalog.enum_labels {
            labels.entry(label.oid).or_default().push(&label.name);
        }
        let mut domain_checks: HashMap<Oid, Vec<&ConstraintRow>> = HashMap::new();
        for check in catalog.constraints.iter().filter(|row| row.kind == 'c') {
            domain_checks.entry(check.domain).or_default().push(check);
        }
        Self {
            catalog,
            default_namespace: default_namespace.to_owned(),
            namespaces: catalog
                .namespaces
                .iter()
                .map(|row| (row.oid, row.name.as_str()))
                .collect(),
            columns,
            types,
            labels,
            domain_checks,
            read_types: RefCell::default(),
            read_defaults: RefCell::default(),
        }
    }

    /// The qualified name of an object in a schema.
    pub(super) fn qualified(&self, namespace: Oid, name: &str) -> QualifiedName {
        match self.namespaces.get(&namespace) {
            Some(namespace) => QualifiedName::new(*namespace, name),
            None => QualifiedName::bare(name),
        }
    }

    /// The columns of a relation in order.
    pub(super) fn columns(&self, relation: Oid) -> &[&'a ColumnRow] {
        self.columns.get(&relation).map_or(&[], Vec::as_slice)
    }

    /// A column by its number.
    pub(super) fn column(&self, relation: Oid, number: i16) -> Option<&'a ColumnRow> {
        let columns = self.columns(relation);
        let place = columns
            .binary_search_by_key(&number, |column| column.number)
            .ok()?;
        columns.get(place).copied()
    }

    /// The names of columns by their numbers; `None` where one is unknown.
    pub(super) fn column_names(&self, relation: Oid, numbers: &[i16]) -> Option<Vec<Name>> {
        numbers
            .iter()
            .map(|number| {
                self.column(relation, *number)
                    .map(|column| Name::new(column.name.as_str()))
            })
            .collect()
    }

    /// A type by its identifier and its printed text.
    pub(super) fn column_type(&self, oid: Oid, text: &'a str) -> ColumnType {
        if let Some(known) = self.read_types.borrow().get(&(oid, text)) {
            return known.clone();
        }
        let read = self.read_type(oid, text);
        self.read_types
            .borrow_mut()
            .insert((oid, text), read.clone());
        read
    }

    fn read_type(&self, oid: Oid, text: &str) -> ColumnType {
        let Some((row, is_array)) = self.types.get(&oid) else {
            return ColumnType::exact(text, read_type(Engine::PostgreSql, text));
        };
        let name = self.qualified(row.namespace, &row.name);
        let schema = name.schema.as_ref().map_or("", Name::as_str);
        // An extension may be installed into any schema; its types go by their bare names.
        if self.catalog.extension_of('t', row.oid).is_some() {
            let text = without_first_schema(text, schema);
            return ColumnType::exact(text, read_type(Engine::PostgreSql, text));
        }
        let text = if schema == self.default_namespace {
            without_first_schema(text, schema)
        } else {
            text
        };
        let shape = match row.kind {
            'e' => DataType::Enum(name),
            _ => DataType::Named {
                name,
                arguments: arguments(read_type(Engine::PostgreSql, text)),
            },
        };
        let shape = if *is_array {
            DataType::Array(Box::new(shape))
        } else {
            shape
        };
        ColumnType::exact(text, shape)
    }

    /// Text without the default schema in front of names.
    pub(super) fn local(&self, text: &str) -> String {
        without_namespace(text, &self.default_namespace)
    }

    /// An expression over no columns, or one of which only the tokens are compared.
    pub(super) fn expression(&self, text: &str) -> Expression {
        read_expression(Engine::PostgreSql, &self.local(text))
    }

    /// A check, a predicate, a key, a generation expression over the columns of a relation, whose
    /// types tell which casts mean nothing.
    pub(super) fn row_expression(&self, relation: Oid, text: &str) -> Expression {
        let column_type = |name: &str| self.operand_type(relation, name);
        read_row_expression(Engine::PostgreSql, &self.local(text), &column_type)
    }

    /// The type that a column of this name has in expressions: of a domain, the type beneath.
    pub(super) fn operand_type(&self, relation: Oid, name: &str) -> Option<DataType> {
        let columns = self.columns(relation);
        let column = columns.iter().find(|column| column.name == name)?;
        let data_type = self
            .type_beneath(column.type_oid)
            .unwrap_or_else(|| self.column_type(column.type_oid, &column.type_text));
        Some(self.local_type(&data_type.shape))
    }

    /// A default; `None` where it means that there is none.
    pub(super) fn default(&self, text: &'a str, data_type: &DataType) -> Option<DefaultValue> {
        let key = (text, data_type.clone());
        if let Some(known) = self.read_defaults.borrow().get(&key) {
            return known.clone();
        }
        // The text loses its default schema, and so must the type that it is compared with.
        let local_type = self.local_type(data_type);
        let read = read_default(Engine::PostgreSql, &self.local(text), &local_type)
            .map(DefaultValue::Expression);
        self.read_defaults.borrow_mut().insert(key, read.clone());
        read
    }

    /// A type without the default schema in front of its name.
    fn local_type(&self, shape: &DataType) -> DataType {
        let strip = |name: &QualifiedName| QualifiedName {
            schema: name
                .schema
                .clone()
                .filter(|schema| schema.as_str() != self.default_namespace),
            name: name.name.clone(),
        };
        match shape {
            DataType::Enum(name) => DataType::Enum(strip(name)),
            DataType::Named { name, arguments } => DataType::Named {
                name: strip(name),
                arguments: arguments.clone(),
            },
            DataType::Array(element) => DataType::Array(Box::new(self.local_type(element))),
            other => other.clone(),
        }
    }

    /// The type beneath a domain and those that it is over; `None` for every other type.
    pub(super) fn type_beneath(&self, oid: Oid) -> Option<ColumnType> {
        let mut row = self.domain(oid)?;
        // A catalog that is read while it changes must not send us round for ever.
        for _ in 0..self.catalog.types.len() {
            match self.domain(row.base) {
                Some(beneath) => row = beneath,
                None => break,
            }
        }
        Some(self.column_type(row.base, row.base_text.as_deref().unwrap_or_default()))
    }

    fn domain(&self, oid: Oid) -> Option<&'a TypeRow> {
        match self.types.get(&oid)? {
            (row, false) if row.kind == 'd' => Some(row),
            _ => None,
        }
    }

    /// The labels of an enum, in order.
    pub(super) fn labels(&self, enum_type: Oid) -> &[&'a str] {
        self.labels.get(&enum_type).map_or(&[], Vec::as_slice)
    }

    /// The checks of a domain.
    pub(super) fn domain_checks(&self, domain: Oid) -> &[&'a ConstraintRow] {
        self.domain_checks.get(&domain).map_or(&[], Vec::as_slice)
    }

    /// The enum types' rows and the like.
    pub(super) fn types_of_kind(&self, kind: char) -> impl Iterator<Item = &'a TypeRow> {
        self.catalog
            .types
            .iter()
            .filter(move |row| row.kind == kind)
    }
}

/// The origin of an object of the catalog.
pub(super) fn origin(name: &QualifiedName) -> Origin {
    Origin::Catalog(name.to_string())
}

/// The origin of a part of an object of the catalog.
pub(super) fn part_origin(owner: &QualifiedName, part: &str) -> Origin {
    Origin::Catalog(format!("{owner}.{part}"))
}

/// What stands in the parentheses of a type that goes by its name: `512` in `vector(512)`.
fn arguments(shape: DataType) -> Option<String> {
    match shape {
        DataType::Named { arguments, .. } => arguments,
        DataType::Array(element) => arguments(*element),
        _ => None,
    }
}
