//! What `schemadrift fix` drafts for the incidents, deployed to their databases, leaves nothing to find
//! there; and what it does not draft, it says.

use std::path::{Path, PathBuf};

use schemadrift_tests::command::{Run, Schemadrift};
use schemadrift_tests::database::{self, Database, Engine};
use schemadrift_tests::fixture;
use schemadrift_tests::ledger;
use schemadrift_tests::project::Project;
use serde_json::Value;

fn incident(name: &str) -> PathBuf {
    fixture::folder("incidents").join(name)
}

fn scripts(folder: &Path, names: &[&str]) -> String {
    names
        .iter()
        .map(|name| fixture::read(&folder.join(name)) + "\n")
        .collect()
}

/// A command in a project.
fn run(project: &Project, arguments: &[&str], variables: &[(&str, &str)]) -> Run {
    let mut command = Schemadrift::new()
        .arguments(arguments)
        .inside(project.path());
    for (name, value) in variables {
        command = command.variable(name, value);
    }
    command.run()
}

/// The rules of what a check finds, each once.
fn found(run: &Run) -> Vec<String> {
    let report: Value = serde_json::from_str(&run.stdout)
        .unwrap_or_else(|error| panic!("{error}\n{}", run.everything()));
    let reports = report["findings"].as_array().cloned().unwrap_or_default();
    let mut rules: Vec<String> = reports
        .iter()
        .filter_map(|finding| finding["rule"].as_str().map(str::to_owned))
        .collect();
    rules.sort();
    rules.dedup();
    rules
}

/// The files that `fix --write` says it wrote, in order.
fn written(run: &Run) -> Vec<PathBuf> {
    run.stdout.lines().map(PathBuf::from).collect()
}

/// The row that Prisma writes once it has applied a migration.
fn record(project: &Project, file: &Path, number: usize) -> String {
    let file = project.path().join(file);
    let name = fixture::name(file.parent().unwrap());
    format!(
        "INSERT INTO \"_prisma_migrations\" (\"id\", \"checksum\", \"finished_at\", \"migration_name\", \"started_at\", \"applied_steps_count\")
         VALUES ('fixed-{number}', '{}', '2026-12-01 09:00:05', '{name}', '2026-12-01 09:00:04', 1);\n",
        ledger::checksum(&file)
    )
}

/// Deploys what was written as Prisma would: file by file.
fn deploy(project: &Project, files: &[PathBuf], execute: impl Fn(&str)) {
    for (number, file) in files.iter().enumerate() {
        execute(&fixture::read(&project.path().join(file)));
        execute(&record(project, file, number));
    }
}

#[test]
fn the_shop_gets_its_tables_on_postgresql() {
    let folder = incident("a-shop/postgresql");
    let project = Project::copy_of(&folder).unwrap();
    let live = Database::filled(Engine::Postgresql, &scripts(&folder, &["broken.sql"]));
    let variables = [("DATABASE_URL", live.url())];
    let drafted = run(&project, &["fix", "--write"], &variables);
    assert_eq!(drafted.code, Some(0), "{}", drafted.everything());
    let files = written(&drafted);
    assert_eq!(files.len(), 1, "{}", drafted.everything());
    deploy(&project, &files, |script| live.execute(script));
    let checked = run(&project, &["check", "--format", "json"], &variables);
    assert_eq!(found(&checked), Vec::<String>::new(), "{}", checked.stdout);
    let again = run(&project, &["fix"], &variables);
    assert_eq!((again.code, again.stdout.as_str()), (Some(0), ""));
}

#[test]
fn the_shop_gets_its_tables_in_a_sqlite_file() {
    let folder = incident("a-shop/sqlite");
    let project = Project::copy_of(&folder).unwrap();
    let file = project.path().join("prisma/shop.db");
    database::fill_file(&file, &scripts(&folder, &["broken.sql"]));
    let drafted = run(&project, &["fix", "--write"], &[]);
    assert_eq!(drafted.code, Some(0), "{}", drafted.everything());
    let files = written(&drafted);
    deploy(&project, &files, |script| {
        database::fill_file(&file, script);
    });
    let checked = run(&project, &["check", "--format", "json"], &[]);
    assert_eq!(found(&checked), Vec::<String>::new(), "{}", checked.stdout);
}

#[test]
fn what_waits_to_be_deployed_is_not_drafted_once_more() {
    let folder = incident("a-shop/postgresql");
    let project = Project::copy_of(&folder).unwrap();
    let place = project
        .path()
        .join("prisma/migrations/20260210090000_add_account_data_tables");
    std::fs::create_dir_all(&place).unwrap();
    std::fs::copy(folder.join("fix.sql"), place.join("migration.sql")).unwrap();
    let live = Database::filled(Engine::Postgresql, &scripts(&folder, &["broken.sql"]));
    let drafted = run(&project, &["fix"], &[("DATABASE_URL", live.url())]);
    assert_eq!((drafted.code, drafted.stdout.as_str()), (Some(1), ""));
    assert!(
        drafted.stderr.contains("`prisma migrate deploy`"),
        "{}",
        drafted.stderr
    );
}

