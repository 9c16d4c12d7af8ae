//! Owns what a generated client offers: the names by which code asks for models, fields and enum
//! values, beside what each is called in the database.
//! (<https://www.prisma.io/docs/orm/reference/prisma-client-reference>)

use schemadrift_core::name::{Name, QualifiedName};

use crate::ast::{Attribute, ConfigurationKind, Document, Enumeration, Field, Model, ModelKind};
use crate::ast::{Configuration, Value};
use crate::lower::{Context, FieldKind, enum_name, mapped};

/// What the clients of one schema offer.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ClientSchema {
    /// Models and views.
    pub models: Vec<ClientModel>,
    /// Enums.
    pub enums: Vec<ClientEnum>,
    /// How code names the modules of the clients: the ends of import paths.
    pub modules: Vec<String>,
    /// Whether every client that is made of the schema is for another language than JavaScript.
    pub is_for_other_languages: bool,
}

/// A model of a client.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClientModel {
    /// Its name in the schema.
    pub name: String,
    /// Its table or view.
    pub relation: QualifiedName,
    /// Its fields.
    pub fields: Vec<ClientField>,
    /// Names that stand for several fields at once: `a_b` of `@@unique([a, b])`, or the name that
    /// it is given.
    pub compounds: Vec<String>,
}

/// A field of a model.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClientField {
    /// Its name in the schema.
    pub name: String,
    /// What it holds.
    pub kind: ClientFieldKind,
}

/// What a field holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ClientFieldKind {
    /// A value of a column.
    Column(Name),
    /// A value of an enum in a column.
    Enum {
        /// The column.
        column: Name,
        /// The enum's name in the schema.
        of: String,
    },
    /// Rows of another model.
    Relation(String),
}

/// An enum of a client.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClientEnum {
    /// Its name in the schema.
    pub name: String,
    /// Its type in a database that has enum types.
    pub of: QualifiedName,
    /// The values: in the schema, and in the database.
    pub values: Vec<(String, String)>,
}

/// The module that a client without `output` is made in.
const DEFAULT_MODULE: &str = "@prisma/client";

pub(crate) fn client(context: &Context<'_, '_>, documents: &[Document<'_>]) -> ClientSchema {
    let models = documents.iter().flat_map(|document| &document.models);
    let enums = documents.iter().flat_map(|document| &document.enums);
    ClientSchema {
        models: models
            .filter(|model| model.kind != ModelKind::Composite)
            .map(|model| client_model(context, model))
            .collect(),
        enums: enums.map(|own| client_enum(context, own)).collect(),
        modules: modules(documents),
        is_for_other_languages: is_for_other_languages(documents),
    }
}

fn client_model<'a>(context: &Context<'_, 'a>, model: &Model<'a>) -> ClientModel {
    ClientModel {
        name: model.name.text().to_owned(),
        relation: context.table_name(model),
        fields: model
            .fields
            .iter()
            .map(|field| ClientField {
                name: field.name.text().to_owned(),
                kind: field_kind(context, field),
            })
            .collect(),
        compounds: model.attributes.iter().filter_map(compound).collect(),
    }
}

fn field_kind<'a>(context: &Context<'_, 'a>, field: &Field<'a>) -> ClientFieldKind {
    let column = || context.column_name(field);
    match context.kind(field) {
        FieldKind::Relation(target) => ClientFieldKind::Relation(target.name.text().to_owned()),
        FieldKind::Enum(of) => ClientFieldKind::Enum {
            column: column(),
            of: of.name.text().to_owned(),
        },
        FieldKind::Scalar(_) | FieldKind::Unsupported(_) | FieldKind::Unknown(_) => {
            ClientFieldKind::Column(column())
        }
    }
}

/// The name that stands for the fields of a key of several.
/// (<https://www.prisma.io/docs/orm/prisma-client/special-fields-and-types/working-with-composite-ids-and-constraints>)
fn compound(attribute: &Attribute<'_>) -> Option<String> {
    if !matches!(attribute.name.text(), "id" | "unique") {
        return None;
    }
    let written = attribute.named("name").and_then(Value::string);
    written.or_else(|| {
        let fields = attribute.named_or_first("fields")?;
        let names: Vec<&str> = fields
            .elements()
            .iter()
            .filter_map(|field| match field {
                Value::Reference(reference) => Some(reference.name.text()),
                Value::Number(_) | Value::Text(_) | Value::List(..) | Value::Object(..) => None,
            })
            .collect();
        (names.len() > 1).then(|| names.join("_"))
    })
}

