//! Owns what every target checks: nothing panics, and whatever points at a place in the file points
//! into it.

use std::sync::Arc;

use schemadrift_core::dialect::Engine;
use schemadrift_core::model::Schema;
use schemadrift_core::origin::{Origin, SourceFile};
use schemadrift_core::problem::Problem;
use schemadrift_prisma::{ReadSettings, read};
use schemadrift_sql::read_script;
use schemadrift_sql::replay::Replay;

/// Reads bytes as a script and carries it out.
pub fn script(engine: Engine, bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes).into_owned();
    let file = SourceFile::new("script.sql", text);
    let mut replay = Replay::new(engine, None);
    for statement in read_script(engine, &file, 0..file.text.len()) {
        inside(&file, &statement.origin);
        replay.apply(&statement);
    }
    replay.end_session();
    let replayed = replay.finish();
    places(&file, &replayed.schema, &replayed.problems);
    for gone in &replayed.gone {
        inside(&file, &gone.origin);
    }
    for repeated in &replayed.repeated {
        inside(&file, &repeated.first);
        inside(&file, &repeated.second);
    }
}

/// Reads bytes as a Prisma schema.
pub fn prisma(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes).into_owned();
    let file = SourceFile::new("schema.prisma", text);
    let reading = read(std::slice::from_ref(&file), &ReadSettings::default()).reading;
    places(&file, &reading.schema, &reading.problems);
}

/// Every origin of a schema and of what was said of it.
fn places(file: &Arc<SourceFile>, schema: &Schema, problems: &[Problem]) {
    for problem in problems {
        inside(file, &problem.origin);
    }
    for table in &schema.tables {
        inside(file, &table.origin);
        for column in &table.columns {
            inside(file, &column.origin);
            let parts = column.type_origin.iter().chain(&column.default_origin);
            parts.for_each(|origin| inside(file, origin));
        }
        let key = table.primary_key.get().and_then(Option::as_ref);
        key.iter().for_each(|key| inside(file, &key.origin));
        table
            .indexes
            .iter()
            .for_each(|own| inside(file, &own.origin));
        table
            .foreign_keys
            .iter()
            .for_each(|own| inside(file, &own.origin));
        table
            .checks
            .iter()
            .for_each(|own| inside(file, &own.origin));
        table
            .triggers
            .iter()
            .for_each(|own| inside(file, &own.origin));
        table
            .policies
            .iter()
            .for_each(|own| inside(file, &own.origin));
        table
            .taints
            .iter()
            .for_each(|own| inside(file, &own.origin));
    }
    schema
        .views
        .iter()
        .for_each(|own| inside(file, &own.origin));
    schema
        .enums
        .iter()
        .for_each(|own| inside(file, &own.origin));
    schema
        .domains
        .iter()
        .for_each(|own| inside(file, &own.origin));
    schema
        .sequences
        .iter()
        .for_each(|own| inside(file, &own.origin));
    schema
        .routines
        .iter()
        .for_each(|own| inside(file, &own.origin));
    schema
        .taints
        .iter()
        .for_each(|own| inside(file, &own.origin));
}

/// An origin that is a place in a file is a place in this one, and tears no character. What has no
/// bytes is shown by one byte, which may be the one behind the end.
fn inside(file: &Arc<SourceFile>, origin: &Origin) {
    let Some(location) = origin.location() else {
        return;
    };
    let (start, end) = (location.span.start(), location.span.end());
    let is_place =
        file.text.is_char_boundary(start) && (file.text.is_char_boundary(end) || end == start + 1);
    assert!(
        is_place,
        "{start}..{end} is no place in a file of {} bytes",
        file.text.len()
    );
}
