//! Owns bad input: projects with several schemas.

use super::*;

const OTHER: &str = "datasource db {\n  provider = \"postgresql\"\n  url = env(\"DATABASE_URL\")\n}\n\nmodel Other {\n  id Int @id\n}\n";

fn check_files(files: &[(&str, &str)]) -> Run {
    let live = Database::filled(Engine::Postgresql, USERS);
    let folder = project(files);
    check(folder.path(), &["--database", live.url()])
}

#[test]
fn the_one_that_is_named_is_the_only_one() {
    let config = "export default defineConfig({ schema: \"db/x.prisma\" })";
    let manifest = "{ \"prisma\": { \"schema\": \"db/x.prisma\" } }";
    for namer in [("prisma.config.ts", config), ("package.json", manifest)] {
        let run = check_files(&[
            namer,
            ("db/x.prisma", SCHEMA),
            ("prisma/schema.prisma", OTHER),
            ("old/other.prisma", OTHER),
        ]);
        is_composed(&run);
        assert_eq!(run.code, Some(0), "{}", run.everything());
        for passed_over in ["`prisma/schema.prisma`", "`old/other.prisma`"] {
            assert!(run.stderr.contains(passed_over), "{}", run.stderr);
        }
        assert!(run.stderr.contains(namer.0), "{}", run.stderr);
    }
}

#[test]
fn the_ones_that_nothing_names_are_all_checked() {
    let run = check_files(&[
        ("package.json", "{}"),
        ("prisma/schema.prisma", SCHEMA),
        ("more/package.json", "{}"),
        ("more/other.prisma", OTHER),
    ]);
    assert_eq!(run.code, Some(1), "{}", run.everything());
    assert!(run.stdout.contains("`Other`"), "{}", run.everything());
}

#[test]
fn the_one_that_is_named_and_not_there_has_no_stand_in() {
    let config = "export default { schema: \"db/missing.prisma\" }";
    let files = [
        ("prisma.config.ts", config),
        ("prisma/schema.prisma", SCHEMA),
    ];
    let words = ["`prisma.config.ts`", "`db/missing.prisma`", "not there"];
    let run = check_files(&files);
    refuses(&run, &words);
    assert_eq!(run.stdout, "", "nothing was checked");
    let folder = project(&files);
    let run = check(folder.path(), &["--source", "prisma:."]);
    refuses(&run, &words);
    let manifest = "{ \"prisma\": { \"schema\": \"nowhere\" } }";
    refuses(
        &check_files(&[("package.json", manifest), ("schema.prisma", SCHEMA)]),
        &["`package.json`", "`nowhere`"],
    );
}

#[test]
fn copies_are_none() {
    let run = check_files(&[
        ("prisma/schema.prisma", SCHEMA),
        ("dist/prisma/schema.prisma", OTHER),
        ("build/schema.prisma", OTHER),
        (".next/server/schema.prisma", OTHER),
        ("out/schema.prisma", OTHER),
        ("src/generated/client/schema.prisma", OTHER),
        ("src/client/schema.prisma", OTHER),
        ("src/client/index.js", ""),
        ("src/client/runtime/library.js", ""),
    ]);
    assert_eq!(run.code, Some(0), "{}", run.everything());
    // The folder that is checked may be called as it likes, and a name may lead anywhere.
    let run = check_files(&[
        (
            "prisma.config.ts",
            "export default { schema: 'dist/schema.prisma' }",
        ),
        ("dist/schema.prisma", SCHEMA),
    ]);
    assert_eq!(run.code, Some(0), "{}", run.everything());
    let live = Database::filled(Engine::Postgresql, USERS);
    let folder = project(&[("build/schema.prisma", SCHEMA)]);
    let run = check(folder.path(), &["build", "--database", live.url()]);
    assert_eq!(run.code, Some(0), "{}", run.everything());
}

#[test]
fn one_that_is_broken_is_not_passed_over() {
    for broken in [
        OTHER.replace("postgresql", "nope"),
        OTHER.replace("provider = \"postgresql\"", ""),
    ] {
        let run = check_files(&[("a/schema.prisma", &broken), ("b/schema.prisma", SCHEMA)]);
        refuses(&run, &["a/schema.prisma:", "provider"]);
        assert!(run.stdout.contains("match"), "{}", run.everything());
    }
}

#[test]
fn one_for_a_database_that_is_not_read_is_passed_over() {
    let other = OTHER.replace("postgresql", "mongodb");
    let run = check_files(&[("a/schema.prisma", &other), ("b/schema.prisma", SCHEMA)]);
    assert_eq!(run.code, Some(0), "{}", run.everything());
    assert!(run.stderr.contains("mongodb"), "{}", run.stderr);
}

#[test]
fn one_in_utf_16_is_named() {
    let folder = project(&[]);
    let path = folder.path().join("schema.prisma");
    for mark in ["\u{FEFF}", ""] {
        let text = format!("{mark}{SCHEMA}");
        let bytes: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        std::fs::write(&path, bytes).unwrap();
        refuses(
            &check(folder.path(), &[]),
            &["schema.prisma", "UTF-16", "UTF-8"],
        );
    }
}
