//! Owns which migrations go with what is checked: those that the code names, else the only ones in
//! the project for that kind of database.

use schemadrift::core::dialect::Engine;
use schemadrift::migration_files::{Candidate, Layout, Verdict, find, is_alike};
use schemadrift::{CodeSide, Migrations, Source};

use super::{Plan, PlannedCheck};
use crate::project::Project;

/// What states the schema of a project without schema files of an ORM: its migrations, or its
/// plain SQL files where there are none.
pub(super) fn sources(project: &Project) -> Vec<Source> {
    let candidates = find(&project.root);
    let of_tools: Vec<Source> = candidates
        .iter()
        .filter(|candidate| is_of_a_tool(candidate))
        .map(|candidate| Source::Migrations(candidate.path.clone()))
        .collect();
    if !of_tools.is_empty() {
        return of_tools;
    }
    candidates
        .into_iter()
        .filter(|candidate| matches!(candidate.verdict, Verdict::Migrations { .. }))
        .map(|candidate| Source::Sql(candidate.path))
        .collect()
}

/// Finds the migrations of every check whose code is not made of them itself.
pub(super) fn add(project: &Project, plan: &mut Plan) {
    let is_only_one = plan.checks.len() == 1;
    let mut passed_over = Vec::new();
    for check in &mut plan.checks {
        if check.code.iter().any(|side| side.migrations.is_some()) {
            continue;
        }
        match named(project, check).or_else(|| only_one(project, check, is_only_one)) {
            Some(Ok(migrations)) => check.migrations = Some(migrations),
            Some(Err(reason)) => passed_over.push(reason),
            None => {}
        }
    }
    plan.passed_over.append(&mut passed_over);
}

/// Why migrations are not those of the database that is looked for, whose kind is known: a project
/// may keep one folder for each kind.
pub(super) fn of_another(code: &CodeSide, wanted: Option<Engine>) -> Option<String> {
    let migrations = code.migrations.as_ref()?;
    let told = migrations.found().engine?;
    (!is_alike(told, wanted?)).then(|| {
        let place = migrations.place();
        format!("the migrations in `{place}` are for {told}")
    })
}

type Outcome = Result<Migrations, String>;

/// The migrations in the folder that the code names.
fn named(project: &Project, check: &PlannedCheck) -> Option<Outcome> {
    let engine = check.url.engine();
    let folder = check.code.iter().find_map(|side| {
        let folder = side.migrations_folder.as_ref()?;
        folder.is_dir().then_some(folder)
    })?;
    match Migrations::read(folder, &project.root, Some(engine)) {
        Ok(migrations) => fitting(migrations, engine),
        Err(error) => Some(Err(error.message)),
    }
}

/// Migrations for this kind of database; those that say they are for another are passed over.
fn fitting(migrations: Migrations, engine: Engine) -> Option<Outcome> {
    match migrations.found().engine {
        Some(other) if !other.is_kin_of(engine) => Some(Err(format!(
            "the migrations in `{}` are for {other}",
            migrations.place()
        ))),
        _ if migrations.found().migrations.is_empty() => None,
        _ => Some(Ok(migrations)),
    }
}

/// The only migrations of a tool in the project, where only one thing is checked.
fn only_one(project: &Project, check: &PlannedCheck, is_only_one: bool) -> Option<Outcome> {
    if !is_only_one {
        return None;
    }
    let engine = check.url.engine();
    let candidates: Vec<Candidate> = find(&project.root)
        .into_iter()
        .filter(|candidate| is_of_a_tool(candidate) && is_for(candidate, engine))
        .collect();
    let [only] = candidates.as_slice() else {
        return None;
    };
    match Migrations::read(&only.path, &project.root, Some(engine)) {
        Ok(migrations) => fitting(migrations, engine),
        Err(error) => Some(Err(error.message)),
    }
}

fn is_of_a_tool(candidate: &Candidate) -> bool {
    matches!(&candidate.verdict, Verdict::Migrations { layout, .. } if *layout != Layout::PlainFiles)
}

fn is_for(candidate: &Candidate, engine: Engine) -> bool {
    match &candidate.verdict {
        Verdict::Migrations { engine: told, .. } => told.is_none_or(|told| told.is_kin_of(engine)),
        Verdict::LeftAlone { .. } => false,
    }
}
