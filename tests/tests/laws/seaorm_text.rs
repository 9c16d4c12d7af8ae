//! SeaORM entities that are written from a schema read back as that schema, as far as SeaORM has
//! words.

use proptest::prelude::{prop_assert, prop_assert_eq};
use proptest::test_runner::TestCaseError;
use schemadrift_check::{Comparison, Settings, compare};
use schemadrift_core::dialect::Engine;
use schemadrift_core::finding::Effect;
use schemadrift_core::object::ObjectKind;
use schemadrift_core::origin::SourceFile;
use schemadrift_emit::seaorm;
use schemadrift_seaorm::{ProgramFile, ReadSettings, read};
use schemadrift_testkit::schemas::Vocabulary;

use crate::counting::Counts;
use crate::drawing::{Shown, drawn, for_each};

/// What entities speak of plenty of times.
const PLENTY: &[ObjectKind] = &[
    ObjectKind::Table,
    ObjectKind::Column,
    ObjectKind::PrimaryKey,
    ObjectKind::Unique,
    ObjectKind::ForeignKey,
];

#[test]
fn written_entities_read_back_as_the_same_schema() {
    for (engine, vocabulary) in [
        (Engine::PostgreSql, Vocabulary::Prisma),
        (Engine::PostgreSql, Vocabulary::Sql),
        (Engine::Sqlite, Vocabulary::Prisma),
        (Engine::Sqlite, Vocabulary::Sql),
        (Engine::MySql, Vocabulary::Prisma),
        (Engine::MySql, Vocabulary::Sql),
        (Engine::MariaDb, Vocabulary::Prisma),
        (Engine::MariaDb, Vocabulary::Sql),
    ] {
        let counts = Counts::new();
        for_each(100, &drawn(engine, vocabulary), |Shown(schema)| {
            let written = seaorm(&schema);
            let file = ProgramFile {
                file: SourceFile::new("src/lib.rs", written.text.as_str()),
                crate_name: "entity".to_owned(),
                is_of_entities: true,
            };
            let settings = ReadSettings {
                engine,
                major: Some(2),
            };
            let reading = read(&[file], settings).reading;
            prop_assert!(
                reading.problems.is_empty(),
                "{:#?}\n{}",
                reading.problems,
                written.text
            );
            let left_out = |kind: ObjectKind| {
                let mut skipped = written.skipped.iter();
                skipped.any(|entry| entry.object.kind == kind)
            };
            let entities = reading.schema.tables.len();
            prop_assert_eq!(
                entities == schema.tables.len(),
                !left_out(ObjectKind::Table),
                "{}",
                &written.text
            );
            let mut expected = reading.schema;
            // Entities are for a connection that finds the enums of every schema.
            for own in &mut expected.enums {
                let namesake = schema
                    .enums
                    .iter()
                    .find(|other| other.name.name == own.name.name);
                own.name.schema = namesake.and_then(|other| other.name.schema.clone());
            }
            let comparison = compare(&expected, &schema, &Settings::default());
            assert_agrees(&comparison, &counts)
                .map_err(|error| TestCaseError::fail(format!("{error}\n{}", written.text)))
        });
        counts.assert_each_at_least(PLENTY, 30);
    }
}

/// Fails where something differs or is left open. That the schema has more than entities can say
/// is no difference.
fn assert_agrees(
    comparison: &Comparison,
    counts: &Counts<ObjectKind>,
) -> Result<(), TestCaseError> {
    let messages: Vec<&str> = comparison
        .findings
        .iter()
        .filter(|finding| finding.effect > Effect::Cosmetic)
        .map(|finding| finding.message.as_str())
        .collect();
    prop_assert!(messages.is_empty(), "found: {messages:#?}");
    prop_assert!(
        comparison.cannot_tell.is_empty(),
        "left open: {:#?}",
        comparison.cannot_tell
    );
    for kind in &comparison.coverage {
        prop_assert_eq!(kind.compared, kind.declared, "not all compared: {:?}", kind);
        counts.add(kind.kind, kind.compared);
    }
    Ok(())
}
