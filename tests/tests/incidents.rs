//! Owns the incidents: real post-mortems as projects and databases under `tests/incidents/`. Each
//! state of each is checked as a person would check it, and the whole report is compared.

use std::path::{Path, PathBuf};

use libtest_mimic::{Arguments, Failed, Trial};
use schemadrift_tests::database::{self, Database, Engine};
use schemadrift_tests::project::{Check, Project, mask_server};
use schemadrift_tests::{expectation, fixture, formats, ledger, transcript};

fn main() {
    let arguments = Arguments::from_args();
    let mut trials = Vec::new();
    for engine in [Engine::Postgresql, Engine::Sqlite] {
        for state in SHOP_STATES {
            let name = format!("a-shop {} {}", engine.as_str(), state.name);
            trials.push(Trial::test(name, move || shop(engine, state)));
        }
    }
    for state in MARKETPLACE_STATES {
        let name = format!("b-marketplace {}", state.name);
        trials.push(Trial::test(name, move || marketplace(state)));
    }
    trials.extend([
        Trial::test("c-accessibility broken", || {
            accessibility("broken", &["database/03_auth_configs.sql"], &[])
        }),
        Trial::test("c-accessibility half-fixed", || {
            accessibility("half-fixed", &[], &[])
        }),
        Trial::test("c-accessibility healthy", accessibility_healthy),
        Trial::test("c-accessibility backup", accessibility_backup),
        Trial::test("d-billing broken", || billing("broken", &[])),
        Trial::test("d-billing healthy", || billing("healthy", &["fix.sql"])),
        Trial::test("e-art-shop proxy", art_shop_behind_a_proxy),
        Trial::test("e-art-shop broken", || {
            art_shop("broken", &["broken.sql"], &[])
        }),
        Trial::test("e-art-shop broken, all listed", || {
            art_shop("broken-all", &["broken.sql"], &["--all"])
        }),
        Trial::test("e-art-shop migrated", || {
            art_shop("migrated", &[ART_SHOP_MIGRATION], &[])
        }),
        Trial::test("e-art-shop migrated and indexed", || {
            art_shop(
                "indexed",
                &[ART_SHOP_MIGRATION, "prisma/add_performance_indexes.sql"],
                &[],
            )
        }),
        Trial::test("e-art-shop healthy", art_shop_healthy),
        Trial::test("e-art-shop migrated, indexes declared", || {
            art_shop(
                "unindexed-declared",
                &[ART_SHOP_MIGRATION],
                ART_SHOP_SOURCES,
            )
        }),
        Trial::test("e-art-shop indexed, indexes declared", || {
            art_shop(
                "indexed-declared",
                &[ART_SHOP_MIGRATION, "prisma/add_performance_indexes.sql"],
                ART_SHOP_SOURCES,
            )
        }),
        Trial::test("every_incident_is_used", every_incident_is_used),
    ]);
    libtest_mimic::run(&arguments, trials).exit();
}

/// A state of the shop: what became of the migration that was missing, which scripts made the
/// database, and what the project configures.
#[derive(Debug, Clone, Copy)]
struct ShopState {
    name: &'static str,
    migration: Missing,
    scripts: &'static [&'static str],
    settings: Option<&'static str>,
}

/// What became of the migration that nobody had written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Missing {
    Unwritten,
    OnDisk,
    Deployed,
}

const MISSING_MIGRATION: &str = "20260210090000_add_account_data_tables";

const ROWS_EXPECTED: &str =
    "[expect]\nrows = [\"users\", \"products\", \"categories\", \"brands\"]\n";

const SHOP_STATES: [ShopState; 5] = [
    ShopState {
        name: "broken",
        migration: Missing::Unwritten,
        scripts: &["broken.sql"],
        settings: None,
    },
    ShopState {
        name: "half-fixed",
        migration: Missing::OnDisk,
        scripts: &["broken.sql"],
        settings: None,
    },
    ShopState {
        name: "empty",
        migration: Missing::Deployed,
        scripts: &["broken.sql", "fix.sql"],
        settings: Some(ROWS_EXPECTED),
    },
    ShopState {
        name: "seeded",
        migration: Missing::Deployed,
        scripts: &["broken.sql", "fix.sql", "../seed.sql"],
        settings: Some(ROWS_EXPECTED),
    },
    ShopState {
        name: "healthy",
        migration: Missing::Deployed,
        scripts: &["broken.sql", "fix.sql"],
        settings: None,
    },
];

