//! Owns the incidents: real post-mortems as projects and databases under `tests/incidents/`. Each
//! state of each is checked as a person would check it, and the whole report is compared.

use std::path::{Path, PathBuf};

use libtest_mimic::{Arguments, Failed, Trial};
use schemadrift_tests::command::{Run, Schemadrift};
use schemadrift_tests::database::{self, Database, Engine};
use schemadrift_tests::transcript::{self, Masks};
use schemadrift_tests::{expectation, fixture, reduced};
use tempfile::TempDir;

fn main() {
    let arguments = Arguments::from_args();
    let mut trials = Vec::new();
    for engine in [Engine::Postgresql, Engine::Sqlite] {
        for state in SHOP_STATES {
            let name = format!("a-shop {} {}", engine.as_str(), state.name);
            trials.push(Trial::test(name, move || shop(engine, state)));
        }
    }
    trials.extend([
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
        Trial::test("every_incident_is_used", every_incident_is_used),
    ]);
    libtest_mimic::run(&arguments, trials).exit();
}

/// A state of the shop: which scripts made the database, and what the project configures.
#[derive(Debug, Clone, Copy)]
struct ShopState {
    name: &'static str,
    scripts: &'static [&'static str],
    settings: Option<&'static str>,
}

const ROWS_EXPECTED: &str =
    "[expect]\nrows = [\"users\", \"products\", \"categories\", \"brands\"]\n";

const SHOP_STATES: [ShopState; 4] = [
    ShopState {
        name: "broken",
        scripts: &["broken.sql"],
        settings: None,
    },
    ShopState {
        name: "empty",
        scripts: &["broken.sql", "fix.sql"],
        settings: Some(ROWS_EXPECTED),
    },
    ShopState {
        name: "seeded",
        scripts: &["broken.sql", "fix.sql", "../seed.sql"],
        settings: Some(ROWS_EXPECTED),
    },
    ShopState {
        name: "healthy",
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
    let scripts = scripts(&folder, state.scripts);
    let mut masks = project.masks();
    // The schema of the SQLite shop names its file; the other one takes a variable.
    let (_live, variables) = match engine {
        Engine::Sqlite => {
            database::fill_file(&project.path().join("prisma/shop.db"), &scripts);
            (None, Vec::new())
        }
        Engine::Postgresql => {
            let live = Database::filled(engine, &scripts);
            mask_server(&mut masks, &live, "shop");
            let variables = vec![("DATABASE_URL", live.url().to_owned())];
            (Some(live), variables)
        }
    };
    let check = Check {
        project: &project,
        arguments: &[],
        variables: &variables,
        masks: &masks,
    };
    check.compare_with(&folder.join("expected"), state.name)
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
        arguments: &[],
        variables: &variables,
        masks: &masks,
    };
    check.compare_with(&folder.join("expected"), state)
}

const ART_SHOP_MIGRATION: &str = "prisma/migrations/20260114101500_init/migration.sql";

const PROXY_URL: &str =
    "prisma+postgres://accelerate.example.com/?api_key=eyJhbGciOiJIUzI1NiJ9.c2VjcmV0";

fn art_shop(state: &str, made_by: &[&str], arguments: &[&str]) -> Result<(), Failed> {
    let folder = incident("e-art-shop");
    let project = Project::copy_of(&folder)?;
    let live = Database::filled(Engine::Postgresql, &scripts(&folder, made_by));
    write_variables(&project, &live)?;
    let mut masks = project.masks();
    mask_server(&mut masks, &live, "art-shop");
    let arguments: Vec<&str> = [&["--database", live.url()], arguments].concat();
    let check = Check {
        project: &project,
        arguments: &arguments,
        variables: &[],
        masks: &masks,
    };
    check.compare_with(&folder.join("expected"), state)
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
    if found == ["a-shop", "d-billing", "e-art-shop"] {
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

/// Hides where the test server is and what the test called the database.
fn mask_server(masks: &mut Masks, live: &Database, label: &str) {
    masks.add(live.url(), format!("<url of {label}>"));
    masks.add(live.name(), format!("<{label}>"));
    let address = database::server().split("://").nth(1).unwrap_or_default();
    let (user, host) = address.split_once('@').unwrap_or(("", address));
    let host = host.split(['/', '?']).next().unwrap_or_default();
    let user = user.split(':').next().unwrap_or_default();
    masks.add(format!("at {host}"), "at <server>");
    masks.add(format!("user `{user}`"), "user `<user>`");
    if let Some(socket) = live.socket_url()
        && let Some((_, folder)) = socket.split_once("?host=")
    {
        let port = host.rsplit_once(':').map_or("5432", |(_, port)| port);
        masks.add(format!("at {folder}:{port}"), "at <server>");
        masks.add(format!("at {folder}"), "at <server>");
    }
}

/// A copy of a project in a folder of its own, as a user would have it.
struct Project(TempDir);

impl Project {
    /// Copies what belongs to the project: not the scripts, and not what is expected.
    fn copy_of(folder: &Path) -> Result<Self, Failed> {
        let copy = TempDir::new()?;
        for entry in std::fs::read_dir(folder)? {
            let entry = entry?.path();
            if entry.is_dir() && fixture::name(&entry) != "expected" {
                copy_folder(&entry, &copy.path().join(fixture::name(&entry)))?;
            }
        }
        Ok(Self(copy))
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    fn masks(&self) -> Masks {
        let mut masks = Masks::default();
        masks.add(self.path().display().to_string(), "<project>");
        masks
    }
}

fn copy_folder(from: &Path, to: &Path) -> Result<(), Failed> {
    std::fs::create_dir_all(to)?;
    for entry in std::fs::read_dir(from)? {
        let entry = entry?.path();
        let target = to.join(fixture::name(&entry));
        if entry.is_dir() {
            copy_folder(&entry, &target)?;
        } else {
            std::fs::copy(&entry, &target)?;
        }
    }
    Ok(())
}

/// One check of a project.
struct Check<'a> {
    project: &'a Project,
    arguments: &'a [&'a str],
    variables: &'a [(&'static str, String)],
    masks: &'a Masks,
}

impl Check<'_> {
    fn run(&self, format: &str) -> Run {
        let mut command = Schemadrift::new()
            .arguments(["check", "--format", format])
            .arguments(self.arguments)
            .inside(self.project.path());
        for (name, value) in self.variables {
            command = command.variable(name, value);
        }
        command.run()
    }

    /// The command as a person would type it.
    fn shown(&self) -> String {
        let line: Vec<&str> = ["schemadrift", "check"]
            .into_iter()
            .chain(self.arguments.iter().copied())
            .collect();
        self.masks.apply(&line.join(" ")).trim_end().to_owned()
    }

    /// Compares the report for people as a whole, and the one for programs line by line.
    fn compare_with(&self, folder: &Path, state: &str) -> Result<(), Failed> {
        std::fs::create_dir_all(folder)?;
        let said = transcript::of(&self.shown(), &self.run("human"), self.masks);
        let for_people = expectation::compare(&folder.join(format!("{state}.txt")), &said);
        let said = self.masks.apply(&reduced::reduce(&self.run("json")));
        let for_programs = expectation::compare(&folder.join(format!("{state}.json.txt")), &said);
        Ok(for_people.and(for_programs)?)
    }
}