#[test]
fn the_marketplace_gets_what_the_reset_lost() {
    let folder = incident("b-marketplace");
    let late = [
        "prisma/migrations/20260212132000_add_missing_user_columns",
        "prisma/migrations/20260212133000_create_missing_tables",
        "prisma/migrations/20260212134000_add_supplierprofile_columns",
    ];
    let project = Project::copy_of(&folder).unwrap().without(&late).unwrap();
    let migrations = project.path().join("prisma/migrations");
    let names: Vec<String> = fixture::folders(&migrations)
        .iter()
        .map(|path| fixture::name(path))
        .collect();
    let mut script: String = names
        .iter()
        .map(|name| fixture::read(&migrations.join(name).join("migration.sql")))
        .collect();
    let ledger = format!("{{{{prisma ledger: {}}}}}", names.join(", "));
    script.push_str(&ledger::expand(&ledger, &folder.join("prisma")));
    let live = Database::filled(Engine::Postgresql, &script);
    let variables = [("DATABASE_URL", live.url())];
    let drafted = run(&project, &["fix", "--write"], &variables);
    let files = written(&drafted);
    assert!(!files.is_empty(), "{}", drafted.everything());
    deploy(&project, &files, |script| live.execute(script));
    let checked = run(&project, &["check", "--format", "json"], &variables);
    // The code asks for more than its own schema has: no migration mends that.
    assert_eq!(
        found(&checked),
        ["unknown-enum-value", "unknown-field", "unknown-model"],
        "{}\n{}",
        drafted.everything(),
        checked.stdout
    );
}

#[test]
fn the_billing_database_gets_its_lost_table_back() {
    let folder = incident("d-billing");
    let project = Project::copy_of(&folder).unwrap();
    let billing = Database::filled(Engine::Postgresql, &scripts(&folder, &["billing.sql"]));
    let aas = Database::filled(Engine::Postgresql, &scripts(&folder, &["aas.sql"]));
    let variables = [
        ("BILLING_DATABASE_URL", billing.url()),
        ("AAS_DATABASE_URL", aas.url()),
    ];
    let drafted = run(&project, &["fix"], &variables);
    assert!(
        drafted.stdout.starts_with("-- for this database alone"),
        "{}",
        drafted.everything()
    );
    // Only one of both databases lacks anything.
    let lacks = if drafted.stdout.contains("\"products\"") {
        &aas
    } else {
        &billing
    };
    lacks.execute(&drafted.stdout);
    let checked = run(&project, &["check", "--format", "json"], &variables);
    assert_eq!(found(&checked), Vec::<String>::new(), "{}", checked.stdout);
}

#[test]
fn the_art_shop_gets_its_indexes() {
    let folder = incident("e-art-shop");
    let project = Project::copy_of(&folder).unwrap();
    let mut script = scripts(
        &folder,
        &["prisma/migrations/20260114101500_init/migration.sql"],
    );
    script.push_str(&ledger::expand(
        "{{prisma ledger: 20260114101500_init}}",
        &folder.join("prisma"),
    ));
    let live = Database::filled(Engine::Postgresql, &script);
    let arguments = [
        "--database",
        live.url(),
        "--source",
        "prisma:prisma/schema.prisma",
        "--source",
        "sql:prisma/add_performance_indexes.sql",
    ];
    let fix = [&["fix", "--write"][..], &arguments[..]].concat();
    let drafted = run(&project, &fix, &[]);
    let files = written(&drafted);
    assert!(files.len() > 10, "{}", drafted.everything());
    deploy(&project, &files, |script| live.execute(script));
    let check = [&["check", "--format", "json"][..], &arguments[..]].concat();
    let checked = run(&project, &check, &[]);
    assert_eq!(
        found(&checked),
        ["unknown-model"],
        "{}\n{}",
        drafted.everything(),
        checked.stdout
    );
}

#[test]
fn a_file_that_exists_is_never_replaced() {
    let folder = incident("a-shop/postgresql");
    let project = Project::copy_of(&folder).unwrap();
    let live = Database::filled(Engine::Postgresql, &scripts(&folder, &["broken.sql"]));
    let variables = [("DATABASE_URL", live.url())];
    let first = run(&project, &["fix", "--write"], &variables);
    let files = written(&first);
    let text = fixture::read(&project.path().join(&files[0]));
    let second = run(&project, &["fix", "--write"], &variables);
    // The first draft is on disk and waits, so that there is nothing left to draft.
    assert_eq!((second.code, second.stdout.as_str()), (Some(1), ""));
    assert_eq!(fixture::read(&project.path().join(&files[0])), text);
}

