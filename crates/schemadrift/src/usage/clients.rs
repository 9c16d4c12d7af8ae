//! Owns the Prisma clients of a project: the names of code on one side, those of the database on
//! the other.

use std::path::Path;

use schemadrift_code::{Field, FieldKind, Model, Models, Named};
use schemadrift_core::source::shown_path;
use schemadrift_core::usage::{UnknownName, UsedObject};
use schemadrift_prisma::{ClientField, ClientFieldKind, ClientModel, ClientSchema, PrismaSource};

use crate::code::CodeSide;

/// The clients that are made of one schema.
#[derive(Debug, Clone)]
pub(super) struct Client {
    /// The schema, as people see it.
    pub(super) place: String,
    schema: ClientSchema,
}

/// The clients of every schema of a project. Those that are checked come first.
pub(super) fn of_project(root: &Path, checked: &[&CodeSide]) -> Vec<Client> {
    let mut clients: Vec<Client> = checked
        .iter()
        .filter_map(|side| {
            Some(Client {
                place: side.description.place.clone(),
                schema: side.client.clone()?,
            })
        })
        .collect();
    let found = schemadrift_prisma::find(root);
    let others = found.passed_over.into_iter().map(|other| other.path);
    for path in found.schemas.into_iter().chain(others) {
        let Ok(source) = PrismaSource::open(&path, root) else {
            continue;
        };
        let place = shown_path(&source.project().schema_path, root);
        if clients.iter().any(|client| client.place == place) {
            continue;
        }
        // A schema that cannot be read is told of where it is checked.
        if let Ok(read) = source.read_prisma() {
            clients.push(Client {
                place,
                schema: read.client,
            });
        }
    }
    clients.retain(|client| !client.schema.is_for_other_languages);
    clients
}

impl Client {
    /// What code may ask for.
    pub(super) fn models(&self) -> Models {
        let models = self.schema.models.iter().map(model).collect();
        let enums = self.schema.enums.iter().map(|own| {
            let values = own.values.iter().map(|(name, _)| name.clone());
            (own.name.clone(), values.collect())
        });
        let mut models = Models::new(models, enums.collect());
        models.modules.clone_from(&self.schema.modules);
        models.place.clone_from(&self.place);
        models
    }

    /// The object of the database that a name stands for.
    pub(super) fn used(&self, named: &Named) -> Option<UsedObject> {
        match named {
            Named::Model { property, .. } => {
                let model = self.by_property(property)?;
                Some(UsedObject::Table(model.relation.clone()))
            }
            Named::Row { model, .. } => Some(UsedObject::Row(self.model(model)?.relation.clone())),
            Named::Field { model, field, .. } => {
                let model = self.model(model)?;
                let field = model.fields.iter().find(|own| &own.name == field)?;
                match &field.kind {
                    ClientFieldKind::Column(column) | ClientFieldKind::Enum { column, .. } => {
                        Some(UsedObject::Column {
                            table: model.relation.clone(),
                            column: column.to_string(),
                        })
                    }
                    ClientFieldKind::Relation(other) => {
                        Some(UsedObject::Table(self.model(other)?.relation.clone()))
                    }
                }
            }
            Named::Value { of, value, .. } => {
                let own = self.schema.enums.iter().find(|own| &own.name == of)?;
                let (_, label) = own.values.iter().find(|(name, _)| name == value)?;
                Some(UsedObject::EnumValue {
                    of: own.of.clone(),
                    value: label.clone(),
                })
            }
            Named::Table(_) | Named::WholeRow(_) | Named::Column { .. } | Named::Label { .. } => {
                None
            }
        }
    }

    /// A name that means nothing, and what there is in its stead.
    pub(super) fn unknown(&self, named: &Named) -> Option<(UnknownName, Vec<String>)> {
        match named {
            Named::Model { property, .. } => {
                let name = UnknownName::Model {
                    model: capitalised(property),
                    schema: self.place.clone(),
                };
                let models = self.schema.models.iter();
                Some((name, models.map(|model| model.name.clone()).collect()))
            }
            Named::Field { model, field, .. } => {
                let fields = self.model(model).map_or(&[][..], |model| &model.fields);
                let name = UnknownName::Field {
                    model: model.clone(),
                    field: field.clone(),
                };
                Some((name, fields.iter().map(|own| own.name.clone()).collect()))
            }
            Named::Value { of, value, .. } => {
                let own = self.schema.enums.iter().find(|own| &own.name == of);
                let values = own.map_or(&[][..], |own| &own.values);
                let name = UnknownName::EnumValue {
                    of: of.clone(),
                    value: value.clone(),
                };
                Some((name, values.iter().map(|(name, _)| name.clone()).collect()))
            }
            Named::Row { .. }
            | Named::Table(_)
            | Named::WholeRow(_)
            | Named::Column { .. }
            | Named::Label { .. } => None,
        }
    }

    fn model(&self, name: &str) -> Option<&ClientModel> {
        self.schema.models.iter().find(|model| model.name == name)
    }

    fn by_property(&self, property: &str) -> Option<&ClientModel> {
        let name = capitalised(property);
        let models = &self.schema.models;
        models
            .iter()
            .find(|model| model.name == property || model.name == name)
    }
}

fn model(model: &ClientModel) -> Model {
    Model {
        name: model.name.clone(),
        fields: model.fields.iter().map(field).collect(),
        compounds: model.compounds.clone(),
    }
}

fn field(field: &ClientField) -> Field {
    Field {
        name: field.name.clone(),
        kind: match &field.kind {
            ClientFieldKind::Column(_) => FieldKind::Scalar,
            ClientFieldKind::Enum { of, .. } => FieldKind::Enum(of.clone()),
            ClientFieldKind::Relation(other) => FieldKind::Relation(other.clone()),
        },
    }
}

/// The name of a model as schemas spell it, from the property of the client.
fn capitalised(property: &str) -> String {
    let mut characters = property.chars();
    characters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(characters).collect()
    })
}