fn shop(engine: Engine, state: ShopState) -> Result<(), Failed> {
    let folder = incident("a-shop").join(engine.as_str());
    let project = Project::copy_of(&folder)?;
    if let Some(settings) = state.settings {
        std::fs::write(project.path().join("schemadrift.toml"), settings)?;
    }
    let mut scripts = scripts(&folder, state.scripts);
    if state.migration != Missing::Unwritten {
        let place = project
            .path()
            .join("prisma/migrations")
            .join(MISSING_MIGRATION);
        std::fs::create_dir_all(&place)?;
        std::fs::copy(folder.join("fix.sql"), place.join("migration.sql"))?;
    }
    if state.migration == Missing::Deployed {
        scripts.push_str(&recorded(&folder.join("fix.sql")));
    }
    let mut masks = project.masks();
    // The schema of the SQLite shop names its file; the other one takes a variable.
    let (_live, variables) = match engine {
        Engine::Sqlite => {
            database::fill_file(&project.path().join("prisma/shop.db"), &scripts);
            (None, Vec::new())
        }
        Engine::Postgresql | Engine::Mysql | Engine::Mariadb => {
            let live = Database::filled(engine, &scripts);
            mask_server(&mut masks, &live, "shop");
            let variables = vec![("DATABASE_URL", live.url().to_owned())];
            (Some(live), variables)
        }
    };
    let check = Check {
        project: &project,
        command: "check",
        arguments: &[],
        variables: &variables,
        masks: &masks,
    };
    check.compare_with(&folder.join("expected"), state.name)?;
    Ok(compare_formats(&check, &folder, state.name)?)
}

/// The broken state of an incident in every format.
fn compare_formats(check: &Check<'_>, folder: &Path, state: &str) -> Result<(), String> {
    match state {
        "broken" => formats::compare(check, &folder.join("expected"), state),
        _ => Ok(()),
    }
}

/// The row that the migration tool writes once it has applied a file.
fn recorded(file: &Path) -> String {
    format!(
        "INSERT INTO \"_prisma_migrations\" (\"id\", \"checksum\", \"finished_at\", \"migration_name\", \"started_at\", \"applied_steps_count\")
         VALUES ('00000005-0000-4000-8000-000000000000', '{}', '2026-02-10 09:00:05', '{MISSING_MIGRATION}', '2026-02-10 09:00:04', 1);\n",
        ledger::checksum(file)
    )
}

/// A state of the marketplace: how many of the three late migrations the database has been
/// through, and whether they are on disk.
#[derive(Debug, Clone, Copy)]
struct MarketplaceState {
    name: &'static str,
    deployed: usize,
    is_written: bool,
    /// Whether the code asks only for what there is.
    is_mended: bool,
}

impl MarketplaceState {
    const fn deployed(name: &'static str, deployed: usize) -> Self {
        Self {
            name,
            deployed,
            is_written: true,
            is_mended: false,
        }
    }
}

const MARKETPLACE_STATES: [MarketplaceState; 6] = [
    MarketplaceState {
        name: "broken-unwritten",
        deployed: 0,
        is_written: false,
        is_mended: false,
    },
    MarketplaceState::deployed("broken", 0),
    MarketplaceState::deployed("half-fixed-1", 1),
    MarketplaceState::deployed("half-fixed-2", 2),
    MarketplaceState::deployed("deployed", 3),
    MarketplaceState {
        is_mended: true,
        ..MarketplaceState::deployed("healthy", 3)
    },
];

/// The migrations that bring what the reset lost.
const LATE_MIGRATIONS: [&str; 3] = [
    "20260212132000_add_missing_user_columns",
    "20260212133000_create_missing_tables",
    "20260212134000_add_supplierprofile_columns",
];

