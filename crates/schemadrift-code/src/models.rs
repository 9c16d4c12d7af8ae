//! Owns what a generated Prisma client offers: models with their fields, as the code spells them.
//! Whoever reads the schema fills it in.

use std::collections::HashMap;

/// The models of one Prisma schema.
#[derive(Debug, Clone, Default)]
pub struct Models {
    models: Vec<Model>,
    by_property: HashMap<String, usize>,
    by_name: HashMap<String, usize>,
    /// Enums with their values.
    enums: HashMap<String, Vec<String>>,
    /// Where the generated client lies: the end of what is imported, such as
    /// `@prisma/billing-client`. Empty for the default.
    pub modules: Vec<String>,
    /// Where the schema lies. Of schemas that fit alike, code means the one in its own package.
    pub place: String,
}

/// A model.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Model {
    /// The name in the schema.
    pub name: String,
    /// The fields.
    pub fields: Vec<Field>,
    /// Names that stand for several fields at once: `a_b` of `@@unique([a, b])`, or the name that
    /// it is given.
    pub compounds: Vec<String>,
}

/// A field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// The name in the schema.
    pub name: String,
    /// What it holds.
    pub kind: FieldKind,
}

/// What a field holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FieldKind {
    /// A value.
    Scalar,
    /// A value of an enum.
    Enum(String),
    /// Rows of another model.
    Relation(String),
}

impl Models {
    /// The models and enums of a schema.
    pub fn new(models: Vec<Model>, enums: Vec<(String, Vec<String>)>) -> Self {
        let by_property = models
            .iter()
            .enumerate()
            .map(|(index, model)| (property(&model.name), index))
            .collect();
        let by_name = models
            .iter()
            .enumerate()
            .map(|(index, model)| (model.name.clone(), index))
            .collect();
        Self {
            models,
            by_property,
            by_name,
            enums: enums.into_iter().collect(),
            modules: Vec::new(),
            place: String::new(),
        }
    }

    /// How many folders a file has in common with the schema.
    pub(crate) fn nearness(&self, path: &str) -> usize {
        let own = self.place.split('/');
        own.zip(path.split('/'))
            .take_while(|(one, other)| one == other)
            .count()
    }

    /// The model behind a property of the client.
    pub fn by_property(&self, property: &str) -> Option<&Model> {
        self.models.get(*self.by_property.get(property)?)
    }

    /// The model of this name.
    pub fn by_name(&self, name: &str) -> Option<&Model> {
        self.models.get(*self.by_name.get(name)?)
    }

    /// The values of an enum.
    pub fn values(&self, name: &str) -> Option<&[String]> {
        self.enums.get(name).map(Vec::as_slice)
    }

    /// The names of the enums.
    pub fn enums(&self) -> impl Iterator<Item = &str> {
        self.enums.keys().map(String::as_str)
    }

    /// The properties of the client, one a model.
    pub fn properties(&self) -> impl Iterator<Item = &str> {
        self.by_property.keys().map(String::as_str)
    }
}

impl Model {
    /// The field of this name.
    pub fn field(&self, name: &str) -> Option<&Field> {
        self.fields.iter().find(|field| field.name == name)
    }
}

/// The property of the client for a model: its name with a small first letter
/// (<https://www.prisma.io/docs/orm/prisma-client/queries/crud>).
fn property(model: &str) -> String {
    let mut characters = model.chars();
    match characters.next() {
        Some(first) => first.to_lowercase().chain(characters).collect(),
        None => String::new(),
    }
}
