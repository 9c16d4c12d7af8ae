//! Owns columns: which fields are columns, their types and whether they hold NULL.

use schemadrift_core::Stated;
use schemadrift_core::data_type::{ColumnType, DataType};
use schemadrift_core::dialect::EnumStorage;
use schemadrift_core::model::Column;
use schemadrift_core::name::QualifiedName;
use schemadrift_core::origin::Origin;

use crate::ast::{Arity, Attribute, Enumeration, Field, Value, unescape};

use super::context::{Context, FieldKind, ModelEntry};
use super::defaults::{self, Numbering};
use super::names;
use super::primary_keys::KeySource;
use super::scalars::Scalar;
use super::tables::unknown;
use super::trouble::Trouble;
use super::types::{NativeType, Parameters};

/// Field attributes that the language knows.
const FIELD_ATTRIBUTES: [&str; 8] = [
    "id",
    "unique",
    "default",
    "map",
    "relation",
    "updatedAt",
    "ignore",
    "shardKey",
];

/// The columns of a model's table.
pub(crate) fn of_table<'d, 'a>(
    context: &Context<'d, 'a>,
    entry: &ModelEntry<'d, 'a>,
    key: &Option<KeySource<'_, 'a>>,
    trouble: &mut Trouble<'_>,
) -> Vec<Column> {
    let only_key = key.as_ref().and_then(KeySource::only_field);
    let engine = context.datasource.provider.engine();
    let forbids_null = engine.dialect().keys_forbid_null;
    let mut columns = Vec::with_capacity(entry.model.fields.len());
    for field in &entry.model.fields {
        let Some(kind) = column_kind(context, field, trouble) else {
            continue;
        };
        let mut column = named_and_typed(context, field, &kind, trouble);
        let is_forced = forbids_null && key.as_ref().is_some_and(|key| key.holds(field));
        column.is_nullable = match field.arity {
            Arity::Required => Stated::Written(false),
            // A primary key takes no NULL, whatever the field says.
            Arity::Optional if is_forced => Stated::Implied(false),
            Arity::Optional => Stated::Written(true),
            // Prisma's lists are never null to the client, yet get no NOT NULL.
            Arity::List => Stated::NotStated,
        };
        let numbering = if context.facts.numbers_integer_keys {
            let is_key = only_key == Some(field.name.text());
            let is_integer = matches!(kind, FieldKind::Scalar(Scalar::Int));
            Numbering::OfKeys(is_key && is_integer)
        } else {
            Numbering::Asked
        };
        let column_type = column.data_type.get().cloned();
        defaults::lower(
            context,
            field,
            &kind,
            column_type.as_ref(),
            numbering,
            trouble,
        )
        .put_into(&mut column);
        let is_numbered = matches!(column.increment.get(), Some(Some(_)));
        if is_numbered && field.arity == Arity::Optional {
            // `SERIAL` brings NOT NULL along, whatever the field says.
            column.is_nullable = Stated::NotStated;
        }
        columns.push(column);
    }
    columns
}

/// The columns of a view: databases know neither nullability nor defaults for them.
pub(crate) fn of_view<'d, 'a>(
    context: &Context<'d, 'a>,
    fields: &'d [Field<'a>],
    trouble: &mut Trouble<'_>,
) -> Vec<Column> {
    let mut columns = Vec::with_capacity(fields.len());
    for field in fields {
        if let Some(kind) = column_kind(context, field, trouble) {
            columns.push(named_and_typed(context, field, &kind, trouble));
        }
    }
    columns
}

/// What kind of column a field is; none for relations, and for types that nothing declares.
fn column_kind<'d, 'a>(
    context: &Context<'d, 'a>,
    field: &Field<'a>,
    trouble: &mut Trouble<'_>,
) -> Option<FieldKind<'d, 'a>> {
    match context.kind(field) {
        FieldKind::Relation(_) => None,
        FieldKind::Unknown(token) => {
            trouble.at(
                token,
                format!(
                    "type `{}` of field `{}` is not declared",
                    token.text(),
                    field.name.text()
                ),
            );
            None
        }
        kind @ (FieldKind::Scalar(_) | FieldKind::Enum(_) | FieldKind::Unsupported(_)) => {
            Some(kind)
        }
    }
}

