//! Owns indexes: `@unique`, `@@unique`, `@@index`, `@@fulltext`.

use schemadrift_core::Stated;
use schemadrift_core::model::{Index, IndexKey, IndexPart, SortOrder};
use schemadrift_core::name::Name;

use crate::ast::{Argument, Attribute, Field, Value};

use super::context::{Context, FieldKind, ModelEntry};
use super::names::{self, ConstraintKind};
use super::trouble::Trouble;
use super::{operator_classes, predicates, stray};

/// A key of an index or of a primary key: a field and what is said about it.
pub(crate) struct KeyField<'d, 'a> {
    pub(crate) field: &'d Field<'a>,
    arguments: &'d [Argument<'a>],
}

impl<'d, 'a> KeyField<'d, 'a> {
    fn argument(&self, name: &str) -> Option<&'d Value<'a>> {
        self.arguments
            .iter()
            .find(|argument| argument.name.is_some_and(|label| label.text() == name))
            .map(|argument| &argument.value)
    }
}

/// The fields that a key's list names; none where one of them is no column.
pub(crate) fn key_fields<'d, 'a>(
    context: &Context<'d, 'a>,
    entry: &ModelEntry<'d, 'a>,
    attribute: &'d Attribute<'a>,
    trouble: &mut Trouble<'_>,
) -> Option<Vec<KeyField<'d, 'a>>> {
    let Some(list) = attribute.named_or_first("fields") else {
        trouble.at(
            attribute.token,
            format!("`@@{}` names no fields", attribute.name.text()),
        );
        return None;
    };
    let mut keys = Vec::new();
    for element in list.elements() {
        let Value::Reference(reference) = element else {
            trouble.at(element.token(), "this is not a field");
            return None;
        };
        let name = reference.name.text();
        let field = entry.field(name).filter(|field| {
            // A type that is not declared has its own problem.
            !matches!(context.kind(field), FieldKind::Relation(_))
        });
        let Some(field) = field else {
            let model = entry.model.name.text();
            stray::lacks(
                &entry.model.stray,
                model,
                reference.name,
                format!("`{model}` has no column field `{name}`"),
                trouble,
            );
            return None;
        };
        keys.push(KeyField {
            field,
            arguments: reference.arguments.as_deref().unwrap_or_default(),
        });
    }
    if keys.is_empty() {
        trouble.at(
            attribute.token,
            format!("`@@{}` names no fields", attribute.name.text()),
        );
        return None;
    }
    Some(keys)
}

/// The indexes of a model.
pub(crate) fn of_model<'d, 'a>(
    context: &Context<'d, 'a>,
    entry: &ModelEntry<'d, 'a>,
    trouble: &mut Trouble<'_>,
) -> Vec<Index> {
    let mut indexes = Vec::new();
    for field in &entry.model.fields {
        for attribute in &field.attributes {
            if attribute.name.text() == "unique" {
                let key = KeyField {
                    field,
                    // On a field, what would be said about the key is said in the attribute.
                    arguments: &attribute.arguments,
                };
                indexes.push(lower(
                    context,
                    entry,
                    attribute,
                    Kind::Unique,
                    &[key],
                    trouble,
                ));
            }
        }
    }
    for attribute in &entry.model.attributes {
        let kind = match attribute.name.text() {
            "unique" => Kind::Unique,
            "index" => Kind::Plain,
            "fulltext" => Kind::FullText,
            _ => continue,
        };
        if let Some(keys) = key_fields(context, entry, attribute, trouble) {
            indexes.push(lower(context, entry, attribute, kind, &keys, trouble));
        }
    }
    indexes
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Unique,
    Plain,
    FullText,
}

fn lower<'d, 'a>(
    context: &Context<'d, 'a>,
    entry: &ModelEntry<'d, 'a>,
    attribute: &'d Attribute<'a>,
    kind: Kind,
    keys: &[KeyField<'d, 'a>],
    trouble: &mut Trouble<'_>,
) -> Index {
    let method = method(context, attribute, kind, trouble);
    let columns = keys.iter().map(|key| context.column_name(key.field));
    let mut index = Index::over_columns(columns, attribute.token.origin());
    for (part, key) in index.parts.iter_mut().zip(keys) {
        describe_part(
            context,
            part,
            key,
            method.get().map(String::as_str),
            kind,
            trouble,
        );
    }
    index.is_unique = kind == Kind::Unique;
    index.name = name(context, entry, attribute, kind, keys);
    index.method = method;
    index.predicate = predicates::lower(context, entry, attribute, trouble);
    index
}

