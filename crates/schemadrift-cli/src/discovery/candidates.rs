//! Owns which sources there are: named on the command line, configured, or found in the project.

use std::path::Path;

use schemadrift::Source;

use super::{Plan, migrations, queries};
use crate::arguments::Target;
use crate::exit::Failure;
use crate::project::Project;

/// A source and how it came into the plan.
pub(super) struct Candidate {
    pub(super) source: Source,
    /// The `[database]` entry it belongs to.
    pub(super) database: Option<String>,
    /// Found by looking around rather than named by somebody.
    pub(super) is_found: bool,
}

/// The sources of a project, as they are to be checked.
pub(super) fn candidates(
    project: &Project,
    target: &Target,
    plan: &mut Plan,
) -> Result<Vec<Candidate>, Failure> {
    if !target.sources.is_empty() {
        let named = |text: &String| {
            let source = Source::parse(text)?;
            // As typed, or else within the checked folder.
            let source = if source.path().exists() {
                source
            } else {
                source.within(&project.root)
            };
            Ok(Candidate {
                source,
                database: None,
                is_found: false,
            })
        };
        return target.sources.iter().map(named).collect();
    }
    if !project.config.sources.is_empty() {
        let configured = |entry: &schemadrift_config::SourceEntry| {
            let source = Source::parse(&entry.source)?.within(&project.root);
            Ok(Candidate {
                source,
                database: entry.database.clone(),
                is_found: false,
            })
        };
        return project.config.sources.iter().map(configured).collect();
    }
    let found = found(project, plan);
    if found.is_empty() && plan.failures.is_empty() {
        let message = format!("no schema found in `{}`", project.root.display());
        let help = "name one with `--source KIND:PATH`, such as `prisma:path/to/schema.prisma`, \
                    `diesel:src/schema.rs` or `sql:path/to/schema.sql`";
        return Err(Failure {
            is_for_want_of_sources: true,
            ..Failure::new(message).with_help(help)
        });
    }
    let found = found.into_iter().map(|source| Candidate {
        source,
        database: None,
        is_found: true,
    });
    Ok(found.collect())
}

/// The sources that the project has. A schema that is named and not there is a failure: another
/// in its place would be a guess.
fn found(project: &Project, plan: &mut Plan) -> Vec<Source> {
    let found = schemadrift::prisma::find(&project.root);
    let shown = |path: &Path| {
        let below = path.strip_prefix(&project.root).unwrap_or(path);
        below.display().to_string()
    };
    for other in &found.passed_over {
        plan.passed_over.push(format!(
            "`{}`: `{}` names another schema",
            shown(&other.path),
            shown(&other.namer)
        ));
    }
    plan.failures
        .extend(found.missing.into_iter().map(Failure::from));
    let entities = schemadrift::seaorm::find(&project.root).unwrap_or_else(|error| {
        plan.failures.push(Failure::from(error));
        Vec::new()
    });
    let programs = schemadrift::diesel::find(&project.root);
    let mut sources: Vec<Source> = found.schemas.into_iter().map(Source::Prisma).collect();
    sources.extend(programs.into_iter().map(Source::Diesel));
    sources.extend(entities.into_iter().map(Source::SeaOrm));
    if sources.is_empty() && plan.failures.is_empty() {
        let sources = migrations::sources(project);
        if sources.is_empty() {
            return queries::sources(project);
        }
        return sources;
    }
    sources
}
