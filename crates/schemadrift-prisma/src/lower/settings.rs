//! Owns the configuration blocks: the datasource, and the preview features of the generators.

use std::sync::Arc;

use schemadrift_core::origin::{Location, Origin, SourceFile};
use schemadrift_core::problem::Problem;

use crate::ast::{Configuration, ConfigurationKind, Document, Property, StrayKind, Value};
use crate::datasource::{Datasource, Provider, RelationMode, UrlSetting};

/// Preview features that change what a schema states.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Features {
    /// Indexes may be partial.
    pub(crate) partial_indexes: bool,
}

/// The preview features that are switched on.
pub(crate) fn features(documents: &[Document<'_>]) -> Features {
    let mut features = Features::default();
    for block in blocks(documents, ConfigurationKind::Generator) {
        let listed = property(block, "previewFeatures").map_or(&[][..], Value::elements);
        features.partial_indexes |= listed
            .iter()
            .any(|feature| feature.string().as_deref() == Some("partialIndexes"));
    }
    features
}

/// Databases that Prisma knows and schemadrift does not read.
const UNREAD_PROVIDERS: [&str; 2] = ["mongodb", "sqlserver"];

/// Why a schema cannot be used.
pub(crate) struct Refusal {
    pub(crate) problem: Problem,
    /// It is for a database that Prisma knows and schemadrift does not read.
    pub(crate) is_for_unread_engine: bool,
}

/// Reads the datasource of a schema.
///
/// # Errors
///
/// Why the schema cannot be used: no datasource, or a database that is not supported.
pub(crate) fn datasource(
    documents: &[Document<'_>],
    files: &[Arc<SourceFile>],
    problems: &mut Vec<Problem>,
) -> Result<Datasource, Box<Refusal>> {
    configuration_problems(documents, problems);
    let mut found = blocks(documents, ConfigurationKind::Datasource);
    let Some(block) = found.next() else {
        return Err(Box::new(Refusal {
            problem: no_datasource(files),
            is_for_unread_engine: false,
        }));
    };
    for other in found {
        problems.push(Problem::warning(
            format!(
                "a schema has one datasource; `{}` is not used",
                other.name.text()
            ),
            other.name.origin(),
        ));
    }
    let provider = provider(block)?;
    Ok(Datasource {
        name: block.name.text().to_owned(),
        provider,
        url: property(block, "url").and_then(url),
        direct_url: property(block, "directUrl").and_then(url),
        schemas: super::listed(block, "schemas")
            .iter()
            .filter_map(Value::string)
            .collect(),
        relation_mode: relation_mode(block),
        origin: block.name.origin(),
    })
}

fn blocks<'d, 'a>(
    documents: &'d [Document<'a>],
    kind: ConfigurationKind,
) -> impl Iterator<Item = &'d Configuration<'a>> {
    documents
        .iter()
        .flat_map(|document| &document.configurations)
        .filter(move |block| block.kind == kind)
}

fn property<'b, 'a>(block: &'b Configuration<'a>, key: &str) -> Option<&'b Value<'a>> {
    block
        .properties
        .iter()
        .find(|property: &&Property<'a>| property.key.text() == key)?
        .value
        .as_ref()
}

/// Lines of configuration blocks that are not understood. They may hold a password, so neither
/// their text nor their place is shown, only the block.
fn configuration_problems(documents: &[Document<'_>], problems: &mut Vec<Problem>) {
    for block in documents
        .iter()
        .flat_map(|document| &document.configurations)
    {
        let kind = match block.kind {
            ConfigurationKind::Datasource => "datasource",
            ConfigurationKind::Generator => "generator",
        };
        for stray in &block.stray {
            let name = block.name.text();
            let (message, origin) = match stray.kind {
                StrayKind::Unclosed => (
                    format!("nothing closes {kind} `{name}`"),
                    block.name.origin(),
                ),
                _ if stray.line.text().contains("://") => (
                    format!("a line of {kind} `{name}` is not a setting"),
                    Origin::Enclosing(block.name.location()),
                ),
                _ => (
                    format!("this line of {kind} `{name}` is not a setting"),
                    stray.line.origin(),
                ),
            };
            problems.push(Problem::warning(message, origin));
        }
    }
}

fn no_datasource(files: &[Arc<SourceFile>]) -> Problem {
    let origin = files.first().map_or(Origin::Unlocated, |file| {
        Origin::Enclosing(Location::new(file, 0..file.text.len()))
    });
    Problem::error("the schema has no datasource block", origin).with_help(
        "name the file or folder that holds `datasource db { provider = \"…\" }`, or add the block",
    )
}

fn provider(block: &Configuration<'_>) -> Result<Provider, Box<Refusal>> {
    let name = block.name.text();
    let written = property(block, "provider").and_then(Value::string);
    let refused = |message: String, origin: Origin, help: &str| {
        Err(Box::new(Refusal {
            problem: Problem::error(message, origin).with_help(help),
            is_for_unread_engine: written
                .as_deref()
                .is_some_and(|written| UNREAD_PROVIDERS.contains(&written)),
        }))
    };
    let Some(value) = property(block, "provider") else {
        return refused(
            format!("datasource `{name}` names no provider"),
            block.name.origin(),
            "add `provider = \"postgresql\"`, or whatever the database is",
        );
    };
    let Some(text) = &written else {
        return refused(
            format!("the provider of datasource `{name}` is not a string"),
            value.token().origin(),
            "write the provider itself; Prisma takes no `env()` here",
        );
    };
    match Provider::from_setting(text) {
        Some(provider) => Ok(provider),
        None => refused(
            format!("provider `{text}` is not supported"),
            value.token().origin(),
            "schemadrift reads schemas for `postgresql`, `cockroachdb`, `mysql` and `sqlite`",
        ),
    }
}

fn relation_mode(block: &Configuration<'_>) -> RelationMode {
    let written =
        property(block, "relationMode").or_else(|| property(block, "referentialIntegrity"));
    match written.and_then(Value::string).as_deref() {
        Some("prisma") => RelationMode::Prisma,
        _ => RelationMode::ForeignKeys,
    }
}

/// An address: `env("X")` or a string.
fn url(value: &Value<'_>) -> Option<UrlSetting> {
    if let Some(("env", arguments)) = value.call() {
        let argument = arguments.first()?;
        return Some(UrlSetting::Environment {
            variable: argument.value.string()?,
            location: argument.value.token().location(),
        });
    }
    Some(UrlSetting::Literal {
        text: value.string()?.into(),
        location: value.token().location(),
    })
}