/// The examples of the page, each with its fixture under `tests/fix`.
#[test]
fn the_page_shows_what_is_drafted() {
    let page = fixture::folder("..").join("docs/fix.md");
    let text = fixture::read(&page);
    let mut shown = text.clone();
    let mut number = 0;
    for (name, engine) in [
        ("postgresql", Engine::Postgresql),
        ("sqlite", Engine::Sqlite),
    ] {
        let folder = fixture::folder("fix").join(name);
        let project = Project::copy_of(&folder).unwrap();
        let live = Database::filled(engine, &fixture::read(&folder.join("live.sql")));
        let drafted = run(&project, &["fix", "--database", live.url()], &[]);
        assert!(drafted.code < Some(2), "{}", drafted.everything());
        let head = format!("<!-- example: {name} -->\n```sql\n");
        let start = shown.find(&head).expect("the page has the example") + head.len();
        let end = start + shown[start..].find("```\n").expect("the example ends");
        shown.replace_range(start..end, &format!("{}\n", drafted.stdout.trim_end()));
        number += 1;
    }
    assert_eq!(number, text.matches("<!-- example: ").count());
    schemadrift_tests::expectation::compare(&page, &shown).unwrap();
}

/// Prints a patch, applies it as people would, and gives back what is found afterwards.
fn patched(name: &str, engine: Engine, source: &str) -> (String, Vec<String>) {
    let folder = fixture::folder("fix").join(name);
    let project = Project::copy_of(&folder).unwrap();
    let live = Database::filled(engine, &fixture::read(&folder.join("live.sql")));
    let arguments = ["--database", live.url(), "--source", source];
    let drafted = run(
        &project,
        &[&["fix", "--patch"][..], &arguments].concat(),
        &[],
    );
    let patch = project.path().join("a.patch");
    std::fs::write(&patch, &drafted.stdout).unwrap();
    let applied = std::process::Command::new("git")
        .args(["apply", "--verbose", "a.patch"])
        .current_dir(project.path())
        .output()
        .unwrap();
    assert!(
        applied.status.success(),
        "{}\n{}",
        String::from_utf8_lossy(&applied.stderr),
        drafted.everything()
    );
    let check = ["check", "--format", "json"];
    let checked = run(&project, &[&check[..], &arguments].concat(), &[]);
    (drafted.stdout, found(&checked))
}

#[test]
fn a_patch_declares_a_column_in_a_prisma_schema() {
    let (patch, left) = patched(
        "postgresql",
        Engine::Postgresql,
        "prisma:prisma/schema.prisma",
    );
    assert!(patch.contains("\n+  legacy String?\n"), "{patch}");
    assert!(!left.contains(&"extra-column".to_owned()), "{left:?}");
    // Between fields that belong together nothing else is touched.
    let changed = patch.lines().filter(|line| line.starts_with('-')).count();
    assert_eq!(changed, 1, "{patch}");
}

#[test]
fn a_patch_declares_columns_in_tables_of_diesel() {
    let (patch, left) = patched("diesel", Engine::Sqlite, "diesel:src/schema.rs");
    assert!(
        patch.contains("+        phone -> Nullable<Text>,"),
        "{patch}"
    );
    assert!(patch.contains("+        #[sql_name = \"type\"]"), "{patch}");
    assert_eq!(left, Vec::<String>::new(), "{patch}");
}

#[test]
fn a_patch_declares_columns_in_entities_of_sea_orm() {
    let (patch, left) = patched("seaorm", Engine::Sqlite, "seaorm:entities");
    assert!(patch.contains("+    pub phone: Option<String>,"), "{patch}");
    assert_eq!(left, Vec::<String>::new(), "{patch}");
}