fn client_enum<'a>(context: &Context<'_, 'a>, own: &Enumeration<'a>) -> ClientEnum {
    let value = |value: &crate::ast::EnumerationValue<'_>| {
        let name = value.name.text().to_owned();
        let label = mapped(&value.attributes).unwrap_or_else(|| name.clone());
        (name, label)
    };
    ClientEnum {
        name: own.name.text().to_owned(),
        of: enum_name(context, own),
        values: own.values.iter().map(value).collect(),
    }
}

fn modules(documents: &[Document<'_>]) -> Vec<String> {
    generators(documents)
        .filter(|(provider, _)| provider.starts_with("prisma-client"))
        .map(|(_, block)| {
            let output = property(block, "output");
            output.map_or_else(|| DEFAULT_MODULE.to_owned(), |output| module(&output))
        })
        .collect()
}

/// Generators of clients for other languages, by a part of what their providers are called.
const OTHER_LANGUAGES: &[&str] = &["cargo", "rust", "client-py", "client-go", "dart"];

fn is_for_other_languages(documents: &[Document<'_>]) -> bool {
    let is_other = |provider: &str| OTHER_LANGUAGES.iter().any(|part| provider.contains(part));
    let is_own = |provider: &str| provider.starts_with("prisma-client") && !is_other(provider);
    let mut providers = generators(documents).map(|(provider, _)| provider);
    let has_other = providers.any(|provider| is_other(&provider));
    has_other && !generators(documents).any(|(provider, _)| is_own(&provider))
}

/// The generators with what their providers are called.
fn generators<'d, 'a>(
    documents: &'d [Document<'a>],
) -> impl Iterator<Item = (String, &'d Configuration<'a>)> {
    documents
        .iter()
        .flat_map(|document| &document.configurations)
        .filter(|block| block.kind == ConfigurationKind::Generator)
        .map(|block| (property(block, "provider").unwrap_or_default(), block))
}

fn property(block: &Configuration<'_>, key: &str) -> Option<String> {
    let found = block
        .properties
        .iter()
        .find(|property| property.key.text() == key);
    found?.value.as_ref()?.string()
}

/// How an import of a client ends that is made in this folder: the package's name, or the last
/// folders.
fn module(output: &str) -> String {
    const FOLDERS: usize = 2;
    if let Some((_, package)) = output.rsplit_once("node_modules/") {
        return match package.trim_end_matches('/') {
            // The place of the default client, written out.
            ".prisma/client" => DEFAULT_MODULE.to_owned(),
            package => package.to_owned(),
        };
    }
    let parts: Vec<&str> = output
        .split(['/', '\\'])
        .filter(|part| !matches!(*part, "" | "." | ".."))
        .collect();
    let first = parts.len().saturating_sub(FOLDERS);
    parts.get(first..).unwrap_or_default().join("/")
}

#[cfg(test)]
mod tests {
    use schemadrift_core::name::QualifiedName;
    use schemadrift_core::origin::SourceFile;

    use super::{ClientFieldKind, module};
    use crate::reading::{ReadSettings, read};

    #[test]
    fn code_and_database_have_their_own_names() {
        let file = SourceFile::new(
            "schema.prisma",
            r#"
            generator client {
              provider = "prisma-client-js"
              output   = "../node_modules/@acme/db"
            }
            datasource db {
              provider = "postgresql"
              url      = env("DATABASE_URL")
            }
            enum Role {
              ADMIN @map("admin")
              @@map("roles")
            }
            model User {
              id    Int    @map("user_id")
              org   Int
              role  Role
              posts Post[]
              @@id([id, org])
              @@unique([org(sort: Desc), role], name: "orgRole")
              @@map("users")
            }
            model Post {
              id     Int  @id
              author User @relation(fields: [id, id], references: [id, org])
            }
            "#,
        );
        let client = read(&[file], &ReadSettings::default()).client;
        assert_eq!(client.modules, ["@acme/db"]);
        let user = &client.models[0];
        assert_eq!(user.relation, QualifiedName::bare("users"));
        assert_eq!(user.compounds, ["id_org", "orgRole"]);
        assert_eq!(
            user.fields[0].kind,
            ClientFieldKind::Column("user_id".into())
        );
        assert_eq!(
            user.fields[3].kind,
            ClientFieldKind::Relation("Post".to_owned())
        );
        let role = &client.enums[0];
        assert_eq!(role.of, QualifiedName::bare("roles"));
        assert_eq!(role.values, [("ADMIN".to_owned(), "admin".to_owned())]);
    }

    #[test]
    fn a_module_is_named_by_its_last_folders() {
        assert_eq!(module("../src/generated/prisma"), "generated/prisma");
        assert_eq!(module("./client"), "client");
        assert_eq!(module("../node_modules/.prisma/client"), "@prisma/client");
    }
}
