//! A Prisma schema that is written from a schema reads back as that schema, as far as Prisma has
//! words.

use proptest::prelude::{prop_assert, prop_assert_eq};
use schemadrift_check::{Settings, compare};
use schemadrift_core::dialect::Engine;
use schemadrift_core::origin::SourceFile;
use schemadrift_emit::{Skipped, prisma};
use schemadrift_prisma::{ReadSettings, read};
use schemadrift_testkit::schemas::Vocabulary;

use crate::counting::Counts;
use crate::drawing::{Shown, drawn, for_each};
use crate::silence::{PLENTY, assert_silent};

#[test]
fn written_prisma_reads_back_as_the_same_schema() {
    for engine in [
        Engine::PostgreSql,
        Engine::Sqlite,
        Engine::MySql,
        Engine::MariaDb,
    ] {
        let counts = Counts::new();
        for_each(150, &drawn(engine, Vocabulary::Prisma), |Shown(schema)| {
            let written = prisma(&schema);
            // MySQL's catalog states a collation of every text.
            let is_kept = |skipped: &&Skipped| skipped.reason != "Prisma has no collations";
            let skipped: Vec<&Skipped> = written.skipped.iter().filter(is_kept).collect();
            prop_assert!(skipped.is_empty(), "{skipped:#?}");
            let file = SourceFile::new("schema.prisma", written.text.as_str());
            let reading = read(&[file], &ReadSettings::default()).reading;
            prop_assert!(
                reading.problems.is_empty(),
                "{:#?}\n{}",
                reading.problems,
                written.text
            );
            let comparison = compare(&reading.schema, &schema, &Settings::default());
            assert_silent(&comparison, &counts)
                .map_err(|error| with_text(&error, &written.text))?;
            // Whatever one side shows, the other has declared.
            for kind in &comparison.coverage {
                prop_assert_eq!(kind.declared, kind.visible, "{:?}", kind);
            }
            let backwards = compare(&schema, &reading.schema, &Settings::default());
            assert_silent(&backwards, &counts).map_err(|error| with_text(&error, &written.text))
        });
        counts.assert_each_at_least(PLENTY, 50);
    }
}

fn with_text(
    error: &proptest::test_runner::TestCaseError,
    text: &str,
) -> proptest::test_runner::TestCaseError {
    proptest::test_runner::TestCaseError::fail(format!("{error}\n{text}"))
}