fn named_and_typed<'a>(
    context: &Context<'_, 'a>,
    field: &Field<'a>,
    kind: &FieldKind<'_, 'a>,
    trouble: &mut Trouble<'_>,
) -> Column {
    let mut column = Column::new(context.column_name(field), field.name.origin());
    if column.name.as_str() != field.name.text() {
        column.alias = Some(field.name.text().to_owned());
    }
    let is_ignored = field
        .attributes
        .iter()
        .any(|attribute| attribute.name.text() == "ignore");
    column.is_raw_sql_only = is_ignored || matches!(kind, FieldKind::Unsupported(_));
    let native = native_attribute(context, field, trouble);
    let element = match kind {
        FieldKind::Scalar(scalar) => match native {
            Some(native) => native_type(context, *scalar, native, trouble),
            None => context.facts.scalar_type(*scalar),
        },
        FieldKind::Enum(enumeration) => enum_type(context, enumeration, field, trouble),
        FieldKind::Unsupported(text) => {
            let text = unescape(text.text());
            let engine = context.datasource.provider.engine();
            let shape = schemadrift_sql::types::read_type(engine, &text);
            Some(ColumnType::exact(text, shape))
        }
        FieldKind::Relation(_) | FieldKind::Unknown(_) => None,
    };
    let whole = match field.arity {
        Arity::Required | Arity::Optional => element,
        Arity::List if context.facts.has_lists => element.map(|element| ColumnType {
            text: format!("{}[]", element.text),
            shape: DataType::Array(Box::new(element.shape)),
            acceptance: element.acceptance,
        }),
        Arity::List => {
            let provider = context.datasource.provider.as_str();
            trouble.at(
                field.type_token,
                format!(
                    "field `{}` is a list, and `{provider}` has no list columns",
                    field.name.text()
                ),
            );
            None
        }
    };
    column.data_type = super::trouble::written(whole);
    column.type_origin = Some(type_origin(field, native));
    column
}

/// The place of a field's type: with its native type attribute where that stands right behind.
fn type_origin<'a>(field: &Field<'a>, native: Option<&Attribute<'a>>) -> Origin {
    match native {
        Some(native)
            if field
                .attributes
                .first()
                .is_some_and(|first| std::ptr::eq(first, native)) =>
        {
            field.type_token.to(&native.token).origin()
        }
        Some(native) => native.token.origin(),
        None => field.type_token.origin(),
    }
}

/// The field's native type attribute. Attributes that are not known are said here too.
fn native_attribute<'f, 'a>(
    context: &Context<'_, 'a>,
    field: &'f Field<'a>,
    trouble: &mut Trouble<'_>,
) -> Option<&'f Attribute<'a>> {
    let mut native = None;
    for attribute in &field.attributes {
        let name = attribute.name.text();
        if let Some((prefix, _)) = name.split_once('.') {
            if prefix == context.datasource.name {
                native = native.or(Some(attribute));
            } else {
                trouble.at(
                    attribute.token,
                    format!(
                        "prefix `{prefix}` is not the datasource's name, `{}`",
                        context.datasource.name
                    ),
                );
            }
        } else if !FIELD_ATTRIBUTES.contains(&name) {
            unknown(attribute, "@", trouble);
        }
    }
    native
}

