//! Owns which caches of queries go with what is checked: those in the project, where one database is
//! checked and nobody named sources.

use std::path::Path;

use schemadrift::{CodeSide, Source, query_caches};

use super::Plan;
use crate::project::Project;

/// The caches of a project in which nothing else states a schema.
pub(super) fn sources(project: &Project) -> Vec<Source> {
    let caches = query_caches::find(&project.root).into_iter();
    caches.map(Source::Sqlx).collect()
}

/// Adds the caches of the project to its one check.
pub(super) async fn add(project: &Project, plan: &mut Plan) {
    let is_known = plan
        .checks
        .iter()
        .any(|check| check.code.iter().any(|side| !side.queries.is_empty()));
    if is_known {
        return;
    }
    let found = query_caches::find(&project.root);
    match plan.checks.as_mut_slice() {
        [] => {}
        [only] => {
            for path in found {
                let engine = Some(only.url.engine());
                match CodeSide::read_for(&Source::Sqlx(path), &project.root, engine).await {
                    Ok(cache) => only.code.push(cache),
                    Err(error) => plan.passed_over.push(error.message),
                }
            }
        }
        _ => plan
            .passed_over
            .extend(found.iter().map(|path| several(project, path))),
    }
}

fn several(project: &Project, path: &Path) -> String {
    let below = path.strip_prefix(&project.root).unwrap_or(path);
    let shown = below.display();
    format!(
        "`{shown}`: several databases are checked; `[[source]]` in `schemadrift.toml` says which one \
         its queries are for"
    )
}
