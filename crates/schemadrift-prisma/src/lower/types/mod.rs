//! Owns the types of each provider as data: what a scalar becomes without a native type
//! attribute, and what each attribute means. Text is spelled as the database's catalog prints it,
//! and its shape is read by what reads the catalog's own.

mod cockroachdb;
mod mysql;
mod postgresql;
mod sqlite;

use schemadrift_core::data_type::{Acceptance, ColumnType};
use schemadrift_core::dialect::Engine;
use schemadrift_sql::types::read_type;

use super::scalars::Scalar;
use crate::datasource::Provider;

/// What is true of one provider.
pub(crate) struct ProviderFacts {
    /// The engine whose spelling of types is meant.
    engine: Engine,
    /// Types by name.
    pub(crate) native_types: &'static [NativeType],
    /// What scalars become without a native type attribute.
    scalars: &'static [ScalarType],
    /// Whether a schema may name native types.
    pub(crate) has_native_attributes: bool,
    /// Whether columns can be lists.
    pub(crate) has_lists: bool,
    /// Whether any type of the same family satisfies the schema. SQLite's declared types are
    /// hints, and Prisma itself compares families only.
    pub(crate) accepts_family: bool,
    /// The longest name of a constraint in bytes.
    pub(crate) name_limit: Option<usize>,
    /// The method of an index that names none, where the database has methods.
    pub(crate) index_method: Option<&'static str>,
    /// Whether index keys may be cut to a length.
    pub(crate) has_prefixes: bool,
    /// Whether index keys have operator classes.
    pub(crate) has_operator_classes: bool,
    /// Whether `CURRENT_TIMESTAMP` must name the precision of its column.
    pub(crate) clock_names_precision: bool,
    /// Whether backslashes escape inside strings.
    pub(crate) escapes_backslash: bool,
    /// Whether the only key column of type `Int` is numbered by the database in any case.
    pub(crate) numbers_integer_keys: bool,
}

/// A type of a database.
pub(crate) struct NativeType {
    /// The name behind the prefix of the attribute.
    pub(crate) name: &'static str,
    /// The scalars it may stand on.
    pub(crate) scalars: &'static [Scalar],
    /// What its parentheses take.
    pub(crate) parameters: Parameters,
    /// The catalog's spelling; `{}` stands for the parameters in parentheses.
    text: &'static str,
    /// Another type that satisfies the schema.
    also: Option<&'static str>,
}

/// What the parentheses of a type take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Parameters {
    /// Nothing.
    None,
    /// One number, or nothing.
    Optional,
    /// One number; nothing means one.
    OrOne,
    /// One number.
    Required,
    /// One number that changes nothing.
    Idle,
    /// Precision and scale, or nothing.
    Pair,
}

impl Parameters {
    /// Whether so many numbers may be given.
    pub(crate) fn allow(self, count: usize) -> bool {
        match self {
            Self::None => count == 0,
            Self::Optional | Self::OrOne | Self::Idle => count <= 1,
            Self::Required => count == 1,
            Self::Pair => count == 0 || count == 2,
        }
    }
}

/// What a scalar becomes.
struct ScalarType {
    scalar: Scalar,
    native: &'static str,
    parameters: &'static [u32],
}

impl ScalarType {
    const fn new(scalar: Scalar, native: &'static str, parameters: &'static [u32]) -> Self {
        Self {
            scalar,
            native,
            parameters,
        }
    }
}

impl NativeType {
    /// A type without parameters.
    const fn plain(name: &'static str, scalars: &'static [Scalar], text: &'static str) -> Self {
        Self::new(name, scalars, Parameters::None, text)
    }

    const fn new(
        name: &'static str,
        scalars: &'static [Scalar],
        parameters: Parameters,
        text: &'static str,
    ) -> Self {
        Self {
            name,
            scalars,
            parameters,
            text,
            also: None,
        }
    }

    /// The same type, where another one satisfies the schema too.
    const fn or(mut self, also: &'static str) -> Self {
        self.also = Some(also);
        self
    }

    /// The type with these parameters, as the catalog prints it.
    fn text(&self, parameters: &[u32]) -> String {
        let parameters: &[u32] = match self.parameters {
            Parameters::Idle => &[],
            Parameters::OrOne if parameters.is_empty() => &[1],
            Parameters::None
            | Parameters::Optional
            | Parameters::OrOne
            | Parameters::Required
            | Parameters::Pair => parameters,
        };
        let numbers: Vec<String> = parameters.iter().map(ToString::to_string).collect();
        let written = if numbers.is_empty() {
            String::new()
        } else {
            format!("({})", numbers.join(","))
        };
        self.text.replace("{}", &written)
    }
}

impl ProviderFacts {
    /// The facts about a provider.
    pub(crate) fn of(provider: Provider) -> &'static Self {
        match provider {
            Provider::PostgreSql => &postgresql::FACTS,
            Provider::CockroachDb => &cockroachdb::FACTS,
            Provider::MySql => &mysql::FACTS,
            Provider::Sqlite => &sqlite::FACTS,
        }
    }

    /// The type of a column whose field names no native type.
    pub(crate) fn scalar_type(&self, scalar: Scalar) -> Option<ColumnType> {
        let row = self.scalars.iter().find(|row| row.scalar == scalar)?;
        let native = self.native_types.iter().find(|native| {
            native.name == row.native
                && native.scalars.contains(&scalar)
                && native.parameters.allow(row.parameters.len())
        })?;
        Some(self.native_type(native, row.parameters))
    }

    /// The type of a column whose field names this native type.
    pub(crate) fn native_type(&self, native: &NativeType, parameters: &[u32]) -> ColumnType {
        let text = native.text(parameters);
        ColumnType {
            shape: read_type(self.engine, &text),
            text,
            acceptance: match native.also {
                _ if self.accepts_family => Acceptance::Family,
                Some(also) => Acceptance::AnyOf(vec![read_type(self.engine, also)]),
                None => Acceptance::Exact,
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use schemadrift_core::data_type::DataType;

    use super::{Parameters, ProviderFacts};
    use crate::datasource::Provider;
    use crate::lower::scalars::Scalar;

    const PROVIDERS: [Provider; 4] = [
        Provider::PostgreSql,
        Provider::CockroachDb,
        Provider::MySql,
        Provider::Sqlite,
    ];

    #[test]
    fn every_scalar_has_a_type_on_every_provider() {
        for provider in PROVIDERS {
            for scalar in Scalar::ALL {
                let found = ProviderFacts::of(provider).scalar_type(scalar);
                assert!(found.is_some(), "{} {}", provider.as_str(), scalar.as_str());
            }
        }
    }

    #[test]
    fn every_type_is_understood() {
        for provider in PROVIDERS {
            let facts = ProviderFacts::of(provider);
            for native in facts.native_types {
                for parameters in [&[][..], &[7], &[9, 2]] {
                    if native.parameters.allow(parameters.len()) {
                        let found = facts.native_type(native, parameters);
                        let is_understood = found.shape != DataType::Unreadable;
                        assert!(is_understood, "{} {}", provider.as_str(), found.text);
                    }
                }
            }
        }
    }

    #[test]
    fn parameters_are_counted() {
        assert!(Parameters::Pair.allow(2) && !Parameters::Pair.allow(1));
        assert!(!Parameters::Required.allow(0) && !Parameters::None.allow(1));
    }
}
