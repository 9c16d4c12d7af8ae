//! The same code, read as source and compiled, is the same model.

use schemadrift_check::{Settings, compare};
use schemadrift_core::dialect::Engine;
use schemadrift_core::model::{Schema, Table};
use schemadrift_core::origin::{Origin, SourceFile};
use schemadrift_core::stated::Stated;
use schemadrift_seaorm::{ProgramFile, ReadSettings, entities, read};

use crate::entities::{author, post};

/// The entities as their source states them.
pub(crate) fn from_source(engine: Engine) -> Schema {
    let file = ProgramFile {
        file: SourceFile::new("src/entities.rs", include_str!("entities.rs")),
        crate_name: "entities".to_owned(),
        is_of_entities: true,
    };
    let settings = ReadSettings {
        engine,
        major: Some(2),
    };
    let reading = read(&[file], settings).reading;
    assert_eq!(reading.problems, []);
    reading.schema
}

/// What both ways can say: without places, names in the code, and the difference between what is
/// written and what follows.
fn common(mut schema: Schema) -> Schema {
    for own in &mut schema.enums {
        own.alias = None;
        own.origin = Origin::Unlocated;
        for value in &mut own.values {
            value.alias = None;
            value.origin = Origin::Unlocated;
        }
    }
    schema.tables.iter_mut().for_each(common_table);
    schema
}

fn common_table(table: &mut Table) {
    table.origin = Origin::Unlocated;
    for column in &mut table.columns {
        column.alias = None;
        column.origin = Origin::Unlocated;
        column.type_origin = None;
        column.default_origin = None;
        if let Some(own) = column.data_type.get().cloned() {
            column.data_type = Stated::Written(own);
        }
        // Of two spellings of one default, their meaning counts.
        if let Stated::Written(Some(schemadrift_core::model::DefaultValue::Expression(own))) =
            &mut column.default
        {
            own.text.clear();
        }
    }
    if let Stated::Written(Some(key)) = &mut table.primary_key {
        key.origin = Origin::Unlocated;
    }
    for index in &mut table.indexes {
        index.origin = Origin::Unlocated;
    }
    table.indexes.sort_by_key(|index| format!("{index:?}"));
    for key in &mut table.foreign_keys {
        key.origin = Origin::Unlocated;
    }
}

#[test]
fn compiled_entities_say_what_their_source_says() {
    for engine in [Engine::PostgreSql, Engine::MySql, Engine::Sqlite] {
        let compiled = entities![author::Entity, post::Entity].read(engine);
        assert_eq!(compiled.problems, []);
        let source = from_source(engine);
        let comparison = compare(&compiled.schema, &source, &Settings::default());
        assert_eq!(comparison.findings, [], "{engine}");
        let (compiled, source) = (common(compiled.schema), common(source));
        assert_eq!(compiled.enums, source.enums, "{engine}");
        assert_eq!(compiled.tables.len(), 2);
        for (one, other) in compiled.tables.iter().zip(&source.tables) {
            assert_eq!(
                Table {
                    alias: None,
                    ..one.clone()
                },
                Table {
                    alias: None,
                    ..other.clone()
                },
                "{engine}"
            );
        }
    }
}
