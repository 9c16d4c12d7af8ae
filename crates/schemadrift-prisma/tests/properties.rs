//! What holds of any input: no text breaks the reader, and one bad line costs one problem and
//! one object.

mod common;

use std::sync::Arc;

use proptest::prelude::*;
use schemadrift_core::limits::MAX_NESTING;
use schemadrift_core::origin::SourceFile;
use schemadrift_core::problem::Severity;
use schemadrift_prisma::{PrismaReading, ReadSettings, read};

fn read_text(text: &str) -> PrismaReading {
    let file = SourceFile::new("schema.prisma", text);
    read(&[file], &ReadSettings::default())
}

/// A schema with every kind of block, one line an element.
const VALID: &[&str] = &[
    "datasource db {",
    "  provider = \"postgresql\"",
    "}",
    "generator client {",
    "  provider = \"prisma-client\"",
    "  previewFeatures = [\"partialIndexes\", \"views\"]",
    "}",
    "",
    "enum Role {",
    "  USER",
    "  ADMIN @map(\"admin\")",
    "  @@map(\"roles\")",
    "}",
    "model User {",
    "  id Int @id @default(autoincrement())",
    "  email String @unique @db.VarChar(200)",
    "  role Role @default(ADMIN)",
    "  posts Post[]",
    "  tags Tag[]",
    "  @@index([email(sort: Desc)], where: { email: { not: null } })",
    "  @@map(\"users\")",
    "}",
    "/// documented",
    "model Post {",
    "  id String @id @default(uuid()) // behind",
    "  author User @relation(fields: [authorId], references: [id], onDelete: Cascade)",
    "  authorId Int",
    "  raw Unsupported(\"tsvector\")?",
    "  created DateTime @default(now())",
    "}",
    "model Tag {",
    "  id Int @id",
    "  users User[]",
    "}",
    "view Stats {",
    "  id Int @unique",
    "}",
];

/// Pieces of the language, for text that almost means something.
const TOKENS: &[&str] = &[
    "model",
    "enum",
    "view",
    "type",
    "datasource",
    "generator",
    "User",
    "Post",
    "id",
    "Int",
    "String",
    "DateTime",
    "Unsupported",
    "?",
    "[]",
    "{",
    "}",
    "(",
    ")",
    "[",
    "]",
    "@",
    "@@",
    "@id",
    "@unique",
    "@default",
    "@relation",
    "@map",
    "@db.VarChar",
    "@@index",
    "@@id",
    "@@unique",
    "@@map",
    "\"text\"",
    "\"",
    "\\",
    "1",
    "-1.5",
    "now()",
    "autoincrement()",
    "dbgenerated",
    "fields:",
    "references:",
    "where:",
    "raw",
    ",",
    ":",
    "=",
    ".",
    " ",
    " ",
    "\n",
    "\n",
    "\n",
    "\r\n",
    "//",
    "///",
    "/*",
    "*/",
    "é",
    "\u{feff}",
    "provider",
    "\"postgresql\"",
    "\"sqlite\"",
    "\"mysql\"",
    "true",
    "null",
    "not",
    "Gin",
    "ops:",
    "sort: Desc",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_are_survived(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        let text = String::from_utf8_lossy(&bytes);
        read_text(&text);
        read_text(&format!("{}\n{text}", VALID.join("\n")));
    }

    #[test]
    fn any_tokens_are_survived(tokens in proptest::collection::vec(0..TOKENS.len(), 0..120)) {
        let text: String = tokens.iter().map(|token| TOKENS[*token]).collect();
        let reading = read_text(&format!("datasource db {{\nprovider = \"postgresql\"\n}}\n{text}"));
        for problem in &reading.reading.problems {
            prop_assert!(problem.origin.location().is_some());
        }
        read_text(&text);
    }

    #[test]
    fn shuffled_lines_are_survived(order in Just((0..VALID.len()).collect::<Vec<_>>()).prop_shuffle()) {
        let lines: Vec<&str> = order.iter().map(|line| VALID[*line]).collect();
        read_text(&lines.join("\n"));
    }
}

/// Lines that mean nothing wherever they stand.
const JUNK: &[&str] = &[
    "%%%",
    "  what is this thing",
    "name String @default(\"unclosed)",
    "  @@index([a, b)",
    "field: Int",
    "@default(1)",
    "\"text\"",
    "a b c { d: [1, ( }",
    "🦀",
    "  x Int @",
    "/* never closed",
];

#[test]
fn one_bad_line_costs_one_problem_and_one_object() {
    let clean = read_text(&VALID.join("\n"));
    assert!(
        clean.reading.problems.is_empty(),
        "{}",
        common::dump(&clean)
    );
    let mut places = 0;
    for junk in JUNK {
        for place in 0..=VALID.len() {
            let mut lines = VALID.to_vec();
            lines.insert(place, junk);
            let reading = read_text(&lines.join("\n"));
            let problems = &reading.reading.problems;
            assert_eq!(
                problems.len(),
                1,
                "`{junk}` before line {place}:\n{}",
                common::dump(&reading)
            );
            assert_eq!(problems[0].severity, Severity::Warning);
            let location = problems[0].origin.location().unwrap();
            assert_eq!(location.text(), junk.trim(), "before line {place}");
            assert_eq!(location.start().line, place + 1);
            assert_others_untouched(&clean, &reading, junk, place);
            places += 1;
        }
    }
    assert!(places > 300);
}

