//! Owns bad input: schemas and files that are missing, broken or no schema.

use super::*;

#[test]
fn a_schema_that_is_not_there() {
    let folder = project(&[]);
    let run = check(folder.path(), &["--source", "prisma:nowhere/schema.prisma"]);
    refuses(&run, &["nowhere/schema.prisma"]);
}

#[test]
fn a_folder_without_schema() {
    let folder = project(&[("README.md", "nothing here")]);
    refuses(&check(folder.path(), &[]), &["no schema found", "--source"]);
}

#[test]
fn a_project_that_is_not_there() {
    let folder = project(&[]);
    refuses(
        &check(folder.path(), &["nowhere"]),
        &["`nowhere` is not a folder"],
    );
}

#[test]
fn a_kind_of_source_that_nobody_knows() {
    let folder = project(&[("schema.prisma", SCHEMA)]);
    refuses(
        &check(folder.path(), &["--source", "cobol:schema.prisma"]),
        &["cobol", "prisma:"],
    );
}

#[test]
fn a_schema_that_is_no_text() {
    let folder = project(&[]);
    std::fs::write(
        folder.path().join("schema.prisma"),
        [0xff, 0xfe, 0x00, 0x80, 0xc3],
    )
    .unwrap();
    let run = check(
        folder.path(),
        &[
            "--source",
            "prisma:schema.prisma",
            "--database",
            "file:x.db",
        ],
    );
    is_composed(&run);
    assert!(matches!(run.code, Some(2 | 3)), "{}", run.everything());
    assert!(
        run.everything().contains("schema.prisma"),
        "{}",
        run.everything()
    );
}

#[test]
fn a_schema_that_is_a_folder_without_schemas() {
    let folder = project(&[("schema/README.md", "empty")]);
    refuses(
        &check(folder.path(), &["--source", "prisma:schema"]),
        &["schema"],
    );
}

#[test]
fn a_schema_that_is_empty() {
    let folder = project(&[("schema.prisma", "")]);
    let run = check(
        folder.path(),
        &[
            "--source",
            "prisma:schema.prisma",
            "--database",
            "file:x.db",
        ],
    );
    is_composed(&run);
    assert!(matches!(run.code, Some(2 | 3)), "{}", run.everything());
    assert!(
        run.everything().contains("schema.prisma"),
        "{}",
        run.everything()
    );
}

#[test]
fn a_schema_for_a_database_that_is_not_read() {
    for provider in ["mongodb", "sqlserver"] {
        let schema = SCHEMA.replace("postgresql", provider);
        let folder = project(&[("schema.prisma", &schema)]);
        let run = check(folder.path(), &["--database", "postgres://localhost/x"]);
        refuses(&run, &["schema.prisma", provider]);
    }
}

#[test]
fn a_configuration_with_a_mistake() {
    for (text, words) in [
        (
            "[rules]\nmissing-tabel = \"off\"\n",
            ["missing-tabel", "did you mean `missing-table`"],
        ),
        (
            "[rules]\nmissing-table = \"loud\"\n",
            ["level", "schemadrift.toml:2"],
        ),
        ("[rulez]\n", ["rulez", "schemadrift.toml:1"]),
        ("[rules\n", ["schemadrift.toml:1", "]"]),
        (
            "[[ignore]]\nobject = \"x\"\n",
            ["reason", "schemadrift.toml:1"],
        ),
    ] {
        let folder = project(&[("schema.prisma", SCHEMA), ("schemadrift.toml", text)]);
        let run = check(folder.path(), &["--database", "postgres://localhost/x"]);
        is_composed(&run);
        assert_eq!(run.code, Some(2), "{}", run.everything());
        for word in words {
            assert!(run.stderr.contains(word), "no `{word}` in:\n{}", run.stderr);
        }
    }
}