fn name(
    context: &Context<'_, '_>,
    entry: &ModelEntry<'_, '_>,
    attribute: &Attribute<'_>,
    kind: Kind,
    keys: &[KeyField<'_, '_>],
) -> Stated<Name> {
    let written = names::written(attribute, "map").or_else(|| match kind {
        // The old spelling; for unique indexes `name` is the client's own.
        Kind::Plain | Kind::FullText => names::written(attribute, "name"),
        Kind::Unique => None,
    });
    written.unwrap_or_else(|| {
        let columns: Vec<String> = keys
            .iter()
            .map(|key| context.full_column_name(key.field))
            .collect();
        let columns: Vec<&str> = columns.iter().map(String::as_str).collect();
        let constraint = match kind {
            Kind::Unique => ConstraintKind::Unique,
            Kind::Plain | Kind::FullText => ConstraintKind::Index,
        };
        Stated::Implied(names::constraint(
            constraint,
            &context.full_table_name(entry.model),
            &columns,
            context.facts.name_limit,
        ))
    })
}

fn method(
    context: &Context<'_, '_>,
    attribute: &Attribute<'_>,
    kind: Kind,
    trouble: &mut Trouble<'_>,
) -> Stated<String> {
    if kind == Kind::FullText {
        return Stated::Written("fulltext".to_owned());
    }
    let Some(value) = attribute.named("type") else {
        return context
            .facts
            .index_method
            .map_or(Stated::NotStated, |method| {
                Stated::Implied(method.to_owned())
            });
    };
    let method = match value.constant() {
        Some("BTree") => "btree",
        Some("Hash") => "hash",
        Some("Gist") => "gist",
        Some("Gin") => "gin",
        Some("SpGist") => "spgist",
        Some("Brin") => "brin",
        _ => {
            trouble.at_with_help(
                value.token(),
                "this is not an index type",
                "write `BTree`, `Hash`, `Gist`, `Gin`, `SpGist` or `Brin`",
            );
            return Stated::NotStated;
        }
    };
    Stated::Written(method.to_owned())
}

/// What is stated about one key beside its column.
fn describe_part(
    context: &Context<'_, '_>,
    part: &mut IndexPart,
    key: &KeyField<'_, '_>,
    method: Option<&str>,
    kind: Kind,
    trouble: &mut Trouble<'_>,
) {
    debug_assert!(matches!(part.key, IndexKey::Column(_)));
    part.order = match key.argument("sort").map(|sort| (sort, sort.constant())) {
        Some((_, Some("Desc"))) => Stated::Written(SortOrder::Descending),
        Some((_, Some("Asc"))) => Stated::Written(SortOrder::Ascending),
        Some((sort, _)) => {
            trouble.at(sort.token(), "this is not a sort order");
            Stated::NotStated
        }
        // The other methods have no order.
        None if matches!(method, None | Some("btree")) => Stated::Implied(SortOrder::Ascending),
        None => Stated::NotStated,
    };
    if context.facts.has_operator_classes {
        let class = key.argument("ops");
        operator_classes::read(class, method.unwrap_or("btree"), part, trouble);
    }
    if context.facts.has_prefixes && kind != Kind::FullText {
        part.prefix = prefix(key.argument("length"), trouble);
    }
}

fn prefix(length: Option<&Value<'_>>, trouble: &mut Trouble<'_>) -> Stated<Option<u32>> {
    let Some(value) = length else {
        return Stated::Implied(None);
    };
    let length = match value {
        Value::Number(token) => token.text().parse().ok(),
        Value::Text(_) | Value::Reference(_) | Value::List(..) | Value::Object(..) => None,
    };
    if length.is_none() {
        trouble.at(value.token(), "this is not a length");
        return Stated::NotStated;
    }
    Stated::Written(length)
}
