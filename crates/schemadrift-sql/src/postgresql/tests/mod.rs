//! Statements with what they do, as tables; and that nothing makes the reader fail.

mod print;
mod properties;

use schemadrift_core::dialect::Engine;
use schemadrift_core::origin::SourceFile;

use super::changes;
use crate::place::Place;
use crate::tokens::tokenize;

/// The printed changes of a statement.
fn printed(statement: &str) -> Vec<String> {
    let file = SourceFile::new("a.sql", statement);
    print::lines(&changes(Place::new(&file, 0), statement))
}

/// A table: statements, each with the lines that begin with `=> ` below it, or `=>` for none.
fn cases(table: &str) -> Vec<(String, Vec<String>)> {
    let mut cases: Vec<(String, Vec<String>)> = Vec::new();
    let mut statement = String::new();
    for line in table.lines() {
        if let Some(expected) = line.strip_prefix("=>") {
            if !statement.is_empty() {
                cases.push((std::mem::take(&mut statement), Vec::new()));
            }
            let (_, lines) = cases.last_mut().unwrap();
            if let Some(expected) = expected.strip_prefix(' ') {
                lines.push(expected.to_owned());
            }
        } else if !line.is_empty() && !line.starts_with('#') {
            if !statement.is_empty() {
                statement.push('\n');
            }
            statement.push_str(line);
        }
    }
    assert!(statement.is_empty(), "nothing is expected of `{statement}`");
    cases
}

fn check(table: &str, least: usize) {
    let cases = cases(table);
    assert!(cases.len() >= least, "{} cases", cases.len());
    let mut failures = Vec::new();
    for (statement, expected) in &cases {
        let found = printed(statement);
        if &found != expected {
            failures.push(format!("{statement}\n=> {}\n", found.join("\n=> ")));
        }
    }
    assert!(
        failures.is_empty(),
        "{} of {} cases; found:\n\n{}",
        failures.len(),
        cases.len(),
        failures.join("\n")
    );
}

#[test]
fn tables_are_read() {
    check(include_str!("tables.txt"), 40);
}

#[test]
fn alterations_are_read() {
    check(include_str!("alterations.txt"), 60);
}

#[test]
fn indexes_and_views_are_read() {
    check(include_str!("indexes_and_views.txt"), 30);
}

#[test]
fn other_objects_are_read() {
    check(include_str!("objects.txt"), 70);
}

#[test]
fn blocks_are_read() {
    check(include_str!("blocks.txt"), 40);
}

#[test]
fn privileges_are_read() {
    check(include_str!("privileges.txt"), 15);
}

#[test]
fn what_leaves_the_schema_alone_gives_nothing() {
    check(include_str!("quiet.txt"), 50);
}

#[test]
fn origins_are_the_tokens_themselves() {
    let text = "/* x */ CREATE TABLE public.\"Users\" (id int DEFAULT 1 + 2 NOT NULL)";
    let file = SourceFile::new("a.sql", format!("-- é\n{text}"));
    let made = changes(Place::new(&file, 6), text);
    let [crate::change::Change::CreateTable(table)] = made.as_slice() else {
        unreachable!("{made:?}");
    };
    let [crate::change::Element::Column(definition)] = table.elements.as_slice() else {
        unreachable!("{made:?}");
    };
    let text =
        |origin: &schemadrift_core::origin::Origin| origin.location().unwrap().text().to_owned();
    let column = &definition.column;
    assert_eq!(text(&table.origin), "\"Users\"");
    assert_eq!(text(&column.origin), "id");
    assert_eq!(text(column.type_origin.as_ref().unwrap()), "int");
    assert_eq!(text(column.default_origin.as_ref().unwrap()), "1 + 2");
}

#[test]
fn origins_inside_blocks_are_exact_where_the_text_is_not_escaped() {
    let place_of = |text: &str| {
        let file = SourceFile::new("a.sql", text);
        let made = changes(Place::new(&file, 0), text);
        let [crate::change::Change::CreateEnum(created)] = made.as_slice() else {
            unreachable!("{made:?}");
        };
        created.origin.location().unwrap().text().to_owned()
    };
    let plain = "DO $$ BEGIN CREATE TYPE mood AS ENUM ('a'); END $$";
    assert_eq!(place_of(plain), "mood");
    let nested = "DO $a$ BEGIN EXECUTE $b$CREATE TYPE mood AS ENUM ('a')$b$; END $a$";
    assert_eq!(place_of(nested), "mood");
    let escaped = "DO 'BEGIN CREATE TYPE mood AS ENUM (''a''); END'";
    assert_eq!(place_of(escaped), escaped.get(3..).unwrap());
}

#[test]
fn the_parser_never_sees_the_bodies_of_routines() {
    let body = "(".repeat(150_000);
    for language in ["sql", "plpgsql"] {
        let statement =
            format!("CREATE FUNCTION f() RETURNS int LANGUAGE {language} AS $${body}$$");
        // Brackets count wherever they stand.
        assert!(printed(&statement)[0].starts_with("unclear: it is nested too deep"));
        let body = "SELECT NOT ".repeat(20_000);
        let statement =
            format!("CREATE FUNCTION f() RETURNS int LANGUAGE {language} AS $${body}$$");
        assert_eq!(tokenize(Engine::PostgreSql, &statement).len(), 11);
        assert!(printed(&statement)[0].starts_with("create Function f()"));
    }
}