fn marketplace(state: MarketplaceState) -> Result<(), Failed> {
    let folder = incident("b-marketplace");
    let mut project = Project::copy_of(&folder)?;
    if !state.is_written {
        let late = LATE_MIGRATIONS.map(|name| format!("prisma/migrations/{name}"));
        project = project.without(&late.each_ref().map(String::as_str))?;
    }
    if state.is_mended {
        project = project.mended(&folder)?;
    }
    let migrations = folder.join("prisma/migrations");
    let mut names: Vec<String> = fixture::folders(&migrations)
        .iter()
        .map(|path| fixture::name(path))
        .filter(|name| !LATE_MIGRATIONS.contains(&name.as_str()))
        .collect();
    names.extend(
        LATE_MIGRATIONS
            .iter()
            .take(state.deployed)
            .map(ToString::to_string),
    );
    let mut script: String = names
        .iter()
        .map(|name| fixture::read(&migrations.join(name).join("migration.sql")))
        .collect();
    let ledger = format!("{{{{prisma ledger: {}}}}}", names.join(", "));
    script.push_str(&ledger::expand(&ledger, &folder.join("prisma")));
    let live = Database::filled(Engine::Postgresql, &script);
    let mut masks = project.masks();
    mask_server(&mut masks, &live, "marketplace");
    let check = Check {
        project: &project,
        command: "check",
        arguments: &[],
        variables: &[("DATABASE_URL", live.url().to_owned())],
        masks: &masks,
    };
    check.compare_with(&folder.join("expected"), state.name)?;
    Ok(compare_formats(&check, &folder, state.name)?)
}

/// What the database of the accessibility tester was made of, in this order.
const ACCESSIBILITY_SCRIPTS: &[&str] = &["database/01_schema.sql", "database/02_compliance.sql"];

/// Every file was run, and the table that two of them created is created by one.
fn accessibility_healthy() -> Result<(), Failed> {
    let folder = incident("c-accessibility");
    let project = Project::copy_of(&folder)?.mended(&folder)?;
    check_accessibility("healthy", &project, &["database/03_auth_configs.sql"])
}

fn accessibility(state: &str, absent: &[&str], more: &[&str]) -> Result<(), Failed> {
    let folder = incident("c-accessibility");
    let project = Project::copy_of(&folder)?.without(absent)?;
    check_accessibility(state, &project, more)
}

fn check_accessibility(state: &str, project: &Project, more: &[&str]) -> Result<(), Failed> {
    let folder = incident("c-accessibility");
    let made_by = [ACCESSIBILITY_SCRIPTS, more].concat();
    let live = Database::filled(Engine::Postgresql, &scripts(&folder, &made_by));
    let mut masks = project.masks();
    mask_server(&mut masks, &live, "accessibility");
    let check = Check {
        project,
        command: "check",
        arguments: &[],
        variables: &[("DATABASE_URL", live.url().to_owned())],
        masks: &masks,
    };
    check.compare_with(&folder.join("expected"), state)?;
    Ok(compare_formats(&check, &folder, state)?)
}

/// No server takes part: the dump says what the backup holds.
fn accessibility_backup() -> Result<(), Failed> {
    let folder = incident("c-accessibility");
    let project = Project::copy_of(&folder)?;
    std::fs::copy(folder.join("backup.sql"), project.path().join("backup.sql"))?;
    std::fs::write(
        project.path().join("schemadrift.toml"),
        "[expect]\nrows = [\"users\", \"requirements\"]\n",
    )?;
    let check = Check {
        project: &project,
        command: "diff",
        arguments: &["sql:database", "dump:backup.sql"],
        variables: &[],
        masks: &project.masks(),
    };
    Ok(check.compare_with(&folder.join("expected"), "backup")?)
}

fn billing(state: &str, more: &[&str]) -> Result<(), Failed> {
    let folder = incident("d-billing");
    let project = Project::copy_of(&folder)?;
    let billing = Database::filled(Engine::Postgresql, &scripts(&folder, &["billing.sql"]));
    let aas = Database::filled(Engine::Postgresql, &scripts(&folder, &["aas.sql"]));
    aas.execute(&scripts(&folder, more));
    let mut masks = project.masks();
    mask_server(&mut masks, &billing, "billing");
    mask_server(&mut masks, &aas, "aas");
    let socket = aas.socket_url().unwrap_or_else(|| {
        eprintln!("the test server has no unix socket here: this incident goes over TCP");
        aas.url().to_owned()
    });
    let variables = vec![
        ("BILLING_DATABASE_URL", billing.url().to_owned()),
        ("AAS_DATABASE_URL", socket),
    ];
    let check = Check {
        project: &project,
        command: "check",
        arguments: &[],
        variables: &variables,
        masks: &masks,
    };
    check.compare_with(&folder.join("expected"), state)?;
    Ok(compare_formats(&check, &folder, state)?)
}

