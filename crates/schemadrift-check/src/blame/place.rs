//! Owns where in the migrations an object is made.

use schemadrift_core::finding::Finding;
use schemadrift_core::model::{ForeignKey, Index, IndexKey, Schema, Table, Trigger};
use schemadrift_core::name::{Name, QualifiedName};
use schemadrift_core::object::ObjectKind;
use schemadrift_core::origin::Origin;
use schemadrift_core::stated::Stated;

use crate::pairing::Pairs;
use crate::rules::{exclusion_name, foreign_key_name, index_name};

/// The statement that makes what a finding is about, among the pairs of code and migrations.
pub(super) fn of<'a>(pairs: &Pairs<'a>, finding: &Finding) -> Option<&'a Origin> {
    let object = &finding.object;
    let all = pairs.live;
    if object.kind == ObjectKind::Enum || object.kind == ObjectKind::EnumValue {
        return of_enum(all, finding);
    }
    if object.kind == ObjectKind::Extension {
        let named = |name: &Name| name.as_str().eq_ignore_ascii_case(&object.name);
        let extension = all.extensions.iter().find(|own| named(&own.name))?;
        return Some(&extension.origin);
    }
    if object.kind == ObjectKind::Grant {
        let pair = pairs.grants.iter().find(|pair| &pair.path == object)?;
        let mut grants = pair.live.iter().map(|grant| &grant.origin);
        return grants.find(|origin| origin.location().is_some());
    }
    if object.kind == ObjectKind::Function {
        let mut routines = pairs.routines.iter();
        let pair = routines.find(|pair| &pair.path == object)?;
        return pair.sides.live().map(|made| &made.origin);
    }
    if let Some(origin) = of_named(all, finding) {
        return Some(origin);
    }
    let (schema, owner) = object.group();
    let is_it = |name: &QualifiedName| {
        name.schema.as_ref().map(Name::as_str) == schema && name.name.as_str() == owner
    };
    let pair = pairs.tables.iter().find(|pair| is_it(&pair.name));
    let Some(made) = pair.and_then(|pair| pair.live) else {
        let view = pairs.views.iter().find(|pair| is_it(&pair.name))?;
        let view = view.live?;
        let trigger = (object.kind == ObjectKind::Trigger)
            .then(|| trigger_of(&view.triggers, object.name.as_str()))
            .flatten();
        return Some(trigger.unwrap_or(&view.origin));
    };
    let declared = pair.and_then(|pair| pair.code);
    Some(of_part(made, declared, finding).unwrap_or(&made.origin))
}

/// Where a domain, a composite type or a sequence is made.
fn of_named<'a>(all: &'a Schema, finding: &Finding) -> Option<&'a Origin> {
    let object = &finding.object;
    let is_it = |name: &QualifiedName| {
        name.schema.as_ref().map(Name::as_str) == object.schema.as_deref()
            && name.name.as_str() == object.name
    };
    match object.kind {
        ObjectKind::Domain => {
            let mut domains = all.domains.iter();
            Some(&domains.find(|own| is_it(&own.name))?.origin)
        }
        ObjectKind::CompositeType => {
            let mut composites = all.composites.iter();
            Some(&composites.find(|own| is_it(&own.name))?.origin)
        }
        ObjectKind::Sequence => {
            let mut sequences = all.sequences.iter();
            Some(&sequences.find(|own| is_it(&own.name))?.origin)
        }
        _ => None,
    }
}

fn of_enum<'a>(all: &'a Schema, finding: &Finding) -> Option<&'a Origin> {
    let (schema, name) = finding.object.group();
    let enum_type = all.enums.iter().find(|own| {
        own.name.schema.as_ref().map(Name::as_str) == schema && own.name.name.as_str() == name
    })?;
    let value = enum_type
        .values
        .iter()
        .find(|value| value.label == finding.object.name);
    Some(value.map_or(&enum_type.origin, |value| &value.origin))
}

fn of_part<'a>(made: &'a Table, declared: Option<&Table>, finding: &Finding) -> Option<&'a Origin> {
    let name = finding.object.name.as_str();
    match finding.object.kind {
        ObjectKind::Column => {
            let column = made
                .columns
                .iter()
                .find(|column| column.name.as_str() == name)?;
            let own = match finding.rule {
                "column-type" => column.type_origin.as_ref(),
                "column-default" => column.default_origin.as_ref(),
                _ => None,
            };
            Some(own.unwrap_or(&column.origin))
        }
        ObjectKind::PrimaryKey => match &made.primary_key {
            Stated::Written(Some(key)) | Stated::Implied(Some(key)) => Some(&key.origin),
            _ => None,
        },
        ObjectKind::Unique | ObjectKind::Index => {
            let wanted = declared.and_then(|table| {
                let own = table.indexes.iter().find(|own| index_name(own) == name)?;
                Some(key_columns(own))
            });
            let is_it = |index: &&Index| {
                index_name(index) == name || wanted.as_ref() == Some(&key_columns(index))
            };
            made.indexes.iter().find(is_it).map(|index| &index.origin)
        }
        ObjectKind::ForeignKey => {
            let wanted = declared.and_then(|table| {
                let keys = &table.foreign_keys;
                let own = keys.iter().find(|own| foreign_key_name(own) == name)?;
                Some(&own.columns)
            });
            let is_it =
                |key: &&ForeignKey| foreign_key_name(key) == name || wanted == Some(&key.columns);
            made.foreign_keys.iter().find(is_it).map(|key| &key.origin)
        }
        ObjectKind::Check => made
            .checks
            .iter()
            .find(|check| check.name.get().is_some_and(|own| own.as_str() == name))
            .map(|check| &check.origin),
        ObjectKind::Exclusion => made
            .exclusions
            .iter()
            .find(|own| exclusion_name(own) == name)
            .map(|own| &own.origin),
        ObjectKind::Trigger => trigger_of(&made.triggers, name),
        ObjectKind::Policy => made
            .policies
            .iter()
            .find(|policy| policy.name.as_str() == name)
            .map(|policy| &policy.origin),
        _ => None,
    }
}

fn trigger_of<'a>(triggers: &'a [Trigger], name: &str) -> Option<&'a Origin> {
    let mut triggers = triggers.iter();
    let trigger = triggers.find(|trigger| trigger.name.as_str() == name)?;
    Some(&trigger.origin)
}

fn key_columns(index: &Index) -> Vec<&str> {
    index
        .parts
        .iter()
        .map(|part| match &part.key {
            IndexKey::Column(name) => name.as_str(),
            IndexKey::Expression(expression) => expression.text.as_str(),
        })
        .collect()
}
