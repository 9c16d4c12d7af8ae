//! Owns what stands before tables: schemas, extensions, named types, sequences.

use std::collections::BTreeSet;

use schemadrift_core::model::{Composite, DefaultValue, Domain, EnumType, Schema, Sequence};
use schemadrift_core::name::{Name, QualifiedName};
use schemadrift_core::object::{ObjectKind, ObjectPath};

use super::grammar::Grammar;
use super::mention_order::{Mentioning, in_order};
use super::script::{Phase, Script};
use super::table::check_clause;
use crate::sql_text::string_literal;

/// Writes every object that tables may need.
pub(crate) fn write_all(grammar: &Grammar, schema: &Schema, script: &mut Script) {
    if !grammar.has_catalog_objects {
        skip_all(grammar, schema, script);
        return;
    }
    for namespace in namespaces(schema) {
        let name = grammar.quote(namespace);
        script.push(
            Phase::Namespaces,
            format!("CREATE SCHEMA IF NOT EXISTS {name}"),
        );
    }
    for extension in &schema.extensions {
        let mut text = format!(
            "CREATE EXTENSION IF NOT EXISTS {}",
            grammar.quote(&extension.name)
        );
        if let Some(schema) = extension.schema.get() {
            text.push_str(&format!(" SCHEMA {}", grammar.quote(schema)));
        }
        if let Some(version) = extension.version.get() {
            text.push_str(&format!(" VERSION {}", string_literal(version)));
        }
        script.push(Phase::Extensions, text);
    }
    for enumeration in &schema.enums {
        script.push(Phase::Types, enum_text(grammar, enumeration));
    }
    write_types(grammar, schema, script);
    for sequence in &schema.sequences {
        script.push(Phase::Sequences, sequence_text(grammar, sequence));
    }
}

/// Every schema that the model states or that an object of it lives in.
fn namespaces(schema: &Schema) -> BTreeSet<&Name> {
    let of_objects = schema
        .tables
        .iter()
        .map(|table| &table.name)
        .chain(schema.views.iter().map(|view| &view.name))
        .chain(schema.enums.iter().map(|enumeration| &enumeration.name))
        .chain(schema.domains.iter().map(|domain| &domain.name))
        .chain(schema.composites.iter().map(|composite| &composite.name))
        .chain(schema.sequences.iter().map(|sequence| &sequence.name))
        .chain(schema.routines.iter().map(|routine| &routine.name))
        .filter_map(|name| name.schema.as_ref());
    schema
        .namespaces
        .iter()
        .map(|namespace| &namespace.name)
        .chain(
            schema
                .extensions
                .iter()
                .filter_map(|extension| extension.schema.get())
                .filter(|name| !name.as_str().starts_with("pg_")),
        )
        .chain(of_objects)
        .collect()
}

pub(crate) fn enum_text(grammar: &Grammar, enumeration: &EnumType) -> String {
    let labels: Vec<String> = enumeration
        .values
        .iter()
        .map(|value| string_literal(&value.label))
        .collect();
    format!(
        "CREATE TYPE {} AS ENUM ({})",
        grammar.quote_qualified(&enumeration.name),
        labels.join(", ")
    )
}

/// Domains and composites, which may be made of each other.
fn write_types(grammar: &Grammar, schema: &Schema, script: &mut Script) {
    let mut texts = Vec::new();
    for domain in &schema.domains {
        let text = domain_text(grammar, domain, script);
        texts.extend(text.map(|text| (&domain.name, text)));
    }
    for composite in &schema.composites {
        let text = composite_text(grammar, composite, script);
        texts.push((&composite.name, text));
    }
    let mentioning: Vec<Mentioning<'_, (&QualifiedName, String)>> = texts
        .iter()
        .map(|entry| Mentioning {
            object: entry,
            name: entry.0.name.as_str(),
            text: entry.1.clone(),
        })
        .collect();
    for (_, text) in in_order(&mentioning) {
        script.push(Phase::Types, text.clone());
    }
}

pub(crate) fn domain_text(
    grammar: &Grammar,
    domain: &Domain,
    script: &mut Script,
) -> Option<String> {
    let path = ObjectPath::top(ObjectKind::Domain, &domain.name);
    let Some(base) = (grammar.column_type)(&domain.base) else {
        let reason = format!(
            "its type `{}` has no name in {}",
            domain.base, grammar.engine
        );
        script.skip(path, reason);
        return None;
    };
    let mut text = format!(
        "CREATE DOMAIN {} AS {base}",
        grammar.quote_qualified(&domain.name)
    );
    match domain.default.get() {
        Some(Some(DefaultValue::Expression(expression))) => {
            text.push_str(&format!(
                " DEFAULT {}",
                (grammar.default_term)(&expression.text, &domain.base.shape)
            ));
        }
        Some(Some(DefaultValue::Unknown)) => {
            script.skip(path, "it has a default that the source does not spell");
        }
        Some(None) | None => {}
    }
    if domain.is_nullable.get() == Some(&false) {
        text.push_str(" NOT NULL");
    }
    for check in &domain.checks {
        text.push_str(&format!(" {}", check_clause(grammar, check)));
    }
    Some(text)
}

pub(crate) fn composite_text(
    grammar: &Grammar,
    composite: &Composite,
    script: &mut Script,
) -> String {
    let mut fields = Vec::new();
    for field in &composite.fields {
        let type_text = field.data_type.get().and_then(grammar.column_type);
        match type_text {
            Some(type_text) => fields.push(format!("{} {type_text}", grammar.quote(&field.name))),
            None => script.skip(
                ObjectPath::part(ObjectKind::Field, &composite.name, field.name.as_str()),
                "its type is not stated or has no name here",
            ),
        }
    }
    format!(
        "CREATE TYPE {} AS ({})",
        grammar.quote_qualified(&composite.name),
        fields.join(", ")
    )
}

pub(crate) fn sequence_text(grammar: &Grammar, sequence: &Sequence) -> String {
    let mut text = format!(
        "CREATE SEQUENCE {}",
        grammar.quote_qualified(&sequence.name)
    );
    let type_text = sequence.data_type.get().and_then(grammar.column_type);
    if let Some(type_text) = type_text {
        text.push_str(&format!(" AS {type_text}"));
    }
    let numbers = [
        ("INCREMENT BY", &sequence.increment),
        ("MINVALUE", &sequence.minimum),
        ("MAXVALUE", &sequence.maximum),
        ("START WITH", &sequence.start),
        ("CACHE", &sequence.cache),
    ];
    for (words, number) in numbers {
        if let Some(number) = number.get() {
            text.push_str(&format!(" {words} {number}"));
        }
    }
    if sequence.is_cycling.is_true() {
        text.push_str(" CYCLE");
    }
    text
}

fn skip_all(grammar: &Grammar, schema: &Schema, script: &mut Script) {
    let mut skip = |kind, name: &QualifiedName, what: &str| {
        script.skip(
            ObjectPath::top(kind, name),
            format!("{} has no {what}", grammar.engine),
        );
    };
    for extension in &schema.extensions {
        let name = QualifiedName::bare(extension.name.clone());
        skip(ObjectKind::Extension, &name, "extensions");
    }
    for enumeration in &schema.enums {
        skip(ObjectKind::Enum, &enumeration.name, "enum types");
    }
    for domain in &schema.domains {
        skip(ObjectKind::Domain, &domain.name, "domains");
    }
    for composite in &schema.composites {
        skip(
            ObjectKind::CompositeType,
            &composite.name,
            "composite types",
        );
    }
    for sequence in &schema.sequences {
        skip(ObjectKind::Sequence, &sequence.name, "sequences");
    }
}
