//! Owns primary keys: `@id` and `@@id`.

use schemadrift_core::Stated;
use schemadrift_core::model::PrimaryKey;

use crate::ast::{Attribute, Field, Model};

use super::context::{Context, ModelEntry, attribute};
use super::indexes::key_fields;
use super::names::{self, ConstraintKind};
use super::trouble::Trouble;

/// What states a model's primary key.
pub(crate) enum KeySource<'d, 'a> {
    /// `@id` on this field.
    Field(&'d Field<'a>, &'d Attribute<'a>),
    /// `@@id` with its list.
    Block(&'d Attribute<'a>),
}

impl KeySource<'_, '_> {
    /// The key's only field, by name.
    pub(crate) fn only_field(&self) -> Option<&str> {
        match self {
            Self::Field(field, _) => Some(field.name.text()),
            Self::Block(attribute) => match attribute.named_or_first("fields")?.elements() {
                [crate::ast::Value::Reference(reference)] => Some(reference.name.text()),
                _ => None,
            },
        }
    }
}

impl<'a> KeySource<'_, 'a> {
    /// Whether a field is one of the key's.
    pub(crate) fn holds(&self, field: &Field<'a>) -> bool {
        match self {
            Self::Field(own, _) => std::ptr::eq(*own, field),
            Self::Block(attribute) => attribute
                .named_or_first("fields")
                .is_some_and(|list| list.elements().iter().any(|element| {
                    matches!(element, crate::ast::Value::Reference(reference) if reference.name.text() == field.name.text())
                })),
        }
    }
}

/// What states a model's primary key, if anything does.
pub(crate) fn find<'d, 'a>(model: &'d Model<'a>) -> Option<KeySource<'d, 'a>> {
    attribute(&model.attributes, "id")
        .map(KeySource::Block)
        .or_else(|| {
            model.fields.iter().find_map(|field| {
                let attribute = attribute(&field.attributes, "id")?;
                Some(KeySource::Field(field, attribute))
            })
        })
}

/// The primary key of a model; none also where its fields are not understood.
pub(crate) fn lower<'a>(
    context: &Context<'_, 'a>,
    entry: &ModelEntry<'_, 'a>,
    source: &Option<KeySource<'_, 'a>>,
    trouble: &mut Trouble<'_>,
) -> Option<PrimaryKey> {
    let (fields, stated) = match source.as_ref()? {
        KeySource::Field(field, attribute) => (vec![*field], *attribute),
        KeySource::Block(attribute) => {
            let keys = key_fields(context, entry, attribute, trouble)?;
            (keys.into_iter().map(|key| key.field).collect(), *attribute)
        }
    };
    let dialect = context.datasource.provider.engine().dialect();
    let name = if dialect.names_primary_keys {
        names::written(stated, "map").unwrap_or_else(|| {
            Stated::Implied(names::constraint(
                ConstraintKind::PrimaryKey,
                &context.full_table_name(entry.model),
                &[],
                context.facts.name_limit,
            ))
        })
    } else {
        Stated::NotStated
    };
    Some(PrimaryKey {
        name,
        columns: fields
            .into_iter()
            .map(|field| context.column_name(field))
            .collect(),
        // The language has no word for them.
        include: Stated::NotStated,
        origin: stated.token.origin(),
    })
}
