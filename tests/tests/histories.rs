//! Owns the histories: small projects of each migration tool as its users have them, beside databases
//! whose ledgers are in every state, `tests/histories/<case>/`. What `status` and `check` say of
//! each is compared as a whole.

use std::path::Path;

use libtest_mimic::{Arguments, Failed, Trial};
use schemadrift_tests::database::{Database, Engine};
use schemadrift_tests::project::{Check, Project, mask_server};
use schemadrift_tests::{expectation, fixture, reduced, transcript};

fn main() {
    let arguments = Arguments::from_args();
    let trials = fixture::folders(&fixture::folder("histories"))
        .into_iter()
        .map(|case| Trial::test(fixture::name(&case), move || run(&case)))
        .collect();
    libtest_mimic::run(&arguments, trials).exit();
}

fn run(case: &Path) -> Result<(), Failed> {
    let project = Project::copy_of(case)?;
    let live = live(case)?;
    let mut masks = project.masks();
    mask_server(&mut masks, &live, "shop");
    let variables = vec![("DATABASE_URL", live.url().to_owned())];
    let command = |command| Check {
        project: &project,
        command,
        arguments: &["project"],
        variables: &variables,
        masks: &masks,
    };
    let status = command("status");
    let mut said = transcript::of(&status.shown(), &status.run("human"), &masks);
    let check = command("check");
    said.push_str(&format!(
        "$ {}\n{}",
        check.shown(),
        masks.apply(&reduced::reduce(&check.run("json")))
    ));
    Ok(expectation::compare(&case.join("expected.txt"), &said)?)
}

fn live(case: &Path) -> Result<Database, Failed> {
    for engine in [Engine::Postgresql, Engine::Sqlite] {
        let script = case.join(format!("live.{}.sql", engine.as_str()));
        if script.is_file() {
            return Ok(Database::filled(engine, &fixture::read(&script)));
        }
    }
    Err("there is no `live.postgresql.sql` and no `live.sqlite.sql`".into())
}
