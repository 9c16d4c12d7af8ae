//! Owns what every part of the lowering looks up: blocks by name, fields by name, the kind of a
//! field, and the facts about the provider.

use std::collections::HashMap;

use schemadrift_core::dialect::IdentifierLimit;
use schemadrift_core::name::{Name, QualifiedName};
use schemadrift_sql::expression::DefaultReader;

use crate::ast::{
    Attribute, Document, Enumeration, Field, FieldBase, Model, ModelKind, Token, Value,
};
use crate::datasource::Datasource;

use super::names;
use super::scalars::Scalar;
use super::settings::Features;
use super::types::ProviderFacts;

/// What every part of the lowering looks up.
pub(crate) struct Context<'d, 'a> {
    pub(crate) datasource: &'d Datasource,
    pub(crate) facts: &'static ProviderFacts,
    pub(crate) features: Features,
    pub(crate) defaults: DefaultReader,
    models: HashMap<&'a str, ModelEntry<'d, 'a>>,
    enums: HashMap<&'a str, &'d Enumeration<'a>>,
    relations: HashMap<RelationKey<'a>, Vec<RelationField<'d, 'a>>>,
}

/// A model or view with its fields by name.
pub(crate) struct ModelEntry<'d, 'a> {
    pub(crate) model: &'d Model<'a>,
    fields: HashMap<&'a str, &'d Field<'a>>,
}

impl<'d, 'a> ModelEntry<'d, 'a> {
    pub(crate) fn new(model: &'d Model<'a>) -> Self {
        let mut fields = HashMap::with_capacity(model.fields.len());
        for field in &model.fields {
            fields.entry(field.name.text()).or_insert(field);
        }
        Self { model, fields }
    }

    pub(crate) fn field(&self, name: &str) -> Option<&'d Field<'a>> {
        self.fields.get(name).copied()
    }
}

/// What ties the two ends of a relation together: owner, target, and the relation's name.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct RelationKey<'a> {
    pub(crate) owner: &'a str,
    pub(crate) target: &'a str,
    pub(crate) name: Option<String>,
}

/// A field that refers to a model.
#[derive(Clone, Copy)]
pub(crate) struct RelationField<'d, 'a> {
    pub(crate) field: &'d Field<'a>,
    /// Whether this end names the columns.
    pub(crate) has_columns: bool,
}

/// What a field is.
pub(crate) enum FieldKind<'d, 'a> {
    Scalar(Scalar),
    Enum(&'d Enumeration<'a>),
    Unsupported(Token<'a>),
    /// Another model or view, or the same one.
    Relation(&'d Model<'a>),
    /// Nothing of this name exists.
    Unknown(Token<'a>),
}

impl<'d, 'a> Context<'d, 'a> {
    pub(crate) fn new(
        documents: &'d [Document<'a>],
        datasource: &'d Datasource,
        features: Features,
    ) -> Self {
        let mut context = Self {
            datasource,
            facts: ProviderFacts::of(datasource.provider),
            features,
            defaults: DefaultReader::new(datasource.provider.engine()),
            models: HashMap::new(),
            enums: HashMap::new(),
            relations: HashMap::new(),
        };
        for document in documents {
            for model in &document.models {
                if model.kind != ModelKind::Composite {
                    context
                        .models
                        .entry(model.name.text())
                        .or_insert_with(|| ModelEntry::new(model));
                }
            }
            for enumeration in &document.enums {
                context
                    .enums
                    .entry(enumeration.name.text())
                    .or_insert(enumeration);
            }
        }
        context.index_relations(documents);
        context
    }

    fn index_relations(&mut self, documents: &'d [Document<'a>]) {
        for model in documents.iter().flat_map(|document| &document.models) {
            if !self.is_first(model) {
                continue;
            }
            for field in &model.fields {
                if let FieldKind::Relation(target) = self.kind(field) {
                    let key = relation_key(model, field, target);
                    self.relations.entry(key).or_default().push(RelationField {
                        field,
                        has_columns: has_columns(field),
                    });
                }
            }
        }
    }