/// Whether every object but at most one is the same, and no other is tainted.
fn assert_others_untouched(
    clean: &PrismaReading,
    reading: &PrismaReading,
    junk: &str,
    place: usize,
) {
    let (clean, found) = (&clean.reading.schema, &reading.reading.schema);
    let tainted = found
        .tables
        .iter()
        .filter(|table| !table.taints.is_empty())
        .count()
        + found
            .enums
            .iter()
            .filter(|kind| !kind.taints.is_empty())
            .count()
        + found
            .views
            .iter()
            .filter(|view| !view.taints.is_empty())
            .count();
    let is_inside = VALID[..place]
        .iter()
        .rev()
        .find(|line| line.ends_with('{') || **line == "}")
        .is_some_and(|line| {
            ["model", "enum", "view"]
                .iter()
                .any(|word| line.starts_with(word))
        });
    assert_eq!(
        tainted,
        usize::from(is_inside),
        "`{junk}` before line {place}"
    );
    assert!(found.taints.is_empty());
    // Serialised models leave out where things are written, which did move.
    let plain = |schema: &schemadrift_core::model::Schema| {
        let mut schema = schema.clone();
        schema
            .tables
            .iter_mut()
            .for_each(|table| table.taints.clear());
        schema.enums.iter_mut().for_each(|kind| kind.taints.clear());
        schema.views.iter_mut().for_each(|view| view.taints.clear());
        serde_json::to_value(&schema).unwrap()
    };
    assert_eq!(plain(clean), plain(found), "`{junk}` before line {place}");
}

#[test]
fn nesting_up_to_the_limit_is_read_and_beyond_is_refused() {
    let schema = |depth: usize| {
        format!(
            "datasource db {{\n  provider = \"postgresql\"\n}}\nmodel A {{\n  id Int @id\n  a Int @default({}1{})\n}}\n",
            "[".repeat(depth),
            "]".repeat(depth)
        )
    };
    let reading = read_text(&schema(MAX_NESTING - 2));
    assert_eq!(reading.reading.schema.tables.len(), 1);
    assert!(!reading.reading.is_unusable());
    let reading = read_text(&schema(100_000));
    assert!(reading.reading.is_unusable());
    assert_eq!(reading.reading.problems.len(), 1);
    for opening in ["(", "{", "[", "f(", "f([{a:"] {
        read_text(&format!("model A {{\n a Int @x({}", opening.repeat(50)));
    }
}

#[test]
fn hostile_text_is_read_in_linear_time() {
    let started = std::time::Instant::now();
    for piece in [
        "/* ",
        "x Int /* ",
        "@@x(a,\n",
        "a(\n",
        "@@x(\n",
        "model A {\n",
        "\"",
        "a.",
        "// ",
        "}\n",
        "x Int /*\n",
    ] {
        let text = piece.repeat(400_000 / piece.len());
        read_text(&text);
        read_text(&format!(
            "datasource db {{\nprovider = \"sqlite\"\n}}\nmodel A {{\n{text}"
        ));
        read_text(&format!(
            "datasource db {{\nprovider = \"sqlite\"\n}}\nmodel A {{\n{text}*/"
        ));
    }
    // Quadratic work would take hours here.
    assert!(started.elapsed().as_secs() < 300);
}

#[test]
fn line_ends_and_byte_order_marks_move_no_span() {
    let unix = VALID.join("\n");
    let with = |text: String| read_text(&text);
    let plain = read_text(&unix);
    let expected = common::dump(&plain);
    assert_eq!(common::dump(&with(unix.replace('\n', "\r\n"))), expected);
    let marked = with(format!("\u{feff}{unix}"));
    assert_eq!(
        marked.reading.schema.tables.len(),
        plain.reading.schema.tables.len()
    );
    assert!(marked.reading.problems.is_empty());
    let name = marked.reading.schema.tables[0].origin.location().unwrap();
    assert_eq!(name.text(), "User");
}

#[test]
fn several_files_are_one_schema_in_any_order() {
    let (settings, models) = (VALID[..7].join("\n"), VALID[7..].join("\n"));
    let files = |names: [(&str, &str); 2]| -> Vec<Arc<SourceFile>> {
        names
            .iter()
            .map(|(name, text)| SourceFile::new(*name, *text))
            .collect()
    };
    for order in [
        [("a", &*settings), ("b", &*models)],
        [("a", &*models), ("b", &*settings)],
    ] {
        let reading = read(&files(order), &ReadSettings::default());
        assert!(reading.reading.problems.is_empty());
        let one = read_text(&VALID.join("\n"));
        assert_eq!(
            serde_json::to_value(&reading.reading.schema).unwrap(),
            serde_json::to_value(&one.reading.schema).unwrap()
        );
    }
}