const ART_SHOP_MIGRATION: &str = "prisma/migrations/20260114101500_init/migration.sql";

/// The loose file of indexes counts once somebody says so.
const ART_SHOP_SOURCES: &[&str] = &[
    "--source",
    "prisma:prisma/schema.prisma",
    "--source",
    "sql:prisma/add_performance_indexes.sql",
];

const PROXY_URL: &str =
    "prisma+postgres://accelerate.example.com/?api_key=eyJhbGciOiJIUzI1NiJ9.c2VjcmV0";

fn art_shop(state: &str, made_by: &[&str], arguments: &[&str]) -> Result<(), Failed> {
    let folder = incident("e-art-shop");
    let project = Project::copy_of(&folder)?;
    check_art_shop(state, &project, made_by, arguments)
}

/// Migrated and indexed, and the code asks for models that there are.
fn art_shop_healthy() -> Result<(), Failed> {
    let folder = incident("e-art-shop");
    let project = Project::copy_of(&folder)?.mended(&folder)?;
    let made_by = [ART_SHOP_MIGRATION, "prisma/add_performance_indexes.sql"];
    check_art_shop("healthy", &project, &made_by, ART_SHOP_SOURCES)
}

fn check_art_shop(
    state: &str,
    project: &Project,
    made_by: &[&str],
    arguments: &[&str],
) -> Result<(), Failed> {
    let folder = incident("e-art-shop");
    let mut script = scripts(&folder, made_by);
    if made_by.contains(&ART_SHOP_MIGRATION) {
        let ledger = "{{prisma ledger: 20260114101500_init}}";
        script.push_str(&ledger::expand(ledger, &folder.join("prisma")));
    }
    let live = Database::filled(Engine::Postgresql, &script);
    write_variables(project, &live)?;
    let mut masks = project.masks();
    mask_server(&mut masks, &live, "art-shop");
    let arguments: Vec<&str> = [&["--database", live.url()], arguments].concat();
    let check = Check {
        project,
        command: "check",
        arguments: &arguments,
        variables: &[],
        masks: &masks,
    };
    check.compare_with(&folder.join("expected"), state)?;
    Ok(compare_formats(&check, &folder, state)?)
}

/// Without options the tool takes the variable that the schema names, and that is the proxy.
fn art_shop_behind_a_proxy() -> Result<(), Failed> {
    let folder = incident("e-art-shop");
    let project = Project::copy_of(&folder)?;
    let live = Database::filled(Engine::Postgresql, &scripts(&folder, &["broken.sql"]));
    write_variables(&project, &live)?;
    let masks = project.masks();
    let check = Check {
        project: &project,
        command: "check",
        arguments: &[],
        variables: &[],
        masks: &masks,
    };
    let run = check.run("human");
    if run.everything().contains("c2VjcmV0") {
        return Err("the key of the proxy is printed".into());
    }
    let said = transcript::of(&check.shown(), &run, &masks);
    Ok(expectation::compare(
        &folder.join("expected/proxy.txt"),
        &said,
    )?)
}

fn write_variables(project: &Project, live: &Database) -> Result<(), Failed> {
    let text = format!(
        "DATABASE_URL=\"{PROXY_URL}\"\nDIRECT_DATABASE_URL=\"{}\"\n",
        live.url()
    );
    Ok(std::fs::write(project.path().join(".env"), text)?)
}

/// A fixture that no test reads tests nothing.
fn every_incident_is_used() -> Result<(), Failed> {
    let found: Vec<String> = fixture::folders(&fixture::folder("incidents"))
        .iter()
        .map(|path| fixture::name(path))
        .collect();
    if found
        == [
            "a-shop",
            "b-marketplace",
            "c-accessibility",
            "d-billing",
            "e-art-shop",
        ]
    {
        Ok(())
    } else {
        Err(format!("folders: {}", found.join(", ")).into())
    }
}

fn incident(name: &str) -> PathBuf {
    fixture::folder("incidents").join(name)
}

fn scripts(folder: &Path, names: &[&str]) -> String {
    names
        .iter()
        .map(|name| fixture::read(&folder.join(name)) + "\n")
        .collect()
}