    /// Whether this is the block that its name refers to.
    pub(crate) fn is_first(&self, model: &Model<'a>) -> bool {
        self.models
            .get(model.name.text())
            .is_some_and(|entry| std::ptr::eq(entry.model, model))
    }

    pub(crate) fn model(&self, name: &str) -> Option<&ModelEntry<'d, 'a>> {
        self.models.get(name)
    }

    /// The fields of one model that refer to another under this relation's name.
    pub(crate) fn relation_fields(&self, key: &RelationKey<'a>) -> &[RelationField<'d, 'a>] {
        self.relations.get(key).map_or(&[], Vec::as_slice)
    }

    pub(crate) fn kind(&self, field: &Field<'a>) -> FieldKind<'d, 'a> {
        let token = match field.base {
            FieldBase::Unsupported(text) => return FieldKind::Unsupported(text),
            FieldBase::Named(token) => token,
        };
        let name = token.text();
        if let Some(scalar) = Scalar::from_name(name) {
            FieldKind::Scalar(scalar)
        } else if let Some(entry) = self.models.get(name) {
            FieldKind::Relation(entry.model)
        } else if let Some(enumeration) = self.enums.get(name) {
            FieldKind::Enum(enumeration)
        } else {
            FieldKind::Unknown(token)
        }
    }

    /// The name of a model's table or a view, as the schema states it.
    pub(crate) fn full_table_name(&self, model: &Model<'a>) -> String {
        names::mapped(&model.attributes).unwrap_or_else(|| model.name.text().to_owned())
    }

    /// The name of a model's table or a view in the database.
    pub(crate) fn table_name(&self, model: &Model<'a>) -> QualifiedName {
        self.qualified(&self.full_table_name(model), &model.attributes)
    }

    /// A name in the schema that `@@schema` names.
    pub(crate) fn qualified(&self, name: &str, attributes: &[Attribute<'a>]) -> QualifiedName {
        QualifiedName {
            schema: namespace(attributes),
            name: self.identifier(name),
        }
    }

    /// The name of a field's column, as the schema states it.
    pub(crate) fn full_column_name(&self, field: &Field<'a>) -> String {
        names::mapped(&field.attributes).unwrap_or_else(|| field.name.text().to_owned())
    }

    /// The name of a field's column in the database.
    pub(crate) fn column_name(&self, field: &Field<'a>) -> Name {
        self.identifier(&self.full_column_name(field))
    }

    /// A name as the database keeps it: PostgreSQL cuts what is too long. A database that refuses
    /// long names instead holds no such name.
    pub(crate) fn identifier(&self, name: &str) -> Name {
        let dialect = self.datasource.provider.engine().dialect();
        Name::from(match dialect.identifier_limit {
            Some(IdentifierLimit::Bytes(_)) => dialect.truncate(name),
            Some(IdentifierLimit::Characters(_)) | None => name,
        })
    }
}

/// The schema that `@@schema` names.
fn namespace(attributes: &[Attribute<'_>]) -> Option<Name> {
    attributes
        .iter()
        .find(|attribute| attribute.name.text() == "schema")?
        .named_or_first("map")?
        .string()
        .map(Name::new)
}

/// The attribute of this name.
pub(crate) fn attribute<'f, 'a>(
    attributes: &'f [Attribute<'a>],
    name: &str,
) -> Option<&'f Attribute<'a>> {
    attributes
        .iter()
        .find(|attribute| attribute.name.text() == name)
}

/// The key under which the other end of this field's relation looks for it.
pub(crate) fn relation_key<'a>(
    owner: &Model<'a>,
    field: &Field<'a>,
    target: &Model<'a>,
) -> RelationKey<'a> {
    RelationKey {
        owner: owner.name.text(),
        target: target.name.text(),
        name: attribute(&field.attributes, "relation")
            .and_then(|relation| relation.named_or_first("name"))
            .and_then(Value::string),
    }
}

/// Whether a relation field names the columns that refer.
pub(crate) fn has_columns(field: &Field<'_>) -> bool {
    attribute(&field.attributes, "relation")
        .and_then(|relation| relation.named("fields"))
        .is_some_and(|fields| !fields.elements().is_empty())
}
