//! Owns steps about whole tables.

use schemadrift_core::dialect::Engine;
use schemadrift_core::model::{Schema, Table};
use schemadrift_core::name::QualifiedName;
use schemadrift_core::origin::Origin;

use super::{columns, constraints, drawing, spelling, views};
use crate::choices::Choices;

/// `CREATE TABLE`.
pub(super) fn create(after: &mut Schema, choices: &mut Choices) -> Option<String> {
    let name = drawing::relation_name(after, choices);
    let (table, body) = body(after, &name, choices)?;
    let written = spelling::relation(after, &name, choices);
    let tolerant = spelling::maybe("IF NOT EXISTS ", 15, choices);
    let options = if after.engine == Engine::Sqlite && !body.contains("AUTOINCREMENT") {
        spelling::maybe(" WITHOUT ROWID", 8, choices)
    } else {
        String::new()
    };
    let is_there = after.tables.iter().any(|own| own.name == table.name)
        || after.views.iter().any(|own| own.name == table.name);
    if !is_there {
        after.tables.push(table);
    }
    Some(format!(
        "CREATE TABLE {tolerant}{written} (\n  {body}\n){options}"
    ))
}

/// The columns and constraints of a new table.
pub(super) fn body(
    sketch: &Schema,
    name: &QualifiedName,
    choices: &mut Choices,
) -> Option<(Table, String)> {
    let kept = drawing::kept_relation(sketch, name);
    let mut table = Table::new(kept, Origin::Unlocated);
    let mut elements = Vec::new();
    for _ in 0..1 + choices.below(5) {
        elements.push(columns::define(sketch, &mut table, true, choices)?);
    }
    if choices.happens(10) {
        elements.extend(columns::define_generated(sketch, &mut table, choices));
    }
    for _ in 0..choices.below(4) {
        elements.extend(constraints::any(sketch, &mut table, true, choices));
    }
    Some((table, elements.join(",\n  ")))
}

/// `CREATE TABLE IF NOT EXISTS` for one that exists.
pub(super) fn repeat(after: &mut Schema, choices: &mut Choices) -> Option<String> {
    let place = drawing::table(after, choices)?;
    let name = after.tables.get(place)?.name.clone();
    let (_, body) = body(after, &name, choices)?;
    let written = spelling::relation(after, &name, choices);
    Some(format!(
        "CREATE TABLE IF NOT EXISTS {written} (\n  {body}\n)"
    ))
}

/// `CREATE TABLE … (LIKE …)`.
pub(super) fn copy(after: &mut Schema, choices: &mut Choices) -> Option<String> {
    const FEATURES: &[&str] = &[
        "",
        " INCLUDING ALL",
        " INCLUDING DEFAULTS",
        " INCLUDING DEFAULTS INCLUDING CONSTRAINTS",
        " INCLUDING INDEXES",
        " INCLUDING ALL EXCLUDING INDEXES",
        " INCLUDING IDENTITY INCLUDING GENERATED INCLUDING COMMENTS",
    ];
    let place = drawing::table(after, choices)?;
    let original = after.tables.get(place)?.clone();
    let name = drawing::relation_name(after, choices);
    let features = choices.one_of(FEATURES).copied()?;
    // Copied indexes are named after what their keys were called once, which no schema says.
    let copies_indexes = features.ends_with(" ALL") || features.ends_with(" INCLUDING INDEXES");
    if copies_indexes && !original.taints.is_empty() {
        return None;
    }
    let written = format!(
        "CREATE TABLE {} (LIKE {}{features})",
        spelling::relation(after, &name, choices),
        spelling::relation(after, &original.name, choices),
    );
    let mut table = Table::new(drawing::kept_relation(after, &name), Origin::Unlocated);
    table.columns = original.columns;
    after.tables.push(table);
    Some(written)
}

/// `DROP TABLE`.
pub(super) fn drop(after: &mut Schema, choices: &mut Choices) -> Option<String> {
    let place = drawing::table(after, choices)?;
    let name = after.tables.get(place)?.name.clone();
    if after.engine == Engine::Sqlite && views::reads(after, &name) {
        return None;
    }
    let written = spelling::relation(after, &name, choices);
    let tolerant = spelling::maybe("IF EXISTS ", 30, choices);
    let way = match after.engine {
        Engine::PostgreSql => spelling::maybe(" CASCADE", 40, choices),
        Engine::Sqlite | Engine::MySql | Engine::MariaDb => String::new(),
    };
    after.tables.remove(place);
    for table in &mut after.tables {
        table.foreign_keys.retain(|key| key.target != name);
    }
    views::forget_readers(after, &name);
    Some(format!("DROP TABLE {tolerant}{written}{way}"))
}

/// `ALTER TABLE … RENAME TO`.
pub(super) fn rename(after: &mut Schema, choices: &mut Choices) -> Option<String> {
    let place = drawing::table(after, choices)?;
    let from = after.tables.get(place)?.name.clone();
    let new = drawing::relation_name(after, choices).name;
    let to = QualifiedName {
        schema: from.schema.clone(),
        name: drawing::kept(after, new.as_str()),
    };
    let written = format!(
        "ALTER TABLE {} RENAME TO {}",
        spelling::relation(after, &from, choices),
        spelling::name(after.engine, &new, choices),
    );
    become_known_as(after, &from, &to);
    Some(written)
}

/// `ALTER TABLE … SET SCHEMA`.
pub(super) fn relocate(after: &mut Schema, choices: &mut Choices) -> Option<String> {
    let place = drawing::table(after, choices)?;
    let from = after.tables.get(place)?.name.clone();
    let schema = choices.one_of(&after.namespaces)?.name.clone();
    let written = format!(
        "ALTER TABLE {} SET SCHEMA {}",
        spelling::relation(after, &from, choices),
        spelling::name(after.engine, &schema, choices),
    );
    let to = QualifiedName {
        schema: Some(schema),
        name: from.name.clone(),
    };
    become_known_as(after, &from, &to);
    Some(written)
}

/// Another name for a table in the sketch.
fn become_known_as(after: &mut Schema, from: &QualifiedName, to: &QualifiedName) {
    views::follow(after, from, to);
    for table in &mut after.tables {
        if &table.name == from {
            table.name = to.clone();
        }
        for key in &mut table.foreign_keys {
            if &key.target == from {
                key.target = to.clone();
            }
        }
    }
}

/// `COMMENT ON`.
pub(super) fn comment(after: &mut Schema, choices: &mut Choices) -> Option<String> {
    const TEXTS: &[&str] = &["'it''s one'", "NULL", "E'two\\nlines'", "''", "'naïve; 😀'"];
    let place = drawing::table(after, choices)?;
    let table = after.tables.get(place)?;
    let name = spelling::relation(after, &table.name, choices);
    let text = choices.one_of(TEXTS).copied()?;
    if choices.happens(50) {
        return Some(format!("COMMENT ON TABLE {name} IS {text}"));
    }
    let column = choices.one_of(&table.columns)?;
    let column = spelling::name(after.engine, &column.name, choices);
    Some(format!("COMMENT ON COLUMN {name}.{column} IS {text}"))
}