/// The type that a native type attribute names.
fn native_type(
    context: &Context<'_, '_>,
    scalar: Scalar,
    attribute: &Attribute<'_>,
    trouble: &mut Trouble<'_>,
) -> Option<ColumnType> {
    let name = attribute
        .name
        .text()
        .split_once('.')
        .map_or("", |(_, name)| name);
    let provider = context.datasource.provider.as_str();
    if !context.facts.has_native_attributes {
        trouble.at(attribute.token, format!("`{provider}` has no native types"));
        return None;
    }
    let parameters: Option<Vec<u32>> = attribute
        .arguments
        .iter()
        .map(|argument| match &argument.value {
            Value::Number(token) => token.text().parse().ok(),
            Value::Text(_) | Value::Reference(_) | Value::List(..) | Value::Object(..) => None,
        })
        .collect();
    let candidates: Vec<&NativeType> = context
        .facts
        .native_types
        .iter()
        .filter(|native| native.name == name)
        .collect();
    if candidates.is_empty() {
        trouble.at(
            attribute.token,
            format!("`{provider}` has no native type `{name}`"),
        );
        return None;
    }
    let fitting = parameters.and_then(|parameters| {
        let native = candidates.iter().find(|native| {
            native.scalars.contains(&scalar) && native.parameters.allow(parameters.len())
        })?;
        Some(context.facts.native_type(native, &parameters))
    });
    if fitting.is_none() {
        let message = if candidates
            .iter()
            .any(|native| native.scalars.contains(&scalar))
        {
            format!(
                "native type `{name}` takes {}",
                takes(candidates[0].parameters)
            )
        } else {
            format!("native type `{name}` does not fit `{}`", scalar.as_str())
        };
        trouble.at(attribute.token, message);
    }
    fitting
}

fn takes(parameters: Parameters) -> &'static str {
    match parameters {
        Parameters::None => "no arguments",
        Parameters::Optional | Parameters::OrOne | Parameters::Idle => "one number or nothing",
        Parameters::Required => "one number",
        Parameters::Pair => "two numbers or nothing",
    }
}

/// The type of a column that holds an enum's values.
fn enum_type<'a>(
    context: &Context<'_, 'a>,
    enumeration: &Enumeration<'a>,
    field: &Field<'a>,
    trouble: &mut Trouble<'_>,
) -> Option<ColumnType> {
    match context.datasource.provider.engine().dialect().enums {
        EnumStorage::Native => {
            let name = enum_name(context, enumeration);
            Some(ColumnType::exact(type_text(&name), DataType::Enum(name)))
        }
        EnumStorage::Inline => {
            if !enumeration.stray.is_empty() {
                trouble.follows(
                    field.type_token,
                    format!("`{}` is not fully understood", enumeration.name.text()),
                );
            }
            let labels: Vec<String> = enumeration
                .values
                .iter()
                .map(|value| {
                    names::mapped(&value.attributes).unwrap_or_else(|| value.name.text().to_owned())
                })
                .collect();
            let quoted: Vec<String> = labels
                .iter()
                .map(|label| format!("'{}'", label.replace('\'', "''")))
                .collect();
            Some(ColumnType::exact(
                format!("enum({})", quoted.join(",")),
                DataType::InlineEnum(labels),
            ))
        }
        EnumStorage::Text => context.facts.scalar_type(Scalar::String),
    }
}

/// The name of an enum's type in the database.
pub(crate) fn enum_name<'a>(
    context: &Context<'_, 'a>,
    enumeration: &Enumeration<'a>,
) -> QualifiedName {
    let name = names::mapped(&enumeration.attributes)
        .unwrap_or_else(|| enumeration.name.text().to_owned());
    context.qualified(&name, &enumeration.attributes)
}

/// A type's name as the catalog prints it: in quotes where it needs them.
fn type_text(name: &QualifiedName) -> String {
    let part = |name: &str| {
        let is_plain = name
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
            && !name.starts_with(|first: char| first.is_ascii_digit());
        if is_plain {
            name.to_owned()
        } else {
            format!("\"{}\"", name.replace('"', "\"\""))
        }
    };
    match &name.schema {
        Some(schema) => format!("{}.{}", part(schema.as_str()), part(name.name.as_str())),
        None => part(name.name.as_str()),
    }
}
