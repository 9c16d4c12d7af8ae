//! Compiled tables state what their source states, but for what the compiler does not keep.

mod schema;

use std::path::Path;

use schemadrift_core::data_type::{Acceptance, ColumnType};
use schemadrift_core::dialect::Engine;
use schemadrift_core::model::{Schema, Table};
use schemadrift_core::origin::SourceFile;
use schemadrift_diesel::{ReadSettings, compiled_tables, read, reflect};

fn of_source(engine: Engine) -> Schema {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/schema/mod.rs");
    let text = std::fs::read_to_string(path).unwrap();
    let settings = ReadSettings {
        connected: Some(engine),
        possible: vec![engine],
        ..ReadSettings::default()
    };
    let reading = read(&[SourceFile::new("src/schema.rs", text)], &settings).reading;
    assert_eq!(reading.problems, []);
    reading.schema
}

/// What both ways know of a type: aliases have one name once compiled, and lengths are lost.
fn known(data_type: &ColumnType) -> String {
    match &data_type.acceptance {
        Acceptance::AnyOf(_) => "text of some length".to_owned(),
        acceptance => format!("{:?} {acceptance:?}", data_type.shape),
    }
}

fn assert_same(source: &Table, compiled: &Table) {
    assert_eq!(source.name, compiled.name);
    assert_eq!(source.primary_key_columns(), compiled.primary_key_columns());
    assert_eq!(source.columns.len(), compiled.columns.len());
    for (one, other) in source.columns.iter().zip(&compiled.columns) {
        assert_eq!(one.name, other.name);
        assert_eq!(one.is_nullable, other.is_nullable, "{}", one.name);
        let (one_type, other_type) = one.data_type.both(&other.data_type).unwrap();
        let name = one.name.as_str();
        match name {
            "limited" => assert_eq!(known(one_type), "text of some length"),
            // The struct's own name is all that is left.
            "mood" => assert!(
                matches!(&other_type.acceptance, Acceptance::Like(names) if !names.is_empty())
            ),
            _ => assert_eq!(known(one_type), known(other_type), "{name}"),
        }
    }
}

#[test]
fn compiled_tables_state_what_their_source_states() {
    for engine in [Engine::PostgreSql, Engine::Sqlite, Engine::MySql] {
        let source = of_source(engine);
        let tables = compiled_tables![schema::users, schema::app::orders, schema::plain];
        let reading = reflect::read(&tables, engine).reading;
        assert_eq!(reading.problems, []);
        let compiled = reading.schema;
        assert_eq!(compiled.engine, engine);
        let named = |schema: &Schema, name: &str| {
            let mut tables = schema.tables.iter();
            tables
                .find(|table| table.name.name.as_str() == name)
                .unwrap()
                .clone()
        };
        for name in ["users", "Order", "plain"] {
            if engine != Engine::PostgreSql && name == "users" {
                continue;
            }
            assert_same(&named(&source, name), &named(&compiled, name));
        }
        // Joins are not kept.
        assert!(
            compiled
                .tables
                .iter()
                .all(|table| table.foreign_keys.is_empty())
        );
    }
}
