//! The projects in `examples/` do what their pages say.

use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sqlx::{AssertSqlSafe, Connection};

fn xtask(arguments: &[&str], folder: &Path) -> Output {
    Command::new(env!("CARGO_BIN_EXE_xtask"))
        .args(arguments)
        .current_dir(folder)
        .env_remove("DATABASE_URL")
        .output()
        .unwrap()
}

#[tokio::test]
async fn the_library_has_drifted_in_three_places() {
    let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples/prisma-sqlite");
    let project = tempfile::tempdir().unwrap();
    let prisma = project.path().join("prisma");
    std::fs::create_dir(&prisma).unwrap();
    std::fs::copy(
        example.join("prisma/schema.prisma"),
        prisma.join("schema.prisma"),
    )
    .unwrap();
    let options = SqliteConnectOptions::new()
        .filename(prisma.join("library.db"))
        .create_if_missing(true);
    let mut connection = SqliteConnection::connect_with(&options).await.unwrap();
    let script = std::fs::read_to_string(example.join("database.sql")).unwrap();
    sqlx::raw_sql(AssertSqlSafe(script))
        .execute(&mut connection)
        .await
        .unwrap();
    connection.close().await.unwrap();

    let output = xtask(&["check-drift", ".", "--format", "json"], project.path());
    assert_eq!(output.status.code(), Some(1));
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    let found: Vec<String> = report["findings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|finding| {
            let text = |value: &Value| value.as_str().unwrap_or_default().to_string();
            let object = &finding["object"];
            format!("{} {}", text(&finding["rule"]), text(&object["table"]))
        })
        .collect();
    assert_eq!(
        found,
        [
            "missing-unique books",
            "column-nullability loans",
            "missing-column members"
        ]
    );
}

/// The workspace is built as its user would build it, with our own versions of everything. What is
/// built on the way is shared with us; its program is kept apart, since ours has the same name.
#[tokio::test]
async fn a_workspace_checks_itself_in_three_lines() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let example = root.join("examples/workspace");
    std::fs::copy(root.join("Cargo.lock"), example.join("Cargo.lock")).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let database = folder.path().join("shop.db");
    let options = SqliteConnectOptions::new()
        .filename(&database)
        .create_if_missing(true);
    let mut connection = SqliteConnection::connect_with(&options).await.unwrap();
    let script = std::fs::read_to_string(example.join("migrations/20260101000000_init.sql"));
    sqlx::raw_sql(AssertSqlSafe(script.unwrap()))
        .execute(&mut connection)
        .await
        .unwrap();
    connection.close().await.unwrap();

    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let url = format!("file:{}", database.display());
    let output = Command::new(cargo)
        .args(["xtask", "check-drift", "--database", &url])
        .current_dir(&example)
        .env("CARGO_BUILD_BUILD_DIR", root.join("target"))
        .env("CARGO_TARGET_DIR", folder.path().join("target"))
        .env_remove("DATABASE_URL")
        .output()
        .unwrap();
    let told = String::from_utf8_lossy(&output.stdout);
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{told}\n{said}");
    assert!(told.contains("missing-column"), "{told}");
    assert!(told.contains("20260102000000_stock.sql"), "{told}");
}

#[test]
fn the_demo_tells_its_story() {
    let output = xtask(&["demo"], Path::new(env!("CARGO_MANIFEST_DIR")));
    let told = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success(), "{told}");
    assert!(
        told.contains("table `user_privacy_settings` does not exist"),
        "{told}"
    );
    assert!(
        told.contains("match: the database is what the code expects"),
        "{told}"
    );
}
