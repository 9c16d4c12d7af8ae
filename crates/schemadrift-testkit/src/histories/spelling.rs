//! Owns how names and types are spelled: in quotes of every kind, bare where that is possible, in
//! capitals where that changes nothing, types by each of their names.

use schemadrift_core::dialect::Engine;
use schemadrift_core::model::Schema;
use schemadrift_core::name::{Name, QualifiedName};

use crate::choices::Choices;
use crate::schemas::quoted;

/// Other names of PostgreSQL's types, by the one that the catalog prints.
const SYNONYMS: &[(&str, &[&str])] = &[
    ("integer", &["int", "int4", "INTEGER", "pg_catalog.int4"]),
    ("bigint", &["int8", "BIGINT"]),
    ("smallint", &["int2", "SmallInt"]),
    ("boolean", &["bool", "BOOLEAN"]),
    ("text", &["TEXT", "pg_catalog.text"]),
    ("character varying(20)", &["varchar(20)", "VARCHAR ( 20 )"]),
    ("character varying(1)", &["varchar(1)", "char varying(1)"]),
    ("character varying", &["varchar"]),
    ("character(3)", &["char(3)", "CHAR(3)", "bpchar(3)"]),
    ("timestamp(3) without time zone", &["timestamp(3)"]),
    ("timestamp(0) without time zone", &["timestamp(0)"]),
    ("timestamp without time zone", &["timestamp", "TIMESTAMP"]),
    ("timestamp with time zone", &["timestamptz", "TIMESTAMPTZ"]),
    ("timestamp(3) with time zone", &["timestamptz(3)"]),
    ("time without time zone", &["time"]),
    ("time with time zone", &["timetz"]),
    ("double precision", &["float8", "float", "FLOAT(53)"]),
    ("real", &["float4", "float(24)"]),
    ("numeric(10,2)", &["decimal(10, 2)", "NUMERIC(10,2)"]),
    ("numeric(3,0)", &["numeric(3)", "dec(3)"]),
    ("numeric", &["decimal"]),
    ("bit varying(8)", &["varbit(8)"]),
    ("bit(1)", &["bit"]),
    ("integer[]", &["int[]", "int4[3]", "integer ARRAY", "_int4"]),
    ("text[]", &["text[][]", "TEXT ARRAY[4]"]),
];

/// A name.
pub(super) fn name(engine: Engine, name: &Name, choices: &mut Choices) -> String {
    let text = name.as_str();
    let in_expressions = quoted(text);
    if in_expressions == text && choices.happens(60) {
        // PostgreSQL folds what has no quotes; SQLite keeps it as it is written.
        if engine == Engine::PostgreSql && choices.happens(15) {
            return text.to_ascii_uppercase();
        }
        return text.to_owned();
    }
    let can_have_brackets = engine == Engine::Sqlite && !text.contains(['"', ']', '`']);
    if can_have_brackets && choices.happens(20) {
        return format!("[{text}]");
    }
    if can_have_brackets && choices.happens(20) {
        return format!("`{text}`");
    }
    engine.dialect().quote(text)
}

/// The name of a column in a query or an index. SQLite takes what stands in double quotes for a
/// string where no column is called so (<https://www.sqlite.org/quirks.html#dblquote>).
pub(super) fn existing(engine: Engine, column: &Name, choices: &mut Choices) -> String {
    match engine {
        Engine::Sqlite => format!("`{column}`"),
        Engine::PostgreSql | Engine::MySql | Engine::MariaDb => name(engine, column, choices),
    }
}

/// The name of a relation or type, with its schema where that is needed, and sometimes where not.
pub(super) fn relation(sketch: &Schema, relation: &QualifiedName, choices: &mut Choices) -> String {
    let own = name(sketch.engine, &relation.name, choices);
    match &relation.schema {
        Some(schema) if relation.schema != sketch.default_namespace || choices.happens(20) => {
            format!("{}.{own}", name(sketch.engine, schema, choices))
        }
        Some(_) | None => own,
    }
}

/// The name of an object that lives where a table does.
pub(super) fn beside(
    sketch: &Schema,
    table: &QualifiedName,
    own: &Name,
    choices: &mut Choices,
) -> String {
    let name = QualifiedName {
        schema: table.schema.clone(),
        name: own.clone(),
    };
    relation(sketch, &name, choices)
}

/// Names between commas.
pub(super) fn list(engine: Engine, names: &[Name], choices: &mut Choices) -> String {
    let names: Vec<String> = names.iter().map(|one| name(engine, one, choices)).collect();
    names.join(", ")
}

/// A type by one of its names.
pub(super) fn data_type(text: &str, choices: &mut Choices) -> String {
    let synonyms = SYNONYMS.iter().find(|(printed, _)| *printed == text);
    match synonyms {
        Some((_, names)) if choices.happens(60) => choices.one_of(names).copied().unwrap_or(text),
        Some(_) | None => text,
    }
    .to_owned()
}

/// One of some words, or nothing.
pub(super) fn maybe(word: &str, percent: usize, choices: &mut Choices) -> String {
    if choices.happens(percent) {
        word.to_owned()
    } else {
        String::new()
    }
}
