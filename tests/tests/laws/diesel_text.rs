//! Tables of Diesel that are written from a schema read back as that schema, as far as Diesel has
//! words.

use proptest::prelude::{prop_assert, prop_assert_eq};
use proptest::test_runner::TestCaseError;
use schemadrift_check::{Settings, compare};
use schemadrift_core::dialect::Engine;
use schemadrift_core::model::Schema;
use schemadrift_core::object::ObjectKind;
use schemadrift_core::origin::SourceFile;
use schemadrift_core::stated::Stated;
use schemadrift_diesel::{ReadSettings, read};
use schemadrift_emit::{DieselText, diesel};
use schemadrift_testkit::schemas::Vocabulary;

use crate::counting::Counts;
use crate::drawing::{Shown, drawn, for_each};
use crate::silence::assert_silent;

#[test]
fn written_tables_read_back_as_the_same_schema() {
    for engine in [
        Engine::PostgreSql,
        Engine::Sqlite,
        Engine::MySql,
        Engine::MariaDb,
    ] {
        for vocabulary in [Vocabulary::Prisma, Vocabulary::Sql] {
            let counts = Counts::new();
            for_each(100, &drawn(engine, vocabulary), |Shown(schema)| {
                let written = diesel(&schema);
                law(&schema, &written, &counts)
                    .map_err(|error| TestCaseError::fail(format!("{error}\n{}", written.text)))
            });
            let kinds = [
                ObjectKind::Table,
                ObjectKind::Column,
                ObjectKind::PrimaryKey,
            ];
            counts.assert_each_at_least(&kinds, 50);
            counts.assert_each_at_least(&[ObjectKind::ForeignKey], 10);
        }
    }
}

fn law(
    schema: &Schema,
    written: &DieselText,
    counts: &Counts<ObjectKind>,
) -> Result<(), TestCaseError> {
    let left_out: Vec<&str> = written
        .skipped
        .iter()
        .filter(|skipped| skipped.object.kind == ObjectKind::Table)
        .map(|skipped| skipped.object.name.as_str())
        .collect();
    let expected = schema.tables.len() - left_out.len();
    if expected == 0 {
        return Ok(());
    }
    let settings = ReadSettings {
        connected: Some(schema.engine),
        ..ReadSettings::default()
    };
    let file = SourceFile::new("schema.rs", written.text.as_str());
    let mut reading = read(&[file], &settings).reading;
    prop_assert!(reading.problems.is_empty(), "{:#?}", reading.problems);
    prop_assert_eq!(reading.schema.tables.len(), expected);
    for table in &mut reading.schema.tables {
        let mut tables = schema.tables.iter();
        let own = tables.find(|own| {
            let bare = table.name.schema.is_none() && own.name.schema == schema.default_namespace;
            own.name.name == table.name.name && (bare || own.name.schema == table.name.schema)
        });
        let own = own.ok_or_else(|| TestCaseError::fail("a table of no schema"))?;
        if own.primary_key_columns().is_empty() {
            // SQLite's own row number stands for the key, and is in no catalog.
            prop_assert_eq!(schema.engine, Engine::Sqlite);
            table.columns.remove(0);
            table.primary_key = Stated::NotStated;
        }
        prop_assert_eq!(table.columns.len(), own.columns.len());
        let mut columns = table.columns.iter();
        prop_assert!(columns.all(|column| column.data_type.is_stated()));
    }
    let comparison = compare(&reading.schema, schema, &Settings::default());
    assert_silent(&comparison, counts)
}