/// A shell that goes on after an error must not lose what could not be copied.
#[test]
fn a_copy_that_goes_wrong_leaves_every_row_even_where_nobody_stops() {
    use sqlx::{Connection, Executor};
    let folder = fixture::folder("fix/sqlite");
    let project = Project::copy_of(&folder).unwrap();
    let live = Database::filled(Engine::Sqlite, &fixture::read(&folder.join("live.sql")));
    live.execute("INSERT INTO \"User\" (\"id\", \"email\") VALUES (1, 'a'), (2, NULL)");
    let drafted = run(&project, &["fix", "--database", live.url()], &[]);
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let rows: i64 = runtime.block_on(async {
        let path = live.name();
        let options = sqlx::sqlite::SqliteConnectOptions::new().filename(path);
        let mut connection = sqlx::SqliteConnection::connect_with(&options)
            .await
            .unwrap();
        let mut refused = 0;
        for statement in drafted.stdout.split(";\n") {
            let run = sqlx::raw_sql(sqlx::AssertSqlSafe(statement.to_owned()));
            refused += usize::from(connection.execute(run).await.is_err());
        }
        assert!(refused > 1, "{}", drafted.stdout);
        sqlx::query_scalar("SELECT count(*) FROM \"User\"")
            .fetch_one(&mut connection)
            .await
            .unwrap()
    });
    assert_eq!(rows, 2);
    live.execute("UPDATE \"User\" SET \"email\" = 'b' WHERE \"email\" IS NULL");
    live.execute(&drafted.stdout);
    let arguments = ["check", "--format", "json", "--database", live.url()];
    let checked = run(&project, &arguments, &[]);
    assert_eq!(found(&checked), Vec::<String>::new(), "{}", checked.stdout);
}

#[test]
fn an_empty_database_is_deployed_to_and_not_drafted_for() {
    let folder = incident("e-art-shop");
    let project = Project::copy_of(&folder).unwrap();
    let live = Database::filled(Engine::Postgresql, &scripts(&folder, &["broken.sql"]));
    let arguments = ["fix", "--database", live.url()];
    let drafted = run(&project, &arguments, &[]);
    assert_eq!(drafted.code, Some(1), "{}", drafted.everything());
    let migrates = drafted.stdout.contains("prisma/migrations/");
    assert!(!migrates, "{}", drafted.everything());
    assert!(
        drafted.stderr.contains("`prisma migrate deploy`"),
        "{}",
        drafted.everything()
    );
}

/// A push has made the column here, and no migration makes it anywhere else.
#[test]
fn what_no_migration_makes_is_drafted_for_the_others() {
    let folder = incident("a-shop/postgresql");
    let project = Project::copy_of(&folder).unwrap();
    let script = scripts(&folder, &["broken.sql", "fix.sql"]);
    let live = Database::filled(Engine::Postgresql, &script);
    let variables = [("DATABASE_URL", live.url())];
    let drafted = run(&project, &["fix", "--write"], &variables);
    let files = written(&drafted);
    assert_eq!(files.len(), 1, "{}", drafted.everything());
    assert!(files[0].display().to_string().contains("_untracked/"));
    assert!(
        drafted.stderr.contains("prisma migrate resolve --applied"),
        "{}",
        drafted.stderr
    );
    // Marked as applied, nothing is left to find.
    live.execute(&record(&project, &files[0], 0));
    let checked = run(&project, &["check", "--format", "json"], &variables);
    assert_eq!(found(&checked), Vec::<String>::new(), "{}", checked.stdout);
    // And it makes the same as the push did.
    let other = Database::filled(Engine::Postgresql, &scripts(&folder, &["broken.sql"]));
    other.execute(&fixture::read(&project.path().join(&files[0])));
    other.execute(&record(&project, &files[0], 0));
    let variables = [("DATABASE_URL", other.url())];
    let checked = run(&project, &["check", "--format", "json"], &variables);
    assert_eq!(found(&checked), Vec::<String>::new(), "{}", checked.stdout);
}

/// The tables of the code state neither defaults nor indexes, and one column that no migration makes yet.
#[test]
fn what_is_lost_comes_back_as_its_migrations_made_it() {
    let folder = fixture::folder("fix").join("lost");
    let project = Project::copy_of(&folder).unwrap();
    let live = Database::filled(Engine::Postgresql, &fixture::read(&folder.join("live.sql")));
    let url = ["--database", live.url()];
    let drafted = run(&project, &[&["fix"][..], &url].concat(), &[]);
    live.execute(&drafted.stdout);
    let check = [&["check", "--format", "json"][..], &url].concat();
    let checked = run(&project, &check, &[]);
    let left = found(&checked);
    // Nothing was written: the migrations on disk still do not make the one column.
    assert_eq!(
        left,
        ["missing-ledger", "unmigrated-declaration"],
        "{}\n{}",
        drafted.stdout,
        checked.stdout
    );
    let whole = fixture::read(&folder.join("migrations/2026-01-01-000000_init/up.sql"));
    let whole = Database::filled(
        Engine::Postgresql,
        &format!("{whole}; ALTER TABLE books ADD COLUMN blurb text"),
    );
    let diff = ["diff", whole.url(), live.url(), "--format", "json"];
    let compared = run(&project, &diff, &[]);
    assert_eq!(
        found(&compared),
        Vec::<String>::new(),
        "{}",
        compared.stdout
    );
}
