//! Owns that `explain` knows every object that a report names, and judges it as the report does.

use schemadrift_tests::command::{Run, Schemadrift};
use schemadrift_tests::database::{Database, Engine};
use tempfile::TempDir;

const SCHEMA: &str = r#"datasource db {
  provider = "postgresql"
}

model User {
  id    Int    @id
  email String @unique(map: "users_email_key")
  name  String @default("x")
  role  Role
  team  Team?  @relation(fields: [teamId], references: [id])
  teamId Int?

  @@index([name], map: "users_name_idx")
  @@map("users")
}

model Team {
  id    Int    @id
  users User[]
}

enum Role {
  USER
  ADMIN
}
"#;

/// Lacks `email` with its unique, the index, the foreign key, the table `Team` and a value; has a column
/// more and another default.
const TABLES: &str = "CREATE TYPE \"Role\" AS ENUM ('USER'); \
    CREATE TABLE users (id integer NOT NULL, name text NOT NULL DEFAULT 'y', \
    role \"Role\" NOT NULL, \"teamId\" integer, more text, \
    CONSTRAINT users_pkey PRIMARY KEY (id));";

struct Scene {
    folder: TempDir,
    live: Database,
}

impl Scene {
    fn new() -> Self {
        let folder = TempDir::new().unwrap();
        std::fs::write(folder.path().join("schema.prisma"), SCHEMA).unwrap();
        let live = Database::filled(Engine::Postgresql, TABLES);
        Self { folder, live }
    }

    fn run(&self, arguments: &[&str]) -> Run {
        Schemadrift::new()
            .arguments(arguments)
            .arguments(["--database", self.live.url()])
            .inside(self.folder.path())
            .run()
    }

    /// Explains an object: all of these words are on one line.
    #[track_caller]
    fn says(&self, object: &str, words: &[&str]) {
        let run = self.run(&["explain", object]);
        assert_eq!(run.code, Some(0), "{object}: {}", run.everything());
        let has_words = |line: &str| words.iter().all(|word| line.contains(word));
        assert!(
            run.stdout.lines().any(has_words),
            "{object}: no {words:?} in\n{}",
            run.stdout
        );
    }
}

#[test]
fn a_column_on_one_side_is_judged_as_the_report_judges_it() {
    let scene = Scene::new();
    for name in ["users.email", "public.users.email", "User.email"] {
        scene.says(name, &["DIFFERS", "missing-column"]);
        scene.says(name, &["type", "the database has no such column"]);
    }
    scene.says("users.more", &["DIFFERS", "extra-column"]);
    scene.says("users.more", &["type", "the code has no such column"]);
    scene.says("Team.id", &["DIFFERS", "missing-table"]);
}

#[test]
fn a_column_on_both_sides_is_judged_facet_by_facet() {
    let scene = Scene::new();
    scene.says("users.name", &["default", "DIFFERS", "column-default"]);
    scene.says("users.name", &["type", "same"]);
}

#[test]
fn parts_are_objects_too() {
    let scene = Scene::new();
    scene.says("users_name_idx", &["DIFFERS", "missing-index"]);
    scene.says("users.users_name_idx", &["DIFFERS", "missing-index"]);
    scene.says("Role.ADMIN", &["DIFFERS", "missing-enum-value"]);
    scene.says("Role", &["DIFFERS", "missing-enum-value"]);
    scene.says("Team", &["DIFFERS", "missing-table"]);
}

#[test]
fn every_object_of_the_report_can_be_explained() {
    let scene = Scene::new();
    let run = scene.run(&["check", "--format", "json"]);
    let report: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
    let findings = report["findings"].as_array().unwrap();
    assert!(findings.len() > 5, "{}", run.stdout);
    for finding in findings {
        let object = &finding["object"];
        let names = ["schema", "table", "name"].map(|part| object[part].as_str());
        let path: Vec<&str> = names.into_iter().flatten().collect();
        let path = path.join(".");
        let rule = finding["rule"].as_str().unwrap();
        scene.says(&path, &["DIFFERS", rule]);
    }
}

#[test]
fn what_nobody_knows_is_said() {
    let run = Scene::new().run(&["explain", "users.nothing"]);
    assert_eq!(run.code, Some(2), "{}", run.everything());
    assert!(run.stderr.contains("`users.nothing`"), "{}", run.stderr);
}
