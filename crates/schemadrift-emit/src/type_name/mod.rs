//! Owns the spelling of types: a neutral shape written in a database's own words.

mod mysql;
mod postgresql;
mod sqlite;

use schemadrift_core::data_type::DataType;
use schemadrift_core::dialect::Engine;
use schemadrift_core::name::QualifiedName;

/// A type as this database spells it, named types quoted; `None` where the database has no such
/// type.
pub fn type_name(engine: Engine, shape: &DataType) -> Option<String> {
    match engine {
        Engine::PostgreSql => postgresql::type_name(shape),
        Engine::Sqlite => sqlite::type_name(shape),
        Engine::MySql | Engine::MariaDb => mysql::type_name(engine, shape),
    }
}

/// A name with its schema, both quoted.
pub(crate) fn quoted(engine: Engine, name: &QualifiedName) -> String {
    let dialect = engine.dialect();
    match &name.schema {
        Some(schema) if dialect.has_namespaces => format!(
            "{}.{}",
            dialect.quote(schema.as_str()),
            dialect.quote(name.name.as_str())
        ),
        Some(_) | None => dialect.quote(name.name.as_str()),
    }
}

/// A type word with its parameter, if it has one.
fn with_parameter<T: std::fmt::Display>(word: &str, parameter: Option<T>) -> String {
    match parameter {
        Some(parameter) => format!("{word}({parameter})"),
        None => word.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use schemadrift_core::data_type::{BytesKind, DataType, TextSize};
    use schemadrift_core::dialect::Engine;
    use schemadrift_core::name::QualifiedName;

    use super::type_name;

    #[test]
    fn named_types_are_quoted_and_built_in_ones_are_not() {
        let on_postgresql = |shape| type_name(Engine::PostgreSql, &shape).unwrap();
        let mood = QualifiedName::new("App", "Mood");
        assert_eq!(
            on_postgresql(DataType::Array(Box::new(DataType::Enum(mood)))),
            "\"App\".\"Mood\"[]"
        );
        assert_eq!(on_postgresql(DataType::named("inet")), "inet");
        // `char` without quotes is another type, `character(1)`.
        assert_eq!(on_postgresql(DataType::named("char")), "\"char\"");
        assert_eq!(
            on_postgresql(DataType::Named {
                name: QualifiedName::bare("vector"),
                arguments: Some("3".to_owned()),
            }),
            "\"vector\"(3)"
        );
    }

    #[test]
    fn parameters_are_kept() {
        let on_postgresql = |shape| type_name(Engine::PostgreSql, &shape).unwrap();
        assert_eq!(
            on_postgresql(DataType::Decimal {
                precision: Some((10, 2))
            }),
            "numeric(10,2)"
        );
        assert_eq!(
            on_postgresql(DataType::Timestamp {
                precision: Some(3),
                has_zone: true
            }),
            "timestamptz(3)"
        );
        assert_eq!(on_postgresql(DataType::Char(None)), "bpchar");
        assert_eq!(
            on_postgresql(DataType::Interval(Some("day to second(3)".to_owned()))),
            "interval day to second(3)"
        );
    }

    #[test]
    fn what_a_database_lacks_has_no_name_there() {
        assert_eq!(type_name(Engine::PostgreSql, &DataType::Year), None);
        assert_eq!(
            type_name(Engine::PostgreSql, &DataType::Bytes(BytesKind::Fixed(16))),
            None
        );
        assert_eq!(
            type_name(Engine::MySql, &DataType::Text(TextSize::Medium)).as_deref(),
            Some("mediumtext")
        );
        assert_eq!(type_name(Engine::MySql, &DataType::Uuid), None);
        assert_eq!(
            type_name(Engine::Sqlite, &DataType::Untyped).as_deref(),
            Some("")
        );
    }
}
